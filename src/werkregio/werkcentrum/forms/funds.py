# SPDX-License-Identifier: EUPL-1.2
"""Forms of the list of training funds: search, and the fund of an editor."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField, PhoneField

from ..models import Fonds
from ..services.funds import FIELDS

_LINES = {"rows": 3}
_LISTS = ("sectors", "sbi", "caos")


class FundSearch(forms.Form):
    """One box: sector, cao or name."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("Your sector or cao"),
        required=False,
        max_length=80,
        help_text=_("For example: metal, agriculture, agency work."),
        widget=forms.TextInput(attrs={"type": "search"}),
    )


class FundForm(forms.Form):
    """One fund. Empty means: not known."""

    use_required_attribute = False

    naam = forms.CharField(label=_("Name of the fund"), max_length=120)
    sectors = forms.CharField(
        label=_("Sectors"),
        required=False,
        widget=forms.Textarea(attrs=_LINES),
        help_text=_("One on each line, in plain words."),
    )
    caos = forms.CharField(
        label=_("Collective agreements (cao)"),
        required=False,
        widget=forms.Textarea(attrs=_LINES),
        help_text=_("One on each line."),
    )
    sbi = forms.CharField(
        label=_("SBI codes"), required=False, max_length=200, help_text=_("With a comma between them.")
    )
    what_nl = forms.CharField(
        label=_("What for, in Dutch"), required=False, max_length=400, widget=forms.Textarea(attrs=_LINES)
    )
    what_en = forms.CharField(
        label=_("What for, in English"), required=False, max_length=400, widget=forms.Textarea(attrs=_LINES)
    )
    url = forms.URLField(label=_("Page of the fund"), required=False, assume_scheme="https")
    phone = PhoneField(label=_("Phone number"), required=False, help_text=_("Of the fund, not of a person."))
    instrument = forms.ChoiceField(label=_("Page in the directory"), required=False)
    source = forms.CharField(label=_("Source"), required=False, max_length=500)
    read_on = DateField(label=_("Read on"), required=False)
    verified = forms.BooleanField(label=_("Read in the source and correct"), required=False)
    active = forms.BooleanField(label=_("Is in the list"), required=False, initial=True)

    def __init__(self, *args: Any, entries: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["instrument"].choices = [("", "—"), *entries]  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            **{name: data[name] for name in FIELDS if name not in _LISTS},
            "naam": data["naam"].strip(),
            "sectors": _split(data["sectors"], "\n"),
            "caos": _split(data["caos"], "\n"),
            "sbi": _split(data["sbi"], ","),
        }


def fund_initial(fund: Fonds) -> dict[str, Any]:
    return {
        **{name: getattr(fund, name) for name in FIELDS},
        "sectors": "\n".join(fund.sectors),
        "caos": "\n".join(fund.caos),
        "sbi": ", ".join(fund.sbi),
        "instrument": fund.instrument.code if fund.instrument else "",
    }


def _split(text: str, between: str) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in text.split(between) if part.strip()))
