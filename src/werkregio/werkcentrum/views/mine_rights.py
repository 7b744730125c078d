# SPDX-License-Identifier: EUPL-1.2
"""Everything that is kept about a person, as a page to read and print, for whoever has the private code."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from werkregio.foundation import clock

from ..models import Zaak
from ..queries.access_copy import full_copy
from ..services import mine as services
from .mine import person_page


@person_page
@require_safe
def data(request: HttpRequest, zaak: Zaak) -> HttpResponse:
    """The code alone does not prove who somebody is: contact details are named, not shown."""
    with transaction.atomic():
        copy = full_copy(zaak, at=clock.now(), with_contact=False)
        services.exported(zaak.pk, at=clock.now())
    return render(request, "werkcentrum/mine/data.html", {"copy": copy, "zaak": zaak})
