# SPDX-License-Identifier: EUPL-1.2
"""Filter of the directory. It is read from the address, so that a search can be shared."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..queries.directory import BY_NAME, Wanted
from ..queries.languages import LANGUAGE_NAMES
from ..queries.needs import needs
from ..rules.search import LONGEST_QUERY
from ..terms import Doelgroep, Kosten

_EVERYTHING = ("", _("Everything"))
NOT_IN_LIST = _("“%(value)s” is not in the list. Choose again.")
# A search has its own order: what fits the words best.
ORDERS = (("", _("Most useful first")), (BY_NAME, _("By name")))


class DirectoryFilter(forms.Form):
    """Every field may stay empty. A value that does not exist is named and left out of the filter."""

    use_required_attribute = False

    zoek = forms.CharField(
        label=_("Search"),
        required=False,
        max_length=LONGEST_QUERY,
        strip=True,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    behoefte = forms.ChoiceField(label=_("Subject"), required=False)
    voor = forms.ChoiceField(label=_("For whom"), required=False)
    gemeente = forms.ChoiceField(label=_("Municipality"), required=False)
    taal = forms.ChoiceField(label=_("Help in this language"), required=False)
    door = forms.ChoiceField(label=_("Organisation"), required=False)
    kosten = forms.ChoiceField(label=_("Costs"), required=False)
    volgorde = forms.ChoiceField(
        label=_("Sort by"), required=False, choices=ORDERS, error_messages={"invalid_choice": NOT_IN_LIST}
    )
    gestopt = forms.BooleanField(label=_("Also show help that has ended"), required=False)

    def __init__(
        self,
        *args: Any,
        language: str,
        gemeenten: Iterable[tuple[str, str]],
        languages: Iterable[str],
        providers: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, Iterable[tuple[Any, Any]]] = {
            "behoefte": [(code, need.label(language)) for code, need in needs().items()],
            "voor": Doelgroep.choices,
            "gemeente": gemeenten,
            "taal": [(code, LANGUAGE_NAMES.get(code, code)) for code in languages],
            "door": providers,
            "kosten": [(Kosten.FREE.value, _("Free")), ("anders", _("May cost money"))],
        }
        for name, found in choices.items():
            if name == "taal" and not found:
                # Nobody said in which languages they help: a choice of nothing helps nobody.
                del self.fields[name]
                continue
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type
            field.choices = [_EVERYTHING, *found]
            field.error_messages["invalid_choice"] = NOT_IN_LIST

    @property
    def query(self) -> str:
        return str(self.cleaned_data.get("zoek") or "")

    def wanted(self) -> Wanted:
        """What was asked for, without the values that do not exist."""
        data = self.cleaned_data
        return Wanted(
            need=data.get("behoefte", ""),
            audience=data.get("voor", ""),
            gemeente=data.get("gemeente", ""),
            language=data.get("taal", ""),
            provider=data.get("door", ""),
            costs=data.get("kosten", ""),
            with_ended=bool(data.get("gestopt")),
            order=data.get("volgorde", ""),
        )

    def active(self) -> list[tuple[str, str, str]]:
        """Filters in use: name of the field, its label, and the label of its value."""
        found = []
        for name, field in self.fields.items():
            value = self.cleaned_data.get(name)
            if not value or name == "volgorde":
                continue
            if isinstance(field, forms.ChoiceField):
                shown = str(dict(field.choices)[value])  # type: ignore[arg-type]
            else:
                shown = "" if value is True else f"“{value}”"
            found.append((name, str(field.label), shown))
        return found
