# SPDX-License-Identifier: EUPL-1.2
"""Catalogue of the store: tables, their immutable versions, the imports that made them and the files as received.

The values stand in Parquet files; here stands which file is in force and where it came from.
"""

from django.db import models
from django.db.models import Q

from ..terms import RunKind, RunState


class Dataset(models.Model):
    """A table by its id. Open tables belong to no region; what an organisation brings in belongs to its region."""

    table_id = models.CharField(max_length=80)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=10, choices=RunKind.choices)
    regio = models.ForeignKey(
        "regio.Arbeidsmarktregio", null=True, blank=True, on_delete=models.PROTECT, related_name="datasets"
    )
    partij = models.ForeignKey(
        "regio.Partij", null=True, blank=True, on_delete=models.PROTECT, related_name="datasets"
    )
    # Code of the entry in the catalogue of sources, where there is one.
    source_code = models.CharField(max_length=80, blank=True)
    current = models.ForeignKey(
        "labour_market.DatasetVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["table_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["table_id"], condition=Q(regio__isnull=True), name="one_open_dataset_a_table"
            ),
            models.UniqueConstraint(
                fields=["regio", "table_id"],
                condition=Q(regio__isnull=False),
                name="one_dataset_a_table_in_a_regio",
            ),
            models.CheckConstraint(
                name="dataset_of_partij_has_regio", condition=Q(partij__isnull=True) | Q(regio__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table_id} {self.title}"


class ImportRun(models.Model):
    """One import: who, when, from where, what was read, kept and refused."""

    kind = models.CharField(max_length=10, choices=RunKind.choices)
    table_id = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.WAITING)
    origin = models.CharField(max_length=500, help_text="Address, or name of the folder or file")
    options = models.JSONField(default=dict, blank=True)
    regio = models.ForeignKey(
        "regio.Arbeidsmarktregio", null=True, blank=True, on_delete=models.PROTECT, related_name="imports"
    )
    partij = models.ForeignKey(
        "regio.Partij", null=True, blank=True, on_delete=models.PROTECT, related_name="imports"
    )
    by = models.CharField(max_length=40, help_text="user:17, or system")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    rows_read = models.PositiveIntegerField(default=0)
    rows_kept = models.PositiveIntegerField(default=0)
    rows_refused = models.PositiveIntegerField(default=0)
    # Number by reason code, and the first refused rows each with row number, reason and what stood there.
    reasons = models.JSONField(default=dict, blank=True)
    refusals = models.JSONField(default=list, blank=True)
    progress = models.PositiveIntegerField(default=0)
    progress_of = models.PositiveIntegerField(null=True, blank=True)
    cancel_asked = models.BooleanField(default=False)
    problem = models.CharField(max_length=300, blank=True)
    version = models.ForeignKey(
        "labour_market.DatasetVersion", null=True, blank=True, on_delete=models.PROTECT, related_name="runs"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.table_id} {self.asked_at:%Y-%m-%d %H:%M}"


class DatasetVersion(models.Model):
    """One immutable state of a table: a Parquet file whose name is the hash of its content."""

    dataset = models.ForeignKey(Dataset, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    hash = models.CharField(max_length=64, db_index=True, help_text="SHA-256 of the Parquet file")
    description_hash = models.CharField(max_length=64, help_text="SHA-256 of the description beside it")
    first_run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="made_versions")
    made_at = models.DateTimeField()
    modified = models.CharField(max_length=40, blank=True, help_text="As the publisher wrote it")
    period_of_reference = models.CharField(max_length=80, blank=True)
    rows = models.PositiveIntegerField()
    columns = models.PositiveIntegerField()
    size = models.PositiveBigIntegerField()
    has_observations = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["dataset", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["dataset", "number"], name="one_version_a_number"),
            models.UniqueConstraint(fields=["dataset", "hash"], name="one_version_a_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset.table_id} v{self.number}"


class RawFile(models.Model):
    """A file as it was received, kept under its checksum. `role` is the entity set that it holds."""

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="raw_files")
    sequence = models.PositiveIntegerField()
    role = models.CharField(max_length=80)
    name = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    # Rows of the values that this file holds: their number, and that of the first one in the whole table.
    rows = models.PositiveIntegerField(null=True, blank=True)
    first_row = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["run", "sequence"]
        constraints = [models.UniqueConstraint(fields=["run", "sequence"], name="one_raw_file_a_place")]

    def __str__(self) -> str:
        return self.name
