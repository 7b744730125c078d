# SPDX-License-Identifier: EUPL-1.2
"""Addresses of meetings."""

from django.urls import path

from ..views import meetings

urlpatterns = [
    path("beraad/vergaderingen/", meetings.meetings, name="meetings"),
    path("beraad/vergaderingen/nieuw/", meetings.meeting_new, name="meeting_new"),
    path("beraad/vergadering/<int:pk>/", meetings.vergadering, name="vergadering"),
    path("beraad/vergadering/<int:pk>/wijzigen/", meetings.meeting_change, name="meeting_change"),
    path("beraad/vergadering/<int:pk>/stap/", meetings.meeting_act, name="meeting_act"),
    path("beraad/vergadering/<int:pk>/agenda.ics", meetings.meeting_calendar, name="meeting_calendar"),
]

PAGES: dict[str, tuple[str, str | None]] = {
    "meetings": ("right:beraad.read", None),
    "meeting_new": ("right:vergadering.write", None),
    "vergadering": ("right:beraad.read", "vergadering_pk"),
    "meeting_change": ("right:vergadering.write", "vergadering_pk"),
    "meeting_act": ("right:vergadering.write", "vergadering_pk"),
    "meeting_calendar": ("right:beraad.read", "vergadering_pk"),
}
