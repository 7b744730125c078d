# SPDX-License-Identifier: EUPL-1.2
"""Tables of the audit line. They hold ids, codes and times, never names or free text (ruling A6)."""

from typing import Any

from django.db import models

from .chain import GENESIS, AppendOnly


class AuditHead(models.Model):
    """The last line of a chain. There is one chain for each region and month (ruling B13)."""

    region = models.CharField(max_length=64)
    month = models.CharField(max_length=7, help_text="Year and month: 2026-11")
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "month"], name="one_audit_head_a_month")]

    def __str__(self) -> str:
        return f"{self.region} {self.month} #{self.sequence}"


class AuditLine(AppendOnly):
    """One act, or one read of a resident's file.

    The fields map to the standard Logboek Dataverwerkingen: `trace_id`, `operation_id`, `status_code`,
    `name` (action), `start_time`, `end_time` (at), `dpl.core.processing_activity_id` (activity) and
    `dpl.core.data_subject_id` (subject, a random key that retention makes meaningless).
    """

    region = models.CharField(max_length=64)
    month = models.CharField(max_length=7)
    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, help_text="user:17, person:own-page, partner-link, system")
    organisation = models.CharField(max_length=64, blank=True, help_text="partij:4")
    action = models.CharField(max_length=64)
    object = models.CharField(max_length=80, help_text="zaak:12")
    subject = models.CharField(max_length=64, blank=True, help_text="Random key of the case that it concerns")
    reason = models.CharField(max_length=64, blank=True, help_text="Code of purpose or legal basis")
    detail = models.JSONField(default=dict, help_text="Codes only: field names, states, counts")
    activity = models.CharField(max_length=120, blank=True, help_text="Entry in the register of processing")
    trace_id = models.CharField(max_length=32)
    operation_id = models.CharField(max_length=16)
    status_code = models.PositiveSmallIntegerField(default=1)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "month", "sequence"], name="one_audit_line_a_number")
        ]
        indexes = [
            models.Index(fields=["region", "at"]),
            models.Index(fields=["subject", "at"]),
            models.Index(fields=["object", "at"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object}"

    def hashed_fields(self) -> dict[str, Any]:
        """What the hash covers: everything that the line says."""
        names = (
            "region",
            "month",
            "sequence",
            "actor",
            "organisation",
            "action",
            "object",
            "subject",
            "reason",
            "detail",
            "activity",
            "trace_id",
            "operation_id",
            "status_code",
        )
        return {name: getattr(self, name) for name in names} | {"at": self.at.timestamp()}
