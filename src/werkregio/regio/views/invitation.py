# SPDX-License-Identifier: EUPL-1.2
"""The page behind the link of an invitation. Looking changes nothing; the button does (ruling A8)."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from werkregio.accounts import queries as accounts
from werkregio.accounts.models import Uitnodiging, User
from werkregio.foundation import clock
from werkregio.foundation.errors import RuleError

from .. import queries
from ..forms.leden import JoinForm
from ..models import Partij
from ..permissions import role_label
from ..services import uitnodigingen
from .entry import show_refusal


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the invitation; on POST join, with an account that is there or a new one."""
    found = accounts.invitation_by_token(token, purpose=uitnodigingen.PURPOSE)
    partij = queries.partij_of_invitation(found) if found else None
    if found is None or partij is None or not found.is_open(clock.now()):
        return _with_headers(render(request, "regio/invitation_closed.html", status=404))
    if isinstance(request.user, User):
        return _with_headers(_join_signed_in(request, token, found, partij))
    if accounts.user_by_email(found.email):
        return _with_headers(
            render(request, "regio/invitation.html", _context(found, partij, must_sign_in=True))
        )
    return _with_headers(_join_as_new(request, token, found, partij))


def _with_headers(response: HttpResponse) -> HttpResponse:
    # The address of this page is the way in: it does not travel along to another page. Not `no-referrer`:
    # with that a browser posts the form with `Origin: null`, and the check on forged requests refuses it.
    response["Referrer-Policy"] = "strict-origin"
    return response


def _context(found: Uitnodiging, partij: Partij, **more: Any) -> dict[str, Any]:
    roles = [role_label(code) for code in found.payload["roles"]]
    return {
        "invitation": found,
        "partij": partij,
        "roles": roles,
        "brokers": settings.OIDC_APPS,
        **more,
    }


def _join_signed_in(request: HttpRequest, token: str, found: Uitnodiging, partij: Partij) -> HttpResponse:
    user = request.user
    assert isinstance(user, User)  # noqa: S101 - the caller asked
    if user.email.lower() != found.email:
        return render(request, "regio/invitation.html", _context(found, partij, other_account=True))
    if request.method != "POST":
        return render(request, "regio/invitation.html", _context(found, partij, signed_in=True))
    try:
        uitnodigingen.accept(token, user=user, at=clock.now())
    except RuleError as error:
        messages.error(request, error.message)
        return render(request, "regio/invitation.html", _context(found, partij, signed_in=True), status=422)
    request.session[queries.ACTING_SESSION_KEY] = partij.pk
    messages.success(request, _("Welcome. You now work for %(partij)s.") % {"partij": partij.naam})
    return redirect(settings.LOGIN_REDIRECT_URL)


def _join_as_new(request: HttpRequest, token: str, found: Uitnodiging, partij: Partij) -> HttpResponse:
    language = translation.get_language() or settings.LANGUAGE_CODE
    form = JoinForm(
        request.POST or None,
        initial={"language": language if language in settings.WORKSPACE_LANGUAGES else "nl"},
    )
    if request.method == "POST" and form.is_valid():
        try:
            user, partij = uitnodigingen.accept_as_new(token, at=clock.now(), **form.cleaned_data)
        except RuleError as error:
            show_refusal(form, error)
        else:
            messages.success(request, _("Welcome. You now work for %(partij)s.") % {"partij": partij.naam})
            # The password was just typed: setting a second factor need not ask for it again.
            record_authentication(request, user, "password", email=user.email)
            return perform_login(request, user, email_verification="none")
    return render(
        request,
        "regio/invitation.html",
        _context(found, partij, form=form),
        status=422 if form.errors else 200,
    )
