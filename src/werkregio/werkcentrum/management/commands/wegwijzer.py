# SPDX-License-Identifier: EUPL-1.2
"""Black box: route questions from a CSV file to needs and help, one JSON line for each."""

import csv
import io
import json
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from werkregio.foundation import clock
from werkregio.foundation.errors import InputError
from werkregio.regio.models import Arbeidsmarktregio, Gemeente
from werkregio.regio.queries import default_regio, gemeenten_of
from werkregio.text.language import LANGUAGES

from ...rules.answer import Answer
from ...rules.wordbook import ASKERS
from ...services.wegwijzer import router_for

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
        regio = default_regio(options["regio"])
        if regio is None:
            raise InputError("Er is geen regio geladen. Doe eerst: werkregio laad-regio noord-limburg")
        rows = list(_read(Path(options["source"]), _gemeenten(regio)))
        router = router_for(regio)
        lines = []
        for row in rows:
            answer = router.answer(
                row.question, language=row.language, asker=row.asker, municipality=row.gemeente
            )
            lines.append(json.dumps(_line(row.id, answer), ensure_ascii=False))
        target = Path(options["target"])
        # Written beside and moved into place: a run that is cut off leaves no half file.
        beside = target.with_name(target.name + ".deel")
        beside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        beside.replace(target)
        self.stdout.write(f"{len(lines)} vragen beantwoord: {target}")


def _gemeenten(regio: Arbeidsmarktregio) -> dict[str, str]:
    """Every way to write a municipality, to its code; where two share a name, the region's own one."""
    found: dict[str, str] = {}
    own = list(gemeenten_of(regio, on=clock.today()))
    for gemeente in [*Gemeente.objects.order_by("pk"), *own]:
        for name in (gemeente.gm_code, gemeente.naam, gemeente.naam.split(" (")[0], gemeente.slug):
            found[name.casefold()] = gemeente.gm_code
    return found


def _read(path: Path, gemeenten: Mapping[str, str]) -> Iterator[Row]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{path} kan niet worden gelezen: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is geen UTF-8: byte {error.start} kan niet worden gelezen.") from error
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    # A question may be longer than the module's own limit.
    csv.field_size_limit(10_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = [name.strip().lower() for name in next(reader)]
    except StopIteration:
        raise InputError(f"{path} is leeg: de eerste regel moet id,vraag noemen.") from None
    except csv.Error as error:
        raise InputError(f"{path} is geen geldig CSV-bestand, regel 1: {error}.") from error
    missing = [name for name in ("id", "vraag") if name not in names]
    if missing:
        raise InputError(f"{path} mist de kolom {' en '.join(missing)}; gevonden: {', '.join(names)}.")
    seen: set[str] = set()
    number = 1
    try:
        for number, cells in enumerate(reader, start=2):
            if not cells:
                continue
            if len(cells) != len(names):
                raise InputError(f"Rij {number}: {len(cells)} kolommen in plaats van {len(names)}.")
            yield _checked(number, dict(zip(names, cells, strict=True)), gemeenten, seen)
    except csv.Error as error:
        raise InputError(f"Rij {number + 1}: geen geldig CSV ({error}).") from error


def _checked(number: int, row: Mapping[str, str], gemeenten: Mapping[str, str], seen: set[str]) -> Row:
    key = row["id"].strip()
    if not key:
        raise InputError(f"Rij {number}, kolom id: leeg.")
    if key in seen:
        raise InputError(f"Rij {number}, kolom id: {key!r} staat er al eerder.")
    seen.add(key)
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
    return Row(key, row["vraag"], language, asker, gemeente)


def _line(key: str, answer: Answer) -> dict[str, Any]:
    return {
        "id": key,
        "taal": answer.language,
        "behoeften": [{"code": n.code, "score": n.score, "waarom": list(n.why)} for n in answer.needs],
        "aanbod": [{"id": h.id, "naam": h.name, "score": h.score} for h in answer.helps],
        "nood": answer.danger,
        "gids": answer.guide,
    }
