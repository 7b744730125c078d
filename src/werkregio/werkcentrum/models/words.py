# SPDX-License-Identifier: EUPL-1.2
"""Words that an editor added to, or took from, the vocabulary of the router."""

from django.conf import settings
from django.db import models


class Woord(models.Model):
    """A word or phrase in one language that points to one need. `removed` takes a built-in word away."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="woorden")
    language = models.CharField(max_length=8)
    need = models.CharField(max_length=40)
    word = models.CharField(max_length=80)
    removed = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["language", "need", "word"]
        constraints = [
            models.UniqueConstraint(fields=["regio", "language", "need", "word"], name="one_woord_once")
        ]

    def __str__(self) -> str:
        return f"{self.language}: {self.word}"
