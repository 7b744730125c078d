# SPDX-License-Identifier: EUPL-1.2
"""Roles of the board as data (table 4.6 of the rules): the union of a person's roles holds, none of the staff votes.

The right to vote is no right of a role: it follows from a mandate on the day (`may_vote`), and from nothing else.
"""

from django.utils.translation import gettext_noop as _

from werkregio.regio.rules import Role

# What everybody of the board and its staff may read, closed items as well.
_READ = {"beraad.read", "beraad.read_closed"}
_PREPARE = {
    "vergadering.write",
    "agenda.write",
    "stuk.write",
    "aanwezigheid.write",
    "verslag.write",
    "actiepunt.write",
}

ROLES = [
    Role(
        "secretaris",
        _("Secretary of the Beraad"),
        frozenset(
            {
                *_READ,
                *_PREPARE,
                "convenant.write",
                "zetel.write",
                "gremium.write",
                "ronde.prepare",
                "ronde.oral",
                "rectificatie.propose",
                "advies.write",
                "advies.record",
                "raadsinformatie.write",
                "signaal.write",
                "consultatie.write",
                "plicht.write",
                "publiceren",
            }
        ),
        requires_mfa=True,
        kinds=frozenset({"werkcentrum", "gemeente"}),
        region_wide=True,
    ),
    Role(
        "programmamanager",
        _("Programme manager"),
        frozenset(
            {
                *_READ,
                *_PREPARE,
                "gremium.write",
                "ronde.prepare",
                "ronde.oral",
                "rectificatie.propose",
                "advies.write",
                "advies.record",
                "raadsinformatie.write",
                "signaal.write",
                "consultatie.write",
                "plicht.write",
                "publiceren",
            }
        ),
        requires_mfa=True,
        kinds=frozenset({"werkcentrum", "gemeente"}),
        region_wide=True,
    ),
    Role(
        "programmaondersteuner",
        _("Programme supporter"),
        frozenset({*_READ, *_PREPARE}),
        requires_mfa=True,
        kinds=frozenset({"werkcentrum", "gemeente"}),
        region_wide=True,
    ),
    # Opens and closes the rounds; also needs a chair of the day (`may_open_round`), so nobody is chair by role alone.
    Role(
        "voorzitter",
        _("Chair of the Beraad"),
        frozenset({*_READ, "ronde.open", "advies.send"}),
        requires_mfa=True,
        kinds=frozenset({"gemeente"}),
        region_wide=True,
    ),
    Role(
        "bestuurder",
        _("Board member"),
        frozenset({*_READ, "spreken", "raadpleging.write", "bezwaar.write"}),
        requires_mfa=True,
        region_wide=True,
    ),
    Role(
        "plaatsvervanger",
        _("Substitute of a board member"),
        frozenset({*_READ, "spreken", "raadpleging.write", "bezwaar.write"}),
        requires_mfa=True,
        region_wide=True,
    ),
    Role(
        "regionaal-adviseur",
        _("Regional adviser"),
        frozenset({*_READ, "raadpleging.write", "agenda.propose"}),
        requires_mfa=True,
        region_wide=True,
    ),
    Role(
        "communicatieadviseur",
        _("Communication adviser"),
        frozenset({"beraad.read", "publiceren", "consultatie.write", "raadsinformatie.write"}),
        requires_mfa=True,
        region_wide=True,
    ),
    Role(
        "financieel-adviseur",
        _("Financial adviser"),
        frozenset({*_READ, "advies.write"}),
        requires_mfa=True,
        region_wide=True,
    ),
    Role(
        "financial-engineer",
        _("Financial engineer"),
        frozenset({*_READ}),
        requires_mfa=True,
        region_wide=True,
    ),
    # A seat without a vote: reads closed items only where invited (`may_read_item`).
    Role(
        "strategisch-partner",
        _("Strategic partner"),
        frozenset({"beraad.read", "spreken"}),
        requires_mfa=True,
        region_wide=True,
    ),
    Role(
        "college",
        _("Staff of the college"),
        frozenset({"advies.read", "advies.decide"}),
        requires_mfa=True,
        kinds=frozenset({"gemeente"}),
        region_wide=True,
    ),
    Role(
        "griffie",
        _("Council clerk"),
        frozenset({"raadsinformatie.read", "raadsinformatie.record"}),
        requires_mfa=True,
        kinds=frozenset({"gemeente"}),
        region_wide=True,
    ),
]
