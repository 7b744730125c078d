# SPDX-License-Identifier: EUPL-1.2
"""What consulting and advising show on pages of other subjects."""

from werkregio.design.panels import Panel, register

from . import raadpleging


def register_panels() -> None:
    """Called once, when the module starts."""
    register(Panel("beraad.agendapunt", "beraad/panels/raadpleging.html", raadpleging.panel, queries=9))
