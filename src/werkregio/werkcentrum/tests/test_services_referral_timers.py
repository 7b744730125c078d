# SPDX-License-Identifier: EUPL-1.2
"""The clock reminds partners, tells guides and never writes to the person; each once."""

from datetime import timedelta

import pytest
from django.core import mail
from tests.factories import MOMENT

from werkregio.foundation import outbox
from werkregio.foundation.models import AuditLine, OutboxItem
from werkregio.regio.models import Sluitingsdag
from werkregio.werkcentrum.models import Herinnering, Zaakgebeurtenis
from werkregio.werkcentrum.services import inbox, referral_timers
from werkregio.werkcentrum.terms import Gebeurtenis, VolgendeStap

from .referral_road import PERSONAL, place, walk

pytestmark = pytest.mark.django_db


def day(number):
    return MOMENT + timedelta(days=number)


@pytest.fixture
def sent():
    road = walk(place(), "verzonden")
    road.referral.aanbod.contact_email = "hulp@partner.example"
    road.referral.aanbod.save()
    outbox.deliver_due(MOMENT)
    mail.outbox.clear()
    return road


def kinds(road):
    return list(Herinnering.objects.filter(doorverwijzing=road.referral).values_list("kind", flat=True))


def test_a_new_referral_is_told_to_the_partner_without_the_person():
    road = walk(place(), "verzonden")
    road.referral.aanbod.contact_email = "hulp@partner.example"
    road.referral.aanbod.save()
    outbox.deliver_due(MOMENT)
    (message,) = mail.outbox
    assert message.to == ["hulp@partner.example"]
    assert road.zaak.reference in message.subject
    words = message.subject + message.body
    assert not [part for part in PERSONAL.values() if part in words]
    assert f"/postvak/{road.referral.pk}/" in message.body


def test_the_partner_is_reminded_once_then_the_guide_is_told_once(sent):
    for moment in (day(1), day(2), day(2), day(3), day(6), day(6), day(7)):
        referral_timers.run(moment)
        outbox.deliver_due(moment)
    assert kinds(sent) == ["partner", "partner-laat", "gids"]
    assert [message.to for message in mail.outbox] == [["hulp@partner.example"]] * 2
    sent.zaak.refresh_from_db()
    assert sent.zaak.next_step == VolgendeStap.PARTNER_BELLEN
    assert sent.zaak.next_step_due == day(6).date()
    told = Zaakgebeurtenis.objects.filter(zaak=sent.zaak).values_list("kind", flat=True)
    assert list(told).count(Gebeurtenis.HERINNERD) == 2
    assert list(told).count(Gebeurtenis.PARTNER_LAAT) == 1
    assert AuditLine.objects.filter(action="doorverwijzing.gids", actor="systeem").count() == 1


def test_nobody_is_reminded_after_the_answer(sent):
    referral_timers.run(day(2))
    inbox.receive_referral(sent.referral.pk, by=sent.partner, at=day(2))
    outbox.deliver_due(day(2))
    assert mail.outbox == []
    assert OutboxItem.objects.get(kind=referral_timers.REMINDER).problem == "answered"


def test_the_own_term_of_an_offer_counts(sent):
    sent.referral.aanbod.days_receive = 20
    sent.referral.aanbod.save()
    referral_timers.run(day(8))
    assert kinds(sent) == []


def test_nothing_is_sent_on_a_closing_day(sent):
    Sluitingsdag.objects.create(regio=sent.zaak.regio, day=day(6).date())
    referral_timers.run(day(6))
    assert kinds(sent) == []


def test_a_partner_without_any_address_is_work_for_the_guide():
    road = walk(place(), "verzonden")
    road.referral.aanbod.contact_email = ""
    road.referral.aanbod.save()
    road.partij.email = road.partij.phone = ""
    road.partij.save()
    outbox.deliver_due(MOMENT)
    road.zaak.refresh_from_db()
    assert road.zaak.next_step == VolgendeStap.WACHT_OP_PARTNER
    assert OutboxItem.objects.get(kind=referral_timers.NEW).problem == "no-address"


def test_a_clock_that_stood_still_for_weeks_lets_lapse_without_chasing(sent):
    referral_timers.run(day(60))
    assert sent.state == "verlopen"
    assert kinds(sent) == []
