# SPDX-License-Identifier: EUPL-1.2
"""The form about the region itself."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..services.gegevens import HIGHEST_LIMIT, LOWEST_LIMIT


class RegioForm(forms.Form):
    """Data of the region that its administrators set."""

    werkcentrum_naam = forms.CharField(label=_("Name of the Werkcentrum"), max_length=120)
    phone = forms.CharField(
        label=_("Phone number"),
        required=False,
        max_length=20,
        help_text=_("Shown on every public page."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(label=_("E-mail address"), required=False)
    publishing_limit = forms.IntegerField(
        label=_("Publishing limit"),
        min_value=LOWEST_LIMIT,
        max_value=HIGHEST_LIMIT,
        help_text=_("A count from 1 up to this number is not shown, so that nobody can be recognised."),
        widget=forms.NumberInput(attrs={"class": "wr-input--short"}),
    )
