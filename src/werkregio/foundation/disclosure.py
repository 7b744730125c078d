# SPDX-License-Identifier: EUPL-1.2
"""Small numbers are not published: a count of 0 may be shown, 1 up to the limit may not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

DEFAULT_LIMIT = 10
# The one sign for a count that is not shown, on pages and in files.
SIGN = "–"
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Published:
    """A count as it may be shown. `value` is None when it is suppressed."""

    value: int | None

    @property
    def suppressed(self) -> bool:
        return self.value is None

    @property
    def in_file(self) -> int | str:
        """The cell of a table that is taken along: empty would read as nothing counted."""
        return SIGN if self.value is None else self.value


def publish(count: int, *, limit: int = DEFAULT_LIMIT) -> Published:
    """One count on its own."""
    if count < 0:
        raise ValueError("A count cannot be negative.")
    return Published(None if 0 < count < limit else count)


def publish_row(
    counts: Mapping[Key, int], *, limit: int = DEFAULT_LIMIT, total_shown: bool = True
) -> dict[Key, Published]:
    """Counts that stand beside their total.

    When exactly one count is suppressed it could be found by subtraction, so the smallest of the
    others that is above 0 is suppressed too (second cell).
    """
    shown = {key: publish(count, limit=limit) for key, count in counts.items()}
    hidden = [key for key, item in shown.items() if item.suppressed]
    if total_shown and len(hidden) == 1:
        others: Sequence[Key] = [key for key in counts if key not in hidden and counts[key] > 0]
        if others:
            shown[min(others, key=lambda key: (counts[key], str(key)))] = Published(None)
    return shown
