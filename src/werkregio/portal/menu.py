# SPDX-License-Identifier: EUPL-1.2
"""The menus: for visitors, and for staff by what they may do."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from werkregio.regio.permissions import Acting
from werkregio.werkcentrum.permissions.practice import may_train

from .addresses import address


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a menu; entries of one group stand together, in the order of the list."""

    label: str
    url: str
    group: str = ""


# Not a right alone: see may_train.
TRAINER = "oefenen.train"

# A menu that is not longer than this stands on one row, without groups.
SHORT = 7


def shown(items: list[Item], path: str) -> list[dict[str, Any]]:
    """The entries for a template; the one that says most about this address is the current one.

    A long menu comes in groups that unfold: {"label", "current", "links": [entry, ...]}. A group of one stays a link.
    """
    current = max((item.url for item in items if path.startswith(item.url)), key=len, default=None)
    if len(items) <= SHORT:
        return [_link(item, current) for item in items]
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in items:
        groups.setdefault(item.group, []).append(_link(item, current))
    return [
        links[0]
        if len(links) == 1
        else {"label": group, "current": any(link["current"] for link in links), "links": links}
        for group, links in groups.items()
    ]


def _link(item: Item, current: str | None) -> dict[str, Any]:
    return {"label": item.label, "url": item.url, "current": item.url == current}


def public_menu() -> list[Item]:
    """What every visitor can open."""
    return [
        Item(_("Help and schemes"), address("werkcentrum:directory")),
        Item(_("Subjects"), address("werkcentrum:topics")),
        Item(_("My question"), address("werkcentrum:mine")),
        Item(_("About the region"), address("portal:about")),
    ]


def staff_menu(acting: Acting) -> list[Item]:
    """The pages of somebody's work, in the order of use; a new page goes into the group where one looks for it."""
    groups = (
        (
            _("Work"),
            (
                ("zaak.list", _("Worklist"), "werkcentrum:worklist"),
                ("zaak.open", _("New question"), "werkcentrum:new_zaak"),
                ("loket.enter", _("Question for somebody"), "werkcentrum:enter_question"),
                ("loket.entered", _("My entered questions"), "werkcentrum:entered"),
                ("tijdvak.write", _("Agenda"), "werkcentrum:agenda"),
                ("zaak.list", _("Messages"), "werkcentrum:messages"),
                ("aanbod.read", _("Our work"), "werkcentrum:our_work"),
                ("inbox.read", _("Referrals"), "werkcentrum:inbox"),
                ("werkgever.read", _("Employers"), "werkcentrum:employers"),
                (TRAINER, _("Practise"), "portal:practice"),
            ),
        ),
        (
            _("Help and partners"),
            (
                ("directory.edit", _("Directory"), "werkcentrum:editor"),
                ("kwaliteit.review", _("Quality"), "werkcentrum:review"),
                ("woord.edit", _("Words"), "werkcentrum:words"),
                ("loket.change", _("Counters"), "werkcentrum:loketten"),
                ("capaciteit.read", _("What is full"), "werkcentrum:full"),
                ("partij.read_all", _("Organisations"), "regio:partij-list"),
            ),
        ),
        # The pages of the Regionaal Beraad: meetings, decisions, actions.
        (
            _("Beraad"),
            (
                ("beraad.read", _("Regionaal Beraad"), "beraad:home"),
                ("beraad.read", _("Meetings"), "beraad:meetings"),
                ("beraad.read", _("Decisions"), "beraad:besluiten"),
                ("beraad.read", _("What waits"), "beraad:wachtlijst"),
                ("beraad.read", _("Who has not consulted"), "beraad:raadplegingen"),
                ("consultatie.write", _("Consultations"), "beraad:consultaties"),
                ("beraad.read", _("Advice to the college"), "beraad:adviezen"),
                ("advies.decide", _("Advice to the college"), "beraad:adviezen"),
                ("beraad.read", _("Signals"), "monitoring:signalen"),
            ),
        ),
        (
            _("Figures"),
            (
                ("dataset.read", _("Datasets"), "labour_market:datasets"),
                ("bron.read", _("Sources"), "labour_market:sources"),
                ("duiding.read", _("What figures mean"), "labour_market:duidingen"),
                ("telling.read", _("Counts"), "portal:counts"),
                ("telling.read", _("After-care"), "werkcentrum:outcomes"),
                ("telling.read", _("Where people get stuck"), "werkcentrum:dead_ends"),
            ),
        ),
        (
            _("Management"),
            (
                ("log.read", _("Log"), "werkcentrum:log"),
                ("grondslag.change", _("Legal bases"), "werkcentrum:basis"),
                ("verzoek.own", _("Data requests"), "werkcentrum:requests"),
                ("bewaren.change", _("Keeping data"), "werkcentrum:retention"),
                ("webhook.change", _("Connections"), "werkcentrum:webhooks"),
                ("lid.invite", _("My organisation"), "regio:own-partij"),
                ("regio.read", _("Region"), "regio:regio"),
                ("wachtrij.read", _("Runs by itself"), "portal:queue"),
            ),
        ),
    )
    return [
        Item(label, address(name), group)
        for group, entries in groups
        for right, label, name in entries
        if (may_train(acting) if right == TRAINER else acting.has(right))
    ]
