# SPDX-License-Identifier: EUPL-1.2
"""Kinds of documents in the register. Codes are kept, labels are English source texts. Pure."""


def _(text: str) -> str:
    """Marks a text as one to translate; the page that shows it does so."""
    return text


KINDS = {
    "notitie": _("Short paper"),
    "voorstel": _("Proposal"),
    "advies": _("Advice"),
    "convenant": _("Convenant"),
    "agenda": _("Meerjarenagenda"),
    "cijfers": _("Figures"),
    "begroting": _("Budget"),
    "brief": _("Letter"),
    "presentatie": _("Presentation"),
    "verslag": _("Minutes"),
    "overig": _("Other"),
}
