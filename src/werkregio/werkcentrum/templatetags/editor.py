# SPDX-License-Identifier: EUPL-1.2
"""Filters of the pages of the editor."""

from django import template

from ..forms.editor import field_label

register = template.Library()
register.filter("field_label", field_label)


@register.filter
def field_labels(paths: list[str]) -> list[str]:
    """The words of the form for several fields."""
    return [field_label(path) for path in paths]
