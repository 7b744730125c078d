# SPDX-License-Identifier: EUPL-1.2
"""A Polish temp worker with a problem of housing and of wages: two needs, one guide, her own language."""

from . import stories, work

QUESTION = (
    "Pracuję w szklarni przez agencję. Agencja płaci za mało i mieszkam w drogim i brudnym pokoju. "
    "Boję się, że stracę pokój, gdy zmienię pracę. Bardzo proszę o pomoc."
)


def test_two_needs(come, site):
    person, guide, colleague = come(language="pl"), come("gids"), come("collega")
    stories.ask(person, QUESTION)
    assert person.language == "pl"
    stories.sees_answer(person, "Problemy z pracodawcą, mieszkaniem lub dokumentami")
    person.reads(QUESTION)
    left = stories.leave_question(person, name="Ania", language="Polski", municipality="Horst aan de Maas")

    work.take(guide, left)
    guide.sees_heading("Ania")
    guide.reads("Polski")
    work.describe_need(guide, goal="Het loon krijgen dat in het contract staat")
    work.add_need(guide, "Hulp bij geldzorgen", goal="Een kamer die los staat van het werk")
    work.agree(guide, "Loonstroken verzamelen", who="The person")

    # The colleague speaks Polish: the question moves on, with everything in it.
    guide.unfold("Hand over to a colleague")
    guide.choose("To which colleague?", colleague.staff.name, within="Hand over to a colleague")
    guide.press("Hand over", within="Hand over to a colleague")
    work.open_case(colleague, left)
    colleague.reads("Loonstroken verzamelen")
    name = site.staff["fnv"].organisation
    work.prepare_referral(colleague, name, fields=["First name", "Language"])

    stories.open_private_page(person, left)
    person.reads("Czy możemy przekazać te dane?")
    person.press(person.page.locator(".wr-consent form button").first.inner_text())
    work.open_referral(colleague, left, name)
    work.send_referral(colleague)
    union = come("fnv")
    work.receive(union, left)
    union.reads("Ania")
