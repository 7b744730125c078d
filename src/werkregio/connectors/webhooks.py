# SPDX-License-Identifier: EUPL-1.2
"""Delivers a signed event to another system, and refuses to knock on doors inside the own network."""

import ipaddress
import socket
from urllib.parse import urlsplit

import requests
from django.conf import settings

from werkregio.foundation.senders import Parcel, SendError

from .cloudevents import MEDIA_TYPE

TIMEOUT = (5, 10)
# Answers after which a later try can help; 410 says that nobody listens there any more.
AGAIN = frozenset({408, 425, 429}) | frozenset(range(500, 600))


def refusal(url: str) -> str:
    """Why this address cannot be used, as a code; empty when it can. Looks at the address only."""
    parts = urlsplit(url)
    if parts.scheme != "https" and not settings.WERKREGIO_LOCAL_WEBHOOKS:
        return "not-https"
    if not parts.hostname or parts.username or parts.password or parts.fragment:
        return "bad-address"
    return ""


def inside(host: str, port: int) -> bool:
    """Whether this name leads to an address that is not on the public internet."""
    try:
        found = socket.getaddrinfo(host, port, proto=socket.IPPROTO_TCP)
    except OSError:
        raise SendError("unknown-host") from None
    return any(not ipaddress.ip_address(row[4][0]).is_global for row in found)


class WebhookSender:
    """The id in the headers tells the receiver when it has an event already: a broken try may be repeated."""

    repeatable = True

    def send(self, parcel: Parcel) -> None:
        code = refusal(parcel.to)
        if code:
            raise SendError(code, again=False)
        parts = urlsplit(parcel.to)
        if not settings.WERKREGIO_LOCAL_WEBHOOKS and inside(parts.hostname or "", parts.port or 443):
            raise SendError("inside-address", again=False)
        try:
            answer = requests.post(
                parcel.to,
                data=parcel.text.encode(),
                headers={"Content-Type": MEDIA_TYPE, "User-Agent": "Werkregio", **parcel.headers},
                timeout=TIMEOUT,
                allow_redirects=False,
                stream=True,
            )
            answer.close()
        except requests.Timeout:
            raise SendError("too-slow") from None
        except requests.RequestException:
            raise SendError("unreachable") from None
        if not 200 <= answer.status_code < 300:
            raise SendError(f"http-{answer.status_code}", again=answer.status_code in AGAIN)
