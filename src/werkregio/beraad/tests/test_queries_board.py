# SPDX-License-Identifier: EUPL-1.2
"""The Beraad on a day."""

from datetime import date, timedelta
from fractions import Fraction

import pytest
from tests import factories as f
from tests.factories_beraad import SEATS, SINCE, make_board

from werkregio.beraad.models import Gremium
from werkregio.beraad.queries.board import (
    beraad_of,
    chairs_on,
    convenant_on,
    electorate,
    geledingen_on,
    mandaten_on,
    rules_of,
)
from werkregio.regio.models import Convenant, Geleding, Zetel

pytestmark = pytest.mark.django_db
TODAY = f.MOMENT.date()


@pytest.fixture
def board():
    make_board()  # Another region: nothing of it may show.
    return make_board()


def test_each_day_has_its_own_convenant(board):
    first = board.convenant
    second = Convenant.objects.create(
        regio=board.regio, nummer=2, naam="Tweede", state="getekend", valid_from=date(2026, 1, 1)
    )
    Convenant.objects.filter(pk=first.pk).update(valid_to=date(2025, 12, 31))
    Convenant.objects.create(
        regio=board.regio, nummer=3, naam="Vervallen", state="vervallen", valid_from=date(2026, 2, 1)
    )
    assert convenant_on(board.regio, SINCE - timedelta(days=1)) is None
    assert convenant_on(board.regio, date(2025, 12, 31)) == first
    assert convenant_on(board.regio, date(2026, 1, 1)) == second
    assert convenant_on(board.regio, TODAY) == second


def test_the_rules_of_a_version_are_exact(board):
    board.convenant.drempel_num, board.convenant.drempel_den = 3, 5
    regels = rules_of(board.convenant)
    assert regels.drempel == Fraction(3, 5)
    assert regels.quorum == Fraction(1, 2)


def test_two_directors_of_the_unions_are_one_geleding(board):
    found = electorate(board.gremium, TODAY)
    assert sorted(found.codes) == sorted(SEATS)
    unions = next(place for place in found.places if place.geleding.code == "vakbonden")
    assert len(unions.zetels) == 2
    assert len(unions.mandaten) == 4


def test_a_new_geleding_counts_from_its_day(board):
    extra = Geleding.objects.create(
        regio=board.regio, code="sw", naam="Sociale werkbedrijven", valid_from=date(2027, 1, 1)
    )
    Zetel.objects.create(
        regio=board.regio,
        geleding=extra,
        partij=f.PartijFactory(regio=board.regio),
        functie="directeur",
        valid_from=date(2026, 1, 1),
    )
    assert len(geledingen_on(board.regio, date(2026, 12, 31))) == 7
    assert len(electorate(board.gremium, date(2026, 12, 31)).geledingen) == 7
    assert len(electorate(board.gremium, date(2027, 1, 1)).geledingen) == 8


def test_an_expired_mandate_does_not_sit(board):
    mandaat = board.mandaten["uwv"][0]
    mandaat.valid_to = TODAY - timedelta(days=1)
    mandaat.save()
    assert mandaat not in mandaten_on(board.regio, TODAY)
    assert mandaat in mandaten_on(board.regio, mandaat.valid_to)
    assert electorate(board.gremium, TODAY).mandaat(mandaat.user_id) is None


def test_a_strategic_partner_sits_without_a_vote(board):
    zetel = Zetel.objects.create(
        regio=board.regio,
        soort="strategisch",
        partij=f.PartijFactory(regio=board.regio),
        functie="directeur",
        valid_from=SINCE,
    )
    found = electorate(board.gremium, TODAY)
    assert found.without_vote == (zetel,)
    assert zetel not in [one for place in found.places for one in place.zetels]


def test_the_chair_is_that_of_the_day(board):
    chairs = chairs_on(board.regio, TODAY)
    assert chairs == {"voorzitter": board.zetels["centrumgemeente"][0], "vicevoorzitter": None}
    assert chairs_on(board.regio, SINCE - timedelta(days=1))["voorzitter"] is None


def test_a_thematafel_has_no_votes(board, django_assert_num_queries):
    table = Gremium.objects.create(
        regio=board.regio, soort="thematafel", code="jongeren", naam="Jongeren", valid_from=SINCE
    )
    with django_assert_num_queries(0):
        assert electorate(table, TODAY).codes == ()
    with django_assert_num_queries(3):
        electorate(board.gremium, TODAY)
    assert beraad_of(board.regio) == board.gremium
