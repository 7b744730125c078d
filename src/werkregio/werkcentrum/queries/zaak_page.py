# SPDX-License-Identifier: EUPL-1.2
"""The conversation page of a guide: everything about one case in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from werkregio.accounts.models import User
from werkregio.foundation import outbox
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.secrets import UnreadableError
from werkregio.foundation.terms import OutboxState
from werkregio.regio.models import Partij

from ..models import (
    Afspraak,
    Instrument,
    InstrumentBehoefte,
    Toevoeging,
    Uitkomst,
    Zaak,
    Zaakgebeurtenis,
)
from ..rules.answer import Answer
from ..rules.zaak_status import SHAPES, is_open
from ..terms import (
    Belemmering,
    Boekingsstap,
    Gebeurtenis,
    Nazorgkeuze,
    Rechtenverzoek,
    Sluitgrond,
    Stap,
    Uitkomstsoort,
    Urgentie,
    VolgendeStap,
    Wie,
    ZaakStatus,
)
from .languages import LANGUAGE_NAMES, best_text
from .needs import need_label
from .sharing import unsealed
from .worklist import due_words
from .zaak import Personal, needs_with_end, personal, status

if TYPE_CHECKING:
    from .zaak import NeedWithEnd

MOST_HELPS = 3


@dataclass(frozen=True, slots=True)
class AgreementShown:
    pk: int
    what: str
    who: str
    by_person: bool
    due: date | None
    due_words: str
    done: bool


@dataclass(frozen=True, slots=True)
class HelpLine:
    """Help that fits a need, short."""

    slug: str
    name: str
    provider: str
    summary: str
    next_step: str
    language: str
    public: bool


@dataclass(frozen=True, slots=True)
class NeedShown:
    pk: int
    code: str
    label: str
    chosen_by: str
    by_router: bool
    changed: bool
    goal: str
    works: str
    obstacles: tuple[str, ...]
    obstacle_codes: tuple[str, ...]
    urgency: str
    urgency_code: str
    agreed_on: date | None
    is_closed: bool
    closed_at: datetime | None
    closed_ground: str
    suggested: tuple[str, ...]
    agreements: tuple[AgreementShown, ...]
    helps: tuple[HelpLine, ...]
    outcomes: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the timeline; the names are those of the `timeline` tag."""

    when: datetime
    title: str
    text: str
    who: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Suggested:
    code: str
    label: str
    why: tuple[str, ...]
    certain: int


@dataclass(frozen=True, slots=True)
class CasePage:
    zaak: Zaak
    who: Personal
    status: ZaakStatus
    status_kind: str
    is_open: bool
    reach: str
    channel: str
    language: str
    next_step: str
    due_words: str
    late: bool
    needs: tuple[NeedShown, ...]
    timeline: tuple[Line, ...]
    suggestions: tuple[Suggested, ...]

    @property
    def all_closed(self) -> bool:
        return bool(self.needs) and all(need.is_closed for need in self.needs)


def case_page(zaak: Zaak, *, answer: Answer | None, language: str, today: date) -> CasePage:
    """What stands on the page of one case. `answer` is what the router says to the question now."""
    now = status(zaak)
    found = needs_with_end(zaak)
    step = VolgendeStap(zaak.next_step).label if zaak.next_step in VolgendeStap.values else zaak.next_step
    shown = shown_needs(zaak, found, language=language, today=today)
    agreed = [row for need in shown for row in need.agreements if not row.done and row.due]
    if zaak.next_step == VolgendeStap.AFSPRAAK and agreed:
        step = min(agreed, key=lambda row: row.due or today).what
    return CasePage(
        zaak=zaak,
        who=personal(zaak),
        status=now,
        status_kind=SHAPES[now],
        is_open=is_open(now),
        reach=zaak.get_reach_by_display(),
        channel=zaak.opened_partij.naam if zaak.opened_partij else zaak.get_channel_display(),
        language=LANGUAGE_NAMES.get(zaak.language, zaak.language),
        next_step=str(step),
        due_words=due_words(zaak.next_step_due, today),
        late=zaak.next_step_due is not None and zaak.next_step_due <= today,
        needs=tuple(shown),
        timeline=tuple(_timeline(zaak, language)),
        suggestions=tuple(suggested(answer, language)),
    )


def suggested(answer: Answer | None, language: str) -> list[Suggested]:
    """What the router says, with the words that led there."""
    if answer is None:
        return []
    return [
        Suggested(found.code, need_label(found.code, language), found.why, round(found.score * 100))
        for found in answer.needs[:3]
    ]


def shown_needs(zaak: Zaak, found: "Sequence[NeedWithEnd]", *, language: str, today: date) -> list[NeedShown]:
    """The needs of a case with what belongs to each. Six queries, however many needs."""
    agreements: dict[int, list[AgreementShown]] = {}
    for row in Afspraak.objects.filter(behoefte__zaak=zaak):
        agreements.setdefault(row.behoefte_id, []).append(
            AgreementShown(
                row.pk,
                _read(zaak, row.sealed),
                str(Wie(row.who).label),
                row.who == Wie.PERSOON,
                row.due,
                due_words(row.due, today) if row.done_at is None else "",
                row.done_at is not None,
            )
        )
    outcomes: dict[int, list[tuple[int, str]]] = {}
    for pk, kind, key, name in Uitkomst.objects.filter(doorverwijzing__zaak=zaak).values_list(
        "pk", "kind", "doorverwijzing__behoefte_key", "doorverwijzing__partij__naam"
    ):
        outcomes.setdefault(key, []).append((pk, f"{Uitkomstsoort(kind).label} ({name})"))
    helps = fitting_help(zaak, [need.need for need in found], language)
    shown = []
    for need in found:
        texts = unsealed(zaak, need.sealed)
        first = need.suggested[0]["code"] if need.suggested else ""
        shown.append(
            NeedShown(
                pk=need.pk,
                code=need.need,
                label=need_label(need.need, language),
                chosen_by=need.get_chosen_by_display(),
                by_router=need.chosen_by == "regel",
                changed=need.chosen_by == "gids" and bool(first) and first != need.need,
                goal=str(texts.get("doel", "")),
                works=str(texts.get("wat_werkt", "")),
                obstacles=tuple(
                    str(Belemmering(code).label) for code in need.obstacles if code in Belemmering.values
                ),
                obstacle_codes=tuple(need.obstacles),
                urgency=str(Urgentie(need.urgency).label),
                urgency_code=need.urgency,
                agreed_on=need.agreed_on,
                is_closed=need.is_closed,
                closed_at=need.closed_at,
                closed_ground=str(Sluitgrond(need.closed_ground).label) if need.closed_ground else "",
                suggested=tuple(str(row["code"]) for row in need.suggested),
                agreements=tuple(agreements.get(need.pk, ())),
                helps=tuple(helps.get(need.need, ())),
                outcomes=tuple(outcomes.get(need.pk, ())),
            )
        )
    return shown


def fitting_help(zaak: Zaak, codes: Iterable[str], language: str) -> dict[str, list[HelpLine]]:
    """For each need the help of the directory that serves it here, main need first. Three queries.

    Ended schemes are never suggested (ruling B8); help for another municipality is left out.
    """
    wanted = set(codes)
    if not wanted:
        wanted = {""}
    found: dict[str, list[tuple[int, HelpLine]]] = {}
    entries = (
        Instrument.objects.filter(regio_id=zaak.regio_id, status="current", behoeften__need__in=wanted)
        .distinct()
        .order_by("slug")
        .prefetch_related(
            Prefetch("behoeften", queryset=InstrumentBehoefte.objects.order_by("order")),
            "gemeenten",
            Prefetch("teksten", to_attr="all_texts"),
        )
    )
    for entry in entries:
        places = {place.pk for place in entry.gemeenten.all()}
        text = best_text(entry.all_texts, language)
        if text is None or (zaak.gemeente_id and places and zaak.gemeente_id not in places):
            continue
        line = HelpLine(
            entry.slug,
            text.name,
            entry.provider_name,
            text.summary,
            text.next_step,
            text.language,
            entry.use == "public",
        )
        for need in entry.behoeften.all():
            if need.need in wanted:
                found.setdefault(need.need, []).append((need.order, line))
    return {
        need: [line for _order, line in sorted(lines, key=lambda pair: pair[0])[:MOST_HELPS]]
        for need, lines in found.items()
    }


def _timeline(zaak: Zaak, language: str) -> list[Line]:
    """What happened, the newest first, with the texts that belong to it."""
    events = list(Zaakgebeurtenis.objects.filter(zaak=zaak).order_by("-at", "-pk"))
    texts = {row.pk: row for row in Toevoeging.objects.filter(zaak=zaak)}
    users = _names(User, (event.actor for event in events), "user", "name")
    partijen = _names(
        Partij,
        (
            reference
            for event in events
            for reference in (event.organisation, f"partij:{event.detail.get('partij', '')}")
        ),
        "partij",
        "naam",
    )
    lines = []
    for event in events:
        who = users.get(event.actor) or (_("The person") if event.actor == "persoon" else _("The clock"))
        organisation = partijen.get(event.organisation, "")
        lines.append(
            Line(
                when=event.at.astimezone(AMSTERDAM),
                title=_title(event, partijen, language),
                text=_read(zaak, texts[key].sealed)
                if (key := event.detail.get("toevoeging")) in texts
                else "",
                who=f"{who} · {organisation}" if organisation else who,
                kind="done" if event.kind == Gebeurtenis.BEHOEFTE_AFGESLOTEN else "",
            )
        )
    return lines


def _title(event: Zaakgebeurtenis, partijen: dict[str, str], language: str) -> str:
    title, detail = str(Gebeurtenis(event.kind).label), event.detail
    parts = []
    if detail.get("need"):
        parts.append(need_label(detail["need"], language))
    if partij := partijen.get(f"partij:{detail.get('partij', '')}"):
        parts.append(partij)
    if detail.get("stap") in Stap.values:
        parts.append(str(Stap(detail["stap"]).label))
    if detail.get("boekingsstap") in Boekingsstap.values:
        parts.append(str(Boekingsstap(detail["boekingsstap"]).label))
    if detail.get("grond") in Sluitgrond.values:
        parts.append(str(Sluitgrond(detail["grond"]).label))
    if detail.get("nazorg") in Nazorgkeuze.values:
        parts.append(str(Nazorgkeuze(detail["nazorg"]).label))
    if kind := outbox.kinds.get(detail.get("bericht", "")):
        parts += [_(kind.label), str(OutboxState(detail["uitkomst"]).label)]
    if detail.get("soort") in Rechtenverzoek.values:
        parts.append(str(Rechtenverzoek(detail["soort"]).label))
    return f"{title}: {', '.join(parts)}" if parts else title


def _names(model: Any, references: Iterable[str], kind: str, name: str) -> dict[str, str]:
    """Names by reference (`user:17`), in one query."""
    keys = {
        key for ref in references if (key := ref.partition(":")[2]).isdigit() and ref.startswith(f"{kind}:")
    }
    return {
        f"{kind}:{pk}": text
        for pk, text in model.objects.filter(pk__in=keys or {"0"}).values_list("pk", name)
    }


def _read(zaak: Zaak, sealed: str) -> str:
    """A sealed text; empty when the key of the case is gone."""
    try:
        return str(zaak.unseal(sealed) or "")
    except (UnreadableError, Zaak.sleutel.RelatedObjectDoesNotExist):
        return ""
