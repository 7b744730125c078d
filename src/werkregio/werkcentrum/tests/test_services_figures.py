# SPDX-License-Identifier: EUPL-1.2
"""Figures of an offer, and of the page that its partner keeps: each act, each refusal, what stays of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories import MOMENT, AanbodFactory, InstrumentFactory, PartijFactory, RegioFactory

from werkregio.foundation import audit
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Feit, Feitwijziging, Wijziging
from werkregio.werkcentrum.services import figures

from .referral_road import member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = MOMENT.date()


@pytest.fixture
def regio():
    return RegioFactory(active=True)


@pytest.fixture
def partner(regio):
    return member("professional", PartijFactory(regio=regio, soort="uwv", active=True))


@pytest.fixture
def editor(regio):
    return member("redacteur", PartijFactory(regio=regio, soort="werkcentrum", active=True))


@pytest.fixture
def offer(regio, partner):
    return AanbodFactory(instrument=InstrumentFactory(regio=regio), partij=partner.partij, regio=regio)


@pytest.fixture
def price(offer):
    return Feit.objects.create(
        aanbod=offer, key="prijs", label_nl="Prijs", value="25", unit="euro", as_of="2024", source="folder"
    )


@pytest.fixture
def amount(offer):
    Feit.objects.create(
        instrument=offer.instrument, key="duur", label_nl="Duur", value="6", unit="maand", as_of="2025"
    )
    return Feit.objects.create(
        instrument=offer.instrument,
        key="bedrag",
        label_nl="Bedrag",
        value="100",
        unit="euro",
        as_of="2025",
        verified=True,
    )


def values(**changes):
    return {
        "value": "30",
        "unit": "euro",
        "valid_from": TODAY,
        "valid_to": TODAY + timedelta(days=300),
        "source": "prijslijst",
        "read_on": TODAY,
    } | changes


def change(offer, fact, by, was=None, **changes):
    return figures.change_figure(
        offer.pk, fact.pk, values(**changes), was=fact.value if was is None else was, by=by, at=MOMENT
    )


def test_a_partner_changes_a_figure_and_the_old_one_stays_in_the_history(offer, price, partner):
    row = change(offer, price, partner)
    price.refresh_from_db()
    assert (price.value, price.valid_from, price.read_on, price.verified) == ("30", TODAY, TODAY, True)
    assert (row.before["value"], row.after["value"], row.by, row.of_instrument) == (
        "25",
        "30",
        partner.user,
        False,
    )
    line = AuditLine.objects.order_by("-pk").first()
    assert line.action == "feit.changed"
    assert line.detail["fields"] == ["value", "valid_from", "valid_to", "source", "read_on"]
    assert audit.verify() == []


def test_a_figure_that_still_holds_gets_a_new_day_only(offer, price, partner):
    row = figures.confirm_figure(offer.pk, price.pk, by=partner, at=MOMENT)
    price.refresh_from_db()
    assert (price.value, price.read_on, price.as_of) == ("25", TODAY, TODAY.isoformat())
    assert row.after["value"] == row.before["value"]
    assert AuditLine.objects.order_by("-pk").first().action == "feit.confirmed"


def test_a_figure_that_ran_out_cannot_be_confirmed_but_its_last_day_can(offer, price, partner):
    price.valid_to = TODAY - timedelta(days=1)
    price.save()
    with pytest.raises(RuleError, match="held until"):
        figures.confirm_figure(offer.pk, price.pk, by=partner, at=MOMENT)
    price.valid_to = TODAY
    price.save()
    figures.confirm_figure(offer.pk, price.pk, by=partner, at=MOMENT)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("value", {"value": "dertig"}),
        ("value", {"value": ""}),
        ("valid_to", {"valid_to": TODAY - timedelta(days=1), "valid_from": None}),
        ("valid_to", {"valid_from": TODAY, "valid_to": TODAY - timedelta(days=1)}),
        ("source", {"source": "  "}),
        ("read_on", {"read_on": None}),
        ("read_on", {"read_on": TODAY + timedelta(days=1)}),
    ],
)
def test_what_cannot_be_right_is_refused_at_its_field(offer, price, partner, field, changes):
    with pytest.raises(RuleError) as refused:
        change(offer, price, partner, **changes)
    assert refused.value.field == field
    price.refresh_from_db()
    assert price.value == "25"
    assert not Feitwijziging.objects.exists()


def test_a_colleague_who_was_first_is_not_overwritten_unseen(offer, price, partner):
    change(offer, price, partner)
    with pytest.raises(ConflictError, match="30 euro"):
        change(offer, price, partner, was="25", value="40")


def test_saving_what_stood_there_is_refused(offer, price, partner):
    change(offer, price, partner)
    price.refresh_from_db()
    with pytest.raises(RuleError, match="did not change"):
        change(offer, price, partner)


def test_who_keeps_the_page_changes_its_figures_as_a_version(offer, amount, partner):
    row = change(offer, amount, partner, value="120")
    entry = offer.instrument
    entry.refresh_from_db()
    found = [(fact.key, fact.value, fact.verified) for fact in entry.feiten.all()]
    assert found == [("duur", "6", False), ("bedrag", "120", False)]
    assert row.of_instrument
    assert list(Wijziging.objects.filter(instrument=entry).values_list("version", "partij")) == [
        (2, partner.partij.pk),
        (1, None),
    ]


def test_confirming_a_figure_of_the_page_leaves_it_verified(offer, amount, partner):
    figures.confirm_figure(offer.pk, amount.pk, by=partner, at=MOMENT)
    fact = offer.instrument.feiten.get(key="bedrag")
    assert (fact.read_on, fact.verified) == (TODAY, True)


def test_a_page_that_two_organisations_offer_is_not_of_one_of_them(offer, amount, price, partner, regio):
    AanbodFactory(instrument=offer.instrument, partij=PartijFactory(regio=regio), regio=regio)
    with pytest.raises(PermissionDenied):
        change(offer, amount, partner)
    change(offer, price, partner)


def test_others_and_other_regions_change_nothing(offer, price, amount, regio, editor):
    others = [
        member("professional", PartijFactory(regio=regio)),
        member("professional", PartijFactory()),
        member("redacteur", PartijFactory(soort="werkcentrum")),
        member("gids", offer.partij),
    ]
    for other in others:
        with pytest.raises(PermissionDenied):
            change(offer, price, other)
        with pytest.raises(PermissionDenied):
            figures.confirm_figure(offer.pk, price.pk, by=other, at=MOMENT)
        with pytest.raises(PermissionDenied):
            figures.add_figure(offer.pk, values(), label_nl="Wachttijd", label_en="", by=other, at=MOMENT)
    # An editor changes the figures of the page on the page itself.
    change(offer, price, editor)
    with pytest.raises(PermissionDenied):
        change(offer, amount, editor)


def test_a_figure_of_another_offer_does_not_exist_here(offer, partner, regio):
    other = AanbodFactory(instrument=InstrumentFactory(regio=regio), partij=partner.partij, regio=regio)
    fact = Feit.objects.create(aanbod=other, key="x", label_nl="X", value="1", unit="aantal")
    with pytest.raises(PermissionDenied):
        change(offer, fact, partner)


def test_a_new_figure_once(offer, partner):
    def add(label):
        return figures.add_figure(
            offer.pk, values(), label_nl=label, label_en="Own share", by=partner, at=MOMENT
        )

    row = add("Eigen bijdrage")
    assert (row.before, row.key) == ({}, "eigen-bijdrage")
    assert offer.feiten.get().label_en == "Own share"
    for label in ("eigen bijdrage", " "):
        with pytest.raises(RuleError) as refused:
            add(label)
        assert refused.value.field == "label_nl"


def test_the_history_is_never_altered(offer, price, partner):
    row = change(offer, price, partner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Feitwijziging.objects.filter(pk=row.pk).update(key="x")
