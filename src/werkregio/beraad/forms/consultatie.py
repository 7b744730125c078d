# SPDX-License-Identifier: EUPL-1.2
"""Forms of a consultation: of staff, and of whoever answers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

from ..models import Consultatie
from ..queries.consultatie import choice_label, in_language
from ..terms_consulting import (
    ConsultatieToegang,
    ConsultatieVorm,
    InbrengStaat,
    VraagSoort,
)


class StartForm(forms.Form):
    """A new consultation."""

    use_required_attribute = False

    vorm = forms.ChoiceField(label=_("What kind of consultation?"), choices=ConsultatieVorm.choices)
    toegang = forms.ChoiceField(label=_("Who may answer?"), choices=ConsultatieToegang.choices)
    anoniem = forms.TypedChoiceField(
        label=_("Open or anonymous?"),
        choices=[
            ("ja", _("Anonymous: nobody can see who gave an answer")),
            ("nee", _("Open: who answers says for which organisation or in which function")),
        ],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        help_text=_("You choose this once. It cannot be changed afterwards."),
    )
    titel_nl = forms.CharField(label=_("Title in Dutch"), max_length=160)
    titel_en = forms.CharField(label=_("Title in English"), max_length=160, required=False)
    tekst_nl = forms.CharField(
        label=_("Introduction in Dutch"), max_length=6000, widget=forms.Textarea(attrs={"rows": 4})
    )
    tekst_en = forms.CharField(
        label=_("Introduction in English"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    opens_on = DateField(label=_("First day"))
    closes_on = DateField(label=_("Last day"))


class QuestionForm(forms.Form):
    """One question of a draft."""

    use_required_attribute = False

    soort = forms.ChoiceField(label=_("Kind of question"), choices=VraagSoort.choices)
    tekst_nl = forms.CharField(label=_("Question in Dutch"), max_length=400)
    tekst_en = forms.CharField(label=_("Question in English"), max_length=400, required=False)
    keuzes_nl = forms.CharField(
        label=_("Answers in Dutch, one on a line"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    keuzes_en = forms.CharField(
        label=_("Answers in English, one on a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    verplicht = forms.BooleanField(label=_("Must be answered"), required=False)


class CodesForm(forms.Form):
    """How many codes for invitations."""

    use_required_attribute = False
    number = forms.IntegerField(label=_("How many codes?"), min_value=1)


class InputForm(forms.Form):
    """Something that was said."""

    use_required_attribute = False
    tekst = forms.CharField(
        label=_("What was said?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DecideForm(forms.Form):
    """What was done with an input."""

    use_required_attribute = False

    state = forms.ChoiceField(
        label=_("What was done with it?"),
        choices=[(s.value, s.label) for s in InbrengStaat if s != InbrengStaat.NIEUW],
        widget=forms.RadioSelect,
    )
    samenvatting_nl = forms.CharField(
        label=_("Summary in Dutch"), max_length=600, help_text=_("Everybody can read this.")
    )
    samenvatting_en = forms.CharField(label=_("Summary in English"), max_length=600, required=False)
    reden_nl = forms.CharField(label=_("Reason in Dutch"), max_length=600, required=False)
    reden_en = forms.CharField(label=_("Reason in English"), max_length=600, required=False)


class TellBackForm(forms.Form):
    """The words with which a consultation ends."""

    use_required_attribute = False

    slotwoord_nl = forms.CharField(
        label=_("What came of it, in Dutch"), max_length=6000, widget=forms.Textarea(attrs={"rows": 4})
    )
    slotwoord_en = forms.CharField(
        label=_("What came of it, in English"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    """The questions of one consultation. What must be answered is looked at by the service."""

    use_required_attribute = False

    def __init__(self, *args: Any, consultatie: Consultatie, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(consultatie.vragen.all())
        if consultatie.toegang == ConsultatieToegang.CODE:
            self.fields["code"] = forms.CharField(
                label=_("The code of your invitation"),
                max_length=40,
                widget=forms.TextInput(attrs={"class": "wr-input--medium", "autocomplete": "off"}),
            )
        if not consultatie.anoniem:
            self.fields["afzender"] = forms.CharField(
                label=_("For which organisation, or in which function?"), max_length=120
            )
        for question in self.questions:
            self.fields[f"vraag_{question.pk}"] = self._field(question)
        self.fields["email"] = forms.EmailField(
            label=_("E-mail address, to hear what was done with it"),
            required=False,
            help_text=_("Kept apart from your answers, used for one message, then erased."),
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )

    @staticmethod
    def _field(question: Any) -> forms.Field:
        label = in_language(question, "tekst")
        common = {"label": label, "required": question.verplicht}
        if question.soort == VraagSoort.OPEN:
            return forms.CharField(max_length=4000, widget=forms.Textarea(attrs={"rows": 4}), **common)
        choices = [(str(place), choice_label(choice)) for place, choice in enumerate(question.keuzes)]
        if question.soort == VraagSoort.KEUZE:
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)

    def answers(self) -> dict[int, Any]:
        """What was filled in, by the key of the question."""
        found: dict[int, Any] = {}
        for question in self.questions:
            value = self.cleaned_data.get(f"vraag_{question.pk}", "")
            if question.soort == VraagSoort.OPEN:
                found[question.pk] = value
            elif question.soort == VraagSoort.KEUZE:
                found[question.pk] = [int(value)] if value else []
            else:
                found[question.pk] = [int(place) for place in value]
        return found
