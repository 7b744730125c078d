# SPDX-License-Identifier: EUPL-1.2
"""What points at one person is recognised; figures, years and places are not."""

import pytest

from werkregio.foundation.personal_data import Personal, find_personal


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("mijn nummer is 111222333", {"bsn"}),
        ("mail naar iemand@voorbeeld.example", {"mail"}),
        ("bel 06-12345678", {"telefoon"}),
        ("bel +31 6 12345678 of 0478 123456", {"telefoon"}),
        ("mevrouw De Voorbeeld zei dat", {"naam"}),
        ("dhr. van der Voorbeeld", {"naam"}),
        ("Mijn naam is Voorbeeld", {"naam"}),
        ("In 2026 waren er 1.250.000 banen, 12,5 procent meer dan in 2024-2025", set()),
        ("De gemeente Venray vraagt € 250.000 voor 2026 en 2027", set()),
        ("de heren van de bouw en de dame in het verhaal", set()),
        ("", set()),
    ],
)
def test_kinds_of_personal_data(text, kinds):
    assert find_personal(text) == {Personal(kind) for kind in kinds}
