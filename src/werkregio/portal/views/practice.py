# SPDX-License-Identifier: EUPL-1.2
"""The page of a trainer: answer as a partner, and start again. It exists in a practice region only."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio import queries as regio_queries
from werkregio.regio.permissions import Acting
from werkregio.werkcentrum.permissions.practice import may_train
from werkregio.werkcentrum.queries import practice as queries
from werkregio.werkcentrum.services.practice import ACCEPT, DECLINE, SILENT, play_partner
from werkregio.werkcentrum.terms import Afwijsreden

from ..services import practice as services

PAGE = 25


def _trainer(request: HttpRequest) -> Acting:
    acting = regio_queries.acting(request)
    if acting is None or not may_train(acting):
        raise Http404
    return acting


@never_cache
@require_http_methods(["GET", "HEAD"])
def practice(request: HttpRequest) -> HttpResponse:
    """Which referrals wait for a partner that you can play."""
    acting = _trainer(request)
    rows = queries.waiting_for_partner(acting, language=get_language() or "nl")
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {
        "page_obj": page,
        "rows": page.object_list,
        "reasons": Afwijsreden.choices,
        "number": queries.open_cases(acting),
        "acts": {"accept": ACCEPT, "decline": DECLINE, "silent": SILENT},
        "site": (acting.regio.hosts or [""])[0],
    }
    return render(request, "portal/practice.html", context)


@require_POST
def practice_play(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one referral as its partner."""
    acting = _trainer(request)
    reason = request.POST.get("reason") or Afwijsreden.VOL
    try:
        play_partner(pk, answer=request.POST.get("answer", ""), reason=reason, by=acting, at=clock.now())
    except PermissionDenied as error:
        raise Http404 from error
    except RuleError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The partner answered. The guide sees it now."))
    return redirect("portal:practice")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def practice_reset(request: HttpRequest) -> HttpResponse:
    """Ask first, then erase all cases of the practice region and make the twenty of the beginning."""
    acting = _trainer(request)
    if request.method != "POST":
        return render(request, "portal/practice_reset.html", {"number": queries.open_cases(acting)})
    number = services.reset(by=acting, at=clock.now())
    messages.success(
        request,
        ngettext(
            "Everything starts again with %(n)d case.", "Everything starts again with %(n)d cases.", number
        )
        % {"n": number},
    )
    return redirect("portal:practice")
