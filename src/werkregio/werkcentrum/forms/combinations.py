# SPDX-License-Identifier: EUPL-1.2
"""Forms of what goes together: filter of the list, and one rule."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

from ..models import Samenloop
from ..services.combinations import FIELDS
from ..terms import Samenloopsoort

_TEXT = {"rows": 3}


class CombinationFilter(forms.Form):
    """Search and filter of the list."""

    use_required_attribute = False

    zoek = forms.CharField(label=_("Name or code"), required=False, max_length=100)
    soort = forms.ChoiceField(
        label=_("How they go together"), required=False, choices=[("", _("All")), *Samenloopsoort.choices]
    )
    ongezien = forms.BooleanField(label=_("Only what is not verified"), required=False)


class CombinationForm(forms.Form):
    """One rule about two pages."""

    use_required_attribute = False

    instrument_a = forms.TypedChoiceField(label=_("First page"), coerce=int)
    kind = forms.ChoiceField(label=_("How they go together"), choices=Samenloopsoort.choices)
    instrument_b = forms.TypedChoiceField(label=_("Second page"), coerce=int)
    text_nl = forms.CharField(
        label=_("Explanation in Dutch"), max_length=400, widget=forms.Textarea(attrs=_TEXT)
    )
    text_en = forms.CharField(
        label=_("Explanation in English"), required=False, max_length=400, widget=forms.Textarea(attrs=_TEXT)
    )
    law = forms.CharField(label=_("Law or rule"), required=False, max_length=300)
    source = forms.CharField(label=_("Source"), required=False, max_length=500)
    as_of = forms.CharField(
        label=_("Facts of"),
        required=False,
        max_length=10,
        help_text=_("A year, month or date, for example 2026, 2026-03 or 2026-03-01."),
    )
    read_on = DateField(label=_("Read on"), required=False)
    verified = forms.BooleanField(label=_("Read in the source and correct"), required=False)
    valid_from = DateField(label=_("Holds from"), required=False)
    valid_to = DateField(
        label=_("Holds until"), required=False, help_text=_("Fill this in when the rule ends.")
    )

    def __init__(self, *args: Any, entries: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose a page")), *entries]
        for name in ("instrument_a", "instrument_b"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in FIELDS}


def combination_initial(row: Samenloop) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in FIELDS},
        "instrument_a": row.instrument_a_id,
        "instrument_b": row.instrument_b_id,
    }
