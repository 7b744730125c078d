# SPDX-License-Identifier: EUPL-1.2
"""Whether many wrong codes were typed lately: a signal for who watches over the region."""

from datetime import datetime, timedelta

from werkregio.foundation.models import AuditLine

MANY_WRONG = "mijn.many_wrong"
SHOWN_FOR = timedelta(days=7)


def many_wrong_codes(region: str, *, at: datetime) -> datetime | None:
    """When it last happened, within a week; none when it did not."""
    lines = AuditLine.objects.filter(region=region, action=MANY_WRONG, at__gt=at - SHOWN_FOR)
    return lines.order_by("-at").values_list("at", flat=True).first()
