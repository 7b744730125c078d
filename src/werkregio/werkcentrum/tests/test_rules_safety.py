# SPDX-License-Identifier: EUPL-1.2
"""Danger in every language, said by or about somebody; and what only sounds like it."""

import pytest

from werkregio.text.slots import SlotFinder
from werkregio.werkcentrum.queries.needs import DATA
from werkregio.werkcentrum.rules.router import Router
from werkregio.werkcentrum.rules.wordbook_files import load_wordbook

# One cry for help in each language, each of another kind.
CRIES = {
    "nl": "mijn vriend slaat mij en ik durf niet naar huis",
    "en": "my boss took our passports and locks us in at night",
    "de": "Ich will nicht mehr leben",
    "fr": "Je n'ai nulle part où dormir cette nuit avec mon bébé",
    "es": "Mi marido me pega y tengo miedo",
    "it": "Mio marito mi picchia e ho paura",
    "pt": "O meu marido bate-me e tenho medo",
    "pl": "Mąż mnie bije i boję się wracać do domu",
    "ro": "Soțul mă bate și mi-e frică",
    "bg": "Мъжът ми ме бие и ме е страх",
    "ru": "Муж меня бьет, я боюсь",
    "uk": "Чоловік мене б'є, я боюся",
    "tr": "Kocam beni dövüyor, korkuyorum",
    "ar": "زوجي يضربني وأنا خائفة",
    "hu": "A férjem ver és félek",
}


@pytest.fixture(scope="module")
def router():
    return Router(load_wordbook(DATA))


@pytest.mark.parametrize("language", sorted(CRIES))
def test_a_cry_for_help_is_heard_in_every_language(router, language):
    answer = router.answer(CRIES[language], page_language="nl")
    assert answer.danger
    assert answer.needs[0].why


@pytest.mark.parametrize(
    "question",
    [
        "Mijn buurvrouw wordt door haar man geslagen",
        "Een collega zegt dat hij zelfmoord wil plegen",
        "My client told me her husband will kill her tonight",
        "Onze medewerker slaapt in zijn auto",
    ],
)
def test_danger_of_somebody_else_counts(router, question):
    assert router.answer(question).danger


@pytest.mark.parametrize("question", ["mijn man slat mij en ik durf niet naar huis", "ik wil nie meer leven"])
def test_misspelt_danger_is_found(router, question):
    assert router.answer(question).danger


@pytest.mark.parametrize(
    "question",
    [
        "Niemand slaat mij, ik zoek gewoon werk",
        "I am not in danger, I only want advice about my contract",
        "Ik werk me dood, ik zoek een baan met minder uren",
        "I could kill for a job with normal hours",
        "Mijn moeder is vorig jaar overleden en ik wil weer gaan werken",
        "Mag de werkgever een kopie van mijn paspoort maken?",
        "Ik wil als vrijwilliger bij de voedselbank werken",
        "Kan ik mijn contract beëindigen?",
        "honger naar een nieuwe uitdaging",
    ],
)
def test_what_only_sounds_like_danger_raises_no_alarm(router, question):
    assert not router.answer(question).danger


def test_the_rules_work_without_what_was_learned():
    from werkregio.werkcentrum.rules.weights import Model

    bare = Router(load_wordbook(DATA), model=Model())
    assert bare.answer("mijn man slaat mij").danger
    assert bare.danger("ik wil dood").kinds == ("suicide",)


def test_every_language_names_the_same_ideas():
    languages = load_wordbook(DATA).languages
    names = tuple(languages["nl"].slots)
    assert len(names) > 30
    assert all(tuple(words.slots) == names for words in languages.values())


def test_a_slot_fits_words_beginnings_insides_and_phrases():
    finder = SlotFinder({"hit": "slaat|schop*", "inside": "*ضرب*", "out": "op straat"})
    assert finder.find(["hij", "slaat", "schopte"]) == [(1, 0), (2, 0)]
    assert finder.find(["يضربني"]) == [(0, 1)]
    assert finder.find(["wij", "staan", "op", "straat"]) == [(2, 2)]
    assert finder.find(["op", "de", "straat"]) == []
