# SPDX-License-Identifier: EUPL-1.2
"""The measures: each one formula over named inputs, written once and run on any engine.

A formula gets its inputs by name and uses only + - *, so it holds for columns of an Ibis table and for plain numbers.
Sums over the municipalities of an area are made of the numerator and of the denominator, never of their ratio.
What each input means, and in which columns of which tables it stands, is data: `data/invoer.yaml`. The words of each
measure stand in `data/maten.yaml`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

OWN, COUNTRY, BASE = "own", "country", "base"


class Inputs(Protocol):
    """The inputs of one formula, each by its name."""

    def __getitem__(self, name: str, /) -> Any: ...


Formula = Callable[[Inputs], Any]


@dataclass(frozen=True, slots=True)
class Need:
    """An input: `concept` of the data, of which slice, and of which area (the own one, or the whole country).

    A value of `where` in braces is filled in by the choice of that name. BASE is the own area in another period.
    """

    alias: str
    concept: str
    where: Mapping[str, str] = field(default_factory=dict)
    scope: str = OWN


@dataclass(frozen=True, slots=True)
class Route:
    """One way to a measure. `single`: only for an area with a figure of its own, as there is nothing to weigh with.

    `edition` names the denominator where editions differ; `rounded`: made of shares that were rounded before.
    """

    needs: tuple[Need, ...]
    numerator: Formula
    denominator: Formula | None = None
    factor: int = 1
    single: bool = False
    edition: str = ""
    rounded: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What may be chosen with `--dimensie NAAM=WAARDE`. `values` None: any key of the table."""

    name: str
    default: str
    values: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with its routes in order of preference, given what was chosen."""

    code: str
    routes: Callable[[Mapping[str, str]], tuple[Route, ...]]
    choices: tuple[Choice, ...] = ()
    # Name of the limits in `data/maten.yaml`, for a measure with classes.
    classes: str = ""

    def chosen(self, asked: Mapping[str, str]) -> dict[str, str]:
        """Every choice with what was asked or its default. Raises KeyError for a choice or value that is not there."""
        known = {choice.name: choice for choice in self.choices}
        if unknown := sorted(set(asked) - set(known)):
            raise KeyError(unknown[0])
        answer = {}
        for name, choice in known.items():
            value = asked.get(name, choice.default)
            if choice.values is not None and value not in choice.values:
                raise KeyError(f"{name}={value}")
            answer[name] = value
        return answer


def _share(
    numerator: tuple[Need, ...], denominator: tuple[Need, ...], factor: int, edition: str = ""
) -> Route:
    return Route(numerator + denominator, _sum(numerator), _sum(denominator), factor, edition=edition)


def _sum(needs: tuple[Need, ...]) -> Formula:
    aliases = [need.alias for need in needs]

    def formula(inputs: Inputs) -> Any:
        total = inputs[aliases[0]]
        for alias in aliases[1:]:
            total = total + inputs[alias]
        return total

    return formula


def _needs(*concepts: str, **where: str) -> tuple[Need, ...]:
    return tuple(Need(concept, concept, where) for concept in concepts)


def _published(concept: str, weight: str, edition: str = "") -> tuple[Route, ...]:
    """A share that the publisher gives itself: as it is for one area, weighted with its denominators for more."""
    share, by = Need(concept, concept), Need(weight, weight)
    return (
        Route((share,), _sum((share,)), single=True, edition=edition),
        Route(
            (share, by),
            lambda inputs: inputs[concept] * inputs[weight],
            lambda inputs: inputs[weight],
            edition=edition,
            rounded=True,
        ),
    )


def _ratio(
    code: str, top: tuple[str, ...], bottom: tuple[str, ...], published: str, weight: str, factor: int = 100
):
    routes = (_share(_needs(*top), _needs(*bottom), factor), *_published(published, weight))
    return Measure(code, lambda chosen: routes)


def _count(code: str, concept: str, *choices: Choice) -> Measure:
    where = {choice.name: f"{{{choice.name}}}" for choice in choices}
    need = (Need(concept, concept, where),)
    return Measure(code, lambda chosen: (Route(need, _sum(need)),), choices)


AGES = {
    "totaal": "inwoners",
    **{f"{low}-{high}": f"inwoners_{low}_{high}" for low, high in ((0, 15), (0, 20), (15, 25), (15, 75))},
    **{f"{low}-{high}": f"inwoners_{low}_{high}" for low, high in ((20, 65), (25, 45), (45, 65))},
    "65+": "inwoners_65_plus",
}
BENEFITS = {
    "totaal": ("uitkeringen_bijstand", "uitkeringen_ao", "uitkeringen_ww"),
    "bijstand": ("uitkeringen_bijstand",),
    "ao": ("uitkeringen_ao",),
    "ww": ("uitkeringen_ww",),
    "aow": ("uitkeringen_aow",),
}
UNUSED = {
    "totaal": ("werklozen", "semiwerklozen", "onderbenutte_deeltijders"),
    "werklozen": ("werklozen",),
    "semiwerklozen": ("semiwerklozen",),
    "onderbenutte-deeltijders": ("onderbenutte_deeltijders",),
}


def _population(chosen: Mapping[str, str]) -> tuple[Route, ...]:
    need = _needs(AGES[chosen["leeftijd"]])
    return (Route(need, _sum(need)),)


def _benefits(chosen: Mapping[str, str]) -> tuple[Route, ...]:
    needs = _needs(*BENEFITS[chosen["soort"]])
    return (Route(needs, _sum(needs)),)


def _benefits_per_1000(chosen: Mapping[str, str]) -> tuple[Route, ...]:
    return (_share(_needs(*BENEFITS[chosen["soort"]]), _needs("inwoners_15_75"), 1000),)


def _unused(chosen: Mapping[str, str]) -> tuple[Route, ...]:
    needs = _needs(*UNUSED[chosen["deel"]])
    routes = [Route(needs, _sum(needs))]
    if chosen["deel"] == "totaal":
        total = _needs("onbenut_potentieel")
        routes.append(Route(total, _sum(total)))
    return tuple(routes)


def _unused_share(chosen: Mapping[str, str]) -> tuple[Route, ...]:
    needs = UNUSED[chosen["deel"]]
    routes = [_share(_needs(*needs), _needs("bevolking_15_75"), 100)]
    if chosen["deel"] == "totaal":
        routes.append(_share(_needs("onbenut_potentieel"), _needs("bevolking_15_75"), 100))
    return tuple(routes)


# By which people the vacancies are divided: it differs by edition of the publisher.
TENSION_EDITIONS = {"ww": "ww_korter_6_maanden", "nww": "nww_korter_6_maanden"}


def _tension(chosen: Mapping[str, str]) -> tuple[Route, ...]:
    routes: list[Route] = []
    for edition, people in TENSION_EDITIONS.items():
        if chosen["editie"] in ("nieuwste", edition):
            routes.append(_share(_needs("vacatures_open"), _needs(people), 1, edition))
            routes += _published(f"spanningsindicator_{edition}", people, edition)
    return tuple(routes)


def _location(chosen: Mapping[str, str]) -> tuple[Route, ...]:
    """The share of a sector in the area, divided by its share in the country."""
    sector, total = {"sector": "{sector}"}, {"sector": "totaal"}
    return (
        Route(
            (
                Need("here", "banen", sector),
                Need("here_all", "banen", total),
                Need("there", "banen", sector, COUNTRY),
                Need("there_all", "banen", total, COUNTRY),
            ),
            lambda inputs: inputs["here"] * inputs["there_all"],
            lambda inputs: inputs["here_all"] * inputs["there"],
        ),
    )


def _students(scope_of_bottom: str | None) -> Callable[[Mapping[str, str]], tuple[Route, ...]]:
    where = {"niveau": "{niveau}", "richting": "{richting}"}
    now = Need("now", "studenten", where)

    def routes(chosen: Mapping[str, str]) -> tuple[Route, ...]:
        if scope_of_bottom is None:
            return (Route((now,), _sum((now,))),)
        before = Need("before", "studenten", where, scope_of_bottom)
        return (Route((now, before), _sum((now,)), _sum((before,)), 100),)

    return routes


_SECTOR = Choice("sector", "totaal")
_LEVEL, _FIELD = Choice("niveau", "totaal"), Choice("richting", "totaal")

MEASURES: dict[str, Measure] = {
    measure.code: measure
    for measure in (
        _ratio("groene-druk", ("inwoners_0_20",), ("inwoners_20_65",), "groene_druk", "inwoners_20_65"),
        _ratio("grijze-druk", ("inwoners_65_plus",), ("inwoners_20_65",), "grijze_druk", "inwoners_20_65"),
        _ratio(
            "demografische-druk",
            ("inwoners_0_20", "inwoners_65_plus"),
            ("inwoners_20_65",),
            "demografische_druk",
            "inwoners_20_65",
        ),
        Measure("bevolking", _population, (Choice("leeftijd", "totaal", tuple(AGES)),)),
        _ratio(
            "netto-participatie",
            ("werkzame_beroepsbevolking",),
            ("bevolking_15_75",),
            "netto_participatie",
            "bevolking_15_75",
        ),
        _ratio(
            "bruto-participatie",
            ("werkzame_beroepsbevolking", "werklozen"),
            ("bevolking_15_75",),
            "bruto_participatie",
            "bevolking_15_75",
        ),
        _ratio(
            "werkloosheid",
            ("werklozen",),
            ("werkzame_beroepsbevolking", "werklozen"),
            "werkloosheidspercentage",
            "beroepsbevolking",
        ),
        Measure("onbenut-potentieel", _unused, (Choice("deel", "totaal", tuple(UNUSED)),)),
        Measure("onbenut-potentieel-aandeel", _unused_share, (Choice("deel", "totaal", tuple(UNUSED)),)),
        Measure("spanning", _tension, (Choice("editie", "nieuwste", ("nieuwste", "ww", "nww")),), "spanning"),
        Measure(
            "vacaturegraad",
            lambda chosen: (_share(_needs("vacatures_open"), _needs("banen_werknemers"), 1000),),
        ),
        _count("vacatures-open", "vacatures_open"),
        _count("vacatures-ontstaan", "vacatures_ontstaan"),
        _count("vacatures-vervuld", "vacatures_vervuld"),
        _count("banen-sector", "banen", _SECTOR),
        Measure("locatiequotient", _location, (_SECTOR,)),
        Measure("uitkeringen", _benefits, (Choice("soort", "totaal", tuple(BENEFITS)),)),
        Measure("uitkeringen-per-1000", _benefits_per_1000, (Choice("soort", "totaal", tuple(BENEFITS)),)),
        Measure("studenten", _students(None), (_LEVEL, _FIELD)),
        Measure("studenten-index", _students(BASE), (_LEVEL, _FIELD, Choice("basis", "eerste"))),
        _count("vervangingsvraag", "vervangingsvraag", Choice("beroep", "totaal")),
        _ratio(
            "laaggeletterdheid",
            ("laaggeletterden",),
            ("inwoners_16_65",),
            "laaggeletterdheid",
            "inwoners_16_65",
        ),
        _count("arbeidsmigranten", "arbeidsmigranten"),
    )
}
