# SPDX-License-Identifier: EUPL-1.2
"""Pages made of several modules."""

from .counts import counts
from .errors import not_found, nothing_here, refused, server_error
from .home import home, to_language
from .start import start
from .texts import about, accessibility, open_source, privacy

__all__ = [
    "about",
    "accessibility",
    "counts",
    "home",
    "not_found",
    "nothing_here",
    "open_source",
    "privacy",
    "refused",
    "server_error",
    "start",
    "to_language",
]
