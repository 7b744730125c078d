# SPDX-License-Identifier: EUPL-1.2
"""Open pages of the directory: list, entry, subjects. No cookie, no session."""

import csv
import io
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from werkregio.foundation import clock
from werkregio.foundation.kept_pages import kept
from werkregio.regio import queries as regio_queries
from werkregio.regio.models import Arbeidsmarktregio

from ..forms.directory import ORDERS, DirectoryFilter
from ..permissions.directory import may_edit_instrument
from ..queries import directory
from ..queries.capacity import public_room, public_waiting
from ..queries.combinations import combinations_of
from ..queries.directory_page import card, csv_header, csv_row, entry_page, need_link
from ..queries.funds import has_funds
from ..queries.needs import needs
from ..queries.stamp import public_page
from ..rules.calculation_schemes import CALCULATOR_NEEDS, SCHEMES
from ..rules.search import Found
from ..rules.wordbook import ACUTE, GUIDE, OUT_OF_SCOPE
from ..services.directory_search import search
from ..terms import Gebruik, Vrager

PAGE_SIZE = 25
# Subjects of living and working here, for people who are new in the Netherlands.
NEWCOMER_THEMES = (
    "info-werken-in-nl",
    "registratie-bsn",
    "werkvergunning-verblijf",
    "misstanden-arbeidsmigrant",
    "basisvaardigheden-taal",
    "diploma-evc",
    "randvoorwaarden",
    "inburgering-werk",
    "sociale-zekerheid-grens",
)
WITHOUT_BENEFIT_THEMES = (
    "werk-zoeken",
    "loopbaanadvies",
    "scholing-financiering",
    "meedoen-vrijwilligerswerk",
)


def region_of(request: HttpRequest) -> Arbeidsmarktregio:
    """The region of this site; an installation without one has no such page."""
    regio = regio_queries.regio(request)
    if regio is None:
        raise Http404
    return regio


@login_not_required
@require_safe
@kept(public_page)
def directory_list(request: HttpRequest) -> HttpResponse:
    """All help, searched and filtered; the address of a search can be shared."""
    regio, language = region_of(request), _language()
    form, found, ids = _search(request, regio, language)
    page = Paginator(ids, PAGE_SIZE).get_page(request.GET.get("pagina"))
    gemeente = form.wanted().gemeente
    context = {
        "filter": form,
        "form": form,
        "ask_about": f"?onderwerp={form.wanted().need}" if form.wanted().need else "",
        "found": found,
        "count": len(ids),
        "page": page,
        "cards": [
            shown
            for entry in directory.entries_for_list(page.object_list, clock.today())
            if (shown := card(entry, language, gemeente))
        ],
        "active": [(label, value, _without(request.GET, name)) for name, label, value in form.active()],
        "csv_url": _with_query(reverse("werkcentrum:directory_csv"), request.GET),
    }
    return render(request, "werkcentrum/directory/list.html", context)


@login_not_required
@require_safe
def directory_csv(request: HttpRequest) -> HttpResponse:
    """The whole list of a search as a CSV file, with source and date in each row."""
    regio, language = region_of(request), _language()
    _form, _found, ids = _search(request, regio, language)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(csv_header())
    base = f"{request.scheme}://{request.get_host()}"
    rows = (csv_row(entry, language, base) for entry in directory.entries_for_list(ids, clock.today()))
    writer.writerows(row for row in rows if row)
    # The mark at the start tells spreadsheet programs that the file is UTF-8.
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    day = clock.today().isoformat()
    response["Content-Disposition"] = f'attachment; filename="hulp-{regio.code}-{day}.csv"'
    return response


@login_not_required
@require_safe
def instrument(request: HttpRequest, slug: str) -> HttpResponse:
    """One entry. An address that it had before leads to the one it has now."""
    regio, acting, language = region_of(request), regio_queries.acting(request), _language()
    entry = directory.instrument_by_slug(regio, slug, acting)
    if entry is None:
        now = directory.address_after(regio, slug, acting)
        if now is None:
            raise Http404
        return redirect("werkcentrum:instrument", slug=now, permanent=True)
    gemeente = next((row for row in _gemeenten(regio) if row[0] == request.GET.get("gemeente")), ("", ""))
    staff = acting is not None and acting.regio_id == regio.pk
    shown = entry_page(
        entry,
        language,
        clock.today(),
        answers={"gemeente": gemeente[1]} if gemeente[0] else {},
        for_staff=staff,
        others=directory.same_scheme(entry, acting),
        gemeente=gemeente[0],
        combinations=combinations_of(entry, language, clock.today(), for_staff=staff),
        waited=public_waiting(
            [row.pk for row in entry.aanbod.all()], today=clock.today(), limit=regio.publishing_limit
        ),
        rooms=public_room(entry.aanbod.all(), clock.today()),
    )
    if shown is None:
        raise Http404
    context = {
        "entry": shown,
        "text": shown.text,
        "gemeente": gemeente[1],
        "for_staff": staff,
        "has_calculator": entry.code in SCHEMES,
        # A professional page has no name for the public: the question then starts empty.
        "ask_about": f"?hulp={entry.slug}" if entry.use == Gebruik.PUBLIC else "",
        "editor_pk": entry.pk if may_edit_instrument(acting, entry) else None,
    }
    return render(request, "werkcentrum/directory/instrument.html", context)


@login_not_required
@require_safe
def needs_overview(request: HttpRequest) -> HttpResponse:
    """All subjects, by who usually asks."""
    region_of(request)
    language = _language()
    hidden = {OUT_OF_SCOPE, GUIDE, ACUTE}
    groups = [
        (
            Vrager(asker).label,
            [
                need_link(code, language)
                for code, need in needs().items()
                if need.askers and need.askers[0] == asker and code not in hidden
            ],
        )
        for asker in Vrager.values
    ]
    context = {
        "groups": [group for group in groups if group[1]],
        "newcomers": [need_link(code, language) for code in NEWCOMER_THEMES],
        "without_benefit": [need_link(code, language) for code in WITHOUT_BENEFIT_THEMES],
    }
    return render(request, "werkcentrum/directory/needs.html", context)


@login_not_required
@require_safe
def need(request: HttpRequest, code: str) -> HttpResponse:
    """One subject: what it is about, and the help for it."""
    regio, acting, language = region_of(request), regio_queries.acting(request), _language()
    subject = needs().get(code)
    if subject is None:
        raise Http404
    order = directory.BY_NAME if request.GET.get("volgorde") == directory.BY_NAME else ""
    wanted = directory.Wanted(need=code, order=order)
    ids = directory.wanted_ids(regio, wanted, acting=acting, language=language)
    page = Paginator(ids, PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "need": subject,
        "label": subject.label(language),
        "text": subject.text(language),
        "elsewhere": subject.where_else(language),
        "has_funds": has_funds(regio, [code]),
        "ask_about": f"?onderwerp={code}",
        "orders": [(value, label, value == order) for value, label in ORDERS],
        "is_danger": code == ACUTE,
        "for_newcomers": code in NEWCOMER_THEMES,
        "has_calculator": code in CALCULATOR_NEEDS,
        "without_benefit": code in WITHOUT_BENEFIT_THEMES,
        "page": page,
        "count": len(ids),
        "cards": [
            shown
            for entry in directory.entries_for_list(page.object_list, clock.today())
            if (shown := card(entry, language))
        ],
    }
    return render(request, "werkcentrum/directory/need.html", context)


def _search(
    request: HttpRequest, regio: Arbeidsmarktregio, language: str
) -> tuple[DirectoryFilter, Found | None, list[int]]:
    form = DirectoryFilter(
        request.GET,
        language=language,
        gemeenten=_gemeenten(regio),
        languages=directory.languages_offered(regio),
        providers=[(row.code, row.naam) for row in directory.providers_of(regio)],
    )
    form.is_valid()
    found = search(regio, form.query) if form.query else None
    ids = directory.wanted_ids(
        regio,
        form.wanted(),
        acting=regio_queries.acting(request),
        language=language,
        found=found.ids if found else None,
        by_name=found.by_name if found else frozenset(),
    )
    return form, found, ids


def _gemeenten(regio: Arbeidsmarktregio) -> list[tuple[str, str]]:
    return [(row.slug, row.naam) for row in regio_queries.gemeenten_now(regio, on=clock.today())]


def _language() -> str:
    return get_language() or "nl"


def _without(query: QueryDict, name: str) -> str:
    """The same search without one filter, on its first page."""
    rest = query.copy()
    for gone in (name, "pagina"):
        rest.pop(gone, None)
    return _with_query(reverse("werkcentrum:directory"), rest)


def _with_query(url: str, query: Any) -> str:
    text = query.urlencode()
    return f"{url}?{text}" if text else url
