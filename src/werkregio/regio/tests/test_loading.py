# SPDX-License-Identifier: EUPL-1.2
"""`laad-regio`: what it loads, that it may be repeated, what it refuses."""

import io
from datetime import date
from itertools import pairwise

import pytest
from django.core.management import call_command
from tests.factories import MOMENT, LidmaatschapFactory

from werkregio.foundation.errors import InputError
from werkregio.foundation.models import AuditLine
from werkregio.regio import queries
from werkregio.regio.models import Arbeidsmarktregio, Geleding, Gemeente, Partij, RegioGemeente, Staffunctie
from werkregio.regio.rules import loaders, reference
from werkregio.regio.services.loading import load_regio

TODAY = MOMENT.date()


def load(code="noord-limburg", soort=None):
    return load_regio(code, soort=soort, by="system", at=MOMENT)


@pytest.fixture(autouse=True)
def _own_loaders(monkeypatch):
    """Loaders of upper modules are tested there."""
    monkeypatch.setattr(loaders, "_loaders", {})


def test_the_files_hold_35_regions_and_342_municipalities():
    assert len(reference.regios()) == 35
    assert len({fact.gm_code for fact in reference.periodes()}) == 342
    assert {fact.am_code for fact in reference.periodes()} == {r.am_code for r in reference.regios().values()}


def test_each_municipality_is_in_one_region_on_each_day():
    by_code = {}
    for fact in reference.periodes():
        by_code.setdefault(fact.gm_code, []).append(fact)
    for facts in by_code.values():
        facts.sort(key=lambda fact: fact.valid_from)
        assert facts[-1].valid_to is None
        for before, after in pairwise(facts):
            assert (after.valid_from - before.valid_to).days == 1


@pytest.mark.django_db
class TestLoading:
    def test_everything_of_the_region_is_there(self):
        load()
        regio = Arbeidsmarktregio.objects.get(code="noord-limburg")
        assert (Arbeidsmarktregio.objects.count(), Gemeente.objects.count()) == (35, 342)
        assert (regio.am_code, regio.active, regio.soort) == ("AM29", True, "echt")
        assert regio.werkcentrum_naam == "Werkcentrum Noord-Limburg"
        assert regio.centrumgemeente.naam == "Venlo"
        assert Geleding.objects.filter(regio=regio).count() == 7
        assert Staffunctie.objects.filter(regio=regio).count() == 7
        names = set(queries.gemeenten_of(regio, on=TODAY).values_list("slug", flat=True))
        assert names == {"beesel", "bergen", "gennep", "horst-aan-de-maas", "peel-en-maas", "venlo", "venray"}

    def test_mook_en_middelaar_belongs_to_rijk_van_nijmegen(self):
        load()
        gemeente = Gemeente.objects.get(gm_code="GM0944")
        assert queries.regio_of_gemeente(gemeente, on=TODAY).code == "rijk-van-nijmegen"

    @pytest.mark.parametrize(
        ("gm_code", "before", "now"),
        [
            ("GM1706", "zuidoost-brabant", "midden-limburg"),
            ("GM0246", "regio-zwolle", "veluwe-stedendriehoek"),
        ],
    )
    def test_a_municipality_that_moved_has_two_periods(self, gm_code, before, now):
        load()
        gemeente = Gemeente.objects.get(gm_code=gm_code)
        assert queries.regio_of_gemeente(gemeente, on=date(2015, 6, 1)).code == before
        assert queries.regio_of_gemeente(gemeente, on=date(2024, 12, 31)).code == before
        assert queries.regio_of_gemeente(gemeente, on=date(2025, 1, 1)).code == now

    def test_partners_have_kind_and_geleding(self):
        load()
        partijen = {p.code: p for p in Partij.objects.filter(regio__code="noord-limburg")}
        assert partijen["gemeente-venlo"].geleding.code == "centrumgemeente"
        assert partijen["gemeente-venlo"].gemeente.gm_code == "GM0983"
        assert partijen["fnv"].geleding == partijen["cnv"].geleding
        assert partijen["waa"].geleding is None
        assert partijen["fontys"].partner_soort == "gewenst"
        assert not any(p.active for p in partijen.values())
        core = {p.geleding.code for p in partijen.values() if p.partner_soort == "kernpartner"}
        assert len(core) == 7

    def test_a_second_time_changes_nothing(self):
        load()
        counts = [m.objects.count() for m in (Gemeente, RegioGemeente, Partij, Geleding, Staffunctie)]
        lines = load()
        assert counts == [m.objects.count() for m in (Gemeente, RegioGemeente, Partij, Geleding, Staffunctie)]
        assert lines
        assert not any(" new" in line or " changed" in line for line in lines)

    def test_what_people_changed_stays(self):
        load()
        Partij.objects.filter(code="gilde").update(rol="Anders", phone="077 0000000")
        Arbeidsmarktregio.objects.filter(code="noord-limburg").update(phone="077 1111111")
        load()
        assert Partij.objects.get(code="gilde").rol == "Anders"
        assert Arbeidsmarktregio.objects.get(code="noord-limburg").phone == "077 1111111"

    def test_a_region_without_own_data_gets_its_werkcentrum(self):
        load("midden-limburg")
        partij = Partij.objects.get(regio__code="midden-limburg")
        assert (partij.naam, partij.soort) == ("Werkcentrum Midden-Limburg", "werkcentrum")

    def test_an_unknown_region_is_refused_with_the_known_ones(self):
        with pytest.raises(InputError, match="noord-limburg"):
            load("nergens")
        assert not Arbeidsmarktregio.objects.exists()

    @pytest.mark.parametrize("code", ["../noord-limburg", "NOORD-LIMBURG", "", "noord-limburg'--"])
    def test_a_code_is_no_path(self, code):
        with pytest.raises(InputError):
            load(code)

    def test_an_unknown_kind_is_refused(self):
        with pytest.raises(InputError, match="echt, demo, oefen"):
            load(soort="nep")

    def test_a_region_with_members_keeps_its_kind(self):
        load(soort="demo")
        LidmaatschapFactory(partij=Partij.objects.get(code="gilde"))
        with pytest.raises(InputError, match="another database"):
            load(soort="echt")
        load()
        assert Arbeidsmarktregio.objects.get(code="noord-limburg").soort == "demo"

    def test_demo_mode_loads_no_real_region(self, settings):
        settings.DEMO = True
        with pytest.raises(InputError, match="--soort demo"):
            load()
        load(soort="demo")

    def test_upper_modules_load_along_and_their_lines_are_shown(self):
        loaders.register("upper", lambda code, at: [f"Things of {code}: 3 new"])
        out = io.StringIO()
        call_command("laad-regio", "noord-limburg", stdout=out)
        assert "Things of noord-limburg: 3 new" in out.getvalue()
        assert "Municipalities: 342 new" in out.getvalue()

    def test_an_error_of_an_upper_module_undoes_everything(self):
        def broken(code, at):
            raise InputError("row 3")

        loaders.register("upper", broken)
        with pytest.raises(InputError, match="row 3"):
            load()
        assert not Arbeidsmarktregio.objects.exists()

    def test_the_load_is_in_the_log(self):
        load(soort="demo")
        line = AuditLine.objects.get(action="regio.loaded")
        assert (line.region, line.actor, line.detail) == ("noord-limburg", "system", {"soort": "demo"})
