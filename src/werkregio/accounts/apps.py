# SPDX-License-Identifier: EUPL-1.2
"""Wiring of the module."""

from typing import Any

from django.apps import AppConfig
from django.http import HttpRequest


class AccountsConfig(AppConfig):
    name = "werkregio.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        authenticator_added.connect(_just_proved, dispatch_uid="accounts.just_proved")


def _just_proved(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """Whoever set a factor showed it that moment: the recovery codes that follow ask for nothing more."""
    from allauth.account.internal.flows.login import record_authentication

    record_authentication(request, user, "mfa", reauthenticated=True)
