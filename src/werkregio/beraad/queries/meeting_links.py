# SPDX-License-Identifier: EUPL-1.2
"""Addresses in messages: signed, for one person and one question. Opening one changes nothing (ruling A8)."""

from django.core import signing

ATTEND, POLL = "beraad.komst", "beraad.datum"


def token_for(kind: str, pk: int) -> str:
    """The part of an address that nobody can make but this installation."""
    return signing.dumps(pk, salt=kind)


def pk_of(kind: str, token: str) -> int | None:
    """What a token stands for; None when it was altered or made up."""
    try:
        found = signing.loads(token, salt=kind)
    except signing.BadSignature:
        return None
    return found if isinstance(found, int) else None
