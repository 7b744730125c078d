# SPDX-License-Identifier: EUPL-1.2
"""What a region says of itself: name of the Werkcentrum, phone, address for mail, publishing limit."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import ConflictError, RuleError

from .. import permissions
from ..models import Arbeidsmarktregio
from ..permissions import Acting

FIELDS = ("werkcentrum_naam", "phone", "email", "publishing_limit")
LOWEST_LIMIT, HIGHEST_LIMIT = 5, 100


@transaction.atomic
def change_regio(
    *, by: Acting, at: datetime, seen: dict[str, Any] | None = None, **values: Any
) -> Arbeidsmarktregio:
    """Change the data of one's own region. `seen` is what the form showed: a change in between is not lost."""
    if not permissions.may_change_regio(by):
        raise PermissionDenied
    regio = Arbeidsmarktregio.objects.select_for_update(of=("self",)).get(pk=by.regio_id)
    if seen is not None and any(str(getattr(regio, name)) != str(seen.get(name, "")) for name in FIELDS):
        raise ConflictError(_("Somebody else changed these data just now. Look at them and save again."))
    limit = values.get("publishing_limit", regio.publishing_limit)
    if not LOWEST_LIMIT <= limit <= HIGHEST_LIMIT:
        raise RuleError(
            _("Choose a limit between %(low)s and %(high)s.") % {"low": LOWEST_LIMIT, "high": HIGHEST_LIMIT},
            field="publishing_limit",
        )
    changed = [name for name in FIELDS if name in values and getattr(regio, name) != values[name]]
    for name in changed:
        setattr(regio, name, values[name])
    if changed:
        regio.save(update_fields=changed)
        detail = {"fields": changed, "publishing_limit": regio.publishing_limit}
        audit.record(
            "regio.changed",
            regio,
            region=regio.code,
            by=by.user,
            organisation=by.partij,
            at=at,
            detail=detail,
        )
    return regio
