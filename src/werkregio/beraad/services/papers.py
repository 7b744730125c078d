# SPDX-License-Identifier: EUPL-1.2
"""Papers: brought in, a newer version, final, adopted, public or closed, dropped. Bytes stand under their checksum."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from werkregio.foundation import audit
from werkregio.foundation.errors import RuleError
from werkregio.regio.models import Partij
from werkregio.regio.permissions import Acting

from ..models import Agendapunt, Stuk, StukVersie
from ..rules.document_kinds import KINDS
from ..rules.paper_files import PaperError, recognise
from ..terms import Openbaarheid, StukStaat

WRITE = "stuk.write"


@dataclass(frozen=True, slots=True)
class PaperValues:
    """What somebody says of a paper."""

    titel: str
    kind: str
    state: str = StukStaat.CONCEPT
    openbaarheid: str = Openbaarheid.BESLOTEN
    closed_because: str = ""
    owner_id: int | None = None
    dated: date | None = None


def _refusal(code: str) -> str:
    return {
        "empty": _("This file is empty."),
        "macros": _("This file holds macros. Save it without macros, or as PDF."),
        "active_pdf": _("This PDF runs a script or carries other files. Print it to a plain PDF."),
        "locked": _("This PDF has a password. Save it without one."),
        "damaged": _("This file is damaged and cannot be opened."),
        "old_office": _("This is an old Office format. Save it as docx, xlsx, pptx or PDF."),
        "unknown": _("Choose a PDF, or a file of Word, Excel, PowerPoint or LibreOffice."),
    }[code]


def path_of(sha256: str) -> Path:
    """Where the bytes of a checksum stand."""
    return settings.DATA / "stukken" / sha256[:2] / sha256


def read(version: StukVersie) -> bytes:
    """The bytes of a version; raises when they are not what was brought in."""
    content = path_of(version.sha256).read_bytes()
    if hashlib.sha256(content).hexdigest() != version.sha256:
        raise RuleError(_("This file was changed outside Werkregio and is not shown."))
    return content


def _store(content: bytes) -> str:
    sha256 = hashlib.sha256(content).hexdigest()
    path = path_of(sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_suffix(".deel")
        half.write_bytes(content)
        half.replace(path)
    return sha256


def _check(values: PaperValues, by: Acting) -> None:
    if values.kind not in KINDS:
        raise RuleError(_("Choose a kind."), field="kind")
    if values.openbaarheid == Openbaarheid.OPENBAAR and values.state == StukStaat.CONCEPT:
        raise RuleError(_("A draft is never public: make it final first."), field="openbaarheid")
    if values.owner_id and not Partij.objects.filter(pk=values.owner_id, regio_id=by.regio_id).exists():
        raise PermissionDenied


def _version(stuk: Stuk, name: str, content: bytes, *, by: Acting, at: datetime) -> StukVersie:
    if len(content) > settings.LARGEST_FILE:
        raise RuleError(
            _("This file is larger than %(n)d MB.") % {"n": settings.LARGEST_FILE // 1_000_000}, field="file"
        )
    try:
        known = recognise(content)
    except PaperError as error:
        raise RuleError(_refusal(str(error)), field="file") from None
    sha256 = _store(content)
    last = stuk.versies.order_by("nummer").last()
    if last is not None and last.sha256 == sha256:
        raise RuleError(_("This is the same file as the version that is there."), field="file")
    stem = re.sub(r"[^\w .()-]", "", Path(name).stem).strip()[:120] or "stuk"
    return StukVersie.objects.create(
        stuk=stuk,
        nummer=(last.nummer if last else 0) + 1,
        filename=f"{stem}.{known.extension}",
        media_type=known.media_type,
        size=len(content),
        sha256=sha256,
        at=at,
        by=by.user,
    )


@transaction.atomic
def add_paper(
    values: PaperValues,
    name: str,
    content: bytes,
    *,
    agendapunt_id: int | None = None,
    by: Acting,
    at: datetime,
) -> Stuk:
    """A new paper, of an item or of the region alone."""
    if not by.has(WRITE):
        raise PermissionDenied
    item = None
    if agendapunt_id is not None:
        item = Agendapunt.objects.filter(pk=agendapunt_id, gremium__regio_id=by.regio_id).first()
        if item is None:
            raise PermissionDenied
    _check(values, by)
    last = item.stukken.aggregate(last=Max("position"))["last"] or 0 if item else 0
    stuk = Stuk.objects.create(
        regio=by.regio,
        agendapunt=item,
        position=last + 1,
        titel=values.titel,
        kind=values.kind,
        state=values.state,
        openbaarheid=values.openbaarheid,
        closed_because=values.closed_because,
        owner_id=values.owner_id,
        dated=values.dated or at.date(),
    )
    version = _version(stuk, name, content, by=by, at=at)
    _note("stuk.gemaakt", stuk, by, at, sha256=version.sha256)
    return stuk


def _locked(pk: int, by: Acting) -> Stuk:
    stuk = (
        Stuk.objects.select_for_update(of=("self",))
        .select_related("regio")
        .filter(pk=pk, regio_id=by.regio_id)
        .first()
    )
    if stuk is None or not by.has(WRITE):
        raise PermissionDenied
    return stuk


@transaction.atomic
def change_paper(
    pk: int, values: PaperValues, *, name: str = "", content: bytes | None = None, by: Acting, at: datetime
) -> Stuk:
    """Change what is said of it, with or without a newer file. An adopted paper stays as it was adopted."""
    stuk = _locked(pk, by)
    if stuk.state == StukStaat.VASTGESTELD:
        raise RuleError(_("This paper is adopted: bring in a new one beside it."))
    _check(values, by)
    for field in ("titel", "kind", "state", "openbaarheid", "closed_because", "owner_id", "dated"):
        setattr(stuk, field, getattr(values, field))
    stuk.save()
    version = _version(stuk, name, content, by=by, at=at) if content is not None else None
    _note("stuk.gewijzigd", stuk, by, at, staat=stuk.state, versie=version.nummer if version else None)
    return stuk


@transaction.atomic
def drop_paper(pk: int, *, by: Acting, at: datetime) -> Stuk:
    """Off the table; its versions are kept."""
    stuk = _locked(pk, by)
    if stuk.state == StukStaat.VASTGESTELD:
        raise RuleError(_("This paper is adopted: bring in a new one beside it."))
    stuk.state, stuk.openbaarheid = StukStaat.VERVALLEN, Openbaarheid.BESLOTEN
    stuk.save(update_fields=["state", "openbaarheid"])
    _note("stuk.vervallen", stuk, by, at)
    return stuk


def _note(action: str, stuk: Stuk, by: Acting, at: datetime, **detail: object) -> None:
    audit.record(
        action, stuk, region=stuk.regio.code, by=by.user, organisation=by.partij, at=at, detail=detail
    )
