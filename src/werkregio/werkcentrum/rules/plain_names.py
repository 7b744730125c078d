# SPDX-License-Identifier: EUPL-1.2
"""Who offers help and where it was read, as the public reads it: without the notes of who wrote it down."""

import re

# A remark between brackets says something about a contract or a product, and is no part of a name.
_REMARK = re.compile(r"\s*\([^()]*\)")
# "the old name, now the new one": only the new one is there to go to.
_NOW = re.compile(r"^.*,\s*nu\s+")
# Words by which writers named their own papers: nobody can look those up.
_OWN_PAPERS = frozenset({"dossier", "eigen tekst", "own text"})


def provider_shown(text: str) -> str:
    """The name of who offers it, with a capital; empty when nothing of a name is left."""
    name = _NOW.sub("", _REMARK.sub("", text)).strip(" ,;")
    return name[:1].upper() + name[1:]


def source_shown(text: str) -> str:
    """A source that a reader can find: an address or a title; empty for papers of our own."""
    source = text.strip()
    return "" if source.casefold() in _OWN_PAPERS else source
