# SPDX-License-Identifier: EUPL-1.2
"""Events to the systems of partners, against a real server that misbehaves."""

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories import MOMENT, PartijFactory

from werkregio.connectors import cloudevents
from werkregio.connectors.webhooks import WebhookSender
from werkregio.foundation import outbox
from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import OutboxItem
from werkregio.foundation.senders import Parcel, SendError
from werkregio.foundation.terms import OutboxState
from werkregio.werkcentrum.services import webhooks

from .referral_road import PERSONAL, member, place, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
LIST = "/en/beheer/koppelingen/"


class Server(HTTPServer):
    """Answers with what a test wants, and remembers what came."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[int] = []
        self.came: list[tuple[dict, str]] = []

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}/hook"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.came.append((dict(self.headers), body))
        self.send_response(self.server.answers.pop(0) if self.server.answers else 204)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def server(settings):
    settings.WERKREGIO_LOCAL_WEBHOOKS = True
    server = Server()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def road(server):
    """A referral whose partner listens."""
    road = place()
    admin = member("partnerbeheerder", road.partij)
    road.hook, road.secret = webhooks.add(server.url, by=admin, at=MOMENT)
    road.admin = admin
    return road


def test_each_step_from_sending_on_arrives_signed_with_ids_only(road, server):
    walk(road, "geaccepteerd")
    outbox.deliver_due(MOMENT)
    events = [json.loads(body) for headers, body in server.came if "Webhook-Id" in headers]
    assert [event["type"].rpartition(".")[2] for event in events] == [
        "verzonden",
        "ontvangen",
        "geaccepteerd",
    ]
    for headers, body in server.came:
        assert headers["Content-Type"].startswith("application/cloudevents+json")
        assert cloudevents.verify(body, headers, secret=road.secret, now=MOMENT)
        assert not [value for value in PERSONAL.values() if value in body]
        assert set(json.loads(body)["data"]) == {"doorverwijzing", "volgnummer", "stap"}


def test_a_failing_system_gets_the_same_id_again_and_nothing_is_lost(road, server):
    server.answers = [503, 429]
    walk(road, "verzonden")
    at = MOMENT
    for _ in range(3):
        outbox.deliver_due(at)
        at += timedelta(minutes=10)
    assert len({headers["Webhook-Id"] for headers, _body in server.came}) == 1
    assert len(server.came) == 3
    assert OutboxItem.objects.get(kind=webhooks.STEP).state == OutboxState.SENT


def test_a_refusal_is_a_dead_letter_that_the_partner_sees_and_sends_again(road, server, client):
    server.answers = [410]
    walk(road, "verzonden")
    outbox.deliver_due(MOMENT)
    client.force_login(road.admin.user)
    page = client.get(LIST, {"status": "mislukt"}, HTTP_HOST="localhost").content.decode()
    assert "refused it (code 410)" in page
    item = OutboxItem.objects.get(kind=webhooks.STEP)
    client.post(f"{LIST}opnieuw/", {"pk": item.pk}, HTTP_HOST="localhost")
    outbox.deliver_due(MOMENT)
    item.refresh_from_db()
    assert item.state == OutboxState.SENT


def test_a_stopped_address_gets_nothing_more(road, server):
    walk(road, "verzonden")
    webhooks.stop(road.hook.pk, by=road.admin, at=MOMENT)
    outbox.deliver_due(MOMENT)
    assert server.came == []


def test_a_test_event_arrives(road, server):
    webhooks.test(road.hook.pk, by=road.admin, at=MOMENT)
    outbox.deliver_due(MOMENT)
    assert json.loads(server.came[0][1])["type"] == "nl.werkregio.proef"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://example.org/", "not-https"),
        ("https://user:pass@example.org/", "bad-address"),
        ("https://127.0.0.1/", "inside-address"),
        ("https://[::1]/", "inside-address"),
        ("https://10.0.0.8/", "inside-address"),
        ("https://169.254.169.254/latest", "inside-address"),
        ("https://localhost/", "inside-address"),
    ],
)
def test_no_event_goes_to_an_address_inside_the_own_network(url, code, settings):
    settings.WERKREGIO_LOCAL_WEBHOOKS = False
    with pytest.raises(SendError) as raised:
        WebhookSender().send(Parcel("webhook", url, "", "{}"))
    assert raised.value.code == code
    assert not raised.value.again


def test_an_address_is_added_once_shows_its_secret_once_and_has_a_limit(signed_in):
    client = signed_in("partnerbeheerder")
    page = client.post(LIST, {"url": "https://system.example/hook"}).content.decode()
    assert "whsec_" in page
    assert "whsec_" not in client.get(LIST).content.decode()
    assert "on the list already" in client.post(LIST, {"url": "https://system.example/hook"}).content.decode()
    assert "starts with https" in client.post(LIST, {"url": "http://system.example/x"}).content.decode()
    for number in range(4):
        client.post(LIST, {"url": f"https://system.example/{number}"})
    assert "Stop one first" in client.post(LIST, {"url": "https://system.example/6"}).content.decode()


def test_another_organisation_can_do_nothing_with_it(road, signed_in):
    other = signed_in("partnerbeheerder", partij=PartijFactory(regio=road.zaak.regio))
    assert road.hook.url not in other.get(LIST).content.decode()
    for act in ("proef", "stoppen"):
        assert other.post(f"{LIST}{act}/", {"pk": road.hook.pk}).status_code == 404
    road.hook.refresh_from_db()
    assert road.hook.stopped_at is None
    assert signed_in("gids").get(LIST).status_code == 404


def test_a_wrong_address_keeps_what_was_typed(signed_in):
    page = signed_in("partnerbeheerder").post(LIST, {"url": "geen adres"}).content.decode()
    assert "geen adres" in page


def test_a_guide_may_not_add_one(road):
    with pytest.raises(PermissionDenied):
        webhooks.add("https://x.example/", by=road.guide, at=MOMENT)
    with pytest.raises(RuleError):
        webhooks.add("https://user:p@x.example/", by=road.admin, at=MOMENT)
