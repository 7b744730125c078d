# SPDX-License-Identifier: EUPL-1.2
"""Writing what a figure means, reviewing it, and replacing it. Nothing that was written is edited."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.permissions import Acting

from ..models import Duiding
from ..permissions import duiding as permissions
from ..queries import figures
from ..rules.areas import Area
from ..rules.outcomes import plain
from ..rules.periods import Period
from ..terms_figures import DuidingState

SHORTEST = 20


@transaction.atomic
def write(
    measure: str,
    area: Area,
    period: Period | None,
    chosen: Mapping[str, str],
    *,
    text: str,
    not_in_numbers: str = "",
    by: Acting,
    at: datetime,
) -> Duiding:
    """Write about a figure as it is now. It is shown after a second person looked at it."""
    if not permissions.may_write(by):
        raise PermissionDenied
    if len(text.strip()) < SHORTEST:
        raise RuleError(_("Write at least one sentence."), field="text")
    outcome = figures.outcomes(by.regio, measure, [area], period, chosen)[0]
    if not outcome.has_value:
        raise RuleError(_("There is no figure to write about: it cannot be given."), field="measure")
    before = figures.published_duidingen(by.regio, measure, [area.code], chosen).get(
        (area.code, str(outcome.period))
    )
    made = Duiding.objects.create(
        regio_id=by.regio_id,
        measure=measure,
        area=area.code,
        period=str(outcome.period),
        chosen=dict(chosen),
        value=plain(outcome.value) or "",
        unit=outcome.unit[:60],
        versions={source.dataset: source.version for source in outcome.sources},
        text=text.strip(),
        not_in_numbers=not_in_numbers.strip(),
        written_by=by.user,
        partij=by.partij,
        role=_role_of(by),
        written_at=at,
        supersedes=before,
    )
    _record("duiding.written", made, by=by, at=at)
    return made


def _role_of(by: Acting) -> str:
    """The role in which it was written: the first one of this person that gives the right."""
    return next(
        (role for role in sorted(by.roles) if "duiding.write" in permissions.RIGHTS.get(role, ())), ""
    )


@transaction.atomic
def publish(key: int, *, by: Acting, at: datetime) -> Duiding:
    """The second person agrees: it is shown, and takes the place of the one before it."""
    duiding = _waiting(key, by)
    duiding.state = DuidingState.PUBLISHED
    duiding.reviewed_by, duiding.reviewed_at = by.user, at
    # Whatever is published of the same figure by now, also when it came after this one was written.
    others = Duiding.objects.select_for_update().filter(
        regio_id=duiding.regio_id,
        measure=duiding.measure,
        area=duiding.area,
        period=duiding.period,
        chosen=duiding.chosen,
        state=DuidingState.PUBLISHED,
    )
    replaced = list(others)
    Duiding.objects.filter(pk__in=[one.pk for one in replaced]).update(state=DuidingState.SUPERSEDED)
    duiding.supersedes = replaced[0] if replaced else None
    duiding.save(update_fields=["state", "reviewed_by", "reviewed_at", "supersedes"])
    _record("duiding.published", duiding, by=by, at=at)
    return duiding


@transaction.atomic
def send_back(key: int, *, note: str, by: Acting, at: datetime) -> Duiding:
    """The second person does not agree yet, and says why. The writer writes a new one."""
    duiding = _waiting(key, by)
    if not note.strip():
        raise RuleError(_("Say what should be different."), field="note")
    duiding.state = DuidingState.RETURNED
    duiding.reviewed_by, duiding.reviewed_at, duiding.review_note = by.user, at, note.strip()[:500]
    duiding.save(update_fields=["state", "reviewed_by", "reviewed_at", "review_note"])
    _record("duiding.returned", duiding, by=by, at=at)
    return duiding


def _waiting(key: int, by: Acting) -> Duiding:
    duiding = Duiding.objects.select_for_update().filter(pk=key, regio_id=by.regio_id).first()
    if duiding is None or not permissions.may_review(by, duiding):
        raise PermissionDenied
    if duiding.state != DuidingState.WAITING:
        raise ConflictError(_("Somebody else looked at this already."))
    return duiding


def _record(action: str, duiding: Duiding, *, by: Acting, at: datetime) -> None:
    audit.record(
        action,
        duiding,
        region=by.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"measure": duiding.measure, "area": duiding.area, "period": duiding.period},
    )
