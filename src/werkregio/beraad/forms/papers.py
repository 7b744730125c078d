# SPDX-License-Identifier: EUPL-1.2
"""Forms of papers: what it is and the file; the filter of the register."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

from ..rules.document_kinds import KINDS
from ..services.papers import PaperValues
from ..terms import Openbaarheid, StukStaat


def kinds() -> list[tuple[str, str]]:
    return [(code, translated(label)) for code, label in KINDS.items()]


class PaperForm(forms.Form):
    """A paper; `file` is not needed when only its data change."""

    titel = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, or a file of Word, Excel, PowerPoint or LibreOffice, at most 20 MB."),
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=[(one.value, one.label) for one in StukStaat if one != StukStaat.VERVALLEN],
        help_text=_("A draft gets a watermark. An adopted paper does not change any more."),
    )
    openbaarheid = forms.ChoiceField(label=_("Public or closed"), choices=Openbaarheid.choices)
    closed_because = forms.CharField(label=_("Why closed?"), required=False, max_length=300)
    owner = forms.ChoiceField(label=_("Of which organisation"), required=False)
    dated = DateField(label=_("Date of the document"), required=False)

    def __init__(
        self, *args: Any, partijen: Iterable[tuple[int, str]], own: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds()  # type: ignore[attr-defined]
        self.fields["owner"].choices = [("", "–"), *partijen]  # type: ignore[attr-defined]
        if own:
            self.fields["file"].required = False
            self.fields["file"].label = _("Newer file")

    def values(self) -> PaperValues:
        data = self.cleaned_data
        same = ("titel", "kind", "state", "openbaarheid", "closed_because", "dated")
        return PaperValues(
            **{name: data[name] for name in same}, owner_id=int(data["owner"]) if data["owner"] else None
        )


class RegisterFilter(forms.Form):
    """What to look for in the register of documents."""

    zoek = forms.CharField(label=_("Search"), required=False, max_length=80)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *StukStaat.choices])
    public = forms.ChoiceField(
        label=_("Public or closed"), required=False, choices=[("", _("All")), *Openbaarheid.choices]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _("All kinds")), *kinds()]  # type: ignore[attr-defined]
