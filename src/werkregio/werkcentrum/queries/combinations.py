# SPDX-License-Identifier: EUPL-1.2
"""What the directory knows about instruments together: for the entry, the guide and the calculator."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Prefetch, Q, QuerySet, Value, When
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from werkregio.regio.models import Arbeidsmarktregio

from ..models import Instrument, InstrumentTekst, Samenloop
from ..rules.combinations import ORDER
from ..terms import InstrumentStatus, Samenloopsoort
from .directory import with_name
from .directory_facts import as_of_in_words


@dataclass(frozen=True, slots=True)
class CombinationShown:
    """One line on a page: with what, how, why, and who says so."""

    pk: int
    kind: str
    label: str
    other: str
    other_code: str
    other_slug: str
    text: str
    text_language: str
    law: str
    source: str
    as_of: str
    read_on: date | None
    verified: bool


def combinations(instrument_codes: Iterable[str], on: date, *, regio: Arbeidsmarktregio) -> list[Samenloop]:
    """The rules in force on a day of which BOTH instruments are among the codes, the hardest kind first.

    A code of a row that only adds a source counts as the leading code of the same scheme. Two queries.
    """
    codes = leading_codes(instrument_codes, regio)
    rows = in_force(regio, on).filter(instrument_a__code__in=codes, instrument_b__code__in=codes)
    return sorted(rows, key=lambda row: (ORDER.index(row.kind), row.pk))


def leading_codes(codes: Iterable[str], regio: Arbeidsmarktregio) -> set[str]:
    """Codes with every second row of a scheme replaced by the leading one."""
    wanted = set(codes)
    found = Instrument.objects.filter(regio=regio, code__in=wanted).values_list("code", "same_as")
    return wanted - {code for code, same_as in found if same_as} | {
        same_as or code for code, same_as in found
    }


def in_force(regio: Arbeidsmarktregio, on: date) -> QuerySet[Samenloop]:
    """The rules of a region that hold on a day, with both instruments."""
    return (
        Samenloop.objects.filter(regio=regio)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=on))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
        .select_related("instrument_a", "instrument_b")
    )


def combinations_of(entry: Instrument, language: str, on: date, *, for_staff: bool) -> list[CombinationShown]:
    """The lines of the page of an entry: with which others it goes together, and with which not."""
    code = entry.same_as or entry.code
    rows = (
        in_force(entry.regio, on)
        .filter(Q(instrument_a__code=code) | Q(instrument_b__code=code))
        .prefetch_related(*_names())
    )
    shown = [
        _shown(row, row.instrument_b if row.instrument_a.code == code else row.instrument_a, language)
        for row in rows
    ]
    open_to_all = {
        row.pk for row in rows if for_staff or "public" == row.instrument_a.use == row.instrument_b.use
    }
    return sorted(
        (line for line in shown if line.pk in open_to_all),
        key=lambda line: (ORDER.index(line.kind), line.other.casefold()),
    )


def clashes_with(
    codes: Sequence[str], taken: Iterable[str], language: str, on: date, *, regio: Arbeidsmarktregio
) -> dict[str, list[CombinationShown]]:
    """For each of `codes`: what it says about help that was taken already. Empty lists are left out.

    For the guide: "cannot go with ..., where the person was referred to". Plain "goes together" is no warning.
    """
    taken = set(taken)
    pairs = Instrument.objects.filter(regio=regio, code__in={*codes, *taken}).values_list("code", "same_as")
    leading = {code: same_as or code for code, same_as in pairs}
    had = {leading.get(code, code) for code in taken}
    wanted = {leading.get(code, code) for code in codes}
    if not had or not wanted:
        return {}
    rows = list(
        in_force(regio, on)
        .exclude(kind=Samenloopsoort.KAN_SAMEN)
        .filter(
            Q(instrument_a__code__in=wanted, instrument_b__code__in=had)
            | Q(instrument_a__code__in=had, instrument_b__code__in=wanted)
        )
        .prefetch_related(*_names())
    )
    found: dict[str, list[CombinationShown]] = {}
    for code in codes:
        own = leading.get(code, code)
        for row in rows:
            if row.code_a == own and row.code_b in had:
                found.setdefault(code, []).append(_shown(row, row.instrument_b, language))
            # What had to come first came first: no warning.
            elif row.code_b == own and row.code_a in had and row.kind != Samenloopsoort.GAAT_VOOR:
                found.setdefault(code, []).append(_shown(row, row.instrument_a, language))
    return found


def kind_in_words(kind: str, *, leads: bool) -> str:
    """The kind seen from one of the two: the first one of `gaat-voor` comes before the other."""
    words = {
        Samenloopsoort.KAN_SAMEN: _("Goes together with"),
        Samenloopsoort.KAN_NIET_SAMEN: _("Cannot go together with"),
        Samenloopsoort.ALLEEN_ALS: _("Goes together on a condition with"),
        Samenloopsoort.GAAT_VOOR: _("Comes before") if leads else _("Comes after"),
    }
    return words[Samenloopsoort(kind)]


def _shown(row: Samenloop, other: Any, language: str) -> CombinationShown:
    dutch = language == "nl" or not row.text_en
    return CombinationShown(
        pk=row.pk,
        kind=row.kind,
        label=kind_in_words(row.kind, leads=other.pk == row.instrument_b_id),
        other=_name(other, language),
        other_code=other.code,
        other_slug="" if other.status == InstrumentStatus.CONCEPT else other.slug,
        text=row.text_nl if dutch else row.text_en,
        text_language="nl" if dutch else "en",
        law=row.law,
        source=row.source,
        as_of=as_of_in_words(row.as_of),
        read_on=row.read_on,
        verified=row.verified,
    )


def _names() -> tuple[Prefetch, Prefetch]:
    texts = InstrumentTekst.objects.only("instrument_id", "language", "name")
    return (
        Prefetch("instrument_a__teksten", queryset=texts, to_attr="names"),
        Prefetch("instrument_b__teksten", queryset=texts, to_attr="names"),
    )


def _name(entry: Any, language: str) -> str:
    wanted = "nl" if language == "nl" else "en"
    names = {text.language: text.name for text in entry.names}
    return names.get(wanted) or next(iter(names.values()), entry.slug)


def combinations_listed(
    regio: Arbeidsmarktregio, *, query: str, kind: str, unverified: bool
) -> QuerySet[Samenloop]:
    """The rules of a region for the editor, the hardest kind first; also those that ended."""
    rows = Samenloop.objects.filter(regio=regio).select_related("instrument_a", "instrument_b")
    if query.strip():
        named = InstrumentTekst.objects.filter(instrument__regio=regio, name__icontains=query.strip())
        entries = Instrument.objects.filter(regio=regio).filter(
            Q(pk__in=named.values("instrument")) | Q(code__iexact=query.strip())
        )
        rows = rows.filter(Q(instrument_a__in=entries) | Q(instrument_b__in=entries))
    if kind in Samenloopsoort.values:
        rows = rows.filter(kind=kind)
    if unverified:
        rows = rows.filter(verified=False)
    order = Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(ORDER)))
    return rows.order_by(order, "instrument_a__code", "instrument_b__code").prefetch_related(*_names())


def pair_names(row: Samenloop, language: str) -> tuple[str, str]:
    """The names of both pages of a row that was read with its names."""
    return _name(row.instrument_a, language), _name(row.instrument_b, language)


def entry_choices(regio: Arbeidsmarktregio, language: str) -> list[tuple[int, str]]:
    """The pages that a rule can be about: leading ones, by name."""
    rows = with_name(Instrument.objects.filter(regio=regio, same_as=""), language)
    return [
        (pk, f"{name} ({code})")
        for pk, name, code in rows.order_by(Lower("shown_name")).values_list("pk", "shown_name", "code")  # type: ignore[misc]
    ]
