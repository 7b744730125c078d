# SPDX-License-Identifier: EUPL-1.2
"""Form for the legal basis of sharing with a kind of organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..terms import Grondslag


class GrondslagForm(forms.Form):
    basis = forms.ChoiceField(label=_("Legal basis"), choices=Grondslag.choices, widget=forms.RadioSelect)
    explanation = forms.CharField(
        label=_("Which law or task gives this basis?"),
        help_text=_("Needed when it is not consent."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
