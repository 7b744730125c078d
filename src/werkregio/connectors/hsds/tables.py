# SPDX-License-Identifier: EUPL-1.2
"""The objects of HSDS 3.0: fields with their type, what is required, and how tables hang together.

Names and types are those of the specification (github.com/openreferral/specification, branch 3.0, by
Open Referral); the list itself is our own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

VERSION = "3.0"
TEXT, ID, URI, EMAIL, NUMBER, DATE, MOMENT, TIME = (
    "text",
    "id",
    "uri",
    "email",
    "number",
    "date",
    "moment",
    "time",
)


@dataclass(frozen=True, slots=True)
class Table:
    """One object. `many` and `one` name nested objects by the field that holds them."""

    kind: str
    file: str
    fields: Mapping[str, str]
    required: tuple[str, ...]
    many: Mapping[str, str] = field(default_factory=dict)
    one: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def _fields(words: str) -> dict[str, str]:
    """`id name age:number` as a mapping; a field without a type is text, a name that ends in _id an id."""
    found = {}
    for word in words.split():
        name, _, kind = word.partition(":")
        found[name] = kind or (ID if name == "id" or name.endswith("_id") else TEXT)
    return found


_BOTH = {"attributes": "attribute", "metadata": "metadata"}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PLACE_KINDS = ("physical", "postal", "virtual")
STATUSES = ("active", "inactive", "defunct", "temporarily closed")

_ALL = [
    Table(
        "organization",
        "organizations.csv",
        _fields(
            "id name alternate_name description email:email website:uri tax_status tax_id:text"
            " year_incorporated:number legal_status logo uri:uri parent_organization_id"
        ),
        ("id", "name", "description"),
        many={
            "funding": "funding",
            "contacts": "contact",
            "phones": "phone",
            "locations": "location",
            "programs": "program",
            "organization_identifiers": "organization_identifier",
            "services": "service",
            **_BOTH,
        },
    ),
    Table(
        "program",
        "programs.csv",
        _fields("id organization_id name alternate_name description"),
        ("id", "name", "description"),
        many=_BOTH,
    ),
    Table(
        "service",
        "services.csv",
        _fields(
            "id organization_id program_id name alternate_name description url:uri email:email status"
            " interpretation_services application_process fees_description wait_time fees accreditations"
            " eligibility_description minimum_age:number maximum_age:number assured_date:date"
            " assurer_email:email licenses alert last_modified:moment"
        ),
        ("id", "name", "status"),
        many={
            "phones": "phone",
            "schedules": "schedule",
            "service_areas": "service_area",
            "service_at_locations": "service_at_location",
            "languages": "language",
            "funding": "funding",
            "cost_options": "cost_option",
            "required_documents": "required_document",
            "contacts": "contact",
            **_BOTH,
        },
        one={"organization": "organization", "program": "program"},
        choices={"status": STATUSES},
    ),
    Table(
        "attribute",
        "attributes.csv",
        _fields("id link_id taxonomy_term_id link_type link_entity value"),
        ("id",),
        many={"metadata": "metadata"},
        one={"taxonomy_term": "taxonomy_term"},
    ),
    Table(
        "service_at_location",
        "service_at_location.csv",
        _fields("id service_id location_id description"),
        ("id",),
        many={"contacts": "contact", "phones": "phone", "schedules": "schedule", **_BOTH},
        one={"location": "location", "service": "service"},
    ),
    Table(
        "location",
        "locations.csv",
        _fields(
            "id location_type url:uri organization_id name alternate_name description transportation"
            " latitude:number longitude:number external_identifier external_identifier_type"
        ),
        ("id", "location_type"),
        many={
            "languages": "language",
            "addresses": "address",
            "contacts": "contact",
            "accessibility": "accessibility",
            "phones": "phone",
            "schedules": "schedule",
            **_BOTH,
        },
        choices={"location_type": _PLACE_KINDS},
    ),
    Table(
        "phone",
        "phones.csv",
        _fields(
            "id location_id service_id organization_id contact_id service_at_location_id number"
            " extension:number type description"
        ),
        ("id", "number"),
        many={"languages": "language", **_BOTH},
    ),
    Table(
        "contact",
        "contacts.csv",
        _fields(
            "id organization_id service_id service_at_location_id location_id name title department email:email"
        ),
        ("id",),
        many={"phones": "phone", **_BOTH},
    ),
    Table(
        "address",
        "addresses.csv",
        _fields(
            "id location_id attention address_1 address_2 city region state_province postal_code country"
            " address_type"
        ),
        ("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
        many=_BOTH,
        choices={"address_type": _PLACE_KINDS},
    ),
    Table(
        "schedule",
        "schedules.csv",
        _fields(
            "id service_id location_id service_at_location_id valid_from:date valid_to:date dtstart:date"
            " timezone:number until:date count:number wkst freq interval:number byday byweekno bymonthday"
            " byyearday description opens_at:time closes_at:time schedule_link:uri attending_type notes"
        ),
        ("id",),
        many=_BOTH,
        choices={"wkst": _DAYS, "freq": ("WEEKLY", "MONTHLY")},
    ),
    Table("funding", "funding.csv", _fields("id organization_id service_id source"), ("id",), many=_BOTH),
    Table(
        "service_area",
        "service_areas.csv",
        _fields("id service_id name description extent extent_type uri"),
        ("id",),
        many=_BOTH,
    ),
    Table(
        "required_document",
        "required_documents.csv",
        _fields("id service_id document uri:uri"),
        ("id",),
        many=_BOTH,
    ),
    Table(
        "language",
        "languages.csv",
        _fields("id service_id location_id phone_id name code note"),
        ("id",),
        many=_BOTH,
    ),
    Table(
        "accessibility",
        "accessibility.csv",
        _fields("id location_id description details url:uri"),
        ("id",),
        many=_BOTH,
    ),
    Table(
        "taxonomy_term",
        "taxonomy_terms.csv",
        _fields("id code name description parent_id taxonomy language taxonomy_id term_uri:uri"),
        ("id", "name", "description"),
        many={"metadata": "metadata"},
        one={"taxonomy_detail": "taxonomy"},
    ),
    Table(
        "metadata",
        "metadata.csv",
        _fields(
            "id resource_id resource_type last_action_date:date last_action_type field_name previous_value"
            " replacement_value updated_by"
        ),
        (
            "id",
            "last_action_date",
            "last_action_type",
            "field_name",
            "previous_value",
            "replacement_value",
            "updated_by",
        ),
    ),
    Table(
        "meta_table_description",
        "meta_table_descriptions.csv",
        _fields("id name language character_set"),
        ("id",),
        many=_BOTH,
    ),
    Table(
        "cost_option",
        "cost_options.csv",
        _fields(
            "id service_id valid_from:date valid_to:date option currency amount:number amount_description"
        ),
        ("id",),
        many=_BOTH,
    ),
    Table(
        "organization_identifier",
        "organization_identifiers.csv",
        _fields("id organization_id identifier_scheme identifier_type identifier"),
        ("id", "identifier_type", "identifier"),
        many=_BOTH,
    ),
    Table(
        "taxonomy",
        "taxonomies.csv",
        _fields("id name description uri:uri version"),
        ("id", "name", "description"),
        many={"metadata": "metadata"},
    ),
]
TABLES: dict[str, Table] = {table.kind: table for table in _ALL}
BY_FILE: dict[str, Table] = {table.file: table for table in _ALL}
# The names under which a JSON file may list objects: those of the API and those of the tables.
COLLECTIONS: dict[str, str] = {table.file.removesuffix(".csv"): table.kind for table in _ALL} | {
    "service_at_locations": "service_at_location"
}
# The field of a nested row that names the object it hangs under.
PARENT_FIELD = {
    "organization": "organization_id",
    "service": "service_id",
    "service_at_location": "service_at_location_id",
    "location": "location_id",
    "contact": "contact_id",
    "phone": "phone_id",
}
