# SPDX-License-Identifier: EUPL-1.2
"""The list of what is loaded, with version and freshness."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from werkregio.foundation.files import csv_files

from ..models import Dataset, ImportRun
from ..rules.tables import Description
from . import store
from .mappings import reason_in_words
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


def runs_of(regio_id: int) -> QuerySet[ImportRun]:
    """Imports of open tables and of the region, the newest first."""
    found = ImportRun.objects.filter(Q(regio__isnull=True) | Q(regio=regio_id))
    return found.select_related("partij", "version")


def dataset_of(regio_id: int, pk: int) -> Dataset | None:
    return datasets(regio_id=regio_id).filter(pk=pk).first()


def description(dataset: Dataset) -> Description | None:
    """What the version in force holds; None when none is."""
    version = dataset.current
    if version is None:
        return None
    return store.description_of(dataset.table_id, version.hash, version.description_hash)


def last_mapping(regio_id: int, partij_id: int) -> str:
    """The mapping of the last file that this organisation brought in, to go on with."""
    run = (
        ImportRun.objects.filter(regio=regio_id, partij=partij_id, kind="mapping")
        .order_by("-asked_at", "-pk")
        .first()
    )
    return str(run.options.get("mapping", "")) if run else ""


def refusals_csv(run: ImportRun) -> str:
    """The refused rows as a table to mend the file by."""
    lines = [
        [
            str(each["row"] + 1),
            each.get("column", ""),
            str(each.get("value") or " / ".join(map(str, (each.get("key") or {}).values()))),
            reason_in_words(each["reason"]),
            ", ".join(each.get("candidates", ())),
        ]
        for each in run.refusals
    ]
    head = [_("Row"), _("Column"), _("What stood there"), _("Why refused"), _("Could be")]
    return csv_files.write(head, lines, delimiter=";")
