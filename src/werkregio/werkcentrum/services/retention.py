# SPDX-License-Identifier: EUPL-1.2
"""Retention of a region: tell the person, erase what is past its term, and go on when one case fails.

Each case is a transaction of its own, so a run that was stopped loses nothing and the next one goes on
where it ended. `services/erasure.py` does the erasing itself.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from werkregio.foundation.models import OutboxItem
from werkregio.foundation.outbox import Skip
from werkregio.regio.models import Arbeidsmarktregio

from ..models import Opruimronde, Wisaankondiging, Zaak
from ..queries.retention import BATCH, facts_of, not_erased, plans, rules_of
from ..rules.retention import Act, Plan, Rule, plan
from ..terms import Gebeurtenis
from .erasure import erase, wipe_free_space
from .messages import Words, person_kind, put_for_person
from .referral_steps import SYSTEM
from .retention_others import clean_up_others
from .zaak import day_of, locked, log, tell

logger = logging.getLogger(__name__)
NOTICE = "bewaren.aankondiging"
Progress = Callable[[int], None]


@dataclass
class Outcome:
    """What a run did, or would do: counts by rule, and what failed by code."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    failures: list[dict[str, str]] = field(default_factory=list)

    def add(self, key: str, what: str, number: int = 1) -> None:
        if number:
            self.counts.setdefault(key, Counter())[what] += number

    def total(self, what: str) -> int:
        return sum(counter[what] for counter in self.counts.values())


def clean_up(
    regio: Arbeidsmarktregio,
    *,
    at: datetime,
    by: str = SYSTEM,
    trial: bool = False,
    batch: int = BATCH,
    progress: Progress | None = None,
) -> Outcome:
    """One run for one region. A trial changes nothing and says what a run would do now."""
    found = Outcome()
    rules = rules_of(regio)
    today = day_of(at)
    if trial:
        for _pk, item in plans(not_erased(regio), rules, today, batch=batch):
            if item.rule:
                found.add(item.rule.key, item.act.value)
        clean_up_others(regio, rules, found.add, at=at, trial=True)
        return found
    # Rows of a run that was stopped stay open: the page shows that it did not end.
    ronde = Opruimronde.objects.create(regio=regio, started_at=at, by=by)
    for seen, (pk, item) in enumerate(plans(not_erased(regio), rules, today, batch=batch), start=1):
        if item.rule:
            _one(pk, item, rules, found, at=at)
        if seen % batch == 0:
            _note(ronde, found)
            if progress:
                progress(seen)
    try:
        clean_up_others(regio, rules, found.add, at=at, trial=False)
    except Exception as error:
        logger.exception("Retention of other rows failed.")
        found.failures.append({"thing": "overig", "problem": type(error).__name__[:64]})
    ronde.finished_at = at
    _note(ronde, found)
    return found


def _note(ronde: Opruimronde, found: Outcome) -> None:
    ronde.counts = {key: dict(counter) for key, counter in sorted(found.counts.items())}
    ronde.failures = found.failures[:500]
    ronde.save()


def _one(pk: int, item: Plan, rules: Sequence[Rule], found: Outcome, *, at: datetime) -> None:
    """Do what the plan says; a failure is noted by its kind and never stops the others."""
    if item.rule is None:
        return
    act = item.act
    try:
        if act == Act.TELL:
            act = announce(pk, rules, at=at)
        elif act == Act.ERASE:
            act = erase_when_due(pk, rules, at=at)
    except Exception as error:
        # Its text may hold what somebody wrote: only the kind is kept.
        logger.error("Case %s could not be cleaned up: %s", pk, type(error).__name__)
        found.failures.append({"thing": f"zaak:{pk}", "problem": type(error).__name__[:64]})
        found.add(item.rule.key, "failed")
        return
    found.add(item.rule.key, act.value)


def _planned(zaak: Zaak, rules: Sequence[Rule], at: datetime) -> Plan:
    today = day_of(at)
    return plan(facts_of([zaak], today)[zaak.pk], rules, today)


@transaction.atomic
def erase_when_due(zaak_id: int, rules: Sequence[Rule], *, at: datetime) -> Act:
    """Erase one case when that still holds under its lock: it may have been opened again meanwhile."""
    zaak = locked(zaak_id)
    item = _planned(zaak, rules, at)
    if item.act == Act.ERASE and item.rule:
        erase(
            zaak_id,
            state=item.rule.state,
            method=item.rule.method,
            reason=f"termijn:{item.rule.state.value}",
            at=at,
        )
    return item.act


@transaction.atomic
def announce(zaak_id: int, rules: Sequence[Rule], *, at: datetime) -> Act:
    """Tell the person on the private page, and by the way that they chose, when the data goes."""
    zaak = locked(zaak_id)
    item = _planned(zaak, rules, at)
    if item.act != Act.TELL or item.ending is None or item.erase_on is None or item.rule is None:
        return item.act
    Wisaankondiging.objects.update_or_create(
        zaak=zaak,
        defaults={
            "state": item.rule.state,
            "ended_on": item.ending.on,
            "told_on": day_of(at),
            "erase_on": item.erase_on,
        },
    )
    tell(zaak, Gebeurtenis.WISSEN_AANGEKONDIGD, by=SYSTEM, at=at, op=item.erase_on.isoformat())
    put_for_person(
        NOTICE, zaak, f"zaak:{zaak.pk}", key=f"{NOTICE}:{zaak.pk}:{item.ending.on.isoformat()}", at=at
    )
    log("zaak.wissen-aangekondigd", zaak, by=SYSTEM, at=at, reason=f"termijn:{item.rule.state.value}")
    return Act.TELL


def _notice(zaak: Zaak, item: OutboxItem, at: datetime) -> Words | Skip:
    told = Wisaankondiging.objects.filter(zaak=zaak).first()
    if told is None or _planned(zaak, rules_of(zaak.regio), at).act not in (Act.WAIT, Act.HELD):
        return Skip("goes-on")
    return Words(
        subject=_("We will erase what you told us"),
        text=_(
            "Hello,\n\nSome time ago you asked us something. Your number is %(number)s. It has been quiet "
            "since. On %(day)s we erase everything that you told us.\n\nYou do not have to do anything. Do you "
            "still need help? Then call us before that day: %(phone)s.\n\n%(name)s"
        )
        % {
            "number": zaak.reference,
            "day": date_format(told.erase_on, "j F Y"),
            "phone": zaak.regio.phone or "–",
            "name": zaak.regio.werkcentrum_naam or zaak.regio.naam,
        },
    )


KINDS = (person_kind(NOTICE, gettext_noop("Notice that data will be erased"), _notice),)


def run_all(at: datetime) -> Mapping[str, Any]:
    """The daily job: every region that works here, then the free space of the database."""
    totals: Counter[str] = Counter()
    for regio in Arbeidsmarktregio.objects.filter(active=True).order_by("pk"):
        found = clean_up(regio, at=at)
        for what in ("tell", "erase", "held"):
            totals[what] += found.total(what)
        totals["failed"] += len(found.failures)
    if totals["erase"] or erased_since_last_wipe(at):
        totals["wiped"] = int(wipe_free_space())
    return dict(totals)


def erased_since_last_wipe(at: datetime) -> bool:
    """Whether somebody was erased on request since the night before."""
    return Zaak.objects.filter(erased_at__gte=at - timedelta(days=2)).exists()
