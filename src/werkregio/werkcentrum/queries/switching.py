# SPDX-License-Identifier: EUPL-1.2
"""What the page of steps shows: places, the way from each, and the help of the region that goes with a step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import yaml
from django.db.models import Prefetch
from django.urls import reverse

from werkregio.regio.models import Arbeidsmarktregio

from ..models import Instrument
from ..rules.switching import Place, Step, Steps, read_steps, way_back
from .languages import best_text
from .needs import DATA


@cache
def steps() -> Steps:
    """The steps that come with the project."""
    with (DATA / "switching.yaml").open(encoding="utf-8") as lines:
        return read_steps(yaml.safe_load(lines))


@dataclass(frozen=True, slots=True)
class StepHelp:
    """An entry of the directory that goes with a step."""

    name: str
    language: str
    url: str
    provider: str


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step in the language of the page; `language` says in which one the texts are."""

    code: str
    start: str
    end: str
    start_name: str
    end_name: str
    forward: bool
    language: str
    stays: str
    changes: str
    decides: str
    back: str
    need: str
    law: str
    conditions: list[tuple[str, bool, str]]
    helps: list[StepHelp]
    road_back: list[str]


def text_language(language: str) -> str:
    return "nl" if language == "nl" else "en"


def places_shown(language: str) -> list[tuple[str, str, str]]:
    """Code, name and text of each place, in order."""
    shown = text_language(language)
    return [(place.code, place.texts[shown]["name"], place.texts[shown]["text"]) for place in steps().places]


def steps_shown(
    regio: Arbeidsmarktregio, wanted: Sequence[Step], language: str, *, gemeente: str = ""
) -> list[StepShown]:
    """Steps with the help of this region; two queries, however many steps."""
    helps = _helps(regio, {code for step in wanted for code in step.instruments}, language, gemeente)
    shown = text_language(language)
    return [
        StepShown(
            code=step.code,
            start=step.start,
            end=step.end,
            start_name=_name(step.start, shown),
            end_name=_name(step.end, shown),
            forward=step.direction == "vooruit",
            language=shown,
            **{part: step.texts[shown][part] for part in ("stays", "changes", "decides", "back")},
            need=step.need,
            law=step.law,
            conditions=[(c.texts[shown], c.hard, c.who_decides) for c in step.conditions],
            helps=[helps[code] for code in step.instruments if code in helps],
            road_back=[_name(found.end, shown) for found in way_back(steps(), step)],
        )
        for step in wanted
    ]


def _name(code: str, language: str) -> str:
    place: Place | None = steps().place(code)
    return place.texts[language]["name"] if place else code


def _helps(
    regio: Arbeidsmarktregio, codes: Iterable[str], language: str, gemeente: str
) -> dict[str, StepHelp]:
    """Entries in force by code; what is only for other municipalities is left out."""
    entries = Instrument.objects.filter(
        regio=regio, code__in=list(codes), status="current", use="public"
    ).prefetch_related(Prefetch("teksten", to_attr="all_texts"), "gemeenten")
    found = {}
    for entry in entries:
        text = best_text(entry.all_texts, language)
        places = {place.gm_code for place in entry.gemeenten.all()}
        if text is None or (gemeente and places and gemeente not in places):
            continue
        found[entry.code] = StepHelp(
            text.name,
            text.language,
            reverse("werkcentrum:instrument", kwargs={"slug": entry.slug}),
            entry.provider_name,
        )
    return found


def place_name(code: str, language: str) -> str:
    """The name of a place in the language of its texts."""
    return _name(code, text_language(language))
