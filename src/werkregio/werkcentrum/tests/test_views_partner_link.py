# SPDX-License-Identifier: EUPL-1.2
"""A partner without account: the link alone shows little, the code opens, an answer ends it (ruling A8)."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from tests.factories import MOMENT

from werkregio.foundation import clock, outbox
from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Partnercode, Partnerlink
from werkregio.werkcentrum.queries.mine import readers_of
from werkregio.werkcentrum.services import consent, mine

from .referral_road import PERSONAL, place, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
FIELDS = ("voornaam", "telefoon", "behoefte")


def minutes(number):
    return MOMENT + timedelta(minutes=number)


@pytest.fixture
def road():
    """A referral on its way to an organisation that has no account here."""
    road = place(fields=FIELDS)
    road.partij.active = False
    road.partij.save()
    road.referral.aanbod.contact_email = "loket@stichting.example"
    road.referral.aanbod.save()
    walk(road, "verzonden")
    outbox.deliver_due(MOMENT)
    return road


def last_path():
    path = re.search(r"http://localhost:8000(/nl/partner/\S+)", mail.outbox[-1].body).group(1)
    return path.replace("/nl/", "/en/", 1)


def code_in_mail(at=MOMENT):
    outbox.deliver_due(at)
    return re.search(r"\b(\d{6})\b", mail.outbox[-1].body).group(1)


@pytest.fixture
def client():
    return Client(HTTP_HOST="localhost")


def words(response):
    return response.content.decode()


def opened(client, path, at=MOMENT):
    client.post(path, {"act": "code"})
    return client.post(path, {"code": code_in_mail(at)})


def pass_in(response):
    return re.search(r'name="pass" value="([^"]+)"', words(response)).group(1)


def test_the_message_goes_to_the_directory_address_and_names_nobody(road):
    (message,) = mail.outbox
    assert message.to == ["loket@stichting.example"]
    assert not [part for part in PERSONAL.values() if part in message.body]


def test_the_link_alone_shows_first_name_and_need_and_changes_nothing(road, client):
    path = last_path()
    for _ in range(3):
        page = words(client.get(path))
    client.head(path)
    assert PERSONAL["voornaam"] in page
    assert PERSONAL["telefoon"] not in page
    assert road.state == "verzonden"
    assert not client.cookies
    lines = AuditLine.objects.filter(action="doorverwijzing.link_geopend", subject=road.zaak.subject)
    assert lines.count() == 3
    assert {line.actor for line in lines} == {"partner-link"}
    assert road.partij.naam in [reader.organisation for reader in readers_of(road.zaak)]


def test_a_first_name_that_was_not_shared_is_not_shown(client):
    road = place(fields=("telefoon", "behoefte"))
    road.partij.active = False
    road.partij.email = "x@stichting.example"
    road.partij.save()
    road.referral.aanbod.contact_email = ""
    road.referral.aanbod.save()
    walk(road, "verzonden")
    outbox.deliver_due(MOMENT)
    assert PERSONAL["voornaam"] not in words(client.get(last_path()))


def test_the_code_opens_exactly_the_shared_fields_and_tells_the_guide(road, client):
    page = words(opened(client, last_path()))
    assert PERSONAL["telefoon"] in page
    assert PERSONAL["email"] not in page
    assert PERSONAL["vraag"] not in page
    assert road.state == "ontvangen"


def test_the_code_may_be_typed_in_the_digits_of_another_script(road, client):
    path = last_path()
    client.post(path, {"act": "code"})
    typed = code_in_mail(MOMENT).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert PERSONAL["telefoon"] in words(client.post(path, {"code": typed}))


def test_the_code_goes_to_the_known_address_only(road, client):
    page = words(client.post(last_path(), {"act": "code", "email": "boef@example.org"}))
    outbox.deliver_due(MOMENT)
    assert mail.outbox[-1].to == ["loket@stichting.example"]
    assert "l…@stichting.example" in page


def test_five_wrong_codes_end_the_code_and_a_later_right_one_does_not_help(road, client):
    path = last_path()
    client.post(path, {"act": "code"})
    right = code_in_mail()
    wrong = "000000" if right != "000000" else "111111"
    for left in (4, 3, 2, 1, 0):
        page = client.post(path, {"code": wrong})
        assert page.status_code == 422
        assert f"You can try {left} more time" in words(page)
        assert "<title>Error: " in page.content.decode()
        assert 'aria-invalid="true" aria-describedby="problem"' in page.content.decode()
    assert "does not work any more" in words(client.post(path, {"code": right}))
    assert road.state == "verzonden"


def test_a_code_works_ten_minutes_and_once(road, client):
    path = last_path()
    client.post(path, {"act": "code"})
    code = code_in_mail()
    with clock.frozen(minutes(10)):
        assert client.post(path, {"code": code}).status_code == 422
    assert client.post(path, {"code": f" {code[:3]} {code[3:]} "}).status_code == 200
    assert client.post(path, {"code": code}).status_code == 422


def test_a_new_code_ends_the_one_before_and_there_are_five_an_hour(road, client):
    path = last_path()
    client.post(path, {"act": "code"})
    first = code_in_mail()
    for _ in range(4):
        client.post(path, {"act": "code"})
    outbox.deliver_due(MOMENT)
    assert client.post(path, {"code": first}).status_code == 422
    assert "five times in an hour" in words(client.post(path, {"act": "code"}))
    assert Partnercode.objects.count() == 5


@pytest.mark.parametrize(
    ("act", "data", "state"),
    [
        ("accepteren", {}, "geaccepteerd"),
        ("afwijzen", {"reason": "vol"}, "afgewezen"),
        ("vraag", {"text": "Which days?"}, "vraag"),
    ],
)
def test_an_answer_by_link_is_a_step_of_the_partner_and_ends_the_link(road, client, act, data, state):
    path = last_path()
    signed = pass_in(opened(client, path))
    page = client.post(f"{path}{act}/", data | {"pass": signed})
    assert page.status_code == 200
    assert road.state == state
    step = road.referral.stappen.order_by("-sequence").first()
    assert (step.actor, step.organisation) == ("partner-link", f"partij:{road.partij.pk}")
    assert client.get(path).status_code == 404
    assert not Partnerlink.objects.filter(ended_at__isnull=True).exists()


def test_after_accepting_a_new_link_goes_out_and_leads_to_the_end(road, client):
    path = last_path()
    client.post(f"{path}accepteren/", {"pass": pass_in(opened(client, path))})
    for act, data, state in (
        ("eerste-contact", {"contact_on": f"{MOMENT:%Y-%m-%d}"}, "eerste-contact"),
        ("gestart", {}, "gestart"),
        ("uitkomst", {"outcome": "werk"}, "afgerond"),
    ):
        outbox.deliver_due(MOMENT)
        path = last_path()
        client.post(f"{path}{act}/", data | {"pass": pass_in(opened(client, path))})
        assert road.state == state
    outbox.deliver_due(MOMENT)
    assert client.get(path).status_code == 404


def test_a_wrong_answer_keeps_what_was_typed(road, client):
    path = last_path()
    signed = pass_in(opened(client, path))
    page = words(client.post(f"{path}afwijzen/", {"text": "We are full this month", "pass": signed}))
    assert "We are full this month" in page
    assert road.state == "ontvangen"


def test_without_a_pass_or_with_an_old_one_nothing_is_done(road, client):
    path = last_path()
    signed = pass_in(opened(client, path))
    for wrong in ("", "onzin", signed + "x"):
        assert client.post(f"{path}accepteren/", {"pass": wrong}).status_code == 422
    with clock.frozen(minutes(31)):
        assert client.post(f"{path}accepteren/", {"pass": signed}).status_code == 422
    assert client.get(f"{path}accepteren/").status_code == 405
    assert client.post(f"{path}wissen/", {"pass": signed}).status_code == 404
    assert road.state == "ontvangen"


def test_the_pass_of_one_link_does_not_open_another(road, client):
    path = last_path()
    signed = pass_in(opened(client, path))
    other = place(road.zaak.regio, fields=FIELDS)
    other.partij.active = False
    other.partij.save()
    other.referral.aanbod.contact_email = "ander@stichting.example"
    other.referral.aanbod.save()
    walk(other, "verzonden")
    outbox.deliver_due(MOMENT)
    assert client.post(f"{last_path()}accepteren/", {"pass": signed}).status_code == 422


@pytest.mark.parametrize("how", ["consent", "question", "late", "recall"])
def test_the_link_ends_with_the_consent_the_question_the_referral_and_the_time(road, client, how):
    from werkregio.werkcentrum.services import referral

    path, at = last_path(), MOMENT
    if how == "consent":
        consent.withdraw(road.referral.pk, zaak=road.zaak, by="persoon", at=MOMENT)
    elif how == "question":
        mine.withdraw(road.zaak.pk, at=MOMENT)
    elif how == "recall":
        referral.recall_referral(road.referral.pk, by=road.guide, at=MOMENT)
    else:
        at = MOMENT + timedelta(days=14)
    with clock.frozen(at):
        assert client.get(path).status_code == 404
        assert client.post(path, {"act": "code"}).status_code == 404


def test_a_guide_can_choose_a_partner_without_account_only_when_it_can_be_reached(road):
    from werkregio.foundation.errors import RuleError
    from werkregio.werkcentrum.services.referral import start_referral

    road.referral.aanbod.contact_email = ""
    road.referral.aanbod.save()
    road.partij.email = road.partij.phone = ""
    road.partij.save()
    other = place(road.zaak.regio)
    with pytest.raises(RuleError, match="no account"):
        start_referral(
            other.zaak.pk,
            other.behoefte.pk,
            partij_id=road.partij.pk,
            fields=["behoefte"],
            by=other.guide,
            at=MOMENT,
        )
