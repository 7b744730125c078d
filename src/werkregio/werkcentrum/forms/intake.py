# SPDX-License-Identifier: EUPL-1.2
"""Leaving a question for a guide: one thing on each page."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import PhoneField
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Gemeente

from ..queries.languages import LANGUAGE_NAMES
from ..services.zaak import LONGEST_QUESTION, LONGEST_TEXT, checked
from ..terms import Bereikbaar

NO_PHONE = _("Fill in your phone number, for example 06 12345678.")
NO_EMAIL = _("Fill in your e-mail address, for example naam@voorbeeld.nl.")


class ServerCheckedForm(forms.Form):
    """The server checks: an empty field that was never sent must not look wrong already."""

    use_required_attribute = False


class KeptTextField(forms.CharField):
    """A text that may be kept: without a BSN, not too long. The browser never cuts it off."""

    def __init__(self, *, longest: int = LONGEST_TEXT, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\x00", "") if isinstance(value, str) else value)

    def clean(self, value: Any) -> str:
        text = super().clean(value) or ""
        try:
            return checked(text, field="", required=False, longest=self.longest)
        except RuleError as error:
            raise forms.ValidationError(error.message, code="refused") from error


class ReachablePhoneField(PhoneField):
    """A number that a guide can call: a Dutch one with ten digits, or one with its country in front."""

    default_error_messages = {"invalid": NO_PHONE, "required": NO_PHONE}

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if not text:
            return text
        digits = "".join(sign for sign in text if sign.isdigit())
        abroad = text.startswith("+") or digits.startswith("00")
        if abroad or (digits.startswith("0") and len(digits) == 10):
            return text
        raise forms.ValidationError(
            _("Fill in your phone number, for example 06 12345678, or +48 512 345 678 for another country."),
            code="invalid",
        )


class QuestionStep(ServerCheckedForm):
    """Step 1: the question, in own words."""

    vraag = KeptTextField(
        label=_("Your question"),
        help_text=_(
            "Write it in your own words, in your own language. You do not have to tell about your health."
        ),
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        longest=LONGEST_QUESTION,
        error_messages={"required": _("Write your question, for example: my contract ends in March.")},
    )
    taal = forms.ChoiceField(
        label=_("In which language shall we talk to you?"), choices=list(LANGUAGE_NAMES.items())
    )


class WayStep(ServerCheckedForm):
    """Step 2: how the guide reaches the person."""

    weg = forms.ChoiceField(
        label=_("Choose what suits you"),
        choices=Bereikbaar.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how we can reach you."),
            "invalid_choice": _("Choose how we can reach you."),
        },
    )


class ContactStep(ServerCheckedForm):
    """Step 2, second page: only what the chosen way needs."""

    telefoon = ReachablePhoneField(
        label=_("Phone number"), help_text=_("We call you about this question and for nothing else.")
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("We write to you about this question and for nothing else."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": NO_EMAIL, "invalid": NO_EMAIL},
    )
    gemeente = forms.ChoiceField(
        label=_("Municipality where you live"),
        help_text=_("Some help differs from place to place."),
        required=False,
    )
    voornaam = KeptTextField(
        label=_("First name"),
        help_text=_("So that the guide knows what to call you."),
        required=False,
        longest=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name", "class": "wr-input--medium"}),
    )

    def __init__(self, *args: Any, way: str, gemeenten: Iterable[Gemeente], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = [  # type: ignore[attr-defined]
            ("", _("I do not say")),
            *((gemeente.gm_code, gemeente.naam) for gemeente in gemeenten),
        ]
        if way in (Bereikbaar.BELLEN, Bereikbaar.EMAIL):
            # How we reach somebody and the name we then ask for belong together.
            self.order_fields(["telefoon", "email", "voornaam", "gemeente"])
        if way != Bereikbaar.BELLEN:
            del self.fields["telefoon"]
        if way != Bereikbaar.EMAIL:
            del self.fields["email"]
