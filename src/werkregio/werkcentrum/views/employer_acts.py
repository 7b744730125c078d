# SPDX-License-Identifier: EUPL-1.2
"""The acts on the page of one employer's question: the form of each, and which service it leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.utils.translation import gettext as _

from werkregio.foundation import clock
from werkregio.regio.permissions import Acting

from ..forms.employer_desk import EmployerCloseForm, EmployerHandOverForm, EmployerNoteForm
from ..models import Werkgeversvraag
from ..queries.employers import partners_with_desk
from ..services import employer_requests, employer_vacancies
from ..services import employers as services

Do = Callable[[Acting, Werkgeversvraag, dict[str, Any], Any, int | None], str]
Make = Callable[[Acting, Any], Form]


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its form (none: only a button) and what it does."""

    do: Do
    form: Make | None = None


def _number(data: Any, name: str) -> int:
    """A key that came with the form; 0 exists nowhere."""
    text = str(data.get(name, ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _take(acting: Acting, vraag: Werkgeversvraag, _d: Any, _p: Any, _v: int | None) -> str:
    services.take(vraag.pk, by=acting, at=clock.now())
    return _("You are the contact of this employer now.")


def _take_over(acting: Acting, vraag: Werkgeversvraag, _d: Any, _p: Any, _v: int | None) -> str:
    services.take_over(vraag.pk, by=acting, at=clock.now())
    return _("You are the contact of this employer now.")


def _put_back(acting: Acting, vraag: Werkgeversvraag, _d: Any, _p: Any, version: int | None) -> str:
    services.put_back(vraag.pk, version=version, by=acting, at=clock.now())
    return _("The question is with nobody now. Another partner can take it.")


def _note(acting: Acting, vraag: Werkgeversvraag, data: dict[str, Any], _p: Any, version: int | None) -> str:
    services.note_contact(vraag.pk, **data, version=version, by=acting, at=clock.now())
    return _("Noted.")


def _hand_over(
    acting: Acting, vraag: Werkgeversvraag, data: dict[str, Any], _p: Any, version: int | None
) -> str:
    asked = employer_requests.ask_hand_over(
        vraag.pk, to_partij=data["to_partij"], version=version, by=acting, at=clock.now()
    )
    return _("%(name)s is asked. Until it accepts you stay the contact.") % {"name": asked.to_partij.naam}


def _accept(acting: Acting, vraag: Werkgeversvraag, _d: Any, _p: Any, _v: int | None) -> str:
    employer_requests.answer_hand_over(vraag.pk, accept=True, by=acting, at=clock.now())
    return _("You are the contact of this employer now.")


def _decline(acting: Acting, vraag: Werkgeversvraag, _d: Any, _p: Any, _v: int | None) -> str:
    employer_requests.answer_hand_over(vraag.pk, accept=False, by=acting, at=clock.now())
    return _("Declined. The contact stays who it was.")


def _recall(acting: Acting, vraag: Werkgeversvraag, _d: Any, _p: Any, _v: int | None) -> str:
    employer_requests.recall_hand_over(vraag.pk, by=acting, at=clock.now())
    return _("Called back.")


def _join(acting: Acting, vraag: Werkgeversvraag, _d: Any, _p: Any, _v: int | None) -> str:
    asked = employer_requests.ask_to_join(vraag.pk, by=acting, at=clock.now())
    return _("Asked. %(name)s answers.") % {"name": asked.to_partij.naam}


def _join_answer(acting: Acting, vraag: Werkgeversvraag, _d: Any, post: Any, _v: int | None) -> str:
    accept = post.get("answer") in ("ja", "ja-contact")
    employer_requests.answer_join(
        vraag.pk,
        _number(post, "verzoek"),
        accept=accept,
        share_contact=post.get("answer") == "ja-contact",
        by=acting,
        at=clock.now(),
    )
    return _("This partner joins in.") if accept else _("Declined.")


def _join_end(acting: Acting, vraag: Werkgeversvraag, _d: Any, post: Any, _v: int | None) -> str:
    employer_requests.end_join(vraag.pk, _number(post, "verzoek"), by=acting, at=clock.now())
    return _("Joining in has ended.")


def _vacancy_state(acting: Acting, vraag: Werkgeversvraag, _d: Any, post: Any, _v: int | None) -> str:
    employer_vacancies.set_vacancy_state(
        vraag.pk, _number(post, "vacature"), state=post.get("state", ""), by=acting, at=clock.now()
    )
    return _("Vacancy saved.")


def _close(acting: Acting, vraag: Werkgeversvraag, data: dict[str, Any], _p: Any, version: int | None) -> str:
    services.close(vraag.pk, **data, version=version, by=acting, at=clock.now())
    return _("Question closed.")


def _reopen(acting: Acting, vraag: Werkgeversvraag, _d: Any, _p: Any, _v: int | None) -> str:
    services.reopen(vraag.pk, by=acting, at=clock.now())
    return _("Opened again.")


def _hand_over_form(acting: Acting, data: Any) -> Form:
    partijen = partners_with_desk(acting.regio_id, on=clock.now()).exclude(pk=acting.partij.pk)
    return EmployerHandOverForm(data, partijen=partijen, prefix="over")


ACTS = {
    "take": Act(_take),
    "take_over": Act(_take_over),
    "put_back": Act(_put_back),
    "note": Act(_note, lambda _a, data: EmployerNoteForm(data, prefix="note")),
    "hand_over": Act(_hand_over, _hand_over_form),
    "accept": Act(_accept),
    "decline": Act(_decline),
    "recall": Act(_recall),
    "join": Act(_join),
    "join_answer": Act(_join_answer),
    "join_end": Act(_join_end),
    "vacancy_state": Act(_vacancy_state),
    "close": Act(_close, lambda _a, data: EmployerCloseForm(data, prefix="close")),
    "reopen": Act(_reopen),
}


def desk_forms(acting: Acting) -> dict[str, Form]:
    """The empty forms of the page by their act."""
    return {name: act.form(acting, None) for name, act in ACTS.items() if act.form}
