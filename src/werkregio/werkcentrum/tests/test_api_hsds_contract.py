# SPDX-License-Identifier: EUPL-1.2
"""The HSDS API keeps to its own OpenAPI document, whatever is asked."""

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from .test_api_hsds import filled, regio  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
load_all_checks()
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
DOCUMENT = "/hsds/v3/openapi.json"


@pytest.fixture
def _one_connection():
    """A real server closes its connection after a request; the rows of a test live in one that stays open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def document(filled, _one_connection):  # noqa: F811
    return schemathesis.openapi.from_wsgi(DOCUMENT, WSGIHandler(), headers={"Host": "kwik.localhost"})


def test_every_address_of_the_standard_is_described(document):
    assert {operation.ok().path for operation in document.get_all_operations()} == {
        "/",
        *(f"/{name}{rest}" for name in _NAMES for rest in ("", "/{id}")),
    }


_NAMES = ("services", "organizations", "taxonomies", "taxonomy_terms", "service_at_locations")


def test_no_question_breaks_it_and_every_answer_conforms(document):
    for found in document.get_all_operations():
        operation = found.ok()
        _ask(operation.as_strategy())
        # Nothing is wrong for an address without parameters, or with any text as its id.
        if len(list(operation.iter_parameters())) > 1:
            _ask(operation.as_strategy(generation_mode=GenerationMode.NEGATIVE))


def _ask(cases):
    @given(case=cases)
    @settings(
        max_examples=20,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    def asked(case):
        case.call_and_validate(checks=CHECKS, headers={"Host": "kwik.localhost"})

    asked()
