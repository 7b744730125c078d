# SPDX-License-Identifier: EUPL-1.2
"""Forms of a partner about its own offers, and of the quality reviewer."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

from ..models import Aanbod
from ..queries import review
from ..rules.upkeep import DEFAULT_RHYTHM
from ..services.upkeep import OWN_FIELDS
from ..terms import Verbeterreden
from .offers import OfferForm

_NOTE = {"rows": 3}


class OwnOfferForm(OfferForm):
    """The offer form of the editor, without what is settled with the editor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, partijen=None, **kwargs)
        for name in [name for name in self.fields if name not in (*OWN_FIELDS, "gemeenten")]:
            del self.fields[name]
        self.fields["suspended_until"].help_text = _(
            "Closed for a while? Fill in the last day. Leave it empty when you take new requests."
        )
        self.fields["full_until"] = DateField(
            label=_("Full until"), required=False, help_text=_("Empty: there is room. Guides see it at once.")
        )
        self.fields["update_rhythm_days"].label = _("We confirm this once in so many days")

    def values(self) -> dict[str, Any]:
        rhythm = self.cleaned_data["update_rhythm_days"] or DEFAULT_RHYTHM
        own = {name: self.cleaned_data[name] for name in (*OWN_FIELDS, "full_until")}
        return {**own, "update_rhythm_days": rhythm}


def own_offer_initial(offer: Aanbod) -> dict[str, Any]:
    return {
        **{name: getattr(offer, name) for name in (*OWN_FIELDS, "full_until")},
        "gemeenten": [place.gm_code for place in offer.gemeenten.all()],
    }


class AnswerRequestForm(forms.Form):
    """What the organisation did about a page."""

    use_required_attribute = False

    answer = forms.CharField(
        label=_("What you did, or why it cannot be done"),
        max_length=400,
        widget=forms.Textarea(attrs=_NOTE),
        help_text=_("For example: the new amount is … since …, with the page where it stands. No names."),
    )


class ReviewFilter(forms.Form):
    """Search, filter and sort of the list of the reviewer."""

    use_required_attribute = False

    zoek = forms.CharField(label=_("Name or code"), required=False, max_length=100)
    eigenaar = forms.ChoiceField(label=_("Owner"), required=False)
    reden = forms.ChoiceField(label=_("What is wrong"), required=False)
    leeftijd = forms.ChoiceField(
        label=_("Age"), required=False, choices=[("", _("All")), *review.AGES.items()]
    )
    volgorde = forms.ChoiceField(label=_("Sort by"), required=False, choices=list(review.SORTS.items()))
    gevraagd = forms.BooleanField(label=_("Only what somebody was asked to mend"), required=False)

    def __init__(self, *args: Any, owners: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["eigenaar"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            (review.NOBODY, _("Nobody yet")),
            *owners,
        ]
        self.fields["reden"].choices = [("", _("All")), *review.reasons()]  # type: ignore[attr-defined]

    def wanted(self) -> review.Wanted:
        """A wrong choice in the address is left out."""
        self.is_valid()
        data = self.cleaned_data
        return review.Wanted(
            query=data.get("zoek", ""),
            owner=data.get("eigenaar", ""),
            reason=data.get("reden", ""),
            age=data.get("leeftijd", ""),
            sort=data.get("volgorde", "") or "score",
            asked=bool(data.get("gevraagd")),
        )


class AskForm(forms.Form):
    """Ask an organisation to mend a page."""

    use_required_attribute = False

    partij = forms.TypedChoiceField(label=_("Who must mend it?"), coerce=int)
    reason = forms.ChoiceField(label=_("Why"), choices=Verbeterreden.choices)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=400,
        widget=forms.Textarea(attrs=_NOTE),
        help_text=_("Say exactly what to do. No names of people."),
    )
    due_on = DateField(label=_("At the latest on"))
    keeps = forms.BooleanField(label=_("This organisation keeps this page right from now on"), required=False)

    def __init__(self, *args: Any, partijen: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partij"].choices = [("", "—"), *partijen]  # type: ignore[attr-defined]


class CheckForm(forms.Form):
    """What the reviewer read in the source."""

    use_required_attribute = False

    facts = forms.TypedMultipleChoiceField(
        label=_("Figures that I read in their source"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    whole = forms.BooleanField(label=_("I read the texts and conditions in the source too"), required=False)
    read_on = DateField(label=_("Read on"))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, figures: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(figures)
        self.fields["facts"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["facts"]
