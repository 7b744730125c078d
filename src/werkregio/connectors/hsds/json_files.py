# SPDX-License-Identifier: EUPL-1.2
"""JSON from somebody else: bounded in depth and size of numbers, with the line of each record."""

import json
import re
from collections.abc import Sequence
from typing import Any

from werkregio.foundation.files.limits import JSON_DEPTH, NUMBER_CHARACTERS, FileError

# A text without its end is taken to the end of the file: no character is looked at twice.
_PIECES = re.compile(r'"(?:[^"\\]|\\.)*+"?|[{}\[\]]|\n', re.DOTALL)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def parse(text: str) -> tuple[Any, list[int]]:
    """The value of a JSON text, and the line of each object that stands directly in a list of records.

    Records are the objects in a list at the top, or in a list that is a value of the object at the top.
    """
    lines = _record_lines(text)
    try:
        value = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_integer,
            parse_float=_float,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as error:
        raise FileError("json", line=error.lineno, column=error.colno) from error
    except RecursionError as error:
        raise FileError("too-deep", limit=JSON_DEPTH) from error
    return value, lines


def _record_lines(text: str) -> list[int]:
    """One walk over the brackets, before anything is built."""
    line, found = 1, []
    open_brackets: list[str] = []
    for match in _PIECES.finditer(text):
        piece = match.group()
        if piece == "\n":
            line += 1
        elif piece in "{[":
            if piece == "{" and _holds_records(open_brackets):
                found.append(line)
            open_brackets.append(piece)
            if len(open_brackets) > JSON_DEPTH:
                raise FileError("too-deep", limit=JSON_DEPTH, line=line)
        elif piece in "}]":
            if open_brackets:
                open_brackets.pop()
        else:
            line += piece.count("\n")
    return found


def _holds_records(open_brackets: Sequence[str]) -> bool:
    return open_brackets in (["["], ["{", "["])


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for name, _value in pairs:
            if name in seen:
                raise FileError("double-field", field=name[:60])
            seen.add(name)
    return found


def _integer(text: str) -> int:
    if len(text) > NUMBER_CHARACTERS:
        raise FileError("huge-number", value=text[:12])
    return int(text)


def _float(text: str) -> float:
    value = float(text) if len(text) <= NUMBER_CHARACTERS else float("inf")
    if value in (float("inf"), float("-inf")):
        raise FileError("huge-number", value=text[:12])
    return value


def _constant(text: str) -> Any:
    raise FileError("huge-number", value=text)


def bad_text(value: Any) -> bool:
    """Whether a zero character or half a character hides anywhere in a value."""
    if isinstance(value, str):
        return "\x00" in value or bool(_LONE_SURROGATE.search(value))
    if isinstance(value, dict):
        return any(bad_text(name) or bad_text(part) for name, part in value.items())
    return isinstance(value, list) and any(map(bad_text, value))


def canonical(value: Any) -> str:
    """One way to write a value down: equal values give equal texts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
