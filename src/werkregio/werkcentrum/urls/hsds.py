# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the HSDS API: outside the languages of the site, open to everybody."""

from typing import Any

from django.urls import include, path, re_path

from ..api.hsds import api
from ..api.hsds_document import document
from ..api.hsds_door import door, nothing


def _opened() -> list[Any]:
    """The addresses of the API, each behind the same door."""
    patterns, _app, _namespace = api.urls
    for pattern in patterns:
        if pattern.callback is not None:
            pattern.callback = door(pattern.callback)
    return [*patterns, path("openapi.json", document, name="document")]


urlpatterns = open_urlpatterns = [
    path("hsds/v3/", include((_opened(), "hsds"), namespace="hsds")),
    re_path(r"^hsds/v3/(?P<rest>.*)$", nothing, name="hsds_nothing"),
]

PAGES = {
    "hsds:about": ("open", None),
    "hsds:api-root": ("open", None),
    "hsds:document": ("open", None),
    "hsds:services": ("open", None),
    "hsds:service": ("open", "hsds_service"),
    "hsds:organizations": ("open", None),
    "hsds:organization": ("open", "hsds_organization"),
    "hsds:taxonomy_list": ("open", None),
    "hsds:taxonomy": ("open", "hsds_taxonomy"),
    "hsds:term_list": ("open", None),
    "hsds:term": ("open", "hsds_term"),
    "hsds:at_places": ("open", None),
    "hsds:at_place": ("open", "hsds_at_place"),
}
