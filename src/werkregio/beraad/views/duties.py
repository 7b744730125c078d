# SPDX-License-Identifier: EUPL-1.2
"""Duties of the centrumgemeente with evidence, and who decides on which theme."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock

from ..forms.gremia import EvidenceForm, ThemeForm
from ..queries.duties import TITLES, bewijs_of, duties_of, thema_of, themes_of
from ..services import duties as services
from .access import acting_with, found
from .acts import ConfirmForm, act_page, posted


@require_safe
def plichten(request: HttpRequest) -> HttpResponse:
    acting = acting_with(request, "beraad.read")
    rows = duties_of(acting)
    context = {
        "rows": rows,
        "shown": sum(bool(row["evidence"]) for row in rows),
        "may_write": acting.has(services.RIGHT),
    }
    return render(request, "beraad/duties/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plicht_bewijs(request: HttpRequest, code: str) -> HttpResponse:
    acting = acting_with(request, services.RIGHT)
    title = found(TITLES.get(code))
    return act_page(
        request,
        EvidenceForm(posted(request), acting=acting, initial={"dated": clock.today()}),
        lambda data: services.show(
            code,
            data["dated"],
            tekst=data["tekst"],
            stuk_pk=data["stuk"],
            besluit_pk=data["besluit"],
            by=acting,
            at=clock.now(),
        ),
        title=_("Evidence: %(duty)s") % {"duty": title},
        intro=_("A document, a decision, or in your own words what was done on which day."),
        button=_("Add"),
        back=reverse("beraad:plichten"),
        done=_("Saved."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def plicht_terug(request: HttpRequest, pk: int) -> HttpResponse:
    acting = acting_with(request, services.RIGHT)
    row = found(bewijs_of(acting, pk))
    return act_page(
        request,
        ConfirmForm(posted(request)),
        lambda _data: services.withdraw(row.pk, by=acting, at=clock.now()),
        title=_("Take this evidence back"),
        intro=_("It is no longer shown. The log keeps that it was there."),
        button=_("Take back"),
        back=reverse("beraad:plichten"),
        done=_("Taken back."),
        danger=True,
    )


@require_safe
def themas(request: HttpRequest) -> HttpResponse:
    acting = acting_with(request, "beraad.read")
    context = {"page": themes_of(acting.regio), "may_write": acting.has(services.RIGHT_THEMES)}
    return render(request, "beraad/duties/themas.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def thema(request: HttpRequest, pk: int) -> HttpResponse:
    acting = acting_with(request, services.RIGHT_THEMES)
    row = found(thema_of(acting, pk))
    form = ThemeForm(posted(request), thema=row, tafels=list(acting.regio.tafels.all()))
    return act_page(
        request,
        form,
        lambda data: services.settle(
            row.pk, form.roles(), data["agreement"], data["agreed_on"], by=acting, at=clock.now()
        ),
        title=_("Who decides on: %(theme)s") % {"theme": row.naam},
        intro=_(
            "Say what each table does with this theme. Where more than one decides, write what was agreed."
        ),
        button=_("Save"),
        back=reverse("beraad:themas"),
        done=_("Saved."),
    )
