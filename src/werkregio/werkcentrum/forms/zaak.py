# SPDX-License-Identifier: EUPL-1.2
"""Forms of the case page. Each stands in its own part of the page and keeps what was typed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.accounts.models import User
from werkregio.design.forms import DateField
from werkregio.regio.models import Gemeente

from ..queries.languages import LANGUAGE_NAMES
from ..queries.needs import needs
from ..terms import Belemmering, Bereikbaar, Nazorgkeuze, Sluitgrond, Urgentie, VolgendeStap, Wie
from .intake import NO_EMAIL, KeptTextField, ReachablePhoneField, ServerCheckedForm
from .worklist import gemeente_choices


class ReasonForm(ServerCheckedForm):
    """Why a guide opens the file of a colleague, or a closed one."""

    reason = forms.ChoiceField(
        label=_("Why do you open this question?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why you open this question.")},
    )

    def __init__(self, *args: Any, reasons: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(r.value, r.label) for r in reasons]  # type: ignore[attr-defined]


class NoteForm(ServerCheckedForm):
    text = KeptTextField(
        label=_("What was said"),
        help_text=_("No BSN, no diagnosis. The person may read this on request."),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write what was said.")},
    )
    code = forms.ChoiceField(
        label=_("Next step"), required=False, choices=[("", _("As planned")), *VolgendeStap.choices]
    )
    due = DateField(label=_("On which day at the latest"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("code") and not data.get("due") and "due" not in self.errors:
            self.add_error("due", _("Choose a day for the next step."))
        return data


class PlanForm(ServerCheckedForm):
    code = forms.ChoiceField(label=_("Next step"), choices=VolgendeStap.choices)
    due = DateField(label=_("On which day at the latest"))


class NeedForm(ServerCheckedForm):
    """One need: what it is, and what the guide and the person wrote down together."""

    need = forms.ChoiceField(label=_("What is it about?"))
    goal = KeptTextField(
        label=_("Goal in the person's own words"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    works = KeptTextField(
        label=_("What already works"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    obstacles = forms.MultipleChoiceField(
        label=_("What stands in the way"),
        required=False,
        choices=Belemmering.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    urgency = forms.ChoiceField(
        label=_("How soon is help needed?"), choices=Urgentie.choices, initial=Urgentie.WEEK
    )
    agreed_on = DateField(label=_("Agreed with the person on"), required=False)

    def __init__(self, *args: Any, language: str, suggested: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {code: need.label(language) for code, need in needs().items()}
        first = [(code, labels[code]) for code in suggested if code in labels]
        rest = sorted(
            ((code, label) for code, label in labels.items()), key=lambda pair: str(pair[1]).casefold()
        )
        groups: list[tuple[Any, Any]] = [(_("Suggested"), first)] if first else []
        shown = {code for code, _label in first}
        groups.append((_("All needs"), [pair for pair in rest if pair[0] not in shown]))
        self.fields["need"].choices = groups  # type: ignore[attr-defined]


class AgreementForm(ServerCheckedForm):
    what = KeptTextField(label=_("What"), error_messages={"required": _("Write what was agreed.")})
    who = forms.ChoiceField(label=_("Who does it?"), choices=Wie.choices)
    due = DateField(label=_("By which day"), required=False)


class CloseNeedForm(ServerCheckedForm):
    """How a need ends; what belongs to each ground is checked by the service and by the database."""

    ground = forms.ChoiceField(
        label=_("Why is this need closed?"),
        choices=Sluitgrond.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why this need is closed.")},
    )
    person_confirmed = forms.BooleanField(label=_("The person says so"), required=False)
    uitkomst = forms.TypedChoiceField(label=_("Outcome"), required=False, coerce=int, empty_value=None)
    next_step = forms.ChoiceField(label=_("Goes on as"), required=False)

    def __init__(
        self,
        *args: Any,
        outcomes: Sequence[tuple[int, str]] = (),
        following: Sequence[tuple[str, str]] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        empty = ("", _("Not applicable"))
        self.fields["uitkomst"].choices = [empty, *outcomes]  # type: ignore[attr-defined]
        self.fields["next_step"].choices = [empty, *following]  # type: ignore[attr-defined]


class HandOverForm(ServerCheckedForm):
    to = forms.TypedChoiceField(
        label=_("To which colleague?"), coerce=int, error_messages={"required": _("Choose a colleague.")}
    )

    def __init__(self, *args: Any, guides: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [(guide.pk, guide.name) for guide in guides]  # type: ignore[attr-defined]


class AfterCareForm(ServerCheckedForm):
    choice = forms.ChoiceField(
        label=_("What did the person say?"),
        choices=Nazorgkeuze.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the answers.")},
    )


class ContactForm(ServerCheckedForm):
    """Who it is and how to reach the person; corrected when the person says so."""

    voornaam = KeptTextField(label=_("First name"), required=False, longest=80)
    naam = KeptTextField(label=_("Full name"), required=False, longest=120)
    weg = forms.ChoiceField(label=_("How do we reach the person?"), choices=Bereikbaar.choices)
    telefoon = ReachablePhoneField(label=_("Phone number"), required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False, error_messages={"invalid": NO_EMAIL})
    taal = forms.ChoiceField(label=_("Language to talk in"), choices=list(LANGUAGE_NAMES.items()))
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)

    def __init__(self, *args: Any, gemeenten: Iterable[Gemeente], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = gemeente_choices(gemeenten, _("Not said"))  # type: ignore[attr-defined]
