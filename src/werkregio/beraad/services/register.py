# SPDX-License-Identifier: EUPL-1.2
"""The register of a gremium: a chain to which lines are added and from which nothing is taken.

Every fact that must be provable later (a decision, a vote, who was there, adopted minutes, a correction)
adds one line in the transaction of its act. `werkregio controleer-register` walks the chain.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from werkregio.foundation.chain import line_hash

from ..models import Gremium, RegisterHoofd, RegisterRegel


def add_line(
    gremium: Gremium, kind: str, reference: str, payload: Mapping[str, Any], *, at: datetime
) -> RegisterRegel:
    """Add one line; call it last, since it locks the end of the chain until the commit.

    `payload` holds plain JSON values: texts, whole numbers, booleans, lists; money as text, never a float.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            "A line of the register needs the transaction of its act."
        )
    RegisterHoofd.objects.bulk_create([RegisterHoofd(gremium=gremium)], ignore_conflicts=True)
    hoofd = RegisterHoofd.objects.select_for_update(of=("self",)).get(gremium=gremium)
    line = RegisterRegel(
        gremium=gremium,
        sequence=hoofd.sequence + 1,
        kind=kind,
        reference=reference,
        payload=dict(payload),
        at=at,
        previous_hash=hoofd.hash,
    )
    line.hash = line_hash(hoofd.hash, line.hashed_fields())
    line.save(force_insert=True)
    RegisterHoofd.objects.filter(pk=hoofd.pk).update(sequence=line.sequence, hash=line.hash)
    return line
