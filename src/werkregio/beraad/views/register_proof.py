# SPDX-License-Identifier: EUPL-1.2
"""The proof of the register: its head, the whole register as a file, and the program that checks it."""

import json
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from werkregio.foundation import audit, clock

from ..models import Gremium
from ..permissions.deciding import may_export
from ..services import verify
from .access import acting_with, found

TOOL = Path(__file__).resolve().parents[4] / "tools" / "controleer_register.py"


@require_safe
@never_cache
def proof(request: HttpRequest) -> HttpResponse:
    """The end of each chain, what a check finds now, and how to check it elsewhere."""
    acting = acting_with(request, "beraad.read_closed")
    tables = [
        {
            "gremium": one,
            "head": verify.head(one),
            "lines": one.register.count(),
            "findings": verify.verify(one),
        }
        for one in Gremium.objects.filter(regio_id=acting.regio_id).select_related("regio")
    ]
    return render(request, "beraad/decisions/proof.html", {"tables": tables, "tool": TOOL.exists()})


@require_safe
@never_cache
def export(request: HttpRequest, code: str) -> HttpResponse:
    """The whole register of a gremium as JSON; that it was taken out is an audit line."""
    acting = acting_with(request, "beraad.read_closed")
    if not may_export(acting):
        raise PermissionDenied
    gremium = found(
        Gremium.objects.select_related("regio").filter(regio_id=acting.regio_id, code=code).first()
    )
    with transaction.atomic():
        text = json.dumps(verify.export(gremium), ensure_ascii=False, indent=1)
        audit.record(
            "register.uitgevoerd",
            gremium,
            region=gremium.regio.code,
            by=acting.user,
            organisation=acting.partij,
            at=clock.now(),
        )
    response = HttpResponse(text, content_type="application/json")
    name = f"register-{gremium.regio.code}-{gremium.code}-{clock.today():%Y-%m-%d}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def tool(request: HttpRequest) -> HttpResponse:
    """The program that checks an exported register: one file of Python, to keep beside the export."""
    acting_with(request, "beraad.read_closed")
    if not TOOL.exists():
        raise Http404
    response = HttpResponse(TOOL.read_bytes(), content_type="text/x-python")
    response["Content-Disposition"] = f'attachment; filename="{TOOL.name}"'
    return response
