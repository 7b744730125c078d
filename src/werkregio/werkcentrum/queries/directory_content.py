# SPDX-License-Identifier: EUPL-1.2
"""The whole content of an entry, as its versions keep it."""

from datetime import date
from typing import Any

from ..models import Instrument
from ..rules.entry import TEXT_FIELDS, Content

FACT_FIELDS = ("key", "label_nl", "label_en", "value", "unit", "valid_from", "valid_to", "as_of", "source")
CONDITION_FIELDS = ("text_nl", "text_en", "kind", "who_decides", "expression")
# What one entry needs to be read as content in a fixed number of queries.
PARTS = ("teksten", "behoeften", "feiten", "voorwaarden", "gemeenten", "successors")


def content_of(instrument: Instrument) -> Content:
    """Everything an editor can change, in a fixed order; dates as text, an unknown date empty."""
    return {
        "slug": instrument.slug,
        "use": instrument.use,
        "status": instrument.status,
        "ended_on": _iso(instrument.ended_on),
        "successors": sorted(row.code for row in instrument.successors.all()),
        "audience": list(instrument.audience),
        "needs": [row.need for row in instrument.behoeften.all()],
        "municipalities": sorted(row.gm_code for row in instrument.gemeenten.all()),
        "provider_name": instrument.provider_name,
        "costs_kind": instrument.costs_kind,
        "law": instrument.law,
        "source": instrument.source,
        "as_of": instrument.as_of,
        "verified": instrument.verified,
        "same_as": instrument.same_as,
        "texts": {
            text.language: {field: getattr(text, field) for field in TEXT_FIELDS}
            for text in sorted(instrument.teksten.all(), key=lambda row: row.language != "nl")
        },
        "facts": [_fact(row) for row in instrument.feiten.all()],
        "conditions": [
            {field: getattr(row, field) for field in CONDITION_FIELDS} for row in instrument.voorwaarden.all()
        ],
    }


def empty_content() -> Content:
    """The content of an entry that nobody wrote yet."""
    return {
        "slug": "",
        "use": "public",
        "status": "concept",
        "ended_on": "",
        "successors": [],
        "audience": [],
        "needs": [],
        "municipalities": [],
        "provider_name": "",
        "costs_kind": "unknown",
        "law": "",
        "source": "",
        "as_of": "",
        "verified": False,
        "same_as": "",
        "texts": {language: dict.fromkeys(TEXT_FIELDS, "") for language in ("nl", "en")},
        "facts": [],
        "conditions": [],
    }


def _fact(row: Any) -> dict[str, Any]:
    found = {field: getattr(row, field) for field in FACT_FIELDS}
    for field in ("valid_from", "valid_to"):
        found[field] = _iso(found[field])
    return {**found, "read_on": _iso(row.read_on), "verified": row.verified}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
