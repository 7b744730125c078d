# SPDX-License-Identifier: EUPL-1.2
"""A question that somebody left for a guide, and everything that follows from it.

Personal data stands only in Zaakgegevens, Toevoeging and the encrypted fields, under the key of the
case. Events hold codes and ids only, so that they can stay when the key is deleted (ruling A6).
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from werkregio.foundation import secrets
from werkregio.foundation.chain import AppendOnly

from ..terms import (
    Bereikbaar,
    Gebeurtenis,
    Herkomst,
    Kanaal,
    Sluitgrond,
    Urgentie,
    Vrager,
    Wie,
)


class Zaak(models.Model):
    """One question of one person or employer. One guide at a time owns it."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="zaken")
    reference = models.CharField(
        max_length=16, unique=True, help_text="W-26-48213: to say on the phone; no secret"
    )
    # The random key that audit lines carry as data subject; says nothing about the person.
    subject = models.CharField(max_length=32, unique=True)
    asker = models.CharField(max_length=16, choices=Vrager.choices, default=Vrager.INWONER)
    language = models.CharField(max_length=8, default="nl")
    gemeente = models.ForeignKey(
        "regio.Gemeente", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    channel = models.CharField(max_length=12, choices=Kanaal.choices, default=Kanaal.WEB)
    reach_by = models.CharField(max_length=12, choices=Bereikbaar.choices, default=Bereikbaar.PAGINA)
    danger = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: the person on the website",
    )
    # The counter (library, debt help) that typed it for the person: it sees the steps, never the question.
    opened_partij = models.ForeignKey(
        "regio.Partij", null=True, blank=True, on_delete=models.PROTECT, related_name="ingevoerde_zaken"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="zaken"
    )
    # Raised with every act: a page that was loaded before is refused instead of overwriting.
    version = models.PositiveIntegerField(default=1)
    # Next step, for the worklist; written by services only.
    next_step = models.CharField(max_length=40, blank=True, help_text="Code of the next step")
    next_step_due = models.DateField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Key and personal rows are gone; what is left are codes that belong to nobody (services/retention.py).
    erased_at = models.DateTimeField(null=True, blank=True)
    code_hash = models.CharField(max_length=64, null=True, blank=True, unique=True)
    code_expires_at = models.DateTimeField(null=True, blank=True)
    # The form key of the page that made it: a second submit finds the first result.
    form_key = models.CharField(max_length=64, null=True, blank=True, unique=True)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["next_step_due", "opened_at"]
        indexes = [
            models.Index(fields=["regio", "closed_at", "next_step_due"]),
            models.Index(fields=["owner", "closed_at", "next_step_due"]),
            models.Index(fields=["opened_partij", "opened_at"]),
        ]

    def __str__(self) -> str:
        return self.reference

    def seal(self, value: Any) -> str:
        """Encrypt any JSON value under the key of this case."""
        return secrets.encrypt(value, self.sleutel.wrapped)

    def unseal(self, token: str) -> Any:
        """Read what `seal` made; an empty token is None. Raises `UnreadableError` when the key is gone."""
        return secrets.decrypt(token, self.sleutel.wrapped) if token else None


class Zaaksleutel(models.Model):
    """The wrapped key of a case. Deleting this row makes the case unreadable for ever."""

    zaak = models.OneToOneField(Zaak, on_delete=models.CASCADE, related_name="sleutel", primary_key=True)
    wrapped = models.TextField()

    def __str__(self) -> str:
        return str(self.zaak_id)


class Zaakgegevens(models.Model):
    """Who it is and what was asked, encrypted as one JSON value:

    {"voornaam", "naam", "telefoon", "email", "vraag", "vraag_taal"}; a missing part was not given.
    """

    zaak = models.OneToOneField(Zaak, on_delete=models.CASCADE, related_name="gegevens", primary_key=True)
    sealed = models.TextField()

    def __str__(self) -> str:
        return str(self.zaak_id)


class Toevoeging(models.Model):
    """Something the person, guide or partner wrote later; the text is encrypted."""

    zaak = models.ForeignKey(Zaak, on_delete=models.CASCADE, related_name="toevoegingen")
    at = models.DateTimeField()
    # "persoon", "gids" or "partner"; the last belongs to a referral.
    author = models.CharField(max_length=8)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    doorverwijzing = models.ForeignKey(
        "werkcentrum.Doorverwijzing",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="toevoegingen",
    )
    sealed = models.TextField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.zaak_id} {self.author}"


class Zaakgebeurtenis(AppendOnly):
    """The timeline of a case: codes only."""

    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="gebeurtenissen")
    kind = models.CharField(max_length=32, choices=Gebeurtenis.choices)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, help_text="user:17, persoon, systeem")
    organisation = models.CharField(max_length=64, blank=True, help_text="partij:4")
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.zaak_id} {self.kind}"


class Ondersteuningsbehoefte(models.Model):
    """A need for support within a case: situation, goal, obstacles, what already works."""

    zaak = models.ForeignKey(Zaak, on_delete=models.CASCADE, related_name="behoeften")
    need = models.CharField(max_length=40)
    chosen_by = models.CharField(max_length=8, choices=Herkomst.choices, default=Herkomst.REGEL)
    # What the router said first, kept so that overrides can be counted.
    suggested = models.JSONField(default=list)
    # {"doel", "wat_werkt"}, encrypted
    sealed = models.TextField(blank=True)
    obstacles = models.JSONField(default=list)
    urgency = models.CharField(max_length=8, choices=Urgentie.choices, default=Urgentie.WEEK)
    agreed_on = models.DateField(null=True, blank=True, help_text="Agreed with the person on")
    # Raised when a closed need is opened again: it is closed while an Afsluiting of this round exists.
    round = models.PositiveSmallIntegerField(default=1)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.need


class Afspraak(models.Model):
    """An agreement: what (encrypted), who does it, by when."""

    behoefte = models.ForeignKey(Ondersteuningsbehoefte, on_delete=models.CASCADE, related_name="afspraken")
    sealed = models.TextField()
    who = models.CharField(max_length=8, choices=Wie.choices)
    due = models.DateField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["due", "created_at"]

    def __str__(self) -> str:
        return f"{self.who} {self.due}"


class Afsluiting(AppendOnly):
    """The end of a need. The database refuses an end without outcome, next step or the person's own word.

    A need may be opened again: then the next `round` ends with an Afsluiting of its own.
    """

    behoefte_key = models.PositiveBigIntegerField(
        help_text="Key of the need; stays when retention deletes it"
    )
    round = models.PositiveSmallIntegerField(default=1)
    zaak = models.ForeignKey(Zaak, on_delete=models.PROTECT, related_name="afsluitingen")
    ground = models.CharField(max_length=16, choices=Sluitgrond.choices)
    uitkomst = models.ForeignKey(
        "werkcentrum.Uitkomst", null=True, blank=True, on_delete=models.PROTECT, related_name="afsluitingen"
    )
    next_behoefte_key = models.PositiveBigIntegerField(null=True, blank=True)
    next_afspraak_key = models.PositiveBigIntegerField(null=True, blank=True)
    person_confirmed = models.BooleanField(default=False)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["behoefte_key", "round"], name="one_afsluiting_a_round"),
            models.CheckConstraint(
                name="afsluiting_has_its_ground",
                condition=(
                    Q(ground="uitkomst", uitkomst__isnull=False)
                    | Q(ground="beantwoord", person_confirmed=True)
                    | Q(ground="eigen-keuze", person_confirmed=True)
                    | Q(ground__in=["niet-bereikt", "geen-vraag"])
                    | (
                        Q(ground="volgende-stap")
                        & (Q(next_behoefte_key__isnull=False) | Q(next_afspraak_key__isnull=False))
                    )
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.behoefte_key} {self.ground}"


class Codepoging(models.Model):
    """Wrong tries of the private code from one network (keyed hash of the address) in one quarter of an hour."""

    network_hash = models.CharField(max_length=64)
    window = models.DateTimeField()
    wrong = models.PositiveIntegerField(default=0)
    # Until then the form waits for this network.
    wait_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network_hash", "window"], name="one_count_a_window")]

    def __str__(self) -> str:
        return f"{self.window:%H:%M} {self.wrong}"
