# SPDX-License-Identifier: EUPL-1.2
"""Names of places in a sentence: where somebody wants something says nothing about what they want."""

import re
from collections.abc import Callable, Iterable

from werkregio.text.normal import fold

_WORD = re.compile(r"[^\W\d_]+")
# "Bergen (L)" is called Bergen by the people who live there.
_ADDITION = re.compile(r"\s*\([^)]*\)")


def _nothing_else(_word: str) -> bool:
    return False


class PlaceNames:
    """Finds names of places, also of more than one word. Built once, read by many.

    `is_ordinary` says of a folded word that it means something besides the place, as Best and Huizen do. Such a
    name counts as a place only with a capital that no beginning of a sentence explains.
    """

    def __init__(self, names: Iterable[str] = (), is_ordinary: Callable[[str], bool] = _nothing_else) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for name in names:
            if words := tuple(fold(word.lower()) for word in _WORD.findall(_ADDITION.sub("", name))):
                self._by_first.setdefault(words[0], []).append(words)
        for rows in self._by_first.values():
            rows.sort(key=len, reverse=True)
        self._ordinary = frozenset(
            words[0]
            for rows in self._by_first.values()
            for words in rows
            if len(words) == 1 and is_ordinary(words[0])
        )

    def without(self, text: str) -> str:
        """The text with every name of a place left out."""
        if not self._by_first:
            return text
        found = list(_WORD.finditer(text))
        folded = [fold(match[0].lower()) for match in found]
        kept: list[str] = []
        end = at = 0
        while at < len(found):
            name = next(
                (
                    row
                    for row in self._by_first.get(folded[at], ())
                    if tuple(folded[at : at + len(row)]) == row
                ),
                None,
            )
            if name is None or (len(name) == 1 and not self._is_place(text, found[at], folded[at])):
                at += 1
                continue
            kept.append(text[end : found[at].start()])
            at += len(name)
            end = found[at - 1].end()
        return " ".join([*kept, text[end:]]) if kept else text

    def _is_place(self, text: str, match: re.Match[str], folded: str) -> bool:
        if folded not in self._ordinary:
            return True
        before = text[: match.start()].rstrip()
        return match[0].istitle() and bool(before) and before[-1] not in ".!?:"
