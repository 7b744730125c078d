# SPDX-License-Identifier: EUPL-1.2
"""Why a table of money could not be read, as a sentence with row and column."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..rules.reading import COLUMNS, BudgetError

_WORDS = {
    "missing-column": gettext_lazy("this column is missing; there are: %(found)s."),
    "unknown-column": gettext_lazy("this column is not known. Known are: %(known)s."),
    "empty": gettext_lazy("this cell is empty."),
    "empty-amount": gettext_lazy("this cell is empty. Write PM where the amount is not known yet, or 0."),
    "printed-pm": gettext_lazy("a printed total is an amount; it cannot be PM."),
    "printed-twice": gettext_lazy("the same printed total stands in the file twice."),
    "ambiguous": gettext_lazy(
        "we can read “%(found)s” as %(one)s and as %(other)s. Write it as one of these."
    ),
    "amount": gettext_lazy("“%(found)s” is no amount. Write for example 1234,56 or PM."),
    "cents": gettext_lazy("“%(found)s” has more than two decimals."),
    "year": gettext_lazy("“%(found)s” is no year of four digits."),
    "structural": gettext_lazy("“%(found)s” is not ja or nee."),
    "too-many-cells": gettext_lazy("this row has more cells than there are columns."),
    "too-long": gettext_lazy("this cell is too long."),
    "formula": gettext_lazy("this cell holds a formula. Write the amount itself."),
    "no-lines": gettext_lazy("There are no lines with an amount in this file."),
}


def error_in_words(error: BudgetError) -> str:
    """Where it is and what to do."""
    one, other = error.readings or ("", "")
    words = str(_WORDS[error.code]) % {
        "found": error.found,
        "known": ", ".join(COLUMNS),
        "one": one,
        "other": other,
    }
    if error.row and error.column:
        return _("Row %(row)d, column %(column)s: %(words)s") % {
            "row": error.row,
            "column": error.column,
            "words": words,
        }
    if error.row:
        return _("Row %(row)d: %(words)s") % {"row": error.row, "words": words}
    if error.column:
        return _("Column %(column)s: %(words)s") % {"column": error.column, "words": words}
    return words
