# SPDX-License-Identifier: EUPL-1.2
"""One function for each instrument of the combination calculator: does it fit, and for how much. Pure.

No figure stands here: each comes from a dated fact of the directory, by its key. Sources of the rules: the
entries of the directory with these codes (Participatiewet art. 10d; Wet tegemoetkomingen loondomein; Ziektewet
art. 29b; Wet Wajong; art. 76a WW; Reintegratiebesluit; Subsidieregeling praktijkleren).
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction

from .calculation_parts import (
    FEWEST_WEEKS,
    MOST_WEEKS,
    NOTHING,
    WEEKS_A_MONTH,
    YEAR,
    Applies,
    Fact,
    Gap,
    GapKind,
    Group,
    Line,
    Money,
    Question,
    Reader,
    Said,
    add_months,
    money,
)

LKS, FIXED_LKS, DISPENSATION = "I039", "I040", "I042"
LKV_REGISTER, LKV_DISABLED, LKV_OLDER = "I043", "I044", "I046"
NO_RISK, JOB_COACH, OWN_COACH = "I048", "I033", "I034"
TRIAL_UWV, TRIAL_MUNICIPALITY = "I020", "I021"
LEARNING, LEARNING_THIRD_WAY = "I058", "I059"

_DISABILITY = frozenset({Group.REGISTER, Group.WAJONG, Group.WIA, Group.SHELTERED})
_YEARS = (1, 2)
Read = Callable[[str], Reader]


def _for(
    q: Question, sure: frozenset[Group], perhaps: frozenset[Group] = frozenset()
) -> tuple[Applies, Said]:
    """Whether an instrument is for one of the groups that were named."""
    if q.groups & sure:
        return Applies.YES, Said("fits")
    if q.groups & perhaps:
        return Applies.POSSIBLY, Said("they-decide")
    if Group.UNKNOWN in q.groups:
        return Applies.UNKNOWN, Said("group-unknown")
    return Applies.NO, Said("other-group")


def _line(reader: Reader, applies: Applies, reason: Said, **more: object) -> Line:
    return Line(reader.code, applies, reason, facts=tuple(reader.used), gaps=tuple(reader.gaps), **more)  # type: ignore[arg-type]


def minimum_wage(q: Question, reader: Reader) -> Fraction | None:
    """The minimum wage an hour at this age, from the facts of loonkostensubsidie."""
    adult = reader.number("minimumloon-volwassen-vanaf")
    if adult is None:
        # Named as well, so that whoever mends the directory sees all that is missing.
        reader.fact("minimumloon-per-uur")
        return None
    return reader.number("minimumloon-per-uur" if q.age >= adult else f"minimumloon-per-uur-{q.age}")


def _wage_months(
    q: Question, base: Fraction, share: tuple[Fraction, Fraction], costs: Fraction, cap: Fraction
) -> tuple[Fraction, Fraction]:
    """A month of subsidy. Whether the costs of an employer fall under the highest share is not known: a range."""
    low, high = share
    month = base * Fraction(q.hours) * WEEKS_A_MONTH
    return month * min(low * (1 + costs), cap), month * high * (1 + costs)


def loonkostensubsidie(q: Question, read: Read) -> Line:
    """The gap between loonwaarde and minimum wage, at most a share of the minimum wage."""
    reader = read(LKS)
    measured = q.loonwaarde is not None and q.loonwaarde < 100
    if q.loonwaarde is not None and q.loonwaarde >= 100:
        return _line(reader, Applies.NO, Said("full-loonwaarde"))
    likely = frozenset({Group.REGISTER, Group.SHELTERED})
    applies, reason = _for(q, likely if measured else frozenset(), likely | {Group.WAJONG, Group.BIJSTAND})
    if applies == Applies.NO:
        if not measured:
            return _line(reader, Applies.NO, Said("other-group"))
        applies, reason = Applies.POSSIBLY, Said("they-decide")
    percent = reader.number("subsidie-maximaal")
    if percent is None:
        return _line(reader, applies, reason)
    cap = percent / 100
    if q.loonwaarde is None:
        share = (Fraction(0), cap)
        steps = [Said("share-not-measured", {"cap": percent})]
    else:
        gap = min(1 - Fraction(q.loonwaarde) / 100, cap)
        share = (gap, gap)
        values = {"loonwaarde": Fraction(q.loonwaarde), "share": gap * 100, "cap": percent}
        steps = [Said("share-measured", values)]
    base, costs = minimum_wage(q, reader), reader.number("werkgeverslasten")
    period = Said("while-contract")
    if base is None or costs is None:
        return _line(reader, applies, reason, share=share, period=period, steps=tuple(steps))
    low, high = _wage_months(q, base, share, costs / 100, cap)
    values = {"wage": base, "hours": Fraction(q.hours), "costs": costs}
    steps.append(Said("share-in-euros", values))
    years = tuple(money(low * q.months_in(year), high * q.months_in(year)) for year in _YEARS)
    month = money(low, high)
    return _line(
        reader, applies, reason, share=share, period=period, per_month=month, years=years,
        counts=True, steps=tuple(steps),
    )  # fmt: skip


def fixed_subsidy(q: Question, read: Read) -> Line:
    """A fixed share in the first months, before the measuring. It lies within the range of the subsidy itself."""
    reader = read(FIXED_LKS)
    if q.loonwaarde is not None:
        return _line(reader, Applies.NO, Said("measured-already"))
    perhaps = frozenset({Group.REGISTER, Group.SHELTERED, Group.BIJSTAND, Group.WAJONG})
    applies, reason = _for(q, frozenset(), perhaps)
    if applies == Applies.NO:
        return _line(reader, applies, reason)
    percent, longest = reader.number("hoogte"), reader.months("duur-maximaal")
    if percent is None or longest is None:
        return _line(reader, applies, reason)
    share = (percent / 100, percent / 100)
    wages = read(LKS)
    base, costs = minimum_wage(q, wages), wages.number("werkgeverslasten")
    reader.used += [fact for fact in wages.used if fact not in reader.used]
    reader.gaps += wages.gaps
    months = q.months_in(1, longest)
    steps = (Said("fixed-share", {"share": percent, "months": longest}),)
    once = None
    if base is not None and costs is not None:
        low, high = _wage_months(q, base, share, costs / 100, percent / 100)
        once = money(low * months, high * months)
    return _line(
        reader, applies, reason, share=share, once=once, steps=steps, period=Said("months", {"most": longest})
    )


def dispensation(q: Question, read: Read) -> Line:
    """Paying less than the minimum wage to somebody with Wajong; the wider rule for others has a last day."""
    reader = read(DISPENSATION)
    applies, reason = _for(q, frozenset(), frozenset({Group.WAJONG, Group.WIA}))
    if q.loonwaarde is not None and q.loonwaarde >= 100:
        return _line(reader, Applies.NO, Said("full-loonwaarde"))
    if applies == Applies.POSSIBLY and Group.WAJONG not in q.groups:
        last = reader.last_day("aanvraag-tot-en-met")
        if last is not None and last < q.today:
            return _line(reader, Applies.NO, Said("closed-since", {"day": last}))
    return _line(reader, applies, reason, steps=(Said("no-amount-known"),) if applies != Applies.NO else ())


def _hour_benefit(
    q: Question, reader: Reader, rate_key: str, longest: int | None
) -> tuple[Money | None, ...]:
    rate, cap = reader.number(rate_key), reader.number("per-jaar-maximaal")
    if rate is None or cap is None:
        return (None, None)
    dated = [fact for fact in reader.used if fact.key in (rate_key, "per-jaar-maximaal")]
    years: list[Money | None] = []
    for year in _YEARS:
        months = q.months_in(year, longest)
        if not months:
            years.append(NOTHING)
            continue
        begin = q.year(year)[0]
        end = add_months(begin, months)
        holds = min(fact.share_of(begin, end) for fact in dated)
        if not holds:
            reader.gaps += [_ended(fact) for fact in dated if not fact.share_of(begin, end)]
            years.append(None)
            continue
        a_week = rate * Fraction(q.hours)
        low, high = (a_week * weeks * months / YEAR for weeks in (FEWEST_WEEKS, MOST_WEEKS))
        years.append(money(min(low, cap) * holds, min(high, cap)))
    return tuple(years)


def _ended(fact: Fact) -> Gap:
    return Gap(fact.code, fact.key, GapKind.EXPIRED, fact.valid_to, stops=False)


def _benefit_line(
    q: Question, reader: Reader, fit: tuple[Applies, Said], rate_key: str = "per-uur", *, lasts: bool = False
) -> Line:
    """A loonkostenvoordeel: so much for every paid hour, with a highest amount a year."""
    applies, reason = fit
    if applies == Applies.NO:
        return _line(reader, applies, reason)
    longest = reader.months("duur") if lasts else None
    if lasts and longest is None:
        return _line(reader, applies, reason)
    years = _hour_benefit(q, reader, rate_key, longest)
    rate, cap = reader.number(rate_key), reader.number("per-jaar-maximaal")
    values = {"hours": Fraction(q.hours), "rate": rate, "cap": cap, "fewest": FEWEST_WEEKS}
    steps = [Said("per-hour", values)] if rate is not None and cap is not None else []
    period = Said("months", {"most": longest}) if longest else Said("while-contract")
    return _line(reader, applies, reason, years=years, counts=True, period=period, steps=tuple(steps))


def benefit_register(q: Question, read: Read) -> Line:
    perhaps = frozenset({Group.WAJONG, Group.WIA, Group.SHELTERED})
    return _benefit_line(q, read(LKV_REGISTER), _for(q, frozenset({Group.REGISTER}), perhaps))


def benefit_disabled(q: Question, read: Read) -> Line:
    fit = _for(q, frozenset(), frozenset({Group.WIA, Group.WAJONG}))
    return _benefit_line(q, read(LKV_DISABLED), fit, lasts=True)


def benefit_older(q: Question, read: Read) -> Line:
    """Ended: only a contract from before the last day still counts."""
    reader = read(LKV_OLDER)
    applies, reason = _for(q, frozenset(), frozenset({Group.OLDER}))
    if applies == Applies.NO:
        return _line(reader, applies, reason)
    ended = reader.last_day("begonnen-voor")
    if ended is not None and q.start >= ended:
        return _line(reader, Applies.NO, Said("ended-before", {"day": ended}))
    return _benefit_line(q, reader, (applies, reason), "per-uur-oud", lasts=True)


def no_risk(q: Question, read: Read) -> Line:
    """The sick pay of UWV instead of the employer's: no amount beforehand."""
    reader = read(NO_RISK)
    applies, reason = _for(q, _DISABILITY)
    if applies != Applies.NO:
        reader.fact("duur", stops=False)
    return _line(reader, applies, reason, steps=(Said("no-risk"),) if applies != Applies.NO else ())


def _coach_fit(q: Question, read: Read) -> tuple[Reader, Applies, Said]:
    """UWV has the lowest number of hours, months and wage; a municipality may have its own."""
    reader = read(JOB_COACH)
    applies, reason = _for(q, frozenset(), _DISABILITY)
    if applies == Applies.NO:
        return reader, applies, reason
    hours, months = (
        reader.number("uren-minimaal", stops=False),
        reader.months("contract-minimaal", stops=False),
    )
    share, wage = reader.number("loon-minimaal", stops=False), minimum_wage(q, read(LKS))
    below = None
    if hours is not None and q.hours < hours:
        below = Said("hours-below", {"least": hours})
    elif months is not None and q.months is not None and q.months < months:
        below = Said("contract-below", {"least": months})
    elif share is not None and wage is not None and q.wage_an_hour < wage * share / 100:
        below = Said("wage-below", {"least": share})
    if below and not q.groups & {Group.REGISTER, Group.SHELTERED, Group.UNKNOWN}:
        return reader, Applies.NO, below
    return reader, applies, below or reason


def job_coach(q: Question, read: Read) -> Line:
    reader, applies, reason = _coach_fit(q, read)
    if applies == Applies.NO:
        return _line(reader, applies, reason)
    longest = reader.months("duur-maximaal", stops=False)
    weeks = reader.number("besluit-binnen", stops=False)
    return _line(
        reader, applies, reason, steps=(Said("coach-paid-elsewhere"),), ask_by=_ask_by(q, weeks),
        period=Said("months", {"most": longest}) if longest else None,
    )  # fmt: skip


def own_coach(q: Question, read: Read) -> Line:
    """A colleague who coaches: a share of the working hours of the person, paid by the hour."""
    _reader, applies, reason = _coach_fit(q, read)
    reader = read(OWN_COACH)
    if applies == Applies.NO:
        return _line(reader, applies, reason)
    shares = [reader.number(f"uren-{name}-jaar") for name in ("eerste", "tweede")]
    rate = reader.number("vergoeding-per-uur")
    steps = tuple(
        Said("coach-hours", {"year": year, "share": share, "hours": Fraction(q.hours) * share / 100})
        for year, share in zip(_YEARS, shares, strict=True)
        if share is not None
    )
    years: list[Money | None] = [None, None]
    if rate is not None:
        a_month = rate * Fraction(q.hours) * WEEKS_A_MONTH
        for place, share in enumerate(shares):
            if share is not None:
                high = a_month * share / 100 * q.months_in(place + 1)
                years[place] = money(Fraction(0), high)
    return _line(reader, applies, reason, years=tuple(years), counts=rate is not None, steps=steps)


def _trial(q: Question, read: Read, code: str, groups: frozenset[Group], longest: str | None) -> Line:
    """Working on trial while the benefit goes on: the wage of those months is not paid."""
    reader = read(code)
    applies, reason = _for(q, frozenset(), groups)
    if applies == Applies.NO:
        return _line(reader, applies, reason)
    least = reader.months("contract-daarna")
    if least is not None and q.months is not None and q.months < least:
        return _line(reader, Applies.NO, Said("contract-below", {"least": least}))
    usual = reader.months("duur")
    most = reader.months(longest) if longest else usual
    weeks = reader.number("besluit-binnen", stops=False) if longest else None
    if usual is None or most is None or least is None:
        return _line(reader, applies, reason, ask_by=_ask_by(q, weeks))
    low, high = sorted((usual, most))
    values = {"wage": q.wage_a_month, "low": low, "high": high}
    return _line(
        reader, applies, reason, once=money(q.wage_a_month * low, q.wage_a_month * high),
        period=Said("months", {"usual": low, "most": high}), ask_by=_ask_by(q, weeks),
        steps=(Said("trial", values),),
    )  # fmt: skip


def trial_uwv(q: Question, read: Read) -> Line:
    groups = frozenset({Group.WAJONG, Group.WIA, Group.UWV, Group.OLDER})
    return _trial(q, read, TRIAL_UWV, groups, "duur-maximaal")


def trial_municipality(q: Question, read: Read) -> Line:
    return _trial(q, read, TRIAL_MUNICIPALITY, frozenset({Group.BIJSTAND}), None)


def learning(q: Question, read: Read) -> Line:
    """Coaching a pupil of the bbl: at most so much a place and school year, afterwards."""
    reader = read(LEARNING)
    applies, reason = _for(q, frozenset(), frozenset({Group.BBL}))
    if applies == Applies.NO:
        return _line(reader, applies, reason)
    ends = reader.last_day("regeling-tot-en-met", stops=False)
    if ends is not None and q.start > ends:
        return _line(reader, Applies.NO, Said("scheme-over", {"day": ends}))
    until = reader.last_day("aanvraag-tot-en-met", stops=False)
    if until is not None and until < q.today:
        reader.gaps.append(Gap(LEARNING, "aanvraag-tot-en-met", GapKind.EXPIRED, until, stops=False))
    most = reader.number("per-plek-maximaal")
    if most is None:
        return _line(reader, applies, reason)
    years = tuple(
        NOTHING
        if not q.months_in(year) or (ends is not None and q.year(year)[0] > ends)
        else money(Fraction(0), most)
        for year in _YEARS
    )
    steps = (Said("per-place", {"most": most}),)
    return _line(reader, applies, reason, years=years, counts=True, steps=steps, period=Said("school-year"))


def learning_third_way(q: Question, read: Read) -> Line:
    """Coaching somebody without work in a short training: at most once so much."""
    reader = read(LEARNING_THIRD_WAY)
    applies, reason = _for(q, frozenset(), frozenset({Group.THIRD_WAY}))
    if applies == Applies.NO:
        return _line(reader, applies, reason)
    ends = reader.last_day("regeling-tot-en-met", stops=False)
    if ends is not None and q.start > ends:
        return _line(reader, Applies.NO, Said("scheme-over", {"day": ends}))
    most, weeks = reader.number("vergoeding-maximaal"), reader.number("weken-maximaal", stops=False)
    if most is None:
        return _line(reader, applies, reason)
    return _line(
        reader, applies, reason, years=(money(Fraction(0), most), NOTHING), counts=True,
        period=Said("weeks", {"most": weeks}) if weeks is not None else None,
        steps=(Said("per-training", {"most": most}),),
    )  # fmt: skip


def _ask_by(q: Question, weeks: Fraction | None) -> date | None:
    return q.start - timedelta(weeks=int(weeks)) if weeks is not None else None


# The needs of an employer whose answer leads to the calculator.
CALCULATOR_NEEDS = frozenset({"subsidie-werkgever", "banenafspraak-werkgever", "leerbedrijf-bbl"})
SCHEMES: Mapping[str, Callable[[Question, Read], Line]] = {
    LKS: loonkostensubsidie,
    FIXED_LKS: fixed_subsidy,
    DISPENSATION: dispensation,
    LKV_REGISTER: benefit_register,
    LKV_DISABLED: benefit_disabled,
    LKV_OLDER: benefit_older,
    NO_RISK: no_risk,
    JOB_COACH: job_coach,
    OWN_COACH: own_coach,
    TRIAL_UWV: trial_uwv,
    TRIAL_MUNICIPALITY: trial_municipality,
    LEARNING: learning,
    LEARNING_THIRD_WAY: learning_third_way,
}
