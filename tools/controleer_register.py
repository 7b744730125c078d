# SPDX-License-Identifier: EUPL-1.2
"""Controleert een uitgevoerd register van een Regionaal Beraad, zonder Werkregio en zonder netwerk.

Gebruik:  python3 controleer_register.py register.json [--kop GREMIUM:REGEL:HASH]...

Wat wordt nagegaan:
- elke regel telt door en sluit aan op de regel ervoor (SHA-256 over de vorige hash en de inhoud);
- het hoofd van de keten is de laatste regel;
- de uitkomst van elke ronde volgt uit de stemmen, de aanwezigheid en de regels van het convenant;
- elk besluit rust op een eerdere ronde die het heeft aangenomen, met dezelfde tekst;
- een kop die eerder is gepubliceerd (in het verslag van een vergadering) staat er nog: zo valt ook een
  afgekapt einde op.

Uitgang: 0 alles klopt, 1 er is iets mis (de eerste breuk staat bovenaan), 2 het bestand is niet te lezen.
Alleen de standaardbibliotheek van Python 3.9 of nieuwer is nodig.
"""

import argparse
import hashlib
import json
import re
import sys
from fractions import Fraction
from pathlib import Path

FORMAT = "werkregio-register/1"
GENESIS = "0" * 64
ADOPTED = ("aangenomen_consensus", "aangenomen_stemming")
FIELDS = ("sequence", "kind", "reference", "payload", "at")
HEAD = re.compile(r"([a-z0-9_-]+):(\d+):([0-9a-f]{64})")


def hash_of(previous, line):
    """The hash of a line: over the hash before it and its fields as canonical JSON."""
    fields = {name: line[name] for name in FIELDS}
    text = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()


def needed(share, base, strict):
    """The smallest whole number that reaches a share of `base` (with `strict`: passes it), never below one."""
    whole, rest = divmod(share.numerator * base, share.denominator)
    return max(1, whole + 1 if strict or rest else whole)


def outcome_of(case):
    """Quorum, count and outcome of one round, as the rules of its convenant say."""
    rules = case["convenant"]
    entitled = set(case["geledingen"] if case["bevoegd"] == "alle" else case["bevoegd"])
    present = set(case["vertegenwoordigd"])
    base = entitled if rules["quorum_basis"] == "bevoegde" else set(case["geledingen"])
    quorum = {
        "nodig": needed(Fraction(rules["quorum"]), len(base), rules["quorum_strikt"]),
        "aanwezig": len(present & base),
    }
    quorum["gehaald"] = quorum["aanwezig"] >= quorum["nodig"]
    votes = case.get("stemmen") or {}
    counted = [choice for name, choice in votes.items() if name in entitled and name in present]
    refused = sorted(name for name in votes if name not in entitled or name not in present)
    if not quorum["gehaald"]:
        return "geen_besluit_quorum", quorum, None, refused
    if case["consensus"]:
        return "aangenomen_consensus", quorum, None, refused
    favour, against, abstain = (counted.count(one) for one in ("voor", "tegen", "onthouding"))
    cast = favour + against + (abstain if rules["onthouding_telt"] else 0)
    need = needed(Fraction(rules["drempel"]), cast, rules["drempel_strikt"])
    telling = {
        "uitgebracht": cast, "voor": favour, "tegen": against, "onthouding": abstain, "nodig": need,
    }  # fmt: skip
    return ("aangenomen_stemming" if favour >= need else "niet_aangenomen"), quorum, telling, refused


def check_chain(register):
    """Gaps, broken links, altered lines, and the head."""
    expected, last = 1, GENESIS
    for line in register["regels"]:
        number = line["sequence"]
        if number != expected:
            yield number, f"regel {expected} ontbreekt of staat op een andere plaats"
            expected = number
        if line["previous_hash"] != last:
            yield number, "volgt niet op de regel ervoor: verwijderd, ingevoegd of verwisseld"
        if line["hash"] != hash_of(line["previous_hash"], line):
            yield number, "is gewijzigd"
        last = line["hash"]
        expected += 1
    head = register["hoofd"]
    if (head["regel"], head["hash"]) != (expected - 1, last):
        yield expected - 1, "het hoofd van de keten zegt iets anders: afgekapt aan het eind"


def check_round(payload):
    """What is wrong with a round, or nothing."""
    if not payload["uitkomst"]:
        return None
    case, told = payload["bevroren"]["zaak"], payload["berekening"]
    outcome, quorum, telling, refused = outcome_of(case)
    if {one["geleding"]: one["keuze"] for one in payload["stemmen"]} != (case.get("stemmen") or {}):
        return "de stemmen zijn niet die waarmee is gerekend"
    last = {one["geleding"]: one["keuze"] for one in payload["briefjes"]}
    if any(last.get(one["geleding"]) != one["keuze"] for one in payload["stemmen"]):
        return "een stem is niet het laatste stembriefje van haar geleding"
    reckoned = (outcome, outcome, quorum, telling, refused)
    names = sorted(one["geleding"] for one in told["geweigerd"])
    if reckoned != (payload["uitkomst"], told["uitkomst"], told["quorum"], told["stemming"], names):
        return "de uitkomst volgt niet uit de stemmen en de regels"
    return None


def check_sums(register):
    """Every round reckoned again, every decision beside its round."""
    rounds = {}
    for line in register["regels"]:
        payload = line["payload"]
        problem = None
        try:
            if line["kind"] == "ronde":
                rounds[line["reference"]] = payload
                problem = check_round(payload)
            elif line["kind"] == "besluit":
                before = rounds.get(payload["ronde"])
                if before is None:
                    problem = "de ronde van dit besluit staat niet eerder in het register"
                elif payload["uitkomst"] != before["uitkomst"] or payload["uitkomst"] not in ADOPTED:
                    problem = "de ronde van dit besluit heeft het niet aangenomen"
                elif payload["tekst"] != before["bevroren"]["tekst"]:
                    problem = "de tekst is niet die waarover is besloten"
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            problem = "is niet volledig"
        if problem:
            yield line["sequence"], problem


def check_heads(register, heads):
    """Heads that were published before: each must still stand where it stood."""
    lines = {line["sequence"]: line["hash"] for line in register["regels"]}
    for code, number, known in heads:
        if code != register["gremium"]:
            yield number, f"de kop is van {code}, dit register van {register['gremium']}"
        elif number not in lines:
            yield number, "de gepubliceerde regel is weg: afgekapt of verwijderd"
        elif lines[number] != known:
            yield number, "verschilt van wat is gepubliceerd"


def check(register, heads=()):
    """All findings as (line, what is wrong), the first broken line first."""
    found = [*check_chain(register), *check_sums(register), *check_heads(register, heads)]
    return sorted(set(found))


def read(path):
    """The register in a file; ValueError when it is something else."""
    with Path(path).open(encoding="utf-8-sig") as file:
        register = json.load(file)
    if not isinstance(register, dict) or register.get("formaat") != FORMAT:
        raise ValueError(f"dit is geen bestand van het soort {FORMAT}")
    for line in register["regels"]:
        if not isinstance(line["sequence"], int) or not {*FIELDS, "previous_hash", "hash"} <= set(line):
            raise ValueError("een regel is niet volledig")
    register["hoofd"]["regel"], register["hoofd"]["hash"], register["gremium"]
    return register


def main(arguments=None):
    """Read, check, tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bestand")
    parser.add_argument("--kop", action="append", default=[], metavar="GREMIUM:REGEL:HASH")
    given = parser.parse_args(arguments)
    heads = []
    for text in given.kop:
        match = HEAD.fullmatch(text)
        if match is None:
            print(f"De kop {text!r} is niet te lezen: schrijf GREMIUM:REGEL:HASH.", file=sys.stderr)
            return 2
        heads.append((match[1], int(match[2]), match[3]))
    try:
        register = read(given.bestand)
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"{given.bestand} is niet te lezen: {error}", file=sys.stderr)
        return 2
    found = check(register, heads)
    for number, problem in found:
        print(f"regel {number}: {problem}")
    if found:
        return 1
    head = register["hoofd"]
    print(f"{len(register['regels'])} regels gecontroleerd, niets gevonden.")
    print(f"Kop: {register['gremium']}:{head['regel']}:{head['hash']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
