# SPDX-License-Identifier: EUPL-1.2
"""The connections of a partner's own system: addresses, a test, and events that did not arrive."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.terms import OutboxState

from ..forms.webhooks import WebhookForm
from ..models import Webhook
from ..queries.messages import SHAPES, kind_label, problem_words
from ..services import webhooks as services
from .access import acting_with, refuse

PAGE = 25


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def webhooks(request: HttpRequest) -> HttpResponse:
    """The list, a form for another address, and what was sent lately. A new secret is shown once."""
    acting = acting_with(request, "webhook.change")
    form, secret = WebhookForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            _hook, secret = services.add(form.cleaned_data["url"], by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            form = WebhookForm()
    hooks = list(Webhook.objects.filter(partij=acting.partij, stopped_at__isnull=True))
    urls = {f"webhook:{hook.pk}": hook.url for hook in hooks}
    state = request.GET.get("status", "")
    items = OutboxItem.objects.filter(region=acting.regio.code, thing__in=urls).order_by("-pk")
    if state == "mislukt":
        items = items.filter(state=OutboxState.FAILED)
    page = Paginator(items, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "secret": secret,
        "hooks": hooks,
        "state": state,
        "page_obj": page,
        "rows": [
            {
                "pk": item.pk,
                "kind": kind_label(item.kind),
                "url": urls[item.thing],
                "step": f"{item.about['doorverwijzing']} #{item.about['volgnummer']}" if item.about else "",
                "state": OutboxState(item.state).label,
                "shape": SHAPES[OutboxState(item.state)],
                "at": item.done_at or item.due_at,
                "attempts": item.attempts,
                "problem": problem_words(item.problem) if item.problem else "",
                "again": item.state == OutboxState.FAILED,
            }
            for item in page.object_list
        ],
    }
    return render(request, "werkcentrum/webhooks/list.html", context, status=422 if form.errors else 200)


@require_POST
def webhook_act(request: HttpRequest, act: str) -> HttpResponse:
    """Test or stop an address, or send an event again."""
    acting, at = acting_with(request, "webhook.change"), clock.now()
    key = request.POST.get("pk", "")
    pk = int(key) if key.isdigit() else 0
    if act == "proef":
        services.test(pk, by=acting, at=at)
        messages.success(request, _("A test event goes out in a moment. Look below whether it arrived."))
    elif act == "stoppen":
        services.stop(pk, by=acting, at=at)
        messages.success(request, _("Stopped. No events go there any more."))
    elif services.send_again(pk, by=acting, at=at):
        messages.success(request, _("It is tried again in a moment."))
    else:
        messages.warning(request, _("Somebody was there before you, or it goes on by itself."))
    return redirect("werkcentrum:webhooks")
