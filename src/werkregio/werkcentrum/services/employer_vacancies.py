# SPDX-License-Identifier: EUPL-1.2
"""Vacancies of an employer: tasks, what is needed and what can be learned. Texts are encrypted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import Vacature, Werkgeversvraag
from ..terms_employers import Loonper, Onderwerp, Vacaturestaat, Werkgeversstap
from .employer_owner import tell_employer
from .employers import for_owner
from .referral_steps import By
from .zaak import checked, day_of, log, save

MOST = 25
LONGEST = 1500
MOST_HOURS = 60
MOST_PEOPLE = 500
HIGHEST_WAGE = Decimal(100_000)


@dataclass(frozen=True, slots=True)
class VacancyIntake:
    """One vacancy as it was typed."""

    titel: str = ""
    taken: str = ""
    moet: str = ""
    mooi: str = ""
    leerbaar: str = ""
    plaats: str = ""
    uren_min: int | None = None
    uren_max: int | None = None
    loon_min: Decimal | None = None
    loon_max: Decimal | None = None
    loon_per: str = ""
    vanaf: date | None = None
    aantal: int = 1


def checked_vacancy(vacancy: VacancyIntake, today: date) -> VacancyIntake:
    """A vacancy that makes sense and may be kept; says at which field it does not."""
    texts = {
        "titel": checked(vacancy.titel, field="titel", required=False, longest=120),
        "plaats": checked(vacancy.plaats, field="plaats", required=False, longest=120),
    }
    for name in ("taken", "moet", "mooi", "leerbaar"):
        texts[name] = checked(getattr(vacancy, name), field=name, required=False, longest=LONGEST)
    if not texts["titel"]:
        raise RuleError(_("Give the work a name in your own words, for example: baker."), field="titel")
    if not texts["taken"]:
        raise RuleError(_("Write what somebody does on a day, for example: knead dough."), field="taken")
    _in_order(vacancy.uren_min, vacancy.uren_max, "uren_max", 1, MOST_HOURS, _("hours a week"))
    _in_order(vacancy.loon_min, vacancy.loon_max, "loon_max", 0, HIGHEST_WAGE, _("euro"))
    if not 1 <= vacancy.aantal <= MOST_PEOPLE:
        raise RuleError(_("Fill in a number from 1 to %(most)d.") % {"most": MOST_PEOPLE}, field="aantal")
    if vacancy.vanaf is not None and vacancy.vanaf < today:
        raise RuleError(_("This day has passed. Choose today or a later day."), field="vanaf")
    has_wage = vacancy.loon_min is not None or vacancy.loon_max is not None
    if has_wage and vacancy.loon_per not in Loonper.values:
        raise RuleError(_("Choose whether the wage is by the hour or by the month."), field="loon_per")
    return VacancyIntake(
        **texts,
        uren_min=vacancy.uren_min,
        uren_max=vacancy.uren_max,
        loon_min=vacancy.loon_min,
        loon_max=vacancy.loon_max,
        loon_per=vacancy.loon_per if has_wage else "",
        vanaf=vacancy.vanaf,
        aantal=vacancy.aantal,
    )


def _in_order(
    least: int | Decimal | None,
    most: int | Decimal | None,
    field: str,
    low: int,
    high: int | Decimal,
    unit: str,
) -> None:
    for value in (least, most):
        if value is not None and not low <= value <= high:
            raise RuleError(
                _("Fill in %(low)s to %(high)s %(unit)s.") % {"low": low, "high": high, "unit": unit},
                field=field if value == most else field.replace("max", "min"),
            )
    if least is not None and most is not None and most < least:
        raise RuleError(_("The highest number is lower than the lowest. Look at both."), field=field)


def add_vacancies(
    vraag: Werkgeversvraag, vacancies: Sequence[VacancyIntake], *, by: By, at: datetime
) -> list[Vacature]:
    """Keep vacancies of a locked question; for the intake and for the owner."""
    if len(vacancies) + Vacature.objects.filter(vraag=vraag).count() > MOST:
        raise RuleError(_("%(most)d vacancies is the most in one question.") % {"most": MOST})
    made = []
    for vacancy in vacancies:
        good = checked_vacancy(vacancy, day_of(at))
        row = Vacature.objects.create(vraag=vraag, created_at=at, **_columns(vraag, good))
        tell_employer(vraag, Werkgeversstap.VACATURE, by=by, at=at, vacature=row.pk)
        made.append(row)
    return made


def _columns(vraag: Werkgeversvraag, vacancy: VacancyIntake) -> dict[str, object]:
    texts = {
        name: getattr(vacancy, name) for name in ("titel", "taken", "moet", "mooi", "leerbaar", "plaats")
    }
    return {
        "sealed": vraag.zaak.seal({name: text for name, text in texts.items() if text}),
        "hours_min": vacancy.uren_min,
        "hours_max": vacancy.uren_max,
        "wage_min": vacancy.loon_min,
        "wage_max": vacancy.loon_max,
        "wage_per": vacancy.loon_per,
        "start_on": vacancy.vanaf,
        "number": vacancy.aantal,
    }


@transaction.atomic
def add_vacancy(
    vraag_id: int, vacancy: VacancyIntake, *, version: int | None = None, by: Acting, at: datetime
) -> Vacature:
    """The contact adds a vacancy to the question."""
    vraag = for_owner(vraag_id, by, version=version)
    (row,) = add_vacancies(vraag, [vacancy], by=by, at=at)
    if Onderwerp.VACATURE not in vraag.subjects:
        vraag.subjects = [code for code in Onderwerp.values if code in {*vraag.subjects, Onderwerp.VACATURE}]
        vraag.save(update_fields=["subjects"])
    save(vraag.zaak)
    log("werkgever.vacancy", vraag.zaak, by=by, at=at, vacature=row.pk)
    return row


@transaction.atomic
def change_vacancy(
    vraag_id: int,
    vacature_id: int,
    vacancy: VacancyIntake,
    *,
    version: int | None = None,
    by: Acting,
    at: datetime,
) -> Vacature:
    """The contact changes a vacancy. What was written before is not kept."""
    vraag = for_owner(vraag_id, by, version=version)
    row = _row(vraag, vacature_id)
    # A day that has passed may stay as it was.
    today = min(day_of(at), row.start_on or day_of(at))
    for name, value in _columns(vraag, checked_vacancy(vacancy, today)).items():
        setattr(row, name, value)
    row.save()
    tell_employer(vraag, Werkgeversstap.VACATURE_GEWIJZIGD, by=by, at=at, vacature=row.pk)
    save(vraag.zaak)
    log("werkgever.vacancy_change", vraag.zaak, by=by, at=at, vacature=row.pk)
    return row


@transaction.atomic
def set_vacancy_state(vraag_id: int, vacature_id: int, *, state: str, by: Acting, at: datetime) -> Vacature:
    """Filled, withdrawn, or open again."""
    vraag = for_owner(vraag_id, by)
    row = _row(vraag, vacature_id)
    if state not in Vacaturestaat.values:
        raise RuleError(_("Choose how the vacancy stands."), field="state")
    if row.state != state:
        row.state = state
        row.save(update_fields=["state"])
        kind = (
            Werkgeversstap.VACATURE_GEWIJZIGD
            if state == Vacaturestaat.OPEN
            else Werkgeversstap.VACATURE_DICHT
        )
        tell_employer(vraag, kind, by=by, at=at, vacature=row.pk, staat=state)
        save(vraag.zaak)
        log("werkgever.vacancy_state", vraag.zaak, by=by, at=at, vacature=row.pk, state=state)
    return row


def _row(vraag: Werkgeversvraag, vacature_id: int) -> Vacature:
    row = Vacature.objects.filter(pk=vacature_id, vraag=vraag).first()
    if row is None:
        raise PermissionDenied
    return row
