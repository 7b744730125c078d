# SPDX-License-Identifier: EUPL-1.2
"""Forms of the editor: one entry with its texts side by side, and rows for figures and conditions."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from werkregio.design.forms import DateField

from ..queries.editor_problems import problem_in_words
from ..queries.needs import needs
from ..rules.entry import TEXT_FIELDS, TEXT_LANGUAGES, Content, Problem
from ..rules.facts import UNITS
from ..rules.slugs import LONGEST, slug_of
from ..rules.wordbook import FUNDING_MARK
from ..services.directory import content_problems
from ..services.editor import LONGEST_REASON
from ..terms import Doelgroep, Gebruik, InstrumentStatus, Kosten, VoorwaardeSoort

TEXT_LABELS: Mapping[str, Any] = {
    "name": _("Name"),
    "summary": _("In one sentence"),
    "what": _("What you get"),
    "for_whom": _("For whom"),
    "costs": _("What it costs"),
    "duration": _("How long it takes"),
    "who_decides": _("Who decides"),
    "next_step": _("Next step"),
}
LANGUAGE_LABELS: Mapping[str, Any] = {"nl": _("Dutch"), "en": _("English")}
_UNIT_CHOICES = [("", "—"), *((unit, unit) for unit in UNITS)]
# Fields of the form under another name than in the content.
_FIELD_OF = {
    "municipalities": "gemeenten",
    "needs": "need",
    "audience": "audience",
    "successors": "successors",
}
_ROWS = {"facts": _("Figures"), "conditions": _("Conditions")}


class EntryForm(forms.Form):
    """Head and texts of an entry. What is checked is the same as in the service; here it is told at the field."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    status = forms.ChoiceField(label=_("Status"), choices=InstrumentStatus.choices)
    use = forms.ChoiceField(label=_("Who may see it"), choices=Gebruik.choices)
    slug = forms.CharField(
        label=_("Address"),
        required=False,
        max_length=LONGEST,
        help_text=_("Last part of the address. Empty: we make it from the Dutch name."),
    )
    need = forms.ChoiceField(label=_("Main subject"))
    more_needs = forms.MultipleChoiceField(
        label=_("Further subjects"), required=False, widget=forms.CheckboxSelectMultiple
    )
    audience = forms.MultipleChoiceField(
        label=_("For whom"), choices=Doelgroep.choices, widget=forms.CheckboxSelectMultiple
    )
    gemeenten = forms.MultipleChoiceField(
        label=_("Only in these municipalities"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: in the whole region."),
    )
    provider_name = forms.CharField(label=_("By whom"), required=False, max_length=160)
    costs_kind = forms.ChoiceField(label=_("Costs"), choices=Kosten.choices)
    law = forms.CharField(label=_("Law or rule"), required=False, max_length=300)
    source = forms.CharField(
        label=_("Source"),
        required=False,
        max_length=500,
        help_text=_("Address of the page where this was read."),
    )
    as_of = forms.CharField(
        label=_("Facts of"),
        required=False,
        max_length=10,
        help_text=_("Year, month or date, for example 2026, 2026-03 or 2026-03-01."),
        widget=forms.TextInput(attrs={"class": "wr-input--short"}),
    )
    verified = forms.BooleanField(label=_("I read this in the source"), required=False)
    ended_on = DateField(label=_("Ended on"), required=False)
    successors = forms.MultipleChoiceField(label=_("What came instead"), required=False)
    reason = forms.CharField(
        label=_("Why do you change this?"),
        max_length=LONGEST_REASON,
        help_text=_("Your colleagues see this in the history."),
    )

    def __init__(
        self,
        *args: Any,
        language: str,
        gemeenten: Iterable[tuple[str, str]],
        successors: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        subjects = [(code, need.label(language)) for code, need in needs().items()]
        choices = {
            "need": [("", "—"), *subjects, (FUNDING_MARK, FUNDING_MARK)],
            "more_needs": [*subjects, (FUNDING_MARK, FUNDING_MARK)],
            "gemeenten": gemeenten,
            "successors": successors,
        }
        for name, found in choices.items():
            self.fields[name].choices = list(found)  # type: ignore[attr-defined]
        for spoken in TEXT_LANGUAGES:
            for name in TEXT_FIELDS:
                widget = forms.TextInput if name == "name" else forms.Textarea
                rows = (
                    {} if name == "name" else {"rows": 2 if name in ("summary", "costs", "duration") else 4}
                )
                self.fields[f"{spoken}_{name}"] = forms.CharField(
                    label=_("%(text)s in %(language)s")
                    % {"text": TEXT_LABELS[name], "language": LANGUAGE_LABELS[spoken]},
                    required=False,
                    widget=widget(attrs={"lang": spoken, "dir": "ltr", **rows}),
                )

    def text_rows(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """For each text: its name, and its field in each language."""
        return [
            (TEXT_LABELS[name], [self[f"{spoken}_{name}"] for spoken in TEXT_LANGUAGES])
            for name in TEXT_FIELDS
        ]

    def first_fields(self) -> list[forms.BoundField]:
        """Who may see it and what it is about."""
        return [self[name] for name in ("status", "use", "slug", "need", "audience")]

    def long_lists(self) -> list[tuple[forms.BoundField, bool]]:
        """Fields with many choices, folded; open while something in them is wrong."""
        names = ("more_needs", "gemeenten", "successors")
        return [(self[name], bool(self[name].errors)) for name in names]

    def further_fields(self) -> list[forms.BoundField]:
        """Where it comes from and how long it holds."""
        names = ("provider_name", "costs_kind", "law", "source", "as_of", "verified", "ended_on")
        return [self[name] for name in names]

    def add_problem(self, problem: Problem) -> None:
        """Tell a problem of the content at the field where it was typed."""
        name = problem.field.removeprefix("texts.").replace(".", "_")
        name = _FIELD_OF.get(name, name)
        self.add_error(name if name in self.fields else None, problem_in_words(problem))


class FactForm(forms.Form):
    """One figure with its date and source; a row that stays empty is left out."""

    use_required_attribute = False

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    label_nl = forms.CharField(label=_("What it is, in Dutch"), max_length=160)
    label_en = forms.CharField(label=_("What it is, in English"), max_length=160, required=False)
    value = forms.CharField(
        label=_("Value"),
        max_length=60,
        help_text=_("A number with a point, for example 2816.25"),
        widget=forms.TextInput(attrs={"class": "wr-input--medium"}),
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=_UNIT_CHOICES)
    as_of = forms.CharField(
        label=_("Date"),
        max_length=10,
        required=False,
        help_text=_("Year, month or date"),
        widget=forms.TextInput(attrs={"class": "wr-input--short"}),
    )
    valid_from = DateField(label=_("Valid from"), required=False)
    valid_to = DateField(label=_("Valid up to and including"), required=False)
    source = forms.CharField(label=_("Source"), max_length=500, required=False)
    read_on = DateField(label=_("Read on"), required=False)
    verified = forms.BooleanField(label=_("Verified"), required=False)

    def row(self) -> dict[str, Any]:
        data = self.cleaned_data
        days = {name: _iso(data[name]) for name in ("valid_from", "valid_to", "read_on")}
        texts = {name: data[name].strip() for name in ("label_nl", "label_en", "value", "as_of", "source")}
        return {
            "key": (data["key"] or slug_of(data["label_nl"]))[:60] or "feit",
            "label_nl": texts["label_nl"],
            "label_en": texts["label_en"],
            "value": texts["value"],
            "unit": data["unit"],
            "valid_from": days["valid_from"],
            "valid_to": days["valid_to"],
            "as_of": texts["as_of"],
            "source": texts["source"],
            "read_on": days["read_on"],
            "verified": data["verified"],
        }


class ConditionForm(forms.Form):
    """One condition; the test is optional."""

    use_required_attribute = False

    text_nl = forms.CharField(label=_("Condition in Dutch"), max_length=400)
    text_en = forms.CharField(label=_("Condition in English"), max_length=400, required=False)
    kind = forms.ChoiceField(
        label=_("Must or helps"), choices=VoorwaardeSoort.choices, initial=VoorwaardeSoort.HARD.value
    )
    who_decides = forms.CharField(label=_("Who decides"), max_length=160, required=False)
    expression = forms.CharField(
        label=_("Test"), max_length=200, required=False, help_text=_("For example: leeftijd < 27")
    )

    def row(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name].strip() for name in self.fields if name != "DELETE"}


FactRows = forms.formset_factory(FactForm, extra=0, can_delete=True, max_num=60, absolute_max=80)
ConditionRows = forms.formset_factory(ConditionForm, extra=0, can_delete=True, max_num=60, absolute_max=80)
FACTS, CONDITIONS = "feiten", "voorwaarden"


class EntryForms:
    """The three forms of one page, as one thing."""

    def __init__(self, data: Any = None, *, content: Content | None = None, version: int = 0, **options: Any):
        """From what was typed (`data`), or from a content to start with."""
        initial = _initial(content, version) if content is not None else None
        self.head = EntryForm(data, initial=initial, **options)
        facts = content["facts"] if content else None
        conditions = content["conditions"] if content else None
        self.facts = FactRows(data, initial=facts, prefix=FACTS)
        self.conditions = ConditionRows(data, initial=conditions, prefix=CONDITIONS)

    @property
    def all(self) -> tuple[Any, Any, Any]:
        return self.head, self.facts, self.conditions

    def is_valid(self, kept: Content) -> bool:
        """Checks every field and then the content as a whole; `kept` is what this page does not change."""
        readable = all(part.is_valid() for part in self.all)
        if not readable:
            return False
        self.content = self._content(kept)
        for problem in content_problems(self.content):
            place = problem.field.split(".")
            if place[0] in ("facts", "conditions"):
                rows = self._rows(self.facts if place[0] == "facts" else self.conditions)
                form = rows[int(place[1])]
                form.add_error(
                    problem.detail if problem.detail in form.fields else None, problem_in_words(problem)
                )
            else:
                self.head.add_problem(problem)
        return not self.head.errors and not any(any(part.errors) for part in (self.facts, self.conditions))

    def forget_errors(self) -> None:
        forget_errors(*self.all)

    def _content(self, kept: Content) -> Content:
        data = self.head.cleaned_data
        texts = {
            spoken: {name: data[f"{spoken}_{name}"].strip() for name in TEXT_FIELDS}
            for spoken in TEXT_LANGUAGES
        }
        return {
            "slug": data["slug"].strip() or slug_of(texts["nl"]["name"]),
            "use": data["use"],
            "status": data["status"],
            "ended_on": _iso(data["ended_on"]),
            "successors": sorted(data["successors"]),
            # In the order it had: a list that only moved is no change.
            "audience": list(
                dict.fromkeys(
                    [*(code for code in kept["audience"] if code in data["audience"]), *data["audience"]]
                )
            ),
            "needs": list(dict.fromkeys([data["need"], *data["more_needs"]])),
            "municipalities": sorted(data["gemeenten"]),
            "provider_name": data["provider_name"].strip(),
            "costs_kind": data["costs_kind"],
            "law": data["law"].strip(),
            "source": data["source"].strip(),
            "as_of": data["as_of"].strip(),
            "verified": data["verified"],
            "same_as": kept["same_as"],
            "texts": texts,
            "facts": [form.row() for form in self._rows(self.facts)],
            "conditions": [form.row() for form in self._rows(self.conditions)],
        }

    @staticmethod
    def _rows(formset: Any) -> list[Any]:
        return [
            form
            for form in formset.forms
            if form.cleaned_data and not form.cleaned_data.get("DELETE") and _is_filled(form)
        ]


def forget_errors(*parts: Any) -> None:
    """Show forms and formsets as typed, without judging them: somebody only asked for another row."""
    for part in parts:
        if isinstance(part, forms.BaseFormSet):
            rows: Any = part
            rows._errors = [ErrorDict() for _form in rows.forms]
            rows._non_form_errors = rows.error_class()
            forget_errors(*rows.forms)
        else:
            part._errors = ErrorDict()


def with_another_row(data: Any, prefix: str) -> Any:
    """What was typed, with one more empty row under `prefix`."""
    more = data.copy()
    try:
        count = int(more.get(f"{prefix}-TOTAL_FORMS", 0))
    except ValueError:
        count = 0
    more[f"{prefix}-TOTAL_FORMS"] = str(min(count, 60) + 1)
    return more


def _is_filled(form: Any) -> bool:
    return bool(form.cleaned_data.get("label_nl") or form.cleaned_data.get("text_nl"))


def _initial(content: Content, version: int) -> dict[str, Any]:
    texts = {
        f"{spoken}_{name}": content["texts"].get(spoken, {}).get(name, "")
        for spoken in TEXT_LANGUAGES
        for name in TEXT_FIELDS
    }
    return {
        **{
            name: content[name]
            for name in ("slug", "use", "status", "ended_on", "successors", "audience", "provider_name")
        },
        **{name: content[name] for name in ("costs_kind", "law", "source", "as_of", "verified")},
        **texts,
        "version": version,
        "need": content["needs"][0] if content["needs"] else "",
        "more_needs": content["needs"][1:],
        "gemeenten": content["municipalities"],
    }


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""


def field_label(path: str) -> str:
    """What the form calls a field of the content, like `texts.nl.name`; a field without a label keeps its name."""
    group, *rest = path.split(".")
    if group == "texts" and len(rest) == 2 and rest[1] in TEXT_LABELS:
        language, name = rest
        return str(_("%(text)s in %(language)s")) % {
            "text": TEXT_LABELS[name],
            "language": LANGUAGE_LABELS.get(language, language),
        }
    if path in _ROWS:
        return str(_ROWS[path])
    field = EntryForm.base_fields.get(_FIELD_OF.get(path, path))
    return str(field.label) if field else path


class EndForm(forms.Form):
    """When the help stopped and what came instead."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput)
    ended_on = DateField(label=_("Ended on"))
    successors = forms.MultipleChoiceField(label=_("What came instead"), required=False)
    reason = forms.CharField(label=_("Why?"), max_length=LONGEST_REASON)

    def __init__(self, *args: Any, successors: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successors"].choices = list(successors)  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Only the reason: for publishing and undoing."""

    use_required_attribute = False

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=_("Why?"), max_length=LONGEST_REASON)
