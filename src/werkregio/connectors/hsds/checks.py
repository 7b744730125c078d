# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with one record of HSDS: every problem with its field, so that it can be mended."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from .json_files import bad_text
from .tables import DATE, EMAIL, ID, MOMENT, NUMBER, TABLES, TIME, URI, Table

_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_EMAIL = re.compile(r"[^@\s\"<>()\[\],;:]+@[^@\s\"<>()\[\],;:]+\.[^@\s\"<>()\[\],;:.]{2,}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_MOST = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """`field` is a path like `organization.phones.0.number`; `code` says what is wrong with it."""

    field: str
    code: str
    detail: str = ""


def problems_of(kind: str, content: Any) -> list[Problem]:
    """Everything wrong with one record and with what hangs under it; at most twenty."""
    if bad_text(content):
        return [Problem("", "bad-text")]
    found = []
    for problem in _problems(TABLES[kind], content, ""):
        found.append(problem)
        if len(found) == _MOST:
            break
    return found


def _problems(table: Table, content: Any, path: str) -> Iterator[Problem]:
    if not isinstance(content, Mapping):
        yield Problem(path.rstrip("."), "no-object")
        return
    for name in table.required:
        if content.get(name) in (None, ""):
            yield Problem(path + name, "missing")
    for name, kind in table.fields.items():
        value = content.get(name)
        if value is None or (value == "" and (kind == "text" or name in table.required)):
            continue
        problem = _wrong_value(value, kind)
        if problem:
            yield Problem(path + name, problem, _short(value))
        elif name in table.choices and value not in table.choices[name]:
            yield Problem(path + name, "not-in-list", ", ".join(table.choices[name]))
    for name, inner in table.many.items():
        rows = content.get(name)
        if rows is None:
            continue
        if not isinstance(rows, list):
            yield Problem(path + name, "no-list")
            continue
        for place, row in enumerate(rows):
            yield from _problems(TABLES[inner], row, f"{path}{name}.{place}.")
    for name, inner in table.one.items():
        if content.get(name) is not None:
            yield from _problems(TABLES[inner], content[name], f"{path}{name}.")


def _wrong_value(value: Any, kind: str) -> str:
    if kind == NUMBER:
        return "" if isinstance(value, int | float) and not isinstance(value, bool) else "no-number"
    if not isinstance(value, str):
        return "no-text"
    return "" if _FITS[kind](value) else f"no-{kind}"


def _is_uri(value: str) -> bool:
    if re.search(r"[\s<>\"{}|\\^`]", value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    if parts.scheme.lower() in ("http", "https"):
        return bool(parts.netloc)
    # A script in an address is run by whoever clicks on it.
    return bool(_SCHEME.fullmatch(parts.scheme)) and parts.scheme.lower() not in (
        "javascript",
        "data",
        "vbscript",
    )


def _reads(reader: Any) -> Any:
    def fits(value: str) -> bool:
        try:
            reader(value)
        except ValueError:
            return False
        return True

    return fits


_FITS = {
    "text": lambda value: True,
    ID: lambda value: bool(_UUID.fullmatch(value)),
    URI: _is_uri,
    EMAIL: lambda value: bool(_EMAIL.fullmatch(value)),
    DATE: _reads(date.fromisoformat),
    MOMENT: _reads(datetime.fromisoformat),
    # Some write the zone behind the hour: 10:00Z.
    TIME: _reads(time.fromisoformat),
}


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:59]}…"
