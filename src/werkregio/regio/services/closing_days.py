# SPDX-License-Identifier: EUPL-1.2
"""Days on which the counters of a region are closed of their own choice."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.foundation.working_days import is_working_day

from .. import permissions
from ..models import Sluitingsdag
from ..permissions import Acting

FURTHEST = timedelta(days=3 * 365)


@transaction.atomic
def close(day: date, why: str, *, by: Acting, at: datetime) -> Sluitingsdag:
    """Add a closing day. A past day is refused: terms that ran on it do not change any more."""
    if not permissions.may_change_regio(by):
        raise PermissionDenied
    today = at.astimezone(AMSTERDAM).date()
    if day < today:
        raise RuleError(_("This day has passed. Choose today or a later day."), field="day")
    if day > today + FURTHEST:
        raise RuleError(_("Choose a day within three years."), field="day")
    if not is_working_day(day):
        raise RuleError(_("On this day the counters are closed already: weekend or holiday."), field="day")
    try:
        with transaction.atomic():
            made = Sluitingsdag.objects.create(regio_id=by.regio_id, day=day, why=why.strip())
    except IntegrityError as error:
        raise RuleError(_("This day is on the list already."), field="day") from error
    _record("regio.closed", day, by=by, at=at)
    return made


@transaction.atomic
def open_again(key: str, *, by: Acting, at: datetime) -> date | None:
    """Take a day off the list that has not come yet. None when there is no such day here."""
    if not permissions.may_change_regio(by):
        raise PermissionDenied
    today = at.astimezone(AMSTERDAM).date()
    found = (
        Sluitingsdag.objects.filter(pk=key, regio_id=by.regio_id, day__gte=today).first()
        if key.isdigit()
        else None
    )
    if found is None:
        return None
    found.delete()
    _record("regio.open_again", found.day, by=by, at=at)
    return found.day


def _record(action: str, day: date, *, by: Acting, at: datetime) -> None:
    audit.record(
        action,
        by.regio,
        region=by.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"day": day.isoformat()},
    )
