# SPDX-License-Identifier: EUPL-1.2
"""Form of one figure of an offer: value, unit, period, source and the day on which it was read."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

from ..models import Feit
from ..rules.facts import UNITS
from ..services.figures import FIELDS


class FigureForm(forms.Form):
    """What holds now. The name of a figure that exists stays."""

    use_required_attribute = False

    was = forms.CharField(required=False, widget=forms.HiddenInput)
    label_nl = forms.CharField(label=_("What it is, in Dutch"), max_length=160)
    label_en = forms.CharField(label=_("What it is, in English"), max_length=160, required=False)
    value = forms.CharField(
        label=_("Value"),
        max_length=60,
        help_text=_("A number with a point, for example 2816.25, or a range like 15-20."),
        widget=forms.TextInput(attrs={"class": "wr-input--medium"}),
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=[(unit, unit.replace("-", " ")) for unit in UNITS])
    valid_from = DateField(label=_("Valid from"), required=False)
    valid_to = DateField(label=_("Valid up to and including"), required=False)
    source = forms.CharField(
        label=_("Source"),
        max_length=500,
        help_text=_("Where it stands: the address of a page, or your own price list with its year."),
    )
    read_on = DateField(label=_("Read on"))

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["label_nl"], self.fields["label_en"]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


def figure_initial(fact: Feit) -> dict[str, Any]:
    """As it stands; the day of reading is asked anew."""
    found = {name: getattr(fact, name) for name in FIELDS if name != "read_on"}
    return {**found, "was": fact.value}
