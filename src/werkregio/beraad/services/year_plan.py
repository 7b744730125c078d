# SPDX-License-Identifier: EUPL-1.2
"""Last year's plan once more: the same weeks and days, to be moved one by one afterwards."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Gremium, Vergadering
from ..rules.year_plan import moved_to_year
from ..terms import VergaderingSoort, VergaderingStaat
from .meetings import WRITE, MeetingValues, plan


@transaction.atomic
def copy_year(gremium_id: int, year: int, *, by: Acting, at: datetime) -> int:
    """Plan in `year` what was held or planned in the year before; refused when that year has meetings already."""
    gremium = Gremium.objects.filter(pk=gremium_id, regio_id=by.regio_id).first()
    if gremium is None or not by.has(WRITE):
        raise PermissionDenied
    rows = Vergadering.objects.filter(gremium=gremium).exclude(state=VergaderingStaat.GEANNULEERD)
    if rows.filter(starts_at__year=year).exists():
        raise RuleError(
            _("There are meetings in %(year)d already. Add what is missing by hand.") % {"year": year}
        )
    before = rows.filter(starts_at__year=year - 1).exclude(soort=VergaderingSoort.BESLOTEN)
    made: dict[int, int] = {}
    # Regular meetings first, so that the coupled ones find theirs.
    for row in sorted(before, key=lambda row: (row.soort == VergaderingSoort.BREED, row.starts_at)):
        start, end = row.starts_at.astimezone(AMSTERDAM), row.ends_at.astimezone(AMSTERDAM)
        day = moved_to_year(start.date(), year)
        new_start = datetime.combine(day, start.time(), AMSTERDAM)
        if new_start <= at:
            continue
        values = MeetingValues(
            soort=row.soort,
            titel=row.titel.replace(str(year - 1), str(year)),
            starts_at=new_start,
            ends_at=new_start + (end - start),
            location=row.location,
            coupled_to_id=made.get(row.coupled_to_id) if row.coupled_to_id else None,
        )
        made[row.pk] = plan(gremium_id, values, by=by, at=at).pk
    if not made:
        raise RuleError(_("There is nothing to copy from %(year)d.") % {"year": year - 1})
    return len(made)
