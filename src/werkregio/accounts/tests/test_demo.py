# SPDX-License-Identifier: EUPL-1.2
"""Invented people and their codes: only in a demo, never beside real people, never in production (A11)."""

import io
import json
import os
import subprocess
import sys

import pytest
from django.core.checks import run_checks
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from tests.factories import LidmaatschapFactory, PartijFactory, RegioFactory, UserFactory

from werkregio.accounts import queries, services
from werkregio.accounts.models import User
from werkregio.foundation import clock
from werkregio.foundation.errors import InputError

SECRET = "a secret of this test that is longer than forty characters"


@pytest.fixture
def demo(settings, db):
    settings.DEMO = settings.DEBUG = True


def login_page():
    return Client(HTTP_HOST="localhost").get(reverse("account_login"))


def test_an_invented_person_signs_in_with_the_code_that_is_shown(demo):
    user = services.make_demo_user("Gids Voorbeeld", "gids@demo.example", "nl")
    lid = LidmaatschapFactory(user=user, role="partnerbeheerder")
    shown = login_page().context["demo_people"][0]
    assert (shown.name, shown.email) == ("Gids Voorbeeld", "gids@demo.example")
    assert lid.partij.naam in shown.roles[0]
    client = Client(HTTP_HOST="localhost")
    client.post(reverse("account_login"), {"login": shown.email, "password": "werkregio-demo"})
    client.post(reverse("mfa_authenticate"), {"code": shown.code})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_making_the_person_again_changes_nothing(demo):
    first = services.make_demo_user("Gids Voorbeeld", "gids@demo.example")
    code = queries.totp_code(first)
    assert services.make_demo_user("Gids Voorbeeld", "gids@demo.example") == first
    assert queries.totp_code(first) == code
    assert User.objects.count() == 1


def test_the_command_shows_the_code(demo):
    user = services.make_demo_user("Gids Voorbeeld", "gids@demo.example")
    out = io.StringIO()
    call_command("demo-code", "gids", stdout=out)
    assert out.getvalue().strip() == queries.totp_code(user)
    with pytest.raises(InputError, match="Gids Voorbeeld"):
        call_command("demo-code", "niemand")


def test_real_people_are_never_shown(demo):
    services.make_demo_user("Gids Voorbeeld", "gids@demo.example")
    real = UserFactory(is_invented=False)
    assert queries.totp_code(real) is None
    assert [p.email for p in queries.demo_people(on=clock.today())] == ["gids@demo.example"]
    with pytest.raises(PermissionDenied):
        services.make_demo_user(real.name, real.email)


@pytest.mark.parametrize("change", ["demo off", "debug off", "production", "real region"])
def test_outside_a_demo_nothing_is_shown_or_made(demo, settings, change):
    services.make_demo_user("Gids Voorbeeld", "gids@demo.example")
    if change == "real region":
        RegioFactory(soort="echt")
    else:
        name, value = {
            "demo off": ("DEMO", False),
            "debug off": ("DEBUG", False),
            "production": ("PRODUCTION", True),
        }[change]
        setattr(settings, name, value)
    page = login_page()
    assert page.context["demo_people"] == []
    assert "werkregio-demo" not in page.content.decode()
    with pytest.raises(PermissionDenied):
        services.make_demo_user("Ander Voorbeeld", "ander@demo.example")
    with pytest.raises(InputError):
        call_command("demo-code", "gids")


def test_a_demo_does_not_start_beside_a_real_region(demo):
    RegioFactory(soort="echt", active=False)
    PartijFactory()
    assert [error.id for error in run_checks()] == []
    RegioFactory(soort="echt")
    assert "regio.E001" in [error.id for error in run_checks()]


def start(tmp_path, *, command=("check",), **env):
    """Start the real program with this environment."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("WERKREGIO_")}
    clean.pop("DATABASE_URL", None)
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "django", *command],
        env={
            **clean,
            "DJANGO_SETTINGS_MODULE": "werkregio.config.settings",
            "WERKREGIO_DATA": str(tmp_path),
            **env,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


GOOD = {
    "WERKREGIO_PRODUCTION": "1",
    "WERKREGIO_SECRET_KEY": SECRET,
    "WERKREGIO_MASTER_KEY": SECRET,
    "WERKREGIO_HOSTS": "werkregio.example",
}


def test_production_starts_with_secrets_of_its_own(tmp_path):
    done = start(tmp_path, **GOOD)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"WERKREGIO_SECRET_KEY": "demo-only-secret-that-production-refuses"}, "WERKREGIO_SECRET_KEY"),
        ({"WERKREGIO_SECRET_KEY": "short"}, "WERKREGIO_SECRET_KEY"),
        ({"WERKREGIO_MASTER_KEY": "short"}, "WERKREGIO_MASTER_KEY"),
        ({"WERKREGIO_OLD_MASTER_KEYS": "0=short"}, "WERKREGIO_MASTER_KEY"),
        ({"WERKREGIO_DEBUG": "1"}, "WERKREGIO_DEBUG"),
        ({"WERKREGIO_DEMO": "1"}, "WERKREGIO_DEMO"),
        ({"WERKREGIO_HOSTS": ""}, "WERKREGIO_HOSTS"),
        ({"WERKREGIO_HOSTS": "*"}, "WERKREGIO_HOSTS"),
    ],
)
def test_production_refuses_to_start_and_says_why(tmp_path, change, word):
    done = start(tmp_path, **{**GOOD, **change})
    assert done.returncode != 0
    assert f"Production does not start: {word}" in done.stderr


def test_demo_without_debug_does_not_start(tmp_path):
    done = start(tmp_path, WERKREGIO_DEMO="1", WERKREGIO_DEBUG="0")
    assert done.returncode != 0
    assert "Demo mode needs debug" in done.stderr


def test_the_content_policy_lets_the_sign_in_form_lead_on_to_the_broker(tmp_path):
    app = {
        "provider_id": "broker",
        "client_id": "x",
        "settings": {"server_url": "https://broker.example/realm"},
    }
    code = (
        "from django.conf import settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    )
    done = start(tmp_path, command=("shell", "-c", code), **GOOD, WERKREGIO_OIDC_APPS=json.dumps([app]))
    assert "'https://broker.example'" in done.stdout, done.stderr
