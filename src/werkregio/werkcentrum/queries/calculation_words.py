# SPDX-License-Identifier: EUPL-1.2
"""The words of the combination calculator: rules hand over codes and numbers, this makes sentences."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..rules.calculation_parts import Applies, Gap, GapKind, Line, Money, Question, Said
from ..rules.combinations import CANNOT, FIRST, ONLY_IF


def number(value: Fraction | Decimal | int, places: int = 2) -> str:
    """A number for people: at most so many decimals, none when it is whole."""
    exact = Decimal(round(Fraction(value) * 10**places)).scaleb(-places).normalize()
    shown = max(0, -int(exact.as_tuple().exponent))
    return str(number_format(exact, decimal_pos=shown, force_grouping=True))


def euros(amount: Money) -> str:
    """`€ 1.000` or `€ 1.000 to € 2.000`."""
    low, high = (f"€ {number(value)}" for value in (amount.low, amount.high))
    return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}


def cents(value: Fraction) -> str:
    return f"€ {number_format(Decimal(round(value * 100)) / 100, decimal_pos=2, force_grouping=True)}"


def applies(value: Applies) -> str:
    return {
        Applies.YES: _("Fits"),
        Applies.POSSIBLY: _("May fit"),
        Applies.UNKNOWN: _("Not known yet"),
        Applies.NO: _("Does not fit"),
    }[value]


def reason(said: Said) -> str:
    """Why an instrument fits or not."""
    if said.code == "scheme-over" and not said.values.get("day"):
        return _("This scheme has ended.")
    texts = {
        "fits": _("This fits what you filled in."),
        "they-decide": _("This may fit. They look at the person and decide."),
        "group-unknown": _("You do not know yet whether the person belongs to this group."),
        "other-group": _("This is for another group than you filled in."),
        "full-loonwaarde": _("The loonwaarde is 100%%, so there is nothing to make up for."),
        "measured-already": _("The loonwaarde has been measured, so this is not needed."),
        "closed-since": _("You could apply until %(day)s."),
        "ended-before": _("This has ended. It only counts for a contract that began before %(day)s."),
        "scheme-over": _("This scheme ended on %(day)s."),
        "hours-below": _(
            "UWV asks for at least %(least)s hours a week. A municipality may have its own rule."
        ),
        "contract-below": _("The contract must be at least %(least)s months."),
        "wage-below": _("The wage must be at least %(least)s%% of the minimum wage."),
    }
    return texts[said.code] % _values(said)


def period(said: Said | None) -> str:
    if said is None:
        return ""
    if said.code == "months":
        months = int(said.values["most"])
        longest = ngettext("At most %(n)s month", "At most %(n)s months", months) % {"n": months}
        usual = said.values.get("usual")
        if usual in (None, months):
            return longest
        often = _("Usually %(n)s months") % {"n": usual}
        return f"{often}. {longest}"
    if said.code == "weeks":
        return _("At most %(n)s weeks") % {"n": number(said.values["most"])}
    return {
        "while-contract": _("As long as the contract lasts"),
        "school-year": _("For each school year"),
    }[said.code]


def share(found: tuple[Fraction, Fraction] | None) -> str:
    """A share of the minimum wage, exact to two decimals of a percent."""
    if found is None:
        return ""
    low, high = (number(part * 100) for part in found)
    text = low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
    return _("%(share)s%% of the minimum wage") % {"share": text}


def amounts(line: Line) -> list[tuple[str, str]]:
    """What there is to get, each amount with when."""
    found = []
    if line.per_month is not None:
        found.append((_("A month"), euros(line.per_month)))
    if any(year is not None for year in line.years):
        for label, year in zip((_("First year"), _("Second year")), line.years, strict=True):
            found.append((label, _("Not known") if year is None else euros(year)))
    if line.once is not None:
        found.append((_("Once"), euros(line.once)))
    return found


def step(said: Said) -> str:
    """One step of the reckoning."""
    if said.code == "trial":
        values = {"low": said.values["low"], "high": said.values["high"]}
        months = str(values["low"]) if values["low"] == values["high"] else _("%(low)s to %(high)s") % values
        return _(
            "%(wage)s wage a month × %(months)s months: you do not pay this. It is not in the total."
        ) % {"wage": cents(said.values["wage"]), "months": months}
    texts = {
        "share-measured": _(
            "The gap is 100%% less the loonwaarde of %(loonwaarde)s%%. At most %(cap)s%% counts. "
            "That makes %(share)s%% of the minimum wage."
        ),
        "share-not-measured": _(
            "The loonwaarde is not measured yet. So it can be anything from 0%% to %(cap)s%% of the minimum wage."
        ),
        "share-in-euros": _(
            "%(wage)s minimum wage an hour × %(hours)s hours × 52 weeks ÷ 12 months × the share, "
            "with %(costs)s%% on top for the costs of an employer. Holiday pay is not in it."
        ),
        "fixed-share": _(
            "%(share)s%% of the minimum wage, at most %(months)s months. It lies within the range of "
            "loonkostensubsidie, so we do not add it again."
        ),
        "no-amount-known": _("The list of help has no amount for this."),
        "per-hour": _("%(hours)s hours × %(fewest)s weeks × %(rate)s an hour, and at most %(cap)s a year."),
        "no-risk": _("UWV pays when the person is ill. How much cannot be said beforehand."),
        "coach-paid-elsewhere": _("The coach is paid by UWV or the municipality. You get no amount."),
        "coach-hours": _("Year %(year)s: %(share)s%% of the working hours. That is %(hours)s hours a week."),
        "per-place": _("At most %(most)s for each place and school year. You apply after the school year."),
        "per-training": _("At most %(most)s for the whole training."),
    }
    return texts[said.code] % _values(said)


def pair(kind: str) -> str:
    """How two instruments go together, in a few words."""
    return {
        CANNOT: _("Cannot go together"),
        ONLY_IF: _("Together on a condition"),
        FIRST: _("One after the other"),
    }[kind]


def gap(found: Gap, label: str) -> str:
    """Which fact cannot be used and why. `label` is its name in the directory, when it stands there."""
    texts = {
        GapKind.MISSING: _("Missing in the list of help: %(fact)s."),
        GapKind.EXPIRED: _("Held until %(day)s, the new one is not known: %(fact)s."),
        GapKind.NOT_YET: _("Holds only from %(day)s: %(fact)s."),
        GapKind.NO_DATE: _("Has no date, so we do not use it: %(fact)s."),
        GapKind.UNREADABLE: _("Cannot be read: %(fact)s."),
    }
    day = date_format(found.since, "j E Y") if found.since else ""
    return texts[found.kind] % {"fact": label or _fact(found.key), "day": day}


def _fact(key: str) -> str:
    if key.startswith("minimumloon-per-uur"):
        return _("the minimum wage an hour at this age")
    return {
        "minimumloon-volwassen-vanaf": _("the age from which the full minimum wage holds"),
        "werkgeverslasten": _("the percentage for the costs of an employer"),
        "duur": _("how long it lasts"),
        "vergoeding-per-uur": _("the amount for an hour of coaching"),
    }.get(key, key)


def wage(question: Question) -> str:
    """The wage in both ways, so that a slip of the pen is seen."""
    return _("%(hour)s an hour, %(month)s a month") % {
        "hour": cents(question.wage_an_hour),
        "month": cents(question.wage_a_month),
    }


def contract(question: Question) -> str:
    if question.months is None:
        return _("Without an end")
    return ngettext("%(n)s month", "%(n)s months", question.months) % {"n": question.months}


_MONEY = frozenset({"rate", "cap", "most", "wage"})
_PERCENT_CAP = frozenset({"share-measured", "share-not-measured"})


def _values(said: Said) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in said.values.items():
        if isinstance(value, date):
            found[name] = date_format(value, "j E Y")
        elif name in _MONEY and said.code not in _PERCENT_CAP:
            found[name] = cents(value) if name in ("rate", "wage") else f"€ {number(value)}"
        else:
            found[name] = number(value) if isinstance(value, (Fraction, Decimal, int)) else value
    return found
