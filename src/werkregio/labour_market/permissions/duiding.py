# SPDX-License-Identifier: EUPL-1.2
"""Who may write what a figure means, and who may look at it as the second person."""

from werkregio.regio.permissions import Acting

from ..models import Duiding

# Rights on these pages for the roles of this module.
RIGHTS = {
    "analist": {"duiding.read", "duiding.write", "duiding.review"},
    "uwv-adviseur": {"duiding.read", "duiding.write", "duiding.review"},
    "sbb-adviseur": {"duiding.read", "duiding.write", "duiding.review"},
    "data-editor": {"duiding.read"},
}


def may_read(acting: Acting) -> bool:
    return acting.has("duiding.read")


def may_write(acting: Acting) -> bool:
    return acting.has("duiding.write")


def may_review(acting: Acting, duiding: Duiding) -> bool:
    """Somebody else than the writer, of the same region."""
    return (
        acting.has("duiding.review")
        and duiding.regio_id == acting.regio_id
        and duiding.written_by_id != acting.user.pk
    )
