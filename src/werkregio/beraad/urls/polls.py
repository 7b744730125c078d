# SPDX-License-Identifier: EUPL-1.2
"""Addresses of date polls, answers to invitations, and calendars."""

from django.urls import path

from ..views import polls

urlpatterns = [
    path("beraad/datumprikkers/", polls.polls, name="polls"),
    path("beraad/datumprikkers/nieuw/", polls.poll_new, name="poll_new"),
    path("beraad/datumprikker/<int:pk>/", polls.poll, name="poll"),
    path("beraad/datumprikker/<int:pk>/stap/", polls.poll_act, name="poll_act"),
    path("beraad/vergadering/<int:pk>/komst/", polls.own_answer, name="own_answer"),
    path("beraad/mijn-agenda/", polls.my_calendar, name="my_calendar"),
    # Behind a link in a message, without account.
    path("beraad/datum/<str:token>/", polls.poll_answer, name="poll_answer"),
    path("beraad/komst/<str:token>/", polls.attend, name="attend"),
    path("beraad/agenda/<str:token>.ics", polls.calendar_feed, name="calendar_feed"),
]

PAGES: dict[str, tuple[str, str | None]] = {
    "polls": ("right:beraad.read", None),
    "poll_new": ("right:vergadering.write", None),
    "poll": ("right:beraad.read", "datumprikker_pk"),
    "poll_act": ("right:vergadering.write", "datumprikker_pk"),
    "own_answer": ("right:beraad.read", "vergadering_pk"),
    "my_calendar": ("right:beraad.read", None),
    "poll_answer": ("open", "datum_token"),
    "attend": ("open", "komst_token"),
    "calendar_feed": ("open", "agendafeed"),
}
