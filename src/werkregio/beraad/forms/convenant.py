# SPDX-License-Identifier: EUPL-1.2
"""Forms of the convenant: its rules as one types them, and the steps of its life."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from werkregio.design.forms import DateField
from werkregio.regio.models import Convenant
from werkregio.regio.terms import NaTweedeRonde

from ..queries.convenant_words import POINTS, READINGS, TITLES, reading_of
from ..rules.convenant import OPEN_POINTS, RULES, read_fraction

SHORT = {"class": "wr-input--short"}
_YEAR = re.compile(r"(20\d\d)\s*[:=]\s*(\d{1,2})")


class FractionField(forms.CharField):
    """A share as people write it, "2/3": kept exactly, never as a decimal."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=9, widget=forms.TextInput(attrs=SHORT), **kwargs)

    def clean(self, value: Any) -> tuple[int, int]:
        found = read_fraction(super().clean(value))
        if found is None:
            raise forms.ValidationError(_("Type a share as a fraction, for example 2/3; at most 1/1."))
        return found


class ConvenantForm(forms.Form):
    """All rules of a draft, the readings of the open points, and where each rule stands."""

    use_required_attribute = False

    naam = forms.CharField(label=gettext_lazy("Name of this version"), max_length=160)
    text_url = forms.URLField(
        label=gettext_lazy("Address of the text"), required=False, assume_scheme="https", max_length=200
    )
    evaluate_on = DateField(label=gettext_lazy("The parties look back on it"), required=False)
    quorum = FractionField(
        label=gettext_lazy("Quorum"),
        help_text=gettext_lazy("The share of the geledingen that must be there: 1/2."),
    )
    quorum_strikt = forms.BooleanField(
        label=gettext_lazy("More than this share, not: at least this share (quorum)"), required=False
    )
    drempel = FractionField(
        label=gettext_lazy("Majority"), help_text=gettext_lazy("The share of the votes cast: 2/3.")
    )
    drempel_strikt = forms.BooleanField(
        label=gettext_lazy("More than this share, not: at least this share (majority)"), required=False
    )
    meetings_a_year = forms.IntegerField(
        label=gettext_lazy("Meetings a year"),
        min_value=1,
        max_value=52,
        widget=forms.NumberInput(attrs=SHORT),
    )
    meetings_in_year = forms.CharField(
        label=gettext_lazy("Years with another number"),
        required=False,
        help_text=gettext_lazy("One on a line, year and number. For example: 2025: 6"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "wr-input--medium"}),
    )
    brede_a_year = forms.IntegerField(
        label=gettext_lazy("Brede bijeenkomsten a year"),
        min_value=0,
        max_value=12,
        widget=forms.NumberInput(attrs=SHORT),
    )
    papers_days = forms.IntegerField(
        label=gettext_lazy("Days before a meeting on which the papers are complete"),
        min_value=0,
        max_value=60,
        widget=forms.NumberInput(attrs=SHORT),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for point in OPEN_POINTS:
            if len(point.readings) > 1:
                self.fields[point.code] = forms.ChoiceField(
                    label=f"{point.code}. {POINTS[point.code]}",
                    choices=[(code, READINGS[point.code, code]) for code in point.readings],
                    widget=forms.RadioSelect,
                )
        for code in RULES:
            self.fields[f"source_{code}"] = forms.CharField(
                label=_("Article or line of: %(rule)s") % {"rule": TITLES[code]},
                required=False,
                max_length=80,
            )

    def clean_meetings_in_year(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for line in self.cleaned_data["meetings_in_year"].splitlines():
            if not line.strip():
                continue
            read = _YEAR.fullmatch(line.strip())
            if read is None or not 1 <= int(read[2]) <= 52:
                raise forms.ValidationError(
                    _("“%(line)s” is no year with a number. Type for example: 2025: 6") % {"line": line[:40]}
                )
            found[read[1]] = int(read[2])
        return found

    def values(self) -> dict[str, Any]:
        """What was typed, as the fields of a convenant."""
        data = self.cleaned_data
        readings = {p.code: p.readings[0] for p in OPEN_POINTS if not p.field}
        readings |= {code: data[code] for code in readings if code in data}
        return {
            **{name: data[name] for name in _PLAIN},
            "quorum_num": data["quorum"][0],
            "quorum_den": data["quorum"][1],
            "drempel_num": data["drempel"][0],
            "drempel_den": data["drempel"][1],
            "onthouding_telt": data["A1"] == "True",
            "quorum_basis": data["A2"],
            "na_tweede_ronde": NaTweedeRonde(data["A4"]).value,
            "readings": readings,
            "sources": {code: data[f"source_{code}"] for code in RULES},
        }


_PLAIN = (
    *("naam", "text_url", "evaluate_on", "quorum_strikt", "drempel_strikt"),
    *("meetings_a_year", "meetings_in_year", "brede_a_year", "papers_days"),
)


def initial_of(row: Convenant) -> dict[str, Any]:
    """A version as the form shows it."""
    years = "\n".join(f"{year}: {number}" for year, number in sorted(row.meetings_in_year.items()))
    return {
        **{name: getattr(row, name) for name in _PLAIN},
        "meetings_in_year": years,
        "quorum": f"{row.quorum_num}/{row.quorum_den}",
        "drempel": f"{row.drempel_num}/{row.drempel_den}",
        **{point.code: reading_of(row, point.code) for point in OPEN_POINTS},
        **{f"source_{code}": row.sources.get(code, "") for code in RULES},
    }


class DayForm(forms.Form):
    """On which day something happened or begins."""

    use_required_attribute = False

    day = DateField(label=gettext_lazy("Day"))


class CheckForm(DayForm):
    """When the legal check was done and what it said."""

    note = forms.CharField(
        label=gettext_lazy("What the check said"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SignForm(DayForm):
    """When a party signed, and in which function."""

    function = forms.CharField(
        label=gettext_lazy("Signed by (function)"),
        max_length=80,
        help_text=gettext_lazy("A function, not a name: director."),
    )
