# SPDX-License-Identifier: EUPL-1.2
"""A site of its own for the journeys: the real server on its own database, static files and port."""

import email
import email.policy
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .world import REGION, Staff

ROOT = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent
BUILD = ROOT / "var" / "design"


@dataclass(frozen=True, slots=True)
class Site:
    """Where the site is, and who works with it."""

    address: str
    staff: dict[str, Staff]
    log: Path
    environment: dict[str, str] = field(repr=False)

    def past(self, what: str, **wish: Any) -> Any:
        """Let something have happened before now: see `past.py`."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.journeys.past"],
            env=self.environment,
            cwd=ROOT,
            check=True,
            input=json.dumps({"what": what, **wish}),
            stdout=subprocess.PIPE,
            text=True,
        )
        return json.loads(done.stdout)

    def work(self) -> None:
        """One round of the worker on the real clock, in which every job that comes back has its turn."""
        self.past("work")

    def mails(self, to: str) -> list[str]:
        """What was sent to this address, oldest first."""
        folder = Path(self.environment["WERKREGIO_DATA"]) / "mail"
        files = sorted(folder.glob("*.log"), key=lambda file: (file.stat().st_mtime_ns, file.name))
        found = []
        for file in files:
            for part in file.read_text().split("-" * 79 + "\n"):
                letter = email.message_from_string(part.strip(), policy=email.policy.default)
                if letter["To"] == to:
                    found.append(f"{letter['Subject']}\n{letter.get_content()}")
        return found

    def errors(self) -> list[str]:
        """What the server wrote about failures of its own."""
        lines = self.log.read_text().splitlines() if self.log.exists() else []
        return [line for line in lines if '"ERROR"' in line or " ERROR " in line or "Traceback" in line]


def _design() -> Path:
    """The folder with the built style sheets; the journeys look at the pages as they really are."""
    for folder in (Path(os.environ.get("WERKREGIO_DATA", "var")).resolve() / "design", BUILD):
        if folder.is_dir():
            return folder
    raise RuntimeError("The style sheets are not built: make install.")


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """Build the world in this folder and serve it until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(_design(), folder / "design", dirs_exist_ok=True)
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "werkregio.config.settings",
        "DATABASE_URL": "",
        "WERKREGIO_DATA": str(folder),
        "WERKREGIO_DEMO": "1",
        "WERKREGIO_DEBUG": "1",
        "WERKREGIO_ENCODER": "uit",
        "WERKREGIO_REGION": REGION,
    }
    for name in ("WERKREGIO_OIDC_APPS", "WERKREGIO_HASHED_STATIC"):
        environment.pop(name, None)
    world = subprocess.run(
        [sys.executable, "-m", "tests.journeys.world"],
        env=environment,
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    subprocess.run(
        [BIN / "werkregio", "collectstatic", "--noinput", "-v", "0"], env=environment, cwd=ROOT, check=True
    )
    staff = {handle: Staff(**facts) for handle, facts in json.loads(world.stdout).items()}
    port, log = _free_port(), folder / "server.log"
    with log.open("w") as output:
        server = subprocess.Popen(
            [
                *(BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
                *("--workers", "1", "--blocking-threads", "4", "--log-level", "warning"),
                "werkregio.config.wsgi:application",
            ],
            env=environment,
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            _wait(port, server, log)
            yield Site(f"http://localhost:{port}", staff, log, environment)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(10)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, server: "subprocess.Popen[bytes]", log: Path) -> None:
    for _ in range(150):
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/gezond/live", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"The site did not start:\n{log.read_text()[-3000:]}")
