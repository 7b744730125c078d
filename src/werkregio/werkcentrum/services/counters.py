# SPDX-License-Identifier: EUPL-1.2
"""Keeping the counters of the region: place, hours, languages, accessibility."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import gemeenten_of

from ..models import Loket
from ..permissions.directory import may_change_loketten

FIELDS = (
    "naam",
    "address",
    "phone",
    "email",
    "hours",
    "exceptions",
    "languages",
    "accessibility",
    "walk_in",
)


@transaction.atomic
def save_loket(
    values: dict[str, Any], *, gemeente: str, loket_id: int | None = None, by: Acting, at: datetime
) -> Loket:
    """A new counter, or a changed one. `gemeente` is a code of a municipality of the region."""
    if not may_change_loketten(by):
        raise PermissionDenied
    place = gemeenten_of(by.regio, on=at.date()).filter(gm_code=gemeente).first()
    if place is None:
        raise RuleError(_("Choose a municipality of this region."), field="gemeente")
    loket = _loket(loket_id, by)
    changed = [name for name in FIELDS if getattr(loket, name) != values[name]]
    for name in changed:
        setattr(loket, name, values[name])
    loket.gemeente = place
    loket.save()
    _record("loket.saved", loket, by=by, at=at, fields=changed)
    return loket


@transaction.atomic
def remove_loket(loket_id: int, *, by: Acting, at: datetime) -> None:
    """A counter that closed for good."""
    if not may_change_loketten(by):
        raise PermissionDenied
    loket = _loket(loket_id, by)
    reference = f"loket:{loket.pk}"
    if loket.tijdvakken.exists():
        raise RuleError(
            _(
                "People had or have appointments at this counter, so it stays. Say in its name that it is closed."
            )
        )
    loket.delete()
    _record("loket.removed", reference, by=by, at=at, fields=[])


def _loket(loket_id: int | None, by: Acting) -> Loket:
    if loket_id is None:
        return Loket(regio_id=by.regio_id)
    loket = Loket.objects.select_for_update().filter(pk=loket_id, regio_id=by.regio_id).first()
    if loket is None:
        raise PermissionDenied
    return loket


def _record(action: str, thing: Any, *, by: Acting, at: datetime, fields: list[str]) -> None:
    audit.record(
        action,
        thing,
        region=by.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"fields": fields},
    )
