# SPDX-License-Identifier: EUPL-1.2
"""Answers of measures as plain data: JSON objects and rows of a table, with exactly the same keys."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from ..rules import catalogue
from ..rules.measures import MEASURES
from ..rules.outcomes import Outcome, Source, plain
from .reason_texts import sentences

KEYS = (
    "maat",
    "gebied",
    "periode",
    "waarde",
    "teller",
    "noemer",
    "eenheid",
    "klasse",
    "bron",
    "peildatum",
    "status",
    "reden",
)


def as_json(outcome: Outcome) -> dict[str, Any]:
    """An answer with the keys of the command `meet`; numbers are text with a decimal point."""
    reference = outcome.reference.isoformat() if outcome.reference else None
    return {
        "maat": outcome.measure,
        "gebied": outcome.area.code,
        "periode": str(outcome.period) if outcome.period else None,
        "waarde": plain(outcome.value),
        "teller": plain(outcome.numerator),
        "noemer": plain(outcome.denominator),
        "eenheid": outcome.unit,
        "klasse": outcome.class_name,
        "bron": [_source(source) for source in outcome.sources],
        "peildatum": reference or (str(outcome.period) if outcome.has_value and outcome.period else None),
        "status": outcome.status,
        "reden": sentences(outcome.reasons),
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "dataset": source.dataset,
        "versie": source.version,
        "waarneming": source.observation,
        "gebied": source.area,
        "kolom": "+".join(source.columns),
        "waarde": f"{source.value:f}" if source.value is not None else None,
        "invoer": source.concept or None,
    }


def flat(outcome: Outcome) -> dict[str, str | None]:
    """The same for a row of a table: the sources are ids of observations with a space between."""
    row = as_json(outcome)
    row["bron"] = " ".join(dict.fromkeys(source.observation for source in outcome.sources)) or None
    return row


def as_csv(outcomes: Iterable[Outcome]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, KEYS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(map(flat, outcomes))
    return text.getvalue()


def as_parquet(outcomes: Sequence[Outcome], target: Any) -> None:
    """Text as in the JSON, so that nothing is rounded, and the value once more as a float to reckon with."""
    rows = [flat(outcome) for outcome in outcomes]
    columns: dict[str, Any] = {key: pa.array([row[key] for row in rows], pa.string()) for key in KEYS}
    columns["waarde_getal"] = pa.array(
        [None if one.value is None else float(one.value) for one in outcomes], pa.float64()
    )
    parquet.write_table(pa.table(columns), target, compression="zstd")


def measures_as_json(language: str = "nl") -> list[dict[str, Any]]:
    """Every measure with its words, its inputs by route and what may be chosen."""
    concepts = catalogue.concepts()
    answer = []
    for code, measure in MEASURES.items():
        words = catalogue.words()[code]
        routes = []
        for route in measure.routes({choice.name: choice.default for choice in measure.choices}):
            routes.append(
                {
                    "invoer": [
                        {
                            "code": need.concept,
                            "naam": concepts[need.concept].en
                            if language == "en"
                            else concepts[need.concept].nl,
                            "eenheid": concepts[need.concept].unit,
                            "van": need.scope,
                            "waar": dict(need.where),
                        }
                        for need in route.needs
                    ],
                    "editie": route.edition or None,
                    "alleen_eigen_cijfer": route.single,
                }
            )
        limits = catalogue.limits(measure.classes) if measure.classes else None
        answer.append(
            {
                "code": code,
                "naam": words.name[language],
                "definitie": words.definition[language],
                "eenheid": words.unit,
                "bron_formule": words.source,
                "let_op": words.caution.get(language),
                "wegen": routes,
                "keuzes": [
                    {
                        "naam": choice.name,
                        "standaard": choice.default,
                        "waarden": choice.values and list(choice.values),
                    }
                    for choice in measure.choices
                ],
                "klassen": limits
                and {
                    "namen": list(limits.names),
                    "grenzen": [str(limit) for limit in limits.limits],
                    "op_grens": limits.on_limit,
                },
            }
        )
    return answer
