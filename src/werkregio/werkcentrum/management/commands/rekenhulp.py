# SPDX-License-Identifier: EUPL-1.2
"""Black box: the combination calculator on rows of a CSV file, one JSON line for each. Nothing is stored."""

from argparse import ArgumentParser
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.http import QueryDict
from django.utils import translation

from werkregio.foundation import clock
from werkregio.foundation.errors import AmbiguousInputError, InputError
from werkregio.regio.queries import gemeenten_of

from ...forms.calculator import CalculatorForm
from ...queries.calculation import Known, reckon
from ...rules.calculation import Result
from ...rules.calculation_parts import Fact, Gap, Line, Money
from ..csv_input import read_rows, region, write_lines

REQUIRED = ("id", "leeftijd", "uren", "loon", "loon_per", "contract", "doelgroep", "start")


class Command(BaseCommand):
    help = "Rekent uit wat een werkgever voor iemand kan krijgen, met wie beslist en uit welke bron."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--in", dest="source", required=True, help="CSV, zie docs/commands.md")
        parser.add_argument("--uit", dest="target", required=True, help="Bestand met een JSON-regel per rij")
        parser.add_argument("--regio", help="Code van de regio; zonder: de regio van deze installatie")
        parser.add_argument("--op", help="Reken alsof het deze dag is (JJJJ-MM-DD)")

    def handle(self, *args: Any, **options: Any) -> None:
        regio = region(options["regio"])
        today = _day(options["op"]) if options["op"] else clock.today()
        gemeenten = list(gemeenten_of(regio, on=today))
        codes = {
            name.casefold(): row.gm_code for row in gemeenten for name in (row.gm_code, row.naam, row.slug)
        }
        choices = [(row.gm_code, row.naam) for row in gemeenten]
        lines = []
        with translation.override("nl"):
            for number, row in read_rows(Path(options["source"]), REQUIRED):
                form = CalculatorForm(_typed(row, codes), gemeenten=choices, today=today)
                _check(number, form)
                lines.append(_line(row["id"].strip(), *reckon(regio, form.question())))
        count = write_lines(Path(options["target"]), lines)
        self.stdout.write(f"{count} rijen gerekend: {options['target']}")


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise InputError(f"--op: {typed!r} is geen dag als 2027-01-01.") from error


def _typed(row: Mapping[str, str], codes: Mapping[str, str]) -> QueryDict:
    """A row as the form of the page gets it; more than one group stands with `|` between."""
    data = QueryDict(mutable=True)
    for name in CalculatorForm.base_fields:
        typed = row.get(name, "").strip()
        if name == "doelgroep":
            data.setlist(name, [part.strip() for part in typed.split("|") if part.strip()])
        elif name == "gemeente":
            data[name] = codes.get(typed.casefold(), typed)
        elif name == "loonwaarde" and typed == "niet-gemeten":
            data[name] = ""
        else:
            data[name] = typed
    return data


def _check(number: int, form: CalculatorForm) -> None:
    """Refuse the first wrong cell by row and column; a number with two readings has an exit code of its own."""
    for name, errors in form.errors.items():
        if errors.as_data()[0].code == "ambiguous":
            raise AmbiguousInputError(f"Rij {number}, kolom {name}: {errors[0]}")
        raise InputError(f"Rij {number}, kolom {name}: {errors[0]}")


def _line(key: str, result: Result, known: Known) -> dict[str, Any]:
    return {
        "id": key,
        "instrumenten": [_instrument(line, known) for line in result.lines],
        "samen": [
            {"instrumenten": list(one.codes), "jaar_1": _money(one.first), "jaar_2": _money(one.second)}
            for one in result.alternatives
        ],
        "niet_meegeteld": list(result.not_counted),
        "kan_niet_samen": [[one.first, one.second] for one in result.conflicts],
        "onder_voorwaarde_samen": [[one.first, one.second] for one in result.reservations],
        "samen_onbekend": [list(pair) for pair in result.unknown_pairs],
        "onder_minimumloon": result.below_minimum,
    }


def _instrument(line: Line, known: Known) -> dict[str, Any]:
    entry = known.entries.get(line.code)
    return {
        "id": line.code,
        "past": line.applies.value,
        "reden": line.reason.code,
        "per_maand": _money(line.per_month),
        "jaar_1": _money(line.years[0]),
        "jaar_2": _money(line.years[1]),
        "eenmalig": _money(line.once),
        "deel_minimumloon": None
        if line.share is None
        else {"van": _share(line.share[0]), "tot": _share(line.share[1])},
        "telt_mee": line.counts,
        "beslist": entry.provider_name if entry else "",
        "vraag_voor": line.ask_by.isoformat() if line.ask_by else None,
        "feiten": [_fact(fact) for fact in line.facts],
        "ontbreekt": [_gap(gap) for gap in line.gaps],
    }


def _money(amount: Money | None) -> dict[str, str] | None:
    return None if amount is None else {"van": str(amount.low), "tot": str(amount.high)}


def _share(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "instrument": fact.code,
        "sleutel": fact.key,
        "waarde": fact.value,
        "eenheid": fact.unit,
        "peildatum": fact.as_of,
        "geldig_tot": fact.valid_to.isoformat() if fact.valid_to else None,
        "bron": fact.row.source,
        "gecontroleerd": fact.row.verified,
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "instrument": gap.code,
        "sleutel": gap.key,
        "soort": gap.kind.value,
        "sinds": gap.since.isoformat() if gap.since else None,
        "weigert": gap.stops,
    }
