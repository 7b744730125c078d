# SPDX-License-Identifier: EUPL-1.2
"""Companies: their number, near-same names, and what a question of an employer needs."""

import re
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz

from werkregio.foundation.disclosure import publish
from werkregio.foundation.identity import passes_eleven_check
from werkregio.text.normal import fold, normalise
from werkregio.werkcentrum.terms_employers import Onderwerp

# Ways to write that a company has a legal form: they say nothing about which company it is.
_LEGAL_FORM = re.compile(
    r"\b(b\s?v|n\s?v|v\s?o\s?f|c\s?v|eenmanszaak|maatschap|stichting|vereniging|cooperatie|holding|beheer|"
    r"groep|group|nederland|netherlands|u\s?a|gmbh|ltd)\b"
)
# From this likeness on (0 to 100) two names may be the same company: a person decides.
ALIKE = 88
# A shorter part of a name says too little to compare by words.
_SHORTEST = 4

# The need of a resident's list that each subject leads to.
NEED_OF: Mapping[str, str] = {
    Onderwerp.VACATURE: "vacature-melden",
    Onderwerp.PERSONEEL: "personeel-ontwikkelen",
    Onderwerp.SCHOLING: "personeel-ontwikkelen",
    Onderwerp.SUBSIDIE: "subsidie-werkgever",
    Onderwerp.BANENAFSPRAAK: "banenafspraak-werkgever",
    Onderwerp.LEERBEDRIJF: "leerbedrijf-bbl",
    Onderwerp.GROEPSONTSLAG: "reorganisatie-werkgever",
    Onderwerp.SROI: "sroi",
}
EMPLOYER_NEEDS = frozenset(NEED_OF.values()) | {"vreemdeling-in-dienst"}
_SUBJECT_OF = {need: subject for subject, need in reversed(list(NEED_OF.items()))}

# Wet melding collectief ontslag, article 3: twenty employees or more within three months in one area of UWV.
REPORT_FROM = 20
# A group count is shown in steps, so that nobody sees by one more that a certain colleague came.
COUNT_STEP = 5


def kvk_digits(text: str) -> str:
    """The digits of a number of the Handelsregister as people type it: with spaces, dots or dashes."""
    return re.sub(r"[\s.\-]", "", text)


def kvk_problem(digits: str) -> str | None:
    """Why this is no number of the Handelsregister: `bsn`, `format`, or None when it can be one."""
    if re.fullmatch(r"[0-9]{8}", digits) and digits != "00000000":
        return None
    if re.fullmatch(r"[0-9]{9}", digits) and passes_eleven_check(digits):
        return "bsn"
    return "format"


def name_key(name: str) -> str:
    """A company name for comparing: small letters, no accents, no legal form, single spaces."""
    plain = re.sub(r"[^\w\s&]", " ", fold(normalise(name).casefold()).replace(".", ""))
    bare = " ".join(_LEGAL_FORM.sub(" ", plain).split())
    # A name that is nothing but its legal form keeps it.
    return (bare or " ".join(plain.split()))[:120]


def likeness(one: str, other: str) -> float:
    """How much two name keys are alike, 0 to 100: spelling, order of words, and a part of the name."""
    if not one or not other:
        return 0.0
    score = float(max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other)))
    if min(len(one), len(other)) >= _SHORTEST:
        words_one, words_other = set(one.split()), set(other.split())
        # "bakkerij jansen" and "bakkerij jansen venray": all words of one stand in the other.
        if len(words_one & words_other) >= 2 and (words_one <= words_other or words_other <= words_one):
            score = max(score, 95.0)
    return score


def needs_of(subjects: Iterable[str]) -> list[str]:
    """The needs that the chosen subjects lead to, each once, in the order of the list of subjects."""
    chosen = set(subjects)
    return list(dict.fromkeys(need for subject, need in NEED_OF.items() if subject in chosen))


def subject_of(need: str) -> str:
    """The subject that a need of the router stands for; empty when it is none of an employer."""
    return str(_SUBJECT_OF.get(need, ""))


def must_perhaps_report(people: int) -> bool:
    """Whether the number alone makes it likely that UWV and unions must be told (UWV decides)."""
    return people >= REPORT_FROM


def shown_count(came: int, *, limit: int) -> int | None:
    """How many workers came, as an employer or partner may see it; None: too few to say.

    Rounded down in steps, so that two looks at the page do not tell on which day somebody came.
    """
    seen = publish(came, limit=limit).value
    if not seen:
        return None
    return max(seen - seen % COUNT_STEP, limit)
