# SPDX-License-Identifier: EUPL-1.2
"""Logs hold no personal data; traces travel."""

import io
import json
import logging
import re

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from werkregio.foundation.logs import PersonFreeFormatter, TraceFilter, without_personal_data
from werkregio.foundation.middleware import TraceMiddleware
from werkregio.foundation.trace import current_trace


@pytest.fixture
def log():
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(PersonFreeFormatter("%(asctime)s %(levelname)s %(name)s %(message)s %(trace_id)s"))
    handler.addFilter(TraceFilter())
    logger = logging.getLogger("test.persons")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.INFO)
    return logger, out


@pytest.mark.parametrize(
    "text",
    [
        "mail to noor@voorbeeld.example failed",
        "bel 06 12345678",
        "bel +31 6 1234 5678",
        "bsn 111222333",
        "NL91 ABNA 0417164300",
        "code 7K3M-9QTX-2B4D-HJ6W is wrong",
    ],
)
def test_what_belongs_to_a_person_is_taken_out(text):
    clean = without_personal_data(text)
    assert "[weg]" in clean
    for part in ("noor", "12345678", "5678", "111222333", "4164300", "9QTX"):
        assert part not in clean


def test_ordinary_numbers_stay():
    assert without_personal_data("42 rows in 315 ms at 2026") == "42 rows in 315 ms at 2026"


def test_a_line_is_json_without_request_and_person(log):
    logger, out = log
    logger.error("login of %s", "noor@voorbeeld.example", extra={"request": object(), "rows": 3})
    line = json.loads(out.getvalue())
    assert line["message"] == "login of [weg]"
    assert line["rows"] == 3
    assert "request" not in line
    assert re.match(r"\d{4}-\d{2}-\d{2} \d{2}:", line["asctime"])


def test_a_traceback_holds_no_person(log):
    logger, out = log
    try:
        raise ValueError("noor@voorbeeld.example, 111222333")
    except ValueError:
        logger.exception("it broke")
    assert "noor" not in out.getvalue()
    assert "111222333" not in out.getvalue()


@pytest.mark.parametrize(
    ("header", "kept"),
    [
        ("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", True),
        ("00-4bf92f3577b34da6-00f067aa0ba902b7-01", False),
        ("<script>", False),
        ("", False),
    ],
)
def test_a_trace_is_taken_over_or_made(header, kept):
    seen = []

    def view(request):
        seen.append(current_trace.get())
        return HttpResponse()

    TraceMiddleware(view)(RequestFactory().get("/", headers={"traceparent": header}))
    assert len(seen[0]) == 32
    assert (seen[0] == "4bf92f3577b34da6a3ce929d0e0e4736") is kept
    assert current_trace.get() is None
