# SPDX-License-Identifier: EUPL-1.2
"""Refusals of a case that cannot be: the field, the reason, and the sentence in two languages."""

from enum import StrEnum


class Reason(StrEnum):
    """Why a field of a case is refused (ruling B3)."""

    UNREADABLE = "unreadable"
    TOO_LARGE = "too_large"
    NOT_UTF8 = "not_utf8"
    NOT_JSON = "not_json"
    TOO_DEEP = "too_deep"
    NOT_AN_OBJECT = "not_an_object"
    NOT_A_LIST = "not_a_list"
    TWICE = "twice"
    UNKNOWN_KEY = "unknown_key"
    MISSING = "missing"
    NOT_A_BOOLEAN = "not_a_boolean"
    NOT_A_FRACTION = "not_a_fraction"
    NOT_A_BASIS = "not_a_basis"
    NOT_A_NAME = "not_a_name"
    NOT_ALL_OR_LIST = "not_all_or_list"
    NO_GELEDINGEN = "no_geledingen"
    DOUBLE_GELEDING = "double_geleding"
    UNKNOWN_GELEDING = "unknown_geleding"
    NOT_A_CHOICE = "not_a_choice"
    VOTES_WITH_CONSENSUS = "votes_with_consensus"


_SENTENCES = {
    "nl": {
        Reason.UNREADABLE: "het bestand kan niet gelezen worden.",
        Reason.TOO_LARGE: "het bestand is groter dan {value}.",
        Reason.NOT_UTF8: "het bestand is geen UTF-8.",
        Reason.NOT_JSON: "het bestand is geen geldige JSON ({value}).",
        Reason.TOO_DEEP: "het bestand heeft te veel lagen in elkaar.",
        Reason.NOT_AN_OBJECT: "hier hoort een object tussen accolades.",
        Reason.NOT_A_LIST: "hier hoort een lijst tussen rechte haken.",
        Reason.TWICE: "dit veld staat er twee keer.",
        Reason.UNKNOWN_KEY: "dit veld bestaat niet.",
        Reason.MISSING: "dit veld ontbreekt.",
        Reason.NOT_A_BOOLEAN: "{value} is niet true of false.",
        Reason.NOT_A_FRACTION: '{value} is geen breuk "a/b" met 0 < a <= b.',
        Reason.NOT_A_BASIS: '{value} is niet "alle" of "bevoegde".',
        Reason.NOT_A_NAME: "{value} is geen naam van een geleding.",
        Reason.NOT_ALL_OR_LIST: '{value} is niet "alle" en ook geen lijst van geledingen.',
        Reason.NO_GELEDINGEN: "er is geen enkele geleding.",
        Reason.DOUBLE_GELEDING: "{value} staat er twee keer.",
        Reason.UNKNOWN_GELEDING: "{value} is geen geleding van dit beraad.",
        Reason.NOT_A_CHOICE: "{value} is geen keuze; kies voor, tegen of onthouding.",
        Reason.VOTES_WITH_CONSENSUS: "bij consensus wordt niet gestemd.",
    },
    "en": {
        Reason.UNREADABLE: "the file cannot be read.",
        Reason.TOO_LARGE: "the file is larger than {value}.",
        Reason.NOT_UTF8: "the file is not UTF-8.",
        Reason.NOT_JSON: "the file is not valid JSON ({value}).",
        Reason.TOO_DEEP: "the file has too many layers inside one another.",
        Reason.NOT_AN_OBJECT: "an object between braces belongs here.",
        Reason.NOT_A_LIST: "a list between square brackets belongs here.",
        Reason.TWICE: "this field stands there twice.",
        Reason.UNKNOWN_KEY: "this field does not exist.",
        Reason.MISSING: "this field is missing.",
        Reason.NOT_A_BOOLEAN: "{value} is not true or false.",
        Reason.NOT_A_FRACTION: '{value} is not a fraction "a/b" with 0 < a <= b.',
        Reason.NOT_A_BASIS: '{value} is not "alle" or "bevoegde".',
        Reason.NOT_A_NAME: "{value} is not a name of a geleding.",
        Reason.NOT_ALL_OR_LIST: '{value} is not "alle", nor a list of geledingen.',
        Reason.NO_GELEDINGEN: "there is no geleding at all.",
        Reason.DOUBLE_GELEDING: "{value} stands there twice.",
        Reason.UNKNOWN_GELEDING: "{value} is not a geleding of this beraad.",
        Reason.NOT_A_CHOICE: "{value} is not a choice; choose voor, tegen or onthouding.",
        Reason.VOTES_WITH_CONSENSUS: "with consensus there is no vote.",
    },
}
_FIELD = {"nl": "Veld", "en": "Field"}
_FILE = {"nl": "Bestand", "en": "File"}
# Enough to recognise what was typed, too little to fill a screen.
_SHOWN = 60


class ImpossibleCaseError(Exception):
    """A case that cannot be. `field` is its path, such as `[2].stemmen.uwv`; empty for the whole file."""

    def __init__(self, field: str, reason: Reason, value: str = "") -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason
        self.value = value

    def inside(self, path: str) -> "ImpossibleCaseError":
        """The same refusal, seen from a list: `[2]` comes before the field."""
        joint = "." if path and self.field and not self.field.startswith("[") else ""
        return ImpossibleCaseError(f"{path}{joint}{self.field}", self.reason, self.value)

    def sentence(self, language: str = "nl") -> str:
        """What is wrong and where, for the person who made the file."""
        where = f"{_FIELD[language]} {self.field}" if self.field else _FILE[language]
        return f"{where}: {_SENTENCES[language][self.reason].format(value=self.value)}"


def shown(value: object) -> str:
    """A refused value, short and without characters that do something to a terminal."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple | dict):
        # What stands inside may be endless.
        return "{...}" if isinstance(value, dict) else "[...]"
    text = "null" if value is None else repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."


def below(path: str, key: str) -> str:
    """The path of a key inside a field, safe to print whatever the key is."""
    name = key if key.isprintable() and len(key) <= _SHOWN else shown(key)
    return f"{path}.{name}" if path else name
