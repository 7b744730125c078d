# SPDX-License-Identifier: EUPL-1.2
"""Forms of the zwaarwegend advies and of the answer of the college."""

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

from ..terms_consulting import AdviesStaat


class AdviesForm(forms.Form):
    """The words around the decision; proposal, amount and votes come from the register."""

    use_required_attribute = False

    toelichting = forms.CharField(
        label=_("Explanation"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    begrotingsregel = forms.CharField(label=_("Budget line"), max_length=200, required=False)
    minderheid = forms.CharField(
        label=_("View of the minority"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What was said by who was not in favour. Geledingen, no names of people."),
    )


class AnswerForm(forms.Form):
    """What the college decided."""

    use_required_attribute = False

    uitkomst = forms.ChoiceField(
        label=_("What did the college decide?"),
        choices=[
            (state.value, state.label)
            for state in (AdviesStaat.GEVOLGD, AdviesStaat.GEVOLGD_MET_WIJZIGING, AdviesStaat.AFGEWEKEN)
        ],
        widget=forms.RadioSelect,
    )
    college_on = DateField(label=_("Date of the decision of the college"))
    wijziging = forms.CharField(
        label=_("What did the college change?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    reden = forms.CharField(
        label=_("Why does the college deviate?"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    document = forms.FileField(label=_("The decision of the college"), help_text=_("PDF, docx or odt."))
