# SPDX-License-Identifier: EUPL-1.2
"""Pages of a partner about its own work, and of the quality reviewer."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import (
    MOMENT,
    AanbodFactory,
    InstrumentFactory,
    LidmaatschapFactory,
    PartijFactory,
    RegioFactory,
)

from werkregio.werkcentrum.models import Aanbod, Feit, Instrument, Verbeterverzoek

from .referral_road import place, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = MOMENT.date()


def url(name, **kwargs):
    return reverse(f"werkcentrum:{name}", kwargs=kwargs)


def client_of(partij, role):
    client = Client()
    client.force_login(LidmaatschapFactory(partij=partij, role=role).user)
    return client


@pytest.fixture
def regio():
    return RegioFactory()


@pytest.fixture
def partij(regio):
    return PartijFactory(regio=regio, soort="uwv", naam="Taalhuis De Voorbeeldbrug")


@pytest.fixture
def partner(partij):
    return client_of(partij, "professional")


@pytest.fixture
def reviewer(regio):
    return client_of(PartijFactory(regio=regio, soort="werkcentrum"), "kwaliteitsbeoordelaar")


@pytest.fixture
def offer(regio, partij):
    return AanbodFactory(instrument=InstrumentFactory(regio=regio), partij=partij, regio=regio)


def text(response, status=200):
    assert response.status_code == status
    return response.getvalue().decode()


def more_offers(partij, number):
    for _ in range(number):
        entry = InstrumentFactory(regio=partij.regio)
        Feit.objects.create(
            instrument=entry, key="x", label_nl="Bedrag", value="5", unit="euro", as_of="2026"
        )
        AanbodFactory(instrument=entry, partij=partij, regio=partij.regio)


def test_our_work_shows_what_waits_with_reasons(offer, partner):
    Feit.objects.create(
        instrument=offer.instrument,
        key="x",
        label_nl="Bedrag",
        label_en="Amount",
        value="5",
        unit="euro",
        valid_to=TODAY - timedelta(days=1),
    )
    page = text(partner.get(url("our_work")))
    assert "Never confirmed" in page
    assert "Out of date: Amount" in page
    assert "A figure is out of date" in page
    assert "Look up the new figure in its source" in page
    assert "No referral waits for you" in page
    assert "Nothing: fewer than 10" in page


def test_the_answers_of_the_own_organisation_are_its_own_to_see(regio):
    road = walk(place(regio), "eerste-contact")
    client = Client()
    client.force_login(road.partner.user)
    page = text(client.get(url("our_work")))
    assert road.zaak.reference in page
    assert "1 open referral" in page


def test_an_administrator_sees_numbers_but_no_referral(regio):
    road = walk(place(regio), "verzonden")
    page = text(client_of(road.partij, "partnerbeheerder").get(url("our_work")))
    assert road.zaak.reference not in page
    assert "How fast we answer" in page


@pytest.mark.parametrize("number", [3, 30])
def test_our_work_asks_a_fixed_number_of_questions(partij, partner, django_assert_num_queries, number):
    more_offers(partij, number)
    partner.get(url("our_work"))
    with django_assert_num_queries(WORK_QUERIES):
        text(partner.get(url("our_work")))


WORK_QUERIES = 20


def test_the_list_of_offers_goes_over_pages_and_can_be_narrowed(partij, partner):
    more_offers(partij, 27)
    Aanbod.objects.filter(pk=Aanbod.objects.first().pk).update(last_confirmed_on=TODAY, suspended_until=TODAY)
    assert "2" in text(partner.get(url("our_work"), {"pagina": "2"}))
    assert "26 offers" in text(partner.get(url("our_work"), {"deel": "bevestigen"}))
    assert "1 offer," in text(partner.get(url("our_work"), {"deel": "stop"}))
    assert "27 offers" in text(partner.get(url("our_work"), {"deel": "raar", "periode": "99"}))


def test_an_organisation_without_offers_reads_what_to_do(partner):
    assert "Ask an editor" in text(partner.get(url("our_work")))


def test_one_click_confirms(offer, partner):
    response = partner.post(url("our_offer_confirm", pk=offer.pk), follow=True)
    assert "is confirmed" in text(response)
    offer.refresh_from_db()
    assert offer.last_confirmed_on == TODAY
    # The address of a button, opened by itself, is a page in words.
    assert "opens with a button only" in text(partner.get(url("our_offer_confirm", pk=offer.pk)), 405)


def test_a_partner_changes_its_own_offer(offer, partner):
    page = text(partner.get(url("our_offer", pk=offer.pk)))
    assert "Nobody yet" in page
    assert 'name="active"' not in page
    assert 'name="last_confirmed_on"' not in page
    data = {"route_person": "Bel ons", "takes_referrals": "on", "update_rhythm_days": "90"}
    assert partner.post(url("our_offer", pk=offer.pk), data).status_code == 302
    offer.refresh_from_db()
    assert (offer.route_person, offer.update_rhythm_days, offer.active) == ("Bel ons", 90, True)
    assert "with changes" in text(partner.get(url("our_offer", pk=offer.pk)))


@pytest.mark.parametrize(
    "data",
    [
        {"suspended_until": "2020-01-01"},
        {"full_until": "2020-01-01"},
        {"update_rhythm_days": "3"},
        {"route_person_link": "geen adres"},
    ],
)
def test_a_wrong_change_keeps_what_was_typed(offer, partner, data):
    page = text(partner.post(url("our_offer", pk=offer.pk), {"route_person": "Bel ons", **data}), 422)
    assert "Bel ons" in page
    assert "Error" in page


@pytest.mark.parametrize("name", ["our_offer", "our_offer_confirm"])
def test_the_offer_of_another_does_not_exist(regio, partner, name):
    for other in (PartijFactory(regio=regio), PartijFactory()):
        foreign = AanbodFactory(
            instrument=InstrumentFactory(regio=other.regio), partij=other, regio=other.regio
        )
        assert partner.post(url(name, pk=foreign.pk)).status_code == 404


def test_a_request_is_answered_by_who_was_asked(offer, partij, partner, regio):
    asked = Verbeterverzoek.objects.create(
        instrument=offer.instrument,
        partij=partij,
        reason="route",
        note="Vul in",
        due_on=TODAY,
        asked_at=MOMENT,
    )
    assert "Vul in" in text(partner.get(url("our_request", pk=asked.pk)))
    assert text(partner.post(url("our_request", pk=asked.pk), {"answer": ""}), 422)
    partner.post(url("our_request", pk=asked.pk), {"answer": "Gedaan"})
    asked.refresh_from_db()
    assert asked.answer == "Gedaan"
    assert "You answered" in text(partner.get(url("our_work")))
    other = client_of(PartijFactory(regio=regio), "professional")
    assert other.get(url("our_request", pk=asked.pk)).status_code == 404


# The reviewer.


def test_the_list_stands_in_order_of_score(regio, reviewer):
    good = InstrumentFactory(regio=regio)
    bad = InstrumentFactory(regio=regio, verified=False, as_of="")
    good.teksten.update(name="Goede hulp")
    bad.teksten.update(name="Slechte hulp")
    page = text(reviewer.get(url("review")))
    assert page.index("Slechte hulp") < page.index("Goede hulp")
    assert "2 pages" in page
    by_name = text(reviewer.get(url("review"), {"volgorde": "naam"}))
    assert by_name.index("Goede hulp") < by_name.index("Slechte hulp")


@pytest.mark.parametrize(
    ("chosen", "seen"),
    [
        ({"reden": "verified"}, {"Oud"}),
        ({"reden": "reachable"}, {"Niemand", "Oud"}),
        ({"eigenaar": "niemand"}, {"Niemand", "Oud"}),
        ({"eigenaar": "partij"}, {"Partner"}),
        ({"leeftijd": "oud"}, {"Oud"}),
        ({"leeftijd": "nooit"}, {"Niemand", "Oud", "Partner"}),
        ({"gevraagd": "on"}, {"Partner"}),
        ({"zoek": "partn"}, {"Partner"}),
        ({"zoek": "bestaat niet"}, set()),
        ({"reden": "raar", "leeftijd": "raar"}, {"Niemand", "Oud", "Partner"}),
    ],
)
def test_the_list_can_be_narrowed(regio, partij, reviewer, chosen, seen):
    nobody = InstrumentFactory(regio=regio, as_of="2026", verified=True)
    old = InstrumentFactory(regio=regio, as_of="2020", verified=False)
    kept = InstrumentFactory(regio=regio, as_of="2026", verified=True)
    AanbodFactory(instrument=kept, partij=partij, regio=regio, route_person="Bel ons")
    for entry, name in ((nobody, "Niemand"), (old, "Oud"), (kept, "Partner")):
        entry.teksten.update(name=f"{name} pagina")
    Verbeterverzoek.objects.create(
        instrument=kept, partij=partij, reason="route", due_on=TODAY, asked_at=MOMENT
    )
    wanted = {key: str(partij.pk) if value == "partij" else value for key, value in chosen.items()}
    page = text(reviewer.get(url("review"), wanted))
    assert {name for name in ("Niemand", "Oud", "Partner") if f"{name} pagina" in page} == seen
    file = reviewer.get(url("review_csv"), wanted)
    rows = list(csv.DictReader(io.StringIO(text(file).removeprefix("\ufeff"))))
    assert {row["name"].split()[0] for row in rows} == seen


def test_a_name_in_the_file_never_starts_a_formula(regio, reviewer):
    InstrumentFactory(regio=regio).teksten.update(name="=1+1")
    assert "'=1+1" in text(reviewer.get(url("review_csv")))


def test_an_empty_directory_says_so(reviewer):
    assert "The directory is empty" in text(reviewer.get(url("review")))


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_asks_a_fixed_number_of_questions(regio, reviewer, django_assert_num_queries, number):
    for _ in range(number):
        InstrumentFactory(regio=regio)
    reviewer.get(url("review"))
    with django_assert_num_queries(REVIEW_QUERIES):
        text(reviewer.get(url("review")))


REVIEW_QUERIES = 15


def test_a_reviewer_asks_checks_and_closes(offer, partij, reviewer):
    entry = offer.instrument
    page = text(reviewer.get(url("review_entry", pk=entry.pk)))
    assert "Worth 10 points" in page
    asked = {"partij": partij.pk, "reason": "route", "due_on": "2026-12-24", "note": "Vul de route in"}
    assert reviewer.post(url("review_ask", pk=entry.pk), asked).status_code == 302
    request = Verbeterverzoek.objects.get()
    # A second time is refused, and what was typed stays.
    again = text(reviewer.post(url("review_ask", pk=entry.pk), {**asked, "note": "Nog eens"}), 422)
    assert "Nog eens" in again
    assert "asked already" in again
    checked = {"whole": "on", "read_on": "2026-11-24", "version": "1"}
    assert reviewer.post(url("review_check", pk=entry.pk), checked).status_code == 302
    assert "Vul de route in" in text(reviewer.get(url("review_entry", pk=entry.pk)))
    assert reviewer.post(url("review_close", pk=request.pk)).status_code == 302
    request.refresh_from_db()
    assert request.closed_at


def test_a_check_on_an_old_version_is_told(offer, reviewer):
    Instrument.objects.update(version=3)
    data = {"whole": "on", "read_on": "2026-11-24", "version": "1"}
    assert "changed this page meanwhile" in text(
        reviewer.post(url("review_check", pk=offer.instrument_id), data), 422
    )


@pytest.mark.parametrize("name", ["review_ask", "review_check"])
def test_the_address_of_an_act_leads_to_the_page(offer, reviewer, name):
    response = reviewer.get(url(name, pk=offer.instrument_id))
    assert response["Location"] == url("review_entry", pk=offer.instrument_id)


@pytest.mark.parametrize("name", ["review_entry", "review_ask", "review_check"])
def test_an_entry_of_another_region_does_not_exist(reviewer, name):
    assert reviewer.get(url(name, pk=InstrumentFactory().pk)).status_code == 404


def test_others_see_no_page_of_the_reviewer(partner, regio):
    guide = client_of(PartijFactory(regio=regio), "gids")
    for client in (partner, guide):
        assert client.get(url("review")).status_code in {403, 404}
    assert guide.get(url("our_work")).status_code in {403, 404}
