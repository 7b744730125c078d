# SPDX-License-Identifier: EUPL-1.2
"""One factory for each model; situations are traits. All people are invented."""

from datetime import date, datetime, timedelta

import factory
from allauth.mfa.models import Authenticator
from factory.django import DjangoModelFactory

from werkregio.accounts.models import User
from werkregio.foundation import secrets
from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Arbeidsmarktregio, Gemeente, Lidmaatschap, Partij, RegioGemeente
from werkregio.werkcentrum.models import (
    Aanbod,
    Fonds,
    Instrument,
    InstrumentBehoefte,
    InstrumentTekst,
    Ondersteuningsbehoefte,
    Samenloop,
    Zaak,
    Zaakgegevens,
    Zaaksleutel,
)
from werkregio.werkcentrum.rules.employers import name_key
from werkregio.werkcentrum.rules.funds import search_text

# Tests run at one fixed moment: a Tuesday morning.
MOMENT = datetime(2026, 11, 24, 10, 0, tzinfo=AMSTERDAM)
LONG_AGO = date(2020, 1, 1)


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"persoon{n}@voorbeeld.example")
    name = factory.Sequence(lambda n: f"Persoon {n}")
    is_invented = True

    @factory.post_generation
    def second_factor(user, create, extracted, **kwargs):
        """Everyone has a one-time code set, unless `second_factor=False`."""
        if create and extracted is not False:
            Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "unused"})


class RegioFactory(DjangoModelFactory):
    class Meta:
        model = Arbeidsmarktregio

    code = factory.Sequence(lambda n: f"regio-{n}")
    naam = factory.Sequence(lambda n: f"Regio {n}")
    soort = "demo"
    active = True
    werkcentrum_naam = factory.LazyAttribute(lambda o: f"Werkcentrum {o.naam}")


class GemeenteFactory(DjangoModelFactory):
    class Meta:
        model = Gemeente

    gm_code = factory.Sequence(lambda n: f"GM9{n:03d}")
    naam = factory.Sequence(lambda n: f"Gemeente {n}")
    slug = factory.Sequence(lambda n: f"gemeente-{n}")


class RegioGemeenteFactory(DjangoModelFactory):
    class Meta:
        model = RegioGemeente

    regio = factory.SubFactory(RegioFactory)
    gemeente = factory.SubFactory(GemeenteFactory)
    valid_from = LONG_AGO


class PartijFactory(DjangoModelFactory):
    class Meta:
        model = Partij

    regio = factory.SubFactory(RegioFactory)
    code = factory.Sequence(lambda n: f"partij-{n}")
    naam = factory.Sequence(lambda n: f"Partij {n}")
    soort = "werkcentrum"
    active = True


class LidmaatschapFactory(DjangoModelFactory):
    class Meta:
        model = Lidmaatschap

    user = factory.SubFactory(UserFactory)
    partij = factory.SubFactory(PartijFactory)
    role = "gids"
    valid_from = LONG_AGO


class InstrumentFactory(DjangoModelFactory):
    class Meta:
        model = Instrument
        skip_postgeneration_save = True

    regio = factory.SubFactory(RegioFactory)
    code = factory.Sequence(lambda n: f"T{n:03d}")
    slug = factory.Sequence(lambda n: f"hulp-{n}")
    audience = ["werkzoekende"]
    costs_kind = "free"
    verified = True
    as_of = "2026"
    source = "https://bron.example/"
    changed_at = MOMENT

    @factory.post_generation
    def teksten(instrument, create, extracted, **kwargs):
        if not create:
            return
        for language, name in (("nl", "Hulp bij werk"), ("en", "Help with work")):
            InstrumentTekst.objects.create(
                instrument=instrument,
                language=language,
                name=f"{name} {instrument.code}",
                summary="Een korte zin.",
                what="Wat u krijgt.",
                for_whom="Voor wie.",
                costs="Gratis.",
                duration="Kort.",
                who_decides="De gemeente.",
                next_step="Vraag een gids.",
            )

    @factory.post_generation
    def needs(instrument, create, extracted, **kwargs):
        if create:
            for order, need in enumerate(extracted or ["werk-zoeken"]):
                InstrumentBehoefte.objects.create(instrument=instrument, need=need, order=order)


class AanbodFactory(DjangoModelFactory):
    class Meta:
        model = Aanbod

    instrument = factory.SubFactory(InstrumentFactory)
    regio = factory.SelfAttribute("instrument.regio")
    partij = factory.SubFactory(PartijFactory, regio=factory.SelfAttribute("..regio"))


class ZaakFactory(DjangoModelFactory):
    class Meta:
        model = Zaak
        skip_postgeneration_save = True

    regio = factory.SubFactory(RegioFactory)
    reference = factory.Sequence(lambda n: f"W-26-{n:05d}")
    subject = factory.LazyFunction(lambda: secrets.new_token()[:22])
    opened_at = MOMENT
    is_invented = True

    @factory.post_generation
    def gegevens(zaak, create, extracted, **kwargs):
        """`gegevens={...}` gives the personal part; it is sealed under a key of its own."""
        if not create:
            return
        Zaaksleutel.objects.create(zaak=zaak, wrapped=secrets.new_case_key())
        value = {"voornaam": "Noor", "telefoon": "06 00000000", "vraag": "Ik zoek werk."} | (extracted or {})
        Zaakgegevens.objects.create(zaak=zaak, sealed=zaak.seal(value))


class BehoefteFactory(DjangoModelFactory):
    class Meta:
        model = Ondersteuningsbehoefte

    zaak = factory.SubFactory(ZaakFactory)
    need = "werk-zoeken"
    created_at = MOMENT


class SamenloopFactory(DjangoModelFactory):
    """Two instruments of one region that cannot go together."""

    class Meta:
        model = Samenloop

    regio = factory.SubFactory(RegioFactory)
    instrument_a = factory.SubFactory(InstrumentFactory, regio=factory.SelfAttribute("..regio"))
    instrument_b = factory.SubFactory(InstrumentFactory, regio=factory.SelfAttribute("..regio"))
    kind = "kan-niet-samen"
    text_nl = "Voor dezelfde uren telt er één."
    text_en = "For the same hours one counts."
    changed_at = MOMENT


class FondsFactory(DjangoModelFactory):
    class Meta:
        model = Fonds

    regio = factory.SubFactory(RegioFactory)
    code = factory.Sequence(lambda n: f"fonds-{n}")
    naam = factory.Sequence(lambda n: f"Fonds {n}")
    sectors = ["Metaalbewerking"]
    caos = ["Cao Metaal"]
    search_text = factory.LazyAttribute(lambda fund: search_text([fund.naam, *fund.sectors, *fund.caos]))
    changed_at = MOMENT


class LoketFactory(DjangoModelFactory):
    """A counter that is open on working days from nine to five."""

    class Meta:
        model = "werkcentrum.Loket"

    regio = factory.SubFactory(RegioFactory)
    gemeente = factory.SubFactory(GemeenteFactory)
    naam = factory.Sequence(lambda n: f"Loket {n}")
    address = "Voorbeeldplein 1"
    accessibility = "Ingang zonder drempel"
    hours = factory.LazyFunction(
        lambda: {day: ["09:00-17:00"] for day in ("ma", "di", "wo", "do", "vr")} | {"za": [], "zo": []}
    )
    languages = factory.LazyFunction(lambda: ["nl", "pl"])
    walk_in = True


class TijdvakFactory(DjangoModelFactory):
    """A talk with a guide, three days after the moment of the tests; `guide` must be given."""

    class Meta:
        model = "werkcentrum.Tijdvak"

    loket = factory.SubFactory(LoketFactory)
    regio = factory.SelfAttribute("loket.regio")
    soort = "gesprek"
    start = MOMENT + timedelta(days=3)
    end = factory.LazyAttribute(lambda o: o.start + timedelta(minutes=45))
    guide = factory.SubFactory(UserFactory)
    created_by = factory.SelfAttribute("guide")
    created_at = MOMENT


class WerkgeverFactory(DjangoModelFactory):
    class Meta:
        model = "werkcentrum.Werkgever"

    regio = factory.SubFactory(RegioFactory)
    naam = factory.Sequence(lambda n: f"Bedrijf nummer {n}")
    naam_key = factory.LazyAttribute(lambda o: name_key(o.naam))
    sector = "C"
    size = "10-49"
    created_at = MOMENT
    is_invented = True


class WerkgeversvraagFactory(DjangoModelFactory):
    """A question of an employer that is with nobody; `owner`, `owner_partij`, `owner_since` go together."""

    class Meta:
        model = "werkcentrum.Werkgeversvraag"

    zaak = factory.SubFactory(ZaakFactory, asker="werkgever")
    werkgever = factory.SubFactory(WerkgeverFactory, regio=factory.SelfAttribute("..zaak.regio"))
    subjects = factory.LazyFunction(lambda: ["vacature"])


class VacatureFactory(DjangoModelFactory):
    class Meta:
        model = "werkcentrum.Vacature"

    vraag = factory.SubFactory(WerkgeversvraagFactory)
    sealed = factory.LazyAttribute(
        lambda o: o.vraag.zaak.seal({"titel": "Bakker", "taken": "Deeg kneden", "plaats": "Venray"})
    )
    hours_min = 24
    hours_max = 32
    created_at = MOMENT


class GroepFactory(DjangoModelFactory):
    class Meta:
        model = "werkcentrum.Groep"

    vraag = factory.SubFactory(WerkgeversvraagFactory)
    code = factory.LazyFunction(lambda: secrets.normal_code(secrets.new_code())[:8])
    people = 40
    contracts = factory.LazyFunction(lambda: ["vast", "uitzend"])
