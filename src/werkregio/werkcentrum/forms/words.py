# SPDX-License-Identifier: EUPL-1.2
"""Forms for the words of the router."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..queries.languages import LANGUAGE_NAMES
from ..queries.needs import needs


class ChooseWords(forms.Form):
    """Which language and which need."""

    use_required_attribute = False

    taal = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGE_NAMES.items()), initial="nl")
    behoefte = forms.ChoiceField(label=_("Subject"))

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subjects = [(code, need.label(language)) for code, need in needs().items()]
        self.fields["behoefte"].choices = subjects  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """Words to add and to take away, and questions to try them on."""

    use_required_attribute = False

    added = forms.CharField(
        label=_("Words to add"),
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One word or short phrase on a line, as people say it."),
    )
    removed = forms.MultipleChoiceField(
        label=_("Words to take away"), required=False, widget=forms.CheckboxSelectMultiple
    )
    questions = forms.CharField(
        label=_("Questions to try"),
        required=False,
        max_length=8_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One question on a line. We also try the examples that we know. Nothing of it is kept."),
    )

    def __init__(self, *args: Any, present: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["removed"].choices = [(word, word) for word in present]  # type: ignore[attr-defined]

    def lines(self, name: str) -> list[str]:
        return [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]
