# SPDX-License-Identifier: EUPL-1.2
"""What happened before a journey begins, through the services that people use, at earlier moments.

Run as a program in the environment of the site: it reads one wish as JSON and prints what became of it.
So that the real now is "two weeks later", and the worker does what it does on such a day.
"""

import json
import sys
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from . import board
from .world import REGION, acting_as

FIELDS = ("voornaam", "telefoon", "behoefte")


def main(wish: dict[str, Any]) -> dict[str, Any]:
    """`referral`: ask, take, consent, send. `helped`: help and close it too. `clock`, `work`: time goes by.

    What happened in the Beraad: see `board.py`.
    """
    acts = {"referral": referral, "helped": helped, "clock": clock, "work": work, **board.ACTS}
    return acts[wish.pop("what")](**wish)


def ago(days: float) -> datetime:
    from werkregio.foundation.clock import now

    return now() - timedelta(days=days)


def referral(
    *, days: float, question: str, need: str, partner: str, name: str, email: str = "", guide: str = "gids"
) -> dict[str, Any]:
    """A question of so many days ago that was handed over on that day."""
    from werkregio.regio.models import Arbeidsmarktregio, Partij
    from werkregio.werkcentrum.services import consent, intake, worklist, zaak
    from werkregio.werkcentrum.services import referral as services

    at = ago(days)
    regio, by = Arbeidsmarktregio.objects.get(code=REGION), acting_as(guide, at)
    asked = intake.NewQuestion(
        vraag=question,
        first_name=name,
        phone="06 12345678",
        email=email,
        reach_by="email" if email else "bellen",
    )
    left = intake.leave_question(regio, asked, form_key=f"{name}-{at.isoformat()}", at=at)
    key = left.zaak.pk
    worklist.take(key, by=by, at=at)
    first = left.zaak.behoeften.first()
    chosen = zaak.choose_need(
        key,
        need=need,
        behoefte_id=first.pk if first else None,
        description=zaak.Description(goal="Weer aan het werk", agreed_on=at.date()),
        by=by,
        at=at,
    )
    made = services.start_referral(
        key,
        chosen.pk,
        partij_id=Partij.objects.get(regio=regio, code=partner).pk,
        warmth="geinformeerd",
        fields=list(FIELDS),
        despite_warnings=True,
        by=by,
        at=at,
    )
    services.offer_referral(made.pk, by=by, at=at)
    consent.give_consent(made.pk, zaak=left.zaak, language="nl", at=at)
    services.send_referral(made.pk, by=by, at=at)
    _send_what_waits(at)
    return {
        "reference": left.zaak.reference,
        "code": left.code,
        "zaak": key,
        "need": chosen.pk,
        "referral": made.pk,
    }


def helped(*, ended: float, partner: str, partner_person: str, guide: str = "gids", **question: Any):
    """A question whose help ended so many days ago, and that was closed."""
    from werkregio.werkcentrum.services import inbox, worklist

    made = referral(days=ended + 20, partner=partner, guide=guide, **question)
    by, key = acting_as(partner_person, ago(ended)), made["referral"]
    inbox.receive_referral(key, by=by, at=ago(ended + 18))
    inbox.accept_referral(key, by=by, at=ago(ended + 17))
    met = ago(ended + 15)
    inbox.note_first_contact(key, contact_on=met.date(), by=by, at=met)
    inbox.begin_help(key, by=by, at=ago(ended + 14))
    outcome = inbox.finish_help(key, outcome="stap-verder", by=by, at=ago(ended + 1))
    own = acting_as(guide, ago(ended))
    worklist.close_need(
        made["zaak"],
        made["need"],
        ground="uitkomst",
        uitkomst_id=outcome.pk,
        person_confirmed=True,
        by=own,
        at=ago(ended),
    )
    worklist.close_zaak(made["zaak"], by=own, at=ago(ended))
    _send_what_waits(ago(ended))
    return made


def clock(*, since: int, until: int) -> dict[str, int]:
    """The terms of referrals and the messages of each day between so many days ago."""
    from werkregio.werkcentrum.services import referral_timers

    total: Counter[str] = Counter()
    for days in range(since, until - 1, -1):
        total.update(referral_timers.run(ago(days)))
        _send_what_waits(ago(days))
    return dict(total)


def work() -> dict[str, Any]:
    """The worker, as after a day: each job has its turn again, which would else take a day of waiting."""
    from django.core.management import call_command

    from werkregio.foundation.models import JobRun

    JobRun.objects.all().delete()
    # What a job keeps to send goes out in the round after it.
    for _ in range(2):
        call_command("werker", eenmaal=True)
    return {}


def _send_what_waits(at: datetime) -> None:
    from werkregio.foundation import outbox

    outbox.deliver_due(at)


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(main(json.load(sys.stdin))))  # noqa: T201
