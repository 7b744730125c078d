# SPDX-License-Identifier: EUPL-1.2
"""The directory as a list: what somebody may see, filtered, in the order that helps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce, Lower

from werkregio.regio.models import Arbeidsmarktregio, Partij
from werkregio.regio.permissions import Acting

from ..models import Aanbod, Feit, Instrument, InstrumentBehoefte, InstrumentTekst
from ..permissions.directory import may_edit_directory
from ..terms import Gebruik, InstrumentStatus, Kosten

# Order of a list; the usual one is the most useful first.
BY_NAME = "naam"
USEFUL_FIRST = ("-is_main", "-is_public", "-is_there", "-verified", "-is_complete", "-is_offered")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. Empty means: everything."""

    need: str = ""
    audience: str = ""
    gemeente: str = ""
    language: str = ""
    provider: str = ""
    costs: str = ""
    with_ended: bool = False
    order: str = ""


def visible(regio: Arbeidsmarktregio, acting: Acting | None = None) -> QuerySet[Instrument]:
    """Entries that somebody may see: public ones; staff of the region also professional ones and, for
    editors, drafts."""
    entries = Instrument.objects.filter(regio=regio)
    staff = acting is not None and acting.regio_id == regio.pk
    if not (staff and may_edit_directory(acting)):
        entries = entries.exclude(status=InstrumentStatus.CONCEPT)
    return entries if staff else entries.filter(use=Gebruik.PUBLIC)


def listed(regio: Arbeidsmarktregio, acting: Acting | None = None) -> QuerySet[Instrument]:
    """Entries of lists: no drafts, and of two rows about one scheme only the leading one."""
    return visible(regio, acting).exclude(status=InstrumentStatus.CONCEPT).filter(same_as="")


def with_name(entries: QuerySet[Instrument], language: str) -> QuerySet[Instrument]:
    """Adds `shown_name` in the language of the page, else in English, else in Dutch."""
    texts = InstrumentTekst.objects.filter(instrument=OuterRef("pk"))
    first = "nl" if language == "nl" else "en"
    other = "en" if first == "nl" else "nl"
    return entries.annotate(
        shown_name=Coalesce(
            Subquery(texts.filter(language=first).values("name")[:1]),
            Subquery(texts.filter(language=other).values("name")[:1]),
        )
    )


def wanted_ids(
    regio: Arbeidsmarktregio,
    wanted: Wanted,
    *,
    acting: Acting | None,
    language: str,
    found: Sequence[int] | None = None,
    by_name: frozenset[int] = frozenset(),
) -> list[int]:
    """Keys of the entries that fit, most useful first or by name; with `found` (of the search) in that order.

    An ended entry is left out, unless it is asked for or found by its name.
    """
    entries = listed(regio, acting)
    if wanted.need:
        entries = entries.filter(behoeften__need=wanted.need)
    if wanted.gemeente:
        entries = entries.filter(Q(gemeenten__isnull=True) | Q(gemeenten__slug=wanted.gemeente))
    if wanted.costs == Kosten.FREE:
        entries = entries.filter(costs_kind=Kosten.FREE)
    elif wanted.costs:
        entries = entries.exclude(costs_kind=Kosten.FREE)
    if wanted.provider:
        entries = entries.filter(aanbod__partij__code=wanted.provider, aanbod__active=True)
    by_names = wanted.order == BY_NAME
    named = with_name(entries, language)
    ordered = named if by_names else named.annotate(**_usefulness(wanted.need))
    rows = ordered.order_by(*(() if by_names else USEFUL_FIRST), Lower("shown_name"), "pk").values_list(
        "pk", "audience", "status"
    )
    speaking = _with_language(regio, wanted.language) if wanted.language else None
    fitting = [
        pk
        for pk, audience, status in rows
        if (not wanted.audience or wanted.audience in audience)
        and (speaking is None or pk in speaking)
        and (status != InstrumentStatus.ENDED or wanted.with_ended or pk in by_name)
    ]
    if found is None:
        return fitting
    if by_names:
        wanted_too = set(found)
        return [pk for pk in fitting if pk in wanted_too]
    allowed = set(fitting)
    return [pk for pk in found if pk in allowed]


def _usefulness(need: str) -> dict[str, Any]:
    """What makes an entry useful, for sorting: help for exactly this, that anyone can use, now, and checked."""
    texts = InstrumentTekst.objects.filter(instrument=OuterRef("pk"), language="nl")
    told = texts.exclude(Q(what="") | Q(for_whom="") | Q(costs="") | Q(next_step=""))
    return {
        "is_main": Exists(InstrumentBehoefte.objects.filter(instrument=OuterRef("pk"), need=need, order=0)),
        "is_public": Case(When(use=Gebruik.PUBLIC, then=True), default=False),
        "is_there": Case(When(status=InstrumentStatus.CURRENT, then=True), default=False),
        "is_complete": Exists(told),
        "is_offered": Exists(Aanbod.objects.filter(instrument=OuterRef("pk"), active=True)),
    }


def _with_language(regio: Arbeidsmarktregio, language: str) -> set[int]:
    # A list inside a JSON column is searched differently on each database: the rows are few.
    offers = Aanbod.objects.filter(regio=regio, active=True).exclude(languages=[])
    return {pk for pk, languages in offers.values_list("instrument_id", "languages") if language in languages}


def expired_facts(on: date, of: str = "pk") -> QuerySet[Feit]:
    """For an `Exists`: a figure of the entry or of an open offer that ran out before this day.

    `of` is the field of the outer row that holds the entry.
    """
    own = Q(instrument=OuterRef(of)) | Q(aanbod__instrument=OuterRef(of), aanbod__active=True)
    return Feit.objects.filter(own, valid_to__lt=on)


def entries_for_list(ids: Iterable[int], on: date) -> list[Instrument]:
    """Entries with what a card shows, in the order of `ids`, in a fixed number of queries."""
    ids = list(ids)
    entries = {
        row.pk: row
        for row in Instrument.objects.filter(pk__in=ids)
        .annotate(has_expired_fact=Exists(expired_facts(on)))
        .prefetch_related(
            "behoeften",
            "gemeenten",
            Prefetch("teksten", to_attr="all_texts"),
            Prefetch("successors", queryset=Instrument.objects.prefetch_related(_texts())),
        )
    }
    return [entries[pk] for pk in ids if pk in entries]


def providers_of(regio: Arbeidsmarktregio) -> list[Partij]:
    """Partners that offer something here now."""
    return list(
        Partij.objects.filter(regio=regio, aanbod__active=True, aanbod__instrument__use=Gebruik.PUBLIC)
        .distinct()
        .order_by("naam")
    )


def languages_offered(regio: Arbeidsmarktregio) -> list[str]:
    """Codes of the languages in which partners offer public help, in alphabetical order."""
    rows = Aanbod.objects.filter(
        regio=regio, active=True, instrument__use=Gebruik.PUBLIC, instrument__same_as=""
    ).exclude(Q(languages=[]) | Q(instrument__status__in=(InstrumentStatus.CONCEPT, InstrumentStatus.ENDED)))
    return sorted({code for languages in rows.values_list("languages", flat=True) for code in languages})


def instrument_by_slug(regio: Arbeidsmarktregio, slug: str, acting: Acting | None) -> Instrument | None:
    """An entry with everything its page shows, in a fixed number of queries."""
    offers = (
        Aanbod.objects.filter(active=True)
        .select_related("partij")
        .prefetch_related("gemeenten", "feiten")
        .order_by("partij__naam")
    )
    others = Instrument.objects.exclude(status=InstrumentStatus.CONCEPT).prefetch_related(_texts())
    return (
        visible(regio, acting)
        .filter(slug=slug)
        .select_related("owner", "regio")
        .prefetch_related(
            _texts(),
            "behoeften",
            "gemeenten",
            "feiten",
            "voorwaarden",
            Prefetch("aanbod", queryset=offers),
            Prefetch("successors", queryset=others),
        )
        .first()
    )


def address_after(regio: Arbeidsmarktregio, slug: str, acting: Acting | None) -> str | None:
    """The address that an entry has now, when it had this one before."""
    return (
        visible(regio, acting)
        .filter(wijzigingen__content__slug=slug)
        .exclude(slug=slug)
        .values_list("slug", flat=True)
        .first()
    )


def same_scheme(entry: Instrument, acting: Acting | None) -> list[Instrument]:
    """Other rows about the same scheme: the leading one, or those that only add a source."""
    rows = visible(entry.regio, acting).exclude(pk=entry.pk).prefetch_related(_texts())
    return list(rows.filter(code=entry.same_as) if entry.same_as else rows.filter(same_as=entry.code))


def _texts() -> Prefetch:
    return Prefetch("teksten", to_attr="all_texts")
