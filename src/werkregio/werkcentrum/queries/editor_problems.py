# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with an entry, in words for the editor."""

from django.utils.translation import gettext as _

from ..rules.entry import Problem


def problem_in_words(problem: Problem) -> str:
    """One sentence that says what to do."""
    sentences = {
        "missing": _("Fill this in."),
        "unknown": _("“%(detail)s” is not in the list. Choose again."),
        "double": _("Choose each subject once."),
        "slug": _("Use only small letters, digits and dashes, for example help-with-work."),
        "too-long": _("Keep this under %(detail)s characters."),
        "loose-amount": _("Move the amount or percentage to the figures, with its date."),
        "date": _("Fill in a year, month or date, for example 2026, 2026-03 or 2026-03-01."),
        "fact": _("This figure cannot be read: %(detail)s."),
        "period": _("The last day lies before the first."),
        "condition": _("This test cannot be read: %(detail)s."),
    }
    sentence = sentences.get(problem.code, _("This is not right: %(detail)s."))
    return sentence % {"detail": problem.detail} if "%(" in sentence else sentence
