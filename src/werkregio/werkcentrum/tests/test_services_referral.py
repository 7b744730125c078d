# SPDX-License-Identifier: EUPL-1.2
"""Acts on a referral: guide, partner, clock; each refusal; the audit line; what the database refuses."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories import (
    MOMENT,
    AanbodFactory,
    BehoefteFactory,
    InstrumentFactory,
    PartijFactory,
    RegioFactory,
)

from werkregio.foundation import audit
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum import events
from werkregio.werkcentrum.models import (
    Afsluiting,
    Afspraak,
    Doorverwijzing,
    DoorverwijzingStap,
    Inzage,
    Toestemming,
    Toevoeging,
    Uitkomst,
    Zaakgebeurtenis,
)
from werkregio.werkcentrum.services import inbox, referral, referral_timers

from .referral_road import NOTE, member, place, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_the_main_road_leads_to_an_outcome_and_every_step_is_a_line_in_the_log():
    road = walk(place(), "afgerond")
    assert list(road.referral.stappen.values_list("sequence", flat=True)) == list(range(1, 10))
    assert road.referral.uitkomst.kind == "scholing"
    lines = AuditLine.objects.filter(object=f"doorverwijzing:{road.referral.pk}").order_by("sequence")
    assert [line.action for line in lines] == [
        f"doorverwijzing.{kind}" for kind in road.referral.stappen.values_list("kind", flat=True)
    ]
    assert {line.subject for line in lines} == {road.zaak.subject}
    assert lines[2].actor == "person:own-page"
    assert lines[3].organisation == f"partij:{road.guide.partij.pk}"
    assert lines[3].reason == "toestemming"
    assert lines[5].organisation == f"partij:{road.partij.pk}"
    assert audit.verify() == []
    assert Zaakgebeurtenis.objects.filter(zaak=road.zaak).count() == 9


def test_the_log_and_the_events_hold_no_personal_data():
    road = walk(place(fields=["voornaam", "telefoon"]), "antwoord")
    text = " ".join(str(line.hashed_fields()) for line in AuditLine.objects.all())
    text += " ".join(str(event.detail) for event in Zaakgebeurtenis.objects.all())
    for word in ("Noortje", "06 00012345", NOTE, "dinsdag", road.guide.user.name):
        assert word not in text


def test_texts_are_kept_encrypted():
    road = walk(place(), "antwoord")
    assert NOTE not in road.referral.sealed_note
    assert road.zaak.unseal(road.referral.sealed_note) == NOTE
    texts = [road.zaak.unseal(t.sealed) for t in Toevoeging.objects.filter(doorverwijzing=road.referral)]
    assert texts == ["Kan zij op dinsdag?", "Ja, dinsdag kan."]
    assert all("dinsdag" not in t.sealed for t in Toevoeging.objects.all())


def test_a_second_submit_of_the_form_finds_the_first_result():
    road = place()
    again = [
        referral.start_referral(
            road.zaak.pk,
            road.behoefte.pk,
            partij_id=road.partij.pk,
            fields=["voornaam"],
            despite_warnings=True,
            form_key="once",
            by=road.guide,
            at=MOMENT,
        ).pk
        for _ in range(2)
    ]
    assert again[0] == again[1]
    assert Doorverwijzing.objects.count() == 2


def test_starting_warns_of_the_same_need_at_the_same_partner():
    road = place()
    start = {
        "partij_id": road.partij.pk,
        "fields": ["voornaam"],
        "by": road.guide,
        "at": MOMENT,
    }
    with pytest.raises(RuleError, match="already") as refusal:
        referral.start_referral(road.zaak.pk, road.behoefte.pk, **start)
    assert refusal.value.field == "despite_warnings"
    assert referral.start_referral(road.zaak.pk, road.behoefte.pk, despite_warnings=True, **start).pk
    line = AuditLine.objects.order_by("-sequence").first()
    assert line.detail["ondanks"] == ["dubbel"]


def test_starting_warns_of_help_that_takes_nobody_now():
    road = place()
    stopped = AanbodFactory(
        instrument=InstrumentFactory(regio=road.zaak.regio),
        partij=PartijFactory(regio=road.zaak.regio),
        suspended_until=MOMENT.date() + timedelta(days=8),
    )
    with pytest.raises(RuleError, match="Takes nobody until"):
        referral.start_referral(
            road.zaak.pk,
            road.behoefte.pk,
            partij_id=stopped.partij_id,
            aanbod_id=stopped.pk,
            fields=[],
            by=road.guide,
            at=MOMENT,
        )


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fields": ["bsn"]}, "fields"),
        ({"warmth": "ijskoud"}, "warmth"),
        ({"note": "x" * 2001}, "note"),
        ({"note": "Haar nummer is 123456782"}, "note"),
        ({"aanbod_id": 999_999}, "aanbod"),
    ],
)
def test_starting_refuses_what_cannot_be_with_the_field(changes, field):
    road = place()
    arguments = {
        "partij_id": road.partij.pk,
        "fields": ["voornaam"],
        "despite_warnings": True,
        "by": road.guide,
        "at": MOMENT,
    } | changes
    with pytest.raises(RuleError) as refusal:
        referral.start_referral(road.zaak.pk, road.behoefte.pk, **arguments)
    assert refusal.value.field == field
    assert Doorverwijzing.objects.count() == 1


def test_words_about_health_are_welcome_in_the_note():
    road = place()
    referral.change_draft(
        road.referral.pk, warmth="gebeld", fields=[], note="Heeft een burn-out.", by=road.guide, at=MOMENT
    )
    assert Doorverwijzing.objects.get().fields == ["behoefte"]


def test_a_partner_of_another_region_or_without_accounts_cannot_receive():
    road = place()
    for partij in (PartijFactory(), PartijFactory(regio=road.zaak.regio, active=False)):
        with pytest.raises(RuleError):
            referral.start_referral(
                road.zaak.pk, road.behoefte.pk, partij_id=partij.pk, fields=[], by=road.guide, at=MOMENT
            )
    other = BehoefteFactory()
    with pytest.raises(RuleError) as refusal:
        referral.start_referral(
            road.zaak.pk, other.pk, partij_id=road.partij.pk, fields=[], by=road.guide, at=MOMENT
        )
    assert refusal.value.field == "behoefte"


def test_only_the_guide_who_has_the_question_acts():
    road = place()
    colleague = member("gids", road.guide.partij)
    with pytest.raises(RuleError, match="Take it over"):
        referral.offer_referral(road.referral.pk, by=colleague, at=MOMENT)
    stranger = member("gids", PartijFactory(regio=RegioFactory()))
    for somebody in (stranger, road.partner, member("redacteur", road.guide.partij)):
        with pytest.raises(PermissionDenied):
            referral.offer_referral(road.referral.pk, by=somebody, at=MOMENT)
    with pytest.raises(PermissionDenied):
        referral.offer_referral(987_654, by=road.guide, at=MOMENT)


def test_nothing_is_sent_before_the_person_agreed():
    road = walk(place(), "aangeboden")
    with pytest.raises(RuleError, match="has not agreed"):
        referral.send_referral(road.referral.pk, by=road.guide, at=MOMENT)
    assert not Inzage.objects.exists()


def test_nothing_is_sent_on_a_consent_that_ran_out():
    road = walk(place(), "ingestemd")
    with pytest.raises(RuleError, match="has not agreed"):
        referral.send_referral(road.referral.pk, by=road.guide, at=MOMENT + timedelta(days=200))


def test_after_the_offer_the_draft_stands():
    road = walk(place(), "aangeboden")
    with pytest.raises(ConflictError):
        referral.change_draft(road.referral.pk, warmth="gebeld", fields=[], note="", by=road.guide, at=MOMENT)


def test_opening_twice_is_received_once():
    road = walk(place(), "verzonden")
    assert inbox.receive_referral(road.referral.pk, by=road.partner, at=MOMENT)
    assert inbox.receive_referral(road.referral.pk, by=road.partner, at=MOMENT) is None
    assert road.referral.stappen.filter(kind="ontvangen").count() == 1


def test_a_partner_cannot_act_on_what_was_not_sent_to_it():
    road = walk(place(), "ingestemd")
    with pytest.raises(PermissionDenied):
        inbox.receive_referral(road.referral.pk, by=road.partner, at=MOMENT)
    walk(road, "ontvangen")
    other = member("professional", PartijFactory(regio=road.zaak.regio))
    for somebody in (other, road.guide, member("partnerbeheerder", road.partij)):
        with pytest.raises(PermissionDenied):
            inbox.accept_referral(road.referral.pk, by=somebody, at=MOMENT)


def test_a_decline_needs_a_reason_and_brings_the_need_back_to_the_guide():
    road = walk(place(), "ontvangen")
    with pytest.raises(RuleError) as refusal:
        inbox.decline_referral(road.referral.pk, reason="", by=road.partner, at=MOMENT)
    assert refusal.value.field == "reason"
    for wrong in (road.partij, PartijFactory()):
        with pytest.raises(RuleError, match="another organisation"):
            inbox.decline_referral(
                road.referral.pk, reason="vol", next_door_id=wrong.pk, by=road.partner, at=MOMENT
            )
    door = PartijFactory(regio=road.zaak.regio)
    step = inbox.decline_referral(
        road.referral.pk,
        reason="doelgroep",
        next_door_id=door.pk,
        text="Probeer het daar eens.",
        by=road.partner,
        at=MOMENT,
    )
    assert (step.reason, step.next_door) == ("doelgroep", door)
    road.zaak.refresh_from_db()
    assert road.zaak.next_step == "andere-deur"
    assert road.zaak.next_step_due == MOMENT.date() + timedelta(days=1)
    assert Inzage.objects.get().ended_at == MOMENT


def test_a_first_contact_lies_between_sending_and_today():
    road = walk(place(), "geaccepteerd")
    for day in (None, MOMENT.date() + timedelta(days=1), MOMENT.date() - timedelta(days=1)):
        with pytest.raises(RuleError) as refusal:
            inbox.note_first_contact(road.referral.pk, contact_on=day, by=road.partner, at=MOMENT)
        assert refusal.value.field == "contact_on"


def test_an_outcome_is_chosen_from_the_list():
    road = walk(place(), "gestart")
    with pytest.raises(RuleError) as refusal:
        inbox.finish_help(road.referral.pk, outcome="rijk", by=road.partner, at=MOMENT)
    assert refusal.value.field == "outcome"
    assert not Uitkomst.objects.exists()


def test_a_page_that_was_loaded_before_is_refused():
    road = walk(place(), "ontvangen")
    seen = road.sequence
    inbox.ask_guide(road.referral.pk, "Welke taal?", expected=seen, by=road.partner, at=MOMENT)
    with pytest.raises(ConflictError):
        inbox.accept_referral(road.referral.pk, expected=seen, by=road.partner, at=MOMENT)


def test_nobody_answers_and_the_referral_lapses_once():
    road = walk(place(), "verzonden")
    assert referral_timers.lapse_overdue(at=MOMENT + timedelta(days=10)) == 0
    late = MOMENT + timedelta(days=40)
    assert referral_timers.lapse_overdue(at=late) == 1
    assert referral_timers.lapse_overdue(at=late) == 0
    assert road.state == "verlopen"
    road.zaak.refresh_from_db()
    assert road.zaak.next_step == "andere-deur"
    assert AuditLine.objects.get(action="doorverwijzing.verlopen").actor == "systeem"


def test_the_most_urgent_need_decides_the_next_step_of_the_case():
    road = walk(place(), "verzonden")
    second = BehoefteFactory(zaak=road.zaak, need="geldzorgen-schulden")
    referral.start_referral(
        road.zaak.pk, second.pk, partij_id=road.partij.pk, fields=[], by=road.guide, at=MOMENT
    )
    road.zaak.refresh_from_db()
    assert road.zaak.next_step == "doorverwijzing-aanbieden"


def test_others_hear_of_a_step_after_the_commit(django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, id, kind, at, **kwargs):
        heard.append((id, kind))

    events.doorverwijzing_veranderd.connect(listen)
    try:
        road = place()
        with django_capture_on_commit_callbacks(execute=True):
            referral.offer_referral(road.referral.pk, by=road.guide, at=MOMENT)
            assert heard == []
    finally:
        events.doorverwijzing_veranderd.disconnect(listen)
    assert heard == [(road.referral.pk, "aangeboden")]


# What the database itself refuses, whoever writes.


def _refused(act):
    with pytest.raises(IntegrityError), transaction.atomic():
        act()


def _raw_step(road, sequence, kind, **fields):
    return lambda: DoorverwijzingStap.objects.create(
        doorverwijzing=road.referral, sequence=sequence, kind=kind, at=MOMENT, actor="user:1", **fields
    )


def test_the_database_refuses_a_gap_a_jump_and_a_step_after_the_end():
    road = walk(place(), "ontvangen")
    _refused(_raw_step(road, 9, "geaccepteerd"))
    _refused(_raw_step(road, 5, "geaccepteerd"))
    _refused(_raw_step(road, 6, "afgerond"))
    walk(road, "afgerond")
    for kind in ("geaccepteerd", "ingetrokken", "concept"):
        _refused(_raw_step(road, 10, kind))


def test_the_database_refuses_sending_without_its_own_consent():
    road, other = walk(place(), "ingestemd"), walk(place(), "ingestemd")
    _refused(_raw_step(road, 4, "verzonden"))
    _refused(_raw_step(road, 4, "verzonden", toestemming=other.referral.toestemmingen.get()))
    foreign = other.referral.toestemmingen.get()
    _refused(
        lambda: Inzage.objects.create(
            doorverwijzing=road.referral,
            partij=road.partij,
            toestemming=foreign,
            fields=[],
            valid_from=MOMENT,
            valid_until=MOMENT + timedelta(days=1),
        )
    )


def test_the_database_keeps_steps_and_consents_as_they_were():
    road = walk(place(), "verzonden")
    _refused(lambda: DoorverwijzingStap.objects.filter(doorverwijzing=road.referral).update(kind="afgerond"))
    _refused(lambda: Toestemming.objects.update(fields=["naam"]))
    _refused(lambda: DoorverwijzingStap.objects.filter(doorverwijzing=road.referral)._raw_delete("default"))


def _end(road, ground, **fields):
    return lambda: Afsluiting.objects.create(
        behoefte_key=road.behoefte.pk, zaak=road.zaak, ground=ground, at=MOMENT, actor="user:1", **fields
    )


def test_a_declined_referral_does_not_close_a_need():
    road = walk(place(), "afgewezen")
    _refused(_end(road, "beantwoord", person_confirmed=True))
    _refused(_end(road, "uitkomst"))
    _refused(_end(road, "volgende-stap"))
    _refused(_end(road, "volgende-stap", next_behoefte_key=road.behoefte.pk))
    _refused(_end(road, "volgende-stap", next_behoefte_key=987_654))
    foreign = BehoefteFactory()
    _refused(_end(road, "volgende-stap", next_behoefte_key=foreign.pk))
    _refused(
        lambda: Uitkomst.objects.create(doorverwijzing=road.referral, kind="werk", at=MOMENT, actor="user:1")
    )
    done = walk(place(road.zaak.regio), "afgerond")
    _refused(_end(road, "uitkomst", uitkomst=done.referral.uitkomst))
    # A next step that exists, or the person's own choice, do close it.
    following = BehoefteFactory(zaak=road.zaak, need="werk-zoeken")
    _end(road, "volgende-stap", next_behoefte_key=following.pk)()
    afspraak = Afspraak.objects.create(behoefte=following, sealed="", who="gids", created_at=MOMENT)
    _end(road, "volgende-stap", next_afspraak_key=afspraak.pk, round=2)()
    _end(road, "eigen-keuze", person_confirmed=True, round=3)()


def test_an_outcome_closes_its_own_need():
    road = walk(place(), "afgerond")
    _end(road, "uitkomst", uitkomst=road.referral.uitkomst)()
    assert Afsluiting.objects.get().uitkomst == road.referral.uitkomst


def test_a_need_that_ended_is_not_handed_over():
    road = walk(place(), "afgerond")
    _end(road, "uitkomst", uitkomst=road.referral.uitkomst)()
    with pytest.raises(RuleError) as refusal:
        referral.start_referral(
            road.zaak.pk, road.behoefte.pk, partij_id=road.partij.pk, fields=[], by=road.guide, at=MOMENT
        )
    assert refusal.value.field == "behoefte"
