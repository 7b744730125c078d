# SPDX-License-Identifier: EUPL-1.2
"""An entry as a card, as a page and as a row of the CSV file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from werkregio.regio.queries import age_limit
from werkregio.regio.rules.age_limits import DOORSTROOMPUNT

from ..models import Aanbod, Instrument, InstrumentTekst
from ..rules import conditions
from ..rules.deep_links import Site, site_of
from ..rules.plain_names import provider_shown, source_shown
from ..rules.upkeep import owner
from ..terms import Doelgroep, InstrumentStatus
from .combinations import CombinationShown
from .directory_facts import (
    ConditionShown,
    FactShown,
    as_of_in_words,
    conditions_shown,
    facts_shown,
)
from .languages import LANGUAGE_NAMES, best_text
from .needs import need_label


@dataclass(frozen=True, slots=True)
class Linked:
    """A link to another entry or subject."""

    label: str
    url: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One entry in a list."""

    name: str
    url: str
    language: str
    summary: str
    badge: str
    facts: list[tuple[str, str]]
    ended: bool
    ended_on: date | None
    announced: bool
    professional: bool
    verified: bool
    successors: list[Linked]
    has_expired_fact: bool = False


@dataclass(frozen=True, slots=True)
class OfferShown:
    """What one partner offers here, and how to get there."""

    partij: str
    areas: str
    languages: str
    route_person: str
    link: str
    route_professional: str
    opening_hours: str
    accessibility: str
    suspended_until: date | None
    confirmed_on: date | None
    is_invented: bool
    facts: list[FactShown]
    # Measured, and only when enough people waited: how long until the first contact.
    waited: str = ""
    room: str = ""

    @property
    def is_bare(self) -> bool:
        """Nothing is filled in yet but who offers it."""
        known = (self.route_person, self.link, self.route_professional, self.languages, self.opening_hours)
        said = (
            self.accessibility,
            self.suspended_until,
            self.confirmed_on,
            self.facts,
            self.waited,
            self.room,
        )
        return not any((*known, *said))


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Everything on the page of one entry."""

    code: str
    text: InstrumentTekst
    status: str
    ended_on: date | None
    professional: bool
    audience: list[str]
    costs_kind: str
    needs: list[Linked]
    areas: list[str]
    provider: str
    law: str
    source: str
    as_of: str
    verified: bool
    facts: list[FactShown]
    conditions: list[ConditionShown]
    offers: list[OfferShown]
    successors: list[Linked]
    same_scheme: list[Linked]
    changed_at: Any
    has_expired_fact: bool = field(default=False)
    # Who was asked for the new figure; empty: the region itself.
    owner: str = ""
    combinations: list[CombinationShown] = field(default_factory=list)
    site: Site | None = None

    @property
    def known_offers(self) -> list[OfferShown]:
        """Offers of which something is filled in."""
        return [offer for offer in self.offers if not offer.is_bare]

    @property
    def bare_offers(self) -> list[str]:
        """Partners that offer it, of whom nothing more is known yet."""
        return [offer.partij for offer in self.offers if offer.is_bare]

    @property
    def expired_place(self) -> str:
        """Where on the page the figure stands that ran out."""
        return "facts" if any(fact.expired for fact in self.facts) else "offers"

    @property
    def ended(self) -> bool:
        return self.status == InstrumentStatus.ENDED


def entry_url(slug: str, gemeente: str = "") -> str:
    url = reverse("werkcentrum:instrument", kwargs={"slug": slug})
    return f"{url}?gemeente={gemeente}" if gemeente else url


def need_link(code: str, language: str) -> Linked:
    return Linked(need_label(code, language), reverse("werkcentrum:topic", kwargs={"code": code}))


def card(entry: Any, language: str, gemeente: str = "") -> Card | None:
    """A card; None for an entry without any text. The entry comes from `entries_for_list`."""
    text = best_text(entry.all_texts, language)
    if text is None:
        return None
    first = next(iter(entry.behoeften.all()), None)
    pairs = [
        (_("By"), provider_shown(entry.provider_name)),
        (_("For"), ", ".join(audience_labels(entry))),
        (_("Where"), areas_in_words(entry)),
        (_("Costs"), entry.get_costs_kind_display()),
    ]
    return Card(
        name=text.name,
        url=entry_url(entry.slug, gemeente),
        language=text.language,
        summary=text.summary,
        badge=need_label(first.need, language) if first and not _is_mark(first.need) else "",
        facts=[pair for pair in pairs if pair[1]],
        ended=entry.status == InstrumentStatus.ENDED,
        ended_on=entry.ended_on,
        announced=entry.status == InstrumentStatus.ANNOUNCED,
        professional=entry.use == "professional",
        verified=entry.verified,
        successors=linked(entry.successors.all(), language),
        has_expired_fact=entry.has_expired_fact and entry.status != InstrumentStatus.ENDED,
    )


def linked(entries: Iterable[Any], language: str) -> list[Linked]:
    """Links to entries by their name in the best language."""
    found = []
    for entry in entries:
        text = best_text(entry.all_texts, language)
        if text is not None and entry.status != InstrumentStatus.CONCEPT:
            found.append(Linked(text.name, entry_url(entry.slug), text.language))
    return found


def with_limits(entry: Any, answers: Mapping[str, object], on: date) -> Mapping[str, object]:
    """The answers with the age limits of the region that conditions of this entry name."""
    if not any(conditions.limits_in(row.expression) for row in entry.voorwaarden.all()):
        return answers
    limit = age_limit(entry.regio, DOORSTROOMPUNT, on=on)
    return {**answers, conditions.DOORSTROOMPUNT: limit.below} if limit else answers


def entry_page(
    entry: Any,
    language: str,
    on: date,
    *,
    answers: Mapping[str, object],
    for_staff: bool,
    others: Iterable[Instrument] = (),
    gemeente: str = "",
    combinations: Iterable[CombinationShown] = (),
    waited: Mapping[int, str] | None = None,
    rooms: Mapping[int, str] | None = None,
) -> EntryPage | None:
    """The page of an entry. Routes for professionals are shown to staff only.

    `gemeente` (a slug) leaves out offers that are only for people from elsewhere.
    """
    text = best_text(entry.all_texts, language)
    if text is None:
        return None
    facts = facts_shown(entry.feiten.all(), language, on)
    offers = [
        _offer(
            row,
            language,
            on,
            for_staff=for_staff,
            waited=(waited or {}).get(row.pk, ""),
            room=(rooms or {}).get(row.pk, ""),
        )
        for row in entry.aanbod.all()
        if not gemeente or _is_for(row, gemeente)
    ]
    return EntryPage(
        code=entry.code,
        text=text,
        status=entry.status,
        ended_on=entry.ended_on,
        professional=entry.use == "professional",
        audience=audience_labels(entry),
        costs_kind=entry.get_costs_kind_display(),
        needs=[need_link(row.need, language) for row in entry.behoeften.all() if not _is_mark(row.need)],
        areas=[row.naam for row in entry.gemeenten.all()],
        provider=provider_shown(entry.provider_name),
        law=entry.law,
        source=source_shown(entry.source),
        as_of=as_of_in_words(entry.as_of),
        verified=entry.verified,
        facts=facts,
        conditions=conditions_shown(entry.voorwaarden.all(), language, with_limits(entry, answers, on)),
        offers=offers,
        successors=linked(entry.successors.all(), language),
        same_scheme=linked(others, language),
        changed_at=entry.changed_at,
        has_expired_fact=any(
            fact.expired for found in (facts, *(offer.facts for offer in offers)) for fact in found
        ),
        owner=owner_name(entry),
        combinations=list(combinations),
        site=site_of(entry.code),
    )


def owner_name(entry: Any) -> str:
    """Who keeps an entry right, of an entry read with its offers: empty when that is the region itself."""
    names = {row.partij_id: row.partij.naam for row in entry.aanbod.all()}
    if entry.owner is not None:
        names[entry.owner_id] = entry.owner.naam
    found = owner(entry.owner_id, names)
    return names[found] if found is not None else ""


def audience_labels(entry: Instrument) -> list[str]:
    return [str(Doelgroep(code).label) for code in entry.audience if code in Doelgroep.values]


def areas_in_words(entry: Instrument) -> str:
    return ", ".join(row.naam for row in entry.gemeenten.all()) or _("In the whole region")


def language_names(codes: Iterable[str]) -> str:
    return ", ".join(LANGUAGE_NAMES.get(code, code) for code in codes)


def csv_header() -> list[str]:
    return [
        "code",
        "address",
        "language",
        "name",
        "summary",
        "for_whom",
        "needs",
        "municipalities",
        "provider",
        "costs",
        "status",
        "ended_on",
        "successors",
        "source",
        "as_of",
        "verified",
        "changed_on",
    ]


def csv_row(entry: Any, language: str, base: str) -> list[str] | None:
    """One line of the file, in the order of the header; a cell never starts a formula."""
    text = best_text(entry.all_texts, language)
    if text is None:
        return None
    cells = [
        entry.code,
        base + entry_url(entry.slug),
        text.language,
        text.name,
        text.summary,
        " ".join(entry.audience),
        " ".join(row.need for row in entry.behoeften.all()),
        ", ".join(row.naam for row in entry.gemeenten.all()),
        provider_shown(entry.provider_name),
        entry.costs_kind,
        entry.status,
        entry.ended_on.isoformat() if entry.ended_on else "",
        " ".join(row.code for row in entry.successors.all()),
        source_shown(entry.source),
        entry.as_of,
        "yes" if entry.verified else "no",
        entry.changed_at.date().isoformat(),
    ]
    return [f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell for cell in cells]


def _offer(
    row: Aanbod, language: str, on: date, *, for_staff: bool, waited: str = "", room: str = ""
) -> OfferShown:
    return OfferShown(
        waited=waited,
        room=room,
        partij=row.partij.naam,
        areas=", ".join(gemeente.naam for gemeente in row.gemeenten.all()),
        languages=language_names(row.languages),
        route_person=row.route_person,
        link=row.route_person_link,
        route_professional=row.route_professional if for_staff else "",
        opening_hours=row.opening_hours,
        accessibility=row.accessibility,
        suspended_until=row.suspended_until if row.suspended_until and row.suspended_until >= on else None,
        confirmed_on=row.last_confirmed_on,
        is_invented=row.is_invented,
        facts=facts_shown(row.feiten.all(), language, on),
    )


def _is_for(row: Aanbod, gemeente: str) -> bool:
    places = {place.slug for place in row.gemeenten.all()}
    return not places or gemeente in places


def _is_mark(need: str) -> bool:
    return need == "programma-financiering"
