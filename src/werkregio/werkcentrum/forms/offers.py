# SPDX-License-Identifier: EUPL-1.2
"""Form of what a partner offers here."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

from ..models import Aanbod
from ..queries.languages import LANGUAGE_NAMES
from ..rules.upkeep import DEFAULT_RHYTHM, LONGEST_RHYTHM, SHORTEST_RHYTHM
from ..services.offers import FIELDS


class OfferForm(forms.Form):
    """How to get there. Empty means: not filled in yet."""

    use_required_attribute = False

    partij = forms.TypedChoiceField(label=_("Organisation"), coerce=int)
    route_person = forms.CharField(
        label=_("How a resident gets there"),
        required=False,
        max_length=300,
        help_text=_("For example: walk in, call the number on the website. No name of a person."),
    )
    route_person_link = forms.URLField(label=_("Page for residents"), required=False, assume_scheme="https")
    route_professional = forms.CharField(
        label=_("How a professional gets there"),
        required=False,
        max_length=300,
        help_text=_("Only staff of the region sees this."),
    )
    gemeenten = forms.MultipleChoiceField(
        label=_("For people from"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: the whole region."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"),
        required=False,
        choices=list(LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    opening_hours = forms.CharField(label=_("Open"), required=False, max_length=300)
    accessibility = forms.CharField(label=_("Accessibility"), required=False, max_length=300)
    takes_referrals = forms.BooleanField(label=_("Guides may refer people"), required=False, initial=True)
    contact_email = forms.EmailField(
        label=_("E-mail address for referrals"),
        required=False,
        help_text=_("Of the organisation, not of a person. New referrals and reminders go there."),
    )
    contact_phone = forms.CharField(label=_("Phone number for referrals"), required=False, max_length=20)
    days_receive = forms.IntegerField(
        label=_("Working days to receive a referral"), required=False, min_value=1, max_value=60
    )
    days_answer = forms.IntegerField(
        label=_("Working days to answer"), required=False, min_value=1, max_value=60
    )
    days_first_contact = forms.IntegerField(
        label=_("Working days to first contact"),
        required=False,
        min_value=1,
        max_value=120,
        help_text=_("Empty: 3 to receive, 10 to answer, 15 to first contact."),
    )
    suspended_until = DateField(label=_("No new requests until"), required=False)
    last_confirmed_on = DateField(label=_("Confirmed by the partner on"), required=False)
    update_rhythm_days = forms.IntegerField(
        label=_("The partner confirms this once in so many days"),
        required=False,
        min_value=SHORTEST_RHYTHM,
        max_value=LONGEST_RHYTHM,
        help_text=_("Empty: 180 days."),
    )
    active = forms.BooleanField(label=_("Is offered now"), required=False, initial=True)

    def __init__(
        self,
        *args: Any,
        partijen: Iterable[tuple[int, str]] | None,
        gemeenten: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        """`partijen` is None for an offer that exists: its organisation stays."""
        super().__init__(*args, **kwargs)
        if partijen is None:
            del self.fields["partij"]
        else:
            self.fields["partij"].choices = [("", "—"), *partijen]  # type: ignore[attr-defined]
        self.fields["gemeenten"].choices = list(gemeenten)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        rhythm = self.cleaned_data["update_rhythm_days"] or DEFAULT_RHYTHM
        return {**{name: self.cleaned_data[name] for name in FIELDS}, "update_rhythm_days": rhythm}


def offer_initial(offer: Aanbod) -> dict[str, Any]:
    return {
        **{name: getattr(offer, name) for name in FIELDS},
        "gemeenten": [place.gm_code for place in offer.gemeenten.all()],
    }
