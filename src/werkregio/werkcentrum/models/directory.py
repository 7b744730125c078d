# SPDX-License-Identifier: EUPL-1.2
"""The directory of help: the rule (Instrument), what a partner offers (Aanbod), dated facts and conditions."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from werkregio.foundation.chain import AppendOnly

from ..rules.referral_states import Patience, patience
from ..terms import Gebruik, InstrumentStatus, Kosten, VoorwaardeSoort


class Instrument(models.Model):
    """A scheme or service: what it is by rule. Who offers it here is an Aanbod."""

    regio = models.ForeignKey(
        "regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="instrumenten"
    )
    code = models.CharField(max_length=64, help_text="Row of the source: I033, slim, E001")
    slug = models.SlugField(max_length=80)
    use = models.CharField(max_length=12, choices=Gebruik.choices, default=Gebruik.PUBLIC)
    status = models.CharField(
        max_length=12, choices=InstrumentStatus.choices, default=InstrumentStatus.CURRENT
    )
    ended_on = models.DateField(null=True, blank=True)
    successors = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="predecessors")
    audience = models.JSONField(default=list, help_text="Codes of Doelgroep")
    costs_kind = models.CharField(max_length=8, choices=Kosten.choices, default=Kosten.UNKNOWN)
    provider_name = models.CharField(max_length=160, blank=True)
    # Who keeps this entry right. Empty: the only organisation that offers it, else the editors of the region.
    owner = models.ForeignKey(
        "regio.Partij", null=True, blank=True, on_delete=models.SET_NULL, related_name="eigen_instrumenten"
    )
    law = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=500, blank=True)
    as_of = models.CharField(
        max_length=10, blank=True, help_text="2024, 2024-05 or 2024-05-01; empty is unknown"
    )
    verified = models.BooleanField(default=False)
    same_as = models.CharField(
        max_length=64, blank=True, help_text="Code of the leading row of the same scheme"
    )
    version = models.PositiveIntegerField(default=1)
    gemeenten = models.ManyToManyField(
        "regio.Gemeente", blank=True, related_name="instrumenten", help_text="Empty: everywhere in the region"
    )
    # Normalised words of all its texts, for the search of the directory; remade with every change.
    search_text = models.TextField(blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(fields=["regio", "slug"], name="one_instrument_an_address"),
            models.UniqueConstraint(fields=["regio", "code"], name="one_instrument_a_code"),
        ]

    def __str__(self) -> str:
        return self.slug


class InstrumentTekst(models.Model):
    """The texts of an instrument in one language, B1. No amount, percentage or age: those are Feiten."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="teksten")
    language = models.CharField(max_length=8)
    name = models.CharField(max_length=160)
    summary = models.CharField(max_length=400)
    what = models.TextField()
    for_whom = models.TextField()
    costs = models.TextField()
    duration = models.TextField()
    who_decides = models.TextField()
    next_step = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["instrument", "language"], name="one_text_a_language")]

    def __str__(self) -> str:
        return self.name


class InstrumentBehoefte(models.Model):
    """A need that an instrument serves; the first one is its main need."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="behoeften")
    need = models.CharField(max_length=40, db_index=True)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["instrument", "need"], name="one_need_once")]

    def __str__(self) -> str:
        return self.need


class Aanbod(models.Model):
    """What one partner offers here: where, for whom, how to reach it as a person and as a professional."""

    regio = models.ForeignKey("regio.Arbeidsmarktregio", on_delete=models.PROTECT, related_name="aanbod")
    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="aanbod")
    partij = models.ForeignKey("regio.Partij", on_delete=models.PROTECT, related_name="aanbod")
    gemeenten = models.ManyToManyField("regio.Gemeente", blank=True, related_name="aanbod")
    languages = models.JSONField(default=list, blank=True)
    route_person = models.CharField(max_length=300, blank=True, help_text="How a resident gets there")
    route_person_link = models.URLField(blank=True)
    route_professional = models.CharField(
        max_length=300, blank=True, help_text="How a professional gets there"
    )
    takes_referrals = models.BooleanField(default=True)
    opening_hours = models.CharField(max_length=300, blank=True)
    accessibility = models.CharField(max_length=300, blank=True)
    suspended_until = models.DateField(null=True, blank=True)
    # Full: no place until this day. Places: how many people at once; empty is unknown.
    full_until = models.DateField(null=True, blank=True)
    places = models.PositiveSmallIntegerField(null=True, blank=True)
    # Where referrals and reminders go; of the organisation, not of a person.
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=20, blank=True)
    # Working days for the partner; empty is the term of every offer (rules.referral_states.PATIENCE).
    days_receive = models.PositiveSmallIntegerField(null=True, blank=True)
    days_answer = models.PositiveSmallIntegerField(null=True, blank=True)
    days_first_contact = models.PositiveSmallIntegerField(null=True, blank=True)
    last_confirmed_on = models.DateField(null=True, blank=True)
    update_rhythm_days = models.PositiveSmallIntegerField(
        default=180, help_text="The partner says once in so many days whether this still holds"
    )
    active = models.BooleanField(default=True)
    is_invented = models.BooleanField(default=False)
    # For those who fetch only what changed; says nothing of who changed it.
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["partij__naam"]
        constraints = [models.UniqueConstraint(fields=["instrument", "partij"], name="one_aanbod_a_partij")]

    def __str__(self) -> str:
        return f"{self.instrument} ({self.partij})"

    @property
    def patience(self) -> Patience:
        """How many working days each step may take here."""
        return patience(self.days_receive, self.days_answer, self.days_first_contact)


class Feit(models.Model):
    """One amount, percentage, age or term, with its date and source. Pages render facts, never loose figures."""

    instrument = models.ForeignKey(
        Instrument, null=True, blank=True, on_delete=models.CASCADE, related_name="feiten"
    )
    aanbod = models.ForeignKey(Aanbod, null=True, blank=True, on_delete=models.CASCADE, related_name="feiten")
    key = models.SlugField(max_length=60)
    label_nl = models.CharField(max_length=160)
    label_en = models.CharField(max_length=160, blank=True)
    value = models.CharField(max_length=60, help_text="A number with a point, or a range")
    unit = models.CharField(max_length=24)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    as_of = models.CharField(max_length=10, blank=True)
    source = models.CharField(max_length=500, blank=True)
    read_on = models.DateField(null=True, blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="feit_belongs_to_one_thing",
                condition=Q(instrument__isnull=False, aanbod__isnull=True)
                | Q(instrument__isnull=True, aanbod__isnull=False),
            ),
            models.CheckConstraint(
                name="feit_period_in_order",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.value} {self.unit}"


class Voorwaarde(models.Model):
    """A condition: who decides, must or helps, and where possible a test that says yes, no or unknown."""

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="voorwaarden")
    order = models.PositiveSmallIntegerField(default=0)
    text_nl = models.CharField(max_length=400)
    text_en = models.CharField(max_length=400, blank=True)
    kind = models.CharField(max_length=4, choices=VoorwaardeSoort.choices, default=VoorwaardeSoort.HARD)
    who_decides = models.CharField(max_length=160, blank=True)
    expression = models.CharField(max_length=200, blank=True, help_text="leeftijd < 27")

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.text_nl


class Wijziging(AppendOnly):
    """One version of an entry: its whole content, who made it and why. The difference is computed."""

    instrument = models.ForeignKey(Instrument, on_delete=models.PROTECT, related_name="wijzigingen")
    version = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Empty: loaded",
    )
    partij = models.ForeignKey("regio.Partij", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300)
    content = models.JSONField()
    undoes_version = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["-version"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "version"], name="one_wijziging_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.instrument} v{self.version}"
