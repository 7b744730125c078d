# SPDX-License-Identifier: EUPL-1.2
"""Pictures of the main pages, to look at: `python -m tests.journeys.screens FOLDER`.

Not a test. It walks the story of one question with the verbs of the journeys and takes a picture of each
page on a phone and on a desktop.
"""

import os
import sys
import tempfile
from pathlib import Path

QUESTION = "Mijn contract als productiemedewerker stopt in maart. Ik zoek ander werk, liefst in de techniek."
SIZES = {"390": (390, 844), "1280": (1280, 900)}


def main(folder: Path) -> None:
    """Take all pictures."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkregio.config.settings")
    django.setup()
    from playwright.sync_api import sync_playwright
    from tools.find_browser import ARGUMENTS, browser

    from .site import running

    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as place,
        running(Path(place)) as site,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=browser(), args=ARGUMENTS)
        _Album(folder, chromium, site).fill()
        chromium.close()


class _Album:
    def __init__(self, folder, chromium, site) -> None:
        self.folder, self.chromium, self.site = folder, chromium, site

    def come(self, handle: str = "", language: str = "nl"):
        from .person import Person, Way

        staff = self.site.staff[handle] if handle else None
        way = Way("mouse", *SIZES["1280"])
        return Person(self.chromium, self.site.address, way, language=language, staff=staff)

    def take(self, person, name: str) -> None:
        """The page as it stands, in each width."""
        for width, (across, down) in SIZES.items():
            person.page.set_viewport_size({"width": across, "height": down})
            person.page.screenshot(path=self.folder / f"{name}-{width}.png", full_page=True)

    def fill(self) -> None:
        from . import stories, work

        for language in ("nl", "en", "ar"):
            self.public(language)
        person, guide, partner = self.come(), self.come("gids"), self.come("gilde")
        stories.ask(person, QUESTION)
        self.take(person, "nl-answer")
        left = self.leave(person)
        stories.open_private_page(person, left)
        self.take(person, "nl-private-page")

        guide.open("/werk/?lijst=vrij")
        self.take(guide, "nl-worklist-free")
        work.take(guide, left)
        self.take(guide, "nl-case-new")
        work.describe_need(
            guide,
            goal="Werk in de techniek, vier dagen",
            works="Ervaring met machines",
            obstacles=["Transport"],
        )
        work.agree(guide, "Cv bijwerken", who="The person", due="2030-03-01")
        name = self.site.staff["gilde"].organisation
        guide.press(stories.starts_with(guide, "Hand over: %(label)s"))
        self.take(guide, "nl-referral-choose")
        work.open_case(guide, left)
        work.prepare_referral(
            guide,
            name,
            fields=["First name", "Phone number"],
            note="Hij wil graag kennismaken.",
            seen=lambda: self.take(guide, "nl-referral-what"),
        )
        self.take(guide, "nl-referral")
        person.open("/mijn-vraag/")
        self.take(person, "nl-private-page-asked")
        guide.press("Ask spoken or on paper")
        self.take(guide, "nl-referral-consent")
        guide.page.go_back()
        work.spoken_consent(guide)
        self.take(guide, "nl-referral-send")
        work.send_referral(guide)
        work.receive(partner, left)
        self.take(partner, "nl-inbox-referral")
        partner.open("/postvak/")
        self.take(partner, "nl-inbox")
        work.open_case(guide, left)
        self.take(guide, "nl-case")
        guide.open("/werk/")
        self.take(guide, "nl-worklist")
        for handle, pages in {
            "gids": {"new-question": "/werk/nieuw/"},
            "fg": {"log": "/logboek/", "log-proof": "/logboek/ketens/", "register": "/logboek/verwerkingen/"},
            "beheer": {
                "organisations": "/beheer/organisaties/",
                "region": "/beheer/regio/",
                "members": "/beheer/leden/",
                "counts": "/tellingen/",
                "bases": "/grondslagen/",
            },
            "partnerbeheer": {"own-organisation": "/beheer/mijn-organisatie/"},
            "redacteur": {"editor": "/redactie/", "words": "/redactie/woorden/"},
        }.items():
            somebody = self.come(handle)
            for name, path in pages.items():
                self.visit(somebody, path, f"nl-{name}")

    def visit(self, person, path: str, name: str) -> None:
        person.page.goto(self.site.address + f"/{person.language}{path}")
        self.take(person, name)

    def public(self, language: str) -> None:
        person = self.come(language=language)
        for name, path in {
            "home": "/",
            "directory": "/hulp/?zoek=opleiding",
            "instrument": "/hulp/ww-uitkering/",
            "subjects": "/onderwerp/",
            "contact": "/contact/",
            "code": "/mijn-vraag/",
            "sign-in": "/account/login/",
        }.items():
            if name == "instrument":
                self.visit(person, "/hulp/?zoek=doorstroompunt", "_")
                person.page.locator("main article h2 a").first.click()
                self.take(person, f"{language}-{name}")
            else:
                self.visit(person, path, f"{language}-{name}")
        for danger in ("pl", "ar") if language == "nl" else ():
            person.page.goto(f"{self.site.address}/gevaar/{danger}/")
            self.take(person, f"danger-{danger}")

    def leave(self, person):
        from . import stories

        steps = [
            "nl-intake-question",
            "nl-intake-way",
            "nl-intake-contact",
            "nl-intake-check",
            "nl-intake-code",
        ]
        return stories.leave_question(
            person, name="Joost", municipality="Venlo", seen=lambda: self.take(person, steps.pop(0))
        )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python -m tests.journeys.screens FOLDER")
    main(Path(sys.argv[1]))
