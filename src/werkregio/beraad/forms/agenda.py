# SPDX-License-Identifier: EUPL-1.2
"""Forms of an item: its data, and who disputes its work area."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.amounts import AmountField

from ..models import Agendapunt
from ..services.agenda import ItemValues
from ..terms import AgendapuntSoort, BesluitType, Openbaarheid

FINANCIAL = (("", _("Not known yet")), ("nee", _("No")), ("ja", _("Yes")))
_MONEY = {"": None, "nee": False, "ja": True}


class ItemForm(forms.Form):
    """What it is about, what is asked of the meeting, who may decide, what it costs."""

    titel = forms.CharField(label=_("Title"), max_length=200)
    soort = forms.ChoiceField(label=_("What do you ask of the meeting?"), choices=AgendapuntSoort.choices)
    toelichting = forms.CharField(
        label=_("Explanation"), required=False, max_length=20000, widget=forms.Textarea(attrs={"rows": 5})
    )
    voorstel = forms.CharField(
        label=_("Proposal, word for word"),
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Only when something is to be decided."),
    )
    besluit_type = forms.ChoiceField(
        label=_("Kind of decision"), required=False, choices=[("", _("None")), *BesluitType.choices]
    )
    presenter = forms.CharField(
        label=_("Presented by"), required=False, max_length=120, help_text=_("A function or organisation.")
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=1,
        max_value=480,
        widget=forms.NumberInput(attrs={"class": "wr-input--short"}),
    )
    openbaarheid = forms.ChoiceField(label=_("Public or closed"), choices=Openbaarheid.choices)
    closed_because = forms.CharField(label=_("Why closed?"), required=False, max_length=300)
    area = forms.ChoiceField(
        label=_("Who decides on it?"),
        choices=[("all", _("All geledingen")), ("some", _("Only those with this work area"))],
        widget=forms.RadioSelect,
        help_text=_("Others may speak. The choice is fixed when the invitation goes out."),
    )
    werkgebied = forms.MultipleChoiceField(
        label=_("Geledingen with this work area"), required=False, widget=forms.CheckboxSelectMultiple
    )
    area_reason = forms.CharField(
        label=_("Why does the work area change?"),
        required=False,
        max_length=500,
        help_text=_("Only after the invitation. It is shown at the item."),
    )
    financial = forms.ChoiceField(label=_("Financial impact"), required=False, choices=FINANCIAL)
    amount = AmountField(label=_("Amount in euros"), required=False, help_text=_("For example 1.234,56."))
    subject_title = forms.CharField(label=_("Part of the Meerjarenagenda"), required=False, max_length=200)
    subject_url = forms.URLField(
        label=_("Address of that part"), required=False, max_length=300, assume_scheme="https"
    )
    outside_agenda_because = forms.CharField(
        label=_("Outside the agenda, because"), required=False, max_length=300
    )
    other_decider = forms.CharField(
        label=_("Another table that decides on this as well"), required=False, max_length=200
    )
    guests = forms.MultipleChoiceField(
        label=_("Strategic partners that read this closed item"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        geledingen: Iterable[tuple[str, str]],
        partners: Iterable[tuple[int, str]],
        fixed: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["werkgebied"].choices = list(geledingen)  # type: ignore[attr-defined]
        self.fields["guests"].choices = list(partners)  # type: ignore[attr-defined]
        if not self.fields["guests"].choices:  # type: ignore[attr-defined]
            del self.fields["guests"]
        if not fixed:
            del self.fields["area_reason"]

    def values(self) -> ItemValues:
        data = self.cleaned_data
        same = (
            "titel",
            "soort",
            "toelichting",
            "voorstel",
            "besluit_type",
            "presenter",
            "minutes",
            "openbaarheid",
            "closed_because",
            "amount",
            "subject_title",
            "subject_url",
            "outside_agenda_because",
            "other_decider",
            "werkgebied",
        )
        return ItemValues(
            **{name: data[name] for name in same},
            werkgebied_all=data["area"] == "all",
            financial=_MONEY[data["financial"]],
            guests=[int(pk) for pk in data.get("guests", [])],
            area_reason=data.get("area_reason", ""),
        )


def item_initial(item: Agendapunt) -> dict[str, Any]:
    """What the form shows of an item."""
    names = [name for name in ItemForm.base_fields if hasattr(item, name)]
    initial = {name: getattr(item, name) for name in names}
    return initial | {
        "area": "all" if item.werkgebied_all else "some",
        "werkgebied": [row.code for row in item.werkgebied.all()],
        "financial": {None: "", False: "nee", True: "ja"}[item.financial],
        "guests": [row.partij_id for row in item.gasten.all()],
    }


class DisputeForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is the work area not right?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("What becomes of it?"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
