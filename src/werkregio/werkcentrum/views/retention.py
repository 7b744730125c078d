# SPDX-License-Identifier: EUPL-1.2
"""Pages of the data protection officer: terms, what goes soon, runs, holds; and the register as a file."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from ..forms.retention import HoldForm, RuleForm
from ..models import Bewaarregel, Opruimronde
from ..queries import register as registers
from ..queries import retention as queries
from ..queries.term_words import days_in_words, term_rows
from ..rules.retention_defaults import bounds_of
from ..services import log
from ..services.retention_rules import change_rule, lift_hold
from ..services.retention_rules import hold as set_hold
from .access import acting_with, found, refuse

RIGHT = "bewaren.change"
RUNS = 10
HOLDS = 25


def _act_words() -> dict[str, str]:
    return {
        "tell": _("told"),
        "wait": _("told before, waiting"),
        "held": _("held back"),
        "erase": _("erased"),
        "failed": _("failed"),
    }


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The terms in force, what they mean for the questions there are, holds, and the last runs."""
    acting = acting_with(request, RIGHT)
    today = clock.today()
    ahead = queries.upcoming(acting.regio, today)
    rules = queries.rules_of(acting.regio)
    own = set(
        Bewaarregel.objects.filter(regio=acting.regio, valid_to__isnull=True).values_list("model", "state")
    )
    rows = [
        {
            "row": row,
            "url": reverse("werkcentrum:retention_rule", args=[rule.model, rule.state.value]),
            "own": (rule.model, rule.state.value) in own,
            "waiting": sum(ahead.by_rule.get(rule.key, {}).values()) if rule.model == "Zaak" else None,
        }
        for rule, row in zip(rules, term_rows(rules), strict=True)
    ]
    holds = Paginator(queries.holds_of(acting.regio), HOLDS).get_page(request.GET.get("stoppen"))
    runs = Paginator(Opruimronde.objects.filter(regio=acting.regio), RUNS).get_page(request.GET.get("page"))
    context = {
        "rows": rows,
        "kpis": [
            {"value": ahead.soon[7], "label": _("go within 7 days")},
            {"value": ahead.soon[30], "label": _("go within 30 days")},
            {"value": ahead.soon[90], "label": _("go within 90 days")},
            {"value": ahead.running, "label": _("questions that run")},
        ],
        "holds": holds,
        "runs": [_run(run, rules) for run in runs],
        "page_obj": runs,
        "today": today,
    }
    return render(request, "werkcentrum/retention/overview.html", context)


def _run(run: Opruimronde, rules: list[Any]) -> dict[str, Any]:
    labels = {row.key: row.label for row in term_rows(rules)}
    words = _act_words()
    lines = []
    for key, counts in run.counts.items():
        parts = [f"{words[what]}: {counts[what]}" for what in words if counts.get(what)]
        if parts:
            lines.append(f"{labels.get(key, key)}: {', '.join(parts)}")
    return {"run": run, "lines": lines}


def rule(request: HttpRequest, model: str, state: str) -> HttpResponse:
    """Change one term; what held before stays below it."""
    acting = acting_with(request, RIGHT)
    current = found(next((r for r in queries.rules_of(acting.regio) if r.key == f"{model}/{state}"), None))
    bounds = found(bounds_of(model, state))
    language = get_language() or "nl"
    form = RuleForm(
        request.POST or None,
        initial={
            "days": current.days,
            "notice_days": current.notice_days,
            "grace_days": current.grace_days,
            "reason": current.reason(language),
        },
    )
    if model != "Zaak":
        # Only a question has somebody to tell.
        for name in ("notice_days", "grace_days"):
            del form.fields[name]
    if request.method == "POST" and form.is_valid():
        try:
            change_rule(
                model,
                state,
                **({"notice_days": 0, "grace_days": 0} | form.cleaned_data),
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Saved. The next run works with this term."))
            return redirect("werkcentrum:retention")
    context = {
        "form": form,
        "row": term_rows([current])[0],
        "bounds": bounds,
        "least": days_in_words(bounds.least),
        "most": days_in_words(bounds.most),
        "why": bounds.why(language),
        "history": queries.history_of(acting.regio, model, state)[:25],
    }
    return render(request, "werkcentrum/retention/rule.html", context, status=422 if form.errors else 200)


def hold(request: HttpRequest) -> HttpResponse:
    """Hold the erasing of one question back."""
    acting = acting_with(request, RIGHT)
    form = HoldForm(request.POST or None, initial={"reference": request.GET.get("vraag", "")[:16]})
    if request.method == "POST" and form.is_valid():
        try:
            set_hold(**form.cleaned_data, by=acting, at=clock.now())
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("Held back. The question is not erased until that day is over."))
            return redirect("werkcentrum:retention")
    return render(
        request, "werkcentrum/retention/hold.html", {"form": form}, status=422 if form.errors else 200
    )


def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """First the page that says what it means, then the act."""
    acting = acting_with(request, RIGHT)
    row = queries.holds_of(acting.regio).filter(pk=pk).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        lift_hold(pk, by=acting, at=clock.now())
        messages.success(request, _("Lifted. The term of the question counts again."))
        return redirect("werkcentrum:retention")
    return render(request, "werkcentrum/retention/lift.html", {"row": row})


@require_safe
def register_csv(request: HttpRequest) -> HttpResponse:
    """The register of processing activities as a table."""
    acting = acting_with(request, "log.read")
    lines = list(registers.csv_lines(registers.register_of(acting.regio)))
    log.record_log_reading("verwerkingen", count=len(lines) - 1, by=acting, at=clock.now())
    response = HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = (
        f'attachment; filename="verwerkingen-{acting.regio.code}-{clock.today():%Y-%m-%d}.csv"'
    )
    return response


@require_safe
def register_json(request: HttpRequest) -> JsonResponse:
    """The register of processing activities for other programs."""
    acting = acting_with(request, "log.read")
    data = registers.as_json(registers.register_of(acting.regio))
    log.record_log_reading("verwerkingen", count=len(data["verwerkingen"]), by=acting, at=clock.now())
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = (
        f'attachment; filename="verwerkingen-{acting.regio.code}-{clock.today():%Y-%m-%d}.json"'
    )
    return response
