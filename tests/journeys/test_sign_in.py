# SPDX-License-Identifier: EUPL-1.2
"""A guide signs in with the code that the demo shows, and out again."""

import re

from .person import exactly


def test_with_a_one_time_code(come, site, way):
    staff = site.staff[f"aanmelden-{way}"]
    guide = come()
    guide.open("/")
    if guide.page.get_by_role("link", name=guide.pattern("Sign in")).first.is_visible():
        guide.may_have_cookies = True
        guide.press("Sign in")
    else:
        guide.unfold("Menu")
        guide.may_have_cookies = True
        guide.press("Sign in", within=guide.page.locator(".wr-nav__sign-in"))
    guide.sees_heading("Sign in")

    guide.fill("E-mail address", staff.email)
    guide.fill("Password", "een verkeerd wachtwoord")
    guide.press("Sign in", within=guide.page.locator("main"), status=(200, 422))
    assert guide.page.locator("main [role=alert]").count(), guide.page.locator("main").inner_text()

    row = guide.page.locator("tr").filter(has_text=staff.email)
    code = row.locator("code").inner_text()
    assert re.fullmatch(r"\d{6}", code)
    guide.fill("E-mail address", staff.email)
    guide.fill("Password", staff.password)
    guide.press("Sign in", within=guide.page.locator("main"))
    guide.sees_heading("One more step")
    guide.fill("Code of your authenticator app", code)
    guide.press("Sign in", within=guide.page.locator("main"))
    guide.sees_heading("My worklist")
    guide.reads(staff.name)
    guide.reads(staff.organisation)

    guide.press("Sign out")
    if guide.has("Sign out") and "logout" in guide.path:
        guide.press("Sign out", within=guide.page.locator("main"))
    guide.open("/werk/")
    guide.sees_heading("Sign in")


def test_in_english(come, site):
    guide = come("gids", language="en")
    guide.open("/werk/")
    guide.sees_heading("My worklist")
    guide.press(exactly("Nederlands"))
    assert guide.path.startswith("/nl/werk/")
