# SPDX-License-Identifier: EUPL-1.2
"""The form for an age limit from a day on."""

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

from ..services.age_limits import HIGHEST, LOWEST
from ..terms import Grens


class AgeLimitForm(forms.Form):
    use_required_attribute = False

    code = forms.ChoiceField(label=_("Which limit"), choices=Grens.choices)
    below = forms.IntegerField(
        label=_("For people younger than"),
        min_value=LOWEST,
        max_value=HIGHEST,
        widget=forms.NumberInput(attrs={"class": "wr-input--short"}),
    )
    valid_from = DateField(label=_("From which day"))
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("A law or a page, with its date."),
        error_messages={"required": _("Say where this stands: a law or a page, with its date.")},
    )
