# SPDX-License-Identifier: EUPL-1.2
"""Requests about own data (AVG articles 12 and 15 to 21): received, who asks, extended, decided, carried out.

The data protection officer handles all of the region, a guide those about the own questions. Every act is
an event of the request and a line of the log; what was asked and explained stands under the key of the case.
"""

import random
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from werkregio.foundation import audit, secrets
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.outbox import Skip
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.permissions import Acting

from ..models import Verzoek, Verzoekstap, Zaak
from ..permissions.retention import may_enter_request_of, may_handle_request
from ..rules.references import RANGE
from ..rules.rights import ABOUT_A_COPY, GRANTED, due_on, may_extend
from ..terms import (
    Besluit,
    Besluitreden,
    Gebeurtenis,
    Identiteit,
    Kanaal,
    Rechtenverzoek,
    Verlengreden,
    Verzoekstapsoort,
)
from .messages import Words, person_kind, put_for_person
from .referral_steps import By, actor_of
from .zaak import checked, day_of, locked, tell

ACTIVITY = "rechten"
ANSWER = "verzoek.antwoord"
_TRIES = 20


def receive(
    regio: Arbeidsmarktregio,
    zaak: Zaak | None,
    kind: str,
    *,
    via: str,
    identity: str = "",
    text: str = "",
    received_at: datetime,
    form_key: str | None = None,
    by: By,
    at: datetime,
) -> Verzoek:
    """Make a request of a locked case, or of nobody who was found. The same one twice is one request."""
    found = (
        Verzoek.objects.filter(zaak=zaak, kind=kind, done_at__isnull=True) if zaak else Verzoek.objects.none()
    )
    earlier = found.first() or (form_key and Verzoek.objects.filter(form_key=form_key).first())
    if earlier:
        return earlier
    verzoek = Verzoek.objects.create(
        regio=regio,
        zaak=zaak,
        number=_free_number(at),
        kind=kind,
        via=via,
        identity=identity,
        received_at=received_at,
        due=due_on(day_of(received_at)),
        sealed=zaak.seal({"vraag": text}) if zaak and text else "",
        form_key=form_key,
    )
    _step(verzoek, Verzoekstapsoort.ONTVANGEN, by=by, at=at, via=via)
    if identity:
        _step(verzoek, Verzoekstapsoort.IDENTITEIT, by=by, at=at, hoe=identity)
    return verzoek


@transaction.atomic
def enter(
    reference: str,
    kind: str,
    *,
    via: str,
    received_on: date,
    identity: str = "",
    text: str = "",
    form_key: str = "",
    by: Acting,
    at: datetime,
) -> Verzoek:
    """Write down a request that came by letter, by phone or at the counter; empty number: nobody was found."""
    if kind not in Rechtenverzoek.values:
        raise RuleError(_("Choose what the person asks."), field="kind")
    if via not in Kanaal.values:
        raise RuleError(_("Choose how it came in."), field="via")
    if identity and identity not in Identiteit.values:
        raise RuleError(_("Choose how you know who it is."), field="identity")
    if received_on > day_of(at):
        raise RuleError(_("This day is still to come."), field="received_on")
    zaak = _by_reference(reference, by)
    if not may_enter_request_of(by, zaak):
        raise PermissionDenied
    if zaak is None and (identity or text.strip()):
        raise RuleError(
            _("Without a question there is no place for personal data. Leave these fields empty."),
            field="text" if text.strip() else "identity",
        )
    words = checked(text, field="text", required=False)
    moment = at if received_on == day_of(at) else _noon(received_on, at)
    key = secrets.keyed_hash(f"{by.user.pk}:{form_key}", purpose="form-key") if form_key else None
    verzoek = receive(
        by.regio,
        zaak,
        kind,
        via=via,
        identity=identity,
        text=words,
        received_at=moment,
        form_key=key,
        by=by,
        at=at,
    )
    if zaak:
        tell(zaak, Gebeurtenis.RECHTENVERZOEK, by=by, at=at, soort=kind, verzoek=verzoek.pk)
    _log("verzoek.ontvangen", verzoek, by=by, at=at, soort=kind)
    return verzoek


def _noon(day: date, at: datetime) -> datetime:
    return at.replace(year=day.year, month=day.month, day=day.day, hour=12, minute=0, second=0, microsecond=0)


def _by_reference(reference: str, by: Acting) -> Zaak | None:
    reference = reference.strip().upper()
    if not reference:
        return None
    found = Zaak.objects.filter(regio_id=by.regio_id, reference=reference, erased_at__isnull=True).first()
    if found is None or not may_enter_request_of(by, found):
        raise RuleError(
            _("There is no question with this number. Leave it empty when you cannot find the person."),
            field="reference",
        )
    return locked(found.pk)


def _handled(verzoek_id: int, by: Acting, *, open_only: bool = True) -> Verzoek:
    """The locked request with its locked case; refused like one that does not exist."""
    verzoek = Verzoek.objects.filter(pk=verzoek_id).first()
    if verzoek is None or not may_handle_request(by, verzoek):
        raise PermissionDenied
    if verzoek.zaak_id:
        zaak = locked(verzoek.zaak_id)
    verzoek = Verzoek.objects.select_for_update(of=("self",)).get(pk=verzoek_id)
    if verzoek.zaak_id:
        verzoek.zaak = zaak
    if open_only and verzoek.done_at is not None:
        raise ConflictError(_("This request was answered before. Nothing was changed."))
    return verzoek


@transaction.atomic
def establish(verzoek_id: int, *, identity: str, by: Acting, at: datetime) -> Verzoek:
    """Write down how it was established who asks. A copy of a document is never kept."""
    verzoek = _handled(verzoek_id, by)
    if identity not in Identiteit.values or identity == Identiteit.CODE:
        raise RuleError(_("Choose how you know who it is."), field="identity")
    if verzoek.zaak is None:
        raise RuleError(_("There is no question that belongs to this request, so nobody to compare with."))
    verzoek.identity = identity
    verzoek.save(update_fields=["identity"])
    _step(verzoek, Verzoekstapsoort.IDENTITEIT, by=by, at=at, hoe=identity)
    _log("verzoek.identiteit", verzoek, by=by, at=at, hoe=identity)
    return verzoek


@transaction.atomic
def extend(verzoek_id: int, *, reason: str, by: Acting, at: datetime) -> Verzoek:
    """Two months longer, once, within the first month and with a reason that the person hears."""
    verzoek = _handled(verzoek_id, by)
    received = day_of(verzoek.received_at)
    if reason not in Verlengreden.values:
        raise RuleError(_("Choose why the answer takes longer."), field="reason")
    if not may_extend(received, day_of(at), extended=verzoek.extended):
        raise RuleError(
            _("It can be extended once, and only in the first month: the person has to hear it in time.")
        )
    verzoek.extended, verzoek.due = True, due_on(received, extended=True)
    verzoek.save(update_fields=["extended", "due"])
    _step(verzoek, Verzoekstapsoort.VERLENGD, by=by, at=at, reden=reason)
    _tell_person(verzoek, "verlengd", at)
    _log("verzoek.verlengd", verzoek, by=by, at=at, reden=reason)
    return verzoek


@transaction.atomic
def decide(
    verzoek_id: int, *, decision: str, reason: str = "", explanation: str = "", by: Acting, at: datetime
) -> Verzoek:
    """Grant or refuse. A refusal has a ground of the law, and ends the request; a grant is carried out after."""
    verzoek = _handled(verzoek_id, by)
    if decision not in Besluit.values:
        raise RuleError(_("Choose what you decide."), field="decision")
    if verzoek.decision:
        raise ConflictError(_("This was decided before. Nothing was changed."))
    words = checked(explanation, field="explanation", required=False)
    if decision in GRANTED:
        if verzoek.zaak is None:
            raise RuleError(_("There is no question that belongs to this request."), field="decision")
        if not verzoek.identity:
            raise RuleError(_("Establish first who asks."), field="decision")
    if decision == Besluit.NIET_HERKEND:
        if verzoek.identity:
            raise RuleError(_("It was established who asks. Choose another decision."), field="decision")
        reason = Besluitreden.NIET_HERKEND
    if decision == Besluit.TOEGEWEZEN:
        reason = ""
    elif reason not in Besluitreden.values:
        raise RuleError(_("Choose the ground of the law."), field="reason")
    if words and verzoek.zaak is None:
        raise RuleError(
            _("Without a question there is no place for personal data. Leave these fields empty."),
            field="explanation",
        )
    verzoek.decision, verzoek.reason, verzoek.decided_at = decision, reason, at
    if words and verzoek.zaak:
        verzoek.sealed = verzoek.zaak.seal(_sealed(verzoek) | {"uitleg": words})
    if decision not in GRANTED:
        verzoek.done_at = at
    verzoek.save()
    _step(verzoek, Verzoekstapsoort.BESLOTEN, by=by, at=at, besluit=decision, reden=reason)
    if verzoek.zaak:
        tell(
            verzoek.zaak,
            Gebeurtenis.RECHT_BESLOTEN,
            by=by,
            at=at,
            soort=verzoek.kind,
            verzoek=verzoek.pk,
            besluit=decision,
        )
        _tell_person(verzoek, "besloten", at)
    _log("verzoek.besloten", verzoek, by=by, at=at, reason=reason, besluit=decision)
    return verzoek


def _tell_person(verzoek: Verzoek, what: str, at: datetime) -> None:
    """A message that there is an answer; what it says stands on the own page only: others may read along."""
    if verzoek.zaak:
        put_for_person(
            ANSWER, verzoek.zaak, f"verzoek:{verzoek.pk}", key=f"{ANSWER}:{verzoek.pk}:{what}", at=at
        )


def _answer(zaak: Zaak, item: OutboxItem, at: datetime) -> Words | Skip:
    verzoek = Verzoek.objects.filter(pk=item.thing.partition(":")[2], zaak=zaak).first()
    if verzoek is None:
        return Skip("gone")
    return Words(
        subject=_("There is an answer to your request"),
        text=_(
            "Hello,\n\nThere is an answer to your request %(number)s about your data. You read it on your own "
            "page, with your private code. Or call us: %(phone)s.\n\n%(name)s"
        )
        % {
            "number": verzoek.number,
            "phone": zaak.regio.phone or "–",
            "name": zaak.regio.werkcentrum_naam or zaak.regio.naam,
        },
    )


KINDS = (person_kind(ANSWER, gettext_noop("Answer to a request about own data"), _answer),)


def _sealed(verzoek: Verzoek) -> dict[str, Any]:
    found = verzoek.zaak.unseal(verzoek.sealed) if verzoek.zaak and verzoek.sealed else {}
    return found if isinstance(found, dict) else {}


def granted_for_copy(verzoek: Verzoek) -> bool:
    """Whether the copy of the data may be opened: a known person, a grant, and a case that is still there."""
    return (
        verzoek.kind in ABOUT_A_COPY
        and verzoek.decision in GRANTED
        and bool(verzoek.identity)
        and verzoek.zaak is not None
        and verzoek.zaak.erased_at is None
    )


@transaction.atomic
def give_copy(verzoek_id: int, *, form: str, left_out: list[int], by: Acting, at: datetime) -> Verzoek:
    """Write down that a copy was made, in which form, and how many additions were left out of it."""
    verzoek = _handled(verzoek_id, by, open_only=False)
    if not granted_for_copy(verzoek):
        raise PermissionDenied
    _step(verzoek, Verzoekstapsoort.GEGEVEN, by=by, at=at, vorm=form, weggelaten=len(left_out))
    _log(
        "verzoek.kopie",
        verzoek,
        by=by,
        at=at,
        reason="rechtenverzoek",
        vorm=form,
        weggelaten=sorted(left_out),
    )
    return verzoek


def record_step_done(verzoek: Verzoek, *, by: Acting, at: datetime) -> None:
    """Close a locked request that was carried out."""
    verzoek.done_at = at
    verzoek.save(update_fields=["done_at"])
    _step(verzoek, Verzoekstapsoort.UITGEVOERD, by=by, at=at)
    _log("verzoek.uitgevoerd", verzoek, by=by, at=at, soort=verzoek.kind)


def for_carrying_out(verzoek_id: int, by: Acting) -> Verzoek:
    """The locked request, granted and not done yet."""
    verzoek = _handled(verzoek_id, by)
    if verzoek.decision not in GRANTED:
        raise RuleError(_("Decide first. Then carry it out."))
    return verzoek


def _step(verzoek: Verzoek, kind: Verzoekstapsoort, *, by: By, at: datetime, **detail: Any) -> None:
    actor = actor_of(by)
    Verzoekstap.objects.create(
        verzoek=verzoek, kind=kind, at=at, actor=actor.name, organisation=actor.organisation, detail=detail
    )


def _log(action: str, verzoek: Verzoek, *, by: By, at: datetime, reason: str = "", **detail: Any) -> None:
    actor = actor_of(by)
    audit.record(
        action,
        verzoek,
        region=verzoek.regio.code,
        by=actor.in_log,
        at=at,
        organisation=actor.organisation,
        subject=verzoek.zaak.subject if verzoek.zaak else "",
        reason=str(reason),
        detail=detail,
        activity=ACTIVITY,
    )


def _free_number(at: datetime) -> str:
    # The number is no secret: it stands in letters.
    for _try in range(_TRIES):
        found = f"R-{day_of(at):%y}-{random.randrange(RANGE):05d}"  # noqa: S311
        if not Verzoek.objects.filter(number=found).exists():
            return found
    raise RuleError(_("We could not give this request a number. Please try again in a minute."))
