# SPDX-License-Identifier: EUPL-1.2
"""What the database itself refuses about convenant, seats and deciding."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from tests import factories as f
from tests.factories_beraad import SINCE, make_board, make_item, make_meeting

from werkregio.beraad.models import Besluit, Gremium, Ronde
from werkregio.beraad.rules.guards import RULE_COLUMNS
from werkregio.regio.models import Convenant, Mandaat

pytestmark = pytest.mark.django_db
OTHER = {
    "nummer": 9,
    "quorum_num": 2,
    "quorum_den": 3,
    "quorum_strikt": True,
    "quorum_basis": "bevoegde",
    "drempel_num": 1,
    "drempel_den": 4,
    "drempel_strikt": True,
    "onthouding_telt": True,
    "na_tweede_ronde": "escaleren",
    "meetings_a_year": 5,
    "meetings_in_year": {"2025": 6},
    "brede_a_year": 1,
    "papers_days": 7,
    "sources": {"quorum": "artikel 7"},
    "readings": {"A6": "more"},
}


def change(convenant, **values):
    with transaction.atomic():
        Convenant.objects.filter(pk=convenant.pk).update(**values)


def test_the_table_of_rules_has_every_rule():
    assert set(OTHER) == set(RULE_COLUMNS)


@pytest.mark.parametrize("column", RULE_COLUMNS)
def test_a_version_that_holds_is_never_changed(column):
    board = make_board()
    with pytest.raises(DatabaseError, match="holds or was used"):
        change(board.convenant, **{column: OTHER[column]})


def test_a_draft_is_changed_until_it_is_used():
    board = make_board()
    draft = Convenant.objects.create(regio=board.regio, nummer=2, naam="Concept")
    change(draft, drempel_num=1, drempel_den=2)
    make_meeting(board, convenant=draft)
    with pytest.raises(DatabaseError, match="holds or was used"):
        change(draft, drempel_num=2)


def test_the_day_on_which_it_began_stays_and_its_end_is_written():
    board = make_board()
    change(board.convenant, valid_to=date(2026, 12, 31))
    with pytest.raises(DatabaseError, match="holds or was used"):
        change(board.convenant, valid_from=SINCE + timedelta(days=1))


def test_a_thematafel_has_no_rounds_and_no_decisions():
    board = make_board()
    table = Gremium.objects.create(
        regio=board.regio, soort="thematafel", code="jongeren", naam="Jongeren", valid_from=SINCE
    )
    board.gremium = table
    item = make_item(make_meeting(board))
    by = board.mandaten["uwv"][0].user
    with pytest.raises(DatabaseError, match="only the Beraad decides"), transaction.atomic():
        Ronde.objects.create(agendapunt=item, soort="consensus", nummer=1, opened_at=f.MOMENT, opened_by=by)
    board.gremium = Gremium.objects.get(regio=board.regio, soort="beraad")
    real = make_item(make_meeting(board))
    ronde = Ronde.objects.create(
        agendapunt=real, soort="consensus", nummer=1, opened_at=f.MOMENT, opened_by=by
    )
    Ronde.objects.filter(pk=ronde.pk).update(
        closed_at=f.MOMENT, consensus=True, outcome="aangenomen_consensus"
    )
    with pytest.raises(DatabaseError, match="only the Beraad decides"), transaction.atomic():
        Besluit.objects.create(
            regio=board.regio,
            gremium=table,
            number="2026-01",
            agendapunt=real,
            vergadering=real.vergadering,
            ronde=ronde,
            convenant=board.convenant,
            type="afspraak",
            titel="x",
            tekst="x",
            outcome="aangenomen_consensus",
            computation={},
            taken_on=f.MOMENT.date(),
            at=f.MOMENT,
        )


@pytest.mark.parametrize(
    ("mine", "other"), [("centrumgemeente", "gemeenten"), ("gemeenten", "centrumgemeente")]
)
def test_the_centrumgemeente_never_sits_for_the_municipalities(mine, other):
    board = make_board()
    user, zetel = board.mandaten[mine][0].user, board.zetels[other][0]
    with pytest.raises(DatabaseError, match="does not sit for"), transaction.atomic():
        Mandaat.objects.create(zetel=zetel, user=user, soort="plaatsvervanger", valid_from=f.MOMENT.date())
    Mandaat.objects.filter(user=user).update(valid_to=f.MOMENT.date() - timedelta(days=1))
    Mandaat.objects.create(zetel=zetel, user=user, soort="plaatsvervanger", valid_from=f.MOMENT.date())
