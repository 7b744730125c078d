# SPDX-License-Identifier: EUPL-1.2
"""Run a command against a throw-away PostgreSQL cluster on a free port; removed afterwards.

PostgreSQL refuses to run as root: then the cluster belongs to the user `nobody`.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path


def find_binaries() -> Path:
    """The folder with `initdb`; ends with the package name when there is none."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[4]))
    if not found:
        sys.exit("PostgreSQL is missing: install the system package `postgresql`.")
    return found[-1].parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def main(command: list[str]) -> int:
    binaries = find_binaries()
    # Asking for it twice does no harm: an ending by a signal must remove the cluster as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = Path(tempfile.mkdtemp(prefix="werkregio-postgres-"))
    owner = pwd.getpwnam("nobody") if os.getuid() == 0 else None
    as_owner = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}
    if owner:
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    port = free_port()
    data = folder / "data"
    options = (
        f"-p {port} -h 127.0.0.1 -k {folder} -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
        "-c max_connections=60 -c shared_buffers=256MB"
    )
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder, **as_owner}
    try:
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "werkregio", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True,
            **quiet,
        )
        log = folder / "log"
        subprocess.run(
            [binaries / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start"], check=True, **quiet
        )
        environment = os.environ | {
            "DATABASE_URL": f"postgres://werkregio@127.0.0.1:{port}/postgres",
        }
        return subprocess.run(command, env=environment, check=False).returncode
    finally:
        if (data / "postmaster.pid").exists():
            subprocess.run([binaries / "pg_ctl", "-D", data, "-m", "immediate", "stop"], check=False, **quiet)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
