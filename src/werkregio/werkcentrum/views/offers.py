# SPDX-License-Identifier: EUPL-1.2
"""Pages of the editor for what partners offer under one entry."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio.queries import gemeenten_of, partijen_of

from ..forms.offers import OfferForm, offer_initial
from ..models import Aanbod
from ..queries.editor import entry_for_editor
from ..services.offers import save_offer
from .access import acting_with, found, refuse


@require_http_methods(["GET", "HEAD", "POST"])
def editor_offer(request: HttpRequest, pk: int, offer: int | None = None) -> HttpResponse:
    """One offer of a partner, new (`offer` is None) or changed."""
    acting = acting_with(request, "directory.edit")
    entry = found(entry_for_editor(acting.regio_id, pk))
    row = None
    if offer is not None:
        row = found(Aanbod.objects.filter(pk=offer, instrument=entry).select_related("partij").first())
    form = OfferForm(
        request.POST or None,
        initial=offer_initial(row) if row else None,
        partijen=None if row else [(partij.pk, partij.naam) for partij in partijen_of(acting.regio)],
        gemeenten=[(place.gm_code, place.naam) for place in gemeenten_of(acting.regio, on=clock.today())],
    )
    if request.method == "POST" and form.is_valid():
        try:
            save_offer(
                entry.pk,
                form.values(),
                gemeenten=form.cleaned_data["gemeenten"],
                partij_id=form.cleaned_data.get("partij"),
                offer_id=offer,
                by=acting,
                at=clock.now(),
            )
        except RuleError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The offer is saved."))
            return redirect("werkcentrum:editor_change", pk=entry.pk)
    status = 422 if form.is_bound and form.errors else 200
    context = {"entry": entry, "offer": row, "form": form}
    return render(request, "werkcentrum/editor/offer.html", context, status=status)
