# SPDX-License-Identifier: EUPL-1.2
"""What the answer page shows: needs with reasons, the help as cards, languages to choose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import yaml
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from werkregio.regio.models import Arbeidsmarktregio

from ..models import Instrument, InstrumentTekst
from ..rules import answer as reasons
from ..rules.answer import Answer
from ..terms import Doelgroep
from .needs import DATA, needs

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
# Names of languages in themselves, for the choice "this is not my language".
LANGUAGE_NAMES = {
    "nl": "Nederlands",
    "en": "English",
    "pl": "Polski",
    "ro": "Română",
    "bg": "Български",
    "uk": "Українська",
    "ru": "Русский",
    "de": "Deutsch",
    "ar": "العربية",
    "tr": "Türkçe",
    "fr": "Français",
    "es": "Español",
    "hu": "Magyar",
    "it": "Italiano",
    "pt": "Português",
}


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
    """One card: an entry of the directory in the best language there is."""

    slug: str
    language: str
    name: str
    summary: str
    badge: str
    facts: list[tuple[object, object]]
    next_step: str


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


def best_text(texts: Iterable[InstrumentTekst], language: str) -> InstrumentTekst | None:
    """The text in this language, else in English, else in Dutch, else any."""
    found = {text.language: text for text in texts}
    return next((found[choice] for choice in (language, "en", "nl") if choice in found), None) or next(
        iter(found.values()), None
    )


def helps_shown(regio: Arbeidsmarktregio, answer: Answer, language: str) -> list[HelpShown]:
    """The help that fits, in the order of the router. Four database queries, however many there are."""
    codes = [found.id for found in answer.helps[:SHOWN_HELPS]]
    entries = {
        entry.code: entry
        for entry in Instrument.objects.filter(
            regio=regio, code__in=codes, status="current", use="public"
        ).prefetch_related("behoeften", "gemeenten", Prefetch("teksten", to_attr="all_texts"))
    }
    return [
        shown
        for code in codes
        if (entry := entries.get(code)) and (shown := _card(entry, language)) is not None
    ]


def _card(entry: Instrument, language: str) -> HelpShown | None:
    text = best_text(entry.all_texts, language)  # type: ignore[attr-defined]
    if text is None:
        return None
    first = next(iter(entry.behoeften.all()), None)
    label = needs()[first.need].label(language) if first and first.need in needs() else ""
    audience = ", ".join(str(Doelgroep(code).label) for code in entry.audience if code in Doelgroep.values)
    places = ", ".join(gemeente.naam for gemeente in entry.gemeenten.all())
    facts: list[tuple[object, object]] = [
        (_("By"), entry.provider_name),
        (_("For"), audience),
        (_("Where"), places or _("In the whole region")),
        (_("Costs"), entry.get_costs_kind_display() if entry.costs_kind != "unknown" else _("Not known")),
    ]
    return HelpShown(
        entry.slug, text.language, text.name, text.summary, label, [f for f in facts if f[1]], text.next_step
    )
