# SPDX-License-Identifier: EUPL-1.2
"""During the meeting: item by item, words as they fall, actions, and a note that only its writer sees."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting

from ..models import Actiepunt, Agendapunt, Behandeling, Gremium, Spreeknotitie, Vergadering
from ..permissions.reading import may_read_item
from ..rules.states import VOORBEREIDING, may_move
from ..terms import AgendapuntSoort, AgendapuntStaat, VergaderingStaat
from .agenda import locked, note

WRITE_WORDS, WRITE_ACTION = "verslag.write", "actiepunt.write"
# Words can be typed until the minutes are adopted.
OPEN_FOR_WORDS = (VergaderingStaat.OPEN, VergaderingStaat.GESLOTEN, VergaderingStaat.VERSLAG_CONCEPT)


def _go(item: Agendapunt, end: AgendapuntStaat) -> None:
    start = AgendapuntStaat(item.state)
    if not may_move(VOORBEREIDING, start, end):
        raise RuleError(_("This cannot be done now: the item is “%(state)s”.") % {"state": start.label})
    if item.vergadering is None or item.vergadering.state != VergaderingStaat.OPEN:
        raise RuleError(_("The meeting is not open."))
    item.state = end
    item.save(update_fields=["state"])


@transaction.atomic
def take_up(pk: int, *, by: Acting, at: datetime) -> Agendapunt:
    """The meeting comes to this item; another that was being discussed and asks no decision is finished."""
    item = locked(pk, by)
    if item.vergadering_id is not None:
        Vergadering.objects.select_for_update(of=("self",)).get(pk=item.vergadering_id)
        rows = Agendapunt.objects.filter(
            vergadering_id=item.vergadering_id, state=AgendapuntStaat.IN_BEHANDELING
        ).exclude(pk=pk)
        for other in rows:
            if other.soort == AgendapuntSoort.BESLUIT:
                raise RuleError(
                    _("“%(title)s” is still being discussed. Decide on it or hold it over first.")
                    % {"title": other.titel}
                )
            Agendapunt.objects.filter(pk=other.pk).update(state=AgendapuntStaat.AFGEHANDELD)
            Behandeling.objects.filter(agendapunt=other).update(ended_at=at)
    _go(item, AgendapuntStaat.IN_BEHANDELING)
    words, _new = Behandeling.objects.get_or_create(agendapunt=item)
    Behandeling.objects.filter(pk=words.pk).update(started_at=words.started_at or at, ended_at=None)
    note("agendapunt.in_behandeling", item, by=by, at=at)
    return item


@transaction.atomic
def finish(pk: int, *, by: Acting, at: datetime) -> Agendapunt:
    """Dealt with. What is to be decided ends by a round, not by this."""
    item = locked(pk, by)
    if item.soort == AgendapuntSoort.BESLUIT:
        raise RuleError(_("This item asks for a decision: it ends with a round, or is held over."))
    _go(item, AgendapuntStaat.AFGEHANDELD)
    Behandeling.objects.filter(agendapunt=item).update(ended_at=at)
    note("agendapunt.afgehandeld", item, by=by, at=at)
    return item


@transaction.atomic
def write_words(pk: int, *, conclusie: str, verslag: str, by: Acting, at: datetime) -> Behandeling:
    """What was concluded and said, until the minutes are adopted."""
    item = locked(pk, by, WRITE_WORDS)
    if item.vergadering is None or item.vergadering.state not in OPEN_FOR_WORDS:
        raise RuleError(_("The minutes are adopted, or the meeting is not open yet."))
    words, _new = Behandeling.objects.get_or_create(agendapunt=item)
    words.conclusie, words.verslag = conclusie.strip(), verslag.strip()
    words.save(update_fields=["conclusie", "verslag"])
    note("agendapunt.verslag", item, by=by, at=at)
    return words


@transaction.atomic
def write_note(pk: int, tekst: str, *, by: Acting, at: datetime) -> None:
    """A note for oneself. No audit line: nobody else has anything to do with it."""
    item = Agendapunt.objects.select_related("gremium", "vergadering").filter(pk=pk).first()
    if item is None or not may_read_item(by, item):
        raise PermissionDenied
    Spreeknotitie.objects.update_or_create(
        agendapunt=item, user=by.user, defaults={"tekst": tekst.strip()[:4000]}
    )


@dataclass(frozen=True, slots=True)
class ActionValues:
    """What, who, by when."""

    wat: str
    partij_id: int | None = None
    who: str = ""
    due: date | None = None


@transaction.atomic
def add_action(
    gremium_id: int,
    values: ActionValues,
    *,
    agendapunt_id: int | None = None,
    by: Acting,
    at: datetime,
) -> Actiepunt:
    """A new action, of an item or of the table alone."""
    gremium = Gremium.objects.select_related("regio").filter(pk=gremium_id, regio_id=by.regio_id).first()
    if gremium is None or not by.has(WRITE_ACTION):
        raise PermissionDenied
    if values.partij_id is None and not values.who.strip():
        raise RuleError(_("Say who does it: an organisation or a function."), field="who")
    if values.partij_id and not Partij.objects.filter(pk=values.partij_id, regio_id=by.regio_id).exists():
        raise PermissionDenied
    item = Agendapunt.objects.filter(pk=agendapunt_id, gremium=gremium).first() if agendapunt_id else None
    made = Actiepunt.objects.create(
        gremium=gremium,
        agendapunt=item,
        vergadering_id=item.vergadering_id if item else None,
        wat=values.wat.strip(),
        partij_id=values.partij_id,
        who=values.who.strip(),
        due=values.due,
        made_at=at,
    )
    _note_action("actiepunt.gemaakt", made, by=by, at=at)
    return made


@transaction.atomic
def settle_action(pk: int, *, done: bool, remark: str = "", by: Acting, at: datetime) -> Actiepunt:
    """Done, or open again."""
    row = (
        Actiepunt.objects.select_for_update(of=("self",))
        .select_related("gremium__regio")
        .filter(pk=pk, gremium__regio_id=by.regio_id)
        .first()
    )
    if row is None or not by.has(WRITE_ACTION):
        raise PermissionDenied
    row.done_at, row.done_note = (at if done else None), remark.strip()[:300] if done else ""
    row.save(update_fields=["done_at", "done_note"])
    _note_action("actiepunt.klaar" if done else "actiepunt.open", row, by=by, at=at)
    return row


def _note_action(action: str, row: Actiepunt, *, by: Acting, at: datetime) -> None:
    audit.record(action, row, region=row.gremium.regio.code, by=by.user, organisation=by.partij, at=at)
