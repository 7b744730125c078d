# SPDX-License-Identifier: EUPL-1.2
"""The Beraad of the demo: who sits in it, and how its draft convenant became the signed one.

The seats and the first three meetings are those of the region. The people are functions without a name, and the
signing in 2025 is invented, as its name says.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from werkregio.accounts.services import make_demo_user
from werkregio.beraad.models import Gremium
from werkregio.beraad.queries.board import beraad_of, convenant_on
from werkregio.beraad.services import convenant as convenants
from werkregio.beraad.services import gremia, seats
from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio import queries as regio_queries
from werkregio.regio.models import Arbeidsmarktregio, Convenant, Geleding, Lidmaatschap, Partij, Zetel
from werkregio.regio.permissions import Acting

SINCE = date(2024, 9, 18)
DRAFTED, CHECKED, DECIDED, SIGNED = date(2025, 4, 7), date(2025, 5, 12), date(2025, 6, 23), date(2025, 9, 22)
OFFICIAL = date(2025, 10, 1)
# Key, name (a function), organisation, roles, first day.
PEOPLE: tuple[tuple[str, str, str, tuple[str, ...], date], ...] = (
    ("secretaris", "Secretaris van het Beraad", "werkcentrum", ("secretaris",), SINCE),
    ("programmamanager", "Programmamanager", "werkcentrum", ("programmamanager",), OFFICIAL),
    ("ondersteuner", "Ondersteuner van het Beraad", "werkcentrum", ("programmaondersteuner",), SINCE),
    ("communicatie", "Communicatieadviseur", "werkcentrum", ("communicatieadviseur",), SINCE),
    (
        "voorzitter",
        "Wethouder van de centrumgemeente",
        "gemeente-venlo",
        ("voorzitter", "bestuurder"),
        SINCE,
    ),
    ("college", "College van de centrumgemeente", "gemeente-venlo", ("college",), SINCE),
    ("financieel", "Financieel adviseur", "gemeente-venlo", ("financieel-adviseur",), SINCE),
    ("engineer", "Engineer van geldstromen", "gemeente-venlo", ("financial-engineer",), SINCE),
    ("griffie", "Griffie van de centrumgemeente", "gemeente-venlo", ("griffie",), SINCE),
    ("griffie-venray", "Griffie van Venray", "gemeente-venray", ("griffie", "partnerbeheerder"), SINCE),
    (
        "gemeenten",
        "Wethouder namens de gemeenten",
        "regiogemeenten",
        ("bestuurder", "partnerbeheerder"),
        SINCE,
    ),
    ("uwv", "Bestuurder UWV", "uwv", ("bestuurder",), SINCE),
    ("uwv-plaatsvervanger", "Plaatsvervanger UWV", "uwv", ("plaatsvervanger",), SINCE),
    ("adviseur", "Adviseur van UWV", "uwv", ("regionaal-adviseur",), SINCE),
    ("sbb", "Bestuurder SBB", "sbb", ("bestuurder",), SINCE),
    ("onderwijs", "Bestuurder onderwijs", "gilde", ("bestuurder",), SINCE),
    ("werkgevers", "Bestuurder werkgevers", "lwv", ("bestuurder",), SINCE),
    ("fnv", "Bestuurder FNV", "fnv", ("bestuurder",), SINCE),
    ("cnv", "Bestuurder CNV", "cnv", ("bestuurder", "partnerbeheerder"), SINCE),
    ("partner", "Partner zonder stem (WAA)", "waa", ("strategisch-partner",), SINCE),
)
# Who sits where: the key of the person, the organisation of the seat, as substitute or not.
MANDATES = (
    ("voorzitter", "gemeente-venlo", "titularis"),
    ("gemeenten", "regiogemeenten", "titularis"),
    ("uwv", "uwv", "titularis"),
    ("uwv-plaatsvervanger", "uwv", "plaatsvervanger"),
    ("sbb", "sbb", "titularis"),
    ("onderwijs", "gilde", "titularis"),
    ("werkgevers", "lwv", "titularis"),
    ("fnv", "fnv", "titularis"),
    ("cnv", "cnv", "titularis"),
)
TABLES = {
    "jongeren": ("gilde", "uwv", "gemeente-venlo", "lwv"),
    "arbeidsmigratie": ("fnv", "cnv", "lwv", "gemeente-venlo"),
    "basisvaardigheden": ("gilde", "sbb", "regiogemeenten"),
    "sroi": ("gemeente-venlo", "regiogemeenten", "waa", "lwv"),
}


@dataclass(frozen=True, slots=True)
class BoardCast:
    """The people of the board by the keys of `PEOPLE`, for those who play its year."""

    regio: Arbeidsmarktregio
    gremium: Gremium
    people: dict[str, Acting]

    def __getitem__(self, key: str) -> Acting:
        return self.people[key]


def moment(day: date, hour: int = 10) -> datetime:
    """An hour of a day in the story."""
    return datetime.combine(day, time(hour), AMSTERDAM)


def begin(regio: Arbeidsmarktregio, now: datetime) -> BoardCast:
    """Accounts, mandates, tables, and the convenant from draft to signed. Of a region that was loaded."""
    gremium = beraad_of(regio)
    if gremium is None:
        raise LookupError(f"{regio} has no Beraad: load the region first")
    cast = BoardCast(regio, gremium, _people(regio, now))
    if not Convenant.objects.filter(regio=regio, nummer=2).exists():
        _mandates(cast)
        _tables(cast)
        _convenant(cast)
    return cast


def _people(regio: Arbeidsmarktregio, now: datetime) -> dict[str, Acting]:
    people = {}
    for key, name, code, roles, since in PEOPLE:
        partij = Partij.objects.get(regio=regio, code=code)
        if not partij.active or not partij.email:
            partij.active, partij.email = True, f"{code}@{regio.code}.example"
            partij.save(update_fields=["active", "email"])
        user = make_demo_user(name, f"{key}@beraad.example")
        for role in roles:
            Lidmaatschap.objects.get_or_create(
                user=user, partij=partij, role=role, valid_to=None, defaults={"valid_from": since}
            )
        acting = regio_queries.acting_of(user, partij.pk, on=now.date())
        if acting is None:
            raise LookupError(f"{user} has no membership in {partij}")
        people[key] = acting
    return people


def _mandates(cast: BoardCast) -> None:
    for key, code, soort in MANDATES:
        zetel = Zetel.objects.get(regio=cast.regio, partij__code=code)
        seats.give_mandaat(
            zetel.pk,
            cast[key].user.pk,
            soort,
            SINCE,
            None,
            "Aangewezen door de eigen organisatie (verzonnen)",
            by=cast["secretaris"],
            at=moment(SINCE, 9),
        )


def _tables(cast: BoardCast) -> None:
    for code, partijen in TABLES.items():
        table = Gremium.objects.get(regio=cast.regio, code=code)
        for partij in partijen:
            found = Partij.objects.get(regio=cast.regio, code=partij)
            gremia.add_partij(table.pk, found.pk, DRAFTED, by=cast["secretaris"], at=moment(DRAFTED, 9))


def _convenant(cast: BoardCast) -> None:
    by = cast["secretaris"]
    made = convenants.new_version(by=by, at=moment(DRAFTED))
    convenants.change(
        made.pk,
        {
            "naam": "Samenwerkingsconvenant Noord-Limburg (verzonnen voor de demo)",
            "evaluate_on": date(2027, 10, 1),
        },
        by=by,
        at=moment(DRAFTED, 11),
    )
    convenants.to_legal_check(made.pk, by=by, at=moment(CHECKED, 9))
    convenants.legal_check(
        made.pk, CHECKED, "Geen bezwaren tegen de tekst (verzonnen).", by=by, at=moment(CHECKED)
    )
    lines = list(made.partijen.select_related("partij"))
    functions = {
        zetel.partij_id: zetel.functie for zetel in Zetel.objects.filter(regio=cast.regio, valid_to=None)
    }
    for line in lines:
        convenants.decide(made.pk, line.partij_id, DECIDED, by=by, at=moment(DECIDED))
    for line in lines:
        convenants.sign(made.pk, line.partij_id, SIGNED, functions[line.partij_id], by=by, at=moment(SIGNED))
    convenants.take_effect(made.pk, OFFICIAL, by=by, at=moment(SIGNED, 11))
    gremia.make_official(OFFICIAL, by=by, at=moment(SIGNED, 12))


def summary(cast: BoardCast) -> str:
    """One line for whoever makes the demo."""
    version = convenant_on(cast.regio, OFFICIAL)
    geledingen = Geleding.objects.filter(regio=cast.regio, valid_to=None).count()
    number = version.nummer if version else "-"
    return f"{cast.gremium.naam}: {geledingen} geledingen, convenant versie {number}"
