# SPDX-License-Identifier: EUPL-1.2
"""Addresses of items."""

from django.urls import path

from ..views import agenda_items as views

urlpatterns = [
    path("beraad/wacht-op-vergadering/", views.waiting, name="waiting_items"),
    path("beraad/vergadering/<int:pk>/punt/", views.item_new, name="item_new"),
    path("beraad/vergadering/<int:pk>/volgorde/", views.agenda_order, name="agenda_order"),
    path("beraad/vergadering/<int:pk>/vaste-punten/", views.agenda_template, name="agenda_template"),
    path("beraad/agendapunt/<int:pk>/", views.agendapunt, name="agendapunt"),
    path("beraad/agendapunt/<int:pk>/wijzigen/", views.item_change, name="item_change"),
    path("beraad/agendapunt/<int:pk>/stap/", views.item_act, name="item_act"),
    path("beraad/agendapunt/<int:pk>/werkgebied/", views.item_dispute, name="item_dispute"),
    path("beraad/agendapunt/<int:pk>/werkgebied/<int:dispute>/", views.dispute_answer, name="dispute_answer"),
]

PAGES: dict[str, tuple[str, str | None]] = {
    "waiting_items": ("right:beraad.read", None),
    "item_new": ("right:agenda.write|agenda.propose", "vergadering_pk"),
    "agenda_order": ("right:agenda.write", "vergadering_pk"),
    "agenda_template": ("right:agenda.write", "vergadering_pk"),
    "agendapunt": ("right:beraad.read", "agendapunt_pk"),
    "item_change": ("right:agenda.write|agenda.propose", "agendapunt_pk"),
    "item_act": ("right:agenda.write", "agendapunt_pk"),
    "item_dispute": ("right:bezwaar.write", "agendapunt_pk"),
    "dispute_answer": ("right:agenda.write", "werkgebied_bezwaar"),
}
