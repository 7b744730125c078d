# SPDX-License-Identifier: EUPL-1.2
"""The form in which a partner says whether there is room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField


class RoomForm(forms.Form):
    """Full until, and how many people at once."""

    use_required_attribute = False

    full_until = DateField(
        label=_("Full until"), required=False, help_text=_("Empty: there is room. Guides see it at once.")
    )
    places = forms.IntegerField(
        label=_("How many people can you help at the same time?"),
        required=False,
        min_value=1,
        help_text=_("Empty: unknown. With a number we count the places that are free."),
    )
