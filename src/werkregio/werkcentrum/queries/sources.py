# SPDX-License-Identifier: EUPL-1.2
"""One service of another directory in words. Names and addresses of people in it are not shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from werkregio.connectors.hsds.checks import problems_of

from ..models import Bronrecord
from .exchange import area_names, organisation_name

_STATUSES = {
    "active": lambda: _("Is given now"),
    "inactive": lambda: _("Is not given now"),
    "defunct": lambda: _("Ended"),
    "temporarily closed": lambda: _("Closed for a while"),
}


@dataclass(frozen=True, slots=True)
class SourcePage:
    """What the source says, as pairs; a link only when it is safe to follow."""

    facts: list[tuple[str, str]]
    url: str


def source_page(record: Bronrecord) -> SourcePage:
    content: Mapping[str, Any] = record.content
    status = _STATUSES.get(str(content.get("status")))
    pairs = [
        (_("Organisation"), organisation_name(record)),
        (_("Status"), status() if status else ""),
        (_("What it is"), _text(content, "description")),
        (_("For whom"), _text(content, "eligibility_description")),
        (_("How to get it"), _text(content, "application_process")),
        (_("Costs"), _text(content, "fees_description")),
        (_("Waiting time"), _text(content, "wait_time")),
        (_("Where"), ", ".join(area_names(record))),
        (_("Warning of the source"), _text(content, "alert")),
        (_("Last changed at the source"), _text(content, "last_modified")[:10]),
        (_("Checked by the source on"), _text(content, "assured_date")),
    ]
    url = _text(content, "url")
    safe = url.startswith(("https://", "http://")) and not any(
        problem.field == "url" for problem in problems_of("service", dict(content))
    )
    return SourcePage([pair for pair in pairs if pair[1]], url if safe else "")


def _text(content: Mapping[str, Any], name: str) -> str:
    value = content.get(name)
    return value.strip() if isinstance(value, str) else ""
