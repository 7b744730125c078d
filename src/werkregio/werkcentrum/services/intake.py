# SPDX-License-Identifier: EUPL-1.2
"""A question becomes a case: left by the person on the site, or typed by a guide for somebody."""

import base64
import hashlib
import hmac
import logging
import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import DatabaseError, IntegrityError, transaction
from django.utils.translation import gettext as _

from werkregio.foundation import secrets
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Arbeidsmarktregio, Gemeente, Partij
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import gemeenten_of

from ..models import Ondersteuningsbehoefte, Zaak, Zaakgegevens, Zaaksleutel
from ..permissions.zaak import may_open_zaak
from ..rules.answer import Answer
from ..rules.next_steps import PLAN_DAYS, first_step, within
from ..rules.references import RANGE, reference
from ..terms import Bereikbaar, Gebeurtenis, Herkomst, Kanaal, Urgentie, VolgendeStap, Vrager
from . import wegwijzer
from .practice import refuse_real_contact
from .referral_steps import PERSON, By
from .worklist import CODE_TERM, code_hash
from .zaak import LONGEST_QUESTION, checked, choose_need, day_of, for_guide, log, save, still_open, tell

logger = logging.getLogger(__name__)

# A second press on the button while the first is under way shows the same code. Long enough for a slow
# connection, too short for the next person at the same screen.
SAME_PAGE = timedelta(seconds=30)
_TRIES = 20


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """Everything that is asked, and no more. An empty part was not given."""

    vraag: str
    language: str = "nl"
    question_language: str = ""
    asker: str = Vrager.INWONER
    gemeente: str = ""
    reach_by: str = Bereikbaar.PAGINA
    phone: str = ""
    email: str = ""
    first_name: str = ""
    name: str = ""
    channel: str = Kanaal.WEB
    answered: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Left:
    """The case that a question became. `code` is None when it was received before and is not shown again."""

    zaak: Zaak
    code: str | None
    again: bool = False


def leave_question(regio: Arbeidsmarktregio, question: NewQuestion, *, form_key: str, at: datetime) -> Left:
    """The person leaves a question on the site. A second submit of the same page finds the first result."""
    question = checked_question(question)
    answer = route(regio, question, on=day_of(at))
    key = secrets.keyed_hash(form_key, purpose="form-key")
    code = code_of_form(form_key)
    try:
        with transaction.atomic():
            earlier = Zaak.objects.filter(form_key=key).select_related("regio", "gemeente").first()
            if earlier is None:
                zaak = make_zaak(regio, question, answer, by=PERSON, at=at, form_key=key, code=code)
                log("zaak.open", zaak, by=PERSON, at=at, channel=question.channel)
    except IntegrityError:
        # Both submits arrived at the same moment; the other one was first.
        earlier = Zaak.objects.select_related("regio", "gemeente").get(form_key=key)
    if earlier is not None:
        return sent_again(earlier, code, at)
    count_left(regio, answer, question, at)
    return Left(zaak, code)


def sent_again(earlier: Zaak, code: str, at: datetime) -> Left:
    """The same form came twice: the code is shown once more only when the first one was a moment ago."""
    same = earlier.code_hash == code_hash(code) and at - earlier.opened_at <= SAME_PAGE
    return Left(earlier, code if same else None, again=True)


def left_before(regio: Arbeidsmarktregio, form_key: str) -> Zaak | None:
    """The case that this form became, when it was sent already."""
    key = secrets.keyed_hash(form_key, purpose="form-key")
    return Zaak.objects.filter(form_key=key, regio=regio).select_related("regio", "gemeente").first()


def open_zaak(
    regio: Arbeidsmarktregio,
    question: NewQuestion,
    *,
    told: bool,
    answer: Answer | None = None,
    chosen: str = "",
    form_key: str | None = None,
    by: Acting,
    at: datetime,
) -> Left:
    """A guide types a question for somebody on the phone or at the counter, and has it on the own list.

    `told`: the guide said aloud what is kept and why, and that the person may see it.
    `chosen`: the need that the guide chose while typing; empty leaves it to the router.
    """
    if not may_open_zaak(by) or by.regio_id != regio.pk:
        raise PermissionDenied
    if not told:
        raise RuleError(_("Tell the person first what we keep and why. Then tick this box."), field="told")
    question = checked_question(question)
    answer = answer or route(regio, question, on=day_of(at))
    key = secrets.keyed_hash(f"{by.user.pk}:{form_key}", purpose="form-key") if form_key else None
    code = secrets.new_code()
    try:
        with transaction.atomic():
            earlier = Zaak.objects.filter(form_key=key).first() if key else None
            if earlier is None:
                zaak = make_zaak(regio, question, answer, by=by, at=at, form_key=key, code=code)
                if chosen:
                    first = zaak.behoeften.first()
                    choose_need(zaak.pk, need=chosen, behoefte_id=first.pk if first else None, by=by, at=at)
                log("zaak.open", zaak, by=by, at=at, channel=question.channel)
    except IntegrityError:
        earlier = Zaak.objects.get(form_key=key)
    if earlier is not None:
        return Left(earlier, None, again=True)
    count_left(regio, answer, question, at)
    return Left(zaak, code)


@dataclass(frozen=True, slots=True)
class Contact:
    """Who it is and how to reach the person, as the guide corrects it."""

    first_name: str = ""
    name: str = ""
    reach_by: str = Bereikbaar.PAGINA
    phone: str = ""
    email: str = ""
    language: str = "nl"
    gemeente: str = ""


@transaction.atomic
def correct_contact(
    zaak_id: int, contact: Contact, *, version: int | None = None, by: Acting, at: datetime
) -> None:
    """Correct what is kept about the person. What was wrong is not kept."""
    zaak = for_guide(zaak_id, by, version=version)
    still_open(zaak)
    checked_reach(contact.reach_by, contact.phone, contact.email)
    refuse_real_contact(zaak.regio, phone=contact.phone, email=contact.email)
    before = zaak.unseal(zaak.gegevens.sealed)
    parts = before | {
        "voornaam": checked(contact.first_name, field="voornaam", required=False, longest=80),
        "naam": checked(contact.name, field="naam", required=False, longest=120),
        "telefoon": contact.phone,
        "email": contact.email,
    }
    parts = {key: value for key, value in parts.items() if value}
    changed = sorted(key for key in before.keys() | parts.keys() if before.get(key) != parts.get(key))
    zaak.gegevens.sealed = zaak.seal(parts)
    zaak.gegevens.save(update_fields=["sealed"])
    zaak.reach_by, zaak.language = contact.reach_by, contact.language
    zaak.gemeente = _gemeente(zaak.regio, contact.gemeente, at)
    tell(zaak, Gebeurtenis.VERBETERD, by=by, at=at, velden=changed)
    save(zaak, "reach_by", "language", "gemeente")
    log("zaak.correct", zaak, by=by, at=at, fields=changed)


def checked_reach(reach_by: str, phone: str, email: str) -> None:
    """The chosen way needs its own number or address."""
    if reach_by not in Bereikbaar.values:
        raise RuleError(_("Choose how we can reach you."), field="reach_by")
    if reach_by == Bereikbaar.BELLEN and not phone:
        raise RuleError(_("Fill in your phone number, for example 06 12345678."), field="phone")
    if reach_by == Bereikbaar.EMAIL:
        try:
            validate_email(email)
        except ValidationError as error:
            raise RuleError(
                _("Fill in your e-mail address, for example naam@voorbeeld.nl."), field="email"
            ) from error


def _gemeente(regio: Arbeidsmarktregio, code: str, at: datetime) -> Gemeente | None:
    """A municipality of this region; none for any other code."""
    return gemeenten_of(regio, on=day_of(at)).filter(gm_code=code).first() if code else None


def code_of_form(form_key: str) -> str:
    """The code that belongs to one form: 80 bits that only this installation can compute from the form key.

    The key itself is kept only as a hash, so the code cannot be found back from the database.
    """
    secret = hashlib.sha256(f"{settings.SECRET_KEY}|code-of-form".encode()).digest()
    digest = hmac.new(secret, form_key.encode(), hashlib.sha256).digest()
    table = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", secrets.ALPHABET)
    raw = base64.b32encode(digest[:10]).decode().translate(table)
    return "-".join(raw[i : i + 4] for i in range(0, len(raw), 4))


def route(regio: Arbeidsmarktregio, question: NewQuestion, *, on: date | None = None) -> Answer | None:
    """What the router says; a router that fails never stops a question."""
    try:
        return wegwijzer.ask(
            regio,
            question.vraag,
            page_language=question.language,
            language=question.question_language or None,
            asker=question.asker or None,
            gemeente=question.gemeente or None,
            answered=dict(question.answered),
            on=on,
        )
    except (DatabaseError, OSError, ValueError):
        logger.exception("The router could not answer; the question is kept without a suggestion.")
        return None


def suggestions(answer: Answer | None) -> list[dict[str, object]]:
    """What the router said, as it is kept beside the need: codes and scores, never words of the person."""
    if answer is None:
        return []
    return [{"code": found.code, "score": round(found.score, 4)} for found in answer.needs[:3]]


def checked_question(question: NewQuestion) -> NewQuestion:
    """Refuse what cannot be kept, and keep only the contact that belongs to the chosen way."""
    text = checked(question.vraag, field="vraag", longest=LONGEST_QUESTION)
    checked_reach(question.reach_by, question.phone, question.email)
    by_phone, by_mail = question.reach_by == Bereikbaar.BELLEN, question.reach_by == Bereikbaar.EMAIL
    typed = question.channel != Kanaal.WEB
    return NewQuestion(
        vraag=text,
        language=question.language,
        question_language=question.question_language,
        asker=question.asker if question.asker in Vrager.values else Vrager.INWONER,
        gemeente=question.gemeente,
        reach_by=question.reach_by,
        # A guide may note both; on the site only the needed field is asked.
        phone=question.phone if by_phone or typed else "",
        email=question.email if by_mail or typed else "",
        first_name=checked(question.first_name, field="first_name", required=False, longest=80),
        name=checked(question.name, field="name", required=False, longest=120),
        channel=question.channel if question.channel in Kanaal.values else Kanaal.WEB,
        answered=question.answered,
    )


def make_zaak(
    regio: Arbeidsmarktregio,
    question: NewQuestion,
    answer: Answer | None,
    *,
    by: By,
    at: datetime,
    form_key: str | None,
    code: str,
    counter: Partij | None = None,
) -> Zaak:
    """The case with its key, its question and its first need.

    A guide who types it has it; typed at the counter of another organisation (`counter`) nobody has it yet.
    """
    refuse_real_contact(regio, phone=question.phone, email=question.email)
    danger = bool(answer and answer.danger)
    today = day_of(at)
    typed = not isinstance(by, str) and counter is None
    step = (
        within(VolgendeStap.PLAN, 0 if danger else PLAN_DAYS[Urgentie.WEEK], today)
        if typed
        else first_step(question.reach_by, today, danger=danger)
    )
    zaak = Zaak.objects.create(
        regio=regio,
        reference=_free_reference(at),
        subject=secrets.new_token(),
        asker=question.asker,
        language=question.language,
        gemeente=_gemeente(regio, question.gemeente, at),
        channel=question.channel,
        reach_by=question.reach_by,
        danger=danger,
        opened_at=at,
        opened_by=by.user if not isinstance(by, str) else None,
        opened_partij=counter,
        owner=by.user if typed and not isinstance(by, str) else None,
        next_step=step.code,
        next_step_due=step.due,
        code_hash=code_hash(code),
        code_expires_at=at + CODE_TERM,
        form_key=form_key,
        is_invented=regio.soort != "echt",
    )
    zaak.sleutel = Zaaksleutel.objects.create(zaak=zaak, wrapped=secrets.new_case_key())
    parts = {
        "voornaam": question.first_name,
        "naam": question.name,
        "telefoon": question.phone,
        "email": question.email,
        "vraag": question.vraag,
        "vraag_taal": question.question_language
        or (answer.language if answer and not answer.outside else ""),
    }
    Zaakgegevens.objects.create(zaak=zaak, sealed=zaak.seal({k: v for k, v in parts.items() if v}))
    through = {"partij": counter.pk} if counter else {}
    tell(zaak, Gebeurtenis.GEOPEND, by=by, at=at, kanaal=str(question.channel), **through)
    if typed:
        tell(zaak, Gebeurtenis.OVERGENOMEN, by=by, at=at)
    found = suggestions(answer)
    if found:
        Ondersteuningsbehoefte.objects.create(
            zaak=zaak,
            need=str(found[0]["code"]),
            chosen_by=Herkomst.REGEL,
            suggested=found,
            urgency=Urgentie.NU if danger else Urgentie.WEEK,
            created_at=at,
        )
    return zaak


def _free_reference(at: datetime) -> str:
    """A number that no other case has. The unique column is the last word."""
    # The number is no secret: the code is.
    for _try in range(_TRIES):
        found = reference(day_of(at), random.randrange(RANGE))  # noqa: S311
        if not Zaak.objects.filter(reference=found).exists():
            return found
    raise RuleError(_("We could not give your question a number. Please try again in a minute."))


def count_left(regio: Arbeidsmarktregio, answer: Answer | None, question: NewQuestion, at: datetime) -> None:
    if answer is None:
        return
    try:
        wegwijzer.count_question(regio, answer, asker=question.asker, at=at, chosen=True)
    except DatabaseError:
        logger.exception("A question that was left could not be counted.")
