# SPDX-License-Identifier: EUPL-1.2
"""Who consulted its people about an item, who did not, and who still has to tell what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Prefetch

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Arbeidsmarktregio, Convenant, Geleding
from werkregio.regio.permissions import Acting
from werkregio.regio.terms import ConvenantStaat

from ..models import Agendapunt, Consultatie, Raadpleging, Terugkoppeling, Vergadering
from ..permissions.consulting import may_read_mandaat, may_read_of_item, own_geledingen
from ..rules.consulting import is_missing, papers_deadline
from ..terms import AgendapuntSoort, AgendapuntStaat, GremiumSoort, VergaderingSoort, VergaderingStaat
from ..terms_consulting import Raadpleegstand

# An item that does not come to a decision asks for no consultation.
_OFF_THE_TABLE = (AgendapuntStaat.INGETROKKEN, AgendapuntStaat.CONCEPT)
YEAR = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Line:
    """One geleding at one item."""

    geleding: Geleding
    stand: Raadpleegstand
    row: Raadpleging | None
    mandaat: str
    hidden: bool
    missing: bool
    own: bool
    told: Terugkoppeling | None
    # The meeting was held and nobody ticked that its people know.
    must_tell: bool


@dataclass(frozen=True, slots=True)
class ItemTable:
    """An item with a line for each geleding that sits on the day of its meeting."""

    item: Agendapunt
    deadline: date | None
    lines: list[Line]

    @property
    def missing(self) -> int:
        return sum(line.missing for line in self.lines)

    @property
    def consulted(self) -> int:
        return sum(line.stand == Raadpleegstand.KLAAR for line in self.lines)

    @property
    def must_tell(self) -> int:
        return sum(line.must_tell for line in self.lines)


@dataclass(frozen=True, slots=True)
class _Region:
    """What is asked once for all items."""

    geledingen: list[Geleding]
    convenanten: list[Convenant]
    own: frozenset[int]
    today: date

    def on(self, day: date) -> list[Geleding]:
        return [g for g in self.geledingen if _holds(g, day)]

    def papers_days(self, day: date) -> int | None:
        ruling = [c for c in self.convenanten if c.valid_from and _holds(c, day)]
        return max(ruling, key=lambda c: (c.valid_from, c.nummer)).papers_days if ruling else None


def _holds(thing: Geleding | Convenant, day: date) -> bool:
    return thing.valid_from is not None and thing.valid_from <= day <= (thing.valid_to or date.max)


def _region(acting: Acting, today: date) -> _Region:
    return _Region(
        list(Geleding.objects.filter(regio_id=acting.regio_id).order_by("naam")),
        list(Convenant.objects.filter(regio_id=acting.regio_id).exclude(state=ConvenantStaat.VERVALLEN)),
        own_geledingen(acting, on=today),
        today,
    )


def _table(item: Agendapunt, region: _Region) -> ItemTable:
    meeting = item.vergadering
    day = meeting.starts_at.astimezone(AMSTERDAM).date() if meeting else None
    deadline = papers_deadline(day, region.papers_days(day)) if day else None
    rows = {row.geleding_id: row for row in item.raadplegingen.all()}
    told = {row.geleding_id: row for row in item.terugkoppelingen.all()}
    held = meeting is not None and meeting.state in (
        VergaderingStaat.GESLOTEN,
        VergaderingStaat.VERSLAG_CONCEPT,
        VergaderingStaat.VERSLAG_VASTGESTELD,
    )
    lines = []
    for geleding in region.on(day or region.today):
        row = rows.get(geleding.pk)
        stand = (
            Raadpleegstand.GEEN
            if row is None
            else Raadpleegstand.KLAAR
            if row.mandaat
            else Raadpleegstand.LOOPT
        )
        readable = row is not None and may_read_mandaat(row, region.own)
        lines.append(
            Line(
                geleding=geleding,
                stand=stand,
                row=row,
                mandaat=row.mandaat if row is not None and readable else "",
                hidden=row is not None and bool(row.mandaat) and not readable,
                missing=deadline is not None
                and is_missing(
                    consulted=stand == Raadpleegstand.KLAAR, deadline=deadline, today=region.today
                ),
                own=geleding.pk in region.own,
                told=told.get(geleding.pk),
                must_tell=held and geleding.pk not in told,
            )
        )
    return ItemTable(item, deadline, lines)


def table_of(item: Agendapunt, acting: Acting, today: date) -> ItemTable:
    """The lines of one item."""
    return _table(item, _region(acting, today))


def item_for(acting: Acting, pk: int) -> Agendapunt | None:
    """An item of the own region that this person may read."""
    item = (
        Agendapunt.objects.filter(pk=pk, gremium__regio_id=acting.regio_id)
        .select_related("gremium__regio", "vergadering")
        .first()
    )
    return item if item is not None and may_read_of_item(acting, item) else None


def needs_consulting(item: Agendapunt) -> bool:
    """Before each decision of the Beraad (L1285-1287)."""
    return (
        item.soort == AgendapuntSoort.BESLUIT
        and item.gremium.soort == GremiumSoort.BERAAD
        and item.state not in _OFF_THE_TABLE
    )


def overview(acting: Acting, today: date, *, which: str = "") -> list[ItemTable]:
    """Items to decide of coming meetings, and those of the past year that are not told back; nearest first.

    `which`: "mist" for items where a geleding is missing, "terug" for open tasks to tell back.
    """
    items = (
        Agendapunt.objects.filter(
            gremium__regio_id=acting.regio_id,
            gremium__soort=GremiumSoort.BERAAD,
            soort=AgendapuntSoort.BESLUIT,
            vergadering__starts_at__date__gte=today - YEAR,
            vergadering__historical=False,
        )
        .exclude(state__in=_OFF_THE_TABLE)
        .exclude(vergadering__state=VergaderingStaat.GEANNULEERD)
        .select_related("gremium__regio", "vergadering")
        .prefetch_related(
            Prefetch("raadplegingen", Raadpleging.objects.select_related("geleding")),
            "terugkoppelingen",
        )
        .order_by("vergadering__starts_at", "position", "pk")
    )
    region = _region(acting, today)
    tables = [_table(item, region) for item in items if may_read_of_item(acting, item)]
    if which == "mist":
        return [table for table in tables if table.missing and not _past(table, today)]
    if which == "terug":
        return [table for table in tables if table.must_tell]
    return [table for table in tables if not _past(table, today) or table.must_tell]


def _past(table: ItemTable, today: date) -> bool:
    meeting: Vergadering | None = table.item.vergadering
    return meeting is not None and meeting.starts_at.astimezone(AMSTERDAM).date() < today


def evidence_choices(regio: Arbeidsmarktregio) -> list[tuple[str, str]]:
    """What can stand as evidence: brede bijeenkomsten, meetings of thematafels, consultations (R34)."""
    meetings = Vergadering.objects.filter(regio=regio).exclude(state=VergaderingStaat.GEANNULEERD)
    broad = list(meetings.filter(soort=VergaderingSoort.BREED).order_by("-starts_at")[:20])
    tables = list(meetings.filter(gremium__soort=GremiumSoort.THEMATAFEL).order_by("-starts_at")[:20])
    return [
        *_labelled("vergadering", broad + tables),
        *((f"consultatie:{c.pk}", str(c)) for c in Consultatie.objects.filter(regio=regio)[:20]),
    ]


def _labelled(kind: str, meetings: Iterable[Vergadering]) -> list[tuple[str, str]]:
    return [
        (f"{kind}:{row.pk}", f"{row} ({row.starts_at.astimezone(AMSTERDAM):%d-%m-%Y})") for row in meetings
    ]


def evidence_choice(item: Agendapunt, value: str) -> str | None:
    """The title of a chosen piece of evidence; None when it is not one of the region."""
    return dict(evidence_choices(item.gremium.regio)).get(value)
