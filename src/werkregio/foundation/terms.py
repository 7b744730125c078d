# SPDX-License-Identifier: EUPL-1.2
"""States of what leaves the house and of what runs later."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OutboxState(models.TextChoices):
    """Where a message stands. Only WAITING and HANDING go on by themselves."""

    WAITING = "waiting", _("Waiting to be sent")
    HANDING = "handing", _("Being sent now")
    SENT = "sent", _("Sent")
    BY_HAND = "by_hand", _("To print or send by hand")
    SKIPPED = "skipped", _("Not needed any more")
    UNSURE = "unsure", _("Perhaps sent: the worker stopped halfway")
    FAILED = "failed", _("Could not be sent")


class JobState(models.TextChoices):
    """Where a run of a job stands."""

    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Busy")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
