# SPDX-License-Identifier: EUPL-1.2
"""How long something is kept, in words, and for whom: from the rules in force, never typed a second time."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from werkregio.regio.models import Arbeidsmarktregio

from ..rules.retention import Rule
from .retention import rules_of


@dataclass(frozen=True, slots=True)
class TermRow:
    """One rule as a line of a page."""

    key: str
    model: str
    label: str
    term: str
    days: int
    notice_days: int
    grace_days: int
    method: str
    reason: str


def days_in_words(days: int) -> str:
    """`545` as "18 months"; a short term stays in days."""
    if days == 0:
        return _("at once")
    if days < 60:
        return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    if days % 365 == 0:
        return ngettext("%(n)d year", "%(n)d years", days // 365) % {"n": days // 365}
    months = round(days / 30.44)
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def model_words(model: str) -> str:
    return {
        "Zaak": _("Questions"),
        "User": _("Colleagues"),
        "Uitnodiging": _("Invitations"),
        "Codepoging": _("Counts of wrong codes"),
    }.get(model, model)


def term_rows(rules: Iterable[Rule]) -> list[TermRow]:
    """Rules ready to show."""
    language = get_language() or "nl"
    return [
        TermRow(
            key=rule.key,
            model=rule.model,
            label=f"{model_words(rule.model)}: {rule.state.label}",
            term=days_in_words(rule.days),
            days=rule.days,
            notice_days=rule.notice_days,
            grace_days=rule.grace_days,
            method=str(rule.method.label),
            reason=rule.reason(language),
        )
        for rule in rules
    ]


def public_terms(regio: Arbeidsmarktregio) -> list[tuple[str, str]]:
    """For the privacy page: how a question can end, and how long it is kept then."""
    return [
        (str(rule.state.label), days_in_words(rule.days)) for rule in rules_of(regio) if rule.model == "Zaak"
    ]
