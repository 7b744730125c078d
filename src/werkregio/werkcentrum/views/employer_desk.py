# SPDX-License-Identifier: EUPL-1.2
"""The employer desk of partners: the list, one question, its acts, and a question typed for an employer."""

import csv
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from werkregio.foundation import clock, secrets
from werkregio.foundation.errors import RuleError
from werkregio.regio import queries as regio_queries
from werkregio.regio.permissions import Acting

from ..forms.employer_desk import EmployerFilter, NewEmployerForm
from ..forms.employers import GroupForm, VacancyForm
from ..models import Vacature, Werkgeversvraag
from ..permissions.employers import is_owner, may_see_contact
from ..queries import employers as queries
from ..queries.employer_page import company_facts, employer_page, group_of
from ..queries.sharing import unsealed
from ..services import (
    employer_groups,
    employer_intake,
    employer_requests,
    employer_vacancies,
)
from ..services import employers as services
from ..services.intake import NewQuestion
from ..terms import Bereikbaar, Vrager
from .access import acting_with, found, refuse
from .employer_acts import ACTS, desk_forms
from .employer_typed import group_intake, vacancy_intake

PAGE = 25


def _wanted(request: HttpRequest, acting: Acting) -> tuple[EmployerFilter, queries.Wanted]:
    """The filter of the address; a wrong choice is shown at its field and left out."""
    form = EmployerFilter(
        request.GET or None,
        gemeenten=regio_queries.gemeenten_of(acting.regio, on=clock.today()),
        partijen=queries.partners_with_desk(acting.regio_id, on=clock.now()),
    )
    data = form.cleaned_data if form.is_bound and (form.is_valid() or form.cleaned_data) else {}
    tab = request.GET.get("lijst", "")
    return form, queries.Wanted(
        tab=tab if tab in queries.TABS else queries.OPEN,
        query=data.get("q", ""),
        subject=data.get("onderwerp", ""),
        gemeente=data.get("gemeente", ""),
        sector=data.get("sector", ""),
        partij=data.get("partij"),
        sort=data.get("sort", ""),
    )


@require_safe
@never_cache
def employers(request: HttpRequest) -> HttpResponse:
    """Which employer asks what, and who has it."""
    acting = acting_with(request, "werkgever.read")
    form, wanted = _wanted(request, acting)
    page = Paginator(queries.employers(acting, wanted), PAGE).get_page(request.GET.get("page"))
    counts = queries.tab_counts(acting)
    labels = {
        queries.OPEN: _("All open"),
        queries.FREE: _("With nobody"),
        queries.MINE: _("I am the contact"),
        queries.ASKED: _("Asked of us"),
        queries.CLOSED: _("Closed"),
    }
    context = {
        "form": form,
        "wanted": wanted,
        "searched": any((wanted.query, wanted.subject, wanted.gemeente, wanted.sector, wanted.partij)),
        "page_obj": page,
        "rows": queries.employer_rows(acting, page.object_list),  # type: ignore[arg-type]
        "count": page.paginator.count,
        "tabs": [
            {"label": labels[tab], "count": counts[tab], "url": f"?lijst={tab}", "current": tab == wanted.tab}
            for tab in queries.TABS
        ],
        "may_write": acting.has("werkgever.write"),
        "export_query": request.GET.urlencode(),
    }
    return render(request, "werkcentrum/employers/list.html", context)


@require_safe
@never_cache
def employers_csv(request: HttpRequest) -> HttpResponse:
    """The list as a table: no contact person, no words of the employer."""
    acting = acting_with(request, "werkgever.read")
    _form, wanted = _wanted(request, acting)
    with transaction.atomic():
        rows = queries.csv_rows(acting, queries.employers(acting, wanted))
        services.record_export(len(rows), by=acting, at=clock.now())
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="werkgevers-{clock.today():%Y-%m-%d}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow(queries.CSV_HEADER)
    writer.writerows(rows)
    return response


def _vraag(request: HttpRequest, reference: str, right: str) -> tuple[Acting, Werkgeversvraag]:
    acting = acting_with(request, right)
    return acting, found(queries.vraag_by_reference(acting, reference))


@require_safe
@never_cache
def employer(request: HttpRequest, reference: str) -> HttpResponse:
    """One question of an employer: who has it, and as much as this partner may see."""
    acting, vraag = _vraag(request, reference, "werkgever.read")
    return _page(request, acting, vraag)


def _page(
    request: HttpRequest,
    acting: Acting,
    vraag: Werkgeversvraag,
    *,
    act: str = "",
    form: forms.Form | None = None,
    problem: str = "",
) -> HttpResponse:
    """Page and audit line commit together: nobody sees a contact person without a line."""
    with transaction.atomic():
        page = employer_page(acting, vraag)
        if may_see_contact(acting, vraag):
            services.record_read(vraag, by=acting, at=clock.now())
    shown = desk_forms(acting)
    if act and form is not None:
        shown[act] = form
    contact: list[tuple[str, str]] = []
    if page.who is not None:
        contact = [
            (_("Person"), page.who.name),
            (_("Phone number"), page.who.telefoon),
            (_("E-mail address"), page.who.email),
            (_("Reach by"), str(Bereikbaar(page.zaak.reach_by).label) if page.zaak.reach_by else ""),
        ]
    context = {
        "page": page,
        "vraag": vraag,
        "zaak": page.zaak,
        "forms": shown,
        "form": form,
        "opened": act,
        "problem": problem,
        "company_facts": company_facts(vraag),
        "contact_facts": contact,
        "may_write": acting.has("werkgever.write"),
        "may_open_zaak": acting.has("zaak.read"),
        "us": acting.partij,
    }
    status = 422 if problem or (form is not None and form.errors) else 200
    return render(request, "werkcentrum/employers/employer.html", context, status=status)


@require_POST
def act(request: HttpRequest, reference: str) -> HttpResponse:
    """One act. A refusal shows the page again with what was typed."""
    acting, vraag = _vraag(request, reference, "werkgever.write")
    name = request.POST.get("act", "")
    chosen = ACTS.get(name)
    if chosen is None:
        raise Http404
    form = chosen.form(acting, request.POST) if chosen.form else None
    version = request.POST.get("version", "")
    if form is None or form.is_valid():
        try:
            done = chosen.do(
                acting,
                vraag,
                form.cleaned_data if form else {},
                request.POST,
                int(version) if version.isdigit() else None,
            )
        except RuleError as error:
            vraag = found(queries.vraag_by_reference(acting, reference))
            if form is None or error.field not in form.fields:
                return _page(request, acting, vraag, act=name, form=form, problem=error.message)
            refuse(form, error)
        else:
            messages.success(request, done)
            return redirect("werkcentrum:employer", reference=reference)
    return _page(request, acting, vraag, act=name, form=form)


@never_cache
def vacancy(request: HttpRequest, reference: str, vacature: int | None = None) -> HttpResponse:
    """The contact adds or changes a vacancy."""
    acting, vraag = _vraag(request, reference, "werkgever.write")
    row = found(Vacature.objects.filter(pk=vacature, vraag=vraag).first()) if vacature else None
    if not is_owner(acting, vraag):
        messages.info(request, _("Only the contact of this employer can change this."))
        return redirect("werkcentrum:employer", reference=reference)
    initial: dict[str, Any] = {}
    if row is not None:
        initial = dict(unsealed(vraag.zaak, row.sealed)) | {
            "uren_min": row.hours_min,
            "uren_max": row.hours_max,
            "loon_min": row.wage_min,
            "loon_max": row.wage_max,
            "loon_per": row.wage_per,
            "vanaf": row.start_on,
            "aantal": row.number,
        }
    form = VacancyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = vacancy_intake(form.cleaned_data)
        at = clock.now()
        try:
            if row is None:
                employer_vacancies.add_vacancy(vraag.pk, typed, by=acting, at=at)
            else:
                employer_vacancies.change_vacancy(vraag.pk, row.pk, typed, by=acting, at=at)
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Vacancy saved."))
            return redirect("werkcentrum:employer", reference=reference)
    context = {"form": form, "vraag": vraag, "row": row, "zaak": vraag.zaak}
    status = 422 if form.errors else 200
    return render(request, "werkcentrum/employers/vacancy.html", context, status=status)


@never_cache
def describe_group(request: HttpRequest, reference: str) -> HttpResponse:
    """The contact describes a group of people who lose their work."""
    acting, vraag = _vraag(request, reference, "werkgever.write")
    if not is_owner(acting, vraag):
        messages.info(request, _("Only the contact of this employer can change this."))
        return redirect("werkcentrum:employer", reference=reference)
    group = group_of(vraag)
    initial: dict[str, Any] = {}
    if group is not None:
        initial = dict(unsealed(vraag.zaak, group.sealed)) | {
            "aantal": group.people,
            "contracten": group.contracts,
            "aangekondigd": group.announced_on,
            "laatste_dag": group.last_day,
            "or_betrokken": group.works_council,
            "vakbonden": group.unions,
            "heeft_cao": {True: "ja", False: "nee", None: ""}[group.has_cao],
        }
    form = GroupForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            employer_groups.describe_group(
                vraag.pk, group_intake(form.cleaned_data), by=acting, at=clock.now()
            )
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Group saved. You can print the letter for the workers."))
            return redirect("werkcentrum:employer", reference=reference)
    context = {"form": form, "vraag": vraag, "zaak": vraag.zaak}
    return render(
        request, "werkcentrum/employers/group_form.html", context, status=422 if form.errors else 200
    )


@never_cache
def new_employer(request: HttpRequest) -> HttpResponse:
    """Type the question of an employer. Before anything is saved, the page shows who has this company."""
    acting = acting_with(request, "werkgever.write")
    gemeenten = regio_queries.gemeenten_of(acting.regio, on=clock.today())
    if request.method != "POST":
        return _new_page(request, NewEmployerForm(gemeenten=gemeenten), secrets.new_token())
    form_key = request.POST.get("form_key", "")[:64] or secrets.new_token()
    form = NewEmployerForm(request.POST, gemeenten=gemeenten)
    if not form.is_valid():
        return _new_page(request, form, form_key)
    data = form.cleaned_data
    others = queries.alike(acting, naam=data["naam"], kvk=data["kvk"])
    choice = request.POST.get("keuze", "")
    if others and choice not in ("los", *(f"geef:{item.row.pk}" for item in others)):
        return _new_page(request, form, form_key, others=others)
    asked = employer_intake.EmployerQuestion(
        company=employer_intake.Company(
            data["naam"], data["kvk"], data["gemeente"], data["sector"], data["grootte"]
        ),
        subjects=tuple(data["onderwerpen"]),
        question=NewQuestion(
            vraag=data["vraag"],
            language=get_language() or "nl",
            asker=Vrager.WERKGEVER,
            gemeente=data["gemeente"],
            reach_by=data["weg"],
            phone=data["telefoon"],
            email=data["email"],
            first_name=data["voornaam"],
            channel=data["kanaal"],
        ),
    )
    try:
        left = employer_intake.open_for(
            acting.regio, asked, told=data["told"], form_key=form_key, by=acting, at=clock.now()
        )
    except RuleError as error:
        refuse(form, error)
        return _new_page(request, form, form_key)
    if left.code is None:
        messages.info(request, _("This question was saved before. It is on the list once."))
        return redirect("werkcentrum:employer", reference=left.zaak.reference)
    if choice.startswith("geef:"):
        _give_to_owner(request, acting, left.zaak.werkgeversvraag, int(choice.partition(":")[2]), others)
    context = {"zaak": left.zaak, "code": left.code}
    return render(request, "werkcentrum/employers/code.html", context)


def _give_to_owner(
    request: HttpRequest,
    acting: Acting,
    vraag: Werkgeversvraag,
    other_pk: int,
    others: list[queries.Alike],
) -> None:
    """Ask the organisation that has this company already to take the new question as well."""
    other = Werkgeversvraag.objects.filter(pk=other_pk, zaak__regio_id=acting.regio_id).first()
    if other is None or other.owner_partij_id is None or other.owner_partij_id == acting.partij.pk:
        return
    try:
        employer_requests.ask_hand_over(vraag.pk, to_partij=other.owner_partij_id, by=acting, at=clock.now())
    except RuleError as error:
        messages.warning(request, error.message)
    else:
        name = next((item.row.organisation for item in others if item.row.pk == other_pk), "")
        messages.success(
            request, _("%(name)s is asked to take it. Until then you are the contact.") % {"name": name}
        )


def _new_page(
    request: HttpRequest,
    form: NewEmployerForm,
    form_key: str,
    others: list[queries.Alike] | None = None,
) -> HttpResponse:
    context = {"form": form, "form_key": form_key, "others": others or []}
    return render(
        request,
        "werkcentrum/employers/new.html",
        context,
        status=422 if form.errors or others else 200,
    )
