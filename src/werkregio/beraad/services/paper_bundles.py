# SPDX-License-Identifier: EUPL-1.2
"""All papers of a meeting at once: one PDF with bookmarks, or a zip that reads without a network."""

import io
import json
import re
import zipfile

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from werkregio.foundation.clock import AMSTERDAM
from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting

from ..models import StukVersie, Vergadering
from ..queries.meetings import Agenda, Paper, agenda_of
from ..rules.paper_files import PDF
from ..rules.paper_pdf import Part, bundle, watermarked
from ..terms import StukStaat
from .papers import read

# More than this is not put together while somebody waits.
MOST_BYTES = 150_000_000


def shown(version: StukVersie, state: str) -> bytes:
    """The file as it may be seen: a draft in PDF has its watermark."""
    content = read(version)
    if state == StukStaat.CONCEPT and version.media_type == PDF:
        return watermarked(content, _("DRAFT"))
    return content


def _papers(agenda: Agenda) -> list[tuple[str, Paper]]:
    found = [(f"{line.number}. {line.item.titel}", paper) for line in agenda.lines for paper in line.papers]
    found += [(_("Papers of the meeting"), paper) for paper in agenda.papers]
    found = [(heading, paper) for heading, paper in found if paper.version is not None]
    if not found:
        raise RuleError(_("There are no papers yet."))
    if sum(paper.version.size for _heading, paper in found if paper.version) > MOST_BYTES:
        raise RuleError(_("All papers together are too large. Download them one by one."))
    return found


def all_in_one(acting: Acting | None, vergadering: Vergadering) -> bytes:
    """One PDF of everything that this reader may read; other files are listed with their checksum."""
    parts = []
    for heading, paper in _papers(agenda_of(acting, vergadering)):
        version = paper.version
        if version is None:
            continue
        is_pdf = version.media_type == PDF
        parts.append(
            Part(
                heading,
                paper.stuk.titel,
                version.sha256,
                read(version) if is_pdf else None,
                _("DRAFT") if paper.stuk.state == StukStaat.CONCEPT else "",
            )
        )
    day = date_format(vergadering.starts_at.astimezone(AMSTERDAM), "l j F Y")
    return bundle(vergadering.titel, [day, vergadering.location], parts, apart=_("a file apart, no PDF"))


def offline(acting: Acting | None, vergadering: Vergadering) -> bytes:
    """A zip with an index to read offline, the papers, and a manifest with checksums."""
    agenda = agenda_of(acting, vergadering)
    target, manifest, names = io.BytesIO(), [], {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (heading, paper) in enumerate(_papers(agenda), start=1):
            version = paper.version
            if version is None:
                continue
            name = f"stukken/{number:03d}-{re.sub(r'[^A-Za-z0-9._-]', '-', version.filename)}"
            archive.writestr(name, shown(version, paper.stuk.state))
            names[paper.stuk.pk] = name
            manifest.append(
                {
                    "bestand": name,
                    "agendapunt": heading,
                    "titel": paper.stuk.titel,
                    "versie": version.nummer,
                    "staat": paper.stuk.state,
                    "sha256_van_het_origineel": version.sha256,
                }
            )
        page = render_to_string(
            "beraad/papers/offline.html", {"meeting": vergadering, "agenda": agenda, "names": names}
        )
        archive.writestr("index.html", page)
        archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
    return target.getvalue()
