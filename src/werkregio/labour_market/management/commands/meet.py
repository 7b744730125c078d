# SPDX-License-Identifier: EUPL-1.2
"""`werkregio meet`: one measure for areas in a period, exact, with the raw rows that it came from."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from werkregio.foundation.disclosure import DEFAULT_LIMIT
from werkregio.foundation.errors import AmbiguousInputError, InputError
from werkregio.regio import queries as regio
from werkregio.regio.models import Arbeidsmarktregio

from ...queries import areas, presenting, suppressing, tables
from ...queries.measuring import Question, UnknownChoice, UnknownMeasure
from ...queries.reason_texts import sentence
from ...rules import catalogue
from ...rules.area_names import AmbiguousArea, UnknownArea
from ...rules.areas import GEMEENTE, KINDS, Area, Book
from ...rules.classes import Limits
from ...rules.measures import MEASURES
from ...rules.outcomes import Outcome, plain
from ...rules.periods import Period, parse
from ...rules.reasons import Reason


class Command(BaseCommand):
    help = "Give a measure for one area, several, or all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("maat", help="Code of a measure (see `werkregio maten`), or TABEL:Kolom")
        parser.add_argument(
            "--gebied", action="append", default=[], help="AM29, GM0983, PV31, NL, a name; may be repeated"
        )
        parser.add_argument(
            "--alle",
            nargs="?",
            const="alle",
            choices=("alle", *KINDS),
            help="Every area, or every one of a kind",
        )
        parser.add_argument("--periode", help="2022, 2022KW03, 2022MM04, 2021-2022; without it the newest")
        parser.add_argument("--dimensie", action="append", default=[], metavar="NAAM=SLEUTEL")
        parser.add_argument(
            "--indeling", help="Year or day whose borders are followed; without it that of the figures"
        )
        parser.add_argument("--klassegrenzen", help="Other limits of classes, with commas: 0.25,0.67,1.5,4")
        parser.add_argument(
            "--op-grens", choices=("hoger", "lager"), help="To which class a value on a limit belongs"
        )
        parser.add_argument("--versie", help="Beginning of the hash of a version, for TABEL:Kolom")
        parser.add_argument("--regio", help="Code of the region whose own tables are read too")
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--uit", help="File to write: .csv, .parquet or .json")
        parser.add_argument("--taal", choices=("nl", "en"), default="nl")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["taal"]):
            outcomes = self._outcomes(options)
            self._write(outcomes, options)

    def _outcomes(self, options: dict[str, Any]) -> list[Outcome]:
        region = _region(options["regio"])
        regio_id = region.pk if region else None
        loaded = _loaded(options["maat"], options["versie"], regio_id)
        period = _period(options["periode"])
        book = areas.book(regio_id)
        wanted = _areas(options, book, loaded, period)
        book = areas.with_asked(book, wanted)
        question = Question(
            options["maat"],
            wanted,
            period,
            _chosen(options["dimensie"]),
            _division(options["indeling"]),
            _limits(options),
        )
        try:
            own = suppressing.own_versions(regio_id)
            limit = region.publishing_limit if region else DEFAULT_LIMIT
            return suppressing.publishable(question, loaded, book, own=own, limit=limit)
        except UnknownMeasure as error:
            raise InputError(
                f"Onbekende maat: {options['maat']}. Zie `werkregio maten` en `werkregio datasets`."
            ) from error
        except UnknownChoice as error:
            why = error.args[0]
            said = sentence(why) if isinstance(why, Reason) else f"Onbekende dimensie of sleutel: {why}."
            raise InputError(said) from error

    def _write(self, outcomes: Sequence[Outcome], options: dict[str, Any]) -> None:
        single = len(options["gebied"]) == 1 and not options["alle"]
        plain_data: Any = [presenting.as_json(outcome) for outcome in outcomes]
        text = json.dumps(plain_data[0] if single else plain_data, ensure_ascii=False, indent=1)
        if options["uit"]:
            target = Path(options["uit"])
            if target.suffix not in (".csv", ".parquet", ".json"):
                raise InputError("Schrijf naar een bestand op .csv, .parquet of .json.")
            try:
                if target.suffix == ".parquet":
                    presenting.as_parquet(outcomes, target)
                else:
                    target.write_text(
                        presenting.as_csv(outcomes) if target.suffix == ".csv" else f"{text}\n",
                        encoding="utf-8",
                        newline="",
                    )
            except OSError as error:
                raise InputError(f"Kan niet schrijven naar {target}: {error.strerror}.") from error
        if options["json"]:
            self.stdout.write(text)
        elif not options["uit"]:
            for outcome in outcomes:
                value = plain(outcome.value)
                said = f"{value} {outcome.unit}" if value is not None else outcome.status
                extra = [outcome.class_name or "", *map(sentence, outcome.reasons)]
                self.stdout.write(
                    f"{outcome.area.code} {outcome.area.naam}, {outcome.period}: {said} {' '.join(extra)}".rstrip()
                )


def _region(code: str | None) -> Arbeidsmarktregio | None:
    if not code:
        return None
    found = regio.default_regio(code)
    if found is None:
        raise InputError(f"Onbekende regio: {code}.")
    return found


def _loaded(measure: str, version: str | None, regio_id: int | None) -> list[Any]:
    if ":" not in measure:
        return list(tables.tables(regio_id=regio_id))
    try:
        return [tables.open_table(measure.partition(":")[0], version, regio_id=regio_id)]
    except tables.UnknownTableError as error:
        raise InputError(f"Onbekende maat: {measure}. {error}") from error


def _period(text: str | None) -> Period | None:
    if text is None:
        return None
    found = parse(text)
    if found is None:
        raise InputError(f"Onbekende periode: {text}. Schrijf 2022, 2022KW03, 2022MM04 of 2021-2022.")
    return found


def _division(text: str | None) -> date | None:
    if text is None:
        return None
    found = parse(text)
    if found is None:
        raise InputError(
            f"Onbekende indeling: {text}. Schrijf een jaar of een dag, zoals 2025 of 2025-01-01."
        )
    return found.first_day


def _chosen(pairs: Sequence[str]) -> dict[str, str]:
    chosen = {}
    for pair in pairs:
        name, equals, key = pair.partition("=")
        if not equals or not name.strip():
            raise InputError(f"Schrijf --dimensie NAAM=SLEUTEL, niet {pair!r}.")
        chosen[name.strip()] = key.strip()
    return chosen


def _limits(options: dict[str, Any]) -> Limits | None:
    measure = MEASURES.get(options["maat"])
    if measure is None or not measure.classes:
        if options["klassegrenzen"] or options["op_grens"]:
            raise InputError("Deze maat heeft geen klassen.")
        return None
    standard = catalogue.limits(measure.classes)
    try:
        given = options["klassegrenzen"]
        numbers = tuple(Decimal(text.strip()) for text in given.split(",")) if given else standard.limits
        return Limits(standard.names, numbers, options["op_grens"] or standard.on_limit)
    except (InvalidOperation, ValueError) as error:
        raise InputError(
            f"Geef {len(standard.limits)} oplopende klassegrenzen met komma's ertussen, zoals 0.25,0.67,1.5,4."
        ) from error


def _areas(options: dict[str, Any], book: Book, loaded: Sequence[Any], period: Period | None) -> list[Area]:
    on = period.division_day if period else None
    if options["alle"]:
        kinds = KINDS if options["alle"] == "alle" else (options["alle"],)
        day = on or date(9999, 1, 1)
        found = [area for kind in kinds for area in book.of_kind(kind, day if kind == GEMEENTE else None)]
        return sorted(found, key=lambda area: (KINDS.index(area.kind), area.code))
    if not options["gebied"]:
        raise InputError("Noem een gebied met --gebied, of vraag met --alle ieder gebied.")
    wanted = []
    for typed in options["gebied"]:
        try:
            wanted.append(areas.asked(typed, book, loaded, on))
        except UnknownArea as error:
            raise InputError(f"Onbekend gebied: {error}.") from error
        except AmbiguousArea as error:
            shown = "; ".join(f"{one.code} {one.text}" for one in error.candidates)
            raise AmbiguousInputError(f"{error.typed} kan meer betekenen: {shown}.") from error
    return wanted
