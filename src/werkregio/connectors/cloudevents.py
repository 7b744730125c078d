# SPDX-License-Identifier: EUPL-1.2
"""CloudEvents 1.0 in the NL GOV profile, and the signature under a webhook. Pure functions.

Sources: CloudEvents 1.0 (JSON event format), NL GOV profile for CloudEvents 1.1 (source as a URN of the
OIN, type in reverse domain order, no personal data in attributes), Standard Webhooks (signature headers).
"""

import base64
import hashlib
import hmac
import json
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

MEDIA_TYPE = "application/cloudevents+json; charset=UTF-8"
# The ids of events are made from what they are about: a second delivery of the same fact has the same id.
_NAMESPACE = uuid.UUID("7b1f0c62-6a7e-5b0e-9d0a-5a1c9a5f6c11")
# A signature older than this is refused by whoever checks it.
TOLERANCE_SECONDS = 300


def event_id(*parts: object) -> str:
    """The id of an event: the same for the same fact."""
    return str(uuid.uuid5(_NAMESPACE, "/".join(map(str, parts))))


def source_of(oin: str, site: str) -> str:
    """The source as a URN of the organisation identification number, else the address of the site."""
    return f"urn:nld:oin:{oin}:systeem:werkregio" if oin else site


def event(
    *, id: str, source: str, type: str, time: datetime, subject: str, data: Mapping[str, Any]
) -> dict[str, Any]:
    """One event in the JSON format. `time` needs a zone; `data` holds ids and codes only."""
    if time.tzinfo is None:
        raise ValueError("The time of an event needs a zone.")
    return {
        "specversion": "1.0",
        "id": id,
        "source": source,
        "type": type,
        "subject": subject,
        "time": time.isoformat(timespec="seconds"),
        "datacontenttype": "application/json",
        "data": dict(data),
    }


def as_body(content: Mapping[str, Any]) -> str:
    """The bytes that are signed and sent, as text: the same content gives the same text."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def signature_headers(body: str, *, id: str, at: datetime, secret: str) -> dict[str, str]:
    """Id, moment and signature, so that the receiver knows who sent it and that it is not an old copy."""
    moment = str(int(at.timestamp()))
    return {
        "Webhook-Id": id,
        "Webhook-Timestamp": moment,
        "Webhook-Signature": f"v1,{_sign(body, id=id, moment=moment, secret=secret)}",
    }


def verify(body: str, headers: Mapping[str, str], *, secret: str, now: datetime) -> bool:
    """What a receiver does: the signature fits, and the moment is not long ago or in the future."""
    moment = headers.get("Webhook-Timestamp", "")
    if not moment.isdigit() or abs(now.timestamp() - int(moment)) > TOLERANCE_SECONDS:
        return False
    expected = f"v1,{_sign(body, id=headers.get('Webhook-Id', ''), moment=moment, secret=secret)}"
    given = headers.get("Webhook-Signature", "").split(" ")
    return any(hmac.compare_digest(expected, one) for one in given)


def _sign(body: str, *, id: str, moment: str, secret: str) -> str:
    digest = hmac.new(secret.encode(), f"{id}.{moment}.{body}".encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()
