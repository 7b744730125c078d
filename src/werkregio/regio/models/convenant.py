# SPDX-License-Identifier: EUPL-1.2
"""The convenant as data, and who sits in the Regionaal Beraad with which mandate (ruling B4).

Every rule of deciding belongs to a version of the convenant (L1175-1182, R14-R17); a version that holds is
never changed, and a decision keeps the rules by which it was taken.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ..terms import ConvenantStaat, MandaatSoort, NaTweedeRonde, Quorumbasis, VoorzitterSoort, ZetelSoort
from .region import Arbeidsmarktregio, Geleding, Partij, period_constraint


class Convenant(models.Model):
    """One version of the rules of cooperation: drafted, checked, decided by the parties, signed (R54, S10)."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="convenanten")
    nummer = models.PositiveSmallIntegerField(help_text="Version within the region: 1, 2, 3")
    naam = models.CharField(max_length=160)
    state = models.CharField(max_length=20, choices=ConvenantStaat.choices, default=ConvenantStaat.CONCEPT)
    # The rules hold from this day until the next version holds. A draft may rule as well: "in oprichting".
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    text_url = models.URLField(blank=True, help_text="Where the text of the convenant can be read")
    legal_check_on = models.DateField(null=True, blank=True)
    legal_check_note = models.TextField(blank=True, max_length=2000)
    evaluate_on = models.DateField(null=True, blank=True, help_text="When the parties look back on it")

    quorum_num = models.PositiveSmallIntegerField(default=1)
    quorum_den = models.PositiveSmallIntegerField(default=2)
    quorum_strikt = models.BooleanField(default=False)
    quorum_basis = models.CharField(max_length=10, choices=Quorumbasis.choices, default=Quorumbasis.ALLE)
    drempel_num = models.PositiveSmallIntegerField(default=2)
    drempel_den = models.PositiveSmallIntegerField(default=3)
    drempel_strikt = models.BooleanField(default=False)
    onthouding_telt = models.BooleanField(default=False)
    na_tweede_ronde = models.CharField(
        max_length=20, choices=NaTweedeRonde.choices, default=NaTweedeRonde.OPNIEUW
    )
    meetings_a_year = models.PositiveSmallIntegerField(default=4)
    # Years with another number: {"2025": 6} (L1088-1094, R25-R26).
    meetings_in_year = models.JSONField(default=dict, blank=True)
    brede_a_year = models.PositiveSmallIntegerField(default=2)
    papers_days = models.PositiveSmallIntegerField(default=10, help_text="Days before a meeting")
    # Where each rule comes from: {"quorum": "adv 5.5, L1175-1178"}.
    sources = models.JSONField(default=dict, blank=True)
    # Which reading is in force where the source is silent: {"A1": "..."}; codes of beraad.rules.open_points.
    readings = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["regio", "nummer"]
        constraints = [
            models.UniqueConstraint(fields=["regio", "nummer"], name="one_convenant_a_number"),
            models.CheckConstraint(
                name="convenant_quorum_is_a_share",
                condition=Q(quorum_num__gte=1) & Q(quorum_num__lte=F("quorum_den")),
            ),
            models.CheckConstraint(
                name="convenant_drempel_is_a_share",
                condition=Q(drempel_num__gte=1) & Q(drempel_num__lte=F("drempel_den")),
            ),
            models.CheckConstraint(
                name="convenant_period_in_order",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="signed_convenant_has_a_day",
                condition=~Q(state=ConvenantStaat.GETEKEND) | Q(valid_from__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam} ({self.nummer})"


class ConvenantPartij(models.Model):
    """A party to a version: when it decided, and when it signed."""

    convenant = models.ForeignKey(Convenant, on_delete=models.PROTECT, related_name="partijen")
    partij = models.ForeignKey(Partij, on_delete=models.PROTECT, related_name="convenanten")
    geleding = models.ForeignKey(Geleding, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    signed_on = models.DateField(null=True, blank=True)
    signed_as = models.CharField(max_length=80, blank=True, help_text="Function of who signed, not a name")

    class Meta:
        ordering = ["partij__naam"]
        constraints = [
            models.UniqueConstraint(fields=["convenant", "partij"], name="one_line_a_party_to_a_convenant"),
            models.CheckConstraint(
                name="signed_after_deciding",
                condition=Q(signed_on__isnull=True) | Q(decided_on__isnull=False),
            ),
        ]


class Zetel(models.Model):
    """A seat in the Regionaal Beraad: of a geleding, or of a strategic partner without a vote (R02, R09)."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="zetels")
    soort = models.CharField(max_length=12, choices=ZetelSoort.choices, default=ZetelSoort.GELEDING)
    geleding = models.ForeignKey(
        Geleding, null=True, blank=True, on_delete=models.PROTECT, related_name="zetels"
    )
    partij = models.ForeignKey(Partij, on_delete=models.PROTECT, related_name="zetels")
    functie = models.CharField(max_length=80, help_text="Function, not a name: wethouder, bestuurder")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["geleding__naam", "partij__naam"]
        constraints = [
            period_constraint("zetel_period_in_order"),
            models.CheckConstraint(
                name="zetel_has_a_geleding_unless_strategic",
                condition=(Q(soort=ZetelSoort.GELEDING) & Q(geleding__isnull=False))
                | (Q(soort=ZetelSoort.STRATEGISCH) & Q(geleding__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partij}: {self.functie}"


class Mandaat(models.Model):
    """A person may sit on a seat, as its holder or as substitute, during a period (R05, R06)."""

    zetel = models.ForeignKey(Zetel, on_delete=models.PROTECT, related_name="mandaten")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mandaten")
    soort = models.CharField(max_length=16, choices=MandaatSoort.choices, default=MandaatSoort.TITULARIS)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True, help_text="The decision that gave the mandate")

    class Meta:
        ordering = ["zetel", "soort", "valid_from"]
        constraints = [
            period_constraint("mandaat_period_in_order"),
            models.UniqueConstraint(
                fields=["zetel"],
                condition=Q(valid_to__isnull=True) & Q(soort=MandaatSoort.TITULARIS),
                name="one_open_titularis_a_zetel",
            ),
            models.UniqueConstraint(
                fields=["zetel", "user"],
                condition=Q(valid_to__isnull=True),
                name="one_open_mandaat_a_person_and_zetel",
            ),
        ]


class Voorzitterschap(models.Model):
    """Who chairs from a day on: the seat of the centrumgemeente, or the chosen vice-chair (R03, R04)."""

    regio = models.ForeignKey(Arbeidsmarktregio, on_delete=models.PROTECT, related_name="voorzitterschappen")
    zetel = models.ForeignKey(Zetel, on_delete=models.PROTECT, related_name="voorzitterschappen")
    soort = models.CharField(max_length=16, choices=VoorzitterSoort.choices)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["soort", "valid_from"]
        constraints = [
            period_constraint("voorzitterschap_period_in_order"),
            models.UniqueConstraint(
                fields=["regio", "soort"], condition=Q(valid_to__isnull=True), name="one_open_chair_a_kind"
            ),
        ]
