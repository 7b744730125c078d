# SPDX-License-Identifier: EUPL-1.2
"""The combination calculator with the facts of a region: what goes in, and how its answer is shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkregio.regio.models import Arbeidsmarktregio

from ..models import Feit, Instrument, InstrumentTekst, Samenloop
from ..rules.calculation import Result, calculate
from ..rules.calculation_parts import Fact, Gap, Line, Question
from ..rules.calculation_schemes import SCHEMES
from ..rules.combinations import Verdict
from ..terms import Doelgroep, Gebruik, InstrumentStatus
from . import calculation_words as words
from .combinations import combinations
from .directory_facts import FactShown, as_of_in_words, fact_shown
from .languages import best_text


@dataclass(frozen=True, slots=True)
class Known:
    """What the directory of a region knows of the instruments of the calculator on a day."""

    facts: list[Fact]
    rows: Sequence[Samenloop]
    ended: Mapping[str, date | None]
    entries: Mapping[str, Instrument]


@dataclass(frozen=True, slots=True)
class LineShown:
    """One instrument on the page."""

    code: str
    name: str
    language: str
    url: str
    status_kind: str
    applies: str
    applies_label: str
    reason: str
    period: str
    share: str
    amounts: list[tuple[str, str]]
    who_decides: str
    who_language: str
    # Empty: ask it together with the person.
    before: str
    ask_by: date | None
    ask_late: bool
    steps: list[str]
    facts: list[FactShown]
    refused: bool
    gaps: list[str]
    older: str
    source: str
    as_of: str
    verified: bool


@dataclass(frozen=True, slots=True)
class PairShown:
    """Two instruments, how they go together, and who says so."""

    label: str
    names: str
    why: str
    why_language: str
    source: str
    as_of: str
    verified: bool


@dataclass(frozen=True, slots=True)
class AlternativeShown:
    names: list[str]
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class ResultShown:
    """The whole answer, ready for page and file."""

    fitting: list[LineShown]
    unknown: list[LineShown]
    not_fitting: list[LineShown]
    alternatives: list[AlternativeShown]
    not_counted: list[str]
    conflicts: list[PairShown]
    reservations: list[PairShown]
    unknown_pairs: list[str]
    below_minimum: bool | None
    wage: str
    contract: str
    # The names are in this language: not every language of the site has the directory.
    names_language: str
    lines: list[LineShown] = field(default_factory=list)


def known(regio: Arbeidsmarktregio, on: date) -> Known:
    """Everything the calculator needs, in a fixed number of queries."""
    entries = {
        entry.code: entry
        for entry in Instrument.objects.filter(
            regio=regio, code__in=SCHEMES, use=Gebruik.PUBLIC
        ).prefetch_related("teksten", "feiten")
        if entry.status in (InstrumentStatus.CURRENT, InstrumentStatus.ENDED)
    }
    return Known(
        facts=[_fact(entry.code, row) for entry in entries.values() for row in entry.feiten.all()],
        rows=combinations(entries, on, regio=regio),
        ended={
            code: entry.ended_on
            for code, entry in entries.items()
            if entry.status == InstrumentStatus.ENDED and (entry.ended_on is None or entry.ended_on <= on)
        },
        entries=entries,
    )


def _fact(code: str, row: Feit) -> Fact:
    return Fact(code, row.key, row.value, row.unit, row.as_of, row.valid_from, row.valid_to, row)


def reckon(regio: Arbeidsmarktregio, question: Question) -> tuple[Result, Known]:
    """The answer to what an employer filled in. Nothing of it is kept."""
    found = known(regio, question.on)
    return calculate(question, found.facts, found.rows, found.ended), found


def shown(result: Result, found: Known, language: str, gemeente: str = "") -> ResultShown:
    """The answer in words. `gemeente` is where the person lives: it decides on some of it."""
    texts = {
        code: text
        for code, entry in found.entries.items()
        if (text := best_text(entry.teksten.all(), language))
    }
    names = {code: texts[code].name if code in texts else code for code in SCHEMES}
    lines = [_line(line, result.question, found, texts, names, language, gemeente) for line in result.lines]
    return ResultShown(
        fitting=[line for line in lines if line.applies in ("ja", "mogelijk")],
        unknown=[line for line in lines if line.applies == "onbekend"],
        not_fitting=[line for line in lines if line.applies == "nee"],
        alternatives=[
            AlternativeShown(
                [names[code] for code in one.codes], words.euros(one.first), words.euros(one.second)
            )
            for one in result.alternatives
        ],
        not_counted=[names[code] for code in result.not_counted],
        conflicts=_pairs(result.conflicts, names, language),
        reservations=_pairs(result.reservations, names, language),
        unknown_pairs=[f"{names[one]} + {names[other]}" for one, other in result.unknown_pairs],
        below_minimum=result.below_minimum,
        wage=words.wage(result.question),
        contract=words.contract(result.question),
        names_language=next((text.language for text in texts.values()), language),
        lines=lines,
    )


def _line(
    line: Line,
    question: Question,
    found: Known,
    texts: Mapping[str, InstrumentTekst],
    names: Mapping[str, str],
    language: str,
    gemeente: str,
) -> LineShown:
    entry, text = found.entries.get(line.code), texts.get(line.code)
    older = sorted({fact.as_of[:4] for fact in line.facts if fact.is_older_than(question.on)})
    decides, before = (text.who_decides, text.next_step) if text else ("", "")
    spoken = text.language if text else language
    if entry is not None and (entry.audience or [""])[0] != Doelgroep.WERKGEVER:
        # The texts of this entry speak to the person; here an employer reads.
        decides, spoken, before = entry.provider_name, "nl", ""
    if gemeente and entry is not None and entry.provider_name == "gemeente":
        decides = f"{decides} ({gemeente})"
    return LineShown(
        code=line.code,
        name=names[line.code],
        language=text.language if text else language,
        url=reverse("werkcentrum:instrument", kwargs={"slug": entry.slug}) if entry else "",
        status_kind={"ja": "done", "mogelijk": "new", "onbekend": "waits", "nee": "info"}[line.applies],
        applies=line.applies.value,
        applies_label=words.applies(line.applies),
        reason=words.reason(line.reason),
        period=words.period(line.period),
        share=words.share(line.share),
        amounts=words.amounts(line),
        who_decides=decides,
        before=before,
        who_language=spoken,
        ask_by=line.ask_by,
        ask_late=line.ask_by is not None and line.ask_by < question.today,
        steps=[words.step(step) for step in line.steps],
        facts=[fact_shown(fact.row, language, question.on) for fact in line.facts if fact.row is not None],
        refused=line.is_refused,
        gaps=[_gap(gap, found, language) for gap in line.gaps],
        older=", ".join(older),
        source=entry.source if entry else "",
        as_of=as_of_in_words(entry.as_of) if entry else "",
        verified=bool(entry and entry.verified),
    )


def _gap(gap: Gap, found: Known, language: str) -> str:
    rows = [fact.row for fact in found.facts if (fact.code, fact.key) == (gap.code, gap.key)]
    label = ""
    if rows:
        label = rows[0].label_nl if language == "nl" or not rows[0].label_en else rows[0].label_en
    return words.gap(gap, label)


def _pairs(verdicts: Iterable[Verdict], names: Mapping[str, str], language: str) -> list[PairShown]:
    return [
        PairShown(
            label=words.pair(one.kind),
            names=f"{names[one.first]} + {names[one.second]}",
            why=_why(one.row, language),
            why_language="nl" if language == "nl" or not one.row.text_en else "en",
            source=one.row.source,
            as_of=as_of_in_words(one.row.as_of),
            verified=one.row.verified,
        )
        for one in verdicts
    ]


def _why(row: Any, language: str) -> str:
    return str(row.text_nl if language == "nl" or not row.text_en else row.text_en)


def csv_rows(answer: ResultShown) -> list[list[str]]:
    """The answer as a file: a line for each instrument, then the totals. A cell never starts a formula."""
    rows = [
        [
            _("Help"),
            _("Does it fit?"),
            _("Why"),
            _("Amount"),
            _("How long"),
            _("Who decides"),
            _("Before the first working day"),
            _("Ask before"),
            _("Source"),
            _("Facts of"),
            _("Checked"),
            _("What is missing"),
        ]
    ]
    for line in answer.lines:
        amounts = [f"{label}: {value}" for label, value in line.amounts]
        rows.append(
            [
                line.name,
                line.applies_label,
                line.reason,
                "; ".join([*([line.share] if line.share else []), *amounts]),
                line.period,
                line.who_decides,
                line.before or _("Ask this together with the person, before the first working day."),
                date_format(line.ask_by, "Y-m-d") if line.ask_by else "",
                line.source,
                line.as_of,
                _("Read in the source") if line.verified else _("Not verified"),
                "; ".join(line.gaps),
            ]
        )
    for one in answer.alternatives:
        for label, value in ((_("First year"), one.first), (_("Second year"), one.second)):
            rows.append([_("Total"), "", " + ".join(one.names), f"{label}: {value}", *[""] * 8])
    return [
        [f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell for cell in row] for row in rows
    ]
