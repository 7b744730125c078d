# SPDX-License-Identifier: EUPL-1.2
"""Forms as the design wants them: label, hint, error, field."""

from pathlib import Path
from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.template.backends.django import DjangoTemplates as TemplateBackend
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

OWN_TEMPLATES = Path(__file__).parent / "form_templates"
DJANGO_TEMPLATES = Path(forms.__file__).parent / "templates"


class DesignRenderer(DjangoTemplates):
    """Renders fields with our templates; a widget that we do not know keeps Django's own."""

    @cached_property
    def engine(self) -> TemplateBackend:
        return TemplateBackend(
            {
                "NAME": "designforms",
                "DIRS": [OWN_TEMPLATES, DJANGO_TEMPLATES],
                "APP_DIRS": True,
                "OPTIONS": {"builtins": ["werkregio.design.templatetags.design"]},
            }
        )


class DateInput(forms.DateInput):
    """The date picker of the browser; it sends and takes year-month-day in every language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class DateTimeInput(forms.DateTimeInput):
    """Day and time of the browser, in the time zone of the site."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class PhoneInput(forms.TextInput):
    input_type = "tel"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "tel", "inputmode": "tel", **(attrs or {})})


class DateField(forms.DateField):
    """A date, picked or typed: the day first in every language, as people here write it."""

    widget = DateInput
    input_formats = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y")
    default_error_messages = {
        "invalid": _("Fill in a date, for example 31-12-2026."),
    }


class PhoneField(forms.CharField):
    """A phone number as people write it: digits, spaces, dashes, brackets and a plus."""

    widget = PhoneInput
    default_error_messages = {
        "invalid": _("Fill in a phone number, for example 06 12345678."),
    }

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "")
        digits = [sign for sign in text if sign.isdigit()]
        if text and (not 8 <= len(digits) <= 15 or set(text) - set("0123456789 +-()./")):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return text
