# SPDX-License-Identifier: EUPL-1.2
"""Find the system's Chromium; end with the package name when it is not there."""

import os
import shutil
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")
# No sandbox: containers often run as root. Nothing may go to another machine by itself.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def browser() -> str | None:
    """The path of the browser: WERKREGIO_CHROMIUM, else the first one on the path."""
    return os.environ.get("WERKREGIO_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


if __name__ == "__main__" and browser() is None:
    sys.exit("Chromium is missing: install the system package `chromium`.")
