# SPDX-License-Identifier: EUPL-1.2
"""The terms that hold when a region did not decide otherwise, with their bounds, from `data/retention.yaml`."""

from functools import lru_cache
from pathlib import Path

import yaml

from werkregio.werkcentrum.rules.retention import Bounds, Rule
from werkregio.werkcentrum.terms import Bewaarmethode, Bewaarstaat

PATH = Path(__file__).resolve().parent.parent / "data" / "retention.yaml"


@lru_cache(maxsize=1)
def _read() -> tuple[tuple[Rule, Bounds], ...]:
    content = yaml.safe_load(PATH.read_text(encoding="utf-8"))
    return tuple(
        (
            Rule(
                model=row["model"],
                state=Bewaarstaat(row["state"]),
                days=row["days"],
                notice_days=row["notice_days"],
                grace_days=row["grace_days"],
                method=Bewaarmethode(row["method"]),
                reasons={"nl": row["reason_nl"], "en": row["reason_en"]},
            ),
            Bounds(row["least"], row["most"], {"nl": row["why_nl"], "en": row["why_en"]}),
        )
        for row in content["rules"]
    )


def defaults() -> list[Rule]:
    """Every rule there is, in the order of the file: a region has the same ones, perhaps with other terms."""
    return [rule for rule, _bounds in _read()]


def bounds_of(model: str, state: str) -> Bounds | None:
    """Between which days a term may lie; None for a rule that does not exist."""
    return next((bounds for rule, bounds in _read() if (rule.model, rule.state) == (model, state)), None)
