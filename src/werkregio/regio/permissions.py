# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in the region, and the roles that this module declares."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .rules import Role, role_book

if TYPE_CHECKING:
    from werkregio.accounts.models import User

    from .models import Arbeidsmarktregio, Partij

ROLES = [
    Role(
        "partnerbeheerder",
        "Partner administrator",
        frozenset({"partij.read", "partij.change", "lid.read", "lid.invite", "lid.end"}),
        requires_mfa=True,
    ),
    Role(
        "regiobeheerder",
        "Region administrator",
        frozenset(
            {
                "regio.read",
                "regio.change",
                "partij.read",
                "partij.read_all",
                "partij.change_all",
                "lid.read",
                "lid.read_all",
                "lid.invite_all",
                "lid.end_all",
                "telling.read",
            }
        ),
        requires_mfa=True,
        kinds=frozenset({"werkcentrum", "gemeente"}),
    ),
]


@dataclass(frozen=True, slots=True)
class Acting:
    """A signed-in person who acts for one organisation: the only thing that `may_...` functions trust."""

    user: "User"
    partij: "Partij"
    roles: frozenset[str]
    rights: frozenset[str]
    # A role asks for a second factor and the person has none yet: those rights are held back.
    second_factor_missing: bool = False

    @property
    def regio(self) -> "Arbeidsmarktregio":
        return self.partij.regio

    @property
    def regio_id(self) -> int:
        return self.partij.regio_id

    def has(self, right: str) -> bool:
        return right in self.rights


def role_label(code: str) -> str:
    """The label of a role, or its code when the module that declared it is gone."""
    role = role_book.roles.get(code)
    return role.label if role else code


def may_see_partij(acting: Acting, partij: "Partij") -> bool:
    if partij.regio_id != acting.regio_id:
        return False
    return acting.has("partij.read_all") or (acting.has("partij.read") and partij.pk == acting.partij.pk)


def may_change_partij(acting: Acting, partij: "Partij") -> bool:
    if partij.regio_id != acting.regio_id:
        return False
    return acting.has("partij.change_all") or (acting.has("partij.change") and partij.pk == acting.partij.pk)


def may_invite(acting: Acting, partij: "Partij") -> bool:
    if partij.regio_id != acting.regio_id:
        return False
    return acting.has("lid.invite_all") or (acting.has("lid.invite") and partij.pk == acting.partij.pk)


def may_end_lidmaatschap(acting: Acting, partij: "Partij") -> bool:
    if partij.regio_id != acting.regio_id:
        return False
    return acting.has("lid.end_all") or (acting.has("lid.end") and partij.pk == acting.partij.pk)


def may_see_regio(acting: Acting) -> bool:
    return acting.has("regio.read")


def may_see_tellingen(acting: Acting) -> bool:
    return acting.has("telling.read")
