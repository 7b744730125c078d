# SPDX-License-Identifier: EUPL-1.2
"""Setting the legal basis of sharing with a kind of organisation."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting
from werkregio.regio.terms import PartijSoort

from ..models import Grondslagregel
from ..permissions.basis import may_change_bases
from ..terms import Grondslag


@transaction.atomic
def change_basis(
    partij_soort: str, *, basis: str, explanation: str, by: Acting, at: datetime
) -> Grondslagregel:
    """Say on which basis data goes to this kind of organisation; empty kind: to all others.

    Any basis but consent needs a word of explanation: which law or task. Referrals that were agreed
    before keep the basis that they were agreed on.
    """
    if not may_change_bases(by):
        raise PermissionDenied
    if partij_soort and partij_soort not in PartijSoort.values:
        raise RuleError(_("Choose a kind of organisation."), field="partij_soort")
    if basis not in Grondslag.values:
        raise RuleError(_("Choose a legal basis."), field="basis")
    explanation = explanation.strip()
    if basis != Grondslag.TOESTEMMING and not explanation:
        raise RuleError(_("Name the law or the task that gives this basis."), field="explanation")
    if len(explanation) > 300:
        raise RuleError(_("This text is too long: 300 characters at most."), field="explanation")
    rule = (
        Grondslagregel.objects.select_for_update(of=("self",))
        .filter(regio_id=by.regio_id, partij_soort=partij_soort)
        .first()
    )
    before = rule.basis if rule else ""
    if rule is None:
        rule = Grondslagregel(regio=by.regio, partij_soort=partij_soort)
    rule.basis, rule.explanation = basis, explanation
    rule.save()
    audit.record(
        "grondslag.changed",
        rule,
        region=by.regio.code,
        by=by.user,
        at=at,
        organisation=by.partij,
        detail={"soort": partij_soort, "van": before, "naar": basis},
        activity="grondslagen",
    )
    return rule
