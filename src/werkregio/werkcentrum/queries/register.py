# SPDX-License-Identifier: EUPL-1.2
"""The register of processing activities (AVG article 30) of one region: page, table and file from one source.

It is put together from the list of fields, the rules of retention in force, and the legal bases of the
region. Nothing in it is typed a second time.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from werkregio.regio.models import Arbeidsmarktregio, Partij

from ..rules.personal_fields import ACTIVITIES, STAYS, PersonalField, fields_of
from .basis import bases_of
from .retention import rules_of
from .term_words import days_in_words

# Basis and receivers of this activity follow from the choices of the region.
EXCHANGE = "warme-overdracht"
CSV_COLUMNS = (
    "verwerking",
    "doel",
    "grondslag",
    "betrokkenen",
    "ontvangers",
    "bewaartermijnen",
    "veld",
    "inhoud",
    "bewaard",
    "beveiligd",
)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of one activity."""

    key: str
    holds: str
    kept: str
    guard: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """To which kind of organisation data can go, on which basis, and how many of them there are here."""

    receiver: str
    basis: str
    explanation: str
    organisations: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One processing activity."""

    code: str
    name: str
    purpose: str
    basis: str
    about: str
    receivers: str
    terms: list[tuple[str, str]]
    fields: list[FieldRow]
    exchanges: list[Exchange]
    security: list[str]


@dataclass(frozen=True, slots=True)
class Register:
    """The whole register of a region."""

    region: str
    controller: str
    contact: str
    entries: list[Entry]


def register_of(regio: Arbeidsmarktregio) -> Register:
    """Three queries, in the active language."""
    terms: dict[str, list[tuple[str, str]]] = {}
    for rule in rules_of(regio):
        terms.setdefault(rule.model, []).append((str(rule.state.label), days_in_words(rule.days)))
    exchanges = _exchanges(regio)
    return Register(
        region=regio.naam,
        controller=regio.centrumgemeente.naam if regio.centrumgemeente else "",
        contact=", ".join(way for way in (regio.phone, regio.email) if way),
        entries=[
            Entry(
                code=activity.code,
                name=_(activity.name),
                purpose=_(activity.purpose),
                basis=_(activity.basis),
                about=_(activity.about),
                receivers=_(activity.receivers),
                terms=_terms_of(activity.code, terms),
                fields=[_row(field) for field in fields_of(activity.code)],
                exchanges=exchanges if activity.code == EXCHANGE else [],
                security=list(dict.fromkeys(_(field.guard) for field in fields_of(activity.code))),
            )
            for activity in ACTIVITIES
        ],
    )


def _row(field: PersonalField) -> FieldRow:
    return FieldRow(field.key, _(field.holds), _(field.term), _(field.guard))


def _terms_of(activity: str, terms: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    """The rules in force behind the fields of an activity, each once; what stays is said too."""
    found: dict[tuple[str, str], None] = {}
    for field in fields_of(activity):
        for line in terms.get(field.rule, ()):
            found[line] = None
        if field.rule == STAYS:
            found[(_("Events, consents and log"), _(field.term))] = None
    return list(found)


def _exchanges(regio: Arbeidsmarktregio) -> list[Exchange]:
    numbers: dict[str, int] = {}
    for soort in Partij.objects.filter(regio=regio).values_list("soort", flat=True):
        numbers[soort] = numbers.get(soort, 0) + 1
    return [
        Exchange(row.label, str(row.basis.label), row.explanation, numbers[row.soort])
        for row in bases_of(regio)
        if numbers.get(row.soort)
    ]


def as_json(register: Register) -> dict[str, Any]:
    """For other programs: the names of the fields are those of article 30."""
    return {
        "regio": register.region,
        "verwerkingsverantwoordelijke": register.controller,
        "contact": register.contact,
        "verwerkingen": [
            {
                "code": entry.code,
                "naam": entry.name,
                "doel": entry.purpose,
                "grondslag": entry.basis,
                "betrokkenen": entry.about,
                "ontvangers": entry.receivers,
                "bewaartermijnen": [{"wanneer": when, "termijn": term} for when, term in entry.terms],
                "uitwisselingen": [
                    {
                        "ontvanger": row.receiver,
                        "grondslag": row.basis,
                        "toelichting": row.explanation,
                        "organisaties": row.organisations,
                    }
                    for row in entry.exchanges
                ],
                "beveiliging": entry.security,
                "gegevens": [
                    {
                        "veld": row.key,
                        "inhoud": row.holds,
                        "bewaard": row.kept,
                        "beveiligd": row.guard,
                    }
                    for row in entry.fields
                ],
            }
            for entry in register.entries
        ],
    }


def csv_lines(register: Register) -> Iterator[str]:
    """One line for each field, with its activity in front."""
    yield _line(list(CSV_COLUMNS))
    for entry in register.entries:
        terms = "; ".join(f"{when}: {term}" for when, term in entry.terms)
        front = [entry.name, entry.purpose, entry.basis, entry.about, entry.receivers, terms]
        for row in entry.fields:
            yield _line([*front, row.key, row.holds, row.kept, row.guard])


def _line(values: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(
        f"'{value}" if value.startswith(("=", "+", "-", "@")) else value for value in values
    )
    return out.getvalue()
