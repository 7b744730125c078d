# SPDX-License-Identifier: EUPL-1.2
"""Forms of the partner who is the contact of an employer, or looks for who is."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField
from werkregio.regio.models import Gemeente, Partij

from ..queries.employers import SORTS, subject_choices
from ..terms import Bereikbaar, Kanaal
from ..terms_employers import Sector, Werkgeversresultaat
from .employers import CompanyStep, PersonStep, SubjectStep
from .intake import KeptTextField, ServerCheckedForm

# How the partner says to a colleague what the employer says as "call me back".
_STAFF_WAYS = [
    (Bereikbaar.BELLEN, _("Call back")),
    (Bereikbaar.EMAIL, _("Send an e-mail")),
    (Bereikbaar.PAGINA, _("The employer looks on the own page")),
]


class NewEmployerForm(CompanyStep, SubjectStep, PersonStep):
    """A partner types the question of an employer who calls, writes or comes by."""

    field_order = (
        "naam", "kvk", "gemeente", "sector", "grootte", "onderwerpen", "vraag",
        "kanaal", "voornaam", "weg", "telefoon", "email", "told",
    )  # fmt: skip
    kanaal = forms.ChoiceField(
        label=_("How did the question come in?"),
        choices=[choice for choice in Kanaal.choices if choice[0] != Kanaal.WEB],
        widget=forms.RadioSelect,
        initial=Kanaal.TELEFOON,
    )
    told = forms.BooleanField(
        label=_("I told the employer what we keep, that partners see the company and the subject, and that "
                "only the contact sees who the person is"),
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """The same fields as on the site, in the words of the one who types them for somebody else."""
        super().__init__(*args, **kwargs)
        for name in ("gemeente", "sector", "grootte"):
            field = self.fields[name]
            field.choices = [("", _("Not known")), *list(field.choices)[1:]]  # type: ignore[attr-defined]
        self.fields["kvk"].help_text = _("8 digits. So that two partners do not both call this employer.")
        self.fields["vraag"].label = _("The question, in the words of the employer")
        self.fields["vraag"].help_text = _("No names or health of people who work there.")
        self.fields["weg"].choices = _STAFF_WAYS  # type: ignore[attr-defined]


class EmployerFilter(ServerCheckedForm):
    """Fields of the search bar; the address of a filtered list can be kept."""

    q = forms.CharField(label=_("Company, KvK number or reference"), required=False, max_length=120)
    onderwerp = forms.ChoiceField(label=_("Subject"), required=False)
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)
    sector = forms.ChoiceField(label=_("Sector"), required=False, choices=[("", _("All")), *Sector.choices])
    partij = forms.TypedChoiceField(label=_("Contact at"), required=False, coerce=int, empty_value=None)
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            (SORTS[0], _("Newest first")),
            (SORTS[1], _("Waiting longest")),
            (SORTS[2], _("Company")),
            (SORTS[3], _("Last step")),
        ],
    )

    def __init__(
        self, *args: Any, gemeenten: Iterable[Gemeente], partijen: Iterable[Partij], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "onderwerp": [("", _("All")), *subject_choices()],
            "gemeente": [("", _("All")), *((g.gm_code, g.naam) for g in gemeenten)],
            "partij": [("", _("All")), *((p.pk, p.naam) for p in partijen)],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        for field in self.fields.values():
            # "(may stay empty)" at every field of a search bar says nothing.
            field.widget.is_required = False


class EmployerNoteForm(ServerCheckedForm):
    text = KeptTextField(
        label=_("What was said"),
        help_text=_("Only you, and partners with whom you share the contact, read this."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write a few words.")},
    )
    due = DateField(label=_("Next step at the latest on"), required=False)


class EmployerHandOverForm(ServerCheckedForm):
    to_partij = forms.TypedChoiceField(
        label=_("To which organisation?"),
        coerce=int,
        empty_value=None,
        error_messages={"required": _("Choose an organisation from the list.")},
    )

    def __init__(self, *args: Any, partijen: Iterable[Partij], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_partij"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")),
            *((partij.pk, partij.naam) for partij in partijen),
        ]


class EmployerCloseForm(ServerCheckedForm):
    result = forms.ChoiceField(
        label=_("How did it end?"),
        choices=Werkgeversresultaat.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how it ended.")},
    )
    confirmed = forms.BooleanField(label=_("The employer says so"), required=False)


class GroupCodeForm(ServerCheckedForm):
    """The code on the letter of a worker."""

    code = forms.CharField(
        label=_("Code on your letter"),
        help_text=_("8 letters and digits, for example 3F7K-9Q2M."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "wr-input--medium"}),
        error_messages={"required": _("Fill in the code of your letter.")},
    )
