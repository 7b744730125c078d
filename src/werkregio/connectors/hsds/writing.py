# SPDX-License-Identifier: EUPL-1.2
"""A directory as HSDS: what a caller knows about services, organisations and places, in the words of HSDS.

Whatever is not known is left out: HSDS has no empty values.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .ids import own_id

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Taxonomy:
    id: str
    name: str
    description: str
    uri: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    id: str
    code: str
    name: str
    description: str
    taxonomy: Taxonomy
    language: str = "nl"
    uri: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """A term that fits a service, where needed with a value."""

    term: Term
    value: str = ""


@dataclass(frozen=True, slots=True)
class Cost:
    key: str
    option: str
    amount: float | None
    description: str = ""
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """Hours of one day of the week, `MO` to `SU`, or a sentence about all of them."""

    day: str = ""
    opens: str = ""
    closes: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    kind: str
    name: str = ""
    description: str = ""
    url: str = ""
    street: str = ""
    city: str = ""
    postcode: str = ""
    province: str = ""
    phone: str = ""
    languages: Sequence[tuple[str, str]] = ()
    accessibility: str = ""
    openings: Sequence[Opening] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    id: str
    name: str
    description: str
    legal_status: str = ""
    email: str = ""
    phone: str = ""
    places: Sequence[Place] = ()


@dataclass(frozen=True, slots=True)
class Service:
    id: str
    name: str
    status: str
    alternate_name: str = ""
    description: str = ""
    url: str = ""
    application_process: str = ""
    interpretation_services: str = ""
    fees_description: str = ""
    wait_time: str = ""
    eligibility_description: str = ""
    minimum_age: int | None = None
    maximum_age: int | None = None
    assured_date: str = ""
    alert: str = ""
    last_modified: str = ""
    organisation: Organisation | None = None
    places: Sequence[tuple[str, Place]] = ()
    languages: Sequence[tuple[str, str]] = ()
    areas: Sequence[tuple[str, str]] = ()
    attributes: Sequence[Attribute] = ()
    costs: Sequence[Cost] = ()


def filled(**values: Any) -> Json:
    """Without what is not known."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}


def taxonomy(row: Taxonomy) -> Json:
    return filled(id=row.id, name=row.name, description=row.description, uri=row.uri, version=row.version)


def term(row: Term) -> Json:
    return filled(
        id=row.id,
        code=row.code,
        name=row.name,
        description=row.description,
        taxonomy=row.taxonomy.name,
        taxonomy_detail=taxonomy(row.taxonomy),
        taxonomy_id=row.taxonomy.id,
        language=row.language,
        term_uri=row.uri,
    )


def service_head(row: Service) -> Json:
    """The fields of a service itself."""
    return filled(
        id=row.id,
        name=row.name,
        alternate_name=row.alternate_name,
        description=row.description,
        url=row.url,
        status=row.status,
        interpretation_services=row.interpretation_services,
        application_process=row.application_process,
        fees_description=row.fees_description,
        wait_time=row.wait_time,
        eligibility_description=row.eligibility_description,
        minimum_age=row.minimum_age,
        maximum_age=row.maximum_age,
        assured_date=row.assured_date,
        alert=row.alert,
        last_modified=row.last_modified,
    )


def service_minimal(row: Service) -> Json:
    """What a harvester needs to see whether it has this already; name and status because the schema asks for it."""
    return {
        "id": row.id,
        "name": row.name,
        "status": row.status,
        "last_modified": row.last_modified,
        "modified_date": row.last_modified,
    }


def service_list_item(row: Service) -> Json:
    """The service with what it has one of."""
    found = service_head(row)
    if row.organisation:
        found["organization"] = organisation_head(row.organisation)
    return found


def service_full(row: Service) -> Json:
    """The service with everything under it."""
    found = service_head(row)
    if row.organisation:
        found["organization"] = organisation_full(row.organisation)
    found |= filled(
        languages=[_language(row.id, code, name) for code, name in row.languages],
        service_areas=[
            {
                "id": own_id(row.id, "area", code),
                "name": name,
                "extent": code,
                "extent_type": "text",
            }
            for code, name in row.areas
        ],
        service_at_locations=[_at_place(key, place) for key, place in row.places],
        cost_options=[_cost(row.id, cost) for cost in row.costs],
        attributes=[_attribute(row.id, attribute) for attribute in row.attributes],
    )
    return found


def at_place_list_item(key: str, place: Place, row: Service) -> Json:
    return {"id": key, "location": place_head(place), "service": service_head(row)}


def at_place_full(key: str, place: Place, row: Service) -> Json:
    """A service at a location; with the name and status of the service, so that it reads as a service too."""
    whole = service_full(row)
    whole.pop("service_at_locations", None)
    return {**_at_place(key, place), "name": row.name, "status": row.status, "service": whole}


def organisation_head(row: Organisation) -> Json:
    return filled(
        id=row.id,
        name=row.name,
        description=row.description,
        email=row.email,
        legal_status=row.legal_status,
    )


def organisation_full(row: Organisation) -> Json:
    return organisation_head(row) | filled(
        phones=_phones(row.id, row.phone), locations=[place_full(place) for place in row.places]
    )


def place_head(row: Place) -> Json:
    return filled(id=row.id, location_type=row.kind, url=row.url, name=row.name, description=row.description)


def place_full(row: Place) -> Json:
    addresses = []
    # HSDS knows no half address: with a part missing there is none.
    if row.street and row.postcode and row.city and row.province:
        addresses.append(
            {
                "id": own_id(row.id, "address"),
                "address_1": row.street,
                "city": row.city,
                "state_province": row.province,
                "postal_code": row.postcode,
                "country": "NL",
                "address_type": "physical",
            }
        )
    return place_head(row) | filled(
        addresses=addresses,
        phones=_phones(row.id, row.phone),
        languages=[_language(row.id, code, name) for code, name in row.languages],
        accessibility=(
            [{"id": own_id(row.id, "accessibility"), "description": row.accessibility}]
            if row.accessibility
            else []
        ),
        schedules=[_schedule(row.id, place, opening) for place, opening in enumerate(row.openings)],
    )


def _at_place(key: str, place: Place) -> Json:
    return {"id": key, "location": place_full(place)}


def _phones(owner: str, number: str) -> list[Json]:
    return [{"id": own_id(owner, "phone"), "number": number, "type": "voice"}] if number else []


def _language(owner: str, code: str, name: str) -> Json:
    return {"id": own_id(owner, "language", code), "code": code, "name": name}


def _schedule(owner: str, place: int, row: Opening) -> Json:
    return filled(
        id=own_id(owner, "schedule", place),
        freq="WEEKLY" if row.day else "",
        interval=1 if row.day else None,
        byday=row.day,
        opens_at=row.opens,
        closes_at=row.closes,
        description=row.description,
    )


def _cost(owner: str, row: Cost) -> Json:
    return filled(
        id=own_id(owner, "cost", row.key),
        option=row.option,
        currency="EUR" if row.amount is not None else "",
        amount=row.amount,
        amount_description=row.description,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )


def _attribute(owner: str, row: Attribute) -> Json:
    return filled(
        id=own_id(owner, "attribute", row.term.id, row.value),
        link_id=owner,
        link_entity="service",
        taxonomy_term_id=row.term.id,
        value=row.value,
        taxonomy_term=term(row.term),
    )
