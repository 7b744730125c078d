# SPDX-License-Identifier: EUPL-1.2
"""Forms of meetings: the data of one, the filter of the list, why it is called off."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField
from werkregio.foundation.clock import AMSTERDAM

from ..models import Gremium, Vergadering
from ..services.meetings import MeetingValues
from ..terms import VergaderingSoort


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__({"class": "wr-input--short"}, format="%H:%M")


class MeetingForm(forms.Form):
    """When, where and what kind."""

    gremium = forms.ChoiceField(label=_("Table that meets"))
    soort = forms.ChoiceField(label=_("Kind"), choices=VergaderingSoort.choices)
    titel = forms.CharField(label=_("Title"), max_length=160)
    day = DateField(label=_("Day"))
    starts = forms.TimeField(label=_("Starts at"), widget=TimeInput)
    ends = forms.TimeField(label=_("Ends at"), widget=TimeInput)
    location = forms.CharField(label=_("Place"), max_length=200, required=False)
    video_url = forms.URLField(
        label=_("Video link"),
        required=False,
        assume_scheme="https",
        help_text=_("Only who is invited sees it."),
    )
    remark = forms.CharField(
        label=_("For who comes"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("How to get there, where to report."),
    )
    coupled_to = forms.ChoiceField(
        label=_("Belongs to meeting"),
        required=False,
        help_text=_("A brede bijeenkomst is coupled to a regular meeting."),
    )

    def __init__(
        self,
        *args: Any,
        gremia: Iterable[Gremium],
        meetings: Iterable[Vergadering],
        fixed_gremium: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gremium"].choices = [(row.pk, row.naam) for row in gremia]  # type: ignore[attr-defined]
        self.fields["coupled_to"].choices = [  # type: ignore[attr-defined]
            ("", _("None")),
            *((row.pk, f"{row.starts_at.astimezone(AMSTERDAM):%d-%m-%Y} {row.titel}") for row in meetings),
        ]
        if fixed_gremium:
            del self.fields["gremium"]

    def values(self) -> MeetingValues:
        data = self.cleaned_data
        return MeetingValues(
            soort=data["soort"],
            titel=data["titel"],
            starts_at=datetime.combine(data["day"], data["starts"], AMSTERDAM),
            ends_at=datetime.combine(data["day"], data["ends"], AMSTERDAM),
            location=data["location"],
            video_url=data["video_url"],
            remark=data["remark"],
            coupled_to_id=int(data["coupled_to"]) if data["coupled_to"] else None,
        )

    def errors_at(self, field: str | None) -> str | None:
        """Where a refusal of the service belongs: it speaks of moments, the form of day and times."""
        return {"starts_at": "day", "ends_at": "ends"}.get(field or "", field)


def initial_of(vergadering: Vergadering) -> dict[str, Any]:
    """What the form shows of a meeting."""
    start, end = vergadering.starts_at.astimezone(AMSTERDAM), vergadering.ends_at.astimezone(AMSTERDAM)
    return {
        "gremium": vergadering.gremium_id,
        "soort": vergadering.soort,
        "titel": vergadering.titel,
        "day": start.date(),
        "starts": start.time(),
        "ends": end.time(),
        "location": vergadering.location,
        "video_url": vergadering.video_url,
        "remark": vergadering.remark,
        "coupled_to": vergadering.coupled_to_id or "",
    }


class CancelForm(forms.Form):
    reason = forms.CharField(label=_("Why does it not take place?"), max_length=300)


class MeetingFilter(forms.Form):
    """What to look for in the list."""

    zoek = forms.CharField(label=_("Search"), required=False, max_length=80)
    gremium = forms.ChoiceField(label=_("Table that meets"), required=False)
    soort = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *VergaderingSoort.choices]
    )
    wanneer = forms.ChoiceField(
        label=_("When"),
        required=False,
        choices=[("", _("All")), ("komend", _("To come")), ("geweest", _("Past"))],
    )

    def __init__(self, *args: Any, gremia: Iterable[Gremium], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gremium"].choices = [("", _("All tables")), *((str(row.pk), row.naam) for row in gremia)]  # type: ignore[attr-defined]
