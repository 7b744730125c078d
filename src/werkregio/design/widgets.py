# SPDX-License-Identifier: EUPL-1.2
"""The parts of a form that come in dozens, options and boxes, written without a template for each of them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

BOX_CLASSES = {
    "checkbox": "utrecht-checkbox utrecht-checkbox--html-input",
    "radio": "utrecht-radio-button utrecht-radio-button--html-input",
}
Group = tuple[str | None, list[dict[str, Any]], int]


def attributes(attrs: Mapping[str, Any]) -> SafeString:
    """All attributes of a widget but its class, which the design sets."""
    return flatatt({name: value for name, value in attrs.items() if name != "class" and value is not False})


def options(groups: Iterable[Group]) -> SafeString:
    """The options of a select."""
    parts = []
    for name, choices, _index in groups:
        found = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((choice["value"], attributes(choice["attrs"]), choice["label"]) for choice in choices),
        )
        parts.append(format_html('<optgroup label="{}">{}</optgroup>', name, found) if name else found)
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped above


def boxes(groups: Iterable[Group]) -> SafeString:
    """Radio buttons or tick boxes, each in its label."""
    parts = []
    for name, choices, _index in groups:
        if name:
            parts.append(format_html('<p class="wr-choices__group">{}</p>', name))
        parts += [_box(choice) for choice in choices]
    return mark_safe("".join(parts))  # noqa: S308 - every part was escaped above


def _box(choice: dict[str, Any]) -> SafeString:
    attrs, value = choice["attrs"], choice["value"]
    own = f" {attrs['class']}" if attrs.get("class") else ""
    field = format_html(
        '<input type="{}" name="{}" class="{}{}"{}{}>',
        choice["type"],
        choice["name"],
        BOX_CLASSES[choice["type"]],
        own,
        format_html(' value="{}"', value) if value is not None else "",
        attributes(attrs),
    )
    if not choice.get("wrap_label"):
        return field
    target = format_html(' for="{}"', attrs["id"]) if attrs.get("id") else ""
    return format_html('<label class="wr-check"{}>{} <span>{}</span></label>', target, field, choice["label"])
