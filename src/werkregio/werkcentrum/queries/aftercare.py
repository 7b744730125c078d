# SPDX-License-Identifier: EUPL-1.2
"""After-care: whom to ask, the question behind a link, and the answers as counts."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.core import signing
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.disclosure import Published, publish_row
from werkregio.regio.models import Arbeidsmarktregio

from ..models import Afsluiting, Nazorgantwoord, Nazorgvraag, Ondersteuningsbehoefte, Zaak
from ..rules.aftercare import SITUATIONS, closes_at, tally
from ..terms import Nazorgkeuze, Nazorgmoment, Sluitgrond, Vrager

_SALT = "werkregio.nazorg"


def token_of(vraag: Nazorgvraag) -> str:
    """The signed key in the link of a message. It opens one page of buttons and shows nothing."""
    return signing.dumps(vraag.pk, salt=_SALT)


@dataclass(frozen=True, slots=True)
class Asked:
    """The question behind a link, and whether it can still be answered."""

    vraag: Nazorgvraag
    open: bool
    last_choice: str


def by_token(token: str, *, at: datetime) -> Asked | None:
    """None for a link that we did not make."""
    try:
        key = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    vraag = Nazorgvraag.objects.select_related("zaak__regio", "zaak__sleutel").filter(pk=key).first()
    if vraag is None:
        return None
    is_open = (
        at < closes_at(vraag.asked_at) and vraag.zaak.withdrawn_at is None and hasattr(vraag.zaak, "sleutel")
    )
    return Asked(vraag, is_open, last_choice(vraag))


def last_choice(vraag: Nazorgvraag) -> str:
    return (
        Nazorgantwoord.objects.filter(vraag=vraag)
        .order_by("-at", "-pk")
        .values_list("choice", flat=True)
        .first()
        or ""
    )


def ended_cases(since: date) -> list[tuple[int, datetime]]:
    """Keys of cases of residents whose needs have all ended, and when. One query.

    Not those that were withdrawn or erased, or where nobody was ever reached or asked anything.
    """
    end = Afsluiting.objects.filter(behoefte_key=OuterRef("pk"), round=OuterRef("round"))
    open_need = Ondersteuningsbehoefte.objects.filter(~Exists(end), zaak=OuterRef("pk"))
    last = Afsluiting.objects.filter(zaak=OuterRef("pk")).order_by("-at", "-pk")
    start = datetime.combine(since, time.min, AMSTERDAM)
    cases = (
        Zaak.objects.filter(asker=Vrager.INWONER, withdrawn_at__isnull=True, sleutel__isnull=False)
        .annotate(ended_at=Subquery(last.values("at")[:1]), ground=Subquery(last.values("ground")[:1]))
        .filter(~Exists(open_need), ended_at__gte=start)
        .exclude(ground__in=[Sluitgrond.GEEN_VRAAG, Sluitgrond.NIET_BEREIKT])
    )
    return list(cases.order_by("pk").values_list("pk", "ended_at"))


def never_again(zaak: Zaak) -> bool:
    """The person asked not to be asked any more."""
    return Nazorgantwoord.objects.filter(vraag__zaak=zaak, choice=Nazorgkeuze.NIET_MEER).exists()


def open_question(zaak: Zaak, *, at: datetime) -> Nazorgvraag | None:
    """The newest question of a case that a guide may still answer for the person on the phone."""
    vraag = Nazorgvraag.objects.filter(zaak=zaak).order_by("-asked_at", "-pk").first()
    if vraag is None or at >= closes_at(vraag.asked_at) + timedelta(days=14):
        return None
    return vraag


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One moment with its counts; a suppressed count is None."""

    moment: str
    cells: tuple[Published, ...]
    total: Published


def columns() -> list[str]:
    """The labels of the counts, in order."""
    return [*(str(choice.label) for choice in SITUATIONS), _("No answer")]


def outcomes(
    regio: Arbeidsmarktregio, *, first: date, last: date, need: str = "", at: datetime
) -> list[OutcomeRow]:
    """Answers to questions asked in a period, by moment, under the publishing limit of the region. One query."""
    newest = Nazorgantwoord.objects.filter(vraag=OuterRef("pk")).order_by("-at", "-pk")
    asked = Nazorgvraag.objects.filter(
        Q(zaak__regio=regio),
        asked_at__gte=datetime.combine(first, time.min, AMSTERDAM),
        asked_at__lt=datetime.combine(last + timedelta(days=1), time.min, AMSTERDAM),
    ).annotate(choice=Subquery(newest.values("choice")[:1]))
    if need:
        asked = asked.filter(need=need)
    rows = asked.order_by().values_list(F("moment"), F("asked_at"), F("choice"))
    counts = tally([(Nazorgmoment(moment), when, choice) for moment, when, choice in rows], at)
    limit = regio.publishing_limit
    found = []
    for moment in Nazorgmoment:
        shown = publish_row(counts[moment], limit=limit)
        total = sum(counts[moment].values())
        found.append(
            OutcomeRow(
                str(moment.label),
                tuple(shown[key] for key in counts[moment]),
                Published(None if 0 < total < limit else total),
            )
        )
    return found
