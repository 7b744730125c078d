# SPDX-License-Identifier: EUPL-1.2
"""An own page made from a record of another directory: a draft that is not verified and names its source."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from werkregio.foundation.errors import RuleError
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import gemeenten_of
from werkregio.text.normal import sentences

from ..models import Bronrecord, Instrument
from ..permissions.exchange import may_exchange
from ..queries.directory_content import empty_content
from ..queries.exchange import area_names, organisation_name
from ..rules.exchange import plain_name
from ..rules.plain_texts import has_loose_amount
from ..rules.slugs import slug_of
from .editor import create_instrument

_NAME, _SUMMARY, _TEXT = 160, 400, 2_000
_FROM = {
    "what": ("description",),
    "for_whom": ("eligibility_description",),
    "costs": ("fees_description", "fees"),
    "duration": ("wait_time",),
    "next_step": ("application_process",),
}


@transaction.atomic
def make_own_copy(
    pk: int, *, need: str, audience: Sequence[str], by: Acting, at: datetime
) -> tuple[Instrument, int]:
    """A draft with the texts of the record. Gives the draft and how many sentences stayed out.

    Sentences with an amount stay out: amounts stand in the figures of a page, with their date.
    """
    record = Bronrecord.objects.select_for_update().filter(pk=pk, regio_id=by.regio_id).first()
    if (
        record is None
        or not may_exchange(by, record.regio_id)
        or record.kind != "service"
        or not record.current
    ):
        raise PermissionDenied
    if record.own_copy_id:
        raise RuleError(_("There is an own copy of this already."))
    content = empty_content()
    texts, left_out = _texts(record)
    areas = {plain_name(name) for name in area_names(record)}
    content |= {
        "slug": _free_slug(by.regio_id, record.name),
        "needs": [need],
        "audience": list(audience),
        "provider_name": organisation_name(record)[:160],
        "municipalities": sorted(
            row.gm_code
            for row in gemeenten_of(by.regio, on=at.date())
            if {plain_name(row.naam), row.gm_code.casefold()} & areas
        ),
        "source": _source(record),
        "as_of": f"{record.imported_at.date().isoformat()}",
        "verified": False,
        # The source has one language; an editor writes the other one.
        "texts": {"nl": texts, "en": {**dict.fromkeys(texts, ""), "name": texts["name"]}},
    }
    entry = create_instrument(
        content, by=by, at=at, reason=_("Own copy from %(source)s") % {"source": record.source}
    )
    record.own_copy = entry
    record.save(update_fields=["own_copy"])
    return entry, left_out


def _texts(record: Bronrecord) -> tuple[dict[str, str], int]:
    left_out = 0
    texts = dict.fromkeys(("name", "summary", "what", "for_whom", "costs", "duration", "who_decides"), "")
    texts |= {"next_step": "", "name": record.name[:_NAME]}
    for name, fields in _FROM.items():
        given = "\n".join(str(record.content[field]) for field in fields if record.content.get(field))
        texts[name], gone = _without_amounts(given)
        left_out += gone
    first = next(iter(sentences(texts["what"])), "")
    texts["summary"] = first if len(first) <= _SUMMARY else ""
    return texts, left_out


def _without_amounts(text: str) -> tuple[str, int]:
    """The text without sentences that name an amount; whole when there are none, so that its lines stay."""
    if not has_loose_amount(text):
        return text[:_TEXT], 0
    parts = list(sentences(text))
    kept = [part for part in parts if not has_loose_amount(part)]
    plain = ". ".join(part.rstrip(".") for part in kept)
    plain = f"{plain}."[:_TEXT] if plain else ""
    # A mark of money may stand at the border of two sentences.
    return ("", len(parts)) if has_loose_amount(plain) else (plain, len(parts) - len(kept))


def _free_slug(regio_id: int, name: str) -> str:
    base = slug_of(name)[:70] or "overgenomen"
    taken = set(
        Instrument.objects.filter(regio_id=regio_id, slug__startswith=base).values_list("slug", flat=True)
    ) | set(
        Instrument.objects.filter(regio_id=regio_id, wijzigingen__content__slug__startswith=base).values_list(
            "wijzigingen__content__slug", flat=True
        )
    )
    number = 2
    slug = base
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def _source(record: Bronrecord) -> str:
    url = record.content.get("url")
    return f"{record.source}: {url}"[:500] if url else record.source
