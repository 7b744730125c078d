# SPDX-License-Identifier: EUPL-1.2
"""A day as people write it, from the text of a copy of data."""

from datetime import date

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter
def as_day(text: str) -> str:
    """`2026-11-24T10:00:00+01:00` as 24 november 2026, in the language of the page."""
    try:
        return date_format(date.fromisoformat(str(text)[:10]), "j F Y")
    except ValueError:
        return str(text)
