# SPDX-License-Identifier: EUPL-1.2
"""Counters as a page shows them. What is not known is empty, and the page says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkregio.regio.models import Arbeidsmarktregio

from ..models import Loket
from ..rules.opening_hours import DAYS, coming_exceptions
from .languages import LANGUAGE_NAMES

DAY_NAMES = dict(
    zip(
        DAYS,
        (
            gettext_lazy("Monday"),
            gettext_lazy("Tuesday"),
            gettext_lazy("Wednesday"),
            gettext_lazy("Thursday"),
            gettext_lazy("Friday"),
            gettext_lazy("Saturday"),
            gettext_lazy("Sunday"),
        ),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class LoketShown:
    """One counter. `hours` holds (day, text); the text is empty while it is not known."""

    name: str
    gemeente: str
    gemeente_slug: str
    address: str
    phone: str
    email: str
    hours: list[tuple[str, str]]
    exceptions: list[tuple[str, str, str]]
    languages: list[tuple[str, str]]
    accessibility: str
    walk_in: bool | None
    is_invented: bool

    @property
    def hours_known(self) -> bool:
        return any(text for _day, text in self.hours)


def loketten_of(regio: Arbeidsmarktregio) -> QuerySet[Loket]:
    return Loket.objects.filter(regio=regio).select_related("gemeente").order_by("gemeente__naam", "naam")


def loketten_shown(rows: Iterable[Loket], language: str, on: date) -> list[LoketShown]:
    return [_shown(row, language, on) for row in rows]


def languages_of(rows: Iterable[Loket]) -> list[tuple[str, str]]:
    """Languages that are spoken at any of these counters, each in itself."""
    codes = sorted({code for row in rows for code in row.languages})
    return [(code, LANGUAGE_NAMES.get(code, code)) for code in codes]


def _shown(row: Loket, language: str, on: date) -> LoketShown:
    return LoketShown(
        name=row.naam,
        gemeente=row.gemeente.naam,
        gemeente_slug=row.gemeente.slug,
        address=row.address,
        phone=row.phone,
        email=row.email,
        hours=[(str(DAY_NAMES[day]), _periods(row.hours.get(day))) for day in DAYS],
        exceptions=[
            (
                date_format(date.fromisoformat(entry["date"]), "l j E Y"),
                _periods(entry["hours"]),
                _why(entry.get("why") or {}, language),
            )
            for entry in coming_exceptions(row.exceptions, on)
        ],
        languages=[(code, LANGUAGE_NAMES.get(code, code)) for code in row.languages],
        accessibility=row.accessibility,
        walk_in=row.walk_in,
        is_invented=row.is_invented,
    )


def _periods(periods: list[str] | None) -> str:
    if periods is None:
        return ""
    if not periods:
        return _("Closed")
    return _(" and ").join(
        _("%(from)s to %(to)s") % {"from": period[:5], "to": period[6:]} for period in periods
    )


def _why(texts: dict[str, str], language: str) -> str:
    return texts.get("nl" if language == "nl" else "en") or texts.get("nl", "")
