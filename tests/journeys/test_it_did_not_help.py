# SPDX-License-Identifier: EUPL-1.2
"""Two weeks after the help we ask how it goes. It did not help: the question is open again, on top."""

import re

from . import stories, work
from .stories import Left

QUESTION = "Ik zoek werk als kok in Venray."


def test_one_tap_opens_the_question_again(come, site, way):
    email, name = f"nazorg-{way}@voorbeeld.example", f"Nora {way.width}"
    made = site.past(
        "helped",
        ended=15,
        question=QUESTION,
        need="werk-zoeken",
        partner="fnv",
        partner_person="fnv",
        name=name,
        email=email,
    )
    left = Left(made["reference"], made["code"])
    guide, person = come("gids"), come()
    guide.open("/werk/")
    guide.reads_not(name)

    site.work()
    (letter,) = site.mails(email)
    assert "kok" not in letter
    site.work()
    assert len(site.mails(email)) == 1

    # Looking at the link says nothing; the tap does.
    path = re.search(r"https?://[^/]+(/\S+)", letter).group(1)
    person.open(path)
    person.sees_heading("How does it go now?")
    person.open(path)
    person.press("It did not help. I want to talk to a guide")
    person.reads("Your question is open again. A guide contacts you within two working days.")
    # A second tap on the same answer asks nothing new.
    person.open(path)
    person.press(re.compile(re.escape(person.words("It did not help. I want to talk to a guide"))))

    guide.open("/werk/")
    row = guide.page.locator("tbody tr").filter(has_text=name)
    assert guide.words("It did not help: talk again") in row.inner_text()
    work.open_case(guide, left)
    guide.reads("It did not help: talk again")
    stories.open_private_page(person, left)
    person.reads_not("It did not help: talk again")
    assert person.has("Add something")
