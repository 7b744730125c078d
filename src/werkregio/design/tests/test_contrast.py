# SPDX-License-Identifier: EUPL-1.2
"""The contrast of the colours, measured with the formula of WCAG 2 on the values in theme.css."""

import re
from pathlib import Path

import pytest

THEME = Path(__file__).resolve().parents[1] / "css" / "theme.css"
COLOURS = dict(re.findall(r"--wr-([\w-]+):\s*(#[0-9a-f]{6});", THEME.read_text("utf-8")))

TEXT, CONTROL, AIM = 4.5, 3.0, 7.0
PAIRS = [
    ("ink", "white", AIM),
    ("ink", "sand-50", AIM),
    ("ink", "sand-100", AIM),
    ("ink", "petrol-50", AIM),
    ("ink", "info-surface", AIM),
    ("muted", "white", TEXT),
    ("muted", "sand-50", TEXT),
    ("muted", "petrol-50", TEXT),
    ("petrol-700", "white", AIM),
    ("white", "petrol-700", AIM),
    ("petrol-700", "petrol-50", AIM),
    ("petrol-700", "petrol-100", AIM),
    ("petrol-600", "white", AIM),
    ("petrol-600", "petrol-50", AIM),
    ("petrol-500", "white", TEXT),
    ("petrol-500", "sand-50", TEXT),
    ("petrol-500", "petrol-50", TEXT),
    ("white", "petrol-500", TEXT),
    ("error-text", "white", AIM),
    ("error-text", "error-surface", AIM),
    ("waits-text", "waits-surface", AIM),
    ("done-text", "done-surface", AIM),
    ("ink", "map-1", AIM),
    ("ink", "map-2", AIM),
    ("ink", "map-3", TEXT),
    ("white", "map-4", TEXT),
    ("white", "map-5", AIM),
    ("petrol-400", "white", CONTROL),
    ("line-strong", "white", CONTROL),
    ("line-strong", "sand-50", CONTROL),
    ("error-border", "white", CONTROL),
    ("error-border", "error-surface", CONTROL),
    ("info-bar", "info-surface", CONTROL),
    ("orange", "white", CONTROL),
    ("focus-outline", "white", CONTROL),
    ("focus-outline", "focus-ring", AIM),
    ("focus-ring", "petrol-700", CONTROL),
]


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_a_pair_of_colours_can_be_read(front, back, least):
    assert contrast(COLOURS[front], COLOURS[back]) >= least
