# SPDX-License-Identifier: EUPL-1.2
"""The words by which people name what they need: for each need and language, with the words of danger."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from werkregio.text.phrases import PhraseSet

ACUTE = "acute-hulp"
GUIDE = "gids-gesprek"
OUT_OF_SCOPE = "buiten-scope"
# A mark for professionals on funds and programmes: never an outcome.
FUNDING_MARK = "programma-financiering"
INWONER, WERKGEVER, PROFESSIONAL = "inwoner", "werkgever", "professional"
ASKERS = (INWONER, WERKGEVER, PROFESSIONAL)


@dataclass(frozen=True, slots=True)
class Need:
    """One label of the closed list, with its name in each language and who normally asks for it."""

    code: str
    labels: Mapping[str, str] = field(default_factory=dict)
    askers: tuple[str, ...] = ASKERS


@dataclass(frozen=True, slots=True)
class LanguageWords:
    """What one language has for each need: words (short phrases) and examples (whole questions)."""

    language: str
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    function_words: tuple[str, ...] = ()
    # Words that stand in some phrases but are no reason by themselves.
    weak_words: tuple[str, ...] = ()
    safety: PhraseSet = field(default_factory=lambda: PhraseSet({}))
    # Ideas that make danger (who, what, where, when), each with its words: see `text.slots`.
    slots: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wordbook:
    """All needs in order, and what every language says about them; `with_words` makes a new one."""

    needs: tuple[Need, ...]
    languages: Mapping[str, LanguageWords]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the needs, in the order of the list."""
        return tuple(need.code for need in self.needs)

    def label(self, code: str, language: str) -> str:
        """The name of a need in a language; in English or Dutch, or the code, where there is none."""
        labels = next((need.labels for need in self.needs if need.code == code), {})
        return labels.get(language) or labels.get("en") or labels.get("nl") or code

    def with_words(
        self,
        added: Mapping[tuple[str, str], Iterable[str]],
        removed: Mapping[tuple[str, str], Iterable[str]] | None = None,
    ) -> "Wordbook":
        """A wordbook with words added or removed, each under (language, need).

        An unknown need is refused; a language without words so far begins with the added ones.
        """
        removed = removed or {}
        languages = dict(self.languages)
        for language, code in sorted({*added, *removed}):
            if code not in self.codes:
                raise ValueError(f"unknown need: {code}")
            known = languages.get(language) or LanguageWords(language)
            gone = {word.casefold() for word in removed.get((language, code), ())}
            kept = [word for word in known.words.get(code, ()) if word.casefold() not in gone]
            fresh = [word for word in added.get((language, code), ()) if word.strip()]
            row = tuple(dict.fromkeys([*kept, *fresh]))
            languages[language] = replace(known, words={**known.words, code: row})
        return replace(self, languages=languages)
