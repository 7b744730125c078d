# SPDX-License-Identifier: EUPL-1.2
"""Pages of the editor: list, change with preview, publish, end, history and undo."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import gemeenten_of

from ..forms.editor import CONDITIONS, FACTS, EndForm, EntryForms, ReasonForm, with_another_row
from ..models import Instrument
from ..queries import editor
from ..queries.directory_content import content_of, empty_content
from ..rules.entry import Content
from ..services import editor as services
from .access import acting_with

_ADD_ROW = {"add_fact": FACTS, "add_condition": CONDITIONS}
_FIELD_OF = {"municipalities": "gemeenten"}


@require_safe
def editor_list(request: HttpRequest) -> HttpResponse:
    """All entries of the region with signals of quality."""
    acting = acting_with(request, "directory.edit")
    query, signal = request.GET.get("zoek", "")[:100], request.GET.get("signaal", "")
    entries = editor.editor_list(
        acting.regio, query=query, signal=signal, language=_language(), on=clock.today()
    )
    page = Paginator(entries, editor.PER_PAGE).get_page(request.GET.get("pagina"))
    context = {
        "rows": editor.editor_rows(page, clock.today()),
        "page": page,
        "query": query,
        "signal": signal,
        "signals": editor.SIGNALS.items(),
    }
    return render(request, "werkcentrum/editor/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def editor_new(request: HttpRequest) -> HttpResponse:
    """A new entry; it begins as a draft."""
    acting = acting_with(request, "directory.edit")
    entry = Instrument(regio=acting.regio, code="")
    return _edit(request, acting, entry, empty_content())


@require_http_methods(["GET", "HEAD", "POST"])
def editor_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an entry: all texts side by side, figures and conditions as rows."""
    acting = acting_with(request, "directory.edit")
    entry = _entry(acting, pk)
    return _edit(request, acting, entry, content_of(entry))


def _edit(request: HttpRequest, acting: Acting, entry: Instrument, content: Content) -> HttpResponse:
    options = _options(acting, entry)
    if request.method != "POST":
        return _page(request, entry, EntryForms(content=content, version=entry.version, **options), content)
    act = request.POST.get("act", "save")
    if act in _ADD_ROW:
        forms = EntryForms(with_another_row(request.POST, _ADD_ROW[act]), **options)
        forms.forget_errors()
        return _page(request, entry, forms, content, added=_ADD_ROW[act])
    forms = EntryForms(request.POST, **options)
    if not forms.is_valid(content):
        return _page(request, entry, forms, content, status=422)
    if act == "preview":
        shown = editor.preview(entry, forms.content, _language(), clock.today())
        return _page(request, entry, forms, forms.content, preview=shown)
    data = forms.head.cleaned_data
    try:
        if entry.pk:
            services.change_instrument(
                entry.pk,
                forms.content,
                base_version=data["version"],
                by=acting,
                at=clock.now(),
                reason=data["reason"],
            )
        else:
            entry = services.create_instrument(
                forms.content, by=acting, at=clock.now(), reason=data["reason"]
            )
    except ConflictError as error:
        return _conflict(request, acting, entry.pk, forms, str(error))
    except RuleError as error:
        _tell(forms.head, error)
        return _page(request, entry, forms, content, status=422)
    messages.success(request, _("Saved. You find every version in the history."))
    return redirect("werkcentrum:editor_change", pk=entry.pk)


def _conflict(request: HttpRequest, acting: Acting, pk: int, forms: EntryForms, message: str) -> HttpResponse:
    """Both changes together in the form, and what the other one changed above it: nothing is lost."""
    entry = _entry(acting, pk)
    typed = forms.head.cleaned_data
    merged, conflicts, changed = services.merged_with_current(entry, forms.content, typed["version"])
    again = EntryForms(content=merged, version=entry.version, **_options(acting, entry))
    again.head.initial["reason"] = typed["reason"]
    return _page(
        request, entry, again, merged, status=409, conflict=message, conflicts=conflicts, changed=changed
    )


@require_http_methods(["GET", "HEAD", "POST"])
def editor_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft becomes visible to everyone."""
    acting = acting_with(request, "directory.edit")
    entry = _entry(acting, pk)
    form = ReasonForm(request.POST or None, initial={"version": entry.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.publish_instrument(
                pk,
                base_version=form.cleaned_data["version"] or 0,
                by=acting,
                at=clock.now(),
                reason=form.cleaned_data["reason"],
            )
        except RuleError as error:
            _tell(form, error)
        else:
            messages.success(request, _("The page is open to everyone now."))
            return redirect("werkcentrum:editor_change", pk=pk)
    context = {
        "entry": entry,
        "form": form,
        "preview": editor.preview(entry, content_of(entry), _language(), clock.today()),
    }
    return render(request, "werkcentrum/editor/publish.html", context, status=_status(form))


@require_http_methods(["GET", "HEAD", "POST"])
def editor_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The help stopped: since when, and what came instead."""
    acting = acting_with(request, "directory.edit")
    entry = _entry(acting, pk)
    initial = {
        "version": entry.version,
        "ended_on": entry.ended_on or clock.today(),
        "successors": [row.code for row in entry.successors.all()],
    }
    choices = editor.successor_choices(acting.regio, _language(), without=entry.pk)
    form = EndForm(request.POST or None, initial=initial, successors=choices)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            services.end_instrument(
                pk,
                ended_on=data["ended_on"],
                successors=data["successors"],
                base_version=data["version"],
                by=acting,
                at=clock.now(),
                reason=data["reason"],
            )
        except RuleError as error:
            _tell(form, error)
        else:
            messages.success(request, _("The page says now that this help ended."))
            return redirect("werkcentrum:editor_change", pk=pk)
    return render(
        request, "werkcentrum/editor/end.html", {"entry": entry, "form": form}, status=_status(form)
    )


@require_safe
def editor_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Every version: who, why, and which words changed."""
    acting = acting_with(request, "directory.edit")
    entry = _entry(acting, pk)
    page, versions = editor.history(entry, request.GET.get("pagina"))
    return render(
        request, "werkcentrum/editor/history.html", {"entry": entry, "page": page, "versions": versions}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def editor_undo(request: HttpRequest, pk: int, version: int) -> HttpResponse:
    """Take back what one version changed."""
    acting = acting_with(request, "directory.edit")
    entry = _entry(acting, pk)
    shown = editor.version_shown(entry, version)
    if shown is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.undo_version(pk, version, by=acting, at=clock.now(), reason=form.cleaned_data["reason"])
        except RuleError as error:
            _tell(form, error)
        else:
            messages.success(request, _("Version %(version)s was undone.") % {"version": version})
            return redirect("werkcentrum:editor_history", pk=pk)
    context = {"entry": entry, "version": shown, "form": form}
    return render(request, "werkcentrum/editor/undo.html", context, status=_status(form))


def _entry(acting: Acting, pk: int) -> Instrument:
    entry = editor.entry_for_editor(acting.regio_id, pk)
    if entry is None:
        raise Http404
    return entry


def _options(acting: Acting, entry: Instrument) -> dict[str, Any]:
    return {
        "language": _language(),
        "gemeenten": [(row.gm_code, row.naam) for row in gemeenten_of(acting.regio, on=clock.today())],
        "successors": editor.successor_choices(acting.regio, _language(), without=entry.pk),
    }


def _page(
    request: HttpRequest,
    entry: Instrument,
    forms: EntryForms,
    content: Content,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "entry": entry,
        "forms": forms,
        "form": forms.head,
        "quality": editor.quality_of(entry, content, clock.today()),
        "offers": editor.offers_of(entry) if entry.pk else [],
        **more,
    }
    return render(request, "werkcentrum/editor/change.html", context, status=status)


def _tell(form: Any, error: RuleError) -> None:
    """The refusal of the service at the field where it belongs."""
    field = _FIELD_OF.get(error.field or "", error.field or "")
    form.add_error(field if field in form.fields else None, error.message)


def _status(form: Any) -> int:
    return 422 if form.is_bound and form.errors else 200


def _language() -> str:
    return get_language() or "nl"
