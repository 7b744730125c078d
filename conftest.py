# SPDX-License-Identifier: EUPL-1.2
"""Every test runs at one fixed moment, without a network, without an encoder."""

import socket

import hypothesis
import pytest
from django.test import Client, TestCase, TransactionTestCase
from django.utils import translation
from tests.factories import MOMENT, LidmaatschapFactory, PartijFactory

from werkregio.foundation import clock
from werkregio.foundation.chain import without_triggers

# The first example of a property pays for what is loaded only once: no time limit for each.
hypothesis.settings.register_profile("werkregio", deadline=None)
hypothesis.settings.load_profile("werkregio")


@pytest.fixture(autouse=True)
def _fixed_moment():
    with clock.frozen(MOMENT):
        yield


@pytest.fixture(autouse=True)
def _own_language(settings):
    """A page that a test asked for leaves its language behind: each test starts in Dutch."""
    with translation.override(settings.LANGUAGE_CODE):
        yield


@pytest.fixture
def in_english():
    """For tests that read the sentence of a refusal as it stands in the code."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    """A test that calls another machine fails at once."""
    real = socket.socket.connect

    def connect(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in (
            "127.0.0.1",
            "localhost",
            "::1",
        ):
            raise RuntimeError(f"A test tried to reach {address[0]}.")
        return real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(autouse=True, scope="session")
def _flush_without_triggers():
    """Tests with real transactions empty the tables afterwards: their triggers stand aside for that."""
    original = TransactionTestCase._fixture_teardown

    def teardown(self):
        # A test inside one transaction is undone, not emptied: nothing stands in its way.
        if isinstance(self, TestCase):
            return original(self)
        with without_triggers():
            return original(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield


@pytest.fixture(autouse=True)
def _quick_settings(settings):
    settings.ENCODER = "uit"
    settings.KEEP_PAGES = False  # Rows of one test have the keys and times of the next.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def signed_in(db):
    """A function that gives a client signed in with a role: `signed_in("gids", partij=...)`.

    The client has `.user` and `.partij`.
    """

    def sign_in(role: str = "gids", *, partij=None, **fields) -> Client:
        partij = partij or PartijFactory(**fields)
        lidmaatschap = LidmaatschapFactory(partij=partij, role=role)
        client = Client(HTTP_HOST="localhost")
        client.force_login(lidmaatschap.user)
        client.user, client.partij = lidmaatschap.user, partij
        return client

    return sign_in
