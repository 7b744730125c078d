# SPDX-License-Identifier: EUPL-1.2
"""From figures of parts to figures of areas: one Ibis expression, the same on every engine.

Two tables come in. `parts`: columns `deel`, `periode` and one for each input. `membership`: columns `gebied`,
`periode`, `deel`, one row for each part of an area. Numerators and denominators are added over the parts and divided
afterwards; an area of which a part is missing gets no value.
"""

from typing import Any

from .classes import Limits, class_column
from .measures import Route


class Columns:
    """The columns of a table, as the inputs of a formula."""

    def __init__(self, table: Any) -> None:
        self.table = table

    def __getitem__(self, name: str) -> Any:
        return self.table[name]


def by_area(route: Route, parts: Any, membership: Any, limits: Limits | None = None) -> Any:
    """An Ibis table: gebied, periode, verwacht, gevonden, teller, noemer, waarde and, with limits, klasse.

    `waarde` is a float for engines and pages that need no more; teller and noemer are exact.
    """
    inputs = Columns(parts)
    numerator = route.numerator(inputs)
    columns = {"deel": parts["deel"], "periode": parts["periode"], "t": numerator}
    if route.denominator is not None:
        columns["n"] = route.denominator(inputs)
    figures = parts.select(**columns)
    joined = membership.left_join(figures, ["deel", "periode"])
    complete = joined["t"].notnull()
    if route.denominator is not None:
        complete = complete & joined["n"].notnull()
    sums = {
        "verwacht": joined.count(),
        "gevonden": complete.sum(),
        "t": joined["t"].sum(),
    }
    if route.denominator is not None:
        sums["n"] = joined["n"].sum()
    grouped = joined.group_by(["gebied", "periode"]).agg(**sums)
    whole = grouped["verwacht"] == grouped["gevonden"]
    teller = whole.ifelse(grouped["t"], None)
    outcome = {
        "gebied": grouped["gebied"],
        "periode": grouped["periode"],
        "verwacht": grouped["verwacht"],
        "gevonden": grouped["gevonden"],
        "teller": teller,
    }
    if route.denominator is None:
        outcome["waarde"] = teller.cast("float64") * route.factor
        return grouped.select(**outcome)
    noemer = whole.ifelse(grouped["n"], None)
    outcome["noemer"] = noemer
    outcome["waarde"] = teller.cast("float64") * route.factor / noemer.cast("float64").nullif(0)
    if limits is not None:
        outcome["klasse"] = class_column(limits, teller, noemer, route.factor)
    return grouped.select(**outcome)
