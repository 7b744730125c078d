# SPDX-License-Identifier: EUPL-1.2
"""The pages of overview, seats, convenant, tables and duties."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests import factories as f
from tests.factories_beraad import SINCE, make_board, make_meeting

from werkregio.beraad.models import Agendapunt, Gremium, Plichtbewijs, Tafel, Thema, ThemaTafel
from werkregio.regio.models import Convenant, Zetel

pytestmark = pytest.mark.django_db
TODAY = f.MOMENT.date()


@pytest.fixture(autouse=True)
def fixed(monkeypatch):
    monkeypatch.setattr("werkregio.foundation.clock.now", lambda: f.MOMENT)


@pytest.fixture
def board():
    return make_board(f.RegioFactory(hosts=["testserver"]))


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def secretary(board):
    return client_of(f.LidmaatschapFactory(partij__regio=board.regio, role="secretaris").user)


@pytest.fixture
def member(board):
    return client_of(board.mandaten["uwv"][0].user)


def page(client, name, *args, status=200, **query):
    response = client.get(reverse(f"beraad:{name}", args=args), query)
    assert response.status_code == status
    return response.content.decode()


def post(client, name, *args, status=302, **data):
    response = client.post(reverse(f"beraad:{name}", args=args), data)
    assert response.status_code == status, response.content.decode()[:3000]
    return response


def test_the_overview_names_functions_and_no_people(board, member):
    make_meeting(board, titel="Vergadering van december")
    text = page(member, "home")
    for words in ("In oprichting", "voorzitter", "Vergadering van december", "Quorum: 4"):
        assert words in text
    names = [row.user.name for rows in board.mandaten.values() for row in rows]
    inside = text.split("<main", 1)[1]
    assert not any(name in inside for name in names)


@pytest.mark.parametrize("number", [3, 30])
def test_the_overview_asks_a_fixed_number_of_questions(board, member, number, django_assert_num_queries):
    for one in range(number):
        make_meeting(board, days=one + 1)
        Zetel.objects.create(
            regio=board.regio,
            geleding=board.geledingen["uwv"],
            partij=f.PartijFactory(regio=board.regio),
            functie="bestuurder",
            valid_from=SINCE,
        )
    page(member, "home")
    with django_assert_num_queries(13):
        page(member, "home")


def test_a_version_shows_each_rule_with_its_numbers_and_the_open_points(board, member):
    text = page(member, "convenant", board.convenant.pk)
    for words in ("ten minste 1/2", "ten minste 2/3", "Onthoudingen", "A8.", "Eén stem kan genoeg zijn"):
        assert words in text
    assert "de bron zwijgt: een instelling" in text
    assert reverse("beraad:convenant_step", args=[board.convenant.pk, "toets"]) not in text


def typed(**changed):
    return {
        "naam": "Tweede",
        "quorum": "1/2",
        "drempel": "3/4",
        "meetings_a_year": "4",
        "meetings_in_year": "2025: 6",
        "brede_a_year": "2",
        "papers_days": "10",
        "A1": "True",
        "A2": "alle",
        "A4": "escaleren",
        "A6": "one",
        "A7": "none",
        "source_drempel": "artikel 9",
        **changed,
    }


def test_the_secretary_makes_a_version_and_reads_what_it_leads_to(board, secretary):
    post(secretary, "convenant_new")
    made = Convenant.objects.get(regio=board.regio, nummer=2)
    post(secretary, "convenant_edit", made.pk, **typed())
    made.refresh_from_db()
    assert (made.drempel_num, made.drempel_den, made.onthouding_telt) == (3, 4, True)
    assert made.meetings_in_year == {"2025": 6}
    assert made.readings["A7"] == "none"
    text = page(secretary, "convenant", made.pk)
    assert "artikel 9" in text
    assert "Was: Er is overeenstemming met ten minste 2/3" in text
    assert "6 stemmen voor nodig" in text


@pytest.mark.parametrize(
    ("field", "value"), [("drempel", "0,66"), ("drempel", "3/2"), ("meetings_in_year", "vaak"), ("A1", "x")]
)
def test_what_cannot_be_read_is_asked_back_with_everything_kept(board, secretary, field, value):
    post(secretary, "convenant_new")
    made = Convenant.objects.get(regio=board.regio, nummer=2)
    answer = post(secretary, "convenant_edit", made.pk, status=422, **typed(**{field: value}))
    assert "Tweede" in answer.content.decode()
    made.refresh_from_db()
    assert made.drempel_num == 2


def test_a_version_that_holds_says_so_at_the_form(board, secretary):
    Convenant.objects.filter(pk=board.convenant.pk).update(state="concept")
    answer = post(secretary, "convenant_edit", board.convenant.pk, status=422, **typed())
    assert "Deze versie geldt al" in answer.content.decode()


def test_the_seats_of_another_day(board, secretary, member):
    text = page(secretary, "zetels", dag="2023-01-01")
    assert "Geen zetels op deze dag" in text
    assert "Dit is geen dag" in page(secretary, "zetels", dag="gisteren")
    name = board.mandaten["uwv"][0].user.name
    assert name in page(secretary, "zetels")
    assert name not in page(member, "zetels").split("<main", 1)[1]


def test_a_mandate_through_the_form(board, secretary):
    zetel = board.zetels["uwv"][0]
    new = f.LidmaatschapFactory(partij=zetel.partij, role="plaatsvervanger").user
    post(
        secretary,
        "mandaat_new",
        zetel.pk,
        user=new.pk,
        soort="plaatsvervanger",
        valid_from=TODAY.isoformat(),
    )
    assert zetel.mandaten.filter(user=new).exists()
    again = post(
        secretary,
        "mandaat_new",
        zetel.pk,
        status=422,
        user=new.pk,
        soort="plaatsvervanger",
        valid_from=TODAY.isoformat(),
    )
    assert "in deze periode een mandaat" in again.content.decode()


def test_growth_is_told_before_it_is_done(board, secretary):
    assert "Nu 7 geledingen, quorum 4. Vanaf die dag 8 geledingen, quorum 4" in page(
        secretary, "geleding_new"
    )
    post(secretary, "geleding_new", naam="Sociale werkbedrijven", valid_from="2027-01-01")
    assert "Sociale werkbedrijven" in page(secretary, "zetels")


def test_another_chair_and_a_vice_chair_without_decision_are_refused(board, secretary):
    data = {"zetel": board.zetels["uwv"][0].pk, "valid_from": TODAY.isoformat()}
    assert "uit de geleding centrumgemeente" in post(secretary, "chair", status=422, **data).content.decode()
    assert "Kies het besluit" in post(secretary, "vice_chair", status=422, **data).content.decode()


def test_a_table_advises_in_one_step_and_does_not_decide(board, secretary):
    post(secretary, "gremium_new", soort="thematafel", naam="Jongeren", valid_from="2026-01-01")
    table = Gremium.objects.get(regio=board.regio, soort="thematafel")
    partij = board.zetels["uwv"][0].partij
    post(secretary, "gremium_party", table.pk, partij=partij.pk, valid_from="2026-01-01")
    post(secretary, "gremium_advice", table.pk, titel="Advies jongeren", toelichting="Doe het.")
    item = Agendapunt.objects.get(advice_of=table)
    assert (item.gremium, item.state, item.soort) == (board.gremium, "concept", "bespreking")
    text = page(secretary, "gremium", table.pk)
    for words in ("Alleen het Beraad besluit", "Advies jongeren", partij.naam):
        assert words in text
    line = table.deelnemers.get()
    post(secretary, "gremium_party_end", table.pk, line.pk)
    post(secretary, "gremium_close", table.pk, valid_to=(TODAY - timedelta(days=1)).isoformat())
    refused = post(secretary, "gremium_advice", table.pk, status=422, titel="x", toelichting="x")
    assert "gesloten" in refused.content.decode()
    page(secretary, "gremium_edit", board.gremium.pk, status=404)


def test_evidence_of_a_duty_and_taking_it_back(board, secretary, member):
    assert "0 van de 10" in page(member, "plichten")
    post(secretary, "plicht_bewijs", "secretariaat", dated=TODAY.isoformat(), tekst="Agenda verstuurd")
    assert "Agenda verstuurd" in page(member, "plichten")
    empty = post(secretary, "plicht_bewijs", "secretariaat", status=422, dated=TODAY.isoformat())
    assert "Kies een stuk of een besluit" in empty.content.decode()
    post(secretary, "plicht_terug", Plichtbewijs.objects.get().pk)
    assert "Agenda verstuurd" not in page(member, "plichten")
    page(secretary, "plicht_bewijs", "bestaat-niet", status=404)


def test_a_theme_with_two_deciding_tables_and_no_agreement_is_listed(board, secretary, member):
    one, two = (
        Tafel.objects.create(regio=board.regio, code=code, naam=code, soort="overleg") for code in ("a", "b")
    )
    thema = Thema.objects.create(regio=board.regio, code="jongeren", naam="Aanpak jongeren")
    ThemaTafel.objects.create(thema=thema, tafel=one, rol="beslist")
    assert "Nog niet afgesproken" not in page(member, "themas")
    roles = {f"tafel_{one.pk}": "beslist", f"tafel_{two.pk}": "niet_bepaald"}
    post(secretary, "thema", thema.pk, **roles)
    assert "Nog niet afgesproken" in page(member, "themas")
    assert "tekst en een dag" in (
        post(secretary, "thema", thema.pk, status=422, agreement="Samen", **roles).content.decode()
    )
    post(secretary, "thema", thema.pk, agreement="Samen", agreed_on="2026-11-01", **roles)
    assert "Nog niet afgesproken" not in page(member, "themas")


def test_the_beraad_becomes_official_on_a_day(board, secretary):
    early = post(secretary, "official", status=422, day="2026-01-01")
    assert "blijft zoals het was" in early.content.decode()
    post(secretary, "official", day="2027-01-01")
    board.gremium.refresh_from_db()
    assert board.gremium.official_from == date(2027, 1, 1)
    assert "Officieel vanaf" in page(secretary, "home")


def test_in_english_too(member):
    text = member.get("/en/beraad/").content.decode()
    assert "Who sits where" in text
