# SPDX-License-Identifier: EUPL-1.2
"""The Beraad votes: with a substitute and a partner outside the work area, until the quorum goes, and twice in vain."""

import re
from datetime import datetime, timedelta

from werkregio.foundation.clock import AMSTERDAM

from . import deciding
from .board import MEMBERS

SIX = ["centrumgemeente", "gemeenten", "uwv", "sbb", "vakbonden", "werkgevers"]


def test_four_to_two_with_a_substitute_and_a_partner_outside_the_work_area(come, site, way):
    there = [handle for handle in MEMBERS if handle != "bestuurder"] + ["uwv-vervanger"]
    made = site.past(
        "evening",
        titel=f"Beraad met een stemming {way}",
        items=[{"titel": f"Leerwerkplekken {way}", "werkgebied": SIX}],
        present=there,
    )
    item = made["items"][0]
    secretary, chair = come("secretaris"), come("voorzitter")
    deciding.take_up(secretary, item)
    assert not secretary.has("Open the consensus round"), "the secretary leads no round"
    deciding.ask_consensus(chair, item)
    objector = come("sbb")
    deciding.decide(objector, item)
    objector.unfold("Record an objection")
    objector.fill("What is the objection?", "De bedrijven hebben dit jaar geen begeleiders over.")
    objector.press("Record the objection")
    objector.reads("De bedrijven hebben dit jaar geen begeleiders over.")
    deciding.decide(chair, item)
    chair.reads("geen begeleiders over")
    chair.press("Consensus is reached")
    chair.reads("Objections were recorded. Say that they are settled, or that consensus was not reached.")
    chair.press("Consensus is not reached")
    chair.press("Open the vote")

    outside = come("onderwijs")
    deciding.decide(outside, item)
    outside.reads("outside the work area: speaks, does not decide")
    outside.press("Vote now")
    outside.fill("Why you vote like this", "Scholen denken graag mee over de begeleiding.")
    outside.press("In favour", status=422)
    outside.reads(re.compile(r"buiten het werkgebied|outside the work area", re.IGNORECASE))
    outside.press("Keep the contribution")
    outside.reads("Scholen denken graag mee over de begeleiding.")

    substitute = come("uwv-vervanger")
    deciding.vote(substitute, item, "In favour", why="Past in de eigen planning.")
    substitute.reads("Past in de eigen planning.")
    deciding.vote(objector, item, "Against")
    deciding.vote(come("gemeenten"), item, "In favour")
    deciding.vote(chair, item, "In favour")
    deciding.say_aloud(secretary, item, "Vakbonden", "In favour")
    deciding.say_aloud(secretary, item, "Werkgeversverenigingen", "Against")
    deciding.decide(objector, item)
    objector.reads_not("In favour")
    assert not secretary.has("Close the vote and count"), "closing is for the chair"
    deciding.close_vote(chair, item)
    chair.reads(
        re.compile(r"7 van de 7 geledingen vertegenwoordigd, nodig 4; 6 stemmen, 4 voor, nodig 4: aangenomen")
    )
    table = chair.page.locator("table").filter(has_text=chair.words("One vote for each geleding"))
    assert table.locator("tbody tr").count() == 6
    assert chair.words("substitute") in table.locator("tr").filter(has_text="UWV").first.inner_text()
    aloud = chair.words("said aloud, written down by the secretary")
    assert table.get_by_text(aloud).count() == 2

    reader = come()
    reader.open("/besluiten/")
    reader.press(re.compile(rf"Leerwerkplekken {way}"))
    reader.reads("6 stemmen, 4 voor, nodig 4: aangenomen")
    reader.reads_not("geen begeleiders over")


def test_the_quorum_is_lost_halfway_the_evening(come, site, way):
    made = site.past(
        "evening",
        titel=f"Beraad dat leegloopt {way}",
        items=[{"titel": f"Eerste plan {way}"}, {"titel": f"Tweede plan {way}"}],
        present=["voorzitter", "bestuurder", "sbb", "vakbond"],
    )
    first, second = made["items"]
    secretary, chair = come("secretaris"), come("voorzitter")
    deciding.consensus(secretary, chair, first)
    chair.reads("4 van de 7 geledingen vertegenwoordigd, nodig 4; consensus: aangenomen.")

    deciding.presence(secretary, made["meeting"])
    secretary.reads("Quorum: %(n)s of %(all)s geledingen, %(need)s needed", n=4, all=7, need=4)
    secretary.press("Goes out", within=deciding.seat(secretary, "SBB"))
    secretary.reads("No quorum: %(n)s of %(all)s geledingen, %(need)s needed", n=3, all=7, need=4)

    deciding.take_up(secretary, second)
    deciding.ask_consensus(chair, second)
    chair.reads("No quorum")
    chair.press("Consensus is reached")
    chair.reads(
        "3 van de 7 geledingen vertegenwoordigd, nodig 4: geen besluit, want het quorum is niet gehaald."
    )
    chair.open(f"/beraad/agendapunt/{second}/")
    chair.reads("On the agenda again")
    chair.press(re.compile(rf"^{chair.words('Goes on:')}"))
    chair.sees_heading(f"Tweede plan {way}")
    chair.reads("This item before and after")
    secretary.open("/beraad/besluiten/")
    secretary.fill("Search in number, title and text", f"plan {way}")
    secretary.press("Filter")
    secretary.reads(f"Eerste plan {way}")
    secretary.reads_not(f"Tweede plan {way}")


def _vote_down(secretary, chair, item, against):
    deciding.open_vote(secretary, chair, item)
    deciding.vote(chair, item, "In favour")
    for member in against:
        deciding.vote(member, item, "Against")
    for geleding in ("SBB", "Onderwijs"):
        deciding.say_aloud(secretary, item, geleding, "In favour")
    deciding.close_vote(chair, item)
    chair.reads("5 stemmen, 3 voor, nodig 4: niet aangenomen")


def test_an_item_fails_twice(come, site, way):
    site.past("clear_year")
    title = f"Gezamenlijk loket {way}"
    there = ["voorzitter", "gemeenten", "bestuurder", "sbb", "onderwijs"]
    made = site.past("evening", titel=f"Eerste keer {way}", items=[{"titel": title}], present=there)
    secretary, chair = come("secretaris"), come("voorzitter")
    against = [come("gemeenten"), come("bestuurder")]
    _vote_down(secretary, chair, made["items"][0], against)

    # No meeting is planned: it waits where everybody sees it, and comes on the first one that is planned.
    against[0].open("/beraad/wachtlijst/")
    against[0].reads(title)
    secretary.open("/beraad/vergaderingen/nieuw/")
    moment = datetime.now(AMSTERDAM) + timedelta(minutes=3)
    secretary.fill("Title", f"Tweede keer {way}")
    secretary.fill("Day", f"{moment:%Y-%m-%d}")
    secretary.fill("Starts at", f"{moment:%H:%M}")
    secretary.fill("Ends at", "23:59")
    secretary.press("Plan")
    meeting = deciding.number_in(secretary, r"/vergadering/(\d+)/")
    secretary.press(re.compile(rf"^{title}$"))
    again = deciding.number_in(secretary, r"/agendapunt/(\d+)/")
    assert again != made["items"][0]
    secretary.open(f"/beraad/vergadering/{meeting}/")
    secretary.press("Send the invitations")
    secretary.press("Open the meeting")
    site.past("come_in", meeting=meeting, handles=there)
    deciding.decide(secretary, again)
    secretary.reads("On the table before")
    _vote_down(secretary, chair, again, against)

    # The convenant says what a second failure leads to; this version puts it on the agenda once more.
    chair.open(f"/beraad/agendapunt/{again}/")
    chair.reads("This item before and after")
    chair.open("/beraad/wachtlijst/")
    chair.reads(title)
    chair.open("/beraad/besluiten/")
    chair.reads_not(title)
