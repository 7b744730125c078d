# SPDX-License-Identifier: EUPL-1.2
"""Closing days: added, taken away, refused in plain words, and only for the own region."""

from datetime import timedelta

import pytest
from tests.factories import MOMENT, RegioFactory

from werkregio.foundation.models import AuditLine
from werkregio.regio.models import Sluitingsdag
from werkregio.regio.queries import closing_days

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
URL = "/en/beheer/regio/sluitingsdagen/"
TODAY = MOMENT.date()


@pytest.fixture
def client(signed_in):
    return signed_in("regiobeheerder", soort="werkcentrum")


def add(client, day, why="Carnival"):
    return client.post(URL, {"add": "1", "day": f"{day:%d-%m-%Y}", "why": why})


def test_a_day_is_added_once_and_counts(client):
    day = TODAY + timedelta(days=7)
    assert add(client, day).status_code == 302
    assert closing_days(client.partij.regio_id) == {day}
    assert AuditLine.objects.get(action="regio.closed").detail == {"day": day.isoformat()}
    assert "on the list already" in add(client, day).content.decode()
    assert "Carnival" in client.get(URL).content.decode()


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(-1, "This day has passed"), (4, "closed already"), (1200, "within three years")],
)
def test_a_day_that_makes_no_sense_is_refused_and_what_was_typed_stays(client, days, sentence):
    page = add(client, TODAY + timedelta(days=days), "Because").content.decode()
    assert sentence in page
    assert "Because" in page


def test_a_date_that_is_none_is_refused(client):
    page = client.post(URL, {"add": "1", "day": "32-13-2026", "why": ""})
    assert page.status_code == 422
    assert not Sluitingsdag.objects.exists()


def test_a_day_is_taken_away_but_not_that_of_another_region(client):
    own = Sluitingsdag.objects.create(regio=client.partij.regio, day=TODAY + timedelta(days=7))
    other = Sluitingsdag.objects.create(regio=RegioFactory(), day=TODAY + timedelta(days=7))
    client.post(URL, {"remove": own.pk})
    client.post(URL, {"remove": other.pk})
    client.post(URL, {"remove": "x"})
    assert list(Sluitingsdag.objects.all()) == [other]


def test_a_guide_does_not_see_the_page(signed_in):
    assert signed_in("gids").get(URL).status_code in (403, 404)
