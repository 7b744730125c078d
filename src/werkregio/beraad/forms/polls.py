# SPDX-License-Identifier: EUPL-1.2
"""Forms of the date poll: what is asked, and what suits somebody."""

import re
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField, DateTimeInput
from werkregio.foundation.clock import AMSTERDAM

from ..models import DatumOptie, Gremium
from ..services.polls import PollValues
from ..terms import Komst, Prikkeuze, VergaderingSoort

MOMENTS = 6


class PollForm(forms.Form):
    """Two to six moments to choose from."""

    gremium = forms.ChoiceField(label=_("Table that meets"))
    soort = forms.ChoiceField(label=_("Kind"), choices=VergaderingSoort.choices)
    titel = forms.CharField(label=_("Title"), max_length=160)
    duration = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=15,
        max_value=720,
        initial=120,
        widget=forms.NumberInput(attrs={"class": "wr-input--short"}),
    )
    location = forms.CharField(label=_("Place"), max_length=200, required=False)
    note = forms.CharField(
        label=_("A line with it"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    closes = DateField(label=_("Last day to answer"))

    def __init__(self, *args: Any, gremia: Iterable[Gremium], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gremium"].choices = [(row.pk, row.naam) for row in gremia]  # type: ignore[attr-defined]
        for number in range(1, MOMENTS + 1):
            self.fields[f"moment_{number}"] = forms.DateTimeField(
                label=_("Moment %(n)d") % {"n": number}, required=number <= 2, widget=DateTimeInput
            )

    def values(self) -> PollValues:
        data = self.cleaned_data
        moments = [data[f"moment_{number}"] for number in range(1, MOMENTS + 1)]
        return PollValues(
            titel=data["titel"],
            soort=data["soort"],
            duration=data["duration"],
            closes_at=datetime.combine(data["closes"], time(23, 59), AMSTERDAM),
            moments=[moment for moment in moments if moment],
            location=data["location"],
            note=data["note"],
        )


class PollAnswerForm(forms.Form):
    """Yes, if need be, or no for each moment."""

    remark = forms.CharField(label=_("Remark"), max_length=300, required=False)

    def __init__(self, *args: Any, opties: Iterable[DatumOptie], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        remark = self.fields.pop("remark")
        for optie in opties:
            start = optie.starts_at.astimezone(AMSTERDAM)
            self.fields[f"optie_{optie.pk}"] = forms.ChoiceField(
                label=f"{date_format(start, 'l j F Y')}, {start:%H:%M}",
                choices=Prikkeuze.choices,
                widget=forms.RadioSelect,
            )
        self.fields["remark"] = remark

    def choices(self) -> dict[int, str]:
        return {
            int(match[1]): value
            for name, value in self.cleaned_data.items()
            if (match := re.fullmatch(r"optie_(\d+)", name))
        }


class AttendForm(forms.Form):
    """Comes, does not come, or the substitute."""

    komst = forms.ChoiceField(
        label=_("Will you be there?"),
        choices=[
            (Komst.JA, _("Yes, I come")),
            (Komst.NEE, _("No, I cannot come")),
            (Komst.VERVANGER, _("My substitute comes")),
        ],
        widget=forms.RadioSelect,
    )
