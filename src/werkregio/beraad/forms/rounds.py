# SPDX-License-Identifier: EUPL-1.2
"""What people fill in around a round: a ballot, a spoken vote, an objection, a contribution."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..queries.decide_page import DecidePage
from ..terms import Keuze

_TEXT = forms.Textarea(attrs={"rows": 3})


class BallotForm(forms.Form):
    """The words with a vote; the vote itself is the button that was pressed."""

    motivering = forms.CharField(
        label=_("Why you vote like this"),
        required=False,
        max_length=4000,
        widget=_TEXT,
        help_text=_("Stands beside your vote in the register."),
    )


class OralForm(forms.Form):
    """A vote that a geleding says aloud."""

    geleding = forms.TypedChoiceField(label=_("Geleding"), coerce=int)
    keuze = forms.ChoiceField(label=_("What it says"), choices=Keuze.choices, widget=forms.RadioSelect)
    motivering = forms.CharField(label=_("Why"), required=False, max_length=4000, widget=_TEXT)

    def __init__(self, *args: object, page: DecidePage, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["geleding"].choices = [  # type: ignore[attr-defined]
            (place.geleding.pk, place.geleding.naam)
            for place in page.places
            if place.represented and place.decides
        ]


class ObjectionForm(forms.Form):
    """An objection in the consensus round; the secretary says of whom."""

    geleding = forms.TypedChoiceField(label=_("Geleding"), coerce=int, required=False, empty_value=None)
    tekst = forms.CharField(label=_("What is the objection?"), max_length=4000, widget=_TEXT)

    def __init__(self, *args: object, page: DecidePage, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if page.writes_oral:
            self.fields["geleding"].choices = [  # type: ignore[attr-defined]
                (place.geleding.pk, place.geleding.naam)
                for place in page.places
                if place.represented and place.decides
            ]
        else:
            del self.fields["geleding"]


class ContributionForm(forms.Form):
    """What was said on an item, to keep."""

    zetel = forms.TypedChoiceField(label=_("Who said it"), coerce=int, required=False, empty_value=None)
    tekst = forms.CharField(label=_("What was said?"), max_length=4000, widget=_TEXT)

    def __init__(self, *args: object, page: DecidePage, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        if page.writes_oral and page.room is not None:
            seats = {
                mandaat.zetel_id: str(mandaat.zetel)
                for place in page.room.electorate.places
                for mandaat in place.mandaten
            }
            seats |= {one.pk: str(one) for one in page.room.electorate.without_vote}
            self.fields["zetel"].choices = list(seats.items())  # type: ignore[attr-defined]
        else:
            del self.fields["zetel"]


class SettledForm(forms.Form):
    """The chair says that the objections are settled."""

    settled = forms.BooleanField(label=_("The objections are settled"), required=False)
