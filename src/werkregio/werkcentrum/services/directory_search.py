# SPDX-License-Identifier: EUPL-1.2
"""The search of the directory at work: one index for each region, rebuilt when entries or words change."""

import threading

from django.db.models import Count, Max

from werkregio.foundation import content
from werkregio.regio.models import Arbeidsmarktregio

from ..models import Instrument, InstrumentBehoefte, Woord
from ..rules.search import Entry, Found, SearchIndex, search_stems
from .wegwijzer import wordbook_of

# Words of these languages lead to a need: those in which the pages of the directory can be read.
_LANGUAGES = ("nl", "en", "pl", "ro", "bg", "ar")
_kept: dict[int, tuple[tuple[object, ...], SearchIndex]] = {}
_building = threading.Lock()


def search(regio: Arbeidsmarktregio, query: str) -> Found:
    """Entries that fit the words, of any status: the caller decides who may see which."""
    return _index_of(regio).find(query)


def _index_of(regio: Arbeidsmarktregio) -> SearchIndex:
    stamp = _stamp(regio)
    kept = _kept.get(regio.pk)
    if kept and kept[0] == stamp:
        return kept[1]
    with _building:
        index = _build(regio)
        _kept[regio.pk] = (stamp, index)
    return index


def _stamp(regio: Arbeidsmarktregio) -> tuple[object, ...]:
    return content.kept(("directory index", regio.code, regio.pk), lambda: _counted(regio))


def _counted(regio: Arbeidsmarktregio) -> tuple[object, ...]:
    entries = Instrument.objects.filter(regio=regio).aggregate(n=Count("pk"), last=Max("changed_at"))
    words = Woord.objects.filter(regio=regio).aggregate(n=Count("pk"), last=Max("at"))
    # Two databases of one process (tests) may hold regions with the same key.
    return (regio.code, entries["n"], entries["last"], words["n"], words["last"])


def _build(regio: Arbeidsmarktregio) -> SearchIndex:
    needs: dict[int, list[str]] = {}
    for pk, need in InstrumentBehoefte.objects.filter(instrument__regio=regio).values_list(
        "instrument_id", "need"
    ):
        needs.setdefault(pk, []).append(need)
    entries = [
        Entry(pk, searchable, tuple(needs.get(pk, ())))
        for pk, searchable in Instrument.objects.filter(regio=regio)
        .order_by("slug")
        .values_list("pk", "search_text")
    ]
    book = wordbook_of(regio)
    synonyms: dict[str, list[str]] = {code: [] for code in book.codes}
    for language in _LANGUAGES:
        words = book.languages.get(language)
        for code in book.codes:
            texts = [book.label(code, language), *(words.words.get(code, ()) if words else ())]
            synonyms[code] += [stem for text in texts for stem in search_stems(text, language)]
    return SearchIndex(entries, synonyms, _LANGUAGES)
