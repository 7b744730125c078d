# SPDX-License-Identifier: EUPL-1.2
"""A floor above brings a subject to the Beraad: an item that waits for a meeting, with a plain reference (A4)."""

from datetime import datetime

from django.db import transaction

from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Gremium
from ..terms import AgendapuntSoort, BesluitType
from .agenda import ItemValues, add_item


@transaction.atomic
def propose_item(
    gremium: Gremium,
    *,
    titel: str,
    toelichting: str,
    voorstel: str,
    subject: tuple[str, str, str, str],
    by: Acting,
    at: datetime,
) -> Agendapunt:
    """An item to decide, without costs. `subject` is kind, id, title and address of what it is about."""
    kind, key, title, url = subject
    values = ItemValues(
        titel=titel[:200],
        soort=AgendapuntSoort.BESLUIT,
        toelichting=toelichting,
        voorstel=voorstel,
        besluit_type=BesluitType.AFSPRAAK,
        financial=False,
        subject_title=title[:200],
        subject_url=url,
    )
    item = add_item(gremium.pk, None, values, by=by, at=at)
    item.subject_kind, item.subject_id = kind, key
    item.save(update_fields=["subject_kind", "subject_id"])
    return item
