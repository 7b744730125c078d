# SPDX-License-Identifier: EUPL-1.2
"""Minutes: a draft made of what happened, adopted by a later meeting, corrected by a version beside it."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import RegisterHoofd, Vergadering, VerslagVersie
from ..queries.minutes import content_of
from ..rules.states import VERGADERING, may_move
from ..terms import VergaderingStaat, VerslagSoort
from .meetings import locked, note
from .register import add_line

WRITE = "verslag.write"


def _move(vergadering: Vergadering, end: VergaderingStaat) -> None:
    start = VergaderingStaat(vergadering.state)
    if not may_move(VERGADERING, start, end):
        raise RuleError(_("This cannot be done now: the meeting is “%(state)s”.") % {"state": start.label})
    vergadering.state = end
    vergadering.save(update_fields=["state"])


@transaction.atomic
def start_draft(pk: int, *, by: Acting, at: datetime) -> Vergadering:
    """The draft is there: agenda, presence, decisions and actions come from the meeting itself."""
    vergadering = locked(pk, by, WRITE)
    _move(vergadering, VergaderingStaat.VERSLAG_CONCEPT)
    note("verslag.concept", vergadering, by=by, at=at)
    return vergadering


def checksum(content: dict[str, Any]) -> str:
    """The checksum of minutes: of their content with sorted keys."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _adopting(vergadering: Vergadering, adopted_in_id: int) -> Vergadering:
    later = (
        Vergadering.objects.filter(
            pk=adopted_in_id, gremium=vergadering.gremium, starts_at__gt=vergadering.starts_at
        )
        .exclude(opened_at__isnull=True)
        .first()
    )
    if later is None:
        raise RuleError(
            _("Choose the later meeting that adopted these minutes; it was opened."), field="adopted_in"
        )
    return later


def _add(
    vergadering: Vergadering,
    soort: str,
    content: dict[str, Any],
    later: Vergadering,
    *,
    reason: str,
    by: Acting,
    at: datetime,
) -> VerslagVersie:
    last = vergadering.verslagen.order_by("nummer").last()
    head, _new = RegisterHoofd.objects.get_or_create(gremium=vergadering.gremium)
    head = RegisterHoofd.objects.select_for_update(of=("self",)).get(pk=head.pk)
    version = VerslagVersie.objects.create(
        vergadering=vergadering,
        nummer=(last.nummer if last else 0) + 1,
        soort=soort,
        content=content,
        sha256=checksum(content),
        reason=reason,
        adopted_in=later,
        head_sequence=head.sequence,
        head_hash=head.hash,
        at=at,
        by=by.user,
    )
    return version


def _chain(version: VerslagVersie, at: datetime) -> None:
    add_line(
        version.vergadering.gremium,
        "verslag",
        f"verslag:{version.pk}",
        {
            "vergadering": version.vergadering_id,
            "nummer": version.nummer,
            "soort": version.soort,
            "sha256": version.sha256,
            "vastgesteld_in": version.adopted_in_id,
            "hoofd": version.head_sequence,
            "hoofd_hash": version.head_hash,
        },
        at=at,
    )


@transaction.atomic
def adopt(pk: int, adopted_in_id: int, *, by: Acting, at: datetime) -> VerslagVersie:
    """A later meeting adopted the draft: from now on the text never changes."""
    vergadering = locked(pk, by, WRITE)
    if vergadering.state != VergaderingStaat.VERSLAG_CONCEPT:
        raise RuleError(_("There is no draft to adopt."))
    later = _adopting(vergadering, adopted_in_id)
    _move(vergadering, VergaderingStaat.VERSLAG_VASTGESTELD)
    version = _add(
        vergadering, VerslagSoort.VASTSTELLING, content_of(vergadering), later, reason="", by=by, at=at
    )
    note("verslag.vastgesteld", vergadering, by=by, at=at, sha256=version.sha256)
    _chain(version, at)
    return version


@transaction.atomic
def correct(
    pk: int, item: int, text: str, reason: str, adopted_in_id: int, *, by: Acting, at: datetime
) -> VerslagVersie:
    """Another text at one item, in a new version that keeps the old one; a later meeting decided on it."""
    vergadering = locked(pk, by, WRITE)
    last = vergadering.verslagen.order_by("nummer").last()
    if last is None:
        raise RuleError(_("These minutes are not adopted yet: change the draft."))
    if not reason.strip():
        raise RuleError(_("Say why the minutes are corrected."), field="reason")
    content = json.loads(json.dumps(last.content))
    found = next((row for row in content["punten"] if row["punt"] == item), None)
    if found is None:
        raise PermissionDenied
    if found["verslag"] == text.strip():
        raise RuleError(_("This is the text that stands there."), field="text")
    found["verslag"] = text.strip()
    later = _adopting(vergadering, adopted_in_id)
    version = _add(
        vergadering, VerslagSoort.RECTIFICATIE, content, later, reason=reason.strip(), by=by, at=at
    )
    note("verslag.rectificatie", vergadering, by=by, at=at, sha256=version.sha256)
    _chain(version, at)
    return version
