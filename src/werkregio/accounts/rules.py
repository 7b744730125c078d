# SPDX-License-Identifier: EUPL-1.2
"""Two registers through which upper floors complete the pages of sign-in, without being known here."""

from collections.abc import Callable, Collection
from datetime import date

# Ids of people and a day in, what each is on that day in words out, such as "Guide, Werkcentrum".
Describer = Callable[[Collection[int], date], dict[int, list[str]]]
# Why demo mode may not run here, in words; None when nothing is in the way.
DemoObjection = Callable[[], str | None]

describers: list[Describer] = []
demo_objections: list[DemoObjection] = []

INVITATION_DAYS = 14
