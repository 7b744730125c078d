# SPDX-License-Identifier: EUPL-1.2
"""Forms about organisations: filter, and what is known of one."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Arbeidsmarktregio, Partij
from ..queries import geledingen_of, gemeenten_of
from ..terms import PartijSoort

SORTS = {"naam": ["naam"], "soort": ["soort", "naam"], "mensen": ["-people", "naam"]}


class PartijFilter(forms.Form):
    """Search, filter and sort of the list of organisations; unknown values are left out."""

    q = forms.CharField(label=_("Search by name"), required=False, max_length=80)
    soort = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *PartijSoort.choices]
    )
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("All")), ("active", _("Active")), ("inactive", _("Not active"))],
    )
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[("naam", _("Name")), ("soort", _("Kind")), ("mensen", _("Number of people"))],
    )


class PartijForm(forms.ModelForm):
    """Everything that an administrator of the region sets."""

    class Meta:
        model = Partij
        fields = ["naam", "soort", "partner_soort", "geleding", "gemeente", "rol", "email", "phone"]
        labels = {
            "naam": _("Name"),
            "soort": _("Kind"),
            "partner_soort": _("How it takes part"),
            "geleding": _("Geleding"),
            "gemeente": _("Municipality"),
            "rol": _("What it does in the region"),
            "email": _("E-mail address of the organisation"),
            "phone": _("Phone number of the organisation"),
        }
        help_texts = {
            "email": _("An address of the organisation, not of one person."),
            "gemeente": _("Only when the organisation is a municipality or works for one."),
        }
        widgets = {"phone": forms.TextInput(attrs={"type": "tel", "autocomplete": "off"})}

    def __init__(self, *args: Any, regio: Arbeidsmarktregio, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("geleding", geledingen_of(regio, on=on)),
            ("gemeente", gemeenten_of(regio, on=on)),
        ):
            field = self.fields.get(name)
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = rows
                field.empty_label = str(_("None"))

    def _post_clean(self) -> None:
        """The service writes and refuses; the form reads only and leaves the row as it was."""


class OwnPartijForm(PartijForm):
    """What an organisation says of itself."""

    class Meta(PartijForm.Meta):
        fields = ["rol", "email", "phone"]
