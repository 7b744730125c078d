# SPDX-License-Identifier: EUPL-1.2
"""Table 4.6: for every role and every act, may or may not. The table here is written apart from the code."""

import pytest

from werkregio.beraad.permissions import ROLES
from werkregio.beraad.permissions.acts import ACTS
from werkregio.beraad.rules.seats import STAFF_ROLES
from werkregio.regio.rules import role_book

S = {"secretaris", "programmamanager"}
SO = {*S, "programmaondersteuner"}
B = {"bestuurder", "plaatsvervanger"}
READERS = {*SO, *B, "voorzitter", "regionaal-adviseur", "financieel-adviseur", "financial-engineer"}
# Act: who may; everybody else may not.
TABLE = {
    "plan": SO,
    "agenda": SO,
    "propose_item": {"regionaal-adviseur"},
    "papers": SO,
    "attendance": SO,
    "minutes": SO,
    "actions": SO,
    "prepare_round": S,
    "open_round": {"voorzitter"},
    "oral_vote": S,
    "speak": {*B, "strategisch-partner"},
    "object": B,
    "rectify": S,
    "consult": {*B, "regionaal-adviseur"},
    "write_advice": {*S, "financieel-adviseur"},
    "send_advice": {"voorzitter"},
    "decide_advice": {"college"},
    "record_advice": S,
    "councils": {*S, "communicatieadviseur"},
    "councils_clerk": {"griffie"},
    "signals": S,
    "consultations": {*S, "communicatieadviseur"},
    "convenant": {"secretaris"},
    "seats": {"secretaris"},
    "tables": S,
    "duties": S,
    "publish": {*S, "communicatieadviseur"},
    "read": {*READERS, "communicatieadviseur", "strategisch-partner"},
    "read_closed": READERS,
}
CODES = sorted(role.code for role in ROLES)


def test_every_act_stands_in_the_table():
    assert set(TABLE) == set(ACTS)
    assert {code for who in TABLE.values() for code in who} == set(CODES)


@pytest.mark.parametrize("role", CODES)
@pytest.mark.parametrize("act", sorted(ACTS))
def test_a_role_may_do_what_the_table_says(role, act):
    right, _label = ACTS[act]
    rights = role_book.rights_of({role}, has_second_factor=True)
    assert (right in rights) == (role in TABLE[act])


@pytest.mark.parametrize("role", CODES)
def test_no_role_votes_and_each_asks_for_a_second_factor(role):
    rights = role_book.rights_of({role}, has_second_factor=True)
    assert not any("stem" in right.split(".") or right.startswith("stem.") for right in rights)
    assert role_book.rights_of({role}, has_second_factor=False) == frozenset()


def test_more_roles_give_the_union():
    both = role_book.rights_of({"secretaris", "financieel-adviseur"}, has_second_factor=True)
    apart = [
        role_book.rights_of({one}, has_second_factor=True) for one in ("secretaris", "financieel-adviseur")
    ]
    assert both == apart[0] | apart[1]


def test_who_prepares_does_not_lead_and_who_leads_does_not_prepare():
    for role in STAFF_ROLES:
        assert "ronde.open" not in role_book.rights_of({role}, has_second_factor=True)
    assert "ronde.prepare" not in role_book.rights_of({"voorzitter"}, has_second_factor=True)
    assert set(CODES) >= STAFF_ROLES
