# SPDX-License-Identifier: EUPL-1.2
"""Somebody says whether he comes; and the secret address of one's own calendar."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit, secrets
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Agendafeed, Genodigde
from ..queries.meeting_calendar import FEED
from ..terms import Komst, VergaderingStaat


@transaction.atomic
def answer(pk: int, komst: str, *, by: Acting | str, at: datetime) -> Genodigde:
    """Yes, no, or the substitute. `by` is the person himself, signed in or behind his own link ("link")."""
    guest = (
        Genodigde.objects.select_for_update(of=("self",))
        .select_related("vergadering__regio", "mandaat__zetel")
        .filter(pk=pk)
        .first()
    )
    if guest is None or (isinstance(by, Acting) and guest.user_id != by.user.pk):
        raise PermissionDenied
    if guest.vergadering.state != VergaderingStaat.UITGENODIGD:
        raise RuleError(_("This meeting does not ask for an answer any more."))
    if komst not in (Komst.JA, Komst.NEE, Komst.VERVANGER):
        raise RuleError(_("Choose one of the answers."), field="komst")
    if komst == Komst.VERVANGER and guest.mandaat is None:
        raise RuleError(_("You hold no seat, so there is no substitute."), field="komst")
    if guest.answer == komst:
        return guest
    guest.answer, guest.answered_at = komst, at
    guest.save(update_fields=["answer", "answered_at"])
    signed_in = isinstance(by, Acting)
    audit.record(
        "vergadering.komst",
        guest.vergadering,
        region=guest.vergadering.regio.code,
        by=by.user if isinstance(by, Acting) else f"user:{guest.user_id}",
        organisation=by.partij if isinstance(by, Acting) else "",
        at=at,
        detail={"antwoord": komst, "langs": "site" if signed_in else "link"},
    )
    return guest


@transaction.atomic
def new_feed(*, by: Acting, at: datetime) -> str:
    """A new secret address for the own calendar; the former one ends. Shown once."""
    if not by.has("beraad.read"):
        raise PermissionDenied
    token = secrets.new_token()
    Agendafeed.objects.update_or_create(
        user=by.user,
        defaults={"token_hash": secrets.keyed_hash(token, purpose=FEED), "made_at": at},
    )
    audit.record("agendafeed.nieuw", by.user, region=by.regio.code, by=by.user, organisation=by.partij, at=at)
    return token
