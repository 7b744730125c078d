# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the meeting while it is held, and of actions."""

from django.urls import path

from ..views import live

urlpatterns = [
    path("beraad/vergadering/<int:pk>/aanwezig/", live.presence, name="presence"),
    path("beraad/vergadering/<int:pk>/zaal/", live.room, name="room"),
    path("beraad/vergadering/<int:pk>/nu/", live.live, name="live"),
    path("beraad/agendapunt/<int:pk>/notitie/", live.note, name="note"),
    path("beraad/agendapunt/<int:pk>/behandelen/", live.treat, name="treat"),
    path("beraad/acties/", live.actions, name="actions"),
    path("beraad/actie/<int:pk>/", live.action_settle, name="action_settle"),
]

PAGES: dict[str, tuple[str, str | None]] = {
    "presence": ("right:beraad.read", "vergadering_pk"),
    "room": ("right:beraad.read", "vergadering_pk"),
    "live": ("right:beraad.read", "vergadering_pk"),
    "note": ("right:beraad.read", "agendapunt_pk"),
    "treat": ("right:verslag.write", "agendapunt_pk"),
    "actions": ("right:beraad.read", None),
    "action_settle": ("right:actiepunt.write", "actiepunt_pk"),
}
