# SPDX-License-Identifier: EUPL-1.2
"""Every page of the site, in Dutch and in English, as valid HTML by `html-validate`.

The pages are those of the tables `PAGES`, filled with the small region of the architecture tests in a database in
memory; each is asked by a visitor or by the first role that may open it, and its form is sent empty, so that the
page with errors is looked at too.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src"), str(ROOT / "tools")]
os.environ["DJANGO_SETTINGS_MODULE"] = "werkregio.config.settings"
# A database in memory and no demo, whatever the environment of the caller is.
for name in ("DATABASE_URL", "WERKREGIO_DEMO"):
    os.environ.pop(name, None)

import django  # noqa: E402 - after the environment

django.setup()

from build_design import MODULES, npm_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import setup_databases, setup_test_environment, teardown_databases  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import translation  # noqa: E402

RULES = ROOT / "tools" / "html_validate.json"
LANGUAGES = ("nl", "en")
VISITOR = "visitor"
# What the settings of the tests are: no encoder, no kept pages, quick passwords.
QUICK = {
    "ENCODER": "uit",
    "KEEP_PAGES": False,
    "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    "SECURE_SSL_REDIRECT": False,
}


def asked() -> Iterator[tuple[str, str, str]]:
    """(name for a report, what was answered): the whole pages among the answers."""
    from tests.architecture.pages import allows, pages
    from tests.architecture.worlds import ROLES, make_world

    from werkregio.regio.rules import role_book

    world = make_world("kwik")
    visitor = Client(HTTP_HOST="kwik.localhost")
    for name, (access, key) in pages().items():
        role = VISITOR
        if access != "open":
            role = next((r for r in ROLES if allows(access, role_book.roles[r].rights)), VISITOR)
        client = visitor if role == VISITOR else world.clients[role]
        if key == "own-partij" and ROLES.get(role) == "werkcentrum":
            key = "own-werkcentrum"
        for language in LANGUAGES:
            with translation.override(language):
                url = reverse(name, kwargs=world.kwargs.get(key, {}) if key else {})
            # The empty form in one language is enough: its page has the same shape in the other.
            for method in ("get", "post") if language == LANGUAGES[0] else ("get",):
                with transaction.atomic():
                    answer: Any = getattr(client, method)(url)
                    transaction.set_rollback(True)
                if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
                    page = answer.content.decode()
                    if "<html" in page:
                        yield f"{method} {name} {language} {answer.status_code}", role, page


def rendered(folder: Path) -> dict[str, str]:
    """Writes each different page once; gives the name of the page for each file."""
    names: dict[str, str] = {}
    seen: set[int] = set()
    for number, (label, role, page) in enumerate(asked()):
        if hash(page) not in seen:
            seen.add(hash(page))
            path = folder / f"{number:04}.html"
            path.write_text(page, "utf-8")
            names[path.name] = f"{label} ({role})"
    return names


def validated(folder: Path) -> list[dict[str, Any]]:
    """What html-validate says of the folder."""
    program = MODULES / "html-validate" / "bin" / "html-validate.mjs"
    if not program.exists():
        sys.exit("html-validate is missing: run `make install-dev`.")
    npm_command()  # puts the Node that comes as a Python package on the path where the machine has none
    # Into a file: node ends before a long answer has gone through a pipe.
    report = folder / "report.json"
    with report.open("wb") as out:
        subprocess.run(
            ["node", program, "--config", RULES, "--formatter", "json", "--ext", "html", folder],
            stdout=out,
            check=False,
        )
    found: list[dict[str, Any]] = json.loads(report.read_text("utf-8"))
    return found


def main() -> int:
    from tests.factories import MOMENT

    from werkregio.foundation import clock

    connection.settings_dict["TEST"]["NAME"] = ":memory:"
    setup_test_environment(debug=False)
    with override_settings(**QUICK), clock.frozen(MOMENT), tempfile.TemporaryDirectory() as name:
        databases = setup_databases(verbosity=0, interactive=False)
        with transaction.atomic():
            names = rendered(Path(name))
            transaction.set_rollback(True)
        teardown_databases(databases, verbosity=0)
        problems: Counter[tuple[str, str, str]] = Counter()
        where: dict[tuple[str, str, str], str] = {}
        for result in validated(Path(name)):
            for message in result["messages"]:
                what = (message["ruleId"], message["message"], str(message.get("selector")))
                problems[what] += 1
                page = names[Path(result["filePath"]).name]
                where.setdefault(what, f"{page}, line {message['line']}")
    for what, count in problems.most_common():
        print(f"PROBLEM {what[0]}: {what[1]} [{what[2]}] on {count} pages, such as {where[what]}")
    print(f"html: {len(names)} pages, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
