# SPDX-License-Identifier: EUPL-1.2
"""Forms of thematafels, duties and themes."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkregio.design.forms import DateField
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import partijen_of

from ..models import Tafel, Thema
from ..queries.board_pages import besluit_choices
from ..queries.duties import stuk_choices
from ..services.gremia import KINDS
from ..terms import TafelRol
from .seats import KeyField


class TableForm(forms.Form):
    """Name, task and facilitator of a table."""

    use_required_attribute = False

    naam = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    opdracht = forms.CharField(
        label=gettext_lazy("Task from the Beraad"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    facilitated_by = KeyField(label=gettext_lazy("Facilitated by"), required=False)

    def __init__(self, *args: Any, regio: Arbeidsmarktregio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row.pk, row.naam) for row in partijen_of(regio)]
        self.fields["facilitated_by"].choices = [("", _("Nobody yet")), *rows]  # type: ignore[attr-defined]


class NewTableForm(TableForm):
    soort = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        choices=[(one.value, one.label) for one in KINDS],
        widget=forms.RadioSelect,
    )
    valid_from = DateField(label=gettext_lazy("First day"))

    field_order = ("soort", "naam", "opdracht", "facilitated_by", "valid_from")


class PartyForm(forms.Form):
    use_required_attribute = False

    partij = KeyField(label=gettext_lazy("Organisation"))
    valid_from = DateField(label=gettext_lazy("First day"))

    def __init__(self, *args: Any, regio: Arbeidsmarktregio, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(row.pk, row.naam) for row in partijen_of(regio)]
        self.fields["partij"].choices = [("", _("Choose")), *rows]  # type: ignore[attr-defined]


class AdviceForm(forms.Form):
    use_required_attribute = False

    titel = forms.CharField(label=gettext_lazy("Title of the item"), max_length=200)
    toelichting = forms.CharField(
        label=gettext_lazy("The advice"), max_length=20000, widget=forms.Textarea(attrs={"rows": 8})
    )


class EvidenceForm(forms.Form):
    """A document, a decision, or what was done on a day."""

    use_required_attribute = False

    dated = DateField(label=gettext_lazy("Day"))
    tekst = forms.CharField(
        label=gettext_lazy("What was done"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    stuk = KeyField(label=gettext_lazy("Document"), required=False)
    besluit = KeyField(label=gettext_lazy("Decision of the Beraad"), required=False)

    def __init__(self, *args: Any, acting: Acting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stuk"].choices = [("", _("None")), *stuk_choices(acting)]  # type: ignore[attr-defined]
        self.fields["besluit"].choices = [  # type: ignore[attr-defined]
            ("", _("None")),
            *besluit_choices(acting.regio),
        ]


class ThemeForm(forms.Form):
    """What each table does with a theme, and what was agreed."""

    use_required_attribute = False

    agreement = forms.CharField(
        label=gettext_lazy("What was agreed on who decides"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed_on = DateField(label=gettext_lazy("Agreed on"), required=False)

    def __init__(self, *args: Any, thema: Thema, tafels: list[Tafel], **kwargs: Any) -> None:
        now = {line.tafel_id: line.rol for line in thema.tafels.all()}
        initial = {"agreement": thema.agreement, "agreed_on": thema.agreed_on}
        super().__init__(*args, **{**kwargs, "initial": initial})
        self.tafels = tafels
        for tafel in tafels:
            self.fields[f"tafel_{tafel.pk}"] = forms.ChoiceField(
                label=tafel.naam,
                required=False,
                choices=[("", _("Nothing")), *TafelRol.choices],
                initial=now.get(tafel.pk, ""),
            )

    def roles(self) -> dict[int, str]:
        return {tafel.pk: self.cleaned_data[f"tafel_{tafel.pk}"] for tafel in self.tafels}
