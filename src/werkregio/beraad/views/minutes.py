# SPDX-License-Identifier: EUPL-1.2
"""The minutes of a meeting: draft, adopted, corrected; and the public pages of meetings."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio.queries import regio as regio_of

from ..models import Vergadering
from ..permissions.reading import READ_CLOSED, may_read_vergadering
from ..queries import meetings as meeting_queries
from ..queries import papers as paper_queries
from ..queries.meeting_calendar import entry_of, public_meetings
from ..queries.minutes import content_of, without_closed
from ..rules.meeting_calendar import calendar_of
from ..services import minutes as services
from ..terms import AgendapuntStaat, Uitkomst, VergaderingStaat
from .access import acting_with, found
from .papers import file_response


def _key(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 12 else 0


def _labels(content: dict[str, Any]) -> dict[str, Any]:
    """States and outcomes in the language of the page; the kept text has their codes."""
    states, outcomes = dict(AgendapuntStaat.choices), dict(Uitkomst.choices)
    points = [
        row
        | {
            "staat": states.get(row["staat"], row["staat"]),
            "uitkomst": outcomes.get(row["uitkomst"], row["uitkomst"]),
        }
        for row in content["punten"]
    ]
    return content | {"punten": points}


@require_http_methods(["GET", "HEAD", "POST"])
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft as it grows, or the adopted text with its versions."""
    writes = request.method == "POST"
    acting = acting_with(request, "verslag.write") if writes else acting_with(request, "beraad.read")
    meeting = found(meeting_queries.vergadering_of(acting, pk))
    if writes:
        act, at = request.POST.get("act", ""), clock.now()
        later = _key(request.POST.get("adopted_in", ""))
        try:
            if act == "concept":
                services.start_draft(pk, by=acting, at=at)
            elif act == "vaststellen":
                services.adopt(pk, later, by=acting, at=at)
                messages.success(request, _("The minutes are adopted and stand in the register."))
            elif act == "rectificeren":
                services.correct(
                    pk,
                    _key(request.POST.get("punt", "")),
                    request.POST.get("text", ""),
                    request.POST.get("reason", ""),
                    later,
                    by=acting,
                    at=at,
                )
                messages.success(request, _("The correction stands beside the old text."))
            else:
                raise Http404
        except RuleError as error:
            messages.error(request, error.message)
        return redirect("beraad:minutes", pk=pk)
    versions = list(meeting.verslagen.select_related("adopted_in").order_by("nummer"))
    wanted = _key(request.GET.get("versie", ""))
    version = next((row for row in versions if row.nummer == wanted), versions[-1] if versions else None)
    content = version.content if version else content_of(meeting)
    if not acting.has(READ_CLOSED):
        content = without_closed(content)
    later_meetings = Vergadering.objects.filter(
        gremium=meeting.gremium, starts_at__gt=meeting.starts_at, opened_at__isnull=False
    ).order_by("starts_at")
    context = {
        "meeting": meeting,
        "content": _labels(content),
        "version": version,
        "versions": versions,
        "may_write": acting.has("verslag.write"),
        "later": list(later_meetings) if acting.has("verslag.write") else [],
        "held": meeting.opened_at is not None,
    }
    return render(request, "beraad/minutes/minutes.html", context)


def _public(request: HttpRequest, pk: int) -> Vergadering:
    regio = found(regio_of(request))
    meeting = (
        Vergadering.objects.filter(pk=pk, regio_id=regio.pk, gremium__soort="beraad")
        .select_related("regio", "gremium__regio", "coupled_to", "convenant")
        .first()
    )
    if meeting is None or not may_read_vergadering(None, meeting):
        raise Http404
    return meeting


@login_not_required
@require_safe
def public_list(request: HttpRequest) -> HttpResponse:
    """The meetings that everybody may know of."""
    regio = found(regio_of(request))
    at = clock.now()
    rows = public_meetings(regio.pk)
    coming = rows.filter(ends_at__gte=at).order_by("starts_at", "pk")
    past = rows.filter(ends_at__lt=at).order_by("-starts_at", "-pk")
    page = Paginator(past, 25).get_page(request.GET.get("page"))
    return render(request, "beraad/public/list.html", {"coming": list(coming[:50]), "page_obj": page})


@login_not_required
@require_safe
def public_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda with public papers, and the public minutes once they are adopted."""
    meeting = _public(request, pk)
    version = None
    if meeting.state == VergaderingStaat.VERSLAG_VASTGESTELD:
        version = meeting.verslagen.order_by("nummer").last()
    context = {
        "meeting": meeting,
        "agenda": meeting_queries.agenda_of(None, meeting),
        "version": version,
        "content": _labels(without_closed(version.content)) if version else None,
    }
    return render(request, "beraad/public/meeting.html", context)


@login_not_required
@require_safe
def public_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest file of a public paper."""
    regio = found(regio_of(request))
    stuk = found(paper_queries.stuk_of(None, pk))
    if stuk.regio_id != regio.pk:
        raise Http404
    newest = found(stuk.versies.order_by("nummer").last())
    return file_response(stuk, newest.nummer)


@login_not_required
@require_safe
def public_feed(request: HttpRequest) -> HttpResponse:
    """The public meetings as a calendar to follow."""
    regio = found(regio_of(request))
    entries = [entry_of(row, public=True) for row in public_meetings(regio.pk)]
    content = calendar_of(entries, name=f"Regionaal Beraad {regio.naam}", remind=False)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
