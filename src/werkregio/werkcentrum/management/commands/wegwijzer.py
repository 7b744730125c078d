# SPDX-License-Identifier: EUPL-1.2
"""Black box: route questions from a CSV file to needs and help, one JSON line for each."""

from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from werkregio.foundation import clock
from werkregio.foundation.errors import InputError
from werkregio.regio.models import Arbeidsmarktregio, Gemeente
from werkregio.regio.queries import gemeenten_of
from werkregio.text.language import LANGUAGES

from ...rules.answer import Answer
from ...rules.wordbook import ASKERS
from ...services.wegwijzer import router_for
from ..csv_input import read_rows, region, write_lines

COLUMNS = ("id", "vraag", "taal", "vrager", "gemeente")


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the file, checked."""

    id: str
    question: str
    language: str | None
    asker: str | None
    gemeente: str | None


class Command(BaseCommand):
    help = (
        "Beantwoordt vragen uit een CSV-bestand: behoeften met redenen en passende hulp, per vraag een regel."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--in", dest="source", required=True, help="CSV met id,vraag en taal,vrager,gemeente"
        )
        parser.add_argument(
            "--uit", dest="target", required=True, help="Bestand met een JSON-regel per vraag"
        )
        parser.add_argument("--regio", help="Code van de regio; zonder: de regio van deze installatie")

    def handle(self, *args: Any, **options: Any) -> None:
        regio = region(options["regio"])
        rows = list(_read(Path(options["source"]), _gemeenten(regio)))
        router = router_for(regio)
        lines = []
        for row in rows:
            answer = router.answer(
                row.question, language=row.language, asker=row.asker, municipality=row.gemeente
            )
            lines.append(_line(row.id, answer))
        count = write_lines(Path(options["target"]), lines)
        self.stdout.write(f"{count} vragen beantwoord: {options['target']}")


def _gemeenten(regio: Arbeidsmarktregio) -> dict[str, str]:
    """Every way to write a municipality, to its code; where two share a name, the region's own one."""
    found: dict[str, str] = {}
    own = list(gemeenten_of(regio, on=clock.today()))
    for gemeente in [*Gemeente.objects.order_by("pk"), *own]:
        for name in (gemeente.gm_code, gemeente.naam, gemeente.naam.split(" (")[0], gemeente.slug):
            found[name.casefold()] = gemeente.gm_code
    return found


def _read(path: Path, gemeenten: Mapping[str, str]) -> Iterator[Row]:
    for number, row in read_rows(path, ("id", "vraag")):
        yield _checked(number, row, gemeenten)


def _checked(number: int, row: Mapping[str, str], gemeenten: Mapping[str, str]) -> Row:
    language = row.get("taal", "").strip().lower() or None
    if language and language not in LANGUAGES:
        raise InputError(
            f"Rij {number}, kolom taal: {language!r} kennen we niet; kies uit {', '.join(LANGUAGES)}."
        )
    asker = row.get("vrager", "").strip().lower() or None
    if asker and asker not in ASKERS:
        raise InputError(
            f"Rij {number}, kolom vrager: {asker!r} kennen we niet; kies uit {', '.join(ASKERS)}."
        )
    typed = row.get("gemeente", "").strip()
    gemeente = gemeenten.get(typed.casefold()) if typed else None
    if typed and gemeente is None:
        raise InputError(f"Rij {number}, kolom gemeente: {typed!r} kennen we niet; geef een naam of GM-code.")
    return Row(row["id"].strip(), row["vraag"], language, asker, gemeente)


def _line(key: str, answer: Answer) -> dict[str, Any]:
    return {
        "id": key,
        "taal": answer.language,
        "behoeften": [{"code": n.code, "score": n.score, "waarom": list(n.why)} for n in answer.needs],
        "aanbod": [{"id": h.id, "naam": h.name, "score": h.score} for h in answer.helps],
        "nood": answer.danger,
        "gids": answer.guide,
    }
