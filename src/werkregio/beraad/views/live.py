# SPDX-License-Identifier: EUPL-1.2
"""In the meeting: presence, the screen of the room, the phone of a member, item by item, actions."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkregio.design.forms import DateField
from werkregio.design.panels import panels_of
from werkregio.foundation import clock
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import partijen_of

from ..models import Vergadering
from ..queries import live as queries
from ..queries import meetings as meeting_queries
from ..services import in_meeting as services
from ..services import presence as presence_services
from .access import acting_with, found, refuse


class ActionForm(forms.Form):
    """What, who, by when."""

    wat = forms.CharField(label=gettext_lazy("What"), max_length=300)
    partij = forms.ChoiceField(label=gettext_lazy("Organisation"), required=False)
    who = forms.CharField(
        label=gettext_lazy("Or function"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("A function, not a name."),
    )
    due = DateField(label=gettext_lazy("By when"), required=False)

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partij"].choices = [("", "–"), *partijen_of(acting.regio).values_list("pk", "naam")]  # type: ignore[attr-defined]

    def values(self) -> services.ActionValues:
        data = self.cleaned_data
        partij = int(data["partij"]) if data["partij"] else None
        return services.ActionValues(data["wat"], partij, data["who"], data["due"])


def _moment(text: str, day: datetime) -> datetime | None:
    """A typed time of the day of the meeting; None is now."""
    if not text.strip():
        return None
    try:
        typed = time.fromisoformat(text.strip())
    except ValueError:
        raise RuleError(_("Fill in a time, for example 19:45.")) from None
    return datetime.combine(day.astimezone(AMSTERDAM).date(), typed.replace(tzinfo=None), AMSTERDAM)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def presence(request: HttpRequest, pk: int) -> HttpResponse:
    """Who comes in and goes out: the secretary for everybody, a member for himself."""
    acting = acting_with(request, "beraad.read")
    meeting = found(meeting_queries.vergadering_of(acting, pk))
    at = clock.now()
    if request.method == "POST":
        key = request.POST.get("mandaat", "")
        act = {"in": presence_services.come_in, "uit": presence_services.go_out}.get(
            request.POST.get("act", "")
        )
        if act is None or not key.isdecimal() or len(key) > 12:
            raise Http404
        try:
            act(
                pk,
                int(key),
                by=acting,
                at=at,
                since=_moment(request.POST.get("since", ""), meeting.starts_at),
            )
        except RuleError as error:
            messages.error(request, error.message)
        return redirect("beraad:presence", pk=pk)
    mandaten = presence_services.mandates_for(meeting)
    context = {
        "meeting": meeting,
        "presence": queries.presence_of(meeting, mandaten, at),
        "may_note": acting.has(presence_services.NOTE),
        "user_pk": acting.user.pk if acting.has("spreken") else None,
        "now": at,
    }
    return render(request, "beraad/live/presence.html", context)


def _live_context(request: HttpRequest, acting: Acting, meeting: Vergadering) -> dict[str, Any]:
    at = clock.now()
    item = queries.current_item(acting, meeting)
    return {
        "meeting": meeting,
        "now": at,
        "item": item,
        "presence": queries.presence_of(meeting, presence_services.mandates_for(meeting), at),
        "papers": meeting_queries.papers_of_item(acting, item) if item else [],
        "part": request.headers.get("HX-Request") == "true",
    }


@never_cache
@require_safe
def room(request: HttpRequest, pk: int) -> HttpResponse:
    """For the projector: the item, who is there, the quorum, the clock; large. Closed items show no text here."""
    acting = acting_with(request, "beraad.read")
    meeting = found(meeting_queries.vergadering_of(acting, pk))
    context = _live_context(request, acting, meeting)
    template = "beraad/live/room_part.html" if context["part"] else "beraad/live/room.html"
    return render(request, template, context)


@never_cache
@require_safe
def live(request: HttpRequest, pk: int) -> HttpResponse:
    """For the phone of a member: the item now, its papers, own notes, and the buttons of deciding."""
    acting = acting_with(request, "beraad.read")
    meeting = found(meeting_queries.vergadering_of(acting, pk))
    context = _live_context(request, acting, meeting)
    item = context["item"]
    if item is not None:
        context["note"] = queries.own_note(acting, item)
        context["panels"] = panels_of("beraad.agendapunt", item, acting)
    context["agenda"] = meeting_queries.agenda_of(acting, meeting)
    context["may_write"] = acting.has("agenda.write")
    template = "beraad/live/member_part.html" if context["part"] else "beraad/live/member.html"
    return render(request, template, context)


@require_POST
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the own note at an item."""
    acting = acting_with(request, "beraad.read")
    item = found(meeting_queries.item_of(acting, pk))
    services.write_note(pk, request.POST.get("tekst", ""), by=acting, at=clock.now())
    messages.success(request, _("Your note is kept. Only you see it."))
    return (
        redirect("beraad:live", pk=item.vergadering_id)
        if item.vergadering_id
        else redirect("beraad:agendapunt", pk=pk)
    )


class WordsForm(forms.Form):
    conclusie = forms.CharField(
        label=gettext_lazy("Conclusion"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    verslag = forms.CharField(
        label=gettext_lazy("What was said"),
        required=False,
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Functions and organisations, no names of persons."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def treat(request: HttpRequest, pk: int) -> HttpResponse:
    """The secretary's page of an item during the meeting: take up, words, actions, finish."""
    acting = acting_with(request, "verslag.write")
    item = found(meeting_queries.item_of(acting, pk))
    meeting = found(item.vergadering)
    words = getattr(item, "behandeling", None)
    act = request.POST.get("act", "") if request.method == "POST" else ""
    initial = {"conclusie": words.conclusie, "verslag": words.verslag} if words else {}
    form = WordsForm(request.POST if act == "woorden" else None, initial=initial)
    action_form = ActionForm(request.POST if act == "actie" else None, acting=acting, prefix="actie")
    at = clock.now()
    try:
        if act == "behandelen":
            services.take_up(pk, by=acting, at=at)
        elif act == "afhandelen":
            services.finish(pk, by=acting, at=at)
        elif act == "woorden" and form.is_valid():
            services.write_words(pk, **form.cleaned_data, by=acting, at=at)
            messages.success(request, _("The text is kept."))
        elif act == "actie" and action_form.is_valid():
            services.add_action(item.gremium_id, action_form.values(), agendapunt_id=pk, by=acting, at=at)
            messages.success(request, _("The action is on the list."))
    except RuleError as error:
        if act == "actie":
            refuse(action_form, error)
        else:
            messages.error(request, error.message)
    wrong = form.errors or action_form.errors
    if request.method == "POST" and not wrong:
        return redirect("beraad:treat", pk=pk)
    order = list(
        meeting.agendapunten.exclude(state__in=meeting_queries.OFF_AGENDA).order_by("position", "pk")
    )
    place = next((at_ for at_, row in enumerate(order) if row.pk == pk), None)
    context = {
        "item": item,
        "meeting": meeting,
        "form": form,
        "action_form": action_form,
        "actions": item.actiepunten.select_related("partij"),
        "before": order[place - 1] if place else None,
        "after": order[place + 1] if place is not None and place + 1 < len(order) else None,
        "panels": panels_of("beraad.agendapunt", item, acting),
    }
    return render(request, "beraad/live/treat.html", context, status=422 if wrong else 200)


@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    """All actions, the open ones first."""
    acting = acting_with(request, "beraad.read")
    which = request.GET.get("welke", "open")
    search = request.GET.get("zoek", "").strip()[:80]
    page = Paginator(queries.actions_of(acting, which=which, search=search), 25).get_page(
        request.GET.get("page")
    )
    context = {
        "page_obj": page,
        "which": which,
        "search": search,
        "today": clock.today(),
        "may_write": acting.has("actiepunt.write"),
    }
    return render(request, "beraad/live/actions.html", context)


@require_POST
def action_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Done, or open again."""
    acting = acting_with(request, "actiepunt.write")
    found(queries.actions_of(acting, which="").filter(pk=pk).first())
    done = request.POST.get("act") == "klaar"
    services.settle_action(pk, done=done, remark=request.POST.get("remark", ""), by=acting, at=clock.now())
    messages.success(request, _("The action is done.") if done else _("The action is open again."))
    return redirect("beraad:actions")
