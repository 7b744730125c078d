# SPDX-License-Identifier: EUPL-1.2
"""Wrong codes: waits that grow from a minute, never a door that stays shut, and a signal when it is many."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories import MOMENT, PartijFactory, RegioFactory, ZaakFactory

from werkregio.foundation import clock, secrets
from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.queries.tries import MANY_WRONG, many_wrong_codes
from werkregio.werkcentrum.rules.code_tries import MOST_TRIES, WAITS, minutes_left, wait_after
from werkregio.werkcentrum.services import mine
from werkregio.werkcentrum.services.worklist import CODE_TERM, code_hash

LIBRARY = "192.0.2.1"


@pytest.fixture
def regio(db):
    return RegioFactory()


@pytest.fixture
def code(regio):
    code = secrets.new_code()
    ZaakFactory(regio=regio, code_hash=code_hash(code), code_expires_at=MOMENT + CODE_TERM)
    return code


def guess(regio, at, *, network=LIBRARY):
    return mine.enter(secrets.new_code(), regio_id=regio.pk, network=network, at=at)


@pytest.mark.parametrize(
    ("wrong", "minutes"), [(0, None), (4, None), (5, 1), (6, 2), (7, 5), (8, 15), (9, 15), (500, 15)]
)
def test_a_wait_grows_and_stays_short(wrong, minutes):
    assert wait_after(wrong) == (timedelta(minutes=minutes) if minutes else None)


@given(st.integers(MOST_TRIES, 10_000))
def test_no_wait_is_shorter_than_the_one_before_or_longer_than_the_last(wrong):
    assert WAITS[0] <= wait_after(wrong) <= wait_after(wrong + 1) <= WAITS[-1]


@pytest.mark.parametrize(("seconds", "minutes"), [(1, 1), (60, 1), (61, 2), (900, 15)])
def test_the_minutes_that_are_said_are_enough(seconds, minutes):
    assert minutes_left(timedelta(seconds=seconds)) == minutes


def test_every_further_wrong_code_waits_longer_and_a_right_one_comes_in_after_it(regio, code):
    for _try in range(4):
        assert guess(regio, MOMENT).wait_until is None
    at = MOMENT
    for wait in WAITS:
        assert guess(regio, at).wait_until == at + wait
        early = mine.enter(code, regio_id=regio.pk, network=LIBRARY, at=at + wait - timedelta(seconds=1))
        assert (early.zaak, early.wait_until) == (None, at + wait)
        at += wait
        assert mine.enter(code, regio_id=regio.pk, network=LIBRARY, at=at).zaak is not None


def test_a_wait_goes_on_over_the_quarter_of_an_hour_and_an_hour_later_nothing_is_held_against_a_network(
    regio,
):
    late = mine.window_of(MOMENT) + timedelta(minutes=14, seconds=30)
    for _try in range(5):
        guess(regio, late)
    assert guess(regio, late + timedelta(seconds=40)).wait_until == late + timedelta(minutes=1)
    assert guess(regio, late + timedelta(seconds=60)).wait_until == late + timedelta(minutes=3)
    assert guess(regio, late + timedelta(minutes=75)).wait_until is None


def test_many_wrong_codes_are_told_once_a_quarter_to_the_region_where_it_happened(regio):
    other = RegioFactory()
    for number in range(mine.ALARM + 3):
        assert not AuditLine.objects.filter(action=MANY_WRONG).exists() or number >= mine.ALARM
        guess(regio, MOMENT, network=f"192.0.2.{number}")
    line = AuditLine.objects.get(action=MANY_WRONG)
    assert (line.region, line.actor, line.detail) == (regio.code, "systeem", {})
    assert many_wrong_codes(regio.code, at=MOMENT + timedelta(days=6)) == MOMENT
    assert many_wrong_codes(regio.code, at=MOMENT + timedelta(days=7)) is None
    assert many_wrong_codes(other.code, at=MOMENT) is None
    for number in range(mine.ALARM):
        guess(regio, MOMENT + timedelta(minutes=15), network=f"198.51.100.{number}")
    assert AuditLine.objects.filter(action=MANY_WRONG).count() == 2


@pytest.mark.parametrize(("role", "url"), [("fg", "/nl/logboek/"), ("regiobeheerder", "/nl/tellingen/")])
def test_who_watches_over_the_region_sees_it(regio, signed_in, role, url):
    person = signed_in(role, partij=PartijFactory(regio=regio, soort="werkcentrum"))
    assert "wr-many-wrong" not in person.get(url).content.decode()
    for number in range(mine.ALARM):
        guess(regio, MOMENT, network=f"192.0.2.{number}")
    with clock.frozen(MOMENT + timedelta(days=1)):
        assert "wr-many-wrong" in person.get(url).content.decode()
