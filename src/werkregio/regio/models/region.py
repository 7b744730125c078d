# SPDX-License-Identifier: EUPL-1.2
"""Region, municipality, organisation, membership. Every regional row carries its region."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..terms import Grens, PartijSoort, PartnerSoort, RegioSoort


def valid_on(day: date, prefix: str = "") -> Q:
    """Filter for rows whose period (`valid_from` up to and including `valid_to`) holds this day."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gte": day})
    )


def period_constraint(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from"))
    )


class Arbeidsmarktregio(models.Model):
    """One of the 35 labour-market regions, or an invented one for demo or practice."""

    code = models.SlugField(unique=True, help_text="noord-limburg")
    am_code = models.CharField(max_length=4, blank=True, help_text="Code of CBS: AM29")
    naam = models.CharField(max_length=80)
    soort = models.CharField(max_length=8, choices=RegioSoort.choices, default=RegioSoort.ECHT)
    active = models.BooleanField(default=False, help_text="Works with Werkregio on this installation")
    werkcentrum_naam = models.CharField(max_length=120, blank=True)
    centrumgemeente = models.ForeignKey(
        "regio.Gemeente", null=True, blank=True, on_delete=models.PROTECT, related_name="centrum_van"
    )
    hosts = models.JSONField(default=list, blank=True, help_text="Addresses on which its public site answers")
    publishing_limit = models.PositiveSmallIntegerField(default=10)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ["naam"]
        constraints = [
            models.UniqueConstraint(
                fields=["am_code"], condition=~Q(am_code=""), name="one_regio_for_each_am_code"
            )
        ]

    def __str__(self) -> str:
        return self.naam


class Gemeente(models.Model):
    """A municipality by its CBS code."""

    gm_code = models.CharField(max_length=6, unique=True, help_text="GM0983")
    naam = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80)
    provincie = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["naam"]

    def __str__(self) -> str:
        return self.naam


class RegioGemeente(models.Model):
    """A municipality belongs to a region during a period."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="lidmaatschappen")
    gemeente = models.ForeignKey(Gemeente, on_delete=models.PROTECT, related_name="regio_periodes")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["gemeente__naam"]
        constraints = [
            period_constraint("regiogemeente_period_in_order"),
            models.UniqueConstraint(
                fields=["gemeente"],
                condition=Q(valid_to__isnull=True),
                name="one_regio_for_each_gemeente_now",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gemeente} in {self.regio}"


class Sluitingsdag(models.Model):
    """A day on which the counters of a region are closed, beside Sundays, Saturdays and public holidays."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.CASCADE, related_name="sluitingsdagen")
    day = models.DateField()
    why = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["regio", "day"], name="one_sluitingsdag_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.why}"


class Leeftijdsgrens(models.Model):
    """An age limit of law that changes with time, by the day from which it holds and its source."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.CASCADE, related_name="leeftijdsgrenzen")
    code = models.CharField(max_length=20, choices=Grens.choices)
    below = models.PositiveSmallIntegerField(help_text="For people younger than this")
    valid_from = models.DateField()
    source = models.CharField(max_length=300)

    class Meta:
        ordering = ["code", "-valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["regio", "code", "valid_from"], name="one_leeftijdsgrens_a_day"),
            models.CheckConstraint(
                name="leeftijdsgrens_is_an_age", condition=Q(below__gte=12) & Q(below__lte=70)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.below} ({self.valid_from})"


class Geleding(models.Model):
    """A group of partners with one vote in the Regionaal Beraad; source: noord-limburg.yaml, `geledingen`."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="geledingen")
    code = models.SlugField()
    naam = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["naam"]
        constraints = [
            models.UniqueConstraint(fields=["regio", "code"], name="one_geleding_a_code"),
            period_constraint("geleding_period_in_order"),
        ]

    def __str__(self) -> str:
        return self.naam


class Staffunctie(models.Model):
    """A staff role of the region, such as secretaris; source: noord-limburg.yaml, `staf`."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="staffuncties")
    code = models.SlugField()
    naam = models.CharField(max_length=80)
    taak = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["naam"]
        constraints = [models.UniqueConstraint(fields=["regio", "code"], name="one_staffunctie_a_code")]

    def __str__(self) -> str:
        return self.naam


class Partij(models.Model):
    """An organisation that takes part in a region."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="partijen")
    code = models.SlugField()
    naam = models.CharField(max_length=120)
    soort = models.CharField(max_length=12, choices=PartijSoort.choices)
    partner_soort = models.CharField(
        max_length=12, choices=PartnerSoort.choices, default=PartnerSoort.UITVOEREND
    )
    geleding = models.ForeignKey(
        Geleding, null=True, blank=True, on_delete=models.PROTECT, related_name="partijen"
    )
    gemeente = models.ForeignKey(
        Gemeente, null=True, blank=True, on_delete=models.PROTECT, related_name="partijen"
    )
    rol = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True, help_text="Address to verify a partner by; not a person's")
    phone = models.CharField(max_length=20, blank=True)
    # Active = works in Werkregio with accounts; then it has an administrator (rule of A2, kept by services).
    active = models.BooleanField(default=False)
    is_invented = models.BooleanField(default=False)

    class Meta:
        ordering = ["naam"]
        constraints = [models.UniqueConstraint(fields=["regio", "code"], name="one_partij_a_code")]

    def __str__(self) -> str:
        return self.naam


class Lidmaatschap(models.Model):
    """A person has a role in an organisation during a period."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="lidmaatschappen"
    )
    partij = models.ForeignKey(Partij, on_delete=models.PROTECT, related_name="lidmaatschappen")
    role = models.CharField(max_length=32, help_text="Code of a role that a module declares")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    lender = models.ForeignKey(
        Partij,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="uitgeleend",
        help_text="The organisation that lends this person, where that is another one",
    )

    class Meta:
        ordering = ["user__name", "role"]
        constraints = [
            period_constraint("lidmaatschap_period_in_order"),
            models.UniqueConstraint(
                fields=["user", "partij", "role"],
                condition=Q(valid_to__isnull=True),
                name="one_open_lidmaatschap_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.role} ({self.partij})"
