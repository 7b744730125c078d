# SPDX-License-Identifier: EUPL-1.2
"""Addresses that stand on every page: worked out once for each language, not once for each page."""

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

_LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)


def address(name: str, **kwargs: str) -> str:
    """As `reverse`, for a fixed page of the site in the present language."""
    return _address(get_script_prefix(), get_language(), name, tuple(sorted(kwargs.items())))


@lru_cache(maxsize=1000)
def _address(prefix: str, language: str | None, name: str, kwargs: tuple[tuple[str, str], ...]) -> str:
    return reverse(name, kwargs=dict(kwargs) or None)


def in_language(path: str, code: str) -> str:
    """The same page in another language: every page stands under its language. Others stay what they are."""
    prefix = get_script_prefix()
    if path.startswith(prefix):
        first, slash, rest = path[len(prefix) :].partition("/")
        if slash and first in _LANGUAGES:
            return f"{prefix}{code}/{rest}"
    return path
