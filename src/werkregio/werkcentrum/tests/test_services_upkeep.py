# SPDX-License-Identifier: EUPL-1.2
"""A partner and its own offers; a reviewer and the pages; what the clock asks and sends by itself."""

from copy import deepcopy
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories import (
    MOMENT,
    AanbodFactory,
    InstrumentFactory,
    PartijFactory,
    RegioFactory,
    RegioGemeenteFactory,
)

from werkregio.foundation import audit, outbox
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.models import AuditLine, OutboxItem
from werkregio.foundation.outbox import Skip
from werkregio.werkcentrum.models import (
    Aanbod,
    Aanbodbevestiging,
    Capaciteitsmelding,
    Feit,
    Instrument,
    Kwaliteitscontrole,
    Verbeterverzoek,
    Wijziging,
)
from werkregio.werkcentrum.queries.directory_content import content_of
from werkregio.werkcentrum.services import review, upkeep, upkeep_reminders
from werkregio.werkcentrum.services.directory import new_version
from werkregio.werkcentrum.services.upkeep import OWN_FIELDS

from .referral_road import member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = MOMENT.date()


@pytest.fixture
def regio():
    return RegioFactory(active=True)


@pytest.fixture
def partner(regio):
    return member(
        "professional", PartijFactory(regio=regio, soort="uwv", email="balie@voorbeeld.example", active=True)
    )


@pytest.fixture
def reviewer(regio):
    return member("kwaliteitsbeoordelaar", PartijFactory(regio=regio, soort="werkcentrum", active=True))


@pytest.fixture
def offer(regio, partner):
    return AanbodFactory(instrument=InstrumentFactory(regio=regio), partij=partner.partij, regio=regio)


def values(offer, **changes):
    return {name: getattr(offer, name) for name in OWN_FIELDS} | changes


def change(offer, by, gemeenten=(), **changes):
    return upkeep.change_own_offer(offer.pk, values(offer, **changes), gemeenten=gemeenten, by=by, at=MOMENT)


def last_action():
    return AuditLine.objects.order_by("-pk").first()


def test_one_click_says_that_an_offer_still_holds(offer, partner):
    event = upkeep.confirm_offer(offer.pk, by=partner, at=MOMENT)
    offer.refresh_from_db()
    assert offer.last_confirmed_on == TODAY
    assert (event.changed, event.by, event.partij) == ([], partner.user, partner.partij)
    line = last_action()
    assert (line.action, line.organisation) == ("aanbod.confirmed", f"partij:{partner.partij.pk}")
    assert audit.verify() == []


def test_a_second_click_on_one_day_adds_nothing_the_next_day_does(offer, partner):
    first = upkeep.confirm_offer(offer.pk, by=partner, at=MOMENT)
    assert upkeep.confirm_offer(offer.pk, by=partner, at=MOMENT + timedelta(minutes=1)) == first
    upkeep.confirm_offer(offer.pk, by=partner, at=MOMENT + timedelta(days=1))
    assert Aanbodbevestiging.objects.count() == 2


def test_a_confirmation_is_never_altered(offer, partner):
    event = upkeep.confirm_offer(offer.pk, by=partner, at=MOMENT)
    event.changed = ["languages"]
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        Aanbodbevestiging.objects.filter(pk=event.pk).update(changed=["x"])


def test_nobody_confirms_or_changes_the_offer_of_another(offer, regio, reviewer):
    others = [
        member("professional", PartijFactory(regio=regio)),
        member("professional", PartijFactory()),
        member("gids", offer.partij),
        reviewer,
    ]
    for other in others:
        with pytest.raises(PermissionDenied):
            upkeep.confirm_offer(offer.pk, by=other, at=MOMENT)
        with pytest.raises(PermissionDenied):
            change(offer, other, route_person="Bel ons")


def test_an_administrator_of_the_partner_may_do_it_too(offer):
    upkeep.confirm_offer(offer.pk, by=member("partnerbeheerder", offer.partij), at=MOMENT)


def test_an_offer_that_stopped_is_not_confirmed(offer, partner):
    Aanbod.objects.update(active=False)
    with pytest.raises(PermissionDenied):
        upkeep.confirm_offer(offer.pk, by=partner, at=MOMENT)


def test_a_change_names_its_fields_and_confirms_the_rest(offer, partner, regio):
    place = RegioGemeenteFactory(regio=regio).gemeente
    event = change(offer, partner, [place.gm_code], route_person="Bel ons", opening_hours="ma tot vr")
    offer.refresh_from_db()
    assert set(event.changed) == {"route_person", "opening_hours", "gemeenten"}
    assert (offer.route_person, offer.last_confirmed_on) == ("Bel ons", TODAY)
    assert list(offer.gemeenten.all()) == [place]
    line = last_action()
    assert line.action == "aanbod.changed"
    assert "Bel ons" not in str(line.detail)


@pytest.mark.parametrize(
    ("until", "fine"),
    [
        (None, True),
        (TODAY, True),
        (TODAY - timedelta(days=1), False),
        (TODAY + timedelta(days=366), True),
        (TODAY + timedelta(days=367), False),
    ],
)
def test_a_stop_lies_ahead_and_within_a_year(offer, partner, until, fine):
    if fine:
        change(offer, partner, suspended_until=until)
        return
    with pytest.raises(RuleError) as refusal:
        change(offer, partner, suspended_until=until)
    assert refusal.value.field == "suspended_until"


def test_a_stop_that_is_past_may_stay_as_it_is(offer, partner):
    Aanbod.objects.update(suspended_until=TODAY - timedelta(days=9))
    offer.refresh_from_db()
    change(offer, partner, opening_hours="altijd")


def test_a_partner_says_in_the_same_form_that_it_is_full_and_that_there_is_room(offer, partner):
    change(offer, partner, full_until=TODAY + timedelta(days=9))
    offer.refresh_from_db()
    assert offer.full_until == TODAY + timedelta(days=9)
    assert last_action().detail["fields"] == ["full_until"]
    change(offer, partner, full_until=None)
    assert [row.kind for row in Capaciteitsmelding.objects.order_by("pk")] == ["vol", "ruimte"]


@pytest.mark.parametrize("days", [-1, 400])
def test_full_is_from_today_and_not_for_ever(offer, partner, days):
    with pytest.raises(RuleError) as refusal:
        change(offer, partner, full_until=TODAY + timedelta(days=days))
    assert refusal.value.field == "full_until"
    offer.refresh_from_db()
    assert offer.full_until is None


def test_a_municipality_of_another_region_is_refused(offer, partner):
    elsewhere = RegioGemeenteFactory().gemeente
    with pytest.raises(RuleError) as refusal:
        change(offer, partner, [elsewhere.gm_code])
    assert refusal.value.field == "gemeenten"


# The reviewer.


def ask(entry, partij, by, **changes):
    wanted = {"reason": "onvolledig", "note": "", "due_on": TODAY + timedelta(days=30), "keeps": False}
    return review.ask_owner(entry.pk, partij_id=partij.pk, by=by, at=MOMENT, **(wanted | changes))


def test_a_reviewer_asks_an_organisation_that_then_answers(offer, partner, reviewer):
    request = ask(offer.instrument, partner.partij, reviewer, note="Vul de route in", keeps=True)
    offer.instrument.refresh_from_db()
    assert offer.instrument.owner == partner.partij
    assert last_action().action == "verbeterverzoek.asked"
    assert "route" not in str(last_action().detail)
    assert OutboxItem.objects.get().thing == f"verbeterverzoek:{request.pk}"
    upkeep.answer_request(request.pk, " Gedaan ", by=partner, at=MOMENT)
    request.refresh_from_db()
    assert (request.answer, request.answered_at, request.closed_at) == ("Gedaan", MOMENT, None)
    review.close_request(request.pk, by=reviewer, at=MOMENT)
    lines = AuditLine.objects.count()
    # A second click changes nothing.
    review.close_request(request.pk, by=reviewer, at=MOMENT)
    assert AuditLine.objects.count() == lines
    with pytest.raises(RuleError):
        upkeep.answer_request(request.pk, "Nog iets", by=partner, at=MOMENT)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"reason": "zomaar"}, "reason"),
        ({"reason": "anders", "note": " "}, "note"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"due_on": TODAY + timedelta(days=367)}, "due_on"),
    ],
)
def test_what_a_reviewer_cannot_ask(offer, partner, reviewer, changes, field):
    with pytest.raises(RuleError) as refusal:
        ask(offer.instrument, partner.partij, reviewer, **changes)
    assert refusal.value.field == field


def test_an_organisation_is_asked_once_at_a_time_and_never_across_regions(offer, partner, reviewer):
    ask(offer.instrument, partner.partij, reviewer)
    for partij in (partner.partij, PartijFactory()):
        with pytest.raises(RuleError) as refusal:
            ask(offer.instrument, partij, reviewer)
        assert refusal.value.field == "partij"
    with pytest.raises(PermissionDenied):
        ask(InstrumentFactory(), partner.partij, reviewer)


def test_only_a_reviewer_asks_checks_and_closes(offer, partner, reviewer, regio):
    request = ask(offer.instrument, partner.partij, reviewer)
    for other in (partner, member("redacteur", PartijFactory(regio=regio)), member("gids", PartijFactory())):
        with pytest.raises(PermissionDenied):
            ask(offer.instrument, PartijFactory(regio=regio), other)
        with pytest.raises(PermissionDenied):
            check(offer.instrument, other, whole=True)
        with pytest.raises(PermissionDenied):
            review.close_request(request.pk, by=other, at=MOMENT)
    with pytest.raises(PermissionDenied):
        upkeep.answer_request(request.pk, "x", by=reviewer, at=MOMENT)


def test_an_empty_answer_is_refused(offer, partner, reviewer):
    request = ask(offer.instrument, partner.partij, reviewer)
    with pytest.raises(RuleError) as refusal:
        upkeep.answer_request(request.pk, "  ", by=partner, at=MOMENT)
    assert refusal.value.field == "answer"


def check(entry, by, **changes):
    wanted = {"read_on": TODAY, "facts": (), "whole": False, "base_version": 1}
    return review.check_entry(entry.pk, by=by, at=MOMENT, **(wanted | changes))


@pytest.fixture
def entry(offer):
    entry = offer.instrument
    for key in ("bedrag", "termijn"):
        Feit.objects.create(instrument=entry, key=key, label_nl=key, value="5", unit="euro", as_of="2025")
    entry.verified = False
    entry.save()
    entry = Instrument.objects.get(pk=entry.pk)
    new_version(entry, content_of(entry), by=None, at=MOMENT, reason="Geladen").save()
    return entry


def test_what_was_read_is_marked_as_a_version_like_any_other(entry, reviewer):
    before = deepcopy(content_of(entry))
    done = check(entry, reviewer, facts=[1])
    entry = Instrument.objects.get(pk=entry.pk)
    assert [row.read_on for row in entry.feiten.all()] == [None, TODAY]
    assert [row.verified for row in entry.feiten.all()] == [False, True]
    assert (entry.verified, entry.version, done.version, done.facts) == (False, 2, 2, 1)
    assert Wijziging.objects.filter(instrument=entry, version=2, by=reviewer.user).exists()
    check(entry, reviewer, whole=True, base_version=2)
    entry = Instrument.objects.get(pk=entry.pk)
    assert entry.verified
    assert content_of(entry)["texts"] == before["texts"]
    assert Kwaliteitscontrole.objects.count() == 2


def test_reading_the_same_again_is_a_check_without_a_new_version(entry, reviewer):
    check(entry, reviewer, facts=[0, 1], whole=True)
    check(entry, reviewer, facts=[0, 1], whole=True, base_version=2)
    assert Instrument.objects.get(pk=entry.pk).version == 2
    assert Kwaliteitscontrole.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "facts"),
        ({"facts": [2]}, "facts"),
        ({"whole": True, "read_on": TODAY + timedelta(days=1)}, "read_on"),
    ],
)
def test_what_cannot_be_checked(entry, reviewer, changes, field):
    with pytest.raises(RuleError) as refusal:
        check(entry, reviewer, **changes)
    assert refusal.value.field == field


def test_a_page_that_changed_meanwhile_is_read_again_first(entry, reviewer):
    with pytest.raises(ConflictError):
        check(entry, reviewer, whole=True, base_version=0)


# The clock.


def run(days=0):
    return upkeep_reminders.run(MOMENT + timedelta(days=days))


def expire(entry=None, offer=None):
    return Feit.objects.create(
        instrument=entry,
        aanbod=offer,
        key="x",
        label_nl="Bedrag",
        value="5",
        unit="euro",
        valid_to=TODAY - timedelta(days=1),
    )


def test_an_expired_figure_asks_the_only_organisation_that_offers_it(offer, partner):
    fact = expire(offer.instrument)
    assert run()["asked"] == 1
    request = Verbeterverzoek.objects.get()
    assert (request.partij, request.reason, request.asked_by) == (partner.partij, "verlopen", None)
    assert run()["asked"] == 0
    fact.delete()
    assert run()["closed"] == 1
    assert Verbeterverzoek.objects.get().closed_at == MOMENT
    assert audit.verify() == []


def test_nobody_keeps_it_then_the_counter_of_the_region_is_asked(offer, reviewer, regio):
    other = PartijFactory(regio=regio, soort="gemeente")
    AanbodFactory(instrument=offer.instrument, partij=other, regio=regio)
    expire(offer.instrument)
    run()
    assert Verbeterverzoek.objects.get().partij == reviewer.partij


def test_the_named_owner_goes_first_and_an_offer_asks_its_own_partner(offer, partner, regio, reviewer):
    Instrument.objects.update(owner=reviewer.partij)
    expire(offer.instrument)
    expire(offer=offer)
    assert run()["asked"] == 2
    assert {row.partij for row in Verbeterverzoek.objects.all()} == {partner.partij, reviewer.partij}


@pytest.mark.parametrize("status", ["ended", "concept"])
def test_no_figure_of_a_page_that_nobody_uses_is_asked(offer, status):
    Instrument.objects.update(status=status)
    expire(offer.instrument)
    assert run()["asked"] == 0


def test_a_figure_on_its_last_day_is_not_expired(offer):
    Feit.objects.create(
        instrument=offer.instrument, key="x", label_nl="x", value="5", unit="euro", valid_to=TODAY
    )
    assert run()["asked"] == 0


def test_what_a_reviewer_asked_is_not_closed_by_the_clock(offer, partner, reviewer):
    ask(offer.instrument, partner.partij, reviewer, reason="verlopen")
    assert run()["closed"] == 0


def test_a_request_is_brought_to_mind_before_and_after_its_day_once(offer, partner, reviewer):
    ask(offer.instrument, partner.partij, reviewer, due_on=TODAY + timedelta(days=30))
    assert [run(days)["reminded"] for days in (0, 22, 23, 24, 30, 31, 32)] == [0, 0, 1, 0, 0, 1, 0]


def test_a_short_term_is_not_reminded_at_once(offer, partner, reviewer):
    ask(offer.instrument, partner.partij, reviewer, due_on=TODAY + timedelta(days=2))
    assert run()["reminded"] == 0
    assert run(3)["reminded"] == 1


def test_who_answered_is_not_reminded_and_gets_no_message(offer, partner, reviewer):
    request = ask(offer.instrument, partner.partij, reviewer)
    upkeep.answer_request(request.pk, "Gedaan", by=partner, at=MOMENT)
    assert run(40)["reminded"] == 0
    assert outbox.composed(OutboxItem.objects.get(kind=review.ASKED), at=MOMENT) == Skip("answered")


def test_the_message_names_the_page_the_reason_and_the_day(offer, partner, reviewer):
    ask(offer.instrument, partner.partij, reviewer, reason="verlopen", due_on=date(2026, 12, 1))
    parcel = outbox.composed(OutboxItem.objects.get(), at=MOMENT)
    assert parcel.to == "balie@voorbeeld.example"
    assert offer.instrument.teksten.get(language="nl").name in parcel.text
    assert "1 december 2026" in parcel.text
    assert "/nl/ons-werk/" in parcel.text


def test_one_message_a_month_asks_to_confirm_all_that_waits(offer, partner, regio):
    AanbodFactory(instrument=InstrumentFactory(regio=regio), partij=partner.partij, regio=regio)
    assert run()["confirm"] == 1
    assert run(1)["confirm"] == 0
    assert run(20)["confirm"] == 1
    item = OutboxItem.objects.filter(kind=upkeep_reminders.CONFIRM).first()
    parcel = outbox.composed(item, at=MOMENT)
    assert parcel.to == "balie@voorbeeld.example"
    assert "2" in parcel.text
    for row in Aanbod.objects.all():
        upkeep.confirm_offer(row.pk, by=partner, at=MOMENT)
    assert outbox.composed(item, at=MOMENT) == Skip("confirmed")


def test_without_account_or_address_nothing_is_sent(offer, partner):
    run()
    item = OutboxItem.objects.get()
    partij = partner.partij
    partij.email = ""
    partij.save()
    assert outbox.composed(item, at=MOMENT) == Skip("no-address")
    Aanbod.objects.update(contact_email="aanbod@voorbeeld.example")
    assert outbox.composed(item, at=MOMENT).to == "aanbod@voorbeeld.example"
    partij.active = False
    partij.save()
    assert outbox.composed(item, at=MOMENT) == Skip("no-account")
