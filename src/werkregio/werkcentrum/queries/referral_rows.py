# SPDX-License-Identifier: EUPL-1.2
"""Referrals as frozen rows that pages show: to the guide, and to the person that they are about."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils.translation import get_language

from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.models import AuditLine
from werkregio.regio.models import Partij

from ..models import Doorverwijzing, DoorverwijzingStap, InstrumentTekst, Toestemming, Zaak
from ..rules.referral_states import AT_PARTNER, OPEN, PATIENCE, SHAPES, WAITS_FOR, due
from ..terms import Afwijsreden, Gegevenswijze, Grondslag, Stap, Wie
from .consent import field_labels
from .needs import need_label

READ_ACTION = "doorverwijzing.gelezen"


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step in words, for a timeline."""

    kind: Stap
    label: str
    at: datetime
    reason: str
    next_door: str
    contact_on: date | None


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """One referral in a list: where it stands, whose turn it is, how late that is."""

    pk: int
    partij: str
    help: str
    need: str
    state: Stap
    shape: str
    since: datetime
    due: date | None
    late_days: int
    waits_for: Wie | None
    is_open: bool
    reason: str
    next_door: str
    steps: tuple[StepRow, ...]

    @property
    def label(self) -> str:
        return str(self.state.label)


@dataclass(frozen=True, slots=True)
class SharedRow:
    """What was shared with one organisation, as the person reads it."""

    pk: int
    partij: str
    need: str
    fields: tuple[str, ...]
    basis: Grondslag
    given_via: Gegevenswijze
    given_at: datetime
    until: datetime
    withdrawn_at: datetime | None
    sent_at: datetime | None
    ended_at: datetime | None
    state: Stap
    reads: tuple[datetime, ...]
    may_stop: bool
    partner_reads_now: bool


def prefetched(zaak: Zaak) -> list[Doorverwijzing]:
    """All referrals of a case, newest first, with everything the rows need: five queries, however many."""
    return list(
        Doorverwijzing.objects.filter(zaak=zaak)
        .select_related("partij", "aanbod", "inzage")
        .prefetch_related(
            Prefetch("stappen", DoorverwijzingStap.objects.select_related("next_door").order_by("sequence")),
            Prefetch(
                "toestemmingen",
                Toestemming.objects.select_related("text", "intrekking").order_by("given_at", "pk"),
            ),
            Prefetch("aanbod__instrument__teksten", InstrumentTekst.objects.order_by("pk")),
        )
    )


def help_name(referral: Doorverwijzing) -> str:
    """The name of the help in the language of the page; empty when the partner was chosen without one."""
    if referral.aanbod is None:
        return ""
    names = {text.language: text.name for text in referral.aanbod.instrument.teksten.all()}
    for language in (get_language() or "nl", "nl", "en"):
        if language in names:
            return names[language]
    return next(iter(names.values()), "")


def step_rows(steps: Iterable[DoorverwijzingStap]) -> tuple[StepRow, ...]:
    return tuple(
        StepRow(
            kind=Stap(step.kind),
            label=str(Stap(step.kind).label),
            at=step.at,
            reason=str(Afwijsreden(step.reason).label) if step.reason else "",
            next_door=step.next_door.naam if step.next_door else "",
            contact_on=step.contact_on,
        )
        for step in steps
    )


def expected_on(
    referral: Doorverwijzing, state: Stap, since: datetime, closed: Collection[date]
) -> date | None:
    """The last day for the next step, by the terms of the offer."""
    days = referral.aanbod.patience if referral.aanbod else PATIENCE
    return due(state, since.astimezone(AMSTERDAM).date(), closed, days)


def days_late(expected: date | None, at: datetime) -> int:
    """Whole days past the expected day; 0 when it is not late."""
    if expected is None:
        return 0
    return max(0, (at.astimezone(AMSTERDAM).date() - expected).days)


def referral_row(referral: Doorverwijzing, *, at: datetime, closed: Collection[date] = ()) -> ReferralRow:
    """A row from a prefetched referral; `closed` are the closing days of its region."""
    steps = step_rows(referral.stappen.all())
    last = steps[-1]
    expected = expected_on(referral, last.kind, last.at, closed)
    return ReferralRow(
        pk=referral.pk,
        partij=referral.partij.naam,
        help=help_name(referral),
        need=need_label(referral.need, get_language() or "nl"),
        state=last.kind,
        shape=SHAPES[last.kind],
        since=last.at,
        due=expected,
        late_days=days_late(expected, at),
        waits_for=WAITS_FOR.get(last.kind),
        is_open=last.kind in OPEN,
        reason=last.reason,
        next_door=last.next_door,
        steps=steps,
    )


def reads_of(zaak: Zaak) -> dict[str, list[datetime]]:
    """When each organisation opened a referral of this case, by `partij:4 doorverwijzing:7`.

    A page that is loaded again within the same minute says nothing new to the person.
    """
    found: dict[str, list[datetime]] = {}
    lines = AuditLine.objects.filter(subject=zaak.subject, action=READ_ACTION).order_by("at")
    for organisation, thing, moment in lines.values_list("organisation", "object", "at"):
        moments = found.setdefault(f"{organisation} {thing}", [])
        minute = moment.replace(second=0, microsecond=0)
        if not moments or moments[-1] != minute:
            moments.append(minute)
    return found


def partij_key(partij: Partij, referral: Doorverwijzing) -> str:
    return f"partij:{partij.pk} doorverwijzing:{referral.pk}"


def shared_row(
    referral: Doorverwijzing, reads: dict[str, list[datetime]], *, language: str, at: datetime
) -> SharedRow | None:
    """What went, or may go, to a partner; None while the person has not been asked or said no."""
    given = list(referral.toestemmingen.all())
    if not given:
        return None
    consent = given[-1]
    steps = list(referral.stappen.all())
    state = Stap(steps[-1].kind)
    inzage = getattr(referral, "inzage", None)
    withdrawn = getattr(consent, "intrekking", None)
    return SharedRow(
        pk=referral.pk,
        partij=referral.partij.naam,
        need=need_label(referral.need, language),
        fields=field_labels(consent.text, consent.fields),
        basis=Grondslag(consent.basis),
        given_via=Gegevenswijze(consent.given_via),
        given_at=consent.given_at,
        until=consent.until,
        withdrawn_at=withdrawn.at if withdrawn else None,
        sent_at=next((step.at for step in steps if step.kind == Stap.VERZONDEN), None),
        ended_at=inzage.ended_at if inzage else None,
        state=state,
        reads=tuple(reads.get(partij_key(referral.partij, referral), ())),
        may_stop=state in OPEN,
        partner_reads_now=bool(
            inzage
            and inzage.ended_at is None
            and withdrawn is None
            and state in AT_PARTNER
            and inzage.valid_from <= at < inzage.valid_until
        ),
    )
