# SPDX-License-Identifier: EUPL-1.2
"""Steps both ways, age limits by date, and where somebody without a benefit ends."""

from datetime import date

import pytest
from django.test import Client
from tests import factories as f
from tests.factories import MOMENT

from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Leeftijdsgrens
from werkregio.regio.queries import acting_of, age_limit
from werkregio.regio.services import age_limits
from werkregio.regio.services.loading import load_regio
from werkregio.werkcentrum.models import Aanbod, Voorwaarde
from werkregio.werkcentrum.services import wegwijzer

pytestmark = pytest.mark.django_db
YOUNG = "Ik ben 26 jaar en gestopt met school zonder diploma"


@pytest.fixture
def regio():
    wegwijzer.forget_routers()
    yield f.RegioFactory(hosts=["localhost"])
    wegwijzer.forget_routers()


@pytest.fixture
def doorstroompunt(regio):
    entry = f.InstrumentFactory(
        regio=regio, slug="doorstroompunt", code="D1", needs=["jongere-school-werk"], audience=["jongere"]
    )
    Voorwaarde.objects.create(
        instrument=entry,
        text_nl="U bent jong genoeg.",
        text_en="You are young enough.",
        kind="hard",
        who_decides="gemeente",
        expression="leeftijd < doorstroompuntgrens",
    )
    return entry


def beheerder(regio):
    member = f.LidmaatschapFactory(partij=f.PartijFactory(regio=regio), role="regiobeheerder")
    return acting_of(member.user, member.partij_id, on=MOMENT.date())


@pytest.mark.parametrize(
    ("day", "goes"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 11, 24), True)]
)
def test_a_26_year_old_goes_to_the_doorstroompunt_when_the_rule_is_27(regio, doorstroompunt, day, goes):
    answer = wegwijzer.ask(regio, YOUNG, page_language="nl", on=day)
    assert (answer.needs[0].code == "jongere-school-werk") is goes
    assert ("D1" in {found.id for found in answer.helps}) is goes


def test_the_region_sets_another_limit_from_a_day_on(regio, doorstroompunt):
    by = beheerder(regio)
    age_limits.set_limit("doorstroompunt", 23, date(2027, 1, 1), "Nieuwe wet", by=by, at=MOMENT)
    assert [age_limit(regio, "doorstroompunt", on=date(y, 3, 1)).below for y in (2025, 2026, 2027)] == [
        23,
        27,
        23,
    ]
    assert age_limit(f.RegioFactory(), "doorstroompunt", on=date(2027, 3, 1)).below == 27
    answer = wegwijzer.ask(regio, YOUNG, page_language="nl", on=date(2027, 3, 1))
    assert answer.needs[0].code != "jongere-school-werk"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (("onzin", 23, date(2027, 1, 1), "bron"), "code"),
        (("doorstroompunt", 5, date(2027, 1, 1), "bron"), "below"),
        (("doorstroompunt", 23, date(2027, 1, 1), "  "), "source"),
    ],
)
def test_a_limit_that_is_refused(regio, values, field):
    with pytest.raises(RuleError) as refused:
        age_limits.set_limit(*values, by=beheerder(regio), at=MOMENT)
    assert refused.value.field == field


def test_a_limit_is_added_and_taken_away_on_its_page(regio, signed_in):
    client = signed_in("regiobeheerder", partij=f.PartijFactory(regio=regio))
    page = "/en/beheer/regio/leeftijdsgrenzen/"
    form = {"code": "doorstroompunt", "below": "25", "valid_from": "2027-01-01", "source": "Wet", "add": "1"}
    assert client.post(page, form | {"source": ""}).status_code == 422
    assert client.post(page, form).status_code == 302
    assert client.post(page, form).status_code == 422
    row = Leeftijdsgrens.objects.get()
    assert "Wet" in client.get(page).content.decode()
    other = signed_in("regiobeheerder", partij=f.PartijFactory())
    other.post(page, {"remove": row.pk})
    assert Leeftijdsgrens.objects.count() == 1
    client.post(page, {"remove": row.pk})
    assert Leeftijdsgrens.objects.count() == 0
    Leeftijdsgrens.objects.create(
        regio=regio, code="doorstroompunt", below=25, valid_from=date(2026, 2, 1), source="Wet"
    )
    client.post(page, {"remove": Leeftijdsgrens.objects.get().pk})
    assert Leeftijdsgrens.objects.count() == 1


@pytest.mark.parametrize(("day", "number"), [(date(2025, 6, 1), "23"), (date(2026, 6, 1), "27")])
def test_the_directory_shows_the_limit_of_the_day(regio, doorstroompunt, day, number):
    with clock.frozen(MOMENT.replace(year=day.year, month=day.month, day=day.day)):
        text = Client(HTTP_HOST="localhost").get("/en/hulp/doorstroompunt/").content.decode()
    assert f"(now: {number})" in text


def test_the_page_of_steps_shows_the_way_there_and_back(regio):
    f.InstrumentFactory(regio=regio, code="I023", slug="beschut")
    client = Client(HTTP_HOST="localhost")
    assert client.get("/en/stap-vooruit-stap-terug/?van=onzin").status_code == 200
    page = client.get("/en/stap-vooruit-stap-terug/?van=beschut-werk")
    assert {step.forward for step in page.context["steps"]} == {True, False}
    page = client.get("/en/stap-vooruit-stap-terug/?van=dagbesteding").content.decode()
    assert "/en/hulp/beschut/" in page


def test_from_a_case_the_step_yields_instruments_and_becomes_a_need(regio, signed_in):
    f.InstrumentFactory(regio=regio, code="I036", slug="register")
    client = signed_in("gids", partij=f.PartijFactory(regio=regio))
    zaak = f.ZaakFactory(regio=regio, owner=client.user)
    url = f"/en/werk/zaak/{zaak.reference}/overstap/"
    assert client.get(f"{url}?van=onzin").status_code == 422
    page = client.get(f"{url}?van=uitkering&richting=vooruit")
    shown = {step.end: [help.url for help in step.helps] for step, _need in page.context["steps"]}
    assert shown["banenafspraak"] == ["/en/hulp/register/"]
    done = client.post(
        f"/en/werk/zaak/{zaak.reference}/doen/",
        {
            "act": "need",
            "version": zaak.version,
            "behoefte": "0",
            "need-0-need": "werken-met-beperking",
            "need-0-urgency": "week",
        },
    )
    assert done.status_code == 302
    assert [need.need for need in zaak.behoeften.all()] == ["werken-met-beperking"]
    assert signed_in("gids").get(url).status_code == 404


@pytest.fixture
def noord_limburg():
    wegwijzer.forget_routers()
    load_regio("noord-limburg", soort="demo", by="system", at=MOMENT)
    from werkregio.regio.models import Arbeidsmarktregio

    yield Arbeidsmarktregio.objects.get(code="noord-limburg")
    wegwijzer.forget_routers()


@pytest.mark.parametrize(
    "question",
    [
        "Mijn bedrijf gaat sluiten en ik ben bang dat ik mijn baan verlies, ik werk via een uitzendbureau",
        "Ik heb een vast contract maar er komt een reorganisatie, ik wil op tijd ander werk",
        "Mijn oproepcontract loopt binnenkort af, hoe vind ik nu al ander werk",
    ],
)
def test_a_worker_under_threat_finds_help_before_dismissal_whatever_the_contract(noord_limburg, question):
    answer = wegwijzer.ask(noord_limburg, question, page_language="nl", asker="inwoner", on=MOMENT.date())
    assert "van-werk-naar-werk" in [need.code for need in answer.needs[:2]]
    assert "E012" in [found.id for found in answer.helps[:8]]


def test_unions_and_employers_organisations_offer_van_werk_naar_werk(noord_limburg):
    offered = set(
        Aanbod.objects.filter(
            regio=noord_limburg, instrument__behoeften__need="van-werk-naar-werk"
        ).values_list("partij__code", flat=True)
    )
    assert {"fnv", "cnv", "lwv", "werkcentrum"} <= offered


def test_somebody_without_a_benefit_ends_at_the_municipality(noord_limburg):
    """Nugger (S80): no benefit, no income of the own, partner earns; the municipality may help."""
    answer = wegwijzer.ask(
        noord_limburg,
        "Ik heb geen uitkering, mijn man verdient wel, ik wil werken. Wie helpt mij?",
        page_language="nl",
        asker="inwoner",
        on=MOMENT.date(),
    )
    codes = [found.id for found in answer.helps[:8]]
    providers = set(
        Aanbod.objects.filter(regio=noord_limburg, instrument__code__in=codes).values_list(
            "partij__code", flat=True
        )
    )
    assert any(code.startswith("gemeente-") for code in providers)
