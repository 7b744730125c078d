# SPDX-License-Identifier: EUPL-1.2
"""Writes SVG with presentation attributes only: right for the content policy, in a page, a PDF and a file.

From right to left everything is mirrored by its place; words themselves are not.
"""

from collections.abc import Iterable

from django.utils.html import escape

from .palette import Look, colour

SIZE = 15
FONT = "Source Sans 3 Variable, Source Sans 3, Noto Sans Arabic Variable, Noto Sans, sans-serif"
_THIN, _WIDE = frozenset("iljtfrI.,:;'|!()[] "), frozenset("mwMWQO@%ШЩЖЮ")
Attribute = str | float | int | None


def text_width(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """About how wide a text is; a little too wide rather than too narrow."""
    wide = sum(0.31 if sign in _THIN else 0.86 if sign in _WIDE else 0.54 for sign in text)
    return wide * size * (1.06 if bold else 1.0)


def wrapped(text: str, width: float, *, lines: int = 2) -> list[str]:
    """A text over at most so many lines; what is still too long ends with an ellipsis."""
    found = [""]
    for word in text.split():
        longer = f"{found[-1]} {word}".strip()
        if text_width(longer) <= width or not found[-1]:
            found[-1] = longer
        elif len(found) < lines:
            found.append(word)
        else:
            found[-1] = longer
    return [_shortened(line, width) for line in found]


def _shortened(text: str, width: float) -> str:
    if text_width(text) <= width:
        return text
    while text and text_width(f"{text}…") > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def plain(number: float) -> str:
    """A number as SVG reads it, without digits that nobody sees."""
    return f"{number:.1f}".rstrip("0").rstrip(".") if "." in f"{number:.1f}" else f"{number:.1f}"


class Canvas:
    """Collects the elements of one SVG."""

    def __init__(self, width: float, *, mirrored: bool = False, prefix: str = "c") -> None:
        self.width = width
        self.height = 0.0
        self.mirrored = mirrored
        self.prefix = prefix
        self._parts: list[str] = []
        self._hatches: dict[str, str] = {}

    def add(self, name: str, inside: str = "", /, **attributes: Attribute) -> None:
        given = "".join(
            f' {key.rstrip("_").replace("_", "-")}="{escape(plain(value) if isinstance(value, float) else value)}"'
            for key, value in attributes.items()
            if value not in (None, "")
        )
        self._parts.append(f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>")

    def x(self, x: float) -> float:
        return self.width - x if self.mirrored else x

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, **attributes: Attribute
    ) -> None:
        left = self.x(x + width) if self.mirrored else x
        self.add(
            "rect",
            x=float(left),
            y=float(y),
            width=float(max(width, 0)),
            height=float(height),
            fill=fill,
            **attributes,
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str, **attributes: Attribute) -> None:
        self.add(
            "line",
            x1=float(self.x(x1)),
            y1=float(y1),
            x2=float(self.x(x2)),
            y2=float(y2),
            stroke=stroke,
            **attributes,
        )

    def run(self, points: Iterable[tuple[float, float]], look: Look) -> None:
        """A line through points, in the dash of its series."""
        given = " ".join(f"{plain(self.x(x))},{plain(y)}" for x, y in points)
        self.add(
            "polyline",
            points=given,
            fill="none",
            stroke=look.colour,
            stroke_width=2.5,
            stroke_dasharray=look.dash,
            stroke_linejoin="round",
        )

    def mark(self, x: float, y: float, look: Look, size: float = 5) -> None:
        """The mark of a series; with a white edge, so that marks on one another are told apart."""
        x = self.x(x)
        edge: dict[str, Attribute] = {"fill": look.colour, "stroke": colour("white"), "stroke_width": 1.5}
        if look.mark == "circle":
            self.add("circle", cx=float(x), cy=float(y), r=float(size), **edge)
            return
        corners: dict[str, list[tuple[float, float]]] = {
            "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
            "triangle": [(0, -1.25), (1.2, 0.9), (-1.2, 0.9)],
            "diamond": [(0, -1.35), (1.35, 0), (0, 1.35), (-1.35, 0)],
        }
        given = " ".join(f"{plain(x + dx * size)},{plain(y + dy * size)}" for dx, dy in corners[look.mark])
        self.add("polygon", points=given, **edge)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        fill: str = "",
        bold: bool = False,
        size: float = SIZE,
        straight: bool = False,
        halo: bool = False,
    ) -> None:
        """Words that begin, end or stand in the middle at x; `straight` puts no mirror on their place.

        `halo` keeps them readable where they cross a line.
        """
        place = x if straight else self.x(x)
        if self.mirrored and not straight and anchor in ("start", "end"):
            anchor = "end" if anchor == "start" else "start"
        self.add(
            "text",
            escape(words),
            x=float(place),
            y=float(y),
            text_anchor=anchor if anchor != "start" else None,
            fill=fill or colour("ink"),
            font_weight=700 if bold else None,
            font_size=size if size != SIZE else None,
            stroke=colour("white") if halo else None,
            stroke_width=4 if halo else None,
            paint_order="stroke" if halo else None,
        )

    def striped(self, back: str, stripe: str, width: float) -> str:
        """A fill with stripes: told from a plain one without colour."""
        key = f"{back} {stripe} {width}"
        if key not in self._hatches:
            self._hatches[key] = name = f"{self.prefix}-h{len(self._hatches)}"
            self._parts.insert(
                0,
                f'<pattern id="{name}" width="7" height="7" patternUnits="userSpaceOnUse" '
                f'patternTransform="rotate(45)"><rect width="7" height="7" fill="{back}"/>'
                f'<rect width="{plain(width)}" height="7" fill="{stripe}"/></pattern>',
            )
        return f"url(#{self._hatches[key]})"

    def fill_of(self, look: Look) -> str:
        """The fill of a bar: plain for the first series, with thin white stripes for the second."""
        return self.striped(look.colour, colour("white"), 1.6) if look.hatched else look.colour

    def unknown(self) -> str:
        """The fill of what is not known."""
        return self.striped(colour("white"), colour("line-strong"), 1.8)

    def svg(self, *, title: str, description: str, classes: str, links: bool = False) -> str:
        """The whole image. With links in it, it is a group that a keyboard walks through, else one image."""
        name = self.prefix
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="{classes}" '
            f'viewBox="0 0 {plain(self.width)} {plain(self.height)}" '
            f'role="{"group" if links else "img"}" aria-labelledby="{name}-t {name}-d" direction="ltr" '
            f'font-family="{FONT}" font-size="{SIZE}">'
            f'<title id="{name}-t">{escape(title)}</title><desc id="{name}-d">{escape(description)}</desc>'
            f"{''.join(self._parts)}</svg>"
        )
