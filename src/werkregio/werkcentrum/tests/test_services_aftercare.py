# SPDX-License-Identifier: EUPL-1.2
"""After-care from the question to the answer: once, in the own language, one tap, and "no" opens again."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from tests.factories import MOMENT

from werkregio.foundation import clock, outbox
from werkregio.foundation.chain import without_triggers
from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Afsluiting, Nazorgantwoord, Nazorgvraag, Zaak
from werkregio.werkcentrum.queries.aftercare import token_of
from werkregio.werkcentrum.services import aftercare, mine, worklist

from .referral_road import place, walk
from .test_views_inbox import client_of

pytestmark = pytest.mark.django_db


def ended(language="nl"):
    """A case whose help was done and that was closed, at MOMENT."""
    road = walk(place(), "afgerond")
    worklist.close_need(
        road.zaak.pk,
        road.behoefte.pk,
        ground="uitkomst",
        uitkomst_id=road.referral.uitkomst.pk,
        by=road.guide,
        at=MOMENT,
    )
    worklist.close_zaak(road.zaak.pk, by=road.guide, at=MOMENT)
    Zaak.objects.filter(pk=road.zaak.pk).update(reach_by="email", language=language)
    outbox.deliver_due(MOMENT)
    mail.outbox.clear()
    return road


def ask(days=14):
    at = MOMENT + timedelta(days=days)
    found = aftercare.ask_due(at)
    outbox.deliver_due(at)
    return found["asked"], at


def path_in(message):
    return re.search(r"http://localhost:8000(\S+)", message.body).group(1)


def test_somebody_is_asked_three_times_in_a_year_and_never_twice():
    ended()
    for days in (13, 14, 15, 40, 92, 93, 120, 365, 366, 380):
        ask(days)
    assert list(Nazorgvraag.objects.values_list("moment", flat=True)) == ["2w", "3m", "12m"]
    assert len(mail.outbox) == 3


@pytest.mark.parametrize("language", ["nl", "en", "pl", "ro", "bg", "ar"])
def test_the_message_is_in_the_own_language_and_tells_nothing(language):
    road = ended(language)
    ask()
    (message,) = mail.outbox
    assert path_in(message).startswith(f"/{language}/nazorg/")
    words = message.subject + message.body
    assert road.zaak.reference not in words
    assert "Taalhuis" not in words
    if language != "en":
        assert "How does it go" not in words


def test_looking_changes_nothing_and_one_tap_answers():
    road = ended()
    _count, at = ask()
    path, client = path_in(mail.outbox[0]), Client(HTTP_HOST="localhost")
    with clock.frozen(at):
        for _ in range(3):
            assert client.get(path).status_code == 200
            assert client.head(path).status_code == 200
        assert not Nazorgantwoord.objects.exists()
        page = client.post(path, {"choice": "werk"})
    assert page.status_code == 200
    assert not client.cookies
    assert page["Cache-Control"] == "no-store"
    assert Nazorgantwoord.objects.get().choice == "werk"
    line = AuditLine.objects.get(action="nazorg.antwoord")
    assert line.subject == road.zaak.subject
    assert line.detail == {"moment": "2w", "keuze": "werk"}


def test_it_did_not_help_opens_the_question_again_with_the_guide():
    road = ended()
    _count, at = ask()
    with clock.frozen(at):
        Client(HTTP_HOST="localhost").post(path_in(mail.outbox[0]), {"choice": "niet"})
    road.zaak.refresh_from_db()
    assert road.zaak.closed_at is None
    assert road.zaak.next_step == "opnieuw"


def test_a_slip_of_the_thumb_is_mended_and_a_double_tap_counts_once():
    ended()
    _count, at = ask()
    path, client = path_in(mail.outbox[0]), Client(HTTP_HOST="localhost")
    with clock.frozen(at):
        for choice in ("gestopt", "werk", "werk"):
            client.post(path, {"choice": choice})
    assert list(Nazorgantwoord.objects.values_list("choice", flat=True)) == ["gestopt", "werk"]


def test_whoever_does_not_want_it_is_not_asked_again():
    ended()
    _count, at = ask()
    aftercare.answer(token_of(Nazorgvraag.objects.get()), "niet-meer", at=at)
    assert ask(92)[0] == 0


def test_a_link_ends_after_two_weeks_and_a_made_up_one_does_not_exist():
    ended()
    _count, at = ask()
    path, client = path_in(mail.outbox[0]), Client(HTTP_HOST="localhost")
    with clock.frozen(at + timedelta(days=14)):
        assert client.get(path).status_code == 410
        assert client.post(path, {"choice": "werk"}).status_code == 410
        assert client.get("/nl/nazorg/bestaat-niet/").status_code == 404
    assert not Nazorgantwoord.objects.exists()


@pytest.mark.parametrize("choice", ["", "onzin"])
def test_an_answer_that_is_none_is_refused(choice):
    ended()
    _count, at = ask()
    with clock.frozen(at):
        page = Client(HTTP_HOST="localhost").post(path_in(mail.outbox[0]), {"choice": choice})
    assert page.status_code == 422
    assert not Nazorgantwoord.objects.exists()


def test_a_foreign_page_cannot_answer():
    ended()
    _count, at = ask()
    with clock.frozen(at):
        client = Client(HTTP_HOST="localhost", headers={"sec-fetch-site": "cross-site"})
        assert client.post(path_in(mail.outbox[0]), {"choice": "werk"}).status_code == 404


def test_nobody_is_asked_after_withdrawing_or_while_a_need_is_open():
    road = ended()
    mine.withdraw(road.zaak.pk, at=MOMENT)
    walk(place(), "gestart")
    assert ask()[0] == 0


def test_nobody_is_asked_where_there_was_no_question_or_nobody_was_reached():
    road = ended()
    Zaak.objects.filter(pk=road.zaak.pk).update(closed_at=None)
    with without_triggers():
        Afsluiting.objects.filter(zaak=road.zaak).update(ground="geen-vraag", uitkomst=None)
    assert ask()[0] == 0


def test_a_guide_writes_down_what_was_said_on_the_phone():
    road = ended()
    _count, at = ask()
    with clock.frozen(at):
        client = client_of(road.guide)
        client.post(f"/nl/werk/zaak/{road.zaak.reference}/reden/", {"reason": "nazorg"})
        road.zaak.refresh_from_db()
        aftercare.answer_on_the_phone(
            road.zaak.pk, "opleiding", version=road.zaak.version, by=road.guide, at=at
        )
    assert Nazorgantwoord.objects.get().actor == f"user:{road.guide.user.pk}"


def test_counts_hide_small_numbers_and_the_second_cell(signed_in):
    client = signed_in("regiobeheerder", soort="werkcentrum")
    road = ended()
    client.partij.regio.publishing_limit = 5
    client.partij.regio.save()
    Zaak.objects.filter(pk=road.zaak.pk).update(regio=client.partij.regio)
    for number, choice in enumerate(["werk"] * 9 + ["opleiding"] * 6 + ["gestopt"] * 2):
        vraag = Nazorgvraag.objects.create(
            zaak=road.zaak, moment="2w", ended_on=MOMENT.date() - timedelta(days=number), asked_at=MOMENT
        )
        Nazorgantwoord.objects.create(vraag=vraag, choice=choice, at=MOMENT, actor="persoon")
    table = client.get("/nl/tellingen/nazorg/").content.decode()
    row = re.sub(r"<[^>]+>", " ", table.split("<tbody>")[1].split("</tr>")[0]).split()
    # Two stopped: hidden, and the next smallest with it, so that nobody can subtract.
    assert row[-7:] == ["9", "–", "–", "0", "0", "0", "17"]
    lines = client.get("/nl/tellingen/nazorg/", {"vorm": "csv"}).content.decode().splitlines()
    assert lines[1].split(";")[1:] == ["9", "–", "–", "0", "0", "0", "17"]
    assert client.get("/nl/tellingen/nazorg/", {"van": "gisteren"}).status_code == 200
    assert signed_in("gids", soort="werkcentrum").get("/nl/tellingen/nazorg/").status_code in (403, 404)
