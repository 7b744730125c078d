# SPDX-License-Identifier: EUPL-1.2
"""A meeting from plan to close: the acts, what is refused, who gets word."""

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from tests import factories as f
from tests.factories_beraad import make_board, make_item, make_meeting

from werkregio.beraad.models import Agendapunt, RegisterRegel, Vergadering
from werkregio.beraad.queries.presence import present_at, represented, stays_of
from werkregio.beraad.rules.states import VERGADERING
from werkregio.beraad.services import meetings, presence
from werkregio.beraad.terms import VergaderingStaat
from werkregio.foundation import audit, outbox
from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import AuditLine, OutboxItem
from werkregio.regio import queries as regio_queries
from werkregio.regio.models import Zetel

NOW = f.MOMENT


@pytest.fixture
def board(db):
    return make_board()


def acting(role, board, soort="gemeente"):
    membership = f.LidmaatschapFactory(partij=f.PartijFactory(regio=board.regio, soort=soort), role=role)
    return regio_queries.acting_of(membership.user, membership.partij_id, on=NOW.date())


@pytest.fixture
def secretary(board):
    return acting("secretaris", board)


def values(**given):
    start = NOW + timedelta(days=30)
    return meetings.MeetingValues(
        **(
            {
                "soort": "regulier",
                "titel": "Vergadering",
                "starts_at": start,
                "ends_at": start + timedelta(hours=2),
            }
            | given
        )
    )


def on_the_day(board, **fields):
    """A meeting of today that was invited."""
    return make_meeting(
        board, days=0, state="uitgenodigd", starts_at=NOW, ends_at=NOW + timedelta(hours=2), **fields
    )


def test_planning_takes_what_waits(board, secretary):
    earlier = make_meeting(board, days=1)
    item = make_item(earlier)
    Agendapunt.objects.filter(pk=item.pk).update(vergadering=None)
    earlier.delete()
    made = meetings.plan(board.gremium.pk, values(), by=secretary, at=NOW)
    assert made.state == VergaderingStaat.GEPLAND
    assert list(made.agendapunten.all()) == [item]
    line = AuditLine.objects.latest("pk")
    assert (line.action, line.detail["meegenomen"]) == ("vergadering.gepland", 1)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"starts_at": NOW - timedelta(days=1), "ends_at": NOW}, "starts_at"),
        ({"ends_at": NOW}, "ends_at"),
        ({"ends_at": NOW + timedelta(days=32)}, "ends_at"),
        ({"coupled_to_id": 0}, "coupled_to"),
    ],
)
def test_what_cannot_be_planned(board, secretary, given, field):
    with pytest.raises(RuleError) as refused:
        meetings.plan(board.gremium.pk, values(**given), by=secretary, at=NOW)
    assert refused.value.field == field


def test_a_broad_meeting_hangs_on_a_regular_one(board, secretary):
    regular = make_meeting(board)
    made = meetings.plan(
        board.gremium.pk, values(soort="breed", coupled_to_id=regular.pk), by=secretary, at=NOW
    )
    assert made.coupled_to == regular
    with pytest.raises(RuleError):
        meetings.plan(board.gremium.pk, values(coupled_to_id=regular.pk), by=secretary, at=NOW)


def test_only_who_prepares_meetings_of_this_region(board, secretary):
    elsewhere = acting("secretaris", make_board())
    member = acting("bestuurder", board)
    meeting = make_meeting(board)
    for stranger in (elsewhere, member):
        with pytest.raises(PermissionDenied):
            meetings.plan(board.gremium.pk, values(), by=stranger, at=NOW)
        with pytest.raises(PermissionDenied):
            meetings.invite(meeting.pk, by=stranger, at=NOW)


def test_inviting_sends_each_member_and_substitute_a_file_and_fixes_the_work_areas(
    board, secretary, mailoutbox
):
    meeting = make_meeting(board)
    item = make_item(meeting)
    meetings.invite(meeting.pk, by=secretary, at=NOW)
    people = {mandaat.user_id for rows in board.mandaten.values() for mandaat in rows}
    assert set(meeting.genodigden.values_list("user_id", flat=True)) == people
    item.refresh_from_db()
    assert item.werkgebied_fixed_at == NOW
    outbox.deliver_due(NOW)
    assert len(mailoutbox) == len(people)
    name, content, _kind = mailoutbox[0].attachments[0]
    assert name == "vergadering.ics"
    assert "BEGIN:VEVENT" in (content if isinstance(content, str) else content.decode())
    # One reminder each, two days before.
    waiting = OutboxItem.objects.filter(kind="beraad.vergadering.herinnering", state="waiting")
    assert waiting.count() == len(people)
    assert waiting.first().due_at == meeting.starts_at - timedelta(days=2)


def test_another_time_is_another_question(board, secretary):
    meeting = make_meeting(board)
    meetings.invite(meeting.pk, by=secretary, at=NOW)
    meeting.genodigden.update(answer="ja", answered_at=NOW)
    later = NOW + timedelta(days=40)
    meetings.change(
        meeting.pk, values(starts_at=later, ends_at=later + timedelta(hours=2)), by=secretary, at=NOW
    )
    meeting.refresh_from_db()
    assert meeting.revision == 1
    assert set(meeting.genodigden.values_list("answer", flat=True)) == {"onbekend"}


def test_cancelling_needs_a_reason_and_moves_the_items(board, secretary):
    meeting, following = make_meeting(board), make_meeting(board, days=60)
    item = make_item(meeting)
    meetings.invite(meeting.pk, by=secretary, at=NOW)
    with pytest.raises(RuleError) as refused:
        meetings.cancel(meeting.pk, reason=" ", by=secretary, at=NOW)
    assert refused.value.field == "reason"
    meetings.cancel(meeting.pk, reason="Geen quorum verwacht", by=secretary, at=NOW)
    item.refresh_from_db()
    assert item.vergadering == following
    assert OutboxItem.objects.filter(kind="beraad.vergadering.afgelast").exists()
    assert not OutboxItem.objects.filter(kind="beraad.vergadering.uitnodiging", state="waiting").exists()


def test_opening_fixes_the_convenant_and_closing_carries_open_items_over(board, secretary):
    meeting, following = on_the_day(board), make_meeting(board, days=60)
    item, done = make_item(meeting), make_item(meeting, titel="Klaar", state="afgehandeld")
    fixed = make_item(meeting, titel="Opening", soort="bespreking", template_key="opening")
    meetings.open_meeting(meeting.pk, by=secretary, at=NOW)
    meeting.refresh_from_db()
    assert (meeting.convenant, meeting.opened_at) == (board.convenant, NOW)
    meetings.close_meeting(meeting.pk, by=secretary, at=NOW + timedelta(hours=1))
    item.refresh_from_db()
    assert item.state == "aangehouden"
    assert item.next_item.vergadering == following
    for one in (done, fixed):
        assert not Agendapunt.objects.filter(previous=one).exists()
    lines = RegisterRegel.objects.filter(gremium=board.gremium)
    assert [line.payload["act"] for line in lines] == ["geopend", "gesloten"]


def test_a_meeting_opens_on_its_own_day(board, secretary):
    meeting = make_meeting(board, state="uitgenodigd")
    with pytest.raises(RuleError):
        meetings.open_meeting(meeting.pk, by=secretary, at=NOW)


ACTS = {
    VergaderingStaat.UITGENODIGD: meetings.invite,
    VergaderingStaat.OPEN: meetings.open_meeting,
    VergaderingStaat.GESLOTEN: meetings.close_meeting,
    VergaderingStaat.GEANNULEERD: lambda pk, by, at: meetings.cancel(pk, reason="x", by=by, at=at),
}


@pytest.mark.parametrize(
    ("start", "end"), [(s, e) for s, e in product(VergaderingStaat, ACTS) if e not in VERGADERING[s]]
)
def test_every_step_that_is_not_in_the_table_is_refused(board, secretary, start, end):
    meeting = on_the_day(board)
    Vergadering.objects.filter(pk=meeting.pk).update(state=start)
    with pytest.raises(RuleError):
        ACTS[end](meeting.pk, by=secretary, at=NOW)
    meeting.refresh_from_db()
    assert meeting.state == start


def test_who_is_there_follows_from_coming_and_going(board, secretary):
    meeting = on_the_day(board)
    member, substitute = board.mandaten["uwv"]
    later = NOW + timedelta(minutes=30)
    presence.come_in(meeting.pk, member.pk, by=secretary, at=NOW)
    assert represented(meeting, NOW) == {"uwv"}
    presence.go_out(meeting.pk, member.pk, by=secretary, at=later)
    assert represented(meeting, later) == set()
    presence.come_in(meeting.pk, substitute.pk, by=secretary, at=later)
    assert [mandaat for _zetel, mandaat in present_at(meeting, later)] == [substitute]
    # What was at an earlier moment stays as it was.
    assert [mandaat for _zetel, mandaat in present_at(meeting, NOW)] == [member]
    stays = stays_of(meeting)
    assert [(stay.mandaat, stay.until) for stay in stays] == [(member, later), (substitute, None)]
    kinds = list(RegisterRegel.objects.values_list("kind", flat=True))
    assert kinds == ["aanwezigheid"] * 3


def test_both_union_directors_are_one_geleding(board, secretary):
    meeting = on_the_day(board)
    for zetel in board.zetels["vakbonden"]:
        presence.come_in(meeting.pk, zetel.mandaten.get(soort="titularis").pk, by=secretary, at=NOW)
    assert len(present_at(meeting, NOW)) == 2
    assert represented(meeting, NOW) == {"vakbonden"}


def test_a_strategic_partner_sits_but_does_not_represent(board, secretary):
    meeting = on_the_day(board)
    partij = f.PartijFactory(regio=board.regio, soort="overig")
    zetel = Zetel.objects.create(
        regio=board.regio, soort="strategisch", partij=partij, functie="directeur", valid_from=NOW.date()
    )
    mandaat = zetel.mandaten.create(user=f.UserFactory(), valid_from=NOW.date())
    presence.come_in(meeting.pk, mandaat.pk, by=secretary, at=NOW)
    assert len(present_at(meeting, NOW)) == 1
    assert represented(meeting, NOW) == set()


def test_refusals_of_presence(board, secretary):
    meeting = on_the_day(board)
    member, substitute = board.mandaten["uwv"]
    presence.come_in(meeting.pk, member.pk, by=secretary, at=NOW)
    for act, mandaat in (
        (presence.come_in, member),
        (presence.come_in, substitute),
        (presence.go_out, substitute),
    ):
        with pytest.raises(RuleError):
            act(meeting.pk, mandaat.pk, by=secretary, at=NOW)
    for since in (NOW + timedelta(minutes=1), NOW - timedelta(minutes=1)):
        with pytest.raises(RuleError) as refused:
            presence.go_out(meeting.pk, member.pk, by=secretary, at=NOW, since=since)
        assert refused.value.field == "since"
    other = make_board().mandaten["uwv"][0]
    with pytest.raises(RuleError):
        presence.come_in(meeting.pk, other.pk, by=secretary, at=NOW)


def test_an_ended_mandate_cannot_sit(board, secretary):
    meeting = on_the_day(board)
    mandaat = board.mandaten["uwv"][0]
    mandaat.valid_to = NOW.date() - timedelta(days=1)
    mandaat.save()
    with pytest.raises(RuleError):
        presence.come_in(meeting.pk, mandaat.pk, by=secretary, at=NOW)


def test_a_member_checks_in_for_himself_only(board):
    meeting = on_the_day(board)
    mandaat = board.mandaten["uwv"][0]
    own = regio_queries.acting_of(mandaat.user, mandaat.zetel.partij_id, on=NOW.date())
    presence.come_in(meeting.pk, mandaat.pk, by=own, at=NOW)
    with pytest.raises(PermissionDenied):
        presence.come_in(meeting.pk, board.mandaten["sbb"][0].pk, by=own, at=NOW)


def test_not_before_the_doors_open_nor_after_closing(board, secretary):
    meeting = make_meeting(board, days=1, state="uitgenodigd")
    mandaat = board.mandaten["uwv"][0]
    with pytest.raises(RuleError):
        presence.come_in(meeting.pk, mandaat.pk, by=secretary, at=NOW)
    Vergadering.objects.filter(pk=meeting.pk).update(state="gesloten")
    with pytest.raises(RuleError):
        presence.come_in(meeting.pk, mandaat.pk, by=secretary, at=NOW)


def test_the_log_is_whole(board, secretary):
    meetings.plan(board.gremium.pk, values(), by=secretary, at=NOW)
    assert audit.verify(board.regio.code) == []
    assert timezone.is_aware(NOW)
