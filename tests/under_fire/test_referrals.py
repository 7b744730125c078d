# SPDX-License-Identifier: EUPL-1.2
"""Hundreds of steps of referrals at once, while the server and the worker are killed.

Afterwards: no step lost or doubled, every history sound, one audit line and one event for each step, the
chain intact, and no message sent twice. On PostgreSQL with 500 steps, on SQLite with fewer.
"""

import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import requests
from django.db import connection
from django.test import Client

from werkregio.foundation import audit, outbox, worker
from werkregio.foundation.clock import AMSTERDAM, frozen
from werkregio.foundation.models import AuditLine, OutboxItem
from werkregio.foundation.terms import OutboxState
from werkregio.werkcentrum.models import DoorverwijzingStap, Zaakgebeurtenis
from werkregio.werkcentrum.rules.referral_states import is_sound
from werkregio.werkcentrum.services import referral_timers
from werkregio.werkcentrum.terms import Stap
from werkregio.werkcentrum.tests.referral_road import place, walk

ROOT = Path(__file__).resolve().parents[2]
# What a partner may do in each state, beside opening it.
ACTS = {
    "ontvangen": ["accepteren", "afwijzen", "vraag"],
    "geaccepteerd": ["eerste-contact", "contact-verloren"],
    "eerste-contact": ["gestart"],
    "gestart": ["uitkomst"],
}


class Fire:
    """The site with its worker, on the database of this test."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.sink = folder, folder / "sent"
        database = {
            key: connection.settings_dict[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")
        }
        self.environment = os.environ | {
            "UNDER_FIRE_DATABASE": json.dumps(database, default=str),
            "UNDER_FIRE_SINK": str(self.sink),
            "WERKREGIO_DATA": str(folder),
            "WERKREGIO_LOG_LEVEL": "CRITICAL",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
        }
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.server = self.worker = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def serve(self) -> None:
        self.server = self._start(
            *(Path(sys.executable).with_name("granian"), "--interface", "wsgi", "--host", "127.0.0.1"),
            *("--port", str(self.port), "--blocking-threads", "4", "--log-level", "critical"),
            "tests.under_fire.process:application",
        )
        for _ in range(300):
            with suppress(requests.RequestException):
                if requests.get(f"{self.address}/gezond/live", timeout=2).ok:
                    return
            time.sleep(0.1)
        raise AssertionError("The server did not start.")

    def work(self) -> None:
        self.worker = self._start(sys.executable, "-m", "tests.under_fire.process", "--tussentijd", "0.1")

    def _start(self, *command: object) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [str(part) for part in command],
            env=self.environment,
            cwd=ROOT,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def kill(self, process: "subprocess.Popen[bytes] | None") -> None:
        """Without any chance to tidy up."""
        if process is not None:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()

    def taken(self) -> list[str]:
        return self.sink.read_text().splitlines() if self.sink.exists() else []


@pytest.fixture
def fire(transactional_db, tmp_path):
    fire = Fire(tmp_path)
    yield fire
    fire.kill(fire.server)
    fire.kill(fire.worker)


def partner_at_work(fire: Fire, client: Client, pk: int, seed: int) -> int:
    """Somebody of a partner who opens a referral and answers until it ends; a dead server is waited for."""
    chance, steps = random.Random(seed), 0
    session = requests.Session()
    session.cookies.set("sessionid", client.cookies["sessionid"].value)
    url = f"{fire.address}/nl/postvak/{pk}/"
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            page = session.get(url, timeout=20)
            if page.status_code >= 500:
                continue
            acts = re.findall(rf'action="(?:[^"]*/postvak/{pk}/)?([a-z-]+)/"', page.text)
            if not acts:
                return steps
            act = chance.choice(acts)
            if act == "vraag" and chance.random() < 0.7:
                act = "accepteren"
            expected = re.search(r'name="expected"[^>]*value="(\d+)"', page.text)
            data = {
                "csrfmiddlewaretoken": re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.text)[1],
                "expected": expected[1] if expected else "",
                "reason": "vol",
                "outcome": "werk",
                "text": "Op welke dagen kan het?",
                "contact_on": f"{datetime.now(AMSTERDAM):%Y-%m-%d}",
            }
            # One in five is sent twice, as an impatient finger does.
            for _ in range(2 if chance.random() < 0.2 else 1):
                session.post(f"{url}{act}/", data=data, timeout=20, allow_redirects=False)
            steps += 1
        except requests.RequestException:
            time.sleep(0.2)
    return steps


def test_nothing_is_lost_or_doubled_while_server_and_worker_are_killed(fire):
    count = 110 if connection.vendor == "postgresql" else 16
    now = datetime.now(AMSTERDAM)
    first = place()
    roads = [first, *(place(first.zaak.regio) for _ in range(count - 1))]
    clients = {}
    with frozen(now):
        for road in roads:
            walk(road, "verzonden", at=now)
            client = Client(HTTP_HOST="127.0.0.1")
            client.force_login(road.partner.user)
            clients[road.referral.pk] = client
    connection.close()
    fire.serve()
    fire.work()
    done = threading.Event()

    def trouble() -> None:
        """Kill the server once and the worker twice, while everybody works."""
        for number in range(3):
            if done.wait(1.5):
                return
            fire.kill(fire.worker)
            if number == 1:
                fire.kill(fire.server)
                fire.serve()
            fire.work()

    trouble_maker = threading.Thread(target=trouble)
    trouble_maker.start()
    with ThreadPoolExecutor(8) as pool:
        steps = sum(pool.map(lambda item: partner_at_work(fire, item[1], item[0], item[0]), clients.items()))
    done.set()
    trouble_maker.join()
    fire.kill(fire.worker)

    assert steps >= count
    _histories_are_sound(roads)
    assert audit.verify() == []
    _messages_went_once(fire)


def _histories_are_sound(roads) -> None:
    for road in roads:
        rows = list(DoorverwijzingStap.objects.filter(doorverwijzing=road.referral).order_by("sequence"))
        assert [row.sequence for row in rows] == list(range(1, len(rows) + 1))
        assert is_sound([Stap(row.kind) for row in rows])
        lines = AuditLine.objects.filter(object=f"doorverwijzing:{road.referral.pk}")
        told = Counter(lines.filter(detail__has_key="stap").values_list("action", flat=True))
        expected = Counter(f"doorverwijzing.{row.kind}" for row in rows)
        assert {act: told[act] for act in expected} == dict(expected)
        events = [
            event.detail["stap"]
            for event in Zaakgebeurtenis.objects.filter(zaak=road.zaak)
            if event.detail.get("doorverwijzing") == road.referral.pk and "stap" in event.detail
        ]
        assert Counter(events) == Counter(row.kind for row in rows)


def _messages_went_once(fire: Fire) -> None:
    """Every message has an end that somebody sees, and none was taken twice."""
    at = datetime.now(AMSTERDAM)
    for _ in range(12):
        at += timedelta(hours=13)
        worker.recover_tasks(at)
        outbox.recover(at)
        os.environ["UNDER_FIRE_SINK"] = str(fire.sink)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("django.conf.settings.WERKREGIO_SENDERS", {"email": "tests.under_fire.sink.Sink"})
            outbox.deliver_due(at)
    keys = Counter(fire.taken())
    assert not [key for key, number in keys.items() if number > 1]
    items = OutboxItem.objects.filter(kind=referral_timers.NEW)
    assert not items.filter(state__in=[OutboxState.WAITING, OutboxState.HANDING]).exists()
    sent = items.filter(state=OutboxState.SENT).count()
    unsure = items.filter(state=OutboxState.UNSURE).count()
    # A doubtful one was taken or not; every other that was taken is known as sent.
    assert sent <= len(keys) <= sent + unsure
