# SPDX-License-Identifier: EUPL-1.2
"""Every role at every page with every method: what is not granted is refused and says nothing of existence."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from werkregio.regio.rules import role_book

from .pages import allows, pages
from .test_open_pages import all_pages
from .worlds import ROLES, make_world

PAGES = pages()
# Addresses whose answer to a stranger is theirs alone: a broker or key that does not exist.
NOT_WALKED = {"accounts:oidc-callback", "accounts:confirm-email-key", "regio:invitation"}

# Pages that exist only with a chosen receiver in the query, or only in a practice region.
OF_ANOTHER_STATE = {
    "werkcentrum:referral_what",
    "portal:practice",
    "portal:practice_play",
    "portal:practice_reset",
}


@pytest.fixture
def worlds(db):
    return make_world("kwik"), make_world("zwik")


def address(name: str, world, role: str = "") -> str:
    """The address of a page about a thing of this world; about the own organisation of a role."""
    key = PAGES[name][1]
    if key == "own-partij" and ROLES.get(role) == "werkcentrum":
        key = "own-werkcentrum"
    return reverse(name, kwargs=world.kwargs[key] if key else {})


def ask(client: Client, method: str, url: str) -> int:
    """The answer of one request, undone afterwards so that the next one finds everything as it was."""
    with transaction.atomic():
        status = getattr(client, method)(url).status_code
        transaction.set_rollback(True)
    return status


def walked() -> list[str]:
    return [name for name in PAGES if name not in NOT_WALKED]


def test_every_page_of_ours_stands_in_a_table():
    ours = {name for name in all_pages() if ":" in name} | {"danger", "danger_start"}
    assert set(PAGES) == ours


@pytest.mark.parametrize("role", ROLES)
def test_a_role_sees_its_own_pages_and_no_other(worlds, role):
    here, _there = worlds
    rights = role_book.roles[role].rights
    wrong = []
    for name in walked():
        granted = allows(PAGES[name][0], rights)
        for method in ("get", "post"):
            status = ask(here.clients[role], method, address(name, here, role))
            # A page that only takes forms says 405; an empty form names nothing that exists.
            fine = status in ({200, 302, 405} if method == "get" else {200, 302, 404, 405, 422})
            if granted and status == 404:
                fine = method == "post" or name in OF_ANOTHER_STATE
            if not granted:
                fine = status in {404, 405}
            if not fine:
                wrong.append(f"{method} {name}: {status}, {'granted' if granted else 'not granted'}")
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_nothing_of_another_region_exists(worlds, role):
    here, there = worlds
    wrong = []
    for name in walked():
        access, key = PAGES[name]
        if access == "open" or key in {
            None,
            "partij_soort",
            "topic_code",
            "language",
            "retention_rule",
            "plicht_code",
        }:
            continue
        for method in ("get", "post"):
            status = ask(here.clients[role], method, address(name, there))
            if status not in {404, 405}:
                wrong.append(f"{method} {name}: {status}")
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_no_page_shows_a_row_of_another_region(worlds, role):
    here, there = worlds
    client = here.clients[role]
    seen = []
    for name in walked():
        key = PAGES[name][1]
        if key == "gemeente_slug":
            continue
        with transaction.atomic():
            response = client.get(address(name, here))
            transaction.set_rollback(True)
        if response.status_code == 200 and f" {there.name}" in response.getvalue().decode(errors="replace"):
            seen.append(name)
    assert seen == []


def test_a_stranger_is_led_to_signing_in(worlds):
    here, _there = worlds
    wrong = []
    for name in walked():
        if PAGES[name][0] == "open":
            continue
        for method in ("get", "post"):
            response = getattr(Client(HTTP_HOST="kwik.localhost"), method)(address(name, here))
            if response.status_code != 302 or "/account/login/" not in response["Location"]:
                wrong.append(f"{method} {name}: {response.status_code}")
    assert wrong == []


def test_somebody_without_a_role_sees_only_the_pages_of_everybody(worlds, django_user_model):
    here, _there = worlds
    client = Client(HTTP_HOST="kwik.localhost")
    client.force_login(django_user_model.objects.create_user("niemand@voorbeeld.example", name="Niemand"))
    wrong = [
        name
        for name in walked()
        if PAGES[name][0].startswith("right:") and ask(client, "get", address(name, here)) not in {404, 405}
    ]
    assert wrong == []


def test_without_a_second_factor_a_role_that_sees_residents_gives_nothing(worlds):
    here, _there = worlds
    client = here.clients["gids"]
    for authenticator in (
        here.regio.partijen.get(soort="werkcentrum")
        .lidmaatschappen.get(role="gids")
        .user.authenticator_set.all()
    ):
        authenticator.delete()
    for name in ("werkcentrum:worklist", "werkcentrum:new_zaak"):
        response = client.get(address(name, here))
        assert response.status_code == 302
        assert "/account/2fa/" in response["Location"]
