# SPDX-License-Identifier: EUPL-1.2
"""The registers of a region: which gremia have one."""

from ..models import Gremium


def gremia_of(regio: str | None, gremium: str | None) -> list[Gremium]:
    """The gremia with these codes, in a fixed order; without codes all of them."""
    rows = Gremium.objects.select_related("regio").order_by("regio__code", "code")
    if regio:
        rows = rows.filter(regio__code=regio)
    if gremium:
        rows = rows.filter(code=gremium)
    return list(rows)
