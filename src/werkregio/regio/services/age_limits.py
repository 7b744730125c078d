# SPDX-License-Identifier: EUPL-1.2
"""Age limits by date: a region follows a change of law on its day, with the source beside it."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError

from .. import permissions
from ..models import Leeftijdsgrens
from ..permissions import Acting
from ..terms import Grens

LOWEST, HIGHEST = 12, 70


@transaction.atomic
def set_limit(
    code: str, below: int, valid_from: date, source: str, *, by: Acting, at: datetime
) -> Leeftijdsgrens:
    """Add a limit from a day on. What held before stays in the list: older answers keep their reason."""
    if not permissions.may_change_regio(by):
        raise PermissionDenied
    if code not in Grens.values:
        raise RuleError(_("Choose which limit it is."), field="code")
    if not LOWEST <= below <= HIGHEST:
        raise RuleError(
            _("Fill in an age from %(low)d to %(high)d.") % {"low": LOWEST, "high": HIGHEST}, field="below"
        )
    if not source.strip():
        raise RuleError(_("Say where this stands: a law or a page, with its date."), field="source")
    try:
        with transaction.atomic():
            made = Leeftijdsgrens.objects.create(
                regio_id=by.regio_id, code=code, below=below, valid_from=valid_from, source=source.strip()
            )
    except IntegrityError as error:
        raise RuleError(
            _("The region set a limit for this day already. Take that away first."), field="valid_from"
        ) from error
    _record("regio.age_limit", made, by=by, at=at)
    return made


@transaction.atomic
def remove_limit(key: str, *, by: Acting, at: datetime) -> Leeftijdsgrens | None:
    """Take a limit of the region away that does not hold yet, or was set today. None: there is no such one."""
    if not permissions.may_change_regio(by):
        raise PermissionDenied
    today = at.astimezone(AMSTERDAM).date()
    found = (
        Leeftijdsgrens.objects.filter(pk=key, regio_id=by.regio_id).first()
        if key.isascii() and key.isdigit()
        else None
    )
    if found is None:
        return None
    if found.valid_from < today:
        raise RuleError(_("This limit has been used. Add a new one from today instead."))
    _record("regio.age_limit_removed", found, by=by, at=at)
    found.delete()
    return found


def _record(action: str, limit: Leeftijdsgrens, *, by: Acting, at: datetime) -> None:
    audit.record(
        action,
        by.regio,
        region=by.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"code": limit.code, "below": limit.below, "from": limit.valid_from.isoformat()},
    )
