# SPDX-License-Identifier: EUPL-1.2
"""The state of a conversation that is not stored: signed, compressed, good for two hours.

It travels in one hidden field from page to page (ruling A7). It is signed, not secret: it holds only
what the person typed and reads on the same page.
"""

from collections.abc import Mapping
from typing import Any

from django.core import signing

_SALT = "werkregio.werkcentrum.stand"
MAX_AGE = 2 * 3600


class StandError(Exception):
    """The field was changed, is broken or is too old."""


def pack(state: Mapping[str, Any]) -> str:
    """The state as one short text for a hidden field. Any JSON values."""
    return signing.dumps(dict(state), salt=_SALT, compress=True)


def unpack(packed: str, max_age: int = MAX_AGE) -> dict[str, Any]:
    """What `pack` was given; raises `StandError` when it is changed, broken or older than `max_age` seconds."""
    try:
        state = signing.loads(packed, salt=_SALT, max_age=max_age)
    except (signing.BadSignature, ValueError, UnicodeError) as error:
        raise StandError("This page was open too long, or it was changed.") from error
    if not isinstance(state, dict):
        raise StandError("This is no state of a page.")
    return state
