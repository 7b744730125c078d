# SPDX-License-Identifier: EUPL-1.2
"""Recognises a burgerservicenummer in free text, so that it can be refused before it is kept.

Source of the test: the eleven-check of the BSN (Logisch Ontwerp BSN); 8 or 9 digits, weights
9 8 7 6 5 4 3 2 -1, sum divisible by 11.
"""

import re
from dataclasses import dataclass

# Digits that may be separated by single spaces, dots or dashes, not glued to letters or more digits.
_CANDIDATE = re.compile(r"(?<![\w+])\d(?:[ .\-]?\d){7,8}(?![\w]|[ .\-]?\d)")
# Numbers that look the same and are something else: the words before them tell.
_OTHER_NUMBER = re.compile(
    r"(kvk|k\.v\.k\.?|handelsregister|zaak|zaaknummer|dossier|dossiernummer|kenmerk|referentie|reference|"
    r"factuur|order|polis|tel|tel\.|telefoon|phone|mobiel|mobile|bel|call|iban|rekening|btw|rsin|"
    r"loonheffingen\w*|nr\.? van de zaak)\W{0,3}(?:nummer|nr\.?|number|no\.?)?\W{0,3}(?:is|op|:)?\W{0,3}$",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}[ ]?[A-Z]{4}[ ]?(?:\d[ ]?){10}\b", re.IGNORECASE)
# Dutch phone numbers start with 0, and a mobile number may be written without it.
_PHONE = re.compile(r"(?:\+31|0031|\b0)[ \-]?\d(?:[ \-]?\d){7,8}\b")

# "2024-2025" passes the check and is a period.
_YEARS = re.compile(r"(?:19|20)\d\d[ .\-](?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """Where a number that passes the check stands in the text."""

    start: int
    end: int


def passes_eleven_check(digits: str) -> bool:
    """Whether 8 or 9 digits form a possible BSN. All zeros do not."""
    number = digits.zfill(9)
    if len(number) != 9 or not number.isdigit() or int(number) == 0:
        return False
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    return sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True)) % 11 == 0


def find_bsn(text: str) -> list[FoundNumber]:
    """All places in `text` that look like a BSN, in order.

    Not counted: phone numbers, IBAN, and numbers introduced as KvK, case, invoice or policy number.
    """
    # The mirror keeps every position: digits of other scripts become ASCII, the rest stays.
    mirror = "".join(str(int(c)) if c.isdecimal() else c for c in text)
    taken = [m.span() for pattern in (_IBAN, _PHONE) for m in pattern.finditer(mirror)]
    found = []
    for match in _CANDIDATE.finditer(mirror):
        start, end = match.span()
        if any(start < last and first < end for first, last in taken):
            continue
        if _YEARS.fullmatch(match.group()):
            continue
        if _OTHER_NUMBER.search(mirror[max(0, start - 40) : start]):
            continue
        if passes_eleven_check(re.sub(r"\D", "", match.group())):
            found.append(FoundNumber(start, end))
    return found
