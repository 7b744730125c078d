# SPDX-License-Identifier: EUPL-1.2
"""Names of who offers help: clean, and nothing rather than a note."""

import pytest

from werkregio.werkcentrum.rules.plain_names import provider_shown, source_shown
from werkregio.werkcentrum.services.directory_load import file_entries


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("UWV", "UWV"),
        ("gemeente", "Gemeente"),
        ("UWV (IOW), gemeente (IOAW)", "UWV, gemeente"),
        ("Zorgbureau (opdracht tot 2026-04-01, opvolger onbekend)", "Zorgbureau"),
        ("roc (Gilde, Yuverta) met leerbedrijf", "Roc met leerbedrijf"),
        ("Leerwerkloket, nu Werkcentrum", "Werkcentrum"),
        ("UWV, gemeente of andere overheid", "UWV, gemeente of andere overheid"),
        ("(onbekend)", ""),
        ("", ""),
    ],
)
def test_a_provider_is_a_name(text, shown):
    assert provider_shown(text) == shown


def test_no_entry_of_ours_shows_a_note():
    names = {provider_shown(entry.content["provider_name"]) for entry in file_entries()}
    assert not [name for name in names if set("()") & set(name) or "onbekend" in name or name != name.strip()]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://bron.example/", "https://bron.example/"),
        ("Staatscourant 2026, 100", "Staatscourant 2026, 100"),
        ("dossier", ""),
        ("Eigen tekst", ""),
        ("", ""),
    ],
)
def test_a_source_can_be_found_by_a_reader(text, shown):
    assert source_shown(text) == shown
