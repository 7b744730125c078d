# SPDX-License-Identifier: EUPL-1.2
"""Questions of employers as every partner of the region sees them: which company, what about, who has it.

No contact person and no words of the employer in any list.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.regio.models import Lidmaatschap, Partij, valid_on
from werkregio.regio.permissions import Acting
from werkregio.regio.rules import role_book

from ..models import Werkgever, Werkgeversgebeurtenis, Werkgeversverzoek, Werkgeversvraag
from ..permissions.employers import is_owner
from ..rules.employers import ALIKE, likeness, name_key
from ..terms_employers import Onderwerp, Verzoeksoort, Verzoekstaat, Werkgeversresultaat, Werkgeversstap

OPEN, FREE, MINE, ASKED, CLOSED = "open", "vrij", "mijn", "gevraagd", "klaar"
TABS = (OPEN, FREE, MINE, ASKED, CLOSED)
SORTS = ("nieuwste", "oudste", "bedrijf", "laatste")
# A search by name compares at most so many companies in memory: more than a region has.
MOST_COMPARED = 20_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for."""

    tab: str = OPEN
    query: str = ""
    subject: str = ""
    gemeente: str = ""
    sector: str = ""
    partij: int | None = None
    sort: str = SORTS[0]


@dataclass(frozen=True, slots=True)
class EmployerRow:
    """One line of the list."""

    pk: int
    reference: str
    company: str
    gemeente: str
    sector: str
    subjects: tuple[str, ...]
    owner: str
    organisation: str
    since: datetime | None
    opened: datetime
    last_step: str
    last_at: datetime | None
    is_open: bool
    mine: bool
    free: bool
    vacancies: int


def partners_with_desk(regio_id: int, *, on: datetime) -> QuerySet[Partij]:
    """Organisations of a region where somebody can be the contact of an employer, by name."""
    roles = [code for code, role in role_book.roles.items() if "werkgever.write" in role.rights]
    day = on.astimezone(AMSTERDAM).date()
    people = Lidmaatschap.objects.filter(valid_on(day), partij=OuterRef("pk"), role__in=roles)
    return Partij.objects.filter(Exists(people), regio_id=regio_id, active=True).order_by("naam")


def of_region(acting: Acting) -> QuerySet[Werkgeversvraag]:
    """All questions of employers of the region that are still kept."""
    return Werkgeversvraag.objects.filter(zaak__regio_id=acting.regio_id, zaak__erased_at__isnull=True)


def vraag_by_reference(acting: Acting, reference: str) -> Werkgeversvraag | None:
    """The question with this number; another region's does not exist."""
    return (
        of_region(acting)
        .filter(zaak__reference=reference)
        .select_related(
            "zaak__regio",
            "zaak__sleutel",
            "zaak__gegevens",
            "zaak__gemeente",
            "werkgever__gemeente",
            "owner",
            "owner_partij",
        )
        .prefetch_related("verzoeken__by_partij", "verzoeken__to_partij", "verzoeken__by_user")
        .first()
    )


_IS_OPEN = Q(zaak__closed_at__isnull=True, zaak__withdrawn_at__isnull=True)


def employers(acting: Acting, wanted: Wanted) -> QuerySet[Werkgeversvraag]:
    """The questions that fit, in the wanted order. One query when it is read."""
    rows = _tab(of_region(acting), acting, wanted.tab)
    if wanted.subject:
        # The list of codes as text is the same on both databases.
        rows = rows.annotate(codes=Cast("subjects", TextField())).filter(
            codes__contains=f'"{wanted.subject}"'
        )
    if wanted.gemeente:
        rows = rows.filter(werkgever__gemeente__gm_code=wanted.gemeente)
    if wanted.sector:
        rows = rows.filter(werkgever__sector=wanted.sector)
    if wanted.partij:
        rows = rows.filter(owner_partij_id=wanted.partij)
    if wanted.query:
        rows = rows.filter(_search(wanted.query))
    last = Werkgeversgebeurtenis.objects.filter(vraag=OuterRef("pk")).order_by("-at", "-pk")
    rows = rows.annotate(last_kind=Subquery(last.values("kind")[:1]), last_at=Subquery(last.values("at")[:1]))
    order: dict[str, list[Any]] = {
        "nieuwste": ["-zaak__opened_at", "-pk"],
        "oudste": ["zaak__opened_at", "pk"],
        "bedrijf": ["werkgever__naam", "pk"],
        "laatste": [F("last_at").desc(nulls_last=True), "-pk"],
    }
    return rows.order_by(*order.get(wanted.sort, order["nieuwste"]))


def _tab(rows: QuerySet[Werkgeversvraag], acting: Acting, tab: str) -> QuerySet[Werkgeversvraag]:
    if tab == CLOSED:
        return rows.exclude(_IS_OPEN)
    rows = rows.filter(_IS_OPEN)
    if tab == FREE:
        return rows.filter(owner__isnull=True)
    if tab == MINE:
        return rows.filter(owner_id=acting.user.pk, owner_partij_id=acting.partij.pk)
    if tab == ASKED:
        waiting = Werkgeversverzoek.objects.filter(
            vraag=OuterRef("pk"), state=Verzoekstaat.OPEN, to_partij_id=acting.partij.pk
        )
        return rows.filter(Exists(waiting))
    return rows


def _search(text: str) -> Q:
    found = Q(zaak__reference__iexact=text.strip())
    digits = "".join(sign for sign in text if sign.isdigit())
    if len(digits) == 8:
        found |= Q(werkgever__kvk=digits)
    words = name_key(text).split()
    if words:
        by_name = Q()
        for word in words:
            by_name &= Q(werkgever__naam_key__contains=word)
        found |= by_name
    return found


def tab_counts(acting: Acting) -> dict[str, int]:
    """How many stand behind each tab."""
    rows = of_region(acting)
    return {tab: _tab(rows, acting, tab).count() for tab in TABS}


def employer_rows(acting: Acting, rows: QuerySet[Werkgeversvraag]) -> list[EmployerRow]:
    """The lines of one page, in a fixed number of queries."""
    fetched = rows.select_related("zaak", "werkgever__gemeente", "owner", "owner_partij").prefetch_related(
        "vacatures"
    )
    return [_row(acting, vraag) for vraag in fetched]


def _row(acting: Acting, vraag: Werkgeversvraag) -> EmployerRow:
    company = vraag.werkgever
    kind = getattr(vraag, "last_kind", "") or ""
    zaak = vraag.zaak
    return EmployerRow(
        pk=vraag.pk,
        reference=zaak.reference,
        company=company.naam if company else "",
        gemeente=company.gemeente.naam if company and company.gemeente else "",
        sector=company.get_sector_display() if company and company.sector else "",
        subjects=subject_words(vraag.subjects),
        owner=vraag.owner.name if vraag.owner else "",
        organisation=vraag.owner_partij.naam if vraag.owner_partij else "",
        since=vraag.owner_since,
        opened=zaak.opened_at,
        last_step=str(Werkgeversstap(kind).label) if kind in Werkgeversstap.values else "",
        last_at=getattr(vraag, "last_at", None),
        is_open=zaak.closed_at is None and zaak.withdrawn_at is None,
        mine=is_owner(acting, vraag),
        free=vraag.owner_id is None,
        vacancies=len(vraag.vacatures.all()),
    )


_SHORT = {
    Onderwerp.VACATURE: lambda: _("Vacancies"),
    Onderwerp.PERSONEEL: lambda: _("Staff"),
    Onderwerp.SCHOLING: lambda: _("Training"),
    Onderwerp.SUBSIDIE: lambda: _("Help with wage costs"),
    Onderwerp.BANENAFSPRAAK: lambda: _("Banenafspraak"),
    Onderwerp.LEERBEDRIJF: lambda: _("Leerbedrijf"),
    Onderwerp.GROEPSONTSLAG: lambda: _("Dismissal of a group"),
    Onderwerp.SROI: lambda: _("SROI"),
    Onderwerp.ANDERS: lambda: _("Something else"),
}


def subject_words(codes: Iterable[str]) -> tuple[str, ...]:
    """Subjects in few words, for lists."""
    return tuple(str(_SHORT[Onderwerp(code)]()) for code in codes if code in Onderwerp.values)


def subject_choices() -> list[tuple[str, str]]:
    return [(subject.value, subject_words([subject])[0]) for subject in Onderwerp]


@dataclass(frozen=True, slots=True)
class Alike:
    """An open question of what may be the same company."""

    row: EmployerRow
    same_number: bool
    certain: int


def alike(
    acting: Acting, *, naam: str, kvk: str = "", besides: int | None = None, most: int = 5
) -> list[Alike]:
    """Open questions of the same company, or of one with nearly this name; the surest first.

    Another number says that it is another company, whatever the name.
    """
    key = name_key(naam)
    scores: dict[int, tuple[bool, float]] = {}
    companies = Werkgever.objects.filter(regio_id=acting.regio_id).order_by("-pk")
    for pk, other_key, other_kvk in companies.values_list("pk", "naam_key", "kvk")[:MOST_COMPARED]:
        if kvk and other_kvk:
            if kvk == other_kvk:
                scores[pk] = (True, 100.0)
            continue
        score = likeness(key, other_key)
        if score >= ALIKE:
            scores[pk] = (False, score)
    if not scores:
        return []
    rows = of_region(acting).filter(_IS_OPEN, werkgever_id__in=list(scores))
    if besides is not None:
        rows = rows.exclude(pk=besides)
    last = Werkgeversgebeurtenis.objects.filter(vraag=OuterRef("pk")).order_by("-at", "-pk")
    rows = rows.annotate(last_kind=Subquery(last.values("kind")[:1]), last_at=Subquery(last.values("at")[:1]))
    fetched = rows.select_related("zaak", "werkgever__gemeente", "owner", "owner_partij").prefetch_related(
        "vacatures"
    )
    found = [
        Alike(_row(acting, vraag), *_certainty(scores[vraag.werkgever_id]))
        for vraag in fetched
        if vraag.werkgever_id in scores
    ]
    found.sort(key=lambda item: (-item.certain, item.row.reference))
    return found[:most]


def _certainty(score: tuple[bool, float]) -> tuple[bool, int]:
    return score[0], round(score[1])


CSV_HEADER = (
    "nummer",
    "bedrijf",
    "kvk",
    "gemeente",
    "sector",
    "onderwerpen",
    "organisatie",
    "contact sinds",
    "gevraagd op",
    "laatste stap",
    "laatste stap op",
    "vacatures",
    "open",
)


def csv_rows(acting: Acting, rows: QuerySet[Werkgeversvraag]) -> list[Sequence[Any]]:
    """The list as a table, without contact person and without words of the employer."""
    numbers = dict(rows.values_list("pk", "werkgever__kvk"))
    return [
        (
            row.reference,
            safe_cell(row.company),
            numbers.get(row.pk) or "",
            row.gemeente,
            row.sector,
            ", ".join(row.subjects),
            safe_cell(row.organisation),
            _day(row.since),
            _day(row.opened),
            row.last_step,
            _day(row.last_at),
            row.vacancies,
            "ja" if row.is_open else "nee",
        )
        for row in employer_rows(acting, rows)
    ]


def safe_cell(text: str) -> str:
    """A cell that a spreadsheet does not take for a formula: what a company calls itself is typed by anybody."""
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _day(moment: datetime | date | None) -> str:
    if moment is None:
        return ""
    return (moment.astimezone(AMSTERDAM) if isinstance(moment, datetime) else moment).strftime("%Y-%m-%d")


def result_words(code: str) -> str:
    return str(Werkgeversresultaat(code).label) if code in Werkgeversresultaat.values else ""


def open_request(vraag: Werkgeversvraag, kind: Verzoeksoort) -> Werkgeversverzoek | None:
    """The request of this kind that waits for an answer, from what is loaded."""
    return next(
        (row for row in vraag.verzoeken.all() if row.kind == kind and row.state == Verzoekstaat.OPEN), None
    )
