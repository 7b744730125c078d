# SPDX-License-Identifier: EUPL-1.2
"""What a region gets of its Beraad when it is loaded."""

from datetime import date

import pytest
from tests import factories as f

from werkregio.beraad.models import Gremium, Tafel, Thema, Vergadering
from werkregio.beraad.queries.board import chairs_on, convenant_on, electorate, rules_of
from werkregio.beraad.rules.decision import Convenantregels
from werkregio.regio.models import Arbeidsmarktregio, Convenant, Geleding, Staffunctie, Zetel
from werkregio.regio.services.loading import load_regio

pytestmark = pytest.mark.django_db
TODAY = f.MOMENT.date()


def load(code):
    lines = load_regio(code, soort=None, by="system", at=f.MOMENT)
    return Arbeidsmarktregio.objects.get(code=code), lines


def test_noord_limburg_has_its_eight_seats_in_seven_geledingen():
    regio, _lines = load("noord-limburg")
    beraad = Gremium.objects.get(regio=regio, soort="beraad")
    found = electorate(beraad, TODAY)
    assert beraad.official_from is None
    assert len(found.codes) == 7
    assert sum(len(place.zetels) for place in found.places) == 8
    chair = chairs_on(regio, TODAY)["voorzitter"]
    assert chair is not None
    assert chair.geleding.code == "centrumgemeente"
    gemeenten = next(place for place in found.places if place.geleding.code == "gemeenten")
    assert gemeenten.zetels[0].partij.code == "regiogemeenten"


def test_its_draft_rules_while_the_beraad_is_in_formation():
    regio, _lines = load("noord-limburg")
    version = convenant_on(regio, TODAY)
    assert version is not None
    assert version.state == "concept"
    assert rules_of(version) == Convenantregels()
    assert version.meetings_in_year == {"2025": 6}
    assert version.readings == {
        "A3": "not_cast",
        "A5": "returns",
        "A6": "one",
        "A7": "allowed",
        "A8": "chair_before",
    }
    assert version.sources["quorum"].endswith("L1175-1178")
    assert version.partijen.count() == 8


def test_its_tables_its_history_and_its_programmes():
    regio, _lines = load("noord-limburg")
    assert regio.gremia.filter(soort="thematafel").count() == 4
    meetings = Vergadering.objects.filter(regio=regio, historical=True)
    assert [(m.starts_at.date(), m.soort) for m in meetings] == [
        (date(2024, 9, 18), "besloten"),
        (date(2024, 10, 30), "regulier"),
        (date(2024, 12, 1), "regulier"),
    ]
    assert "dag niet bekend" in meetings[2].titel
    assert Tafel.objects.filter(regio=regio).count() == 18
    assert Thema.objects.filter(regio=regio).count() == 7


def test_a_second_run_writes_nothing_and_keeps_what_people_did():
    regio, _lines = load("noord-limburg")
    Zetel.objects.filter(partij__code="cnv").update(valid_to=date(2026, 1, 1))
    _regio, lines = load("noord-limburg")
    assert "Seats: 0 new, 8 unchanged" in lines
    assert "Convenant: 0 new, 1 unchanged" in lines
    assert Zetel.objects.filter(regio=regio, valid_to=None).count() == 7
    assert Vergadering.objects.filter(regio=regio).count() == 3


def test_another_region_begins_with_what_every_region_has():
    regio, _lines = load("zeeland")
    assert Geleding.objects.filter(regio=regio).count() == 7
    assert Staffunctie.objects.filter(regio=regio).count() == 7
    assert Convenant.objects.get(regio=regio).valid_from == TODAY
    assert not Zetel.objects.filter(regio=regio).exists()
    assert regio.gremia.get().soort == "beraad"
    assert not Vergadering.objects.filter(regio=regio).exists()
