# SPDX-License-Identifier: EUPL-1.2
"""Table 4.6 as data: each act of the board with the right that it takes. Who holds a right: `ROLES`.

Voting and standing in are no right of a role: they follow from a mandate on the day.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from . import ROLES

ACTS: Mapping[str, tuple[str, Any]] = {
    "plan": ("vergadering.write", _("Plan meetings")),
    "agenda": ("agenda.write", _("Make the agenda")),
    "propose_item": ("agenda.propose", _("Propose an item")),
    "papers": ("stuk.write", _("Add papers")),
    "attendance": ("aanwezigheid.write", _("Note who is there")),
    "minutes": ("verslag.write", _("Write the minutes")),
    "actions": ("actiepunt.write", _("Keep the list of actions")),
    "prepare_round": ("ronde.prepare", _("Prepare a round and the work area")),
    "open_round": ("ronde.open", _("Open and close a round")),
    "oral_vote": ("ronde.oral", _("Write down an oral vote")),
    "speak": ("spreken", _("Speak in a meeting")),
    "object": ("bezwaar.write", _("Give an objection")),
    "rectify": ("rectificatie.propose", _("Propose a correction of a decision")),
    "consult": ("raadpleging.write", _("Record the consultation of the own members")),
    "write_advice": ("advies.write", _("Write an advice to the college")),
    "send_advice": ("advies.send", _("Send an advice to the college")),
    "decide_advice": ("advies.decide", _("Decide on an advice as the college")),
    "record_advice": ("advies.record", _("Record the decision of the college, with its document")),
    "councils": ("raadsinformatie.write", _("Write to the councils")),
    "councils_clerk": ("raadsinformatie.record", _("Note the day in a council")),
    "signals": ("signaal.write", _("Write a signal")),
    "consultations": ("consultatie.write", _("Hold a consultation")),
    "convenant": ("convenant.write", _("Change the convenant")),
    "seats": ("zetel.write", _("Change seats and mandates")),
    "tables": ("gremium.write", _("Start and close thematafels")),
    "duties": ("plicht.write", _("Show evidence of duties")),
    "publish": ("publiceren", _("Publish what is released")),
    "read": ("beraad.read", _("Read what is not closed")),
    "read_closed": ("beraad.read_closed", _("Read closed items")),
}


def roles_with(right: str) -> frozenset[str]:
    """The codes of the roles that hold a right."""
    return frozenset(role.code for role in ROLES if right in role.rights)
