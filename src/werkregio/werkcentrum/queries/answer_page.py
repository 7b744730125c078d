# SPDX-License-Identifier: EUPL-1.2
"""What the answer page shows: needs with reasons, the help as cards, languages to choose."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import yaml
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from werkregio.regio.models import Arbeidsmarktregio

from ..models import Instrument
from ..rules import answer as reasons
from ..rules.answer import Answer
from .directory import entries_for_list
from .directory_page import Card, card
from .languages import best_text
from .needs import DATA, needs
from .stamp import entries_mark

WHY_NOT: Mapping[str, object] = {
    reasons.FEWER_WORDS: _("Fewer of your words point to this."),
    reasons.OTHER_ASKER: _("Other people usually ask this: for example employers instead of residents."),
    reasons.CLOSE: _("This fits almost as well. Look at both."),
    reasons.LESS_ALIKE: _("Your sentence looks less like what other people ask about this."),
    reasons.DANGER_FIRST: _("Your safety comes first."),
    reasons.TOO_UNCLEAR: _("Your question is not clear enough to be sure. A guide can help."),
}
SHOWN_NEEDS = 3
SHOWN_HELPS = 8


@dataclass(frozen=True, slots=True)
class NeedShown:
    """One need on the answer page."""

    code: str
    label: str
    text: str
    why: tuple[str, ...]
    why_not: object
    elsewhere: str


@dataclass(frozen=True, slots=True)
class HelpShown:
    """One card, with the first step for the printed list."""

    card: Card
    next_step: str


# Cards by region: the mark of the directory, then each by code, language and municipality.
_kept: dict[int, tuple[Hashable, dict[tuple[str, str, str], HelpShown | None]]] = {}


@cache
def _notices() -> dict[str, str]:
    with (DATA / "notices.yaml").open(encoding="utf-8") as lines:
        return dict(yaml.safe_load(lines))


def notice(language: str) -> str:
    """In the language of the question: we understood you, the answer is in English. Empty when not needed."""
    return _notices().get(language, "")


def needs_shown(answer: Answer, language: str) -> list[NeedShown]:
    """The first needs, with the words that led there and why each is not one place higher."""
    texts = needs()
    return [
        NeedShown(
            code=found.code,
            label=texts[found.code].label(language),
            text=texts[found.code].text(language),
            why=found.why,
            why_not=WHY_NOT.get(found.why_not, ""),
            elsewhere=texts[found.code].where_else(language),
        )
        for found in answer.needs[:SHOWN_NEEDS]
        if found.code in texts
    ]


def helps_shown(
    regio: Arbeidsmarktregio, answer: Answer, language: str, gemeente: str = "", *, on: date
) -> list[HelpShown]:
    """The help that fits, in the order of the router. What was shown before is kept until the directory changes.

    Which help a question led to is not kept: only the cards of help, which are the same for everybody.
    """
    codes = tuple(found.id for found in answer.helps[:SHOWN_HELPS])
    mark = (on, entries_mark(regio))
    cards = _kept.get(regio.pk)
    if cards is None or cards[0] != mark or not settings.KEEP_PAGES:
        cards = (mark, {})
        _kept[regio.pk] = cards
    missing = [code for code in codes if (code, language, gemeente) not in cards[1]]
    if missing:
        made = {shown[0]: shown[1] for shown in _made(regio, missing, language, gemeente, on)}
        for code in missing:
            cards[1][(code, language, gemeente)] = made.get(code)
    found = (cards[1][(code, language, gemeente)] for code in codes)
    return [help_ for help_ in found if help_ is not None]


def _made(
    regio: Arbeidsmarktregio, codes: Sequence[str], language: str, gemeente: str, on: date
) -> Iterator[tuple[str, HelpShown]]:
    """Cards with the code of their entry, in a fixed number of database queries."""
    keys = dict(
        Instrument.objects.filter(regio=regio, code__in=codes, status="current", use="public").values_list(
            "pk", "code"
        )
    )
    for entry in entries_for_list(keys, on):
        made = card(entry, language, gemeente)
        text = best_text(entry.all_texts, language)  # type: ignore[attr-defined]
        if made is not None and text is not None:
            yield keys[entry.pk], HelpShown(made, text.next_step)
