# SPDX-License-Identifier: EUPL-1.2
"""What a guide does with a case: the act, each refusal, the audit line."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories import MOMENT, BehoefteFactory, LidmaatschapFactory, PartijFactory, ZaakFactory

from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.models import AuditLine
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.models import Afsluiting, Toevoeging, Zaakgebeurtenis
from werkregio.werkcentrum.queries.zaak import needs_with_end, status
from werkregio.werkcentrum.rules.next_steps import Next
from werkregio.werkcentrum.services import worklist
from werkregio.werkcentrum.services import zaak as services
from werkregio.werkcentrum.terms import Gebeurtenis, VolgendeStap, ZaakStatus

pytestmark = pytest.mark.django_db


def gids(partij=None, **fields):
    """Somebody who acts as a guide."""
    lidmaatschap = LidmaatschapFactory(partij=partij or PartijFactory(**fields), role="gids")
    return acting_of(lidmaatschap.user, None, on=MOMENT.date())


@pytest.fixture
def by():
    return gids()


@pytest.fixture
def zaak(by):
    return ZaakFactory(regio=by.regio, owner=by.user, next_step="eerste-contact")


def kinds(zaak):
    return list(Zaakgebeurtenis.objects.filter(zaak=zaak).values_list("kind", flat=True))


def actions(zaak):
    return list(
        AuditLine.objects.filter(subject=zaak.subject).order_by("pk").values_list("action", flat=True)
    )


def test_a_note_is_encrypted_and_told(by, zaak):
    added = services.note(zaak.pk, text="Wil graag bellen over de opleiding.", by=by, at=MOMENT)
    zaak.refresh_from_db()
    assert "opleiding" not in added.sealed
    assert zaak.unseal(added.sealed) == "Wil graag bellen over de opleiding."
    assert kinds(zaak) == [Gebeurtenis.GESPREK]
    assert (zaak.next_step, zaak.version) == (VolgendeStap.PLAN, 2)
    line = AuditLine.objects.get(action="zaak.note")
    assert (line.subject, line.actor, line.organisation) == (
        zaak.subject,
        f"user:{by.user.pk}",
        f"partij:{by.partij.pk}",
    )
    assert "opleiding" not in str(line.detail)


def test_a_note_with_a_bsn_is_refused_with_its_place(by, zaak):
    with pytest.raises(RuleError) as refused:
        services.note(zaak.pk, text="Haar nummer is 111222333 zegt zij.", by=by, at=MOMENT)
    assert "Haar nummer is" in refused.value.message
    assert refused.value.field == "text"
    assert not Toevoeging.objects.exists()


def test_a_note_plans_no_step_on_a_day_that_has_passed(by, zaak):
    yesterday = Next(VolgendeStap.TERUGBELLEN, (MOMENT - timedelta(days=1)).date())
    with pytest.raises(RuleError) as refused:
        services.note(zaak.pk, text="Gebeld.", next_step=yesterday, by=by, at=MOMENT)
    assert refused.value.field == "due"
    assert not Toevoeging.objects.exists()


def test_the_same_words_with_another_step_are_not_a_double_click(by, zaak):
    steps = [Next(VolgendeStap.TERUGBELLEN, (MOMENT + timedelta(days=n)).date()) for n in (2, 2, 5)]
    for step in steps:
        services.note(zaak.pk, text="Gebeld.", next_step=step, by=by, at=MOMENT)
    zaak.refresh_from_db()
    assert Toevoeging.objects.count() == 2
    assert zaak.next_step_due == steps[-1].due


def test_words_about_health_are_kept(by, zaak):
    assert services.note(zaak.pk, text="Heeft een burn-out en wil weer werken.", by=by, at=MOMENT)


def test_a_page_that_is_out_of_date_is_refused(by, zaak):
    services.note(zaak.pk, text="Eerste gesprek.", version=1, by=by, at=MOMENT)
    with pytest.raises(ConflictError):
        services.note(zaak.pk, text="Tweede gesprek.", version=1, by=by, at=MOMENT)
    assert Toevoeging.objects.count() == 1


def test_another_region_gets_nothing(zaak):
    stranger = gids()
    for act in (
        lambda: services.note(zaak.pk, text="Hallo.", by=stranger, at=MOMENT),
        lambda: services.choose_need(zaak.pk, need="werk-zoeken", by=stranger, at=MOMENT),
        lambda: worklist.take(zaak.pk, by=stranger, at=MOMENT),
        lambda: worklist.close_zaak(zaak.pk, by=stranger, at=MOMENT),
        lambda: services.note(10**9, text="Hallo.", by=stranger, at=MOMENT),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_choosing_otherwise_than_the_router_is_counted(by, zaak):
    behoefte = BehoefteFactory(
        zaak=zaak, need="werk-zoeken", chosen_by="regel", suggested=[{"code": "werk-zoeken", "score": 0.5}]
    )
    services.choose_need(zaak.pk, need="diploma-evc", behoefte_id=behoefte.pk, by=by, at=MOMENT)
    behoefte.refresh_from_db()
    assert (behoefte.need, behoefte.chosen_by) == ("diploma-evc", "gids")
    assert behoefte.suggested[0]["code"] == "werk-zoeken"
    assert Zaakgebeurtenis.objects.get(zaak=zaak).detail["anders"] is True
    services.choose_need(zaak.pk, need="diploma-evc", behoefte_id=behoefte.pk, by=by, at=MOMENT)
    assert len(kinds(zaak)) == 1


def test_the_description_of_a_need_is_sealed(by, zaak):
    behoefte = services.choose_need(
        zaak.pk,
        need="werk-zoeken",
        description=services.Description(
            goal="Weer in de zorg.", works="Een fiets.", obstacles=("taal", "onbekend"), urgency="nu"
        ),
        by=by,
        at=MOMENT,
    )
    assert zaak.unseal(behoefte.sealed) == {"doel": "Weer in de zorg.", "wat_werkt": "Een fiets."}
    assert behoefte.obstacles == ["taal"]
    zaak.refresh_from_db()
    assert zaak.next_step_due == MOMENT.date()


def test_an_unknown_need_is_refused(by, zaak):
    with pytest.raises(RuleError):
        services.choose_need(zaak.pk, need="bestaat-niet", by=by, at=MOMENT)


def test_an_agreement_gives_the_next_step_its_day(by, zaak):
    behoefte = BehoefteFactory(zaak=zaak)
    day = MOMENT.date() + timedelta(days=3)
    afspraak = services.agree(
        zaak.pk, behoefte.pk, what="Cv sturen", who="persoon", due=day, by=by, at=MOMENT
    )
    zaak.refresh_from_db()
    assert (zaak.next_step, zaak.next_step_due) == (VolgendeStap.AFSPRAAK, day)
    services.agreement_done(zaak.pk, afspraak.pk, by=by, at=MOMENT)
    services.agreement_done(zaak.pk, afspraak.pk, by=by, at=MOMENT)
    zaak.refresh_from_db()
    assert zaak.next_step == VolgendeStap.PLAN
    assert kinds(zaak).count(Gebeurtenis.AFSPRAAK_GEDAAN) == 1


def test_an_agreement_in_the_past_is_refused(by, zaak):
    behoefte = BehoefteFactory(zaak=zaak)
    with pytest.raises(RuleError) as refused:
        services.agree(
            zaak.pk,
            behoefte.pk,
            what="Bellen",
            who="gids",
            due=MOMENT.date() - timedelta(days=1),
            by=by,
            at=MOMENT,
        )
    assert refused.value.field == "due"


def test_a_need_is_answered_only_when_the_person_agrees(by, zaak):
    behoefte = BehoefteFactory(zaak=zaak)
    with pytest.raises(RuleError):
        worklist.close_need(zaak.pk, behoefte.pk, ground="beantwoord", by=by, at=MOMENT)
    worklist.close_need(zaak.pk, behoefte.pk, ground="beantwoord", person_confirmed=True, by=by, at=MOMENT)
    assert needs_with_end(zaak)[0].is_closed
    assert status(zaak) == ZaakStatus.NAZORG
    zaak.refresh_from_db()
    assert zaak.next_step == VolgendeStap.NAZORG


def test_the_database_itself_refuses_an_end_without_ground(by, zaak):
    behoefte = BehoefteFactory(zaak=zaak)
    for fields in ({"ground": "beantwoord"}, {"ground": "uitkomst"}, {"ground": "volgende-stap"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Afsluiting.objects.create(behoefte_key=behoefte.pk, zaak=zaak, at=MOMENT, actor="x", **fields)


def test_a_need_goes_on_as_another_one(by, zaak):
    first, second = BehoefteFactory(zaak=zaak), BehoefteFactory(zaak=zaak, need="diploma-evc")
    with pytest.raises(RuleError):
        worklist.close_need(zaak.pk, first.pk, ground="volgende-stap", by=by, at=MOMENT)
    with pytest.raises(RuleError):
        worklist.close_need(
            zaak.pk, first.pk, ground="volgende-stap", next_behoefte_id=first.pk, by=by, at=MOMENT
        )
    end = worklist.close_need(
        zaak.pk, first.pk, ground="volgende-stap", next_behoefte_id=second.pk, by=by, at=MOMENT
    )
    assert end.next_behoefte_key == second.pk


def test_a_case_closes_only_after_its_needs_and_opens_again(by, zaak):
    with pytest.raises(RuleError):
        worklist.close_zaak(zaak.pk, by=by, at=MOMENT)
    behoefte = BehoefteFactory(zaak=zaak)
    with pytest.raises(RuleError):
        worklist.close_zaak(zaak.pk, by=by, at=MOMENT)
    worklist.close_need(zaak.pk, behoefte.pk, ground="eigen-keuze", person_confirmed=True, by=by, at=MOMENT)
    worklist.close_zaak(zaak.pk, by=by, at=MOMENT)
    assert status(zaak) == ZaakStatus.AFGESLOTEN
    later = MOMENT + timedelta(hours=1)
    with pytest.raises(RuleError):
        services.note(zaak.pk, text="Nog iets.", by=by, at=later)
    worklist.reopen_zaak(zaak.pk, by=by, at=later)
    assert status(zaak) == ZaakStatus.IN_GESPREK
    found = needs_with_end(zaak)[0]
    assert (found.round, found.is_closed) == (2, False)
    worklist.close_need(zaak.pk, behoefte.pk, ground="beantwoord", person_confirmed=True, by=by, at=later)
    assert Afsluiting.objects.filter(behoefte_key=behoefte.pk).count() == 2
    assert actions(zaak)[-2:] == ["zaak.reopen", "zaak.close_need"]


def test_reading_is_written_down(by, zaak):
    with transaction.atomic():
        services.record_read(zaak, reason="eigen-zaak", by=by, at=MOMENT)
    line = AuditLine.objects.get(action="zaak.read")
    assert (line.reason, line.subject) == ("eigen-zaak", zaak.subject)


def test_a_note_that_is_sent_twice_is_kept_once(by, zaak):
    first = services.note(zaak.pk, text="Eerste gesprek.", version=1, by=by, at=MOMENT)
    assert services.note(zaak.pk, text="Eerste gesprek.", version=1, by=by, at=MOMENT) == first
    assert Toevoeging.objects.count() == 1
