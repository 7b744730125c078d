# SPDX-License-Identifier: EUPL-1.2
"""An entry of the directory as one line of a table, and back without loss.

Lists are joined by semicolons. Figures and conditions stand one on a line inside their cell, their parts
separated by a bar; a bar, a line end or a backslash in a part has a backslash before it.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any

from .entry import TEXT_FIELDS, TEXT_LANGUAGES, Content

CODE, VERSION = "code", "version"
_PLAIN = ("slug", "use", "status", "provider_name", "costs_kind", "law", "source", "as_of", "same_as")
_LISTS = ("successors", "audience", "needs", "municipalities")
_FACT = (
    "key", "label_nl", "label_en", "value", "unit", "valid_from", "valid_to", "as_of", "source", "read_on",
    "verified",
)  # fmt: skip
_CONDITION = ("text_nl", "text_en", "kind", "who_decides", "expression")
_TEXTS = tuple(f"{language}.{name}" for language in TEXT_LANGUAGES for name in TEXT_FIELDS)
COLUMNS = (
    CODE, VERSION, "slug", "use", "status", "ended_on", "successors", "audience", "needs", "municipalities",
    "provider_name", "costs_kind", "law", "source", "as_of", "verified", "same_as", *_TEXTS, "facts",
    "conditions",
)  # fmt: skip
REQUIRED = (CODE, VERSION)
_YES, _NO = ("ja", "yes", "true", "waar", "1"), ("nee", "no", "false", "onwaar", "0", "")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_DUTCH = re.compile(r"(\d{1,2})[-/](\d{1,2})[-/](\d{4})")
_ESCAPES = {"\\": "\\\\", "|": "\\|", "\n": "\\n", "\r": "\\r"}
_MEANS = {"\\": "\\", "|": "|", "n": "\n", "r": "\r", "s": " "}


class CellError(ValueError):
    """A cell that cannot be read: its column and why."""

    def __init__(self, column: str, detail: str) -> None:
        super().__init__(detail)
        self.column = column
        self.detail = detail


def cells_of(code: str, version: int, content: Content) -> list[str]:
    """One line of the table, in the order of the columns."""
    cells = {CODE: code, VERSION: str(version), "ended_on": content["ended_on"]}
    cells |= {name: content[name] for name in _PLAIN}
    cells |= {name: "; ".join(content[name]) for name in _LISTS}
    cells["verified"] = _yes_no(content["verified"])
    for language in TEXT_LANGUAGES:
        texts = content["texts"].get(language, {})
        cells |= {f"{language}.{name}": texts.get(name, "") for name in TEXT_FIELDS}
    cells["facts"] = _rows_text(content["facts"], _FACT)
    cells["conditions"] = _rows_text(content["conditions"], _CONDITION)
    return [cells[name] for name in COLUMNS]


def content_from(cells: Mapping[str, str], base: Content) -> Content:
    """The content that a line asks for. A column that is not there leaves what stands in `base`.

    Line ends that a spreadsheet changed are no change.
    """
    content: Content = deepcopy(base)
    for name in _PLAIN:
        if name in cells:
            content[name] = _kept(base[name], cells[name].strip())
    for name in _LISTS:
        if name in cells:
            content[name] = _list(cells[name], ordered=name == "needs", base=base[name])
    if "ended_on" in cells:
        content["ended_on"] = _day("ended_on", cells["ended_on"])
    if "verified" in cells:
        content["verified"] = _bool("verified", cells["verified"])
    for column in _TEXTS:
        if column in cells:
            language, name = column.split(".")
            texts = content["texts"].setdefault(language, dict.fromkeys(TEXT_FIELDS, ""))
            texts[name] = _kept(texts.get(name, ""), cells[column])
    if "facts" in cells:
        content["facts"] = [_fact(row) for row in _rows("facts", cells["facts"], _FACT)]
    if "conditions" in cells:
        content["conditions"] = _rows("conditions", cells["conditions"], _CONDITION)
    return content


def version_of(cells: Mapping[str, str]) -> int:
    text = cells[VERSION].strip()
    if not text.isdecimal() or len(text) > 9:
        raise CellError(VERSION, text or "–")
    return int(text)


def _kept(before: str, after: str) -> str:
    plain = [text.replace("\r\n", "\n").replace("\r", "\n") for text in (before, after)]
    return before if plain[0] == plain[1] else after


def _list(cell: str, *, ordered: bool, base: Sequence[str]) -> list[str]:
    found = [part.strip() for part in re.split(r"[;\n]", cell) if part.strip()]
    # The order of needs says which one is the main one; the order of the others says nothing.
    return list(base) if not ordered and sorted(found) == sorted(base) else found


def _day(column: str, cell: str) -> str:
    """A date as it was written, or as a spreadsheet shows it: 1-7-2026."""
    text = cell.strip()
    try:
        if match := _DUTCH.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
        if text and (not _ISO.fullmatch(text) or not date.fromisoformat(text)):
            raise ValueError
    except ValueError as error:
        raise CellError(column, text) from error
    return text


def _bool(column: str, cell: str) -> bool:
    text = cell.strip().casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise CellError(column, cell.strip())


def _yes_no(value: bool) -> str:
    return "ja" if value else "nee"


def _rows_text(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> str:
    return "\n".join(
        " | ".join(
            _escaped(_yes_no(value) if isinstance(value := row.get(name, ""), bool) else str(value))
            for name in names
        )
        for row in rows
    )


def _rows(column: str, cell: str, names: Sequence[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for line in re.split(r"\r\n|\r|\n", cell):
        if not line.strip():
            continue
        parts = _parts(line)
        if len(parts) != len(names):
            raise CellError(column, f"{line[:60]} ({len(parts)} ≠ {len(names)})")
        found.append(dict(zip(names, parts, strict=True)))
    return found


def _fact(row: dict[str, Any]) -> dict[str, Any]:
    days = {name: _day("facts", row[name]) for name in ("valid_from", "valid_to", "read_on")}
    return {**row, **days, "verified": _bool("facts", row["verified"])}


def _escaped(text: str) -> str:
    found = "".join(_ESCAPES.get(sign, sign) for sign in text)
    # Spaces around a part are not part of it: those that are, are written out.
    inner = found.strip(" ")
    left = len(found) - len(found.lstrip(" "))
    return found if inner == found else "\\s" * left + inner + "\\s" * (len(found) - left - len(inner))


def _parts(line: str) -> list[str]:
    parts, piece, signs = [], "", iter(line)
    trailing = 0
    for sign in signs:
        if sign == "|":
            parts.append(piece[: len(piece) - trailing])
            piece, trailing = "", 0
        elif sign == "\\":
            after = next(signs, "")
            if after not in _MEANS:
                piece += sign + after
            else:
                piece += _MEANS[after]
            trailing = 0
        elif sign == " " and not piece:
            continue
        else:
            piece += sign
            trailing = trailing + 1 if sign == " " else 0
    return [*parts, piece[: len(piece) - trailing]]
