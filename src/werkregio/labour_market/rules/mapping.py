# SPDX-License-Identifier: EUPL-1.2
"""A saved mapping: which column of a file is the area, the period, a measure, a dimension. It is kept as TOML.

    tabel = "banen-gemeenten"            # id of the dataset
    titel = "Banen per gemeente"
    uitgever = "CBS"                     # and optional: licentie, bron (code in the catalogue), toelichting
    scheiding = ";"                      # optional: seen from the file
    codering = "utf-8"                   # or windows-1252
    decimaal = ","                       # or "." (the default)
    blad = "Blad1"                       # of an Excel file; the first when it is not named
    overslaan = 2                        # lines before the names of the columns

    [gebied]
    kolom = "gemeente"                   # or vast = "NL00"
    soort = "gemeente"                   # optional: what kind of area a name is
    [periode]
    kolom = "jaar"                       # or vast = "2022JJ00"
    [dimensie.sector]                    # any number of further dimensions
    kolom = "sbi"
    titel = "Bedrijfstak"
    omschrijving = "sbi_naam"            # optional: a column with the title of the code
    [[maat]]                             # one for each column with values
    sleutel = "banen"
    kolom = "banen"
    titel = "Banen"
    eenheid = "aantal"
    decimalen = 0
    soort = "heel"                       # getal (the default), heel or tekst
    ontbreekt = ["."]                    # what stands where no value is
    status = "status"                    # optional: a column with the status of the value

A file in long form names the measure in a column: `[lang]` with `maat` (the column with its name) and `waarde` (the
column with the value); each `[[maat]]` then has `naam`, what stands in that column, instead of `kolom`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .tables import NUMBER, TEXT, WHOLE

MISSING = ("", ".", "-", "x", "n.b.", "nb", "NA", "null", "geheim")
KINDS = {"getal": NUMBER, "heel": WHOLE, "tekst": TEXT}
AREA_NAME, PERIOD_NAME = "Gebied", "Perioden"
_KEY = re.compile(r"^[A-Za-z][A-Za-z0-9_]{0,59}$")
_TABLE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{1,59}$")
_TOP = {
    *("tabel", "titel", "uitgever", "licentie", "bron", "toelichting", "scheiding", "codering", "decimaal"),
    *("blad", "overslaan", "gebied", "periode", "dimensie", "maat", "lang"),
}
_OF = {
    "gebied": {"kolom", "vast", "soort", "controle"},
    "periode": {"kolom", "vast"},
    "dimensie": {"kolom", "titel", "omschrijving", "vast"},
    "maat": {
        "sleutel",
        "kolom",
        "naam",
        "titel",
        "eenheid",
        "decimalen",
        "soort",
        "ontbreekt",
        "status",
        "toelichting",
    },
    "lang": {"maat", "waarde"},
}
_ENCODINGS = {"utf-8", "utf-8-sig", "windows-1252", "cp1252", "iso-8859-1", "latin-1", "iso-8859-15"}


class MappingError(Exception):
    """A mapping cannot be used. `code` says why, `field` where."""

    def __init__(self, code: str, field: str = "", **detail: Any) -> None:
        super().__init__(f"{code} {field}".strip())
        self.code, self.field = code, field
        self.detail = {name: str(value) for name, value in detail.items()}


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: in a column, or the same on every row."""

    column: str = ""
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension of the mapping."""

    name: str
    title: str
    place: Place
    title_column: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A column with values, or in long form a name in the column of measures."""

    key: str
    title: str
    column: str
    unit: str = ""
    decimals: int = 0
    datatype: str = NUMBER
    missing: tuple[str, ...] = MISSING
    status_column: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """A mapping that can be used."""

    table_id: str
    title: str
    area: Place | None
    period: Place | None
    measures: tuple[Measure, ...]
    axes: tuple[Axis, ...] = ()
    area_kind: str = ""
    check_areas: bool = True
    long_measure: str = ""
    long_value: str = ""
    publisher: str = ""
    licence: str = ""
    source_code: str = ""
    description: str = ""
    delimiter: str = ""
    encoding: str = "utf-8"
    decimal: str = "."
    sheet: str = ""
    skip: int = 0

    @property
    def columns(self) -> list[str]:
        """Every column that the file must have."""
        places = [place for place in (self.area, self.period, *(axis.place for axis in self.axes)) if place]
        wanted = [place.column for place in places]
        wanted += [axis.title_column for axis in self.axes]
        wanted += [self.long_measure, self.long_value]
        if not self.long_measure:
            wanted += [measure.column for measure in self.measures]
        wanted += [measure.status_column for measure in self.measures]
        return [name for name in dict.fromkeys(wanted) if name]


def read(text: str) -> ColumnMapping:
    """The mapping in a TOML text, or a MappingError that names the place."""
    try:
        plain = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise MappingError("not-toml", reason=error) from error
    _known(plain, _TOP, "")
    table_id = _text(plain, "tabel", "", needed=True)
    if not _TABLE.match(table_id):
        raise MappingError("bad-key", "tabel", found=table_id)
    long = _part(plain, "lang")
    measures = _measures(plain, bool(long))
    area, period = _part(plain, "gebied"), _part(plain, "periode")
    encoding = (_text(plain, "codering", "") or "utf-8").lower()
    if encoding not in _ENCODINGS:
        raise MappingError("unknown-encoding", "codering", found=encoding)
    decimal = _text(plain, "decimaal", "") or "."
    if decimal not in ".,":
        raise MappingError("bad-value", "decimaal", found=decimal)
    delimiter = _text(plain, "scheiding", "")
    if delimiter and delimiter not in (",", ";", "\t", "|"):
        raise MappingError("bad-value", "scheiding", found=delimiter)
    skip = plain.get("overslaan", 0)
    if not isinstance(skip, int) or isinstance(skip, bool) or not 0 <= skip <= 100:
        raise MappingError("bad-value", "overslaan", found=skip)
    return ColumnMapping(
        table_id=table_id,
        title=_text(plain, "titel", "", needed=True),
        area=_place(area, "gebied"),
        period=_place(period, "periode"),
        measures=measures,
        axes=_axes(plain),
        area_kind=_text(area, "soort", "gebied"),
        check_areas=area.get("controle", True) is not False,
        long_measure=_text(long, "maat", "lang", needed=bool(long)),
        long_value=_text(long, "waarde", "lang", needed=bool(long)),
        publisher=_text(plain, "uitgever", ""),
        licence=_text(plain, "licentie", ""),
        source_code=_text(plain, "bron", ""),
        description=_text(plain, "toelichting", ""),
        delimiter=delimiter,
        encoding=encoding,
        decimal=decimal,
        sheet=_text(plain, "blad", ""),
        skip=skip,
    )


def _known(part: Mapping[str, Any], known: set[str], where: str) -> None:
    for key in part:
        if key not in known:
            raise MappingError("unknown-field", f"{where}.{key}".lstrip("."))


def _part(plain: Mapping[str, Any], name: str) -> dict[str, Any]:
    part = plain.get(name, {})
    if not isinstance(part, dict):
        raise MappingError("bad-value", name, found=part)
    _known(part, _OF[name], name)
    return part


def _text(part: Mapping[str, Any], key: str, where: str, *, needed: bool = False) -> str:
    value = part.get(key, "")
    place = f"{where}.{key}".lstrip(".")
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise MappingError("bad-value", place, found=value)
    if needed and not str(value).strip():
        raise MappingError("missing-field", place)
    return str(value) if value == "\t" else str(value).strip()


def _place(part: Mapping[str, Any], where: str) -> Place | None:
    if not part:
        return None
    column, fixed = _text(part, "kolom", where), _text(part, "vast", where)
    if bool(column) == bool(fixed):
        raise MappingError("column-or-fixed", where)
    return Place(column, fixed)


def _axes(plain: Mapping[str, Any]) -> tuple[Axis, ...]:
    parts = plain.get("dimensie", {})
    if not isinstance(parts, dict):
        raise MappingError("bad-value", "dimensie", found=parts)
    axes = []
    for name, part in parts.items():
        where = f"dimensie.{name}"
        if not _KEY.match(name) or name in (AREA_NAME, PERIOD_NAME) or not isinstance(part, dict):
            raise MappingError("bad-key", where, found=name)
        _known(part, _OF["dimensie"], where)
        place = _place(part, where)
        if place is None:
            raise MappingError("column-or-fixed", where)
        axes.append(
            Axis(name, _text(part, "titel", where) or name, place, _text(part, "omschrijving", where))
        )
    return tuple(axes)


def _measures(plain: Mapping[str, Any], is_long: bool) -> tuple[Measure, ...]:
    parts = plain.get("maat", [])
    if not isinstance(parts, list) or not parts:
        raise MappingError("missing-field", "maat")
    found: dict[str, Measure] = {}
    for number, part in enumerate(parts, 1):
        where = f"maat.{number}"
        if not isinstance(part, dict):
            raise MappingError("bad-value", where, found=part)
        _known(part, _OF["maat"], where)
        key = _text(part, "sleutel", where, needed=True)
        if not _KEY.match(key) or key in found:
            raise MappingError("bad-key", f"{where}.sleutel", found=key)
        kind = _text(part, "soort", where) or "getal"
        if kind not in KINDS:
            raise MappingError("bad-value", f"{where}.soort", found=kind)
        decimals = part.get("decimalen", 0)
        if not isinstance(decimals, int) or not 0 <= decimals <= 10:
            raise MappingError("bad-value", f"{where}.decimalen", found=decimals)
        missing = part.get("ontbreekt", [])
        if not isinstance(missing, list):
            raise MappingError("bad-value", f"{where}.ontbreekt", found=missing)
        column = _text(part, "naam" if is_long else "kolom", where, needed=True)
        found[key] = Measure(
            key,
            _text(part, "titel", where) or key,
            column,
            _text(part, "eenheid", where),
            decimals,
            KINDS[kind],
            (*MISSING, *map(str, missing)),
            _text(part, "status", where),
            _text(part, "toelichting", where),
        )
    return tuple(found.values())
