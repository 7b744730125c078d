# SPDX-License-Identifier: EUPL-1.2
"""Seats, mandates, chair and growth, through the acts of the secretary."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import translation
from tests import factories as f
from tests.factories_beraad import make_board, make_item, make_meeting

from werkregio.beraad.models import Besluit, Ronde
from werkregio.beraad.queries.board import chairs_on, electorate
from werkregio.beraad.queries.board_pages import programme_manager_too_early, size_of
from werkregio.beraad.services import seats as services
from werkregio.foundation.errors import RuleError
from werkregio.foundation.links import links_of
from werkregio.regio.models import Geleding, Mandaat
from werkregio.regio.queries import acting_of

pytestmark = pytest.mark.django_db
TODAY = f.MOMENT.date()
AT = f.MOMENT


@pytest.fixture(autouse=True)
def in_english():
    """The refusals are compared in the words of the source."""
    with translation.override("en"):
        yield


@pytest.fixture
def board():
    return make_board()


@pytest.fixture
def by(board):
    membership = f.LidmaatschapFactory(partij__regio=board.regio, role="secretaris")
    return acting_of(membership.user, membership.partij.pk, on=TODAY)


def person(zetel, role="bestuurder"):
    return f.LidmaatschapFactory(partij=zetel.partij, role=role).user


def give(zetel, user, by, *, soort="plaatsvervanger", start=TODAY, end=None):
    return services.give_mandaat(zetel.pk, user.pk, soort, start, end, "", by=by, at=AT)


def decision(board):
    item = make_item(make_meeting(board))
    user = board.mandaten["uwv"][0].user
    ronde = Ronde.objects.create(agendapunt=item, soort="consensus", nummer=1, opened_at=AT, opened_by=user)
    Ronde.objects.filter(pk=ronde.pk).update(closed_at=AT, consensus=True, outcome="aangenomen_consensus")
    return Besluit.objects.create(
        regio=board.regio,
        gremium=board.gremium,
        number="2026-01",
        agendapunt=item,
        vergadering=item.vergadering,
        ronde=ronde,
        convenant=board.convenant,
        type="afspraak",
        titel="Keuze",
        tekst="Gekozen.",
        outcome="aangenomen_consensus",
        computation={},
        taken_on=TODAY,
        at=AT,
    )


def test_a_mandate_is_for_people_of_the_organisation(board, by):
    zetel = board.zetels["uwv"][0]
    made = give(zetel, person(zetel), by)
    assert electorate(board.gremium, TODAY).mandaat(made.user_id) == made
    with pytest.raises(RuleError, match="of this organisation"):
        give(zetel, f.UserFactory(), by)
    with pytest.raises(RuleError, match="has a mandate for this seat"):
        give(zetel, made.user, by)
    with pytest.raises(RuleError, match="has a member"):
        give(zetel, person(zetel), by, soort="titularis")


def test_an_expired_mandate_is_history(board, by):
    mandaat = board.mandaten["uwv"][0]
    services.end_mandaat(mandaat.pk, TODAY, by=by, at=AT)
    tomorrow = TODAY + timedelta(days=1)
    assert electorate(board.gremium, TODAY).mandaat(mandaat.user_id)
    assert electorate(board.gremium, tomorrow).mandaat(mandaat.user_id) is None
    zetel = board.zetels["uwv"][0]
    give(zetel, person(zetel), by, soort="titularis", start=tomorrow)
    with pytest.raises(RuleError, match="yesterday or a later day"):
        services.end_mandaat(board.mandaten["sbb"][0].pk, TODAY - timedelta(days=9), by=by, at=AT)


def test_the_secretary_gets_no_mandate(board, by):
    zetel = board.zetels["uwv"][0]
    user = person(zetel)
    f.LidmaatschapFactory(user=user, partij=by.partij, role="secretaris")
    with pytest.raises(RuleError, match="Staff does not sit"):
        give(zetel, user, by)


def test_somebody_of_the_centrumgemeente_does_not_sit_for_the_gemeenten(board, by):
    zetel = board.zetels["gemeenten"][0]
    user = person(zetel)
    f.LidmaatschapFactory(user=user, partij=board.zetels["centrumgemeente"][0].partij, role="bestuurder")
    with pytest.raises(RuleError, match="does not speak for"):
        give(zetel, user, by)
    centrum = board.zetels["centrumgemeente"][0].partij
    with pytest.raises(RuleError, match="does not speak for"):
        services.add_zetel(centrum.pk, board.geledingen["gemeenten"].pk, "wethouder", TODAY, by=by, at=AT)


def test_the_chair_comes_from_the_centrumgemeente(board, by):
    with pytest.raises(RuleError, match="comes from the geleding centrumgemeente"):
        services.appoint_chair(board.zetels["uwv"][0].pk, TODAY, by=by, at=AT)
    with pytest.raises(RuleError, match="chairs the Beraad"):
        services.end_zetel(board.zetels["centrumgemeente"][0].pk, TODAY, by=by, at=AT)


def test_the_vice_chair_is_a_recorded_decision(board, by):
    zetel = board.zetels["sbb"][0]
    with pytest.raises(RuleError, match="Choose the decision") as refused:
        services.choose_vice_chair(zetel.pk, None, TODAY, by=by, at=AT)
    assert refused.value.field == "besluit"
    besluit = decision(board)
    made = services.choose_vice_chair(zetel.pk, besluit.pk, TODAY, by=by, at=AT)
    assert chairs_on(board.regio, TODAY)["vicevoorzitter"] == zetel
    (link,) = links_of("voorzitterschap", made.pk, region=board.regio.code)
    assert (link.relation, link.kind, link.id) == ("decided_by", "besluit", str(besluit.pk))
    with pytest.raises(RuleError, match="has the chair"):
        services.choose_vice_chair(board.zetels["centrumgemeente"][0].pk, besluit.pk, TODAY, by=by, at=AT)
    other = decision_of_another_region()
    with pytest.raises(RuleError, match="Choose the decision"):
        services.choose_vice_chair(board.zetels["uwv"][0].pk, other.pk, TODAY, by=by, at=AT)


def decision_of_another_region():
    return decision(make_board())


def test_a_strategic_partner_needs_a_decision_and_has_no_vote(board, by):
    partij = f.PartijFactory(regio=board.regio)
    with pytest.raises(RuleError, match="Choose the decision"):
        services.add_zetel(partij.pk, None, "directeur", TODAY, by=by, at=AT)
    made = services.add_zetel(
        partij.pk, None, "directeur", TODAY, besluit_pk=decision(board).pk, by=by, at=AT
    )
    found = electorate(board.gremium, TODAY)
    assert found.without_vote == (made,)
    assert len(found.codes) == 7


def test_an_eighth_geleding_counts_only_for_later_meetings(board, by):
    start = date(2027, 1, 1)
    made = services.add_geleding("Sociale werkbedrijven", start, by=by, at=AT)
    before, after = electorate(board.gremium, date(2026, 12, 31)), electorate(board.gremium, start)
    sizes = [size_of(board.convenant, len(one.codes)) for one in (before, after)]
    assert [(one.number, one.quorum) for one in sizes] == [(7, 4), (8, 4)]
    with pytest.raises(RuleError, match="keep their geledingen"):
        services.add_geleding("Te vroeg", TODAY, by=by, at=AT)
    with pytest.raises(RuleError, match="already"):
        services.add_geleding("Sociale werkbedrijven", start, by=by, at=AT)
    services.end_geleding(made.pk, date(2027, 6, 30), by=by, at=AT)
    assert len(electorate(board.gremium, date(2027, 7, 1)).codes) == 7


def test_a_geleding_that_leaves_takes_its_seats_along_and_leaves_its_past(board, by):
    geleding = board.geledingen["sbb"]
    services.end_geleding(geleding.pk, TODAY, by=by, at=AT)
    tomorrow = TODAY + timedelta(days=1)
    assert len(electorate(board.gremium, TODAY).codes) == 7
    assert "sbb" not in electorate(board.gremium, tomorrow).codes
    assert not Mandaat.objects.filter(zetel__geleding=geleding, valid_to=None).exists()
    with pytest.raises(RuleError, match="chairs the Beraad and stays"):
        services.end_geleding(board.geledingen["centrumgemeente"].pk, TODAY, by=by, at=AT)


def test_a_programme_manager_from_before_the_signing_is_seen(board):
    assert not programme_manager_too_early(board.regio, TODAY)
    f.LidmaatschapFactory(partij__regio=board.regio, role="programmamanager", valid_from=date(2023, 1, 1))
    assert programme_manager_too_early(board.regio, TODAY)


def test_nobody_else_and_nothing_of_another_region(board, by):
    other = make_board()
    with pytest.raises(PermissionDenied):
        services.end_zetel(other.zetels["uwv"][0].pk, TODAY, by=by, at=AT)
    member = board.mandaten["uwv"][0]
    acting = acting_of(member.user, member.zetel.partij_id, on=TODAY)
    with pytest.raises(PermissionDenied):
        services.add_geleding("Ja", date(2027, 1, 1), by=acting, at=AT)
    assert Geleding.objects.filter(regio=board.regio).count() == 7
