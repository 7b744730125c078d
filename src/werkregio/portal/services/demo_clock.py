# SPDX-License-Identifier: EUPL-1.2
"""What runs by itself in the months of the demo: reminders, after-care, messages; and people who answer.

A play among the others: every working morning the clock does what the worker does for a real region.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from werkregio.foundation import outbox
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.terms import OutboxState
from werkregio.foundation.working_days import is_working_day
from werkregio.werkcentrum.models import Aanbod, Nazorgvraag
from werkregio.werkcentrum.queries.aftercare import token_of
from werkregio.werkcentrum.services import aftercare, capacity, messages_by_hand, referral_timers

from .demo_people import Cast

# What people tap, in turn; None is nobody.
ANSWERS = ("werk", "opleiding", None, "werk", "zoekt", "werk", "niet", None, "gestopt", "werk")


def play(cast: Cast, start: datetime, now: datetime) -> Iterator[datetime]:
    """Every working morning until now; in the last days something is left for a visitor to do."""
    # Messages of the past go nowhere: no file is written for each of them.
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    at = start.astimezone(AMSTERDAM).replace(hour=10, minute=5, second=0, microsecond=0)
    while at < now:
        if is_working_day(at.date()):
            yield at
            _morning(cast, at)
        at += timedelta(days=1)
    yield now - timedelta(minutes=20)
    _room(cast, now - timedelta(minutes=20))


def _morning(cast: Cast, at: datetime) -> None:
    referral_timers.run(at)
    aftercare.ask_due(at)
    outbox.deliver_due(at)
    guide = cast.guides[0]
    old = OutboxItem.objects.filter(
        region=cast.regio.code, state=OutboxState.BY_HAND, due_at__lt=at - timedelta(days=2)
    ).exclude(subject="")
    for pk in old.values_list("pk", flat=True):
        messages_by_hand.settle(pk, sent=True, by=guide, at=at)
    waiting = Nazorgvraag.objects.filter(
        zaak__regio=cast.regio, asked_at__gt=at - timedelta(days=6), asked_at__lt=at - timedelta(days=1)
    ).exclude(antwoorden__isnull=False)
    for vraag in waiting:
        choice = ANSWERS[vraag.pk % len(ANSWERS)]
        if choice:
            aftercare.answer(token_of(vraag), choice, at=at)


def _room(cast: Cast, at: datetime) -> None:
    """Two offers are full, and one says how many people it can help."""
    for number, acting in enumerate(list(cast.partners.values())[:3]):
        offer = Aanbod.objects.filter(partij=acting.partij, active=True).order_by("pk").last()
        if offer is None:
            continue
        full = (at + timedelta(days=14 + number * 7)).date() if number < 2 else None
        capacity.set_room(offer.pk, full_until=full, places=12 if number == 2 else None, by=acting, at=at)
