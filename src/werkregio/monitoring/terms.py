# SPDX-License-Identifier: EUPL-1.2
"""The words of signals to the Landelijk Beraad, as choices with labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignaalSoort(models.TextChoices):
    """What a signal tells (L1105-1107, R52)."""

    BELEMMERING = "belemmering", _("Obstacle that the region cannot take away")
    TREND = "trend", _("Trend")


class ObstakelType(models.TextChoices):
    """The nine types that the dossier gives as examples, and others (S26, L2339-2358)."""

    INKOMENSVAL = "inkomensval", _("Fear of losing income")
    BEELDVORMING = "beeldvorming", _("Image of a sector")
    DISCRIMINATIE = "discriminatie", _("Discrimination")
    ADMINISTRATIE = "administratie-processen", _("Paperwork that stands in the way")
    MANTELZORG = "mantelzorg-ouderschap", _("Care for others or children")
    CERTIFICATEN = "ontbrekende-certificaten", _("Certificates that do not exist")
    REGELGEVING = "regelgeving", _("Rules with an effect that nobody meant")
    GEGEVENSUITWISSELING = "gegevensuitwisseling", _("Standards or legal bases for data are missing")
    SUBSIDIELASTEN = "subsidielasten", _("Burden of many subsidy rules")
    ANDERS = "anders", _("Other")


class SignaalStaat(models.TextChoices):
    """Where a signal is in its life (spec 4.5)."""

    CONCEPT = "concept", _("Draft")
    AMBTELIJK_GEDEELD = "ambtelijk_gedeeld", _("Shared among staff")
    IN_BERAAD = "in_beraad", _("In the Beraad")
    DOORGEGEVEN = "doorgegeven", _("Passed on to the Landelijk Beraad")
    BEANTWOORD = "beantwoord", _("Answered")
    GESLOTEN = "gesloten", _("Closed")


class Doelgroep(models.TextChoices):
    """Groups that the analysis looks at on the side of supply (L2131-2137, R38)."""

    ARBEIDSBEPERKING = "arbeidsbeperking", _("People with a disability for work")
    MIGRATIEACHTERGROND = "migratieachtergrond", _("People with a migration background")
    JONGEREN = "jongeren", _("Young people")
    OUDEREN = "ouderen", _("Older people")
    ARBEIDSMIGRANTEN = "arbeidsmigranten", _("Migrant workers")
    GGZ = "ggz", _("People with psychological complaints")
    EX_GEDETINEERDEN = "ex-gedetineerden", _("Former prisoners")
    WERKENDEN = "werkenden", _("People in work")
    WERKGEVERS = "werkgevers", _("Employers")


class Sector(models.TextChoices):
    """Sectors that the analysis looks at on the side of demand (L1226-1232, R38)."""

    ZORG = "zorg", _("Care")
    ONDERWIJS = "onderwijs", _("Education")
    KINDEROPVANG = "kinderopvang", _("Child care")
    VEILIGHEID = "veiligheid", _("Safety")
    GROEN = "groen", _("Green jobs")
    DIGITAAL = "digitaal", _("Digital jobs")
    LOGISTIEK = "logistiek", _("Logistics")
    AGRO = "agro", _("Agriculture and food")
    TECHNIEK = "techniek", _("Industry and technology")
