# SPDX-License-Identifier: EUPL-1.2
"""Forms of the employer door: for the employer on the site, and for the partner who types for one."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Gemeente

from ..rules.employers import kvk_digits
from ..services.employer_groups import LONGEST as LONGEST_GROUP_TEXT
from ..services.employer_intake import LONGEST_NAME, refuse_kvk
from ..services.employer_vacancies import HIGHEST_WAGE, LONGEST, MOST_HOURS, MOST_PEOPLE
from ..services.zaak import LONGEST_QUESTION
from ..terms import Bereikbaar
from ..terms_employers import (
    Contract,
    Grootte,
    Loonper,
    Medezeggenschap,
    Onderwerp,
    Sector,
    Vakbond,
)
from .intake import NO_EMAIL, KeptTextField, ReachablePhoneField, ServerCheckedForm

_SHORT = {"class": "wr-input--short"}
_MEDIUM = {"class": "wr-input--medium"}
EMPLOYER_WAYS = [choice for choice in Bereikbaar.choices if choice[0] != Bereikbaar.LANGSKOMEN]


class KvkField(forms.CharField):
    """The number of the Handelsregister: eight digits, with spaces or dots as people type them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("KvK number"),
            help_text=_("8 digits. So that two partners do not both call you. You may leave it out."),
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", **_SHORT}),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        digits = kvk_digits(str(super().clean(value) or ""))
        if digits:
            try:
                refuse_kvk(digits)
            except RuleError as error:
                raise forms.ValidationError(error.message, code="kvk") from error
        return digits


class SubjectStep(ServerCheckedForm):
    """What it is about, and the question in own words."""

    onderwerpen = forms.MultipleChoiceField(
        label=_("What is it about?"),
        help_text=_("Choose all that fit."),
        choices=Onderwerp.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one subject.")},
    )
    vraag = KeptTextField(
        label=_("Your question, in your own words"),
        help_text=_("No names or health of people who work with you."),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        longest=LONGEST_QUESTION,
        error_messages={"required": _("Write your question, for example: we need three people from May.")},
    )


class CompanyStep(ServerCheckedForm):
    """Which company asks."""

    naam = KeptTextField(
        label=_("Name of the company or organisation"),
        longest=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Fill in the name of your company.")},
    )
    kvk = KvkField()
    gemeente = forms.ChoiceField(label=_("Municipality where the work is"), required=False)
    sector = forms.ChoiceField(
        label=_("Sector"), required=False, choices=[("", _("I do not say")), *Sector.choices]
    )
    grootte = forms.ChoiceField(
        label=_("How many people work there?"),
        required=False,
        choices=[("", _("I do not say")), *Grootte.choices],
    )

    def __init__(self, *args: Any, gemeenten: Iterable[Gemeente], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = [  # type: ignore[attr-defined]
            ("", _("I do not say")),
            *((gemeente.gm_code, gemeente.naam) for gemeente in gemeenten),
        ]


class NumberField(forms.IntegerField):
    """A whole number from 1; the message says which numbers can be."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        # Lazy: the form is made once, the language is that of each page.
        between = lazy(lambda: gettext("Fill in a number from 1 to %(most)d.") % {"most": most}, str)()
        super().__init__(
            min_value=1,
            max_value=most,
            widget=forms.NumberInput(attrs=_SHORT),
            error_messages={
                "invalid": _("Fill in a whole number."),
                "required": between,
                "min_value": between,
                "max_value": between,
            },
            **kwargs,
        )


class WageField(forms.DecimalField):
    """Euro with a comma or a point."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False,
            min_value=0,
            max_value=HIGHEST_WAGE,
            decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal", **_SHORT}),
            error_messages=dict.fromkeys(
                ("invalid", "min_value"), _("Fill in an amount in euro, for example 15,50.")
            ),
            **kwargs,
        )

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            text = value.replace("€", "").replace(" ", "")
            # 2.500,00 and 2500.00 and 15,50 are all written here.
            value = text.replace(".", "").replace(",", ".") if "," in text else text
        return super().to_python(value)


class VacancyForm(ServerCheckedForm):
    """One vacancy: what somebody does, before what it is called."""

    titel = KeptTextField(
        label=_("The work in your own words"),
        help_text=_("For example: baker, or help in the kitchen."),
        longest=120,
        error_messages={"required": _("Give the work a name in your own words, for example: baker.")},
    )
    taken = KeptTextField(
        label=_("What does somebody do on a day?"),
        help_text=_("One task on each line. Tasks say more than a title."),
        widget=forms.Textarea(attrs={"rows": 4}),
        longest=LONGEST,
        error_messages={"required": _("Write what somebody does on a day, for example: knead dough.")},
    )
    moet = KeptTextField(
        label=_("What must somebody know or have from the first day?"),
        help_text=_("Only what really cannot be learned at work."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        longest=LONGEST,
    )
    mooi = KeptTextField(
        label=_("What is nice to have?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        longest=LONGEST,
    )
    leerbaar = KeptTextField(
        label=_("What can somebody learn with you?"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        longest=LONGEST,
    )
    aantal = NumberField(label=_("How many people?"), most=MOST_PEOPLE, initial=1)
    uren_min = NumberField(label=_("Hours a week, at least"), required=False, most=MOST_HOURS)
    uren_max = NumberField(label=_("Hours a week, at most"), required=False, most=MOST_HOURS)
    loon_min = WageField(label=_("Wage from (euro, before tax)"))
    loon_max = WageField(label=_("Wage up to (euro, before tax)"))
    loon_per = forms.ChoiceField(
        label=_("This wage is by"), required=False, choices=[("", _("I do not say")), *Loonper.choices]
    )
    plaats = KeptTextField(
        label=_("Place of work"), required=False, longest=120, widget=forms.TextInput(attrs=_MEDIUM)
    )
    vanaf = DateField(
        label=_("From which day?"), required=False, help_text=_("Leave empty for as soon as possible.")
    )

    @property
    def is_empty(self) -> bool:
        """Nothing was typed: the button for the next step may be pressed without another vacancy."""
        given = {name for name in self.fields if str(self.data.get(self.add_prefix(name), "")).strip()}
        return not given - {"aantal", "loon_per"}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        has_wage = data.get("loon_min") is not None or data.get("loon_max") is not None
        if has_wage and not data.get("loon_per") and "loon_per" not in self.errors:
            self.add_error("loon_per", _("Choose whether the wage is by the hour or by the month."))
        for least, most in (("uren_min", "uren_max"), ("loon_min", "loon_max")):
            low, high = data.get(least), data.get(most)
            if low is not None and high is not None and high < low:
                self.add_error(most, _("The highest number is lower than the lowest. Look at both."))
        return data


class GroupForm(ServerCheckedForm):
    """A dismissal of a group: numbers, dates, contracts; never names."""

    aantal = NumberField(label=_("How many people lose their work, or may lose it?"), most=100_000)
    functies = KeptTextField(
        label=_("Which jobs do they have?"),
        help_text=_("Only the jobs, no names of people."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        longest=LONGEST_GROUP_TEXT,
    )
    contracten = forms.MultipleChoiceField(
        label=_("Which contracts are there?"),
        help_text=_("Everybody can come, whatever the contract."),
        choices=Contract.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose which contracts there are in the group. All of them count.")},
    )
    aangekondigd = DateField(
        label=_("When were the people told?"), required=False, help_text=_("Leave empty when not yet.")
    )
    laatste_dag = DateField(
        label=_("What is their last day of work?"), required=False, help_text=_("Leave empty if not known.")
    )
    or_betrokken = forms.ChoiceField(
        label=_("Is a works council involved?"),
        choices=Medezeggenschap.choices,
        widget=forms.RadioSelect,
        initial=Medezeggenschap.ONBEKEND,
    )
    vakbonden = forms.MultipleChoiceField(
        label=_("Which unions are involved?"),
        required=False,
        choices=Vakbond.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    heeft_cao = forms.TypedChoiceField(
        label=_("Is there a collective agreement (cao)?"),
        required=False,
        choices=[("", _("I do not know")), ("ja", _("Yes")), ("nee", _("No"))],
        coerce=lambda value: value == "ja",
        empty_value=None,
        widget=forms.RadioSelect,
    )
    cao = KeptTextField(label=_("Which cao?"), required=False, longest=200)
    geregeld = KeptTextField(
        label=_("What did you arrange already?"),
        help_text=_("For example a social plan, a budget for training, or an agency that helps."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        longest=LONGEST_GROUP_TEXT,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        told, last = data.get("aangekondigd"), data.get("laatste_dag")
        if told and last and last < told:
            self.add_error("laatste_dag", _("The last day is before the day that it was told. Look at both."))
        return data


class PersonStep(ServerCheckedForm):
    """Whom we call or write."""

    voornaam = KeptTextField(
        label=_("First name of the person we talk to"),
        longest=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name", **_MEDIUM}),
        error_messages={"required": _("Fill in a first name, so that we know whom to ask for.")},
    )
    weg = forms.ChoiceField(
        label=_("How do we reach this person?"),
        choices=EMPLOYER_WAYS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how we can reach you.")},
    )
    telefoon = ReachablePhoneField(label=_("Phone number"), required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": NO_EMAIL},
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        needed = {Bereikbaar.BELLEN: "telefoon", Bereikbaar.EMAIL: "email"}.get(data.get("weg", ""))
        if needed and not data.get(needed) and needed not in self.errors:
            messages = {
                "telefoon": _("Fill in your phone number, for example 06 12345678."),
                "email": NO_EMAIL,
            }
            self.add_error(needed, messages[needed])
        return data
