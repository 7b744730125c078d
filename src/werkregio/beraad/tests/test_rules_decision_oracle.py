# SPDX-License-Identifier: EUPL-1.2
"""The decision against a second one that counts on its fingers: all counts, and many named cases (ruling C19)."""

import random
from fractions import Fraction
from itertools import product

import pytest

from werkregio.beraad.rules.decision import Case, Convenantregels, decide
from werkregio.beraad.terms import Keuze, Quorumbasis

LARGEST = 8
NAMES = ["uwv", "sbb", "vno", "fnv", "roc", "venlo", "regio", "cnv", "lwv"]


def enough(number, base, share, strict):
    """Written with multiplication alone, unlike the rule."""
    above, below = share
    if number < 1:
        return False
    return number * below > above * base if strict else number * below >= above * base


def fewest(base, share, strict):
    number = 0
    while not enough(number, base, share, strict):
        number += 1
    return number


def by_counting(rules, of, there, base, consensus, voor, tegen, abstained):
    """Outcome and numbers from bare counts; `there` and `base` are those of the quorum."""
    quorum = (fewest(base, rules["quorum"], rules["quorum_strikt"]), there)
    if not enough(there, base, rules["quorum"], rules["quorum_strikt"]):
        return "geen_besluit_quorum", quorum, None
    if consensus:
        return "aangenomen_consensus", quorum, None
    cast = voor + tegen + (abstained if rules["onthouding_telt"] else 0)
    nodig = fewest(cast, rules["drempel"], rules["drempel_strikt"])
    adopted = cast > 0 and enough(voor, cast, rules["drempel"], rules["drempel_strikt"])
    name = "aangenomen_stemming" if adopted else "niet_aangenomen"
    return name, quorum, (cast, voor, tegen, abstained, nodig)


def regels_of(rules):
    return Convenantregels(
        quorum=Fraction(*rules["quorum"]),
        quorum_strikt=rules["quorum_strikt"],
        drempel=Fraction(*rules["drempel"]),
        drempel_strikt=rules["drempel_strikt"],
        onthouding_telt=rules["onthouding_telt"],
        quorum_basis=Quorumbasis(rules["quorum_basis"]),
    )


def numbers(outcome):
    telling = outcome.stemming
    return (
        outcome.uitkomst.value,
        (outcome.quorum.nodig, outcome.quorum.aanwezig),
        telling and (telling.uitgebracht, telling.voor, telling.tegen, telling.onthouding, telling.nodig),
    )


def all_counts():
    """Geledingen, entitled, entitled there, others there, and how those who may vote did so."""
    for of in range(1, LARGEST + 1):
        for entitled in range(of + 1):
            for inside, outside in product(range(entitled + 1), range(of - entitled + 1)):
                for voor in range(inside + 1):
                    for tegen in range(inside - voor + 1):
                        for abstained in range(inside - voor - tegen + 1):
                            yield of, entitled, inside, outside, voor, tegen, abstained


@pytest.mark.parametrize(
    ("quorum_strikt", "drempel_strikt", "onthouding_telt", "quorum_basis"),
    list(product([False, True], [False, True], [False, True], ["alle", "bevoegde"])),
)
def test_all_counts_up_to_eight_geledingen(quorum_strikt, drempel_strikt, onthouding_telt, quorum_basis):
    rules = {
        "quorum": (1, 2),
        "quorum_strikt": quorum_strikt,
        "drempel": (2, 3),
        "drempel_strikt": drempel_strikt,
        "onthouding_telt": onthouding_telt,
        "quorum_basis": quorum_basis,
    }
    regels = regels_of(rules)
    names = tuple("abcdefgh")
    for of, entitled, inside, outside, voor, tegen, abstained in all_counts():
        keuzes = [Keuze.VOOR] * voor + [Keuze.TEGEN] * tegen + [Keuze.ONTHOUDING] * abstained
        stemmen = dict(zip(names, keuzes, strict=False))
        # Everybody who may not vote does so, in favour: it must not make a difference.
        stemmen |= dict.fromkeys(names[inside:of], Keuze.VOOR)
        case = Case(
            names[:of],
            names[:inside] + names[entitled : entitled + outside],
            False,
            bevoegd=names[:entitled],
            stemmen=stemmen,
        )
        there, base = (inside + outside, of) if quorum_basis == "alle" else (inside, entitled)
        outcome = decide(regels, case)
        expected = by_counting(rules, of, there, base, False, voor, tegen, abstained)
        assert numbers(outcome) == expected, (case, regels)
        assert len(outcome.geweigerd) == of - inside
        if not keuzes:
            agreed = Case(case.geledingen, case.vertegenwoordigd, True, bevoegd=case.bevoegd)
            expected = by_counting(rules, of, there, base, True, 0, 0, 0)
            assert numbers(decide(regels, agreed)) == expected, (agreed, regels)


def some_of(luck, values):
    return [value for value in values if luck.random() < 0.7]


def test_ten_thousand_named_cases():
    luck = random.Random(20250101)
    kinds = set()
    for _ in range(10_000):
        geledingen = luck.sample(NAMES, 1 + luck.randrange(len(NAMES)))
        there = some_of(luck, geledingen)
        entitled = geledingen if luck.random() < 0.5 else some_of(luck, geledingen)
        consensus = luck.random() < 0.2
        stemmen = {
            name: luck.choice(["voor", "voor", "tegen", "onthouding"]) for name in some_of(luck, geledingen)
        }
        rules = {
            "quorum_strikt": luck.random() < 0.5,
            "drempel_strikt": luck.random() < 0.5,
            "onthouding_telt": luck.random() < 0.5,
            "quorum_basis": luck.choice(["alle", "bevoegde"]),
        }
        for name in ("quorum", "drempel"):
            below = luck.randint(1, 10)
            rules[name] = (luck.randint(1, below), below)
        # More than everything is never enough: counting on fingers would not end.
        for name in ("quorum", "drempel"):
            if rules[name][0] == rules[name][1]:
                rules[f"{name}_strikt"] = False
        case = Case(
            tuple(geledingen),
            tuple(there),
            consensus,
            bevoegd=None if entitled is geledingen else tuple(entitled),
            stemmen=None if consensus else {name: Keuze(word) for name, word in stemmen.items()},
        )
        counted = [word for name, word in stemmen.items() if name in there and name in entitled]
        of_quorum = geledingen if rules["quorum_basis"] == "alle" else entitled
        expected = by_counting(
            rules,
            len(geledingen),
            len([name for name in there if name in of_quorum]),
            len(of_quorum),
            consensus,
            counted.count("voor"),
            counted.count("tegen"),
            counted.count("onthouding"),
        )
        outcome = decide(regels_of(rules), case)
        assert numbers(outcome) == expected, (case, rules)
        if not consensus:
            refused = sorted(name for name in stemmen if name not in there or name not in entitled)
            assert [one.geleding for one in outcome.geweigerd] == refused
        kinds.add(outcome.uitkomst)
    assert len(kinds) == 4, "Every outcome comes by."
