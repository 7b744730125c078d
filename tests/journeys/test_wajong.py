# SPDX-License-Identifier: EUPL-1.2
"""Somebody with a Wajong benefit wants to try work: health is no reason to refuse, a BSN is."""

from . import stories, work

QUESTION = (
    "Ik heb een Wajong-uitkering omdat ik epilepsie heb. Ik wil op proef werken. Houd ik mijn uitkering?"
)
WITH_NUMBER = QUESTION + " Mijn nummer is 111222333."


def test_health_may_stay_out(come, site):
    person, guide, partner = come(), come("gids"), come("uwv")
    person.open("/")
    person.fill("Your question", WITH_NUMBER)
    person.press("Find help", status=422)
    person.reads(
        "Your text holds a number that looks like a citizen service number (BSN), %(place)s. "
        "We do not need it and may not keep it. Please take the number out.",
        place=person.words("after “%(words)s”", words="uitkering? Mijn nummer is"),
    )
    assert "111222333" in person.page.get_by_label(person.pattern("Your question")).input_value()
    stories.ask(person, QUESTION)
    stories.sees_answer(person, "Op proef werken")

    person.press("Leave your question for a guide")
    person.press("Next step")
    person.choose("Choose what suits you", "I look at my page myself")
    person.press("Next step")
    person.fill("First name", "Mees")
    person.press("Next step")
    person.sees_heading("Check your answers")
    person.press("Yes, leave them out")
    person.reads_not("epilepsie")
    person.press("Send my question")
    left = stories.read_code(person)

    work.take(guide, left)
    guide.reads_not("epilepsie")
    work.describe_need(guide, goal="Drie maanden proberen in een magazijn", need="Op proef werken")
    name = site.staff["uwv"].organisation
    work.prepare_referral(guide, name, fields=["First name"])

    # No is an answer too: nothing was shared, and the guide looks further.
    stories.open_private_page(person, left)
    person.press("Nee, liever niet")
    person.reads("Fine. Nothing was shared. Your guide looks for another way.")
    partner.open("/postvak/")
    partner.reads_not(left.reference)
    work.open_case(guide, left)
    guide.reads("Withdrawn by the person")
