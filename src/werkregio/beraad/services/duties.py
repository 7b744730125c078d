# SPDX-License-Identifier: EUPL-1.2
"""Evidence for the duties of the centrumgemeente (S12), and agreements on who decides on a theme (S15)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Besluit, Plichtbewijs, Stuk, Tafel, Thema, ThemaTafel
from ..rules.duties import DUTIES
from ..terms import TafelRol

RIGHT = "plicht.write"
RIGHT_THEMES = "gremium.write"


@transaction.atomic
def show(
    plicht: str,
    dated: date,
    *,
    tekst: str = "",
    stuk_pk: int | None = None,
    besluit_pk: int | None = None,
    by: Acting,
    at: datetime,
) -> Plichtbewijs:
    """Add one piece of evidence: a document, a decision, or what happened on a day."""
    if not by.has(RIGHT) or plicht not in DUTIES:
        raise PermissionDenied
    if dated > at.astimezone(AMSTERDAM).date():
        raise RuleError(_("This day has not come yet."), field="dated")
    stuk = None if stuk_pk is None else Stuk.objects.filter(pk=stuk_pk, regio_id=by.regio_id).first()
    besluit = (
        None if besluit_pk is None else Besluit.objects.filter(pk=besluit_pk, regio_id=by.regio_id).first()
    )
    if (stuk_pk is not None and stuk is None) or (besluit_pk is not None and besluit is None):
        raise PermissionDenied
    if stuk is not None and besluit is not None:
        raise RuleError(_("Choose a document or a decision, not both."), field="besluit")
    if stuk is None and besluit is None and not tekst.strip():
        raise RuleError(_("Choose a document or a decision, or write what was done."), field="tekst")
    made = Plichtbewijs.objects.create(
        regio_id=by.regio_id,
        plicht=plicht,
        dated=dated,
        tekst=tekst.strip(),
        stuk=stuk,
        besluit=besluit,
        at=at,
        by=by.user,
    )
    _record("plicht.shown", made, by=by, at=at, detail={"plicht": plicht})
    return made


@transaction.atomic
def withdraw(pk: int, *, by: Acting, at: datetime) -> Plichtbewijs:
    """Take evidence back that was entered by mistake; that it was there stays in the log."""
    if not by.has(RIGHT):
        raise PermissionDenied
    row = (
        Plichtbewijs.objects.select_for_update(of=("self",))
        .filter(pk=pk, regio_id=by.regio_id, withdrawn_at=None)
        .first()
    )
    if row is None:
        raise PermissionDenied
    row.withdrawn_at = at
    row.save(update_fields=["withdrawn_at"])
    _record("plicht.withdrawn", row, by=by, at=at, detail={"plicht": row.plicht})
    return row


@transaction.atomic
def settle(
    pk: int, roles: Mapping[int, str], agreement: str, agreed_on: date | None, *, by: Acting, at: datetime
) -> Thema:
    """Say at which tables a theme is decided, and what was agreed where there is more than one (R18)."""
    if not by.has(RIGHT_THEMES):
        raise PermissionDenied
    thema = Thema.objects.select_for_update(of=("self",)).filter(pk=pk, regio_id=by.regio_id).first()
    if thema is None:
        raise PermissionDenied
    agreement = agreement.strip()
    if bool(agreement) != (agreed_on is not None):
        raise RuleError(
            _("An agreement has a text and a day."), field="agreed_on" if agreement else "agreement"
        )
    if agreed_on is not None and agreed_on > at.astimezone(AMSTERDAM).date():
        raise RuleError(_("This day has not come yet."), field="agreed_on")
    tafels = {row.pk: row for row in Tafel.objects.filter(regio_id=by.regio_id, pk__in=roles)}
    thema.agreement, thema.agreed_on = agreement, agreed_on
    thema.save(update_fields=["agreement", "agreed_on"])
    for key, rol in roles.items():
        if key not in tafels:
            raise PermissionDenied
        if rol == "":
            thema.tafels.filter(tafel_id=key).delete()
        else:
            ThemaTafel.objects.update_or_create(
                thema=thema, tafel=tafels[key], defaults={"rol": TafelRol(rol)}
            )
    _record(
        "thema.settled",
        thema,
        by=by,
        at=at,
        detail={"thema": thema.code, "agreed": agreed_on is not None},
    )
    return thema


def _record(action: str, thing: Any, *, by: Acting, at: datetime, detail: Mapping[str, Any]) -> None:
    audit.record(
        action,
        thing,
        region=by.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail=detail,
    )
