# SPDX-License-Identifier: EUPL-1.2
"""Ids for others that never change: made from our own codes, so that nothing has to be stored."""

from uuid import UUID, uuid5

_NAMESPACE = UUID("6f1d7a52-3c1e-5b0e-9a7d-2b1f0c9e4d11")


def own_id(*parts: object) -> str:
    """The same parts give the same id, on every installation and after every restore."""
    return str(uuid5(_NAMESPACE, "/".join(str(part) for part in parts)))
