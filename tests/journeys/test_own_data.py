# SPDX-License-Identifier: EUPL-1.2
"""Own data: the officer answers a request to see everything; somebody else is erased and the code is dead."""

from . import stories

QUESTION = "Ik zoek werk in de zorg, liefst dicht bij huis."


def open_request(officer, left) -> None:
    """Find the request by the number of the question."""
    officer.open("/verzoeken/")
    officer.fill("Number of the request or question", left.reference)
    officer.press("Filter")
    row = officer.page.locator("tbody tr").filter(has_text=left.reference)
    officer.press("I want to see what you keep about me", within=row)


def ask(person, what: str) -> None:
    """On the own page, that is open."""
    person.press("Ask us to see, change or erase your data")
    person.choose("What do you ask?", what)
    person.press("Send my request")
    person.reads("We received your request. A guide answers it.")


def test_the_officer_answers_a_request_to_see_everything(come, site):
    person, officer = come(), come("fg")
    stories.ask(person, QUESTION)
    left = stories.leave_question(person, name="Samira")
    stories.open_private_page(person, left)
    person.press("Read everything that we keep about you")
    person.sees_heading("Everything that we keep about you")
    person.reads(QUESTION)
    person.reads_not("Samira")
    person.press("Back to your question")
    ask(person, "I want to see what you keep about me")
    person.reads(
        "For your contact details we must know that it is you. Come by with an identity document, or let us "
        "call you back."
    )

    open_request(officer, left)
    officer.sees_heading("I want to see what you keep about me")
    officer.reads("Establish who asks")
    officer.choose("Decision", "Granted")
    officer.press("Save the decision", status=422)
    officer.reads("Establish first who asks.")
    officer.choose("How do you know who it is?", "Showed an identity document at the counter; no copy kept")
    officer.press("Save who asks")
    officer.reads("Written down.")
    officer.choose("Decision", "Granted")
    officer.press("Save the decision")
    officer.reads("Decided. It stands on the own page.")
    officer.press("Open the copy")
    officer.reads("Samira")
    officer.reads(QUESTION)
    officer.press("Back to the request")
    officer.press("The letter that fits now")
    officer.reads("Your request about your data, %(number)s", number="R-26-")
    officer.press("Back to the request")
    officer.press("The copy was given")
    officer.reads("Done.")

    person.open("/mijn-vraag/")
    person.reads("Granted")
    person.reads("Answers the request about own data")
    officer.open("/logboek/verwerkingen/")
    officer.sees_heading("Register of processing activities")


def test_who_asks_to_be_erased_is_erased(come, site):
    person, officer = come(), come("fg")
    stories.ask(person, QUESTION)
    left = stories.leave_question(person, name="Piotr")
    stories.open_private_page(person, left)
    ask(person, "Erase my data")

    officer.open("/verzoeken/")
    officer.fill("Number of the request or question", left.reference)
    officer.press("Filter")
    officer.press("Erase my data", within=officer.page.locator("tbody tr").first)
    officer.choose("Decision", "Granted")
    officer.press("Save the decision")
    officer.reads("Everything that the person told us is erased at once. Nobody can bring it back.")
    officer.reads("Counts by month, without anything that leads back to you.")
    officer.press("Erase now")
    officer.reads("Done.")
    officer.reads_not(left.reference)
    officer.press("The letter that fits now")
    officer.press("Back to the request")

    # The page that was open is closed, and the code opens nothing any more.
    person.open("/mijn-vraag/")
    person.fill("Your code", left.code)
    person.press("Open my page", status=422)
    person.reads("We do not know this code. Look at it once more: it has 16 letters and digits.")
    officer.open("/bewaren/")
    officer.sees_heading("Keeping and erasing data")
    officer.press("Hold a question back")
    officer.fill("Number of the question", left.reference)
    officer.choose("Why does erasing wait?", "A complaint runs")
    officer.fill("Until and including", "2030-01-01")
    officer.press("Hold back", status=422)
