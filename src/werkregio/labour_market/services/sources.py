# SPDX-License-Identifier: EUPL-1.2
"""The catalogue of sources: loaded with the region, looked after by people, links checked by the worker."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from werkregio.connectors import links
from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Arbeidsmarktregio, Lidmaatschap
from werkregio.regio.models import valid_on as period_holds
from werkregio.regio.permissions import Acting

from ..models import Source
from ..terms import LinkState

FILE = Path(__file__).resolve().parent.parent / "data" / "sources.yaml"
FACTS = ("title", "publisher", "subject", "url", "level", "kind", "table_id")
CARE = ("tags", "note", "in_use", "rhythm", "last_edition", "partij", "owner", "deputy")


def load_for(code: str, at: datetime) -> list[str]:
    """The catalogue for a region. Facts are renewed; what people filled in stays. May be run again."""
    regio = Arbeidsmarktregio.objects.get(code=code)
    known = {source.code: source for source in Source.objects.filter(regio=regio)}
    new = 0
    for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")):
        facts = {name: entry.get(name, "") for name in FACTS}
        source = known.get(entry["code"])
        if source is None:
            Source.objects.create(
                regio=regio,
                code=entry["code"],
                tags=entry.get("themes", []),
                rhythm=entry.get("rhythm", ""),
                **facts,
            )
            new += 1
        elif any(getattr(source, name) != value for name, value in facts.items()):
            Source.objects.filter(pk=source.pk).update(**facts)
    return [f"Sources: {new} new, {len(known)} known"]


@transaction.atomic
def save(source: Source | None, fields: Mapping[str, Any], *, by: Acting, at: datetime) -> Source:
    """Change what a region keeps of a source, or add one of its own."""
    if not by.has("bron.change"):
        raise PermissionDenied
    if source is None:
        source = Source(regio=by.regio, is_own=True, code=_free_code(by.regio_id, fields["title"]))
    else:
        source = Source.objects.select_for_update().get(pk=source.pk, regio=by.regio_id)
    allowed = (*FACTS, *CARE) if source.is_own else CARE
    changed = [
        name
        for name in allowed
        if name in fields and (source.pk is None or getattr(source, name) != fields[name])
    ]
    owner, deputy = fields.get("owner"), fields.get("deputy")
    if owner and deputy and owner == deputy:
        raise RuleError(_("The deputy is somebody else than the owner."), field="deputy")
    for person, field in ((owner, "owner"), (deputy, "deputy")):
        if person and not _works_here(person.pk, by.regio_id, at.date()):
            raise RuleError(_("This person does not work in the region."), field=field)
    if (partij := fields.get("partij")) and partij.regio_id != by.regio_id:
        raise RuleError(_("This organisation is not in the region."), field="partij")
    for name in changed:
        setattr(source, name, fields[name])
    if "url" in changed:
        source.link_state, source.link_checked_at = LinkState.UNKNOWN, None
    source.save()
    audit.record(
        "bron.changed",
        source,
        region=by.regio.code,
        organisation=by.partij,
        by=by.user,
        at=at,
        detail={"code": source.code, "fields": sorted(changed)},
    )
    return source


def _works_here(user_id: int, regio_id: int, on: date) -> bool:
    return Lidmaatschap.objects.filter(period_holds(on), user=user_id, partij__regio=regio_id).exists()


def _free_code(regio_id: int, title: str) -> str:
    """A code of its own for an entry of the region, after its title."""
    start = f"eigen-{slugify(title)[:60] or 'bron'}"
    taken = set(Source.objects.filter(regio=regio_id, code__startswith=start).values_list("code", flat=True))
    number, code = 1, start
    while code in taken:
        number += 1
        code = f"{start}-{number}"
    return code


def check_links(at: datetime, look: Callable[[str], str] = links.look) -> dict[str, int]:
    """Ask every address once, whatever number of regions has it. Nothing is removed; the page says what was found."""
    counts: dict[str, int] = {}
    for url in Source.objects.exclude(url="").order_by("url").values_list("url", flat=True).distinct():
        state = look(url)
        counts[state] = counts.get(state, 0) + 1
        Source.objects.filter(url=url).update(link_state=state, link_checked_at=at)
    return counts
