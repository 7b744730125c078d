# SPDX-License-Identifier: EUPL-1.2
"""Everything as one HSDS file: our own directory, and the records of others exactly as they were received."""

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from werkregio.connectors.hsds import tabular, writing
from werkregio.connectors.hsds.tables import COLLECTIONS, TABLES
from werkregio.foundation.files import csv_files
from werkregio.regio.models import Arbeidsmarktregio

from ..models import Bronrecord
from . import hsds, hsds_content
from .hsds_terms import taxonomies, terms

Records = list[tuple[str, Mapping[str, Any]]]
_PLURAL = {kind: name for name, kind in COLLECTIONS.items()}
_FIRST = ("organization", "service", "service_at_location", "location", "taxonomy", "taxonomy_term")


def own_records(regio: Arbeidsmarktregio, site: str, on: date) -> Records:
    """Our services in full, with our lists of terms."""
    here = hsds_content.region(regio, site, on)
    services = hsds_content.services(here, hsds.service_keys(regio))
    found: Records = [("service", writing.service_full(row)) for row in services]
    found += [("taxonomy", writing.taxonomy(row)) for row in taxonomies().values()]
    found += [("taxonomy_term", writing.term(row)) for row in terms().values()]
    return found


def as_json(
    regio: Arbeidsmarktregio, *, own: Sequence[tuple[str, Mapping[str, Any]]] = (), source: str | None = None
) -> str:
    """Lists of objects by kind. What came as a table is nested; what came as JSON stands there unchanged."""
    records, rows = _foreign(regio, source)
    found: dict[str, list[Mapping[str, Any]]] = {}
    for kind, content in [*own, *records, *tabular.nest(rows)]:
        found.setdefault(_PLURAL[kind], []).append(content)
    order = [_PLURAL[kind] for kind in (*_FIRST, *(kind for kind in TABLES if kind not in _FIRST))]
    listed = {name: found[name] for name in order if name in found}
    return json.dumps(listed, ensure_ascii=False, indent=1)


def as_tables(
    regio: Arbeidsmarktregio, *, own: Sequence[tuple[str, Mapping[str, Any]]] = (), source: str | None = None
) -> dict[str, str]:
    """CSV files by name. What came as a table is unchanged; what came as JSON is taken apart."""
    records, rows = _foreign(regio, source)
    for kind, flat in tabular.flatten([*own, *records]).items():
        known = {row.get("id") for row in rows.get(kind, ())}
        rows.setdefault(kind, []).extend(row for row in flat if row.get("id") not in known)
    return {TABLES[kind].file: _csv(kind, rows[kind]) for kind in TABLES if rows.get(kind)}


def as_zip(files: Mapping[str, str]) -> bytes:
    """The tables in one zip; the same tables always give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name), text.encode(), zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _csv(kind: str, rows: Iterable[Mapping[str, Any]]) -> str:
    rows = list(rows)
    columns = tabular.columns_of(TABLES[kind], rows)
    return csv_files.write(columns, ([tabular.cell(row.get(name)) for name in columns] for row in rows))


def _foreign(regio: Arbeidsmarktregio, source: str | None) -> tuple[Records, tabular.Rows]:
    """Records that hold now: nested ones in their order, and rows by table."""
    found = Bronrecord.objects.filter(regio=regio, current=True).order_by("source", "order", "pk")
    if source is not None:
        found = found.filter(source=source)
    records: Records = []
    rows: tabular.Rows = {}
    for kind, is_row, content in found.values_list("kind", "is_row", "content").iterator(chunk_size=2_000):
        if is_row:
            rows.setdefault(kind, []).append(content)
        else:
            records.append((kind, content))
    return records, rows
