# SPDX-License-Identifier: EUPL-1.2
"""The list of the quality reviewer: every entry by score, with its owner, age and what was asked."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Max, Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Arbeidsmarktregio, Partij

from ..models import Instrument, Verbeterverzoek
from ..rules.facts import FactError, parse_as_of
from ..rules.quality import WEIGHTS
from ..terms import InstrumentStatus
from .directory_facts import facts_shown
from .quality import LABELS, SCORE_PARTS, ScoreShown, score_of
from .upkeep import keeper_of, name_of

PER_PAGE = 25
NOBODY = "niemand"
AGES: Mapping[str, Any] = {
    "nooit": _("Never checked"),
    "jaar": _("Checked more than a year ago"),
    "halfjaar": _("Checked more than half a year ago"),
    "oud": _("Facts of more than two years ago"),
}
SORTS: Mapping[str, Any] = {
    "score": _("Lowest score first"),
    "ouderdom": _("Longest not checked first"),
    "vervalt": _("Asked to mend, first day first"),
    "naam": _("By name"),
}
_DAYS = {"jaar": 365, "halfjaar": 183}
_OLD_FACTS = 2 * 365


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reviewer looks for; empty means everything."""

    query: str = ""
    owner: str = ""
    reason: str = ""
    age: str = ""
    sort: str = "score"
    asked: bool = False


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One entry in the list."""

    pk: int
    name: str
    code: str
    slug: str
    status: str
    owner_id: int | None
    owner: str
    quality: ScoreShown
    checked_on: date | None
    as_of: str
    requests: list[Verbeterverzoek]

    @property
    def due_on(self) -> date | None:
        return min((row.due_on for row in self.requests), default=None)


def review_rows(regio: Arbeidsmarktregio, wanted: Wanted, language: str, on: date) -> list[ReviewRow]:
    """Every entry that fits, sorted. The score is computed, so all entries are read: a fixed number of queries."""
    names = dict(Partij.objects.filter(regio=regio).values_list("pk", "naam"))
    rows = [_row(entry, names, language, on) for entry in _entries(regio)]
    return chosen(rows, wanted, on)


def chosen(rows: Iterable[ReviewRow], wanted: Wanted, on: date) -> list[ReviewRow]:
    """The rows that fit, sorted."""
    return sorted((row for row in rows if _fits(row, wanted, on)), key=lambda row: _order(row, wanted.sort))


def owners_of(rows: Iterable[ReviewRow]) -> list[tuple[str, str]]:
    """The organisations that keep an entry, for the filter."""
    found = {(str(row.owner_id), row.owner) for row in rows if row.owner_id}
    return sorted(found, key=lambda pair: pair[1].casefold())


def entry_for_review(regio: Arbeidsmarktregio, pk: int) -> Any | None:
    return _entries(regio).filter(pk=pk).select_related("owner", "regio").first()


def review_row(entry: Any, language: str, on: date) -> ReviewRow:
    """One entry, as in the list."""
    names = dict(Partij.objects.filter(regio_id=entry.regio_id).values_list("pk", "naam"))
    return _row(entry, names, language, on)


def figures_of(entry: Any, language: str, on: date) -> list[tuple[int, Any]]:
    """The figures of an entry with their place, to tick what was read."""
    return list(enumerate(facts_shown(entry.feiten.all(), language, on)))


def reasons() -> list[tuple[str, Any]]:
    """What can be wrong, for the filter, in order of weight."""
    return [(code, LABELS[code][1]) for code in WEIGHTS]


def csv_rows(rows: Iterable[ReviewRow]) -> Iterator[list[str]]:
    """The list as a file; a cell never starts a formula."""
    yield ["code", "address", "name", "status", "score", "missing", "owner", "checked_on", "as_of", "due_on"]
    for row in rows:
        cells = [
            row.code,
            row.slug,
            row.name,
            row.status,
            str(row.quality.score),
            " ".join(point.code for point in row.quality.missing),
            row.owner,
            row.checked_on.isoformat() if row.checked_on else "",
            row.as_of,
            row.due_on.isoformat() if row.due_on else "",
        ]
        yield [f"'{cell}" if cell and cell[0] in "=+-@\t\r" else cell for cell in cells]


def _entries(regio: Arbeidsmarktregio) -> QuerySet[Instrument]:
    asked = Verbeterverzoek.objects.filter(closed_at=None).select_related("partij").order_by("due_on", "pk")
    return (
        Instrument.objects.filter(regio=regio)
        .annotate(checked_at=Max("controles__at"))
        .prefetch_related(
            *SCORE_PARTS, Prefetch("verbeterverzoeken", queryset=asked, to_attr="open_requests")
        )
        .order_by("pk")
    )


def _row(entry: Any, names: Mapping[int, str], language: str, on: date) -> ReviewRow:
    keeper = keeper_of(entry)
    checked: datetime | None = entry.checked_at
    return ReviewRow(
        pk=entry.pk,
        name=name_of(entry, language),
        code=entry.code,
        slug=entry.slug,
        status=InstrumentStatus(entry.status).label,  # type: ignore[arg-type]
        owner_id=keeper,
        owner=names.get(keeper, "") if keeper else "",
        quality=score_of(entry, on),
        checked_on=checked.astimezone(AMSTERDAM).date() if checked else None,
        as_of=entry.as_of,
        requests=entry.open_requests,
    )


def _fits(row: ReviewRow, wanted: Wanted, on: date) -> bool:
    query = wanted.query.strip().casefold()
    if query and query not in f"{row.name} {row.code}".casefold():
        return False
    if wanted.owner and wanted.owner != (str(row.owner_id) if row.owner_id else NOBODY):
        return False
    if wanted.reason and wanted.reason not in {point.code for point in row.quality.missing}:
        return False
    if wanted.asked and not row.requests:
        return False
    return _is_of_age(row, wanted.age, on)


def _is_of_age(row: ReviewRow, age: str, on: date) -> bool:
    if age == "nooit":
        return row.checked_on is None
    if age in _DAYS:
        return row.checked_on is None or (on - row.checked_on).days > _DAYS[age]
    if age == "oud":
        try:
            day = parse_as_of(row.as_of)
        except FactError:
            return True
        return day is not None and (on - day).days > _OLD_FACTS
    return True


def _order(row: ReviewRow, sort: str) -> tuple[Any, ...]:
    name = row.name.casefold()
    if sort == "ouderdom":
        return (row.checked_on or date.min, row.quality.score, name)
    if sort == "vervalt":
        return (row.due_on or date.max, row.quality.score, name)
    if sort == "naam":
        return (name, row.pk)
    return (row.quality.score, name)
