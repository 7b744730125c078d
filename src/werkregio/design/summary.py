# SPDX-License-Identifier: EUPL-1.2
"""What the error summary of a page lists."""

from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm, BaseFormSet, BoundField


def _target(field: BoundField) -> str:
    """The id of the control that a link goes to: of a group, its first choice."""
    if field.is_hidden or not field.auto_id:
        return ""
    return str(field.id_for_label or (f"{field.auto_id}_0" if field.use_fieldset else field.auto_id))


def summary_entries(form: Any) -> Iterator[dict[str, str]]:
    """Each error of a form or formset, in the order of the page. Anything else has none."""
    if isinstance(form, BaseFormSet):
        if form.is_bound:
            yield from ({"text": str(text), "target": ""} for text in form.non_form_errors())
            for each in form.forms:
                yield from summary_entries(each)
        return
    if not isinstance(form, BaseForm) or not form.errors:
        return
    yield from ({"text": str(text), "target": ""} for text in form.non_field_errors())
    for field in form:
        for error, text in zip(field.errors.as_data(), field.errors, strict=True):
            # "This field is required." says nothing in a list: it gets the name of the field.
            label = str(field.label or "").rstrip(" .:?")
            named = f"{label}: {text}" if error.code == "required" and label else text
            yield {"text": str(named), "target": _target(field)}
