# SPDX-License-Identifier: EUPL-1.2
"""A table in memory with the face of a loaded one, for tests that need no store."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import ibis
import pyarrow as pa

from werkregio.labour_market.rules.tables import AREA, OTHER, TIME, WHOLE, Code, Description, Dimension, Topic


@dataclass
class StandIn:
    """`rows`: a dict for each raw row. `topics`: key -> (title, unit, decimals)."""

    table_id: str
    title: str
    rows: list[dict[str, Any]]
    topics_given: dict[str, tuple[str, str, int]]
    area: str | None = "RegioS"
    time: str | None = None
    others: dict[str, dict[str, str]] = field(default_factory=dict)
    period_of_reference: str = ""
    has_observations: bool = True
    statuses: dict[str, str] = field(default_factory=dict)
    area_titles: dict[str, str] = field(default_factory=dict)
    status: str = ""

    @property
    def hash(self) -> str:
        return (self.table_id.lower().encode().hex() + "0" * 64)[:64]

    @property
    def topics(self) -> dict[str, Topic]:
        return {
            key: Topic(key, title, unit, decimals, WHOLE if decimals == 0 else "number")
            for key, (title, unit, decimals) in self.topics_given.items()
        }

    @cached_property
    def dimensions(self) -> dict[str, Dimension]:
        found = {}
        if self.area:
            codes = {row[self.area]: Code(self.area_titles.get(row[self.area], "")) for row in self.rows}
            found[self.area] = Dimension(self.area, "Regio's", AREA, codes=codes)
        if self.time:
            codes = {
                row[self.time]: Code("", status=self.statuses.get(row[self.time], "")) for row in self.rows
            }
            found[self.time] = Dimension(self.time, "Perioden", TIME, codes=codes)
        for name, titles in self.others.items():
            found[name] = Dimension(
                name, name, OTHER, codes={key: Code(title) for key, title in titles.items()}
            )
        return found

    @property
    def description(self) -> Description:
        return Description(self.table_id, self.title, "csv", status=self.status)

    @cached_property
    def _relation(self) -> Any:
        columns: dict[str, Any] = {"_row": list(range(len(self.rows)))}
        for name in self.dimensions:
            columns[name] = pa.array([row[name] for row in self.rows], pa.string())
        for key, (_title, _unit, decimals) in self.topics_given.items():
            kind = pa.int64() if decimals == 0 else pa.float64()
            columns[key] = pa.array([row.get(key) for row in self.rows], kind)
        return ibis.memtable(pa.table(columns))

    def relation(self) -> Any:
        return self._relation

    def row_column(self, topic: str) -> str:
        return "_row"

    def status_column(self, topic: str) -> str | None:
        return None

    def observation_id(self, row: int) -> str:
        return f"{self.hash[:12]}:{row}"
