# SPDX-License-Identifier: EUPL-1.2
"""Roles of the one door as data. Who may do what: one function for each question, in the files beside."""

from werkregio.regio.rules import Role

ROLES = [
    Role(
        "gids",
        "Guide",
        frozenset(
            {"zaak.list", "zaak.read", "zaak.write", "zaak.open", "doorverwijzing.write", "partij.read"}
        ),
        requires_mfa=True,
        kinds=frozenset({"werkcentrum", "gemeente", "uwv"}),
    ),
    Role(
        "professional",
        "Partner professional",
        frozenset({"inbox.read", "inbox.act", "partij.read"}),
        requires_mfa=True,
    ),
    Role(
        "redacteur",
        "Editor of the directory",
        frozenset({"directory.edit", "woord.edit"}),
        kinds=frozenset({"werkcentrum", "gemeente", "uwv"}),
    ),
    Role(
        "fg",
        "Data protection officer",
        frozenset({"log.read", "grondslag.change"}),
        requires_mfa=True,
    ),
]

# Rights on pages of this module for roles that a lower module declares.
FURTHER_RIGHTS = {"regiobeheerder": {"telling.read", "loket.change", "grondslag.change"}}
