# SPDX-License-Identifier: EUPL-1.2
"""`make bench`: the router, then the load on SQLite and on PostgreSQL. Fails on a broken aim."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = (
    ["-m", "bench.router"],
    ["-m", "bench.linker"],
    ["-m", "bench.load"],
    ["tools/with_postgres.py", sys.executable, "-m", "bench.load"],
)


def main() -> int:
    codes = [subprocess.run([sys.executable, *part], cwd=ROOT, check=False).returncode for part in PARTS]
    return 1 if any(codes) else 0


if __name__ == "__main__":
    sys.exit(main())
