# SPDX-License-Identifier: EUPL-1.2
"""The page of one employer's question, and what the employer sees of it: each sees what it may, and no more."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from werkregio.accounts.models import User
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.secrets import UnreadableError
from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting

from ..models import Groep, Toevoeging, Vacature, Werkgeversverzoek, Werkgeversvraag, Zaak
from ..permissions.employers import is_owner, may_see_contact
from ..rules.employers import must_perhaps_report, shown_count
from ..terms import Vrager
from ..terms_employers import (
    Contract,
    Loonper,
    Medezeggenschap,
    Vacaturestaat,
    Vakbond,
    Verzoeksoort,
    Verzoekstaat,
    Werkgeversstap,
)
from .employers import Alike, alike, open_request, result_words, subject_words
from .sharing import unsealed
from .zaak import Personal, personal


@dataclass(frozen=True, slots=True)
class VacancyShown:
    """One vacancy in words."""

    pk: int
    titel: str
    texts: list[tuple[str, str]]
    facts: list[tuple[str, str]]
    state: str
    state_kind: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A group in words; `came` is None while too few people came to say how many."""

    code: str
    people: int
    came: int | None
    limit: int
    facts: list[tuple[str, str]]
    texts: list[tuple[str, str]]
    perhaps_report: bool


@dataclass(frozen=True, slots=True)
class Note:
    at: datetime
    who: str
    text: str


@dataclass(frozen=True, slots=True)
class EmployerPage:
    """Everything that this partner sees."""

    vraag: Werkgeversvraag
    zaak: Zaak
    company: str
    subjects: tuple[str, ...]
    is_owner: bool
    same_organisation: bool
    is_open: bool
    result: str
    sees_contact: bool
    who: Personal | None
    notes: list[Note]
    vacancies: list[VacancyShown]
    group: GroupShown | None
    timeline: list[dict[str, Any]]
    others: list[Alike]
    hand_over: Werkgeversverzoek | None
    asked_of_us: bool
    joining: list[Werkgeversverzoek] = field(default_factory=list)
    join_requests: list[Werkgeversverzoek] = field(default_factory=list)
    own_join: Werkgeversverzoek | None = None


def employer_page(acting: Acting, vraag: Werkgeversvraag) -> EmployerPage:
    """The page in a fixed number of queries, however much happened."""
    zaak = vraag.zaak
    sees_contact = may_see_contact(acting, vraag)
    hand_over = open_request(vraag, Verzoeksoort.OVERDRACHT)
    joins = [row for row in vraag.verzoeken.all() if row.kind == Verzoeksoort.MEEDOEN]
    company = vraag.werkgever
    return EmployerPage(
        vraag=vraag,
        zaak=zaak,
        company=company.naam if company else zaak.reference,
        subjects=subject_words(vraag.subjects),
        is_owner=is_owner(acting, vraag),
        same_organisation=vraag.owner_partij_id == acting.partij.pk,
        is_open=zaak.closed_at is None and zaak.withdrawn_at is None,
        result=result_words(vraag.result),
        sees_contact=sees_contact,
        who=personal(zaak) if sees_contact else None,
        notes=_notes(zaak) if sees_contact else [],
        vacancies=vacancies_shown(vraag),
        group=group_shown(vraag),
        timeline=_timeline(vraag),
        others=alike(acting, naam=company.naam, kvk=company.kvk, besides=vraag.pk) if company else [],
        hand_over=hand_over,
        asked_of_us=hand_over is not None and hand_over.to_partij_id == acting.partij.pk,
        joining=[row for row in joins if row.state == Verzoekstaat.AKKOORD],
        join_requests=[row for row in joins if row.state == Verzoekstaat.OPEN],
        own_join=next(
            (
                row
                for row in joins
                if row.by_partij_id == acting.partij.pk
                and row.state in (Verzoekstaat.OPEN, Verzoekstaat.AKKOORD)
            ),
            None,
        ),
    )


def company_facts(vraag: Werkgeversvraag) -> list[tuple[str, str]]:
    company = vraag.werkgever
    if company is None:
        return []
    return [
        (_("KvK number"), company.kvk),
        (_("Municipality"), company.gemeente.naam if company.gemeente else ""),
        (_("Sector"), str(company.get_sector_display()) if company.sector else ""),
        (_("Size"), str(company.get_size_display()) if company.size else ""),
    ]


def vacancies_shown(vraag: Werkgeversvraag) -> list[VacancyShown]:
    return [vacancy_shown(row, vraag.zaak) for row in vraag.vacatures.all()]


def vacancy_shown(row: Vacature, zaak: Zaak) -> VacancyShown:
    texts = unsealed(zaak, row.sealed)
    state = Vacaturestaat(row.state)
    return VacancyShown(
        pk=row.pk,
        titel=str(texts.get("titel", "")) or _("No longer readable"),
        texts=[(label, str(texts[name])) for name, label in text_labels() if texts.get(name)],
        facts=vacancy_facts(
            place=str(texts.get("plaats", "")),
            number=row.number,
            hours=(row.hours_min, row.hours_max),
            wage=(row.wage_min, row.wage_max, row.wage_per),
            start_on=row.start_on,
        ),
        state=str(state.label),
        state_kind={"open": "new", "vervuld": "done", "ingetrokken": "info"}[state.value],
        is_open=state == Vacaturestaat.OPEN,
    )


def text_labels() -> list[tuple[str, str]]:
    """The texts of a vacancy in the order of reading."""
    return [
        ("taken", _("Tasks")),
        ("moet", _("Needed from the first day")),
        ("mooi", _("Nice to have")),
        ("leerbaar", _("Can be learned here")),
    ]


def vacancy_facts(
    *,
    place: str,
    number: int,
    hours: tuple[int | None, int | None],
    wage: tuple[Any, Any, str],
    start_on: date | None,
) -> list[tuple[str, str]]:
    """Numbers of a vacancy in words; what is not known is left out."""
    least, most = hours
    low, high, per = wage
    return [
        (_("Number of people"), str(number)),
        (_("Hours a week"), _range(least, most, str)),
        (
            _("Wage"),
            f"{_range(low, high, _euro)} {Loonper(per).label}".strip() if per and (low or high) else "",
        ),
        (_("Place"), place),
        (_("From"), date_format(start_on, "j E Y") if start_on else _("as soon as possible")),
    ]


def _range(least: Any, most: Any, words: Any) -> str:
    if least is None and most is None:
        return ""
    if most is None:
        return _("from %(least)s") % {"least": words(least)}
    if least is None:
        return _("up to %(most)s") % {"most": words(most)}
    if least == most:
        return str(words(least))
    return _("%(least)s to %(most)s") % {"least": words(least), "most": words(most)}


def _euro(amount: Any) -> str:
    return f"€ {number_format(amount, decimal_pos=2, force_grouping=True)}"


def group_of(vraag: Werkgeversvraag) -> Groep | None:
    return Groep.objects.filter(vraag=vraag).first()


def group_shown(vraag: Werkgeversvraag) -> GroupShown | None:
    group = group_of(vraag)
    if group is None:
        return None
    texts = unsealed(vraag.zaak, group.sealed)
    limit = vraag.zaak.regio.publishing_limit
    return GroupShown(
        code=show_code(group.code or ""),
        people=group.people,
        came=shown_count(group.came, limit=limit),
        limit=limit,
        facts=group_facts(
            people=group.people,
            announced=group.announced_on,
            last_day=group.last_day,
            council=group.works_council,
            unions=group.unions,
            contracts=group.contracts,
            cao=_cao(group.has_cao, str(texts.get("cao", ""))),
        ),
        texts=[
            (label, str(texts[name]))
            for name, label in (("functies", _("Jobs")), ("geregeld", _("What is arranged already")))
            if texts.get(name)
        ],
        perhaps_report=must_perhaps_report(group.people),
    )


def group_facts(
    *,
    people: int,
    announced: date | None,
    last_day: date | None,
    council: str,
    unions: Sequence[str],
    contracts: Sequence[str],
    cao: str,
) -> list[tuple[str, str]]:
    """The group in words."""
    return [
        (_("How many people"), str(people)),
        (_("Told to the people"), date_format(announced, "j E Y") if announced else _("not yet")),
        (_("Last day of work"), date_format(last_day, "j E Y") if last_day else _("not known yet")),
        (
            _("Works council"),
            str(Medezeggenschap(council).label) if council in Medezeggenschap.values else "",
        ),
        (
            _("Unions"),
            ", ".join(str(Vakbond(code).label) for code in unions if code in Vakbond.values)
            or _("none involved yet"),
        ),
        (_("Collective agreement (cao)"), cao),
        (
            _("Contracts"),
            ", ".join(str(Contract(code).label) for code in contracts if code in Contract.values),
        ),
    ]


def _cao(has_cao: bool | None, name: str) -> str:
    if name:
        return name
    return {True: _("yes"), False: _("none"), None: _("not known")}[has_cao]


def show_code(code: str) -> str:
    """The code of a letter in two parts, as it is printed."""
    return f"{code[:4]}-{code[4:]}" if code else ""


def _notes(zaak: Zaak) -> list[Note]:
    rows = Toevoeging.objects.filter(zaak=zaak).select_related("user").order_by("-at", "-pk")
    found = []
    for row in rows:
        try:
            text = str(zaak.unseal(row.sealed))
        except UnreadableError:
            continue
        who = row.user.name if row.user else _("The employer")
        found.append(Note(row.at.astimezone(AMSTERDAM), who, text))
    return found


def _timeline(vraag: Werkgeversvraag) -> list[dict[str, Any]]:
    """The history for every partner: what, when, which organisation; people only as colleagues."""
    events = list(vraag.gebeurtenissen.order_by("-at", "-pk"))
    references = {event.organisation for event in events}
    references |= {event.detail.get(key, "") for event in events for key in ("van", "naar", "met")}
    keys = {ref.partition(":")[2] for ref in references if ref.startswith("partij:")}
    names = {
        f"partij:{pk}": naam for pk, naam in Partij.objects.filter(pk__in=keys).values_list("pk", "naam")
    }
    users = {event.actor.partition(":")[2] for event in events if event.actor.startswith("user:")}
    people = {f"user:{pk}": name for pk, name in User.objects.filter(pk__in=users).values_list("pk", "name")}
    lines = []
    for event in events:
        title = str(Werkgeversstap(event.kind).label)
        other = next(
            (names[event.detail[k]] for k in ("naar", "met", "van") if event.detail.get(k) in names), ""
        )
        who = people.get(event.actor) or (_("The employer") if event.actor == "persoon" else "")
        organisation = names.get(event.organisation, "")
        lines.append(
            {
                "when": event.at.astimezone(AMSTERDAM),
                "title": f"{title}: {other}" if other else title,
                "text": "",
                "who": " · ".join(part for part in (who, organisation) if part),
                "kind": "done" if event.kind == Werkgeversstap.AFGESLOTEN else "",
            }
        )
    return lines


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What the employer sees on the private page, beside what every person sees."""

    company: str
    subjects: tuple[str, ...]
    contact: str
    vacancies: list[VacancyShown]
    group: GroupShown | None


def own_page(zaak: Zaak) -> OwnPage | None:
    """The part of an employer; None for everybody else."""
    if zaak.asker != Vrager.WERKGEVER:
        return None
    vraag = (
        Werkgeversvraag.objects.filter(zaak=zaak)
        .select_related("werkgever", "owner", "owner_partij")
        .prefetch_related("vacatures")
        .first()
    )
    if vraag is None:
        return None
    vraag.zaak = zaak
    return OwnPage(
        company=vraag.werkgever.naam if vraag.werkgever else "",
        subjects=subject_words(vraag.subjects),
        contact=_("%(name)s, %(organisation)s")
        % {"name": vraag.owner.name, "organisation": vraag.owner_partij.naam}
        if vraag.owner and vraag.owner_partij
        else "",
        vacancies=vacancies_shown(vraag),
        group=group_shown(vraag),
    )
