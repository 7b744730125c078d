# SPDX-License-Identifier: EUPL-1.2
"""Form of a counter: what stays empty is shown as not filled in yet."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField, PhoneField

from ..models import Loket
from ..queries.counters import DAY_NAMES
from ..queries.languages import LANGUAGE_NAMES
from ..rules.opening_hours import DAYS, HoursError, hours_text, parse_hours

_HOURS_HINT = _("For example 09:00-12:30, 13:00-17:00 or “closed”. Empty: not known.")
_HOURS_WRONG = _("Write the hours like 09:00-12:30, 13:00-17:00, or “closed”.")
_WALK_IN = [("", _("Not known")), ("ja", _("Yes")), ("nee", _("No, make an appointment first"))]


class HoursField(forms.CharField):
    """Hours of one day as a list of periods; None is not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=100, help_text=_HOURS_HINT, **kwargs)

    def clean(self, value: Any) -> list[str] | None:
        try:
            return parse_hours(str(super().clean(value) or ""))
        except HoursError as error:
            raise forms.ValidationError(_HOURS_WRONG) from error


class LoketForm(forms.Form):
    """One counter with its week."""

    use_required_attribute = False

    naam = forms.CharField(label=_("Name"), max_length=120)
    gemeente = forms.ChoiceField(label=_("Municipality"))
    address = forms.CharField(label=_("Address"), required=False, max_length=200)
    phone = PhoneField(label=_("Phone"), required=False, max_length=20)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("An address of the counter, not of a person.")
    )
    walk_in = forms.ChoiceField(label=_("Come without an appointment"), choices=_WALK_IN, required=False)
    languages = forms.MultipleChoiceField(
        label=_("Languages that are spoken"),
        required=False,
        choices=list(LANGUAGE_NAMES.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    accessibility = forms.CharField(
        label=_("Accessibility"),
        required=False,
        max_length=300,
        help_text=_("For example: no steps, toilet for wheelchair users, hearing loop."),
    )

    def __init__(self, *args: Any, gemeenten: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = list(gemeenten)  # type: ignore[attr-defined]
        for day in DAYS:
            self.fields[day] = HoursField(label=DAY_NAMES[day])

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        hours = {day: data[day] for day in DAYS if data[day] is not None}
        names = ("naam", "address", "phone", "email", "accessibility", "languages")
        return {
            **{name: data[name] for name in names},
            "walk_in": {"ja": True, "nee": False}.get(data["walk_in"]),
            "hours": hours,
        }


class ExceptionForm(forms.Form):
    """Other hours on one day, with the reason in two languages."""

    use_required_attribute = False

    date = DateField(label=_("Date"))
    hours = HoursField(label=_("Hours"))
    why_nl = forms.CharField(label=_("Why, in Dutch"), required=False, max_length=80)
    why_en = forms.CharField(label=_("Why, in English"), required=False, max_length=80)

    def clean_hours(self) -> list[str]:
        hours = self.cleaned_data["hours"]
        if hours is None:
            raise forms.ValidationError(_HOURS_WRONG)
        return list(hours)

    def row(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "date": data["date"].isoformat(),
            "hours": data["hours"],
            "why": {"nl": data["why_nl"], "en": data["why_en"]},
        }


ExceptionRows = forms.formset_factory(ExceptionForm, extra=0, can_delete=True, max_num=40, absolute_max=60)


def loket_initial(loket: Loket) -> dict[str, Any]:
    names = ("naam", "address", "phone", "email", "accessibility", "languages")
    return {
        **{name: getattr(loket, name) for name in names},
        "gemeente": loket.gemeente.gm_code,
        "walk_in": "" if loket.walk_in is None else ("ja" if loket.walk_in else "nee"),
        **{day: hours_text(loket.hours.get(day), str(_("closed"))) for day in DAYS},
    }


def exception_initial(loket: Loket) -> list[dict[str, Any]]:
    return [
        {
            "date": row["date"],
            "hours": hours_text(row["hours"], str(_("closed"))),
            "why_nl": (row.get("why") or {}).get("nl", ""),
            "why_en": (row.get("why") or {}).get("en", ""),
        }
        for row in loket.exceptions
    ]
