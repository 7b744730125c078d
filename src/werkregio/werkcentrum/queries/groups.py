# SPDX-License-Identifier: EUPL-1.2
"""The help for somebody whose work ends, as the page of a letter shows it."""

from werkregio.regio.models import Arbeidsmarktregio

from ..models import Instrument

MOST = 8


def help_for_need(regio: Arbeidsmarktregio, need: str) -> list[int]:
    """Keys of public entries in force that serve a need, those that serve it first on top."""
    rows = (
        Instrument.objects.filter(
            regio=regio, status="current", use="public", same_as="", behoeften__need=need
        )
        .order_by("behoeften__order", "code")
        .values_list("pk", flat=True)
    )
    return list(dict.fromkeys(rows))[:MOST]
