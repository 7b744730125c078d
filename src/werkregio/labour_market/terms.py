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
    TRIAL = "trial", _("Looked at, nothing stored")


class RunKind(models.TextChoices):
    """By which road a table comes in."""

    CBS = "cbs", _("CBS StatLine")
    MAPPING = "mapping", _("File with a mapping")


class Rhythm(models.TextChoices):
    """How often a source has a new edition."""

    WEEK = "week", _("Every week")
    MONTH = "month", _("Every month")
    QUARTER = "quarter", _("Every quarter")
    HALF = "half", _("Twice a year")
    YEAR = "year", _("Every year")


class LinkState(models.TextChoices):
    """What the last check of an address found."""

    UNKNOWN = "unknown", _("Not checked yet")
    FINE = "fine", _("Works")
    MOVED = "moved", _("Moved")
    BROKEN = "broken", _("Does not answer")
