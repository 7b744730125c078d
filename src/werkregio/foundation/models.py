# SPDX-License-Identifier: EUPL-1.2
"""Tables of the audit line, the outbox and the worker: ids, codes and times, never names or free text (A6)."""

from typing import Any

from django.db import models

from .chain import GENESIS, AppendOnly
from .terms import JobState, OutboxState


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


class OutboxItem(models.Model):
    """One message that must leave the house: an e-mail, a text message, a letter, a webhook.

    It holds ids and codes only. The words and the address are composed at the moment of sending, so
    that a message for somebody whose data was erased or withdrawn meanwhile is never sent.
    """

    # The same fact never makes two messages: "afspraak.uitnodiging:boeking:12:3".
    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=64, help_text="Registered code: afspraak.uitnodiging")
    region = models.CharField(max_length=64)
    thing = models.CharField(max_length=80, help_text="boeking:12")
    subject = models.CharField(max_length=64, blank=True, help_text="Random key of the case that it concerns")
    about = models.JSONField(default=dict, help_text="Ids and codes only")
    channel = models.CharField(
        max_length=16, blank=True, help_text="email, sms, letter, webhook; known when composed"
    )
    state = models.CharField(max_length=12, choices=OutboxState.choices, default=OutboxState.WAITING)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # Until when a worker may be busy with it; after that the worker is taken for dead.
    held_until = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=64, blank=True, help_text="Code of the last failure or the reason")
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["region", "state", "created_at"]),
            models.Index(fields=["subject"]),
            models.Index(fields=["thing"]),
        ]

    def __str__(self) -> str:
        return self.key


class OutboxAttempt(models.Model):
    """One try to hand a message over, and what came of it."""

    item = models.ForeignKey(OutboxItem, on_delete=models.CASCADE, related_name="tries")
    at = models.DateTimeField()
    outcome = models.CharField(max_length=12, choices=OutboxState.choices)
    problem = models.CharField(max_length=64, blank=True)
    by = models.CharField(
        max_length=64, default="system", help_text="system, or user:17 who settled it by hand"
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.outcome}"


class JobRun(models.Model):
    """One run of a job that comes back: its slot is the moment for which it runs, once."""

    code = models.CharField(max_length=64)
    slot = models.DateTimeField()
    state = models.CharField(max_length=8, choices=JobState.choices, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    held_until = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict, help_text="Counts and codes only")
    problem = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-slot", "code"]
        constraints = [models.UniqueConstraint(fields=["code", "slot"], name="one_run_a_slot")]

    def __str__(self) -> str:
        return f"{self.code} {self.slot:%Y-%m-%d %H:%M}"


class WorkerSign(models.Model):
    """A worker says that it is alive."""

    name = models.CharField(max_length=64, unique=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class ContentMark(models.Model):
    """One row: the mark of all public content. Written by triggers only; read by `foundation.content`."""

    mark = models.CharField(max_length=36)

    def __str__(self) -> str:
        return self.mark


class Schakel(models.Model):
    """A link from a thing to what it came from or led to (ruling A4): kind and id as text, no key to a floor above.

    Written by the upper floor in its own transaction; read by both. Labels are those of the moment.
    """

    region = models.CharField(max_length=64)
    from_kind = models.CharField(max_length=40)
    from_id = models.CharField(max_length=64)
    relation = models.CharField(max_length=40, help_text="Code of foundation.links.RELATIONS")
    to_kind = models.CharField(max_length=40)
    to_id = models.CharField(max_length=64)
    label_from = models.CharField(max_length=200, blank=True)
    label_to = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_kind", "from_id", "relation", "to_kind", "to_id"], name="one_schakel_a_relation"
            )
        ]
        indexes = [models.Index(fields=["to_kind", "to_id"])]
