# SPDX-License-Identifier: EUPL-1.2
"""What a table of figures is: its dimensions, codes, topics, and the text in which that is kept."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

AREA, TIME, OTHER = "area", "time", "other"
# Columns of the store that are no dimension and no topic.
ROW, STATUS = "_row", "_status_"
ROW_OF = "_row_"
TEXT, WHOLE, NUMBER = "text", "whole", "number"


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a dimension. `status` is that of a period: Voorlopig or Definitief, where it is told."""

    title: str
    group: str = ""
    description: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A heading over codes or topics; `parent` is the key of the heading above it."""

    title: str
    parent: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Dimension:
    """An axis of a table. `kind` is area, time or other; keys of `codes` have no padding."""

    name: str
    title: str
    kind: str = OTHER
    description: str = ""
    codes: Mapping[str, Code] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Topic:
    """A column with values. `path` are the headings above it, outermost first."""

    key: str
    title: str
    unit: str = ""
    decimals: int = 0
    datatype: str = NUMBER
    description: str = ""
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Description:
    """Everything about a table but its values."""

    table_id: str
    title: str
    format: str
    period_of_reference: str = ""
    summary: str = ""
    publisher: str = ""
    licence: str = ""
    language: str = "nl"
    # When the publisher changed the table last, as the publisher wrote it.
    modified: str = ""
    status: str = ""
    frequency: str = ""
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)
    # Whether the publisher's values were there; a table may be loaded as metadata alone.
    has_observations: bool = True
    # How many rows the publisher says there are, where it is told.
    rows_stated: int | None = None


def group_path(groups: Mapping[str, Group], key: str | None) -> tuple[str, ...]:
    """The titles from the outermost heading to this one; a circle in a bad file ends the walk."""
    path: list[str] = []
    seen: set[str] = set()
    while key and key in groups and key not in seen:
        seen.add(key)
        path.append(groups[key].title)
        key = groups[key].parent
    return tuple(reversed(path))


def dumps(description: Description) -> bytes:
    """The description as canonical JSON: the same table gives the same bytes."""
    plain = asdict(description)
    # Order of dimensions, codes and topics means something; so lists of pairs, and sorted keys elsewhere.
    plain["dimensions"] = [
        {
            **dimension,
            "codes": [[key, list(code.values())] for key, code in dimension["codes"].items()],
            "groups": [[key, list(group.values())] for key, group in dimension["groups"].items()],
        }
        for dimension in plain["dimensions"].values()
    ]
    plain["topics"] = list(plain["topics"].values())
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def loads(data: bytes) -> Description:
    """What `dumps` was given."""
    plain: dict[str, Any] = json.loads(data)
    dimensions = {
        each["name"]: Dimension(
            **{
                **each,
                "codes": {key: Code(*values) for key, values in each["codes"]},
                "groups": {key: Group(*values) for key, values in each["groups"]},
            }
        )
        for each in plain.pop("dimensions")
    }
    topics = {each["key"]: Topic(**{**each, "path": tuple(each["path"])}) for each in plain.pop("topics")}
    return Description(**plain, dimensions=dimensions, topics=topics)
