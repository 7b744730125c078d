# SPDX-License-Identifier: EUPL-1.2
"""What runs and leaves by itself: the workers, the jobs and the messages of a region; nothing of their content."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkregio.foundation import audit, clock, jobs, outbox, worker
from werkregio.foundation.models import JobRun, OutboxItem, WorkerSign
from werkregio.foundation.terms import JobState, OutboxState
from werkregio.regio import queries as regio_queries
from werkregio.regio.permissions import Acting, may_act_on_queue, may_see_queue
from werkregio.werkcentrum.queries.messages import SHAPES, kind_label, problem_words

PAGE = 25
_JOB_SHAPES = {
    JobState.WAITING: "waits",
    JobState.RUNNING: "waits",
    JobState.DONE: "done",
    JobState.FAILED: "error",
}


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job with its last run."""

    pk: int
    label: str
    state: str
    shape: str
    at: datetime
    result: str
    failed: bool


@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """Workers, jobs, messages by state, and those that need somebody; with a button for another try."""
    acting = regio_queries.acting(request)
    if acting is None or not may_see_queue(acting):
        raise PermissionDenied
    at = clock.now()
    if request.method == "POST":
        _retry(request, acting, at)
        return redirect("portal:queue")
    state = request.GET.get("status", "")
    items = _items(acting, state)
    page = Paginator(items, PAGE).get_page(request.GET.get("page"))
    context = {
        "running": worker.is_running(at),
        "workers": WorkerSign.objects.order_by("-seen_at")[:10],
        "jobs": _jobs(),
        "states": _states(acting, state),
        "page_obj": page,
        "rows": [
            {
                "pk": item.pk,
                "kind": kind_label(item.kind),
                "state": OutboxState(item.state).label,
                "shape": SHAPES[OutboxState(item.state)],
                "at": item.done_at or item.due_at,
                "attempts": item.attempts,
                "problem": problem_words(item.problem) if item.problem else "",
                "again": item.state in (OutboxState.FAILED, OutboxState.UNSURE),
            }
            for item in page.object_list
        ],
        "may_act": may_act_on_queue(acting),
    }
    return render(request, "portal/queue.html", context)


def _items(acting: Acting, state: str) -> QuerySet[OutboxItem]:
    found = OutboxItem.objects.filter(region=acting.regio.code)
    if state in OutboxState.values:
        return found.filter(state=state).order_by("-pk")
    return found.filter(state__in=outbox.NEEDS_SOMEBODY).order_by("-pk")


def _states(acting: Acting, chosen: str) -> list[dict[str, object]]:
    counts = dict(
        OutboxItem.objects.filter(region=acting.regio.code)
        .order_by()
        .values_list("state")
        .annotate(number=Count("pk"))
    )
    waiting = {
        "code": "",
        "label": _("Needs somebody"),
        "count": sum(counts.get(state, 0) for state in outbox.NEEDS_SOMEBODY),
        "current": chosen not in OutboxState.values,
    }
    return [waiting] + [
        {
            "code": state.value,
            "label": state.label,
            "count": counts.get(state.value, 0),
            "current": state.value == chosen,
        }
        for state in OutboxState
    ]


def _jobs() -> list[JobRow]:
    """Every job that is declared, with its newest run that began; two queries."""
    newest = JobRun.objects.values("code").annotate(slot=Max("slot")).values_list("code", "slot")
    runs = {
        run.code: run
        for run in JobRun.objects.filter(slot__in=[slot for _code, slot in newest]).order_by("slot")
    }
    rows = []
    for code, job in sorted(jobs.jobs.items()):
        run = runs.get(code)
        if run is None:
            continue
        state = JobState(run.state)
        result = ", ".join(f"{name}: {value}" for name, value in run.result.items())
        rows.append(
            JobRow(
                run.pk,
                _(job.label),
                str(state.label),
                _JOB_SHAPES[state],
                run.finished_at or run.slot,
                run.problem or result,
                state == JobState.FAILED,
            )
        )
    return rows


@transaction.atomic
def _retry(request: HttpRequest, acting: Acting, at: datetime) -> None:
    if not may_act_on_queue(acting):
        raise PermissionDenied
    thing, _sep, key = request.POST.get("again", "").partition(":")
    done: object = None
    if key.isdigit() and thing == "message":
        done = outbox.retry(int(key), region=acting.regio.code, by=audit.reference(acting.user), at=at)
    elif key.isdigit() and thing == "job":
        done = jobs.retry(int(key), at=at)
    if done is None:
        messages.warning(request, _("Somebody was there before you, or it goes on by itself."))
        return
    audit.record(
        "wachtrij.opnieuw",
        f"{thing}:{key}",
        region=acting.regio.code,
        by=acting.user,
        organisation=acting.partij,
        at=at,
    )
    messages.success(request, _("It is tried again in a moment."))
