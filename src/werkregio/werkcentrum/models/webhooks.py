# SPDX-License-Identifier: EUPL-1.2
"""Where the system of a partner wants to hear of its referrals."""

from django.conf import settings
from django.db import models


class Webhook(models.Model):
    """An address of a partner's own system. Events hold ids and codes only; the secret is kept sealed."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="webhooks")
    partij = models.ForeignKey("regio.Partij", on_delete=models.PROTECT, related_name="webhooks")
    url = models.URLField(max_length=300)
    sealed_secret = models.TextField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stopped_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["partij", "url"],
                condition=models.Q(stopped_at__isnull=True),
                name="one_webhook_an_address",
            )
        ]

    def __str__(self) -> str:
        return self.url
