# SPDX-License-Identifier: EUPL-1.2
"""OpenID Connect against a real provider process: who gets in, and every wrong answer that does not."""

import http.client
import json
import logging
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.factories import LidmaatschapFactory, UserFactory

import werkregio.connectors.tests
from werkregio.accounts.models import User
from werkregio.accounts.oidc import carries_bsn
from werkregio.foundation.models import AuditLine

BSN = "111222333"  # invented: it passes the check only
PERSON = {
    "sub": "pseudonym-1",
    "email": "noor@voorbeeld.example",
    "email_verified": True,
    "name": "Noor Voorbeeld",
    "organisation": "00000001",
}


@pytest.fixture(scope="module")
def provider():
    """The provider runs as its own process on a free port."""
    script = Path(werkregio.connectors.tests.__file__).parent / "oidc_provider.py"
    process = subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True
    )
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait(timeout=10)


@pytest.fixture
def broker(provider, settings, db):
    """A function that sets the claims and the fault of the next sign-in."""
    cache.clear()
    app = {
        "provider_id": "broker",
        "name": "Broker van de test",
        "client_id": "werkregio-test",
        "secret": "secret-of-the-test-client",
        "settings": {"server_url": f"http://127.0.0.1:{provider}"},
    }
    settings.OIDC_APPS = [app]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}

    def configure(fault="", **claims):
        call(provider, "POST", "/test", json.dumps({"claims": {**PERSON, **claims}, "fault": fault}))

    configure.app = app
    configure.port = provider
    configure()
    return configure


def call(port, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, body)
        response = connection.getresponse()
        response.read()
        return response
    finally:
        connection.close()


def sign_in(broker, client, *, provider_id="broker", query="", change=lambda address: address):
    """What a browser does: press the button, go to the broker, come back."""
    start = client.post(f"{reverse('openid_connect_login', args=[provider_id])}{query}")
    if start.status_code != 302:
        return start
    address = urlsplit(start.url)
    back = urlsplit(call(broker.port, "GET", f"{address.path}?{address.query}").getheader("Location"))
    return client.get(change(f"{back.path}?{back.query}"))


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.fixture
def client():
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def person(db):
    """Somebody who was invited before and has a membership."""
    return LidmaatschapFactory(user=UserFactory(email=PERSON["email"], second_factor=False)).user


def test_somebody_who_was_invited_gets_in(broker, client, person):
    sign_in(broker, client)
    assert client.session["_auth_user_id"] == str(person.pk)
    account = SocialAccount.objects.get()
    assert (account.user, account.uid, account.extra_data) == (person, "pseudonym-1", {})
    assert not SocialToken.objects.exists()


def test_the_second_time_the_pseudonym_is_enough(broker, client, person):
    sign_in(broker, client)
    broker(email="new@voorbeeld.example")
    again = Client(HTTP_HOST="localhost")
    sign_in(broker, again)
    assert again.session["_auth_user_id"] == str(person.pk)
    assert SocialAccount.objects.get().extra_data == {}


def test_a_second_factor_that_was_set_is_asked_here_too(broker, client):
    LidmaatschapFactory(user=UserFactory(email=PERSON["email"]))
    assert sign_in(broker, client).url == reverse("mfa_authenticate")
    assert not is_in(client)


def test_the_request_carries_nonce_state_and_challenge(broker, client, person):
    start = client.post(reverse("openid_connect_login", args=["broker"]))
    query = parse_qs(urlsplit(start.url).query)
    assert len(query["nonce"][0]) >= 32
    assert query["code_challenge_method"] == ["S256"]
    assert query["state"]
    assert set(query["scope"][0].split()) == {"openid", "profile", "email"}


def test_parameters_in_our_own_address_are_not_passed_on(broker, client, person):
    start = client.post(
        reverse("openid_connect_login", args=["broker"]) + "?auth_params=nonce%3Dmine&scope=admin"
    )
    query = parse_qs(urlsplit(start.url).query)
    assert query["nonce"] != ["mine"]
    assert "admin" not in query["scope"][0]


@pytest.mark.parametrize(
    "fault",
    ["wrong-nonce", "no-nonce", "expired", "wrong-issuer", "wrong-audience", "wrong-key", "other-userinfo"],
)
def test_a_wrong_answer_lets_nobody_in(broker, client, person, fault):
    broker(fault)
    page = sign_in(broker, client)
    assert page.status_code in (200, 401)
    assert "socialaccount/authentication_error.html" in [template.name for template in page.templates]
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


def test_an_answer_cannot_be_used_twice_or_by_another(broker, client, person):
    seen = []
    sign_in(broker, client, change=lambda address: seen.append(address) or address)
    other = Client(HTTP_HOST="localhost")
    other.get(seen[0])
    assert not is_in(other)
    client.logout()
    client.get(seen[0])
    assert not is_in(client)


@pytest.mark.parametrize("change", [{"email": "niemand@voorbeeld.example"}, {"email_verified": False}])
def test_somebody_unknown_is_refused_and_leaves_nothing(broker, client, person, change):
    broker(**change)
    answer = sign_in(broker, client)
    assert answer.url == reverse("account_login")
    assert not is_in(client)
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_somebody_who_may_not_come_any_more_is_refused(broker, client, person):
    sign_in(broker, client)
    person.is_active = False
    person.save()
    again = Client(HTTP_HOST="localhost")
    sign_in(broker, again)
    assert not is_in(again)


@pytest.mark.parametrize("provider_id", ["unknown", "google", "%2e%2e"])
def test_an_unknown_broker_is_not_there(broker, client, provider_id):
    assert client.post(f"/nl/account/oidc/{provider_id}/login/").status_code == 404
    assert client.get(f"/nl/account/oidc/{provider_id}/login/callback/?code=x&state=y").status_code == 404


@pytest.mark.parametrize(("organisation", "enters"), [("00000001", True), ("00000002", False), ("", False)])
def test_an_unknown_organisation_is_refused(broker, client, person, organisation, enters):
    broker.app["settings"] |= {"organisation_claim": "organisation", "organisations": ["00000001"]}
    broker(organisation=organisation)
    sign_in(broker, client)
    assert is_in(client) is enters


def test_a_discovery_document_of_another_issuer_is_refused(broker, client, person):
    broker.app["settings"]["issuer"] = "https://real-broker.example"
    sign_in(broker, client)
    assert not is_in(client)


@pytest.mark.parametrize(
    "claims",
    [
        {"bsn": BSN},
        {"urn:nl:bsn": BSN},
        {"sub": BSN},
        {"act": {"BSN": BSN}},
        {"ids": [{"type": "BSN", "value": "s00000000:111222333"}]},
        {"identifier": BSN},
        {"subject": "urn:nl-eid:legacy-BSN:111222333"},
    ],
)
def test_a_token_with_a_bsn_is_refused_and_leaves_no_trace(broker, client, person, claims, caplog):
    caplog.set_level(logging.DEBUG)
    broker(**claims)
    answer = sign_in(broker, client)
    assert answer.url == reverse("account_login")
    assert not is_in(client)
    assert not SocialAccount.objects.exists()
    assert BSN not in caplog.text
    assert BSN not in str(dict(client.session))
    assert BSN not in str(list(AuditLine.objects.values()))


def test_a_bsn_that_comes_later_is_refused_and_not_kept(broker, client, person):
    sign_in(broker, client)
    broker(bsn=BSN)
    again = Client(HTTP_HOST="localhost")
    sign_in(broker, again)
    assert not is_in(again)
    assert BSN not in str(list(SocialAccount.objects.values()))


@pytest.mark.parametrize(
    ("claims", "carries"),
    [
        ({"sub": "123456789"}, False),
        ({"kvk": "10000008"}, False),
        ({"phone_number": "0111222333"}, False),
        ({"name": "Bsn Jansen"}, False),
        ({"iat": 111222333}, False),
        ([{"a": [{"b": BSN}]}], True),
    ],
)
def test_what_counts_as_a_bsn(claims, carries):
    assert carries_bsn(claims) is carries


def test_an_invitation_can_be_answered_through_the_broker_without_a_password(broker, client, signed_in):
    admin = signed_in("partnerbeheerder", soort="onderwijs")
    admin.post(
        reverse("regio:invite", args=[admin.partij.pk]), {"email": PERSON["email"], "roles": ["professional"]}
    )
    path = re.search(r"https?://[^/]+(/\S+/uitnodiging/\S+/)", mail.outbox[-1].body)[1]
    assert reverse("openid_connect_login", args=["broker"]) in client.get(path).content.decode()
    back = sign_in(broker, client, query=f"?next={path}")
    assert back.url == path
    user = User.objects.get(email=PERSON["email"])
    assert (user.name, user.has_usable_password()) == ("Noor Voorbeeld", False)
    assert not user.lidmaatschappen.exists()
    client.post(path)
    assert user.lidmaatschappen.get().partij == admin.partij


def test_the_sign_in_page_offers_the_broker(broker, client):
    text = client.get(reverse("account_login")).content.decode()
    assert "Broker van de test" in text
