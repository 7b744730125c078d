# SPDX-License-Identifier: EUPL-1.2
"""What a partner has received."""

from werkregio.regio.models import Partij

from ..models import Doorverwijzing
from ..terms import Stap


def was_sent_to(partij: Partij, doorverwijzing: Doorverwijzing) -> bool:
    """Whether this organisation ever received it; before that it does not exist for the partner."""
    return (
        doorverwijzing.partij_id == partij.pk and doorverwijzing.stappen.filter(kind=Stap.VERZONDEN).exists()
    )
