# SPDX-License-Identifier: EUPL-1.2
"""Finding the training fund of a sector or cao: words in any order, small mistakes forgiven. Pure."""

import re
from collections.abc import Iterable, Sequence

from werkregio.text.fuzzy import Corrector

from .search import search_stems

_SBI = re.compile(r"\d{2}(?:\.?\d{1,3})?")
# Words of the question that stand with every fund.
_COMMON = frozenset(
    word
    for text in (
        "cao collectieve arbeidsovereenkomst fonds opleidingsfonds sector branche voor de het in van en",
        "fund sector for the of and training",
    )
    for word in search_stems(text, "nl")
)


def is_sbi(code: str) -> bool:
    """A code of the standard division of companies: two digits, perhaps more."""
    return _SBI.fullmatch(code) is not None


def search_text(texts: Iterable[str]) -> str:
    """The folded stems of all texts of a fund, each once."""
    return " ".join(dict.fromkeys(word for text in texts for word in search_stems(text, "nl")))


def found(query: str, funds: Sequence[tuple[int, str]]) -> list[int]:
    """Keys of the funds that hold every word of the question, in their order; a misspelt word is understood.

    `funds` are pairs of key and `search_text`. An empty question finds all.
    """
    wanted = [word for word in search_stems(query, "nl") if word not in _COMMON]
    if not wanted:
        return [key for key, _text in funds]
    known = {word for _key, text in funds for word in text.split()}
    corrector = Corrector(known)
    meant = [_meant(word, known, corrector) for word in wanted]
    return [key for key, text in funds if all(_holds(options, text.split()) for options in meant)]


def _meant(word: str, known: set[str], corrector: Corrector) -> set[str]:
    # "metaal" finds "metaalbewerking": a word that begins alike is meant too.
    begins = {other for other in known if len(word) >= 3 and other.startswith(word)}
    if word in known or begins:
        return {word} | begins
    better = corrector.correct(word)
    return {better} if better else {word}


def _holds(options: set[str], words: Sequence[str]) -> bool:
    return not options.isdisjoint(words)
