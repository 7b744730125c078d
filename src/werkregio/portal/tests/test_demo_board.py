# SPDX-License-Identifier: EUPL-1.2
"""The Beraad of the demo is made through the same acts as a real one."""

import pytest
from tests import factories as f

from werkregio.beraad.queries.board import chairs_on, convenant_on, electorate
from werkregio.portal.services import demo_board
from werkregio.regio.models import Arbeidsmarktregio, Lidmaatschap
from werkregio.regio.services.loading import load_regio

TODAY = f.MOMENT.date()


@pytest.fixture
def cast(db, settings):
    settings.DEMO, settings.DEBUG = True, True
    load_regio("noord-limburg", soort="demo", by="system", at=f.MOMENT)
    regio = Arbeidsmarktregio.objects.get(code="noord-limburg")
    for code in ("uwv", "gemeente-venlo"):
        f.LidmaatschapFactory(partij=regio.partijen.get(code=code), role="partnerbeheerder")
    return demo_board.begin(regio, f.MOMENT)


def test_everybody_sits_and_the_signed_convenant_rules(cast):
    found = electorate(cast.gremium, TODAY)
    assert all(place.mandaten for place in found.places)
    assert sum(len(place.mandaten) for place in found.places) == 9
    now, before = convenant_on(cast.regio, TODAY), convenant_on(cast.regio, demo_board.SIGNED)
    assert now is not None
    assert before is not None
    assert (now.nummer, now.state) == (2, "getekend")
    assert (before.nummer, before.state) == (1, "concept")
    assert "verzonnen" in now.naam
    cast.gremium.refresh_from_db()
    assert cast.gremium.official_from == demo_board.OFFICIAL
    chair = chairs_on(cast.regio, TODAY)["voorzitter"]
    assert chair is not None
    assert chair.partij.code == "gemeente-venlo"


def test_a_second_time_changes_nothing(cast):
    before = Lidmaatschap.objects.count()
    demo_board.begin(cast.regio, f.MOMENT)
    assert Lidmaatschap.objects.count() == before
    assert cast.regio.convenanten.count() == 2


def test_nobody_has_the_name_of_a_person_and_staff_does_not_sit(cast):
    for _key, name, _code, roles, _since in demo_board.PEOPLE:
        assert "@" not in name
        if "secretaris" in roles or "programmamanager" in roles:
            assert "bestuurder" not in roles
    assert cast["voorzitter"].has("ronde.open")
    assert not cast["secretaris"].has("ronde.open")
