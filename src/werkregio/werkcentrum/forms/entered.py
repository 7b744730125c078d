# SPDX-License-Identifier: EUPL-1.2
"""A question that a counter types for somebody who sits beside it, and the list of what it entered."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField
from werkregio.regio.models import Gemeente

from ..queries.entered import STATUS_WORDS
from ..queries.languages import LANGUAGE_NAMES
from ..services.zaak import LONGEST_QUESTION
from ..terms import Bereikbaar, Vrager
from .intake import NO_EMAIL, NO_PHONE, KeptTextField, ReachablePhoneField, ServerCheckedForm
from .worklist import gemeente_choices


class EnterForm(ServerCheckedForm):
    """The question, the language, how to reach the person. No full name: the guide asks what is needed."""

    vraag = KeptTextField(
        label=_("The question, in the person's own words"),
        help_text=_(
            "No BSN. What somebody tells about health may stay out: note the need, not the diagnosis."
        ),
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "off"}),
        longest=LONGEST_QUESTION,
        error_messages={"required": _("Write what the person asks.")},
    )
    vrager = forms.ChoiceField(
        label=_("Who asks?"),
        choices=[choice for choice in Vrager.choices if choice[0] != Vrager.PROFESSIONAL],
        initial=Vrager.INWONER,
    )
    taal = forms.ChoiceField(
        label=_("Language to talk in"), choices=list(LANGUAGE_NAMES.items()), initial="nl"
    )
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)
    voornaam = KeptTextField(
        label=_("First name"),
        required=False,
        longest=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "wr-input--medium"}),
    )
    weg = forms.ChoiceField(
        label=_("How does the guide reach the person?"),
        choices=Bereikbaar.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how the guide reaches the person.")},
    )
    telefoon = ReachablePhoneField(label=_("Phone number"), required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": NO_EMAIL},
    )
    told = forms.BooleanField(
        label=_(
            "I told the person what is kept and why, who reads it, that we see how the question stands, "
            "and that the person can see it, withdraw it and have it erased"
        ),
        error_messages={
            "required": _("Tell the person first what we keep and why. Then tick this box."),
        },
    )

    def __init__(self, *args: Any, gemeenten: Iterable[Gemeente], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = gemeente_choices(gemeenten, _("Not said"))  # type: ignore[attr-defined]
        # The address and number are the person's own, not of whoever types.
        self.fields["telefoon"].widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needs = {Bereikbaar.BELLEN: ("telefoon", NO_PHONE), Bereikbaar.EMAIL: ("email", NO_EMAIL)}
        name, problem = needs.get(data.get("weg", ""), ("", ""))
        if name and not data.get(name) and name not in self.errors:
            self.add_error(name, problem)
        return data


class EnteredFilter(ServerCheckedForm):
    """Search by number, filter by status and day, sort. Nothing of a person can be searched."""

    q = forms.CharField(label=_("Number of the question"), required=False, max_length=20)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *STATUS_WORDS.items()]
    )
    vanaf = DateField(label=_("Entered from"), required=False)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("nieuwste", _("Newest first")),
            ("oudste", _("Oldest first")),
            ("status", _("Status")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # "(may stay empty)" at every field of a search bar says nothing.
            field.widget.is_required = False
