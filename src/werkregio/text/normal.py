# SPDX-License-Identifier: EUPL-1.2
"""Writing that differs but means the same: normalising, folding, words and sentences."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# Letters that Unicode does not take apart, though people type them without the mark.
_PLAIN = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ґ": "г",
        "ى": "ي",
        "ة": "ه",
        "ـ": "",
    }
)
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "＇": "'"})
# Tags are written by scripts, not by people: their content stays, the tag itself goes.
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,200}>")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?…؟۔;؛\n\r]+")
_SPACE = re.compile(r"\s+")


def normalise(text: str) -> str:
    """Lower case, one kind of apostrophe and space, no tags and no control characters.

    Line ends are kept, because they separate sentences. Accents are kept: see `fold`.
    """
    text = unicodedata.normalize("NFKC", text)
    text = _TAG.sub(" ", text).translate(_APOSTROPHES)
    if not text.isprintable():
        text = "".join(_visible(char) for char in text)
    # The Turkish capital İ becomes i with a loose dot.
    return text.lower().replace("i\u0307", "i")


def _visible(char: str) -> str:
    if char in "\n\r":
        return "\n"
    category = unicodedata.category(char)
    if category == "Cf":
        # Invisible joiners and direction marks stand inside words.
        return ""
    return " " if category in {"Cc", "Cs", "Co", "Cn", "Zs", "Zl", "Zp"} else char


@lru_cache(maxsize=65536)
def _fold_word(word: str) -> str:
    parts = unicodedata.normalize("NFKD", word.translate(_PLAIN))
    return "".join(char for char in parts if unicodedata.category(char) != "Mn")


def fold(text: str) -> str:
    """The text without accents and other marks on letters; both sides of a comparison are folded."""
    if text.isascii():
        return text
    if len(text) <= 64:
        return _fold_word(text)
    return "".join(_fold_word(part) for part in re.split(r"(\W)", text))


def words(text: str) -> list[str]:
    """The words of a text that was normalised; letters and digits, an apostrophe inside is kept."""
    return _WORD.findall(text)


def split_apostrophes(word: str) -> list[str]:
    """`don't` is one word, `l'emploi` is two: a short tail belongs to what stands before it."""
    if "'" not in word:
        return [word]
    head, *tails = word.split("'")
    found = [head]
    for tail in tails:
        if len(tail) <= 2 and len(found[-1]) > 2:
            found[-1] += tail
        else:
            found.append(tail)
    return found


def plain_words(text: str) -> list[str]:
    """Folded words of any text, without apostrophes: the form in which words are compared."""
    return [part for word in words(normalise(text)) for part in split_apostrophes(fold(word)) if part]


def sentences(text: str) -> list[str]:
    """The sentences of a text, trimmed and without the empty ones."""
    return [piece for part in _SENTENCE_END.split(text) if (piece := _SPACE.sub(" ", part).strip())]


def letters(text: str) -> Iterator[str]:
    """Only the letters, one by one."""
    return (char for char in text if char.isalpha())


def as_typed(text: str) -> dict[str, str]:
    """For each word in the forms in which it is compared, the word as the person typed it first."""
    found: dict[str, str] = {}
    for typed in words(_TAG.sub(" ", unicodedata.normalize("NFKC", text).translate(_APOSTROPHES))):
        plain = normalise(typed)
        for form in (plain, fold(plain), *split_apostrophes(plain), *split_apostrophes(fold(plain))):
            found.setdefault(form, typed)
    return found
