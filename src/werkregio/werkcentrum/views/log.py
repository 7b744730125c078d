# SPDX-License-Identifier: EUPL-1.2
"""The log, its proof, who saw one case, and the register of processing activities."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import audit, clock
from werkregio.regio.permissions import Acting

from ..forms.log import LogFilter
from ..models import Zaak
from ..permissions.log import may_read_lines_of
from ..queries import log as queries
from ..queries.referral import shared_with
from ..queries.register import register_of
from ..queries.tries import many_wrong_codes
from ..services import log as services
from .access import acting_with

PAGE = 50


def _filter(request: HttpRequest, acting: Acting) -> LogFilter:
    return LogFilter(
        request.GET or None,
        organisations=queries.organisations_in_log(acting),
        actions=queries.actions_in_log(acting),
    )


def _chosen(form: LogFilter) -> dict[str, object]:
    """The valid choices; a wrong one is shown at its field and left out."""
    if not form.is_bound:
        return {}
    form.is_valid()
    return {name: value for name, value in form.cleaned_data.items() if value}


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The lines of the region, filtered: who, as which organisation, what, when; no file content."""
    acting = acting_with(request, "log.read")
    form = _filter(request, acting)
    lines = queries.log_lines(acting, **_chosen(form))  # type: ignore[arg-type]
    page = Paginator(lines, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page_obj": page,
        "rows": queries.rows(page.object_list),
        "query": request.GET.urlencode(),
        "many_wrong": many_wrong_codes(acting.regio.code, at=clock.now()),
    }
    return render(request, "werkcentrum/log/log.html", context)


@require_safe
def log_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same lines as a file in the shape of the standard Logboek Dataverwerkingen."""
    acting = acting_with(request, "log.read")
    lines = queries.log_lines(acting, **_chosen(_filter(request, acting)))  # type: ignore[arg-type]
    services.record_log_reading("export", count=lines.count(), by=acting, at=clock.now())
    response = StreamingHttpResponse(queries.csv_lines(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="logboek-{acting.regio.code}-{clock.today():%Y-%m-%d}.csv"'
    )
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def log_chains(request: HttpRequest) -> HttpResponse:
    """The heads to publish, and on request a walk along every line."""
    acting = acting_with(request, "log.read")
    heads = queries.heads_of(acting.regio)
    context: dict[str, object] = {"heads": heads, "checked": False}
    if request.method == "POST":
        context |= {"checked": True, "findings": audit.verify(acting.regio.code)}
        count = sum(head.sequence for head in heads)
        services.record_log_reading("controle", count=count, by=acting, at=clock.now())
    return render(request, "werkcentrum/log/chains.html", context)


@require_safe
def who_saw(request: HttpRequest, zaak: int) -> HttpResponse:
    """Everything that happened with one case, for colleagues who may read it."""
    acting = acting_with(request, "zaak.read")
    case = Zaak.objects.filter(pk=zaak, regio_id=acting.regio_id).select_related("regio").first()
    if case is None or not may_read_lines_of(acting, case):
        raise Http404
    at = clock.now()
    services.record_lines_reading(case, by=acting, at=at)
    page = Paginator(queries.lines_of_zaak(acting, case), PAGE).get_page(request.GET.get("page"))
    context = {
        "zaak": case,
        "page_obj": page,
        "rows": queries.rows(page.object_list),
        "shared": shared_with(case, at=at),
    }
    return render(request, "werkcentrum/log/who_saw.html", context)


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The register of processing activities: fields, terms in force and legal bases of this region."""
    acting = acting_with(request, "log.read")
    context = {"register": register_of(acting.regio)}
    return render(request, "werkcentrum/log/register.html", context)
