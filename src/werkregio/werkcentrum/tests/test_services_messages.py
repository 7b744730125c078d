# SPDX-License-Identifier: EUPL-1.2
"""Messages to the person: the right way, the own language, never after the end, and a failure is seen."""

import pytest
from django.core import mail
from django.db import transaction
from tests.factories import MOMENT, ZaakFactory

from werkregio.foundation import outbox, senders
from werkregio.foundation.outbox import Skip
from werkregio.foundation.terms import OutboxState
from werkregio.werkcentrum.models import Zaakgebeurtenis, Zaaksleutel
from werkregio.werkcentrum.queries.reach import reach_of
from werkregio.werkcentrum.services.messages import Words, person_kind, put_for_person
from werkregio.werkcentrum.terms import Gebeurtenis, VolgendeStap

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kind(monkeypatch):
    monkeypatch.setattr(outbox, "kinds", {})
    outbox.register(
        person_kind("test", "Test message", lambda zaak, item, at: Words("Hello", zaak.reference))
    )


def zaak_with(**given):
    fields = {"reach_by": given.pop("reach_by", "email"), "language": given.pop("language", "nl")}
    zaak = ZaakFactory(**fields)
    zaak.gegevens.sealed = zaak.seal(given)
    zaak.gegevens.save()
    return zaak


def send(zaak):
    with transaction.atomic():
        item = put_for_person("test", zaak, f"zaak:{zaak.pk}", key=f"test:{zaak.pk}", at=MOMENT)
    outbox.deliver(item.pk, at=MOMENT)
    item.refresh_from_db()
    return item


@pytest.mark.parametrize(
    ("reach_by", "given", "expected"),
    [
        ("email", {"email": "a@example.org", "telefoon": "0612"}, ("email", "a@example.org")),
        ("bellen", {"email": "a@example.org", "telefoon": "0612"}, ("sms", "0612")),
        ("bellen", {"email": "a@example.org"}, ("email", "a@example.org")),
        ("pagina", {"telefoon": "0612"}, ("sms", "0612")),
        ("langskomen", {}, None),
    ],
)
def test_the_way_that_the_person_chose_else_the_one_that_is_there(reach_by, given, expected):
    found = reach_of(zaak_with(reach_by=reach_by, **given))
    assert (found and (found.channel, found.to)) == expected


@pytest.mark.parametrize(("language", "expected"), [("pl", "pl"), ("nl", "nl"), ("hu", "en")])
def test_a_message_has_a_language_in_which_it_exists(language, expected):
    assert reach_of(zaak_with(email="a@example.org", language=language)).language == expected


def test_a_sent_message_stands_on_the_timeline_without_address():
    zaak = zaak_with(email="a@example.org")
    assert send(zaak).state == OutboxState.SENT
    assert mail.outbox[0].to == ["a@example.org"]
    event = Zaakgebeurtenis.objects.get(zaak=zaak, kind=Gebeurtenis.BERICHT)
    assert event.detail == {"bericht": "test", "uitkomst": "sent", "langs": "email", "probleem": ""}


def test_nothing_goes_out_after_withdrawal_or_erasure():
    zaak = zaak_with(email="a@example.org")
    zaak.withdrawn_at = MOMENT
    zaak.save()
    assert send(zaak).problem == "withdrawn"
    erased = zaak_with(email="b@example.org")
    Zaaksleutel.objects.filter(zaak=erased).delete()
    assert send(erased).problem == "erased"
    assert send(zaak_with(reach_by="langskomen")).problem == "no-address"
    assert mail.outbox == []


def test_a_message_that_is_not_needed_any_more_is_skipped():
    outbox.register(person_kind("test", "Test message", lambda zaak, item, at: Skip("too-late")))
    assert send(zaak_with(email="a@example.org")).problem == "too-late"


def test_a_failure_puts_the_case_on_top_of_the_worklist(monkeypatch):
    def refuse(self, parcel):
        raise senders.SendError("address-refused", again=False)

    monkeypatch.setattr(senders.EmailSender, "send", refuse)
    zaak = zaak_with(email="a@example.org")
    assert send(zaak).state == OutboxState.FAILED
    zaak.refresh_from_db()
    assert zaak.next_step == VolgendeStap.BERICHT_MISLUKT
    assert Zaakgebeurtenis.objects.get(zaak=zaak).detail["probleem"] == "address-refused"
