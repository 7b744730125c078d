# SPDX-License-Identifier: EUPL-1.2
"""Words of many languages read as the same few ideas: `slaat`, `hits` and `bije` are one slot."""

from collections.abc import Mapping, Sequence

from werkregio.text.normal import plain_words

# So many letters of the first word of a phrase are looked up before the whole phrase is compared.
_HEAD = 2


class SlotFinder:
    """Finds the slots of one language in plain words. Built once, read by many.

    `slots` gives for each slot its words, separated by `|`. `slaat` is that word, `slaan*` every word that
    begins so, `*ضرب*` every word with it inside (for languages that write small words against others). A
    phrase of several words stands where its words follow one another; it counts for its first word.
    """

    def __init__(self, slots: Mapping[str, str]) -> None:
        self.names = tuple(slots)
        self._exact: dict[str, set[int]] = {}
        self._begin: dict[str, set[int]] = {}
        self._inside: list[tuple[str, int]] = []
        self._phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self._loose: list[tuple[tuple[str, ...], int]] = []
        for number, text in enumerate(slots.values()):
            for entry in text.split("|"):
                self._add(_parts(entry), number)
        self._longest = max(map(len, self._begin), default=0)

    def _add(self, parts: tuple[str, ...], number: int) -> None:
        if not parts:
            return
        first = parts[0]
        if len(parts) > 1:
            if first.startswith("*"):
                self._loose.append((parts, number))
            else:
                self._phrases.setdefault(first.strip("*")[:_HEAD], []).append((parts, number))
        elif first.startswith("*"):
            self._inside.append((first, number))
        elif first.endswith("*"):
            self._begin.setdefault(first[:-1], set()).add(number)
        else:
            self._exact.setdefault(first, set()).add(number)

    def find(self, words: Sequence[str]) -> list[tuple[int, int]]:
        """Place and number of every slot, in the order of the words."""
        found: list[tuple[int, int]] = []
        seen: dict[str, frozenset[int]] = {}
        for place, word in enumerate(words):
            if word not in seen:
                seen[word] = self._of(word)
            here = set(seen[word])
            for parts, number in (*self._phrases.get(word[:_HEAD], ()), *self._loose):
                if number not in here and _stands(parts, words, place):
                    here.add(number)
            found.extend((place, number) for number in sorted(here))
        return found

    def _of(self, word: str) -> frozenset[int]:
        numbers = set(self._exact.get(word, ()))
        for length in range(1, min(len(word), self._longest) + 1):
            numbers |= self._begin.get(word[:length], set())
        numbers.update(number for entry, number in self._inside if _fits(entry, word))
        return frozenset(numbers)


def _parts(entry: str) -> tuple[str, ...]:
    found: list[str] = []
    for piece in entry.replace("-", " ").split():
        row = plain_words(piece)
        if not row:
            continue
        if piece.startswith("*"):
            row[0] = f"*{row[0]}"
        if piece.endswith("*"):
            row[-1] += "*"
        found.extend(row)
    return tuple(found)


def _stands(parts: Sequence[str], words: Sequence[str], place: int) -> bool:
    if place + len(parts) > len(words):
        return False
    return all(_fits(part, word) for part, word in zip(parts, words[place:], strict=False))


def _fits(entry: str, word: str) -> bool:
    before, after = entry.startswith("*"), entry.endswith("*")
    plain = entry.strip("*")
    if before:
        return plain in word if after else word.endswith(plain)
    return word.startswith(plain) if after else word == plain
