# SPDX-License-Identifier: EUPL-1.2
"""Help from other directories: marked with its source, not checked by us, and an own copy of it."""

import json

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio import queries as regio_queries
from werkregio.regio.permissions import Acting

from ..forms.exchange import CopyForm
from ..permissions.directory import may_edit_directory
from ..permissions.exchange import may_see_sources
from ..queries import exchange as queries
from ..queries.sources import source_page
from ..rules.exchange import clean
from ..services.hsds_copy import make_own_copy
from .access import found, refuse


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """All help from other directories of this region."""
    acting = _acting(request)
    query, source = clean(request.GET.get("zoek", ""))[:100], clean(request.GET.get("bron", ""))[:80]
    rows = queries.foreign_services(acting.regio, query=query, source=source)
    context = {
        "page": Paginator(rows, queries.PER_PAGE).get_page(request.GET.get("pagina")),
        "query": query,
        "source": source,
        "sources": queries.sources_of(acting.regio),
        "may_edit": may_edit_directory(acting),
    }
    return render(request, "werkcentrum/exchange/sources.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """One service of another directory as it was received; editors make an own page of it."""
    acting = _acting(request)
    record = found(queries.foreign_service(acting.regio_id, pk))
    may_edit = may_edit_directory(acting)
    if request.method == "POST" and not may_edit:
        raise PermissionDenied
    form = CopyForm(request.POST if request.method == "POST" else None, language=get_language() or "nl")
    if request.method == "POST" and form.is_valid():
        try:
            entry, left_out = make_own_copy(
                pk,
                need=form.cleaned_data["need"],
                audience=form.cleaned_data["audience"],
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(
                request, _("This is your own copy, as a draft. Fill it in, check it and publish it.")
            )
            if left_out:
                messages.warning(request, _amounts(left_out))
            return redirect("werkcentrum:editor_change", pk=entry.pk)
    context = {
        "record": record,
        "shown": source_page(record),
        "form": form,
        "may_edit": may_edit,
        "received": json.dumps(record.content, ensure_ascii=False, indent=2),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "werkcentrum/exchange/source.html", context, status=status)


def _amounts(count: int) -> str:
    return ngettext(
        "%(count)s sentence with an amount stayed out. Put the amount in the figures, with its date.",
        "%(count)s sentences with an amount stayed out. Put the amounts in the figures, with their date.",
        count,
    ) % {"count": count}


def _acting(request: HttpRequest) -> Acting:
    acting = regio_queries.acting(request)
    if acting is None or not may_see_sources(acting):
        raise PermissionDenied
    return acting
