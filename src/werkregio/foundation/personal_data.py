# SPDX-License-Identifier: EUPL-1.2
"""Recognises what points at one person in a text that is meant for many: numbers, addresses, names with a title.

It finds what is written in a known form; a bare name it cannot tell from a place. So a page also says it in words.
"""

import re
from enum import StrEnum

from .identity import find_bsn


class Personal(StrEnum):
    """What kind of personal data it is."""

    BSN = "bsn"
    MAIL = "mail"
    PHONE = "telefoon"
    NAME = "naam"


_MAIL = re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+\.[\w.-]+", re.IGNORECASE)
# Dutch and international numbers; years, amounts and counts are shorter or written otherwise.
_PHONE = re.compile(r"(?<![\w,.])(?:\+\d{2}|00\d{2}|0)[ \-]?(?:\(0\))?(?:[ \-]?\d){8,9}(?![\d,.]\d)")
_TITLE = (
    r"(?:dhr|mevr|mw|dr|drs|ir|ing|mr|mrs|ms|prof)\.|\b(?:de heer|meneer|mevrouw|mr|mrs|miss|mister|"
    r"mijn naam is|my name is|ik heet|i am called)"
)
_NAME = re.compile(
    rf"(?:\b|(?<=\s)|^)(?i:{_TITLE})\s+(?:(?i:van|de|der|den|ten|ter|el|al|bin)\s+){{0,3}}"
    r"[A-Z][\w'’-]+",
    re.MULTILINE,
)


def find_personal(text: str) -> frozenset[Personal]:
    """The kinds of personal data that stand in a text."""
    found = set()
    if find_bsn(text):
        found.add(Personal.BSN)
    if _MAIL.search(text):
        found.add(Personal.MAIL)
    if _PHONE.search(text):
        found.add(Personal.PHONE)
    if _NAME.search(text):
        found.add(Personal.NAME)
    return frozenset(found)
