# SPDX-License-Identifier: EUPL-1.2
"""Who may write down what the person agreed to."""

from werkregio.regio.permissions import Acting

from ..models import Zaak


def may_record_consent(acting: Acting, zaak: Zaak) -> bool:
    """A guide of the same region, also when the question was closed since: a withdrawal always counts."""
    return acting.has("doorverwijzing.write") and zaak.regio_id == acting.regio_id
