# SPDX-License-Identifier: EUPL-1.2
"""A consultation: anonymous stays anonymous, a group of three is withheld, late answers are refused kindly."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests import factories as f
from tests.factories_beraad import make_board
from tests.factories_beraad_consulting import acting_as, acting_of_seat, make_consultatie

from werkregio.beraad.models import Antwoord, Consultatie, ConsultatieCode, Inbreng, Inzending, Terugmeldadres
from werkregio.beraad.queries.consultatie import results
from werkregio.beraad.rules.consultation import NEXT, Moment, may_follow, moment
from werkregio.beraad.services import consultatie as services
from werkregio.beraad.services.consultatie_answers import Sent, TooLateError, answer
from werkregio.beraad.views import meedenken
from werkregio.foundation import outbox
from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import AuditLine

pytestmark = pytest.mark.django_db
STATES = ("concept", "open", "gesloten", "teruggekoppeld")


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def secretary(board):
    return acting_as("secretaris", regio=board.regio)


def _send(row, number=1, *, choice=0, text="", **fields):
    keuze, woorden = row.vragen.all()
    for n in range(number):
        key = fields.pop("form_key", f"{row.pk}-{n}-{choice}-{text}")
        answer(
            row.pk,
            Sent(answers={keuze.pk: [choice], woorden.pk: text}, form_key=key, **fields),
            at=f.MOMENT,
        )
    row.refresh_from_db()


def test_the_moments_of_a_consultation():
    day = f.MOMENT.date()
    last = day + timedelta(days=1)
    assert moment("open", day, last, day - timedelta(days=1)) is Moment.TE_VROEG
    assert moment("open", day, last, last) is Moment.OPEN
    assert moment("open", day, last, last + timedelta(days=1)) is Moment.TE_LAAT
    assert moment("gesloten", day, last, day) is Moment.TE_LAAT
    assert moment("concept", day, last, day) is Moment.TE_VROEG


@pytest.mark.parametrize(
    ("now", "then"), [(a, b) for a in STATES for b in STATES if b != "concept" and b not in NEXT[a]]
)
def test_every_illegal_step_is_refused(board, secretary, now, then):
    assert not may_follow(now, then)
    row = make_consultatie(board, by=secretary)
    Consultatie.objects.filter(pk=row.pk).update(state=now)
    acts = {
        "open": lambda: services.open_consultatie(row.pk, by=secretary, at=f.MOMENT),
        "gesloten": lambda: services.close(row.pk, by=secretary, at=f.MOMENT),
        "teruggekoppeld": lambda: services.tell_back(row.pk, slotwoord_nl="x", by=secretary, at=f.MOMENT),
    }
    with pytest.raises(RuleError):
        acts[then]()


def test_an_anonymous_answer_holds_nothing_that_leads_to_somebody(board):
    lines = AuditLine.objects.count
    row = make_consultatie(board)
    before = lines()
    _send(row, text="Meer stages")
    assert lines() == before
    assert not Inzending.objects.exists()
    names = {field.name for field in Antwoord._meta.get_fields()}
    assert names == {"id", "vraag", "inzending", "keuzes", "tekst", "on"}
    assert {a.inzending_id for a in Antwoord.objects.all()} == {None}
    assert {a.on for a in Antwoord.objects.all()} == {f.MOMENT.date()}


def test_a_group_of_three_is_withheld_from_everybody(board, secretary):
    row = make_consultatie(board, by=secretary)
    _send(row, 3, text="Meer stages")
    found = results(row)
    assert found.withheld.hidden
    assert found.withheld.received is None
    assert found.questions == []
    services.close(row.pk, by=secretary, at=f.MOMENT)
    assert not Inbreng.objects.exists()


def test_small_cells_take_a_second_one_along(board):
    row = make_consultatie(board)
    _send(row, 12, choice=0)
    _send(row, 3, choice=1)
    keuze = results(row).questions[0]
    assert [count.suppressed for _label, count in keuze.counts] == [True, True]


def test_words_of_few_people_are_withheld_too(board):
    row = make_consultatie(board)
    _send(row, 12)
    _send(row, 2, text="Alleen wij")
    assert results(row).questions[1].texts == []


def test_an_open_consultation_keeps_who_answered(board, secretary):
    row = make_consultatie(board, by=secretary, anoniem=False)
    with pytest.raises(RuleError) as refused:
        _send(row)
    assert refused.value.field == "afzender"
    _send(row, afzender="Ondernemersvereniging", text="Meer stages")
    assert results(row).questions[1].texts == [("Ondernemersvereniging", "Meer stages")]
    services.close(row.pk, by=secretary, at=f.MOMENT)
    assert Inbreng.objects.get().afzender == "Ondernemersvereniging"


def test_a_code_works_once_and_is_kept_as_a_hash(board, secretary):
    row = make_consultatie(board, by=secretary, toegang="code", opened=False)
    first, _second = services.make_codes(row.pk, 2, by=secretary, at=f.MOMENT)
    services.open_consultatie(row.pk, by=secretary, at=f.MOMENT)
    for code in ("", "ABCD"):
        with pytest.raises(RuleError) as refused:
            _send(row, code=code)
        assert refused.value.field == "code"
    _send(row, code=first.lower().replace("-", ""), form_key="een")
    with pytest.raises(RuleError):
        _send(row, code=first, form_key="twee")
    assert row.received == 1
    assert not ConsultatieCode.objects.filter(hash__contains=first[:4]).exists()


def test_the_same_form_counts_once(board):
    row = make_consultatie(board)
    _send(row, form_key="zelfde")
    _send(row, form_key="zelfde")
    assert row.received == 1


def test_a_late_answer_is_not_kept(board, secretary):
    row = make_consultatie(board, by=secretary)
    services.close(row.pk, by=secretary, at=f.MOMENT)
    with pytest.raises(TooLateError):
        _send(row)
    assert not Antwoord.objects.exists()


@pytest.mark.parametrize(
    ("text", "meant"), [("111222333", True), ("bel 06 12345678", False), ("mevrouw Voorbeeld", False)]
)
def test_persons_in_the_words_are_refused_or_asked_about(board, text, meant):
    row = make_consultatie(board)
    with pytest.raises(RuleError):
        _send(row, text=text, meant=meant)
    if not meant:
        _send(row, text=text, meant=True)
        assert row.received == 1


def test_open_or_anonymous_is_never_changed():
    """There is no act that writes this field after the start."""
    acts = [name for name in dir(services) if name.startswith(("set_", "change_"))]
    assert acts == []


def test_every_input_ends_and_is_told_back(board, secretary):
    row = make_consultatie(board, by=secretary)
    _send(row, 11, text="Meer stages")
    answer(
        row.pk,
        Sent(answers={row.vragen.last().pk: "Nog een"}, form_key="met-adres", email="ik@voorbeeld.example"),
        at=f.MOMENT,
    )
    services.close(row.pk, by=secretary, at=f.MOMENT)
    assert Inbreng.objects.count() == 12
    with pytest.raises(RuleError):
        services.tell_back(row.pk, slotwoord_nl="Dank", by=secretary, at=f.MOMENT)
    one = Inbreng.objects.first()
    with pytest.raises(RuleError) as refused:
        services.decide_input(
            row.pk, one.pk, state="afgewezen", samenvatting_nl="Stages", by=secretary, at=f.MOMENT
        )
    assert refused.value.field == "reden_nl"
    for one in Inbreng.objects.all():
        services.decide_input(
            row.pk, one.pk, state="overgenomen", samenvatting_nl="Stages", by=secretary, at=f.MOMENT
        )
    services.tell_back(row.pk, slotwoord_nl="Dank", by=secretary, at=f.MOMENT)
    address = Terugmeldadres.objects.get()
    assert "voorbeeld" not in address.sealed
    for key in outbox.due(f.MOMENT):
        outbox.deliver(key, at=f.MOMENT)
    assert mail.outbox[0].to == ["ik@voorbeeld.example"]
    assert not Terugmeldadres.objects.exists()


def test_who_may_handle_a_consultation(board, secretary):
    own = make_consultatie(board, by=acting_of_seat(board, "uwv"))
    for by in (acting_of_seat(board, "sbb"), acting_as("secretaris", regio=make_board().regio)):
        with pytest.raises(PermissionDenied):
            services.close(own.pk, by=by, at=f.MOMENT)
    services.close(own.pk, by=secretary, at=f.MOMENT)


def test_a_public_consultation_is_in_two_languages(board, secretary):
    with pytest.raises(RuleError) as refused:
        make_consultatie(board, by=secretary, titel_en="")
    assert refused.value.field == "titel_en"


def _public(board):
    board.regio.hosts = ["localhost"]
    board.regio.save()
    return Client(HTTP_HOST="localhost", enforce_csrf_checks=True)


def test_the_public_page_in_two_languages_without_a_cookie(board):
    row, client = make_consultatie(board), _public(board)
    dutch = client.get(f"/nl/meedenken/{row.pk}/")
    english = client.get(f"/en/meedenken/{row.pk}/")
    assert "Kent u een jobcoach?" in dutch.content.decode()
    assert "Do you know one?" in english.content.decode()
    assert not client.cookies
    assert client.get("/nl/meedenken/").status_code == 200
    keuze, woorden = row.vragen.all()
    typed = {
        "token": english.context["token"],
        f"vraag_{keuze.pk}": "0",
        f"vraag_{woorden.pk}": "mail a@b.example",
    }
    asked = client.post(f"/en/meedenken/{row.pk}/", typed)
    assert asked.status_code == 422
    assert "mail a@b.example" in asked.content.decode()
    assert client.post(f"/en/meedenken/{row.pk}/", typed | {"meant": "ja"}).status_code == 200
    for _again in range(2):
        client.post(f"/en/meedenken/{row.pk}/", typed | {"meant": "ja"})
    row.refresh_from_db()
    assert row.received == 1
    assert not client.cookies
    without = client.post(f"/nl/meedenken/{row.pk}/", typed | {"token": "vals", "meant": "ja"})
    assert without.status_code == 422
    assert "mail a@b.example" in without.content.decode()


def test_a_late_answer_gets_a_friendly_page_with_the_text(board, secretary):
    row, client = make_consultatie(board, by=secretary), _public(board)
    services.close(row.pk, by=secretary, at=f.MOMENT)
    woorden = row.vragen.last()
    late = client.post(f"/en/meedenken/{row.pk}/", {f"vraag_{woorden.pk}": "Mijn lange tekst"})
    assert late.status_code == 410
    assert "Mijn lange tekst" in late.content.decode()


def test_a_draft_and_another_region_do_not_exist(board):
    draft = make_consultatie(board, opened=False)
    client = _public(board)
    assert client.get(f"/nl/meedenken/{draft.pk}/").status_code == 404
    other = make_consultatie(make_board())
    assert client.get(f"/nl/meedenken/{other.pk}/").status_code == 404


def test_many_answers_from_one_network_wait(board, monkeypatch):
    monkeypatch.setattr(meedenken, "MOST_AN_HOUR", 1)
    row, client = make_consultatie(board), _public(board)
    keuze = row.vragen.first()
    statuses = []
    for _n in range(2):
        token = client.get(f"/en/meedenken/{row.pk}/").context["token"]
        sent = client.post(f"/en/meedenken/{row.pk}/", {"token": token, f"vraag_{keuze.pk}": "1"})
        statuses.append(sent.status_code)
    assert statuses == [200, 422]


def test_the_pages_of_staff(board, secretary):
    client = Client(HTTP_HOST="localhost")
    client.force_login(secretary.user)
    start = {
        "vorm": "enquete",
        "toegang": "code",
        "anoniem": "ja",
        "titel_nl": "Titel",
        "tekst_nl": "Tekst",
        "opens_on": "2026-11-24",
        "closes_on": "2026-12-24",
    }
    made = client.post(reverse("beraad:consultatie_new"), start)
    assert made.status_code == 302
    address = made["Location"]
    question = {"act": "vraag", "vraag-soort": "keuze", "vraag-tekst_nl": "Ja of nee?"}
    assert client.post(address, question).status_code == 422
    assert client.post(address, question | {"vraag-keuzes_nl": "ja\nnee"}).status_code == 302
    codes = client.post(address, {"act": "codes", "codes-number": "2"})
    assert len(codes.context["codes"]) == 2
    assert client.post(address, {"act": "openen"}).status_code == 302
    assert client.post(address, {"act": "inbreng", "inbreng-tekst": "Gezegd"}).status_code == 302
    row = Consultatie.objects.get()
    said = reverse("beraad:consultatie_input", kwargs={"pk": row.pk, "inbreng": row.inbreng.get().pk})
    assert client.get(said).status_code == 200
    decided = {"state": "geparkeerd", "samenvatting_nl": "Gezegd"}
    assert client.post(said, decided).status_code == 302
    assert client.post(address, {"act": "sluiten"}).status_code == 302
    done = client.post(address, {"act": "terugkoppelen", "terugkoppelen-slotwoord_nl": "Dank"})
    assert done.status_code == 302
    assert "Gezegd" in _public(board).get(f"/nl/meedenken/{row.pk}/").content.decode()
    assert client.get(reverse("beraad:consultaties") + "?zoek=Titel").context["rows"].count() == 1
