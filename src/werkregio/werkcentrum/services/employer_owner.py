# SPDX-License-Identifier: EUPL-1.2
"""The one contact of an employer: who has the question, kept the same on the case and on the employer's page.

The row of the case is locked by whoever calls, so that of two at the same moment one wins.
"""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from werkregio.accounts.models import User
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.models import Lidmaatschap, Partij, valid_on
from werkregio.regio.permissions import Acting
from werkregio.regio.rules import role_book

from ..models import Werkgeversgebeurtenis, Werkgeversverzoek, Werkgeversvraag, Zaak
from ..terms_employers import Verzoeksoort, Verzoekstaat, Werkgeversstap
from .referral_steps import By, actor_of
from .zaak import day_of


def tell_employer(
    vraag: Werkgeversvraag, kind: Werkgeversstap, *, by: By, at: datetime, **detail: Any
) -> Werkgeversgebeurtenis:
    """Add a line to the history of a question of an employer: codes and keys only."""
    actor = actor_of(by)
    return Werkgeversgebeurtenis.objects.create(
        vraag=vraag, kind=kind, at=at, actor=actor.name, organisation=actor.organisation, detail=detail
    )


def set_owner(
    vraag: Werkgeversvraag,
    user: User | None,
    partij: Partij | None,
    *,
    kind: Werkgeversstap,
    by: By,
    at: datetime,
    **detail: Any,
) -> None:
    """Make somebody the contact, or nobody. What was asked of the owner before is over."""
    before = vraag.owner_partij_id
    vraag.owner, vraag.owner_partij = user, partij
    vraag.owner_since = at if user else None
    vraag.save(update_fields=["owner", "owner_partij", "owner_since"])
    waiting = Werkgeversverzoek.objects.filter(
        vraag=vraag, kind=Verzoeksoort.OVERDRACHT, state=Verzoekstaat.OPEN
    )
    waiting.update(state=Verzoekstaat.BEEINDIGD, answered_at=at)
    if partij is not None:
        # The new owner need not join in with itself.
        Werkgeversverzoek.objects.filter(
            vraag=vraag,
            kind=Verzoeksoort.MEEDOEN,
            by_partij=partij,
            state__in=[Verzoekstaat.OPEN, Verzoekstaat.AKKOORD],
        ).update(state=Verzoekstaat.BEEINDIGD, answered_at=at)
    if before:
        detail = {"van": f"partij:{before}", **detail}
    tell_employer(vraag, kind, by=by, at=at, **detail)


def of_case(zaak: Zaak) -> Werkgeversvraag | None:
    """The question of an employer that this case is, if it is one."""
    return (
        Werkgeversvraag.objects.filter(zaak=zaak).select_related("owner", "owner_partij", "werkgever").first()
    )


def follow(zaak: Zaak, user: User | None, *, kind: Werkgeversstap, by: Acting, at: datetime) -> None:
    """The case went to another guide: the contact of the employer goes along."""
    vraag = of_case(zaak)
    if vraag is None:
        return
    partij = by.partij if user is not None and user.pk == by.user.pk else organisation_of(user, zaak, at)
    set_owner(vraag, user if partij else None, partij, kind=kind, by=by, at=at)


def organisation_of(user: User | None, zaak: Zaak, at: datetime) -> Partij | None:
    """For which organisation of the region somebody works on questions."""
    if user is None:
        return None
    roles = [code for code, role in role_book.roles.items() if "werkgever.write" in role.rights]
    member = (
        Lidmaatschap.objects.filter(
            valid_on(day_of(at)),
            user=user,
            role__in=roles,
            partij__regio_id=zaak.regio_id,
            partij__active=True,
        )
        .select_related("partij")
        .order_by("partij__naam")
        .first()
    )
    return member.partij if member else None


def refuse_if_of_another(zaak: Zaak, by: Acting) -> None:
    """The contact of an employer changes within the organisation, or is asked and accepted: never taken."""
    vraag = of_case(zaak)
    if vraag is None or vraag.owner is None or vraag.owner_partij is None:
        return
    if vraag.owner_partij_id != by.partij.pk:
        raise ConflictError(
            _(
                "%(name)s of %(organisation)s is the contact of this employer. Ask to join in, or for a hand-over."
            )
            % {"name": vraag.owner.name, "organisation": vraag.owner_partij.naam}
        )


def refuse_to_another(zaak: Zaak, colleague: User, by: Acting, at: datetime) -> None:
    """Another organisation is asked first, on the page of the employer; it does not just get an employer."""
    if of_case(zaak) is None:
        return
    partij = organisation_of(colleague, zaak, at)
    if partij is None or partij.pk != by.partij.pk:
        raise RuleError(
            _(
                "This is a question of an employer. Ask another organisation on the page of the employer first."
            ),
            field="to",
        )
