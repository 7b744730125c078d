# SPDX-License-Identifier: EUPL-1.2
"""A language is offered only when its main path is complete: no English is left on the way of a resident."""

from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.test import Client

from tests import factories as f
from werkregio.foundation import secrets
from werkregio.werkcentrum.models import Loket
from werkregio.werkcentrum.queries.needs import follow_ups, needs
from werkregio.werkcentrum.services import wegwijzer
from werkregio.werkcentrum.services.worklist import code_hash
from werkregio.werkcentrum.tests.referral_road import place
from werkregio.werkcentrum.tests.referral_road import walk as walk_referral

from .floors import PACKAGE

LANGUAGES = [code for code, _name in settings.LANGUAGES if code not in ("nl", "en")]
pytestmark = pytest.mark.django_db


RECKONED = {
    "uren": "32", "loon": "2450", "loon_per": "maand", "contract": "tijdelijk", "maanden": "12",
    "start": "2026-12-01", "leeftijd": "20", "loonwaarde": "", "doelgroep": ["weet-niet", "doelgroepregister"],
}  # fmt: skip


class _Texts(HTMLParser):
    """The texts of a page that stand in the language of the page itself."""

    VOID = {"meta", "link", "input", "br", "img", "hr", "path", "circle", "use"}

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.foreign: list[bool] = []

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            inside = bool(self.foreign and self.foreign[-1])
            self.foreign.append(inside or (tag != "html" and any(name == "lang" for name, _value in attrs)))
        for name, value in attrs:
            if name in ("aria-label", "title", "alt") and value and not (self.foreign and self.foreign[-1]):
                self.found.append(value.strip())

    def handle_endtag(self, tag):
        if self.foreign and tag not in self.VOID:
            self.foreign.pop()

    def handle_data(self, data):
        if data.strip() and not (self.foreign and self.foreign[-1]):
            self.found.append(" ".join(data.split()))


def texts_of(response) -> list[str]:
    reader = _Texts()
    reader.feed(response.content.decode())
    return reader.found


def english(language: str) -> set[str]:
    """The source texts that this language does not have."""
    catalogue = polib.pofile(str(Path(PACKAGE) / "locale" / language / "LC_MESSAGES" / "django.po"))
    return {
        " ".join(entry.msgid.split()) for entry in catalogue.untranslated_entries() if len(entry.msgid) > 2
    }


@pytest.fixture
def road():
    """A region with an entry, a counter and a case of which the person was asked for consent."""
    found = place()
    walk_referral(found, "aangeboden")
    regio = found.zaak.regio
    regio.hosts = ["localhost"]
    regio.save()
    gemeente = f.RegioGemeenteFactory(regio=regio).gemeente
    f.InstrumentFactory(regio=regio, slug="taalles", needs=["basisvaardigheden-taal"], status="current")
    f.InstrumentFactory(regio=regio, slug="oud", needs=["werk-zoeken"], status="ended", verified=False)
    Loket.objects.create(
        regio=regio, gemeente=gemeente, naam="Loket", hours={"ma": ["09:00-12:00"], "di": []}
    )
    wegwijzer.forget_routers()
    yield found
    wegwijzer.forget_routers()


def walk(language: str, road):
    """Every page of the main path, one after the other."""
    client = Client(HTTP_HOST="localhost", headers={"Sec-Fetch-Site": "same-origin"})
    gemeente = road.zaak.regio.loketten.get().gemeente
    here = f"/{language}"
    for path in (
        "/", "/over/", "/privacy/", "/toegankelijkheid/", "/open/", "/hulp/", "/hulp/?zoek=bestaatniet",
        "/hulp/taalles/", "/hulp/oud/", "/onderwerp/", "/onderwerp/werk-zoeken/", "/contact/",
        f"/gemeente/{gemeente.slug}/", "/mijn-vraag/", "/vraag-voor-gids/", "/weg-en-wezen/",
    ):  # fmt: skip
        yield path, client.get(here + path)
    yield "calculator", client.get(f"{here}/werkgever/rekenhulp/")
    yield "calculator, nothing filled in", client.post(f"{here}/werkgever/rekenhulp/", {"uren": "1.234"})
    yield "calculator, answer", client.post(f"{here}/werkgever/rekenhulp/", RECKONED)
    yield "no question", client.post(f"{here}/vraag/", {"vraag": ""})
    yield "a number", client.post(f"{here}/vraag/", {"vraag": "bsn 111222333"})
    answer = client.post(f"{here}/vraag/", {"vraag": "uitkering"})
    yield "follow-up or answer", answer
    stand = answer.context["stand"]
    shown = client.post(
        f"{here}/vraag/", {"stand": stand, "filter": "1", "language": "1", "vrager": "inwoner"}
    )
    yield "answer", shown
    step = client.post(f"{here}/vraag-voor-gids/", {"stand": shown.context["stand"], "language": "1"})
    yield "leave a question", step
    code = secrets.new_code()
    type(road.zaak).objects.filter(pk=road.zaak.pk).update(
        code_hash=code_hash(code), code_expires_at=f.MOMENT.replace(year=2027), language=language
    )
    yield "wrong code", client.post(f"{here}/mijn-vraag/", {"code": "AAAA-AAAA-AAAA-AAAA"})
    yield "own page", client.post(f"{here}/mijn-vraag/", {"code": code}, follow=True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_is_left_on_the_main_path(language, road):
    missing = english(language) - {"Werkregio"}
    left = [
        f"{name}: {text}"
        for name, response in walk(language, road)
        for text in texts_of(response)
        if text in missing
    ]
    assert left == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_needs_and_follow_up_questions_are_complete(language):
    assert [code for code, need in needs().items() if language not in need.texts] == []
    lacking = [
        question.id
        for question in follow_ups()
        if language not in question.ask or any(language not in choice.labels for choice in question.choices)
    ]
    assert lacking == []
