# SPDX-License-Identifier: EUPL-1.2
"""What consulting and advising show on pages of other subjects."""

from django.utils.translation import gettext_noop

from werkregio.design.panels import Panel, register
from werkregio.foundation import outbox

from ..queries.advies import is_settled
from ..rules.completion import register_settled
from ..services.consultatie import TOLD_BACK
from ..services.consultatie_answers import compose_told_back, erase_address
from . import advies, raadpleging


def register_panels() -> None:
    """Called once, when the module starts."""
    register(Panel("beraad.agendapunt", "beraad/panels/raadpleging.html", raadpleging.panel, queries=9))
    register(Panel("beraad.besluit", "beraad/panels/advies.html", advies.panel, queries=1))
    register_settled(is_settled)
    outbox.register(
        outbox.Kind(
            TOLD_BACK, gettext_noop("What was done with a consultation"), compose_told_back, erase_address
        )
    )
