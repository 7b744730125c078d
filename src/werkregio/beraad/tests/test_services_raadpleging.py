# SPDX-License-Identifier: EUPL-1.2
"""Consulting one's own people: written by the geleding alone, seen by all, never in the way of a decision."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests import factories as f
from tests.factories_beraad import make_board, make_item, make_meeting
from tests.factories_beraad_consulting import acting_as, acting_for, acting_of_seat

from werkregio.beraad.models import Raadpleging
from werkregio.beraad.queries.raadpleging import overview, table_of
from werkregio.beraad.services.raadpleging import Consulted, release, save_raadpleging, tell_back
from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import AuditLine

pytestmark = pytest.mark.django_db
TODAY = f.MOMENT.date()
TOLD = Consulted(
    vraag="Steunt u het plan?",
    starts_on=TODAY,
    ends_on=TODAY + timedelta(days=7),
    wijze="enquete",
    wie="Leden van de bonden",
    respons="120 leden",
    mandaat="Voor, mits er een evaluatie komt.",
)


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def item(board):
    return make_item(make_meeting(board, days=5))


def test_the_geleding_writes_and_the_log_knows(board, item):
    row = save_raadpleging(
        item.pk, board.geledingen["uwv"].pk, TOLD, by=acting_of_seat(board, "uwv"), at=f.MOMENT
    )
    assert row.mandaat == TOLD.mandaat
    line = AuditLine.objects.latest("pk")
    assert line.action == "raadpleging.geschreven"
    assert line.detail == {"agendapunt": item.pk, "geleding": "uwv"}


@pytest.mark.parametrize("who", ["sbb", "vakbonden"])
def test_nobody_writes_the_mandate_of_another(board, item, who):
    with pytest.raises(PermissionDenied):
        save_raadpleging(
            item.pk, board.geledingen["uwv"].pk, TOLD, by=acting_of_seat(board, who), at=f.MOMENT
        )


def test_the_secretary_does_not_write_a_mandate(board, item):
    secretary = acting_as("secretaris", regio=board.regio)
    with pytest.raises(PermissionDenied):
        save_raadpleging(item.pk, board.geledingen["uwv"].pk, TOLD, by=secretary, at=f.MOMENT)


def test_the_regional_adviser_of_a_member_writes_for_the_own_geleding(board, item):
    partij = board.zetels["uwv"][0].partij
    adviser = acting_for(f.LidmaatschapFactory(partij=partij, role="regionaal-adviseur"))
    assert save_raadpleging(item.pk, board.geledingen["uwv"].pk, TOLD, by=adviser, at=f.MOMENT)


def test_another_region_is_refused(item):
    other = make_board()
    with pytest.raises(PermissionDenied):
        save_raadpleging(
            item.pk, other.geledingen["uwv"].pk, TOLD, by=acting_of_seat(other, "uwv"), at=f.MOMENT
        )


@pytest.mark.parametrize(
    ("field", "text"),
    [("wie", "mevrouw Voorbeeld"), ("mandaat", "bel 06 12345678"), ("respons", "a@b.example")],
)
def test_persons_are_refused_at_the_field(board, item, field, text):
    with pytest.raises(RuleError) as refused:
        save_raadpleging(
            item.pk,
            board.geledingen["uwv"].pk,
            replace(TOLD, **{field: text}),
            by=acting_of_seat(board, "uwv"),
            at=f.MOMENT,
        )
    assert refused.value.field == field
    assert not Raadpleging.objects.exists()


def test_a_period_in_the_wrong_order_and_foreign_evidence_are_refused(board, item):
    by = acting_of_seat(board, "uwv")
    for told, field in (
        (replace(TOLD, ends_on=TODAY - timedelta(days=1)), "ends_on"),
        (replace(TOLD, evidence=f"vergadering:{make_meeting(make_board(), soort='breed').pk}"), "evidence"),
    ):
        with pytest.raises(RuleError) as refused:
            save_raadpleging(item.pk, board.geledingen["uwv"].pk, told, by=by, at=f.MOMENT)
        assert refused.value.field == field


def test_a_brede_bijeenkomst_stands_as_evidence(board, item):
    broad = make_meeting(board, soort="breed", titel="Breed")
    row = save_raadpleging(
        item.pk,
        board.geledingen["uwv"].pk,
        replace(TOLD, evidence=f"vergadering:{broad.pk}"),
        by=acting_of_seat(board, "uwv"),
        at=f.MOMENT,
    )
    assert row.evidence_title.startswith("Breed")


def _line(item, acting, code, today=TODAY):
    return next(x for x in table_of(item, acting, today).lines if x.geleding.code == code)


def test_others_read_the_mandate_after_release_only(board, item):
    uwv, sbb = acting_of_seat(board, "uwv"), acting_of_seat(board, "sbb")
    key = board.geledingen["uwv"].pk
    save_raadpleging(item.pk, key, TOLD, by=uwv, at=f.MOMENT)
    assert _line(item, uwv, "uwv").mandaat
    assert _line(item, sbb, "uwv").mandaat == ""
    assert _line(item, sbb, "uwv").hidden
    release(item.pk, key, released=True, by=uwv, at=f.MOMENT)
    item.refresh_from_db()
    assert _line(item, sbb, "uwv").mandaat == TOLD.mandaat
    with pytest.raises(RuleError):
        save_raadpleging(item.pk, key, replace(TOLD, mandaat=""), by=uwv, at=f.MOMENT)
    release(item.pk, key, released=False, by=uwv, at=f.MOMENT)
    assert _line(item, sbb, "uwv").hidden


def test_without_a_mandate_there_is_nothing_to_release(board, item):
    by = acting_of_seat(board, "uwv")
    key = board.geledingen["uwv"].pk
    save_raadpleging(item.pk, key, replace(TOLD, mandaat=""), by=by, at=f.MOMENT)
    with pytest.raises(RuleError):
        release(item.pk, key, released=True, by=by, at=f.MOMENT)


@pytest.mark.parametrize(("days", "missing"), [(11, False), (10, True), (5, True)])
def test_missing_shows_from_the_day_that_papers_are_due(board, days, missing):
    item = make_item(make_meeting(board, days=days))
    assert _line(item, acting_of_seat(board, "sbb"), "uwv").missing is missing


def test_after_the_meeting_each_geleding_has_a_task_until_it_is_ticked(board):
    item = make_item(make_meeting(board, days=-2, state="gesloten"))
    uwv = acting_of_seat(board, "uwv")
    assert table_of(item, uwv, TODAY).must_tell == 7
    for done_on in (TODAY + timedelta(days=1), TODAY - timedelta(days=9)):
        with pytest.raises(RuleError):
            tell_back(item.pk, board.geledingen["uwv"].pk, hoe="", done_on=done_on, by=uwv, at=f.MOMENT)
    for _twice in range(2):
        tell_back(item.pk, board.geledingen["uwv"].pk, hoe="nieuwsbrief", done_on=TODAY, by=uwv, at=f.MOMENT)
    assert table_of(item, uwv, TODAY).must_tell == 6
    assert AuditLine.objects.filter(action="raadpleging.teruggekoppeld").count() == 1


def test_nothing_is_told_back_before_the_meeting(board, item):
    with pytest.raises(RuleError):
        tell_back(
            item.pk,
            board.geledingen["uwv"].pk,
            hoe="",
            done_on=TODAY,
            by=acting_of_seat(board, "uwv"),
            at=f.MOMENT,
        )


@pytest.mark.parametrize("number", [3, 30])
def test_the_overview_takes_a_fixed_number_of_queries(board, django_assert_num_queries, number):
    meeting = make_meeting(board, days=5)
    for _n in range(number):
        make_item(meeting)
    by = acting_of_seat(board, "uwv")
    with django_assert_num_queries(6):
        tables = overview(by, TODAY)
        assert sum(len(table.lines) for table in tables) == number * 7


def test_a_closed_item_is_not_shown_to_who_may_not_read_it(board):
    item = make_item(make_meeting(board, days=5), openbaarheid="besloten", closed_because="personen")
    partner = acting_as("strategisch-partner", regio=board.regio)
    assert overview(partner, TODAY) == []
    assert len(overview(acting_of_seat(board, "uwv"), TODAY)) == 1
    assert item


def test_a_geleding_added_later_is_not_asked_about_an_earlier_meeting(board):
    item = make_item(make_meeting(board, days=5))
    board.geledingen["uwv"].__class__.objects.create(
        regio=board.regio, code="zorg", naam="Zorg", valid_from=date(2027, 1, 1)
    )
    assert len(table_of(item, acting_of_seat(board, "uwv"), TODAY).lines) == 7


def _client(acting):
    client = Client(HTTP_HOST="localhost")
    client.force_login(acting.user)
    return client


def test_the_pages(board, item):
    acting = acting_of_seat(board, "uwv")
    client = _client(acting)
    page = client.get(reverse("beraad:raadplegingen"))
    assert "Niet op tijd geraadpleegd" in page.content.decode() or "Not consulted" in page.content.decode()
    address = reverse("beraad:raadpleging", kwargs={"pk": item.pk, "geleding": "uwv"})
    sent = {
        "vraag": "Steunt u dit?",
        "starts_on": "2026-11-24",
        "ends_on": "2026-11-30",
        "wijze": "mail",
        "wie": "leden",
        "mandaat": "bel 0612345678",
    }
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "bel 0612345678" in refused.content.decode()
    assert client.post(address, sent | {"mandaat": "Voor"}).status_code == 302
    assert client.post(address.replace("/uwv/", "/uwv/vrijgeven/"), {"release": "ja"}).status_code == 302
    assert Raadpleging.objects.get().released_at
    assert client.get(address).status_code == 200
    assert client.get(address.replace("/uwv/", "/sbb/")).status_code == 404
    table = client.get(reverse("beraad:raadplegingen") + "?vorm=csv").content.decode()
    assert table.count("Uwv") == 1
