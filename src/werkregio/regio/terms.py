# SPDX-License-Identifier: EUPL-1.2
"""The words of the region: kinds of regions, organisations and partners."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RegioSoort(models.TextChoices):
    """What a region on this installation is for (ruling B14)."""

    ECHT = "echt", _("Real region")
    DEMO = "demo", _("Demo with invented people")
    OEFEN = "oefen", _("Practice with invented people")


class PartijSoort(models.TextChoices):
    """What kind of organisation it is."""

    WERKCENTRUM = "werkcentrum", _("Werkcentrum")
    GEMEENTE = "gemeente", _("Municipality")
    UWV = "uwv", _("UWV")
    SBB = "sbb", _("SBB")
    ONDERWIJS = "onderwijs", _("School")
    VAKBOND = "vakbond", _("Union")
    WERKGEVERS = "werkgevers", _("Employers' organisation")
    SW = "sw", _("Social work company")
    AANBIEDER = "aanbieder", _("Provider")
    TOEGANG = "toegang", _("Other counter")
    BUURTTEAM = "buurtteam", _("Neighbourhood team")
    BIBLIOTHEEK = "bibliotheek", _("Library")
    SCHULDHULP = "schuldhulp", _("Debt help")
    VLUCHTELING = "vluchteling", _("VluchtelingenWerk")
    HUISARTS = "huisarts", _("General practice")
    WIN_PUNT = "win-punt", _("WIN-punt")
    OVERIG = "overig", _("Other")


class PartnerSoort(models.TextChoices):
    """How it takes part in the region; source: noord-limburg.yaml, `partners`."""

    KERNPARTNER = "kernpartner", _("Core partner")
    STRATEGISCH = "strategisch", _("Strategic partner")
    GENOEMD = "genoemd", _("Named partner")
    GEWENST = "gewenst", _("Wished partner")
    UITVOEREND = "uitvoerend", _("Carries out services")


class Grens(models.TextChoices):
    """Age limits that a region sets by date."""

    DOORSTROOMPUNT = "doorstroompunt", _("Doorstroompunt")


class Quorumbasis(models.TextChoices):
    """Of which geledingen the quorum is a share."""

    ALLE = "alle", _("All geledingen")
    BEVOEGDE = "bevoegde", _("The geledingen that may decide on this subject")


class NaTweedeRonde(models.TextChoices):
    """What the convenant does with an item that was voted down twice; the advice report is silent."""

    OPNIEUW = "opnieuw_agenderen", _("On the agenda once more")
    ESCALEREN = "escaleren", _("To the directors outside the meeting")
    BEEINDIGEN = "beeindigen", _("The item ends")


class ConvenantStaat(models.TextChoices):
    """How far a version of the convenant is."""

    CONCEPT = "concept", _("Draft")
    JURIDISCHE_TOETS = "juridische_toets", _("Legal check")
    BESLOTEN = "besloten", _("Decided by the parties")
    GETEKEND = "getekend", _("Signed by all parties")
    VERVALLEN = "vervallen", _("Dropped")


class ZetelSoort(models.TextChoices):
    """What a seat is for."""

    GELEDING = "geleding", _("Of a geleding")
    STRATEGISCH = "strategisch", _("Strategic partner, without a vote")


class MandaatSoort(models.TextChoices):
    """How a person sits on a seat."""

    TITULARIS = "titularis", _("Member")
    PLAATSVERVANGER = "plaatsvervanger", _("Substitute")


class VoorzitterSoort(models.TextChoices):
    """The two who may lead a meeting."""

    VOORZITTER = "voorzitter", _("Chair")
    VICEVOORZITTER = "vicevoorzitter", _("Vice-chair")
