# SPDX-License-Identifier: EUPL-1.2
"""Sign-in in steps, the pages of the account, and what they do not tell."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from tests.factories import LidmaatschapFactory, UserFactory

from werkregio.accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "een zin van mijzelf 7"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def client():
    return Client(HTTP_HOST="localhost")


@pytest.fixture
def person():
    """Somebody with a password and no second factor."""
    user = UserFactory(email="noor@voorbeeld.example", name="Noor Voorbeeld", second_factor=False)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def with_factor(person):
    TOTP.activate(person, SECRET)
    return person


def code_now(secret=SECRET):
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def sign_in(client, email="noor@voorbeeld.example", password=PASSWORD):
    return client.post(reverse("account_login"), {"login": email, "password": password})


class TestSteps:
    def test_password_alone_is_not_enough(self, client, with_factor):
        answer = sign_in(client)
        assert answer.url == reverse("mfa_authenticate")
        assert client.get(reverse("accounts:profile")).status_code == 302
        assert "_auth_user_id" not in client.session

    def test_password_and_code_let_in(self, client, with_factor):
        sign_in(client)
        page = client.get(reverse("mfa_authenticate"))
        assert page.status_code == 200
        answer = client.post(reverse("mfa_authenticate"), {"code": code_now()})
        assert answer.status_code == 302
        assert client.session["_auth_user_id"] == str(with_factor.pk)

    def test_a_code_works_once(self, client, with_factor):
        code = code_now()
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code})
        other = Client(HTTP_HOST="localhost")
        sign_in(other)
        assert other.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200
        assert "_auth_user_id" not in other.session

    @pytest.mark.parametrize("code", ["", "000000", "abcdef", "1" * 50, "' or 1=1"])
    def test_a_wrong_code_does_not(self, client, with_factor, code):
        sign_in(client)
        page = client.post(reverse("mfa_authenticate"), {"code": code})
        assert page.status_code == 200
        assert page.context["form"].errors
        assert "_auth_user_id" not in client.session

    def test_the_session_changes_at_sign_in(self, client, person):
        client.get(reverse("account_login"))
        before = client.cookies.get("sessionid")
        sign_in(client)
        assert client.cookies["sessionid"].value != (before.value if before else None)
        assert client.cookies["sessionid"]["httponly"]
        assert client.cookies["sessionid"]["samesite"] == "Lax"

    def test_signing_out_asks_first_and_ends_the_session(self, client, person):
        sign_in(client)
        assert client.get(reverse("account_logout")).status_code == 200
        client.post(reverse("account_logout"))
        assert client.get(reverse("accounts:profile")).status_code == 302

    def test_somebody_who_may_not_come_any_more_does_not_get_in(self, client, person):
        person.is_active = False
        person.save()
        sign_in(client)
        assert "_auth_user_id" not in client.session

    def test_the_secret_is_kept_sealed(self, with_factor):
        data = Authenticator.objects.get(user=with_factor).data
        assert SECRET not in str(data)

    def test_the_first_page_is_in_the_language_of_the_person(self, client, person):
        person.language = "en"
        person.save()
        assert sign_in(client).url.startswith("/en/")


class TestNothingIsTold:
    def test_a_wrong_password_and_an_unknown_address_look_the_same(self, client, person):
        wrong = sign_in(client, password="niet het goede wachtwoord")
        unknown = sign_in(client, email="niemand@voorbeeld.example")
        assert wrong.context["form"].errors == unknown.context["form"].errors

    def test_asking_a_new_password_looks_the_same_and_mails_only_who_is_known(self, client, person):
        answers = [
            client.post(reverse("account_reset_password"), {"email": email}, follow=True)
            for email in ("noor@voorbeeld.example", "niemand@voorbeeld.example")
        ]
        texts = [re.sub(r'value="[^"]{60,}"', "", answer.content.decode()) for answer in answers]
        assert texts[0] == texts[1]
        assert [message.to for message in mail.outbox] == [["noor@voorbeeld.example"]]

    def test_many_wrong_tries_must_wait(self, client, person):
        last = [sign_in(client, password="fout") for _ in range(12)][-1]
        assert last.status_code == 429 or last.context["form"].errors
        assert "_auth_user_id" not in sign_in(client).wsgi_request.session

    def test_nobody_signs_up(self, client):
        assert client.get(reverse("account_signup")).status_code == 200
        client.post(
            reverse("account_signup"),
            {"email": "x@voorbeeld.example", "password1": PASSWORD, "password2": PASSWORD},
        )
        assert not User.objects.filter(email="x@voorbeeld.example").exists()


class TestNewPassword:
    def test_the_link_in_the_message_sets_a_new_password_once(self, client, person):
        client.post(reverse("account_reset_password"), {"email": person.email})
        path = re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]
        page = client.get(path, follow=True)
        new = "een heel andere zin 8"
        action = page.redirect_chain[-1][0]
        client.post(action, {"password1": new, "password2": new})
        person.refresh_from_db()
        assert person.check_password(new)
        again = Client(HTTP_HOST="localhost").get(path, follow=True)
        assert again.context["token_fail"]

    def test_a_password_is_changed_with_the_old_one(self, client, person):
        sign_in(client)
        url = reverse("account_change_password")
        assert client.get(url).status_code == 200
        new = "een heel andere zin 8"
        refused = client.post(url, {"oldpassword": "fout", "password1": new, "password2": new})
        assert refused.context["form"].errors
        client.post(url, {"oldpassword": PASSWORD, "password1": new, "password2": new})
        person.refresh_from_db()
        assert person.check_password(new)
        assert mail.outbox[-1].to == [person.email]


class TestSecondFactor:
    def test_a_role_that_needs_one_leads_there_from_every_page(self, client, person):
        LidmaatschapFactory(user=person, role="partnerbeheerder")
        sign_in(client)
        for name in ("portal:start", "regio:own-partij"):
            answer = client.get(reverse(name))
            assert (answer.status_code, answer.url) == (302, reverse("mfa_index"))
        assert client.get(reverse("accounts:profile")).status_code == 200
        assert client.get(reverse("regio:acting")).status_code == 200

    @pytest.mark.django_db(transaction=True)
    def test_setting_the_app_gives_the_rights_and_recovery_codes(self, client, person):
        lid = LidmaatschapFactory(user=person, role="partnerbeheerder")
        sign_in(client)
        page = client.get(reverse("mfa_activate_totp"))
        assert page.status_code == 200, page.url
        text = page.content.decode()
        assert "<svg" in text
        assert "data:image" not in text
        assert not re.search(r"\sstyle=", text)
        secret = page.context["form"].secret
        answer = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
        assert answer.url == reverse("mfa_view_recovery_codes")
        codes = client.get(answer.url)
        assert len(codes.context["unused_codes"]) == 10
        assert client.get(reverse("regio:partij", args=[lid.partij_id])).status_code == 200

    def test_a_recovery_code_lets_in_once(self, client, with_factor):
        from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

        code = RecoveryCodes.activate(with_factor).get_unused_codes()[0]
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": code})
        assert client.session["_auth_user_id"] == str(with_factor.pk)
        other = Client(HTTP_HOST="localhost")
        sign_in(other)
        other.post(reverse("mfa_authenticate"), {"code": code})
        assert "_auth_user_id" not in other.session

    def test_a_person_without_such_a_role_is_left_alone(self, client, person):
        LidmaatschapFactory(user=person, role="redacteur")
        sign_in(client)
        assert client.get(reverse("regio:acting")).status_code == 200

    def test_a_public_page_asks_the_database_nothing_about_the_person(self, client, person):
        LidmaatschapFactory(user=person, role="partnerbeheerder")
        sign_in(client)
        assert client.get(reverse("account_signup")).status_code == 200


class TestProfile:
    def test_name_and_language_are_changed(self, client, person):
        sign_in(client)
        url = reverse("accounts:profile")
        answer = client.post(url, {"name": "  Noor V.  ", "language": "en"})
        assert answer.url == "/en/account/profiel/"
        person.refresh_from_db()
        assert (person.name, person.language) == ("Noor V.", "en")

    @pytest.mark.parametrize("data", [{"name": "", "language": "nl"}, {"name": "x", "language": "ar"}])
    def test_what_cannot_be_is_refused(self, client, person, data):
        sign_in(client)
        page = client.post(reverse("accounts:profile"), data)
        assert page.context["form"].errors

    def test_roles_are_shown(self, client, with_factor):
        lid = LidmaatschapFactory(user=with_factor, role="partnerbeheerder")
        client.force_login(with_factor)
        page = client.get(reverse("accounts:profile"))
        assert lid.partij.naam in page.context["roles"][0]

    @pytest.mark.parametrize("name", ["account_email", "account_set_password", "account_confirm_login_code"])
    def test_pages_that_we_do_not_use_lead_to_the_profile(self, client, person, name):
        sign_in(client)
        assert client.get(reverse(name)).url == reverse("accounts:profile")


OPEN_PAGES = (
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_inactive",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
    "socialaccount_signup",
)
OWN_PAGES = (
    "account_logout",
    "account_change_password",
    "account_reauthenticate",
    "accounts:profile",
    "mfa_index",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_deactivate_totp",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate",
    "socialaccount_connections",
    "regio:acting",
)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", OPEN_PAGES)
def test_every_open_page_has_our_shell(client, name, language):
    page = client.get(reverse(name).replace("/nl/", f"/{language}/"), follow=True)
    assert page.status_code in (200, 401)
    check_shell(page)


@pytest.mark.parametrize("name", OWN_PAGES)
def test_every_page_of_the_account_has_our_shell(client, with_factor, name):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    RecoveryCodes.activate(with_factor)
    sign_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    page = client.get(reverse(name), follow=True)
    assert page.status_code == 200
    check_shell(page)


def check_shell(page):
    text = page.content.decode()
    assert "werkregio-theme" in text
    assert text.count("<h1") == 1
    assert not re.search(r"\s(style|on[a-z]+)=", text)
    for script in re.findall(r"<script[^>]*>", text):
        assert "src=" in script or 'type="application/json"' in script
