# SPDX-License-Identifier: EUPL-1.2
"""Seats, mandates, chair and vice-chair, geledingen that come and go."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.regio.permissions import Acting

from ..forms import seats as forms
from ..queries.board import convenant_on, geledingen_on
from ..queries.board_pages import geleding_of, mandaat_of, seats_page, size_of, zetel_of
from ..services import seats as services
from .access import acting_with, found
from .acts import act_page, posted

WRITE = "zetel.write"


@require_safe
def zetels(request: HttpRequest) -> HttpResponse:
    """Who may sit on a day; today, or the day that is asked for."""
    acting = acting_with(request, "beraad.read")
    asked = request.GET.get("dag", "")
    try:
        day = parse_date(asked)
    except ValueError:
        day = None
    context = {
        "page": seats_page(acting.regio, day or clock.today()),
        "day": day or clock.today(),
        "problem": bool(asked) and day is None,
        "may_write": acting.has(WRITE),
    }
    return render(request, "beraad/board/zetels.html", context)


def _back() -> str:
    return reverse("beraad:zetels")


@require_http_methods(["GET", "HEAD", "POST"])
def zetel_new(request: HttpRequest) -> HttpResponse:
    acting = acting_with(request, WRITE)
    return act_page(
        request,
        forms.ZetelForm(posted(request), regio=acting.regio, day=clock.today()),
        lambda data: services.add_zetel(
            data["partij"],
            data["geleding"],
            data["functie"],
            data["valid_from"],
            besluit_pk=data["besluit"],
            by=acting,
            at=clock.now(),
        ),
        title=_("New seat"),
        intro=_("A geleding has one vote, however many seats it has."),
        button=_("Add the seat"),
        back=_back(),
        done=_("The seat was added. Now give somebody the mandate."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def zetel_end(request: HttpRequest, pk: int) -> HttpResponse:
    acting = acting_with(request, WRITE)
    zetel = found(zetel_of(acting, pk))
    return act_page(
        request,
        forms.LastDayForm(posted(request)),
        lambda data: services.end_zetel(zetel.pk, data["valid_to"], by=acting, at=clock.now()),
        title=_("End the seat: %(seat)s") % {"seat": zetel},
        intro=_("The mandates on this seat end on the same day. What was decided before stays."),
        button=_("End the seat"),
        back=_back(),
        done=_("Saved."),
        danger=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mandaat_new(request: HttpRequest, pk: int) -> HttpResponse:
    acting = acting_with(request, WRITE)
    zetel = found(zetel_of(acting, pk))
    return act_page(
        request,
        forms.MandaatForm(
            posted(request), zetel=zetel, day=clock.today(), initial={"valid_from": clock.today()}
        ),
        lambda data: services.give_mandaat(
            zetel.pk,
            data["user"],
            data["soort"],
            data["valid_from"],
            data["valid_to"],
            data["source"],
            by=acting,
            at=clock.now(),
        ),
        title=_("Mandate for the seat: %(seat)s") % {"seat": zetel},
        intro=_("Whoever has the mandate may sit and vote for the geleding in this period."),
        button=_("Give the mandate"),
        back=_back(),
        done=_("The mandate was given."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def mandaat_end(request: HttpRequest, pk: int) -> HttpResponse:
    acting = acting_with(request, WRITE)
    row = found(mandaat_of(acting, pk))
    return act_page(
        request,
        forms.LastDayForm(posted(request), initial={"valid_to": clock.today()}),
        lambda data: services.end_mandaat(row.pk, data["valid_to"], by=acting, at=clock.now()),
        title=_("End the mandate of %(person)s") % {"person": row.user.name},
        intro=_("After this day this person cannot sit or vote on this seat. The history stays."),
        button=_("End the mandate"),
        back=_back(),
        done=_("Saved."),
        danger=True,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def chair(request: HttpRequest) -> HttpResponse:
    acting = acting_with(request, WRITE)
    return act_page(
        request,
        forms.ChairForm(posted(request), regio=acting.regio, day=clock.today()),
        lambda data: services.appoint_chair(data["zetel"], data["valid_from"], by=acting, at=clock.now()),
        title=_("Appoint the chair"),
        intro=_("The chair comes from the geleding centrumgemeente."),
        button=_("Appoint"),
        back=_back(),
        done=_("Saved."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def vice_chair(request: HttpRequest) -> HttpResponse:
    acting = acting_with(request, WRITE)
    return act_page(
        request,
        forms.ViceChairForm(posted(request), regio=acting.regio, day=clock.today()),
        lambda data: services.choose_vice_chair(
            data["zetel"], data["besluit"], data["valid_from"], by=acting, at=clock.now()
        ),
        title=_("The chosen vice-chair"),
        intro=_(
            "The Beraad chooses its vice-chair from its midst. "
            "Put the choice on the agenda first; its decision is the ground."
        ),
        button=_("Save"),
        back=_back(),
        done=_("Saved."),
    )


def _growth(acting: Acting, change: int) -> str:
    """What another number of geledingen does to quorum and votes."""
    today = clock.today()
    convenant, number = convenant_on(acting.regio, today), len(geledingen_on(acting.regio, today))
    now, then = size_of(convenant, number), size_of(convenant, number + change)
    if now is None or then is None:
        return ""
    return _(
        "Now %(before)d geledingen, quorum %(quorum)d. From that day %(after)d geledingen, quorum %(later)d. "
        "Meetings before that day keep their own."
    ) % {
        "before": now.number,
        "quorum": now.quorum,
        "after": then.number,
        "later": then.quorum,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def geleding_new(request: HttpRequest) -> HttpResponse:
    acting = acting_with(request, WRITE)
    return act_page(
        request,
        forms.GeledingForm(posted(request)),
        lambda data: services.add_geleding(data["naam"], data["valid_from"], by=acting, at=clock.now()),
        title=_("New geleding"),
        intro=_growth(acting, 1),
        button=_("Add the geleding"),
        back=_back(),
        done=_("The geleding was added. Give it a seat before its first meeting."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def geleding_end(request: HttpRequest, pk: int) -> HttpResponse:
    acting = acting_with(request, WRITE)
    row = found(geleding_of(acting, pk))
    return act_page(
        request,
        forms.LastDayForm(posted(request)),
        lambda data: services.end_geleding(row.pk, data["valid_to"], by=acting, at=clock.now()),
        title=_("End the geleding: %(name)s") % {"name": row.naam},
        intro=_growth(acting, -1),
        button=_("End the geleding"),
        back=_back(),
        done=_("Saved."),
        danger=True,
    )
