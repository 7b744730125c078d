# SPDX-License-Identifier: EUPL-1.2
"""A language outside the fifteen is not taken for one of them, and one of the fifteen is not turned away."""

import csv
from pathlib import Path

import pytest

from werkregio.text import language
from werkregio.text.language import detect
from werkregio.text.outside import is_outside

WORDS = {"nl": {"ik", "de", "een", "naar", "met"}, "ar": set(), "ru": set(), "fr": {"je", "de", "la"}}
QUESTIONS = Path(__file__).resolve().parents[4] / "bench/questions"

OUTSIDE = {
    "Chinese": "我需要工作和荷兰语课程",
    "Persian": "من به کمک برای پیدا کردن کار نیاز دارم",
    "Tigrinya": "ስራሕ እደሊ ኣለኹ ሓገዝ የድልየኒ",
    "Somali": "Waxaan u baahanahay shaqo iyo caawimaad luqadda Nederlandka",
    "Pashto": "زه کار غواړم",
    "Vietnamese": "Tôi cần tìm việc làm ở đây",
    "Greek": "Χρειάζομαι δουλειά",
    "Kurdish": "ez li kar digerim",
    "Swahili": "Ninahitaji kazi na msaada",
    "Hindi": "मुझे काम चाहिए",
}


@pytest.mark.parametrize("text", OUTSIDE.values(), ids=OUTSIDE)
@pytest.mark.parametrize("page", ["nl", "en"])
def test_a_language_that_we_do_not_read_is_not_called_dutch(text, page):
    found = detect(text, WORDS, page_language=page)
    assert found.outside
    assert not found.sure
    assert found.confidence == 0.0


@pytest.mark.parametrize("name", ["Chinese", "Persian", "Tigrinya", "Somali", "Greek", "Hindi"])
def test_the_script_and_own_words_tell_it_without_a_detector(monkeypatch, name):
    monkeypatch.setattr(language, "_by_detector", lambda text: {})
    assert detect(OUTSIDE[name], WORDS).outside


@pytest.mark.parametrize(
    "text",
    [
        "Ik zoek werk",
        "lasser",
        "Help",
        "UWV WW uitkering",
        "Mien contract löpt aaf en ich zeuk anger werk in Venlo",
        "أبحث عن عمل",
        "Caut de lucru",
        "12345",
        "",
        "🙂🙂",
    ],
)
def test_our_languages_dialect_and_odd_texts_stay_inside(text):
    assert not detect(text, WORDS).outside


def test_no_question_of_the_fifteen_languages_is_turned_away():
    texts = [
        (file.stem, row["vraag" if "vraag" in row else next(iter(row))])
        for file in sorted(QUESTIONS.glob("*.csv"))
        for row in csv.DictReader(file.open(encoding="utf-8"))
    ]
    assert len({code for code, _text in texts}) == len(language.LANGUAGES)
    wrong = [(code, text) for code, text in texts if detect(text, WORDS, page_language=code).outside]
    # These few words are far fewer than the router has; with its own lists none is turned away.
    assert len(wrong) <= len(texts) // 100, wrong


def test_without_letters_nothing_is_said():
    assert not is_outside("123", [], detected={}, languages=(), own_words=0)
