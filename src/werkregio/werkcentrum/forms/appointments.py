# SPDX-License-Identifier: EUPL-1.2
"""Forms of appointments: slots and series, choosing a time, days off, settings."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

from ..queries.counters import DAY_NAMES
from ..queries.languages import LANGUAGE_NAMES
from ..rules.appointment_series import MOST_DAYS, Series
from ..rules.opening_hours import DAYS
from ..services.appointment_slots import SlotValues
from ..terms import Plaats, Tijdvaksoort

LANGUAGES = list(LANGUAGE_NAMES.items())
# What a guide sees first: a working week.
_WEEK = ["0", "1", "2", "3", "4"]


class TimeInput(forms.TimeInput):
    """The clock of the browser; it sends and takes hours and minutes in every language."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "wr-input--short"}, format="%H:%M")


class TimeField(forms.TimeField):
    widget = TimeInput
    input_formats = ("%H:%M", "%H.%M")
    default_error_messages = {"invalid": _("Fill in a time, for example 09:30.")}


class _Short(forms.NumberInput):
    def __init__(self) -> None:
        super().__init__(attrs={"class": "wr-input--short", "inputmode": "numeric"})


class SlotsForm(forms.Form):
    """One slot, or a series: which days, from when until when, how long."""

    use_required_attribute = False

    soort = forms.ChoiceField(label=_("Kind of appointment"), choices=Tijdvaksoort.choices)
    plaats = forms.ChoiceField(label=_("Where"), choices=Plaats.choices)
    loket = forms.TypedChoiceField(label=_("Counter"), coerce=int, required=False, empty_value=None)
    title = forms.CharField(
        label=_("What the workshop is about"),
        required=False,
        max_length=120,
        help_text=_("Only for a workshop. It does not stand in messages or calendar files."),
    )
    guide = forms.TypedChoiceField(label=_("Guide"), coerce=int, required=False, empty_value=None)
    partij = forms.TypedChoiceField(
        label=_("Given by a partner"), coerce=int, required=False, empty_value=None
    )
    first = DateField(label=_("First day"))
    last = DateField(label=_("Last day"), required=False, help_text=_("Leave empty for one day."))
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On which days"),
        required=False,
        coerce=int,
        choices=[(str(number), DAY_NAMES[day]) for number, day in enumerate(DAYS)],
        widget=forms.CheckboxSelectMultiple,
        initial=_WEEK,
        help_text=_("Only for more than one day."),
    )
    begin = TimeField(
        label=_("From"), required=False, help_text=_("Leave empty to follow the opening hours.")
    )
    finish = TimeField(
        label=_("Until"), required=False, help_text=_("Leave empty for one appointment that day.")
    )
    minutes = forms.IntegerField(
        label=_("Minutes for each"), min_value=10, max_value=480, initial=45, widget=_Short
    )
    pause = forms.IntegerField(
        label=_("Minutes in between"), min_value=0, max_value=240, initial=15, required=False, widget=_Short
    )
    capacity = forms.IntegerField(
        label=_("How many people"),
        min_value=1,
        max_value=200,
        initial=1,
        required=False,
        widget=_Short,
        help_text=_("For walk-in and workshops. A talk is with one person."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages that are spoken"),
        required=False,
        choices=LANGUAGES,
        widget=forms.CheckboxSelectMultiple,
    )
    self_book = forms.BooleanField(
        label=_("People may choose this time on their own page"), required=False, initial=True
    )

    def __init__(
        self,
        *args: Any,
        lokets: Iterable[tuple[int, str]],
        guides: Iterable[tuple[int, str]],
        partijen: Iterable[tuple[int, str]],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        for name, choices, nothing in (
            ("loket", lokets, _("Choose a counter")),
            ("guide", guides, _("No guide")),
            ("partij", partijen, _("No, by the Werkcentrum")),
        ):
            self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first"), data.get("last")
        if data.get("plaats") == Plaats.LOKET and not data.get("loket") and "loket" not in self.errors:
            self.add_error("loket", _("Choose a counter."))
        if first and first < self.today:
            self.add_error("first", _("This day has passed. Choose today or a later day."))
        if first and last and last < first:
            self.add_error("last", _("The last day may not come before the first day."))
        if first and last and (last - first).days >= MOST_DAYS:
            self.add_error("last", _("Choose half a year at most."))
        if last and last != first and not data.get("weekdays"):
            self.add_error("weekdays", _("Choose one day of the week or more."))
        begin, finish = data.get("begin"), data.get("finish")
        if begin and finish and finish <= begin:
            self.add_error("finish", _("The end lies after the beginning."))
        if data.get("plaats") and data["plaats"] != Plaats.LOKET and not begin:
            self.add_error("begin", _("Fill in from when: there are no opening hours to follow."))
        if finish and not begin:
            self.add_error("begin", _("Fill in from when."))
        return data

    def series(self) -> Series:
        """The days and hours. One day without an end is one appointment."""
        data = self.cleaned_data
        first, last = data["first"], data["last"] or data["first"]
        begin, finish = data["begin"], data["finish"]
        if begin and not finish:
            length = timedelta(minutes=data["minutes"])
            finish = min(
                (datetime.combine(first, begin) + length), datetime.combine(first, datetime.max.time())
            ).time()
        one_day = first == last
        return Series(
            first=first,
            last=last,
            weekdays=frozenset(range(7)) if one_day else frozenset(data["weekdays"]),
            minutes=data["minutes"],
            pause=data["pause"] or 0,
            begin=begin,
            finish=finish,
        )

    def values(self) -> SlotValues:
        data = self.cleaned_data
        group = data["soort"] in (Tijdvaksoort.INLOOP, Tijdvaksoort.WORKSHOP)
        return SlotValues(
            soort=data["soort"],
            plaats=data["plaats"],
            loket_id=data["loket"],
            guide_id=data["guide"],
            partij_id=data["partij"] if data["soort"] == Tijdvaksoort.WORKSHOP else None,
            title=data["title"],
            capacity=(data["capacity"] or 1) if group else 1,
            languages=data["languages"],
            self_book=data["self_book"],
        )


class SlotForm(forms.Form):
    """What can change of a slot that is there."""

    use_required_attribute = False

    title = forms.CharField(label=_("What the workshop is about"), required=False, max_length=120)
    capacity = forms.IntegerField(label=_("How many people"), min_value=1, max_value=200, widget=_Short)
    self_book = forms.BooleanField(label=_("People may choose this time on their own page"), required=False)

    def __init__(self, *args: Any, soort: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if soort != Tijdvaksoort.WORKSHOP:
            del self.fields["title"]
        if soort not in (Tijdvaksoort.WORKSHOP, Tijdvaksoort.INLOOP):
            del self.fields["capacity"]
        if soort == Tijdvaksoort.DRIEGESPREK:
            del self.fields["self_book"]


class HandOverForm(forms.Form):
    """To which guide."""

    use_required_attribute = False

    guide = forms.TypedChoiceField(label=_("Who takes it over?"), coerce=int)

    def __init__(self, *args: Any, guides: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guide"].choices = [("", _("Choose a guide")), *guides]  # type: ignore[attr-defined]


class FindForm(forms.Form):
    """Which times to show for a case."""

    use_required_attribute = False

    soort = forms.ChoiceField(label=_("Kind of appointment"), choices=Tijdvaksoort.choices, required=False)
    loket = forms.TypedChoiceField(label=_("Counter"), coerce=int, required=False, empty_value=None)
    guide = forms.TypedChoiceField(label=_("Guide"), coerce=int, required=False, empty_value=None)
    taal = forms.ChoiceField(
        label=_("Somebody there speaks"), choices=[("", _("Every language")), *LANGUAGES], required=False
    )

    def __init__(
        self,
        *args: Any,
        lokets: Iterable[tuple[int, str]],
        guides: Iterable[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["loket"].choices = [("", _("Everywhere")), *lokets]  # type: ignore[attr-defined]
        self.fields["guide"].choices = [("", _("Every guide")), *guides]  # type: ignore[attr-defined]


class TimeForm(forms.Form):
    """Choose one of the times that are shown."""

    use_required_attribute = False

    tijdvak = forms.TypedChoiceField(
        label=_("Choose a time"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a time."),
            "invalid_choice": _("This time was just taken. Choose another time."),
        },
    )

    def __init__(self, *args: Any, times: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tijdvak"].choices = times  # type: ignore[attr-defined]


class BookForm(TimeForm):
    """A time, an interpreter, and with the three of us also the partner."""

    doorverwijzing = forms.TypedChoiceField(label=_("With which partner"), coerce=int, required=False)
    interpreter = forms.ChoiceField(
        label=_("Interpreter"),
        required=False,
        choices=[("", _("No interpreter")), *LANGUAGES],
    )

    def __init__(self, *args: Any, referrals: Sequence[tuple[int, str]] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if referrals is None:
            del self.fields["doorverwijzing"]
        else:
            self.fields["doorverwijzing"].choices = [  # type: ignore[attr-defined]
                ("", _("Choose a partner")),
                *referrals,
            ]


class InterpreterForm(forms.Form):
    use_required_attribute = False

    interpreter = forms.ChoiceField(
        label=_("Interpreter"), required=False, choices=[("", _("No interpreter")), *LANGUAGES]
    )


class AbsenceForm(forms.Form):
    """Days off; why is not asked."""

    use_required_attribute = False

    guide = forms.TypedChoiceField(label=_("Who is away?"), coerce=int)
    first_day = DateField(label=_("First day"))
    last_day = DateField(label=_("Last day"))

    def __init__(self, *args: Any, guides: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["guide"].choices = list(guides)  # type: ignore[attr-defined]


class ChangeHoursForm(forms.Form):
    use_required_attribute = False

    hours = forms.IntegerField(
        label=_("Until how many hours before may a person move or cancel alone?"),
        min_value=0,
        max_value=168,
        widget=_Short,
        help_text=_("24 hours is a day. After that the person calls."),
    )
