# SPDX-License-Identifier: EUPL-1.2
"""The outbox: once, never lost, never doubled, never with anything personal in it."""

import smtplib
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from tests.factories import MOMENT

from werkregio.foundation import outbox, senders
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.senders import ByHandError, Parcel, SendError
from werkregio.foundation.terms import OutboxState

pytestmark = pytest.mark.django_db


class Tried:
    """A sender that the tests steer: what it took, and what goes wrong."""

    repeatable = False
    taken: list[Parcel] = []
    fault: Exception | None = None

    def send(self, parcel: Parcel) -> None:
        if type(self).fault is not None:
            raise type(self).fault
        type(self).taken.append(parcel)


class Repeatable(Tried):
    repeatable = True


@pytest.fixture(autouse=True)
def _kind(monkeypatch, settings):
    Tried.taken, Tried.fault = [], None
    settings.WERKREGIO_SENDERS = {
        "email": "werkregio.foundation.senders.EmailSender",
        "webhook": f"{__name__}.Repeatable",
        "sms": f"{__name__}.Tried",
    }
    monkeypatch.setattr(outbox, "kinds", {})
    monkeypatch.setattr(outbox, "_gates", [])
    outbox.register(outbox.Kind("test.sms", "Test", lambda item, at: parcel("sms")))


def parcel(channel: str) -> Parcel:
    return Parcel(channel, "0600000000", "Subject", "Words")


def put(**changes):
    fields = {"key": "one", "region": "noord-limburg", "at": MOMENT} | changes
    with transaction.atomic():
        return outbox.put(fields.pop("kind", "test.sms"), "boeking:12", **fields)


def later(**spans):
    return MOMENT + timedelta(**spans)


def test_the_same_key_makes_one_message():
    assert put().pk == put().pk


@pytest.mark.django_db(transaction=True)
def test_a_message_needs_the_transaction_of_its_cause():
    with pytest.raises(transaction.TransactionManagementError):
        outbox.put("test.sms", "boeking:12", key="one", region="noord-limburg", at=MOMENT)


def test_an_unknown_kind_is_refused():
    with pytest.raises(LookupError):
        put(kind="test.none")


def test_a_message_is_sent_once():
    item = put()
    assert outbox.deliver(item.pk, at=MOMENT) == OutboxState.SENT
    assert outbox.deliver(item.pk, at=MOMENT) == OutboxState.SENT
    assert len(Tried.taken) == 1


def test_a_message_waits_for_its_moment():
    item = put(due_at=later(hours=1))
    assert outbox.due(MOMENT) == []
    assert outbox.deliver(item.pk, at=MOMENT) == OutboxState.WAITING
    assert outbox.due(later(hours=1)) == [item.pk]


def test_a_failure_is_tried_again_at_growing_distance_and_then_shown():
    item, at = put(), MOMENT
    Tried.fault = SendError("away")
    waits = []
    for _ in range(len(outbox.BACK_OFF)):
        assert outbox.deliver(item.pk, at=at) == OutboxState.WAITING
        item.refresh_from_db()
        waits.append(item.due_at - at)
        at = item.due_at
    assert tuple(waits) == outbox.BACK_OFF
    assert outbox.deliver(item.pk, at=at) == OutboxState.FAILED
    assert item.tries.count() == len(outbox.BACK_OFF) + 1
    assert outbox.due(at + timedelta(days=9)) == []


def test_a_refusal_that_no_later_try_can_mend_fails_at_once():
    item = put()
    Tried.fault = SendError("address-refused", again=False)
    assert outbox.deliver(item.pk, at=MOMENT) == OutboxState.FAILED
    item.refresh_from_db()
    assert item.problem == "address-refused"


def test_somebody_can_ask_for_another_try():
    item = put()
    Tried.fault = SendError("away", again=False)
    outbox.deliver(item.pk, at=MOMENT)
    Tried.fault = None
    assert outbox.retry(item.pk, region="elders", by="user:1", at=MOMENT) is None
    assert outbox.retry(item.pk, region="noord-limburg", by="user:1", at=MOMENT) is not None
    assert outbox.deliver(item.pk, at=MOMENT) == OutboxState.SENT
    assert outbox.retry(item.pk, region="noord-limburg", by="user:1", at=MOMENT) is None


def test_a_channel_without_sender_waits_for_somebody(settings):
    settings.WERKREGIO_SENDERS = {}
    item = put()
    assert outbox.deliver(item.pk, at=MOMENT) == OutboxState.BY_HAND
    assert outbox.settle_by_hand(item.pk, region="elders", sent=True, by="user:1", at=MOMENT) is None
    settled = outbox.settle_by_hand(item.pk, region="noord-limburg", sent=True, by="user:1", at=MOMENT)
    assert settled.state == OutboxState.SENT
    assert settled.tries.last().by == "user:1"


def test_what_is_cancelled_is_never_sent():
    item = put()
    assert outbox.cancel(thing="boeking:12", at=MOMENT) == 1
    assert outbox.deliver(item.pk, at=MOMENT) == OutboxState.SKIPPED
    assert Tried.taken == []


def test_what_is_not_needed_any_more_is_skipped_with_the_reason():
    outbox.register(outbox.Kind("test.gone", "Test", lambda item, at: outbox.Skip("erased")))
    item = put(kind="test.gone")
    assert outbox.deliver(item.pk, at=MOMENT) == OutboxState.SKIPPED
    item.refresh_from_db()
    assert item.problem == "erased"


def test_a_gate_holds_a_region_back():
    outbox.register_gate(lambda region: region != "noord-limburg")
    assert outbox.deliver(put().pk, at=MOMENT) == OutboxState.SKIPPED
    assert outbox.deliver(put(key="two", region="elders").pk, at=MOMENT) == OutboxState.SENT


def test_a_dead_worker_leaves_a_doubtful_message_to_a_person():
    """Nobody knows whether the other side has it: never twice."""
    item = put()
    Tried.fault = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        outbox.deliver(item.pk, at=MOMENT)
    Tried.fault = None
    assert outbox.recover(MOMENT) == 0
    assert outbox.recover(later(minutes=6)) == 1
    item.refresh_from_db()
    assert item.state == OutboxState.UNSURE
    assert outbox.due(later(days=1)) == []


def test_a_dead_worker_on_a_channel_that_knows_copies_is_tried_again():
    outbox.register(outbox.Kind("test.hook", "Test", lambda item, at: parcel("webhook")))
    item = put(kind="test.hook")
    Tried.fault = Repeatable.fault = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        outbox.deliver(item.pk, at=MOMENT)
    Repeatable.fault = Tried.fault = None
    outbox.recover(later(minutes=6))
    item.refresh_from_db()
    assert item.state == OutboxState.WAITING


def test_the_result_is_told_in_the_same_transaction():
    told = []
    outbox.register(
        outbox.Kind(
            "test.told", "Test", lambda item, at: parcel("sms"), lambda item, at: told.append(item.state)
        )
    )
    outbox.deliver(put(kind="test.told").pk, at=MOMENT)
    assert told == [OutboxState.SENT]


def test_every_try_carries_the_same_key():
    item = put()
    Tried.fault = SendError("away")
    outbox.deliver(item.pk, at=MOMENT)
    assert outbox._public_key(item) == outbox._public_key(OutboxItem.objects.get(pk=item.pk))
    assert "boeking" not in outbox._public_key(item)


@pytest.mark.parametrize(
    ("fault", "code", "again"),
    [
        (smtplib.SMTPRecipientsRefused({"a@b.nl": (550, b"no")}), "address-refused", False),
        (smtplib.SMTPRecipientsRefused({"a@b.nl": (450, b"later")}), "address-refused", True),
        (smtplib.SMTPDataError(554, b"no"), "smtp-554", False),
        (smtplib.SMTPDataError(451, b"later"), "smtp-451", True),
        (TimeoutError(), "mail-server-slow", True),
        (ConnectionRefusedError(), "mail-server-away", True),
        (smtplib.SMTPServerDisconnected(), "mail-server-away", True),
    ],
)
def test_what_goes_wrong_with_mail_is_a_code(monkeypatch, fault, code, again):
    def refuse(self, fail_silently=False):
        raise fault

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    with pytest.raises(SendError) as raised:
        senders.EmailSender().send(Parcel("email", "a@b.nl", "S", "W", key="k"))
    assert (raised.value.code, raised.value.again) == (code, again)


def test_mail_takes_attachments_and_an_id_of_its_own():
    extra = senders.Attachment("afspraak.ics", b"BEGIN:VCALENDAR", "text/calendar")
    senders.EmailSender().send(Parcel("email", "a@b.nl", "S\nx", "W", key="k1", attachments=(extra,)))
    (sent,) = mail.outbox
    assert sent.extra_headers["Message-ID"].startswith("<k1@")
    assert sent.subject == "S x"
    assert sent.attachments[0][0] == "afspraak.ics"


def test_by_hand_is_what_a_channel_without_service_says():
    with pytest.raises(ByHandError):
        senders.HandSender().send(parcel("letter"))


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_send_each_message_once():
    ids = [put(key=f"k{number}").pk for number in range(12)]
    ready = threading.Barrier(4)

    def work():
        try:
            ready.wait()
            for item_id in ids:
                outbox.deliver(item_id, at=MOMENT)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Tried.taken) == 12
    assert set(OutboxItem.objects.values_list("state", flat=True)) == {OutboxState.SENT}
