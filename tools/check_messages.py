# SPDX-License-Identifier: EUPL-1.2
"""Are all texts in the translation files, and is every language complete?

With --write new texts are taken in, empty; without it the command fails when a text is missing. Dutch must be
complete. The other languages cover the public path: the architecture tests walk it and find English words.
Needs xgettext (system package gettext) for extracting.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "werkregio"
LANGUAGES = ("nl", "ar", "bg", "pl", "ro")
COMPLETE = ("nl",)


def extract() -> None:
    """Read the texts of the source once, and bring every language up to date with them."""
    manage = Path(sys.executable).with_name("werkregio")
    subprocess.run(
        [
            manage,
            "makemessages",
            *(word for language in LANGUAGES for word in ("-l", language)),
            "--no-location",
            "--no-wrap",
            "-v",
            "0",
            "--ignore",
            "tests",
        ],
        cwd=PACKAGE,
        check=True,
        env=os.environ | {"WERKREGIO_LOG_LEVEL": "ERROR"},
    )


def forget_guesses(catalogue: polib.POFile) -> None:
    """A translation that was guessed from a text that looks like it is worse than none."""
    for entry in catalogue.fuzzy_entries():
        entry.flags.remove("fuzzy")
        entry.msgstr = ""
        entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
    for entry in catalogue:
        entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None


def main(write: bool) -> int:
    if not shutil.which("xgettext"):
        print("xgettext is missing: install the system package `gettext`.")
        return 1
    problems = []
    files = {language: PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po" for language in LANGUAGES}
    texts = {language: path.read_text() for language, path in files.items() if path.exists()}
    for path in files.values():
        path.parent.mkdir(parents=True, exist_ok=True)
    extract()
    for language, path in files.items():
        before = texts.get(language, "")
        after = polib.pofile(str(path))
        for entry in list(after.obsolete_entries()):
            after.remove(entry)
        forget_guesses(after)
        # The date of extraction changes by itself and says nothing.
        after.metadata.pop("POT-Creation-Date", None)
        after.metadata.pop("PO-Revision-Date", None)
        after.save(str(path))
        known = {(e.msgctxt, e.msgid) for e in polib.pofile(before)} if before else set()
        new = [e.msgid for e in after if (e.msgctxt, e.msgid) not in known]
        if new and not write:
            problems.append(f"{language}: {len(new)} texts not taken in, such as {new[0]!r}")
        empty = [e.msgid for e in after.untranslated_entries()]
        if language in COMPLETE and empty:
            problems.append(f"{language}: {len(empty)} texts not translated, such as {empty[0]!r}")
        if not write and before:
            path.write_text(before)
        print(f"{language}: {len(after)} texts, {len(empty)} not translated")
    for problem in problems:
        print(f"PROBLEM {problem}")
    return 1 if problems else 0


if __name__ == "__main__":
    # Two of these at once in one checkout would spoil each other's files.
    mark = hashlib.sha256(str(PACKAGE).encode()).hexdigest()[:12]
    with (Path(tempfile.gettempdir()) / f"werkregio-messages-{mark}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        sys.exit(main("--write" in sys.argv))
