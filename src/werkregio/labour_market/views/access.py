# SPDX-License-Identifier: EUPL-1.2
"""What every door of the fact base does first: who acts, and may they."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse

from werkregio.foundation.errors import RuleError
from werkregio.regio import queries as regio_queries
from werkregio.regio.permissions import Acting

Thing = TypeVar("Thing")


def acting_with(request: HttpRequest, right: str) -> Acting:
    """The one who acts, when he has this right; refused otherwise."""
    acting = regio_queries.acting(request)
    if acting is None or not acting.has(right):
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


def status_of(form: BaseForm) -> int:
    return 422 if form.is_bound and form.errors else 200


def download(text: str, name: str) -> HttpResponse:
    """A table for a spreadsheet: the mark at the start tells that it is UTF-8."""
    response = HttpResponse(("\ufeff" + text).encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response
