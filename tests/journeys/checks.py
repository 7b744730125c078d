# SPDX-License-Identifier: EUPL-1.2
"""What every page must hold, looked at after every load: axe, headings, width, focus, cookies, strangers."""

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

ROOT = Path(__file__).resolve().parent.parent.parent
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What axe looks at: not the texts themselves, so a page of which only these differ is looked at once.
STRUCTURE = """() => [...document.querySelectorAll('*')].map((e) => [
  e.tagName, ...[...e.attributes].map((a) =>
    /^(class|role|type|lang|dir|style|hidden|open|tabindex|disabled)$/.test(a.name)
      || (a.name.startsWith('aria-') && !/by$|controls$/.test(a.name)) ? `${a.name}=${a.value}` : a.name),
  [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()) ? 'text' : '',
].join(' ')).join('\\n')"""
AXE_PLACES = ("node_modules", "var/npm/node_modules")

SHAPE = """() => ({
  headings: [...document.querySelectorAll('h1')].map((e) => e.innerText.trim()),
  title: document.title,
  language: document.documentElement.lang,
  direction: document.documentElement.dir,
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  widest: [...document.querySelectorAll('body *')]
    .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1
      || e.getBoundingClientRect().left < -1)
    .slice(0, 3).map((e) => e.outerHTML.slice(0, 120)),
  mains: document.querySelectorAll('main').length,
  jumps: [...document.querySelectorAll('[tabindex]')].filter((e) => e.tabIndex > 0).length,
})"""

# Focus is visible when the element, what stands over it or around it draws an outline or a ring.
FOCUS = """(target) => {
  const drawn = (e, pseudo) => {
    const s = getComputedStyle(e, pseudo);
    return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none';
  };
  const e = document.activeElement;
  const radios = e && target && e.type === 'radio' && target.type === 'radio';
  const there = e === target || (radios && e.name === target.name && e.form === target.form);
  if (!e || e === document.body) return {name: '', seen: true, there};
  const box = e.getBoundingClientRect();
  let seen = false, around = e;
  for (let up = 0; around && up < 4; up++, around = around.parentElement) {
    seen = seen || drawn(around) || (up === 0 && (drawn(e, '::after') || drawn(e, '::before')));
  }
  const inView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const name = (e.getAttribute('aria-label') || e.innerText || e.name || e.tagName).trim().slice(0, 60);
  const why = seen ? `outside the window: ${JSON.stringify(box)}` : 'nothing drawn around it';
  return {name: `${e.tagName.toLowerCase()} ${name}`, seen: seen && inView && box.width > 0, why, there};
}"""


@cache
def axe() -> str:
    """The program of axe-core, from where the build put the packages of npm."""
    data = Path(os.environ.get("WERKREGIO_DATA", "var")).resolve()
    for folder in (data / "npm" / "node_modules", *(ROOT / place for place in AXE_PLACES)):
        if (found := folder / "axe-core" / "axe.min.js").is_file():
            return found.read_text()
    raise RuntimeError("axe-core is missing: run `make install-dev`.")


class Watch:
    """Keeps what a browser context complains about, and with whom it talks."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.problems: list[str] = []
        self.status = 0
        self._host = urlsplit(address).netloc
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.problems.append(f"script error: {error.error}"))
        context.on("response", self._response)

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self._host:
            self.problems.append(f"request to another host: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        # The browser writes a line of its own for a page that refuses; the status of it is looked at apart.
        refused = message.text.startswith("Failed to load resource") and self.status in (403, 404, 409, 422)
        if not (refused and message.location.get("url", "").split("#")[0] == self._page_url):
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _response(self, response: Response) -> None:
        request = response.request
        if request.is_navigation_request() and request.frame.parent_frame is None:
            self.status, self._page_url = response.status, response.url
        elif response.status >= 400:
            self.problems.append(f"{response.status} for {response.url}")

    _page_url = ""

    def taken(self) -> list[str]:
        """The problems since the last look."""
        found, self.problems = self.problems, []
        return found


def page_problems(page: Page, *, scripts: bool = True) -> list[str]:
    """What is wrong with the page as it stands. axe itself needs scripts."""
    shape = page.evaluate(SHAPE)
    found = []
    if len(shape["headings"]) != 1:
        found.append(f"h1 headings: {shape['headings']}")
    if shape["mains"] != 1:
        found.append(f"{shape['mains']} main elements")
    if not shape["language"]:
        found.append("no language")
    if " | Werkregio" not in shape["title"]:
        found.append(f"title: {shape['title']!r}")
    if shape["wide"] > 0:
        found.append(f"scrolls sideways by {shape['wide']} px: {shape['widest']}")
    if shape["jumps"]:
        found.append("a positive tabindex changes the order of the keyboard")
    return found + (new_violations(page) if scripts else [])


_seen: set[tuple[str, int]] = set()


def new_violations(page: Page) -> list[str]:
    """Violations, unless a page built in the same way was looked at already on a window of this width."""
    width = (page.viewport_size or {"width": 0})["width"]
    key = (hashlib.sha256(page.evaluate(STRUCTURE).encode()).hexdigest(), width)
    if key in _seen:
        return []
    found = violations(page)
    if not found:
        _seen.add(key)
    return found


def violations(page: Page) -> list[str]:
    """Violations that axe finds, in one line each."""
    page.evaluate(axe())
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    result = page.evaluate(f"() => axe.run(document, {json.dumps(options)})")
    return [
        f"axe {rule['id']}: {node['html'][:200]} {(node.get('failureSummary') or '')[:300]}"
        for rule in result["violations"]
        for node in rule["nodes"][:3]
    ]
