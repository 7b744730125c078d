# SPDX-License-Identifier: EUPL-1.2
"""Forms about requests: the list, a new one, and each act."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

from ..terms import Besluit, Besluitreden, Identiteit, Kanaal, Rechtenverzoek, Verlengreden
from .intake import KeptTextField, ServerCheckedForm

_KNOWN = [choice for choice in Identiteit.choices if choice[0] != Identiteit.CODE]
# What staff write down for a person; the code is for the own page only.
_WAYS = [choice for choice in Kanaal.choices if choice[0] != Kanaal.WEB]


class RequestFilter(forms.Form):
    """Which requests."""

    q = forms.CharField(label=_("Number of the request or question"), required=False, max_length=40)
    soort = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All")), *Rechtenverzoek.choices]
    )


class RequestForm(ServerCheckedForm):
    """A request that came by letter, phone, e-mail or at the counter."""

    reference = forms.CharField(
        label=_("Number of the question"),
        help_text=_("Leave this empty when you cannot find the person. Then nothing personal is kept."),
        required=False,
        max_length=16,
        widget=forms.TextInput(attrs={"class": "wr-input--medium", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=_("What does the person ask?"),
        choices=Rechtenverzoek.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what the person asks.")},
    )
    via = forms.ChoiceField(label=_("How did it come in?"), choices=_WAYS)
    received_on = DateField(
        label=_("Received on"),
        help_text=_("The term of one month counts from this day."),
        error_messages={"required": _("Fill in the day on which it came in.")},
    )
    identity = forms.ChoiceField(
        label=_("How do you know who it is?"),
        required=False,
        choices=[("", _("Not known yet")), *_KNOWN],
    )
    text = KeptTextField(
        label=_("What exactly?"),
        help_text=_("Only what is needed to answer."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class IdentityForm(ServerCheckedForm):
    identity = forms.ChoiceField(
        label=_("How do you know who it is?"),
        choices=_KNOWN,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you know who it is.")},
    )


class ExtendForm(ServerCheckedForm):
    reason = forms.ChoiceField(
        label=_("Why does the answer take longer?"),
        choices=Verlengreden.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why the answer takes longer.")},
    )


class DecideForm(ServerCheckedForm):
    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=Besluit.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you decide.")},
    )
    reason = forms.ChoiceField(
        label=_("Ground of the law"),
        help_text=_("Needed when you refuse, or grant a part."),
        required=False,
        choices=[("", _("Not applicable")), *Besluitreden.choices],
    )
    explanation = KeptTextField(
        label=_("Explanation for the person"),
        help_text=_("In plain words. It stands on the own page and in the letter."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CarryOutForm(ServerCheckedForm):
    """The last step; only a correction asks to be ticked."""

    corrected = forms.BooleanField(label=_("The data is corrected in the question"), required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != Rechtenverzoek.VERBETEREN:
            del self.fields["corrected"]
