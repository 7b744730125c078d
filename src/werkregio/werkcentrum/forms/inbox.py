# SPDX-License-Identifier: EUPL-1.2
"""Forms of the partner: search, ask, decline, first contact, outcome."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

from ..terms import Afwijsreden, Stap, Uitkomstsoort
from .referral import NOTE_ROWS, Stale


class InboxFilter(forms.Form):
    """Search, filter and sort of the list."""

    q = forms.CharField(label=_("Reference"), required=False, max_length=16)
    state = forms.ChoiceField(label=_("Status"), required=False)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("wachttijd", _("Waiting longest")),
            ("nieuwste", _("Newest first")),
            ("kenmerk", _("Reference")),
        ],
    )

    def __init__(self, *args: Any, states: list[Stap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            *((state.value, state.label) for state in states),
        ]


class AskForm(Stale):
    text = forms.CharField(
        label=_("Your question to the guide"),
        help_text=_("Ask only what you need to decide."),
        widget=forms.Textarea(attrs=NOTE_ROWS),
        required=False,
    )


class DeclineForm(Stale):
    reason = forms.ChoiceField(
        label=_("Why can you not help?"),
        choices=Afwijsreden.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    next_door = forms.TypedChoiceField(
        label=_("Who may be able to help?"), coerce=int, empty_value=None, required=False
    )
    text = forms.CharField(
        label=_("A word to the guide"), widget=forms.Textarea(attrs=NOTE_ROWS), required=False
    )

    def __init__(self, *args: Any, doors: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_door"].choices = [("", _("I do not know")), *doors]  # type: ignore[attr-defined]


class ContactForm(Stale):
    contact_on = DateField(label=_("Day of the first contact"), required=False)


class OutcomeForm(Stale):
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=Uitkomstsoort.choices,
        widget=forms.RadioSelect,
        required=False,
    )
