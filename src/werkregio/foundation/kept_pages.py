# SPDX-License-Identifier: EUPL-1.2
"""Public pages that are the same for every visitor, kept in memory for as long as nothing behind them changed.

A page is kept with a stamp of what it was made from. Every request makes that stamp anew, from a few
counts and dates: a change by an editor is seen at once in every process. Only for a GET without any
cookie, so that nothing of somebody can ever be kept; never for a page that takes what somebody wrote.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

MOST_PAGES = 400
LARGEST = 300_000
LONGEST_ADDRESS = 300

Stamp = Callable[..., Hashable]


@dataclass(frozen=True, slots=True)
class _Kept:
    stamp: Hashable
    content: bytes
    content_type: str


_pages: OrderedDict[Hashable, _Kept] = OrderedDict()
_lock = threading.Lock()


def kept(stamp: Stamp) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """For a view whose page depends on its address, language, host and `stamp(request)` only.

    A stamp of None: do not keep this one.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            address = request.get_full_path()
            if (
                not settings.KEEP_PAGES
                or request.method != "GET"
                or request.META.get("HTTP_COOKIE")
                or len(address) > LONGEST_ADDRESS
            ):
                return view(request, *args, **kwargs)
            now = stamp(request)
            if now is None:
                return view(request, *args, **kwargs)
            key = (request.scheme, request.get_host(), address, translation.get_language())
            found = _pages.get(key)
            if found is not None and found.stamp == now:
                return HttpResponse(found.content, content_type=found.content_type)
            response = view(request, *args, **kwargs)
            if response.status_code == 200 and not response.streaming and not response.cookies:
                _keep(key, _Kept(now, bytes(response.content), response["Content-Type"]))
            return response

        return wrapped

    return decorate


def _keep(key: Hashable, page: _Kept) -> None:
    if len(page.content) > LARGEST:
        return
    with _lock:
        _pages[key] = page
        _pages.move_to_end(key)
        while len(_pages) > MOST_PAGES:
            _pages.popitem(last=False)


def forget_all() -> None:
    """For tests."""
    with _lock:
        _pages.clear()
