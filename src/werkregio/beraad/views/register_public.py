# SPDX-License-Identifier: EUPL-1.2
"""The register for everybody: list, one decision by its number, feeds, CSV and data. No cookie, no names."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkregio.design.panels import panels_of
from werkregio.regio import queries as regio_queries
from werkregio.regio.models import Arbeidsmarktregio

from ..queries import decisions as queries
from ..queries.decide_page import result_of
from ..queries.open_data import open_data
from .decisions import csv_response, list_context, wanted_of

FEED = 50


def _regio(request: HttpRequest) -> Arbeidsmarktregio:
    regio = regio_queries.regio(request)
    if regio is None:
        raise Http404
    return regio


@login_not_required
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Every public decision of the Beraad."""
    rows = queries.public(_regio(request))
    return render(request, "beraad/decisions/public_list.html", list_context(request, rows))


@login_not_required
@require_safe
def decision(request: HttpRequest, number: str) -> HttpResponse:
    """One public decision with its arithmetic: functions and organisations, no names."""
    regio = _regio(request)
    besluit = (
        queries.public(regio).select_related("ronde").filter(number=number, gremium__soort="beraad").first()
    )
    if besluit is None:
        raise Http404
    context = {
        "besluit": besluit,
        "result": result_of(besluit.ronde, get_language() or "nl"),
        "corrections": besluit.rectificaties.select_related("decided_by"),
        "panels": panels_of("beraad.besluit_public", besluit, None),
    }
    return render(request, "beraad/decisions/public_decision.html", context)


@login_not_required
@require_safe
def decisions_csv(request: HttpRequest) -> HttpResponse:
    rows = queries.public(_regio(request))
    _form, wanted = wanted_of(request, rows)
    return csv_response(queries.narrowed(rows, wanted))


@login_not_required
@require_safe
def decisions_json(request: HttpRequest) -> HttpResponse:
    """The public register as Popolo and in the words of Open Raadsinformatie."""
    regio = _regio(request)
    rows = queries.public(regio)
    _form, wanted = wanted_of(request, rows)
    data = open_data(queries.narrowed(rows, wanted), regio_queries.site_of(regio))
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


@login_not_required
@require_safe
def feed(request: HttpRequest, soort: str) -> HttpResponse:
    """The newest decisions as Atom or RSS."""
    regio = _regio(request)
    site = regio_queries.site_of(regio)
    make = Atom1Feed if soort == "atom" else Rss201rev2Feed
    built = make(
        title=_("Decisions of the Regionaal Beraad %(region)s") % {"region": regio.naam},
        link=site + reverse("beraad:besluiten_public"),
        description=_("What the partners of the region agreed."),
        language=get_language(),
        feed_url=site + request.path,
    )
    rows = queries.narrowed(queries.public(regio), queries.Wanted())[:FEED]
    for row in rows:
        built.add_item(
            title=f"{row.number} {row.titel_nu}",  # type: ignore[attr-defined]
            link=site + reverse("beraad:besluit_public", kwargs={"number": row.number}),
            description=row.tekst_nu,  # type: ignore[attr-defined]
            pubdate=row.at,
            unique_id=f"{regio.code}:besluit:{row.number}",
        )
    response = HttpResponse(content_type=f"{built.content_type}")
    built.write(response, "utf-8")
    return response
