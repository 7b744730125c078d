# SPDX-License-Identifier: EUPL-1.2
"""A refugee with a foreign diploma asks in Arabic: the public path and the own page run from right to left."""

from . import stories, work

QUESTION = "أنا لاجئ ولدي شهادة في الهندسة من سوريا. هل شهادتي معترف بها في هولندا؟"


def reads_from_right_to_left(person):
    assert person.language == "ar"
    assert person.page.locator("html").get_attribute("dir") == "rtl"
    # The page really turns: the heading stands at the right.
    box = person.page.locator("h1").first.evaluate(
        "(e) => { const r = document.createRange(); r.selectNodeContents(e); const b = r.getBoundingClientRect();"
        " return [b.left, innerWidth - b.right]; }"
    )
    assert box[1] <= box[0] + 1, f"the heading does not start at the right: {box}"


def test_in_arabic(come):
    person, guide = come(language="ar"), come("gids")
    person.open("/")
    reads_from_right_to_left(person)
    stories.ask(person, QUESTION)
    stories.sees_answer(person, "شهادتك وخبرتك")
    reads_from_right_to_left(person)

    left = stories.leave_question(person, language="العربية", name="Samir", municipality="Venlo")
    reads_from_right_to_left(person)
    # A code and a number are read from left to right, also here.
    assert person.page.locator(".wr-code bdi").get_attribute("dir") == "ltr"

    work.take(guide, left)
    quote = guide.page.locator("main .wr-quote").first
    assert quote.get_attribute("lang") == "ar"
    assert quote.evaluate("(e) => getComputedStyle(e).direction") == "rtl"
    work.describe_need(guide, goal="Diploma laten waarderen")
    work.agree(guide, "Aanvraag bij IDW met Samir invullen", who="The guide")

    stories.open_private_page(person, left)
    reads_from_right_to_left(person)
    person.reads("شهادتك وخبرتك")
