# SPDX-License-Identifier: EUPL-1.2
"""Tables with text that hold nothing about a person, each with the reason. A test walks all tables.

A table that is neither here nor in `personal_fields.py` fails that test: whoever adds a field decides.
"""

WITHOUT_PERSONS = {
    # The directory and its words: about schemes and organisations, shown on public pages.
    "Aanbod": "what an organisation offers; contact data of a desk, refused for a person by the form",
    "Aanbodbevestiging": "that an organisation confirmed an offer: names of fields",
    "Feit": "amount or term with its source",
    "Feitwijziging": "how a figure of an offer was, and how it became",
    "Fonds": "training fund of a sector",
    "Instrument": "scheme or service",
    "InstrumentBehoefte": "code of a need",
    "InstrumentTekst": "public text about a scheme",
    "Samenloop": "how two schemes go together",
    "Verbeterverzoek": "note of a reviewer about an entry, not about a person",
    "Voorwaarde": "condition of a scheme",
    "Wijziging": "version of an entry",
    "Woord": "word of the router, added by an editor",
    "Tijdvak": "time at a counter: kind, place, languages, what a workshop is about",
    "Loket": "counter: address and number of a place",
    # Rules and counts.
    "Bewaarregel": "term and its reason",
    "Grondslagregel": "legal basis by kind of organisation",
    "HulpTelling": "counts per day",
    "Opruimronde": "counts and keys of a run",
    "Toestemmingstekst": "words of a consent, the same for everybody",
    "Zaakstatistiek": "counts by month without a key",
    # Region and organisations.
    "Arbeidsmarktregio": "region",
    "Geleding": "group of organisations",
    "Gemeente": "municipality",
    "Partij": "organisation; its address and number are no person's",
    "Leeftijdsgrens": "age limit of law with its source",
    "RegioGemeente": "source of a period",
    "Sluitingsdag": "day on which counters are closed",
    "Staffunctie": "task of the region",
    # Consulting, advising and signals of the Beraad.
    "Advies": "advice of the Beraad about money; geledingen, no persons",
    "AdviesStap": "state of an advice and the organisation that moved it",
    "Antwoord": "answer to a consultation; a BSN is refused, and an anonymous one leads to nobody",
    "Consultatie": "questions to many people",
    "ConsultatieCode": "keyed hash of a code; who got it stands nowhere",
    "ConsultatieVraag": "question of a consultation",
    "GebruiktFormulier": "keyed hash of a form that was sent",
    "Inbreng": "input about a plan; a BSN is refused, the public reads the words of the staff",
    "Inzending": "organisation or function that answered an open consultation",
    "Terugmeldadres": "encrypted address, erased after its one message",
    "Raadpleging": "how a geleding asked groups; persons are refused",
    "Terugkoppeling": "how a geleding told its people",
    "Raadsbrief": "text for the councils",
    "RaadsbriefGemeente": "days of a college and a council",
    "Raadsinbreng": "what a council said",
    "LandelijkThema": "theme of the Landelijk Beraad",
    "Les": "lesson",
    "Signaal": "obstacle or trend; persons are refused",
    "SignaalStap": "state of a signal",
    # The ground floor: ids, codes and times only (ruling A6), kept by `foundation.jobs.tidy` where they pass.
    "AuditHead": "last hash of a month",
    "DBTaskResult": "ids of work; a trace of an error is forgotten after seven days",
    "JobRun": "counts of a run, forgotten after ninety days",
    "OutboxAttempt": "outcome of a try, forgotten with its message",
    "ContentMark": "a random mark of what is public",
    "WorkerSign": "name of a worker process",
    # Of the framework, without a row about a person.
    "ContentType": "kinds of tables",
    "EmailConfirmation": "not used: an invitation proves an address",
    "Group": "not used: roles come from memberships",
    "Permission": "not used: roles come from memberships",
    "SocialApp": "settings of a sign-in broker",
    "SocialToken": "not kept: tokens of a broker are thrown away",
}
