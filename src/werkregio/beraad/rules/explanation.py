# SPDX-License-Identifier: EUPL-1.2
"""An outcome in plain words with its arithmetic and what each rule rests on, in Dutch and in English.

The words stand here and not in the translation files: the explanation is kept with the decision, and
whoever checks the register years later must get the same sentence from the same numbers.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from ..terms import Quorumbasis, Uitkomst, Waarschuwing, Weigergrond
from .decision import Convenantregels, Outcome

_REPORT = Convenantregels()
# Rules on which the report says nothing: its reading here is a setting, and is called one (gap A1).
_SILENT = {"onthouding_telt"}
_NO_ARTICLES: Mapping[str, str] = MappingProxyType({})

_WORDS: dict[str, dict[str, str]] = {
    "nl": {
        "report": "adviesrapport 5.5",
        "silent": "het adviesrapport zwijgt hierover: instelling",
        "convenant": "convenant van de regio",
        "at_least": "ten minste {share}",
        "more_than": "meer dan {share}",
        "present": "{present} van de {base} {geledingen} vertegenwoordigd, nodig {needed}",
        "geleding": "geleding",
        "geledingen": "geledingen",
        "entitled_one": "bevoegde geleding",
        "entitled_many": "bevoegde geledingen",
        "vote": "stem",
        "votes": "stemmen",
        "no_quorum": "{present}: geen besluit, want het quorum is niet gehaald.",
        "consensus": "{present}; consensus: aangenomen.",
        "counted": "{present}; {cast} {votes}, {favour} voor, nodig {needed}: {result}.",
        "adopted": "aangenomen",
        "not_adopted": "niet aangenomen",
        "quorum": "Quorum: {share} van alle geledingen van het Beraad, aanwezig of vertegenwoordigd ({source}).",
        "quorum_entitled": "Quorum: {share} van de bevoegde geledingen, aanwezig of vertegenwoordigd ({source}).",
        "majority": "Meerderheid: {share} van de uitgebrachte stemmen, één stem per geleding ({source}).",
        "abstention_in": "Onthoudingen: {number}; zij tellen als uitgebrachte stem ({source}).",
        "abstention_out": "Onthoudingen: {number}; zij tellen niet als uitgebrachte stem ({source}).",
        "first": "Consensus gaat voor stemmen ({source}).",
        "refused": "Niet meegeteld: {names}.",
        "outside": "{name} (het onderwerp valt buiten het werkgebied, {source})",
        "absent": "{name} (niet aanwezig of vertegenwoordigd, {source})",
        "warning": "Let op: {text}.",
    },
    "en": {
        "report": "advice report 5.5",
        "silent": "the advice report is silent on this: a setting",
        "convenant": "convenant of the region",
        "at_least": "at least {share}",
        "more_than": "more than {share}",
        "present": "{present} of {base} {geledingen} represented, {needed} needed",
        "geleding": "geleding",
        "geledingen": "geledingen",
        "entitled_one": "entitled geleding",
        "entitled_many": "entitled geledingen",
        "vote": "vote",
        "votes": "votes",
        "no_quorum": "{present}: no decision, because there is no quorum.",
        "consensus": "{present}; consensus: adopted.",
        "counted": "{present}; {cast} {votes}, {favour} in favour, {needed} needed: {result}.",
        "adopted": "adopted",
        "not_adopted": "not adopted",
        "quorum": "Quorum: {share} of all geledingen of the Beraad, present or represented ({source}).",
        "quorum_entitled": "Quorum: {share} of the entitled geledingen, present or represented ({source}).",
        "majority": "Majority: {share} of the votes cast, one vote for each geleding ({source}).",
        "abstention_in": "Abstentions: {number}; they count as votes cast ({source}).",
        "abstention_out": "Abstentions: {number}; they do not count as votes cast ({source}).",
        "first": "Consensus comes before a vote ({source}).",
        "refused": "Not counted: {names}.",
        "outside": "{name} (the subject lies outside the work area, {source})",
        "absent": "{name} (neither present nor represented, {source})",
        "warning": "Note: {text}.",
    },
}
_WARNINGS = {
    "nl": {
        Waarschuwing.GEDRAGEN_DOOR_EEN_GELEDING: "één geleding draagt deze uitkomst",
        Waarschuwing.NIEMAND_UIT_WERKGEBIED: "geen enkele bevoegde geleding is aanwezig of vertegenwoordigd",
        Waarschuwing.ONTHOUDINGEN: "er zijn onthoudingen",
        Waarschuwing.NIET_GESTEMD: "niet elke bevoegde geleding die er is heeft gestemd",
        Waarschuwing.GEEN_STEM_UITGEBRACHT: "er is geen stem uitgebracht",
        Waarschuwing.STEMMEN_ZONDER_QUORUM: "er is gestemd zonder quorum; die stemmen tellen niet",
        Waarschuwing.ONHAALBARE_REGEL: "een regel vraagt meer dan alles en is nooit te halen",
    },
    "en": {
        Waarschuwing.GEDRAGEN_DOOR_EEN_GELEDING: "one geleding carries this outcome",
        Waarschuwing.NIEMAND_UIT_WERKGEBIED: "no entitled geleding is present or represented",
        Waarschuwing.ONTHOUDINGEN: "there are abstentions",
        Waarschuwing.NIET_GESTEMD: "not every entitled geleding that is there voted",
        Waarschuwing.GEEN_STEM_UITGEBRACHT: "no vote was cast",
        Waarschuwing.STEMMEN_ZONDER_QUORUM: "votes were given without a quorum; they do not count",
        Waarschuwing.ONHAALBARE_REGEL: "a rule asks for more than everything and can never be reached",
    },
}
LANGUAGES = tuple(_WORDS)


def explain(
    regels: Convenantregels,
    outcome: Outcome,
    *,
    language: str = "nl",
    articles: Mapping[str, str] = _NO_ARTICLES,
) -> str:
    """The outcome in sentences: arithmetic first, then the rules, what did not count, and warnings.

    `articles` names the article of the convenant for a rule (`quorum`, `drempel`, `onthouding_telt`,
    `consensus`, `werkgebied`). Without one the advice report is named where the rule is that of the
    report, and the convenant of the region where it differs.
    """
    words = _WORDS[language]
    parts = [_arithmetic(words, regels, outcome), _quorum_rule(words, regels, articles)]
    if outcome.uitkomst is Uitkomst.AANGENOMEN_CONSENSUS:
        parts.append(words["first"].format(source=_source(words, regels, "consensus", articles)))
    if outcome.stemming is not None:
        share = _share(words, regels.drempel, strict=regels.drempel_strikt)
        source = _source(words, regels, "drempel", articles)
        parts.append(words["majority"].format(share=share, source=source))
        if outcome.stemming.onthouding:
            key = "abstention_in" if regels.onthouding_telt else "abstention_out"
            source = _source(words, regels, "onthouding_telt", articles)
            parts.append(words[key].format(number=outcome.stemming.onthouding, source=source))
    if outcome.geweigerd:
        parts.append(_not_counted(words, regels, outcome, articles))
    parts += [words["warning"].format(text=_WARNINGS[language][code]) for code in outcome.waarschuwingen]
    return " ".join(parts)


def _arithmetic(words: Mapping[str, str], regels: Convenantregels, outcome: Outcome) -> str:
    quorum, telling = outcome.quorum, outcome.stemming
    one, many = "geleding", "geledingen"
    if regels.quorum_basis is Quorumbasis.BEVOEGDE:
        one, many = "entitled_one", "entitled_many"
    present = words["present"].format(
        present=quorum.aanwezig,
        base=quorum.van,
        geledingen=words[one if quorum.van == 1 else many],
        needed=quorum.nodig,
    )
    if telling is None:
        key = "consensus" if outcome.uitkomst is Uitkomst.AANGENOMEN_CONSENSUS else "no_quorum"
        return words[key].format(present=present)
    return words["counted"].format(
        present=present,
        cast=telling.uitgebracht,
        votes=words["vote" if telling.uitgebracht == 1 else "votes"],
        favour=telling.voor,
        needed=telling.nodig,
        result=words["adopted" if telling.reached else "not_adopted"],
    )


def _quorum_rule(words: Mapping[str, str], regels: Convenantregels, articles: Mapping[str, str]) -> str:
    key = "quorum" if regels.quorum_basis is Quorumbasis.ALLE else "quorum_entitled"
    share = _share(words, regels.quorum, strict=regels.quorum_strikt)
    return words[key].format(share=share, source=_source(words, regels, "quorum", articles))


def _not_counted(
    words: Mapping[str, str], regels: Convenantregels, outcome: Outcome, articles: Mapping[str, str]
) -> str:
    names = []
    for one in outcome.geweigerd:
        outside = one.reden is Weigergrond.BUITEN_WERKGEBIED
        source = _source(words, regels, "werkgebied" if outside else "stemrecht", articles)
        names.append(words["outside" if outside else "absent"].format(name=one.geleding, source=source))
    return words["refused"].format(names=", ".join(names))


def _share(words: Mapping[str, str], share: Fraction, *, strict: bool) -> str:
    text = f"{share.numerator}/{share.denominator}"
    return words["more_than" if strict else "at_least"].format(share=text)


_FIELDS = {
    "quorum": ("quorum", "quorum_strikt", "quorum_basis"),
    "drempel": ("drempel", "drempel_strikt"),
    "onthouding_telt": ("onthouding_telt",),
}


def _source(words: Mapping[str, str], regels: Convenantregels, rule: str, articles: Mapping[str, str]) -> str:
    """What a rule rests on: its article, the report, a setting where that is silent, or the convenant."""
    if rule in articles:
        return articles[rule]
    if any(getattr(regels, name) != getattr(_REPORT, name) for name in _FIELDS.get(rule, ())):
        return words["convenant"]
    return words["silent" if rule in _SILENT else "report"]
