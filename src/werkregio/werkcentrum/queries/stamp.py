# SPDX-License-Identifier: EUPL-1.2
"""A mark that changes whenever a public page of the directory could look different."""

from collections.abc import Hashable

from django.db.models import Count, Max
from django.http import HttpRequest
from django.utils.translation import get_language

from werkregio.foundation import clock
from werkregio.regio import queries as regio_queries
from werkregio.regio.models import Arbeidsmarktregio, RegioGemeente

from ..models import Aanbod, Fonds, Instrument, Woord

_REGION = ("naam", "soort", "werkcentrum_naam", "phone", "email", "publishing_limit", "active")


def entries_mark(regio: Arbeidsmarktregio) -> Hashable:
    """Number and last change of the entries: what a card of help is made from. One query."""
    found = Instrument.objects.filter(regio=regio).aggregate(n=Count("pk"), last=Max("changed_at"))
    return (regio.code, found["n"], found["last"])


def directory_mark(regio: Arbeidsmarktregio) -> Hashable:
    """Counts and last changes of entries, offers, words, funds and municipalities. Five queries."""
    entries = Instrument.objects.filter(regio=regio).aggregate(n=Count("pk"), last=Max("changed_at"))
    offers = Aanbod.objects.filter(regio=regio).aggregate(n=Count("pk"), last=Max("changed_at"))
    words = Woord.objects.filter(regio=regio).aggregate(n=Count("pk"), last=Max("at"))
    funds = Fonds.objects.filter(regio=regio).aggregate(n=Count("pk"), last=Max("pk"))
    places = RegioGemeente.objects.filter(regio=regio).aggregate(n=Count("pk"), last=Max("pk"))
    counted = (entries, offers, words, funds, places)
    return (
        *(getattr(regio, name) for name in _REGION),
        *(row[name] for row in counted for name in ("n", "last")),
    )


def public_page(request: HttpRequest) -> Hashable:
    """For `kept`: the region of the host, its directory, the day and the language; None without a region."""
    regio = regio_queries.regio(request)
    if regio is None:
        return None
    return (regio.code, clock.today(), get_language(), directory_mark(regio))
