# SPDX-License-Identifier: EUPL-1.2
"""Who asks: a need that this kind of person hardly ever has loses points, none is ruled out."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from werkregio.werkcentrum.rules.wordbook import ASKERS, PROFESSIONAL, Need

# A professional may ask about anything on behalf of somebody else.
_ON_BEHALF = 0.25


def asker_points(needs: Sequence[Need], asker: str | None) -> NDArray[np.float64]:
    """0 for each need that such an asker has, less for the others; all 0 when nobody said who asks."""
    if asker is None:
        return np.zeros(len(needs))
    if asker not in ASKERS:
        raise ValueError(f"unknown asker: {asker}")
    lost = _ON_BEHALF if asker == PROFESSIONAL else 1.0
    return np.array([0.0 if asker in need.askers else -lost for need in needs])
