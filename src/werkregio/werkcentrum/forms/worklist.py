# SPDX-License-Identifier: EUPL-1.2
"""Search and filter of the worklist, and a question that a guide types for somebody."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.regio.models import Gemeente

from ..queries.languages import LANGUAGE_NAMES
from ..queries.needs import needs
from ..services.zaak import LONGEST_QUESTION
from ..terms import Bereikbaar, Kanaal, Vrager, ZaakStatus
from .intake import NO_EMAIL, KeptTextField, ReachablePhoneField, ServerCheckedForm


def gemeente_choices(gemeenten: Iterable[Gemeente], empty: Any) -> list[tuple[str, Any]]:
    return [("", empty), *((gemeente.gm_code, gemeente.naam) for gemeente in gemeenten)]


class WorklistFilter(ServerCheckedForm):
    """Fields of the search bar; the address of a filtered list can be kept."""

    q = forms.CharField(label=_("Search name, question or number"), required=False, max_length=120)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[("", _("All")), *ZaakStatus.choices]
    )
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[("datum", _("Deadline")), ("nieuwste", _("Newest first"))],
    )

    def __init__(self, *args: Any, gemeenten: Iterable[Gemeente], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = gemeente_choices(gemeenten, _("All"))  # type: ignore[attr-defined]
        for field in self.fields.values():
            # "(may stay empty)" at every field of a search bar says nothing.
            field.widget.is_required = False


class NewZaakForm(ServerCheckedForm):
    """A question on the phone or at the counter."""

    vraag = KeptTextField(
        label=_("The question, in the person's own words"),
        help_text=_(
            "No BSN. What somebody tells about health may stay out: note the need, not the diagnosis."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
        longest=LONGEST_QUESTION,
        error_messages={"required": _("Write what the person asks.")},
    )
    kanaal = forms.ChoiceField(
        label=_("How did the question come in?"),
        choices=[choice for choice in Kanaal.choices if choice[0] != Kanaal.WEB],
        widget=forms.RadioSelect,
        initial=Kanaal.TELEFOON,
    )
    vrager = forms.ChoiceField(label=_("Who asks?"), choices=Vrager.choices, initial=Vrager.INWONER)
    taal = forms.ChoiceField(
        label=_("Language to talk in"), choices=list(LANGUAGE_NAMES.items()), initial="nl"
    )
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)
    voornaam = KeptTextField(label=_("First name"), required=False, longest=80)
    naam = KeptTextField(label=_("Full name"), required=False, longest=120)
    weg = forms.ChoiceField(
        label=_("How do we reach the person?"), choices=Bereikbaar.choices, initial=Bereikbaar.BELLEN
    )
    telefoon = ReachablePhoneField(label=_("Phone number"), required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False, error_messages={"invalid": NO_EMAIL})
    told = forms.BooleanField(
        label=_(
            "I told the person what we keep and why, who reads it, and that the person can see it, "
            "withdraw it and have it erased"
        ),
        required=False,
    )
    need = forms.ChoiceField(label=_("What is it about?"), required=False, widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        gemeenten: Iterable[Gemeente],
        language: str,
        suggested: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gemeente"].choices = gemeente_choices(gemeenten, _("Not said"))  # type: ignore[attr-defined]
        first = [code for code in suggested if code in needs()]
        if first:
            self.fields["need"].choices = [(code, needs()[code].label(language)) for code in first]  # type: ignore[attr-defined]
        else:
            del self.fields["need"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (
            data.get("weg") == Bereikbaar.BELLEN
            and not data.get("telefoon")
            and "telefoon" not in self.errors
        ):
            self.add_error("telefoon", _("Fill in the phone number, for example 06 12345678."))
        if data.get("weg") == Bereikbaar.EMAIL and not data.get("email") and "email" not in self.errors:
            self.add_error("email", NO_EMAIL)
        return data
