# SPDX-License-Identifier: EUPL-1.2
"""Leave your question for a guide. Nothing is stored and no cookie is set until the last button.

What was typed travels in one signed field; every step, Back and the language switch post it again.
"""

from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from werkregio.foundation import clock, secrets
from werkregio.foundation.errors import RuleError
from werkregio.foundation.stateless import stateless_post
from werkregio.regio import queries as regio_queries
from werkregio.regio.models import Arbeidsmarktregio

from ..forms.intake import ContactStep, QuestionStep, WayStep
from ..queries.danger import danger_helps, danger_texts
from ..queries.intake import language_name, promise, subject_in_words
from ..queries.languages import LANGUAGE_NAMES
from ..rules.next_steps import FIRST_ANSWER_DAYS
from ..rules.obstacles import speaks_of_health, without_health
from ..services import employer_groups, stand, wegwijzer
from ..services import intake as services
from ..terms import Bereikbaar

QUESTION, WAY, CONTACT, CHECK = "vraag", "weg", "contact", "controle"
BACK = {WAY: QUESTION, CONTACT: WAY, CHECK: CONTACT}
NUMBERS = {QUESTION: 1, WAY: 2, CONTACT: 3, CHECK: 4}


@dataclass(slots=True)
class Typed:
    """Everything that was typed so far."""

    vraag: str = ""
    taal: str = ""
    vrager: str = ""
    gemeente: str = ""
    antwoorden: dict[str, str] = field(default_factory=dict)
    gezien: bool = False
    weg: str = ""
    telefoon: str = ""
    email: str = ""
    voornaam: str = ""
    # The code of a letter to workers who lose their work: counted once, never kept with the question.
    groep: str = ""
    form_key: str = ""

    def packed(self) -> str:
        return stand.pack(asdict(self))


def _new() -> Typed:
    return Typed(taal=get_language() or "nl", form_key=secrets.new_token())


def _unpacked(text: str) -> Typed:
    """The state of an own page, or that of the answer page, which knows fewer fields."""
    state = stand.unpack(text)
    known = {item.name for item in fields(Typed)}
    typed = Typed(**{name: value for name, value in state.items() if name in known})
    if typed.taal not in LANGUAGE_NAMES:
        typed.taal = get_language() or "nl"
    typed.form_key = typed.form_key or secrets.new_token()
    return typed


def _about(request: HttpRequest, regio: Arbeidsmarktregio) -> Typed:
    """A new question. Who comes from a page of the directory finds its name there, to go on from.

    Only the name of a public page stands in the address, never words of the person (ruling A7).
    """
    subject = subject_in_words(
        regio,
        slug=request.GET.get("hulp", ""),
        need=request.GET.get("onderwerp", ""),
        language=get_language() or "nl",
    )
    # Translators: the first line of the question, which the person goes on with.
    return replace(
        _new(), vraag=_("My question is about: %(subject)s") % {"subject": subject} + "\n" if subject else ""
    )


@login_not_required
@stateless_post
def leave(request: HttpRequest) -> HttpResponse:
    """One step of leaving a question."""
    regio = regio_queries.regio(request)
    if regio is None:
        raise Http404
    if request.method != "POST":
        return _page(request, regio, QUESTION, _about(request, regio))
    data = request.POST
    try:
        typed = _unpacked(data["stand"]) if data.get("stand") else _new()
    except (stand.StandError, TypeError):
        started = replace(_new(), vraag=data.get("vraag", ""))
        return _page(
            request,
            regio,
            QUESTION,
            started,
            notice=_("The page was open for too long. Please check everything."),
        )
    step = data.get("stap", "")
    if "verstuur" not in data and (sent := services.left_before(regio, typed.form_key)):
        # Back in the browser after sending: what was typed is not for the next one at this screen.
        return _done(request, regio, services.Left(sent, None, again=True))
    if "language" in data or "verder" in data:
        typed.gezien = typed.gezien or "verder" in data
        return _page(request, regio, step if step in NUMBERS else QUESTION, typed)
    if "terug" in data:
        _keep_as_typed(data, step, typed)
        return _page(request, regio, BACK.get(step, QUESTION), typed)
    if data.get("naar") in NUMBERS:
        return _page(request, regio, data["naar"], typed)
    if "zonder" in data:
        typed.vraag = without_health(typed.vraag)
        return _page(request, regio, CHECK if typed.vraag else QUESTION, typed)
    if "verstuur" in data:
        return _send(request, regio, typed)
    if step not in NUMBERS:
        # From the answer page: the question is there already and can still be changed.
        return _page(request, regio, QUESTION, typed)
    return _next(request, regio, step, typed)


def _keep_as_typed(data: Any, step: str, typed: Typed) -> None:
    """Going back loses nothing; what was typed is checked when the person comes here again."""
    names = {WAY: ("weg",), CONTACT: ("telefoon", "email", "voornaam", "gemeente")}.get(step, ())
    for name in names:
        if name in data:
            setattr(typed, name, data[name][:200])


def _form(step: str, typed: Typed, regio: Arbeidsmarktregio, data: Any = None) -> Form | None:
    initial = asdict(typed)
    if step == QUESTION:
        return QuestionStep(data, initial=initial)
    if step == WAY:
        return WayStep(data, initial=initial)
    if step == CONTACT:
        gemeenten = regio_queries.gemeenten_of(regio, on=clock.today())
        return ContactStep(data, initial=initial, way=typed.weg, gemeenten=gemeenten)
    return None


def _next(request: HttpRequest, regio: Arbeidsmarktregio, step: str, typed: Typed) -> HttpResponse:
    """Read what was typed on one page and show the following one."""
    form = _form(step, typed, regio, request.POST)
    if form is None:
        return _page(request, regio, CHECK, typed)
    if not form.is_valid():
        return _page(request, regio, step, typed, form=form)
    if step == QUESTION and form.cleaned_data["vraag"] != typed.vraag:
        # Another question may tell of danger, even when the first one did not.
        typed.gezien, typed.antwoorden = False, {}
    for name, value in form.cleaned_data.items():
        setattr(typed, name, value)
    following = {QUESTION: WAY, WAY: CONTACT, CONTACT: CHECK}[step]
    return _page(request, regio, following, typed)


def _page(
    request: HttpRequest,
    regio: Arbeidsmarktregio,
    step: str,
    typed: Typed,
    *,
    form: Form | None = None,
    notice: str = "",
    problem: str = "",
) -> HttpResponse:
    """Show one step. Numbers for danger go before any form."""
    if step in (CONTACT, CHECK) and typed.weg not in Bereikbaar.values:
        step = WAY
    if step != QUESTION and not typed.vraag:
        step = QUESTION
    if typed.vraag and not typed.gezien:
        found = wegwijzer.bare_router().danger(typed.vraag)
        if found:
            return _danger(request, step, typed, found.kinds)
    form = form or _form(step, typed, regio)
    packed = typed.packed()
    context = {
        "form": form,
        "typed": typed,
        "stand": packed,
        "step": step,
        "step_number": NUMBERS[step],
        "step_count": len(NUMBERS),
        "language_posts": {"stand": packed, "stap": step, "language": "1"},
        "notice": notice,
        "problem": problem,
        "has_back": step != QUESTION,
    }
    if step == CHECK:
        context |= _check_context(regio, typed)
    status = 422 if problem or (form is not None and form.is_bound) else 200
    return render(request, f"werkcentrum/intake/{step}.html", context, status=status)


def _check_context(regio: Arbeidsmarktregio, typed: Typed) -> dict[str, Any]:
    names = {g.gm_code: g.naam for g in regio_queries.gemeenten_of(regio, on=clock.today())}
    return {
        "health": speaks_of_health(typed.vraag),
        "way": Bereikbaar(typed.weg).label,
        "way_value": typed.telefoon if typed.weg == Bereikbaar.BELLEN else "",
        "email_value": typed.email if typed.weg == Bereikbaar.EMAIL else "",
        "language_name": language_name(typed.taal),
        "gemeente_name": names.get(typed.gemeente, ""),
    }


def _danger(request: HttpRequest, step: str, typed: Typed, kinds: tuple[str, ...]) -> HttpResponse:
    packed = typed.packed()
    context = {
        "t": danger_texts(typed.taal),
        "helps": danger_helps(typed.taal, kinds),
        "stand": packed,
        "step": step,
        "language_posts": {"stand": packed, "stap": step},
    }
    return render(request, "werkcentrum/intake/danger_first.html", context)


def _send(request: HttpRequest, regio: Arbeidsmarktregio, typed: Typed) -> HttpResponse:
    question = services.NewQuestion(
        vraag=typed.vraag,
        language=typed.taal,
        asker=typed.vrager or "inwoner",
        gemeente=typed.gemeente,
        reach_by=typed.weg,
        phone=typed.telefoon,
        email=typed.email,
        first_name=typed.voornaam,
        answered=tuple(typed.antwoorden.items()),
    )
    try:
        left = services.leave_question(regio, question, form_key=typed.form_key, at=clock.now())
    except RuleError as error:
        steps = {"vraag": QUESTION, "reach_by": WAY, "phone": CONTACT, "email": CONTACT}
        return _page(request, regio, steps.get(error.field or "", CHECK), typed, problem=error.message)
    if typed.groep and not left.again:
        employer_groups.count_one(regio, typed.groep)
    return _done(request, regio, left)


def _done(request: HttpRequest, regio: Arbeidsmarktregio, left: services.Left) -> HttpResponse:
    context = {
        "zaak": left.zaak,
        "code": left.code,
        "again": left.again,
        "promise": promise(left.zaak),
        "days": FIRST_ANSWER_DAYS,
        "code_until": left.zaak.code_expires_at,
        "comes_by": left.zaak.reach_by == Bereikbaar.LANGSKOMEN,
        "regio": regio,
    }
    return render(request, "werkcentrum/intake/done.html", context)
