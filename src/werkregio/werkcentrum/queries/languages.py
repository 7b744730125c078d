# SPDX-License-Identifier: EUPL-1.2
"""Languages by their own name, and the best text there is for a reader."""

from collections.abc import Iterable

from ..models import InstrumentTekst

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


def best_text(texts: Iterable[InstrumentTekst], language: str) -> InstrumentTekst | None:
    """The text in this language, else in English, else in Dutch, else any."""
    found = {text.language: text for text in texts}
    return next((found[choice] for choice in (language, "en", "nl") if choice in found), None) or next(
        iter(found.values()), None
    )
