# SPDX-License-Identifier: EUPL-1.2
"""The rules of a convenant in words, and the points on which the source is silent."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from werkregio.regio.models import Convenant

from ..rules.convenant import OPEN_POINTS, RULES

TITLES: dict[str, Any] = {
    "consensus": gettext_lazy("Consensus first"),
    "werkgebied": gettext_lazy("Work area"),
    "een_stem": gettext_lazy("One vote for each geleding"),
    "quorum": gettext_lazy("Quorum"),
    "quorum_basis": gettext_lazy("Of which geledingen the quorum is a share"),
    "drempel": gettext_lazy("Majority"),
    "onthouding": gettext_lazy("Abstentions"),
    "niet_gehaald": gettext_lazy("No agreement"),
    "na_tweede_ronde": gettext_lazy("After the second time without agreement"),
    "voorzitter": gettext_lazy("Chair"),
    "vicevoorzitter": gettext_lazy("Vice-chair"),
    "vervanging": gettext_lazy("Substitutes"),
    "mandaat": gettext_lazy("Mandate"),
    "vergaderingen": gettext_lazy("Meetings a year"),
    "brede": gettext_lazy("Brede bijeenkomsten a year"),
    "stukken": gettext_lazy("Papers"),
}
POINTS: dict[str, Any] = {
    "A1": gettext_lazy("Does an abstention count as a vote cast?"),
    "A2": gettext_lazy("Of which geledingen is the quorum a share, when only some may decide?"),
    "A3": gettext_lazy("What if the two union directors do not agree?"),
    "A4": gettext_lazy("What if an item is not agreed on for the second time?"),
    "A5": gettext_lazy("Does an item return when there was no quorum?"),
    "A6": gettext_lazy("May one person sit for two geledingen?"),
    "A7": gettext_lazy("Does the centrumgemeente have a substitute?"),
    "A8": gettext_lazy("Who fixes the work area of an item?"),
}
READINGS: dict[tuple[str, str], Any] = {
    ("A1", "False"): gettext_lazy("An abstention is not a vote cast."),
    ("A1", "True"): gettext_lazy("An abstention is a vote cast."),
    ("A2", "alle"): gettext_lazy("Of all geledingen of the Beraad."),
    ("A2", "bevoegde"): gettext_lazy("Of the geledingen that may decide on the subject."),
    ("A3", "not_cast"): gettext_lazy("Without agreement inside the geleding its vote is not cast."),
    ("A4", "opnieuw_agenderen"): gettext_lazy("It is on the agenda of the next meeting once more."),
    ("A4", "escaleren"): gettext_lazy("It goes to the directors outside the meeting."),
    ("A4", "beeindigen"): gettext_lazy("It ends without a decision."),
    ("A5", "returns"): gettext_lazy("It returns, and it does not count as a time without agreement."),
    ("A6", "one"): gettext_lazy("One person sits for one geleding."),
    ("A6", "more"): gettext_lazy(
        "One person may sit for more geledingen, never for both centrumgemeente and gemeenten."
    ),
    ("A7", "allowed"): gettext_lazy("It has one, as every director (section 5.1)."),
    ("A7", "none"): gettext_lazy("It has none: only every other geleding has (section 5.3)."),
    ("A8", "chair_before"): gettext_lazy(
        "The chair fixes it before the meeting on a proposal of the secretary; it can be contested."
    ),
}  # fmt: skip


def share(num: int, den: int) -> str:
    """ "two thirds" is written as it was typed: 2/3."""
    return f"{num}/{den}"


def _share_rule(num: int, den: int, strict: bool) -> str:
    if strict:
        return _("more than %(share)s") % {"share": share(num, den)}
    return _("at least %(share)s") % {"share": share(num, den)}


def sentences(convenant: Convenant) -> dict[str, str]:
    """Every rule of a version in one sentence, by its code."""
    quorum = _share_rule(convenant.quorum_num, convenant.quorum_den, convenant.quorum_strikt)
    majority = _share_rule(convenant.drempel_num, convenant.drempel_den, convenant.drempel_strikt)
    readings = convenant.readings
    return {
        "consensus": _("The Beraad always looks for consensus before it votes."),
        "werkgebied": _(
            "A core partner decides only where the subject lies in its work area; elsewhere it may speak."
        ),
        "een_stem": _("In a vote each geleding has one vote, however many directors it has."),
        "quorum": _("The Beraad decides only when %(share)s of the geledingen is present or represented.")
        % {"share": quorum},
        "quorum_basis": str(READINGS["A2", convenant.quorum_basis]),
        "drempel": _("There is agreement with %(share)s of the votes cast.") % {"share": majority},
        "onthouding": str(READINGS["A1", str(convenant.onthouding_telt)]),
        "niet_gehaald": _("Without agreement the item is on the agenda of the next meeting."),
        "na_tweede_ronde": str(READINGS["A4", convenant.na_tweede_ronde]),
        "voorzitter": _("The chair comes from the geleding centrumgemeente."),
        "vicevoorzitter": _("The Beraad chooses a vice-chair from its midst, as a decision."),
        "vervanging": _("Every director arranges a substitute.")
        + " "
        + str(READINGS["A7", readings.get("A7", "allowed")]),
        "mandaat": _("A director brings the mandate of the own members and may decide for them."),
        "vergaderingen": _meetings(convenant),
        "brede": ngettext(
            "%(number)d brede bijeenkomst a year, coupled to a meeting.",
            "%(number)d brede bijeenkomsten a year, each coupled to a meeting.",
            convenant.brede_a_year,
        )
        % {"number": convenant.brede_a_year},
        "stukken": ngettext(
            "Papers are complete %(number)d day before the meeting.",
            "Papers are complete %(number)d days before the meeting.",
            convenant.papers_days,
        )
        % {"number": convenant.papers_days},
    }


def _meetings(convenant: Convenant) -> str:
    years = "".join(
        _(" In %(year)s there are %(number)d.") % {"year": year, "number": number}
        for year, number in sorted(convenant.meetings_in_year.items())
    )
    return _("The Beraad meets %(number)d times a year.") % {"number": convenant.meetings_a_year} + years


def rules_in_words(convenant: Convenant, before: Convenant | None = None) -> list[dict[str, Any]]:
    """The rows of the page: title, sentence, where it stands, and what it was in the version before."""
    now = sentences(convenant)
    then = sentences(before) if before else {}
    return [
        {
            "code": code,
            "title": TITLES[code],
            "text": now[code],
            "source": convenant.sources.get(code, ""),
            "was": then[code] if then and then[code] != now[code] else "",
        }
        for code in RULES
    ]


def reading_of(convenant: Convenant, code: str) -> str:
    """The code of the reading that a version follows on an open point."""
    point = next(one for one in OPEN_POINTS if one.code == code)
    if point.field:
        return str(getattr(convenant, point.field))
    return str(convenant.readings.get(code, point.readings[0]))


def open_points(convenant: Convenant) -> list[dict[str, Any]]:
    """The points A1-A8 with the reading in force, and whether there is another one to choose."""
    return [
        {
            "code": point.code,
            "question": POINTS[point.code],
            "reading": READINGS[point.code, reading_of(convenant, point.code)],
            "lines": point.lines,
            "choice": len(point.readings) > 1,
        }
        for point in OPEN_POINTS
    ]
