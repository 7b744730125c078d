# SPDX-License-Identifier: EUPL-1.2
"""Thematafels and working groups: task, participants, advice to the Beraad; they never decide (R29, S08)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Gremium, GremiumPartij
from ..terms import AgendapuntSoort, GremiumSoort

RIGHT = "gremium.write"
# Of a table: the Beraad itself is made with the region.
KINDS = (GremiumSoort.THEMATAFEL, GremiumSoort.WERKGROEP)


@transaction.atomic
def start(values: Mapping[str, Any], *, by: Acting, at: datetime) -> Gremium:
    """A table with its task from the Beraad; the centrumgemeente facilitates unless another does."""
    _may(by)
    if values["soort"] not in KINDS:
        raise RuleError(_("Choose a thematafel or a working group."), field="soort")
    partij = _partij(by, values["facilitated_by"])
    code = slugify(values["naam"])[:50]
    try:
        with transaction.atomic():
            made = Gremium.objects.create(
                regio_id=by.regio_id,
                soort=values["soort"],
                code=code,
                naam=values["naam"].strip(),
                opdracht=values["opdracht"].strip(),
                facilitated_by=partij,
                valid_from=values["valid_from"],
            )
    except IntegrityError as error:
        raise RuleError(_("There is a table with this name already."), field="naam") from error
    _record("gremium.started", made, by=by, at=at)
    return made


@transaction.atomic
def change(pk: int, values: Mapping[str, Any], *, by: Acting, at: datetime) -> Gremium:
    """Another name, task or facilitator; its kind and its past stay."""
    row = _table(pk, by)
    _open(row, at)
    row.naam, row.opdracht = values["naam"].strip(), values["opdracht"].strip()
    row.facilitated_by = _partij(by, values["facilitated_by"])
    row.save(update_fields=["naam", "opdracht", "facilitated_by"])
    _record("gremium.changed", row, by=by, at=at)
    return row


@transaction.atomic
def close(pk: int, last_day: date, *, by: Acting, at: datetime) -> Gremium:
    """The table stops after a day; its meetings and its advice stay readable."""
    row = _table(pk, by)
    if last_day < row.valid_from:
        raise RuleError(_("The last day lies before the first one."), field="valid_to")
    row.valid_to = last_day
    row.save(update_fields=["valid_to"])
    _record("gremium.closed", row, by=by, at=at, detail={"to": last_day.isoformat()})
    return row


@transaction.atomic
def add_partij(pk: int, partij_pk: int, valid_from: date, *, by: Acting, at: datetime) -> GremiumPartij:
    """A party that the theme concerns takes part, from a day on."""
    row = _table(pk, by)
    _open(row, at)
    partij = _partij(by, partij_pk)
    if partij is None:
        raise RuleError(_("Choose an organisation of this region."), field="partij")
    try:
        with transaction.atomic():
            made = GremiumPartij.objects.create(gremium=row, partij=partij, valid_from=valid_from)
    except IntegrityError as error:
        raise RuleError(_("This organisation takes part already."), field="partij") from error
    _record("gremium.joined", row, by=by, at=at, detail={"partij": partij.code})
    return made


@transaction.atomic
def end_partij(pk: int, line_pk: int, *, by: Acting, at: datetime) -> GremiumPartij:
    """A party takes part no more, from tomorrow on."""
    row = _table(pk, by)
    line = row.deelnemers.select_for_update(of=("self",)).filter(pk=line_pk, valid_to=None).first()
    if line is None:
        raise PermissionDenied
    line.valid_to = max(_day(at), line.valid_from)
    line.save(update_fields=["valid_to"])
    _record("gremium.left", row, by=by, at=at, detail={"partij": line.partij_id})
    return line


@transaction.atomic
def advise(pk: int, titel: str, toelichting: str, *, by: Acting, at: datetime) -> Agendapunt:
    """The advice of a table becomes a draft item of the Beraad in one step; the Beraad decides, not the table."""
    row = _table(pk, by)
    _open(row, at)
    beraad = Gremium.objects.filter(regio_id=by.regio_id, soort=GremiumSoort.BERAAD).first()
    if beraad is None:
        raise RuleError(_("This region has no Regionaal Beraad yet."))
    item = Agendapunt.objects.create(
        gremium=beraad,
        titel=titel.strip(),
        toelichting=toelichting.strip(),
        soort=AgendapuntSoort.BESPREKING,
        advice_of=row,
    )
    _record("gremium.advised", row, by=by, at=at, detail={"agendapunt": item.pk})
    return item


@transaction.atomic
def make_official(day: date, *, by: Acting, at: datetime) -> Gremium:
    """The Beraad is no longer in formation from a day on; what was recorded before stays as it was (S02)."""
    _may(by)
    beraad = (
        Gremium.objects.select_for_update(of=("self",))
        .filter(regio_id=by.regio_id, soort=GremiumSoort.BERAAD)
        .first()
    )
    if beraad is None:
        raise PermissionDenied
    if beraad.official_from is not None and beraad.official_from <= _day(at):
        raise RuleError(_("The Beraad is official already."), field="day")
    if day < beraad.valid_from:
        raise RuleError(_("The Beraad did not exist on this day."), field="day")
    if day < _day(at):
        raise RuleError(_("Choose today or a later day: what was decided stays as it was."), field="day")
    beraad.official_from = day
    beraad.save(update_fields=["official_from"])
    _record("beraad.official", beraad, by=by, at=at, detail={"from": day.isoformat()})
    return beraad


def _may(by: Acting) -> None:
    if not by.has(RIGHT):
        raise PermissionDenied


def _table(pk: int, by: Acting) -> Gremium:
    _may(by)
    row = (
        Gremium.objects.select_for_update(of=("self",))
        .filter(pk=pk, regio_id=by.regio_id)
        .exclude(soort=GremiumSoort.BERAAD)
        .first()
    )
    if row is None:
        raise PermissionDenied
    return row


def _open(row: Gremium, at: datetime) -> None:
    if row.valid_to is not None and row.valid_to < _day(at):
        raise RuleError(_("This table was closed."))


def _partij(by: Acting, pk: int | None) -> Partij | None:
    return None if pk is None else Partij.objects.filter(pk=pk, regio_id=by.regio_id).first()


def _day(at: datetime) -> date:
    return at.astimezone(AMSTERDAM).date()


def _record(
    action: str, row: Gremium, *, by: Acting, at: datetime, detail: Mapping[str, Any] | None = None
) -> None:
    audit.record(
        action,
        row,
        region=by.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"code": row.code, **(detail or {})},
    )
