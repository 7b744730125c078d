# SPDX-License-Identifier: EUPL-1.2
"""What an employer typed, between pages and services: values that JSON has, and back."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from werkregio.foundation import clock
from werkregio.regio import queries as regio_queries
from werkregio.regio.models import Arbeidsmarktregio

from ..queries.employer_page import group_facts, text_labels, vacancy_facts
from ..queries.employers import subject_words
from ..rules.employers import must_perhaps_report
from ..services import stand
from ..services.employer_groups import GroupIntake
from ..services.employer_vacancies import VacancyIntake
from ..terms import Bereikbaar
from ..terms_employers import Grootte, Onderwerp, Sector

QUESTION, COMPANY, VACANCIES, GROUP, PERSON, CHECK = (
    "vraag", "bedrijf", "vacatures", "groep", "persoon", "controle",
)  # fmt: skip


@dataclass(slots=True)
class Typed:
    """Everything that was typed so far; only values that JSON has."""

    vraag: str = ""
    taal: str = ""
    onderwerpen: list[str] = field(default_factory=list)
    naam: str = ""
    kvk: str = ""
    gemeente: str = ""
    sector: str = ""
    grootte: str = ""
    vacatures: list[dict[str, Any]] = field(default_factory=list)
    # Which vacancy is being changed; -1: a new one.
    plek: int = -1
    groep: dict[str, Any] = field(default_factory=dict)
    voornaam: str = ""
    weg: str = ""
    telefoon: str = ""
    email: str = ""
    gezien: bool = False
    form_key: str = ""

    def packed(self) -> str:
        return stand.pack(asdict(self))

    @property
    def steps(self) -> list[str]:
        """The pages of this employer, in order: those about vacancies and a group only when chosen."""
        found = [QUESTION, COMPANY]
        if Onderwerp.VACATURE in self.onderwerpen:
            found.append(VACANCIES)
        if Onderwerp.GROEPSONTSLAG in self.onderwerpen:
            found.append(GROUP)
        return [*found, PERSON, CHECK]


def packed_values(data: Mapping[str, Any]) -> dict[str, Any]:
    """Cleaned values as JSON has them; what is empty is left out."""
    packed = {}
    for name, value in data.items():
        if value is None or value == "" or value == []:
            continue
        packed[name] = (
            value.isoformat()
            if isinstance(value, date)
            else str(value)
            if isinstance(value, Decimal)
            else value
        )
    return packed


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def _money(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


def vacancy_intake(values: Mapping[str, Any]) -> VacancyIntake:
    """A vacancy for the service, from a form or from a packed page."""
    known = {item.name for item in fields(VacancyIntake)}
    plain = {name: value for name, value in values.items() if name in known and value is not None}
    return VacancyIntake(
        **plain
        | {
            "loon_min": _money(values.get("loon_min")),
            "loon_max": _money(values.get("loon_max")),
            "vanaf": _day(values.get("vanaf")),
            "aantal": values.get("aantal") or 1,
        }
    )


def group_intake(values: Mapping[str, Any]) -> GroupIntake:
    """A group for the service, from a form or from a packed page."""
    known = {item.name for item in fields(GroupIntake)}
    plain = {name: value for name, value in values.items() if name in known and value is not None}
    return GroupIntake(
        **plain
        | {"aangekondigd": _day(values.get("aangekondigd")), "laatste_dag": _day(values.get("laatste_dag"))}
    )


def vacancy_rows(vacancies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The vacancies so far, to look over."""
    rows = []
    for values in vacancies:
        good = vacancy_intake(values)
        facts = vacancy_facts(
            place=good.plaats,
            number=good.aantal,
            hours=(good.uren_min, good.uren_max),
            wage=(good.loon_min, good.loon_max, good.loon_per),
            start_on=good.vanaf,
        )
        texts = [(label, getattr(good, name)) for name, label in text_labels() if getattr(good, name)]
        rows.append({"titel": good.titel, "facts": facts, "texts": texts})
    return rows


def check_rows(regio: Arbeidsmarktregio, typed: Typed) -> dict[str, Any]:
    """Everything on the last page, in words."""
    names = {g.gm_code: g.naam for g in regio_queries.gemeenten_of(regio, on=clock.today())}
    way = Bereikbaar(typed.weg)
    found: dict[str, Any] = {
        "subjects": ", ".join(subject_words(typed.onderwerpen)),
        "company": [
            (_("Name"), typed.naam),
            (_("KvK number"), typed.kvk),
            (_("Municipality"), names.get(typed.gemeente, "")),
            (_("Sector"), str(Sector(typed.sector).label) if typed.sector else ""),
            (_("Size"), str(Grootte(typed.grootte).label) if typed.grootte else ""),
        ],
        "person": [
            (_("First name"), typed.voornaam),
            (_("We reach you"), str(way.label)),
            (_("Phone number"), typed.telefoon if way == Bereikbaar.BELLEN else ""),
            (_("E-mail address"), typed.email if way == Bereikbaar.EMAIL else ""),
        ],
    }
    if typed.groep:
        group = group_intake(typed.groep)
        found["group"] = group_facts(
            people=group.aantal,
            announced=group.aangekondigd,
            last_day=group.laatste_dag,
            council=group.or_betrokken,
            unions=tuple(group.vakbonden),
            contracts=tuple(group.contracten),
            cao=group.cao or {True: _("yes"), False: _("none"), None: _("not known")}[group.heeft_cao],
        )
        found["group_texts"] = [
            (label, text)
            for label, text in ((_("Jobs"), group.functies), (_("What is arranged already"), group.geregeld))
            if text
        ]
        found["perhaps_report"] = must_perhaps_report(group.aantal)
    return found
