# SPDX-License-Identifier: EUPL-1.2
"""A consultation is made, opened, closed and told back by staff; what the public sends is in `consultatie_answers`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit, outbox, secrets
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.foundation.personal_data import Personal, find_personal
from werkregio.regio.permissions import Acting

from ..models import Antwoord, Consultatie, ConsultatieCode, ConsultatieVraag, Inbreng
from ..permissions import consulting as permissions
from ..rules.consultation import may_follow, withheld
from ..terms_consulting import (
    ConsultatieStaat,
    ConsultatieToegang,
    ConsultatieVorm,
    InbrengStaat,
    VraagSoort,
)

TOLD_BACK = "consultatie.terugmelding"
CODE_PURPOSE = "consultatie.code"
MOST_CODES = 2000


@dataclass(frozen=True, slots=True)
class Question:
    """A question before it is kept. `keuzes` are pairs of a Dutch and an English text."""

    soort: str
    tekst_nl: str
    tekst_en: str = ""
    keuzes: Sequence[tuple[str, str]] = ()
    verplicht: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What staff fills in."""

    vorm: str
    toegang: str
    anoniem: bool
    titel_nl: str
    tekst_nl: str
    opens_on: date
    closes_on: date
    titel_en: str = ""
    tekst_en: str = ""
    subject_kind: str = ""
    subject_id: str = ""
    subject_title: str = ""


def _log(action: str, row: Consultatie, *, by: Acting, at: datetime, **detail: object) -> None:
    audit.record(
        action,
        row,
        region=row.regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail=detail,
    )


def _locked(pk: int, by: Acting) -> Consultatie:
    row = Consultatie.objects.select_for_update(of=("self",)).select_related("regio").filter(pk=pk).first()
    if row is None or not permissions.may_write_consultatie(by, row):
        raise PermissionDenied
    return row


def _checked(draft: Draft) -> None:
    if draft.closes_on < draft.opens_on:
        raise RuleError(_("The last day may not come before the first day."), field="closes_on")
    if draft.toegang == ConsultatieToegang.INTERN and draft.vorm != ConsultatieVorm.BIJEENKOMST:
        raise RuleError(_("Only the input of a meeting is written down by staff."), field="toegang")
    if draft.vorm == ConsultatieVorm.BIJEENKOMST and draft.toegang != ConsultatieToegang.INTERN:
        raise RuleError(_("The input of a meeting is written down by staff."), field="toegang")
    if draft.toegang == ConsultatieToegang.OPENBAAR and not (draft.titel_en and draft.tekst_en):
        raise RuleError(_("A public consultation is in Dutch and in English."), field="titel_en")


@transaction.atomic
def start(draft: Draft, questions: Sequence[Question], *, by: Acting, at: datetime) -> Consultatie:
    """Make a consultation. Open or anonymous is chosen here and never changes."""
    if not permissions.may_start_consultatie(by):
        raise PermissionDenied
    _checked(draft)
    if draft.vorm == ConsultatieVorm.REACTIES and not questions:
        questions = [Question(VraagSoort.OPEN, "Wat is uw reactie?", "What is your reaction?", (), True)]
    row = Consultatie.objects.create(
        regio=by.regio,
        partij=by.partij,
        geleding=by.partij.geleding,
        created_at=at,
        created_by=by.user,
        **{name: getattr(draft, name) for name in draft.__slots__},
    )
    for question in questions:
        _add(row, question)
    _log("consultatie.gemaakt", row, by=by, at=at, anoniem=row.anoniem)
    return row


@transaction.atomic
def add_question(pk: int, question: Question, *, by: Acting, at: datetime) -> ConsultatieVraag:
    """Add a question to a draft."""
    row = _locked(pk, by)
    if row.state != ConsultatieStaat.CONCEPT:
        raise RuleError(_("Questions do not change any more once people can answer."))
    made = _add(row, question)
    _log("consultatie.vraag", row, by=by, at=at)
    return made


def _add(row: Consultatie, question: Question) -> ConsultatieVraag:
    choices = [{"nl": nl.strip(), "en": en.strip()} for nl, en in question.keuzes if nl.strip()]
    if question.soort != VraagSoort.OPEN and len(choices) < 2:
        raise RuleError(_("Give at least two answers to choose from."), field="keuzes_nl")
    if row.toegang == ConsultatieToegang.OPENBAAR:
        if not question.tekst_en:
            raise RuleError(_("A public consultation is in Dutch and in English."), field="tekst_en")
        if any(not choice["en"] for choice in choices):
            raise RuleError(_("Give each answer in English as well, one on a line."), field="keuzes_en")
    return ConsultatieVraag.objects.create(
        consultatie=row,
        position=row.vragen.count() + 1,
        soort=question.soort,
        tekst_nl=question.tekst_nl,
        tekst_en=question.tekst_en,
        keuzes=[] if question.soort == VraagSoort.OPEN else choices,
        verplicht=question.verplicht,
    )


@transaction.atomic
def open_consultatie(pk: int, *, by: Acting, at: datetime) -> Consultatie:
    """From now on people can answer."""
    row = _locked(pk, by)
    if row.toegang != ConsultatieToegang.INTERN and not row.vragen.exists():
        raise RuleError(_("Write at least one question first."))
    if row.closes_on < at.astimezone(AMSTERDAM).date():
        raise RuleError(_("The last day has passed. Choose a later day."))
    _move(row, ConsultatieStaat.OPEN, by=by, at=at)
    return row


def _move(row: Consultatie, state: str, *, by: Acting, at: datetime, **detail: object) -> None:
    if not may_follow(row.state, state):
        raise RuleError(_("This is not possible in the present state of the consultation."))
    row.state = state
    row.save()
    _log(f"consultatie.{state}", row, by=by, at=at, **detail)


@transaction.atomic
def make_codes(pk: int, number: int, *, by: Acting, at: datetime) -> list[str]:
    """One-time codes to put on invitations. They are shown now and never again; who gets which stands nowhere."""
    row = _locked(pk, by)
    if row.toegang != ConsultatieToegang.CODE or row.state not in (
        ConsultatieStaat.CONCEPT,
        ConsultatieStaat.OPEN,
    ):
        raise RuleError(_("This consultation works without codes, or is closed."))
    if not 1 <= number <= MOST_CODES - row.codes.count():
        raise RuleError(_("Fill in a number from 1 to %(most)d.") % {"most": MOST_CODES}, field="number")
    codes = [secrets.new_code() for _n in range(number)]
    ConsultatieCode.objects.bulk_create(
        ConsultatieCode(consultatie=row, hash=secrets.keyed_hash(code, purpose=CODE_PURPOSE))
        for code in codes
    )
    _log("consultatie.codes", row, by=by, at=at, aantal=number)
    return codes


@transaction.atomic
def close(pk: int, *, by: Acting, at: datetime) -> Consultatie:
    """No answer counts any more. Each answer in own words becomes an input, of which the end is told."""
    row = _locked(pk, by)
    _move(row, ConsultatieStaat.GESLOTEN, by=by, at=at, ontvangen=row.received)
    held = withheld(row.received, anonymous=row.anoniem, limit=row.regio.publishing_limit)
    if not held.hidden:
        answers = Antwoord.objects.filter(vraag__consultatie=row, vraag__soort=VraagSoort.OPEN)
        Inbreng.objects.bulk_create(
            Inbreng(
                consultatie=row,
                tekst=answer.tekst,
                afzender=answer.inzending.afzender if answer.inzending else "",
            )
            for answer in answers.select_related("inzending")
        )
    return row


@transaction.atomic
def note_input(pk: int, *, tekst: str, by: Acting, at: datetime) -> Inbreng:
    """Write down what was said in a meeting."""
    row = _locked(pk, by)
    if row.state not in (ConsultatieStaat.OPEN, ConsultatieStaat.GESLOTEN):
        raise RuleError(_("Input is written down while the consultation is open, or before it is told back."))
    if find_personal(tekst):
        raise RuleError(
            _("Write about groups, not about a person: take out names, e-mail addresses and phone numbers."),
            field="tekst",
        )
    made = Inbreng.objects.create(consultatie=row, tekst=tekst)
    _log("consultatie.inbreng", row, by=by, at=at)
    return made


@transaction.atomic
def decide_input(
    pk: int,
    inbreng: str,
    *,
    state: str,
    samenvatting_nl: str,
    samenvatting_en: str = "",
    reden_nl: str = "",
    reden_en: str = "",
    by: Acting,
    at: datetime,
) -> Inbreng:
    """Say what was done with an input. The public reads the summary, never the text as it came in."""
    row = _locked(pk, by)
    if row.state == ConsultatieStaat.TERUGGEKOPPELD:
        raise RuleError(_("This was told back already and does not change any more."))
    found = Inbreng.objects.select_for_update(of=("self",)).filter(pk=inbreng, consultatie=row).first()
    if found is None:
        raise PermissionDenied
    if state not in (InbrengStaat.OVERGENOMEN, InbrengStaat.AFGEWEZEN, InbrengStaat.GEPARKEERD):
        raise RuleError(_("Choose what was done with it."), field="state")
    if state == InbrengStaat.AFGEWEZEN and not reden_nl.strip():
        raise RuleError(_("Say why it was not adopted."), field="reden_nl")
    texts = {
        "samenvatting_nl": samenvatting_nl,
        "samenvatting_en": samenvatting_en,
        "reden_nl": reden_nl,
        "reden_en": reden_en,
    }
    for field, text in texts.items():
        if find_personal(text):
            raise RuleError(
                _("Everybody reads this: take out names, e-mail addresses and phone numbers."), field=field
            )
        setattr(found, field, text.strip())
    found.state = state
    found.save()
    _log("consultatie.inbreng_besloten", row, by=by, at=at, uitkomst=state)
    return found


@transaction.atomic
def tell_back(pk: int, *, slotwoord_nl: str, slotwoord_en: str = "", by: Acting, at: datetime) -> Consultatie:
    """Publish what was done, and tell who left an address; the addresses are erased after that."""
    row = _locked(pk, by)
    open_ones = row.inbreng.filter(state=InbrengStaat.NIEUW).count()
    if open_ones:
        raise RuleError(
            _("Say first what was done with each input: %(n)d without an end.") % {"n": open_ones}
        )
    if Personal.BSN in find_personal(slotwoord_nl + " " + slotwoord_en):
        raise RuleError(_("This text holds a number that may be a BSN. Take it out."), field="slotwoord_nl")
    row.slotwoord_nl, row.slotwoord_en, row.told_at = slotwoord_nl, slotwoord_en, at
    _move(row, ConsultatieStaat.TERUGGEKOPPELD, by=by, at=at)
    for address in row.terugmeldadressen.all():
        outbox.put(
            TOLD_BACK,
            f"terugmeldadres:{address.pk}",
            key=f"{TOLD_BACK}:{address.pk}",
            region=row.regio.code,
            at=at,
        )
    return row
