# SPDX-License-Identifier: EUPL-1.2
"""The words of the Regionaal Beraad, as choices with labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from werkregio.regio.terms import NaTweedeRonde, Quorumbasis

__all__ = ["NaTweedeRonde", "Quorumbasis"]  # Words of the convenant, which the board uses.


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


class Vervolg(models.TextChoices):
    """Where an item goes after its last round."""

    KLAAR = "klaar", _("Done")
    VOLGENDE_VERGADERING = "volgende_vergadering", _("On the agenda of the next meeting")
    ESCALATIE = "escalatie", _("To the directors outside the meeting")
    BEEINDIGD = "beeindigd", _("Ended without a decision")


class GremiumSoort(models.TextChoices):
    """What kind of table it is. Only the Beraad decides (L1263-1273, R29)."""

    BERAAD = "beraad", _("Regionaal Beraad")
    THEMATAFEL = "thematafel", _("Thematafel")
    WERKGROEP = "werkgroep", _("Working group")


class VergaderingSoort(models.TextChoices):
    """What kind of meeting it is (L1088-1096, L1462-1468)."""

    REGULIER = "regulier", _("Meeting")
    BREED = "breed", _("Brede bijeenkomst")
    BESLOTEN = "besloten", _("Closed meeting")


class VergaderingStaat(models.TextChoices):
    """Where a meeting is in its life."""

    GEPLAND = "gepland", _("Planned")
    UITGENODIGD = "uitgenodigd", _("Invited")
    OPEN = "open", _("Open now")
    GESLOTEN = "gesloten", _("Closed")
    VERSLAG_CONCEPT = "verslag_concept", _("Minutes in draft")
    VERSLAG_VASTGESTELD = "verslag_vastgesteld", _("Minutes adopted")
    GEANNULEERD = "geannuleerd", _("Cancelled")


class AgendapuntSoort(models.TextChoices):
    """What is asked of the meeting."""

    TER_KENNISNAME = "ter_kennisname", _("For information")
    BESPREKING = "bespreking", _("To discuss")
    BESLUIT = "besluit", _("To decide")


class AgendapuntStaat(models.TextChoices):
    """Where an item is in its life (spec 4.1)."""

    CONCEPT = "concept", _("Draft")
    GEAGENDEERD = "geagendeerd", _("On the agenda")
    IN_BEHANDELING = "in_behandeling", _("Being discussed")
    CONSENSUSRONDE = "consensusronde", _("Consensus round")
    STEMMING_OPEN = "stemming_open", _("Vote is open")
    STEMMING_DICHT = "stemming_dicht", _("Vote is closed")
    AANGENOMEN_CONSENSUS = "aangenomen_consensus", _("Adopted by consensus")
    AANGENOMEN_STEMMING = "aangenomen_stemming", _("Adopted by vote")
    NIET_AANGENOMEN = "niet_aangenomen", _("Not adopted")
    GEEN_QUORUM = "geen_quorum", _("No quorum")
    OPNIEUW_GEAGENDEERD = "opnieuw_geagendeerd", _("On the agenda again")
    GEESCALEERD = "geescaleerd", _("To the directors outside the meeting")
    BEEINDIGD = "beeindigd", _("Ended without a decision")
    VASTGESTELD = "vastgesteld", _("In the register")
    AFGEHANDELD = "afgehandeld", _("Dealt with")
    INGETROKKEN = "ingetrokken", _("Withdrawn")
    AANGEHOUDEN = "aangehouden", _("Held over")


class BesluitType(models.TextChoices):
    """What an adopted item is; three things that are kept apart (L1099-1117)."""

    VASTSTELLING = "vaststelling", _("Adoption")
    AFSPRAAK = "afspraak", _("Agreement")
    ZWAARWEGEND_ADVIES = "zwaarwegend_advies", _("Zwaarwegend advies to the college")


class UitvoeringStaat(models.TextChoices):
    """How far the execution of a decision is."""

    TE_DOEN = "te_doen", _("To do")
    LOOPT = "loopt", _("Under way")
    KLAAR = "klaar", _("Carried out")
    VERVALT = "vervalt", _("No longer needed")


class RondeSoort(models.TextChoices):
    """Consensus first, always; only then a vote (L1161, R11)."""

    CONSENSUS = "consensus", _("Consensus round")
    STEMMING = "stemming", _("Vote")


class Beweging(models.TextChoices):
    """Somebody takes or leaves a seat in the meeting."""

    IN = "in", _("Comes in")
    UIT = "uit", _("Goes out")


class Openbaarheid(models.TextChoices):
    """Who may read an item or a paper."""

    OPENBAAR = "openbaar", _("Public")
    BESLOTEN = "besloten", _("Closed")


class StukStaat(models.TextChoices):
    """Whether a paper is still a draft; a draft is watermarked and never public."""

    CONCEPT = "concept", _("Draft")
    DEFINITIEF = "definitief", _("Final")
    VASTGESTELD = "vastgesteld", _("Adopted")
    VERVALLEN = "vervallen", _("Replaced or dropped")


class TafelSoort(models.TextChoices):
    """What kind of table or programme of the region it is (S15)."""

    BERAAD = "beraad", _("Regionaal Beraad")
    PROGRAMMA = "programma", _("Programme")
    OVERLEG = "overleg", _("Administrative table")
    VERBAND = "verband", _("Partnership")


class TafelRol(models.TextChoices):
    """What a table does with a theme; in 2025 it was still to be settled for some (L1183-1187)."""

    BESLIST = "beslist", _("Decides")
    BESLIST_MEE = "beslist_mee", _("Decides as well")
    NIET_BEPAALD = "niet_bepaald", _("May decide: to be settled")
    BESPREEKT = "bespreekt", _("Discusses only")


class Prikkeuze(models.TextChoices):
    """What somebody says of a moment in a date poll."""

    JA = "ja", _("Yes")
    LIEVER_NIET = "liever", _("If need be")
    NEE = "nee", _("No")


class Komst(models.TextChoices):
    """Whether somebody who is invited comes."""

    ONBEKEND = "onbekend", _("No answer yet")
    JA = "ja", _("Comes")
    NEE = "nee", _("Does not come")
    VERVANGER = "vervanger", _("The substitute comes")


class VerslagSoort(models.TextChoices):
    """A version of minutes: as adopted, or a later correction."""

    VASTSTELLING = "vaststelling", _("Adopted")
    RECTIFICATIE = "rectificatie", _("Correction")
