# SPDX-License-Identifier: EUPL-1.2
"""The forms of sign-in, with labels instead of placeholders and fields that a phone fills in well."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.utils.translation import gettext_lazy as _

from .queries import workspace_languages


class _Calm:
    """Takes placeholders away: the label says it."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class ProfileForm(forms.Form):
    """What people say about themselves."""

    name = forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = forms.ChoiceField(label=_("Language"), choices=workspace_languages)


class SignInForm(_Calm, LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail address")
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        # The way to a new password stands under the form, as a link of its own.
        self.fields["password"].help_text = ""


class AskResetForm(_Calm, ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address")


class NewPasswordForm(_Calm, ResetPasswordKeyForm):
    pass


class ChangeForm(_Calm, ChangePasswordForm):
    pass


class ConfirmPasswordForm(_Calm, ReauthenticateForm):
    pass


class _OneTimeCode(_Calm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code of your authenticator app")
        self.fields["code"].widget.attrs |= {
            "autocomplete": "one-time-code",
            "inputmode": "text",
            "class": "wr-input--medium",
        }


class CodeForm(_OneTimeCode, AuthenticateForm):
    """Takes a recovery code too, so the keyboard is not only digits."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Six digits. No phone at hand? Type one of your recovery codes.")


class ConfirmCodeForm(_OneTimeCode, ReauthenticateCodeForm):
    pass


class ActivateCodeForm(_OneTimeCode, ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"
