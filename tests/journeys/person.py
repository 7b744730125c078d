# SPDX-License-Identifier: EUPL-1.2
"""Somebody at a browser: the same verbs by mouse and by keyboard.

Journeys name things by their English source text; a person looks for it in the language of the page.
By keyboard everything really goes by Tab, arrows, Enter and Space.
"""

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import translation
from playwright.sync_api import Browser, Locator, Page, expect

from .checks import FOCUS, Watch, page_problems
from .world import Staff

# Milliseconds: a busy machine is no failure.
PATIENCE = 15_000
MANY_TABS = 300
PRIVATE = "/mijn-vraag/"


def exactly(name: str) -> re.Pattern[str]:
    """A name that is no text of the site, and is therefore not translated."""
    return re.compile(rf"^\s*{re.escape(name)}\s*$")


@dataclass(frozen=True, slots=True)
class Way:
    """How a journey is walked."""

    hands: str  # keyboard or mouse
    width: int
    height: int

    def __str__(self) -> str:
        return f"{self.hands}-{self.width}"


class Person:
    """A browser of one's own, on one's own device."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        way: Way,
        *,
        language: str = "nl",
        scripts: bool = True,
        staff: Staff | None = None,
    ) -> None:
        self.address, self.way, self.language = address, way, language
        self.scripts, self.staff = scripts, staff
        self.context = browser.new_context(
            viewport={"width": way.width, "height": way.height},
            locale={"nl": "nl-NL", "en": "en-GB"}.get(language, language),
            java_script_enabled=scripts,
            has_touch=False,
            reduced_motion="reduce",
        )
        self.context.set_default_timeout(PATIENCE)
        self.watch = Watch(self.context, address)
        if staff is not None:
            self.context.add_cookies([{"name": "sessionid", "value": staff.session, "url": address}])
        self.page: Page = self.context.new_page()
        self.keyboard = way.hands == "keyboard"
        # Staff has a session; a resident has no cookie until the private page is opened.
        self.may_have_cookies = staff is not None

    # Words

    def words(self, text: str, **values: Any) -> str:
        """The text as the page says it."""
        with translation.override(self.language):
            said = translation.gettext(text)
        return said % values if values else said

    def pattern(self, text: str | re.Pattern[str]) -> re.Pattern[str]:
        """Matches the name of something that begins with this text: "(may stay empty)" can stand behind."""
        if isinstance(text, re.Pattern):
            return text
        return re.compile(r"^\s*" + re.escape(self.words(text)) + r"\s*(\(.*\))?\s*$", re.DOTALL)

    # Going somewhere

    def open(self, path: str, *, status: int = 200) -> None:
        """Type an address. A path without language is opened in one's own."""
        if not re.match(r"^/([a-z]{2}|gevaar|gezond)/", path):
            path = f"/{self.language}{path}"
        self.page.goto(self.address + path, wait_until="load")
        self.look(status=status)

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def press(
        self,
        name: str | re.Pattern[str],
        *,
        within: str | Locator | None = None,
        status: int | tuple[int, ...] = 200,
        stays: bool = False,
    ) -> None:
        """Press the button or follow the link with this name; a new page comes, unless it `stays`."""
        target = self._named(name, within)
        if self.keyboard:
            self._tab_to(target, f"button or link {name!r}")

            def act() -> None:
                self.page.keyboard.press("Enter")
        else:

            def act() -> None:
                target.click()

        if stays:
            act()
            return
        with self.page.expect_navigation(wait_until="load", timeout=2 * PATIENCE):
            act()
        self.look(status=status)

    def unfold(self, text: str) -> None:
        """Open a part of the page that is folded; nothing happens when it is open."""
        summary = self._summary(text)
        if not summary.is_visible():
            return  # On a wide screen this part always stands open.
        if summary.evaluate("(e) => e.parentElement.open"):
            return
        if self.keyboard:
            self._tab_to(summary, f"summary {text!r}")
            self.page.keyboard.press("Enter")
        else:
            summary.click()
        expect(summary.locator("..")).to_have_attribute("open", re.compile(".*"))

    def show_results(self, name: str) -> None:
        """Press a button that fetches a part of the page; without scripts it loads a new one."""
        with self.page.expect_response(lambda response: response.request.method == "GET"):
            self.press(name, stays=True)
        self.page.wait_for_load_state("networkidle")
        self.look()

    # Filling in

    def fill(self, label: str, text: str, *, within: str | Locator | None = None) -> None:
        """Type a text in the field with this label; what stood there goes."""
        field = self._within(within).get_by_label(self.pattern(label)).first
        if not self.keyboard or field.get_attribute("type") in {"date", "time", "datetime-local"}:
            if self.keyboard:
                self._tab_to(field, f"field {label!r}")
            field.fill(text)
            return
        self._tab_to(field, f"field {label!r}")
        self.page.keyboard.press("Control+A")
        if len(text) <= 40:
            self.page.keyboard.type(text)
        else:
            self.page.keyboard.insert_text(text)

    def upload(self, label: str, name: str, content: bytes, *, kind: str = "application/pdf") -> None:
        """Give a file; the window in which one looks for it belongs to the browser, not to the page."""
        field = self._within(None).get_by_label(self.pattern(label)).first
        if self.keyboard:
            self._tab_to(field, f"field {label!r}")
        field.set_input_files({"name": name, "mimeType": kind, "buffer": content})

    def choose(self, label: str, option: str, *, within: str | Locator | None = None) -> None:
        """Choose in a list, or one of the round buttons under this heading."""
        group = self._within(within).get_by_role("group", name=self.pattern(label))
        if group.count():
            radio = group.first.get_by_role("radio", name=self.pattern(option)).first
            if self.keyboard:
                self._arrow_to(radio, option)
            else:
                radio.click()
            expect(radio).to_be_checked()
            return
        field = self._within(within).get_by_label(self.pattern(label)).first
        assert field.count(), f"No choice {self.words(label)!r} on {self.page.url}: {self._text()[:600]}"
        names = [name.strip() for name in field.locator("option").all_inner_texts()]
        wanted = next((i for i, name in enumerate(names) if self.pattern(option).match(name)), None)
        assert wanted is not None, f"{self.words(option)!r} is not in the list: {names}"
        if not self.keyboard:
            field.select_option(index=wanted)
            return
        self._tab_to(field, f"list {label!r}")
        self.page.keyboard.press("Home")
        for _ in range(wanted):
            self.page.keyboard.press("ArrowDown")
        assert field.evaluate("(e) => e.selectedIndex") == wanted, f"{option!r} could not be chosen"

    def tick(self, label: str, *, within: str | Locator | None = None) -> None:
        """Tick a box; a box that is ticked stays so."""
        box = self._within(within).get_by_role("checkbox", name=self.pattern(label)).first
        if box.is_checked():
            return
        if self.keyboard:
            self._tab_to(box, f"box {label!r}")
            self.page.keyboard.press("Space")
        else:
            box.click()
        expect(box).to_be_checked()

    # Reading

    def reads(self, text: str | re.Pattern[str], **values: Any) -> None:
        """The page says this."""
        wanted = text if isinstance(text, re.Pattern) else self.words(text, **values)
        assert self._says(wanted), f"{wanted!r} is not on {self.path}:\n{self._text()[:2000]}"

    def reads_not(self, text: str | re.Pattern[str], **values: Any) -> None:
        """The page does not say this."""
        wanted = text if isinstance(text, re.Pattern) else self.words(text, **values)
        assert not self._says(wanted), f"{wanted!r} is on {self.path}"

    def heading(self) -> str:
        return self.page.locator("h1").first.inner_text().strip()

    def sees_heading(self, text: str, **values: Any) -> None:
        assert self.heading() == self.words(text, **values), (
            f"h1 is {self.heading()!r}:\n{self._text()[:2000]}"
        )

    def has(self, name: str | re.Pattern[str]) -> bool:
        """Whether there is a button or link with this name."""
        return self._candidates(name, self.page.locator("body")).count() > 0

    def has_part(self, text: str) -> bool:
        """Whether there is a folded part of the page with this name."""
        return self._summary(text).count() > 0

    def _says(self, wanted: str | re.Pattern[str]) -> bool:
        text = self._text()
        if isinstance(wanted, re.Pattern):
            return bool(wanted.search(text))
        return " ".join(wanted.split()).casefold() in text.casefold()

    def _text(self) -> str:
        return " ".join(self.page.locator("body").inner_text().split())

    # Looking

    def look(self, *, status: int | tuple[int, ...] = 200) -> None:
        """Everything that every page must hold."""
        self.language = self._language()
        allowed = (status,) if isinstance(status, int) else status
        found = [
            *self.watch.taken(),
            *page_problems(self.page, scripts=self.scripts),
            *self._cookie_problems(),
        ]
        if self.watch.status not in allowed:
            found.append(f"status {self.watch.status} instead of {status}")
            found.append(self._text()[:600])
        assert not found, f"{self.way} at {self.page.url}:\n" + "\n".join(found)

    def _language(self) -> str:
        shown = self.page.locator("html").get_attribute("lang") or "nl"
        return (
            shown
            if shown in dict(settings.LANGUAGES) and not self.path.startswith("/gevaar/")
            else self.language
        )

    def _cookie_problems(self) -> list[str]:
        """A page that is open to everyone leaves nothing behind in the browser."""
        if self.may_have_cookies:
            return []
        if PRIVATE in self.path:
            self.may_have_cookies = True
            return []
        return [f"cookie {cookie['name']}" for cookie in self.context.cookies()]

    def close(self) -> None:
        found = self.watch.taken()
        self.context.close()
        assert not found, f"{self.way}: {found}"

    # Hands

    def _within(self, within: str | Locator | None) -> Locator:
        """The folded part with this name, else the innermost part of the page with this text."""
        if within is None:
            return self.page.locator("body")
        if isinstance(within, Locator):
            return within
        summary = self._summary(within)
        if summary.count():
            return summary.locator("..")
        parts = self.page.locator("main").locator("section, article, li, tr, fieldset, form, div.wr-box")
        return parts.filter(has_text=self.words(within)).last

    def _summary(self, text: str) -> Locator:
        return self.page.locator("summary").filter(has_text=self.words(text)).first

    def _candidates(self, name: str | re.Pattern[str], part: Locator) -> Locator:
        pattern = self.pattern(name)
        return part.get_by_role("button", name=pattern).or_(part.get_by_role("link", name=pattern))

    def _named(self, name: str | re.Pattern[str], within: str | Locator | None) -> Locator:
        """The button or link with this name: in the main part of the page when it is there."""
        if within is not None:
            return self._candidates(name, self._within(within)).first
        main = self._candidates(name, self.page.locator("main"))
        if main.count():
            return main.first
        found = self._candidates(name, self.page.locator("body"))
        if not found.count():
            names = [
                text for text in self.page.locator("a:visible, button:visible").all_inner_texts() if text
            ]
            said = name.pattern if isinstance(name, re.Pattern) else self.words(name)
            raise AssertionError(f"No button or link {said!r} on {self.page.url}. There are: {names}")
        return found.first

    def _tab_to(self, target: Locator, what: str) -> None:
        """Press Tab until it is reached; on the way every stop must show that it has the focus.

        Round buttons are one stop: the group counts.
        """
        target.wait_for(state="attached")
        handle = target.element_handle()
        visited: list[str] = []
        for _ in range(MANY_TABS):
            focus = self.page.evaluate(FOCUS, handle)
            assert focus["seen"], f"No visible focus on {focus['name']!r} at {self.page.url}: {focus['why']}"
            if focus["there"]:
                return
            visited.append(focus["name"])
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reached {what} on {self.page.url}. Stops: {visited[:80]}")

    def _arrow_to(self, radio: Locator, option: str) -> None:
        self._tab_to(radio, f"choice {option!r}")
        handle = radio.element_handle()
        for _ in range(60):
            if self.page.evaluate("(e) => document.activeElement === e", handle):
                if not radio.is_checked():
                    self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrow keys never reached {option!r} on {self.page.url}.")
