# SPDX-License-Identifier: EUPL-1.2
"""Cases as a file: strict JSON in, JSON out. Docs: docs/commands.md, `besluit`."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..terms import Keuze, Quorumbasis
from .decision import Case, Convenantregels, Outcome
from .impossible import ImpossibleCaseError, Reason, below, shown

# A list of tens of thousands of cases fits; a mistaken file does not fill the memory.
MAX_BYTES = 32 * 1024 * 1024
# Eighteen digits fit the integer columns in which a convenant is kept.
_FRACTION = re.compile(r"([0-9]{1,18})/([0-9]{1,18})", re.ASCII)
_CASE_KEYS = ("convenant", "geledingen", "vertegenwoordigd", "bevoegd", "consensus", "stemmen")
_REQUIRED = ("geledingen", "vertegenwoordigd", "consensus")


@dataclass(frozen=True, slots=True)
class Cases:
    """What a file holds, in its order; `listed` is whether it was a list, so that the answer is one."""

    cases: tuple[tuple[Convenantregels, Case], ...]
    listed: bool


class _Object(dict[str, Any]):
    """A JSON object that remembers a key which stood there twice: the last one would win in silence."""

    twice: str | None = None


def read_cases(data: bytes) -> Cases:
    """Read one case or a list of cases; the first thing that cannot be stops everything (ruling B3)."""
    if len(data) > MAX_BYTES:
        raise ImpossibleCaseError("", Reason.TOO_LARGE, f"{MAX_BYTES // 1024 // 1024} MB")
    try:
        # Editors on Windows put a mark before the text; it means nothing.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImpossibleCaseError("", Reason.NOT_UTF8) from error
    content = _parsed(text)
    if not isinstance(content, list):
        return Cases((_case(content),), listed=False)
    cases = []
    for place, one in enumerate(content):
        try:
            cases.append(_case(one))
        except ImpossibleCaseError as error:
            raise error.inside(f"[{place}]") from error
    return Cases(tuple(cases), listed=True)


def document(outcome: Outcome, explanation: str) -> dict[str, Any]:
    """An outcome as it is written: always the same keys in the same order."""
    telling = outcome.stemming
    return {
        "uitkomst": outcome.uitkomst.value,
        "quorum": {
            "nodig": outcome.quorum.nodig,
            "aanwezig": outcome.quorum.aanwezig,
            "gehaald": outcome.quorum.gehaald,
        },
        "stemming": None
        if telling is None
        else {
            "uitgebracht": telling.uitgebracht,
            "voor": telling.voor,
            "tegen": telling.tegen,
            "onthouding": telling.onthouding,
            "nodig": telling.nodig,
        },
        "geweigerd": [{"geleding": one.geleding, "reden": one.reden.value} for one in outcome.geweigerd],
        "waarschuwingen": [code.value for code in outcome.waarschuwingen],
        "uitleg": explanation,
    }


def _parsed(text: str) -> Any:
    try:
        # No field is a number: each is refused where it stands, NaN as well. Read as floats, endless
        # digits cost nothing.
        return json.loads(text, object_pairs_hook=_object, parse_int=float)
    except json.JSONDecodeError as error:
        place = f"{error.lineno}:{error.colno}"
        raise ImpossibleCaseError("", Reason.NOT_JSON, place) from error
    except RecursionError as error:
        raise ImpossibleCaseError("", Reason.TOO_DEEP) from error


def _object(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object()
    for key, value in pairs:
        if key in found and found.twice is None:
            found.twice = key
        found[key] = value
    return found


def _case(content: Any) -> tuple[Convenantregels, Case]:
    _check_object("", content, _CASE_KEYS)
    for key in _REQUIRED:
        if key not in content:
            raise ImpossibleCaseError(key, Reason.MISSING)
    regels = _regels(content["convenant"]) if "convenant" in content else Convenantregels()
    bevoegd = content.get("bevoegd", "alle")
    if bevoegd != "alle" and not isinstance(bevoegd, list):
        raise ImpossibleCaseError("bevoegd", Reason.NOT_ALL_OR_LIST, shown(bevoegd))
    case = Case(
        geledingen=_names("geledingen", content["geledingen"]),
        vertegenwoordigd=_names("vertegenwoordigd", content["vertegenwoordigd"]),
        bevoegd=None if bevoegd == "alle" else _names("bevoegd", bevoegd),
        consensus=_boolean("consensus", content["consensus"]),
        stemmen=_stemmen(content["stemmen"]) if "stemmen" in content else None,
    )
    return regels, case


def _check_object(path: str, content: Any, keys: tuple[str, ...] | None) -> None:
    if not isinstance(content, _Object):
        raise ImpossibleCaseError(path, Reason.NOT_AN_OBJECT)
    if content.twice is not None:
        raise ImpossibleCaseError(below(path, content.twice), Reason.TWICE)
    for key in content:
        if keys is not None and key not in keys:
            raise ImpossibleCaseError(below(path, key), Reason.UNKNOWN_KEY)


def _regels(content: Any) -> Convenantregels:
    """The rules of a convenant; a key that is not there is that of the report (ruling B3)."""
    _check_object("convenant", content, tuple(_REGELS))
    return Convenantregels(
        **{key: _REGELS[key](below("convenant", key), value) for key, value in content.items()}
    )


def _fraction(path: str, value: Any) -> Fraction:
    found = _FRACTION.fullmatch(value) if isinstance(value, str) else None
    if found is None or not 0 < int(found[1]) <= int(found[2]):
        raise ImpossibleCaseError(path, Reason.NOT_A_FRACTION, shown(value))
    return Fraction(int(found[1]), int(found[2]))


def _boolean(path: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ImpossibleCaseError(path, Reason.NOT_A_BOOLEAN, shown(value))
    return value


def _basis(path: str, value: Any) -> Quorumbasis:
    if not isinstance(value, str) or value not in Quorumbasis.values:
        raise ImpossibleCaseError(path, Reason.NOT_A_BASIS, shown(value))
    return Quorumbasis(value)


_REGELS: Mapping[str, Callable[[str, Any], Any]] = {
    "quorum": _fraction,
    "quorum_strikt": _boolean,
    "drempel": _fraction,
    "drempel_strikt": _boolean,
    "onthouding_telt": _boolean,
    "quorum_basis": _basis,
}


def _names(path: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ImpossibleCaseError(path, Reason.NOT_A_LIST)
    for place, name in enumerate(value):
        # Invisible characters would make two names out of what looks like one.
        if not isinstance(name, str) or not name.strip() or not name.isprintable():
            raise ImpossibleCaseError(f"{path}[{place}]", Reason.NOT_A_NAME, shown(name))
    return tuple(value)


def _stemmen(content: Any) -> dict[str, Keuze]:
    _check_object("stemmen", content, None)
    for geleding, value in content.items():
        if not isinstance(value, str) or value not in Keuze.values:
            raise ImpossibleCaseError(below("stemmen", geleding), Reason.NOT_A_CHOICE, shown(value))
    return {geleding: Keuze(value) for geleding, value in content.items()}
