# SPDX-License-Identifier: EUPL-1.2
"""Words that an editor gives to, or takes from, the router; and a look at what that changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.permissions import Acting
from werkregio.text.language import LANGUAGES

from ..models import Woord
from ..permissions.directory import may_edit_words
from ..queries.needs import needs
from ..rules.router import Router
from ..rules.wordbook import Wordbook
from .wegwijzer import built_in_wordbook, wordbook_of

LONGEST_WORD = 80
MOST_WORDS = 40
MOST_QUESTIONS = 60


@dataclass(frozen=True, slots=True)
class Effect:
    """What one question leads to, before and after: codes of the first needs."""

    question: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def changes_first(self) -> bool:
        return self.before[:1] != self.after[:1]

    @property
    def changes(self) -> bool:
        return self.before != self.after


def clean_words(words: Iterable[str]) -> list[str]:
    """Words without spaces around, each once; RuleError for one that is too long or holds no letter."""
    found = list(dict.fromkeys(" ".join(word.split()) for word in words if word.strip()))
    for word in found:
        if len(word) > LONGEST_WORD or not any(char.isalpha() for char in word):
            raise RuleError(
                _("“%(word)s” is too long or has no letters.") % {"word": word[:40]}, field="added"
            )
    if len(found) > MOST_WORDS:
        raise RuleError(_("Change at most %(n)s words at a time.") % {"n": MOST_WORDS}, field="added")
    return found


@transaction.atomic
def change_words(
    language: str, need: str, *, added: Sequence[str], removed: Sequence[str], by: Acting, at: datetime
) -> int:
    """Give words to a need and take others away. Gives how many rows changed.

    A word of the project that is taken away is kept as a row; adding it again deletes that row.
    """
    if not may_edit_words(by):
        raise PermissionDenied
    _check(language, need)
    regio = Arbeidsmarktregio.objects.select_for_update().get(pk=by.regio_id)
    built_in = {word.casefold() for word in _words_of(built_in_wordbook(), language, need)}
    rows = {
        row.word.casefold(): row for row in Woord.objects.filter(regio=regio, language=language, need=need)
    }
    changed = 0
    for word in clean_words(added):
        row = rows.get(word.casefold())
        if row is not None and row.removed:
            row.delete()
            changed += 1
        elif row is None and word.casefold() not in built_in:
            Woord.objects.create(regio=regio, language=language, need=need, word=word, by=by.user, at=at)
            changed += 1
    for word in clean_words(removed):
        row = rows.get(word.casefold())
        if row is not None and not row.removed:
            row.delete()
            changed += 1
        elif row is None and word.casefold() in built_in:
            Woord.objects.create(
                regio=regio, language=language, need=need, word=word, removed=True, by=by.user, at=at
            )
            changed += 1
    if not changed:
        raise RuleError(_("Nothing changes: these words are there already, or are not there."), field="added")
    audit.record(
        "words.changed",
        f"need:{need}",
        region=regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"language": language, "need": need, "changed": changed},
    )
    return changed


def preview_words(
    regio: Arbeidsmarktregio,
    language: str,
    need: str,
    *,
    added: Sequence[str],
    removed: Sequence[str],
    questions: Sequence[str],
) -> list[Effect]:
    """What the router says before and after, on the examples of this need and the questions of the editor.

    Without the encoder: words work through the lexical part, and this way the editor does not wait.
    """
    _check(language, need)
    key = (language, need)
    before = wordbook_of(regio)
    after = before.with_words({key: clean_words(added)}, {key: clean_words(removed)})
    own = [question.strip() for question in questions if question.strip()]
    words = before.languages.get(language)
    asked = list(dict.fromkeys([*own, *(words.examples.get(need, ()) if words else ())]))[:MOST_QUESTIONS]
    old, new = Router(before), Router(after)
    return [
        Effect(question, _first(old, question, language), _first(new, question, language))
        for question in asked
    ]


def _first(router: Router, question: str, language: str) -> tuple[str, ...]:
    return tuple(found.code for found in router.answer(question, language=language).needs[:3])


def _words_of(book: Wordbook, language: str, need: str) -> tuple[str, ...]:
    words = book.languages.get(language)
    return tuple(words.words.get(need, ())) if words else ()


def _check(language: str, need: str) -> None:
    if language not in LANGUAGES:
        raise RuleError(_("Choose a language from the list."), field="language")
    if need not in needs():
        raise RuleError(_("Choose a subject from the list."), field="need")
