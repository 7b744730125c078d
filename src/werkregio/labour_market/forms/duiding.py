# SPDX-License-Identifier: EUPL-1.2
"""Forms for writing what a figure means, and for the second person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..queries.areas import asked, book
from ..queries.duidingen import measure_name
from ..rules.area_names import AmbiguousArea, UnknownArea
from ..rules.areas import Area
from ..rules.measures import MEASURES
from ..rules.periods import Period, parse
from ..terms_figures import DuidingState


class FigureForm(forms.Form):
    """Which figure: chosen first, so that it is seen before anything is written about it."""

    use_required_attribute = False

    measure = forms.ChoiceField(label=_("Measure"))
    area = forms.CharField(
        label=_("Area"),
        max_length=80,
        help_text=_("A code or a name: AM29, Venlo, NL."),
        widget=forms.TextInput(attrs={"class": "wr-input--medium"}),
    )
    period = forms.CharField(
        label=_("Period"),
        max_length=20,
        required=False,
        help_text=_("2022, 2022KW03. Empty: the newest."),
        widget=forms.TextInput(attrs={"class": "wr-input--short"}),
    )

    def __init__(self, *args: Any, regio_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.regio_id = regio_id
        # Only what is chosen from a list; a column of a table may come along in an address.
        choices = sorted(((code, measure_name(code)) for code in MEASURES), key=lambda one: one[1])
        given = self.data.get("measure", "")
        if ":" in given:
            choices.append((given, given))
        self.fields["measure"].choices = choices  # type: ignore[attr-defined]

    def clean_area(self) -> Area:
        try:
            return asked(self.cleaned_data["area"], book(self.regio_id))
        except UnknownArea as error:
            raise forms.ValidationError(_("No area has this code or name.")) from error
        except AmbiguousArea as error:
            shown = "; ".join(f"{one.code} {one.text}" for one in error.candidates)
            raise forms.ValidationError(
                _("This can mean: %(shown)s. Fill in the code.") % {"shown": shown}
            ) from error

    def clean_period(self) -> Period | None:
        typed = self.cleaned_data["period"].strip()
        if not typed:
            return None
        found = parse(typed)
        if found is None:
            raise forms.ValidationError(_("Write a period as 2022, 2022KW03 or 2022MM04."))
        return found


class DuidingForm(forms.Form):
    use_required_attribute = False

    text = forms.CharField(
        label=_("What does this figure mean here?"),
        max_length=4000,
        help_text=_("What stands out beside other areas, what grows or shrinks, and what it is worth."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    not_in_numbers = forms.CharField(
        label=_("What do the numbers not say?"),
        max_length=2000,
        required=False,
        help_text=_("The other 20 per cent: what partners see and no source counts."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReviewForm(forms.Form):
    use_required_attribute = False

    note = forms.CharField(
        label=_("What should be different?"),
        max_length=500,
        required=False,
        help_text=_("Only needed when you send it back."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DuidingFilter(forms.Form):
    use_required_attribute = False

    q = forms.CharField(label=_("Search"), max_length=80, required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [("", _("All")), *DuidingState.choices]  # type: ignore[attr-defined]
