# SPDX-License-Identifier: EUPL-1.2
"""A meeting, its agenda, who is there and what lies on the table."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from werkregio.foundation.chain import AppendOnly
from werkregio.regio.models import Arbeidsmarktregio, Convenant, Geleding, Mandaat, Partij, Zetel

from ..terms import (
    AgendapuntSoort,
    AgendapuntStaat,
    BesluitType,
    Beweging,
    Openbaarheid,
    StukStaat,
    VergaderingSoort,
    VergaderingStaat,
)
from .gremium import Gremium


class Vergadering(models.Model):
    """A meeting of a gremium. Its state is moved by services only; each move is an audit line."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="vergaderingen")
    gremium = models.ForeignKey(Gremium, on_delete=models.PROTECT, related_name="vergaderingen")
    soort = models.CharField(max_length=10, choices=VergaderingSoort.choices)
    titel = models.CharField(max_length=160)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    location = models.CharField(max_length=200, blank=True)
    video_url = models.URLField(blank=True)
    # A brede bijeenkomst belongs to a regular meeting (L1094-1096, R27).
    coupled_to = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="coupled"
    )
    state = models.CharField(
        max_length=20, choices=VergaderingStaat.choices, default=VergaderingStaat.GEPLAND
    )
    # The rules that hold on the day; fixed when the meeting opens.
    convenant = models.ForeignKey(
        Convenant, null=True, blank=True, on_delete=models.PROTECT, related_name="vergaderingen"
    )
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Brought in from the time before Werkregio; nothing is computed from it.
    historical = models.BooleanField(default=False)
    cancelled_because = models.CharField(max_length=300, blank=True)
    # Rises with each change of time or place, so that a calendar knows the newer file.
    revision = models.PositiveSmallIntegerField(default=0)
    remark = models.CharField(max_length=500, blank=True, help_text="How to get there, how to join")

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="vergadering_ends_after_start", condition=Q(ends_at__gt=F("starts_at"))
            ),
        ]
        indexes = [models.Index(fields=["gremium", "starts_at"])]

    def __str__(self) -> str:
        return self.titel


class Agendapunt(models.Model):
    """One item. It lives on: an item that was not adopted returns as a new row that names the former one."""

    gremium = models.ForeignKey(Gremium, on_delete=models.PROTECT, related_name="agendapunten")
    # Null: waits for a meeting (also what was not reached while none is planned).
    vergadering = models.ForeignKey(
        Vergadering, null=True, blank=True, on_delete=models.PROTECT, related_name="agendapunten"
    )
    position = models.PositiveSmallIntegerField(default=0)
    titel = models.CharField(max_length=200)
    soort = models.CharField(max_length=16, choices=AgendapuntSoort.choices)
    toelichting = models.TextField(blank=True, max_length=20000)
    # What would be decided, word for word, and what kind of decision it is.
    voorstel = models.TextField(blank=True, max_length=8000)
    besluit_type = models.CharField(max_length=20, choices=BesluitType.choices, blank=True)
    presenter = models.CharField(max_length=120, blank=True, help_text="Function or organisation, not a name")
    minutes = models.PositiveSmallIntegerField(default=10)
    openbaarheid = models.CharField(
        max_length=10, choices=Openbaarheid.choices, default=Openbaarheid.OPENBAAR
    )
    closed_because = models.CharField(max_length=300, blank=True)
    # Work area (L1164-1167, R12): everybody, or the geledingen in `werkgebied`.
    werkgebied_all = models.BooleanField(default=True)
    werkgebied = models.ManyToManyField(Geleding, blank=True, related_name="+")
    werkgebied_fixed_at = models.DateTimeField(null=True, blank=True)
    # Null is unknown yet; a yes asks for a zwaarwegend advies (L1113-1117, R20).
    financial = models.BooleanField(null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    # What it is about on a floor above: a plain reference (kind, id, title, address), or outside the agenda.
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.CharField(max_length=64, blank=True)
    subject_title = models.CharField(max_length=200, blank=True)
    subject_url = models.CharField(max_length=300, blank=True)
    outside_agenda_because = models.CharField(max_length=300, blank=True)
    # Another body that decides or decides as well on this theme (L1183-1187, R18).
    other_decider = models.CharField(max_length=200, blank=True)
    # A fixed item of a template: "voortgang", "cijfers" (R28), "mededelingen".
    template_key = models.CharField(max_length=30, blank=True)
    state = models.CharField(max_length=24, choices=AgendapuntStaat.choices, default=AgendapuntStaat.CONCEPT)
    previous = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="next_item"
    )
    # Advice of a thematafel that became an item here.
    advice_of = models.ForeignKey(
        Gremium, null=True, blank=True, on_delete=models.PROTECT, related_name="adviezen"
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="closed_item_has_a_reason",
                condition=Q(openbaarheid=Openbaarheid.OPENBAAR) | ~Q(closed_because=""),
            ),
            models.CheckConstraint(
                name="amount_is_not_negative", condition=Q(amount__isnull=True) | Q(amount__gte=0)
            ),
        ]
        indexes = [
            models.Index(fields=["vergadering", "position"]),
            models.Index(fields=["gremium", "state"]),
        ]

    def __str__(self) -> str:
        return self.titel


class Aanwezigheid(AppendOnly):
    """Somebody took or left a seat at a moment. Who is there follows from these rows, never from a tick box."""

    vergadering = models.ForeignKey(Vergadering, on_delete=models.PROTECT, related_name="aanwezigheid")
    zetel = models.ForeignKey(Zetel, on_delete=models.PROTECT, related_name="+")
    mandaat = models.ForeignKey(Mandaat, on_delete=models.PROTECT, related_name="+")
    beweging = models.CharField(max_length=3, choices=Beweging.choices)
    at = models.DateTimeField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["vergadering", "at"])]


class Stuk(models.Model):
    """A document: of an item, of a meeting or of the region alone (register of documents)."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="stukken")
    agendapunt = models.ForeignKey(
        Agendapunt, null=True, blank=True, on_delete=models.PROTECT, related_name="stukken"
    )
    vergadering = models.ForeignKey(
        Vergadering, null=True, blank=True, on_delete=models.PROTECT, related_name="stukken"
    )
    titel = models.CharField(max_length=200)
    kind = models.CharField(
        max_length=40, help_text="Code of rules.document_kinds: notitie, advies, convenant"
    )
    state = models.CharField(max_length=12, choices=StukStaat.choices, default=StukStaat.CONCEPT)
    openbaarheid = models.CharField(
        max_length=10, choices=Openbaarheid.choices, default=Openbaarheid.BESLOTEN
    )
    closed_because = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(Partij, null=True, blank=True, on_delete=models.PROTECT, related_name="stukken")
    dated = models.DateField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                name="a_draft_is_never_public",
                condition=~Q(state=StukStaat.CONCEPT) | Q(openbaarheid=Openbaarheid.BESLOTEN),
            ),
        ]

    def __str__(self) -> str:
        return self.titel


class StukVersie(AppendOnly):
    """A file of a document with its checksum. The bytes stand under the data folder by that checksum."""

    stuk = models.ForeignKey(Stuk, on_delete=models.PROTECT, related_name="versies")
    nummer = models.PositiveSmallIntegerField()
    filename = models.CharField(max_length=160)
    media_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["nummer"]
        constraints = [
            models.UniqueConstraint(fields=["stuk", "nummer"], name="one_file_a_version_of_a_stuk")
        ]
