# SPDX-License-Identifier: EUPL-1.2
"""Readable addresses of entries: lower case, plain letters, words joined by dashes."""

import re

from werkregio.text.normal import fold

LONGEST = 80
# Words that the addresses of the directory use for something else.
RESERVED = frozenset({"csv", "nieuw", "redactie", "woorden", "lijst"})
_READABLE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug_of(name: str) -> str:
    """An address from a name; empty when nothing readable is left."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(name.casefold())).strip("-")
    return plain[:LONGEST].rstrip("-")


def is_readable(slug: str) -> bool:
    return bool(_READABLE.fullmatch(slug)) and len(slug) <= LONGEST and slug not in RESERVED
