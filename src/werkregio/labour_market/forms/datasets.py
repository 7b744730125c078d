# SPDX-License-Identifier: EUPL-1.2
"""Forms of bringing in figures: a file with its mapping, a table of CBS, a search."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.foundation.files.limits import FileError, check_size

from ..queries.mappings import file_error_in_words, ready

OWN = "eigen"


class UploadForm(forms.Form):
    """A file, and by which mapping it is read."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, Excel (.xlsx) or JSON, at most 20 MB. You see first what would happen."),
    )
    known = forms.ChoiceField(
        label=_("Mapping"), help_text=_("Which column is the area, the period, the figure.")
    )
    mapping = forms.CharField(
        label=_("Own mapping (TOML)"),
        required=False,
        max_length=50_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "dir": "ltr"}),
        help_text=_("Only when you choose “own mapping” above. The one of your last import stands here."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(name, name.replace("-", " ")) for name in ready()]
        self.fields["known"].choices = [("", "—"), *names, (OWN, _("own mapping"))]  # type: ignore[attr-defined]

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
        if data.get("known") == OWN and not (data.get("mapping") or "").strip():
            self.add_error("mapping", _("Write the mapping, or choose one that comes along."))
        return data

    @property
    def mapping_text(self) -> str:
        known = self.cleaned_data["known"]
        return self.cleaned_data["mapping"] if known == OWN else ready()[known]


class FetchForm(forms.Form):
    """A table of CBS StatLine."""

    use_required_attribute = False

    table_id = forms.CharField(
        label=_("Id of the CBS table"),
        max_length=20,
        help_text=_("It stands in the address of the table: 84799NED."),
    )


class SearchForm(forms.Form):
    """What to look for in the list of datasets."""

    use_required_attribute = False

    zoek = forms.CharField(label=_("Search"), required=False, max_length=80)
