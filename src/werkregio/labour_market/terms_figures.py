# SPDX-License-Identifier: EUPL-1.2
"""Words around a figure, as choices with labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DuidingState(models.TextChoices):
    """Where what was written about a figure is."""

    WAITING = "waiting", _("Waits for a second person")
    PUBLISHED = "published", _("Published")
    RETURNED = "returned", _("Sent back")
    SUPERSEDED = "superseded", _("Replaced by a newer one")
