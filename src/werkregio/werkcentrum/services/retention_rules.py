# SPDX-License-Identifier: EUPL-1.2
"""The data protection officer sets a term, holds the erasing of a case back, or lets it go on."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Bewaarregel, Bewaarstop, Zaak
from ..permissions.retention import may_change_terms
from ..queries.retention import rules_of
from ..rules.retention import problem_of
from ..rules.retention_defaults import bounds_of
from ..terms import Bewaarstopreden
from .erasure import ACTIVITY
from .zaak import day_of

LONGEST_HOLD = timedelta(days=730)


@transaction.atomic
def change_rule(
    model: str,
    state: str,
    *,
    days: int,
    notice_days: int,
    grace_days: int,
    reason: str,
    beyond: str = "",
    by: Acting,
    at: datetime,
) -> Bewaarregel:
    """Set a term. The one before stays as history. Outside the bounds only with the reason for that."""
    if not may_change_terms(by):
        raise PermissionDenied
    rule = next((r for r in rules_of(by.regio) if (r.model, r.state) == (model, state)), None)
    bounds = bounds_of(model, state)
    if rule is None or bounds is None:
        raise PermissionDenied
    reason, beyond = reason.strip(), beyond.strip()
    if not reason:
        raise RuleError(_("Say why it is kept so long: which task or law needs it."), field="reason")
    problem = problem_of(days, notice_days, bounds)
    if problem == "notice-too-long":
        raise RuleError(_("The notice cannot be longer than the term itself."), field="notice_days")
    if problem and not beyond:
        raise RuleError(
            _("The bounds are %(least)d to %(most)d days: %(why)s Say below why another term is needed.")
            % {"least": bounds.least, "most": bounds.most, "why": bounds.why(get_language() or "nl")},
            field="days",
        )
    Bewaarregel.objects.select_for_update().filter(
        regio_id=by.regio_id, model=model, state=state, valid_to__isnull=True
    ).update(valid_to=at)
    row = Bewaarregel.objects.create(
        regio=by.regio,
        model=model,
        state=state,
        days=days,
        notice_days=notice_days,
        grace_days=grace_days,
        method=rule.method,
        reason=reason,
        beyond=beyond if problem else "",
        valid_from=at,
        by=by.user,
    )
    audit.record(
        "bewaarregel.gewijzigd",
        row,
        region=by.regio.code,
        by=by.user,
        at=at,
        organisation=by.partij,
        detail={
            "regel": rule.key,
            "van": rule.days,
            "naar": days,
            "aankondiging": notice_days,
            "uitloop": grace_days,
            "buiten_grenzen": bool(problem),
        },
        activity=ACTIVITY,
    )
    return row


@transaction.atomic
def hold(reference: str, *, reason: str, until: date, by: Acting, at: datetime) -> Bewaarstop:
    """Erasing of one case waits until a day, for a reason."""
    if not may_change_terms(by):
        raise PermissionDenied
    if reason not in Bewaarstopreden.values:
        raise RuleError(_("Choose why erasing has to wait."), field="reason")
    today = day_of(at)
    if until <= today:
        raise RuleError(_("Choose a day that is still to come."), field="until")
    if until > today + LONGEST_HOLD:
        raise RuleError(
            _("A hold lasts two years at most. You can prolong it before it ends."), field="until"
        )
    zaak = (
        Zaak.objects.select_for_update(of=("self",))
        .filter(regio_id=by.regio_id, reference=reference.strip().upper(), erased_at__isnull=True)
        .first()
    )
    if zaak is None:
        raise RuleError(_("There is no question with this number."), field="reference")
    return set_hold(zaak, reason=reason, until=until, by=by, at=at)


def set_hold(zaak: Zaak, *, reason: str, until: date, by: Acting, at: datetime) -> Bewaarstop:
    """The same for a locked case; a hold for the same reason that runs is prolonged, not doubled."""
    row = Bewaarstop.objects.filter(zaak=zaak, reason=reason, lifted_at__isnull=True).first()
    if row is None:
        row = Bewaarstop(zaak=zaak, reason=reason, set_at=at, set_by=by.user)
    row.until = until
    row.save()
    _line("bewaarstop.gezet", zaak, reason, by, at, tot=until.isoformat())
    return row


@transaction.atomic
def lift_hold(stop_id: int, *, by: Acting, at: datetime) -> None:
    """Erasing goes on. A second time changes nothing."""
    if not may_change_terms(by):
        raise PermissionDenied
    row = (
        Bewaarstop.objects.select_for_update(of=("self",))
        .select_related("zaak")
        .filter(pk=stop_id, zaak__regio_id=by.regio_id)
        .first()
    )
    if row is None:
        raise PermissionDenied
    if row.lifted_at is not None:
        return
    row.lifted_at, row.lifted_by = at, by.user
    row.save(update_fields=["lifted_at", "lifted_by"])
    _line("bewaarstop.opgeheven", row.zaak, row.reason, by, at)


def _line(action: str, zaak: Zaak, reason: str, by: Acting, at: datetime, **detail: str) -> None:
    audit.record(
        action,
        zaak,
        region=by.regio.code,
        by=by.user,
        at=at,
        organisation=by.partij,
        subject=zaak.subject,
        reason=reason,
        detail=detail,
        activity=ACTIVITY,
    )
