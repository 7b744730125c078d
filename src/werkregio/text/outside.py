# SPDX-License-Identifier: EUPL-1.2
"""Whether a text is in a language that we do not read: then nobody should act as if it were Dutch."""

from collections.abc import Collection, Mapping

# Letters of Persian, Dari, Pashto, Urdu and Kurdish that Arabic does not write.
_NOT_ARABIC = frozenset("پچژگکیړښځټډڼېۍەێۆڵڕہےڑ")
# Languages that the detector tells apart and readers of the fifteen hardly do, and made-up ones that it guesses
# for a few words.
_NEAR = frozenset(
    [
        "af",
        "fy",
        "li",
        "nds",
        "vls",
        "zea",
        "lb",
        "ksh",
        "bar",
        "als",
        "gsw",
        "frr",
        "pfl",
        "sco",
        "ang",
        "ca",
        "an",
        "ast",
        "ext",
        "gl",
        "oc",
        "lmo",
        "pms",
        "scn",
        "vec",
        "nap",
        "sc",
        "co",
        "rm",
        "eml",
        "wa",
        "fur",
        "mwl",
        "csb",
        "szl",
        "pdc",
        "stq",
        "mk",
        "be",
        "rue",
        "mo",
        "eo",
        "ia",
        "ie",
        "io",
        "la",
        "vo",
        "jbo",
        "war",
        "ilo",
        "min",
        "nah",
        "ceb",
        "pam",
        "bcl",
    ]
)
# The detector knows these from few texts; their own short words tell more.
_OWN_WORDS: Mapping[str, frozenset[str]] = {
    "so": frozenset(
        [
            "waxaan",
            "baahanahay",
            "baahnahay",
            "shaqo",
            "shaqada",
            "iyo",
            "waan",
            "waxa",
            "waa",
            "aniga",
            "caawimaad",
            "caawimo",
            "rabaa",
            "doonayaa",
            "haystaa",
            "mahaysto",
            "dhibaato",
            "luqadda",
            "luuqadda",
            "barto",
            "ku",
            "lacag",
            "guri",
            "sidee",
            "xaggee",
        ]
    ),
    "ku": frozenset(
        [
            "ez",
            "dixwazim",
            "kar",
            "karê",
            "karekî",
            "bixebitim",
            "digerim",
            "alîkarî",
            "alikari",
            "hewce",
            "heye",
            "nîne",
            "ji",
            "bo",
            "zimanê",
            "û",
        ]
    ),
    "sw": frozenset(
        [
            "ninahitaji",
            "kazi",
            "msaada",
            "natafuta",
            "nataka",
            "lugha",
            "kwa",
            "ya",
            "sina",
            "nina",
            "na",
            "wapi",
            "pesa",
        ]
    ),
}
_LEAST_LETTERS = 10
_SURE = 0.6


def is_outside(
    text: str,
    spoken: Collection[str],
    *,
    detected: Mapping[str, float],
    languages: Collection[str],
    own_words: int,
) -> bool:
    """Whether this plain text is in none of our languages.

    `spoken` are its words; `detected` the shares of the detector, empty without one; `own_words` how many of
    its words are function words of the best of our languages.
    """
    letters = [char for char in text if char.isalpha()]
    if not letters:
        return False
    if sum(_known_script(char) for char in letters) * 2 < len(letters):
        return True
    top, share = max(detected.items(), key=lambda item: item[1], default=("", 0.0))
    if sum("\u0600" <= char <= "\u06ff" for char in letters) * 2 > len(letters):
        strange = sum(char in _NOT_ARABIC for char in letters)
        return strange > 0 and (not detected or detected.get("ar", 0.0) < 0.5)
    for words in _OWN_WORDS.values():
        if sum(word in words for word in spoken) >= max(2, own_words + 1):
            return True
    if own_words >= 2 or len(letters) < _LEAST_LETTERS:
        return False
    return share >= _SURE and top not in languages and top not in _NEAR


def _known_script(char: str) -> bool:
    """Latin, Cyrillic or Arabic letters."""
    return (
        char < "\u0250"
        or "\u0400" <= char <= "\u052f"
        or "\u0600" <= char <= "\u06ff"
        or "\u0750" <= char <= "\u077f"
        or "\u1e00" <= char <= "\u1eff"
        or "\ufb50" <= char <= "\ufefc"
    )
