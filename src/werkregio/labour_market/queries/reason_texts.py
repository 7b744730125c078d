# SPDX-License-Identifier: EUPL-1.2
"""The sentence of each reason, in the language of the reader."""

from collections.abc import Sequence

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from ..rules import catalogue
from ..rules.reasons import Reason

TEXTS = {
    "division-unknown": _("Which municipalities belonged together before %(year)s is not known here."),
    "no-members": _("%(area)s has no municipalities on %(day)s."),
    "put-together": _("%(area)s within its borders of %(day)s, put together from %(parts)s."),
    "not-yet": _("%(area)s exists only since %(day)s."),
    "was-split": _("%(area)s was split over %(into)s on %(day)s."),
    "went-into": _("%(area)s became part of %(into)s on %(day)s."),
    "no-more": _("%(area)s has not existed since %(day)s."),
    "split-cannot-be-added": _(
        "%(gone)s was split over %(into)s on %(day)s: its parts cannot be added to one of them."
    ),
    "merged-across-border": _(
        "%(gone)s became part of %(into)s on %(day)s, which lies partly outside this area."
    ),
    "other-division": _("%(area)s with the municipalities that it had on %(day)s."),
    "without-later": _("Still without %(names)s, which came to it later."),
    "with-earlier": _("Still with %(names)s, which went to another area later."),
    "age-bands": _(
        "The ages in table %(table)s (%(bands)s) do not give the ages that this measure needs. "
        "Import a table with ages by single year or by five years."
    ),
    "no-table": _("No loaded table has this input: %(concept)s."),
    "no-period": _("There is no figure for %(period)s of this input: %(concept)s. There are: %(known)s."),
    "no-period-in-table": _("Table %(table)s has no figures for %(period)s. It has: %(known)s."),
    "no-observations": _("Of table %(table)s only the description is loaded, not the figures."),
    "no-number": _("Column %(column)s holds text, no numbers."),
    "no-dimension": _("Table %(table)s has no dimension %(name)s."),
    "no-such-key": _("Dimension %(name)s of table %(table)s has no %(value)s. Choose from: %(keys)s."),
    "choose-dimension": _("Choose a value for dimension %(name)s of table %(table)s: %(keys)s."),
    "no-single-ages": _("Table %(table)s has no single years of age for these ages."),
    "only-country": _("Table %(table)s has figures of the whole country only."),
    "not-addable": _(
        "Column %(column)s of table %(table)s is no count: its values cannot be added, and there are no "
        "denominators to weigh them with."
    ),
    "missing": _("Table %(table)s has no value in column %(column)s for %(names)s."),
    "missing-told": _(
        "Table %(table)s has no value in column %(column)s for %(names)s. The publisher says: %(told)s."
    ),
    "no-country": _("Table %(table)s has no figure for the whole country to compare with."),
    "zero-denominator": _("The denominator is 0: there is no finite value."),
    "from-rounded-shares": _("Weighted from shares that the publisher rounded."),
    "edition-nww": _("This edition divides by registered job seekers without work for less than 6 months."),
    "on-limit": _("The value lies exactly on the limit %(limit)s and is counted as: %(name)s."),
    "suppressed": _("Fewer than %(limit)s: not published, to protect people."),
    "suppressed-second": _("Not published: with it a small number beside it could be worked out."),
}


def sentence(reason: Reason) -> str:
    """One reason as a sentence."""
    values = dict(reason.values)
    known = catalogue.concepts().get(values.get("concept", ""))
    if known:
        values["concept"] = known.en if get_language() == "en" else known.nl
    return gettext(TEXTS[reason.code]) % values


def sentences(reasons: Sequence[Reason]) -> str | None:
    """All of them behind one another; None when there are none."""
    return " ".join(map(sentence, reasons)) or None
