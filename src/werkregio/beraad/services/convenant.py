# SPDX-License-Identifier: EUPL-1.2
"""The life of the convenant: a copy of the last, edited in draft, checked, decided, signed, in force (R54, S10).

A version that holds is never changed: a later one takes its place from a day on (R17).
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Arbeidsmarktregio, Convenant, ConvenantPartij, Zetel, valid_on
from werkregio.regio.permissions import Acting
from werkregio.regio.terms import ConvenantStaat

from ..models import Gremium
from ..queries.board import geledingen_on
from ..rules import convenant as rules
from ..rules.guards import RULE_COLUMNS
from ..terms import GremiumSoort

RIGHT = "convenant.write"
# What a draft may change: its rules without the number, and what says what it is.
FIELDS = ("naam", "text_url", "evaluate_on", *(name for name in RULE_COLUMNS if name != "nummer"))


@transaction.atomic
def new_version(*, by: Acting, at: datetime) -> Convenant:
    """A draft with the rules of the last version; its parties are the organisations that sit now."""
    regio = _regio(by)
    rows = Convenant.objects.filter(regio=regio).order_by("-nummer")
    if rows.filter(state__in=_OPEN, valid_from=None).exists():
        raise RuleError(_("A version is being made already. Finish or drop it first."))
    last = rows.first()
    made = Convenant(regio=regio, nummer=1, naam=_("Samenwerkingsconvenant"), sources=dict(rules.REPORT))
    made.readings = dict(rules.DEFAULT_READINGS)
    if last is not None:
        made.nummer = last.nummer + 1
        for name in FIELDS:
            setattr(made, name, getattr(last, name))
        made.text_url, made.evaluate_on = "", None
    made.save()
    today = _day(at)
    seats = Zetel.objects.filter(valid_on(today), valid_on(today, "geleding__"), regio=regio).order_by("pk")
    for zetel in seats:
        ConvenantPartij.objects.get_or_create(
            convenant=made, partij_id=zetel.partij_id, defaults={"geleding_id": zetel.geleding_id}
        )
    _record("convenant.new", made, by=by, at=at, detail={"copy_of": last.nummer if last else 0})
    return made


@transaction.atomic
def change(pk: int, values: Mapping[str, Any], *, by: Acting, at: datetime) -> Convenant:
    """Change the rules of a draft that does not hold yet."""
    row = _locked(pk, by)
    _must_be(row, ConvenantStaat.CONCEPT)
    if row.valid_from is not None:
        raise RuleError(_("This version holds already. Make a new version to change a rule."))
    changed = {
        name: f"{getattr(row, name)} > {values[name]}"
        for name in FIELDS
        if name in values and getattr(row, name) != values[name]
    }
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=list(changed))
        numbers = {name: text for name, text in changed.items() if name in _CODES}
        _record("convenant.changed", row, by=by, at=at, detail={"fields": sorted(changed), **numbers})
    return row


@transaction.atomic
def to_legal_check(pk: int, *, by: Acting, at: datetime) -> Convenant:
    """Hand the draft over to be checked: from now on its rules stay."""
    row = _locked(pk, by)
    _go(row, ConvenantStaat.JURIDISCHE_TOETS)
    return _moved(row, by=by, at=at)


@transaction.atomic
def back_to_draft(pk: int, *, by: Acting, at: datetime) -> Convenant:
    """The check found something: the rules can be changed again."""
    row = _locked(pk, by)
    _go(row, ConvenantStaat.CONCEPT)
    row.legal_check_on, row.legal_check_note = None, ""
    return _moved(row, by=by, at=at)


@transaction.atomic
def legal_check(pk: int, day: date, note: str, *, by: Acting, at: datetime) -> Convenant:
    """Note when the check was done and what it said; then the parties decide."""
    row = _locked(pk, by)
    _must_be(row, ConvenantStaat.JURIDISCHE_TOETS)
    _not_later_than_today(day, at)
    row.legal_check_on, row.legal_check_note = day, note.strip()
    row.save(update_fields=["legal_check_on", "legal_check_note"])
    _record("convenant.checked", row, by=by, at=at, detail={"on": day.isoformat()})
    return row


@transaction.atomic
def decide(pk: int, partij_pk: int, day: date, *, by: Acting, at: datetime) -> Convenant:
    """A party decided to take part. When the last one did, the version is decided."""
    row = _locked(pk, by)
    _must_be(row, ConvenantStaat.JURIDISCHE_TOETS)
    if row.legal_check_on is None:
        raise RuleError(_("First note when the legal check was done."))
    _not_later_than_today(day, at)
    line = _line(row, partij_pk)
    if line.decided_on is not None:
        raise RuleError(_("This party decided already."), field="day")
    line.decided_on = day
    line.save(update_fields=["decided_on"])
    _record("convenant.decided", row, by=by, at=at, detail={"partij": partij_pk, "on": day.isoformat()})
    if not row.partijen.filter(decided_on=None).exists():
        _go(row, ConvenantStaat.BESLOTEN)
        _moved(row, by=by, at=at)
    return row


@transaction.atomic
def sign(pk: int, partij_pk: int, day: date, function: str, *, by: Acting, at: datetime) -> Convenant:
    """A party signed, by whom is a function. All parties of every geleding: the version can take effect."""
    row = _locked(pk, by)
    _must_be(row, ConvenantStaat.BESLOTEN)
    _not_later_than_today(day, at)
    line = _line(row, partij_pk)
    if line.signed_on is not None:
        raise RuleError(_("This party signed already."), field="day")
    if line.decided_on is not None and day < line.decided_on:
        raise RuleError(_("A party signs after it decided."), field="day")
    line.signed_on, line.signed_as = day, function.strip()
    line.save(update_fields=["signed_on", "signed_as"])
    _record("convenant.signed", row, by=by, at=at, detail={"partij": partij_pk, "on": day.isoformat()})
    if row.valid_from is not None and not unsigned(row, day):
        # A draft that ruled in formation: with the last signature it is the convenant.
        _go(row, ConvenantStaat.GETEKEND)
        _moved(row, by=by, at=at)
    return row


@transaction.atomic
def take_effect(pk: int, day: date, *, by: Acting, at: datetime) -> Convenant:
    """The version rules from a day on and closes the former one; meetings before it keep theirs.

    While the Beraad is in formation a draft may rule as well, since there is nothing else to go by.
    """
    row = _locked(pk, by)
    if row.valid_from is not None:
        raise RuleError(_("This version has a day already."), field="day")
    if row.state == ConvenantStaat.VERVALLEN:
        raise RuleError(_("This version was dropped."))
    if day < _day(at):
        raise RuleError(_("Choose today or a later day: what was decided keeps its rules."), field="day")
    signed = row.state == ConvenantStaat.BESLOTEN and not unsigned(row, day)
    if not signed and not _in_formation(row.regio_id, day):
        raise RuleError(_("Only a version that every geleding signed takes effect."), field="day")
    for former in _ruling(row, day):
        if former.valid_from is not None and former.valid_from >= day:
            raise RuleError(
                _("Version %(number)d begins on or after this day. Choose a later day.")
                % {"number": former.nummer},
                field="day",
            )
        former.valid_to = day - timedelta(days=1)
        former.save(update_fields=["valid_to"])
    row.valid_from = day
    if signed:
        _go(row, ConvenantStaat.GETEKEND)
    row.save(update_fields=["valid_from", "state"])
    _record("convenant.effect", row, by=by, at=at, detail={"from": day.isoformat(), "state": row.state})
    return row


@transaction.atomic
def drop(pk: int, *, by: Acting, at: datetime) -> Convenant:
    """Stop with a version that does not rule yet; the one it would have closed goes on."""
    row = _locked(pk, by)
    if row.valid_from is not None and row.valid_from <= _day(at):
        raise RuleError(_("This version holds already and stays."))
    if row.vergaderingen.exists() or row.besluiten.exists():
        raise RuleError(_("This version was used in a meeting and stays."))
    if row.valid_from is not None:
        before = row.valid_from - timedelta(days=1)
        Convenant.objects.filter(regio_id=row.regio_id, valid_to=before).exclude(
            state=ConvenantStaat.VERVALLEN
        ).update(valid_to=None)
    _go(row, ConvenantStaat.VERVALLEN)
    return _moved(row, by=by, at=at)


def unsigned(row: Convenant, day: date) -> tuple[str, ...]:
    """The codes of the geledingen of a day of which not every party signed (S10)."""
    codes = tuple(one.code for one in geledingen_on(row.regio, day))
    lines = [
        (line.geleding.code, line.signed_on is not None)
        for line in row.partijen.select_related("geleding")
        if line.geleding is not None
    ]
    return rules.not_yet(codes, lines)


_OPEN = (ConvenantStaat.CONCEPT, ConvenantStaat.JURIDISCHE_TOETS, ConvenantStaat.BESLOTEN)
# Fields whose values are codes and numbers: they may stand in the audit line, free text may not.
_CODES = frozenset(RULE_COLUMNS) - {"sources", "nummer"}


def _regio(by: Acting) -> Arbeidsmarktregio:
    if not by.has(RIGHT):
        raise PermissionDenied
    return Arbeidsmarktregio.objects.select_for_update(of=("self",)).get(pk=by.regio_id)


def _locked(pk: int, by: Acting) -> Convenant:
    _regio(by)
    row = Convenant.objects.select_for_update(of=("self",)).filter(pk=pk, regio_id=by.regio_id).first()
    if row is None:
        raise PermissionDenied
    return row


def _line(row: Convenant, partij_pk: int) -> ConvenantPartij:
    line = row.partijen.select_for_update(of=("self",)).filter(partij_id=partij_pk).first()
    if line is None:
        raise PermissionDenied
    return line


def _must_be(row: Convenant, state: ConvenantStaat) -> None:
    if row.state != state:
        raise RuleError(_("This can only be done when the version is: %(state)s.") % {"state": state.label})


def _go(row: Convenant, to: ConvenantStaat) -> None:
    if not rules.may_go(ConvenantStaat(row.state), to) or (
        row.valid_from is not None and to == ConvenantStaat.CONCEPT
    ):
        raise RuleError(
            _("From %(state)s a version does not go to %(to)s.")
            % {"state": row.get_state_display(), "to": to.label}
        )
    row.state = to


def _moved(row: Convenant, *, by: Acting, at: datetime) -> Convenant:
    row.save(update_fields=["state", "legal_check_on", "legal_check_note"])
    _record("convenant.state", row, by=by, at=at, detail={"state": str(row.state)})
    return row


def _ruling(row: Convenant, day: date) -> list[Convenant]:
    """The versions that would rule on this day or later."""
    rows = Convenant.objects.select_for_update(of=("self",)).filter(
        regio_id=row.regio_id, valid_from__isnull=False
    )
    rows = rows.exclude(pk=row.pk).exclude(state=ConvenantStaat.VERVALLEN)
    return [one for one in rows if one.valid_to is None or one.valid_to >= day]


def _in_formation(regio_id: int, day: date) -> bool:
    beraad = Gremium.objects.filter(regio_id=regio_id, soort=GremiumSoort.BERAAD).first()
    return beraad is None or beraad.official_from is None or day < beraad.official_from


def _day(at: datetime) -> date:
    return at.astimezone(AMSTERDAM).date()


def _not_later_than_today(day: date, at: datetime) -> None:
    if day > _day(at):
        raise RuleError(_("This day has not come yet."), field="day")


def _record(action: str, row: Convenant, *, by: Acting, at: datetime, detail: Mapping[str, Any]) -> None:
    audit.record(
        action,
        row,
        region=by.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"nummer": row.nummer, **detail},
    )
