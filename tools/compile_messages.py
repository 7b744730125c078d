# SPDX-License-Identifier: EUPL-1.2
"""Compile the translations (.po to .mo) with polib: no gettext needed. Skips what is up to date."""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "src" / "werkregio" / "locale"


def main() -> None:
    for source in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            print(f"compiled {source.parent.parent.name}")


if __name__ == "__main__":
    main()
