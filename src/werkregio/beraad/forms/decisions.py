# SPDX-License-Identifier: EUPL-1.2
"""The filter of the decision register, and what is done with a decision afterwards."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Vergadering
from ..terms import BesluitType, Uitkomst, UitvoeringStaat

_ADOPTED = (Uitkomst.AANGENOMEN_CONSENSUS, Uitkomst.AANGENOMEN_STEMMING)


class RegisterFilter(forms.Form):
    """What somebody looks for in the register; each field may stay empty."""

    q = forms.CharField(
        label=_("Search in number, title and text"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    jaar = forms.ChoiceField(label=_("Year"), required=False)
    type = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *BesluitType.choices])
    uitkomst = forms.ChoiceField(
        label=_("Outcome"),
        required=False,
        choices=[("", _("All")), *((one.value, one.label) for one in _ADOPTED)],
    )
    uitvoering = forms.ChoiceField(
        label=_("Execution"), required=False, choices=[("", _("All")), *UitvoeringStaat.choices]
    )
    thema = forms.ChoiceField(label=_("Subject"), required=False)
    sort = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[
            ("", _("Newest first")),
            ("oud", _("Oldest first")),
            ("nummer", _("By number")),
            ("titel", _("By title")),
        ],
    )

    def __init__(self, data: object, *, years: Sequence[int], themes: Sequence[str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        everything = ("", _("All"))
        self.fields["jaar"].choices = [everything, *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]
        self.fields["thema"].choices = [everything, *((one, one) for one in themes)]  # type: ignore[attr-defined]
        if not themes:
            del self.fields["thema"]


class ProgressForm(forms.Form):
    """How the execution goes."""

    staat = forms.ChoiceField(label=_("How far is it?"), choices=UitvoeringStaat.choices)
    note = forms.CharField(label=_("Note"), required=False, max_length=500)


class CorrectionForm(forms.Form):
    """The text as it should have been, and why."""

    titel = forms.CharField(label=_("Title"), max_length=200)
    tekst = forms.CharField(label=_("Text as it should be"), max_length=8000, widget=forms.Textarea)
    reason = forms.CharField(label=_("Why it must be corrected"), max_length=500)


class PlaceForm(forms.Form):
    """On which meeting an item comes."""

    vergadering = forms.TypedChoiceField(label=_("Meeting"), coerce=int)

    def __init__(self, *args: object, meetings: Sequence[Vergadering], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["vergadering"].choices = [  # type: ignore[attr-defined]
            (one.pk, f"{one.starts_at:%d-%m-%Y} {one.titel}") for one in meetings
        ]
