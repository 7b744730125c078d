# SPDX-License-Identifier: EUPL-1.2
"""The words of the one door, as choices with labels."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Vrager(models.TextChoices):
    """Who asks; it decides between two sides of the same thing."""

    INWONER = "inwoner", _("Resident")
    WERKGEVER = "werkgever", _("Employer")
    PROFESSIONAL = "professional", _("Professional")


class Doelgroep(models.TextChoices):
    """For whom an instrument is."""

    WERKZOEKENDE = "werkzoekende", _("Looking for work")
    WERKENDE = "werkende", _("At work")
    JONGERE = "jongere", _("Young people")
    ZELFSTANDIGE = "zelfstandige", _("Self-employed")
    NIEUWKOMER = "nieuwkomer", _("Newcomers")
    WERKGEVER = "werkgever", _("Employers")
    PROFESSIONAL = "professional", _("Professionals")


class Gebruik(models.TextChoices):
    PUBLIC = "public", _("For residents and employers")
    PROFESSIONAL = "professional", _("Only for professionals")


class InstrumentStatus(models.TextChoices):
    CONCEPT = "concept", _("Draft")
    CURRENT = "current", _("In force")
    ENDED = "ended", _("Ended")
    ANNOUNCED = "announced", _("Announced")


class Kosten(models.TextChoices):
    FREE = "free", _("Free")
    PAID = "paid", _("You pay")
    VARIES = "varies", _("It differs")
    UNKNOWN = "unknown", _("Not known")


class VoorwaardeSoort(models.TextChoices):
    HARD = "hard", _("Must")
    SOFT = "soft", _("Helps")


class Kanaal(models.TextChoices):
    """How a question came in, or how to reach the person."""

    WEB = "web", _("Website")
    TELEFOON = "telefoon", _("Phone")
    INLOOP = "inloop", _("Walk-in")
    EMAIL = "email", _("E-mail")
    PARTNER = "partner", _("Through a partner")


class Bereikbaar(models.TextChoices):
    """How the person wants to be reached."""

    BELLEN = "bellen", _("Call me back")
    EMAIL = "email", _("Send an e-mail")
    PAGINA = "pagina", _("I look at my page myself")
    LANGSKOMEN = "langskomen", _("I come by")


class Belemmering(models.TextChoices):
    """Obstacles: the short list of werkcentrum.md."""

    TAAL = "taal", _("Language")
    GEZONDHEID = "gezondheid", _("Health")
    ZORG = "zorg", _("Care for others")
    VERVOER = "vervoer", _("Transport")
    SCHULDEN = "schulden", _("Debts")
    PAPIEREN = "papieren", _("Papers")
    DIGITAAL = "digitaal", _("Digital skills")
    WONEN = "wonen", _("Housing")


class Urgentie(models.TextChoices):
    NU = "nu", _("Today")
    WEEK = "week", _("This week")
    RUSTIG = "rustig", _("No hurry")


class Herkomst(models.TextChoices):
    """Who chose the need."""

    PERSOON = "persoon", _("The person")
    REGEL = "regel", _("The router")
    GIDS = "gids", _("The guide")


class Wie(models.TextChoices):
    """Who does what an agreement says."""

    PERSOON = "persoon", _("The person")
    GIDS = "gids", _("The guide")
    PARTNER = "partner", _("The partner")


class ZaakStatus(models.TextChoices):
    """Status of a case in words; computed from events, never typed."""

    NIEUW = "nieuw", _("New")
    IN_GESPREK = "in-gesprek", _("In conversation")
    WACHT_OP_PERSOON = "wacht-op-persoon", _("Waits for the person")
    WACHT_OP_PARTNER = "wacht-op-partner", _("Waits for a partner")
    BIJ_PARTNER = "bij-partner", _("With a partner")
    NAZORG = "nazorg", _("After-care")
    AFGESLOTEN = "afgesloten", _("Closed")
    INGETROKKEN = "ingetrokken", _("Withdrawn by the person")


class Gebeurtenis(models.TextChoices):
    """What can happen to a case."""

    GEOPEND = "geopend", _("Question left")
    OVERGENOMEN = "overgenomen", _("Taken by a guide")
    OVERGEDRAGEN = "overgedragen", _("Handed to another guide")
    TERUGGELEGD = "teruggelegd", _("Put back on the list")
    GESPREK = "gesprek", _("Conversation noted")
    BEHOEFTE_GEKOZEN = "behoefte-gekozen", _("Need chosen")
    AFSPRAAK_GEMAAKT = "afspraak-gemaakt", _("Agreement made")
    AFSPRAAK_GEDAAN = "afspraak-gedaan", _("Agreement done")
    TOEGEVOEGD = "toegevoegd", _("The person added something")
    DOORVERWIJZING = "doorverwijzing", _("Warm referral")
    TOESTEMMING = "toestemming", _("Consent given")
    TOESTEMMING_INGETROKKEN = "toestemming-ingetrokken", _("Consent withdrawn")
    BEHOEFTE_AFGESLOTEN = "behoefte-afgesloten", _("Need closed")
    GEHOLPEN = "geholpen", _("The person says: it helped")
    NIET_GEHOLPEN = "niet-geholpen", _("The person says: it did not help")
    HEROPEND = "heropend", _("Opened again")
    INGETROKKEN = "ingetrokken", _("The person withdrew the question")
    NIEUWE_CODE = "nieuwe-code", _("New code given")
    AFGESLOTEN = "afgesloten", _("Question closed")
    VERBETERD = "verbeterd", _("Data corrected")
    RECHTENVERZOEK = "rechtenverzoek", _("Request about own data")
    RECHT_BESLOTEN = "recht-besloten", _("Request about own data answered")
    WISSEN_AANGEKONDIGD = "wissen-aangekondigd", _("Erasing announced")
    GEWIST = "gewist", _("Personal data erased")
    BERICHT = "bericht", _("Message to the person")
    NAZORG = "nazorg", _("After-care")
    HERINNERD = "herinnerd", _("Partner reminded")
    PARTNER_LAAT = "partner-laat", _("Partner did not answer in time")
    BOEKING = "boeking", _("Appointment")


class Stap(models.TextChoices):
    """Steps of a Doorverwijzing; each is an immutable event."""

    CONCEPT = "concept", _("Draft")
    AANGEBODEN = "aangeboden", _("Offered to the person")
    INGESTEMD = "ingestemd", _("Consent given")
    GEINFORMEERD = "geinformeerd", _("Person informed")
    VERZONDEN = "verzonden", _("Sent")
    ONTVANGEN = "ontvangen", _("Received")
    VRAAG = "vraag", _("Partner asks for more")
    ANTWOORD = "antwoord", _("Guide answered")
    GEACCEPTEERD = "geaccepteerd", _("Accepted")
    AFGEWEZEN = "afgewezen", _("Declined")
    EERSTE_CONTACT = "eerste-contact", _("First contact")
    GESTART = "gestart", _("Started")
    AFGEROND = "afgerond", _("Done")
    INGETROKKEN = "ingetrokken", _("Withdrawn by the person")
    TERUGGETROKKEN = "teruggetrokken", _("Called back by the sender")
    VERLOPEN = "verlopen", _("Expired without answer")
    CONTACT_VERLOREN = "contact-verloren", _("Lost contact")


class Warmte(models.TextChoices):
    """How warm the hand-over is."""

    GEINFORMEERD = "geinformeerd", _("Partner is informed in writing")
    GEBELD = "gebeld", _("Guide calls the partner")
    DRIEGESPREK = "driegesprek", _("Talk with the three of us")


class Afwijsreden(models.TextChoices):
    VOL = "vol", _("No place now")
    DOELGROEP = "doelgroep", _("Person does not belong to the target group")
    GEBIED = "gebied", _("Person lives outside the area")
    ANDER_AANBOD = "ander-aanbod", _("Other help fits better")
    ONVOLLEDIG = "onvolledig", _("Too little information")
    AL_IN_BEELD = "al-in-beeld", _("Person already gets this help")
    NIET_BEREIKT = "niet-bereikt", _("Person could not be reached")


class Uitkomstsoort(models.TextChoices):
    """Outcome of help at a partner."""

    WERK = "werk", _("Found work")
    WERK_BEHOUDEN = "werk-behouden", _("Kept work")
    SCHOLING = "scholing", _("Started training")
    VOORZIENING = "voorziening", _("Provision arranged")
    INFORMATIE = "informatie", _("Question answered")
    STAP_VERDER = "stap-verder", _("A step further")
    GESTOPT = "gestopt", _("Stopped before the end")


class Sluitgrond(models.TextChoices):
    """Why a need is closed; kept by constraints (werkcentrum.md section 1: no wrong door)."""

    UITKOMST = "uitkomst", _("A partner's help ended with an outcome")
    BEANTWOORD = "beantwoord", _("Answered by the guide, the person agrees")
    EIGEN_KEUZE = "eigen-keuze", _("The person chose to stop")
    VOLGENDE_STAP = "volgende-stap", _("Goes on as another need or agreement")
    NIET_BEREIKT = "niet-bereikt", _("The person could not be reached, on several days")
    GEEN_VRAAG = "geen-vraag", _("No question for us: spam, a test or abuse")


class Gegeven(models.TextChoices):
    """Fields that can be shared with a partner, one by one."""

    VOORNAAM = "voornaam", _("First name")
    NAAM = "naam", _("Full name")
    TELEFOON = "telefoon", _("Phone number")
    EMAIL = "email", _("E-mail address")
    GEMEENTE = "gemeente", _("Municipality")
    TAAL = "taal", _("Language")
    BEHOEFTE = "behoefte", _("What help is needed")
    DOEL = "doel", _("Goal in own words")
    BELEMMERINGEN = "belemmeringen", _("Obstacles")
    WAT_WERKT = "wat-werkt", _("What already works")
    TOELICHTING = "toelichting", _("Note of the guide")


class Grondslag(models.TextChoices):
    """Legal basis of an exchange (AVG article 6); configurable per exchange (ruling B7)."""

    TOESTEMMING = "toestemming", _("Consent (GDPR article 6.1.a)")
    PUBLIEKE_TAAK = "publieke-taak", _("Public task (GDPR article 6.1.e)")
    WETTELIJKE_PLICHT = "wettelijke-plicht", _("Legal duty (GDPR article 6.1.c)")


class Gegevenswijze(models.TextChoices):
    """How consent or information was given."""

    SCHERM = "scherm", _("On screen")
    PAPIER = "papier", _("On paper")
    GESPROKEN = "gesproken", _("Spoken, read back")


class VolgendeStap(models.TextChoices):
    """The next step of a case on the worklist. The first ones follow from acts, the last from a choice."""

    EERSTE_CONTACT = "eerste-contact", _("Contact the person for the first time")
    TERUGBELLEN = "terugbellen", _("Call back")
    TERUGMAILEN = "terugmailen", _("Send an e-mail back")
    GESPREK = "gesprek", _("Have a conversation")
    PLAN = "plan", _("Agree on the next step")
    AFSPRAAK = "afspraak", _("See whether the agreement was kept")
    TOEVOEGING_LEZEN = "toevoeging-lezen", _("Read what the person added")
    DOORVERWIJZING_AANBIEDEN = "doorverwijzing-aanbieden", _("Offer the hand-over to the person")
    DOORVERWIJZING_VERSTUREN = "doorverwijzing-versturen", _("Send the hand-over to the partner")
    VRAAG_BEANTWOORDEN = "vraag-beantwoorden", _("Answer the question of the partner")
    WACHT_OP_PERSOON = "wacht-op-persoon", _("Ask the person for an answer")
    WACHT_OP_PARTNER = "wacht-op-partner", _("Ask the partner how it goes")
    PARTNER_BELLEN = "partner-bellen", _("Partner did not answer in time: call")
    ANDERE_DEUR = "andere-deur", _("Look for another door")
    UITKOMST_BESPREKEN = "uitkomst-bespreken", _("Talk about the outcome with the person")
    NAZORG = "nazorg", _("Ask: did it work out?")
    OPNIEUW = "opnieuw", _("It did not help: talk again")
    AFSLUITEN = "afsluiten", _("Close the question")
    RECHTENVERZOEK = "rechtenverzoek", _("Answer the request about own data")
    NIET_VERSCHENEN = "niet-verschenen", _("Did not come to the appointment: call")
    BERICHT_MISLUKT = "bericht-mislukt", _("A message did not arrive: reach the person another way")


class Capaciteitsoort(models.TextChoices):
    """What a partner says about room."""

    VOL = "vol", _("Full")
    RUIMTE = "ruimte", _("Room again")


class Nazorgmoment(models.TextChoices):
    """When we ask how it goes after the help."""

    TWEE_WEKEN = "2w", _("After 2 weeks")
    DRIE_MAANDEN = "3m", _("After 3 months")
    JAAR = "12m", _("After 12 months")


class Nazorgkeuze(models.TextChoices):
    """What somebody can tap."""

    WERK = "werk", _("I have work")
    OPLEIDING = "opleiding", _("I follow a training or course")
    GESTOPT = "gestopt", _("I had work, but not any more")
    ZOEKT = "zoekt", _("I am still looking")
    NIET_GEHOLPEN = "niet", _("It did not help. I want to talk to a guide")
    NIET_MEER = "niet-meer", _("Do not ask me again")


class Leesreden(models.TextChoices):
    """Why somebody opens a file; stands in the log and on the page of the person."""

    EIGEN = "eigen-zaak", _("Guide of this question")
    NIEUW = "nieuwe-vraag", _("Looks at a new question")
    CONTACT = "contact", _("The person made contact")
    WAARNEMING = "waarneming", _("Stands in for a colleague")
    OVERDRACHT = "overdracht", _("Takes the question over")
    KWALITEIT = "kwaliteit", _("Checks the quality")
    RECHT = "rechtenverzoek", _("Answers the request about own data")
    MEEDOEN = "meedoen", _("Helps the same employer, with the contact's agreement")


class Rechtenverzoek(models.TextChoices):
    """What a person can ask about the own data (AVG articles 15 to 21)."""

    INZAGE = "inzage", _("I want to see what you keep about me")
    MEENEMEN = "meenemen", _("I want to take my data along")
    VERBETEREN = "verbeteren", _("Something about me is wrong")
    WISSEN = "wissen", _("Erase my data")
    BEPERKEN = "beperken", _("Keep my data, but do nothing with it for now")
    BEZWAAR = "bezwaar", _("I object to the use of my data")


class Identiteit(models.TextChoices):
    """How it was established who asks (AVG article 12.6). No copy of a document is ever kept."""

    CODE = "code", _("With the private code, on the own page")
    LEGITIMATIE = "legitimatie", _("Showed an identity document at the counter; no copy kept")
    TERUGGEBELD = "teruggebeld", _("Called back on the phone number that we knew already")
    EMAIL_BEKEND = "email-bekend", _("Answered from the e-mail address that we knew already")
    GEMACHTIGDE = "gemachtigde", _("Somebody else, with a written authorisation that we saw")


class Verzoekstapsoort(models.TextChoices):
    """What happened to a request about own data."""

    ONTVANGEN = "ontvangen", _("Received")
    IDENTITEIT = "identiteit", _("Established who asks")
    VERLENGD = "verlengd", _("Extended")
    BESLOTEN = "besloten", _("Decided")
    GEGEVEN = "gegeven", _("Copy given")
    UITGEVOERD = "uitgevoerd", _("Carried out")


class Besluit(models.TextChoices):
    """The decision on a request."""

    TOEGEWEZEN = "toegewezen", _("Granted")
    DEELS = "deels", _("Granted for a part")
    AFGEWEZEN = "afgewezen", _("Refused")
    NIET_HERKEND = "niet-herkend", _("Cannot be handled: we do not know who asks")


class Besluitreden(models.TextChoices):
    """Why a request is refused or granted for a part: the grounds of the AVG, and no others."""

    NIET_HERKEND = "niet-herkend", _("We could not establish who asks (GDPR articles 11 and 12.6)")
    GEEN_GEGEVENS = "geen-gegevens", _("We keep nothing about this person")
    RECHTEN_ANDEREN = "rechten-anderen", _("It would harm the rights of somebody else (article 15.4)")
    KLOPT = "klopt", _("What we keep is correct")
    PUBLIEKE_TAAK = "publieke-taak", _("A public task needs the data (articles 17.3.b and 21.1)")
    RECHTSVORDERING = "rechtsvordering", _("A legal claim needs the data (article 17.3.e)")
    BUITENSPORIG = "buitensporig", _("The same was asked again and again (article 12.5)")


class Verlengreden(models.TextChoices):
    """Why an answer takes up to two months longer (AVG article 12.3)."""

    COMPLEX = "complex", _("The request is complex")
    AANTAL = "aantal", _("This person asked several things at once")


class Bewaarmethode(models.TextChoices):
    """What retention does in the end."""

    STATISTIEK = "statistiek", _("Keep counts by month, erase the rest")
    VERWIJDEREN = "verwijderen", _("Erase")
    ANONIMISEREN = "anonimiseren", _("Take name and address out")


class Bewaarstaat(models.TextChoices):
    """In which way something ended: each has a term of its own."""

    AFGESLOTEN = "afgesloten", _("Question closed")
    INGETROKKEN = "ingetrokken", _("Withdrawn by the person")
    NOOIT_OPGEPAKT = "nooit-opgepakt", _("Never taken up by a guide")
    CONTACT_VERLOREN = "contact-verloren", _("Contact lost: nothing happened any more")
    NIET_BEREIKT = "niet-bereikt", _("Closed: could not be reached")
    GEEN_VRAAG = "geen-vraag", _("Closed: no question for us")
    WERKGEVER = "werkgever", _("Question of an employer, closed")
    UIT_DIENST = "uit-dienst", _("Works here no more")
    VOORBIJ = "voorbij", _("Used, withdrawn or past its end")


class Bewaarstopreden(models.TextChoices):
    """Why erasing waits."""

    BEZWAAR = "bezwaar", _("An objection runs")
    KLACHT = "klacht", _("A complaint runs")
    RECHTSZAAK = "rechtszaak", _("A court case or legal claim runs")
    BEPERKING = "beperking", _("The person asked to keep the data and do nothing with it")


class Samenloopsoort(models.TextChoices):
    """How two instruments go together."""

    KAN_SAMEN = "kan-samen", _("Can go together")
    KAN_NIET_SAMEN = "kan-niet-samen", _("Cannot go together")
    ALLEEN_ALS = "alleen-als", _("Only on a condition")
    GAAT_VOOR = "gaat-voor", _("The first comes before the second")


class Verbeterreden(models.TextChoices):
    """Why an organisation is asked to mend an entry of the directory."""

    VERLOPEN = "verlopen", _("A figure is out of date")
    BEVESTIGEN = "bevestigen", _("Not confirmed in time")
    ONVOLLEDIG = "onvolledig", _("Something is missing")
    MOEILIJK = "moeilijk", _("Hard to read")
    ROUTE = "route", _("It does not say how to get there")
    ANDERS = "anders", _("Something else")


class InvoerSoort(models.TextChoices):
    """What a file that somebody brought in holds."""

    HSDS_JSON = "hsds-json", _("Open Referral, JSON")
    HSDS_TABLES = "hsds-csv", _("Open Referral, tables")
    DIRECTORY = "redactie", _("Our own directory, CSV")


class InvoerStand(models.TextChoices):
    TRIAL = "proef", _("Trial, nothing stored")
    APPLIED = "verwerkt", _("Applied")
    UNDONE = "teruggezet", _("Undone")


class Tijdvaksoort(models.TextChoices):
    """What a slot is for."""

    INLOOP = "inloop", _("Walk-in")
    GESPREK = "gesprek", _("Talk with a guide")
    DRIEGESPREK = "driegesprek", _("Talk with the three of us")
    WORKSHOP = "workshop", _("Workshop")


class Plaats(models.TextChoices):
    """Where a slot is."""

    LOKET = "loket", _("At a counter")
    ONLINE = "online", _("Video call")
    TELEFOON = "telefoon", _("By phone")


class Boekingsstap(models.TextChoices):
    """What can happen to an appointment; each is an immutable event."""

    GEMAAKT = "gemaakt", _("Made")
    WACHTLIJST = "wachtlijst", _("On the waiting list")
    PLEK = "plek", _("Got a place from the waiting list")
    BEVESTIGD = "bevestigd", _("Person says: I will come")
    VERZET = "verzet", _("Moved to another time")
    AFGEZEGD_PERSOON = "afgezegd-persoon", _("Cancelled by the person")
    AFGEZEGD_LOKET = "afgezegd-loket", _("Cancelled by the counter")
    BINNENGEKOMEN = "binnengekomen", _("Person is here")
    NIET_VERSCHENEN = "niet-verschenen", _("Person did not come")
    AFGEROND = "afgerond", _("Held")
    HERSTELD = "hersteld", _("That was a mistake")


class BoekingStatus(models.TextChoices):
    """Status of an appointment; follows from its events and the clock, never typed."""

    WACHTLIJST = "wachtlijst", _("Waiting list")
    GEPLAND = "gepland", _("Planned")
    BEVESTIGD = "bevestigd", _("Person will come")
    VERWACHT = "verwacht", _("Expected now")
    BINNEN = "binnen", _("Is here")
    INVULLEN = "invullen", _("Did the person come?")
    NIET_VERSCHENEN = "niet-verschenen", _("Did not come")
    AFGEROND = "afgerond", _("Held")
    AFGEZEGD = "afgezegd", _("Cancelled")
