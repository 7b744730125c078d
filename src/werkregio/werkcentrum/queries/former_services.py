# SPDX-License-Identifier: EUPL-1.2
"""What counters did that are gone: each service must have an open page in the directory now (S64)."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from werkregio.regio.models import Arbeidsmarktregio

from ..models import Instrument
from ..terms import InstrumentStatus
from .needs import DATA

FILE = DATA / "former_services.yaml"


@dataclass(frozen=True, slots=True)
class FormerService:
    """One service of a counter that is gone, and the codes of the pages that have it now."""

    counter: str
    nl: str
    en: str
    now: tuple[str, ...]

    def name(self, language: str) -> str:
        return self.nl if language == "nl" else self.en


@cache
def former_services() -> tuple[FormerService, ...]:
    """All services of the file."""
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        FormerService(counter, row["nl"], row["en"], tuple(row["now"]))
        for counter, about in content["counters"].items()
        for row in about["services"]
    )


def without_successor(regio: Arbeidsmarktregio) -> list[FormerService]:
    """The services that no open page of this region has any more. One query."""
    services = former_services()
    codes = {code for service in services for code in service.now}
    alive = set(
        Instrument.objects.filter(
            regio=regio, code__in=codes, status=InstrumentStatus.CURRENT, use="public"
        ).values_list("code", flat=True)
    )
    return [service for service in services if alive.isdisjoint(service.now)]
