# SPDX-License-Identifier: EUPL-1.2
"""The audit line: who did what, as which organisation, when and why, in the same transaction."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction

from .chain import GENESIS, line_hash
from .clock import AMSTERDAM
from .models import AuditHead, AuditLine
from .trace import current_trace


class HasKey(Protocol):
    """Anything with a primary key: the audit line knows no model of a floor above."""

    pk: Any


def reference(thing: HasKey | str) -> str:
    """How a thing is named in the log: its kind and its key, `zaak:12`."""
    if isinstance(thing, str):
        return thing
    # `__class__` and not `type`: the user of a request is a lazy object that stands for the real one.
    return f"{thing.__class__.__name__.lower()}:{thing.pk}"


def record(
    action: str,
    thing: HasKey | str,
    *,
    region: str,
    by: HasKey | str,
    at: datetime,
    organisation: HasKey | str = "",
    subject: str = "",
    reason: str = "",
    detail: Mapping[str, Any] | None = None,
    activity: str = "",
    status_code: int = 1,
) -> AuditLine:
    """Add one line. Call it last in a service: it locks the head of the chain until the commit.

    `detail` holds codes only, never a name, contact or free text. Raises when no transaction is
    open: the line and what it tells of stand or fall together.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("An audit line needs the transaction of its act.")
    at = at.astimezone(AMSTERDAM)
    head = _locked_head(region, f"{at:%Y-%m}")
    line = AuditLine(
        region=region,
        month=head.month,
        sequence=head.sequence + 1,
        at=at,
        actor=reference(by),
        organisation=reference(organisation),
        action=action,
        object=reference(thing),
        subject=subject,
        reason=reason,
        detail=dict(detail or {}),
        activity=activity,
        trace_id=current_trace.get() or secrets.token_hex(16),
        operation_id=secrets.token_hex(8),
        status_code=status_code,
        previous_hash=head.hash,
    )
    line.hash = line_hash(head.hash, line.hashed_fields())
    line.save(force_insert=True)
    AuditHead.objects.filter(pk=head.pk).update(sequence=line.sequence, hash=line.hash)
    return line


def _locked_head(region: str, month: str) -> AuditHead:
    # A line of the past stands in the newest month: an older chain is closed and never grows.
    head = (
        AuditHead.objects.select_for_update()
        .filter(region=region, month__gte=month)
        .order_by("-month")
        .first()
    )
    if head is None:
        # A new month goes on from the last hash of the month before, so that a whole month cannot vanish.
        before = AuditHead.objects.filter(region=region, month__lt=month).order_by("-month").first()
        AuditHead.objects.bulk_create(
            [AuditHead(region=region, month=month, hash=before.hash if before else GENESIS)],
            ignore_conflicts=True,
        )
        head = AuditHead.objects.select_for_update().get(region=region, month=month)
    return head


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong with a chain, in words."""

    region: str
    month: str
    sequence: int
    problem: str


def verify(region: str | None = None) -> list[Finding]:
    """Walk every chain and tell what was altered, removed, inserted, swapped or cut off."""
    heads = AuditHead.objects.order_by("region", "month")
    if region:
        heads = heads.filter(region=region)
    findings: list[Finding] = []
    months = set()
    previous: dict[str, str] = {}
    for head in heads:
        months.add((head.region, head.month))
        findings += _verify_month(head, previous.get(head.region, GENESIS))
        previous[head.region] = head.hash
    lines = AuditLine.objects.order_by().values_list("region", "month").distinct()
    if region:
        lines = lines.filter(region=region)
    findings += [
        Finding(*key, 0, "lines without a head: the head was removed") for key in sorted(set(lines) - months)
    ]
    return findings


def _verify_month(head: AuditHead, expected_previous: str) -> list[Finding]:
    findings = []
    expected_sequence, last_hash = 1, expected_previous
    lines = AuditLine.objects.filter(region=head.region, month=head.month).order_by("sequence")
    for line in lines.iterator(chunk_size=2000):
        where = (head.region, head.month, line.sequence)
        if line.sequence != expected_sequence:
            findings.append(Finding(*where, f"line {expected_sequence} is missing"))
            expected_sequence = line.sequence
        if line.previous_hash != last_hash:
            findings.append(Finding(*where, "does not follow the line before: removed, inserted or swapped"))
        if line.hash != line_hash(line.previous_hash, line.hashed_fields()):
            findings.append(Finding(*where, "was altered"))
        last_hash = line.hash
        expected_sequence += 1
    if head.sequence != expected_sequence - 1 or head.hash != last_hash:
        findings.append(
            Finding(
                head.region, head.month, expected_sequence - 1, "the head says otherwise: cut off at the end"
            )
        )
    return findings


def heads(region: str | None = None) -> list[AuditHead]:
    """The last line of each chain, to publish: in the minutes of a meeting, in a newspaper, with a notary."""
    rows = AuditHead.objects.order_by("region", "month")
    return list(rows.filter(region=region) if region else rows)


def compare(region: str, month: str, sequence: int, published_hash: str) -> list[Finding]:
    """Whether the line of a head that was published before still stands where it stood.

    A chain alone cannot tell that its end was cut off together with its head; a published head can.
    """
    line = AuditLine.objects.filter(region=region, month=month, sequence=sequence).first()
    if line is None:
        return [Finding(region, month, sequence, "the published line is gone: cut off or removed")]
    if line.hash != published_hash:
        return [Finding(region, month, sequence, "differs from what was published")]
    return []
