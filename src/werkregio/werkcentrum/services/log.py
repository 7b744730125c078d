# SPDX-License-Identifier: EUPL-1.2
"""Lines for reading: of a referral by partner or guide, of the log itself by whoever watches it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from werkregio.foundation import audit
from werkregio.foundation.models import AuditLine
from werkregio.regio.permissions import Acting

from ..models import Doorverwijzing, Zaak
from ..permissions.inbox import may_read_referral
from ..permissions.log import may_read_lines_of, may_read_log
from ..permissions.referral import may_see_referrals
from ..queries.referral_rows import READ_ACTION
from .referral_steps import ACTIVITY


@transaction.atomic
def record_reading(
    doorverwijzing: Doorverwijzing, *, fields: list[str], by: Acting, at: datetime
) -> AuditLine:
    """Somebody opened a referral and saw these fields; the person sees this line on the private page."""
    if not (may_read_referral(by, doorverwijzing) or may_see_referrals(by, doorverwijzing.zaak)):
        raise PermissionDenied
    return audit.record(
        READ_ACTION,
        doorverwijzing,
        region=doorverwijzing.zaak.regio.code,
        by=by.user,
        at=at,
        organisation=by.partij,
        subject=doorverwijzing.zaak.subject,
        reason="doorverwijzing",
        detail={"velden": fields},
        activity=ACTIVITY,
    )


@transaction.atomic
def record_preparing(zaak: Zaak, *, fields: list[str], by: Acting, at: datetime) -> AuditLine:
    """A guide looked at the data of a case to choose what a partner gets."""
    if not may_see_referrals(by, zaak):
        raise PermissionDenied
    return audit.record(
        "doorverwijzing.voorbereid",
        zaak,
        region=zaak.regio.code,
        by=by.user,
        at=at,
        organisation=by.partij,
        subject=zaak.subject,
        reason="doorverwijzing",
        detail={"velden": fields},
        activity=ACTIVITY,
    )


@transaction.atomic
def record_log_reading(action: str, *, count: int, by: Acting, at: datetime) -> AuditLine:
    """Somebody took the log along as a file, or had the chains checked. `action`: export or check."""
    if not may_read_log(by):
        raise PermissionDenied
    return audit.record(
        f"logboek.{action}",
        f"regio:{by.regio_id}",
        region=by.regio.code,
        by=by.user,
        at=at,
        organisation=by.partij,
        detail={"regels": count},
        activity="toezicht",
    )


@transaction.atomic
def record_lines_reading(zaak: Zaak, *, by: Acting, at: datetime) -> AuditLine:
    """Somebody looked up who saw one case."""
    if not may_read_lines_of(by, zaak):
        raise PermissionDenied
    return audit.record(
        "logboek.zaak-gelezen",
        zaak,
        region=zaak.regio.code,
        by=by.user,
        at=at,
        organisation=by.partij,
        subject=zaak.subject,
        activity="toezicht",
    )
