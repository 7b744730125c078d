# SPDX-License-Identifier: EUPL-1.2
"""A library and debt help enter three questions for invented people; a guide takes two of them."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from werkregio.foundation.clock import AMSTERDAM
from werkregio.werkcentrum.models import Zaak
from werkregio.werkcentrum.services import worklist
from werkregio.werkcentrum.services.entered import enter_question
from werkregio.werkcentrum.services.intake import NewQuestion

from .demo_people import Cast

# Organisation, days ago, the question, and whether a guide took it.
QUESTIONS = (
    (
        "bieb-demo",
        1,
        NewQuestion(
            vraag="Meneer wil beter leren lezen en schrijven, want hij snapt de brieven van zijn werk niet.",
            first_name="Teun",
            reach_by="bellen",
            phone="06 00000000",
        ),
        False,
    ),
    (
        "bieb-demo",
        12,
        NewQuestion(
            vraag="Szukam pracy w szklarni albo w magazynie. Mówię trochę po niderlandzku.",
            language="pl",
            first_name="Beata",
            reach_by="bellen",
            phone="06 00000000",
        ),
        True,
    ),
    (
        "schuldhulp-demo",
        5,
        NewQuestion(
            vraag="Ik zit in de schulden en wil meer uren werken. Wat houd ik daarvan over?",
            first_name="Ruud",
            reach_by="pagina",
        ),
        True,
    ),
)


def plays(cast: Cast, now: datetime) -> list[Iterator[datetime]]:
    """One play for each question, to run among the others in the order of time."""
    return [_acts(cast, code, question, days, taken, now) for code, days, question, taken in QUESTIONS]


def _acts(
    cast: Cast, code: str, question: NewQuestion, days: int, taken: bool, now: datetime
) -> Iterator[datetime]:
    at = (now - timedelta(days=days)).astimezone(AMSTERDAM).replace(hour=11, minute=10 + days)
    at = min(at, now - timedelta(hours=2))
    yield at
    by = cast.counters[code]
    zaak = enter_question(question, told=True, form_key=f"demo-{code}-{days}", by=by, at=at).zaak
    Zaak.objects.filter(pk=zaak.pk).update(is_invented=True)
    if taken:
        at = min(at + timedelta(hours=3), now)
        yield at
        worklist.take(zaak.pk, by=cast.guides[days % len(cast.guides)], at=at)
