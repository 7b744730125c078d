# SPDX-License-Identifier: EUPL-1.2
"""Roles of the one door as data. Who may do what: one function for each question, in the files beside."""

from django.utils.translation import gettext_noop as _

from werkregio.regio.rules import Role

ROLES = [
    Role(
        "gids",
        _("Guide"),
        frozenset(
            {
                "zaak.list",
                "capaciteit.read",
                "zaak.read",
                "zaak.write",
                "zaak.open",
                "doorverwijzing.write",
                "partij.read",
                "verzoek.own",
                "tijdvak.write",
                "werkgever.read",
                "werkgever.write",
            }
        ),
        requires_mfa=True,
        kinds=frozenset({"werkcentrum", "gemeente", "uwv"}),
        # A guide sees the questions of the whole region, so the region decides who is one.
        region_wide=True,
    ),
    Role(
        "professional",
        _("Partner professional"),
        frozenset(
            {
                "inbox.read",
                "inbox.act",
                "partij.read",
                "aanbod.read",
                "aanbod.confirm",
                "werkgever.read",
                "werkgever.write",
            }
        ),
        requires_mfa=True,
    ),
    Role(
        "loketmedewerker",
        # A library or debt help types for somebody: it sees the question only while typing.
        _("Counter worker of another organisation"),
        frozenset({"loket.enter", "loket.entered"}),
        requires_mfa=True,
    ),
    Role(
        "redacteur",
        _("Editor of the directory"),
        frozenset({"directory.edit", "woord.edit"}),
        kinds=frozenset({"werkcentrum", "gemeente", "uwv"}),
        region_wide=True,
    ),
    Role(
        "kwaliteitsbeoordelaar",
        _("Quality reviewer of the directory"),
        frozenset({"kwaliteit.review"}),
        requires_mfa=True,
        kinds=frozenset({"werkcentrum", "gemeente", "uwv"}),
        region_wide=True,
    ),
    Role(
        "fg",
        _("Data protection officer"),
        frozenset({"log.read", "grondslag.change", "bewaren.change", "verzoek.all", "verzoek.own"}),
        requires_mfa=True,
        region_wide=True,
    ),
]

# Rights on pages of this module for roles that a lower module declares.
FURTHER_RIGHTS = {
    "partnerbeheerder": {"webhook.change", "aanbod.read", "aanbod.confirm"},
    "regiobeheerder": {
        "capaciteit.read",
        "telling.read",
        "loket.change",
        "grondslag.change",
        # Does something in a practice region only.
        "oefenen.train",
    },
}
