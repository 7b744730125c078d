# SPDX-License-Identifier: EUPL-1.2
"""Which services, organisations and places of a region HSDS shows: public and current, found by its filters.

A service is an entry of the directory with one partner that offers it; an entry that nobody offers here
is a service without an organisation.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from werkregio.connectors.hsds.ids import own_id
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.text.normal import fold

from ..models import Aanbod, Feit, Instrument, InstrumentBehoefte, Loket
from ..terms import InstrumentStatus, Kosten
from .directory import listed, with_name
from .hsds_terms import COSTS, FIGURE, GROUP, NEED, TermKey, taxonomy_code, terms_by_id

COUNTER_KIND = "werkcentrum"


@dataclass(frozen=True, slots=True)
class ServiceKey:
    """One service, before anything of it is read."""

    id: str
    instrument: int
    offer: int | None
    partij: int | None
    name: str
    modified: datetime
    # Ids of the places where it is given.
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """What a harvester asks for. Empty is everything."""

    term_id: str = ""
    taxonomy_id: str = ""
    organisation_id: str = ""
    modified_after: datetime | None = None
    # Keys of entries that the words were found in, the best first.
    found: Sequence[int] | None = None


def service_id(regio: Arbeidsmarktregio, instrument: str, partij: str) -> str:
    return own_id("service", regio.code, instrument, partij)


def organisation_id(regio: Arbeidsmarktregio, partij: str) -> str:
    return own_id("organization", regio.code, partij)


def counter_place_id(regio: Arbeidsmarktregio, loket: int) -> str:
    return own_id("location", regio.code, "loket", loket)


def offer_place_id(service: str) -> str:
    return own_id(service, "location")


def at_place_id(service: str, place: str) -> str:
    return own_id(service, "at", place)


def service_keys(regio: Arbeidsmarktregio, wanted: Filter | None = None) -> list[ServiceKey]:
    """The services that fit, by name; those found by words in the order of the search.

    What ended is in no list, except for somebody who asks what changed: he has to learn that it ended.
    """
    wanted = wanted or Filter()
    entries = listed(regio)
    if wanted.modified_after is None:
        entries = entries.exclude(status=InstrumentStatus.ENDED)
    if wanted.term_id:
        entries = _with_term(entries, terms_by_id().get(wanted.term_id.lower()))
    if wanted.taxonomy_id:
        entries = _with_taxonomy(entries, taxonomy_code(wanted.taxonomy_id))
    rows = list(
        with_name(entries, "nl").values_list(  # type: ignore[misc]
            "pk", "code", "shown_name", "changed_at", "audience", "costs_kind"
        )
    )
    group = terms_by_id().get(wanted.term_id.lower()) if wanted.term_id else None
    if group and group.taxonomy == GROUP:
        # A list inside a JSON column is searched differently on each database: the rows are few.
        rows = [row for row in rows if group.code in row[4]]
    keys = _keys(regio, [row[:4] for row in rows])
    if wanted.organisation_id:
        asked = wanted.organisation_id.lower()
        known = {organisation_id(regio, code): pk for pk, code in _providers(regio)}
        keys = [key for key in keys if key.partij is not None and key.partij == known.get(asked)]
    if wanted.modified_after is not None:
        keys = [key for key in keys if key.modified >= wanted.modified_after]
    if wanted.found is None:
        return sorted(keys, key=lambda key: (fold(key.name.casefold()), key.id))
    rank = {pk: place for place, pk in enumerate(wanted.found)}
    return sorted(
        (key for key in keys if key.instrument in rank), key=lambda key: (rank[key.instrument], key.id)
    )


def all_keys(regio: Arbeidsmarktregio) -> dict[str, ServiceKey]:
    """Every service that has an address here, also one that ended."""
    rows = with_name(listed(regio), "nl").values_list(  # type: ignore[misc]
        "pk", "code", "shown_name", "changed_at"
    )
    return {key.id: key for key in _keys(regio, list(rows))}


def _keys(
    regio: Arbeidsmarktregio, entries: Iterable[tuple[int, str, str | None, datetime]]
) -> list[ServiceKey]:
    offers: dict[int, list[tuple[int, int, str, datetime, tuple[str, ...]]]] = {}
    for row in _offers(regio):
        offers.setdefault(row[0], []).append(row[1:])
    found = []
    for pk, code, name, changed in entries:
        if not name:
            continue
        for offer, partij, partij_code, offer_changed, places in offers.get(pk, ()):
            key = service_id(regio, code, partij_code)
            own = tuple(offer_place_id(key) if place == "" else place for place in places)
            found.append(ServiceKey(key, pk, offer, partij, name, max(changed, offer_changed), own))
        if pk not in offers:
            found.append(ServiceKey(service_id(regio, code, ""), pk, None, None, name, changed, ()))
    return found


def _offers(
    regio: Arbeidsmarktregio,
) -> list[tuple[int, int, int, str, datetime, tuple[str, ...]]]:
    """Open offers with their places; the empty place is the one of the offer itself."""
    counters = list(Loket.objects.filter(regio=regio).order_by("pk").values_list("pk", "gemeente_id"))
    areas: dict[int, set[int]] = {}
    for offer, gemeente in Aanbod.gemeenten.through.objects.filter(
        aanbod__regio=regio, aanbod__partij__soort=COUNTER_KIND
    ).values_list("aanbod_id", "gemeente_id"):
        areas.setdefault(offer, set()).add(gemeente)
    found = []
    rows = Aanbod.objects.filter(regio=regio, active=True).values_list(
        "instrument_id",
        "pk",
        "partij_id",
        "partij__code",
        "changed_at",
        "partij__soort",
        "route_person",
        "route_person_link",
        "opening_hours",
        "accessibility",
    )
    for instrument, pk, partij, code, changed, kind, *reach in rows.order_by("partij__naam", "pk"):
        places = [""] if any(reach) else []
        if kind == COUNTER_KIND:
            here = areas.get(pk)
            places += [
                counter_place_id(regio, loket)
                for loket, gemeente in counters
                if here is None or gemeente in here
            ]
        found.append((instrument, pk, partij, code, changed, tuple(places)))
    return found


def _providers(regio: Arbeidsmarktregio) -> QuerySet[Aanbod, tuple[int, str]]:
    return (
        Aanbod.objects.filter(regio=regio, active=True)
        .order_by()
        .values_list("partij_id", "partij__code")
        .distinct()
    )


def _with_term(entries: QuerySet[Instrument], key: TermKey | None) -> QuerySet[Instrument]:
    if key is None:
        return entries.none()
    if key.taxonomy == NEED:
        return entries.filter(
            Exists(InstrumentBehoefte.objects.filter(instrument=OuterRef("pk"), need=key.code))
        )
    if key.taxonomy == COSTS:
        return entries.filter(costs_kind=key.code)
    if key.taxonomy == FIGURE:
        return entries.filter(Exists(_figures().filter(unit=key.code)))
    return entries


def _with_taxonomy(entries: QuerySet[Instrument], code: str | None) -> QuerySet[Instrument]:
    if code is None:
        return entries.none()
    if code == NEED:
        return entries.filter(Exists(InstrumentBehoefte.objects.filter(instrument=OuterRef("pk"))))
    if code == COSTS:
        return entries.exclude(costs_kind=Kosten.UNKNOWN)
    if code == FIGURE:
        return entries.filter(Exists(_figures()))
    return entries.exclude(audience=[])


def _figures() -> QuerySet[Feit]:
    return Feit.objects.filter(
        Q(instrument=OuterRef("pk")) | Q(aanbod__instrument=OuterRef("pk"), aanbod__active=True)
    )
