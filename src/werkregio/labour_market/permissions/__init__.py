# SPDX-License-Identifier: EUPL-1.2
"""Roles of the fact base as data, and who may bring in what."""

from django.utils.translation import gettext_noop as _

from werkregio.regio.permissions import Acting
from werkregio.regio.rules import Role

from ..models import Dataset, ImportRun, Source

ROLES = [
    Role(
        "analist",
        _("Labour-market analyst"),
        frozenset(
            {
                "dataset.read",
                "dataset.import",
                "dataset.import_all",
                "dataset.fetch",
                "bron.read",
                "bron.change",
            }
        ),
        requires_mfa=True,
        kinds=frozenset({"werkcentrum", "gemeente", "uwv", "sbb"}),
        region_wide=True,
    ),
    Role(
        "data-editor",
        # Brings in the figures of the own organisation, such as a municipality's own counts.
        _("Data editor of an organisation"),
        frozenset({"dataset.read", "dataset.import", "bron.read"}),
        requires_mfa=True,
    ),
    Role(
        "uwv-adviseur",
        _("Regional labour-market adviser of UWV"),
        frozenset({"dataset.read", "dataset.import", "bron.read", "bron.change"}),
        requires_mfa=True,
        kinds=frozenset({"uwv"}),
        region_wide=True,
    ),
    Role(
        "sbb-adviseur",
        _("Regional adviser of SBB"),
        frozenset({"dataset.read", "dataset.import", "bron.read", "bron.change"}),
        requires_mfa=True,
        kinds=frozenset({"sbb"}),
        region_wide=True,
    ),
]


def may_import(acting: Acting, *, dataset: Dataset | None, source: Source | None) -> bool:
    """Whoever may import; but a dataset or source of an organisation is filled by that organisation."""
    if not acting.has("dataset.import"):
        return False
    owners = {owner for owner in (dataset and dataset.partij_id, source and source.partij_id) if owner}
    return acting.has("dataset.import_all") or owners <= {acting.partij.pk}


def may_see_run(acting: Acting, run: ImportRun) -> bool:
    """Imports of open tables are for everybody with the right; the others for the region."""
    return acting.has("dataset.read") and run.regio_id in (None, acting.regio_id)


def may_undo(acting: Acting, run: ImportRun) -> bool:
    """Only of the own region, and of the own organisation unless one may import for all."""
    return (
        acting.has("dataset.import")
        and run.regio_id == acting.regio_id
        and (acting.has("dataset.import_all") or run.partij_id == acting.partij.pk)
    )


def may_stop(acting: Acting, run: ImportRun) -> bool:
    """An import that waits or runs, asked for by this person, or by whoever may fetch."""
    return may_see_run(acting, run) and (acting.has("dataset.fetch") or run.by == f"user:{acting.user.pk}")
