# SPDX-License-Identifier: EUPL-1.2
"""Doors of accounts that differ from the library: what is closed here leads elsewhere."""

from allauth.account import views as allauth_views
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from werkregio.foundation import clock

from . import queries, services
from .forms import ProfileForm
from .models import User


@login_not_required
def sign_in(request: HttpRequest) -> HttpResponse:
    """E-mail and password; in the demo with the list of invented people."""
    response = allauth_views.login(request)
    context = getattr(response, "context_data", None)
    if context is not None:
        context["demo_people"] = queries.demo_people(on=clock.today())
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
def sign_up_closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up; the page says how somebody does get in."""
    return render(request, "account/signup_closed.html")


def to_profile(request: HttpRequest, key: str = "") -> HttpResponse:
    """The e-mail address is the one that was invited: it is shown in the profile and not changed here."""
    return redirect("accounts:profile")


def profile(request: HttpRequest) -> HttpResponse:
    """Who you are here: name, language, second factors and roles."""
    user = signed_in_user(request)
    form = ProfileForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        services.change_profile(
            user.pk,
            name=form.cleaned_data["name"],
            language=form.cleaned_data["language"],
            at=clock.now(),
        )
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Your profile was saved."))
            return redirect("accounts:profile")
    context = {
        "form": form,
        "factors": queries.factors_of(user),
        "roles": queries.describe_people([user.pk], on=clock.today()).get(user.pk, []),
        "has_password": user.has_usable_password(),
        "has_brokers": bool(settings.OIDC_APPS),
    }
    return render(request, "account/profile.html", context)


def signed_in_user(request: HttpRequest) -> User:
    """The person of this request; every page that asks for it needs sign-in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
