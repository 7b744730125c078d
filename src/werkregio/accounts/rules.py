# SPDX-License-Identifier: EUPL-1.2
"""Two registers through which upper floors complete the pages of sign-in, without being known here."""

from collections.abc import Callable, Collection

# Ids of people in, what each is in words out, such as "Guide, Werkcentrum". For profile and demo list.
Describer = Callable[[Collection[int]], dict[int, list[str]]]
# Why demo mode may not run here, in words; None when nothing is in the way.
DemoObjection = Callable[[], str | None]

describers: list[Describer] = []
demo_objections: list[DemoObjection] = []

INVITATION_DAYS = 14
