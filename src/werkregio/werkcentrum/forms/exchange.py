# SPDX-License-Identifier: EUPL-1.2
"""Forms for bringing in a file, for going on with it, and for an own copy of somebody else's help."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.foundation.files.limits import FileError, check_size

from ..queries.exchange_words import file_error_in_words
from ..queries.needs import needs
from ..services.editor import LONGEST_REASON
from ..terms import Doelgroep

OTHERS, OWN = "hsds", "eigen"


class FileForm(forms.Form):
    """Which file, and whose it is."""

    use_required_attribute = False

    what = forms.ChoiceField(
        label=_("What is in the file?"),
        choices=[
            (OTHERS, _("Help from another directory (Open Referral HSDS)")),
            (OWN, _("Our own table, changed in a spreadsheet")),
        ],
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("Whose directory is it?"),
        required=False,
        max_length=80,
        help_text=_(
            "Only for help from another directory. Use the same name each time, for example: Sociale kaart Weert."
        ),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "JSON, CSV, or a zip with CSV files. At most 20 MB. You see a report first; nothing is stored yet."
        ),
    )

    def clean_file(self) -> Any:
        """Its size is looked at before anything of it is read."""
        file = self.cleaned_data["file"]
        try:
            check_size(file.size)
        except FileError as error:
            raise forms.ValidationError(file_error_in_words(error)) from error
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("what") == OTHERS and not (data.get("source") or "").strip():
            self.add_error("source", _("Fill in whose directory this is."))
        return data

    @property
    def source_name(self) -> str:
        """Empty for our own table."""
        return self.cleaned_data["source"].strip() if self.cleaned_data["what"] == OTHERS else ""


class WhyForm(forms.Form):
    """Why the directory changes; it stands in the history of every page."""

    use_required_attribute = False

    reason = forms.CharField(label=_("Why?"), max_length=LONGEST_REASON)


class CopyForm(forms.Form):
    """What the source does not say and a page here cannot do without."""

    use_required_attribute = False

    need = forms.ChoiceField(label=_("Main subject"))
    audience = forms.MultipleChoiceField(
        label=_("For whom"), choices=Doelgroep.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        subjects = [(code, need.label(language)) for code, need in needs().items()]
        self.fields["need"].choices = [("", "—"), *subjects]  # type: ignore[attr-defined]
