# SPDX-License-Identifier: EUPL-1.2
"""A link and a code with which a partner without account answers a referral (ruling A8)."""

from django.db import models

from .referral import Doorverwijzing


class Partnerlink(models.Model):
    """A random address of 128 bits in one message; only its keyed hash is kept."""

    doorverwijzing = models.ForeignKey(Doorverwijzing, on_delete=models.PROTECT, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return str(self.doorverwijzing_id)


class Partnercode(models.Model):
    """Six digits that went to the address or phone number that the directory holds for the offer."""

    link = models.ForeignKey(Partnerlink, on_delete=models.CASCADE, related_name="codes")
    asked_at = models.DateTimeField()
    # Both empty until the message is composed: the code exists only there.
    code_hash = models.CharField(max_length=64, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return str(self.link_id)
