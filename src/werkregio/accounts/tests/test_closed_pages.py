# SPDX-License-Identifier: EUPL-1.2
"""Pages of the sign-in package that have nothing to do here lead to the own profile."""

import pytest
from django.urls import reverse


@pytest.mark.parametrize(
    ("name", "kwargs"),
    [
        ("accounts:email", {}),
        ("accounts:confirm-email", {}),
        ("accounts:confirm-email-key", {"key": "abc:def"}),
    ],
)
def test_a_page_about_the_address_leads_to_the_profile(signed_in, name, kwargs):
    response = signed_in().get(reverse(name, kwargs=kwargs))
    assert (response.status_code, response["Location"]) == (302, reverse("accounts:profile"))
