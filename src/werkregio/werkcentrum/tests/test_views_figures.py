# SPDX-License-Identifier: EUPL-1.2
"""Pages of the figures of an offer, for its partner and for an editor."""

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

from werkregio.werkcentrum.models import Feit, Feitwijziging

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
def offer(regio, partij):
    return AanbodFactory(instrument=InstrumentFactory(regio=regio), partij=partij, regio=regio)


@pytest.fixture
def price(offer):
    return Feit.objects.create(
        aanbod=offer, key="prijs", label_nl="Prijs", value="25", unit="euro", as_of="2026"
    )


def text(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def typed(**changes):
    return {
        "was": "25",
        "value": "30",
        "unit": "euro",
        "source": "prijslijst 2026",
        "read_on": TODAY.isoformat(),
    } | changes


def test_a_partner_changes_and_confirms_and_sees_the_history(partner, offer, price):
    page = url("our_figures", pk=offer.pk)
    assert url("our_figures", pk=offer.pk) in text(partner.get(url("our_offer", pk=offer.pk)))
    assert "Nothing was changed" in text(partner.get(page))
    assert partner.post(url("our_figure", pk=offer.pk, fact=price.pk), typed()).headers["Location"] == page
    partner.post(url("our_figure_confirm", pk=offer.pk, fact=price.pk))
    shown = text(partner.get(page))
    assert "€ 30" in shown
    assert "€ 25" in shown
    assert "The same: it still held" in shown
    assert partner.get(url("our_figure_confirm", pk=offer.pk, fact=price.pk)).status_code == 405


def test_a_refusal_keeps_what_was_typed(partner, offer, price):
    shown = text(partner.post(url("our_figure", pk=offer.pk, fact=price.pk), typed(value="dertig")), 422)
    assert 'value="dertig"' in shown
    assert "cannot be read" in shown
    assert "<title>Error" in shown


def test_after_a_colleague_was_first_saving_again_is_a_choice(partner, offer, price):
    address = url("our_figure", pk=offer.pk, fact=price.pk)
    partner.post(address, typed())
    shown = text(partner.post(address, typed(value="40")), 422)
    assert "Now it is 30 euro" in shown
    assert 'name="was" value="30"' in shown
    assert 'value="40"' in shown
    assert partner.post(address, typed(value="40", was="30")).status_code == 302


def test_a_new_figure_and_the_page_for_an_editor(partner, offer, regio):
    new = url("our_figure_new", pk=offer.pk)
    text(partner.post(new, typed()), 422)
    assert partner.post(new, typed(label_nl="Eigen bijdrage")).status_code == 302
    editor = client_of(PartijFactory(regio=regio, soort="werkcentrum"), "redacteur")
    assert "Eigen bijdrage" in text(editor.get(url("editor_figures", pk=offer.pk)))
    fact = offer.feiten.get()
    assert (
        editor.post(url("editor_figure", pk=offer.pk, fact=fact.pk), typed(was="30", value="35")).status_code
        == 302
    )
    assert Feitwijziging.objects.count() == 2
    assert url("editor_figures", pk=offer.pk) in text(
        editor.get(url("editor_offer", pk=offer.instrument_id, offer=offer.pk))
    )


def test_another_organisation_and_region_find_nothing(offer, price, regio):
    for client, side in (
        (client_of(PartijFactory(regio=regio), "professional"), "our"),
        (client_of(PartijFactory(), "professional"), "our"),
        (client_of(PartijFactory(soort="werkcentrum"), "redacteur"), "editor"),
    ):
        assert client.get(url(f"{side}_figures", pk=offer.pk)).status_code == 404
        assert client.get(url(f"{side}_figure", pk=offer.pk, fact=price.pk)).status_code == 404
        assert client.post(url(f"{side}_figure_confirm", pk=offer.pk, fact=price.pk)).status_code == 404


def test_a_figure_that_is_gone_is_no_page(partner, offer):
    assert partner.get(url("our_figure", pk=offer.pk, fact=999)).status_code == 404
    assert partner.post(url("our_figure_confirm", pk=offer.pk, fact=999)).status_code == 404


def test_the_number_of_queries_does_not_grow(partner, offer, django_assert_num_queries):
    def fill(start, number):
        for n in range(start, start + number):
            Feit.objects.create(
                aanbod=offer, key=f"f{n}", label_nl=f"F{n}", value="1", unit="aantal", as_of="2026"
            )
            fact = offer.feiten.get(key=f"f{n}")
            partner.post(url("our_figure_confirm", pk=offer.pk, fact=fact.pk))

    fill(0, 3)
    page = url("our_figures", pk=offer.pk)
    partner.get(page)
    with django_assert_num_queries(11):
        partner.get(page)
    fill(3, 27)
    # What was said of each act is read and gone.
    partner.get(page)
    with django_assert_num_queries(11):
        partner.get(page)
