# SPDX-License-Identifier: EUPL-1.2
"""Ballots at the same moment: a hundred on PostgreSQL, fewer on SQLite; afterwards exactly one vote a geleding."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from tests.factories_beraad_rounds import SEVEN, make_evening

from werkregio.beraad.models import RegisterRegel, Ronde, Stem, Stembriefje
from werkregio.beraad.services import ballots, register_lines, rounds, verify
from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError

CHOICES = ("voor", "tegen", "onthouding")


@pytest.fixture(autouse=True)
def _presence_without_lines(monkeypatch):
    """The evening of these tests notes who is there by hand; lines of presence are tested beside their service."""
    monkeypatch.delitem(register_lines._makers, "aanwezigheid", raising=False)


@pytest.mark.django_db(transaction=True)
def test_ballots_from_two_sessions_of_each_geleding_leave_one_vote_each():
    number = 100 if connection.vendor == "postgresql" else 28
    evening = make_evening()
    ronde = evening.no_consensus(evening.item())
    people = {code: evening.acting(code) for code in SEVEN}
    chair, at = evening.chair, evening.at

    def ballot(index):
        """Each session presses twice: the second time is the same form."""
        code, session = SEVEN[index % 7], index // 7
        try:
            made = [
                ballots.cast(
                    ronde.pk, keuze=CHOICES[index % 3], form_key=f"{code}-{session}", by=people[code], at=at
                ).pk
                for _twice in range(2)
            ]
            return made[0] == made[1]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(14) as pool:
        assert all(pool.map(ballot, range(number)))
    assert Stembriefje.objects.count() == number
    rounds.close_vote(ronde.pk, by=chair, at=at)
    assert Stem.objects.count() == 7
    assert Stem.objects.values("geleding").distinct().count() == 7
    for code in SEVEN:
        rows = Stembriefje.objects.filter(geleding__code=code)
        numbers = list(rows.values_list("volgnummer", flat=True))
        assert numbers == list(range(1, len(numbers) + 1))
        assert Stem.objects.get(geleding__code=code).briefje == rows.last()
    assert verify.verify(evening.board.gremium) == []
    assert audit.verify(evening.board.regio.code) == []


@pytest.mark.django_db(transaction=True)
def test_a_ballot_at_the_moment_of_closing_is_counted_or_refused_and_closing_happens_once():
    evening = make_evening()
    ronde = evening.no_consensus(evening.item())
    people = {code: evening.acting(code) for code in SEVEN}
    chair, at = evening.chair, evening.at

    def act(index):
        try:
            if index % 4 == 3:
                rounds.close_vote(ronde.pk, by=chair, at=at)
                return "closed"
            code = SEVEN[index % 7]
            ballots.cast(ronde.pk, keuze="voor", form_key=f"{index}", by=people[code], at=at)
            return code
        except RuleError:
            return None
        finally:
            connections.close_all()

    with ThreadPoolExecutor(7) as pool:
        done = list(pool.map(act, range(28)))
    assert done.count("closed") == 1
    counted = {one for one in done if one not in {None, "closed"}}
    assert set(Stem.objects.values_list("geleding__code", flat=True)) == counted
    assert RegisterRegel.objects.filter(reference=f"ronde:{ronde.pk}").count() == 1
    assert Ronde.objects.get(pk=ronde.pk).closed_at == at
