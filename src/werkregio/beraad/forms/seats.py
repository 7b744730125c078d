# SPDX-License-Identifier: EUPL-1.2
"""Forms of seats, mandates, chair and geledingen."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkregio.design.forms import DateField
from werkregio.regio.models import Arbeidsmarktregio, Zetel
from werkregio.regio.queries import partijen_of
from werkregio.regio.terms import MandaatSoort

from ..queries.board import geledingen_on, zetels_on
from ..queries.board_pages import besluit_choices
from ..services.seats import candidates


class _Form(forms.Form):
    use_required_attribute = False


class KeyField(forms.TypedChoiceField):
    """A choice among rows, as the key of the chosen one; nothing chosen is None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, empty_value=None, **kwargs)


def _choose(rows: list[tuple[Any, str]], empty: str) -> list[tuple[Any, str]]:
    return [("", empty), *rows]


class GeledingForm(_Form):
    naam = forms.CharField(label=gettext_lazy("Name of the geleding"), max_length=80)
    valid_from = DateField(label=gettext_lazy("First day"))


class LastDayForm(_Form):
    valid_to = DateField(label=gettext_lazy("Last day"))


class ZetelForm(_Form):
    """A seat of a geleding, or without a vote for a strategic partner."""

    geleding = KeyField(label=gettext_lazy("Geleding"), required=False)
    partij = KeyField(label=gettext_lazy("Organisation"))
    functie = forms.CharField(
        label=gettext_lazy("Function"),
        max_length=80,
        help_text=gettext_lazy("A function, not a name: wethouder, director."),
    )
    valid_from = DateField(label=gettext_lazy("First day"))
    besluit = KeyField(
        label=gettext_lazy("Decision of the Beraad"),
        required=False,
        help_text=gettext_lazy("Needed for a seat without a vote: the core partners decide on it."),
    )

    def __init__(self, *args: Any, regio: Arbeidsmarktregio, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["geleding"].choices = _choose(  # type: ignore[attr-defined]
            [(row.pk, row.naam) for row in geledingen_on(regio, day)],
            _("None: a strategic partner, without a vote"),
        )
        self.fields["partij"].choices = _choose(  # type: ignore[attr-defined]
            [(row.pk, row.naam) for row in partijen_of(regio)], _("Choose")
        )
        self.fields["besluit"].choices = _choose(besluit_choices(regio), _("None"))  # type: ignore[attr-defined]


class MandaatForm(_Form):
    """Who sits on a seat, in which period."""

    user = KeyField(label=gettext_lazy("Person"))
    soort = forms.ChoiceField(
        label=gettext_lazy("As"), choices=MandaatSoort.choices, widget=forms.RadioSelect
    )
    valid_from = DateField(label=gettext_lazy("First day"))
    valid_to = DateField(label=gettext_lazy("Last day"), required=False)
    source = forms.CharField(
        label=gettext_lazy("The decision that gave the mandate"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Of the own organisation: which body, which day."),
    )

    def __init__(self, *args: Any, zetel: Zetel, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row.pk, row.name) for row in candidates(zetel, day)]
        self.fields["user"].choices = _choose(rows, _("Choose"))  # type: ignore[attr-defined]
        if not rows:
            self.fields["user"].help_text = _(
                "Nobody of this organisation has the role of board member or substitute yet. "
                "Its administrator invites people on the page of the organisation."
            )


class ChairForm(_Form):
    zetel = KeyField(label=gettext_lazy("Seat"))
    valid_from = DateField(label=gettext_lazy("First day"))

    def __init__(self, *args: Any, regio: Arbeidsmarktregio, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row.pk, f"{row.geleding or '-'}: {row}") for row in zetels_on(regio, day)]
        self.fields["zetel"].choices = _choose(rows, _("Choose"))  # type: ignore[attr-defined]


class ViceChairForm(ChairForm):
    besluit = KeyField(label=gettext_lazy("Decision of the Beraad"), required=False)

    def __init__(self, *args: Any, regio: Arbeidsmarktregio, day: date, **kwargs: Any) -> None:
        super().__init__(*args, regio=regio, day=day, **kwargs)
        self.fields["besluit"].choices = _choose(besluit_choices(regio), _("Choose"))  # type: ignore[attr-defined]
