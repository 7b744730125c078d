# SPDX-License-Identifier: EUPL-1.2
"""Use of figures: written by the floor that uses one, and marked when newer figures are there.

What was adopted does not change: the old value stays beside the new one until the user takes that over.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from werkregio.foundation import audit
from werkregio.regio.models import Arbeidsmarktregio

from ..models import Dataset, Gebruik
from ..queries import areas, figures
from ..queries.measuring import UnknownChoice, UnknownMeasure
from ..rules.area_names import AmbiguousArea, UnknownArea
from ..rules.areas import Area
from ..rules.outcomes import Outcome, plain
from ..rules.periods import Period, parse


@transaction.atomic
def use(
    regio: Arbeidsmarktregio,
    user: tuple[str, str, str],
    measure: str,
    area: Area,
    period: Period | None = None,
    chosen: Mapping[str, str] | None = None,
    *,
    place: str = "",
    by: str,
    at: datetime,
) -> Gebruik:
    """Say that something (kind, id, label) uses a figure as it is now; once more takes over the newer figure."""
    kind, object_id, label = user
    outcome = figures.outcomes(regio, measure, [area], period, chosen)[0]
    fixed: dict[str, Any] = {
        "regio": regio,
        "kind": kind,
        "object_id": str(object_id),
        "place": place,
        "measure": measure,
        "area": area.code,
        "period": str(outcome.period or period or ""),
    }
    now = {
        "label": label[:200],
        "chosen": dict(chosen or {}),
        "value": plain(outcome.value) or "",
        "unit": outcome.unit[:60],
        "versions": _versions(outcome),
        "written_by": by,
        "written_at": at,
        "older_since": None,
        "newer_value": "",
        "newer_versions": {},
    }
    made, _new = Gebruik.objects.update_or_create(**fixed, defaults=now)
    audit.record(
        "figure.used",
        made,
        region=regio.code,
        by=by,
        at=at,
        detail={"measure": measure, "area": area.code, "kind": kind, "id": str(object_id)},
    )
    return made


def _versions(outcome: Outcome) -> dict[str, str]:
    return {source.dataset: source.version for source in outcome.sources}


def versions_in_force() -> set[str]:
    """The hashes of the newest version of every table."""
    current = Dataset.objects.filter(current__isnull=False)
    return set(current.values_list("current__hash", flat=True))


def mark_older(at: datetime) -> int:
    """Mark every use whose tables have another version in force by now; returns how many were marked or changed."""
    in_force = versions_in_force()
    marked = 0
    for one in Gebruik.objects.select_related("regio").order_by("pk").iterator():
        if all(version in in_force for version in one.versions.values()):
            if one.older_since is not None:
                # The import that made it older was undone.
                marked += _mark(one.pk, None, "", {}, at)
            continue
        newer = _as_it_is_now(one)
        value = (plain(newer.value) or "") if newer else ""
        marked += _mark(one.pk, at, value, _versions(newer) if newer else {}, at)
    return marked


def run(at: datetime) -> Mapping[str, Any]:
    """For the worker: what was done, as counts."""
    return {"marked": mark_older(at)}


def _as_it_is_now(one: Gebruik) -> Outcome | None:
    """The same figure on the versions of now; None when its table or area is gone."""
    try:
        area = areas.asked(one.area, areas.book(one.regio_id))
        return figures.outcomes(one.regio, one.measure, [area], parse(one.period), one.chosen)[0]
    except (UnknownMeasure, UnknownChoice, UnknownArea, AmbiguousArea):
        return None


@transaction.atomic
def _mark(key: int, since: datetime | None, value: str, versions: Mapping[str, str], at: datetime) -> int:
    one = Gebruik.objects.select_for_update().select_related("regio").get(pk=key)
    if (one.older_since is not None) == (since is not None) and one.newer_versions == dict(versions):
        return 0
    one.older_since = one.older_since or since if since else None
    one.newer_value, one.newer_versions = value, dict(versions)
    one.save(update_fields=["older_since", "newer_value", "newer_versions"])
    audit.record(
        "figure.older" if since else "figure.current",
        one,
        region=one.regio.code,
        by="system",
        at=at,
        detail={"measure": one.measure, "area": one.area, "changed": one.changed},
    )
    return 1
