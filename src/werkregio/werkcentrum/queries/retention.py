# SPDX-License-Identifier: EUPL-1.2
"""Which terms hold, what they mean for each case, and what erasing did."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, Max, OuterRef, QuerySet

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Arbeidsmarktregio

from ..models import (
    Afsluiting,
    Bewaarregel,
    Bewaarstop,
    Ondersteuningsbehoefte,
    Wisaankondiging,
    Zaak,
    Zaakgebeurtenis,
)
from ..rules.retention import Act, Facts, Plan, Rule, plan
from ..rules.retention_defaults import defaults
from ..terms import Bewaarmethode, Bewaarstaat, Bewaarstopreden

BATCH = 200
# A step that was planned far ahead keeps a question open, but not for ever.
LONGEST_PLAN = timedelta(days=365)


def rules_of(regio: Arbeidsmarktregio) -> list[Rule]:
    """The terms in force: those of the region, and the standard where it decided nothing."""
    own = {
        (row.model, row.state): row for row in Bewaarregel.objects.filter(regio=regio, valid_to__isnull=True)
    }
    return [_of_region(own.get((rule.model, rule.state)), rule) for rule in defaults()]


def _of_region(row: Bewaarregel | None, standard: Rule) -> Rule:
    if row is None:
        return standard
    return Rule(
        model=row.model,
        state=Bewaarstaat(row.state),
        days=row.days,
        notice_days=row.notice_days,
        grace_days=row.grace_days,
        method=Bewaarmethode(row.method),
        reasons={"nl": row.reason, "en": row.reason},
    )


def history_of(regio: Arbeidsmarktregio, model: str, state: str) -> QuerySet[Bewaarregel]:
    """What the region decided before about one term, newest first."""
    return (
        Bewaarregel.objects.filter(regio=regio, model=model, state=state)
        .select_related("by")
        .order_by("-valid_from", "-pk")
    )


def not_erased(regio: Arbeidsmarktregio) -> QuerySet[Zaak]:
    return Zaak.objects.filter(regio=regio, erased_at__isnull=True)


def plans(
    zaken: QuerySet[Zaak], rules: Sequence[Rule], today: date, *, batch: int = BATCH
) -> Iterator[tuple[int, Plan]]:
    """What happens to each case today; a fixed number of queries for each batch."""
    last = 0
    while True:
        rows = list(zaken.filter(pk__gt=last).order_by("pk")[:batch])
        if not rows:
            return
        last = rows[-1].pk
        facts = facts_of(rows, today)
        for zaak in rows:
            yield zaak.pk, plan(facts[zaak.pk], rules, today)


def facts_of(zaken: Sequence[Zaak], today: date) -> dict[int, Facts]:
    """What the end of each case follows from. Four queries, however many cases."""
    keys = [zaak.pk for zaak in zaken]
    # What the clock did by itself (a notice, a referral that lapsed) is no sign of life.
    happened = dict(
        Zaakgebeurtenis.objects.filter(zaak_id__in=keys)
        .exclude(actor="systeem")
        .order_by()
        .values_list("zaak_id")
        .annotate(last=Max("at"))
    )
    grounds: dict[int, set[str]] = {}
    for zaak_id, ground in _grounds(keys):
        grounds.setdefault(zaak_id, set()).add(ground)
    holds: dict[int, list[date]] = {}
    for zaak_id, until in Bewaarstop.objects.filter(zaak_id__in=keys, lifted_at__isnull=True).values_list(
        "zaak_id", "until"
    ):
        holds.setdefault(zaak_id, []).append(until)
    told = {row.zaak_id: row for row in Wisaankondiging.objects.filter(zaak_id__in=keys)}
    return {
        zaak.pk: Facts(
            opened_on=_day(zaak.opened_at),
            last_on=_last_on(zaak, happened.get(zaak.pk)),
            closed_on=_day(zaak.closed_at) if zaak.closed_at else None,
            withdrawn_on=_day(zaak.withdrawn_at) if zaak.withdrawn_at else None,
            has_owner=zaak.owner_id is not None,
            asker=zaak.asker,
            grounds=frozenset(grounds.get(zaak.pk, ())),
            holds=tuple(holds.get(zaak.pk, ())),
            told_end=told[zaak.pk].ended_on if zaak.pk in told else None,
            told_erase=told[zaak.pk].erase_on if zaak.pk in told else None,
        )
        for zaak in zaken
    }


def _grounds(keys: Iterable[int]) -> Iterable[tuple[int, str]]:
    """The ground of each need in its present round."""
    of_this_round = Ondersteuningsbehoefte.objects.filter(
        pk=OuterRef("behoefte_key"), round=OuterRef("round")
    )
    return (
        Afsluiting.objects.filter(Exists(of_this_round), zaak_id__in=keys)
        .order_by()
        .values_list("zaak_id", "ground")
    )


def _last_on(zaak: Zaak, happened: datetime | None) -> date:
    last = _day(max(zaak.opened_at, happened) if happened else zaak.opened_at)
    if zaak.next_step_due is None:
        return last
    return max(last, min(zaak.next_step_due, last + LONGEST_PLAN))


def _day(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def plan_of(zaak: Zaak, today: date) -> Plan:
    """What happens to one case, and when."""
    return plan(facts_of([zaak], today)[zaak.pk], rules_of(zaak.regio), today)


@dataclass
class Upcoming:
    """What the terms mean for the cases of a region: counts by rule, and what goes within some days."""

    by_rule: dict[str, Counter[str]] = field(default_factory=dict)
    soon: Counter[int] = field(default_factory=Counter)
    running: int = 0


def upcoming(regio: Arbeidsmarktregio, today: date, horizons: Sequence[int] = (7, 30, 90)) -> Upcoming:
    """The counts of the page of the FG: no case is named."""
    found = Upcoming()
    for _pk, item in plans(not_erased(regio), rules_of(regio), today):
        if item.rule is None:
            found.running += 1
            continue
        found.by_rule.setdefault(item.rule.key, Counter())[item.act.value] += 1
        for days in horizons:
            if item.erase_on and item.act != Act.HELD and item.erase_on <= today + timedelta(days=days):
                found.soon[days] += 1
    return found


def holds_of(regio: Arbeidsmarktregio) -> QuerySet[Bewaarstop]:
    """Holds that were not lifted, those that end first on top."""
    return (
        Bewaarstop.objects.filter(zaak__regio=regio, lifted_at__isnull=True)
        .select_related("zaak", "set_by")
        .order_by("until", "pk")
    )


def is_restricted(zaak: Zaak) -> bool:
    """Whether the person asked to keep the data and do nothing with it (AVG article 18), until it is lifted."""
    return Bewaarstop.objects.filter(
        zaak=zaak, reason=Bewaarstopreden.BEPERKING, lifted_at__isnull=True
    ).exists()


def told_of(zaak: Zaak) -> Wisaankondiging | None:
    """What the person was told about erasing."""
    return Wisaankondiging.objects.filter(zaak=zaak).first()
