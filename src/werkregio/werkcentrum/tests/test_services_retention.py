# SPDX-License-Identifier: EUPL-1.2
"""A run of retention: told, erased, held, failed; rules and holds by the officer; the others; the command."""

import os
from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from tests.factories import (
    MOMENT,
    BehoefteFactory,
    LidmaatschapFactory,
    PartijFactory,
    RegioFactory,
    ZaakFactory,
)

from werkregio.accounts.models import Uitnodiging, User
from werkregio.accounts.services import invite
from werkregio.foundation import audit, clock, jobs, outbox
from werkregio.foundation.errors import InputError, RuleError
from werkregio.foundation.models import AuditLine, OutboxItem
from werkregio.regio.models import Lidmaatschap
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.models import (
    Bewaarregel,
    Bewaarstop,
    Codepoging,
    Opruimronde,
    Wisaankondiging,
    Zaak,
    Zaakgebeurtenis,
    Zaakgegevens,
    Zaaksleutel,
    Zaakstatistiek,
)
from werkregio.werkcentrum.queries import retention as queries
from werkregio.werkcentrum.services import mine, retention, worklist, zaak
from werkregio.werkcentrum.services.retention import clean_up
from werkregio.werkcentrum.services.retention_rules import change_rule, hold, lift_hold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = timedelta(days=1)
# 545 days, told 30 days before, 14 days of grace.
NOTICE, ERASED = MOMENT + 515 * DAY, MOMENT + 559 * DAY


@pytest.fixture
def regio():
    return RegioFactory(phone="077 0000000")


def acting(role, regio):
    partij = PartijFactory(regio=regio)
    return acting_of(LidmaatschapFactory(partij=partij, role=role).user, partij.pk, on=MOMENT.date())


@pytest.fixture
def officer(regio):
    return acting("fg", regio)


def closed(regio, **fields):
    return ZaakFactory(regio=regio, **({"closed_at": MOMENT} | fields))


def test_a_closed_question_is_told_and_then_erased(regio):
    found = closed(regio, gegevens={"email": "noor@voorbeeld.example"})
    assert not clean_up(regio, at=NOTICE - DAY).total("tell")
    assert clean_up(regio, at=NOTICE).total("tell") == 1
    assert Wisaankondiging.objects.get(zaak=found).erase_on == ERASED.date()
    assert Zaakgebeurtenis.objects.filter(zaak=found, kind="wissen-aangekondigd").count() == 1
    assert clean_up(regio, at=NOTICE + DAY).total("wait") == 1
    assert clean_up(regio, at=ERASED).total("erase") == 1
    assert clean_up(regio, at=ERASED).counts == {}
    assert Zaak.objects.get(pk=found.pk).erased_at == ERASED
    assert audit.verify(regio.code) == []


def test_the_notice_goes_out_in_the_language_of_the_person(regio):
    found = closed(regio, language="nl", gegevens={"email": "noor@voorbeeld.example"})
    clean_up(regio, at=NOTICE)
    item = OutboxItem.objects.get(subject=found.subject)
    parcel = outbox.composed(item, at=NOTICE)
    assert (parcel.channel, parcel.to, parcel.language) == ("email", "noor@voorbeeld.example", "nl")
    assert found.reference in parcel.text
    assert "077 0000000" in parcel.text
    # Nobody is told of the second run again.
    clean_up(regio, at=NOTICE + DAY)
    assert OutboxItem.objects.count() == 1


def test_a_notice_is_not_sent_when_the_question_was_opened_again(regio):
    guide = acting("gids", regio)
    found = closed(regio, owner=guide.user, gegevens={"email": "noor@voorbeeld.example"})
    clean_up(regio, at=NOTICE)
    worklist.reopen_zaak(found.pk, by=guide, at=NOTICE + DAY)
    item = OutboxItem.objects.get(subject=found.subject)
    assert outbox.composed(item, at=NOTICE + DAY).reason == "goes-on"
    assert clean_up(regio, at=ERASED).total("erase") == 0


def test_a_message_that_waits_is_never_sent_after_erasing(regio):
    found = closed(regio, gegevens={"email": "noor@voorbeeld.example"})
    clean_up(regio, at=NOTICE)
    clean_up(regio, at=ERASED)
    assert OutboxItem.objects.get(subject=found.subject).state == "skipped"


def test_withdrawn_never_taken_up_and_quiet_questions_have_terms_of_their_own(regio):
    guide = acting("gids", regio)
    closed(regio, closed_at=None, withdrawn_at=MOMENT)
    ZaakFactory(regio=regio)
    ZaakFactory(regio=regio, owner=guide.user)
    closed(regio, asker="werkgever")
    found = clean_up(regio, at=MOMENT + 28 * DAY)
    assert {key: dict(n) for key, n in found.counts.items()} == {
        "Zaak/ingetrokken": {"erase": 1},
        "Zaak/werkgever": {"keep": 1},
    }
    found = clean_up(regio, at=MOMENT + 335 * DAY)
    assert found.counts["Zaak/nooit-opgepakt"]["tell"] == 1
    assert found.counts["Zaak/contact-verloren"]["tell"] == 1
    found = clean_up(regio, at=MOMENT + 379 * DAY)
    assert (found.counts["Zaak/nooit-opgepakt"]["erase"], found.total("erase")) == (1, 2)


def test_a_planned_step_keeps_a_question_open(regio):
    guide = acting("gids", regio)
    found = ZaakFactory(regio=regio, owner=guide.user)
    zaak.note(found.pk, text="Over een jaar terugbellen.", by=guide, at=MOMENT)
    worklist.plan(found.pk, code="terugbellen", due=(MOMENT + 300 * DAY).date(), by=guide, at=MOMENT)
    assert clean_up(regio, at=MOMENT + 380 * DAY).counts == {}
    assert clean_up(regio, at=MOMENT + (300 + 335) * DAY).total("tell") == 1


def test_no_question_and_unreachable_have_short_terms(regio):
    guide = acting("gids", regio)
    spam = ZaakFactory(regio=regio, owner=guide.user)
    need = BehoefteFactory(zaak=spam)
    worklist.close_need(spam.pk, need.pk, ground="geen-vraag", by=guide, at=MOMENT)
    worklist.close_zaak(spam.pk, by=guide, at=MOMENT)
    assert clean_up(regio, at=MOMENT + 14 * DAY).counts == {"Zaak/geen-vraag": {"erase": 1}}
    assert not Zaakstatistiek.objects.exists()


def test_a_person_counts_as_unreachable_only_after_tries_on_two_days(regio):
    guide = acting("gids", regio)
    found = ZaakFactory(regio=regio, owner=guide.user)
    need = BehoefteFactory(zaak=found)
    zaak.note(found.pk, text="Niet opgenomen.", by=guide, at=MOMENT + DAY)
    with pytest.raises(RuleError, match="at least 2 different days"):
        worklist.close_need(found.pk, need.pk, ground="niet-bereikt", by=guide, at=MOMENT + DAY)
    mine.add(found.pk, text="Ik ben er weer.", at=MOMENT + 2 * DAY)
    zaak.note(found.pk, text="Weer niet.", by=guide, at=MOMENT + 3 * DAY)
    with pytest.raises(RuleError):
        worklist.close_need(found.pk, need.pk, ground="niet-bereikt", by=guide, at=MOMENT + 3 * DAY)
    zaak.note(found.pk, text="Nog eens niet.", by=guide, at=MOMENT + 5 * DAY)
    worklist.close_need(found.pk, need.pk, ground="niet-bereikt", by=guide, at=MOMENT + 5 * DAY)
    worklist.close_zaak(found.pk, by=guide, at=MOMENT + 5 * DAY)
    assert clean_up(regio, at=MOMENT + 81 * DAY).counts == {"Zaak/niet-bereikt": {"tell": 1}}
    assert clean_up(regio, at=MOMENT + 95 * DAY).total("erase") == 1


def test_a_trial_changes_nothing_and_says_the_same(regio):
    closed(regio)
    closed(regio, closed_at=None, withdrawn_at=MOMENT)
    before = [model.objects.count() for model in (Zaaksleutel, AuditLine, Opruimronde, OutboxItem)]
    trial = clean_up(regio, at=NOTICE, trial=True)
    assert [model.objects.count() for model in (Zaaksleutel, AuditLine, Opruimronde, OutboxItem)] == before
    assert trial.counts == clean_up(regio, at=NOTICE).counts


def test_one_case_that_fails_does_not_stop_the_others_and_the_next_run_takes_it(regio, monkeypatch):
    rows = [closed(regio, closed_at=None, withdrawn_at=MOMENT) for _ in range(3)]
    real = retention.erase

    def broken(zaak_id, **more):
        if zaak_id == rows[1].pk:
            real(zaak_id, **more)
            raise ValueError("Noor zei dat")
        return real(zaak_id, **more)

    monkeypatch.setattr(retention, "erase", broken)
    found = clean_up(regio, at=MOMENT + 30 * DAY)
    assert dict(found.counts["Zaak/ingetrokken"]) == {"erase": 2, "failed": 1}
    assert found.failures == [{"thing": f"zaak:{rows[1].pk}", "problem": "ValueError"}]
    # All of it was undone: the key is there, and no line says that it went.
    assert Zaaksleutel.objects.filter(zaak=rows[1]).exists()
    assert AuditLine.objects.filter(action="zaak.gewist").count() == 2
    ronde = Opruimronde.objects.get()
    assert ronde.failures == found.failures
    assert "Noor" not in str(ronde.counts) + str(ronde.failures)
    monkeypatch.undo()
    assert dict(clean_up(regio, at=MOMENT + 31 * DAY).counts["Zaak/ingetrokken"]) == {"erase": 1}


def test_a_run_that_was_stopped_goes_on_where_it_ended(regio, monkeypatch):
    for _ in range(5):
        closed(regio, closed_at=None, withdrawn_at=MOMENT)
    real, done = retention.erase, []

    def killed(zaak_id, **more):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(zaak_id)
        return real(zaak_id, **more)

    monkeypatch.setattr(retention, "erase", killed)
    with pytest.raises(KeyboardInterrupt):
        clean_up(regio, at=MOMENT + 30 * DAY, batch=1)
    assert Opruimronde.objects.get().finished_at is None
    monkeypatch.undo()
    assert clean_up(regio, at=MOMENT + 31 * DAY).total("erase") == 3
    assert Zaakstatistiek.objects.count() == 5


def test_another_region_is_left_alone(regio):
    other = closed(RegioFactory(), closed_at=None, withdrawn_at=MOMENT)
    assert clean_up(regio, at=ERASED).counts == {}
    assert Zaaksleutel.objects.filter(zaak=other).exists()


# Rules and holds of the officer


def change(by, **more):
    values = {"days": 600, "notice_days": 30, "grace_days": 14, "reason": "Besluit van de regio"} | more
    return change_rule("Zaak", "afgesloten", **values, by=by, at=MOMENT)


def test_the_officer_sets_a_term_and_the_one_before_stays(regio, officer):
    first = change(officer)
    second = change_rule(
        "Zaak",
        "afgesloten",
        days=500,
        notice_days=20,
        grace_days=7,
        reason="Korter",
        by=officer,
        at=MOMENT + DAY,
    )
    first.refresh_from_db()
    assert (first.valid_to, second.valid_to) == (MOMENT + DAY, None)
    rule = next(r for r in queries.rules_of(regio) if r.key == "Zaak/afgesloten")
    assert (rule.days, rule.notice_days, rule.reason("nl")) == (500, 20, "Korter")
    assert [row.days for row in queries.history_of(regio, "Zaak", "afgesloten")] == [500, 600]
    line = AuditLine.objects.filter(action="bewaarregel.gewijzigd").latest("sequence")
    assert (line.detail["van"], line.detail["naar"]) == (600, 500)
    other = next(r for r in queries.rules_of(RegioFactory()) if r.key == "Zaak/afgesloten")
    assert other.days == 545


def test_a_term_outside_the_bounds_needs_a_reason(officer):
    with pytest.raises(RuleError, match="400 to 1095 days") as refused:
        change(officer, days=100)
    assert refused.value.field == "days"
    assert change(officer, days=100, beyond="Proef van een half jaar").beyond == "Proef van een half jaar"
    # Within the bounds there is nothing to explain.
    assert change(officer, days=600, beyond="Onnodig").beyond == ""


@pytest.mark.parametrize(
    ("more", "field"), [({"reason": " "}, "reason"), ({"notice_days": 601}, "notice_days")]
)
def test_a_term_that_cannot_be_is_refused_at_its_field(officer, more, field):
    with pytest.raises(RuleError) as refused:
        change(officer, **more)
    assert refused.value.field == field
    assert not Bewaarregel.objects.exists()


def test_only_the_officer_sets_terms(regio):
    for role in ("gids", "regiobeheerder", "redacteur"):
        with pytest.raises(PermissionDenied):
            change(acting(role, regio))


def test_a_hold_postpones_and_lifting_lets_it_go_on(regio, officer):
    found = closed(regio, closed_at=None, withdrawn_at=MOMENT)
    until = (MOMENT + 100 * DAY).date()
    stop = hold(found.reference.lower(), reason="klacht", until=until, by=officer, at=MOMENT)
    assert clean_up(regio, at=MOMENT + 50 * DAY).total("held") == 1
    again = hold(found.reference, reason="klacht", until=until + DAY, by=officer, at=MOMENT)
    assert (again.pk, Bewaarstop.objects.count()) == (stop.pk, 1)
    lift_hold(stop.pk, by=officer, at=MOMENT + 51 * DAY)
    lift_hold(stop.pk, by=officer, at=MOMENT + 51 * DAY)
    assert AuditLine.objects.filter(action="bewaarstop.opgeheven").count() == 1
    assert clean_up(regio, at=MOMENT + 52 * DAY).total("erase") == 1


def test_a_hold_ends_by_itself(regio, officer):
    found = closed(regio, closed_at=None, withdrawn_at=MOMENT)
    hold(found.reference, reason="bezwaar", until=(MOMENT + 40 * DAY).date(), by=officer, at=MOMENT)
    assert clean_up(regio, at=MOMENT + 40 * DAY).total("held") == 1
    assert clean_up(regio, at=MOMENT + 41 * DAY).total("erase") == 1


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": "zomaar"}, "reason"),
        ({"until": MOMENT.date()}, "until"),
        ({"until": (MOMENT + 800 * DAY).date()}, "until"),
    ],
)
def test_a_hold_that_cannot_be_is_refused_at_its_field(regio, officer, more, field):
    found = closed(regio)
    values = {"reason": "klacht", "until": (MOMENT + DAY).date()} | more
    with pytest.raises(RuleError) as refused:
        hold(found.reference, **values, by=officer, at=MOMENT)
    assert refused.value.field == field


def test_holds_of_another_region_and_by_others_are_refused(regio, officer):
    found = closed(regio)
    other = acting("fg", RegioFactory())
    values = {"reason": "klacht", "until": (MOMENT + DAY).date(), "at": MOMENT}
    with pytest.raises(RuleError, match="no question with this number"):
        hold(found.reference, **values, by=other)
    with pytest.raises(PermissionDenied):
        hold(found.reference, **values, by=acting("gids", regio))
    stop = hold(found.reference, **values, by=officer)
    with pytest.raises(PermissionDenied):
        lift_hold(stop.pk, by=other, at=MOMENT)


def test_a_restricted_question_is_not_worked_on(regio, officer):
    guide = acting("gids", regio)
    found = ZaakFactory(regio=regio, owner=guide.user)
    stop = hold(found.reference, reason="beperking", until=(MOMENT + DAY).date(), by=officer, at=MOMENT)
    with pytest.raises(RuleError, match="do nothing with it"):
        zaak.note(found.pk, text="Toch gebeld.", by=guide, at=MOMENT)
    lift_hold(stop.pk, by=officer, at=MOMENT)
    zaak.note(found.pk, text="Gebeld.", by=guide, at=MOMENT)


def test_the_counts_ahead_name_no_case(regio):
    closed(regio)
    closed(regio, closed_at=None, withdrawn_at=MOMENT)
    ZaakFactory(regio=regio)
    found = queries.upcoming(regio, MOMENT.date() + 25 * DAY)
    assert found.running == 1
    assert (found.soon[7], found.soon[90]) == (1, 1)
    assert {key: dict(n) for key, n in found.by_rule.items()} == {
        "Zaak/afgesloten": {"keep": 1},
        "Zaak/ingetrokken": {"keep": 1},
    }


# What is no case


def test_a_colleague_who_left_keeps_only_a_key(regio):
    membership = LidmaatschapFactory(
        partij=PartijFactory(regio=regio), user__name="Sanne Weg", valid_to=MOMENT.date()
    )
    invite("iemand@voorbeeld.example", purpose="x", subject="x", payload={}, by=membership.user, at=MOMENT)
    clean_up(regio, at=MOMENT + 365 * DAY)
    assert User.objects.get(pk=membership.user.pk).name == "Sanne Weg"
    assert clean_up(regio, at=MOMENT + 366 * DAY).counts["User/uit-dienst"]["erase"] == 1
    user = User.objects.get(pk=membership.user.pk)
    assert (user.name, user.is_active, user.authenticator_set.count()) == ("", False, 0)
    assert user.email == f"gewist-{user.pk}@gewist.invalid"
    assert not user.has_usable_password()
    assert AuditLine.objects.get(action="medewerker.geanonimiseerd").object == f"user:{user.pk}"
    assert clean_up(regio, at=MOMENT + 367 * DAY).counts == {}


def test_a_colleague_who_works_elsewhere_too_stays(regio):
    membership = LidmaatschapFactory(partij=PartijFactory(regio=regio), valid_to=MOMENT.date())
    Lidmaatschap.objects.create(
        user=membership.user, partij=PartijFactory(), role="gids", valid_from=MOMENT.date()
    )
    assert clean_up(regio, at=MOMENT + 999 * DAY).counts == {}


def test_invitations_and_counts_of_wrong_codes_go(regio):
    partij = PartijFactory(regio=regio)
    invite(
        "een@voorbeeld.example", purpose="x", subject=f"partij:{partij.pk}", payload={}, by=None, at=MOMENT
    )
    invite("twee@voorbeeld.example", purpose="x", subject="partij:99999", payload={}, by=None, at=MOMENT)
    Codepoging.objects.create(network_hash="a", window=MOMENT)
    trial = clean_up(regio, at=MOMENT + 200 * DAY, trial=True)
    found = clean_up(regio, at=MOMENT + 200 * DAY)
    assert found.counts == trial.counts
    assert {key: dict(n) for key, n in found.counts.items()} == {
        "Uitnodiging/voorbij": {"erase": 1},
        "Codepoging/voorbij": {"erase": 1},
    }
    assert Uitnodiging.objects.get().email == "twee@voorbeeld.example"


def test_mail_that_was_written_to_files_goes_too(regio, settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    old, new = tmp_path / "oud.log", tmp_path / "nieuw.log"
    for file, age in ((old, 31), (new, 29)):
        file.write_text("Beste Merkwoord")
        moment = (MOMENT - age * DAY).timestamp()
        os.utime(file, (moment, moment))
    clean_up(regio, at=MOMENT, trial=True)
    assert old.exists()
    clean_up(regio, at=MOMENT)
    assert (old.exists(), new.exists()) == (False, True)


# The command and the job


def run(*args):
    out = StringIO()
    call_command("opruimen", *args, stdout=out)
    return out.getvalue()


def test_the_command_tries_and_does(regio):
    found = closed(regio, closed_at=None, withdrawn_at=MOMENT)
    with clock.frozen(MOMENT + 30 * DAY):
        said = run("--proef", "--regio", regio.code)
        assert "trial" in said
        assert "Zaak/ingetrokken: erased: 1" in said
        assert Zaaksleutel.objects.filter(zaak=found).exists()
        assert "Zaak/ingetrokken: erased: 1" in run("--regio", regio.code)
        assert not Zaaksleutel.objects.filter(zaak=found).exists()
        assert "nothing" in run()


def test_the_command_says_what_is_wrong_by_its_exit_code(regio, monkeypatch):
    with pytest.raises(InputError):
        run("--regio", "bestaat-niet")
    closed(regio, closed_at=None, withdrawn_at=MOMENT)

    def broken(*args, **more):
        raise ValueError

    monkeypatch.setattr(retention, "erase", broken)
    with clock.frozen(MOMENT + 30 * DAY), pytest.raises(SystemExit) as ended:
        run()
    assert ended.value.code == 1


def test_the_worker_does_it_every_night(regio):
    closed(regio, closed_at=None, withdrawn_at=MOMENT)
    job = jobs.jobs["werkcentrum.opruimen"]
    found = jobs.run(job.code, job.slot(MOMENT + 30 * DAY), at=MOMENT + 30 * DAY)
    assert (found.state, found.result["erase"], found.result["failed"]) == ("done", 1, 0)


# Many


def many(regio, number):
    """Cases made in bulk, each with a marker word, that were withdrawn."""
    first = ZaakFactory(regio=regio, withdrawn_at=MOMENT)
    wrapped = first.sleutel.wrapped
    rows = Zaak.objects.bulk_create(
        Zaak(
            regio=regio,
            reference=f"W-25-{n:05d}",
            subject=f"subject-{n}",
            opened_at=MOMENT,
            withdrawn_at=MOMENT,
        )
        for n in range(number - 1)
    )
    Zaaksleutel.objects.bulk_create(Zaaksleutel(zaak=row, wrapped=wrapped) for row in rows)
    sealed = first.seal({"naam": "Merkwoord"})
    Zaakgegevens.objects.bulk_create(Zaakgegevens(zaak=row, sealed=sealed) for row in rows)


# WERKREGIO_SLOW=1 runs it with ten thousand as well: two minutes.
MANY = [300, 10_000] if os.environ.get("WERKREGIO_SLOW") else [300]


@pytest.mark.parametrize("number", MANY)
def test_many_cases_are_erased_and_nothing_is_left(regio, number):
    many(regio, number)
    seen = []
    found = clean_up(regio, at=MOMENT + 30 * DAY, batch=number // 3, progress=seen.append)
    assert found.total("erase") == number
    assert seen[0] == number // 3
    assert not Zaaksleutel.objects.exists()
    assert not Zaakgegevens.objects.exists()
    assert Zaakstatistiek.objects.count() == number
    assert audit.verify(regio.code) == []


def test_the_plan_of_many_asks_a_fixed_number_of_questions(regio, django_assert_num_queries):
    for number in (3, 30):
        many(regio, number) if number == 3 else Zaak.objects.bulk_create(
            Zaak(regio=regio, reference=f"W-24-{n:05d}", subject=f"s-{n}", opened_at=MOMENT)
            for n in range(27)
        )
        with django_assert_num_queries(7):
            queries.upcoming(regio, MOMENT.date())
