# SPDX-License-Identifier: EUPL-1.2
"""The person who signs in and the invitation that lets somebody in. No organisation, no role (ruling A2)."""

from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class UserManager(BaseUserManager["User"]):
    """Makes users; the e-mail address is the name to sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Somebody who works with Werkregio. Residents have no account.

    There is no superuser: rights come from memberships only, so that nobody has a back way to files.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=8, default="nl")
    is_active = models.BooleanField(default=True)
    is_invented = models.BooleanField(default=False, help_text="A person of the demo")
    date_joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    is_staff = False
    is_superuser = False

    objects = UserManager()

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def has_perm(self, perm: str, obj: object | None = None) -> bool:
        """Django's own permissions are not used: a role within an organisation decides."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


class Uitnodiging(models.Model):
    """A way in for one e-mail address, once. What it leads to is known by the module that asked for it."""

    email = models.EmailField()
    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=64, help_text="lidmaatschap")
    subject = models.CharField(max_length=64, db_index=True, default="", help_text="partij:4")
    payload = models.JSONField(default=dict, help_text="Ids and codes of the asking module")
    # Nobody invites the first administrator of a region: the command that sets the region up does.
    invited_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="uitnodigingen"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="aanvaarde_uitnodigingen"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    mail_failed = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.email

    def is_open(self, at: datetime) -> bool:
        """Whether somebody can still use it at this moment."""
        return self.accepted_at is None and self.withdrawn_at is None and at < self.expires_at
