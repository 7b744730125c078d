# SPDX-License-Identifier: EUPL-1.2
"""The convenant: its versions, one version with its consequences, and the steps of its life."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from ..forms.convenant import CheckForm, ConvenantForm, DayForm, SignForm, initial_of
from ..queries.convenanten import convenant_of, convenant_page, convenanten_of
from ..services import convenant as services
from .access import acting_with, found, refuse
from .acts import ConfirmForm, act_page, posted

WRITE = "convenant.write"


@require_safe
def convenanten(request: HttpRequest) -> HttpResponse:
    """All versions of the region."""
    acting = acting_with(request, "beraad.read")
    rows = list(convenanten_of(acting.regio))
    context = {"rows": rows, "may_write": acting.has(WRITE), "today": clock.today()}
    return render(request, "beraad/convenant/list.html", context)


@require_safe
def convenant(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: each rule in words with its source, what it leads to, the open points, the parties."""
    acting = acting_with(request, "beraad.read")
    row = found(convenant_of(acting, pk))
    page = convenant_page(row, today=clock.today())
    may = page.may if acting.has(WRITE) else frozenset()
    context = {"page": page, "row": row, "may": may, "may_write": acting.has(WRITE)}
    return render(request, "beraad/convenant/page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def convenant_new(request: HttpRequest) -> HttpResponse:
    """A new version as a copy of the last one."""
    acting = acting_with(request, WRITE)
    form = ConfirmForm(posted(request))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.new_version(by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(
                request, _("Version %(number)d was made. Nothing holds yet.") % {"number": made.nummer}
            )
            return redirect("beraad:convenant_edit", pk=made.pk)
    context = {
        "form": form,
        "title": _("New version of the convenant"),
        "intro": _(
            "The new version begins with the rules of the last one. You change it while it is a draft."
        ),
        "button": _("Make a new version"),
        "back": reverse("beraad:convenanten"),
        "kind": "primary",
    }
    return render(request, "beraad/act.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def convenant_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The rules of a draft, with the consequences of what stands there now."""
    acting = acting_with(request, WRITE)
    row = found(convenant_of(acting, pk))
    form = ConvenantForm(posted(request), initial=initial_of(row))
    if request.method == "POST" and form.is_valid():
        try:
            services.change(row.pk, form.values(), by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved. Read below what these rules lead to."))
            return redirect("beraad:convenant", pk=row.pk)
    context = {"form": form, "row": row}
    return render(request, "beraad/convenant/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def convenant_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """One step of a version: to the check, checked, back to draft, in effect, dropped."""
    acting = acting_with(request, WRITE)
    row = found(convenant_of(acting, pk))
    back = reverse("beraad:convenant", args=[row.pk])
    at = clock.now()
    if step == "getoetst":
        return act_page(
            request,
            CheckForm(posted(request), initial={"day": clock.today()}),
            lambda data: services.legal_check(row.pk, data["day"], data["note"], by=acting, at=at),
            title=_("The legal check was done"),
            intro=_("After this the parties decide, each on its own."),
            button=_("Save"),
            back=back,
            done=_("Saved. Now the parties can decide."),
        )
    if step == "ingang":
        return act_page(
            request,
            DayForm(posted(request)),
            lambda data: services.take_effect(row.pk, data["day"], by=acting, at=at),
            title=_("From when version %(number)d holds") % {"number": row.nummer},
            intro=_(
                "The version before it holds up to the day before. Meetings before this day and what was decided "
                "keep their own rules. A day that has come cannot be changed any more."
            ),
            button=_("Take effect on this day"),
            back=back,
            done=_("The day is set."),
        )
    words = _steps().get(step)
    if words is None:
        raise Http404
    service, title, intro, done = words
    return act_page(
        request,
        ConfirmForm(posted(request)),
        lambda _data: service(row.pk, by=acting, at=at),
        title=title,
        intro=intro,
        button=title,
        back=back,
        done=done,
        danger=step == "vervallen",
    )


def _steps() -> dict[str, tuple[Any, str, str, str]]:
    return {
        "toets": (
            services.to_legal_check,
            _("Send to the legal check"),
            _("From now on the rules of this version stay as they are, unless it goes back to draft."),
            _("The version is in its legal check."),
        ),
        "terug": (
            services.back_to_draft,
            _("Back to draft"),
            _("The rules can be changed again. The legal check is done anew afterwards."),
            _("The version is a draft again."),
        ),
        "vervallen": (
            services.drop,
            _("Drop this version"),
            _("It will never hold. It stays readable, and the version before it goes on."),
            _("The version was dropped."),
        ),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def convenant_party(request: HttpRequest, pk: int, partij: int, step: str) -> HttpResponse:
    """A party decided or signed."""
    acting = acting_with(request, WRITE)
    row = found(convenant_of(acting, pk))
    line = found(row.partijen.filter(partij_id=partij).select_related("partij").first())
    back, at = reverse("beraad:convenant", args=[row.pk]), clock.now()
    today = {"day": clock.today()}
    if step == "besluit":
        return act_page(
            request,
            DayForm(posted(request), initial=today),
            lambda data: services.decide(row.pk, partij, data["day"], by=acting, at=at),
            title=_("%(party)s decided") % {"party": line.partij.naam},
            intro=_("The day on which this party decided to take part in the convenant."),
            button=_("Save"),
            back=back,
            done=_("Saved."),
        )
    if step != "tekenen":
        raise Http404
    return act_page(
        request,
        SignForm(posted(request), initial=today),
        lambda data: services.sign(row.pk, partij, data["day"], data["function"], by=acting, at=at),
        title=_("%(party)s signed") % {"party": line.partij.naam},
        intro=_("The day of signing. When every geleding signed, the version can take effect."),
        button=_("Save"),
        back=back,
        done=_("Saved."),
    )
