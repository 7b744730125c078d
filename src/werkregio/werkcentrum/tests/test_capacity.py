# SPDX-License-Identifier: EUPL-1.2
"""A full offer: the partner says it, the guide is warned, the region sees it. And the report of dead ends."""

from datetime import timedelta

import pytest
from tests.factories import MOMENT, PartijFactory, ZaakFactory

from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Capaciteitsmelding
from werkregio.werkcentrum.queries.referral import suggestions_for, warnings_for
from werkregio.werkcentrum.services import capacity, inbox

from .referral_road import member, place, walk
from .test_views_inbox import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
TODAY = MOMENT.date()


@pytest.fixture
def road():
    return place()


@pytest.fixture
def offer(road):
    return road.referral.aanbod


def set_room(road, offer, **changes):
    fields = {"full_until": None, "places": None} | changes
    return capacity.set_room(offer.pk, **fields, by=road.partner, at=MOMENT)


def note_of(road):
    (found,) = suggestions_for(road.zaak, road.behoefte.need, at=MOMENT)
    return " ".join(found.notes), found.warns


def test_a_partner_says_full_and_the_guide_is_warned_before_sending(road, offer):
    set_room(road, offer, full_until=TODAY + timedelta(days=20))
    notes, warns = note_of(road)
    assert "Full until" in notes
    assert warns
    offer.refresh_from_db()
    other = ZaakFactory(regio=road.zaak.regio)
    assert [w.code for w in warnings_for(other, 1, road.partij, offer, at=MOMENT)] == ["vol"]
    assert AuditLine.objects.get(action="aanbod.ruimte").detail["plaatsen"] is None


def test_places_are_counted_from_what_is_under_way(road, offer):
    set_room(road, offer, places=1)
    assert "1 place free" in note_of(road)[0]
    walk(road, "verzonden")
    assert "All places are taken" in note_of(road)[0]
    inbox.receive_referral(road.referral.pk, by=road.partner, at=MOMENT)
    inbox.decline_referral(road.referral.pk, reason="vol", by=road.partner, at=MOMENT)
    assert "1 place free" in note_of(road)[0]


def test_full_ends_by_itself_and_room_again_is_kept(road, offer):
    set_room(road, offer, full_until=TODAY + timedelta(days=5))
    set_room(road, offer)
    set_room(road, offer)
    assert list(Capaciteitsmelding.objects.values_list("kind", flat=True)) == ["vol", "ruimte"]
    assert note_of(road)[1] is False


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"full_until": TODAY - timedelta(days=1)}, "full_until"),
        ({"full_until": TODAY + timedelta(days=300)}, "full_until"),
        ({"places": 0}, "places"),
        ({"places": 9999}, "places"),
    ],
)
def test_what_makes_no_sense_is_refused_at_its_field(road, offer, changes, field):
    with pytest.raises(RuleError) as refused:
        set_room(road, offer, **changes)
    assert refused.value.field == field


def test_another_organisation_cannot_say_it(road, offer):
    from django.core.exceptions import PermissionDenied

    other = member("professional", PartijFactory(regio=road.zaak.regio))
    with pytest.raises(PermissionDenied):
        capacity.set_room(offer.pk, full_until=TODAY, places=None, by=other, at=MOMENT)


def test_the_page_of_the_partner_saves_and_the_region_sees_it(road, offer, signed_in):
    client = client_of(road.partner)
    url = f"/en/ons-werk/ruimte/{offer.pk}/"
    day = TODAY + timedelta(days=9)
    assert client.post(url, {"full_until": f"{day}", "places": "4"}).status_code == 302
    page = client.post(url, {"full_until": "gisteren", "places": "x"}).content.decode()
    assert "gisteren" in page
    for role in ("gids", "regiobeheerder"):
        reader = signed_in(role, partij=PartijFactory(regio=road.zaak.regio, soort="werkcentrum"))
        page = reader.get("/en/tellingen/vol/").content.decode()
        assert road.partij.naam in page
        assert "Full until" in page
        assert road.partij.naam in reader.get("/en/tellingen/vol/?vorm=csv").content.decode()
    elsewhere = signed_in("regiobeheerder", soort="werkcentrum")
    assert road.partij.naam not in elsewhere.get("/en/tellingen/vol/").content.decode()


def waited(road, number):
    """So many referrals with a first contact on the day of sending, in this region."""
    from werkregio.werkcentrum.models import Doorverwijzing

    for _ in range(number):
        other = walk(place(road.zaak.regio), "eerste-contact")
        Doorverwijzing.objects.filter(pk=other.referral.pk).update(aanbod=road.referral.aanbod)


def test_waiting_is_public_only_over_enough_people(road, offer, client):
    regio = road.zaak.regio
    regio.publishing_limit = 5
    regio.hosts = ["localhost"]
    regio.save()
    url = f"/en/hulp/{offer.instrument.slug}/"
    waited(road, 4)
    assert "first contact within" not in client.get(url, HTTP_HOST="localhost").content.decode()
    waited(road, 1)
    assert "first contact within the same day" in client.get(url, HTTP_HOST="localhost").content.decode()


def test_the_report_counts_and_hides(road, signed_in):
    regio = road.zaak.regio
    regio.publishing_limit = 3
    regio.save()
    for _ in range(4):
        turned = walk(place(regio), "ontvangen")
        inbox.decline_referral(turned.referral.pk, reason="vol", by=turned.partner, at=MOMENT)
    for _ in range(1):
        turned = walk(place(regio), "ontvangen")
        inbox.decline_referral(turned.referral.pk, reason="gebied", by=turned.partner, at=MOMENT)
    client = signed_in("regiobeheerder", partij=PartijFactory(regio=regio, soort="werkcentrum"))
    lines = client.get("/en/tellingen/vastlopers/?maand=2026-11&vorm=csv").content.decode().splitlines()
    declined = {line.split(";")[1]: line.split(";")[2] for line in lines if line.startswith("Declined")}
    # One lives outside the area: hidden, and the other with it, because their sum is known.
    assert set(declined.values()) == {"–"}
    page = client.get("/en/tellingen/vastlopers/?maand=2026-11").content.decode()
    assert "This month is not over yet" in page
    assert "Fewer than " in page
    assert ">–</abbr>" in page
    assert client.get("/en/tellingen/vastlopers/?maand=onzin").status_code == 200


@pytest.mark.parametrize("month", ["0001-01", "1999-12", "2101-01", "9999-12"])
def test_a_month_far_away_gives_the_last_whole_month(month, signed_in):
    client = signed_in("regiobeheerder", soort="werkcentrum")
    page = client.get("/en/tellingen/vastlopers/", {"maand": month})
    assert page.status_code == 200
    assert "This is the last whole month." in page.content.decode()


@pytest.mark.parametrize("path", ["tellingen/nazorg/", "tellingen/"])
@pytest.mark.parametrize(
    "days", [("0001-01-01", "2026-11-01"), ("2026-11-01", "9999-12-31"), ("0001-01-01", "9999-12-31")]
)
def test_days_far_away_give_the_usual_period_with_a_sentence(path, days, signed_in):
    client = signed_in("regiobeheerder", soort="werkcentrum")
    page = client.get(f"/en/{path}", {"van": days[0], "tot": days[1]})
    assert page.status_code == 200
    assert "Choose days between the years 2000 and 2100." in page.content.decode()


def test_the_report_of_another_region_counts_nothing_of_this_one(road, signed_in):
    walk(road, "verzonden")
    client = signed_in("regiobeheerder", soort="werkcentrum")
    page = client.get("/en/tellingen/vastlopers/?maand=2026-11").content.decode()
    assert "<strong>0" in page.replace("\n", "")
    assert signed_in("professional").get("/en/tellingen/vastlopers/").status_code == 404


@pytest.mark.parametrize("count", [2, 12])
def test_the_report_asks_a_fixed_number_of_questions(count, signed_in, django_assert_max_num_queries):
    first = place()
    for _ in range(count):
        walk(place(first.zaak.regio), "eerste-contact")
    client = signed_in("regiobeheerder", partij=PartijFactory(regio=first.zaak.regio, soort="werkcentrum"))
    client.get("/en/tellingen/vastlopers/")
    with django_assert_max_num_queries(20):
        client.get("/en/tellingen/vastlopers/?maand=2026-11")
    with django_assert_max_num_queries(16):
        client.get("/en/tellingen/vol/")
