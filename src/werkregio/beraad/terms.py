# SPDX-License-Identifier: EUPL-1.2
"""The words of the Regionaal Beraad, as choices with labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Keuze(models.TextChoices):
    """What one geleding says in a vote."""

    VOOR = "voor", _("In favour")
    TEGEN = "tegen", _("Against")
    ONTHOUDING = "onthouding", _("Abstention")


class Uitkomst(models.TextChoices):
    """What a round leads to. None of them is a formal decision on money: see `zwaarwegend advies`."""

    AANGENOMEN_CONSENSUS = "aangenomen_consensus", _("Adopted by consensus")
    AANGENOMEN_STEMMING = "aangenomen_stemming", _("Adopted by vote")
    NIET_AANGENOMEN = "niet_aangenomen", _("Not adopted")
    GEEN_BESLUIT_QUORUM = "geen_besluit_quorum", _("No decision: no quorum")


class Quorumbasis(models.TextChoices):
    """Of which geledingen the quorum is a share."""

    ALLE = "alle", _("All geledingen")
    BEVOEGDE = "bevoegde", _("The geledingen that may decide on this subject")


class Weigergrond(models.TextChoices):
    """Why a vote is not counted."""

    BUITEN_WERKGEBIED = "buiten_werkgebied", _("The subject is outside the work area")
    NIET_VERTEGENWOORDIGD = "niet_vertegenwoordigd", _("Neither present nor represented")


class Waarschuwing(models.TextChoices):
    """What the Beraad should know about an outcome that is correct all the same."""

    GEDRAGEN_DOOR_EEN_GELEDING = "gedragen_door_een_geleding", _("Carried by one geleding")
    NIEMAND_UIT_WERKGEBIED = "niemand_uit_werkgebied", _("Nobody of the work area is there")
    ONTHOUDINGEN = "onthoudingen", _("There are abstentions")
    NIET_GESTEMD = "niet_gestemd", _("Not every geleding that may vote did so")
    GEEN_STEM_UITGEBRACHT = "geen_stem_uitgebracht", _("No vote was cast")
    STEMMEN_ZONDER_QUORUM = "stemmen_zonder_quorum", _("Votes without a quorum do not count")
    ONHAALBARE_REGEL = "onhaalbare_regel", _("More than everything is asked for: nobody can reach it")


class NaTweedeRonde(models.TextChoices):
    """What the convenant does with an item that was voted down twice; the advice report is silent."""

    OPNIEUW = "opnieuw_agenderen", _("On the agenda once more")
    ESCALEREN = "escaleren", _("To the directors outside the meeting")
    BEEINDIGEN = "beeindigen", _("The item ends")


class Vervolg(models.TextChoices):
    """Where an item goes after its last round."""

    KLAAR = "klaar", _("Done")
    VOLGENDE_VERGADERING = "volgende_vergadering", _("On the agenda of the next meeting")
    ESCALATIE = "escalatie", _("To the directors outside the meeting")
    BEEINDIGD = "beeindigd", _("Ended without a decision")
