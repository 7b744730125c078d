# SPDX-License-Identifier: EUPL-1.2
"""The form for a day on which the counters are closed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField


class ClosingDayForm(forms.Form):
    """One day and, if wanted, why."""

    use_required_attribute = False

    day = DateField(label=_("Day"))
    why = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=80,
        help_text=_("For example: carnival. Every public holiday is known already."),
    )
