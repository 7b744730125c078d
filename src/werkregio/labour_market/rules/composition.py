# SPDX-License-Identifier: EUPL-1.2
"""Of which municipalities of a day an area consists, by the division of the same or of another day.

A municipality that merged is followed through its mergers. One that was split over several others cannot be
added to any of them: then there is no composition, and the reason says which split stands in the way.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .areas import FIRST_DAY, GEMEENTE, LAND, Area, Book, Change
from .reasons import Reason


@dataclass(frozen=True, slots=True)
class Composition:
    """The codes whose figures together are those of an area; or why there are none.

    `division` is the day whose division was followed, `remarks` say what a reader has to know about it.
    """

    area: Area
    on: date
    division: date
    parts: tuple[str, ...] = ()
    remarks: tuple[Reason, ...] = ()
    refusal: Reason | None = None


def compose(book: Book, area: Area, on: date, division: date | None = None) -> Composition:
    """The municipalities that existed on the day `on`, for the area as it was on the day `division`.

    Without `division` the area is taken as it was on the day itself; a municipality that came about later
    through mergers is then put together from those before it, and that is said.
    """
    followed = division or on
    remarks: list[Reason] = []
    if area.kind == GEMEENTE and not area.exists_on(followed):
        if followed < area.valid_from and division is None:
            followed = area.valid_from
        else:
            return _refused(area, on, followed, _not_there(book, area, followed))
    if area.kind != GEMEENTE and min(on, followed) < FIRST_DAY:
        return _refused(area, on, followed, Reason.of("division-unknown", year=FIRST_DAY.year))
    members = book.members(area.code, followed)
    if not members:
        return _refused(area, on, followed, Reason.of("no-members", area=area.naam, day=followed))
    moved = _carried(book, set(members), followed, on)
    if isinstance(moved, Reason):
        return _refused(area, on, followed, moved)
    parts = tuple(sorted(moved))
    if area.kind == GEMEENTE and parts != (area.code,):
        names = ", ".join(f"{book.name(code)} ({code})" for code in parts)
        remarks.append(Reason.of("put-together", area=area.naam, day=followed, parts=names))
    elif area.kind not in (GEMEENTE, LAND):
        remarks += _moved_remarks(book, area, on, followed)
    return Composition(area, on, followed, parts, tuple(remarks))


def _refused(area: Area, on: date, followed: date, why: Reason) -> Composition:
    return Composition(area, on, followed, refusal=why)


def _not_there(book: Book, area: Area, day: date) -> Reason:
    if day < area.valid_from:
        return Reason.of("not-yet", area=area.naam, day=area.valid_from)
    for change in book.changes:
        if area.code in change.gone:
            into = ", ".join(f"{book.name(code)} ({code})" for code in change.into)
            code = "was-split" if change.is_split else "went-into"
            return Reason.of(code, area=area.naam, day=change.day, into=into)
    return Reason.of("no-more", area=area.naam, day=area.valid_to or "")


def _carried(book: Book, codes: set[str], start: date, end: date) -> set[str] | Reason:
    """The same ground in the municipalities of another day, or why that cannot be said."""
    between = [change for change in book.changes if min(start, end) < change.day <= max(start, end)]
    if end >= start:
        for day in sorted({change.day for change in between}):
            outcome = _forward(book, codes, [change for change in between if change.day == day])
            if isinstance(outcome, Reason):
                return outcome
            codes = outcome
        return codes
    for day in sorted({change.day for change in between}, reverse=True):
        outcome = _backward(book, codes, [change for change in between if change.day == day])
        if isinstance(outcome, Reason):
            return outcome
        codes = outcome
    return codes


def _clusters(changes: Iterable[Change]) -> list[list[Change]]:
    """Changes of one day that share a municipality belong together: Winsum went to two new ones at once."""
    clusters: list[list[Change]] = []
    for change in changes:
        touching = [
            cluster
            for cluster in clusters
            if any(set(change.gone + change.into) & set(other.gone + other.into) for other in cluster)
        ]
        clusters = [cluster for cluster in clusters if cluster not in touching]
        clusters.append([change, *(other for cluster in touching for other in cluster)])
    return clusters


def _sides(book: Book, cluster: list[Change]) -> tuple[set[str], set[str]]:
    """The municipalities on the same ground just before and just after the day."""
    gone = {code for change in cluster for code in change.gone}
    into = {code for change in cluster for code in change.into}
    stayed = {code for code in into if book.areas[code].valid_from < cluster[0].day}
    return gone | stayed, into


def _forward(book: Book, codes: set[str], changes: list[Change]) -> set[str] | Reason:
    for cluster in _clusters(changes):
        before, after = _sides(book, cluster)
        if not codes & before:
            continue
        if before <= codes:
            codes = (codes - before) | after
            continue
        for change in cluster:
            if not change.is_split and _whole(book, change) <= codes and len(_into(cluster, change)) == 1:
                codes = (codes - set(change.gone)) | set(change.into)
            elif codes & _whole(book, change):
                return _stuck(book, change)
    return codes


def _backward(book: Book, codes: set[str], changes: list[Change]) -> set[str] | Reason:
    for cluster in _clusters(changes):
        before, after = _sides(book, cluster)
        if not codes & after:
            continue
        if after <= codes:
            codes = (codes - after) | before
            continue
        touched = set(codes)
        for change in cluster:
            if not touched & set(change.into):
                continue
            if not set(change.into) <= touched:
                return _stuck(book, change)
            began = {code for code in change.into if book.areas[code].valid_from >= change.day}
            codes = (codes - began) | set(change.gone)
    return codes


def _whole(book: Book, change: Change) -> set[str]:
    stayed = {code for code in change.into if book.areas[code].valid_from < change.day}
    return set(change.gone) | stayed


def _into(cluster: list[Change], change: Change) -> list[Change]:
    """The changes of the day that end in the same municipality."""
    return [other for other in cluster if set(other.into) & set(change.into)]


def _stuck(book: Book, change: Change) -> Reason:
    gone = ", ".join(book.name(code) for code in change.gone)
    into = ", ".join(book.name(code) for code in change.into)
    if change.is_split:
        return Reason.of("split-cannot-be-added", gone=gone, day=change.day, into=into)
    return Reason.of("merged-across-border", gone=gone, day=change.day, into=into)


def _moved_remarks(book: Book, area: Area, on: date, followed: date) -> list[Reason]:
    """Which municipalities lie elsewhere in the newest division, or that another division was asked for."""
    if followed != on:
        return [Reason.of("other-division", area=area.naam, day=followed)]
    last = max((one.valid_from for one in book.memberships if one.area == area.code), default=on)
    now = set(book.members(area.code, max(last, on)))
    then = set(book.members(area.code, on))
    came = sorted(
        code for code in now - then if book.areas[code].exists_on(on) and book.area_of(code, area.kind, on)
    )
    left = sorted(code for code in then - now if book.areas[code].valid_to is None)
    remarks = []
    if came:
        remarks.append(Reason.of("without-later", names=", ".join(map(book.name, came))))
    if left:
        remarks.append(Reason.of("with-earlier", names=", ".join(map(book.name, left))))
    return remarks
