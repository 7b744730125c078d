# SPDX-License-Identifier: EUPL-1.2
"""Requests about own data: received, who asks, extended, decided, carried out; each refusal and its line."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories import MOMENT, LidmaatschapFactory, PartijFactory, RegioFactory, ZaakFactory

from werkregio.foundation import outbox
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.models import AuditLine, OutboxItem
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.models import Bewaarstop, Toevoeging, Verzoek, Verzoekstap, Zaak, Zaakgebeurtenis
from werkregio.werkcentrum.queries import access_copy, letters
from werkregio.werkcentrum.queries import rights as queries
from werkregio.werkcentrum.services import mine, rights, zaak
from werkregio.werkcentrum.services.retention_rules import set_hold
from werkregio.werkcentrum.services.rights_acts import carry_out

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
DAY = timedelta(days=1)


def acting(role, regio):
    partij = PartijFactory(regio=regio)
    return acting_of(
        LidmaatschapFactory(partij=partij, role=role, user__name="Sanne Collega").user,
        partij.pk,
        on=MOMENT.date(),
    )


@pytest.fixture
def regio():
    return RegioFactory(phone="077 0000000")


@pytest.fixture
def officer(regio):
    return acting("fg", regio)


@pytest.fixture
def guide(regio):
    return acting("gids", regio)


@pytest.fixture
def case(regio, guide):
    return ZaakFactory(
        regio=regio, owner=guide.user, gegevens={"naam": "Noor Geheim", "email": "noor@voorbeeld.example"}
    )


def asked(case, kind="wissen", text="", at=MOMENT):
    mine.ask_right(case.pk, right=kind, text=text, at=at)
    return Verzoek.objects.get(zaak=case, kind=kind, done_at__isnull=True)


def test_from_the_own_page_the_code_says_who_asks_but_not_for_a_copy(case):
    assert asked(case, "wissen").identity == "code"
    copy = asked(case, "inzage")
    assert copy.identity == ""
    assert copy.due == date(2026, 12, 24)
    assert [step.kind for step in copy.stappen.all()] == ["ontvangen"]


def test_the_same_question_twice_is_one_request(case):
    asked(case, "wissen")
    asked(case, "wissen", at=MOMENT + DAY)
    assert Verzoek.objects.count() == 1


def test_what_the_person_wrote_is_kept_under_the_key_of_the_case(case, officer):
    made = asked(case, "verbeteren", "Mijn naam is verkeerd.")
    assert "verkeerd" not in made.sealed
    assert queries.words_of(queries.request_of(officer, made.pk))["vraag"] == "Mijn naam is verkeerd."


def test_a_letter_is_written_down_with_the_day_on_which_it_came(case, officer):
    made = rights.enter(
        case.reference,
        "inzage",
        via="email",
        received_on=date(2026, 11, 2),
        identity="",
        by=officer,
        at=MOMENT,
    )
    assert made.due == date(2026, 12, 2)
    assert Zaakgebeurtenis.objects.get(zaak=case, kind="rechtenverzoek").detail["verzoek"] == made.pk
    assert AuditLine.objects.get(action="verzoek.ontvangen").subject == case.subject


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"kind": "iets"}, "kind"),
        ({"via": "duif"}, "via"),
        ({"identity": "zeker"}, "identity"),
        ({"received_on": date(2026, 11, 25)}, "received_on"),
        ({"reference": "W-26-99999"}, "reference"),
        ({"reference": "", "text": "Dit is Noor"}, "text"),
        ({"reference": "", "identity": "legitimatie"}, "identity"),
        ({"text": "Mijn BSN is 123456782"}, "text"),
    ],
)
def test_what_cannot_be_written_down_is_refused_at_its_field(case, officer, more, field):
    values = {
        "reference": case.reference,
        "kind": "wissen",
        "via": "email",
        "received_on": MOMENT.date(),
    } | more
    with pytest.raises(RuleError) as refused:
        rights.enter(**values, by=officer, at=MOMENT)
    assert refused.value.field == field
    assert not Verzoek.objects.exists()


def test_a_request_of_nobody_holds_nothing_and_a_double_click_finds_it(regio, officer):
    values = {"kind": "inzage", "via": "email", "received_on": MOMENT.date(), "form_key": "een"}
    first = rights.enter("", **values, by=officer, at=MOMENT)
    assert rights.enter("", **values, by=officer, at=MOMENT).pk == first.pk
    assert (first.zaak, first.sealed, first.identity) == (None, "", "")


def test_a_guide_handles_the_own_questions_only(case, guide, regio):
    other = acting("gids", regio)
    made = asked(case)
    with pytest.raises(PermissionDenied):
        rights.decide(made.pk, decision="toegewezen", by=other, at=MOMENT)
    with pytest.raises(RuleError, match="no question with this number"):
        rights.enter(case.reference, "wissen", via="email", received_on=MOMENT.date(), by=other, at=MOMENT)
    with pytest.raises(PermissionDenied):
        rights.enter("", "wissen", via="email", received_on=MOMENT.date(), by=guide, at=MOMENT)
    assert list(queries.requests(other)) == []
    assert rights.decide(made.pk, decision="toegewezen", by=guide, at=MOMENT).decision == "toegewezen"


def test_nobody_of_another_region_or_without_the_right(case):
    made = asked(case)
    for by in (acting("fg", RegioFactory()), acting("regiobeheerder", case.regio)):
        with pytest.raises(PermissionDenied):
            rights.decide(made.pk, decision="toegewezen", by=by, at=MOMENT)
        assert queries.request_of(by, made.pk) is None


def test_nothing_is_granted_before_it_is_known_who_asks(case, officer):
    made = asked(case, "inzage")
    with pytest.raises(RuleError, match="Establish first") as refused:
        rights.decide(made.pk, decision="toegewezen", by=officer, at=MOMENT)
    assert refused.value.field == "decision"
    with pytest.raises(RuleError):
        rights.establish(made.pk, identity="code", by=officer, at=MOMENT)
    rights.establish(made.pk, identity="teruggebeld", by=officer, at=MOMENT)
    assert rights.decide(made.pk, decision="toegewezen", by=officer, at=MOMENT).done_at is None


def test_the_database_keeps_these_rules_too(case):
    made = asked(case, "inzage")
    for values in ({"decision": "toegewezen"}, {"decision": "afgewezen"}, {"done_at": MOMENT - DAY}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Verzoek.objects.filter(pk=made.pk).update(**values)


def test_a_refusal_has_a_ground_and_ends_the_request(case, officer):
    made = asked(case, "bezwaar")
    with pytest.raises(RuleError) as refused:
        rights.decide(made.pk, decision="afgewezen", by=officer, at=MOMENT)
    assert refused.value.field == "reason"
    rights.decide(
        made.pk,
        decision="afgewezen",
        reason="publieke-taak",
        explanation="Wij helpen u nog.",
        by=officer,
        at=MOMENT,
    )
    made.refresh_from_db()
    assert made.done_at == MOMENT
    seen = queries.of_person(case)[0]
    assert seen.refused
    assert seen.explanation == "Wij helpen u nog."
    assert "public task" in seen.reason
    with pytest.raises(ConflictError):
        rights.decide(made.pk, decision="toegewezen", by=officer, at=MOMENT)
    assert AuditLine.objects.get(action="verzoek.besloten").detail == {"besluit": "afgewezen"}


def test_who_is_not_known_is_refused_with_a_way_out(regio, officer):
    made = rights.enter("", "wissen", via="email", received_on=MOMENT.date(), by=officer, at=MOMENT)
    with pytest.raises(RuleError):
        rights.decide(made.pk, decision="toegewezen", by=officer, at=MOMENT)
    with pytest.raises(RuleError) as refused:
        rights.decide(made.pk, decision="niet-herkend", explanation="Dag Noor", by=officer, at=MOMENT)
    assert refused.value.field == "explanation"
    rights.decide(made.pk, decision="niet-herkend", by=officer, at=MOMENT)
    made.refresh_from_db()
    assert made.reason == "niet-herkend"
    letter = letters.letter_for(made)
    assert "could not find out who you are" in " ".join(letter.paragraphs)
    assert any("private code" in point for point in letter.points)


def test_the_person_hears_that_there_is_an_answer_and_not_what_it_says(case, officer):
    made = asked(case, "bezwaar")
    rights.decide(
        made.pk, decision="afgewezen", reason="klopt", explanation="Wij helpen u nog.", by=officer, at=MOMENT
    )
    item = OutboxItem.objects.get(kind="verzoek.antwoord")
    parcel = outbox.composed(item, at=MOMENT)
    assert parcel.to == "noor@voorbeeld.example"
    assert made.number in parcel.text
    assert "Wij helpen u nog." not in parcel.text
    assert "object" not in parcel.text


def test_it_is_extended_once_in_the_first_month(case, officer):
    made = asked(case, "inzage")
    with pytest.raises(RuleError) as refused:
        rights.extend(made.pk, reason="druk", by=officer, at=MOMENT)
    assert refused.value.field == "reason"
    rights.extend(made.pk, reason="complex", by=officer, at=MOMENT + DAY)
    made.refresh_from_db()
    assert (made.extended, made.due) == (True, date(2027, 2, 24))
    assert "two months more" in " ".join(letters.letter_for(made).paragraphs)
    with pytest.raises(RuleError):
        rights.extend(made.pk, reason="complex", by=officer, at=MOMENT + 2 * DAY)
    late = asked(case, "wissen")
    with pytest.raises(RuleError):
        rights.extend(late.pk, reason="complex", by=officer, at=MOMENT + 31 * DAY)


def test_the_copy_holds_everything_and_no_name_of_a_colleague(case, guide, officer):
    zaak.note(case.pk, text="Noor belde over haar zus.", by=guide, at=MOMENT)
    mine.add(case.pk, text="Ik kan ook avonds.", at=MOMENT)
    zaak.record_read(case, reason="eigen-zaak", by=guide, at=MOMENT)
    made = asked(case, "inzage")
    rights.establish(made.pk, identity="legitimatie", by=officer, at=MOMENT)
    with pytest.raises(PermissionDenied):
        rights.give_copy(made.pk, form="pagina", left_out=[], by=officer, at=MOMENT)
    with pytest.raises(RuleError):
        carry_out(made.pk, by=officer, at=MOMENT)
    rights.decide(made.pk, decision="toegewezen", by=officer, at=MOMENT)
    with pytest.raises(RuleError, match="Open the copy first"):
        carry_out(made.pk, by=officer, at=MOMENT)
    rights.give_copy(made.pk, form="pagina", left_out=[], by=officer, at=MOMENT)
    case = Zaak.objects.get(pk=case.pk)
    copy = access_copy.full_copy(case, at=MOMENT)
    text = str(copy)
    for value in ("Noor Geheim", "noor@voorbeeld.example", "Ik zoek werk.", "avonds", "haar zus"):
        assert value in text
    assert "Sanne Collega" not in text
    assert {row["organisatie"] for row in copy["gelezen_door"]} == {guide.partij.naam, officer.partij.naam}
    assert copy["waarom_wij_dit_bewaren"][0]["doel"]
    assert "18 months" in copy["bewaartermijn"]
    carry_out(made.pk, by=officer, at=MOMENT)
    made.refresh_from_db()
    assert made.done_at == MOMENT


def test_what_is_about_somebody_else_is_left_out_but_never_the_own_words(case, guide):
    zaak.note(case.pk, text="Noor belde over haar zus.", by=guide, at=MOMENT)
    own = mine.add(case.pk, text="Mijn eigen woorden.", at=MOMENT)
    other = Toevoeging.objects.get(author="gids")
    copy = access_copy.full_copy(case, at=MOMENT, left_out=[own.pk, other.pk])
    assert [row["tekst"] for row in copy["toevoegingen"]] == ["Mijn eigen woorden."]
    assert copy["weggelaten_over_anderen"] == 1


def test_with_the_code_alone_contact_details_are_named_and_not_given(case):
    copy = access_copy.full_copy(case, at=MOMENT, with_contact=False)
    assert "Noor Geheim" not in str(copy)
    assert "naam" in copy["bewaarde_contactgegevens"]


def granted(case, kind, by):
    made = asked(case, kind, "Anders." if kind == "verbeteren" else "")
    rights.decide(made.pk, decision="toegewezen", by=by, at=MOMENT)
    return made


def test_erasing_at_once_takes_the_code_and_what_was_asked_along(case, officer):
    made = granted(case, "wissen", officer)
    carry_out(made.pk, by=officer, at=MOMENT)
    made.refresh_from_db()
    left = Zaak.objects.get(pk=case.pk)
    assert (made.done_at, made.sealed) == (MOMENT, "")
    assert (left.erased_at, left.code_hash) == (MOMENT, None)
    line = AuditLine.objects.get(action="zaak.gewist")
    assert (line.reason, line.actor) == ("verzoek:wissen", f"user:{officer.user.pk}")
    assert [step.kind for step in Verzoekstap.objects.order_by("pk")][-1] == "uitgevoerd"
    letter = letters.letter_for(made)
    assert letter.points == letters.what_stays()
    with pytest.raises(ConflictError):
        carry_out(made.pk, by=officer, at=MOMENT)


def test_a_court_case_stops_erasing_and_an_objection_does_not(case, officer):
    made = granted(case, "wissen", officer)
    stop = set_hold(case, reason="rechtszaak", until=(MOMENT + DAY).date(), by=officer, at=MOMENT)
    with pytest.raises(RuleError, match="court case"):
        carry_out(made.pk, by=officer, at=MOMENT)
    Bewaarstop.objects.filter(pk=stop.pk).update(reason="bezwaar")
    carry_out(made.pk, by=officer, at=MOMENT)


def test_a_restriction_keeps_still(case, guide, officer):
    made = granted(case, "beperken", officer)
    carry_out(made.pk, by=officer, at=MOMENT)
    stop = Bewaarstop.objects.get(zaak=case)
    assert (stop.reason, stop.until) == ("beperking", (MOMENT + 365 * DAY).date())
    with pytest.raises(RuleError, match="do nothing with it"):
        zaak.note(case.pk, text="Toch gebeld.", by=guide, at=MOMENT)


def test_an_objection_stops_the_work(case, officer):
    made = granted(case, "bezwaar", officer)
    carry_out(made.pk, by=officer, at=MOMENT)
    assert Zaak.objects.get(pk=case.pk).withdrawn_at == MOMENT


def test_a_correction_is_done_when_the_guide_says_so(case, guide):
    made = granted(case, "verbeteren", guide)
    with pytest.raises(RuleError) as refused:
        carry_out(made.pk, by=guide, at=MOMENT)
    assert refused.value.field == "corrected"
    carry_out(made.pk, corrected=True, by=guide, at=MOMENT)
    assert "We corrected it" in " ".join(letters.letter_for(Verzoek.objects.get(pk=made.pk)).paragraphs)


def test_steps_are_never_changed(case):
    step = asked(case).stappen.first()
    step.kind = "besloten"
    with pytest.raises(TypeError):
        step.save()


@pytest.mark.parametrize("kind", ["inzage", "meenemen", "verbeteren", "wissen", "beperken", "bezwaar"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_there_is_a_letter_for_each_kind_in_both_languages(case, officer, kind, language):
    from django.utils import translation

    made = asked(case, kind, "Anders." if kind == "verbeteren" else "")
    with translation.override(language):
        waiting = letters.letter_for(made)
    if not made.identity:
        rights.establish(made.pk, identity="legitimatie", by=officer, at=MOMENT)
    rights.decide(made.pk, decision="deels", reason="rechten-anderen", by=officer, at=MOMENT)
    made.refresh_from_db()
    with translation.override(language):
        done = letters.letter_for(made)
    for letter in (waiting, done):
        text = " ".join([letter.subject, *letter.paragraphs, *letter.closing])
        assert made.number in text
        assert "077 0000000" in text
        assert "Noor" not in text
    assert done.paragraphs != waiting.paragraphs


def test_the_list_is_in_order_of_the_day_it_is_due(case, officer):
    late = rights.enter(
        case.reference, "inzage", via="email", received_on=date(2026, 10, 1), by=officer, at=MOMENT
    )
    later = asked(case, "wissen")
    assert [row.pk for row in queries.requests(officer)] == [late.pk, later.pk]
    assert [row.pk for row in queries.requests(officer, late_on=MOMENT.date())] == [late.pk]
    assert [row.pk for row in queries.requests(officer, search=case.reference.lower())] == [late.pk, later.pk]
    assert [row.pk for row in queries.requests(officer, search=later.number)] == [later.pk]
    assert [row.pk for row in queries.requests(officer, kind="wissen")] == [later.pk]
    assert queries.figures(officer, MOMENT.date()) == {"late": 1, "week": 0, "open": 2}
    row = queries.rows([late], MOMENT.date())[0]
    assert row.late
    assert "late" in row.due_words
