# SPDX-License-Identifier: EUPL-1.2
"""Pages of bringing in a file: choose, look, store, undo; and how an import went."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..forms.datasets import UploadForm
from ..models import ImportRun
from ..permissions import may_stop, may_undo
from ..queries import datasets as queries
from ..queries.mappings import reason_in_words
from ..services import cbs, uploads
from ..terms import RunState
from .access import acting_with, download, found, refuse, status_of

PER_PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """A file and its mapping; nothing is stored before one has looked."""
    acting = acting_with(request, "dataset.import")
    sent = request.method == "POST"
    initial = {"mapping": queries.last_mapping(acting.regio_id, acting.partij.pk)}
    form = UploadForm(request.POST if sent else None, request.FILES if sent else None, initial=initial)
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            run = uploads.try_file(form.mapping_text, file.name, file.read(), by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            return redirect("labour_market:import_run", pk=run.pk)
    return render(request, "labour_market/datasets/upload.html", {"form": form}, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
def import_run(request: HttpRequest, pk: int) -> HttpResponse:
    """How an import went or would go, row by row, and what can be done with it."""
    acting = acting_with(request, "dataset.read")
    run: ImportRun = found(queries.runs_of(acting.regio_id).filter(pk=pk).first())
    if request.method == "POST":
        return _act(request, acting, run)
    refused = [
        {**each, "number": each["row"] + 1, "why": reason_in_words(each["reason"])} for each in run.refusals
    ]
    page = Paginator(refused, PER_PAGE).get_page(request.GET.get("pagina"))
    context: dict[str, Any] = {
        "run": run,
        "page": page,
        "reasons": [(reason_in_words(code), count) for code, count in sorted(run.reasons.items())],
        "is_trial": run.state == RunState.TRIAL,
        "is_busy": run.state in (RunState.WAITING, RunState.RUNNING),
        "may_store": run.state == RunState.TRIAL and may_undo(acting, run),
        "may_undo": run.state == RunState.DONE and may_undo(acting, run),
        "may_stop": run.state in (RunState.WAITING, RunState.RUNNING) and may_stop(acting, run),
        "percent": 100 * run.progress // run.progress_of if run.progress_of else None,
        "columns": run.options.get("columns", []),
        "preview": run.options.get("preview", []),
    }
    return render(request, "labour_market/datasets/run.html", context)


def _act(request: HttpRequest, acting: Acting, run: ImportRun) -> HttpResponse:
    """Store, throw away, stop or undo; whoever may not, sees nothing of it."""
    act, now = request.POST.get("act", ""), clock.now()
    try:
        if act == "apply":
            uploads.apply(run.pk, by=acting, at=now)
            messages.success(request, _("Stored. You can undo this as a whole."))
        elif act == "drop":
            uploads.throw_away(run.pk, by=acting, at=now)
            messages.success(request, _("Thrown away. Nothing was stored."))
            return redirect("labour_market:datasets")
        elif act == "stop":
            cbs.stop(run.pk, by=acting, at=now)
            messages.success(request, _("The import is being stopped."))
        elif act == "undo":
            if not may_undo(acting, run):
                raise PermissionDenied
            uploads.undo(run.pk, by=f"user:{acting.user.pk}", at=now)
            messages.success(request, _("Undone: the version before holds again."))
    except RuleError as error:
        messages.error(request, error.message)
    return redirect("labour_market:import_run", pk=run.pk)


@require_safe
def import_refusals(request: HttpRequest, pk: int) -> HttpResponse:
    """The refused rows as a table to mend the file by."""
    acting = acting_with(request, "dataset.read")
    run: ImportRun = found(queries.runs_of(acting.regio_id).filter(pk=pk).first())
    return download(queries.refusals_csv(run), f"geweigerd-{pk}.csv")
