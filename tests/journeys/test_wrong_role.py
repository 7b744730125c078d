# SPDX-License-Identifier: EUPL-1.2
"""Wrong role, wrong organisation, wrong region: a refused page says nothing about what exists."""

import pytest

from . import stories, work

REFUSED = {403, 404}


@pytest.fixture
def case(come, site):
    """A question that was handed over to the UWV: its reference, page, and page at the partner."""
    person, guide, partner = come(), come("gids"), come("uwv")
    stories.ask(person, "Ik zoek werk als kok in Venray.")
    left = stories.leave_question(person, name="Zeldzaam")
    work.take(guide, left)
    work.describe_need(guide, goal="Werk als kok", need="Werk of ander werk zoeken")
    case_path = guide.path
    name = site.staff["uwv"].organisation
    work.prepare_referral(guide, name, fields=["First name", "Phone number"])
    work.spoken_consent(guide)
    work.send_referral(guide)
    work.receive(partner, left)
    return left, case_path, partner.path


def test_refused_pages_say_nothing(come, case):
    left, case_path, inbox_path = case
    pages = {
        "uwv": [case_path, "/nl/werk/", "/nl/werk/nieuw/", "/nl/logboek/", "/nl/beheer/leden/"],
        "gilde": [inbox_path, case_path],
        "redacteur": [case_path, inbox_path, "/nl/werk/", "/nl/logboek/", "/nl/beheer/regio/"],
        "fg": [case_path, inbox_path, "/nl/werk/", "/nl/beheer/organisaties/"],
        "beheer": [case_path, inbox_path, "/nl/werk/", "/nl/logboek/"],
        "buren": [case_path, inbox_path],
    }
    for handle, paths in pages.items():
        somebody = come(handle)
        # What exists and what does not look the same to the one who may not see it.
        unknown = [case_path.replace(left.reference, "W-26-00000"), "/nl/postvak/999999/"]
        texts = {refused_text(somebody, path, left) for path in (*paths, *unknown)}
        assert len(texts) == 1, f"{handle} sees a difference: {texts}"
        somebody.close()


def refused_text(somebody, path, left):
    somebody.open(path, status=tuple(REFUSED))
    somebody.reads_not("Zeldzaam")
    somebody.reads_not(left.reference)
    somebody.reads_not(stories.PHONE)
    return somebody.page.locator("main").inner_text()


def test_log_is_read_without_files(come, case):
    """The functionaris gegevensbescherming reads who did what, and no name of the person."""
    _left, _case_path, _inbox_path = case
    officer = come("fg")
    officer.open("/logboek/")
    officer.sees_heading("Log")
    officer.reads("zaak.take")
    officer.reads_not("Zeldzaam")
    officer.press("Proof")
    officer.press("Check every line now")
    officer.reads("Every line is as it was written")


def test_visitor_is_led_to_sign_in(come, case):
    _left, case_path, _inbox_path = case
    visitor = come()
    visitor.may_have_cookies = True  # The form of signing in needs one.
    visitor.open(case_path)
    visitor.sees_heading("Sign in")


def test_colleague_says_why(come, case):
    """Another guide of the region may read the question, but says why; the person sees it."""
    left, case_path, _inbox_path = case
    colleague = come("collega")
    colleague.open(case_path)
    colleague.sees_heading(left.reference)
    colleague.reads_not("Zeldzaam")
    colleague.choose(
        "Why do you open this question?",
        colleague.page.get_by_role("radio").first.evaluate("(e) => e.labels[0].innerText.trim()"),
    )
    colleague.press("Open the question")
    colleague.sees_heading("Zeldzaam")
