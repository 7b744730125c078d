# SPDX-License-Identifier: EUPL-1.2
"""How things on different floors hang together without knowing each other (ruling A4).

A link is a row with kind and id as text, written by the upper floor. Each module registers in its `apps.py` how a
kind is named and where its page is; so a lower floor can show what hangs on its things.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from .models import Schakel

# From -> to, as a sentence: "the signal comes from the report", "the action follows from the ambition".
RELATIONS = {
    "comes_from": "comes from",
    "follows_from": "follows from",
    "decided_by": "is decided by",
    "financed_by": "is financed by",
    "measured_by": "is measured by",
    "supports": "supports",
    "answers": "answers",
    "adopts": "adopts",
    "uses": "uses",
}


@dataclass(frozen=True, slots=True)
class Face:
    """How a thing shows now: its label and its address; None where it has no page for this reader."""

    label: str
    url: str | None


# Gives the faces of many things of one kind at once: {id: Face}. Unknown ids are left out.
FaceFinder = Callable[[Iterable[str]], dict[str, Face]]
_kinds: dict[str, FaceFinder] = {}


@dataclass(frozen=True, slots=True)
class Link:
    """One link seen from a thing: what the other end is."""

    relation: str
    outward: bool
    kind: str
    id: str
    label: str
    url: str | None


def register_kind(kind: str, finder: FaceFinder) -> None:
    """Say how things of a kind show; done in `apps.py` of the module that owns them."""
    _kinds[kind] = finder


def join(
    start: tuple[str, str, str],
    relation: str,
    end: tuple[str, str, str],
    *,
    region: str,
    by: str,
    at: datetime,
) -> Schakel:
    """Link two things, each given as (kind, id, label). Twice the same link is one link."""
    if relation not in RELATIONS:
        raise ValueError(f"Unknown relation {relation}.")
    made, _new = Schakel.objects.get_or_create(
        from_kind=start[0],
        from_id=str(start[1]),
        relation=relation,
        to_kind=end[0],
        to_id=str(end[1]),
        defaults={
            "region": region,
            "label_from": start[2][:200],
            "label_to": end[2][:200],
            "by": by,
            "at": at,
        },
    )
    return made


def links_of(kind: str, id: object, *, region: str) -> list[Link]:
    """All links of a thing in both directions, oldest first, with the labels of today where they are known."""
    here = str(id)
    rows = list(
        Schakel.objects.filter(
            Q(from_kind=kind, from_id=here) | Q(to_kind=kind, to_id=here), region=region
        ).order_by("at", "pk")
    )
    ends = []
    for row in rows:
        outward = row.from_kind == kind and row.from_id == here
        other = (
            (row.to_kind, row.to_id, row.label_to)
            if outward
            else (row.from_kind, row.from_id, row.label_from)
        )
        ends.append((row.relation, outward, *other))
    faces = {
        found: _kinds[found]({id_ for _r, _o, one, id_, _l in ends if one == found})
        for found in {end[2] for end in ends}
        if found in _kinds
    }
    links = []
    for relation, outward, other_kind, other_id, label in ends:
        face = faces.get(other_kind, {}).get(other_id)
        links.append(
            Link(
                relation,
                outward,
                other_kind,
                other_id,
                face.label if face else label,
                face.url if face else None,
            )
        )
    return links


def is_linked(kind: str, id: object) -> bool:
    """Whether anything hangs on a thing: then it is not deleted."""
    here = str(id)
    return Schakel.objects.filter(Q(from_kind=kind, from_id=here) | Q(to_kind=kind, to_id=here)).exists()
