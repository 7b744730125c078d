# SPDX-License-Identifier: EUPL-1.2
"""The form for the address of a partner's own system."""

from django import forms
from django.utils.translation import gettext_lazy as _


class WebhookForm(forms.Form):
    """One address."""

    use_required_attribute = False

    url = forms.URLField(
        label=_("Address of your system"),
        max_length=300,
        assume_scheme="https",
        help_text=_(
            "It starts with https://. Every step of a referral to you is sent there: only numbers and codes."
        ),
    )
