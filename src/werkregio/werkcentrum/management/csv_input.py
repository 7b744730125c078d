# SPDX-License-Identifier: EUPL-1.2
"""Reading and writing of the black-box commands: CSV after RFC 4180 in, one JSON line for each row out."""

import csv
import io
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from werkregio.foundation.errors import InputError
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.queries import default_regio


def region(code: str | None) -> Arbeidsmarktregio:
    """The region that was named, or the only one of this installation."""
    regio = default_regio(code)
    if regio is None:
        raise InputError("Er is geen regio geladen. Doe eerst: werkregio laad-regio noord-limburg")
    return regio


def read_rows(path: Path, required: Collection[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row by its line number, with a column `id` of its own. UTF-8, comma or semicolon."""
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
        raise InputError(f"{path} is leeg: de eerste regel moet {','.join(required)} noemen.") from None
    except csv.Error as error:
        raise InputError(f"{path} is geen geldig CSV-bestand, regel 1: {error}.") from error
    missing = [name for name in required if name not in names]
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
            row = dict(zip(names, cells, strict=True))
            _check_id(number, row["id"].strip(), seen)
            yield number, row
    except csv.Error as error:
        raise InputError(f"Rij {number + 1}: geen geldig CSV ({error}).") from error


def _check_id(number: int, key: str, seen: set[str]) -> None:
    if not key:
        raise InputError(f"Rij {number}, kolom id: leeg.")
    if key in seen:
        raise InputError(f"Rij {number}, kolom id: {key!r} staat er al eerder.")
    seen.add(key)


def write_lines(target: Path, lines: Iterable[Mapping[str, Any]]) -> int:
    """Write one JSON line for each answer, beside the file and then moved: a run cut off leaves no half file."""
    made = [json.dumps(line, ensure_ascii=False) for line in lines]
    beside = target.with_name(target.name + ".deel")
    beside.write_text("".join(f"{line}\n" for line in made), encoding="utf-8")
    beside.replace(target)
    return len(made)
