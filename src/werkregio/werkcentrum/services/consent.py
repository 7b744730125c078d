# SPDX-License-Identifier: EUPL-1.2
"""Consent and information: given, refused, taken back. Rows are only added, never changed."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.accounts.models import User
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.models import Lidmaatschap, valid_on
from werkregio.regio.permissions import Acting

from .. import events
from ..models import (
    Doorverwijzing,
    DoorverwijzingStap,
    Intrekking,
    Toestemming,
    Toestemmingstekst,
    Zaak,
    Zaakgebeurtenis,
)
from ..permissions.consent import may_record_consent
from ..permissions.referral import may_refer
from ..queries.basis import basis_for
from ..queries.consent import INFORMATION, text_in, text_kind
from ..queries.referral import with_state
from ..rules.referral_states import OPEN, Rol, basis_step
from ..rules.sharing import CONSENT_TERM
from ..terms import Gebeurtenis, Gegevenswijze, Grondslag, Stap
from .referral_steps import PERSON, By, actor_of, last_step, locked, state_of, take

DATA = Path(__file__).resolve().parent.parent / "data"


@transaction.atomic
def give_consent(
    doorverwijzing_id: int,
    *,
    zaak: Zaak,
    language: str,
    text_id: int | None = None,
    expected: int | None = None,
    at: datetime,
) -> Toestemming:
    """The person agrees on the screen of the private page.

    `zaak` is the case of the session: the referral of another case does not exist for this person.
    `text_id` is the text that the page showed; when a newer version came in between, it is shown first.
    """
    doorverwijzing = _of_person(doorverwijzing_id, zaak)
    if basis_for(doorverwijzing.zaak.regio, doorverwijzing.partij) != Grondslag.TOESTEMMING:
        raise RuleError(_("For this organisation your permission is not needed; you are informed."))
    text = text_in(text_kind(Grondslag.TOESTEMMING), language)
    if text_id is not None and text_id != text.pk:
        raise ConflictError(_("The text has changed. Read it again and choose."))
    return _agree(
        doorverwijzing,
        basis=Grondslag.TOESTEMMING,
        text=text,
        via=Gegevenswijze.SCHERM,
        role=Rol.PERSOON,
        by=PERSON,
        at=at,
        expected=expected,
    )


@transaction.atomic
def record_basis(
    doorverwijzing_id: int,
    *,
    via: str,
    language: str,
    read_back: bool = False,
    witness_id: int | None = None,
    expected: int | None = None,
    by: Acting,
    at: datetime,
) -> Toestemming:
    """The guide writes down consent on paper or spoken, or that the person was informed.

    Which of the two follows from the configured legal basis. Spoken words are read back, and somebody
    who heard them is named: the guide, or a colleague of the same organisation.
    """
    doorverwijzing = locked(doorverwijzing_id)
    if not may_refer(by, doorverwijzing.zaak):
        raise PermissionDenied
    if doorverwijzing.zaak.owner_id != by.user.pk:
        raise RuleError(_("This question is with another guide or with nobody. Take it over first."))
    basis = basis_for(doorverwijzing.zaak.regio, doorverwijzing.partij)
    if via not in Gegevenswijze.values or (via == Gegevenswijze.SCHERM and basis == Grondslag.TOESTEMMING):
        # On screen only the person agrees, on the private page.
        raise RuleError(_("Choose how the person was asked: on paper or spoken."), field="via")
    if via == Gegevenswijze.GESPROKEN and not read_back:
        raise RuleError(
            _("Read the text back to the person and ask for a clear yes. Then tick this box."),
            field="read_back",
        )
    witness = _witness(witness_id, by, at) if via == Gegevenswijze.GESPROKEN else None
    return _agree(
        doorverwijzing,
        basis=basis,
        text=text_in(text_kind(basis), language),
        via=Gegevenswijze(via),
        role=Rol.GIDS,
        by=by,
        at=at,
        expected=expected,
        read_back=read_back and via == Gegevenswijze.GESPROKEN,
        witness=witness,
    )


@transaction.atomic
def withdraw(
    doorverwijzing_id: int,
    *,
    zaak: Zaak | None = None,
    via: str = Gegevenswijze.SCHERM,
    by: By,
    at: datetime,
) -> DoorverwijzingStap:
    """The person says no, or takes a consent back, alone (`zaak` of the session) or through a guide.

    The partner's access ends in this same transaction. A step that somebody took while the page was
    open does not matter: the person's no always counts.
    """
    if isinstance(by, str):
        if zaak is None:
            raise PermissionDenied
        doorverwijzing = _of_person(doorverwijzing_id, zaak)
    else:
        doorverwijzing = locked(doorverwijzing_id)
        if not may_record_consent(by, doorverwijzing.zaak):
            raise PermissionDenied
    if via not in Gegevenswijze.values:
        raise RuleError(_("Choose how the person told it."), field="via")
    return _withdraw(doorverwijzing, via=via, by=by, at=at)


@transaction.atomic
def withdraw_all(
    zaak: Zaak, *, by: By, at: datetime, via: str = Gegevenswijze.SCHERM, behoefte_key: int | None = None
) -> int:
    """End every open referral of a case, or of one need, because the person stops. Returns how many.

    Whoever calls this has checked the right to act on the case.
    """
    waiting = with_state(Doorverwijzing.objects.filter(zaak=zaak)).filter(state__in=[s.value for s in OPEN])
    if behoefte_key is not None:
        waiting = waiting.filter(behoefte_key=behoefte_key)
    keys = list(waiting.order_by("pk").values_list("pk", flat=True))
    for key in keys:
        _withdraw(locked(key), via=via, by=by, at=at)
    return len(keys)


def _withdraw(doorverwijzing: Doorverwijzing, *, via: str, by: By, at: datetime) -> DoorverwijzingStap:
    role = Rol.PERSOON if isinstance(by, str) else Rol.GIDS
    actor = actor_of(by)
    taken_back = []
    for toestemming in Toestemming.objects.filter(doorverwijzing=doorverwijzing, intrekking__isnull=True):
        Intrekking.objects.create(toestemming=toestemming, at=at, actor=actor.name, via=via)
        taken_back.append(toestemming)
    step = take(
        doorverwijzing,
        Stap.INGETROKKEN,
        role=role,
        by=by,
        at=at,
        detail={"via": str(via), "toestemmingen": [t.pk for t in taken_back]},
    )
    for toestemming in taken_back:
        Zaakgebeurtenis.objects.create(
            zaak=doorverwijzing.zaak,
            kind=Gebeurtenis.TOESTEMMING_INGETROKKEN,
            at=at,
            actor=actor.name,
            organisation=actor.organisation,
            detail={"doorverwijzing": doorverwijzing.pk, "partij": doorverwijzing.partij_id},
        )
        transaction.on_commit(
            partial(events.toestemming_ingetrokken.send, sender=Toestemming, id=toestemming.pk, at=at)
        )
    return step


def _agree(
    doorverwijzing: Doorverwijzing,
    *,
    basis: Grondslag,
    text: Toestemmingstekst,
    via: Gegevenswijze,
    role: Rol,
    by: By,
    at: datetime,
    expected: int | None,
    read_back: bool = False,
    witness: User | None = None,
) -> Toestemming:
    last = last_step(doorverwijzing)
    if expected is not None and (last.sequence if last else 0) != expected:
        raise ConflictError(_("Something changed while you had the page open. Look again and choose."))
    if state_of(doorverwijzing) != Stap.AANGEBODEN:
        raise ConflictError(_("This was answered before, or it ended. Look again at the page."))
    toestemming = Toestemming.objects.create(
        doorverwijzing=doorverwijzing,
        partij=doorverwijzing.partij,
        basis=basis,
        fields=doorverwijzing.fields,
        purpose=doorverwijzing.need,
        text=text,
        given_via=via,
        read_back=read_back,
        witness=witness,
        given_at=at,
        until=at + CONSENT_TERM,
    )
    take(
        doorverwijzing,
        basis_step(basis),
        role=role,
        by=by,
        at=at,
        toestemming=toestemming,
        detail={
            "toestemming": toestemming.pk,
            "velden": toestemming.fields,
            "tekst": f"{text.kind}:{text.version}:{text.language}",
            "via": via.value,
        },
    )
    return toestemming


def _of_person(doorverwijzing_id: int, zaak: Zaak) -> Doorverwijzing:
    doorverwijzing = locked(doorverwijzing_id)
    if doorverwijzing.zaak_id != zaak.pk:
        raise PermissionDenied
    return doorverwijzing


def _witness(witness_id: int | None, by: Acting, at: datetime) -> User:
    if witness_id is None or witness_id == by.user.pk:
        return by.user
    colleague = (
        Lidmaatschap.objects.filter(valid_on(at.date()), user_id=witness_id, partij=by.partij)
        .select_related("user")
        .first()
    )
    if colleague is None:
        raise RuleError(_("Choose a colleague of your own organisation."), field="witness")
    return colleague.user


@transaction.atomic
def load_consent_texts(path: Path = DATA / "consent_texts.yaml") -> int:
    """Add the texts of the file that are not there yet; returns how many. Texts are never changed.

    Raises ValueError when the file holds other words under a version that people may have agreed to.
    """
    with path.open(encoding="utf-8") as lines:
        content: dict[str, Any] = yaml.safe_load(lines)
    added = 0
    for language, words in content["languages"].items():
        labels = {"fields": words["fields"], "buttons": words["buttons"], "title": words["title"]}
        for kind, key in ((text_kind(Grondslag.TOESTEMMING), "consent"), (INFORMATION, "information")):
            body = words[key].strip()
            known = Toestemmingstekst.objects.filter(
                kind=kind, version=content["version"], language=language
            ).first()
            if known is None:
                Toestemmingstekst.objects.create(
                    kind=kind, version=content["version"], language=language, body=body, labels=labels
                )
                added += 1
            elif (known.body, known.labels) != (body, labels):
                raise ValueError(f"{path.name}: {kind} in {language} was changed; raise its version.")
    return added


def load_for(code: str, at: datetime) -> list[str]:
    """The loader that `laad-regio` calls; the texts are the same for every region."""
    return [f"Consent texts: {load_consent_texts()} new"]
