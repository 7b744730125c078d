# SPDX-License-Identifier: EUPL-1.2
"""Numbers as people read them in their language, and round numbers along an axis."""

from decimal import ROUND_HALF_UP, Decimal

# Thousands and decimals. A language that is not here writes as in English.
_SIGNS = {"nl": (".", ","), "ro": (".", ","), "pl": ("\u00a0", ","), "bg": ("\u00a0", ",")}
_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
MINUS = "\u2212"


def shown(value: Decimal, decimals: int, language: str, unit: str = "") -> str:
    """1.880, 3,4 and 2% in Dutch; a half is rounded away from zero, as people do."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    thousands, comma = _SIGNS.get(language, (",", "."))
    text = f"{abs(rounded):,.{decimals}f}".replace(",", "\0").replace(".", comma).replace("\0", thousands)
    sign = MINUS if rounded < 0 else ""
    return f"{sign}{text}%" if unit == "%" else f"{sign}{text}"


def with_sign(value: Decimal, decimals: int, language: str, unit: str = "") -> str:
    """A change: +2% or −4%."""
    text = shown(value, decimals, language, unit)
    return f"+{text}" if value > 0 else text


def ticks(low: Decimal, high: Decimal, about: int = 5) -> tuple[list[Decimal], int]:
    """Round numbers from at or under `low` to at or over `high`, and the decimals that they need."""
    if high <= low:
        high = low + max(abs(low) / 10, Decimal(1))
    rough = (high - low) / about
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(one * power for one in _STEPS if one * power >= rough)
    first, last = low // step, -(-high // step)
    # The floor of a negative number: // of Decimal goes towards zero.
    if first * step > low:
        first -= 1
    while last * step < high:
        last += 1
    found = [step * at for at in range(int(first), int(last) + 1)]
    exponent = step.normalize().as_tuple().exponent
    return found, max(0, -int(exponent))
