# SPDX-License-Identifier: EUPL-1.2
"""The OpenAPI 3.1 document of the HSDS API, for the host that it is asked at."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from werkregio.regio import queries as regio_queries

from .hsds import api
from .hsds_door import door, json_answer

_JSON, _LINES, _PROBLEM = "application/json", "application/x-ndjson", "application/problem+json"
_LISTS = ("/services", "/organizations", "/taxonomies", "/taxonomy_terms", "/service_at_locations")


@door
def document(request: HttpRequest) -> HttpResponseBase:
    """Every address, parameter and answer."""
    site = f"{request.scheme}://{request.get_host()}"
    found: dict[str, Any] = dict(api.get_openapi_schema(path_prefix="/"))
    regio = regio_queries.regio(request)
    found["info"] = {
        **found["info"],
        "contact": {
            "name": regio.werkcentrum_naam or regio.naam if regio else "Werkregio",
            "url": f"{site}/nl/contact/",
            "email": regio.email if regio and regio.email else f"info@{request.get_host().split(':')[0]}",
        },
        "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    }
    found["servers"] = [{"url": f"{site}/hsds/v3"}]
    found["paths"] = {path: _operations(path, operations) for path, operations in found["paths"].items()}
    return json_answer(request, found)


def _operations(path: str, operations: Any) -> Any:
    """Errors are problem documents; a list can be a stream; every answer names its version."""
    version = {"API-Version": {"description": "Version of this API.", "schema": {"type": "string"}}}
    for operation in operations.values():
        for status, answer in operation["responses"].items():
            answer["headers"] = version
            content = answer.get("content", {})
            if int(status) >= 400 and _JSON in content:
                answer["content"] = {_PROBLEM: content[_JSON]}
            elif path in _LISTS:
                content[_LINES] = {"schema": {"type": "string"}}
    return operations
