# SPDX-License-Identifier: EUPL-1.2
"""Every request has a trace: the same in logs, audit lines and calls to others."""

import re
import secrets
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from . import content
from .trace import current_trace

_TRACEPARENT = re.compile(r"^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$")


class TraceMiddleware:
    """Take the trace of a W3C `traceparent` header, or start one. A page that only reads is made of one state."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        match = _TRACEPARENT.match(request.headers.get("traceparent", ""))
        token = current_trace.set(match.group(1) if match else secrets.token_hex(16))
        try:
            if request.method not in ("GET", "HEAD"):
                return self.get_response(request)
            with content.one_state():
                return self.get_response(request)
        finally:
            current_trace.reset(token)
