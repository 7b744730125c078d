# SPDX-License-Identifier: EUPL-1.2
"""What the intake pages show: the way of reaching somebody in words, and the promise of a day."""

from datetime import datetime

from django.utils.translation import gettext as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Arbeidsmarktregio

from ..models import Zaak
from ..terms import Bereikbaar
from .directory import listed, with_name
from .languages import LANGUAGE_NAMES
from .needs import needs


def promise(zaak: Zaak) -> str:
    """What the guide does first, in words; the day stands beside it."""
    return {
        Bereikbaar.BELLEN: _("A guide calls you"),
        Bereikbaar.EMAIL: _("A guide sends you an e-mail"),
        Bereikbaar.PAGINA: _("A guide answers on your own page"),
        Bereikbaar.LANGSKOMEN: _("A guide reads your question, so that you can come by"),
    }[Bereikbaar(zaak.reach_by)]


def language_name(code: str) -> str:
    """The name of a language in that language."""
    return LANGUAGE_NAMES.get(code, code)


def subject_in_words(regio: Arbeidsmarktregio, *, slug: str, need: str, language: str) -> str:
    """The name of a public page of the directory, by its address; empty for any other word."""
    if slug:
        entry = with_name(listed(regio), language).filter(slug=slug).first()
        return str(getattr(entry, "shown_name", None) or "")
    found = needs().get(need)
    return found.label(language) if found else ""


def day(moment: datetime) -> object:
    return moment.astimezone(AMSTERDAM).date()
