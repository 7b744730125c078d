# SPDX-License-Identifier: EUPL-1.2
"""Employers: three vacancies and a question on LKS, a second partner who sees who has it, and a group."""

from . import stories
from .person import Person, exactly

QUESTION = "Ik zoek drie mensen voor mijn bakkerij. Krijg ik loonkostensubsidie als iemand minder kan?"
LETTER = "The people who lose their work"


def vacancy(person: Person, titel: str, tasks: str, *, more: bool) -> None:
    person.fill("The work in your own words", titel)
    person.fill("What does somebody do on a day?", tasks)
    person.fill("What can somebody learn with you?", "Het hele vak")
    person.press("Add, and another vacancy" if more else "Next step")


def company(person: Person, name: str, kvk: str) -> None:
    person.sees_heading("Your company")
    person.fill("Name of the company or organisation", name)
    person.fill("KvK number", kvk)
    person.choose("Municipality where the work is", "Venray")
    person.press("Next step")


def contact(person: Person, name: str, email: str) -> None:
    person.sees_heading("Whom do we talk to?")
    person.fill("First name of the person we talk to", name)
    person.choose("How do we reach this person?", "Send an e-mail")
    person.fill("E-mail address", email)
    person.press("Next step")
    person.sees_heading("Check your answers")


def find(partner: Person, name: str, *, tab: str = "open") -> None:
    """Search the company on the list of employers, and open it."""
    partner.open(f"/werk/werkgevers/?lijst={tab}")
    partner.fill("Company, KvK number or reference", name)
    partner.press("Filter")
    partner.press(exactly(name), within=partner.page.locator("tbody"))
    partner.sees_heading(name)


def test_three_vacancies_and_a_second_partner_who_sees_who_has_it(come, way):
    person, uwv, waa = come(), come("uwv"), come("waa")
    # Each way of walking has a company of its own: the site is the same.
    name, kvk = f"Bakkerij Zonneveld {way.width}", "9999" + f"{way.width:04d}"
    person.open("/")
    person.fill("Your question", QUESTION)
    person.tick("I ask this for my company or organisation")
    person.press("Find help")
    for _ in range(4):
        if not person.has("Skip this question"):
            break
        person.press("Skip this question")
    person.sees_heading("Help that suits you")
    person.press("Leave your question as an employer", within=person.page.locator("section").first)
    person.sees_heading("Your question as an employer")
    person.tick("I am looking for people: one or more vacancies")
    person.tick("Help with wage costs or risk, such as LKS, LKV or no-risk")
    person.press("Next step")
    company(person, name, kvk)
    person.sees_heading("Your vacancies")
    vacancy(person, "Bakker", "Deeg kneden", more=True)
    vacancy(person, "Hulp", "Schoonmaken", more=True)
    vacancy(person, "Verkoper", "Klanten helpen", more=False)
    contact(person, "Els", "els@bakkerij.example")
    for titel in ("Bakker", "Hulp", "Verkoper"):
        person.reads(titel)
    person.press("Send my question")
    left = stories.read_code(person)

    find(uwv, name)
    uwv.press("Become the contact")
    uwv.reads("You are the contact of this employer now.")
    uwv.reads("els@bakkerij.example")
    uwv.fill("What was said", "Gesproken over de taken en over LKS", within="Note a conversation")
    uwv.press("Save note", within="Note a conversation")
    uwv.reads("Noted.")

    # The second partner sees who has it, and joins in instead of calling as well.
    find(waa, name)
    waa.reads(uwv.staff.name)
    assert "els@bakkerij.example" not in waa.page.content()
    waa.press("Ask to join in")
    find(uwv, name, tab="mijn")
    uwv.press("Yes, with the contact person")
    uwv.reads("This partner joins in.")
    find(waa, name)
    waa.reads("els@bakkerij.example")

    # The employer sees who the contact is and who read it.
    stories.open_private_page(person, left)
    person.reads(uwv.staff.name)
    person.reads("Verkoper")


def test_a_partner_who_types_the_same_employer_sees_it_before_saving(come, way):
    uwv, venlo = come("uwv"), come("venlo")
    name, kvk = f"Kwekerij Groenland {way.width}", "9998" + f"{way.width:04d}"
    for partner in (uwv, venlo):
        partner.open("/werk/werkgevers/nieuw/")
        partner.fill("Name of the company or organisation", name)
        partner.fill("KvK number", kvk)
        partner.tick("Training of my staff")
        partner.fill("The question, in the words of the employer", "Wie betaalt een cursus Nederlands?")
        partner.fill("First name of the person we talk to", "Toon")
        partner.choose("How do we reach this person?", "The employer looks on the own page")
        partner.tick(
            "I told the employer what we keep, that partners see the company and the subject, and that "
            "only the contact sees who the person is"
        )
        partner.press("Save and give a code", status=200 if partner is uwv else 422)
    venlo.reads("Somebody may have this employer already")
    venlo.reads(uwv.staff.name)
    venlo.press(exactly(name))
    venlo.press("Ask to join in")
    venlo.reads("You asked to join in. The contact answers.")


def test_a_group_that_loses_its_work_and_a_worker_before_the_last_day(come, way):
    person, guide, worker = come(), come("gids"), come(language="pl")
    name = f"Transport Snelweg {way.width}"
    person.open("/werkgever/")
    person.press("Tell us about the group")
    person.fill("Your question, in your own words", "Onze vestiging sluit in maart.")
    person.press("Next step")
    company(person, name, "9997" + f"{way.width:04d}")
    person.sees_heading(LETTER)
    person.fill("How many people lose their work, or may lose it?", "40")
    person.tick("Through an agency")
    person.tick("Permanent")
    person.press("Next step")
    contact(person, "Mieke", "mieke@transport.example")
    person.press("Send my question")
    left = stories.read_code(person)
    stories.open_private_page(person, left)
    person.press("Print the letter for the people")
    person.sees_heading("Letter for your people")
    code = person.page.locator(".wr-code").first.inner_text().strip()

    # Somebody of the group comes in the own language; the employer never sees who.
    worker.open("/groep/")
    worker.fill("Code on your letter", code)
    worker.press("Go on")
    worker.sees_heading("Help to other work")
    worker.fill("Your question", "Moja umowa kończy się w marcu, szukam innej pracy")
    worker.press("Find help")
    for _ in range(4):
        if not worker.has("Skip this question"):
            break
        worker.press("Skip this question")
    stories.sees_answer(worker)
    stories.leave_question(worker, reach="I look at my page myself")

    find(guide, name)
    guide.press("Become the contact")
    # One person came: too few to say.
    guide.reads("How many of the people left a question is shown from %(limit)s on, so that nobody can be "
                "recognised.", limit=10)  # fmt: skip
