# SPDX-License-Identifier: EUPL-1.2
"""The life of a convenant, step by step, with every refusal."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation
from tests import factories as f
from tests.factories_beraad import SINCE, make_board, make_meeting

from werkregio.beraad.queries.board import convenant_on
from werkregio.beraad.rules.convenant import STEPS, may_go
from werkregio.beraad.services import convenant as services
from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import AuditLine
from werkregio.regio.models import Convenant
from werkregio.regio.queries import acting_of
from werkregio.regio.terms import ConvenantStaat

pytestmark = pytest.mark.django_db
TODAY = f.MOMENT.date()
NEXT_YEAR = date(2027, 1, 1)


@pytest.fixture(autouse=True)
def in_english():
    """The refusals are compared in the words of the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def board():
    made = make_board()
    made.gremium.official_from = SINCE
    made.gremium.save()
    return made


def acting_with_role(board, role):
    membership = f.LidmaatschapFactory(partij__regio=board.regio, role=role)
    return acting_of(membership.user, membership.partij.pk, on=TODAY)


@pytest.fixture
def by(board):
    return acting_with_role(board, "secretaris")


def draft(by):
    return services.new_version(by=by, at=f.MOMENT)


def signed(by, *, all_of_them=True):
    made = draft(by)
    services.to_legal_check(made.pk, by=by, at=f.MOMENT)
    services.legal_check(made.pk, TODAY, "Goed.", by=by, at=f.MOMENT)
    lines = list(made.partijen.all())
    for line in lines:
        services.decide(made.pk, line.partij_id, TODAY, by=by, at=f.MOMENT)
    for line in lines if all_of_them else lines[1:]:
        services.sign(made.pk, line.partij_id, TODAY, "directeur", by=by, at=f.MOMENT)
    made.refresh_from_db()
    return made


def test_a_new_version_is_a_copy_with_everybody_who_sits_as_party(board, by):
    Convenant.objects.filter(pk=board.convenant.pk).update(text_url="https://tekst.example/")
    made = draft(by)
    assert (made.nummer, made.state, made.valid_from, made.text_url) == (2, "concept", None, "")
    assert made.partijen.count() == 8
    assert convenant_on(board.regio, TODAY) == board.convenant
    with pytest.raises(RuleError, match="being made already"):
        draft(by)


def test_a_draft_is_changed_and_the_log_says_what(board, by):
    made = draft(by)
    services.change(made.pk, {"drempel_num": 3, "drempel_den": 4}, by=by, at=f.MOMENT)
    made.refresh_from_db()
    assert (made.drempel_num, made.drempel_den) == (3, 4)
    line = AuditLine.objects.get(action="convenant.changed")
    assert line.detail["drempel_num"] == "2 > 3"
    services.to_legal_check(made.pk, by=by, at=f.MOMENT)
    with pytest.raises(RuleError):
        services.change(made.pk, {"drempel_num": 1}, by=by, at=f.MOMENT)


def test_what_holds_is_not_changed(board, by):
    Convenant.objects.filter(pk=board.convenant.pk).update(state="concept")
    with pytest.raises(RuleError, match="holds already"):
        services.change(board.convenant.pk, {"drempel_num": 1}, by=by, at=f.MOMENT)


def test_it_takes_effect_and_closes_the_former_one(board, by):
    meeting = make_meeting(board, convenant=board.convenant)
    made = signed(by)
    assert made.state == "besloten"
    services.take_effect(made.pk, NEXT_YEAR, by=by, at=f.MOMENT)
    made.refresh_from_db()
    assert made.state == "getekend"
    assert convenant_on(board.regio, NEXT_YEAR - timedelta(days=1)) == board.convenant
    assert convenant_on(board.regio, NEXT_YEAR) == made
    meeting.refresh_from_db()
    assert meeting.convenant == board.convenant
    with pytest.raises(RuleError, match="a day already"):
        services.take_effect(made.pk, NEXT_YEAR, by=by, at=f.MOMENT)


def test_it_is_not_signed_until_every_party_of_every_geleding_did(board, by):
    made = signed(by, all_of_them=False)
    assert len(services.unsigned(made, TODAY)) == 1
    with pytest.raises(RuleError, match="every geleding signed"):
        services.take_effect(made.pk, NEXT_YEAR, by=by, at=f.MOMENT)


def test_in_formation_a_draft_may_rule(board, by):
    board.gremium.official_from = None
    board.gremium.save()
    made = draft(by)
    services.take_effect(made.pk, NEXT_YEAR, by=by, at=f.MOMENT)
    made.refresh_from_db()
    assert (made.state, made.valid_from) == ("concept", NEXT_YEAR)


def test_the_past_keeps_its_rules(board, by):
    made = signed(by)
    with pytest.raises(RuleError, match="keeps its rules"):
        services.take_effect(made.pk, TODAY - timedelta(days=1), by=by, at=f.MOMENT)


def test_a_version_that_did_not_begin_is_dropped_and_the_former_goes_on(board, by):
    made = signed(by)
    services.take_effect(made.pk, NEXT_YEAR, by=by, at=f.MOMENT)
    services.drop(made.pk, by=by, at=f.MOMENT)
    assert convenant_on(board.regio, NEXT_YEAR) == board.convenant
    with pytest.raises(RuleError, match="holds already"):
        services.drop(board.convenant.pk, by=by, at=f.MOMENT)


def test_a_party_signs_after_it_decided_and_not_twice(board, by):
    made = draft(by)
    line = made.partijen.first()
    with pytest.raises(RuleError):
        services.sign(made.pk, line.partij_id, TODAY, "directeur", by=by, at=f.MOMENT)
    services.to_legal_check(made.pk, by=by, at=f.MOMENT)
    with pytest.raises(RuleError, match="legal check was done"):
        services.decide(made.pk, line.partij_id, TODAY, by=by, at=f.MOMENT)
    services.legal_check(made.pk, TODAY, "", by=by, at=f.MOMENT)
    with pytest.raises(RuleError, match="not come yet"):
        services.decide(made.pk, line.partij_id, NEXT_YEAR, by=by, at=f.MOMENT)
    for one in made.partijen.all():
        services.decide(made.pk, one.partij_id, TODAY, by=by, at=f.MOMENT)
    with pytest.raises(RuleError, match="after it decided"):
        services.sign(made.pk, line.partij_id, TODAY - timedelta(days=9), "d", by=by, at=f.MOMENT)
    services.sign(made.pk, line.partij_id, TODAY, "directeur", by=by, at=f.MOMENT)
    with pytest.raises(RuleError, match="signed already"):
        services.sign(made.pk, line.partij_id, TODAY, "directeur", by=by, at=f.MOMENT)


@pytest.mark.parametrize(("start", "end"), list(product(ConvenantStaat, repeat=2)))
def test_every_step_that_is_not_in_the_table_is_refused(start, end):
    assert may_go(start, end) == (end in STEPS[start])
    row = Convenant(state=start)
    if end in STEPS[start]:
        services._go(row, end)
        assert row.state == end
    else:
        with pytest.raises(RuleError):
            services._go(row, end)


@pytest.mark.parametrize("role", ["programmamanager", "bestuurder", "voorzitter", "programmaondersteuner"])
def test_only_the_secretary_changes_the_convenant(board, role):
    with pytest.raises(PermissionDenied):
        draft(acting_with_role(board, role))


def test_a_version_of_another_region_is_not_there(board, by):
    other = make_board()
    with pytest.raises(PermissionDenied):
        services.drop(other.convenant.pk, by=by, at=f.MOMENT)
