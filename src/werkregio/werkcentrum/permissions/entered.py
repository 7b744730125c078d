# SPDX-License-Identifier: EUPL-1.2
"""What another counter may do: type a question for somebody, and see how it stands. Nothing else of the case."""

from werkregio.regio.permissions import Acting


def may_enter(acting: Acting | None) -> bool:
    return acting is not None and acting.has("loket.enter")


def may_see_entered(acting: Acting | None) -> bool:
    return acting is not None and acting.has("loket.entered")
