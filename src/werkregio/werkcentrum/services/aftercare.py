# SPDX-License-Identifier: EUPL-1.2
"""After-care: ask how it goes, take the answer, and open the question again when it did not help."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.outbox import Skip
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import site_of

from ..models import Afsluiting, Nazorgantwoord, Nazorgvraag, Ondersteuningsbehoefte, Zaak
from ..queries.aftercare import by_token, ended_cases, last_choice, never_again, open_question, token_of
from ..queries.zaak import status
from ..rules.aftercare import closes_at, moments_due
from ..terms import Gebeurtenis, Nazorgkeuze, Nazorgmoment, ZaakStatus
from .messages import Words, person_kind, put_for_person
from .referral_steps import PERSON, By
from .worklist import open_again
from .zaak import for_guide, locked, log, tell

KIND = "nazorg.vraag"
# The oldest end for which a question can still come: a year, and the time that the link is open.
_LONGEST = timedelta(days=400)


def ask_due(at: datetime) -> dict[str, int]:
    """Ask everybody for whom a moment has come. Each once; run it every day."""
    today = at.astimezone(AMSTERDAM).date()
    asked = 0
    for zaak_id, ended_at in ended_cases(today - _LONGEST):
        for moment in moments_due(ended_at.astimezone(AMSTERDAM).date(), today):
            asked += _ask(zaak_id, moment, at=at)
    return {"asked": asked}


@transaction.atomic
def _ask(zaak_id: int, moment: Nazorgmoment, *, at: datetime) -> int:
    zaak = locked(zaak_id)
    last = Afsluiting.objects.filter(zaak=zaak).order_by("-at").first()
    if last is None or zaak.withdrawn_at or never_again(zaak):
        return 0
    need = Ondersteuningsbehoefte.objects.filter(pk=last.behoefte_key).values_list("need", flat=True).first()
    ended_on = last.at.astimezone(AMSTERDAM).date()
    if Nazorgvraag.objects.filter(zaak=zaak, moment=moment, ended_on=ended_on).exists():
        return 0
    try:
        with transaction.atomic():
            vraag = Nazorgvraag.objects.create(
                zaak=zaak, moment=moment, ended_on=ended_on, asked_at=at, need=need or ""
            )
    except IntegrityError:
        return 0
    put_for_person(KIND, zaak, f"nazorgvraag:{vraag.pk}", key=f"{KIND}:{vraag.pk}", at=at, vraag=vraag.pk)
    log("nazorg.gevraagd", zaak, by="systeem", at=at, moment=moment.value)
    return 1


def _write(zaak: Zaak, item: OutboxItem, at: datetime) -> Words | Skip:
    """The message: no word about which help it was, because others may read along."""
    vraag = Nazorgvraag.objects.filter(pk=item.about["vraag"], zaak=zaak).first()
    if vraag is None:
        return Skip("erased")
    if at >= closes_at(vraag.asked_at):
        return Skip("too-late")
    if last_choice(vraag):
        return Skip("answered")
    link = site_of(zaak.regio) + reverse("werkcentrum:aftercare", kwargs={"token": token_of(vraag)})
    name = zaak.regio.werkcentrum_naam or str(zaak.regio)
    day = date_format(closes_at(vraag.asked_at).astimezone(AMSTERDAM), "j F Y")
    parts = [
        _("You asked us something about work before. We would like to know how it goes now."),
        _("Answer with one tap. You do not have to sign in:") + f"\n{link}",
        _("This works until %(day)s. You do not have to answer.") % {"day": day},
        name + (f"\n{zaak.regio.phone}" if zaak.regio.phone else ""),
    ]
    return Words(_("How does it go now?"), "\n\n".join(parts))


QUESTION = person_kind(KIND, gettext_noop("After-care: how does it go?"), _write)


@transaction.atomic
def answer(token: str, choice: str, *, at: datetime) -> Nazorgvraag:
    """The person taps an answer on the page of the link. A second tap takes the place of the first."""
    asked = by_token(token, at=at)
    if asked is None or not asked.open:
        raise RuleError(_("This link does not work any more. You can always ask a new question."))
    return _take(asked.vraag, choice, by=PERSON, at=at)


@transaction.atomic
def answer_on_the_phone(
    zaak_id: int, choice: str, *, version: int | None = None, by: Acting, at: datetime
) -> Nazorgvraag:
    """A guide writes down what the person says."""
    zaak = for_guide(zaak_id, by, version=version, owner_only=False)
    vraag = open_question(zaak, at=at)
    if vraag is None:
        raise PermissionDenied
    return _take(vraag, choice, by=by, at=at)


def _take(vraag: Nazorgvraag, choice: str, *, by: By, at: datetime) -> Nazorgvraag:
    if choice not in Nazorgkeuze.values:
        raise RuleError(_("Choose one of the answers."), field="choice")
    zaak = locked(vraag.zaak_id)
    if last_choice(vraag) == choice:
        # A double tap says nothing new.
        return vraag
    Nazorgantwoord.objects.create(
        vraag=vraag, choice=choice, at=at, actor=by if isinstance(by, str) else f"user:{by.user.pk}"
    )
    tell(zaak, Gebeurtenis.NAZORG, by=by, at=at, nazorg=choice, moment=vraag.moment)
    if choice == Nazorgkeuze.NIET_GEHOLPEN and status(zaak) in (ZaakStatus.NAZORG, ZaakStatus.AFGESLOTEN):
        open_again(zaak, behoefte_id=None, kind=Gebeurtenis.NIET_GEHOLPEN, by=by, at=at)
    log("nazorg.antwoord", zaak, by=by, at=at, moment=vraag.moment, keuze=choice)
    return vraag
