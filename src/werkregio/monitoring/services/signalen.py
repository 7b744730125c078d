# SPDX-License-Identifier: EUPL-1.2
"""A signal is drafted, shared, brought to the Beraad, passed on after its decision, answered, closed (R52)."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkregio.beraad.models import Agendapunt, Besluit
from werkregio.beraad.queries.board import beraad_of
from werkregio.beraad.services.items_from_above import propose_item
from werkregio.foundation import audit, links
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.foundation.personal_data import find_personal
from werkregio.regio.permissions import Acting
from werkregio.werkcentrum.queries.dead_ends import month_of, report

from ..models import Signaal, SignaalStap
from ..permissions import may_write_signaal
from ..rules.signal_states import FIXED, may_follow
from ..terms import Doelgroep, Sector, SignaalSoort, SignaalStaat

TEXTS = ("titel", "wat", "bewijs", "bron", "gewenste_actie")


@dataclass(frozen=True, slots=True)
class Told:
    """What a signal says."""

    titel: str
    soort: str
    wat: str
    bewijs: str
    bron: str
    peildatum: date
    type: str = ""
    doelgroepen: list[str] = field(default_factory=list)
    sectoren: list[str] = field(default_factory=list)
    gewenste_actie: str = ""


def no_persons(**texts: str) -> None:
    """A signal is about groups; nothing that points at one person is kept."""
    for name, text in texts.items():
        if find_personal(text):
            raise RuleError(
                _(
                    "Write about groups, not about a person: take out names, e-mail addresses, phone numbers, BSN."
                ),
                field=name,
            )


def _checked(told: Told) -> None:
    no_persons(**{name: getattr(told, name) for name in TEXTS})
    if told.soort == SignaalSoort.BELEMMERING and not told.type:
        raise RuleError(_("Choose which kind of obstacle it is."), field="type")
    if set(told.doelgroepen) - set(Doelgroep.values):
        raise RuleError(_("Choose from the list."), field="doelgroepen")
    if set(told.sectoren) - set(Sector.values):
        raise RuleError(_("Choose from the list."), field="sectoren")


def _log(action: str, row: Signaal, *, by: Acting, at: datetime) -> None:
    audit.record(action, row, region=row.regio.code, by=by.user, organisation=by.partij, at=at)


def _locked(pk: int, by: Acting) -> Signaal:
    row = (
        Signaal.objects.select_for_update(of=("self",))
        .select_related("regio")
        .filter(pk=pk, regio_id=by.regio_id)
        .first()
    )
    if row is None or not may_write_signaal(by, row.regio_id):
        raise PermissionDenied
    return row


def _move(row: Signaal, state: str, *, by: Acting, at: datetime) -> None:
    if not may_follow(row.state, state):
        raise RuleError(
            _("From “%(now)s” a signal cannot go to “%(then)s”.")
            % {"now": SignaalStaat(row.state).label, "then": SignaalStaat(state).label}
        )
    row.state, row.changed_at = state, at
    row.save()
    SignaalStap.objects.create(signaal=row, state=state, at=at, by=by.user)
    _log(f"signaal.{state}", row, by=by, at=at)


@transaction.atomic
def draft(told: Told, *, origin: str = "", by: Acting, at: datetime) -> Signaal:
    """Write a signal down."""
    if not may_write_signaal(by, by.regio_id):
        raise PermissionDenied
    _checked(told)
    row = Signaal.objects.create(
        regio=by.regio,
        created_at=at,
        created_by=by.user,
        changed_at=at,
        origin=origin,
        **{name: getattr(told, name) for name in told.__slots__},
    )
    SignaalStap.objects.create(signaal=row, state=row.state, at=at, by=by.user)
    _log("signaal.concept", row, by=by, at=at)
    return row


@transaction.atomic
def change(pk: int, told: Told, *, by: Acting, at: datetime) -> Signaal:
    """Change the words until the Beraad has it."""
    row = _locked(pk, by)
    if row.state in FIXED:
        raise RuleError(_("The Beraad has this signal: its text does not change any more."))
    _checked(told)
    for name in told.__slots__:
        setattr(row, name, getattr(told, name))
    row.changed_at = at
    row.save()
    _log("signaal.gewijzigd", row, by=by, at=at)
    return row


@transaction.atomic
def share(pk: int, *, by: Acting, at: datetime) -> Signaal:
    """Share it among the staff of the partners."""
    row = _locked(pk, by)
    _move(row, SignaalStaat.AMBTELIJK_GEDEELD, by=by, at=at)
    return row


@transaction.atomic
def bring_to_beraad(pk: int, *, by: Acting, at: datetime) -> Signaal:
    """Put it on the agenda of the Beraad as an item to decide."""
    row = _locked(pk, by)
    if not may_follow(row.state, SignaalStaat.IN_BERAAD):
        raise RuleError(_("Share the signal first; then it goes to the Beraad."))
    gremium = beraad_of(row.regio)
    if gremium is None:
        raise RuleError(_("This region has no Beraad yet."))
    row.agendapunt = propose_item(
        gremium,
        titel=_("Signal to the Landelijk Beraad: %s") % row.titel,
        toelichting=f"{row.wat}\n\n{row.bewijs}\n\n{row.bron}",
        voorstel=_("The Beraad passes this signal on to the Landelijk Beraad."),
        subject=("signaal", str(row.pk), row.titel, ""),
        by=by,
        at=at,
    )
    _move(row, SignaalStaat.IN_BERAAD, by=by, at=at)
    return row


@transaction.atomic
def follow_besluit(besluit_id: int, *, at: datetime) -> None:
    """The register told of a decision: a signal that was on that item has it from now on."""
    besluit = Besluit.objects.select_related("agendapunt").get(pk=besluit_id)
    items: list[int] = []
    item: Agendapunt | None = besluit.agendapunt
    while item is not None:
        items.append(item.pk)
        item = item.previous
    for row in Signaal.objects.filter(agendapunt__in=items, besluit__isnull=True).select_related("regio"):
        row.besluit, row.changed_at = besluit, at
        row.save(update_fields=["besluit", "changed_at"])
        links.join(
            ("signaal", str(row.pk), row.titel),
            "decided_by",
            ("besluit", str(besluit.pk), str(besluit)),
            region=row.regio.code,
            by="besluitenregister",
            at=at,
        )


@transaction.atomic
def pass_on(pk: int, *, passed_on: date, by: Acting, at: datetime) -> Signaal:
    """Send it to the Landelijk Beraad: only what the Beraad decided."""
    row = _locked(pk, by)
    if row.besluit is None:
        raise RuleError(_("The Beraad did not decide on this signal yet. Only then it is of the Beraad."))
    _not_later(passed_on, at, "passed_on")
    row.passed_on = passed_on
    _move(row, SignaalStaat.DOORGEGEVEN, by=by, at=at)
    return row


@transaction.atomic
def note_answer(pk: int, *, antwoord: str, answered_on: date, by: Acting, at: datetime) -> Signaal:
    """Keep what the Landelijk Beraad answered."""
    row = _locked(pk, by)
    _not_later(answered_on, at, "answered_on")
    no_persons(antwoord=antwoord)
    row.antwoord, row.answered_on = antwoord, answered_on
    _move(row, SignaalStaat.BEANTWOORD, by=by, at=at)
    return row


@transaction.atomic
def close(pk: int, *, because: str, by: Acting, at: datetime) -> Signaal:
    """End it, with the reason."""
    row = _locked(pk, by)
    if not because.strip():
        raise RuleError(_("Say why this signal ends."), field="because")
    no_persons(because=because)
    row.closed_because = because.strip()
    _move(row, SignaalStaat.GESLOTEN, by=by, at=at)
    return row


def _not_later(day: date, at: datetime, name: str) -> None:
    if day > at.astimezone(AMSTERDAM).date():
        raise RuleError(_("This day is still to come."), field=name)


@transaction.atomic
def from_dead_ends(month: str, *, by: Acting, at: datetime) -> Signaal:
    """Make a signal of the month report of dead ends in one act: counts only, small ones left out. Twice is once."""
    if not may_write_signaal(by, by.regio_id):
        raise PermissionDenied
    first, last = month_of(month, at.astimezone(AMSTERDAM).date())
    origin = f"vastlopers:{first:%Y-%m}"
    there = Signaal.objects.filter(regio=by.regio, origin=origin).first()
    if there is not None:
        return there
    made = report(by.regio, first=first, last=last)
    lines = [
        f"{title}: {row.label}: {row.count.value}"
        for title, rows in made.tables()
        for row in rows
        if row.count.value
    ]
    if not lines:
        raise RuleError(_("This month has no numbers that are large enough to show."))
    return draft(
        Told(
            titel=_("Where people get stuck, %s") % date_format(first, "F Y"),
            soort=SignaalSoort.TREND,
            wat=_("People who asked for help did not get on at these points."),
            bewijs="\n".join(lines)[:4000],
            bron=_("Month report of dead ends of the Werkcentrum; numbers under %(limit)d are left out.")
            % {"limit": by.regio.publishing_limit},
            peildatum=last,
        ),
        origin=origin,
        by=by,
        at=at,
    )
