# SPDX-License-Identifier: EUPL-1.2
"""Pages of the figures of an offer: for its own partner and, by another address, for an editor."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from werkregio.foundation import clock
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.regio.permissions import Acting

from ..forms.figures import FigureForm, figure_initial
from ..models import Aanbod
from ..queries import figures as queries
from ..queries.upkeep import name_of
from ..services import figures as services
from .access import acting_with, found, refuse

PAGE = 25
RIGHTS = {False: "aanbod.confirm", True: "directory.edit"}


@require_safe
def figures(request: HttpRequest, pk: int, *, as_editor: bool = False) -> HttpResponse:
    """Every figure with its date, its source and two acts; below it what happened."""
    acting, offer = _offer(request, pk, as_editor)
    rows = queries.figures_of(acting, offer)
    page = Paginator(rows, PAGE).get_page(request.GET.get("pagina"))
    history = Paginator(queries.changes_of(offer), PAGE).get_page(request.GET.get("eerder"))
    context = {
        **_context(offer, as_editor),
        "page": page,
        "rows": queries.figure_rows(page.object_list, _language(), clock.today()),
        "history": history,
        "changes": queries.change_rows(history.object_list, _language()),
    }
    return render(request, "werkcentrum/upkeep/figures.html", context)


@require_POST
def confirm(request: HttpRequest, pk: int, fact: int, *, as_editor: bool = False) -> HttpResponse:
    """One click: this figure still holds."""
    acting, offer = _offer(request, pk, as_editor)
    try:
        services.confirm_figure(offer.pk, fact, by=acting, at=clock.now())
    except PermissionDenied:
        raise Http404 from None
    except RuleError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Thank you. The figure is confirmed."))
    return redirect(_url("figures", as_editor, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
def figure(
    request: HttpRequest, pk: int, fact: int | None = None, *, as_editor: bool = False
) -> HttpResponse:
    """One figure, changed or new (`fact` is None)."""
    acting, offer = _offer(request, pk, as_editor)
    row = queries.figure_of(acting, offer, fact) if fact is not None else None
    if fact is not None and row is None:
        raise Http404
    form = FigureForm(
        request.POST or None,
        is_new=row is None,
        initial=figure_initial(row) if row else {"read_on": clock.today()},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            if row is None:
                services.add_figure(
                    offer.pk,
                    form.values(),
                    label_nl=data["label_nl"],
                    label_en=data["label_en"],
                    by=acting,
                    at=clock.now(),
                )
            else:
                services.change_figure(
                    offer.pk, row.pk, form.values(), was=data["was"], by=acting, at=clock.now()
                )
        except ConflictError as error:
            # Saving again then replaces what the other one filled in, knowingly.
            form.data = {**request.POST.dict(), "was": row.value if row else ""}
            form.add_error("value", str(error))
        except PermissionDenied:
            raise Http404 from None
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The figure is saved."))
            return redirect(_url("figures", as_editor, pk=pk))
    context = {
        **_context(offer, as_editor),
        "form": form,
        "shown": queries.figure_rows([row], _language(), clock.today())[0] if row else None,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "werkcentrum/upkeep/figure.html", context, status=status)


def _offer(request: HttpRequest, pk: int, as_editor: bool) -> tuple[Acting, Aanbod]:
    acting = acting_with(request, RIGHTS[as_editor])
    return acting, found(queries.offer_with_figures(acting, pk, as_editor=as_editor))


def _context(offer: Aanbod, as_editor: bool) -> dict[str, object]:
    back = (
        reverse("werkcentrum:editor_offer", args=[offer.instrument_id, offer.pk])
        if as_editor
        else reverse("werkcentrum:our_offer", args=[offer.pk])
    )
    return {
        "offer": offer,
        "name": name_of(offer.instrument, _language()),
        "back_url": back,
        "figures_url": _url("figures", as_editor, pk=offer.pk),
        "new_url": _url("figure_new", as_editor, pk=offer.pk),
        "figure_url": "werkcentrum:" + ("editor_figure" if as_editor else "our_figure"),
        "confirm_url": "werkcentrum:" + ("editor_figure_confirm" if as_editor else "our_figure_confirm"),
    }


def _url(name: str, as_editor: bool, **kwargs: int) -> str:
    return reverse(f"werkcentrum:{'editor' if as_editor else 'our'}_{name}", kwargs=kwargs)


def _language() -> str:
    return get_language() or "nl"
