# SPDX-License-Identifier: EUPL-1.2
"""What goes together: loaded from the file of the project, and changed by the editors of a region."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import InputError, RuleError
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.permissions import Acting

from ..models import Instrument, Samenloop
from ..permissions.directory import may_edit_directory
from ..queries.needs import DATA
from ..rules import facts, plain_texts
from ..rules.combinations import contradicts
from ..rules.facts import FactError
from ..terms import Samenloopsoort
from .directory_load import read_yaml

FILE = DATA / "combinations.yaml"
FIELDS = (
    "kind",
    "text_nl",
    "text_en",
    "law",
    "source",
    "as_of",
    "read_on",
    "verified",
    "valid_from",
    "valid_to",
)
_LONGEST = {"text_nl": 400, "text_en": 400}


@transaction.atomic
def save_combination(
    values: Mapping[str, Any],
    *,
    instrument_a: int,
    instrument_b: int,
    pk: int | None = None,
    by: Acting,
    at: datetime,
) -> Samenloop:
    """A new rule about two instruments, or a changed one."""
    if not may_edit_directory(by):
        raise PermissionDenied
    # Locked, so that two editors never store rules that contradict each other.
    regio = Arbeidsmarktregio.objects.select_for_update().get(pk=by.regio_id)
    row = Samenloop(regio=regio) if pk is None else _found(regio, pk)
    pair = _pair(regio, instrument_a, instrument_b)
    _check(values, at)
    for name in FIELDS:
        setattr(row, name, values[name])
    row.instrument_a, row.instrument_b = pair
    _check_others(row)
    row.by_editor, row.changed_at = True, at
    row.save()
    audit.record(
        "samenloop.saved",
        row,
        region=regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"instruments": [row.code_a, row.code_b], "kind": row.kind},
    )
    return row


def _found(regio: Arbeidsmarktregio, pk: int) -> Samenloop:
    row = Samenloop.objects.select_for_update().filter(pk=pk, regio=regio).first()
    if row is None:
        raise PermissionDenied
    return row


def _pair(regio: Arbeidsmarktregio, a: int, b: int) -> tuple[Instrument, Instrument]:
    rows = {row.pk: row for row in Instrument.objects.filter(regio=regio, pk__in={a, b})}
    for key, field in ((a, "instrument_a"), (b, "instrument_b")):
        if key not in rows:
            raise RuleError(_("Choose a page of this region."), field=field)
        if rows[key].same_as:
            raise RuleError(
                _("Choose the leading page of this scheme: %(code)s.") % {"code": rows[key].same_as},
                field=field,
            )
    if a == b:
        raise RuleError(_("Choose two different pages."), field="instrument_b")
    return rows[a], rows[b]


def _check(values: Mapping[str, Any], at: datetime) -> None:
    if values["kind"] not in Samenloopsoort.values:
        raise RuleError(_("Choose how they go together."), field="kind")
    if not values["text_nl"].strip():
        raise RuleError(_("Explain it in Dutch."), field="text_nl")
    for name in ("text_nl", "text_en"):
        if plain_texts.has_loose_amount(values[name]):
            raise RuleError(
                _("An amount or percentage stands at the page itself, with its date."), field=name
            )
    try:
        facts.parse_as_of(values["as_of"])
    except FactError as error:
        raise RuleError(
            _("Fill in a year, month or date, for example 2026, 2026-03 or 2026-03-01."), field="as_of"
        ) from error
    first, last = values["valid_from"], values["valid_to"]
    if first and last and last < first:
        raise RuleError(_("The last day lies before the first."), field="valid_to")
    if values["read_on"] and values["read_on"] > at.astimezone(AMSTERDAM).date():
        raise RuleError(_("This day has yet to come."), field="read_on")
    if values["verified"] and not (values["read_on"] and values["source"].strip()):
        raise RuleError(_("Verified needs the source, and the day on which you read it."), field="verified")


def _check_others(row: Samenloop) -> None:
    """In one period a pair has one rule of a kind, and none that says the opposite."""
    others = Samenloop.objects.filter(
        Q(instrument_a=row.instrument_a, instrument_b=row.instrument_b)
        | Q(instrument_a=row.instrument_b, instrument_b=row.instrument_a),
        regio=row.regio,
    ).exclude(pk=row.pk)
    for other in others:
        if not _overlap(row, other):
            continue
        if other.kind == row.kind:
            raise RuleError(_("There is such a rule about these two already. Change that one."), field="kind")
        if contradicts(row.kind, other.kind):
            raise RuleError(
                _("Another rule about these two says the opposite for the same period: %(kind)s.")
                % {"kind": other.get_kind_display()},
                field="kind",
            )


def _overlap(one: Samenloop, other: Samenloop) -> bool:
    first, last = date.min, date.max
    return (one.valid_from or first) <= (other.valid_to or last) and (other.valid_from or first) <= (
        one.valid_to or last
    )


@transaction.atomic
def load_for(code: str, at: datetime) -> list[str]:
    """The loader that `laad-regio` calls, after the directory. What an editor changed stays."""
    regio = Arbeidsmarktregio.objects.get(code=code)
    entries = {row.code: row for row in Instrument.objects.filter(regio=regio)}
    known = {
        _key(row.instrument_a_id, row.instrument_b_id, row.kind): row
        for row in Samenloop.objects.filter(regio=regio, valid_from=None)
    }
    new = changed = 0
    for content in file_rows():
        # A scheme that this region does not have cannot go together with anything here.
        if content["a"] not in entries or content["b"] not in entries:
            continue
        a, b = entries[content["a"]], entries[content["b"]]
        row = known.get(_key(a.pk, b.pk, content["kind"]))
        if row is not None and row.by_editor:
            continue
        fresh = row is None
        row = row or Samenloop(regio=regio, kind=content["kind"])
        before = [
            getattr(row, name) for name in ("instrument_a_id", "text_nl", "text_en", "law", "source", "as_of")
        ]
        row.instrument_a, row.instrument_b = a, b
        for name in ("text_nl", "text_en", "law", "source", "as_of"):
            setattr(row, name, content[name])
        after = [
            getattr(row, name) for name in ("instrument_a_id", "text_nl", "text_en", "law", "source", "as_of")
        ]
        if fresh or before != after:
            row.changed_at = at
            row.save()
            new, changed = new + fresh, changed + (not fresh)
    if new or changed:
        audit.record(
            "samenloop.loaded",
            regio,
            region=regio.code,
            by="system",
            at=at,
            detail={"added": new, "changed": changed},
        )
    return [f"Combinations: {new} new, {changed} changed"]


def _key(a: int, b: int, kind: str) -> tuple[frozenset[int], str]:
    return frozenset((a, b)), kind


def file_rows() -> list[dict[str, str]]:
    """The rows of the file, checked. InputError names the pair and what is wrong."""
    found: list[dict[str, str]] = []
    seen: set[tuple[frozenset[str], str]] = set()
    for row in read_yaml(FILE).get("combinations") or []:
        where = f"{FILE.name}, {row.get('a')} and {row.get('b')}"
        content = {
            "a": str(row.get("a") or ""),
            "b": str(row.get("b") or ""),
            "kind": str(row.get("kind") or ""),
            "text_nl": str(row.get("nl") or ""),
            "text_en": str(row.get("en") or ""),
            **{name: str(row.get(name) or "") for name in ("law", "source", "as_of")},
        }
        key = frozenset((content["a"], content["b"])), content["kind"]
        if not content["a"] or content["a"] == content["b"] or key in seen:
            raise InputError(f"{where}: two different instruments, and each pair once.")
        if content["kind"] not in Samenloopsoort.values:
            raise InputError(f"{where}: unknown kind {content['kind']}.")
        for name, longest in _LONGEST.items():
            if not 0 < len(content[name]) <= longest or plain_texts.has_loose_amount(content[name]):
                raise InputError(f"{where}: {name} is empty, too long or holds an amount.")
        seen.add(key)
        found.append(content)
    return found
