# SPDX-License-Identifier: EUPL-1.2
"""Addresses of appointments: of guides, of the counter, of the region, of a partner and of the person."""

from django.urls import path

from ..views import agenda, appointment_week, appointments, balie, mine_appointments

urlpatterns = [
    path("werk/agenda/", agenda.agenda, name="agenda"),
    path("werk/agenda/nieuw/", agenda.slots_new, name="slots_new"),
    path("werk/agenda/<int:pk>/", agenda.slot, name="slot"),
    path("werk/agenda/afwezig/", appointment_week.absence, name="absence"),
    path("werk/agenda/tolken/", appointment_week.interpreters, name="interpreters"),
    path("werk/agenda/balie/", balie.counter, name="counter"),
    path("werk/agenda/balie/<int:pk>/", balie.counter_day, name="counter_day"),
    path("werk/agenda/balie/<int:pk>/binnen/", balie.walk_in, name="walk_in"),
    path("werk/zaak/<str:reference>/afspraak/", appointments.book, name="book"),
    path("werk/zaak/<str:reference>/afspraak/keuze/", appointments.choice, name="book_choice"),
    path("werk/afspraak/<int:pk>/", appointments.appointment, name="appointment"),
    path("werk/afspraak/<int:pk>/komst/", balie.presence, name="presence"),
    path("werk/afspraak/<int:pk>/brief/", appointments.letter, name="appointment_letter"),
    path("werk/afspraak/<int:pk>/agenda.ics", appointments.calendar, name="appointment_calendar"),
    path("postvak/gesprek/<int:pk>/", appointments.partner_act, name="talk_act"),
    path("beheer/afspraken/", appointment_week.settings, name="appointment_settings"),
    path("tellingen/afspraken/", appointment_week.counts, name="appointment_counts"),
    # Under the path of the private page: its session cookie goes nowhere else (ruling A7).
    path("mijn-vraag/afspraak/<str:soort>/kiezen/", mine_appointments.choose, name="mine_choose"),
    path("mijn-vraag/afspraak/<int:pk>/verzetten/", mine_appointments.move, name="mine_move"),
    path("mijn-vraag/afspraak/<int:pk>/afzeggen/", mine_appointments.cancel, name="mine_cancel"),
    path("mijn-vraag/afspraak/<int:pk>/ja/", mine_appointments.confirm, name="mine_confirm"),
    path("mijn-vraag/afspraak/<int:pk>/agenda.ics", mine_appointments.calendar, name="mine_calendar"),
]

PAGES: dict[str, tuple[str, str | None]] = {
    "agenda": ("right:tijdvak.write", None),
    "slots_new": ("right:tijdvak.write", None),
    "slot": ("right:tijdvak.write", "slot_pk"),
    "absence": ("right:tijdvak.write", None),
    "interpreters": ("right:tijdvak.write", None),
    "counter": ("right:tijdvak.write", None),
    "counter_day": ("right:tijdvak.write", "loket"),
    "walk_in": ("right:tijdvak.write", "loket"),
    "book": ("right:zaak.write", "zaak_reference"),
    "book_choice": ("right:zaak.write", "zaak_reference"),
    "appointment": ("right:zaak.write", "boeking_pk"),
    "presence": ("right:zaak.write", "boeking_pk"),
    "appointment_letter": ("right:zaak.write", "boeking_pk"),
    "appointment_calendar": ("right:zaak.write", "boeking_pk"),
    "talk_act": ("right:inbox.act", "talk_pk"),
    "appointment_settings": ("right:loket.change", None),
    "appointment_counts": ("right:telling.read", None),
    "mine_choose": ("open", "slot_soort"),
    "mine_move": ("open", "boeking_pk"),
    "mine_cancel": ("open", "boeking_pk"),
    "mine_confirm": ("open", "boeking_pk"),
    "mine_calendar": ("open", "boeking_pk"),
}
