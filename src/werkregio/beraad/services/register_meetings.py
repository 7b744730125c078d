# SPDX-License-Identifier: EUPL-1.2
"""The lines of presence in the register, made again from their rows: a changed row is found beside its line."""

from typing import Any

from ..models import Aanwezigheid
from .register_lines import moment, register_kind


def presence_payload(row: Aanwezigheid) -> dict[str, Any]:
    """Who took or left which seat, when, under which mandate."""
    geleding = row.zetel.geleding
    return {
        "vergadering": row.vergadering_id,
        "zetel": row.zetel_id,
        "geleding": geleding.code if geleding else None,
        "mandaat": row.mandaat_id,
        "soort": row.mandaat.soort,
        "beweging": str(row.beweging),
        "at": moment(row.at),
    }


def _again(reference: str) -> dict[str, Any] | None:
    row = (
        Aanwezigheid.objects.select_related("zetel__geleding", "mandaat")
        .filter(pk=int(reference.rsplit(":", 1)[1]))
        .first()
    )
    return None if row is None else presence_payload(row)


def _all_of(gremium_id: int) -> set[str]:
    rows = Aanwezigheid.objects.filter(vergadering__gremium_id=gremium_id)
    return {f"aanwezigheid:{pk}" for pk in rows.values_list("pk", flat=True)}


register_kind("aanwezigheid", _again, _all_of)
