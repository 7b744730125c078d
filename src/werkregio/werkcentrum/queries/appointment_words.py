# SPDX-License-Identifier: EUPL-1.2
"""Why a day of a series gets no slot, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..rules.appointment_series import Why

SKIPPED: Mapping[Why, str | Promise] = {
    Why.HOLIDAY: _("public holiday or closing day"),
    Why.CLOSED: _("the counter is closed"),
    Why.UNKNOWN: _("the opening hours are not filled in: fill in from when until when"),
    Why.NO_ROOM: _("no room for so many minutes"),
    Why.ABSENT: _("the guide is not there"),
    Why.PAST: _("this time has passed"),
}


def skipped_words(why: Why) -> str:
    return str(SKIPPED[why])
