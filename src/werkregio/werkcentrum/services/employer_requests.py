# SPDX-License-Identifier: EUPL-1.2
"""Partners ask each other about one employer: take it over, or let us join in. Asked, and then accepted."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Werkgeversverzoek, Werkgeversvraag
from ..permissions.employers import is_owner
from ..queries.employers import partners_with_desk
from ..terms import Gebeurtenis
from ..terms_employers import Verzoeksoort, Verzoekstaat, Werkgeversstap
from .employer_owner import set_owner, tell_employer
from .employers import for_owner, for_partner
from .zaak import log, save, still_open, tell


@transaction.atomic
def ask_hand_over(
    vraag_id: int, *, to_partij: int | None, version: int | None = None, by: Acting, at: datetime
) -> Werkgeversverzoek:
    """Ask another organisation to become the contact. Until it accepts, nothing changes."""
    vraag = for_owner(vraag_id, by, version=version)
    partij = partners_with_desk(by.regio_id, on=at).filter(pk=to_partij or 0).exclude(pk=by.partij.pk).first()
    if partij is None:
        raise RuleError(_("Choose an organisation from the list."), field="to_partij")
    try:
        with transaction.atomic():
            asked = Werkgeversverzoek.objects.create(
                vraag=vraag,
                kind=Verzoeksoort.OVERDRACHT,
                by_user=by.user,
                by_partij=by.partij,
                to_partij=partij,
                at=at,
            )
    except IntegrityError as error:
        raise RuleError(
            _("You asked an organisation already. Call that back first."), field="to_partij"
        ) from error
    tell_employer(vraag, Werkgeversstap.OVERDRACHT_GEVRAAGD, by=by, at=at, naar=f"partij:{partij.pk}")
    save(vraag.zaak)
    log("werkgever.ask_hand_over", vraag.zaak, by=by, at=at, to=partij.pk)
    return asked


@transaction.atomic
def answer_hand_over(vraag_id: int, *, accept: bool, by: Acting, at: datetime) -> Werkgeversvraag:
    """The organisation that was asked says yes, and then is the contact; or no, and then nothing changed."""
    vraag = for_partner(vraag_id, by)
    still_open(vraag.zaak)
    asked = _open_request(vraag, Verzoeksoort.OVERDRACHT, to_partij=by.partij)
    asked.state = Verzoekstaat.AKKOORD if accept else Verzoekstaat.GEWEIGERD
    asked.answered_at = at
    asked.save(update_fields=["state", "answered_at"])
    if accept:
        set_owner(vraag, by.user, by.partij, kind=Werkgeversstap.OVERDRACHT_AANVAARD, by=by, at=at)
        vraag.zaak.owner = by.user
        tell(vraag.zaak, Gebeurtenis.OVERGENOMEN, by=by, at=at)
        save(vraag.zaak, "owner")
    else:
        tell_employer(vraag, Werkgeversstap.OVERDRACHT_GEWEIGERD, by=by, at=at)
        save(vraag.zaak)
    log("werkgever.answer_hand_over", vraag.zaak, by=by, at=at, accept=accept)
    return vraag


@transaction.atomic
def recall_hand_over(vraag_id: int, *, by: Acting, at: datetime) -> None:
    """The owner calls back what was asked."""
    vraag = for_owner(vraag_id, by)
    asked = _open_request(vraag, Verzoeksoort.OVERDRACHT, by_partij=by.partij)
    asked.state, asked.answered_at = Verzoekstaat.BEEINDIGD, at
    asked.save(update_fields=["state", "answered_at"])
    tell_employer(vraag, Werkgeversstap.OVERDRACHT_TERUG, by=by, at=at)
    save(vraag.zaak)
    log("werkgever.recall_hand_over", vraag.zaak, by=by, at=at)


@transaction.atomic
def ask_to_join(vraag_id: int, *, by: Acting, at: datetime) -> Werkgeversverzoek:
    """A second partner asks the owner to join in, instead of calling the employer as well."""
    vraag = for_partner(vraag_id, by)
    still_open(vraag.zaak)
    if vraag.owner is None or vraag.owner_partij is None:
        raise RuleError(_("Nobody is the contact yet. You can take this question yourself."))
    if vraag.owner_partij_id == by.partij.pk:
        raise RuleError(_("Your own organisation is the contact. Talk with your colleague."))
    try:
        with transaction.atomic():
            asked = Werkgeversverzoek.objects.create(
                vraag=vraag,
                kind=Verzoeksoort.MEEDOEN,
                by_user=by.user,
                by_partij=by.partij,
                to_partij=vraag.owner_partij,
                at=at,
            )
    except IntegrityError as error:
        raise RuleError(_("Your organisation asked this already, or joins in.")) from error
    tell_employer(vraag, Werkgeversstap.MEEDOEN_GEVRAAGD, by=by, at=at)
    save(vraag.zaak)
    log("werkgever.ask_to_join", vraag.zaak, by=by, at=at)
    return asked


@transaction.atomic
def answer_join(
    vraag_id: int, verzoek_id: int, *, accept: bool, share_contact: bool = False, by: Acting, at: datetime
) -> None:
    """The owner lets a partner join in, with or without the contact person; or not."""
    vraag = for_owner(vraag_id, by)
    asked = _open_request(vraag, Verzoeksoort.MEEDOEN, pk=verzoek_id)
    asked.state = Verzoekstaat.AKKOORD if accept else Verzoekstaat.GEWEIGERD
    asked.contact_shared = accept and share_contact
    asked.answered_at = at
    asked.save(update_fields=["state", "contact_shared", "answered_at"])
    kind = Werkgeversstap.MEEDOEN_AKKOORD if accept else Werkgeversstap.MEEDOEN_GEWEIGERD
    tell_employer(vraag, kind, by=by, at=at, met=f"partij:{asked.by_partij_id}", contact=asked.contact_shared)
    save(vraag.zaak)
    log(
        "werkgever.answer_join",
        vraag.zaak,
        by=by,
        at=at,
        accept=accept,
        shared=asked.contact_shared,
        partij=asked.by_partij_id,
    )


@transaction.atomic
def end_join(vraag_id: int, verzoek_id: int, *, by: Acting, at: datetime) -> None:
    """Joining in ends: said by the partner, or by the owner. Then the contact person is seen no more."""
    vraag = for_partner(vraag_id, by)
    asked = Werkgeversverzoek.objects.filter(
        pk=verzoek_id,
        vraag=vraag,
        kind=Verzoeksoort.MEEDOEN,
        state__in=[Verzoekstaat.OPEN, Verzoekstaat.AKKOORD],
    ).first()
    if asked is None:
        raise RuleError(_("This was answered or ended already. Look at the page again."))
    if asked.by_partij_id != by.partij.pk and not is_owner(by, vraag):
        raise PermissionDenied
    asked.state, asked.answered_at, asked.contact_shared = Verzoekstaat.BEEINDIGD, at, False
    asked.save(update_fields=["state", "answered_at", "contact_shared"])
    tell_employer(vraag, Werkgeversstap.MEEDOEN_GESTOPT, by=by, at=at, met=f"partij:{asked.by_partij_id}")
    save(vraag.zaak)
    log("werkgever.end_join", vraag.zaak, by=by, at=at, partij=asked.by_partij_id)


def _open_request(vraag: Werkgeversvraag, kind: Verzoeksoort, **which: object) -> Werkgeversverzoek:
    asked = (
        Werkgeversverzoek.objects.filter(vraag=vraag, kind=kind, state=Verzoekstaat.OPEN, **which)
        .order_by("pk")
        .first()
    )
    if asked is None:
        raise RuleError(_("This was answered or ended already. Look at the page again."))
    return asked
