# SPDX-License-Identifier: EUPL-1.2
"""The words of consulting and informing: before a decision, towards the college and towards the councils."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Raadpleegwijze(models.TextChoices):
    """How a geleding consults its own people (L1285-1294, L1578-1579; R31, R33, R34)."""

    EIGEN_BIJEENKOMST = "eigen_bijeenkomst", _("Own meeting")
    ENQUETE = "enquete", _("Survey")
    BREDE_BIJEENKOMST = "brede_bijeenkomst", _("Brede bijeenkomst")
    THEMATAFEL = "thematafel", _("Thematafel")
    MAIL = "mail", _("By e-mail")
    OPENBAAR = "openbaar", _("Public consultation")


class Raadpleegstand(models.TextChoices):
    """How far a geleding is with an item."""

    GEEN = "geen", _("Not consulted")
    LOOPT = "loopt", _("Asked, no result yet")
    KLAAR = "klaar", _("Consulted")


class ConsultatieVorm(models.TextChoices):
    """What kind of consultation it is (L1291-1294)."""

    ENQUETE = "enquete", _("Survey")
    REACTIES = "reacties", _("Written reactions")
    BIJEENKOMST = "bijeenkomst", _("Input of a meeting")


class ConsultatieToegang(models.TextChoices):
    """Who may answer."""

    OPENBAAR = "openbaar", _("Everybody, on a public page")
    CODE = "code", _("Who has a code of the invitation")
    INTERN = "intern", _("Nobody: staff writes down what was said")


class ConsultatieStaat(models.TextChoices):
    """Where a consultation is in its life."""

    CONCEPT = "concept", _("Draft")
    OPEN = "open", _("Open")
    GESLOTEN = "gesloten", _("Closed")
    TERUGGEKOPPELD = "teruggekoppeld", _("Told back")


class VraagSoort(models.TextChoices):
    """How a question is answered."""

    OPEN = "open", _("In own words")
    KEUZE = "keuze", _("One answer from a list")
    MEERKEUZE = "meerkeuze", _("More answers from a list")


class InbrengStaat(models.TextChoices):
    """What was done with an input; none stays without an end."""

    NIEUW = "nieuw", _("Not decided yet")
    OVERGENOMEN = "overgenomen", _("Adopted")
    AFGEWEZEN = "afgewezen", _("Not adopted")
    GEPARKEERD = "geparkeerd", _("Kept for later")


class AdviesStaat(models.TextChoices):
    """Where a zwaarwegend advies is (L1113-1117, L1139-1143; R20)."""

    OPGESTELD = "opgesteld", _("Written")
    AANGEBODEN = "aangeboden", _("Sent to the college")
    IN_BEHANDELING = "in_behandeling_college", _("With the college")
    GEVOLGD = "gevolgd", _("Followed")
    GEVOLGD_MET_WIJZIGING = "gevolgd_met_wijziging", _("Followed with a change")
    AFGEWEKEN = "afgeweken", _("Deviated from")
    TERUGGEKOPPELD = "teruggekoppeld_beraad", _("Told to the Beraad")


class BriefStaat(models.TextChoices):
    """Whether the text of the council information is final."""

    CONCEPT = "concept", _("Draft")
    DEFINITIEF = "definitief", _("Final")


class Achterstand(models.TextChoices):
    """How a municipality is doing with a letter."""

    OP_TIJD = "op_tijd", _("On schedule")
    KLAAR = "klaar", _("Sent to the council")
    TE_LAAT = "te_laat", _("Late")
