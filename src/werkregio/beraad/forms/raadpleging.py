# SPDX-License-Identifier: EUPL-1.2
"""Forms of the consultation of one's own people."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

from ..terms_consulting import Raadpleegwijze


class RaadplegingForm(forms.Form):
    """What was asked, when, how, of whom, and what it gave."""

    use_required_attribute = False

    vraag = forms.CharField(
        label=_("What do you ask your people?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    starts_on = DateField(label=_("From"))
    ends_on = DateField(label=_("Until"))
    wijze = forms.ChoiceField(label=_("How"), choices=Raadpleegwijze.choices)
    wie = forms.CharField(
        label=_("Whom do you ask?"),
        max_length=500,
        help_text=_("Groups, such as members, schools or councils. No names of people."),
    )
    respons = forms.CharField(
        label=_("How many answered?"), max_length=500, required=False, help_text=_("A number or a few words.")
    )
    mandaat = forms.CharField(
        label=_("Mandate in summary"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What you may say in the meeting for your people. Others read it when you release it."),
    )
    evidence = forms.ChoiceField(
        label=_("Meeting or consultation that belongs to it"), required=False, choices=[]
    )
    evidence_url = forms.URLField(
        label=_("Address of a document"), required=False, max_length=300, assume_scheme="https"
    )

    def __init__(self, *args: Any, evidence: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].choices = [("", _("None")), *evidence]  # type: ignore[attr-defined]


class TerugkoppelingForm(forms.Form):
    """How and when one's own people heard what came of it."""

    use_required_attribute = False

    done_on = DateField(label=_("On which day?"))
    hoe = forms.CharField(
        label=_("How did you tell your people?"),
        max_length=300,
        required=False,
        help_text=_("For example: newsletter, meeting of members."),
    )
