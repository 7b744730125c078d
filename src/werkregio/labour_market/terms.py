# SPDX-License-Identifier: EUPL-1.2
"""Words of the fact base, as choices with labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """Where an import is."""

    WAITING = "waiting", _("Waits for the worker")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    UNCHANGED = "unchanged", _("Nothing new")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Stopped")
    UNDONE = "undone", _("Undone")


class RunKind(models.TextChoices):
    """By which road a table comes in."""

    CBS = "cbs", _("CBS StatLine")
    MAPPING = "mapping", _("File with a mapping")
