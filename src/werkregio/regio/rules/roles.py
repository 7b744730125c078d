# SPDX-License-Identifier: EUPL-1.2
"""Roles as data, and what a person may do while acting for one organisation."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Role:
    """A role that a module declares. `rights` are codes that its own `may_...` functions read."""

    code: str
    label: str
    rights: frozenset[str]
    requires_mfa: bool = False
    # What kinds of organisation may give it; empty means any.
    kinds: frozenset[str] = frozenset()
    # It reaches over the whole region: only an administrator of the region gives it.
    region_wide: bool = False


@dataclass(slots=True)
class RoleBook:
    """All roles of the installation, gathered at start from the modules."""

    roles: dict[str, Role] = field(default_factory=dict)

    def register(self, roles: Iterable[Role]) -> None:
        for role in roles:
            known = self.roles.get(role.code)
            if known is not None and known.label != role.label:
                raise ValueError(f"Role {role.code} is declared twice.")
            self.roles.setdefault(role.code, role)

    def extend(self, code: str, rights: Iterable[str]) -> None:
        """Give a role of a lower module further rights: those of pages of an upper one."""
        role = self.roles[code]
        self.roles[code] = replace(role, rights=role.rights | frozenset(rights))

    def rights_of(self, codes: Collection[str], *, has_second_factor: bool) -> frozenset[str]:
        """The union of the rights of these roles; a role that needs a second factor gives none without it."""
        rights: set[str] = set()
        for code in codes:
            role = self.roles.get(code)
            if role and (has_second_factor or not role.requires_mfa):
                rights |= role.rights
        return frozenset(rights)

    def grantable(self, soort: str, *, by_region: bool) -> list[Role]:
        """The roles that an organisation of this kind can give, in order of declaration."""
        return [
            role
            for role in self.roles.values()
            if (not role.kinds or soort in role.kinds) and (by_region or not role.region_wide)
        ]

    def needs_second_factor(self, codes: Collection[str]) -> bool:
        return any(code in self.roles and self.roles[code].requires_mfa for code in codes)


role_book = RoleBook()
