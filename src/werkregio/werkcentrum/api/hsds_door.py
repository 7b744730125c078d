# SPDX-License-Identifier: EUPL-1.2
"""What every answer of the HSDS API has: open to all, no cookie, caching, problems that a program can read."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag

API_VERSION = "1.0.0"
_METHODS = "GET, HEAD, OPTIONS"
# Addresses without a language: what is not found here is not looked for under /nl/ either.
_URLCONF = "werkregio.werkcentrum.urls.hsds"
_TITLES = {400: "Bad Request", 404: "Not Found", 405: "Method Not Allowed", 503: "Service Unavailable"}
View = Callable[..., HttpResponseBase]


def door(view: View) -> View:
    """A view for machines: reading only, by anybody, from any site, always in Dutch."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.urlconf = _URLCONF
        if request.method == "OPTIONS":
            return _with_headers(HttpResponse(status=204, headers={"Allow": _METHODS}))
        if request.method not in ("GET", "HEAD"):
            refused = problem(405, "This API only gives answers: use GET.")
            refused["Allow"] = _METHODS
            return _with_headers(refused)
        head, request.method = request.method == "HEAD", "GET"
        try:
            with translation.override("nl"):
                response = view(request, *args, **kwargs)
        except Http404:
            response = problem(404, "There is nothing at this address.")
        finally:
            request.method = "HEAD" if head else "GET"
        return _with_headers(_without_body(response) if head else response)

    opened.login_required = False  # type: ignore[attr-defined]
    opened.csrf_exempt = True  # type: ignore[attr-defined]
    return opened


@door
def nothing(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    """Every address under the API that leads nowhere."""
    raise Http404


def json_answer(request: HttpRequest, value: Any, *, modified: datetime | None = None) -> HttpResponseBase:
    """The value as JSON, or 304 when the asker has it already."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(body, content_type="application/json")
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    stamp = int(modified.timestamp()) if modified else None
    response["ETag"] = etag
    if stamp is not None:
        response["Last-Modified"] = http_date(stamp)
    return get_conditional_response(request, etag, stamp, response) or response


def lines_answer(rows: Iterable[Mapping[str, Any]]) -> StreamingHttpResponse:
    """One object on a line, sent while it is made."""

    def lines() -> Iterator[str]:
        for row in rows:
            yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"

    return StreamingHttpResponse(lines(), content_type="application/x-ndjson")


def problem(status: int, detail: str, errors: Iterable[tuple[str, str]] = ()) -> HttpResponse:
    """An error as RFC 9457 wants it; everything that is wrong at once."""
    content = {
        "type": "about:blank",
        "title": _TITLES[status],
        "status": status,
        "detail": detail,
        "errors": [{"parameter": name, "reason": reason} for name, reason in errors],
    }
    return HttpResponse(json.dumps(content), status=status, content_type="application/problem+json")


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    if isinstance(response, HttpResponse):
        response["Content-Length"] = str(len(response.content))
        response.content = b""
        return response
    response.close()
    return HttpResponse(content_type=response.headers["Content-Type"])


def _with_headers(response: HttpResponseBase) -> HttpResponseBase:
    response["API-Version"] = API_VERSION
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Allow-Methods"] = _METHODS
    response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response["Access-Control-Expose-Headers"] = "API-Version, ETag, Last-Modified"
    if response.status_code in (200, 304):
        response["Cache-Control"] = "public, max-age=300"
    return response
