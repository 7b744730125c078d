# SPDX-License-Identifier: EUPL-1.2
"""The words of the employer door, as choices with labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Onderwerp(models.TextChoices):
    """What a question of an employer is about; several may go together."""

    VACATURE = "vacature", _("I am looking for people: one or more vacancies")
    PERSONEEL = "personeel", _("Another question about staff")
    SCHOLING = "scholing", _("Training of my staff")
    SUBSIDIE = "subsidie", _("Help with wage costs or risk, such as LKS, LKV or no-risk")
    BANENAFSPRAAK = "banenafspraak", _("The banenafspraak: hiring somebody with a disability")
    LEERBEDRIJF = "leerbedrijf", _("Becoming a leerbedrijf, or taking a student")
    GROEPSONTSLAG = "groepsontslag", _("People lose their job: dismissal of a group, or closing")
    SROI = "sroi", _("Social return (SROI) in a contract")
    ANDERS = "anders", _("Something else")


class Sector(models.TextChoices):
    """Sections of the Standaard Bedrijfsindeling (CBS, SBI 2008)."""

    A = "A", _("Agriculture, forestry and fishing")
    B = "B", _("Mining and quarrying")
    C = "C", _("Industry")
    D = "D", _("Energy")
    E = "E", _("Water and waste")
    F = "F", _("Construction")
    G = "G", _("Trade and car repair")
    H = "H", _("Transport and storage")
    I = "I", _("Hotels, restaurants and catering")  # noqa: E741 - the letter of the section
    J = "J", _("Information and communication")
    K = "K", _("Banking and insurance")
    L = "L", _("Real estate")
    M = "M", _("Consultancy and research")
    N = "N", _("Renting, temporary work and other services")
    O = "O", _("Public administration")  # noqa: E741 - the letter of the section
    P = "P", _("Education")
    Q = "Q", _("Health care and welfare")
    R = "R", _("Culture, sport and recreation")
    S = "S", _("Other services")
    T = "T", _("Households with staff")
    U = "U", _("International organisations")


class Grootte(models.TextChoices):
    """How many people work at a company."""

    EEN = "1", _("Only the owner")
    KLEIN = "2-9", _("2 to 9 people")
    MIDDEN = "10-49", _("10 to 49 people")
    GROOT = "50-249", _("50 to 249 people")
    ZEER_GROOT = "250+", _("250 people or more")


class Werkgeversstap(models.TextChoices):
    """What can happen to a question of an employer; each is an immutable event."""

    ONTVANGEN = "ontvangen", _("Question received")
    GENOMEN = "genomen", _("Became the contact")
    OVERGENOMEN = "overgenomen", _("Taken over within the organisation")
    TERUGGELEGD = "teruggelegd", _("Put back: with nobody")
    OVERDRACHT_GEVRAAGD = "overdracht-gevraagd", _("Hand-over asked")
    OVERDRACHT_AANVAARD = "overdracht-aanvaard", _("Hand-over accepted")
    OVERDRACHT_GEWEIGERD = "overdracht-geweigerd", _("Hand-over declined")
    OVERDRACHT_TERUG = "overdracht-terug", _("Hand-over called back")
    MEEDOEN_GEVRAAGD = "meedoen-gevraagd", _("Asked to join")
    MEEDOEN_AKKOORD = "meedoen-akkoord", _("Joins in")
    MEEDOEN_GEWEIGERD = "meedoen-geweigerd", _("Joining declined")
    MEEDOEN_GESTOPT = "meedoen-gestopt", _("Joins in no more")
    CONTACT = "contact", _("Spoke with the employer")
    VACATURE = "vacature", _("Vacancy added")
    VACATURE_GEWIJZIGD = "vacature-gewijzigd", _("Vacancy changed")
    VACATURE_DICHT = "vacature-dicht", _("Vacancy closed")
    GROEP = "groep", _("Group described")
    AFGESLOTEN = "afgesloten", _("Question closed")
    HEROPEND = "heropend", _("Opened again")


class Verzoeksoort(models.TextChoices):
    """What organisations ask of each other about one employer."""

    OVERDRACHT = "overdracht", _("Hand-over")
    MEEDOEN = "meedoen", _("Joining in")


class Verzoekstaat(models.TextChoices):
    """How such a request stands."""

    OPEN = "open", _("Waits for an answer")
    AKKOORD = "akkoord", _("Accepted")
    GEWEIGERD = "geweigerd", _("Declined")
    BEEINDIGD = "beeindigd", _("Ended")


class Werkgeversresultaat(models.TextChoices):
    """How a question of an employer ended."""

    GEHOLPEN = "geholpen", _("The employer is helped, and says so")
    GESTOPT = "gestopt", _("The employer stops")
    NIET_BEREIKT = "niet-bereikt", _("The employer could not be reached, on several days")
    GEEN_VRAAG = "geen-vraag", _("No question for us: spam, a test or abuse")


class Vacaturestaat(models.TextChoices):
    """How a vacancy stands."""

    OPEN = "open", _("Open")
    VERVULD = "vervuld", _("Filled")
    INGETROKKEN = "ingetrokken", _("Withdrawn")


class Loonper(models.TextChoices):
    """To what a wage belongs."""

    UUR = "uur", _("an hour")
    MAAND = "maand", _("a month, full time")


class Contract(models.TextChoices):
    """Contracts of people whose work ends: all of them count."""

    VAST = "vast", _("Permanent")
    TIJDELIJK = "tijdelijk", _("Temporary")
    UITZEND = "uitzend", _("Through an agency")
    OPROEP = "oproep", _("On call")
    ZZP = "zzp", _("Self-employed")


class Medezeggenschap(models.TextChoices):
    """Whether a works council has a say."""

    BETROKKEN = "betrokken", _("There is one, and it is involved")
    NOG_NIET = "nog-niet", _("There is one, not involved yet")
    GEEN = "geen", _("There is none")
    ONBEKEND = "onbekend", _("I do not know")


class Vakbond(models.TextChoices):
    """Unions that are involved."""

    FNV = "fnv", _("FNV")
    CNV = "cnv", _("CNV")
    VCP = "vcp", _("A union of VCP, such as De Unie")
    ANDERE = "andere", _("Another union")
