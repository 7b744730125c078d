# SPDX-License-Identifier: EUPL-1.2
"""What a person does alone, with a code instead of an account: see, add, correct, answer, stop, ask for rights."""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from werkregio.foundation import audit, secrets
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Arbeidsmarktregio

from ..models import Codepoging, Toevoeging, Zaak
from ..queries.tries import MANY_WRONG, many_wrong_codes
from ..queries.zaak import asks_helped
from ..rules.code_tries import MEMORY, wait_after
from ..rules.next_steps import ANSWER_ADDITION_DAYS, CLOSE_DAYS, RIGHTS_DAYS, Next, within
from ..rules.rights import ABOUT_A_COPY
from ..terms import Gebeurtenis, Identiteit, Kanaal, Rechtenverzoek, VolgendeStap
from .appointments import cancel_all
from .consent import withdraw_all
from .referral_steps import PERSON, SYSTEM
from .rights import receive
from .worklist import code_hash, open_again
from .zaak import checked, day_of, just_written, locked, log, save, tell

logger = logging.getLogger(__name__)

# So many wrong tries in one quarter of an hour, from all networks together, are no longer mistakes.
ALARM = 50
# Counts of tries are of no use after a day.
KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of a typed code: the case, or why not."""

    zaak: Zaak | None = None
    wait_until: datetime | None = None
    expired: bool = False


def window_of(at: datetime) -> datetime:
    """The beginning of the quarter of an hour."""
    local = at.astimezone(AMSTERDAM)
    return local.replace(minute=local.minute - local.minute % 15, second=0, microsecond=0)


@transaction.atomic
def enter(code: str, *, regio_id: int, network: str, at: datetime) -> Entry:
    """Look a code up. After five wrong tries from one network the form waits a while; right ones wait as well.

    Returns instead of raising, so that the count of wrong tries is kept.
    """
    window = window_of(at)
    key = secrets.keyed_hash(network, purpose="network")
    Codepoging.objects.bulk_create([Codepoging(network_hash=key, window=window)], ignore_conflicts=True)
    Codepoging.objects.filter(window__lt=window - KEPT).delete()
    lately = Codepoging.objects.filter(network_hash=key, window__gt=window - MEMORY)
    tries = list(lately.select_for_update().order_by("window"))
    waits = [row.wait_until for row in tries if row.wait_until and row.wait_until > at]
    if waits:
        return Entry(wait_until=max(waits))
    zaak = (
        Zaak.objects.filter(code_hash=code_hash(code), regio_id=regio_id)
        .select_related("regio", "sleutel")
        .first()
        if secrets.normal_code(code)
        else None
    )
    if zaak is None:
        wait = wait_after(sum(row.wrong for row in tries) + 1)
        now = tries[-1]
        now.wrong += 1
        now.wait_until = at + wait if wait else now.wait_until
        now.save(update_fields=["wrong", "wait_until"])
        _watch(window, regio_id=regio_id, at=at)
        return Entry(wait_until=at + wait if wait else None)
    if zaak.code_expires_at is None or zaak.code_expires_at <= at:
        return Entry(expired=True)
    log("mijn.enter", zaak, by=PERSON, at=at)
    return Entry(zaak)


def _watch(window: datetime, *, regio_id: int, at: datetime) -> None:
    """Count over all networks, and once a quarter of an hour tell who watches over the region."""
    total = Codepoging.objects.filter(window=window).aggregate(n=Sum("wrong"))["n"] or 0
    if total < ALARM:
        return
    logger.warning("Many wrong codes in this quarter of an hour: %s", total)
    code = Arbeidsmarktregio.objects.values_list("code", flat=True).get(pk=regio_id)
    told = many_wrong_codes(code, at=at)
    if told is None or told < window:
        audit.record(MANY_WRONG, f"arbeidsmarktregio:{regio_id}", region=code, by=SYSTEM, at=at)


def _for_person(zaak_id: int) -> Zaak:
    zaak = locked(zaak_id)
    if zaak.withdrawn_at is not None:
        raise RuleError(_("You withdrew this question. Nothing can be changed any more."))
    return zaak


def _sooner(zaak: Zaak, step: Next) -> Next | None:
    """The step for the guide, unless something that is due sooner is planned already."""
    if zaak.next_step_due is not None and zaak.next_step_due < step.due:
        return None
    return step


@transaction.atomic
def add(zaak_id: int, *, text: str, at: datetime) -> Toevoeging:
    """The person adds something. Words about health are welcome, a BSN is refused."""
    zaak = _for_person(zaak_id)
    _not_closed(zaak)
    text = checked(text, field="text")
    if earlier := just_written(zaak, text, author="persoon", at=at):
        return earlier
    added = Toevoeging.objects.create(zaak=zaak, at=at, author="persoon", sealed=zaak.seal(text))
    tell(zaak, Gebeurtenis.TOEGEVOEGD, by=PERSON, at=at, toevoeging=added.pk)
    step = within(VolgendeStap.TOEVOEGING_LEZEN, ANSWER_ADDITION_DAYS, day_of(at))
    save(zaak, next_step=_sooner(zaak, step))
    log("mijn.add", zaak, by=PERSON, at=at)
    return added


def _not_closed(zaak: Zaak) -> None:
    if zaak.closed_at is not None:
        raise RuleError(
            _("This question is closed. Does it not work out after all? Choose “no” at “Did this help you?”.")
        )


@transaction.atomic
def withdraw(zaak_id: int, *, at: datetime) -> Zaak:
    """The person takes the whole question back: every hand-over ends and every partner loses access, now.

    A second time changes nothing.
    """
    zaak = locked(zaak_id)
    if zaak.withdrawn_at is not None:
        return zaak
    withdraw_all(zaak, by=PERSON, at=at)
    cancel_all(zaak, by=PERSON, at=at)
    zaak.withdrawn_at = at
    zaak.next_step, zaak.next_step_due = "", None
    tell(zaak, Gebeurtenis.INGETROKKEN, by=PERSON, at=at)
    save(zaak, "withdrawn_at", "next_step", "next_step_due")
    log("mijn.withdraw", zaak, by=PERSON, at=at)
    return zaak


@transaction.atomic
def say_helped(zaak_id: int, *, helped: bool, at: datetime) -> Zaak:
    """Did this help? The person decides when it is done: "no" brings the question back to the guide."""
    zaak = _for_person(zaak_id)
    if not asks_helped(zaak):
        # Answered before, or the help is not done: nothing changes.
        return zaak
    if helped:
        tell(zaak, Gebeurtenis.GEHOLPEN, by=PERSON, at=at)
        step = within(VolgendeStap.AFSLUITEN, CLOSE_DAYS, day_of(at))
        save(zaak, next_step=None if zaak.closed_at or zaak.next_step != VolgendeStap.NAZORG else step)
    else:
        open_again(zaak, behoefte_id=None, kind=Gebeurtenis.NIET_GEHOLPEN, by=PERSON, at=at)
    log("mijn.helped" if helped else "mijn.not_helped", zaak, by=PERSON, at=at)
    return zaak


@transaction.atomic
def correct(zaak_id: int, *, question: str, at: datetime) -> None:
    """The person puts the question in other words. The guide sees that it changed."""
    zaak = _for_person(zaak_id)
    _not_closed(zaak)
    text = checked(question, field="question", longest=10_000)
    gegevens = zaak.gegevens
    before = zaak.unseal(gegevens.sealed)
    if before.get("vraag") == text:
        return
    gegevens.sealed = zaak.seal(before | {"vraag": text})
    gegevens.save(update_fields=["sealed"])
    tell(zaak, Gebeurtenis.VERBETERD, by=PERSON, at=at)
    step = within(VolgendeStap.TOEVOEGING_LEZEN, ANSWER_ADDITION_DAYS, day_of(at))
    save(zaak, next_step=_sooner(zaak, step))
    log("mijn.correct", zaak, by=PERSON, at=at, fields=["vraag"])


@transaction.atomic
def ask_right(zaak_id: int, *, right: str, text: str = "", at: datetime) -> None:
    """A request to erase, to correct or to stop using data: a task for the guide, seen by the FG in the log."""
    zaak = locked(zaak_id)
    if right not in Rechtenverzoek.values:
        raise RuleError(_("Choose what you ask."), field="right")
    words = checked(text, field="text", required=right == Rechtenverzoek.VERBETEREN)
    key = None
    if words:
        key = Toevoeging.objects.create(zaak=zaak, at=at, author="persoon", sealed=zaak.seal(words)).pk
    # The code that opened this page says who asks; for a copy with contact details it is not enough.
    verzoek = receive(
        zaak.regio,
        zaak,
        right,
        via=Kanaal.WEB,
        identity="" if right in ABOUT_A_COPY else Identiteit.CODE,
        text=words,
        received_at=at,
        by=PERSON,
        at=at,
    )
    tell(
        zaak,
        Gebeurtenis.RECHTENVERZOEK,
        by=PERSON,
        at=at,
        soort=right,
        toevoeging=key,
        verzoek=verzoek.pk,
    )
    step = within(VolgendeStap.RECHTENVERZOEK, RIGHTS_DAYS, day_of(at))
    if zaak.next_step_due is not None and zaak.next_step_due < step.due:
        # The day that was promised before stays: asking for a right never makes the help later.
        step = replace(step, due=zaak.next_step_due)
    save(zaak, next_step=step)
    log("mijn.right", zaak, by=PERSON, at=at, reason=right)


@transaction.atomic
def exported(zaak_id: int, *, at: datetime) -> None:
    """Write down that the person took a copy of the own data."""
    log("mijn.export", locked(zaak_id), by=PERSON, at=at)
