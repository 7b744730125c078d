# SPDX-License-Identifier: EUPL-1.2
"""Forms of the guide for a warm hand-over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..terms import Gegeven, Gegevenswijze, Warmte

NOTE_ROWS = {"rows": 4}


class Stale(forms.Form):
    """Carries the number of the step that the page showed, so that an old page is refused."""

    expected = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ChooseForm(forms.Form):
    """Search among the help of partners."""

    q = forms.CharField(label=_("Search for help or an organisation"), required=False, max_length=80)
    alles = forms.BooleanField(label=_("Also help for other needs"), required=False)


class WhatForm(Stale):
    """How warm, which fields, and a note. Only fields that have a value can be chosen."""

    form_key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    warmth = forms.ChoiceField(
        label=_("How do you hand over?"), choices=Warmte.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note to the partner"),
        help_text=_("Only what the partner needs. The person can ask to see it."),
        widget=forms.Textarea(attrs=NOTE_ROWS),
        required=False,
    )
    despite_warnings = forms.BooleanField(label=_("I know this and go on"), required=False)

    def __init__(self, *args: Any, values: dict[Gegeven, str], warn: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # The note becomes a field of its own once there is one.
        offered = [code for code in Gegeven if code in values or code == Gegeven.TOELICHTING]
        self.fields["fields"] = forms.MultipleChoiceField(
            label=_("What goes to the partner?"),
            choices=[(code.value, code.label) for code in offered],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        if not warn:
            del self.fields["despite_warnings"]


class BasisForm(Stale):
    """How the person agreed, or was informed."""

    via = forms.ChoiceField(label=_("How was the person asked?"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Language of the text"))
    read_back = forms.BooleanField(
        label=_("I read the text aloud and the person gave a clear answer"), required=False
    )
    witness = forms.TypedChoiceField(label=_("Who heard it?"), coerce=int, empty_value=None, required=False)

    def __init__(
        self,
        *args: Any,
        languages: list[tuple[str, str]],
        witnesses: list[tuple[int, str]],
        informs: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        ways = [(way.value, way.label) for way in Gegevenswijze if informs or way != Gegevenswijze.SCHERM]
        self.fields["via"].choices = ways  # type: ignore[attr-defined]
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        self.fields["witness"].choices = witnesses  # type: ignore[attr-defined]


class AnswerForm(Stale):
    """An answer to the partner."""

    text = forms.CharField(
        label=_("Your answer"),
        help_text=_("Stay within what the person agreed to share."),
        widget=forms.Textarea(attrs=NOTE_ROWS),
        required=False,
    )


class WithdrawForm(forms.Form):
    """How the person told the guide to stop."""

    via = forms.ChoiceField(
        label=_("How did the person tell it?"),
        choices=[
            (Gegevenswijze.GESPROKEN.value, _("Spoken")),
            (Gegevenswijze.PAPIER.value, Gegevenswijze.PAPIER.label),
        ],
        widget=forms.RadioSelect,
    )
