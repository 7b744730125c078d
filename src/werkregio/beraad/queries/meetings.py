# SPDX-License-Identifier: EUPL-1.2
"""The list of meetings and the page of one, each in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Convenant
from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Genodigde, Gremium, Stuk, StukVersie, Vergadering
from ..permissions.reading import items_q, stukken_q
from ..rules.agenda_times import AgendaTimes, agenda_times
from ..rules.papers import PapersCheck, check_papers
from ..rules.states import BEFORE
from ..terms import AgendapuntSoort, AgendapuntStaat, Komst, StukStaat
from .board import convenant_on

FINAL = (StukStaat.DEFINITIEF, StukStaat.VASTGESTELD)
OFF_AGENDA = (AgendapuntStaat.CONCEPT, AgendapuntStaat.INGETROKKEN)
# Kinds of items that ask for a paper; the fixed items of a template do not.
NEEDS_PAPER = Q(soort__in=[AgendapuntSoort.BESPREKING, AgendapuntSoort.BESLUIT], template_key="")
DEFAULT_PAPERS_DAYS = 10


def lacking_paper() -> Q:
    """The items that ask for a final paper and have none."""
    final = Stuk.objects.filter(agendapunt=OuterRef("pk"), state__in=FINAL, versies__isnull=False)
    return NEEDS_PAPER & Q(~Exists(final))


def gremia_of(regio_id: int, *, on: date) -> list[Gremium]:
    """The tables that meet on a day, the Beraad first."""
    rows = Gremium.objects.filter(regio_id=regio_id).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    return sorted(rows, key=lambda row: (row.soort != "beraad", row.naam))


def vergadering_of(acting: Acting, pk: int) -> Vergadering | None:
    """A meeting of the own region; None for another."""
    return (
        Vergadering.objects.filter(pk=pk, regio_id=acting.regio_id)
        .select_related("regio", "gremium__regio", "coupled_to", "convenant")
        .first()
    )


def meetings_of(
    acting: Acting,
    *,
    search: str = "",
    gremium: int | None = None,
    soort: str = "",
    when: str = "",
    year: int | None = None,
    at: datetime,
) -> QuerySet[Vergadering]:
    """The meetings of a region; `when`: "komend", "geweest" or "" for all."""
    rows = Vergadering.objects.filter(regio_id=acting.regio_id).select_related("gremium")
    if search:
        rows = rows.filter(
            Q(titel__icontains=search)
            | Q(location__icontains=search)
            | Q(
                pk__in=Agendapunt.objects.filter(items_q(acting), titel__icontains=search).values(
                    "vergadering"
                )
            )
        )
    if gremium:
        rows = rows.filter(gremium_id=gremium)
    if soort:
        rows = rows.filter(soort=soort)
    if year:
        rows = rows.filter(starts_at__year=year)
    if when == "komend":
        rows = rows.filter(ends_at__gte=at).order_by("starts_at", "pk")
    elif when == "geweest":
        rows = rows.filter(ends_at__lt=at).order_by("-starts_at", "-pk")
    else:
        rows = rows.order_by("-starts_at", "-pk")
    items = ~Q(agendapunten__state__in=OFF_AGENDA)
    return rows.annotate(items=Count("agendapunten", filter=items & Q(agendapunten__isnull=False)))


def papers_checks(rows: Iterable[Vergadering], *, days: int, today: date) -> dict[int, PapersCheck]:
    """How the papers of these meetings stand, in one query."""
    wanted = {row.pk: row.starts_at.astimezone(AMSTERDAM).date() for row in rows if row.state in BEFORE}
    counts = (
        Agendapunt.objects.filter(vergadering__in=wanted)
        .exclude(state__in=OFF_AGENDA)
        .values("vergadering")
        .annotate(needed=Count("pk", filter=NEEDS_PAPER), missing=Count("pk", filter=lacking_paper()))
    )
    known = {row["vergadering"]: (row["needed"], row["missing"]) for row in counts}
    return {
        pk: check_papers(
            starts_on=day,
            days=days,
            needed=known.get(pk, (0, 0))[0],
            missing=known.get(pk, (0, 0))[1],
            today=today,
        )
        for pk, day in wanted.items()
    }


def papers_days(convenant: Convenant | None) -> int:
    return convenant.papers_days if convenant else DEFAULT_PAPERS_DAYS


@dataclass(slots=True)
class Paper:
    """A paper with its newest file."""

    stuk: Stuk
    version: StukVersie | None
    versions: int


@dataclass(slots=True)
class Line:
    """An item on the agenda as the reader may see it."""

    item: Agendapunt
    number: int
    start: datetime
    end: datetime
    papers: list[Paper] = field(default_factory=list)
    werkgebied: list[str] = field(default_factory=list)
    lacks_paper: bool = False
    disputed: bool = False
    changed_area: bool = False


@dataclass(slots=True)
class Agenda:
    """The agenda of a meeting. `hidden` items may not be read by whoever looks."""

    lines: list[Line]
    times: AgendaTimes
    hidden: int
    off: list[Agendapunt]
    papers: list[Paper]


def papers_by_item(
    acting: Acting | None, vergadering: Vergadering
) -> tuple[dict[int | None, list[Paper]], list[Stuk]]:
    """The papers of a meeting that somebody may read, by item (None: of the meeting). Two queries."""
    stukken = list(
        Stuk.objects.filter(
            stukken_q(acting), Q(agendapunt__vergadering=vergadering) | Q(vergadering=vergadering)
        )
        .exclude(state=StukStaat.VERVALLEN)
        .select_related("owner")
        .order_by("position", "pk")
    )
    newest: dict[int, StukVersie] = {}
    for version in StukVersie.objects.filter(stuk__in=[stuk.pk for stuk in stukken]).order_by("nummer"):
        newest[version.stuk_id] = version
    found: dict[int | None, list[Paper]] = defaultdict(list)
    for stuk in stukken:
        last = newest.get(stuk.pk)
        found[stuk.agendapunt_id].append(Paper(stuk, last, last.nummer if last else 0))
    return found, stukken


def agenda_of(acting: Acting | None, vergadering: Vergadering) -> Agenda:
    """The agenda with papers and times in five queries, however long it is."""
    rows = list(
        vergadering.agendapunten.select_related("gremium", "previous__vergadering", "advice_of")
        .annotate(
            lacks=Exists(Agendapunt.objects.filter(lacking_paper(), pk=OuterRef("pk"))),
            may_read=Exists(Agendapunt.objects.filter(items_q(acting), pk=OuterRef("pk"))),
            disputes=Count(
                "werkgebied_bezwaren", filter=Q(werkgebied_bezwaren__answered_at__isnull=True), distinct=True
            ),
            area_changes=Count("werkgebied_wijzigingen", distinct=True),
        )
        .prefetch_related("werkgebied")
        .order_by("position", "pk")
    )
    on = [row for row in rows if row.state not in OFF_AGENDA]
    times = agenda_times(vergadering.starts_at, vergadering.ends_at, [row.minutes for row in on])
    papers, _all = papers_by_item(acting, vergadering)
    lines = []
    for number, (row, (start, end)) in enumerate(zip(on, times.slots, strict=True), start=1):
        if not row.may_read:
            continue
        lines.append(
            Line(
                row,
                number,
                start.astimezone(AMSTERDAM),
                end.astimezone(AMSTERDAM),
                papers.get(row.pk, []),
                [] if row.werkgebied_all else [geleding.naam for geleding in row.werkgebied.all()],
                row.lacks,
                bool(row.disputes),
                bool(row.area_changes),
            )
        )
    off = [row for row in rows if row.state in OFF_AGENDA and row.may_read]
    return Agenda(lines, times, len(on) - len(lines), list[Agendapunt](off), papers.get(None, []))


def guests_of(vergadering: Vergadering) -> list[Genodigde]:
    """Who is invited, with the answer; those with a seat of a geleding first, by geleding."""
    return list(
        vergadering.genodigden.select_related("user", "mandaat__zetel__geleding", "partij").order_by(
            F("mandaat__zetel__geleding__naam").asc(nulls_last=True), "partij__naam", "-mandaat__soort", "pk"
        )
    )


def coming(guests: Iterable[Genodigde]) -> dict[str, int]:
    """How many gave which answer."""
    counts = dict.fromkeys(Komst.values, 0)
    for guest in guests:
        counts[guest.answer] += 1
    return counts


def item_of(acting: Acting, pk: int) -> Agendapunt | None:
    """An item that somebody may read; None for any other."""
    return (
        Agendapunt.objects.filter(items_q(acting), pk=pk)
        .select_related(
            "gremium__regio",
            "vergadering__regio",
            "previous__vergadering",
            "advice_of",
            "next_item__vergadering",
        )
        .first()
    )


def rules_for(vergadering: Vergadering) -> Convenant | None:
    """The convenant of a meeting: fixed at opening, else the one that rules on its day."""
    return vergadering.convenant or convenant_on(
        vergadering.regio, vergadering.starts_at.astimezone(AMSTERDAM).date()
    )


def papers_of_item(acting: Acting | None, item: Agendapunt) -> list[Paper]:
    """The papers of an item that somebody may read, with their newest file. Two queries."""
    stukken = list(
        Stuk.objects.filter(stukken_q(acting), agendapunt=item)
        .exclude(state=StukStaat.VERVALLEN)
        .select_related("owner")
        .order_by("position", "pk")
    )
    newest = {
        row.stuk_id: row
        for row in StukVersie.objects.filter(stuk__in=[stuk.pk for stuk in stukken]).order_by("nummer")
    }
    return [
        Paper(stuk, version, version.nummer if version else 0)
        for stuk in stukken
        for version in [newest.get(stuk.pk)]
    ]


def history_of(item: Agendapunt) -> list[Agendapunt]:
    """The former rows of an item, the oldest first; at most ten, one query each."""
    found: list[Agendapunt] = []
    before = item.previous
    while before is not None and len(found) < 10:
        found.append(before)
        before = Agendapunt.objects.select_related("vergadering").filter(next_item=before).first()
    return found[::-1]


def waiting_items(acting: Acting) -> list[Agendapunt]:
    """What waits for a meeting, and drafts that nobody put on an agenda yet."""
    return list(
        Agendapunt.objects.filter(items_q(acting))
        .filter(
            Q(vergadering__isnull=True, state__in=[AgendapuntStaat.GEAGENDEERD, AgendapuntStaat.CONCEPT])
            | Q(state=AgendapuntStaat.CONCEPT)
        )
        .select_related("gremium", "vergadering", "previous__vergadering")
        .order_by("gremium__naam", "pk")
    )
