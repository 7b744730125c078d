# SPDX-License-Identifier: EUPL-1.2
"""Errors that a person reads: plain language, the field and the way out."""

from collections.abc import Mapping


class RuleError(Exception):
    """A rule of the domain refuses an act.

    `field` names the form field that it belongs to, where there is one, so that a page can
    show the sentence beside it and keep what was typed.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class ConflictError(RuleError):
    """Somebody else changed the same thing first; nothing was saved."""


class InputError(Exception):
    """Input of a black-box command cannot be read: row and column named, exit code 2."""

    def __init__(self, message: str, *, details: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.details = dict(details or {})


class AmbiguousInputError(InputError):
    """Input of a black-box command can be read in two ways; both are named, exit code 3."""


class SourceUnreachableError(InputError):
    """A source of a black-box command cannot be reached, exit code 4."""
