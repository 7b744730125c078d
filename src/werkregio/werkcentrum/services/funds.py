# SPDX-License-Identifier: EUPL-1.2
"""Training funds by sector or cao: loaded from the file of the project, and kept by the editors of a region."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import InputError, RuleError
from werkregio.regio.models import Arbeidsmarktregio
from werkregio.regio.permissions import Acting

from ..models import Fonds, Instrument
from ..permissions.directory import may_edit_directory
from ..queries.needs import DATA
from ..rules import funds as rules
from ..rules import plain_texts
from ..rules.slugs import slug_of
from .directory_load import read_yaml

FILE = DATA / "funds.yaml"
FIELDS = (
    "naam",
    "sectors",
    "sbi",
    "caos",
    "url",
    "phone",
    "what_nl",
    "what_en",
    "source",
    "read_on",
    "verified",
    "active",
)


@transaction.atomic
def save_fund(
    values: Mapping[str, Any], *, instrument: str = "", pk: int | None = None, by: Acting, at: datetime
) -> Fonds:
    """A new fund, or a changed one. `instrument` is the code of its page in the directory, when there is one."""
    if not may_edit_directory(by):
        raise PermissionDenied
    regio = Arbeidsmarktregio.objects.select_for_update().get(pk=by.regio_id)
    fund = Fonds(regio=regio) if pk is None else _found(regio, pk)
    _check(regio, fund, values, at)
    entry = Instrument.objects.filter(regio=regio, code=instrument).first() if instrument else None
    if instrument and entry is None:
        raise RuleError(_("Choose a page of this region."), field="instrument")
    changed = [name for name in FIELDS if getattr(fund, name) != values[name]]
    for name in FIELDS:
        setattr(fund, name, values[name])
    if pk is None:
        fund.code = _free_code(regio, values["naam"])
    fund.instrument, fund.by_editor = entry, True
    _store(fund, at)
    audit.record(
        "fonds.saved",
        fund,
        region=regio.code,
        by=by.user,
        organisation=by.partij,
        at=at,
        detail={"fonds": fund.code, "fields": changed},
    )
    return fund


def _found(regio: Arbeidsmarktregio, pk: int) -> Fonds:
    fund = Fonds.objects.select_for_update().filter(pk=pk, regio=regio).first()
    if fund is None:
        raise PermissionDenied
    return fund


def _check(regio: Arbeidsmarktregio, fund: Fonds, values: Mapping[str, Any], at: datetime) -> None:
    if not values["naam"].strip():
        raise RuleError(_("Fill in the name of the fund."), field="naam")
    if Fonds.objects.filter(regio=regio, naam__iexact=values["naam"].strip()).exclude(pk=fund.pk).exists():
        raise RuleError(_("This fund is in the list already. Change that one."), field="naam")
    if not values["sectors"] and not values["caos"]:
        raise RuleError(_("Name at least one sector or cao."), field="sectors")
    for code in values["sbi"]:
        if not rules.is_sbi(code):
            raise RuleError(_("“%(code)s” is no SBI code, such as 78 or 01.1.") % {"code": code}, field="sbi")
    for name in ("what_nl", "what_en"):
        if plain_texts.has_loose_amount(values[name]):
            raise RuleError(_("Leave amounts out: they change. The fund has them."), field=name)
    if values["read_on"] and values["read_on"] > at.astimezone(AMSTERDAM).date():
        raise RuleError(_("This day has yet to come."), field="read_on")
    if values["verified"] and not (values["read_on"] and values["source"].strip()):
        raise RuleError(_("Verified needs the source, and the day on which you read it."), field="verified")


def _free_code(regio: Arbeidsmarktregio, name: str) -> str:
    wanted = slug_of(name)[:50] or "fonds"
    taken = set(Fonds.objects.filter(regio=regio).values_list("code", flat=True))
    number, code = 1, wanted
    while code in taken:
        number += 1
        code = f"{wanted}-{number}"
    return code


def _store(fund: Fonds, at: datetime) -> None:
    fund.search_text = rules.search_text(
        [fund.naam, *fund.sectors, *fund.caos, *fund.sbi, fund.what_nl, fund.what_en]
    )
    fund.changed_at = at
    fund.save()


@transaction.atomic
def load_for(code: str, at: datetime) -> list[str]:
    """The loader that `laad-regio` calls, after the directory. What an editor changed stays."""
    regio = Arbeidsmarktregio.objects.get(code=code)
    entries = {row.code: row for row in Instrument.objects.filter(regio=regio)}
    present = {row.code: row for row in Fonds.objects.filter(regio=regio)}
    new = changed = 0
    for fund_code, content in file_funds().items():
        fund = present.get(fund_code)
        if fund is not None and fund.by_editor:
            continue
        fresh = fund is None
        fund = fund or Fonds(regio=regio, code=fund_code)
        entry = entries.get(content.pop("instrument"))
        wanted = {**content, "instrument": entry}
        if fresh or any(getattr(fund, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(fund, name, value)
            _store(fund, at)
            new, changed = new + fresh, changed + (not fresh)
    if new or changed:
        audit.record(
            "fonds.loaded",
            regio,
            region=regio.code,
            by="system",
            at=at,
            detail={"added": new, "changed": changed},
        )
    return [f"Training funds: {new} new, {changed} changed"]


def file_funds() -> dict[str, dict[str, Any]]:
    """The funds of the file by code, checked."""
    found = {}
    for code, row in (read_yaml(FILE).get("funds") or {}).items():
        content = {
            "naam": str(row.get("naam") or ""),
            **{name: [str(item) for item in row.get(name) or []] for name in ("sectors", "sbi", "caos")},
            **{name: str(row.get(name) or "") for name in ("url", "source", "instrument")},
            "what_nl": str(row.get("nl") or ""),
            "what_en": str(row.get("en") or ""),
        }
        if not content["naam"] or not (content["sectors"] or content["caos"]):
            raise InputError(f"{FILE.name}, {code}: a fund has a name and a sector or cao.")
        if not all(rules.is_sbi(item) for item in content["sbi"]):
            raise InputError(f"{FILE.name}, {code}: an SBI code cannot be read.")
        found[str(code)] = content
    return found
