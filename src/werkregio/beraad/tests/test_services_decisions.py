# SPDX-License-Identifier: EUPL-1.2
"""After a decision: how its execution goes, a correction by decision, and what waits for a meeting."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from tests.factories_beraad import make_board, make_meeting
from tests.factories_beraad_rounds import make_evening

from werkregio.beraad.models import Agendapunt, Besluit, Rectificatie
from werkregio.beraad.rules import completion
from werkregio.beraad.services import decisions, register_lines
from werkregio.beraad.services.verify import verify
from werkregio.foundation.errors import RuleError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _presence_without_lines(monkeypatch):
    """The evening of these tests notes who is there by hand; lines of presence are tested beside their service."""
    monkeypatch.delitem(register_lines._makers, "aanwezigheid", raising=False)


@pytest.fixture
def evening():
    return make_evening()


@pytest.fixture
def besluit(evening):
    evening.adopt(evening.item())
    return Besluit.objects.get()


def test_the_execution_is_a_row_of_steps(evening, besluit):
    for staat in ("loopt", "klaar"):
        decisions.note_progress(besluit.pk, staat=staat, by=evening.secretary, at=evening.at)
    assert [one.staat for one in besluit.voortgang.all()] == ["loopt", "klaar"]
    with pytest.raises(RuleError):
        decisions.note_progress(besluit.pk, staat="vervalt", note="x", by=evening.secretary, at=evening.at)
    with pytest.raises(DatabaseError), transaction.atomic():
        besluit.voortgang.update(staat="te_doen")


def test_what_lapses_has_a_reason(evening, besluit):
    with pytest.raises(RuleError):
        decisions.note_progress(besluit.pk, staat="vervalt", by=evening.secretary, at=evening.at)
    decisions.note_progress(
        besluit.pk, staat="vervalt", note="Ingehaald.", by=evening.secretary, at=evening.at
    )


def test_what_costs_money_is_done_only_after_the_college_answered(evening, monkeypatch, in_english):
    monkeypatch.setattr(completion, "_settled", [])
    evening.adopt(evening.item(financial=True, besluit_type="zwaarwegend_advies", amount="25000.00"))
    besluit = Besluit.objects.get()
    with pytest.raises(RuleError, match="financial impact"):
        decisions.note_progress(besluit.pk, staat="klaar", by=evening.secretary, at=evening.at)
    completion.register_settled(lambda pk: pk == besluit.pk)
    assert decisions.note_progress(besluit.pk, staat="klaar", by=evening.secretary, at=evening.at)


def test_members_do_not_write_the_execution(evening, besluit):
    with pytest.raises(PermissionDenied):
        decisions.note_progress(besluit.pk, staat="loopt", by=evening.acting("uwv"), at=evening.at)


def test_a_correction_is_proposed_by_the_secretary_and_decided_by_the_beraad(evening, besluit):
    given = {
        "titel": besluit.titel,
        "tekst": "Het Beraad stelt het plan 2027 vast.",
        "reason": "Jaartal ontbrak",
    }
    with pytest.raises(PermissionDenied):
        decisions.propose_rectification(besluit.pk, **given, by=evening.acting("uwv"), at=evening.at)
    voorstel = decisions.propose_rectification(besluit.pk, **given, by=evening.secretary, at=evening.at)
    with pytest.raises(RuleError):
        decisions.propose_rectification(besluit.pk, **given, by=evening.secretary, at=evening.at)
    item = voorstel.agendapunt
    Agendapunt.objects.filter(pk=item.pk).update(vergadering=evening.vergadering, state="in_behandeling")
    assert not Rectificatie.objects.exists()
    evening.adopt(item)
    made = Rectificatie.objects.get()
    assert (made.besluit, made.tekst, made.decided_by.agendapunt) == (besluit, given["tekst"], item)
    besluit.refresh_from_db()
    assert besluit.tekst == "Het Beraad stelt het plan vast."
    assert verify(besluit.gremium) == []


def test_a_correction_that_came_back_once_still_corrects(evening, besluit):
    given = {"titel": besluit.titel, "tekst": "Beter.", "reason": "Typefout"}
    voorstel = decisions.propose_rectification(besluit.pk, **given, by=evening.secretary, at=evening.at)
    item = voorstel.agendapunt
    Agendapunt.objects.filter(pk=item.pk).update(vergadering=evening.vergadering, state="in_behandeling")
    evening.vote(item, uwv="tegen")
    again = Agendapunt.objects.get(previous=item)
    Agendapunt.objects.filter(pk=again.pk).update(vergadering=evening.vergadering, state="in_behandeling")
    evening.adopt(again)
    assert Rectificatie.objects.get().tekst == "Beter."


def test_nothing_to_correct_is_refused(evening, besluit):
    with pytest.raises(RuleError):
        decisions.propose_rectification(
            besluit.pk,
            titel=besluit.titel,
            tekst=besluit.tekst,
            reason="?",
            by=evening.secretary,
            at=evening.at,
        )


def test_the_database_wants_a_round_that_adopted(evening, besluit):
    copied = Besluit.objects.get(pk=besluit.pk)
    item = evening.item()
    ronde = evening.vote(item, uwv="tegen")
    copied.pk, copied._state.adding, copied.number = None, True, "2026-99"
    copied.agendapunt, copied.ronde = item, ronde
    with pytest.raises(DatabaseError, match="adopted"), transaction.atomic():
        copied.save(force_insert=True)


def test_what_waits_is_put_on_a_meeting_that_was_planned_since(evening):
    evening.vote(evening.item(), uwv="tegen")
    waiting = Agendapunt.objects.get(previous__isnull=False)
    breed = make_meeting(evening.board, days=40, soort="breed")
    later = make_meeting(evening.board, days=50)
    with pytest.raises(RuleError):
        decisions.put_on_agenda(waiting.pk, breed.pk, by=evening.secretary, at=evening.at)
    with pytest.raises(PermissionDenied):
        decisions.put_on_agenda(waiting.pk, later.pk, by=evening.acting("uwv"), at=evening.at)
    placed = decisions.put_on_agenda(waiting.pk, later.pk, by=evening.secretary, at=evening.at)
    assert (placed.vergadering, placed.state) == (later, "geagendeerd")
    with pytest.raises(RuleError):
        decisions.put_on_agenda(waiting.pk, later.pk, by=evening.secretary, at=evening.at)


@pytest.mark.parametrize(("again", "state"), [(True, "opnieuw_geagendeerd"), (False, "beeindigd")])
def test_after_escalation_it_comes_back_or_ends(again, state):
    evening = make_evening(make_board(na_tweede_ronde="escaleren"))
    first = evening.item()
    evening.vote(first, uwv="tegen")
    second = Agendapunt.objects.get(previous=first)
    Agendapunt.objects.filter(pk=second.pk).update(vergadering=evening.vergadering, state="in_behandeling")
    evening.vote(second, uwv="tegen")
    decisions.after_escalation(second.pk, again=again, by=evening.secretary, at=evening.at)
    second.refresh_from_db()
    assert (second.state, Agendapunt.objects.filter(previous=second).exists()) == (state, again)
    with pytest.raises(RuleError):
        decisions.after_escalation(second.pk, again=again, by=evening.secretary, at=evening.at)
