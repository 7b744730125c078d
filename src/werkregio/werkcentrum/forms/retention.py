# SPDX-License-Identifier: EUPL-1.2
"""Forms of the data protection officer: a term, and a hold."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

from ..terms import Bewaarstopreden
from .intake import ServerCheckedForm

_NUMBER = {
    "required": _("Fill in a number of days."),
    "invalid": _("Fill in a whole number of days, for example 365."),
    "min_value": _("Fill in 0 or more."),
    "max_value": _("Fill in fewer days: 9999 at most."),
}


def _days(label: "StrOrPromise", help_text: "StrOrPromise") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=0,
        max_value=9999,
        error_messages=_NUMBER,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "wr-input--short"}),
    )


class RuleForm(ServerCheckedForm):
    """One term."""

    days = _days(_("Days after the end"), _("365 days is a year."))
    notice_days = _days(
        _("Days of notice"), _("The person is told so long before the end of the term. 0: not told.")
    )
    grace_days = _days(_("Days of grace"), _("Between the end of the term and erasing."))
    reason = forms.CharField(
        label=_("Why is it kept so long?"),
        help_text=_("The task or the law that needs it."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it is kept so long: which task or law needs it.")},
    )
    beyond = forms.CharField(
        label=_("Why another term than the bounds allow?"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class HoldForm(ServerCheckedForm):
    """Erasing of one case waits."""

    reference = forms.CharField(
        label=_("Number of the question"),
        help_text=_("For example W-26-48213."),
        max_length=16,
        widget=forms.TextInput(attrs={"class": "wr-input--medium", "autocomplete": "off"}),
        error_messages={"required": _("Fill in the number of the question.")},
    )
    reason = forms.ChoiceField(
        label=_("Why does erasing wait?"),
        choices=Bewaarstopreden.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why erasing has to wait.")},
    )
    until = DateField(
        label=_("Until and including"), error_messages={"required": _("Choose a day that is still to come.")}
    )
