# SPDX-License-Identifier: EUPL-1.2
"""Facts and conditions in words: value with unit, date, source, and what is not sure about them."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from datetime import date as Day
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..models import Feit, Voorwaarde
from ..rules import conditions, facts
from ..rules.plain_names import source_shown

_UNITS: Mapping[str, Callable[[int], str]] = {
    "euro": lambda n: "€ %s",
    "euro-per-uur": lambda n: _("€ %s an hour"),
    "euro-per-maand": lambda n: _("€ %s a month"),
    "euro-per-jaar": lambda n: _("€ %s a year"),
    "procent": lambda n: "%s%%",
    "jaar": lambda n: ngettext("%s year", "%s years", n),
    "maand": lambda n: ngettext("%s month", "%s months", n),
    "week": lambda n: ngettext("%s week", "%s weeks", n),
    "werkdag": lambda n: ngettext("%s working day", "%s working days", n),
    "dag": lambda n: ngettext("%s day", "%s days", n),
    "uur": lambda n: ngettext("%s hour", "%s hours", n),
    "uur-per-week": lambda n: ngettext("%s hour a week", "%s hours a week", n),
    "leeftijd": lambda n: _("%s years old"),
    "aantal": lambda n: "%s",
}
# A text may be a date, such as the last day of a scheme.
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class FactShown:
    """One fact as a page shows it. `value` is empty when it may not be shown without a date."""

    key: str
    label: str
    label_language: str
    value: str
    date: str
    source: str
    verified: bool
    expired: bool
    not_yet: bool
    until: Day | None = None
    is_money: bool = False


@dataclass(frozen=True, slots=True)
class ConditionShown:
    """One condition: must or helps, who decides, and what we know about it for this visitor."""

    text: str
    text_language: str
    is_hard: bool
    who_decides: str
    verdict: str


def facts_shown(rows: Iterable[Feit], language: str, on: date) -> list[FactShown]:
    """Facts in the language of the page where there is a label, else in English or Dutch."""
    return [fact_shown(row, language, on) for row in rows]


def fact_shown(row: Feit, language: str, on: date) -> FactShown:
    dutch = language == "nl" or not row.label_en
    shown = facts.may_be_shown(row.unit, as_of=row.as_of, valid_from=row.valid_from)
    return FactShown(
        key=row.key,
        label=row.label_nl if dutch else row.label_en,
        label_language="nl" if dutch else "en",
        value=value_in_words(row.value, row.unit) if shown else "",
        date=_period(row),
        source=source_shown(row.source),
        verified=row.verified,
        expired=facts.has_expired(row.valid_to, on),
        not_yet=facts.not_yet_valid(row.valid_from, on),
        until=row.valid_to,
        is_money=facts.is_money(row.unit),
    )


def value_in_words(value: str, unit: str) -> str:
    """A value as a person reads it: `2816.25` euro is `€ 2.816,25` in Dutch."""
    try:
        amount = facts.parse_value(value, unit)
    except facts.FactError:
        return value
    if amount is None:
        return as_of_in_words(value) if _DAY.fullmatch(value) else value
    last = amount.high if amount.high is not None else amount.low
    text = _number(amount.low, unit)
    if amount.high is not None:
        text = _("%(low)s to %(high)s") % {"low": text, "high": _number(amount.high, unit)}
    # A broken number takes the form of many; a whole one its own, which matters in Arabic.
    return _UNITS[unit](int(last) if last == int(last) else 2) % text


def as_of_in_words(as_of: str) -> str:
    """`2026-02` becomes `February 2026`; empty stays empty."""
    try:
        day = facts.parse_as_of(as_of)
    except facts.FactError:
        return as_of
    if day is None:
        return ""
    if len(as_of) == 4:
        return as_of
    return date_format(day, "F Y" if len(as_of) == 7 else "j E Y")


def conditions_shown(
    rows: Iterable[Voorwaarde], language: str, answers: Mapping[str, object]
) -> list[ConditionShown]:
    """Conditions with what is known; never a right: the sentence names who decides."""
    found = []
    for row in rows:
        dutch = language == "nl" or not row.text_en
        found.append(
            ConditionShown(
                text=_with_limit(row.text_nl if dutch else row.text_en, row, answers, dutch=dutch),
                text_language="nl" if dutch else "en",
                is_hard=row.kind == "hard",
                who_decides=row.who_decides,
                verdict=_verdict_in_words(row, answers),
            )
        )
    return found


def _with_limit(text: str, row: Voorwaarde, answers: Mapping[str, object], *, dutch: bool) -> str:
    """The text with the number of today, where a condition names a limit of the region."""
    numbers = [str(answers[name]) for name in conditions.limits_in(row.expression) if name in answers]
    if not numbers:
        return text
    return f"{text} ({'nu' if dutch else 'now'}: {', '.join(numbers)})"


def _verdict_in_words(row: Voorwaarde, answers: Mapping[str, object]) -> str:
    if not row.expression or not answers:
        return ""
    try:
        verdict = conditions.evaluate(row.expression, answers)
    except conditions.ConditionError:
        return ""
    who = row.who_decides or _("the organisation")
    return {
        conditions.Verdict.YES: _("Possible: %(who)s decides.") % {"who": who},
        conditions.Verdict.NO: _("This does not seem to fit. Ask: %(who)s decides.") % {"who": who},
        conditions.Verdict.UNKNOWN: "",
    }[verdict]


def _number(value: Decimal, unit: str) -> str:
    whole = value == value.to_integral_value()
    places = 0 if whole else (2 if facts.is_money(unit) else -int(value.normalize().as_tuple().exponent))
    return str(number_format(value, decimal_pos=places, force_grouping=facts.is_money(unit)))


def _period(row: Feit) -> str:
    if row.valid_from and row.valid_to:
        return _("%(from)s to %(to)s") % {
            "from": date_format(row.valid_from, "j E Y"),
            "to": date_format(row.valid_to, "j E Y"),
        }
    if row.valid_from:
        return _("since %(day)s") % {"day": date_format(row.valid_from, "j E Y")}
    if row.valid_to:
        return _("until %(day)s") % {"day": date_format(row.valid_to, "j E Y")}
    return as_of_in_words(row.as_of)
