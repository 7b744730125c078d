# SPDX-License-Identifier: EUPL-1.2
"""From a question in plain words to needs, with the words that led there, and the help that fits."""

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray

from werkregio.text.calibration import softmax
from werkregio.text.encoder import Encoder, VectorCache, Vectors
from werkregio.text.language import LANGUAGES, Detected, detect
from werkregio.text.normal import as_typed, fold, plain_words
from werkregio.werkcentrum.rules import answer as reasons
from werkregio.werkcentrum.rules.answer import Answer, Found
from werkregio.werkcentrum.rules.asker import asker_points
from werkregio.werkcentrum.rules.danger_net import DangerReader, DangerReading
from werkregio.werkcentrum.rules.helps import Help, HelpIndex
from werkregio.werkcentrum.rules.lexicon import Lexicon, Reading
from werkregio.werkcentrum.rules.meaning import MeaningReader, focus
from werkregio.werkcentrum.rules.safety import Danger, SafetyRules
from werkregio.werkcentrum.rules.weights import Mix, Model, load_model
from werkregio.werkcentrum.rules.wordbook import ACUTE, GUIDE, LanguageWords, Wordbook

# Longer questions are cut for scoring; the page says so.
LONGEST = 2_000
# Three needs and the runner-up.
_SHOWN = 4
_MOST_WORDS = 5
# From this share on, a language is among those whose phrases of danger are tried.
_POSSIBLE = 0.01
# What an answer to a follow-up question weighs: more than most differences between two likely needs.
_PREFERENCE = 2.5
Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Alarm:
    """What words alone say about danger: what was read, how much the crisis need leads, and the points."""

    reading: DangerReading
    crisis: float
    points: float


class _Readings(TypedDict):
    reading: Reading
    dutch: Reading | None


@dataclass(frozen=True, slots=True)
class Signals:
    """What each way of reading says about every need, before it is weighed."""

    reading: Reading
    dutch: Reading | None
    prior: Points
    vector: Vectors | None
    empty: bool
    alarm: Alarm | None = None


class Router:
    """Answers questions on one wordbook and one directory. Built once; safe to use from several threads.

    `cache` is a folder for the vectors of texts that do not change; without it they are kept in memory.
    Names of places, handed in as `places`, say nothing about the language of a question nor about the need.
    """

    def __init__(
        self,
        wordbook: Wordbook,
        helps: Iterable[Help] = (),
        encoder: Encoder | None = None,
        cache: Path | None = None,
        *,
        model: Model | None = None,
        places: Iterable[str] = (),
    ) -> None:
        self.wordbook = wordbook
        self.codes = wordbook.codes
        self._number = {code: place for place, code in enumerate(self.codes)}
        self._model = model if model is not None else load_model()
        vectors = VectorCache(encoder, cache) if encoder is not None else None
        self._meaning = MeaningReader(wordbook, self._model, vectors) if vectors is not None else None
        self._helps = HelpIndex(helps, self.codes, vectors)
        self._safety = SafetyRules(wordbook)
        net = self._model.danger
        self._net = DangerReader(net, wordbook.languages) if net is not None else None
        self._place_names = tuple(places)
        self._function_words = {
            language: frozenset(fold(word) for word in words.function_words)
            for language, words in wordbook.languages.items()
        }
        # The small words of a name, as in Horst aan de Maas, do tell the language.
        small = frozenset().union(*self._function_words.values())
        self._places = frozenset(word for place in self._place_names for word in plain_words(place)) - small
        self._lexicons: dict[str, Lexicon] = {}
        self._building = threading.Lock()

    def lexicon(self, language: str) -> Lexicon:
        """The lexical index of a language, built at its first question."""
        found = self._lexicons.get(language)
        if found is None:
            with self._building:
                if language not in self._lexicons:
                    words = self.wordbook.languages.get(language, LanguageWords(language))
                    labels = {code: self.wordbook.label(code, language) for code in self.codes}
                    self._lexicons[language] = Lexicon(words, self.codes, labels, self._place_names)
                found = self._lexicons[language]
        return found

    def answer(
        self,
        question: str,
        *,
        page_language: str = "nl",
        language: str | None = None,
        asker: str | None = None,
        municipality: str | None = None,
        preferences: Mapping[str, float] | None = None,
    ) -> Answer:
        """The needs and the help for one question.

        `language` is what the person chose, and then nothing is guessed. `preferences` are the answers to
        follow-up questions: above 0 for a need that fits better, below for one that fits less (`follow_up`).
        """
        cut = len(question) > LONGEST
        text = question[:LONGEST]
        spoken = self._language(text, page_language, language)
        # What was guessed for a Dutch page is what danger asks for: once is enough.
        likely = spoken.ranked if language is None and page_language == "nl" else None
        danger = self.danger(text, spoken, likely)
        signals = self._read(text, spoken.language, asker, danger)
        mix = self._mix(signals)
        shares = self._shares(self._points(signals, preferences or {}), signals.empty)
        seen, danger = self._judge(signals, danger)
        order = self._order(shares, seen)
        confidence = mix.calibration(float(shares[order[0]]))
        needs = self._found(order, shares, signals, danger, seen, as_typed(text))
        helps = self._helps.best(
            text, spoken.language, shares, asker=asker, municipality=municipality, vector=signals.vector
        )
        unsure = needs[0].code == GUIDE or (not seen and confidence < mix.limit)
        return Answer(
            language=spoken.language,
            language_sure=spoken.sure,
            needs=needs,
            helps=helps,
            danger=seen,
            danger_kinds=danger.kinds,
            guide=unsure,
            cut=cut,
            outside=spoken.outside,
        )

    def danger(
        self, text: str, spoken: Detected | None = None, likely: Sequence[tuple[str, float]] | None = None
    ) -> Danger:
        """Danger by rule alone: no vector, no weight, so that it works whatever else fails.

        Languages that the question cannot be in are left out: the same letters may be an ordinary word there.
        """
        text = text[:LONGEST]
        if likely is None:
            likely = self._language(text, "nl", None).ranked
        languages = [spoken.language] if spoken is not None else []
        languages += [language for language, share in likely if share >= _POSSIBLE]
        return self._safety.find(text, tuple(dict.fromkeys([*languages, "nl"])))

    def _judge(self, signals: Signals, danger: Danger) -> tuple[bool, Danger]:
        """Whether this is danger, and what of the rules stands, after the second net (see `danger_net`)."""
        if self._net is None or signals.alarm is None:
            return bool(danger), danger
        mix, points = self._model.without_encoder, signals.alarm.points
        if signals.vector is not None and self._meaning is not None and self._meaning.learned:
            mix = self._model.with_encoder
            points = self._net.by_meaning(signals.alarm.reading, signals.vector)
            points += mix.crisis * signals.alarm.crisis
        if danger and points <= mix.veto:
            # A way of speaking, or long past.
            danger = Danger()
        return bool(danger) or points >= mix.danger, danger

    def _alarm(self, text: str, signals: Signals) -> Alarm | None:
        """What words alone say about danger; nothing where there is nothing to read."""
        if self._net is None or signals.empty:
            return None
        language = signals.reading.language
        if self.lexicon(language).names_a_place(text):
            # The net learned on whole questions, so it weighs whole questions.
            signals = replace(signals, **self._readings(text, language, every_word=True))
        reading, crisis = self._net.read(text, language), self.crisis(signals)
        points = self._net.by_words(reading) + self._model.without_encoder.crisis * crisis
        return Alarm(reading, crisis, points)

    def crisis(self, signals: Signals) -> float:
        """How strongly the words alone lead to the crisis need rather than to another, as log-odds."""
        points = self._points(replace(signals, vector=None), {})
        share = float(np.clip(softmax(points)[self._number[ACUTE]], 1e-4, 1 - 1e-4))
        return float(np.log(share / (1 - share)))

    def _language(self, text: str, page_language: str, chosen: str | None) -> Detected:
        if chosen is not None:
            if chosen not in LANGUAGES:
                raise ValueError(f"unknown language: {chosen}")
            return Detected(chosen, 1.0, True, ((chosen, 1.0),))
        return detect(text, self._function_words, page_language=page_language, ignore=self._places)

    def signals(self, text: str, language: str, asker: str | None = None) -> Signals:
        """All that words say about a question before it is weighed; the weights are learned on these."""
        return Signals(
            **self._readings(text, language),
            prior=asker_points(self.wordbook.needs, asker),
            vector=None,
            empty=not any(char.isalpha() for char in text),
        )

    def _readings(self, text: str, language: str, *, every_word: bool = False) -> _Readings:
        dutch = self.lexicon("nl").read(text, every_word=every_word) if language != "nl" else None
        return {"reading": self.lexicon(language).read(text, every_word=every_word), "dutch": dutch}

    def _read(self, text: str, language: str, asker: str | None, danger: Danger) -> Signals:
        """The signals of a question. The encoder is asked only where the words alone leave a doubt."""
        signals = self.signals(text, language, asker)
        signals = replace(signals, alarm=self._alarm(text, signals))
        if self._meaning is None or signals.empty or (not danger and self._settled(signals)):
            return signals
        return replace(signals, vector=self._meaning.vector(focus(text, self.lexicon(language))))

    def _settled(self, signals: Signals) -> bool:
        """Whether the words leave no doubt about the need, and none that this is not danger."""
        mix = self._model.without_encoder
        if signals.alarm is None or signals.alarm.points >= mix.calm:
            return False
        return self.likeliest(signals)[1] >= mix.certain

    def likeliest(self, signals: Signals) -> tuple[str, float]:
        """The need with the largest share, and that share."""
        shares = self._shares(self._points(signals, {}), signals.empty)
        best = int(shares.argmax())
        return self.codes[best], float(shares[best])

    def _mix(self, signals: Signals) -> Mix:
        return self._model.without_encoder if signals.vector is None else self._model.with_encoder

    def _points(self, signals: Signals, preferences: Mapping[str, float]) -> Points:
        mix = self._mix(signals)
        points = mix.lexical * signals.reading.scores.astype(np.float64)
        points += mix.letters * signals.reading.letters
        points += mix.asker * signals.prior
        if signals.dutch is not None:
            points += mix.dutch * signals.dutch.scores
        if self._meaning is not None and signals.vector is not None:
            points += mix.meaning * self._meaning.points(signals.vector)
        for code, amount in preferences.items():
            if code in self._number:
                points[self._number[code]] += _PREFERENCE * float(np.clip(amount, -2.0, 2.0))
        return np.asarray(np.round(points, 3), dtype=np.float64)

    def _shares(self, points: Points, empty: bool) -> Points:
        if empty:
            shares = np.full(len(self.codes), 0.2 / max(len(self.codes) - 1, 1))
            shares[self._number[GUIDE]] = 0.8
            return shares
        return np.round(softmax(points), 4)

    def _order(self, shares: Points, danger: bool) -> list[int]:
        order = [int(place) for place in np.argsort(-shares, kind="stable")]
        acute = self._number[ACUTE]
        order.remove(acute)
        if danger:
            return [acute, *order][:_SHOWN]
        # Without danger the crisis never leads, and it is named only where it is likely.
        if shares[acute] > shares[order[1]]:
            order.insert(1, acute)
        return order[:_SHOWN]

    def _found(
        self,
        order: list[int],
        shares: Points,
        signals: Signals,
        danger: Danger,
        seen: bool,
        typed: Mapping[str, str],
    ) -> tuple[Found, ...]:
        found: list[Found] = []
        highest = 1.0
        for rank, need in enumerate(order):
            first_danger = seen and rank == 0
            score = 1.0 if first_danger else self._mix(signals).calibration(float(shares[need]))
            highest = min(highest, round(score, 3))
            why = danger.words if first_danger and danger else self._why(need, signals)
            reason = self._why_not(need, order[rank - 1], shares, signals) if rank else ""
            if seen and rank == 1:
                reason = reasons.DANGER_FIRST
            words = tuple(" ".join(typed.get(word, word) for word in phrase.split()) for phrase in why)
            found.append(Found(self.codes[need], highest, words, reason))
        return tuple(found)

    def _why(self, need: int, signals: Signals) -> tuple[str, ...]:
        own = self.lexicon(signals.reading.language)
        ranked = own.why(signals.reading, need)
        if signals.dutch is not None:
            dutch = self.lexicon("nl").why(signals.dutch, need)
            # What is weak in the language of the question says nothing because it is also a Dutch word.
            ranked = [*ranked, *(item for item in dutch if not own.is_weak(item[0]))]
        ranked.sort(key=lambda item: (-item[1], item[0]))
        chosen: list[str] = []
        for phrase, _ in ranked:
            # A word that already stands in a chosen pair of words is not named twice.
            if not any(phrase in before.split() or phrase == before for before in chosen):
                chosen.append(phrase)
        return tuple(chosen[:_MOST_WORDS])

    def _why_not(self, need: int, above: int, shares: Points, signals: Signals) -> str:
        if signals.prior[need] < signals.prior[above]:
            return reasons.OTHER_ASKER
        if self.codes[above] == GUIDE:
            return reasons.TOO_UNCLEAR
        if shares[need] >= 0.6 * shares[above]:
            return reasons.CLOSE
        if signals.reading.scores[need] < signals.reading.scores[above]:
            return reasons.FEWER_WORDS
        return reasons.LESS_ALIKE
