# SPDX-License-Identifier: EUPL-1.2
"""A zwaarwegend advies: every illegal step is refused, and the college decides without the Beraad."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from itertools import product

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests import factories as f
from tests.factories_beraad import make_board, make_meeting
from tests.factories_beraad_consulting import acting_as, acting_of_seat, make_besluit, make_college

from werkregio.beraad import events
from werkregio.beraad.models import Advies
from werkregio.beraad.queries.advies import document_of, is_settled, outcome_of
from werkregio.beraad.rules.advies_states import NEXT, Stand, may_follow
from werkregio.beraad.services import advies as services
from werkregio.design.document_parts import page_html
from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import AuditLine

pytestmark = pytest.mark.django_db
VOTES = {"centrumgemeente": "voor", "gemeenten": "tegen", "uwv": "voor", "sbb": "voor", "onderwijs": "voor"}
PDF = b"%PDF-1.7 besluit"
ANSWER = services.Answer(uitkomst="gevolgd", college_on=f.MOMENT.date(), filename="besluit.pdf", content=PDF)


@pytest.fixture(autouse=True)
def _own_data(settings, tmp_path):
    built = settings.DATA / "design"
    settings.DATA = tmp_path
    if built.is_dir():
        (tmp_path / "design").symlink_to(built)


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def advies(board):
    by = acting_as("secretaris", regio=board.regio)
    return services.write_advies(
        make_besluit(board, votes=VOTES).pk, toelichting="Nodig.", by=by, at=f.MOMENT
    )


def _chair(board):
    return acting_of_seat(board, "centrumgemeente")


def _with_college(board, advies):
    services.send_advies(advies.pk, by=_chair(board), at=f.MOMENT)
    college = make_college(board)
    services.take_up(advies.pk, by=college, at=f.MOMENT)
    return college


def test_the_table_of_steps_is_the_whole_road():
    legal = {(a.value, b.value) for a, then in NEXT.items() for b in then}
    assert len(legal) == 8
    for now, then in product(Stand, Stand):
        assert may_follow(now, then) is ((now.value, then.value) in legal)


_ACTS = {
    "aangeboden": lambda pk, board, college: services.send_advies(pk, by=_chair(board), at=f.MOMENT),
    "in_behandeling_college": lambda pk, board, college: services.take_up(pk, by=college, at=f.MOMENT),
    "gevolgd": lambda pk, board, college: services.record_answer(pk, ANSWER, by=college, at=f.MOMENT),
    "gevolgd_met_wijziging": lambda pk, board, college: services.record_answer(
        pk, replace(ANSWER, uitkomst="gevolgd_met_wijziging", wijziging="Minder"), by=college, at=f.MOMENT
    ),
    "afgeweken": lambda pk, board, college: services.record_answer(
        pk, replace(ANSWER, uitkomst="afgeweken", reden="Geen geld"), by=college, at=f.MOMENT
    ),
    "teruggekoppeld_beraad": lambda pk, board, college: services.report_back(
        pk, by=acting_as("secretaris", regio=board.regio), at=f.MOMENT
    ),
}


@pytest.mark.parametrize(
    ("now", "then"), [(a, b) for a in Stand for b in Stand if b in _ACTS and b not in NEXT[a]]
)
def test_every_illegal_step_is_refused_by_its_act(board, advies, now, then):
    Advies.objects.filter(pk=advies.pk).update(state=now)
    college = make_college(board)
    with pytest.raises(RuleError):
        _ACTS[then](advies.pk, board, college)
    assert Advies.objects.get(pk=advies.pk).state == now


def test_the_minority_is_taken_from_the_votes(advies):
    assert "Te duur voor kleine gemeenten" in advies.minderheid


def test_a_decision_without_money_asks_for_no_advice(board):
    besluit = make_besluit(board, financial=False, amount=None, besluit_type="vaststelling")
    with pytest.raises(RuleError):
        services.write_advies(besluit.pk, by=acting_as("secretaris", regio=board.regio), at=f.MOMENT)


def test_only_the_chair_sends(board, advies):
    for by in (acting_as("secretaris", regio=board.regio), acting_of_seat(board, "uwv"), make_college(board)):
        with pytest.raises(PermissionDenied):
            services.send_advies(advies.pk, by=by, at=f.MOMENT)
    services.send_advies(advies.pk, by=_chair(board), at=f.MOMENT)
    assert AuditLine.objects.latest("pk").action == "advies.aangeboden"
    with pytest.raises(RuleError):
        services.write_advies(
            advies.besluit_id,
            toelichting="Anders",
            by=acting_as("secretaris", regio=board.regio),
            at=f.MOMENT,
        )


def test_nobody_of_the_beraad_records_the_decision_of_the_college(board, advies):
    college = _with_college(board, advies)
    for by in (
        _chair(board),
        acting_as("secretaris", regio=board.regio),
        acting_as("college", regio=board.regio, soort="gemeente"),
        make_college(make_board()),
    ):
        with pytest.raises(PermissionDenied):
            services.record_answer(advies.pk, ANSWER, by=by, at=f.MOMENT)
    # Somebody of the college who also sits in the Beraad is of the Beraad.
    board.mandaten["uwv"][0].__class__.objects.filter(pk=board.mandaten["uwv"][1].pk).update(
        user=college.user
    )
    with pytest.raises(PermissionDenied):
        services.record_answer(advies.pk, ANSWER, by=college, at=f.MOMENT)


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (replace(ANSWER, uitkomst="afgeweken"), "reden"),
        (replace(ANSWER, uitkomst="gevolgd_met_wijziging", wijziging=" "), "wijziging"),
        (replace(ANSWER, college_on=f.MOMENT.date() + timedelta(days=1)), "college_on"),
        (replace(ANSWER, college_on=f.MOMENT.date() - timedelta(days=1)), "college_on"),
        (replace(ANSWER, content=b"geen pdf"), "document"),
        (replace(ANSWER, uitkomst="aangenomen"), "uitkomst"),
    ],
)
def test_an_answer_that_is_not_whole_is_refused_at_its_field(board, advies, answer, field):
    college = _with_college(board, advies)
    with pytest.raises(RuleError) as refused:
        services.record_answer(advies.pk, answer, by=college, at=f.MOMENT)
    assert refused.value.field == field
    assert not is_settled(advies.besluit_id)


def test_the_answer_comes_on_the_next_agenda_and_other_floors_hear_it(board, advies):
    meeting = make_meeting(board, days=20)
    college = _with_college(board, advies)
    heard = []

    def listen(sender, **facts):
        heard.append(facts)

    events.college_besloot.connect(listen)
    try:
        services.record_answer(
            advies.pk,
            replace(ANSWER, uitkomst="afgeweken", reden="De begroting is vastgesteld."),
            by=college,
            at=f.MOMENT,
        )
    finally:
        events.college_besloot.disconnect(listen)
    item = meeting.agendapunten.get()
    assert item.soort == "ter_kennisname"
    assert "De begroting is vastgesteld." in item.toelichting
    assert (heard[0]["besluit_id"], heard[0]["outcome"]) == (advies.besluit_id, "afgeweken")
    found = outcome_of(advies.besluit_id)
    assert found
    assert found.decided
    assert not found.money_available
    secretary = acting_as("secretaris", regio=board.regio)
    with pytest.raises(RuleError):
        services.report_back(advies.pk, by=secretary, at=f.MOMENT)
    meeting.opened_at = f.MOMENT
    meeting.save()
    services.report_back(advies.pk, by=secretary, at=f.MOMENT)
    assert outcome_of(advies.besluit_id).state == "teruggekoppeld_beraad"
    assert is_settled(advies.besluit_id)


def test_without_a_planned_meeting_the_answer_waits(board, advies):
    college = _with_college(board, advies)
    row = services.record_answer(advies.pk, ANSWER, by=college, at=f.MOMENT)
    assert row.agendapunt_terug.vergadering is None


def test_the_document_says_who_decides_and_shows_the_votes(board, advies, in_english):
    html = page_html(document_of(advies))
    assert "the college of the centrumgemeente takes the formal decision" in html
    assert "Votes by geleding" in html
    assert "250,000.00" in html
    assert "Draft" in html
    assert "legal person" not in html


def _client(acting):
    client = Client(HTTP_HOST="localhost")
    client.force_login(acting.user)
    return client


def test_the_pages_of_beraad_and_college(board, advies):
    chair, address = _client(_chair(board)), reverse("beraad:advies", kwargs={"pk": advies.pk})
    college = make_college(board)
    assert _client(college).get(address).status_code == 404
    assert chair.post(f"{address}stap/aanbieden/").status_code == 302
    client = _client(college)
    assert client.get(address).status_code == 200
    assert client.post(f"{address}stap/in-behandeling/").status_code == 302
    sent = {"uitkomst": "afgeweken", "college_on": "2026-11-24", "wijziging": "", "reden": ""}
    refused = client.post(address, sent | {"document": SimpleUploadedFile("b.pdf", PDF)})
    assert refused.status_code == 422
    done = client.post(address, sent | {"reden": "Omdat", "document": SimpleUploadedFile("b.pdf", PDF)})
    assert done.status_code == 302
    assert client.get(f"{address}college/").content == PDF
    assert client.get(reverse("beraad:adviezen")).status_code == 200
    with pikepdf.open(BytesIO(chair.get(f"{address}pdf/").content)) as pdf:
        assert str(pdf.Root.Lang) == "nl"
    assert chair.get(f"{address}docx/").content.startswith(b"PK")
    assert chair.post(f"{address}stap/onzin/").status_code == 404
