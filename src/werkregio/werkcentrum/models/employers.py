# SPDX-License-Identifier: EUPL-1.2
"""Employers and what they ask. The contact person, and every text in own words, is in the case: encrypted.

A question of an employer is a case like any other, with its code, private page and retention. What stands
here is about the company, and who is its one contact.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from werkregio.foundation.chain import AppendOnly

from ..terms_employers import (
    Grootte,
    Loonper,
    Medezeggenschap,
    Sector,
    Vacaturestaat,
    Verzoeksoort,
    Verzoekstaat,
    Werkgeversresultaat,
    Werkgeversstap,
)
from .zaak import Zaak


class Werkgever(models.Model):
    """A company of a region, known once by its number in the Handelsregister, or by its name."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="werkgevers")
    naam = models.CharField(max_length=120)
    # The name without capitals, accents and legal form: how near-same names are found.
    naam_key = models.CharField(max_length=120, db_index=True)
    kvk = models.CharField(max_length=8, blank=True, help_text="Eight digits; empty: not known")
    gemeente = models.ForeignKey(
        "regio.Gemeente", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sector = models.CharField(max_length=1, choices=Sector.choices, blank=True)
    size = models.CharField(max_length=8, choices=Grootte.choices, blank=True)
    created_at = models.DateTimeField()
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["regio", "kvk"], condition=~Q(kvk=""), name="one_werkgever_a_kvk_number"
            ),
            models.CheckConstraint(
                name="werkgever_kvk_has_eight_digits", condition=Q(kvk="") | Q(kvk__regex=r"^[0-9]{8}$")
            ),
        ]

    def __str__(self) -> str:
        return self.naam


class Werkgeversvraag(models.Model):
    """What makes a case the question of an employer. It has one contact owner at a time: a person of a partner.

    Whether it is open follows from the case.
    """

    zaak = models.OneToOneField(Zaak, on_delete=models.PROTECT, related_name="werkgeversvraag")
    werkgever = models.ForeignKey(
        Werkgever, null=True, blank=True, on_delete=models.PROTECT, related_name="vragen"
    )
    subjects = models.JSONField(default=list, help_text="Codes of what it is about")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    owner_partij = models.ForeignKey(
        "regio.Partij", null=True, blank=True, on_delete=models.PROTECT, related_name="werkgeversvragen"
    )
    owner_since = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=16, choices=Werkgeversresultaat.choices, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="werkgeversvraag_owner_is_a_person_of_an_organisation",
                condition=(
                    Q(owner__isnull=True, owner_partij__isnull=True, owner_since__isnull=True)
                    | Q(owner__isnull=False, owner_partij__isnull=False, owner_since__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.zaak_id)


class Werkgeversgebeurtenis(AppendOnly):
    """The history of a question of an employer: codes and keys only."""

    vraag = models.ForeignKey(Werkgeversvraag, on_delete=models.PROTECT, related_name="gebeurtenissen")
    kind = models.CharField(max_length=24, choices=Werkgeversstap.choices)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, help_text="user:17, persoon, systeem")
    organisation = models.CharField(max_length=64, blank=True, help_text="partij:4")
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["vraag", "-at"])]

    def __str__(self) -> str:
        return f"{self.vraag_id} {self.kind}"


class Werkgeversverzoek(models.Model):
    """One organisation asks another: take this employer over, or let us join in."""

    vraag = models.ForeignKey(Werkgeversvraag, on_delete=models.CASCADE, related_name="verzoeken")
    kind = models.CharField(max_length=12, choices=Verzoeksoort.choices)
    state = models.CharField(max_length=12, choices=Verzoekstaat.choices, default=Verzoekstaat.OPEN)
    by_user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # Who asks; for a hand-over the owner, for joining in the partner that wants to.
    by_partij = models.ForeignKey("regio.Partij", on_delete=models.PROTECT, related_name="+")
    to_partij = models.ForeignKey("regio.Partij", on_delete=models.PROTECT, related_name="+")
    # Joining in: the owner also shows who the contact person is.
    contact_shared = models.BooleanField(default=False)
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["vraag"],
                condition=Q(kind="overdracht", state="open"),
                name="one_open_hand_over_of_an_employer",
            ),
            models.UniqueConstraint(
                fields=["vraag", "by_partij"],
                condition=Q(kind="meedoen", state__in=["open", "akkoord"]),
                name="a_partner_joins_an_employer_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vraag_id} {self.kind} {self.state}"


class Vacature(models.Model):
    """Work that an employer offers: tasks, not titles. The texts are encrypted under the key of the case."""

    vraag = models.ForeignKey(Werkgeversvraag, on_delete=models.CASCADE, related_name="vacatures")
    # {"titel", "taken", "moet", "mooi", "leerbaar", "plaats"}
    sealed = models.TextField()
    hours_min = models.PositiveSmallIntegerField(null=True, blank=True)
    hours_max = models.PositiveSmallIntegerField(null=True, blank=True)
    wage_min = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    wage_max = models.DecimalField(max_digits=9, decimal_places=2, null=True, blank=True)
    wage_per = models.CharField(max_length=8, choices=Loonper.choices, blank=True)
    start_on = models.DateField(null=True, blank=True, help_text="Empty: as soon as possible")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=12, choices=Vacaturestaat.choices, default=Vacaturestaat.OPEN)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="vacature_hours_in_order",
                condition=Q(hours_min__isnull=True)
                | Q(hours_max__isnull=True)
                | Q(hours_max__gte=F("hours_min")),
            ),
            models.CheckConstraint(
                name="vacature_wage_in_order",
                condition=Q(wage_min__isnull=True)
                | Q(wage_max__isnull=True)
                | Q(wage_max__gte=F("wage_min")),
            ),
            models.CheckConstraint(name="vacature_is_for_somebody", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.vraag_id} {self.number}"

    def texts(self) -> dict[str, Any]:
        """What the employer wrote; needs `vraag.zaak.sleutel`."""
        return dict(self.vraag.zaak.unseal(self.sealed) or {})


class Groep(models.Model):
    """A group of people who lose their work at one employer. Who of them came is never kept: only how many."""

    vraag = models.OneToOneField(Werkgeversvraag, on_delete=models.PROTECT, related_name="groep")
    # On the letter to the workers; it opens a page with help, and nothing about anybody.
    code = models.CharField(max_length=12, null=True, blank=True, unique=True)
    people = models.PositiveIntegerField()
    announced_on = models.DateField(null=True, blank=True, help_text="Empty: not announced yet")
    last_day = models.DateField(null=True, blank=True, help_text="Empty: not known yet")
    works_council = models.CharField(
        max_length=12, choices=Medezeggenschap.choices, default=Medezeggenschap.ONBEKEND
    )
    unions = models.JSONField(default=list)
    contracts = models.JSONField(default=list)
    has_cao = models.BooleanField(null=True)
    # {"functies", "cao", "geregeld"}, encrypted under the key of the case
    sealed = models.TextField(blank=True)
    # Workers who left a question through the letter. No row, no date, no link: this number alone.
    came = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="groep_has_people", condition=Q(people__gte=1)),
            models.CheckConstraint(
                name="groep_days_in_order",
                condition=Q(announced_on__isnull=True)
                | Q(last_day__isnull=True)
                | Q(last_day__gte=F("announced_on")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.vraag_id)
