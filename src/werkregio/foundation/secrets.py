# SPDX-License-Identifier: EUPL-1.2
"""Keys and codes: what is kept encrypted, and what is kept only as a keyed hash.

Every case has a key of its own, wrapped by a master key from the environment. Deleting the wrapped
key makes everything that it encrypted unreadable (ruling A6). The version of the master key stands
in front of the wrapped key, so that it can be changed.
"""

import base64
import hashlib
import hmac
import json
import secrets
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

# The alphabet of Crockford's base 32: no I, L, O or U, so 16 characters hold exactly 80 random bits.
# Whoever reads a 0 as O, or a 1 as I or L, still gets in (`normal_code`).
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 16


class UnreadableError(Exception):
    """The key is gone or wrong: the text cannot be read any more."""


def _master(version: str) -> Fernet:
    key = settings.WERKREGIO_MASTER_KEYS.get(version)
    if key is None:
        raise UnreadableError(f"Master key {version} is not set.")
    digest = hashlib.sha256(key.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def new_case_key() -> str:
    """A fresh key for one case, wrapped: `version:token`. Keep only this."""
    version = settings.WERKREGIO_MASTER_KEY_VERSION
    return f"{version}:{_master(version).encrypt(Fernet.generate_key()).decode()}"


def _case_fernet(wrapped: str) -> Fernet:
    version, _, token = wrapped.partition(":")
    try:
        return Fernet(_master(version).decrypt(token.encode()))
    except (InvalidToken, ValueError) as error:
        raise UnreadableError("The key of this case cannot be opened.") from error


def encrypt(value: Any, wrapped: str) -> str:
    """Any JSON value, encrypted under the wrapped key of a case."""
    return _case_fernet(wrapped).encrypt(json.dumps(value, ensure_ascii=False).encode()).decode()


def decrypt(token: str, wrapped: str) -> Any:
    """The value that `encrypt` was given; raises `UnreadableError` when the key does not fit."""
    try:
        return json.loads(_case_fernet(wrapped).decrypt(token.encode()))
    except InvalidToken as error:
        raise UnreadableError("This text cannot be read with this key.") from error


def seal(text: str) -> str:
    """A short secret, such as that of a one-time code, under the master key: `version:token`."""
    version = settings.WERKREGIO_MASTER_KEY_VERSION
    return f"{version}:{_master(version).encrypt(text.encode()).decode()}"


def unseal(sealed: str) -> str:
    """What `seal` was given."""
    version, _, token = sealed.partition(":")
    try:
        return _master(version).decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise UnreadableError("This secret cannot be read with the master keys that are set.") from error


def keyed_hash(value: str, *, purpose: str) -> str:
    """A hash that cannot be made without the secret of this installation (HMAC-SHA-256, hex)."""
    key = hashlib.sha256(f"{settings.SECRET_KEY}|{purpose}".encode()).digest()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def new_code() -> str:
    """16 characters without look-alikes, 80 random bits, grouped by four for reading."""
    raw = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(raw[i : i + 4] for i in range(0, CODE_LENGTH, 4))


def normal_code(typed: str) -> str:
    """A typed code as it is hashed: capitals, without spaces and dashes, look-alikes put right."""
    table = str.maketrans({"O": "0", "I": "1", "L": "1"})
    return "".join(c for c in typed.upper() if c.isalnum()).translate(table)


def new_token() -> str:
    """A random address part of 128 bits."""
    return secrets.token_urlsafe(16)
