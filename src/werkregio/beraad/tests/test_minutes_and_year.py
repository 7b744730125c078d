# SPDX-License-Identifier: EUPL-1.2
"""Minutes from draft to correction, the public pages of meetings, and the checks of a year."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests import factories as f
from tests.factories_beraad import make_board, make_item, make_meeting

from werkregio.beraad.models import RegisterRegel, Vergadering, VerslagVersie
from werkregio.beraad.rules.year_plan import Finding, Planned, check_year, moved_to_year, wanted_in
from werkregio.foundation.clock import AMSTERDAM

NOW = f.MOMENT


@pytest.fixture
def board(db):
    return make_board(f.RegioFactory(hosts=["localhost"]))


@pytest.fixture
def secretary(board, signed_in):
    return signed_in("secretaris", partij=f.PartijFactory(regio=board.regio, soort="gemeente"))


def page(name, *args):
    return reverse(f"beraad:{name}", args=args)


@pytest.fixture
def held(board, secretary):
    """A closed meeting with a public and a closed item, and a later one that was opened."""
    meeting = make_meeting(board, days=-40, state="open", opened_at=NOW - timedelta(days=40))
    item = make_item(meeting, soort="bespreking", titel="Open punt")
    make_item(meeting, soort="bespreking", titel="Gesloten punt", openbaarheid="besloten", closed_because="x")
    secretary.post(page("treat", item.pk), {"act": "behandelen"})
    secretary.post(
        page("treat", item.pk), {"act": "woorden", "conclusie": "Akkoord", "verslag": "Eerste tekst"}
    )
    secretary.post(page("meeting_act", meeting.pk), {"act": "sluiten"})
    later = make_meeting(board, days=-5, state="gesloten", opened_at=NOW - timedelta(days=5))
    return meeting, later, item


def test_minutes_are_adopted_by_a_later_meeting_and_corrected_beside(board, secretary, held):
    meeting, later, item = held
    address = page("minutes", meeting.pk)
    assert "Eerste tekst" in secretary.get(address).content.decode()
    secretary.post(address, {"act": "vaststellen", "adopted_in": later.pk})
    assert not VerslagVersie.objects.exists()  # There was no draft yet.
    secretary.post(address, {"act": "concept"})
    secretary.post(address, {"act": "vaststellen", "adopted_in": meeting.pk})
    assert not VerslagVersie.objects.exists()  # A meeting does not adopt its own minutes.
    secretary.post(address, {"act": "vaststellen", "adopted_in": later.pk})
    first = VerslagVersie.objects.get()
    line = RegisterRegel.objects.get(kind="verslag")
    assert line.payload["sha256"] == first.sha256
    assert (first.head_sequence, first.head_hash) == (line.sequence - 1, line.previous_hash)
    # The adopted text stays, also when somebody tries to type another one.
    secretary.post(page("treat", item.pk), {"act": "woorden", "conclusie": "", "verslag": "Anders"})
    assert "Eerste tekst" in secretary.get(address).content.decode()
    correction = {"act": "rectificeren", "punt": item.pk, "text": "Tweede tekst", "adopted_in": later.pk}
    secretary.post(address, correction)
    assert VerslagVersie.objects.count() == 1  # Without a reason nothing.
    secretary.post(address, correction | {"reason": "Vergissing"})
    assert "Tweede tekst" in secretary.get(address).content.decode()
    assert "Eerste tekst" in secretary.get(f"{address}?versie=1").content.decode()


def test_the_public_reads_adopted_minutes_without_closed_items(board, secretary, held):
    meeting, later, _item = held
    public = page("vergadering_public", meeting.pk)
    visitor = Client(HTTP_HOST="localhost")
    before = visitor.get(public).content.decode()
    assert "Open punt" in before
    assert "Eerste tekst" not in before
    assert "Gesloten punt" not in before
    secretary.post(page("minutes", meeting.pk), {"act": "concept"})
    secretary.post(page("minutes", meeting.pk), {"act": "vaststellen", "adopted_in": later.pk})
    after = visitor.get(public).content.decode()
    assert "Eerste tekst" in after
    assert "Gesloten punt" not in after
    assert VerslagVersie.objects.get().head_hash in after
    assert meeting.titel in visitor.get(page("meetings_public")).content.decode()
    assert b"BEGIN:VEVENT" in visitor.get(page("public_feed")).content
    assert not visitor.cookies


def test_planned_and_closed_meetings_are_not_public(board):
    visitor = Client(HTTP_HOST="localhost")
    for fields in ({"state": "gepland"}, {"state": "uitgenodigd", "soort": "besloten"}):
        meeting = make_meeting(board, **fields)
        assert visitor.get(page("vergadering_public", meeting.pk)).status_code == 404


def year_of(regular, coupled=0, loose=0):
    days = [date(2026, 1, 15) + timedelta(days=round(number * 360 / regular)) for number in range(regular)]
    return (
        [Planned(day, broad=False) for day in days]
        + [Planned(days[number], broad=True, coupled_on=days[number]) for number in range(coupled)]
        + [Planned(days[0], broad=True) for _number in range(loose)]
    )


def test_what_a_year_asks():
    rules = {"2025": 6}
    assert (wanted_in(2025, 4, rules), wanted_in(2026, 4, rules)) == (6, 4)
    assert check_year(year_of(6), wanted=6, broad=0) == []
    assert check_year(year_of(4, 2), wanted=4, broad=2) == []
    five = check_year(year_of(5), wanted=6, broad=0)
    assert [(one.finding, one.found, one.wanted) for one in five] == [(Finding.TOO_FEW, 5, 6)]
    assert [one.finding for one in check_year(year_of(4, 1), wanted=4, broad=2)] == [Finding.BROAD_TOO_FEW]
    loose = check_year(year_of(4, 1, 1), wanted=4, broad=2)
    assert [one.finding for one in loose] == [Finding.BROAD_NOT_COUPLED]
    far = [*year_of(4, 1), Planned(date(2026, 6, 1), broad=True, coupled_on=date(2026, 1, 15))]
    assert [one.finding for one in check_year(far, wanted=4, broad=2)] == [Finding.BROAD_FAR_FROM_ITS_MEETING]
    gap = [Planned(date(2026, 1, 5), False), Planned(date(2026, 12, 20), False)]
    assert Finding.LONG_GAP in [one.finding for one in check_year(gap, wanted=4, broad=0)]


def test_the_same_weekday_of_another_year():
    assert moved_to_year(date(2026, 3, 18), 2027) == date(2027, 3, 24)
    assert moved_to_year(date(2026, 12, 31), 2027).year == 2027


def test_last_years_plan_is_copied_with_its_coupling(board, secretary):
    start = datetime(2026, 12, 2, 10, 0, tzinfo=AMSTERDAM)
    regular = make_meeting(board, starts_at=start, ends_at=start + timedelta(hours=2))
    make_meeting(
        board, soort="breed", coupled_to=regular, starts_at=start, ends_at=start + timedelta(hours=4)
    )
    response = secretary.get(page("year_plan"), {"jaar": "2026"})
    assert response.status_code == 200
    secretary.post(page("year_plan"), {"jaar": "2027"})
    made = Vergadering.objects.filter(starts_at__year=2027)
    assert made.count() == 2
    assert made.get(soort="breed").coupled_to == made.get(soort="regulier")
    secretary.post(page("year_plan"), {"jaar": "2027"})
    assert made.count() == 2
