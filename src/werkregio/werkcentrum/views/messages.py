# SPDX-License-Identifier: EUPL-1.2
"""Messages for guides: the list, one message to print or to send another way."""

from django.contrib import messages as told
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock, outbox
from werkregio.foundation.outbox import Skip

from ..forms.messages import MessageFilter
from ..queries import messages as queries
from ..services import messages_by_hand as services
from .access import acting_with, found

PAGE = 25


@require_safe
def messages(request: HttpRequest) -> HttpResponse:
    """What waits for somebody, what goes by itself, what is done."""
    acting = acting_with(request, "zaak.list")
    part = request.GET.get("part", "doen")
    part = part if part in queries.PARTS else "doen"
    kinds = [(code, queries.kind_label(code)) for code in outbox.kinds]
    form = MessageFilter(request.GET, kinds=sorted(kinds, key=lambda pair: pair[1]))
    chosen = form.cleaned_data if form.is_valid() else {}
    rows = queries.messages_of_cases(
        acting, part=part, kind=chosen.get("kind", ""), reference=chosen.get("q", "")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    counts = queries.message_counts(acting)
    context = {
        "filter": form,
        "part": part,
        "parts": [
            {"code": "doen", "label": _("To do"), "count": counts["doen"]},
            {"code": "wacht", "label": _("Goes out by itself"), "count": counts["wacht"]},
            {"code": "klaar", "label": _("Done"), "count": None},
        ],
        "page_obj": page,
        "rows": queries.message_rows(list(page.object_list)),
        "searched": bool(chosen.get("q") or chosen.get("kind")),
    }
    return render(request, "werkcentrum/messages/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: its words to print, what went wrong, and what to do now."""
    acting = acting_with(request, "zaak.write")
    item, zaak = found(queries.message(acting, pk))
    at = clock.now()
    if request.method == "POST":
        act = request.POST.get("act", "")
        done = False
        if act == "again":
            done = services.send_again(pk, by=acting, at=at)
            words = _("The message goes out again in a moment.")
        elif act in ("sent", "not-needed"):
            done = services.settle(pk, sent=act == "sent", by=acting, at=at)
            words = _("Written down.")
        if done:
            told.success(request, words)
        else:
            told.warning(request, _("Somebody settled this message already. Look again."))
        return redirect("werkcentrum:messages")
    made = services.read(pk, by=acting, at=at)
    row = queries.message_row(item, zaak.reference)
    context = {
        "row": row,
        "zaak": zaak,
        "parcel": None if isinstance(made, Skip) else made,
        "why_not": queries.problem_words(made.reason) if isinstance(made, Skip) else "",
        "tries": [
            {
                "when": one.at,
                "title": str(one.get_outcome_display()),
                "text": queries.problem_words(one.problem),
            }
            for one in item.tries.all()
        ],
        "to_do": item.state in queries.PARTS["doen"],
        "doubtful": item.state == outbox.OutboxState.UNSURE,
    }
    return render(request, "werkcentrum/messages/message.html", context)
