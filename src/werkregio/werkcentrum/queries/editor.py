# SPDX-License-Identifier: EUPL-1.2
"""Entries as an editor sees them: with signals of quality, versions and what each changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from werkregio.regio.models import Arbeidsmarktregio, Gemeente

from ..models import Aanbod, Feit, Instrument, InstrumentTekst, Verbeterverzoek, Voorwaarde, Wijziging
from ..rules import diff
from ..rules.entry import Content
from ..terms import Doelgroep, Kosten
from .directory import expired_facts, with_name
from .directory_content import CONDITION_FIELDS, PARTS
from .directory_facts import as_of_in_words, conditions_shown, facts_shown
from .directory_page import EntryPage, linked, need_link
from .needs import needs
from .quality import SCORE_PARTS, ScoreShown, score_of

SIGNALS: Mapping[str, Any] = {
    "concept": _("Drafts"),
    "unverified": _("Not verified"),
    "expired": _("With an expired figure"),
    "asked": _("Asked to mend"),
    "undated": _("Without a date"),
    "unreachable": _("No way to get there"),
}
PER_PAGE = 25
VERSIONS_PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in the list of the editor."""

    pk: int
    name: str
    code: str
    status: str
    version: int
    changed_at: Any
    quality: ScoreShown
    asked: bool


@dataclass(frozen=True, slots=True)
class VersionShown:
    """One version: who, why, and what it changed."""

    version: int
    at: Any
    who: str
    organisation: str
    reason: str
    undoes: int | None
    changes: list[diff.FieldChange]
    can_be_undone: bool


def editor_list(
    regio: Arbeidsmarktregio, *, query: str, signal: str, language: str, on: date
) -> QuerySet[Instrument]:
    """Entries of the region by name, with one signal or all; also drafts and ended ones."""
    entries = Instrument.objects.filter(regio=regio)
    if query:
        entries = entries.filter(
            Q(pk__in=InstrumentTekst.objects.filter(name__icontains=query).values("instrument"))
            | Q(code__iexact=query)
        )
    undated = Feit.objects.filter(instrument=OuterRef("pk"), as_of="", valid_from__isnull=True)
    conditions = {
        "concept": Q(status="concept"),
        "unverified": Q(verified=False),
        "expired": Exists(expired_facts(on)),
        "asked": Exists(Verbeterverzoek.objects.filter(instrument=OuterRef("pk"), closed_at=None)),
        "undated": Q(as_of="") | Exists(undated),
        "unreachable": ~Exists(_reachable()),
    }
    if signal in conditions:
        entries = entries.filter(conditions[signal])
    return with_name(entries, language).order_by(Lower("shown_name"), "pk")


def editor_rows(page: Page[Instrument], on: date) -> list[Row]:
    """The rows of one page, in a fixed number of queries."""
    keys = [entry.pk for entry in page.object_list]
    entries = {
        entry.pk: entry
        for entry in Instrument.objects.filter(pk__in=keys)
        .prefetch_related(*SCORE_PARTS)
        .annotate(asked=Exists(Verbeterverzoek.objects.filter(instrument=OuterRef("pk"), closed_at=None)))
    }
    return [_row(entries[entry.pk], entry, on) for entry in page.object_list]


def _row(entry: Any, named: Any, on: date) -> Row:
    return Row(
        pk=entry.pk,
        name=named.shown_name or entry.slug,
        code=entry.code,
        status=entry.get_status_display(),
        version=entry.version,
        changed_at=entry.changed_at,
        quality=score_of(entry, on),
        asked=entry.asked,
    )


def quality_of(entry: Instrument, content: Content, on: date) -> ScoreShown:
    """The score that a content of this entry has, with each point in words."""
    offers = entry.aanbod.filter(active=True).order_by("pk") if entry.pk else Aanbod.objects.none()
    setattr(entry, "open_offers", list(offers))  # noqa: B010 - what SCORE_PARTS would have read
    return score_of(entry, on, content)


def entry_for_editor(regio_id: int, pk: int) -> Instrument | None:
    return Instrument.objects.filter(regio_id=regio_id, pk=pk).prefetch_related(*PARTS).first()


def successor_choices(
    regio: Arbeidsmarktregio, language: str, *, without: int | None
) -> list[tuple[str, str]]:
    """Entries that may come instead of another one, by name."""
    rows = with_name(Instrument.objects.filter(regio=regio).exclude(pk=without or 0), language)
    return [
        (code, f"{name} ({code})")
        for code, name in rows.order_by(Lower("shown_name")).values_list("code", "shown_name")  # type: ignore[misc]
    ]


def offers_of(entry: Instrument) -> QuerySet[Aanbod]:
    return entry.aanbod.select_related("partij").order_by("partij__naam")


def history(entry: Instrument, page_number: str | None) -> tuple[Page[Wijziging], list[VersionShown]]:
    """Versions, newest first, each with what it changed compared with the one before."""
    versions = entry.wijzigingen.select_related("by", "partij").order_by("-version")
    page = Paginator(versions, VERSIONS_PER_PAGE).get_page(page_number)
    rows = list(page.object_list)
    oldest = rows[-1].version if rows else 0
    before = entry.wijzigingen.filter(version__lt=oldest).order_by("-version").first()
    contents = [row.content for row in rows[1:]] + [before.content if before else {}]
    return page, [_version(row, content) for row, content in zip(rows, contents, strict=True)]


def version_shown(entry: Instrument, number: int) -> VersionShown | None:
    rows = list(
        entry.wijzigingen.select_related("by", "partij").filter(version__lte=number).order_by("-version")[:2]
    )
    if not rows or rows[0].version != number:
        return None
    return _version(rows[0], rows[1].content if len(rows) > 1 else {})


def _version(row: Wijziging, before: Content) -> VersionShown:
    return VersionShown(
        version=row.version,
        at=row.at,
        who=row.by.name if row.by else "",
        organisation=row.partij.naam if row.partij else "",
        reason=row.reason,
        undoes=row.undoes_version,
        changes=diff.changes(before, row.content) if before else [],
        can_be_undone=bool(before),
    )


def preview(entry: Instrument, content: Content, language: str, on: date) -> EntryPage:
    """The open page of a content that is not stored."""
    spoken = "nl" if language == "nl" else "en"
    facts = facts_shown(
        [
            Feit(**{**row, **{name: _day(row[name]) for name in ("valid_from", "valid_to", "read_on")}})
            for row in content["facts"]
        ],
        language,
        on,
    )
    conditions = [
        Voorwaarde(**{name: row[name] for name in CONDITION_FIELDS}) for row in content["conditions"]
    ]
    successors = Instrument.objects.filter(
        regio_id=entry.regio_id, code__in=content["successors"]
    ).prefetch_related(Prefetch("teksten", to_attr="all_texts"))
    places = Gemeente.objects.filter(gm_code__in=content["municipalities"])
    return EntryPage(
        code=entry.code,
        text=InstrumentTekst(language=spoken, **content["texts"][spoken]),
        status=content["status"],
        ended_on=_day(content["ended_on"]),
        professional=content["use"] == "professional",
        audience=[str(Doelgroep(code).label) for code in content["audience"] if code in Doelgroep.values],
        costs_kind=str(dict(Kosten.choices).get(content["costs_kind"], "")),
        needs=[need_link(code, language) for code in content["needs"] if code in needs()],
        areas=[place.naam for place in places],
        provider=content["provider_name"],
        law=content["law"],
        source=content["source"],
        as_of=as_of_in_words(content["as_of"]),
        verified=content["verified"],
        facts=facts,
        conditions=conditions_shown(conditions, language, {}),
        offers=[],
        successors=linked(successors, language),
        same_scheme=[],
        changed_at=None,
        has_expired_fact=any(fact.expired for fact in facts),
    )


def _has_route(prefix: str = "") -> Q:
    return ~Q(**{f"{prefix}route_person": ""}) | ~Q(**{f"{prefix}route_person_link": ""})


def _reachable() -> QuerySet[Aanbod]:
    return Aanbod.objects.filter(_has_route(), instrument=OuterRef("pk"), active=True)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
