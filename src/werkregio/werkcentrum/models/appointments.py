# SPDX-License-Identifier: EUPL-1.2
"""Appointments: slots at a counter, online or by phone; who comes when; absence of a guide.

What happened to an appointment is a row of Boekingsgebeurtenis; its status follows from those and the
clock. A Plek is the chair that somebody holds: the database gives each chair away once.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from werkregio.foundation.chain import AppendOnly

from ..terms import Boekingsstap, Plaats, Tijdvaksoort


class Afspraakinstelling(models.Model):
    """What a region chose for its appointments."""

    regio = models.OneToOneField(
        "regio.Arbeidsmarktregio",
        on_delete=models.CASCADE,
        related_name="afspraakinstelling",
        primary_key=True,
    )
    change_hours = models.PositiveSmallIntegerField(
        default=24, help_text="A person moves or cancels until so many hours before"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="change_hours_up_to_a_week", condition=Q(change_hours__lte=168))
        ]

    def __str__(self) -> str:
        return f"{self.regio_id}: {self.change_hours}"


class Tijdvak(models.Model):
    """A slot in which one or more people can come, or be called."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="tijdvakken")
    soort = models.CharField(max_length=12, choices=Tijdvaksoort.choices)
    plaats = models.CharField(max_length=8, choices=Plaats.choices, default=Plaats.LOKET)
    loket = models.ForeignKey(
        "werkcentrum.Loket", null=True, blank=True, on_delete=models.PROTECT, related_name="tijdvakken"
    )
    # Of a workshop: what it is about. Never about a person.
    title = models.CharField(max_length=120, blank=True)
    start = models.DateTimeField()
    end = models.DateTimeField()
    capacity = models.PositiveSmallIntegerField(default=1)
    guide = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="tijdvakken"
    )
    # The organisation that gives a workshop, where it is not the Werkcentrum.
    partij = models.ForeignKey(
        "regio.Partij", null=True, blank=True, on_delete=models.PROTECT, related_name="tijdvakken"
    )
    languages = models.JSONField(default=list, blank=True)
    # A person who may choose a time sees this slot on the private page.
    self_book = models.BooleanField(default=True)
    series = models.CharField(max_length=24, blank=True, help_text="The same for slots made in one go")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["start", "pk"]
        indexes = [
            models.Index(fields=["regio", "start"]),
            models.Index(fields=["loket", "start"]),
            models.Index(fields=["guide", "start"]),
        ]
        constraints = [
            models.CheckConstraint(name="tijdvak_ends_after_it_begins", condition=Q(end__gt=F("start"))),
            models.CheckConstraint(name="tijdvak_has_a_place", condition=Q(capacity__gte=1)),
            models.CheckConstraint(
                name="tijdvak_at_a_counter_names_it",
                condition=Q(plaats="loket", loket__isnull=False)
                | (~Q(plaats="loket") & Q(loket__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_talk_is_with_one_person",
                condition=Q(soort__in=["inloop", "workshop"]) | Q(capacity=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.start:%Y-%m-%d %H:%M}"


class Boeking(models.Model):
    """An appointment of one person. `tijdvak` is where it stands now; the events say how it got there."""

    tijdvak = models.ForeignKey(Tijdvak, on_delete=models.PROTECT, related_name="boekingen")
    zaak = models.ForeignKey("werkcentrum.Zaak", on_delete=models.PROTECT, related_name="boekingen")
    # The hand-over that a talk with the three of us belongs to.
    doorverwijzing = models.ForeignKey(
        "werkcentrum.Doorverwijzing",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="boekingen",
    )
    interpreter = models.CharField(max_length=8, blank=True, help_text="Language of the interpreter asked")
    interpreter_arranged_at = models.DateTimeField(null=True, blank=True)
    form_key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["tijdvak__start", "pk"]

    def __str__(self) -> str:
        return f"{self.zaak_id} {self.tijdvak_id}"


class Plek(models.Model):
    """One chair of a slot, held by one appointment. Two people never get the same chair."""

    tijdvak = models.ForeignKey(Tijdvak, on_delete=models.PROTECT, related_name="plekken")
    number = models.PositiveSmallIntegerField()
    boeking = models.OneToOneField(Boeking, on_delete=models.CASCADE, related_name="plek")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["tijdvak", "number"], name="one_boeking_a_plek"),
            models.CheckConstraint(name="plekken_count_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.tijdvak_id} #{self.number}"


class Boekingsgebeurtenis(AppendOnly):
    """One thing that happened to an appointment. The numbers have no gap: two people cannot act at once."""

    boeking = models.ForeignKey(Boeking, on_delete=models.PROTECT, related_name="gebeurtenissen")
    sequence = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=Boekingsstap.choices)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, help_text="user:17, persoon, systeem")
    organisation = models.CharField(max_length=64, blank=True, help_text="partij:4")
    # The slot in which it stood after this; when it was moved, the new one.
    tijdvak = models.ForeignKey(Tijdvak, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(fields=["boeking", "sequence"], name="one_boekingsgebeurtenis_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.boeking_id} #{self.sequence} {self.kind}"


class Tijdkeuze(models.Model):
    """The guide lets the person choose a time for one kind of appointment on the private page."""

    zaak = models.ForeignKey("werkcentrum.Zaak", on_delete=models.CASCADE, related_name="tijdkeuzes")
    soort = models.CharField(max_length=12, choices=Tijdvaksoort.choices)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    # Used, or taken back by the guide.
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["zaak", "soort"], condition=Q(closed_at__isnull=True), name="one_open_tijdkeuze"
            ),
            models.CheckConstraint(
                name="a_person_alone_chooses_no_three_way_talk", condition=~Q(soort="driegesprek")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.zaak_id} {self.soort}"


class Afwezigheid(models.Model):
    """Days on which a guide is not there. Why is nobody's business and is not kept."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="afwezigheden")
    first_day = models.DateField()
    last_day = models.DateField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(name="afwezigheid_in_order", condition=Q(last_day__gte=F("first_day")))
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.first_day}"
