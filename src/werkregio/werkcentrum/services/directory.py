# SPDX-License-Identifier: EUPL-1.2
"""Storing an entry of the directory: one function writes every part of it and its version."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from werkregio.regio.models import Gemeente
from werkregio.regio.permissions import Acting

from ..models import Feit, Instrument, InstrumentBehoefte, InstrumentTekst, Voorwaarde, Wijziging
from ..queries.directory_content import CONDITION_FIELDS
from ..queries.needs import needs
from ..rules.entry import Content, Problem, problems
from ..rules.search import search_text
from ..rules.wordbook import FUNDING_MARK

_HEAD = (
    "slug",
    "use",
    "status",
    "audience",
    "provider_name",
    "costs_kind",
    "law",
    "source",
    "as_of",
    "verified",
    "same_as",
)


def content_problems(content: Content) -> list[Problem]:
    """What is wrong with a content, against the closed list of needs."""
    return problems(content, frozenset(needs()), frozenset({FUNDING_MARK}))


def write_content(instrument: Instrument, content: Content, *, at: datetime) -> None:
    """Put a content that was checked into the tables. Successors come apart: see `write_successors`."""
    for field in _HEAD:
        setattr(instrument, field, content[field])
    instrument.ended_on = _day(content["ended_on"])
    instrument.search_text = search_text(content)
    instrument.changed_at = at
    instrument.save()
    for part in (instrument.teksten, instrument.behoeften, instrument.feiten, instrument.voorwaarden):
        part.all().delete()
    write_parts([(instrument, content)])
    instrument.gemeenten.set(Gemeente.objects.filter(gm_code__in=content["municipalities"]))


def write_parts(entries: Sequence[tuple[Instrument, Content]]) -> None:
    """The rows under entries, for all of them at once."""
    InstrumentTekst.objects.bulk_create(
        InstrumentTekst(instrument=entry, language=language, **texts)
        for entry, content in entries
        for language, texts in content["texts"].items()
    )
    InstrumentBehoefte.objects.bulk_create(
        InstrumentBehoefte(instrument=entry, need=need, order=order)
        for entry, content in entries
        for order, need in enumerate(content["needs"])
    )
    Feit.objects.bulk_create(_fact(entry, row) for entry, content in entries for row in content["facts"])
    Voorwaarde.objects.bulk_create(
        Voorwaarde(instrument=entry, order=order, **{field: row[field] for field in CONDITION_FIELDS})
        for entry, content in entries
        for order, row in enumerate(content["conditions"])
    )


def write_successors(instrument: Instrument, codes: Iterable[str]) -> None:
    """What came instead, within the same region."""
    instrument.successors.set(Instrument.objects.filter(regio_id=instrument.regio_id, code__in=list(codes)))


def new_version(
    instrument: Instrument,
    content: Content,
    *,
    by: Acting | None,
    at: datetime,
    reason: str,
    undoes: int | None = None,
) -> Wijziging:
    """A version as an unsaved row; `by` is empty for what was loaded."""
    return Wijziging(
        instrument=instrument,
        version=instrument.version,
        at=at,
        by=by.user if by else None,
        partij=by.partij if by else None,
        reason=reason,
        content=content,
        undoes_version=undoes,
    )


def _fact(instrument: Instrument, row: Content) -> Feit:
    days = {field: _day(row[field]) for field in ("valid_from", "valid_to", "read_on")}
    return Feit(instrument=instrument, **{**row, **days})


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
