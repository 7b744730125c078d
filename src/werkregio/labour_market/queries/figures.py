# SPDX-License-Identifier: EUPL-1.2
"""A figure: a value with everything that is needed to judge it, and the road back to its raw rows.

Nothing is computed twice for the same versions: answers are kept in memory under the hashes of what is loaded.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any

from django.utils.translation import get_language

from werkregio.regio.models import Arbeidsmarktregio

from ..models import DatasetVersion, Duiding, Gebruik
from ..rules import catalogue
from ..rules.areas import Area
from ..rules.outcomes import Outcome, plain
from ..rules.periods import Period
from ..terms_figures import DuidingState
from . import areas, suppressing, tables
from .measuring import Question
from .reason_texts import sentence

MOST_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Publication:
    """A version of a table that a figure rests on."""

    table_id: str
    title: str
    publisher: str
    number: int
    hash: str
    modified: str
    loaded_at: datetime


@dataclass(frozen=True, slots=True)
class Figure:
    """What a page shows. `duiding` is the newest published one; `duiding_is_older`: of another version."""

    outcome: Outcome
    name: str
    definition: str
    formula_source: str
    caution: str
    chosen: Mapping[str, str]
    publications: tuple[Publication, ...]
    remarks: tuple[str, ...]
    duiding: Duiding | None
    duiding_is_older: bool

    @property
    def value(self) -> str | None:
        return plain(self.outcome.value)

    @property
    def level(self) -> str:
        """The kind of area: gemeente, arbeidsmarktregio, land."""
        return self.outcome.area.kind

    @property
    def observations(self) -> tuple[str, ...]:
        """Ids for `werkregio verloop`: the raw rows, each once."""
        return tuple(dict.fromkeys(source.observation for source in self.outcome.sources))

    @property
    def versions(self) -> dict[str, str]:
        return {source.dataset: source.version for source in self.outcome.sources}


_kept: "OrderedDict[tuple[Any, ...], Outcome]" = OrderedDict()
_lock = Lock()


def outcomes(
    regio: Arbeidsmarktregio,
    measure: str,
    wanted: Sequence[Area],
    period: Period | None = None,
    chosen: Mapping[str, str] | None = None,
    *,
    division: date | None = None,
) -> list[Outcome]:
    """Answers fit to show in this region; those that are known for the versions in force are not computed again.

    Raises UnknownMeasure and UnknownChoice of `queries.measuring`.
    """
    loaded = tables.tables(regio_id=regio.pk)
    own = suppressing.own_versions(regio.pk)
    limit = regio.publishing_limit
    stamp = tuple((table.table_id, table.hash) for table in loaded)
    fixed = (regio.pk, limit, own, stamp, measure, period, tuple(sorted((chosen or {}).items())), division)
    with _lock:
        known = {area.code: _kept[(*fixed, area)] for area in wanted if (*fixed, area) in _kept}
    missing = [area for area in wanted if area.code not in known]
    if missing:
        book = areas.with_asked(areas.book(regio.pk), missing)
        question = Question(measure, missing, period, chosen, division)
        for outcome in suppressing.publishable(question, loaded, book, own=own, limit=limit):
            known[outcome.area.code] = outcome
            _keep((*fixed, outcome.area), outcome)
    return [known[area.code] for area in wanted]


def _keep(key: tuple[Any, ...], outcome: Outcome) -> None:
    with _lock:
        _kept[key] = outcome
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)


def figures(
    regio: Arbeidsmarktregio,
    measure: str,
    wanted: Sequence[Area],
    period: Period | None = None,
    chosen: Mapping[str, str] | None = None,
    *,
    division: date | None = None,
) -> list[Figure]:
    """Figures of one measure for several areas; three queries besides those of the tables, however many areas."""
    answers = outcomes(regio, measure, wanted, period, chosen, division=division)
    publications = _publications({source.version for answer in answers for source in answer.sources})
    written = published_duidingen(regio, measure, [area.code for area in wanted], chosen or {})
    language = "en" if get_language() == "en" else "nl"
    words = catalogue.words().get(measure)
    made = []
    for answer in answers:
        versions = {source.dataset: source.version for source in answer.sources}
        duiding = written.get((answer.area.code, str(answer.period)))
        made.append(
            Figure(
                answer,
                words.name[language] if words else _column_title(regio, measure),
                words.definition[language] if words else "",
                words.source if words else "",
                words.caution.get(language, "") if words else "",
                dict(chosen or {}),
                tuple(publications[key] for key in dict.fromkeys(versions.values()) if key in publications),
                tuple(map(sentence, answer.reasons)),
                duiding,
                duiding is not None and duiding.versions != versions,
            )
        )
    return made


def _column_title(regio: Arbeidsmarktregio, measure: str) -> str:
    table_id, _, column = measure.partition(":")
    table = tables.open_table(table_id, regio_id=regio.pk)
    return table.topics[column].title if column in table.topics else measure


def _publications(hashes: Iterable[str]) -> dict[str, Publication]:
    found = DatasetVersion.objects.select_related("dataset").filter(hash__in=list(hashes))
    return {
        version.hash: Publication(
            version.dataset.table_id,
            version.dataset.title,
            version.dataset.publisher,
            version.number,
            version.hash,
            version.modified,
            version.made_at,
        )
        for version in found
    }


def published_duidingen(
    regio: Arbeidsmarktregio, measure: str, codes: Sequence[str], chosen: Mapping[str, str]
) -> dict[tuple[str, str], Duiding]:
    """The newest published one by area and period."""
    found = (
        Duiding.objects.filter(
            regio=regio, measure=measure, area__in=codes, state=DuidingState.PUBLISHED, chosen=dict(chosen)
        )
        .select_related("partij")
        .order_by("reviewed_at", "pk")
    )
    return {(one.area, one.period): one for one in found}


def uses(regio: Arbeidsmarktregio, measure: str, area: str) -> list[Gebruik]:
    """The road forward: who uses this figure, those with older figures first."""
    found = Gebruik.objects.filter(regio=regio, measure=measure, area=area)
    return sorted(found, key=lambda one: (one.older_since is None, one.kind, one.label))
