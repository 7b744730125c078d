# SPDX-License-Identifier: EUPL-1.2
"""Loads the directory of a region from the files of the project. What an editor changed is never overwritten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from werkregio.foundation import audit
from werkregio.foundation.errors import InputError
from werkregio.regio.models import Arbeidsmarktregio, Gemeente, Partij
from werkregio.regio.queries import gemeenten_of

from ..models import Aanbod, Instrument, Wijziging
from ..queries.directory_content import PARTS, content_of
from ..queries.needs import DATA
from ..rules import plain_texts
from ..rules.entry import TEXT_FIELDS, TEXT_LANGUAGES, Content
from ..rules.search import search_text
from ..rules.slugs import slug_of
from .directory import content_problems, new_version, write_content, write_parts, write_successors

FOLDER = DATA / "instruments"
PROVIDERS = DATA / "providers.yaml"
_ALL_MUNICIPALITIES = "gemeenten"
_LEADING = "I"
_REASON = "Geladen uit de bestanden van Werkregio"


@dataclass(frozen=True, slots=True)
class FileEntry:
    """One entry as it stands in a file: names of municipalities instead of codes."""

    code: str
    file: str
    content: Content
    municipality_slugs: tuple[str, ...]


@dataclass(slots=True)
class LoadReport:
    """What a load did, by code of the entry."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    offers: int = 0

    def lines(self) -> list[str]:
        parts = {
            "new": self.added,
            "changed": self.changed,
            "kept as an editor left them": self.kept,
            "unchanged": self.unchanged,
        }
        counts = ", ".join(f"{len(codes)} {name}" for name, codes in parts.items() if codes)
        return [f"Instruments: {counts or 'none'}", f"Offers of partners: {self.offers} new"]


def load_for(code: str, at: datetime) -> list[str]:
    """The loader that `laad-regio` calls for every region."""
    return load(Arbeidsmarktregio.objects.get(code=code), at).lines()


@transaction.atomic
def load(regio: Arbeidsmarktregio, at: datetime, *, entries: Iterable[FileEntry] | None = None) -> LoadReport:
    """Bring the directory of a region up to the files. May be run as often as wanted."""
    regio = Arbeidsmarktregio.objects.select_for_update().get(pk=regio.pk)
    gemeenten = {row.slug: row for row in gemeenten_of(regio, on=at.date())}
    report = LoadReport()
    wanted = {}
    for entry in file_entries() if entries is None else entries:
        # Help that exists only in municipalities of another region is not help here.
        if all(slug in gemeenten for slug in entry.municipality_slugs):
            codes = sorted(gemeenten[slug].gm_code for slug in entry.municipality_slugs)
            wanted[entry.code] = {**entry.content, "municipalities": codes}
    present = {
        row.code: row
        for row in Instrument.objects.filter(regio=regio, code__in=wanted).prefetch_related(*PARTS)
    }
    _add(regio, {code: wanted[code] for code in wanted if code not in present}, report, at)
    _update(present, wanted, report, at)
    _load_offers(regio, wanted, gemeenten, report)
    audit.record(
        "directory.loaded",
        regio,
        region=regio.code,
        by="system",
        at=at,
        detail={
            "added": len(report.added),
            "changed": len(report.changed),
            "kept": len(report.kept),
            "offers": report.offers,
        },
    )
    return report


def _add(regio: Arbeidsmarktregio, wanted: Mapping[str, Content], report: LoadReport, at: datetime) -> None:
    taken = set(Instrument.objects.filter(regio=regio).values_list("slug", flat=True))
    fresh = []
    for code, content in wanted.items():
        if content["slug"] in taken:
            raise InputError(f"{code}: the address “{content['slug']}” is taken by an entry of an editor.")
        fresh.append(
            Instrument(
                regio=regio,
                code=code,
                ended_on=date.fromisoformat(content["ended_on"]) if content["ended_on"] else None,
                search_text=search_text(content),
                changed_at=at,
                **{
                    name: content[name]
                    for name in ("slug", "use", "status", "audience", "provider_name", "costs_kind")
                },
                **{name: content[name] for name in ("law", "source", "as_of", "verified", "same_as")},
            )
        )
    made = Instrument.objects.bulk_create(fresh)
    entries = [(row, wanted[row.code]) for row in made]
    write_parts(entries)
    gemeenten = {row.gm_code: row.pk for row in Gemeente.objects.all()} if entries else {}
    for row, content in entries:
        if content["municipalities"]:
            row.gemeenten.set([gemeenten[code] for code in content["municipalities"]])
        if content["successors"]:
            write_successors(row, content["successors"])
    Wijziging.objects.bulk_create(
        new_version(row, content, by=None, at=at, reason=_REASON) for row, content in entries
    )
    report.added += [row.code for row in made]


def _update(
    present: Mapping[str, Instrument], wanted: Mapping[str, Content], report: LoadReport, at: datetime
) -> None:
    edited = set(
        Wijziging.objects.filter(instrument__in=present.values(), by__isnull=False).values_list(
            "instrument_id", flat=True
        )
    )
    for code, row in present.items():
        if row.pk in edited:
            report.kept.append(code)
        elif content_of(row) == wanted[code]:
            report.unchanged.append(code)
        else:
            row.version += 1
            write_content(row, wanted[code], at=at)
            write_successors(row, wanted[code]["successors"])
            new_version(row, wanted[code], by=None, at=at, reason=_REASON).save()
            report.changed.append(code)


def _load_offers(
    regio: Arbeidsmarktregio,
    wanted: Mapping[str, Content],
    gemeenten: Mapping[str, Gemeente],
    report: LoadReport,
) -> None:
    """An offer for each partner of the region that provides an entry. How to reach it stays empty: not known."""
    partijen = {row.code: row for row in Partij.objects.filter(regio=regio).select_related("gemeente")}
    by_gemeente = {
        row.gemeente.gm_code: row
        for row in partijen.values()
        if row.gemeente is not None and row.soort == "gemeente"
    }
    instruments = {row.code: row for row in Instrument.objects.filter(regio=regio, code__in=wanted)}
    known = set(Aanbod.objects.filter(regio=regio).values_list("instrument_id", "partij_id"))
    here = {row.gm_code for row in gemeenten.values()}
    fresh = []
    for code, content in wanted.items():
        if content["same_as"] or content["status"] == "ended":
            continue
        for provider in providers().get(content["provider_name"], ()):
            if provider == _ALL_MUNICIPALITIES:
                area = set(content["municipalities"]) or here
                found = [partij for gm_code, partij in by_gemeente.items() if gm_code in area]
            else:
                found = [partijen[provider]] if provider in partijen else []
            fresh += [
                Aanbod(regio=regio, instrument=instruments[code], partij=partij)
                for partij in found
                if (instruments[code].pk, partij.pk) not in known
            ]
    for offer in Aanbod.objects.bulk_create(fresh):
        if offer.partij.gemeente_id is not None:
            offer.gemeenten.add(offer.partij.gemeente_id)
    report.offers = len(fresh)


@cache
def providers() -> dict[str, tuple[str, ...]]:
    """Codes of partners by the provider text of an entry."""
    rows = read_yaml(PROVIDERS).get("providers") or {}
    return {str(text): tuple(codes) for text, codes in rows.items()}


@cache
def file_entries(folder: Path = FOLDER) -> tuple[FileEntry, ...]:
    """Every entry of the files, checked. InputError names the file, the entry and what is wrong."""
    found: dict[str, FileEntry] = {}
    slugs: dict[str, str] = {}
    for path in sorted(folder.glob("*.yaml")):
        for code, row in read_yaml(path).items():
            if code in found:
                raise InputError(f"{path.name}, {code}: stands in {found[code].file} as well.")
            entry = _entry(str(code), path.name, row)
            slug = entry.content["slug"]
            if slug in slugs:
                raise InputError(f"{path.name}, {code}: the address “{slug}” is also that of {slugs[slug]}.")
            slugs[slug] = str(code)
            found[str(code)] = entry
    _check_together(found)
    return tuple(found.values())


def read_yaml(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with path.open(encoding="utf-8") as lines:
        try:
            content = yaml.load(lines, Loader=loader)  # noqa: S506 - a safe loader
        except yaml.YAMLError as error:
            raise InputError(f"{path.name} cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise InputError(f"{path.name} is not a list of entries by code.")
    return content


def _entry(code: str, file: str, row: Any) -> FileEntry:
    try:
        content = _content(code, row)
        slugs = tuple(slug_of(str(name)) for name in row["municipalities"] or ())
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{file}, {code}: a part is missing or has the wrong form ({error}).") from error
    found = content_problems(content)
    for language in TEXT_LANGUAGES:
        for name, text in content["texts"][language].items():
            if plain_texts.too_long_sentences(text):
                raise InputError(f"{file}, {code}: a sentence in {language}.{name} is too long.")
    if found:
        what = "; ".join(f"{problem.field}: {problem.code} {problem.detail}".strip() for problem in found)
        raise InputError(f"{file}, {code}: {what}.")
    return FileEntry(code, file, content, slugs)


def _content(code: str, row: Mapping[str, Any]) -> Content:
    """The content of a row of a file; an empty value becomes an empty text."""
    same_as = _text(row["same_as"])
    as_of = _text(row["as_of"])
    content: Content = {
        "slug": row["slug"],
        "use": row["use"],
        "status": row["status"],
        "ended_on": _text(row["ended_on"]),
        "successors": sorted(row["successor"] or []),
        "audience": list(row["audience"]),
        "needs": list(row["needs"]),
        "municipalities": [],
        "provider_name": _text(row["provider"]),
        "costs_kind": row["costs_kind"],
        "law": _text(row["law"]),
        "source": _text(row["source"]),
        "as_of": as_of,
        "verified": bool(row["verified"]),
        # Two rows of one scheme name one another: the row of the table of instruments leads.
        "same_as": "" if code.startswith(_LEADING) and code[1:].isdigit() else same_as,
        "texts": {
            language: {name: str(row[language][name]) for name in TEXT_FIELDS} for language in TEXT_LANGUAGES
        },
        "facts": [_fact(fact, row) for fact in row["facts"] or ()],
        "conditions": [
            {
                "text_nl": condition["nl"],
                "text_en": condition["en"],
                "kind": condition["kind"],
                "who_decides": _text(condition["who_decides"]),
                "expression": _text(condition["expr"]),
            }
            for condition in row["conditions"] or ()
        ],
    }
    return content


def _fact(fact: Mapping[str, Any], row: Mapping[str, Any]) -> Content:
    return {
        "key": fact["key"],
        "label_nl": fact["nl"],
        "label_en": fact["en"],
        "value": _text(fact["value"]),
        "unit": fact["unit"],
        "valid_from": "",
        "valid_to": "",
        # A fact is as old as its row, unless it says otherwise.
        "as_of": _text(fact["as_of"]) or _text(row["as_of"]),
        "source": _text(row["source"]),
        "read_on": "",
        "verified": bool(row["verified"]),
    }


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _check_together(found: Mapping[str, FileEntry]) -> None:
    for entry in found.values():
        for code in (*entry.content["successors"], *filter(None, [entry.content["same_as"]])):
            if code not in found:
                raise InputError(f"{entry.file}, {entry.code}: names {code}, which does not exist.")
    for language in TEXT_LANGUAGES:
        texts = {code: entry.content["texts"][language].values() for code, entry in found.items()}
        for one, other in plain_texts.alike(texts):
            raise InputError(
                f"{found[other].file}, {other}: more than half of its {language} sentences are those of {one}."
            )
