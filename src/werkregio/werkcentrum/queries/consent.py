# SPDX-License-Identifier: EUPL-1.2
"""The words with which a person is asked or informed, in the person's own language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Partij

from ..models import Toestemmingstekst
from ..terms import Gegeven, Grondslag
from .needs import need_label

CONSENT, INFORMATION = "toestemming", "informatie"
RIGHT_TO_LEFT = frozenset({"ar"})
# Languages whose month names stand in a sentence without a change that we cannot make: the others get digits.
_WRITTEN_DATES = frozenset({"nl", "en", "de", "fr", "es", "it", "pt"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A consent or information text, filled in for one referral."""

    text_id: int
    version: int
    language: str
    direction: str
    title: str
    paragraphs: tuple[str, ...]
    fields: tuple[str, ...]
    buttons: dict[str, str]


def text_kind(basis: Grondslag) -> str:
    return CONSENT if basis == Grondslag.TOESTEMMING else INFORMATION


def text_in(kind: str, language: str) -> Toestemmingstekst:
    """The newest text in this language, else in English, else in Dutch.

    Raises `DoesNotExist` on an installation without texts: `laad-regio` brings them.
    """
    found = {
        text.language: text
        for text in Toestemmingstekst.objects.filter(kind=kind, language__in={language, "en", "nl"}).order_by(
            "version"
        )
    }
    for choice in (language, "en", "nl"):
        if choice in found:
            return found[choice]
    raise Toestemmingstekst.DoesNotExist(f"There is no text of kind {kind}.")


def languages_of_texts() -> list[str]:
    """The languages in which a person can be asked."""
    return list(
        Toestemmingstekst.objects.filter(kind=CONSENT)
        .order_by("language")
        .values_list("language", flat=True)
        .distinct()
    )


def field_labels(text: Toestemmingstekst, fields: Sequence[str]) -> tuple[str, ...]:
    """The names of the fields in the language of the text, in the fixed order."""
    names = text.labels.get("fields", {})
    return tuple(names.get(code.value, code.label) for code in Gegeven if code.value in fields)


def filled_in(
    text: Toestemmingstekst, *, partij: Partij, fields: Sequence[str], need: str, until: datetime
) -> Asked:
    """The text as the person reads it: who receives it, what exactly, what for, until when, how to stop."""
    day = until.astimezone(AMSTERDAM).date()
    if text.language in _WRITTEN_DATES:
        with translation.override(text.language):
            written = date_format(day, "j E Y")
    else:
        written = f"{day.day:02d}.{day.month:02d}.{day.year}"
    names = field_labels(text, fields)
    parts = {
        "receiver": partij.naam,
        "fields": ", ".join(names),
        "purpose": need_label(need, text.language),
        "until": written,
    }
    body = text.body
    for name, value in parts.items():
        body = body.replace("{" + name + "}", value)
    return Asked(
        text_id=text.pk,
        version=text.version,
        language=text.language,
        direction="rtl" if text.language in RIGHT_TO_LEFT else "ltr",
        title=text.labels.get("title", ""),
        paragraphs=tuple(part.strip() for part in body.split("\n\n") if part.strip()),
        fields=names,
        buttons=dict(text.labels.get("buttons", {})),
    )
