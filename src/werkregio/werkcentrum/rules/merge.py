# SPDX-License-Identifier: EUPL-1.2
"""Two people changed one entry: what goes together, and where they disagree.

Undoing an older version is the same thing: its base is the content after it, `mine` the content before it.
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

Path = tuple[str, ...]


def merge(
    base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """The content with both changes, and the fields that both changed differently (there `mine` stands)."""
    merged: dict[str, Any] = deepcopy(dict(theirs))
    conflicts = []
    for path in _paths(base, mine):
        before, own, other = _at(base, path), _at(mine, path), _at(theirs, path)
        if own in (before, other):
            continue
        if other != before:
            conflicts.append(".".join(path))
        _put(merged, path, deepcopy(own))
    return merged, conflicts


def _paths(*contents: Mapping[str, Any]) -> Iterator[Path]:
    """Every field: texts one by one, lists of facts and conditions as a whole."""
    found: dict[Path, None] = {}
    for content in contents:
        for key, value in content.items():
            if isinstance(value, Mapping):
                found.update(dict.fromkeys((key, *rest) for rest in _paths(value)))
            else:
                found[(key,)] = None
    yield from found


def _at(content: Mapping[str, Any], path: Path) -> Any:
    value: Any = content
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _put(content: dict[str, Any], path: Path, value: Any) -> None:
    target = content
    for key in path[:-1]:
        target = target.setdefault(key, {})
    target[path[-1]] = value
