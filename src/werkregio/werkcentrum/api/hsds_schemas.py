# SPDX-License-Identifier: EUPL-1.2
"""The answers of the HSDS API as schemas, made from the tables of the format: one source for both."""

from typing import Annotated, Any

from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from werkregio.connectors.hsds.tables import DATE, EMAIL, ID, MOMENT, NUMBER, TABLES, URI, Table

_FORMATS = {ID: "uuid", URI: "uri", EMAIL: "email", DATE: "date", MOMENT: "date-time"}


class Answer(Schema):
    """HSDS lets a publisher add fields of its own."""

    model_config = ConfigDict(extra="allow")


def _plain(kind: str, choices: tuple[str, ...], *, required: bool) -> Any:
    def adapted(schema: dict[str, Any]) -> None:
        # What is not known is left out; it is never null.
        schema.pop("default", None)
        schema.pop("title", None)
        if kind in _FORMATS:
            schema["format"] = _FORMATS[kind]
        if choices:
            schema["enum"] = list(choices)

    base = float if kind == NUMBER else str
    default: Any = ... if required else None
    return (base, Field(default, json_schema_extra=adapted))


def _nested(annotation: str) -> Any:
    def adapted(schema: dict[str, Any]) -> None:
        schema.pop("default", None)
        schema.pop("title", None)

    return (annotation, Field(None, json_schema_extra=adapted))


def _name(kind: str) -> str:
    return "".join(part.capitalize() for part in kind.split("_"))


def _model(table: Table) -> type[Answer]:
    fields: dict[str, Any] = {
        name: _plain(kind, table.choices.get(name, ()), required=name in table.required)
        for name, kind in table.fields.items()
    }
    fields |= {name: _nested(f"list[{_name(inner)}]") for name, inner in table.many.items()}
    fields |= {name: _nested(_name(inner)) for name, inner in table.one.items()}
    model: type[Answer] = create_model(_name(table.kind), __base__=Answer, __module__=__name__, **fields)
    return model


MODELS = {table.kind: _model(table) for table in TABLES.values()}
_NAMESPACE = {_name(kind): model for kind, model in MODELS.items()}
for _each in MODELS.values():
    _each.model_rebuild(_types_namespace=_NAMESPACE)

Service, Organization = MODELS["service"], MODELS["organization"]
Taxonomy, TaxonomyTerm = MODELS["taxonomy"], MODELS["taxonomy_term"]
ServiceAtLocation = MODELS["service_at_location"]


class Page(Schema):
    """The envelope of every list."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool


def page_of(model: type[Answer]) -> type[Page]:
    """The envelope with objects of one kind."""
    made: type[Page] = create_model(
        f"{model.__name__}Page",
        __base__=Page,
        __module__=__name__,
        contents=(list[model], ...),  # type: ignore[valid-type]
    )
    return made


class About(Schema):
    """What this API is."""

    version: str
    profile: Annotated[str, Field(json_schema_extra={"format": "uri"})]
    openapi_url: Annotated[str, Field(json_schema_extra={"format": "uri"})]


class InvalidParameter(Schema):
    """One parameter that cannot be used, and why."""

    parameter: str
    reason: str


class Problem(Schema):
    """An error that a program can read (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[InvalidParameter] = []
