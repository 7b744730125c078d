# SPDX-License-Identifier: EUPL-1.2
"""An employer leaves a question: one thing on each page, nothing stored before the last button.

What was typed travels in one signed field, as with the question of a resident (ruling A7).
"""

from dataclasses import asdict, fields
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

from ..forms.employers import CompanyStep, GroupForm, PersonStep, SubjectStep, VacancyForm
from ..queries.danger import danger_helps, danger_texts
from ..queries.employer_page import show_code
from ..queries.intake import promise
from ..queries.languages import LANGUAGE_NAMES
from ..rules.employers import subject_of
from ..rules.next_steps import FIRST_ANSWER_DAYS
from ..services import employer_intake as services
from ..services import stand, wegwijzer
from ..services.employer_vacancies import MOST
from ..services.intake import Left, NewQuestion, left_before
from ..terms import Vrager
from ..terms_employers import Onderwerp
from .employer_typed import (
    CHECK,
    COMPANY,
    GROUP,
    PERSON,
    QUESTION,
    VACANCIES,
    Typed,
    check_rows,
    group_intake,
    packed_values,
    vacancy_intake,
    vacancy_rows,
)


def _new() -> Typed:
    return Typed(taal=get_language() or "nl", form_key=secrets.new_token())


def _unpacked(text: str) -> Typed:
    """The state of an own page, or that of the answer page, which knows fewer fields."""
    state = stand.unpack(text)
    known = {item.name for item in fields(Typed)}
    # The answer page has a code of a group under the same name; here it is the description of one.
    if not isinstance(state.get("groep"), dict):
        state.pop("groep", None)
    typed = Typed(**{name: value for name, value in state.items() if name in known})
    if typed.taal not in LANGUAGE_NAMES:
        typed.taal = get_language() or "nl"
    typed.form_key = typed.form_key or secrets.new_token()
    return typed


@login_not_required
@stateless_post
def leave(request: HttpRequest) -> HttpResponse:
    """One step of the question of an employer."""
    regio = regio_queries.regio(request)
    if regio is None:
        raise Http404
    if request.method != "POST":
        typed = _new()
        wanted = request.GET.get("onderwerp", "")
        typed.onderwerpen = [wanted] if wanted in Onderwerp.values else []
        return _page(request, regio, QUESTION, typed)
    data = request.POST
    try:
        typed = _unpacked(data["stand"]) if data.get("stand") else _new()
    except (stand.StandError, TypeError):
        notice = _("The page was open for too long. Please check everything.")
        return _page(request, regio, QUESTION, _new(), notice=notice)
    step = data.get("stap", "")
    if "verstuur" not in data and (sent := left_before(regio, typed.form_key)):
        # Back in the browser after sending: what was typed is not for the next one at this screen.
        return _done(request, regio, Left(sent, None, again=True))
    if "language" in data or "verder" in data:
        typed.gezien = typed.gezien or "verder" in data
        return _page(request, regio, step or QUESTION, typed)
    if step not in typed.steps:
        # From the answer page: the question is there, and what it is about may be clear already.
        _suggest_subjects(regio, typed)
        return _page(request, regio, QUESTION, typed)
    if "terug" in data:
        _keep_as_typed(data, step, typed, regio)
        before = typed.steps[max(0, typed.steps.index(step) - 1)]
        return _page(request, regio, before, typed)
    if data.get("naar") in typed.steps:
        return _page(request, regio, data["naar"], typed)
    if "verstuur" in data:
        return _send(request, regio, typed)
    if step == VACANCIES:
        return _vacancies(request, regio, typed)
    return _next(request, regio, step, typed)


def _suggest_subjects(regio: Arbeidsmarktregio, typed: Typed) -> None:
    """Tick what the router thinks that it is about; the employer decides."""
    if not typed.vraag or typed.onderwerpen:
        return
    answer = wegwijzer.ask(regio, typed.vraag, page_language=get_language() or "nl", asker=Vrager.WERKGEVER)
    first = subject_of(answer.needs[0].code) if answer.needs else ""
    typed.onderwerpen = [first] if first else []


def _keep_as_typed(data: Any, step: str, typed: Typed, regio: Arbeidsmarktregio) -> None:
    """Going back loses nothing that can be kept; the rest is checked when the employer comes here again."""
    if step == VACANCIES and not VacancyForm(data).is_empty:
        _take_vacancy(VacancyForm(data), typed)
    if step == GROUP:
        form = _form(GROUP, typed, regio, data)
        if form is not None and form.is_valid():
            typed.groep = packed_values(form.cleaned_data)
    names = {
        QUESTION: ("vraag",),
        COMPANY: ("naam", "kvk", "gemeente", "sector", "grootte"),
        PERSON: ("voornaam", "weg", "telefoon", "email"),
    }.get(step, ())
    for name in names:
        if name in data:
            setattr(typed, name, data[name][: 10_000 if name == "vraag" else 200])


def _form(step: str, typed: Typed, regio: Arbeidsmarktregio, data: Any = None) -> Form | None:
    initial = asdict(typed)
    if step == QUESTION:
        return SubjectStep(data, initial=initial)
    if step == COMPANY:
        gemeenten = regio_queries.gemeenten_of(regio, on=clock.today())
        return CompanyStep(data, initial=initial, gemeenten=gemeenten)
    if step == VACANCIES:
        known = typed.vacatures[typed.plek] if 0 <= typed.plek < len(typed.vacatures) else {}
        return VacancyForm(data, initial=known or {"plaats": ""})
    if step == GROUP:
        return GroupForm(data, initial=typed.groep)
    if step == PERSON:
        return PersonStep(data, initial=initial)
    return None


def _next(request: HttpRequest, regio: Arbeidsmarktregio, step: str, typed: Typed) -> HttpResponse:
    """Read what was typed on one page and show the following one."""
    form = _form(step, typed, regio, request.POST)
    if form is None:
        return _page(request, regio, CHECK, typed)
    if not form.is_valid():
        return _page(request, regio, step, typed, form=form)
    if step == GROUP:
        typed.groep = packed_values(form.cleaned_data)
    else:
        if step == QUESTION and form.cleaned_data["vraag"] != typed.vraag:
            typed.gezien = False
        for name, value in form.cleaned_data.items():
            setattr(typed, name, value)
    return _page(request, regio, typed.steps[typed.steps.index(step) + 1], typed)


def _vacancies(request: HttpRequest, regio: Arbeidsmarktregio, typed: Typed) -> HttpResponse:
    """Several vacancies in one go: add, change, take away, go on."""
    data = request.POST
    for act in ("wijzig", "weg_met"):
        number = data.get(act, "")
        if number.isdigit() and int(number) < len(typed.vacatures):
            if not VacancyForm(data).is_empty and act == "wijzig":
                _take_vacancy(VacancyForm(data), typed)
            if act == "weg_met":
                del typed.vacatures[int(number)]
                typed.plek = -1
            else:
                typed.plek = int(number)
            return _page(request, regio, VACANCIES, typed)
    form = VacancyForm(data)
    following = typed.steps[typed.steps.index(VACANCIES) + 1]
    if form.is_empty and "nog" not in data:
        return _page(request, regio, following, typed)
    if not form.is_valid():
        return _page(request, regio, VACANCIES, typed, form=form)
    if len(typed.vacatures) >= MOST and typed.plek < 0:
        form.add_error(None, _("%(most)d vacancies is the most in one question.") % {"most": MOST})
        return _page(request, regio, VACANCIES, typed, form=form)
    _take_vacancy(form, typed)
    return _page(request, regio, VACANCIES if "nog" in data else following, typed)


def _take_vacancy(form: VacancyForm, typed: Typed) -> None:
    """Put a vacancy that is right at its place, or at the end of the list."""
    if not form.is_valid():
        return
    values = packed_values(form.cleaned_data)
    if 0 <= typed.plek < len(typed.vacatures):
        typed.vacatures[typed.plek] = values
    elif len(typed.vacatures) < MOST:
        typed.vacatures.append(values)
    typed.plek = -1


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
    if step not in typed.steps:
        step = QUESTION
    # Nobody lands behind a page that is not filled in.
    if step != QUESTION and not (typed.vraag and typed.onderwerpen):
        step = QUESTION
    elif step not in (QUESTION, COMPANY) and not typed.naam:
        step = COMPANY
    elif step == CHECK and not typed.weg:
        step = PERSON
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
        "step_number": typed.steps.index(step) + 1,
        "step_count": len(typed.steps),
        "language_posts": {"stand": packed, "stap": step, "language": "1"},
        "notice": notice,
        "problem": problem,
        "has_back": step != QUESTION,
        "vacancies": vacancy_rows(typed.vacatures) if step in (VACANCIES, CHECK) else [],
        "may_add": len(typed.vacatures) < MOST,
    }
    if step == CHECK:
        context["rows"] = check_rows(regio, typed)
    status = 422 if problem or (form is not None and form.is_bound) else 200
    return render(request, f"werkcentrum/employer_leave/{step}.html", context, status=status)


def _danger(request: HttpRequest, step: str, typed: Typed, kinds: tuple[str, ...]) -> HttpResponse:
    packed = typed.packed()
    context = {
        "t": danger_texts(typed.taal),
        "helps": danger_helps(typed.taal, kinds),
        "stand": packed,
        "step": step,
        "language_posts": {"stand": packed, "stap": step},
        "goes_to": "werkcentrum:employer_leave",
    }
    return render(request, "werkcentrum/intake/danger_first.html", context)


def _send(request: HttpRequest, regio: Arbeidsmarktregio, typed: Typed) -> HttpResponse:
    asked = services.EmployerQuestion(
        company=services.Company(typed.naam, typed.kvk, typed.gemeente, typed.sector, typed.grootte),
        subjects=tuple(typed.onderwerpen),
        question=NewQuestion(
            vraag=typed.vraag,
            language=typed.taal,
            asker=Vrager.WERKGEVER,
            gemeente=typed.gemeente,
            reach_by=typed.weg,
            phone=typed.telefoon,
            email=typed.email,
            first_name=typed.voornaam,
        ),
        vacancies=[vacancy_intake(values) for values in typed.vacatures],
        group=group_intake(typed.groep) if typed.groep else None,
    )
    try:
        left = services.leave(regio, asked, form_key=typed.form_key, at=clock.now())
    except RuleError as error:
        steps = {"vraag": QUESTION, "onderwerpen": QUESTION, "naam": COMPANY, "kvk": COMPANY}
        steps |= dict.fromkeys(("reach_by", "phone", "email"), PERSON)
        return _page(request, regio, steps.get(error.field or "", CHECK), typed, problem=error.message)
    return _done(request, regio, left)


def _done(request: HttpRequest, regio: Arbeidsmarktregio, left: Left) -> HttpResponse:
    group = getattr(left.zaak.werkgeversvraag, "groep", None)
    context = {
        "zaak": left.zaak,
        "code": left.code,
        "again": left.again,
        "promise": promise(left.zaak),
        "days": FIRST_ANSWER_DAYS,
        "code_until": left.zaak.code_expires_at,
        "regio": regio,
        "group_code": show_code(group.code or "") if group and left.code else "",
    }
    return render(request, "werkcentrum/employer_leave/done.html", context)
