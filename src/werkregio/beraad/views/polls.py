# SPDX-License-Identifier: EUPL-1.2
"""Date polls, and answers to an invitation: in the site and behind one's own link."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from ..forms.polls import AttendForm, PollAnswerForm, PollForm
from ..models import DatumDeelnemer, Datumprikker, Genodigde
from ..queries import meetings as meeting_queries
from ..queries import polls as queries
from ..queries.meeting_calendar import entry_of, feed_of
from ..queries.meeting_links import ATTEND, POLL, pk_of
from ..rules.meeting_calendar import calendar_of
from ..services import attendance
from ..services import polls as services
from ..terms import Komst, VergaderingStaat
from .access import acting_with, found, refuse
from .stateless import behind_a_link


def _moments_refused(form: PollForm, error: RuleError) -> None:
    refuse(form, RuleError(error.message, field="moment_1" if error.field == "moments" else error.field))


@require_safe
def polls(request: HttpRequest) -> HttpResponse:
    """All polls of the region."""
    acting = acting_with(request, "beraad.read")
    page = Paginator(queries.polls_of(acting), 25).get_page(request.GET.get("page"))
    at = clock.now()
    context = {
        "page_obj": page,
        "rows": [{"poll": row, "open": queries.is_open(row, at)} for row in page.object_list],
        "may_write": acting.has("vergadering.write"),
    }
    return render(request, "beraad/polls/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def poll_new(request: HttpRequest) -> HttpResponse:
    """Start a poll."""
    acting = acting_with(request, "vergadering.write")
    sent = request.method == "POST"
    gremia = meeting_queries.gremia_of(acting.regio_id, on=clock.today())
    initial = {"titel": _("Meeting of the Regionaal Beraad")}
    form = PollForm(request.POST if sent else None, gremia=gremia, initial=initial)
    if sent and form.is_valid():
        try:
            made = services.start(int(form.cleaned_data["gremium"]), form.values(), by=acting, at=clock.now())
        except RuleError as error:
            _moments_refused(form, error)
        else:
            messages.success(request, _("Everybody gets a message with a link of their own."))
            return redirect("beraad:poll", pk=made.pk)
    return render(request, "beraad/polls/form.html", {"form": form}, status=422 if form.errors else 200)


def _poll(acting: Any, pk: int) -> Datumprikker:
    return found(
        Datumprikker.objects.select_related("gremium", "vergadering")
        .filter(pk=pk, gremium__regio_id=acting.regio_id)
        .first()
    )


@require_http_methods(["GET", "HEAD", "POST"])
def poll(request: HttpRequest, pk: int) -> HttpResponse:
    """All answers; who is asked answers here, too."""
    acting = acting_with(request, "beraad.read")
    prikker = _poll(acting, pk)
    own = prikker.deelnemers.filter(user=acting.user).first()
    at = clock.now()
    form = None
    if own is not None and queries.is_open(prikker, at):
        form = PollAnswerForm(
            request.POST if request.method == "POST" else None,
            opties=prikker.opties.all(),
            initial=_said(own),
        )
    if request.method == "POST":
        if form is None or own is None:
            raise Http404
        if form.is_valid():
            try:
                services.answer(own.pk, form.choices(), remark=form.cleaned_data["remark"], by=acting, at=at)
            except RuleError as error:
                refuse(form, error)
            else:
                messages.success(request, _("Thank you: your answer is noted."))
                return redirect("beraad:poll", pk=pk)
    context = {
        "poll": prikker,
        "grid": queries.grid_of(prikker),
        "form": form,
        "open": queries.is_open(prikker, at),
        "choosable": not prikker.withdrawn_at and prikker.vergadering_id is None,
        "may_write": acting.has("vergadering.write"),
    }
    return render(request, "beraad/polls/poll.html", context, status=422 if form and form.errors else 200)


def _said(deelnemer: DatumDeelnemer) -> dict[str, str]:
    return {f"optie_{row.optie_id}": row.keuze for row in deelnemer.antwoorden.all()} | {
        "remark": deelnemer.remark
    }


@require_POST
def poll_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a moment, or take the poll back."""
    acting = acting_with(request, "vergadering.write")
    prikker = _poll(acting, pk)
    try:
        if request.POST.get("act") == "intrekken":
            services.withdraw(pk, by=acting, at=clock.now())
            messages.success(request, _("The poll is withdrawn."))
        else:
            optie = request.POST.get("optie", "")
            chosen = int(optie) if optie.isdecimal() and len(optie) < 12 else 0
            made = services.choose(pk, chosen, by=acting, at=clock.now())
            messages.success(
                request, _("The meeting is planned. Send the invitations when the agenda is ready.")
            )
            return redirect("beraad:vergadering", pk=made.pk)
    except RuleError as error:
        messages.error(request, error.message)
    return redirect("beraad:poll", pk=prikker.pk)


@login_not_required
@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def poll_answer(request: HttpRequest, token: str) -> HttpResponse:
    """Answer without signing in. Looking changes nothing."""
    pk = pk_of(POLL, token)
    own = (
        DatumDeelnemer.objects.select_related("prikker__gremium__regio").filter(pk=pk).first() if pk else None
    )
    if own is None:
        return render(request, "beraad/polls/link_closed.html", status=404)
    at, prikker = clock.now(), own.prikker
    if not queries.is_open(prikker, at):
        context = {"poll": prikker, "meeting": prikker.vergadering}
        return render(request, "beraad/polls/link_closed.html", context, status=404)
    form = PollAnswerForm(
        request.POST if request.method == "POST" else None, opties=prikker.opties.all(), initial=_said(own)
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.answer(own.pk, form.choices(), remark=form.cleaned_data["remark"], by="link", at=at)
        except RuleError as error:
            refuse(form, error)
        else:
            return redirect(f"{reverse('beraad:poll_answer', args=[token])}?klaar=1")
    shown = {"form": form, "poll": prikker, "done": "klaar" in request.GET and own.answered_at}
    return render(request, "beraad/polls/answer.html", shown, status=422 if form.errors else 200)


@login_not_required
@behind_a_link
@require_http_methods(["GET", "HEAD", "POST"])
def attend(request: HttpRequest, token: str) -> HttpResponse:
    """Say whether you come, without signing in. Looking changes nothing."""
    pk = pk_of(ATTEND, token)
    guest = Genodigde.objects.select_related("vergadering__regio").filter(pk=pk).first() if pk else None
    if guest is None:
        return render(request, "beraad/polls/link_closed.html", status=404)
    meeting = guest.vergadering
    if meeting.state != VergaderingStaat.UITGENODIGD:
        return render(request, "beraad/polls/link_closed.html", {"meeting": meeting}, status=404)
    initial = {"komst": guest.answer} if guest.answer != Komst.ONBEKEND else {}
    form = AttendForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            attendance.answer(guest.pk, form.cleaned_data["komst"], by="link", at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            return redirect(f"{reverse('beraad:attend', args=[token])}?klaar=1")
    context = {"form": form, "meeting": meeting, "done": "klaar" in request.GET and guest.answered_at}
    return render(request, "beraad/polls/attend.html", context, status=422 if form.errors else 200)


@require_POST
def own_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is signed in answers on the page of the meeting."""
    acting = acting_with(request, "beraad.read")
    meeting = found(meeting_queries.vergadering_of(acting, pk))
    guest = found(meeting.genodigden.filter(user=acting.user).first())
    try:
        attendance.answer(guest.pk, request.POST.get("komst", ""), by=acting, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Thank you: your answer is noted."))
    return redirect("beraad:vergadering", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def my_calendar(request: HttpRequest) -> HttpResponse:
    """The address of one's own calendar: made anew on asking, shown once."""
    acting = acting_with(request, "beraad.read")
    address = ""
    if request.method == "POST":
        token = attendance.new_feed(by=acting, at=clock.now())
        address = request.build_absolute_uri(reverse("beraad:calendar_feed", args=[token]))
    context = {"address": address, "has_one": hasattr(acting.user, "agendafeed")}
    response = render(request, "beraad/polls/calendar.html", context)
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The meetings of one person, for a calendar program: the address is the key."""
    known = feed_of(token)
    if known is None:
        raise Http404
    _feed, rows = known
    content = calendar_of([entry_of(row) for row in rows], name=_("Regionaal Beraad"))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, max-age=900"
    return response
