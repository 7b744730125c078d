# SPDX-License-Identifier: EUPL-1.2
"""The checks that a server runs before its first request, as every command does before its work."""

from django.core.checks import Error, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError


def refuse_unsafe_start() -> None:
    """Stop when a check fails: a trigger is missing, or a demo would run beside a real region."""
    try:
        found = run_checks(databases=["default"])
    except DatabaseError:
        # The database does not answer yet: the page /gezond/klaar says so, and nothing can be read.
        found = run_checks()
    errors = [message for message in found if isinstance(message, Error) or message.is_serious()]
    if errors:
        raise ImproperlyConfigured(
            "Werkregio does not start: " + "; ".join(f"{e.msg} {e.hint or ''}".strip() for e in errors)
        )


def warm_up() -> None:
    """Make ready what the first visitor would wait for."""
    # Imported here: this file is read before Django is set up.
    from werkregio.werkcentrum.services import wegwijzer

    wegwijzer.warm_up()
