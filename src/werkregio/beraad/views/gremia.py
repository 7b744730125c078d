# SPDX-License-Identifier: EUPL-1.2
"""Thematafels and working groups."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.design.panels import panels_of
from werkregio.foundation import clock
from werkregio.regio.permissions import Acting

from ..forms import gremia as forms
from ..forms.seats import LastDayForm
from ..models import Gremium
from ..queries.gremia import gremia_of, gremium_of, gremium_page
from ..services import gremia as services
from .access import acting_with, found
from .acts import ConfirmForm, act_page, posted

WRITE = "gremium.write"


@require_safe
def gremia(request: HttpRequest) -> HttpResponse:
    acting = acting_with(request, "beraad.read")
    rows = list(gremia_of(acting.regio, clock.today()))
    return render(request, "beraad/gremia/list.html", {"rows": rows, "may_write": acting.has(WRITE)})


@require_safe
def gremium(request: HttpRequest, pk: int) -> HttpResponse:
    acting = acting_with(request, "beraad.read")
    row = found(gremium_of(acting, pk))
    context = {
        "page": gremium_page(row, today=clock.today()),
        "may_write": acting.has(WRITE),
        "panels": panels_of("beraad.gremium", row, acting),
    }
    return render(request, "beraad/gremia/page.html", context)


def _table(acting: Acting, pk: int) -> tuple[Gremium, str]:
    """A table that is not the Beraad, and the address of its page."""
    row = found(gremium_of(acting, pk))
    found(None if row.soort == "beraad" else row)
    return row, reverse("beraad:gremium", args=[row.pk])


@require_http_methods(["GET", "HEAD", "POST"])
def gremium_new(request: HttpRequest) -> HttpResponse:
    acting = acting_with(request, WRITE)
    return act_page(
        request,
        forms.NewTableForm(posted(request), regio=acting.regio, initial={"soort": "thematafel"}),
        lambda data: services.start(data, by=acting, at=clock.now()),
        title=_("New table"),
        intro=_("A table prepares and advises. Only the Beraad decides."),
        button=_("Start the table"),
        back=reverse("beraad:gremia"),
        done=_("The table was started. Add the organisations that take part."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def gremium_edit(request: HttpRequest, pk: int) -> HttpResponse:
    acting = acting_with(request, WRITE)
    row, back = _table(acting, pk)
    now = {"naam": row.naam, "opdracht": row.opdracht, "facilitated_by": row.facilitated_by_id}
    return act_page(
        request,
        forms.TableForm(posted(request), regio=acting.regio, initial=now),
        lambda data: services.change(row.pk, data, by=acting, at=clock.now()),
        title=_("Change: %(name)s") % {"name": row.naam},
        button=_("Save"),
        back=back,
        done=_("Saved."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def gremium_close(request: HttpRequest, pk: int) -> HttpResponse:
    acting = acting_with(request, WRITE)
    row, back = _table(acting, pk)
    return act_page(
        request,
        LastDayForm(posted(request), initial={"valid_to": clock.today()}),
        lambda data: services.close(row.pk, data["valid_to"], by=acting, at=clock.now()),
        title=_("Close: %(name)s") % {"name": row.naam},
        intro=_("Its meetings and its advice stay readable."),
        button=_("Close the table"),
        back=back,
        done=_("Saved."),
        danger=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def gremium_party(request: HttpRequest, pk: int) -> HttpResponse:
    acting = acting_with(request, WRITE)
    row, back = _table(acting, pk)
    return act_page(
        request,
        forms.PartyForm(posted(request), regio=acting.regio, initial={"valid_from": clock.today()}),
        lambda data: services.add_partij(
            row.pk, data["partij"], data["valid_from"], by=acting, at=clock.now()
        ),
        title=_("Organisation at the table: %(name)s") % {"name": row.naam},
        intro=_("Only the parties that the theme concerns take part."),
        button=_("Add"),
        back=back,
        done=_("Saved."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def gremium_party_end(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    acting = acting_with(request, WRITE)
    row, back = _table(acting, pk)
    party = found(row.deelnemers.filter(pk=line, valid_to=None).select_related("partij").first())
    return act_page(
        request,
        ConfirmForm(posted(request)),
        lambda _data: services.end_partij(row.pk, party.pk, by=acting, at=clock.now()),
        title=_("%(party)s takes part no more") % {"party": party.partij.naam},
        intro=_("Today is its last day at this table."),
        button=_("End"),
        back=back,
        done=_("Saved."),
        danger=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def gremium_advice(request: HttpRequest, pk: int) -> HttpResponse:
    """The advice of the table becomes a draft item of the Beraad."""
    acting = acting_with(request, WRITE)
    row, back = _table(acting, pk)
    return act_page(
        request,
        forms.AdviceForm(posted(request)),
        lambda data: services.advise(row.pk, data["titel"], data["toelichting"], by=acting, at=clock.now()),
        title=_("Advice to the Beraad"),
        intro=_("It becomes a draft item for the agenda of the Beraad, with this table as its origin."),
        button=_("Put it on the agenda"),
        back=back,
        done=_("The advice waits as a draft item for a meeting of the Beraad."),
    )
