# SPDX-License-Identifier: EUPL-1.2
"""The secretary makes a version with another threshold, reads what it leads to, and lets it take effect."""

import re
from datetime import date, timedelta


def test_a_version_with_another_threshold_takes_effect(come):
    secretary, member = come("secretaris"), come("bestuurder")
    secretary.open("/beraad/")
    secretary.sees_heading("Regionaal Beraad")
    secretary.press("Convenant")
    secretary.press("New version")
    secretary.press("Make a new version")
    number = int(re.search(r"\d+", secretary.heading())[0])

    secretary.fill("Majority", "0,75")
    secretary.press("Save and see what it leads to", status=422)
    secretary.reads("Type a share as a fraction, for example 2/3; at most 1/1.")
    secretary.fill("Majority", "3/4")
    secretary.press("Save and see what it leads to")
    secretary.sees_heading("Convenant, version %(number)s", number=number)
    secretary.reads(
        "With %(geledingen)s geledingen: %(quorum)s must be there. When all vote, %(votes)s in favour are needed. "
        "With the smallest quorum %(bind)s in favour can bind all.",
        geledingen=7,
        quorum=4,
        votes=6,
        bind=3,
    )

    # Each version begins later than the one before, so that this walk can be made more than once.
    day = date.today() + timedelta(days=10 * number)  # noqa: DTZ011 - the day as a person reads it on the wall
    secretary.press("Let it take effect")
    secretary.fill("Day", day.isoformat())
    secretary.press("Take effect on this day")
    secretary.reads("The day is set.")
    assert not secretary.has("Change the rules")

    member.open("/beraad/convenant/")
    assert not member.has("New version")
    member.press(re.compile(member.words("Version %(number)s", number=number)))
    member.reads("Where the source is silent")
    assert not member.has("Let it take effect")


def test_who_sits_where_is_read_by_a_member_and_changed_by_the_secretary(come):
    member, secretary = come("bestuurder"), come("secretaris")
    member.open("/beraad/zetels/")
    member.sees_heading("Seats of the Beraad")
    assert not member.has("New seat")
    secretary.open("/beraad/voorzitter/")
    secretary.choose("Seat", "UWV: UWV: Bestuurder")
    secretary.fill("First day", date.today().isoformat())  # noqa: DTZ011 - the day as a person reads it
    secretary.press("Appoint", status=422)
    secretary.reads("The chair comes from the geleding centrumgemeente.")
