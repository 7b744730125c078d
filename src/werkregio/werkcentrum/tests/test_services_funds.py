# SPDX-License-Identifier: EUPL-1.2
"""The list of training funds: kept by editors, loaded from the file."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories import MOMENT, FondsFactory, InstrumentFactory, PartijFactory, RegioFactory

from werkregio.foundation.errors import InputError, RuleError
from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Fonds
from werkregio.werkcentrum.queries.funds import found_funds, has_funds
from werkregio.werkcentrum.services import funds as services

from .referral_road import member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = MOMENT.date()
GOOD = {
    "naam": "Fonds voor bakkers",
    "sectors": ["Bakkerij"],
    "sbi": ["10.7"],
    "caos": [],
    "url": "",
    "phone": "",
    "what_nl": "Betaalt mee.",
    "what_en": "",
    "source": "",
    "read_on": None,
    "verified": False,
    "active": True,
}


@pytest.fixture
def regio():
    return RegioFactory()


@pytest.fixture
def by(regio):
    return member("redacteur", PartijFactory(regio=regio))


def save(by, *, pk=None, instrument="", **changes):
    return services.save_fund(GOOD | changes, instrument=instrument, pk=pk, by=by, at=MOMENT)


def test_a_fund_is_found_by_its_sector_and_logged(by, regio):
    entry = InstrumentFactory(regio=regio, code="I067")
    fund = save(by, instrument="I067")
    assert (fund.code, fund.instrument, fund.by_editor) == ("fonds-voor-bakkers", entry, True)
    assert found_funds(regio, "bakker") == [fund.pk]
    assert found_funds(RegioFactory(), "bakker") == []
    assert AuditLine.objects.order_by("-pk").first().action == "fonds.saved"
    save(by, pk=fund.pk, sectors=["Zoetwaren"])
    assert found_funds(regio, "zoetwaren") == [fund.pk]


def test_what_stopped_is_only_for_the_editor(by, regio):
    fund = save(by, active=False)
    assert found_funds(regio, "") == []
    assert found_funds(regio, "", everything=True) == [fund.pk]
    assert not has_funds(regio, ["scholing-financiering"])


def test_the_funds_stand_at_subjects_about_paying_for_training(by, regio):
    save(by)
    assert has_funds(regio, ["werk-zoeken", "personeel-ontwikkelen"])
    assert not has_funds(regio, ["werk-zoeken"])


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"naam": " "}, "naam"),
        ({"naam": "fonds VOOR bakkers"}, "naam"),
        ({"naam": "Leeg", "sectors": []}, "sectors"),
        ({"naam": "Sbi", "sbi": ["x1"]}, "sbi"),
        ({"naam": "Geld", "what_nl": "U krijgt € 500."}, "what_nl"),
        ({"naam": "Later", "read_on": TODAY + timedelta(days=1)}, "read_on"),
        ({"naam": "Zonder bron", "verified": True, "read_on": TODAY}, "verified"),
        ({"naam": "Vreemd", "instrument": "bestaat-niet"}, "instrument"),
    ],
)
def test_what_is_refused(by, changes, field):
    save(by)
    with pytest.raises(RuleError) as refusal:
        save(by, **changes)
    assert refusal.value.field == field


def test_only_an_editor_of_the_region(by, regio):
    fund = FondsFactory()
    with pytest.raises(PermissionDenied):
        save(by, pk=fund.pk)
    with pytest.raises(PermissionDenied):
        save(member("gids", PartijFactory(regio=regio)))


def test_two_names_that_look_alike_get_two_codes(by):
    assert save(by, naam="Fonds A!").code == "fonds-a"
    assert save(by, naam="Fonds A?").code == "fonds-a-2"


def test_loading_follows_the_file_and_keeps_what_an_editor_changed(by, regio):
    expected = services.file_funds()
    assert services.load_for(regio.code, MOMENT) == [f"Training funds: {len(expected)} new, 0 changed"]
    assert services.load_for(regio.code, MOMENT) == ["Training funds: 0 new, 0 changed"]
    fund = Fonds.objects.get(code="doorzaam")
    save(by, pk=fund.pk, naam="Eigen naam")
    Fonds.objects.filter(code="oom").update(url="")
    assert services.load_for(regio.code, MOMENT) == ["Training funds: 0 new, 1 changed"]
    assert Fonds.objects.get(code="doorzaam").naam == "Eigen naam"


def test_nothing_in_the_file_is_said_to_be_verified(regio):
    services.load_for(regio.code, MOMENT)
    assert not Fonds.objects.filter(verified=True).exists()
    assert all(fund.source for fund in Fonds.objects.all())


@pytest.mark.parametrize(
    "row", [{"naam": "", "sectors": ["x"]}, {"naam": "x"}, {"naam": "x", "caos": ["y"], "sbi": ["?"]}]
)
def test_a_wrong_fund_of_a_file_is_named(monkeypatch, row):
    monkeypatch.setattr(services, "read_yaml", lambda path: {"funds": {"raar": row}})
    with pytest.raises(InputError, match="raar"):
        services.file_funds()
