# SPDX-License-Identifier: EUPL-1.2
"""Obstacles that a text speaks of, by the beginnings of words. A hint for the guide, never a conclusion.

Words about health are never refused (ruling A10): the page says that they are not needed, and offers
to leave the sentence out.
"""

import re
from collections.abc import Mapping

from werkregio.text.normal import fold, normalise, plain_words
from werkregio.werkcentrum.terms import Belemmering

# Beginnings of words in Dutch, English, German and Polish, folded. A word fits when it begins with one of these.
_BEGINNINGS: Mapping[Belemmering, str] = {
    Belemmering.TAAL: (
        "taal inburger nederlandsles analfabe laaggeletterd language dutch sprache jezyk niderlandz"
    ),
    Belemmering.GEZONDHEID: (
        "ziek burn burnout depress angst psych handicap beperking wajong medicij dokter huisarts operatie "
        "rugklacht pijn kanker hart adhd autis verslav overspann revalid ill illness disease disab cancer "
        "doctor medic krank behinder chor choroba niepelnospraw lekarz wia"
    ),
    Belemmering.ZORG: "mantelzorg kinderopvang opvang oppas childcare kinderbetreuung opieka",
    Belemmering.VERVOER: "vervoer rijbewijs bus busverbinding transport driving fuhrerschein dojazd",
    Belemmering.SCHULDEN: "schuld beslag deurwaarder incasso debt dlug komornik",
    Belemmering.PAPIEREN: "verblijf vergunning paspoort bsn permit visa aufenthalt pobyt",
    Belemmering.DIGITAAL: "computer laptop internet digid digitaal digital",
    Belemmering.WONEN: "dakloos huisvest woning uitgezet homeless housing wohnung mieszkan",
}
# Short words count only as a whole: "ill" must not find "illegaal", nor "hart" "hartelijk".
_WHOLE = frozenset(
    {"ill", "hart", "chor", "wia", "pijn", "bus", "bsn", "visa", "opvang", "taal", "angst", "burn"}
)
# Everyday words that begin the same and mean something else.
_NOT = frozenset({"ziekenhuis", "ziekenverzorgende", "ziekenverzorger", "psychologie", "verpleegkundige"})
_SENTENCE = re.compile(r"[^.!?\n\r]*(?:[.!?]+|[\n\r]+|$)\s*")


def _fits(word: str, beginnings: tuple[str, ...]) -> bool:
    if word in _NOT:
        return False
    return any(word == start if start in _WHOLE else word.startswith(start) for start in beginnings)


def found_in(text: str) -> tuple[Belemmering, ...]:
    """The obstacles that this text seems to speak of, in the order of the list."""
    words = plain_words(text)
    return tuple(
        code for code, beginnings in _FOLDED.items() if any(_fits(word, beginnings) for word in words)
    )


def speaks_of_health(text: str) -> bool:
    return any(_fits(word, _FOLDED[Belemmering.GEZONDHEID]) for word in plain_words(text))


def without_health(text: str) -> str:
    """The text without the sentences that speak of health; what is left is untouched."""
    kept = [part for part in _SENTENCE.findall(text) if part and not speaks_of_health(part)]
    return "".join(kept).strip()


_FOLDED: Mapping[Belemmering, tuple[str, ...]] = {
    code: tuple(fold(normalise(words)).split()) for code, words in _BEGINNINGS.items()
}
