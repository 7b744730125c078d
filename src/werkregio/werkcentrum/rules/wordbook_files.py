# SPDX-License-Identifier: EUPL-1.2
"""Reading a wordbook from its folder: needs.yaml and one file of words for each language."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from werkregio.text.phrases import PhraseSet
from werkregio.werkcentrum.rules.wordbook import ASKERS, LanguageWords, Need, Wordbook

_CLOSING_NEGATION = frozenset({"nl", "de"})
# The C loader reads the same files several times faster; it is missing on some machines.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load_wordbook(folder: Path) -> Wordbook:
    """The wordbook in a folder. A file that cannot be read stops here, with its name."""
    needs = tuple(_needs(_read(folder / "needs.yaml")))
    codes = {need.code for need in needs}
    languages = {}
    for path in sorted((folder / "words").glob("*.yaml")):
        words = language_words(_read(path), codes, path.name)
        languages[words.language] = words
    # Danger said in other words: files that hold safety phrases only and are added to those above.
    for path in sorted((folder / "words" / "safety").glob("*.yaml")):
        content = _read(path)
        language = _as_text(content["language"])
        known = languages.get(language) or LanguageWords(language)
        languages[language] = replace(
            known,
            safety=_joined(known.safety, phrase_set(content, language)),
            slots={str(name): str(words) for name, words in (content.get("slots") or {}).items()},
        )
    return Wordbook(needs, languages)


def load_villages(folder: Path) -> list[str]:
    """Names of villages of the region that people give as where they live or want to work."""
    names: list[str] = yaml.safe_load((folder / "villages.yaml").read_text("utf-8"))
    return names


def _joined(first: PhraseSet, second: PhraseSet) -> PhraseSet:
    kinds = {
        kind: tuple(dict.fromkeys((*first.kinds.get(kind, ()), *second.kinds.get(kind, ()))))
        for kind in dict.fromkeys((*first.kinds, *second.kinds))
    }
    return PhraseSet(
        kinds,
        negations=tuple(dict.fromkeys((*first.negations, *second.negations))),
        not_when=tuple(dict.fromkeys((*first.not_when, *second.not_when))),
        denying=tuple(dict.fromkeys((*first.denying, *second.denying))),
        closing_negation=first.closing_negation or second.closing_negation,
    )


def phrase_set(content: Mapping[str, Any], language: str) -> PhraseSet:
    """The safety phrases as they stand in a file."""
    return PhraseSet(
        kinds={kind: _texts(entries) for kind, entries in (content.get("kinds") or {}).items()},
        negations=_texts(content.get("negations")),
        not_when=_texts(content.get("not_when")),
        denying=_texts(content.get("denying")),
        closing_negation=language in _CLOSING_NEGATION,
    )


def _read(path: Path) -> Mapping[str, Any]:
    with path.open(encoding="utf-8") as lines:
        try:
            content = yaml.load(lines, Loader=_LOADER)  # noqa: S506 - a safe loader, see above
        except yaml.YAMLError as error:
            raise ValueError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise ValueError(f"{path.name} is not a mapping")
    return content


def _needs(content: Mapping[str, Any]) -> Iterable[Need]:
    for row in content["needs"]:
        labels = {
            key: str(value["label"])
            for key, value in row.items()
            if isinstance(value, dict) and "label" in value
        }
        yield Need(str(row["code"]), labels, tuple(row.get("askers") or ASKERS))


def _texts(rows: Any) -> tuple[str, ...]:
    # YAML reads an unquoted "no" or "113" as something else than text.
    return tuple(dict.fromkeys(text for row in rows or () if (text := _as_text(row).strip())))


def _as_text(row: Any) -> str:
    if isinstance(row, bool):
        return "no" if row is False else "yes"
    if isinstance(row, dict):
        # An unquoted colon made a mapping out of a sentence.
        return ", ".join(f"{key}: {value}" for key, value in row.items())
    return str(row)


def language_words(content: Mapping[str, Any], codes: set[str], name: str) -> LanguageWords:
    """The words of one language, from the content of its file."""
    language = _as_text(content["language"])
    needs = content.get("needs") or {}
    unknown = sorted(set(needs) - codes)
    if unknown:
        raise ValueError(f"{name} names needs that do not exist: {', '.join(unknown)}")
    return LanguageWords(
        language,
        words={code: _texts((needs[code] or {}).get("words")) for code in needs},
        examples={code: _texts((needs[code] or {}).get("examples")) for code in needs},
        function_words=_texts(content.get("function_words")),
        weak_words=_texts(content.get("weak_words")),
        safety=phrase_set(content.get("safety") or {}, language),
    )
