# SPDX-License-Identifier: EUPL-1.2
"""What every page of this module does first: who is this, may this person, which row is meant."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpRequest

from werkregio.accounts.models import User
from werkregio.foundation.errors import RuleError

from .. import queries
from ..models import Partij
from ..permissions import Acting


def entering(request: HttpRequest, may: Callable[[Acting], bool]) -> Acting:
    """The person of this request as acting, when the right is there."""
    acting = queries.acting(request)
    if acting is None or not may(acting):
        raise PermissionDenied
    return acting


def visible_partij(
    request: HttpRequest, pk: int, may: Callable[[Acting, Partij], bool]
) -> tuple[Acting, Partij]:
    """An organisation that this person may open. One that is out of reach looks like one that is not there."""
    acting = queries.acting(request)
    if acting is None:
        raise PermissionDenied
    partij = queries.partijen_of(acting.regio).filter(pk=pk).first()
    if partij is None or not may(acting, partij):
        raise Http404
    return acting, partij


def person(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def show_refusal(form: BaseForm, error: RuleError) -> None:
    """The sentence of a rule at its field, or above the form."""
    form.add_error(error.field if error.field in form.fields else None, error.message)
