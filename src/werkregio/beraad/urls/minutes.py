# SPDX-License-Identifier: EUPL-1.2
"""Addresses of minutes, and of what everybody may read of meetings."""

from django.urls import path

from ..views import minutes

urlpatterns = [
    path("beraad/vergadering/<int:pk>/verslag/", minutes.minutes, name="minutes"),
    path("vergaderingen/", minutes.public_list, name="meetings_public"),
    path("vergaderingen/agenda.ics", minutes.public_feed, name="public_feed"),
    path("vergaderingen/<int:pk>/", minutes.public_meeting, name="vergadering_public"),
    path("vergaderingen/stuk/<int:pk>/", minutes.public_paper, name="stuk_public"),
]

PAGES: dict[str, tuple[str, str | None]] = {
    "minutes": ("right:beraad.read", "vergadering_pk"),
    "meetings_public": ("open", None),
    "public_feed": ("open", None),
    "vergadering_public": ("open", "vergadering_pk"),
    "stuk_public": ("open", "stuk_pk"),
}
