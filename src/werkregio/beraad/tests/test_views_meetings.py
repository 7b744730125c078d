# SPDX-License-Identifier: EUPL-1.2
"""Pages of meetings: who may enter, a whole meeting through the forms, and the number of questions to the database."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests import factories as f
from tests.factories_beraad import make_board, make_item, make_meeting

from werkregio.beraad.models import Actiepunt, Genodigde, Spreeknotitie, Vergadering
from werkregio.beraad.queries.meeting_links import ATTEND, token_for
from werkregio.beraad.services import presence
from werkregio.regio import queries as regio_queries

NOW = f.MOMENT


@pytest.fixture
def board(db):
    return make_board()


@pytest.fixture
def secretary(board, signed_in):
    client = signed_in("secretaris", partij=f.PartijFactory(regio=board.regio, soort="gemeente"))
    client.acting = regio_queries.acting_of(client.user, client.partij.pk, on=NOW.date())
    return client


def member_client(board, code):
    client = Client(HTTP_HOST="localhost")
    client.force_login(board.mandaten[code][0].user)
    return client


def page(name, *args):
    return reverse(f"beraad:{name}", args=args)


def today(board, **fields):
    return make_meeting(
        board, **{"state": "uitgenodigd", "starts_at": NOW, "ends_at": NOW + timedelta(hours=2)} | fields
    )


def item_data(**given):
    return {
        "titel": "Aanpak",
        "soort": "bespreking",
        "minutes": "15",
        "openbaarheid": "openbaar",
        "area": "all",
        "financial": "",
    } | given


def test_a_secretary_plans_and_makes_an_agenda(board, secretary):
    response = secretary.post(
        page("meeting_new"),
        {
            "gremium": board.gremium.pk,
            "soort": "regulier",
            "titel": "Vergadering januari",
            "day": "2027-01-20",
            "starts": "10:00",
            "ends": "12:00",
        },
    )
    meeting = Vergadering.objects.get()
    assert response["Location"] == page("vergadering", meeting.pk)
    secretary.post(page("agenda_template", meeting.pk))
    assert secretary.post(page("item_new", meeting.pk), item_data()).status_code == 302
    order = list(meeting.agendapunten.values_list("titel", flat=True))
    assert order[-2] == "Aanpak"  # The closing item stays the last one.
    item = meeting.agendapunten.get(titel="Aanpak")
    secretary.post(page("item_act", item.pk), {"act": "omhoog"})
    assert list(meeting.agendapunten.values_list("titel", flat=True))[-3] == "Aanpak"
    keys = [str(pk) for pk in meeting.agendapunten.values_list("pk", flat=True)][::-1]
    secretary.post(page("agenda_order", meeting.pk), {"volgorde": ",".join(keys)})
    assert [str(pk) for pk in meeting.agendapunten.values_list("pk", flat=True)] == keys


@pytest.mark.parametrize(
    ("typed", "status", "kept"), [("1.234,56", 302, "1234.56"), ("1.234", 422, None), ("12,345", 422, None)]
)
def test_an_amount_is_read_as_meant_or_asked_back(board, secretary, typed, status, kept):
    meeting = make_meeting(board)
    data = item_data(financial="ja", amount=typed)
    response = secretary.post(page("item_new", meeting.pk), data)
    assert response.status_code == status
    amounts = [str(row.amount) for row in meeting.agendapunten.all()]
    assert amounts == ([kept] if kept else [])
    if typed == "1.234":
        assert "1.234,00" in response.content.decode()


def test_a_closed_item_is_hidden_from_a_partner_that_is_not_invited(board, secretary, signed_in):
    meeting = make_meeting(board)
    item = make_item(meeting, openbaarheid="besloten", closed_because="Namen", titel="Geheim punt")
    partij = f.PartijFactory(regio=board.regio, soort="overig")
    partner = signed_in("strategisch-partner", partij=partij)
    assert partner.get(page("agendapunt", item.pk)).status_code == 404
    assert "Geheim punt" not in partner.get(page("vergadering", meeting.pk)).content.decode()
    item.gasten.create(partij=partij)
    assert partner.get(page("agendapunt", item.pk)).status_code == 200
    assert member_client(board, "uwv").get(page("agendapunt", item.pk)).status_code == 200


def test_a_work_area_that_changes_after_the_invitation_needs_a_reason_and_is_shown(board, secretary):
    meeting = make_meeting(board)
    item = make_item(meeting)
    secretary.post(page("meeting_act", meeting.pk), {"act": "uitnodigen"})
    data = item_data(
        titel=item.titel,
        soort="besluit",
        voorstel="x",
        besluit_type="afspraak",
        area="some",
        werkgebied=["uwv"],
    )
    assert secretary.post(page("item_change", item.pk), data).status_code == 422
    data["area_reason"] = "Gaat alleen over uitkeringen"
    assert secretary.post(page("item_change", item.pk), data).status_code == 302
    assert "Gaat alleen over uitkeringen" in secretary.get(page("agendapunt", item.pk)).content.decode()


def test_a_member_disputes_the_work_area_and_gets_an_answer(board, secretary):
    item = make_item(make_meeting(board))
    member = member_client(board, "uwv")
    member.post(page("item_dispute", item.pk), {"reason": "Ook van ons"})
    row = item.werkgebied_bezwaren.get()
    assert row.geleding.code == "uwv"
    secretary.post(page("dispute_answer", item.pk, row.pk), {"answer": "Overgenomen"})
    row.refresh_from_db()
    assert (row.answer, row.answered_at) == ("Overgenomen", NOW)


def test_looking_at_a_link_changes_nothing_answering_does(board, secretary):
    meeting = make_meeting(board)
    secretary.post(page("meeting_act", meeting.pk), {"act": "uitnodigen"})
    guest = meeting.genodigden.first()
    address = page("attend", token_for(ATTEND, guest.pk))
    stranger = Client(HTTP_HOST="localhost")
    assert stranger.get(address).status_code == 200
    guest.refresh_from_db()
    assert guest.answer == "onbekend"
    stranger.post(address, {"komst": "vervanger"})
    assert Genodigde.objects.get(pk=guest.pk).answer == "vervanger"
    assert stranger.post(address, {"komst": "ja"}, headers={"sec-fetch-site": "cross-site"}).status_code in (
        403,
        404,
    )
    assert stranger.get(page("attend", "verzonnen")).status_code == 404


def test_a_quorum_that_is_lost_halfway_shows_on_the_screens(board, secretary):
    meeting = today(board)
    for code in ("uwv", "sbb", "onderwijs", "gemeenten"):
        presence.come_in(meeting.pk, board.mandaten[code][0].pk, by=secretary.acting, at=NOW)
    secretary.post(page("meeting_act", meeting.pk), {"act": "openen"})
    room = page("room", meeting.pk)
    assert (
        "4 van de 7" in secretary.get(room).content.decode()
        or "4 of 7" in secretary.get(room).content.decode()
    )
    secretary.post(page("presence", meeting.pk), {"mandaat": board.mandaten["uwv"][0].pk, "act": "uit"})
    part = secretary.get(room, headers={"hx-request": "true"}).content.decode()
    assert "wr-status--error" in part
    assert "<html" not in part


def test_item_by_item_with_words_actions_and_own_notes(board, secretary):
    meeting = today(board)
    first = make_item(meeting, soort="bespreking", voorstel="", besluit_type="")
    second = make_item(meeting, soort="bespreking", titel="Tweede")
    secretary.post(page("meeting_act", meeting.pk), {"act": "openen"})
    secretary.post(page("treat", first.pk), {"act": "behandelen"})
    secretary.post(page("treat", first.pk), {"act": "woorden", "conclusie": "Akkoord", "verslag": "Gesprek"})
    assert secretary.post(page("treat", first.pk), {"act": "actie", "actie-wat": "Brief"}).status_code == 422
    secretary.post(page("treat", first.pk), {"act": "actie", "actie-wat": "Brief", "actie-who": "secretaris"})
    secretary.post(page("treat", second.pk), {"act": "behandelen"})
    first.refresh_from_db()
    assert (first.state, first.behandeling.conclusie, first.behandeling.ended_at) == (
        "afgehandeld",
        "Akkoord",
        NOW,
    )
    action = Actiepunt.objects.get()
    secretary.post(page("action_settle", action.pk), {"act": "klaar"})
    action.refresh_from_db()
    assert action.done_at == NOW
    member = member_client(board, "uwv")
    member.post(page("note", second.pk), {"tekst": "Mijn vraag"})
    assert "Mijn vraag" in member.get(page("live", meeting.pk)).content.decode()
    assert "Mijn vraag" not in secretary.get(page("live", meeting.pk)).content.decode()
    assert Spreeknotitie.objects.count() == 1


@pytest.mark.parametrize("number", [3, 60])
def test_a_long_agenda_asks_as_many_questions_as_a_short_one(
    board, secretary, number, django_assert_max_num_queries
):
    meeting = make_meeting(board)
    for _number in range(number):
        item = make_item(meeting)
        for place in range(7):
            stuk = item.stukken.create(regio=board.regio, titel="Notitie", kind="notitie", state="definitief")
            stuk.versies.create(
                nummer=1,
                filename="n.pdf",
                media_type="application/pdf",
                size=9,
                sha256=f"{place:064d}",
                at=NOW,
                by=secretary.user,
            )
    with django_assert_max_num_queries(32):
        assert secretary.get(page("vergadering", meeting.pk)).status_code == 200
