# SPDX-License-Identifier: EUPL-1.2
"""What remains of a meeting: words by item, actions, own notes, and the minutes with their versions."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from werkregio.foundation.chain import AppendOnly
from werkregio.regio.models import Partij

from ..terms import VerslagSoort
from .gremium import Gremium
from .vergadering import Agendapunt, Vergadering


class Behandeling(models.Model):
    """What was said and concluded at an item, typed as it falls; adopted with the minutes."""

    agendapunt = models.OneToOneField(Agendapunt, on_delete=models.PROTECT, related_name="behandeling")
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    conclusie = models.TextField(blank=True, max_length=4000)
    verslag = models.TextField(blank=True, max_length=20000)


class Spreeknotitie(models.Model):
    """A note of one person for himself; nobody else sees it."""

    agendapunt = models.ForeignKey(Agendapunt, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    tekst = models.TextField(blank=True, max_length=4000)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agendapunt", "user"], name="one_note_a_person_and_item")
        ]


class Actiepunt(models.Model):
    """Who does what by when; an open one comes along to the next meetings of its table."""

    gremium = models.ForeignKey(Gremium, on_delete=models.PROTECT, related_name="actiepunten")
    vergadering = models.ForeignKey(
        Vergadering, null=True, blank=True, on_delete=models.PROTECT, related_name="actiepunten"
    )
    agendapunt = models.ForeignKey(
        Agendapunt, null=True, blank=True, on_delete=models.PROTECT, related_name="actiepunten"
    )
    wat = models.CharField(max_length=300)
    partij = models.ForeignKey(Partij, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=120, blank=True, help_text="Function, not a name")
    due = models.DateField(null=True, blank=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due", "pk"]
        constraints = [
            models.CheckConstraint(name="action_has_somebody", condition=Q(partij__isnull=False) | ~Q(who=""))
        ]


class VerslagVersie(AppendOnly):
    """Adopted minutes as they were adopted, and each correction; the text never changes afterwards."""

    vergadering = models.ForeignKey(Vergadering, on_delete=models.PROTECT, related_name="verslagen")
    nummer = models.PositiveSmallIntegerField()
    soort = models.CharField(max_length=12, choices=VerslagSoort.choices)
    # Everything that the page of the minutes shows, closed items marked.
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    reason = models.CharField(max_length=500, blank=True)
    adopted_in = models.ForeignKey(Vergadering, on_delete=models.PROTECT, related_name="adopted_minutes")
    # The head of the register when the minutes were adopted: whoever has the minutes can tell a cut-off end.
    head_sequence = models.PositiveBigIntegerField()
    head_hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["vergadering", "nummer"], name="one_verslag_a_number"),
            models.CheckConstraint(
                name="a_correction_of_minutes_has_a_reason",
                condition=Q(soort=VerslagSoort.VASTSTELLING) | ~Q(reason=""),
            ),
        ]
