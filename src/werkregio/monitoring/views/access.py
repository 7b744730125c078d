# SPDX-License-Identifier: EUPL-1.2
"""What every door of signals does first: who acts, and may they; and how a refusal reaches a form."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest

from werkregio.foundation.errors import RuleError
from werkregio.regio import queries as regio_queries
from werkregio.regio.permissions import Acting

Thing = TypeVar("Thing")


def acting_with(request: HttpRequest, *rights: str) -> Acting:
    """The one who acts, when he has one of these rights; refused otherwise."""
    acting = regio_queries.acting(request)
    if acting is None or not any(acting.has(right) for right in rights):
        raise PermissionDenied
    return acting


def found(thing: Thing | None) -> Thing:
    """The thing, or a page that says nothing about whether it exists."""
    if thing is None:
        raise Http404
    return thing


def refuse(form: BaseForm, error: RuleError) -> None:
    """Show a refusal at its field; what was typed stays."""
    form.add_error(error.field if error.field in form.fields else None, error.message)
