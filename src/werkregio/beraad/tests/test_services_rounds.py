# SPDX-License-Identifier: EUPL-1.2
"""Rounds: who leads, consensus before a vote, the outcome reckoned, what follows on it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from tests import factories as f
from tests.factories_beraad import make_board, make_meeting
from tests.factories_beraad_rounds import make_evening

from werkregio.beraad import events
from werkregio.beraad.models import Agendapunt, Besluit, RegisterRegel, Ronde, Stem
from werkregio.beraad.queries.waiting import waiting_items
from werkregio.beraad.rules.computation import computed, read_back
from werkregio.beraad.services import agenda, meetings, rounds
from werkregio.beraad.terms import AgendapuntStaat
from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import AuditLine
from werkregio.regio.models import Voorzitterschap

pytestmark = pytest.mark.django_db

FOUR_TWO = {
    "centrumgemeente": "voor", "gemeenten": "voor", "onderwijs": "voor", "uwv": "voor",
    "sbb": "tegen", "vakbonden": "tegen",
}  # fmt: skip


def test_consensus_makes_a_decision_with_a_number_and_a_line():
    evening = make_evening()
    heard = []

    def listen(**kwargs):
        heard.append(kwargs["besluit_id"])

    events.besluit_genomen.connect(listen)
    ronde = evening.adopt(evening.item())
    besluit = Besluit.objects.get()
    assert (ronde.outcome, besluit.number, besluit.outcome) == (
        "aangenomen_consensus",
        "2026-01",
        "aangenomen_consensus",
    )
    assert besluit.agendapunt.state == "vastgesteld"
    assert [line.kind for line in RegisterRegel.objects.all()] == ["ronde", "besluit"]
    assert heard == [besluit.pk]
    assert AuditLine.objects.filter(action="ronde.gesloten").count() == 1


def test_a_vote_of_four_against_two_is_adopted_with_its_arithmetic():
    evening = make_evening(present=(*FOUR_TWO,))
    ronde = evening.vote(evening.item(), **FOUR_TWO)
    assert ronde.computation["stemming"] == {
        "uitgebracht": 6, "voor": 4, "tegen": 2, "onthouding": 0, "nodig": 4,
    }  # fmt: skip
    assert (
        "6 van de 7 geledingen vertegenwoordigd, nodig 4; 6 stemmen, 4 voor, nodig 4: aangenomen"
        in (ronde.computation["uitleg"])
    )
    assert Besluit.objects.get().outcome == "aangenomen_stemming"
    assert ronde.stemmen.count() == 6


def test_what_is_stored_gives_the_same_outcome_when_it_is_reckoned_again():
    evening = make_evening(present=(*FOUR_TWO,))
    ronde = evening.vote(evening.item(), **FOUR_TWO)
    regels, case = read_back(ronde.frozen["zaak"])
    assert computed(regels, case, ronde.frozen["bronnen"])[1] == ronde.computation


def test_a_vote_cannot_open_before_no_consensus_was_recorded(in_english):
    evening = make_evening()
    item = evening.item()
    with pytest.raises(RuleError, match="First look for consensus"):
        rounds.open_vote(item.pk, by=evening.chair, at=evening.at)
    rounds.open_consensus(item.pk, by=evening.chair, at=evening.at)
    with pytest.raises(RuleError, match="First look for consensus"):
        rounds.open_vote(item.pk, by=evening.chair, at=evening.at)


def test_the_database_itself_refuses_a_vote_without_consensus_first():
    evening = make_evening()
    item = evening.item()
    with pytest.raises(DatabaseError, match="after consensus"), transaction.atomic():
        Ronde.objects.create(
            agendapunt=item, soort="stemming", nummer=1, opened_at=evening.at, opened_by=evening.chair.user
        )


def test_only_the_chair_of_the_day_leads():
    evening = make_evening()
    item = evening.item()
    for who in (evening.acting("uwv"), evening.secretary):
        with pytest.raises(RuleError):
            rounds.open_consensus(item.pk, by=who, at=evening.at)
    ronde = rounds.open_consensus(item.pk, by=evening.chair, at=evening.at)
    for who in (evening.acting("uwv"), evening.secretary):
        with pytest.raises(RuleError):
            rounds.close_consensus(ronde.pk, reached=True, by=who, at=evening.at)


def test_the_vice_chair_leads_while_the_chair_is_away():
    evening = make_evening()
    vice = evening.board.zetels["uwv"][0]
    Voorzitterschap.objects.create(
        regio=evening.board.regio, zetel=vice, soort="vicevoorzitter", valid_from=f.MOMENT.date()
    )
    item = evening.item()
    with pytest.raises(RuleError):
        rounds.open_consensus(item.pk, by=evening.acting("uwv"), at=evening.at)
    evening.moves("centrumgemeente", "uit")
    ronde = rounds.open_consensus(item.pk, by=evening.acting("uwv"), at=evening.at)
    assert ronde.opened_by == evening.acting("uwv").user


def test_nobody_leads_when_both_are_away(in_english):
    evening = make_evening(present=("uwv", "sbb", "gemeenten", "onderwijs"))
    with pytest.raises(RuleError, match="Neither the chair"):
        rounds.open_consensus(evening.item().pk, by=evening.chair, at=evening.at)


def test_somebody_of_another_region_finds_nothing():
    evening, other = make_evening(), make_evening()
    with pytest.raises(PermissionDenied):
        rounds.open_consensus(evening.item().pk, by=other.chair, at=other.at)


@pytest.mark.parametrize(
    "fields",
    [
        {"soort": "bespreking"},
        {"voorstel": ""},
        {"besluit_type": ""},
        {"financial": None},
        {"financial": True, "besluit_type": "afspraak"},
        {"werkgebied_all": False},
    ],
)
def test_what_is_not_ready_is_not_decided(fields):
    evening = make_evening()
    with pytest.raises(RuleError):
        rounds.open_consensus(evening.item(**fields).pk, by=evening.chair, at=evening.at)


def test_a_round_is_held_in_an_open_meeting_only():
    evening = make_evening()
    item = evening.item()
    evening.vergadering.state = "gesloten"
    evening.vergadering.save()
    with pytest.raises(RuleError):
        rounds.open_consensus(item.pk, by=evening.chair, at=evening.at)


def test_a_changed_proposal_cannot_be_closed(in_english):
    evening = make_evening()
    item = evening.item()
    ronde = rounds.open_consensus(item.pk, by=evening.chair, at=evening.at)
    Agendapunt.objects.filter(pk=item.pk).update(voorstel="Iets anders.")
    with pytest.raises(RuleError, match="was changed"):
        rounds.close_consensus(ronde.pk, reached=True, by=evening.chair, at=evening.at)


def test_a_closed_round_is_closed_once_and_never_changes():
    evening = make_evening()
    ronde = evening.adopt(evening.item())
    with pytest.raises(RuleError):
        rounds.close_consensus(ronde.pk, reached=False, by=evening.chair, at=evening.at)
    with pytest.raises(DatabaseError, match="does not change"), transaction.atomic():
        Ronde.objects.filter(pk=ronde.pk).update(outcome="niet_aangenomen")
    with pytest.raises(DatabaseError, match="not removed"), transaction.atomic():
        Ronde.objects.filter(pk=ronde.pk)._raw_delete("default")


def test_without_a_quorum_consensus_decides_nothing_and_the_item_comes_back():
    evening = make_evening(present=("centrumgemeente", "uwv", "sbb"))
    later = make_meeting(evening.board, days=60)
    ronde = evening.adopt(evening.item())
    assert ronde.outcome == "geen_besluit_quorum"
    again = Agendapunt.objects.get(previous__isnull=False)
    assert (again.vergadering, again.state, Besluit.objects.count()) == (later, "geagendeerd", 0)


def test_quorum_lost_halfway_leads_to_no_decision():
    evening = make_evening(present=("centrumgemeente", "uwv", "sbb", "gemeenten"))
    ronde = evening.no_consensus(evening.item())
    for code in ("centrumgemeente", "uwv", "sbb", "gemeenten"):
        evening.ballot(ronde, code, "voor")
    evening.moves("gemeenten", "uit")
    closed = rounds.close_vote(ronde.pk, by=evening.chair, at=evening.at)
    assert closed.outcome == "geen_besluit_quorum"
    assert closed.stemmen.get(geleding__code="gemeenten").refused == "niet_vertegenwoordigd"


def test_not_adopted_twice_follows_the_convenant_the_second_time():
    board = make_board(na_tweede_ronde="escaleren")
    evening = make_evening(board)
    make_meeting(board, days=60)
    against = {"uwv": "tegen", "sbb": "voor"}
    evening.vote(evening.item(), **against)
    again = Agendapunt.objects.get(previous__isnull=False)
    next_evening = make_evening(board)
    Agendapunt.objects.filter(pk=again.pk).update(
        vergadering=next_evening.vergadering, state=AgendapuntStaat.IN_BEHANDELING
    )
    next_evening.vote(again, **against)
    again.refresh_from_db()
    assert again.state == "geescaleerd"
    assert not Agendapunt.objects.filter(previous=again).exists()


def test_without_a_planned_meeting_the_item_waits_where_everybody_sees_it():
    evening = make_evening()
    evening.vote(evening.item(titel="Wacht"), uwv="tegen")
    again = Agendapunt.objects.get(previous__isnull=False)
    assert (again.vergadering, again.state, again.titel) == (None, "geagendeerd", "Wacht")
    assert list(waiting_items(evening.secretary)) == [again]


def test_the_first_meeting_that_is_planned_takes_what_waits_and_its_closing_item_stays_last():
    evening = make_evening()
    guest = f.PartijFactory(regio=evening.board.regio)
    item = evening.item(titel="Wacht")
    item.gasten.create(partij=guest)
    evening.vote(item, uwv="tegen")
    start = evening.at + timedelta(days=30)
    values = meetings.MeetingValues("regulier", "Volgende", start, start + timedelta(hours=2))
    planned = meetings.plan(evening.board.gremium.pk, values, by=evening.secretary, at=evening.at)
    again = Agendapunt.objects.get(previous=item)
    assert again.vergadering == planned
    assert [one.partij for one in again.gasten.all()] == [guest]
    agenda.use_template(planned.pk, by=evening.secretary, at=evening.at)
    other = evening.item(titel="Nog een")
    evening.vote(other, uwv="tegen")
    assert planned.agendapunten.order_by("position").last().template_key == "rondvraag"
    assert Agendapunt.objects.get(previous=other).vergadering == planned


def test_without_consensus_and_without_a_vote_the_item_comes_on_the_next_meeting_when_this_one_closes():
    evening = make_evening()
    regular = make_meeting(evening.board, days=50)
    item = evening.item()
    ronde = rounds.open_consensus(item.pk, by=evening.chair, at=evening.at)
    with pytest.raises(RuleError):
        meetings.close_meeting(evening.vergadering.pk, by=evening.secretary, at=evening.at)
    rounds.close_consensus(ronde.pk, reached=False, by=evening.chair, at=evening.at)
    meetings.close_meeting(evening.vergadering.pk, by=evening.secretary, at=evening.at)
    item.refresh_from_db()
    again = Agendapunt.objects.get(previous=item)
    assert (item.state, again.state, again.vergadering) == ("opnieuw_geagendeerd", "geagendeerd", regular)


def test_a_brede_bijeenkomst_takes_no_item_back():
    evening = make_evening()
    make_meeting(evening.board, days=30, soort="breed")
    regular = make_meeting(evening.board, days=50)
    evening.vote(evening.item(), uwv="tegen")
    assert Agendapunt.objects.get(previous__isnull=False).vergadering == regular


def test_the_work_area_comes_along_to_the_next_meeting():
    evening = make_evening()
    item = evening.item(werkgebied_all=False)
    item.werkgebied.set([evening.board.geledingen["uwv"], evening.board.geledingen["onderwijs"]])
    evening.vote(item, uwv="tegen")
    again = Agendapunt.objects.get(previous=item)
    assert {one.code for one in again.werkgebied.all()} == {"uwv", "onderwijs"}


def test_a_geleding_added_later_does_not_change_an_old_outcome():
    evening = make_evening(present=(*FOUR_TWO,))
    ronde = evening.vote(evening.item(), **FOUR_TWO)
    before = ronde.frozen["zaak"]
    evening.board.regio.geledingen.create(code="acht", naam="Acht", valid_from=f.MOMENT.date())
    ronde.refresh_from_db()
    assert ronde.frozen["zaak"] == before
    assert Stem.objects.count() == 6


def test_decisions_are_numbered_through_the_year():
    evening = make_evening()
    for _ in range(3):
        evening.adopt(evening.item())
    assert sorted(Besluit.objects.values_list("number", flat=True)) == ["2026-01", "2026-02", "2026-03"]


def test_the_secretary_takes_up_an_item():
    evening = make_evening()
    item = evening.item(state="geagendeerd")
    assert rounds.start_item(item.pk, by=evening.secretary, at=evening.at).state == "in_behandeling"
    with pytest.raises(RuleError):
        rounds.start_item(item.pk, by=evening.secretary, at=evening.at)
    with pytest.raises(PermissionDenied):
        rounds.start_item(
            evening.item(state="geagendeerd").pk, by=evening.acting("uwv"), at=evening.at + timedelta(1)
        )


def test_objections_must_be_settled_before_there_is_consensus(in_english):
    from werkregio.beraad.services import ballots

    evening = make_evening()
    ronde = rounds.open_consensus(evening.item().pk, by=evening.chair, at=evening.at)
    ballots.object_to(ronde.pk, tekst="Te duur.", by=evening.acting("sbb"), at=evening.at)
    with pytest.raises(RuleError, match="settled"):
        rounds.close_consensus(ronde.pk, reached=True, by=evening.chair, at=evening.at)
    closed = rounds.close_consensus(ronde.pk, reached=True, settled=True, by=evening.chair, at=evening.at)
    assert closed.outcome == "aangenomen_consensus"
