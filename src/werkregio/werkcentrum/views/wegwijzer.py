# SPDX-License-Identifier: EUPL-1.2
"""A question in plain words and its answer. Stateless: nothing is stored, no cookie, no address that tells."""

import logging
from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from werkregio.foundation import clock
from werkregio.foundation.stateless import stateless_post
from werkregio.regio import queries as regio_queries
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.rules.age_limits import DOORSTROOMPUNT

from ..forms.question import QuestionForm
from ..queries.answer_page import SHOWN_NEEDS, helps_shown, needs_shown, notice
from ..queries.danger import danger_helps, danger_texts
from ..queries.funds import has_funds
from ..queries.languages import LANGUAGE_NAMES
from ..queries.needs import follow_ups
from ..queries.outside import outside_notices
from ..rules.age import AGE_QUESTION, age_in
from ..rules.answer import Answer
from ..rules.calculation_schemes import CALCULATOR_NEEDS
from ..rules.employers import EMPLOYER_NEEDS
from ..rules.follow_up import FollowUp, next_question
from ..rules.wordbook import ASKERS
from ..services import stand, wegwijzer
from ..terms import Vrager
from .danger import static_page

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Asked:
    """What was asked and answered so far; travels in one signed field from page to page."""

    vraag: str = ""
    # Language that the person says the question is in; empty: we find out.
    taal: str = ""
    vrager: str = ""
    gemeente: str = ""
    # Answers to follow-up questions in order; an empty answer was skipped.
    antwoorden: dict[str, str] = field(default_factory=dict)
    # The person went on from the page with the numbers for danger.
    gezien: bool = False
    # The language of the page was chosen by hand: do not switch it again.
    blijf: bool = False
    # The code of a letter to workers who lose their work; only to count that somebody came.
    groep: str = ""

    def packed(self) -> str:
        return stand.pack(asdict(self))


@login_not_required
@stateless_post
def ask(request: HttpRequest) -> HttpResponse:
    """One step: a new question, a follow-up answer, a filter, back, or another language."""
    if request.method != "POST":
        return redirect("portal:home")
    data = request.POST
    if "stand" not in data:
        return _new_question(request, {"vraag": data.get("vraag_klaar") or data.get("vraag", "")})
    try:
        asked = Asked(**stand.unpack(data["stand"]))
    except (stand.StandError, TypeError):
        return _question_page(
            request, QuestionForm(), notice_text=_("You waited too long. Please ask your question again.")
        )
    if "vraag" in data:
        return _new_question(request, {"vraag": data["vraag"]}, asked)
    if "aanpassen" in data:
        return _question_page(request, QuestionForm(initial={"vraag": asked.vraag}), asked)
    if "terug" in data:
        if not asked.antwoorden:
            return _question_page(request, QuestionForm(initial={"vraag": asked.vraag}), asked)
        asked.antwoorden.popitem()
        return _answer_page(request, asked, ask_more=True)
    _take_choices(data, asked)
    return _answer_page(request, asked, ask_more="filter" not in data)


def _take_choices(data: Any, asked: Asked) -> None:
    """Take over what was chosen on the answer page; what we do not know is left out."""
    if "antwoord" in data:
        question, _sep, choice = str(data["antwoord"]).partition(":")
        if any(known.id == question for known in follow_ups()):
            asked.antwoorden[question] = choice
    if data.get("vrager") in ("", *ASKERS):
        asked.vrager = data["vrager"]
    if "gemeente" in data:
        asked.gemeente = data["gemeente"][:6]
    if data.get("taal") in LANGUAGE_NAMES and data["taal"] != data.get("taal_was"):
        asked.taal = data["taal"]
        asked.blijf = False
    if "verder" in data:
        asked.gezien = True
    if "language" in data:
        asked.blijf = True


def _new_question(request: HttpRequest, data: dict[str, str], before: Asked | None = None) -> HttpResponse:
    form = QuestionForm(data)
    if not form.is_valid():
        return _question_page(request, form, before)
    kept = before or Asked()
    asked = Asked(
        vraag=form.cleaned_data["vraag"],
        vrager=request.POST.get("vrager", kept.vrager)
        if request.POST.get("vrager") in ASKERS
        else kept.vrager,
        gemeente=kept.gemeente,
        groep=kept.groep,
    )
    return _answer_page(request, asked, ask_more=True, is_new=True)


def _question_page(
    request: HttpRequest, form: QuestionForm, asked: Asked | None = None, notice_text: str = ""
) -> HttpResponse:
    """The question box on a page of its own: with what was typed, and what is wrong with it."""
    context = {"form": form, "stand": asked.packed() if asked else "", "notice_text": notice_text}
    return render(request, "werkcentrum/wegwijzer/question.html", context, status=422 if form.errors else 200)


def _answer_page(request: HttpRequest, asked: Asked, *, ask_more: bool, is_new: bool = False) -> HttpResponse:
    try:
        regio = regio_queries.regio(request)
        if regio is None:
            return _failed(request, asked)
        answer = wegwijzer.ask(
            regio,
            asked.vraag,
            page_language=translation.get_language() or "nl",
            language=asked.taal,
            asker=asked.vrager,
            gemeente=asked.gemeente,
            answered=asked.antwoorden,
            on=clock.today(),
        )
        if answer.danger and not asked.gezien:
            return danger_answer(request, asked, answer.language, answer.danger_kinds)
        # Who writes a language that we do not read comes to a person first, not to more questions.
        more = ask_more and not answer.outside
        question = next_question(answer, _questions(asked), asked.antwoorden) if more else None
        with translation.override(page_language(asked, answer)):
            request.LANGUAGE_CODE = translation.get_language()
            if question is not None:
                return _follow_up_page(request, regio, asked, question)
            if is_new or asked.antwoorden:
                _count(regio, answer, asked)
            return _results(request, regio, asked, answer)
    except (DatabaseError, OSError):
        # Never the question itself in a log: only that it failed.
        logger.exception("The wegwijzer could not answer.")
        return _failed(request, asked)


def page_language(asked: Asked, answer: Answer) -> str:
    """The best language we have for the answer."""
    current = translation.get_language() or settings.LANGUAGE_CODE
    offered = {code for code, _name in settings.LANGUAGES}
    if asked.blijf or not (answer.language_sure or asked.taal or answer.outside):
        return current
    if answer.language in offered and not answer.outside:
        return answer.language
    # Somebody who writes another language reads English sooner than Dutch.
    return "en" if current == "nl" else current


def _count(regio: Arbeidsmarktregio, answer: Answer, asked: Asked) -> None:
    try:
        wegwijzer.count_question(regio, answer, asker=asked.vrager, at=clock.now())
    except DatabaseError:
        logger.exception("A question could not be counted.")


def _questions(asked: Asked) -> tuple[FollowUp, ...]:
    """The questions that may be asked: not the age of somebody who told it."""
    if age_in(asked.vraag) is None:
        return follow_ups()
    return tuple(question for question in follow_ups() if question.id != AGE_QUESTION)


def _follow_up_page(
    request: HttpRequest, regio: Arbeidsmarktregio, asked: Asked, question: FollowUp
) -> HttpResponse:
    language = translation.get_language() or "nl"
    words = question.ask.get(language) or question.ask["en"]
    if question.id == AGE_QUESTION:
        # The age is a setting of the region by date: no text names it.
        limit = regio_queries.age_limit(regio, DOORSTROOMPUNT, on=clock.today())
        words = words.replace("{leeftijd}", str(limit.below if limit else ""))
    context = {
        "stand": asked.packed(),
        "language_posts": {"stand": asked.packed(), "language": "1"},
        "question_id": question.id,
        "ask": words,
        "hint": question.hint.get(language) or question.hint.get("en", ""),
        "choices": [(c.id, c.labels.get(language) or c.labels["en"]) for c in question.choices],
        "asked": asked,
    }
    return render(request, "werkcentrum/wegwijzer/follow_up.html", context)


def _results(request: HttpRequest, regio: Arbeidsmarktregio, asked: Asked, answer: Answer) -> HttpResponse:
    language = translation.get_language() or "nl"
    packed = asked.packed()
    context = {
        "asked": asked,
        "stand": packed,
        "language_posts": {"stand": packed, "language": "1"},
        "answer": answer,
        "needs": needs_shown(answer, language),
        "helps": helps_shown(regio, answer, language, asked.gemeente, on=clock.today()),
        "has_funds": has_funds(regio, [found.code for found in answer.needs[:SHOWN_NEEDS]]),
        "has_calculator": answer.needs[0].code in CALCULATOR_NEEDS,
        "gemeenten": regio_queries.gemeenten_now(regio, on=clock.today()),
        "askers": Vrager.choices,
        "understood": notice(answer.language) if answer.language_sure and answer.language != language else "",
        "question_language": "und" if answer.outside else answer.language,
        "question_language_name": "" if answer.outside else LANGUAGE_NAMES.get(answer.language, ""),
        "outside": outside_notices() if answer.outside else [],
        "languages_known": LANGUAGE_NAMES.items(),
        "as_employer": asked.vrager == Vrager.WERKGEVER,
        "perhaps_employer": _sounds_like_employer(asked, answer),
    }
    return render(request, "werkcentrum/wegwijzer/results.html", context)


def _sounds_like_employer(asked: Asked, answer: Answer) -> bool:
    """Nobody said who asks, and the question is one that employers have: offer their door as well."""
    return not asked.vrager and bool(answer.needs) and answer.needs[0].code in EMPLOYER_NEEDS


def _failed(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Something behind us does not work: people first where there is danger, and the question is kept."""
    answer = wegwijzer.bare_router().answer(
        asked.vraag, page_language=translation.get_language() or "nl", language=asked.taal or None
    )
    if answer.danger and not asked.gezien:
        return danger_answer(request, asked, answer.language, answer.danger_kinds)
    return static_page(request, "werkcentrum/wegwijzer/failed.html", {"question": asked.vraag}, status=503)


def danger_answer(request: HttpRequest, asked: Asked, language: str, kinds: tuple[str, ...]) -> HttpResponse:
    """People and numbers first, in the person's language, before any form."""
    context = {
        "t": danger_texts(language),
        "helps": danger_helps(language, kinds),
        "stand": asked.packed(),
        "from_question": True,
    }
    return static_page(request, "werkcentrum/danger/danger.html", context)
