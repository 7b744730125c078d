# SPDX-License-Identifier: EUPL-1.2
"""A signal is of the Beraad only with a decision, and never about a person."""

from dataclasses import replace
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from tests import factories as f
from tests.factories_beraad import make_board
from tests.factories_beraad_consulting import acting_as, acting_of_seat, make_besluit

from werkregio.beraad.events import besluit_genomen
from werkregio.foundation.errors import RuleError
from werkregio.monitoring.models import Signaal
from werkregio.monitoring.queries.signalen import exportable, signalen
from werkregio.monitoring.rules.signal_states import NEXT, may_follow
from werkregio.monitoring.services import signalen as services

pytestmark = pytest.mark.django_db
TOLD = services.Told(
    titel="Certificaten voor zij-instromers ontbreken",
    soort="belemmering",
    type="ontbrekende-certificaten",
    wat="Zij-instromers krijgen geen certificaat.",
    bewijs="In 2026 vroegen 40 mensen erom.",
    bron="Werkcentrum",
    peildatum=f.MOMENT.date(),
    doelgroepen=["jongeren"],
    sectoren=["zorg"],
)


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def staff(board):
    return acting_as("secretaris", regio=board.regio)


@pytest.fixture
def signaal(staff):
    return services.draft(TOLD, by=staff, at=f.MOMENT)


def _act(then, pk, by):
    day = f.MOMENT.date()
    acts = {
        "ambtelijk_gedeeld": lambda: services.share(pk, by=by, at=f.MOMENT),
        "in_beraad": lambda: services.bring_to_beraad(pk, by=by, at=f.MOMENT),
        "doorgegeven": lambda: services.pass_on(pk, passed_on=day, by=by, at=f.MOMENT),
        "beantwoord": lambda: services.note_answer(pk, antwoord="Ja", answered_on=day, by=by, at=f.MOMENT),
        "gesloten": lambda: services.close(pk, because="Klaar", by=by, at=f.MOMENT),
    }
    return acts[then]()


@pytest.mark.parametrize(
    ("now", "then"),
    [(a, b) for a, b in product(NEXT, NEXT) if b != "concept" and not may_follow(a, b)],
)
def test_every_illegal_step_is_refused(board, staff, signaal, now, then):
    Signaal.objects.filter(pk=signaal.pk).update(state=now, besluit=make_besluit(board))
    with pytest.raises(RuleError):
        _act(then, signaal.pk, staff)


@pytest.mark.parametrize("field", ["titel", "wat", "bewijs", "bron", "gewenste_actie"])
@pytest.mark.parametrize("text", ["bsn 111222333", "a@b.example", "bel 06 12345678", "mevrouw Voorbeeld"])
def test_persons_are_refused(staff, field, text):
    with pytest.raises(RuleError) as refused:
        services.draft(replace(TOLD, **{field: text}), by=staff, at=f.MOMENT)
    assert refused.value.field == field


def test_an_obstacle_has_a_kind(staff):
    with pytest.raises(RuleError):
        services.draft(replace(TOLD, type=""), by=staff, at=f.MOMENT)


def test_without_a_decision_it_is_not_passed_on_nor_exported(board, staff, signaal):
    services.share(signaal.pk, by=staff, at=f.MOMENT)
    row = services.bring_to_beraad(signaal.pk, by=staff, at=f.MOMENT)
    assert (row.agendapunt.subject_kind, row.agendapunt.subject_id) == ("signaal", str(row.pk))
    with pytest.raises(RuleError):
        _act("doorgegeven", row.pk, staff)
    assert exportable(staff) == []
    besluit = make_besluit(board)
    Signaal.objects.filter(pk=row.pk).update(agendapunt=besluit.agendapunt)
    besluit_genomen.send(sender=None, besluit_id=besluit.pk, regio_id=board.regio.pk, at=f.MOMENT)
    _act("doorgegeven", row.pk, staff)
    _act("beantwoord", row.pk, staff)
    assert [found.besluit for found in exportable(staff)] == [besluit]


def test_the_text_stays_once_the_beraad_has_it(staff, signaal):
    services.share(signaal.pk, by=staff, at=f.MOMENT)
    services.bring_to_beraad(signaal.pk, by=staff, at=f.MOMENT)
    with pytest.raises(RuleError):
        services.change(signaal.pk, TOLD, by=staff, at=f.MOMENT)


def test_who_may(board, signaal):
    member = acting_of_seat(board, "uwv")
    assert signalen(member) == []
    for by in (member, acting_as("secretaris", regio=make_board().regio)):
        with pytest.raises(PermissionDenied):
            services.share(signaal.pk, by=by, at=f.MOMENT)


def test_a_month_without_large_numbers_is_no_signal(staff):
    with pytest.raises(RuleError):
        services.from_dead_ends("2026-10", by=staff, at=f.MOMENT)


def test_the_pages(staff, signaal):
    client = Client(HTTP_HOST="localhost")
    client.force_login(staff.user)
    address = reverse("monitoring:signaal", kwargs={"pk": signaal.pk})
    assert client.get(reverse("monitoring:signalen")).status_code == 200
    assert client.get(address).status_code == 200
    assert client.get(f"{address}wijzigen/").status_code == 200
    assert client.post(address, {"act": "delen"}).status_code == 302
    assert client.post(address, {"act": "beraad"}).status_code == 302
    assert client.post(address, {"act": "doorgeven", "doorgeven-passed_on": "2026-11-24"}).status_code == 422
    assert client.post(reverse("monitoring:signaal_new"), {"titel": "x"}).status_code == 422
    for form in ("json", "csv"):
        assert client.get(reverse("monitoring:signaal_export"), {"vorm": form}).status_code == 200
    assert client.post(reverse("monitoring:signaal_dead_ends")).status_code == 302
