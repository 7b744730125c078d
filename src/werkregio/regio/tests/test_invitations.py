# SPDX-License-Identifier: EUPL-1.2
"""Invitations: from the form of an administrator to somebody who works here."""

import io
import re
import smtplib
from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from tests.factories import MOMENT, LidmaatschapFactory, PartijFactory, UserFactory

from werkregio.accounts.models import Uitnodiging, User
from werkregio.accounts.queries import invitation_hash
from werkregio.foundation import clock
from werkregio.foundation.errors import InputError
from werkregio.foundation.models import AuditLine
from werkregio.regio.models import Lidmaatschap
from werkregio.regio.services import uitnodigingen

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
PASSWORD = "een zin van mijzelf 7"
NEW = {"name": "Noor Voorbeeld", "password": PASSWORD, "language": "nl"}


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def admin(signed_in):
    return signed_in("partnerbeheerder", soort="onderwijs")


@pytest.fixture
def visitor():
    return Client(HTTP_HOST="localhost")


def invite(client, email="noor@voorbeeld.example", roles=("professional",)):
    return client.post(
        reverse("regio:invite", args=[client.partij.pk]), {"email": email, "roles": list(roles)}
    )


def link():
    """The path of the link in the newest message."""
    return re.search(r"https?://[^/]+(/\S+/uitnodiging/\S+/)", mail.outbox[-1].body)[1]


class TestInviting:
    def test_a_message_with_a_link_goes_out_and_only_a_hash_stays(self, admin):
        assert invite(admin).status_code == 302
        assert mail.outbox[-1].to == ["noor@voorbeeld.example"]
        token = link().rstrip("/").rsplit("/", 1)[1]
        assert len(token) == 22
        row = Uitnodiging.objects.get()
        assert row.token_hash == invitation_hash(token)
        assert token not in str(row.__dict__)
        assert row.expires_at == MOMENT + timedelta(days=14)

    def test_the_log_holds_no_address(self, admin):
        invite(admin)
        line = AuditLine.objects.get(action="invitation.made")
        assert "noor" not in str(line.__dict__)
        assert line.detail["roles"] == ["professional"]

    def test_the_page_shows_a_message_that_was_not_sent_and_sends_it_again(self, admin):
        with mock.patch(
            "werkregio.regio.services.uitnodigingen.send_mail", side_effect=smtplib.SMTPException("noor@x")
        ):
            invite(admin)
        row = Uitnodiging.objects.get()
        assert row.mail_failed == "SMTPException"
        page = admin.get(reverse("regio:partij", args=[admin.partij.pk]))
        assert page.context["invitations"][0].mail_failed
        before = row.token_hash
        admin.post(reverse("regio:invitation-act", args=[admin.partij.pk, row.pk]), {"act": "resend"})
        row.refresh_from_db()
        assert (row.mail_failed, len(mail.outbox)) == ("", 1)
        assert row.token_hash != before

    def test_a_server_that_hangs_up_is_a_failed_message_too(self, admin):
        with mock.patch(
            "werkregio.regio.services.uitnodigingen.send_mail", side_effect=ConnectionRefusedError
        ):
            assert invite(admin).status_code == 302
        assert Uitnodiging.objects.get().mail_failed == "ConnectionRefusedError"

    def test_the_same_person_is_not_invited_twice_and_what_was_typed_stays(self, admin):
        invite(admin)
        page = invite(admin, email="Noor@voorbeeld.example")
        assert page.status_code == 422
        assert page.context["form"].errors["email"]
        assert page.context["form"]["email"].value() == "Noor@voorbeeld.example"
        assert Uitnodiging.objects.count() == 1

    @pytest.mark.parametrize("role", ["regiobeheerder", "fg", "gids", "nothing"])
    def test_a_role_that_is_not_theirs_to_give_is_refused(self, admin, role):
        assert invite(admin, roles=[role]).status_code == 422
        assert not Uitnodiging.objects.exists()

    def test_a_practice_region_sends_nothing(self, admin):
        admin.partij.regio.soort = "oefen"
        admin.partij.regio.save()
        page = invite(admin)
        assert page.status_code == 422
        assert page.context["form"].non_field_errors()
        assert not mail.outbox
        assert not Uitnodiging.objects.exists()

    def test_an_organisation_of_another_region_is_not_there(self, admin):
        elsewhere = PartijFactory()
        assert admin.get(reverse("regio:invite", args=[elsewhere.pk])).status_code == 404
        invitation, _token = uitnodigingen.invite_first_admin(elsewhere, "a@b.example", at=MOMENT)
        for partij in (elsewhere, admin.partij):
            url = reverse("regio:invitation-act", args=[partij.pk, invitation.pk])
            assert admin.post(url, {"act": "withdraw"}).status_code == 404
        invitation.refresh_from_db()
        assert invitation.withdrawn_at is None


class TestAnswering:
    def test_looking_changes_nothing_however_often(self, admin, visitor):
        invite(admin)
        before = list(Uitnodiging.objects.values())
        for _ in range(3):
            page = visitor.get(link())
            assert page.status_code == 200
        assert visitor.head(link()).status_code == 200
        assert list(Uitnodiging.objects.values()) == before
        assert User.objects.count() == 1
        assert page["Referrer-Policy"] == "strict-origin"
        assert "no-store" in page["Cache-Control"]

    def test_a_new_person_joins_and_is_led_to_a_second_factor(self, admin, visitor):
        invite(admin)
        answer = visitor.post(link(), NEW, follow=True)
        user = User.objects.get(email="noor@voorbeeld.example")
        assert user.check_password(PASSWORD)
        assert Lidmaatschap.objects.get(user=user).role == "professional"
        assert answer.redirect_chain[-1][0] == reverse("mfa_index")
        assert AuditLine.objects.get(action="invitation.accepted").actor == f"user:{user.pk}"

    def test_it_works_once(self, admin, visitor):
        invite(admin)
        visitor.post(link(), NEW)
        again = Client(HTTP_HOST="localhost").post(link(), NEW)
        assert again.status_code == 404
        assert User.objects.count() == 2

    @pytest.mark.parametrize("password", ["kort", "123456789012", "noor voorbeeld", "password1234"])
    def test_a_weak_password_is_refused_at_its_field(self, admin, visitor, password):
        invite(admin)
        page = visitor.post(link(), {**NEW, "password": password})
        assert page.status_code == 422
        assert page.context["form"].errors["password"]
        assert User.objects.count() == 1
        assert Uitnodiging.objects.get().accepted_at is None

    def test_somebody_with_an_account_signs_in_first_and_then_joins(self, admin, visitor):
        person = LidmaatschapFactory(
            user=UserFactory(email="noor@voorbeeld.example"), role="partnerbeheerder"
        ).user
        invite(admin)
        page = visitor.get(link())
        assert page.context["must_sign_in"]
        assert visitor.post(link(), NEW).status_code == 200
        assert Lidmaatschap.objects.filter(user=person).count() == 1
        visitor.force_login(person)
        assert visitor.get(link()).context["signed_in"]
        assert visitor.post(link()).status_code == 302
        assert Lidmaatschap.objects.filter(user=person).count() == 2
        assert visitor.session["acting_partij"] == admin.partij.pk

    def test_somebody_else_cannot_use_it(self, admin, visitor):
        invite(admin)
        visitor.force_login(UserFactory(email="ander@voorbeeld.example"))
        page = visitor.post(link())
        assert page.context["other_account"]
        assert Uitnodiging.objects.get().accepted_at is None

    def test_after_fourteen_days_it_is_over(self, admin, visitor):
        invite(admin)
        with clock.frozen(MOMENT + timedelta(days=14) - timedelta(seconds=1)):
            assert visitor.get(link()).status_code == 200
        with clock.frozen(MOMENT + timedelta(days=14)):
            assert visitor.get(link()).status_code == 404
            assert visitor.post(link(), NEW).status_code == 404

    def test_withdrawn_and_renewed_links_do_not_work(self, admin, visitor):
        invite(admin)
        old, row = link(), Uitnodiging.objects.get()
        url = reverse("regio:invitation-act", args=[admin.partij.pk, row.pk])
        admin.post(url, {"act": "resend"})
        assert visitor.get(old).status_code == 404
        new = link()
        assert visitor.get(new).status_code == 200
        admin.post(url, {"act": "withdraw"})
        assert visitor.get(new).status_code == 404
        admin.post(url, {"act": "withdraw"})
        assert AuditLine.objects.filter(action="invitation.withdrawn").count() == 1

    @pytest.mark.parametrize("token", ["x", "0" * 22, "%00", "a" * 500])
    def test_a_made_up_link_says_nothing(self, visitor, token):
        assert visitor.get(f"/nl/uitnodiging/{token}/").status_code == 404

    def test_the_page_is_there_in_english(self, admin, visitor):
        invite(admin)
        page = visitor.get(link().replace("/nl/", "/en/")).content.decode()
        assert "Make your account" in page


def test_the_first_administrator_makes_the_organisation_active(visitor):
    partij = PartijFactory(soort="werkcentrum", active=False)
    _row, token = uitnodigingen.invite_first_admin(partij, "eerste@voorbeeld.example", at=MOMENT)
    visitor.post(reverse("regio:invitation", args=[token]), NEW)
    partij.refresh_from_db()
    assert partij.active
    assert Lidmaatschap.objects.get(partij=partij).role == "regiobeheerder"


class TestFirstAdministratorByCommand:
    def run(self, **options):
        out = io.StringIO()
        call_command("eerste-beheerder", stdout=out, **options)
        return out.getvalue()

    def test_the_link_is_shown_and_sent_and_works(self, visitor):
        partij = PartijFactory(soort="werkcentrum", active=False)
        said = self.run(
            regio=partij.regio.code, email="eerste@voorbeeld.example", adres="https://werkregio.example/"
        )
        address = said.strip().splitlines()[-1]
        assert address.startswith("https://werkregio.example/nl/uitnodiging/")
        assert address in mail.outbox[-1].body
        assert visitor.get(link()).status_code == 200

    def test_only_the_first_comes_this_way(self):
        lid = LidmaatschapFactory(role="regiobeheerder")
        with pytest.raises(InputError, match="already has an administrator"):
            self.run(regio=lid.partij.regio.code, email="tweede@voorbeeld.example")

    @pytest.mark.parametrize(("code", "email"), [("nergens", "a@b.example"), (None, "geen adres")])
    def test_what_is_wrong_is_named(self, code, email):
        partij = PartijFactory(soort="werkcentrum", active=False)
        with pytest.raises(InputError, match=code or email):
            self.run(regio=code or partij.regio.code, email=email)
