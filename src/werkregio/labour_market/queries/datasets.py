# SPDX-License-Identifier: EUPL-1.2
"""The list of what is loaded, with version and freshness."""

from typing import Any

from django.db.models import QuerySet

from ..models import Dataset
from .tables import visible


def datasets(*, regio_id: int | None = None, everything: bool = False) -> QuerySet[Dataset]:
    """Open datasets and those of a region; `everything` is for commands of whoever runs the installation."""
    found = Dataset.objects.select_related("current", "current__first_run", "regio", "partij")
    return found if everything else found.filter(visible(regio_id))


def plain(dataset: Dataset) -> dict[str, Any]:
    """One dataset as plain values for JSON."""
    version = dataset.current
    return {
        "tabel": dataset.table_id,
        "titel": dataset.title,
        "uitgever": dataset.publisher,
        "soort": dataset.kind,
        "regio": dataset.regio.code if dataset.regio else None,
        "organisatie": dataset.partij.code if dataset.partij else None,
        "bron": dataset.source_code or None,
        "versie": version.number if version else None,
        "hash": version.hash if version else None,
        "rijen": version.rows if version else 0,
        "kolommen": version.columns if version else 0,
        "waarnemingen": bool(version and version.has_observations),
        "periode": version.period_of_reference if version else "",
        "gewijzigd": version.modified if version else "",
        "geladen": version.made_at.isoformat() if version else None,
    }
