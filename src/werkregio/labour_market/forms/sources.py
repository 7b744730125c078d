# SPDX-License-Identifier: EUPL-1.2
"""Forms of the catalogue of sources."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from werkregio.accounts.models import User
from werkregio.regio.models import Partij

from ..models import Source
from ..terms import Rhythm

CARE = ("tags", "note", "in_use", "rhythm", "last_edition", "owner", "deputy", "partij")


class SourceForm(forms.Form):
    """What a region keeps of a source; for its own entries also what the source is."""

    use_required_attribute = False

    title = forms.CharField(label=_("Title"), max_length=300)
    publisher = forms.CharField(label=_("Publisher"), max_length=160, required=False)
    url = forms.URLField(label=_("Address"), max_length=500, required=False, assume_scheme="https")
    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=600, help_text=_("Separated by semicolons: krapte; zorg")
    )
    rhythm = forms.ChoiceField(label=_("New edition"), required=False)
    last_edition = forms.DateField(
        label=_("Last edition seen on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    owner = forms.ModelChoiceField(User.objects.none(), label=_("Looked after by"), required=False)
    deputy = forms.ModelChoiceField(User.objects.none(), label=_("Deputy"), required=False)
    partij = forms.ModelChoiceField(
        Partij.objects.none(),
        label=_("Files brought in by"),
        required=False,
        help_text=_("Only this organisation and the analyst may then import files of this source."),
    )
    in_use = forms.BooleanField(label=_("In use in our region"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[User],
        partijen: Sequence[Partij],
        source: Source | None = None,
        **kwargs: Any,
    ) -> None:
        if source is not None:
            kwargs["initial"] = {name: getattr(source, name) for name in (*CARE, "title", "publisher", "url")}
            kwargs["initial"]["tags"] = "; ".join(source.tags)
        super().__init__(*args, **kwargs)
        self.fields["rhythm"].choices = [("", _("not known")), *Rhythm.choices]  # type: ignore[attr-defined]
        for name in ("owner", "deputy"):
            field = self.fields[name]
            field.queryset = User.objects.filter(pk__in=[user.pk for user in people])  # type: ignore[attr-defined]
            field.label_from_instance = lambda user: user.name  # type: ignore[attr-defined]
        self.fields["partij"].queryset = Partij.objects.filter(  # type: ignore[attr-defined]
            pk__in=[partij.pk for partij in partijen]
        )
        if source is not None and not source.is_own:
            for name in ("title", "publisher", "url"):
                del self.fields[name]

    def clean_tags(self) -> list[str]:
        tags = [" ".join(tag.split())[:100] for tag in self.cleaned_data["tags"].split(";")]
        return list(dict.fromkeys(tag for tag in tags if tag))


class FilterForm(forms.Form):
    """What to look for in the catalogue."""

    use_required_attribute = False

    zoek = forms.CharField(label=_("Search"), required=False, max_length=80)
    label = forms.ChoiceField(label=_("Tag"), required=False)
    versheid = forms.ChoiceField(
        label=_("Freshness"),
        required=False,
        choices=[
            ("", _("all")),
            ("fresh", _("Up to date")),
            ("due", _("New edition expected")),
            ("late", _("Late")),
            ("unknown", _("Not known")),
        ],
    )
    gebruik = forms.ChoiceField(
        label=_("In use"), required=False, choices=[("", _("all")), ("ja", _("yes")), ("nee", _("no"))]
    )

    def __init__(self, *args: Any, tags: Sequence[tuple[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(tag, f"{tag} ({count})") for tag, count in tags]
        self.fields["label"].choices = [("", _("all")), *choices]  # type: ignore[attr-defined]
