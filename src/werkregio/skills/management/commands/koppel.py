# SPDX-License-Identifier: EUPL-1.2
"""Black box: link titles or skills in anybody's words to the concepts of a list."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from werkregio.foundation.errors import InputError
from werkregio.text.encoder import VectorCache, Vectors, load_encoder

from ...rules.linker import Encode, Line, Linker

MOST_BYTES = 200 * 2**20


class Command(BaseCommand):
    help = (
        "Koppelt titels of vaardigheden aan begrippen uit een lijst: per titel de beste begrippen met score."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--taxonomie", required=True, help="TSV zonder kop: id<TAB>tekst")
        parser.add_argument("--in", dest="source", required=True, help="TSV zonder kop: id<TAB>titel")
        parser.add_argument("--top", type=int, default=10, help="Hoeveel begrippen per titel (10)")
        parser.add_argument("--uit", dest="target", required=True, help="TSV: titel, begrip, rang, score")
        parser.add_argument("--zonder-encoder", action="store_true", help="Alleen op letters vergelijken")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["top"] <= 1000:
            raise InputError("--top: kies een getal van 1 tot en met 1000.")
        lines = read_lines(Path(options["taxonomie"]), "--taxonomie", unique=False)
        if not lines:
            raise InputError(f"--taxonomie: {options['taxonomie']} heeft geen regels.")
        titles = read_lines(Path(options["source"]), "--in", unique=True)
        linker = Linker(lines, None if options["zonder_encoder"] else cached_encoder())
        ranked = linker.rank([title.text for title in titles], options["top"])
        rows = [
            f"{title.id}\t{hit.line.id}\t{rank}\t{hit.score:.6f}\n"
            for title, hits in zip(titles, ranked, strict=True)
            for rank, hit in enumerate(hits, start=1)
        ]
        target = Path(options["target"])
        try:
            # Written beside and moved into place: a reader never meets half a file.
            beside = target.with_name(f"{target.name}.deel")
            beside.write_text("".join(rows), encoding="utf-8", newline="")
            beside.replace(target)
        except OSError as error:
            raise InputError(f"--uit: kan {target} niet schrijven: {error.strerror}.") from error


def read_lines(path: Path, option: str, *, unique: bool) -> list[Line]:
    """The lines of a TSV file without heading: the id, a tab, and the text, in which further tabs are allowed."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(f"{option}: {path} is groter dan {MOST_BYTES // 2**20} MB.")
        content = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"{option}: kan {path} niet lezen: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        bad = path.read_bytes()[: error.start].count(b"\n") + 1
        raise InputError(f"{option}: regel {bad} van {path} is geen UTF-8.") from error
    lines, seen = [], set()
    for number, whole in enumerate(content.split("\n"), start=1):
        row = whole.removesuffix("\r")
        if not row:
            continue
        id_, tab, text = row.partition("\t")
        if not tab or not id_.strip():
            raise InputError(
                f"{option}: regel {number} van {path} heeft geen id en tekst met een tab ertussen."
            )
        if unique and id_ in seen:
            raise InputError(f"{option}: het id {id_} staat twee keer in {path}, ook op regel {number}.")
        seen.add(id_)
        lines.append(Line(id_, text))
    return lines


def cached_encoder() -> Encode | None:
    """The encoder of this installation, with a cache on disk for the list; None when there is none."""
    if settings.ENCODER == "uit":
        return None
    encoder = load_encoder(None if settings.ENCODER == "auto" else Path(settings.ENCODER))
    if encoder is None:
        return None
    cache = VectorCache(encoder, settings.DATA / "vectors")

    def encode(texts: Sequence[str], keep: bool) -> Vectors:
        return cache.vectors(texts) if keep else encoder(texts)

    return encode
