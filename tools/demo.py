# SPDX-License-Identifier: EUPL-1.2
"""Start the demo: a living region with invented people. Ctrl-C stops everything."""

import hashlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def fingerprint(*folders: Path) -> str:
    """A short sum over names, sizes and times of files: did the static files change?"""
    found = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                stat = path.stat()
                found.update(f"{path}{stat.st_size}{stat.st_mtime_ns}".encode())
    return found.hexdigest()


def collect_static(environment: dict[str, str], data: Path) -> None:
    stamp, now = data / ".static", fingerprint(data / "design", *ROOT.glob("src/werkregio/*/static"))
    if not stamp.exists() or stamp.read_text() != now:
        subprocess.run(
            [BIN / "werkregio", "collectstatic", "--noinput", "-v", "0"],
            env=environment,
            cwd=ROOT,
            check=True,
        )
        stamp.write_text(now)


def wait_until_ready(port: str, server: "subprocess.Popen[bytes]") -> bool:
    for _ in range(150):
        if server.poll() is not None:
            return False
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/gezond/live", timeout=2):
                return True
        except OSError:
            time.sleep(0.2)
    return False


def main() -> int:
    port = os.environ.get("PORT", "8000")
    data = Path(os.environ.get("WERKREGIO_DATA", ROOT / "var")).resolve()
    data.mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"WERKREGIO_DEMO": "1", "WERKREGIO_DEBUG": "1", "WERKREGIO_DATA": str(data)}
    collect_static(environment, data)
    for command in (["migrate", "-v", "0"], ["demo"]):
        subprocess.run([BIN / "werkregio", *command], env=environment, cwd=ROOT, check=True)
    server = subprocess.Popen(
        [
            *(BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port),
            *(
                "--workers",
                os.environ.get("WORKERS", "2"),
                "--blocking-threads",
                "4",
                "--log-level",
                "warning",
            ),
            "werkregio.config.wsgi:application",
        ],
        env=environment,
        cwd=ROOT,
        start_new_session=True,
    )

    worker = subprocess.Popen(
        [BIN / "werkregio", "werker"],
        env=environment,
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )

    def stop(*_: object) -> None:
        for process in (server, worker):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    if not wait_until_ready(port, server):
        print("The server did not start; see the lines above. Is the port in use? Try: make demo PORT=8001")
        stop()
        return 1
    print(f"\nOpen http://localhost:{port}    (stop with Ctrl-C)\n", flush=True)
    subprocess.run([BIN / "werkregio", "demo", "--accounts"], env=environment, cwd=ROOT, check=True)
    ended = server.wait()
    stop()
    worker.wait()
    return 0 if ended in (0, -signal.SIGTERM, 143) else 1


if __name__ == "__main__":
    sys.exit(main())
