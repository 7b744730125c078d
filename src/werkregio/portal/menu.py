# SPDX-License-Identifier: EUPL-1.2
"""The menus: for visitors, and for staff by what they may do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from werkregio.regio.permissions import Acting
from werkregio.werkcentrum.permissions.practice import may_train

from .addresses import address


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a menu."""

    label: str
    url: str


def shown(items: list[Item], path: str) -> list[dict[str, object]]:
    """The entries for a template; the one that says most about this address is the current one."""
    current = max((item.url for item in items if path.startswith(item.url)), key=len, default=None)
    return [{"label": item.label, "url": item.url, "current": item.url == current} for item in items]


def public_menu() -> list[Item]:
    """What every visitor can open."""
    return [
        Item(_("Help and schemes"), address("werkcentrum:directory")),
        Item(_("Subjects"), address("werkcentrum:topics")),
        Item(_("My question"), address("werkcentrum:mine")),
        Item(_("About the region"), address("portal:about")),
    ]


def staff_menu(acting: Acting) -> list[Item]:
    """The pages of somebody's work, in the order of use."""
    entries = (
        ("zaak.list", _("Worklist"), "werkcentrum:worklist"),
        ("zaak.open", _("New question"), "werkcentrum:new_zaak"),
        ("loket.enter", _("Question for somebody"), "werkcentrum:enter_question"),
        ("loket.entered", _("My entered questions"), "werkcentrum:entered"),
        ("tijdvak.write", _("Agenda"), "werkcentrum:agenda"),
        ("zaak.list", _("Messages"), "werkcentrum:messages"),
        ("aanbod.read", _("Our work"), "werkcentrum:our_work"),
        ("inbox.read", _("Referrals"), "werkcentrum:inbox"),
        ("werkgever.read", _("Employers"), "werkcentrum:employers"),
        ("directory.edit", _("Directory"), "werkcentrum:editor"),
        ("kwaliteit.review", _("Quality"), "werkcentrum:review"),
        ("woord.edit", _("Words"), "werkcentrum:words"),
        ("loket.change", _("Counters"), "werkcentrum:loketten"),
        ("log.read", _("Log"), "werkcentrum:log"),
        ("grondslag.change", _("Legal bases"), "werkcentrum:basis"),
        ("verzoek.own", _("Data requests"), "werkcentrum:requests"),
        ("bewaren.change", _("Keeping data"), "werkcentrum:retention"),
        ("telling.read", _("Counts"), "portal:counts"),
        ("telling.read", _("After-care"), "werkcentrum:outcomes"),
        ("telling.read", _("Where people get stuck"), "werkcentrum:dead_ends"),
        ("capaciteit.read", _("What is full"), "werkcentrum:full"),
        ("partij.read_all", _("Organisations"), "regio:partij-list"),
        ("webhook.change", _("Connections"), "werkcentrum:webhooks"),
        ("lid.invite", _("My organisation"), "regio:own-partij"),
        ("regio.read", _("Region"), "regio:regio"),
        ("wachtrij.read", _("Runs by itself"), "portal:queue"),
    )
    items = [Item(label, address(name)) for right, label, name in entries if acting.has(right)]
    if may_train(acting):
        items.append(Item(_("Practise"), address("portal:practice")))
    return items
