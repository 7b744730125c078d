# SPDX-License-Identifier: EUPL-1.2
"""A library or debt help types a question for somebody who sits beside them. It goes to the guides of the region.

The counter gets the code to print for the person, once, and after that only the steps of the question.
"""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit, secrets
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Zaak
from ..permissions.entered import may_enter, may_see_entered
from ..terms import Kanaal
from .intake import (
    Left,
    NewQuestion,
    checked_question,
    code_of_form,
    count_left,
    make_zaak,
    route,
    sent_again,
)
from .zaak import ACTIVITY, day_of, log


def enter_question(question: NewQuestion, *, told: bool, form_key: str, by: Acting, at: datetime) -> Left:
    """Keep the question without an owner, on the list of the guides. A second submit finds the first result.

    `told`: the person heard what is kept, and that this organisation sees how the question stands.
    """
    if not may_enter(by):
        raise PermissionDenied
    if not told:
        raise RuleError(_("Tell the person first what we keep and why. Then tick this box."), field="told")
    regio = by.regio
    question = checked_question(replace(question, channel=Kanaal.PARTNER))
    answer = route(regio, question, on=day_of(at))
    # Of this user at this organisation: a key that somebody else knows finds nothing.
    own_key = f"{by.user.pk}:{by.partij.pk}:{form_key}"
    key, code = secrets.keyed_hash(own_key, purpose="form-key"), code_of_form(own_key)
    try:
        with transaction.atomic():
            earlier = Zaak.objects.filter(form_key=key).first()
            if earlier is None:
                zaak = make_zaak(
                    regio, question, answer, by=by, at=at, form_key=key, code=code, counter=by.partij
                )
                log("zaak.open", zaak, by=by, at=at, channel=question.channel)
    except IntegrityError:
        # Both submits arrived at the same moment; the other one was first.
        earlier = Zaak.objects.get(form_key=key)
    if earlier is not None:
        return sent_again(earlier, code, at)
    count_left(regio, answer, question, at)
    return Left(zaak, code)


def record_export(count: int, *, by: Acting, at: datetime) -> None:
    """Write down that the list of entered questions was taken along."""
    if not may_see_entered(by):
        raise PermissionDenied
    audit.record(
        "loket.export",
        by.partij,
        region=by.regio.code,
        by=by.user,
        at=at,
        organisation=by.partij,
        detail={"count": count},
        activity=ACTIVITY,
    )
