# SPDX-License-Identifier: EUPL-1.2
"""Numbers as people here type them: 1.234,56 and 1234.56; what can be read in two ways is asked back. Pure."""

import re
from decimal import Decimal

_PLAIN = re.compile(r"\d{1,12}(?:[.,]\d{1,6})?")
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})+(?:([.,])\d{1,6})?")
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


class NumberError(ValueError):
    """This is no number."""


class AmbiguousNumberError(NumberError):
    """This number can be read in two ways: `1.234` is 1234 for one and a little over 1 for another."""

    def __init__(self, typed: str, readings: tuple[Decimal, Decimal]) -> None:
        super().__init__(typed)
        self.readings = readings


def parse_number(typed: str) -> Decimal:
    """The number in a text, not negative. A sign for euro and spaces are passed over."""
    text = re.sub(r"[\s€]", "", typed)
    if _TWO_WAYS.fullmatch(text):
        readings = (Decimal(re.sub(r"[.,]", "", text)), Decimal(text.replace(",", ".")))
        raise AmbiguousNumberError(typed, readings)
    if _PLAIN.fullmatch(text):
        return Decimal(text.replace(",", "."))
    match = _GROUPED.fullmatch(text)
    if match is None or match[1] == match[2]:
        raise NumberError(typed)
    whole, _sep, rest = text.rpartition(match[2]) if match[2] else (text, "", "")
    return Decimal(whole.replace(match[1], "") + (f".{rest}" if rest else ""))
