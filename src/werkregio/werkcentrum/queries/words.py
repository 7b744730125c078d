# SPDX-License-Identifier: EUPL-1.2
"""The words of one need in one language, with where each comes from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from werkregio.regio.models import Arbeidsmarktregio

from ..models import Woord

BUILT_IN, ADDED, REMOVED = "built-in", "added", "removed"


@dataclass(frozen=True, slots=True)
class WordShown:
    """One word: built in, added, or taken away; and who did that when."""

    word: str
    state: str
    who: str = ""
    at: Any = None


def words_shown(
    regio: Arbeidsmarktregio, language: str, need: str, built_in: Sequence[str]
) -> list[WordShown]:
    """All words in alphabetical order, also those that were taken away."""
    rows = {
        row.word.casefold(): row
        for row in Woord.objects.filter(regio=regio, language=language, need=need).select_related("by")
    }
    found = {word.casefold(): WordShown(word, BUILT_IN) for word in built_in}
    for key, row in rows.items():
        found[key] = WordShown(row.word, REMOVED if row.removed else ADDED, row.by.name, row.at)
    return [found[key] for key in sorted(found)]
