# SPDX-License-Identifier: EUPL-1.2
"""A folder or zip with saved responses of one or more tables.

A file is known by its name without ending: TypedDataSet, DataProperties, TableInfos or Metadata, one file for each
dimension; Observations, MeasureCodes, Dimensions, and <Dimension>Codes and <Dimension>Groups. Pages are numbered
(Observations_2.json). Where several tables share a folder, files or subfolders begin with the id of the table.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from .parts import ABOUT, TOPICS, V3, V4, VALUES, Package, Part, StatlineError, format_of

ENDINGS = (".json", ".parquet")
_KNOWN = {
    name.lower(): name
    for name in (
        *(name for names in VALUES.values() for name in names),
        *TOPICS.values(),
        *ABOUT,
        *("CategoryGroups", "Dimensions", "MeasureGroups"),
    )
}
_PAGE = re.compile(r"^(?P<name>.*?)[._-]?(?P<page>\d{1,6})$")
_FORMAT = re.compile(r"^odata[_-]?v?([34])[_.-]?", re.IGNORECASE)
# Descriptions of columns that another program wrote beside the responses: they hold no entity set.
_LEFT_OUT = {"coldescriptions", "manifest", "state"}


def read(folder: Path, table_id: str) -> Package:
    """The table with this id out of a folder (or one file)."""
    if folder.is_file():
        return package([(folder.stem, folder.name, folder)], table_id)
    if not folder.is_dir():
        raise StatlineError("no-folder", file=folder)
    for candidate in _candidates(folder, table_id):
        if candidate:
            return package(candidate, table_id)
    raise StatlineError("nothing-in-folder", file=folder, table=table_id)


def _candidates(folder: Path, table_id: str) -> Iterable[list[tuple[str, str, Path]]]:
    """Where the table may stand, the surest place first."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix.lower() in ENDINGS)
    named = [(_without_id(path.stem, table_id), path.name, path) for path in files]
    own = [(stem, name, path) for stem, name, path in named if stem is not None]
    subfolders = sorted(path for path in folder.iterdir() if path.is_dir())
    matching = [path for path in subfolders if _begins_with(path.name, table_id)]
    if own and not matching:
        yield [(stem, name, path) for stem, name, path in own if stem]
    for subfolder in matching:
        inner = sorted(path for path in subfolder.iterdir() if path.suffix.lower() in ENDINGS)
        # Files of the table beside its folder go along.
        yield [
            *((path.stem, path.name, path) for path in inner),
            *((stem, name, path) for stem, name, path in own if stem),
        ]
    if any(_role(path.stem)[0].lower() in _KNOWN for path in files):
        yield [(path.stem, path.name, path) for path in files]
    if len(subfolders) == 1 and not matching:
        yield from _candidates(subfolders[0], table_id)


def _begins_with(name: str, table_id: str) -> bool:
    rest = name[len(table_id) :]
    return name.lower().startswith(table_id.lower()) and (not rest or not rest[0].isalnum())


def _without_id(stem: str, table_id: str) -> str | None:
    """`84669NED_odata3_metadata` as `metadata`; None when the name is not of this table."""
    if not _begins_with(stem, table_id):
        return None
    rest = stem[len(table_id) :].lstrip("_.-")
    return _FORMAT.sub("", rest) or "metadata"


def _role(stem: str) -> tuple[str, int]:
    """The entity set that a file holds, and which page of it."""
    if stem.lower() in _KNOWN:
        return _KNOWN[stem.lower()], 0
    page = _PAGE.match(stem)
    if page and page["name"].lower() in _KNOWN:
        return _KNOWN[page["name"].lower()], int(page["page"])
    return stem, 0


def package(files: Iterable[tuple[str, str, Path]], table_id: str) -> Package:
    """Files by their names as one table. Refuses files of another table."""
    found: dict[str, list[tuple[int, str, Path]]] = {}
    for stem, name, path in files:
        if stem.lower() in _LEFT_OUT:
            continue
        role, page = _role(stem)
        found.setdefault(role, []).append((page, name, path))
    parts = {
        role: [Part(role, name, path) for _page, name, path in sorted(pages)] for role, pages in found.items()
    }
    # The same page as JSON and as Parquet would count every row twice.
    for role, pages in found.items():
        numbers = [page for page, _name, _path in pages]
        if len(numbers) != len(set(numbers)):
            raise StatlineError("double-page", role=role)
    made = Package(table_id, V3, parts)
    about = made.about()
    stated = str(about.get("Identifier") or "")
    if stated and stated.lower() != table_id.lower():
        raise StatlineError("other-table", found=stated, table=table_id)
    kind = format_of(set(parts), about)
    if kind is None:
        raise StatlineError("unknown-format", table=table_id)
    made.format = kind
    made.table_id = stated or table_id
    _rename_lower(made)
    return made


def _rename_lower(made: Package) -> None:
    """Names of dimensions as the table writes them, whatever the file system made of their capitals."""
    wanted: dict[str, str] = {}
    if made.format == V3 and made.has(TOPICS[V3]):
        keys = [str(row.get("Key") or "") for row in made.rows(TOPICS[V3])]
        wanted = {key.lower(): key for key in keys if key}
    elif made.format == V4 and made.has("Dimensions"):
        names = [str(row.get("Identifier") or "") for row in made.rows("Dimensions")]
        wanted = {f"{name}{kind}".lower(): f"{name}{kind}" for name in names for kind in ("Codes", "Groups")}
    for role in list(made.parts):
        right = wanted.get(role.lower())
        if right and right != role and right not in made.parts:
            made.parts[right] = made.parts.pop(role)
