# SPDX-License-Identifier: EUPL-1.2
"""Whether an address that somebody wrote down still answers."""

from urllib.parse import urlsplit

import requests

from .webhooks import inside

FINE, MOVED, BROKEN = "fine", "moved", "broken"
TIMEOUT = (5, 10)
_GONE = {404, 410}


def look(url: str) -> str:
    """Fine, moved or broken. Addresses inside our own network are not asked: they count as broken."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return BROKEN
    try:
        if inside(parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)):
            return BROKEN
        with requests.get(
            url, timeout=TIMEOUT, allow_redirects=False, stream=True, headers={"User-Agent": "Werkregio"}
        ) as answer:
            status = answer.status_code
    except (requests.RequestException, ValueError, OSError):
        return BROKEN
    if status in (301, 308):
        return MOVED
    # A page that wants a sign-in or fewer visits is there all the same.
    return BROKEN if status in _GONE or status >= 500 else FINE
