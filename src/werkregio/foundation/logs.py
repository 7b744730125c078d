# SPDX-License-Identifier: EUPL-1.2
"""Structured logs without personal data: addresses of people, codes and form bodies never reach them."""

import logging
import re
from typing import Any

from pythonjsonlogger.json import JsonFormatter

from .trace import current_trace

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
_LONG_NUMBER = re.compile(r"\+?\d(?:[ .\-]?\d){7,}")
_CODE = re.compile(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b")


def without_personal_data(text: str) -> str:
    """Take e-mail addresses, long numbers (phone, BSN, IBAN) and private codes out of a line."""
    for pattern in (_EMAIL, _CODE, _LONG_NUMBER):
        text = pattern.sub("[weg]", text)
    return text


# Made by the logger itself: nothing of a person can stand in them.
OWN_FIELDS = ("asctime", "trace_id")


class TraceFilter(logging.Filter):
    """Give every record the trace of its request, the same as in the audit line."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.trace_id = current_trace.get() or "-"
        return True


class PersonFreeFormatter(JsonFormatter):
    """JSON lines. The request and the local variables of an error are left out on purpose."""

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        log_data.pop("request", None)
        return {
            key: without_personal_data(value) if isinstance(value, str) and key not in OWN_FIELDS else value
            for key, value in log_data.items()
            if isinstance(value, str | int | float | bool | None)
        }

    def formatException(self, ei: Any) -> str:
        return without_personal_data(str(super().formatException(ei)))
