# SPDX-License-Identifier: EUPL-1.2
"""Entries, offers, organisations and counters in the words of HSDS; in Dutch B1, as the pages have them.

Only what everyone may read: no address or number that referrals go to, no route for professionals.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from django.db.models import Prefetch
from django.utils import translation

from werkregio.connectors.hsds.writing import Attribute, Cost, Opening, Organisation, Place, Service
from werkregio.regio.models import Arbeidsmarktregio, Gemeente, Partij
from werkregio.regio.queries import gemeenten_of

from ..models import Aanbod, Feit, Instrument, Loket
from ..rules import facts
from ..terms import InstrumentStatus
from .capacity import public_waiting
from .directory_facts import value_in_words
from .hsds import COUNTER_KIND, ServiceKey, at_place_id, counter_place_id, offer_place_id, organisation_id
from .hsds_terms import COSTS, FIGURE, GROUP, NEED, TermKey, terms
from .languages import LANGUAGE_NAMES, best_text

_DAYS = {"ma": "MO", "di": "TU", "wo": "WE", "do": "TH", "vr": "FR", "za": "SA", "zo": "SU"}
_ADDRESS = re.compile(r"(?P<street>[^,]+),\s*(?P<postcode>\d{4}\s?[A-Z]{2})\s+(?P<city>[^,]+)")
_AGE = re.compile(r"leeftijd\s*(<=|<|>=|>)\s*(\d{1,3})")
# Figures that somebody pays; all other amounts are what somebody may get.
_COST_KEYS = ("prijs", "kosten", "eigen-bijdrage", "tarief", "leges")
_INVENTED = "Voorbeeld: dit is verzonnen."


@dataclass(frozen=True, slots=True)
class Region:
    """What every service of a region needs, read once."""

    regio: Arbeidsmarktregio
    site: str
    on: date
    places: Mapping[str, Place]
    gemeenten: Sequence[Gemeente]


def region(regio: Arbeidsmarktregio, site: str, on: date) -> Region:
    rows = (
        Loket.objects.filter(regio=regio).select_related("gemeente").order_by("gemeente__naam", "naam", "pk")
    )
    places = {(key := counter_place_id(regio, row.pk)): _counter(key, row) for row in rows}
    return Region(regio, site, on, places, list(gemeenten_of(regio, on=on)))


def services(here: Region, keys: Sequence[ServiceKey]) -> list[Service]:
    """Services with everything in them, in a fixed number of queries."""
    successors = Instrument.objects.exclude(status=InstrumentStatus.CONCEPT).prefetch_related(
        Prefetch("teksten", to_attr="all_texts")
    )
    entries = {
        row.pk: row
        for row in Instrument.objects.filter(pk__in={key.instrument for key in keys}).prefetch_related(
            Prefetch("teksten", to_attr="all_texts"),
            "behoeften",
            "feiten",
            "voorwaarden",
            "gemeenten",
            Prefetch("successors", queryset=successors),
        )
    }
    offers = {
        row.pk: row
        for row in Aanbod.objects.filter(pk__in={key.offer for key in keys if key.offer})
        .select_related("partij__gemeente")
        .prefetch_related("gemeenten", "feiten")
    }
    with translation.override("nl"):
        waits = public_waiting(list(offers), today=here.on, limit=here.regio.publishing_limit)
    return [
        _service(here, key, entries[key.instrument], offers.get(key.offer or 0), waits)
        for key in keys
        if key.instrument in entries
    ]


def organisations(here: Region, keys: Iterable[int]) -> list[Organisation]:
    rows = Partij.objects.filter(regio=here.regio, pk__in=set(keys)).select_related("gemeente")
    return [organisation(here, row) for row in rows.order_by("naam", "pk")]


def organisation_ids(here: Region, keys: Iterable[ServiceKey]) -> dict[int, str]:
    """The id in HSDS of each organisation of these services."""
    rows = Partij.objects.filter(pk__in={key.partij for key in keys if key.partij}).values_list("pk", "code")
    return {pk: organisation_id(here.regio, code) for pk, code in rows}


def statuses(keys: Sequence[ServiceKey], on: date) -> dict[str, str]:
    """Only whether services are given now."""
    entries = Instrument.objects.in_bulk({key.instrument for key in keys})
    offers = Aanbod.objects.in_bulk({key.offer for key in keys if key.offer})
    return {
        key.id: _status(entries[key.instrument], offers.get(key.offer or 0), on)
        for key in keys
        if key.instrument in entries
    }


def organisation(here: Region, row: Partij) -> Organisation:
    kind = row.get_soort_display()
    is_counter = row.soort == COUNTER_KIND
    return Organisation(
        id=organisation_id(here.regio, row.code),
        name=row.naam,
        description=row.rol or f"{kind}, arbeidsmarktregio {here.regio.naam}",
        legal_status=str(kind),
        # The address and number of another organisation serve to know who answers: they are not published.
        email=here.regio.email if is_counter else "",
        phone=here.regio.phone if is_counter else "",
        places=tuple(here.places.values()) if is_counter else (),
    )


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _service(
    here: Region, key: ServiceKey, entry: Instrument, offer: Aanbod | None, waits: Mapping[int, str]
) -> Service:
    spoken = {text.language: text for text in entry.all_texts}  # type: ignore[attr-defined]
    text = best_text(entry.all_texts, "nl")  # type: ignore[attr-defined]
    if text is None:
        return Service(key.id, key.name, "inactive", last_modified=moment(key.modified))
    english = spoken.get("en")
    figures = [*entry.feiten.all(), *(offer.feiten.all() if offer else ())]
    current = [row for row in figures if not facts.has_expired(row.valid_to, here.on)]
    least, most = _ages(entry)
    languages = _languages(offer.languages if offer else ())
    return Service(
        id=key.id,
        name=text.name,
        alternate_name=english.name if english and english.name != text.name else "",
        description="\n\n".join(part for part in (text.summary, text.what, text.duration) if part),
        url=f"{here.site}/nl/hulp/{entry.slug}/",
        status=_status(entry, offer, here.on),
        interpretation_services=", ".join(name for _code, name in languages),
        application_process=" ".join(
            part for part in (text.next_step, offer.route_person if offer else "") if part
        ),
        # Measured, and only over enough people: else nothing is said.
        wait_time=waits.get(offer.pk, "") if offer else "",
        fees_description=text.costs,
        eligibility_description=_eligibility(entry, text.for_whom, text.who_decides),
        minimum_age=least,
        maximum_age=most,
        assured_date=offer.last_confirmed_on.isoformat() if offer and offer.last_confirmed_on else "",
        alert=_alert(entry, offer, here.on),
        last_modified=moment(key.modified),
        organisation=organisation(here, offer.partij) if offer else None,
        places=[
            (at_place_id(key.id, place.id), place)
            for place_id in key.places
            if (place := here.places.get(place_id) or _own_place(key, offer, languages)) is not None
        ],
        languages=languages,
        areas=_areas(here, entry, offer),
        attributes=[*_attributes(entry), *_figures(row for row in current if not _is_cost(row))],
        costs=_costs(entry, [row for row in current if _is_cost(row)]),
    )


def _status(entry: Instrument, offer: Aanbod | None, on: date) -> str:
    if entry.status == InstrumentStatus.ENDED:
        return "defunct"
    if entry.status == InstrumentStatus.ANNOUNCED:
        return "inactive"
    if offer and offer.suspended_until and offer.suspended_until >= on:
        return "temporarily closed"
    return "active"


def _alert(entry: Instrument, offer: Aanbod | None, on: date) -> str:
    parts = []
    if entry.status == InstrumentStatus.ENDED:
        since = f" sinds {entry.ended_on.isoformat()}" if entry.ended_on else ""
        texts = [best_text(row.all_texts, "nl") for row in entry.successors.all()]  # type: ignore[attr-defined]
        names = [text.name for text in texts if text]
        instead = f" Nu is er: {', '.join(names)}." if names else ""
        parts.append(f"Deze hulp is gestopt{since}.{instead}")
    if offer and offer.suspended_until and offer.suspended_until >= on:
        parts.append(f"Tot en met {offer.suspended_until.isoformat()} is hier geen plaats.")
    if not entry.verified:
        parts.append("Deze tekst is nog niet in de bron gecontroleerd.")
    if offer and offer.is_invented:
        parts.append(_INVENTED)
    return " ".join(parts)


def _eligibility(entry: Instrument, for_whom: str, who_decides: str) -> str:
    lines = [for_whom]
    for row in entry.voorwaarden.all():
        lines.append(f"{'Moet' if row.kind == 'hard' else 'Helpt'}: {row.text_nl}")
    return "\n".join([*lines, who_decides]).strip()


def _ages(entry: Instrument) -> tuple[int | None, int | None]:
    """The ages that a must names by itself: `leeftijd < 27`. Any longer test is left to its words."""
    least: int | None = None
    most: int | None = None
    for row in entry.voorwaarden.all():
        match = _AGE.fullmatch(row.expression.strip()) if row.kind == "hard" else None
        if match is None:
            continue
        age = int(match[2])
        if match[1] in ("<", "<="):
            most = age - 1 if match[1] == "<" else age
        else:
            least = age + 1 if match[1] == ">" else age
    return least, most


def _areas(here: Region, entry: Instrument, offer: Aanbod | None) -> list[tuple[str, str]]:
    """Municipalities by code and name: those of the offer, else of the entry, else of the whole region."""
    own = list(offer.gemeenten.all()) if offer else []
    rows = own or list(entry.gemeenten.all()) or here.gemeenten
    return sorted((row.gm_code, row.naam) for row in rows)


def _attributes(entry: Instrument) -> list[Attribute]:
    keys = [TermKey(NEED, row.need) for row in entry.behoeften.all()]
    keys += [TermKey(GROUP, code) for code in entry.audience]
    keys.append(TermKey(COSTS, entry.costs_kind))
    return [Attribute(terms()[key]) for key in keys if key in terms()]


def _figures(rows: Iterable[Feit]) -> list[Attribute]:
    found = []
    for row in rows:
        key = TermKey(FIGURE, row.unit)
        if key in terms() and facts.may_be_shown(row.unit, as_of=row.as_of, valid_from=row.valid_from):
            words = f"{row.label_nl}: {value_in_words(row.value, row.unit)}{_dated(row)}"
            found.append(Attribute(terms()[key], words))
    return list({(row.term.id, row.value): row for row in found}.values())


def _costs(entry: Instrument, rows: Iterable[Feit]) -> list[Cost]:
    found = [Cost("free", "Gratis", 0)] if entry.costs_kind == "free" else []
    for place, row in enumerate(rows):
        amount = facts.parse_value(row.value, row.unit)
        if amount is None or not facts.may_be_shown(row.unit, as_of=row.as_of, valid_from=row.valid_from):
            continue
        found.append(
            Cost(
                key=f"{row.key}.{place}",
                option=row.label_nl,
                amount=float(amount.low) if amount.high is None else None,
                description=f"{value_in_words(row.value, row.unit)}{_dated(row)}",
                valid_from=row.valid_from.isoformat() if row.valid_from else "",
                valid_to=row.valid_to.isoformat() if row.valid_to else "",
            )
        )
    return found


def _is_cost(row: Feit) -> bool:
    return facts.is_money(row.unit) and row.key.startswith(_COST_KEYS)


def _dated(row: Feit) -> str:
    as_of = f", stand {row.as_of}" if row.as_of else ""
    starts = f", vanaf {row.valid_from.isoformat()}" if row.valid_from else ""
    ends = f", tot en met {row.valid_to.isoformat()}" if row.valid_to else ""
    return f"{as_of}{starts}{ends}"


def _languages(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, LANGUAGE_NAMES.get(code, code)) for code in dict.fromkeys(codes)]


def _own_place(key: ServiceKey, offer: Aanbod | None, languages: Sequence[tuple[str, str]]) -> Place | None:
    """Where a partner gives it, as far as it is known: a page, hours in words, accessibility."""
    if offer is None:
        return None
    at_a_door = bool(offer.opening_hours or offer.accessibility) or not offer.route_person_link
    return Place(
        id=offer_place_id(key.id),
        kind="physical" if at_a_door else "virtual",
        name=offer.partij.naam,
        description=offer.route_person,
        url=offer.route_person_link,
        accessibility=offer.accessibility,
        languages=languages,
        openings=[Opening(description=offer.opening_hours)] if offer.opening_hours else [],
    )


def _counter(key: str, row: Loket) -> Place:
    match = _ADDRESS.fullmatch(row.address.strip())
    openings = [
        Opening(day=_DAYS[day], opens=f"{period[:5]}:00", closes=f"{period[6:]}:00")
        for day, periods in row.hours.items()
        if day in _DAYS
        for period in periods or ()
    ]
    notes = [] if match else [row.address]
    if row.walk_in is not None:
        notes.append("Binnenlopen kan zonder afspraak." if row.walk_in else "Kom op afspraak.")
    if row.is_invented:
        notes.append(_INVENTED)
    place = Place(
        id=key,
        kind="physical",
        name=row.naam,
        description=" ".join(note for note in notes if note),
        phone=row.phone,
        accessibility=row.accessibility,
        languages=_languages(row.languages),
        openings=openings,
    )
    if match is None:
        return place
    return replace(
        place,
        street=match["street"].strip(),
        postcode=match["postcode"],
        city=match["city"].strip(),
        province=row.gemeente.provincie,
    )
