# SPDX-License-Identifier: EUPL-1.2
"""Which columns of a table hold counts that may be added, and which hold averages and shares that may not."""

import re
from collections.abc import Sequence

_COUNTS = re.compile(
    r"^(aantal|personen|inwoners|banen|werknemers|vacatures|uitkeringen|studenten|deelnemers|leerlingen|bedrijven"
    r"|vestigingen|huishoudens|woningen|(x )?1 ?000( (personen|banen|vacatures|uitkeringen|werknemers))?"
    r"|aantal personen|aantal banen|ha|km²|mln euro|x mln euro|voertuigen)$",
    re.IGNORECASE,
)
_NO_COUNT = re.compile(
    r"gemiddeld|\bgem\.|mediaan|percentage|aandeel|relatief|dichtheid|afstand|\bper\b|index|graad\b|%|indicator"
    r"|verhouding|druk\b",
    re.IGNORECASE,
)
_THOUSAND = re.compile(r"^(x )?1[ .]?000\b", re.IGNORECASE)


def is_addable(title: str, unit: str, decimals: int, path: Sequence[str] = ()) -> bool:
    """Whether values of this column for parts of an area add up to that of the area.

    Careful: what is not surely a count is not added. An average that calls its unit "aantal" gives itself away by
    its decimals or by a heading.
    """
    if not _COUNTS.match(unit.strip()):
        return False
    if any(_NO_COUNT.search(text) for text in (title, *path)):
        return False
    return decimals == 0 or bool(_THOUSAND.match(unit.strip())) or "mln" in unit.lower()


def multiplier(unit: str) -> int:
    """By how much a printed number stands for that many: "x 1 000" is a thousand."""
    unit = unit.strip().lower()
    if _THOUSAND.match(unit):
        return 1000
    return 1_000_000 if unit.startswith(("mln", "x mln")) else 1
