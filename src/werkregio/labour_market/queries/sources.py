# SPDX-License-Identifier: EUPL-1.2
"""The catalogue and library of a region, with who looks after what and how fresh it is."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from werkregio.accounts.models import User
from werkregio.regio.models import Lidmaatschap, Partij, valid_on

from ..models import Dataset, Source
from ..rules.freshness import expected_on, freshness

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """A source as the list shows it."""

    source: Source
    last: date | None
    expected: date | None
    freshness: str
    dataset: Dataset | None


def rows_of(regio_id: int, *, text: str, tag: str, fresh: str, use: str, on: date) -> list[Row]:
    """The sources that fit; three queries, whatever their number."""
    found = Source.objects.filter(regio=regio_id).select_related("owner", "deputy", "partij")
    for word in text.split()[:6]:
        found = found.filter(
            Q(title__icontains=word) | Q(publisher__icontains=word) | Q(subject__icontains=word)
        )
    if use:
        found = found.filter(in_use=use == "ja")
    by_table, by_code = _datasets(regio_id)
    rows = [_row(source, by_table, by_code, on) for source in found if not tag or tag in source.tags]
    return [row for row in rows if not fresh or row.freshness == fresh]


def _datasets(regio_id: int) -> tuple[dict[str, Dataset], dict[str, Dataset]]:
    datasets = list(
        Dataset.objects.filter(Q(regio__isnull=True) | Q(regio=regio_id)).select_related("current")
    )
    return (
        {dataset.table_id.lower(): dataset for dataset in datasets},
        {dataset.source_code: dataset for dataset in datasets if dataset.source_code},
    )


def _row(source: Source, by_table: dict[str, Dataset], by_code: dict[str, Dataset], on: date) -> Row:
    dataset = by_code.get(source.code) or by_table.get(source.table_id.lower() or "-")
    last = source.last_edition
    if dataset is not None and dataset.current is not None:
        loaded = dataset.current.made_at.date()
        last = max(last, loaded) if last else loaded
    return Row(source, last, expected_on(source.rhythm, last), freshness(source.rhythm, last, on=on), dataset)


def row_of(regio_id: int, pk: int, *, on: date) -> Row | None:
    source = Source.objects.filter(regio=regio_id, pk=pk).select_related("owner", "deputy", "partij").first()
    return _row(source, *_datasets(regio_id), on) if source else None


def tags_of(regio_id: int) -> list[tuple[str, int]]:
    """Every tag of the region with how many sources carry it."""
    counts = Counter(
        tag for tags in Source.objects.filter(regio=regio_id).values_list("tags", flat=True) for tag in tags
    )
    return sorted(counts.items())


def people_of(regio_id: int, *, on: date) -> list[User]:
    """Who can look after a source: whoever works in the region with figures."""
    members = Lidmaatschap.objects.filter(
        valid_on(on),
        partij__regio=regio_id,
        role__in=["analist", "data-editor", "uwv-adviseur", "sbb-adviseur", "regiobeheerder"],
    )
    return list(User.objects.filter(pk__in=members.values("user")).order_by("name"))


def partijen_of(regio_id: int) -> list[Partij]:
    return list(Partij.objects.filter(regio=regio_id).order_by("naam"))
