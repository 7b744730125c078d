# SPDX-License-Identifier: EUPL-1.2
"""Who may do what in the region, and the roles that this module declares."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext, gettext_noop

from .rules import Role, role_book

if TYPE_CHECKING:
    from werkregio.accounts.models import User

    from .models import Arbeidsmarktregio, Partij

ROLES = [
    Role(
        "partnerbeheerder",
        gettext_noop("Partner administrator"),
        frozenset({"partij.read", "partij.change", "lid.read", "lid.invite", "lid.end"}),
        requires_mfa=True,
    ),
    Role(
        "regiobeheerder",
        gettext_noop("Region administrator"),
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
                "wachtrij.read",
                "wachtrij.act",
            }
        ),
        requires_mfa=True,
        kinds=frozenset({"werkcentrum", "gemeente"}),
        region_wide=True,
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
    """The label of a role in the language of the page, or its code when the module that declared it is gone."""
    role = role_book.roles.get(code)
    return gettext(role.label) if role else code


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


def may_give_region_wide_roles(acting: Acting) -> bool:
    """Roles that reach over the whole region are given by its administrators only."""
    return acting.has("lid.invite_all")


def may_see_leden(acting: Acting, partij: "Partij") -> bool:
    if partij.regio_id != acting.regio_id:
        return False
    return acting.has("lid.read_all") or (acting.has("lid.read") and partij.pk == acting.partij.pk)


def may_end_lidmaatschap(acting: Acting, partij: "Partij") -> bool:
    if partij.regio_id != acting.regio_id:
        return False
    return acting.has("lid.end_all") or (acting.has("lid.end") and partij.pk == acting.partij.pk)


def may_list_partijen(acting: Acting) -> bool:
    return acting.has("partij.read_all")


def may_create_partij(acting: Acting) -> bool:
    return acting.has("partij.change_all")


def may_list_leden(acting: Acting) -> bool:
    return acting.has("lid.read_all")


def may_change_regio(acting: Acting) -> bool:
    return acting.has("regio.change")


def may_see_regio(acting: Acting) -> bool:
    return acting.has("regio.read")


def may_see_queue(acting: Acting) -> bool:
    return acting.has("wachtrij.read")


def may_act_on_queue(acting: Acting) -> bool:
    return acting.has("wachtrij.act")


def may_see_tellingen(acting: Acting) -> bool:
    return acting.has("telling.read")
