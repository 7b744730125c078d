# SPDX-License-Identifier: EUPL-1.2
"""The list of messages and what a guide does with one that no machine could send."""

import pytest
from django.db import transaction
from tests.factories import MOMENT, PartijFactory, ZaakFactory

from werkregio.foundation import outbox, senders
from werkregio.foundation.models import AuditLine, OutboxItem
from werkregio.foundation.terms import OutboxState
from werkregio.werkcentrum.services.messages import Words, person_kind, put_for_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LIST = "/en/werk/berichten/"


@pytest.fixture(autouse=True)
def _kind():
    kind = person_kind(
        "test", "Test message", lambda zaak, item, at: Words("Hello", f"About {zaak.reference}")
    )
    outbox.register(kind)
    yield
    del outbox.kinds["test"]


@pytest.fixture
def client(signed_in):
    return signed_in("gids", soort="werkcentrum")


def message(regio, *, given=None, number=1):
    zaak = ZaakFactory(regio=regio, reach_by="bellen")
    zaak.gegevens.sealed = zaak.seal(given or {"telefoon": "06 00012345"})
    zaak.gegevens.save()
    with transaction.atomic():
        item = put_for_person("test", zaak, f"zaak:{zaak.pk}", key=f"t:{zaak.pk}:{number}", at=MOMENT)
    outbox.deliver(item.pk, at=MOMENT)
    item.refresh_from_db()
    return item


def test_a_text_message_waits_for_a_guide_who_reads_it_and_settles_it(client):
    item = message(client.partij.regio)
    assert item.state == OutboxState.BY_HAND
    assert "Test message" in client.get(LIST).content.decode()
    page = client.get(f"{LIST}{item.pk}/").content.decode()
    assert "06 00012345" in page
    assert "About W-" in page
    assert AuditLine.objects.filter(action="zaak.bericht_gelezen").count() == 1
    client.post(f"{LIST}{item.pk}/", {"act": "sent"})
    item.refresh_from_db()
    assert item.state == OutboxState.SENT
    assert AuditLine.objects.get(action="zaak.bericht_afgehandeld").detail["verzonden"] is True
    assert (
        "settled this message already"
        in client.post(f"{LIST}{item.pk}/", {"act": "sent"}, follow=True).content.decode()
    )


def test_a_failed_message_says_why_and_goes_again(client, monkeypatch):
    def refuse(self, parcel):
        raise senders.SendError("smtp-554", again=False)

    monkeypatch.setattr(senders.EmailSender, "send", refuse)
    item = message(client.partij.regio, given={"email": "a@example.org"})
    assert "refused it (code 554)" in client.get(LIST).content.decode()
    client.post(f"{LIST}{item.pk}/", {"act": "again"})
    item.refresh_from_db()
    assert item.state == OutboxState.WAITING


def test_a_guide_of_another_region_sees_nothing(client, signed_in):
    item = message(client.partij.regio)
    other = signed_in("gids", partij=PartijFactory(soort="werkcentrum"))
    assert "Test message</a>" not in other.get(LIST).content.decode()
    assert other.get(f"{LIST}{item.pk}/").status_code == 404
    assert other.post(f"{LIST}{item.pk}/", {"act": "sent"}).status_code == 404


def test_the_list_is_filtered_by_case_and_kind(client):
    first, second = message(client.partij.regio), message(client.partij.regio)
    page = client.get(LIST, {"q": _reference(first)}).content.decode()
    assert _reference(first) in page
    assert _reference(second) not in page
    assert "Nothing found" in client.get(LIST, {"q": "W-99"}).content.decode()
    assert client.get(LIST, {"kind": "nonsense", "part": "nonsense"}).status_code == 200


def _reference(item):
    from werkregio.werkcentrum.models import Zaak

    return Zaak.objects.get(subject=item.subject).reference


@pytest.mark.parametrize("count", [3, 30])
def test_a_fixed_number_of_queries(client, count, django_assert_max_num_queries):
    for number in range(count):
        message(client.partij.regio, number=number)
    client.get(LIST)
    with django_assert_max_num_queries(11):
        client.get(LIST)


@pytest.mark.parametrize("state", ["", "failed", "sent", "nonsense"])
def test_the_queue_shows_states_and_no_content(signed_in, state):
    client = signed_in("regiobeheerder", soort="werkcentrum")
    message(client.partij.regio)
    page = client.get("/en/beheer/wachtrij/", {"status": state}).content.decode()
    assert "No worker is running" in page
    assert "06 00012345" not in page


def test_the_queue_marks_the_tab_that_is_shown(signed_in):
    client = signed_in("regiobeheerder", soort="werkcentrum")
    for state in ("", "onzin", OutboxState.FAILED.value):
        page = client.get("/en/beheer/wachtrij/", {"status": state}).content.decode()
        marked = state if state in OutboxState.values else ""
        assert page.count(f'<a href="?status={marked}" aria-current="page">') == 1


def test_the_queue_tries_again_and_only_in_the_own_region(signed_in):
    client = signed_in("regiobeheerder", soort="werkcentrum")
    item = message(client.partij.regio)
    OutboxItem.objects.update(state=OutboxState.FAILED)
    other = signed_in("regiobeheerder", partij=PartijFactory(soort="werkcentrum"))
    url = "/en/beheer/wachtrij/"
    for words in (f"message:{item.pk}", "message:x", "job:999999", "nothing"):
        other.post(url, {"again": words})
    item.refresh_from_db()
    assert item.state == OutboxState.FAILED
    client.post(url, {"again": f"message:{item.pk}"})
    item.refresh_from_db()
    assert item.state == OutboxState.WAITING
    assert signed_in("gids", soort="werkcentrum").get(url).status_code in (403, 404)
