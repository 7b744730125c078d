# SPDX-License-Identifier: EUPL-1.2
"""Who may bring in files, see what came of them, and take them back."""

from werkregio.regio.permissions import Acting

from .directory import may_edit_directory


def may_exchange(acting: Acting | None, regio_id: int) -> bool:
    """Editors, in their own region."""
    return acting is not None and acting.regio_id == regio_id and may_edit_directory(acting)


def may_see_sources(acting: Acting | None) -> bool:
    """Help from other directories, not checked by us: for editors and guides."""
    return acting is not None and (acting.has("directory.edit") or acting.has("zaak.list"))
