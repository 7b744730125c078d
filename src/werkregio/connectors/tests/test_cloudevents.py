# SPDX-License-Identifier: EUPL-1.2
"""Events in the NL GOV profile: valid by the schema, signed, the same id for the same fact."""

import json
import os
from datetime import datetime, timedelta, timezone
from pathlib import Path

import jsonschema
import pytest

from werkregio.connectors import cloudevents

EXTERN = Path(os.environ.get("WERKREGIO_EXTERN", "../shared"))
SCHEMA = EXTERN / "standards" / "cloudevents-1.0" / "cloudevents.json"
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=timezone(timedelta(hours=1)))


def made(**changes):
    fields = {
        "id": cloudevents.event_id("a", 1),
        "source": cloudevents.source_of("00000001234567890000", ""),
        "type": "nl.werkregio.doorverwijzing.verzonden",
        "time": NOW,
        "subject": "12",
        "data": {"doorverwijzing": 12},
    }
    return cloudevents.event(**(fields | changes))


@pytest.mark.skipif(not SCHEMA.exists(), reason=f"{SCHEMA} is not here")
def test_an_event_is_valid_by_the_schema_of_cloudevents():
    jsonschema.validate(made(), json.loads(SCHEMA.read_text()))


def test_the_source_is_a_urn_of_the_organisation_or_the_site():
    assert made()["source"] == "urn:nld:oin:00000001234567890000:systeem:werkregio"
    assert cloudevents.source_of("", "https://x.example") == "https://x.example"


def test_the_same_fact_has_the_same_id_and_text():
    assert made() == made()
    assert cloudevents.as_body(made()) == cloudevents.as_body(dict(reversed(made().items())))
    assert cloudevents.event_id("a", 1) != cloudevents.event_id("a", 2)


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        made(time=datetime(2026, 11, 24))  # noqa: DTZ001 - that is what is refused


@pytest.mark.parametrize(
    ("change", "good"),
    [
        ({}, True),
        ({"body": "other"}, False),
        ({"secret": "other"}, False),
        ({"minutes": 6}, False),
        ({"minutes": -6}, False),
        ({"minutes": 4}, True),
        ({"headers": {}}, False),
    ],
)
def test_a_receiver_can_check_who_sent_it_and_when(change, good):
    body = cloudevents.as_body(made())
    headers = cloudevents.signature_headers(body, id="1", at=NOW, secret="s")
    assert (
        cloudevents.verify(
            change.get("body", body),
            change.get("headers", headers),
            secret=change.get("secret", "s"),
            now=NOW + timedelta(minutes=change.get("minutes", 0)),
        )
        is good
    )
