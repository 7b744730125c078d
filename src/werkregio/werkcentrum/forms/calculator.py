# SPDX-License-Identifier: EUPL-1.2
"""What an employer fills in at the combination calculator. Read from the form, never stored."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField
from werkregio.foundation.typed_numbers import AmbiguousNumberError, NumberError, parse_number

from ..rules import calculation_input as limits
from ..rules.calculation_parts import Group, Question

GROUPS = (
    (Group.REGISTER, _("Stands in the doelgroepregister (banenafspraak)")),
    (Group.WAJONG, _("Has Wajong")),
    (Group.WIA, _("Has WIA")),
    (Group.SHELTERED, _("Has an advice for beschut werk")),
    (Group.BIJSTAND, _("Has bijstand from the municipality")),
    (Group.UWV, _("Has another benefit from UWV, such as WW or Ziektewet")),
    (Group.OLDER, _("Is an older person with a benefit")),
    (Group.BBL, _("Is a bbl pupil of an mbo school")),
    (Group.THIRD_WAY, _("Follows a short mbo training (derde leerweg)")),
    (Group.NONE, _("None of these")),
    (Group.UNKNOWN, _("I do not know")),
)


class NumberField(forms.CharField):
    """A number with a comma or a point; what can be read in two ways is asked back."""

    def __init__(self, *, lowest: Decimal, highest: Decimal, **kwargs: Any) -> None:
        self.lowest, self.highest = lowest, highest
        attrs = {"inputmode": "decimal", "autocomplete": "off", "class": "wr-input--short"}
        super().__init__(max_length=20, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "")
        if not text:
            return None
        values = {"field": self.label, "low": _plain(self.lowest), "high": _plain(self.highest)}
        try:
            found = parse_number(text)
        except AmbiguousNumberError as error:
            one, other = (_plain(reading) for reading in error.readings)
            raise forms.ValidationError(
                _(
                    "%(field)s: we can read this as %(one)s and as %(other)s. "
                    "Write it without a sign for thousands."
                ),
                code="ambiguous",
                params={**values, "one": one, "other": other},
            ) from None
        except NumberError:
            found = None
        if found is None or not self.lowest <= found <= self.highest:
            raise forms.ValidationError(
                _("%(field)s: fill in a number from %(low)s to %(high)s."), code="number", params=values
            )
        return found


def _plain(value: Decimal) -> str:
    """A number with the decimal sign of the page and nothing for thousands."""
    return f"{value:f}".replace(".", str(get_format("DECIMAL_SEPARATOR")))


class CalculatorForm(forms.Form):
    """The job and the person who may get it; no name, no number of a person."""

    use_required_attribute = False

    uren = NumberField(
        label=_("Hours a week"),
        lowest=limits.FEWEST_HOURS,
        highest=limits.MOST_HOURS,
        error_messages={"required": _("Fill in the hours, for example 32.")},
    )
    loon = NumberField(
        label=_("Gross wage in euros"),
        help_text=_("Without holiday pay."),
        lowest=limits.LOWEST_WAGE,
        highest=limits.HIGHEST_WAGE,
        error_messages={"required": _("Fill in the wage, for example 16,50.")},
    )
    loon_per = forms.ChoiceField(
        label=_("This wage is"),
        choices=[("uur", _("For an hour")), ("maand", _("For a month"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether the wage is for an hour or a month.")},
    )
    contract = forms.ChoiceField(
        label=_("Contract"),
        choices=[("vast", _("Without an end")), ("tijdelijk", _("For a time"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of contract.")},
    )
    maanden = NumberField(
        label=_("Length of the contract in months"),
        help_text=_("Only for a contract with an end."),
        lowest=limits.SHORTEST,
        highest=limits.LONGEST,
        required=False,
    )
    start = DateField(
        label=_("First working day"),
        error_messages={"required": _("Fill in the first working day, for example 1-2-2027.")},
    )
    leeftijd = NumberField(
        label=_("Age of the person"),
        lowest=limits.YOUNGEST,
        highest=limits.OLDEST,
        error_messages={"required": _("Fill in an age, for example 34.")},
    )
    doelgroep = forms.MultipleChoiceField(
        label=_("What do you know about the person?"),
        help_text=_("Choose what you know. Do not ask about an illness: you may not."),
        choices=[(code.value, label) for code, label in GROUPS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one. You may choose: I do not know.")},
    )
    loonwaarde = NumberField(
        label=_("Loonwaarde in percent"),
        help_text=_("Not measured yet? Leave this empty."),
        lowest=limits.LOWEST_LOONWAARDE,
        highest=limits.HIGHEST_LOONWAARDE,
        required=False,
    )
    gemeente = forms.ChoiceField(label=_("Municipality where the person lives"), required=False)

    def __init__(self, *args: Any, gemeenten: Iterable[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["gemeente"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type
        field.choices = [("", _("I do not say")), *gemeenten]

    def clean_leeftijd(self) -> int:
        return self._whole("leeftijd")

    def clean_maanden(self) -> int | None:
        return self._whole("maanden") if self.cleaned_data["maanden"] is not None else None

    def _whole(self, name: str) -> int:
        value = self.cleaned_data[name]
        if value != value.to_integral_value():
            raise forms.ValidationError(
                _("%(field)s: fill in a whole number."),
                code="whole",
                params={"field": self.fields[name].label},
            )
        return int(value)

    def clean_doelgroep(self) -> frozenset[Group]:
        chosen = frozenset(Group(code) for code in self.cleaned_data["doelgroep"])
        if limits.contradict(chosen):
            raise forms.ValidationError(_("“None of these” does not go with another choice."), code="none")
        return chosen

    def clean_start(self) -> date:
        start: date = self.cleaned_data["start"]
        first, last = limits.start_between(self.today)
        if not first <= start <= last:
            raise forms.ValidationError(
                _("%(field)s: fill in a date from %(first)s to %(last)s."),
                code="start",
                params={
                    "field": self.fields["start"].label,
                    "first": first.strftime("%d-%m-%Y"),
                    "last": last.strftime("%d-%m-%Y"),
                },
            )
        return start

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("contract") == "tijdelijk" and "maanden" in data and data["maanden"] is None:
            self.add_error("maanden", _("Fill in how many months the contract lasts."))
        return data

    def question(self) -> Question:
        """What was filled in, for the rule. Only after `is_valid`."""
        data = self.cleaned_data
        return Question(
            age=data["leeftijd"],
            hours=data["uren"],
            wage=data["loon"],
            per_hour=data["loon_per"] == "uur",
            loonwaarde=data["loonwaarde"],
            months=data["maanden"] if data["contract"] == "tijdelijk" else None,
            groups=data["doelgroep"],
            start=data["start"],
            today=self.today,
        )
