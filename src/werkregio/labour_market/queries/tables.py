# SPDX-License-Identifier: EUPL-1.2
"""The tables that are loaded, each with its values in wide form.

A relation has a column `_row` (number of the row in the file as received, from 0), a column for each dimension
(text, the key without padding) and one for each topic (number or text; null when it is missing).

Beside them, only where the publisher says something:
- `_status_<topic>`: why a value is missing, or what must be known with it (text, null when nothing is said);
- `_row_<topic>`: in a table that came in long form each value has its own row in the file as received.
`Table.status_column(topic)` and `Table.row_column(topic)` give the right column. The id of an observation is the
first 12 characters of the hash of the version, a colon, and that row number: `Table.observation_id(row)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Q

from werkregio.foundation.errors import AmbiguousInputError, InputError

from ..models import Dataset, DatasetVersion
from ..rules.tables import ROW, ROW_OF, STATUS, Code, Description, Dimension, Group, Topic
from . import engine, store

__all__ = ["Code", "Dimension", "Group", "Table", "Topic", "UnknownTableError", "open_table", "tables"]

ID_LENGTH = 12


class UnknownTableError(InputError):
    """No such table, or no such version of it, is loaded."""


@dataclass(frozen=True, slots=True)
class Table:
    """One version of a table."""

    table_id: str
    hash: str
    number: int
    description: Description
    path: Path
    columns: frozenset[str]

    @property
    def title(self) -> str:
        return self.description.title

    @property
    def period_of_reference(self) -> str:
        """The time that the figures are of, where the table has no dimension for it: `2020`, `2010 t/m 2018`."""
        return self.description.period_of_reference

    @property
    def dimensions(self) -> Mapping[str, Dimension]:
        return self.description.dimensions

    @property
    def topics(self) -> Mapping[str, Topic]:
        return self.description.topics

    @property
    def has_observations(self) -> bool:
        """False when only the metadata could be had: the relation then has no rows."""
        return self.description.has_observations

    def relation(self) -> Any:
        """The values as an Ibis table. Read it with `.to_pyarrow()`: `.execute()` needs pandas, which is not there."""
        return engine.relation(self.path)

    def row_column(self, topic: str) -> str:
        """The column with the raw row number of a value of this topic."""
        own = f"{ROW_OF}{topic}"
        return own if own in self.columns else ROW

    def status_column(self, topic: str) -> str | None:
        """The column that says why a value of this topic is missing; None when nothing is ever said."""
        own = f"{STATUS}{topic}"
        return own if own in self.columns else None

    def observation_id(self, row: int) -> str:
        return f"{self.hash[:ID_LENGTH]}:{row}"


def visible(regio_id: int | None) -> Q:
    return Q(regio__isnull=True) | (Q(regio=regio_id) if regio_id else Q(pk__in=[]))


def open_table(table_id: str, version: str | None = None, *, regio_id: int | None = None) -> Table:
    """The version in force of a table, or the one whose hash begins with `version`.

    Open tables, and with `regio_id` also those that organisations of that region brought in. A table of the
    region goes before an open one with the same id.
    """
    found = DatasetVersion.objects.select_related("dataset").filter(
        dataset__in=Dataset.objects.filter(visible(regio_id), table_id=table_id), withdrawn_at__isnull=True
    )
    if version:
        found = found.filter(hash__startswith=version.lower())
    else:
        found = found.filter(dataset__current__pk__isnull=False, pk__in=_currents(table_id, regio_id))
    # Rows of a region before open ones, on both databases.
    rows = sorted(found, key=lambda row: (row.dataset.regio_id is None, -row.number))
    if not rows:
        what = f"Version {version} of table {table_id}" if version else f"Table {table_id}"
        raise UnknownTableError(f"{what} is not loaded. See `werkregio datasets`.")
    first = rows[0]
    if version and len({row.hash for row in rows if row.dataset_id == first.dataset_id}) > 1:
        raise AmbiguousInputError(
            f"Version {version} of table {table_id} can be {' or '.join(sorted(row.hash for row in rows))}."
        )
    return _table(first)


def _currents(table_id: str, regio_id: int | None) -> Any:
    return Dataset.objects.filter(visible(regio_id), table_id=table_id).values("current")


def _table(version: DatasetVersion) -> Table:
    table_id = version.dataset.table_id
    description = store.description_of(table_id, version.hash, version.description_hash)
    path = store.values_path(table_id, version.hash)
    return Table(table_id, version.hash, version.number, description, path, store.columns_of(str(path)))


def tables(*, regio_id: int | None = None) -> list[Table]:
    """Every table that is loaded, in alphabetical order: open ones and those of the region."""
    rows = DatasetVersion.objects.select_related("dataset").filter(
        pk__in=Dataset.objects.filter(visible(regio_id)).values("current")
    )
    return [_table(row) for row in rows.order_by("dataset__table_id", "dataset__regio_id")]


def version_of(observation_id: str) -> tuple[list[DatasetVersion], int]:
    """The versions that an observation id can be of, and its row number."""
    start, _, row = observation_id.partition(":")
    if len(start) < ID_LENGTH or not row.isdecimal() or set(start.lower()) - set("0123456789abcdef"):
        raise InputError(
            f"{observation_id!r} is no id of an observation: 12 characters of the hash, a colon, a row number."
        )
    found = DatasetVersion.objects.select_related("dataset", "first_run").filter(
        hash__startswith=start.lower()
    )
    return list(found), int(row)
