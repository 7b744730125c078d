# SPDX-License-Identifier: EUPL-1.2
"""Eight invented employers in several states, played through the same services that partners use."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.utils.text import slugify

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio import queries as regio_queries
from werkregio.regio.permissions import Acting
from werkregio.werkcentrum.models import Groep, Werkgeversvraag, Zaak
from werkregio.werkcentrum.services import employer_intake, employer_requests, employers
from werkregio.werkcentrum.services.employer_groups import GroupIntake
from werkregio.werkcentrum.services.employer_vacancies import VacancyIntake
from werkregio.werkcentrum.services.intake import NewQuestion

from .demo_people import Cast

FILE = Path(__file__).resolve().parent.parent / "data" / "demo_employers.yaml"
Row = dict[str, Any]


def plays(cast: Cast, now: datetime) -> list[Iterator[datetime]]:
    """One play for each employer, to run among those of the cases in the order of time."""
    rows: list[Row] = yaml.safe_load(FILE.read_text(encoding="utf-8"))["employers"]
    return [_acts(row, cast, now, number) for number, row in enumerate(rows)]


def _acts(row: Row, cast: Cast, now: datetime, number: int) -> Iterator[datetime]:
    """Gives the moment first; all that happens with this employer follows within the hour."""
    at = min(
        (now - timedelta(days=int(row["days_ago"]))).astimezone(AMSTERDAM).replace(hour=9, minute=number),
        now - timedelta(hours=1),
    )
    yield at
    _play(row, cast, at)


def _actor(cast: Cast, code: str) -> Acting:
    return cast.guides[0] if code == "werkcentrum" else cast.partners[code]


def _play(row: Row, cast: Cast, at: datetime) -> None:
    asked = _asked(row, cast, at)
    key = f"demo-{cast.regio.code}-{slugify(row['name'])}"
    owner = _actor(cast, row["owner"]) if row.get("owner") else None
    if row.get("typed") and owner is not None:
        left = employer_intake.open_for(cast.regio, asked, told=True, form_key=key, by=owner, at=at)
    else:
        left = employer_intake.leave(cast.regio, asked, form_key=key, at=at)
    Zaak.objects.filter(pk=left.zaak.pk).update(is_invented=True)
    vraag = Werkgeversvraag.objects.get(zaak=left.zaak)
    if owner is None:
        return
    employers.take(vraag.pk, by=owner, at=at + timedelta(minutes=10))
    for place, text in enumerate(row.get("notes") or ()):
        employers.note_contact(vraag.pk, text=text, by=owner, at=at + timedelta(minutes=20 + place))
    _with_others(row, cast, vraag, owner, at + timedelta(minutes=30))
    if row.get("came"):
        Groep.objects.filter(vraag=vraag).update(came=row["came"])
    if row.get("close"):
        employers.close(
            vraag.pk, result=row["close"], confirmed=True, by=owner, at=at + timedelta(minutes=50)
        )


def _with_others(row: Row, cast: Cast, vraag: Werkgeversvraag, owner: Acting, at: datetime) -> None:
    """A second partner joins in, or is asked to take it over."""
    if row.get("join"):
        wish = employer_requests.ask_to_join(vraag.pk, by=_actor(cast, row["join"]), at=at)
        employer_requests.answer_join(
            vraag.pk, wish.pk, accept=True, share_contact=bool(row.get("share")), by=owner, at=at
        )
    if row.get("asks"):
        to = _actor(cast, row["asks"]).partij.pk
        employer_requests.ask_hand_over(vraag.pk, to_partij=to, by=owner, at=at)


def _asked(row: Row, cast: Cast, at: datetime) -> employer_intake.EmployerQuestion:
    gemeenten = regio_queries.gemeenten_of(cast.regio, on=at.date())
    code = next((g.gm_code for g in gemeenten if g.naam.split(" (")[0] == row["gemeente"]), "")
    return employer_intake.EmployerQuestion(
        company=employer_intake.Company(row["name"], row["kvk"], code, row["sector"], row["size"]),
        subjects=tuple(row["subjects"]),
        question=NewQuestion(
            vraag=row["question"],
            gemeente=code,
            reach_by=row["reach_by"],
            phone="06 00000000",
            email=f"{slugify(row['person'])}@{slugify(row['name'])}.example",
            first_name=row["person"],
            channel="telefoon" if row.get("typed") else "web",
        ),
        vacancies=[_vacancy(values) for values in row.get("vacancies") or ()],
        group=_group(row["group"], at.date()) if row.get("group") else None,
    )


def _vacancy(values: Row) -> VacancyIntake:
    money: Row = {name: Decimal(str(values[name])) for name in ("loon_min", "loon_max") if name in values}
    return VacancyIntake(**(values | money))


def _group(values: Row, day: date) -> GroupIntake:
    return GroupIntake(
        aantal=values["people"],
        functies=values["functies"],
        aangekondigd=day + timedelta(days=values["announced"]),
        laatste_dag=day + timedelta(days=values["last_day"]),
        or_betrokken=values["or_betrokken"],
        vakbonden=tuple(values["vakbonden"]),
        contracten=tuple(values["contracten"]),
        heeft_cao=values["heeft_cao"],
        cao=values["cao"],
        geregeld=values["geregeld"],
    )
