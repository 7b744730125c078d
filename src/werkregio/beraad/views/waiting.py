# SPDX-License-Identifier: EUPL-1.2
"""What waits: items on no agenda, and items for the directors outside the meeting."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from ..forms.decisions import PlaceForm
from ..models import Agendapunt
from ..queries.waiting import coming_meetings, escalated_items, waiting_items
from ..services import decisions as services
from .access import acting_with, found


@require_safe
@never_cache
def waiting(request: HttpRequest) -> HttpResponse:
    """Everything that is on no agenda, and why."""
    acting = acting_with(request, "beraad.read")
    may_plan = acting.has("agenda.write")
    meetings = coming_meetings(acting, clock.now())
    context = {
        "items": list(waiting_items(acting)),
        "escalated": list(escalated_items(acting)),
        "meetings": meetings,
        "place_form": PlaceForm(meetings=meetings) if may_plan and meetings else None,
        "may_plan": may_plan,
    }
    return render(request, "beraad/decisions/waiting.html", context)


@require_POST
@never_cache
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an item on a meeting, or say what the directors outside the meeting said."""
    acting = acting_with(request, "agenda.write")
    item = found(Agendapunt.objects.filter(pk=pk, gremium__regio_id=acting.regio_id).first())
    at = clock.now()
    try:
        if request.POST.get("act") in {"again", "end"}:
            services.after_escalation(item.pk, again=request.POST["act"] == "again", by=acting, at=at)
        else:
            form = PlaceForm(request.POST, meetings=coming_meetings(acting, at))
            if not form.is_valid():
                raise RuleError(_("Choose a meeting from the list."))
            services.put_on_agenda(item.pk, form.cleaned_data["vergadering"], by=acting, at=at)
    except RuleError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Done."))
    return redirect("beraad:wachtlijst")
