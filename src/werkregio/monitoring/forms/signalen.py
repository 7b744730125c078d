# SPDX-License-Identifier: EUPL-1.2
"""Forms of signals."""

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

from ..terms import Doelgroep, ObstakelType, Sector, SignaalSoort


class SignaalForm(forms.Form):
    """What the region sees and cannot solve alone."""

    use_required_attribute = False

    titel = forms.CharField(label=_("Title"), max_length=160)
    soort = forms.ChoiceField(label=_("Kind"), choices=SignaalSoort.choices)
    type = forms.ChoiceField(
        label=_("Kind of obstacle"), choices=[("", "–"), *ObstakelType.choices], required=False
    )
    wat = forms.CharField(label=_("What happens?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    bewijs = forms.CharField(
        label=_("Evidence"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Numbers or experiences of groups. No names of people."),
    )
    bron = forms.CharField(label=_("Source"), max_length=300)
    peildatum = DateField(label=_("Day to which it refers"))
    doelgroepen = forms.MultipleChoiceField(
        label=_("Groups"), choices=Doelgroep.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    sectoren = forms.MultipleChoiceField(
        label=_("Sectors"), choices=Sector.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    gewenste_actie = forms.CharField(
        label=_("What must happen"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class PassForm(forms.Form):
    """When it went to the Landelijk Beraad."""

    use_required_attribute = False
    passed_on = DateField(label=_("Passed on at"))


class ReplyForm(forms.Form):
    """What the Landelijk Beraad answered."""

    use_required_attribute = False
    antwoord = forms.CharField(label=_("Answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    answered_on = DateField(label=_("Answered at"))


class CloseForm(forms.Form):
    """Why it ends."""

    use_required_attribute = False
    because = forms.CharField(label=_("Why does it end?"), max_length=300)
