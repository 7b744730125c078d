# SPDX-License-Identifier: EUPL-1.2
"""A practice region: how its copies are called, and which contact data is plainly invented.

Source: ruling B14. Phone numbers with six zeros in a row and addresses under the names that RFC 2606
keeps for examples belong to nobody.
"""

import re

PREFIX = "oefen-"
EXAMPLE_PHONE, EXAMPLE_EMAIL = "06 00000000", "noor@voorbeeld.example"
_RESERVED = (".example", ".invalid", ".test")


def practice_code(code: str) -> str:
    """noord-limburg -> oefen-noord-limburg"""
    return PREFIX + code


def practice_host(host: str) -> str:
    """The address of the practice site beside a site: localhost -> oefen.localhost."""
    return "oefen.localhost" if host in {"localhost", "127.0.0.1"} else f"oefen.{host}"


def practice_gm_code(gm_code: str) -> str:
    """GM0983 -> OE0983: a copy of a municipality is no municipality of CBS."""
    return "OE" + gm_code[2:]


def is_invented_phone(phone: str) -> bool:
    """A number that nobody has; an empty one is no number."""
    return not phone or "000000" in re.sub(r"\D", "", phone)


def is_invented_email(email: str) -> bool:
    """An address that can never arrive; an empty one is no address."""
    return not email or email.strip().lower().endswith(_RESERVED)
