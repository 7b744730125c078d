# SPDX-License-Identifier: EUPL-1.2
"""The invented region beside Noord-Limburg, and the invented people who work in both."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings

from werkregio.accounts.models import User
from werkregio.accounts.services import make_demo_user
from werkregio.regio import queries as regio_queries
from werkregio.regio.models import Arbeidsmarktregio, Gemeente, Lidmaatschap, Partij, RegioGemeente
from werkregio.regio.permissions import Acting
from werkregio.regio.rules import loaders
from werkregio.regio.services.loading import load_regio
from werkregio.werkcentrum.models import Loket

FIRST_DAY = date(2025, 1, 1)
HOME = "noord-limburg"
OTHER = "asterland"
# Organisation, its people: name, address before the @, roles.
CAST: dict[str, dict[str, list[tuple[str, str, tuple[str, ...]]]]] = {
    HOME: {
        "werkcentrum": [
            ("Sanne Gids", "sanne", ("gids",)),
            ("Milan Gids", "milan", ("gids",)),
            ("Aylin Gids", "aylin", ("gids",)),
            ("Rosa Redacteur", "rosa", ("redacteur",)),
            ("Karel Kwaliteit", "karel", ("kwaliteitsbeoordelaar",)),
            ("Fedde Functionaris", "fedde", ("fg",)),
            ("Bente Beheerder", "bente", ("regiobeheerder", "partnerbeheerder")),
        ],
        "uwv": [("Umit van UWV", "umit", ("professional", "partnerbeheerder"))],
        "gemeente-venlo": [("Vera van Venlo", "vera", ("professional", "partnerbeheerder"))],
        "gilde": [("Guus van Gilde", "guus", ("professional", "partnerbeheerder"))],
        "fnv": [("Fatma van FNV", "fatma", ("professional", "partnerbeheerder"))],
        "waa": [("Wout van WAA", "wout", ("professional", "partnerbeheerder"))],
        "sbb": [("Stef van SBB", "stef", ("professional", "partnerbeheerder"))],
        "lwv": [("Lotte van LWV", "lotte", ("professional", "partnerbeheerder"))],
        "bieb-demo": [("Bo van de Bieb", "bo", ("loketmedewerker", "partnerbeheerder"))],
        "schuldhulp-demo": [("Suus van Schuldhulp", "suus", ("loketmedewerker", "partnerbeheerder"))],
    },
    OTHER: {
        "werkcentrum": [
            ("Gerda Gids", "gerda", ("gids",)),
            (
                "Bram Beheerder",
                "bram",
                ("regiobeheerder", "partnerbeheerder", "fg", "redacteur", "kwaliteitsbeoordelaar"),
            ),
        ],
        "uwv-oost": [("Olga van UWV Oost", "olga", ("professional", "partnerbeheerder"))],
        "taalhuis-aster": [("Tess van Taalhuis", "tess", ("professional", "partnerbeheerder"))],
    },
}
# Counters of other organisations that enter questions for somebody; they do not exist.
HOME_COUNTERS = (
    ("bieb-demo", "Bibliotheek De Letter (verzonnen)", "bibliotheek"),
    ("schuldhulp-demo", "Schuldhulp Helder (verzonnen)", "schuldhulp"),
)
OTHER_PARTIJEN = (
    ("werkcentrum", "Werkcentrum Asterland", "werkcentrum"),
    ("uwv-oost", "UWV Oost", "uwv"),
    ("taalhuis-aster", "Taalhuis Aster", "aanbieder"),
)
OTHER_GEMEENTEN = (("GM9901", "Asterdam"), ("GM9902", "Beekhoven"), ("GM9903", "Duindrecht"))


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one region of the demo, by organisation."""

    regio: Arbeidsmarktregio
    guides: list[Acting]
    partners: dict[str, Acting]
    # Who types for somebody at a counter of another organisation, by organisation.
    counters: dict[str, Acting] = field(default_factory=dict)


def load_home(at: datetime) -> Arbeidsmarktregio:
    """Noord-Limburg as a region of the demo: real names of organisations, invented people."""
    load_regio(HOME, soort="demo", by="system", at=at)
    regio = Arbeidsmarktregio.objects.get(code=HOME)
    regio.hosts = ["localhost", "127.0.0.1"]
    regio.phone = "077 000 00 00"
    regio.email = "vraag@werkcentrum.example"
    regio.save()
    for code, naam, soort in HOME_COUNTERS:
        Partij.objects.get_or_create(
            regio=regio, code=code, defaults={"naam": naam, "soort": soort, "is_invented": True}
        )
    return regio


def load_other(at: datetime) -> Arbeidsmarktregio:
    """A second, invented region with three municipalities: proves that regions do not see each other."""
    regio, _new = Arbeidsmarktregio.objects.update_or_create(
        code=OTHER,
        defaults={
            "naam": "Asterland",
            "soort": "demo",
            "active": True,
            "werkcentrum_naam": "Werkcentrum Asterland",
            "hosts": ["tweede.localhost"],
        },
    )
    for gm_code, naam in OTHER_GEMEENTEN:
        gemeente, _new = Gemeente.objects.update_or_create(
            gm_code=gm_code, defaults={"naam": naam, "slug": naam.lower(), "provincie": "Verzonnen"}
        )
        RegioGemeente.objects.get_or_create(
            regio=regio, gemeente=gemeente, defaults={"valid_from": FIRST_DAY, "source": "verzonnen"}
        )
    for code, naam, soort in OTHER_PARTIJEN:
        Partij.objects.update_or_create(
            regio=regio, code=code, defaults={"naam": naam, "soort": soort, "is_invented": True}
        )
    for _name, load in loaders.registered():
        load(regio.code, at)
    return regio


def gather(regio: Arbeidsmarktregio, at: datetime) -> Cast:
    """Make the people of a region, their memberships and their organisations active."""
    guides: list[Acting] = []
    partners: dict[str, Acting] = {}
    counters: dict[str, Acting] = {}
    for code, people in CAST[regio.code].items():
        partij = Partij.objects.get(regio=regio, code=code)
        if not partij.active or not partij.email:
            partij.active, partij.email = True, f"{code}@{regio.code}.example"
            partij.save(update_fields=["active", "email"])
        for name, address, roles in people:
            user = make_demo_user(name, f"{address}@demo.example")
            for role in roles:
                Lidmaatschap.objects.get_or_create(
                    user=user, partij=partij, role=role, valid_to=None, defaults={"valid_from": FIRST_DAY}
                )
            acting = _acting(user, partij, at)
            if "gids" in roles:
                guides.append(acting)
            if "professional" in roles:
                partners[code] = acting
            if "loketmedewerker" in roles:
                counters[code] = acting
    return Cast(regio, guides, partners, counters)


def _acting(user: User, partij: Partij, at: datetime) -> Acting:
    acting = regio_queries.acting_of(user, partij.pk, on=at.date())
    if acting is None:
        raise LookupError(f"{user} has no membership in {partij}")
    return acting


HOURS = {"ma": ["09:00-17:00"], "di": ["09:00-17:00"], "wo": ["09:00-13:00"], "do": ["09:00-20:00"],
         "vr": ["09:00-16:00"], "za": [], "zo": []}  # fmt: skip


def load_counters(regio: Arbeidsmarktregio) -> None:
    """Invented counters, marked so: the real address and hours of the region are not known."""
    places = (
        ("GM0983", "Werkcentrum Venlo", ["nl", "en", "pl", "de", "ar"]),
        ("GM0984", "Werkcentrum Venray", ["nl", "en", "pl", "ro"]),
        ("GM0907", "Spreekuur Gennep", ["nl", "en"]),
    )
    for gm_code, naam, languages in places:
        Loket.objects.get_or_create(
            regio=regio,
            gemeente=Gemeente.objects.get(gm_code=gm_code),
            naam=naam,
            defaults={
                "address": "Voorbeeldplein 1 (verzonnen)",
                "phone": "077 000 00 00",
                "hours": HOURS,
                "exceptions": [
                    {"date": "2026-12-25", "hours": [], "why": {"nl": "Kerst", "en": "Christmas"}}
                ],
                "languages": languages,
                "accessibility": "Ingang zonder drempel, toilet voor rolstoel",
                "walk_in": True,
                "is_invented": True,
            },
        )


def accounts() -> list[tuple[str, str, str, str]]:
    """Everybody of the demo: name, address, organisation and roles."""
    users = (
        User.objects.filter(is_invented=True)
        .prefetch_related("lidmaatschappen__partij__regio")
        .order_by("pk")
    )
    rows = []
    for user in users:
        memberships = list(user.lidmaatschappen.all())
        # The players of a practice region have no password: nobody signs in as them.
        if memberships and user.has_usable_password():
            partij = memberships[0].partij
            roles = ", ".join(m.role for m in memberships)
            rows.append((user.name, user.email, f"{partij.naam} ({partij.regio.naam})", roles))
    return rows


def may_run() -> bool:
    """Whether invented people may be made on this installation."""
    real = Arbeidsmarktregio.objects.filter(active=True, soort="echt").exists()
    return bool(settings.DEMO and settings.DEBUG and not real)
