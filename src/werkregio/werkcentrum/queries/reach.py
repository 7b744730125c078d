# SPDX-License-Identifier: EUPL-1.2
"""How to reach the person of a case in writing: by what they gave, in the language they chose."""

from dataclasses import dataclass

from django.conf import settings

from werkregio.foundation.senders import EMAIL, SMS

from ..models import Zaak
from ..terms import Bereikbaar
from .sharing import unsealed


@dataclass(frozen=True, slots=True)
class Reach:
    """Channel and address; `language` is one in which our messages exist."""

    channel: str
    to: str
    language: str


def written_language(language: str) -> str:
    """The language of a message: the chosen one when it is complete here, else English."""
    return language if language in dict(settings.LANGUAGES) else "en"


def reach_of(zaak: Zaak) -> Reach | None:
    """The way that the person chose, else the one that is there. None: only the private page, or by the guide.

    Whoever looks at the page or comes by and left no address gets no message.
    """
    if not hasattr(zaak, "gegevens"):
        return None
    given = unsealed(zaak, zaak.gegevens.sealed)
    addresses = {EMAIL: str(given.get("email") or ""), SMS: str(given.get("telefoon") or "")}
    order = (SMS, EMAIL) if zaak.reach_by == Bereikbaar.BELLEN else (EMAIL, SMS)
    for channel in order:
        if addresses[channel]:
            return Reach(channel, addresses[channel], written_language(zaak.language))
    return None
