# SPDX-License-Identifier: EUPL-1.2
"""Forms of the private page."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..services.zaak import LONGEST_QUESTION
from ..terms import Rechtenverzoek
from .intake import KeptTextField, ServerCheckedForm


class CodeForm(ServerCheckedForm):
    """The code that was shown once. It is typed, never part of an address."""

    code = forms.CharField(
        label=_("Your code"),
        help_text=_(
            "16 letters and digits, for example 7K2M-9QPX-4HTV-C3RD. Capitals and dashes do not matter."
        ),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "wr-input--medium",
            }
        ),
        error_messages={
            "required": _("Fill in your code. It stands on the page that you saw or printed."),
            "max_length": _("This is too long for a code. A code has 16 letters and digits."),
        },
    )


class AddForm(ServerCheckedForm):
    text = KeptTextField(
        label=_("What do you want to add?"),
        help_text=_("Your guide reads this. You do not have to tell about your health."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what you want to add.")},
    )


class CorrectForm(ServerCheckedForm):
    question = KeptTextField(
        label=_("Your question"),
        widget=forms.Textarea(attrs={"rows": 6}),
        longest=LONGEST_QUESTION,
        error_messages={"required": _("Write your question.")},
    )


class RightForm(ServerCheckedForm):
    right = forms.ChoiceField(
        label=_("What do you ask?"),
        choices=Rechtenverzoek.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you ask."), "invalid_choice": _("Choose what you ask.")},
    )
    text = KeptTextField(
        label=_("Tell us more"),
        help_text=_("Is something wrong? Say what it should be."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
