# SPDX-License-Identifier: EUPL-1.2
"""The question of an employer: intake, one contact, hand-over asked and accepted, joining in, vacancies, end."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests import factories as f
from tests.factories import MOMENT

from werkregio.foundation import audit
from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.models import AuditLine
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.models import Groep, Vacature, Werkgever, Werkgeversvraag, Zaak
from werkregio.werkcentrum.permissions.employers import may_see_contact
from werkregio.werkcentrum.queries.employers import alike
from werkregio.werkcentrum.queries.mine import copy_of_data
from werkregio.werkcentrum.services import employer_intake as intake
from werkregio.werkcentrum.services import employer_requests as requests
from werkregio.werkcentrum.services import employers, erasure, mine, worklist
from werkregio.werkcentrum.services.employer_groups import GroupIntake, count_one, group_of_code
from werkregio.werkcentrum.services.employer_vacancies import (
    VacancyIntake,
    add_vacancy,
    change_vacancy,
    set_vacancy_state,
)
from werkregio.werkcentrum.services.intake import NewQuestion

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]
VACANCY = VacancyIntake(titel="Bakker", taken="Deeg kneden", uren_min=24, uren_max=32)
GROUP = GroupIntake(aantal=40, contracten=("vast", "uitzend"), functies="Inpakken")


@pytest.fixture
def regio():
    return f.RegioFactory()


def person(regio, role, soort="werkcentrum"):
    member = f.LidmaatschapFactory(partij=f.PartijFactory(regio=regio, soort=soort), role=role)
    return acting_of(member.user, member.partij_id, on=MOMENT.date())


@pytest.fixture
def guide(regio):
    return person(regio, "gids")


@pytest.fixture
def partner(regio):
    return person(regio, "professional", "uwv")


def asked(**more):
    values = {
        "company": intake.Company("Bakkerij De Zonnebloem B.V.", kvk="12345678"),
        "subjects": ("vacature", "subsidie"),
        "question": NewQuestion(
            vraag="Wij zoeken drie mensen.", reach_by="bellen", phone="06 12345678", first_name="Els"
        ),
        "vacancies": [VACANCY, replace(VACANCY, titel="Verkoper", aantal=2)],
    }
    return intake.EmployerQuestion(**(values | more))


def leave(regio, **more):
    left = intake.leave(regio, asked(**more), form_key="sleutel-1", at=MOMENT)
    return left.zaak.werkgeversvraag


def test_what_an_employer_leaves_becomes_a_case_with_a_company_and_vacancies(regio):
    left = intake.leave(regio, asked(), form_key="sleutel", at=MOMENT)
    vraag = left.zaak.werkgeversvraag
    assert left.code
    assert left.zaak.asker == "werkgever"
    assert (vraag.werkgever.naam, vraag.werkgever.kvk) == ("Bakkerij De Zonnebloem B.V.", "12345678")
    assert vraag.owner is None
    assert list(vraag.subjects) == ["vacature", "subsidie"]
    assert [need.need for need in left.zaak.behoeften.all()] == ["vacature-melden", "subsidie-werkgever"]
    assert [row.texts()["titel"] for row in vraag.vacatures.all()] == ["Bakker", "Verkoper"]
    assert [event.kind for event in vraag.gebeurtenissen.all()] == ["ontvangen", "vacature", "vacature"]
    line = AuditLine.objects.get(action="werkgever.open")
    assert line.subject == left.zaak.subject
    assert "Zonnebloem" not in str(line.detail)
    assert "Els" not in str(line.detail)


def test_the_contact_person_and_the_texts_are_encrypted(regio):
    vraag = leave(regio)
    kept = "".join(
        [vraag.zaak.gegevens.sealed, *vraag.vacatures.values_list("sealed", flat=True), str(vraag.__dict__)]
    )
    assert not any(word in kept for word in ("Els", "06 12345678", "Deeg kneden"))
    assert vraag.zaak.unseal(vraag.zaak.gegevens.sealed)["voornaam"] == "Els"


def test_a_second_submit_finds_the_first(regio):
    first = intake.leave(regio, asked(), form_key="sleutel", at=MOMENT)
    again = intake.leave(regio, asked(), form_key="sleutel", at=MOMENT + timedelta(seconds=5))
    assert again.again
    assert again.zaak == first.zaak
    assert again.code == first.code
    assert (Zaak.objects.count(), Werkgever.objects.count(), Vacature.objects.count()) == (1, 1, 2)


@pytest.mark.parametrize(
    ("company", "field", "words"),
    [
        (intake.Company(" "), "naam", "name of your company"),
        (intake.Company("A", kvk="1234"), "kvk", "8 digits"),
        (intake.Company("A", kvk="111222333"), "kvk", "BSN"),
        (intake.Company("Jan 111222333"), "naam", "BSN"),
    ],
)
def test_a_company_that_cannot_be_kept(regio, company, field, words):
    with pytest.raises(RuleError, match=words) as refused:
        intake.leave(regio, asked(company=company), form_key="x", at=MOMENT)
    assert refused.value.field == field
    assert Zaak.objects.count() == 0


def test_without_a_subject_it_is_refused(regio):
    with pytest.raises(RuleError, match="subject"):
        intake.leave(regio, asked(subjects=("onzin",)), form_key="x", at=MOMENT)


def test_a_kvk_number_is_one_company_of_a_region_and_a_stranger_changes_nothing(regio):
    first = leave(regio).werkgever
    other = intake.Company("Nepnaam", kvk="12 34 56 78", sector="C")
    second = intake.leave(regio, asked(company=other), form_key="y", at=MOMENT).zaak.werkgeversvraag.werkgever
    elsewhere = intake.leave(f.RegioFactory(), asked(), form_key="z", at=MOMENT)
    first.refresh_from_db()
    assert first == second
    assert (first.naam, first.sector) == ("Bakkerij De Zonnebloem B.V.", "C")
    assert elsewhere.zaak.werkgeversvraag.werkgever != first


def test_without_a_number_the_same_name_is_the_same_company(regio):
    company = intake.Company("Bakkerij De Zonnebloem")
    one = intake.leave(regio, asked(company=company), form_key="a", at=MOMENT)
    two = intake.leave(
        regio, asked(company=intake.Company("bakkerij de zonnebloem BV")), form_key="b", at=MOMENT
    )
    assert one.zaak.werkgeversvraag.werkgever == two.zaak.werkgeversvraag.werkgever


def test_who_types_it_is_the_contact(regio, partner):
    with pytest.raises(RuleError, match="Tell the employer"):
        intake.open_for(regio, asked(), told=False, form_key="x", by=partner, at=MOMENT)
    left = intake.open_for(regio, asked(), told=True, form_key="x", by=partner, at=MOMENT)
    vraag = left.zaak.werkgeversvraag
    assert (vraag.owner, vraag.owner_partij) == (partner.user, partner.partij)
    assert left.zaak.owner == partner.user


def test_who_has_no_right_or_is_of_another_region_may_not(regio, partner):
    vraag = leave(regio)
    stranger = person(f.RegioFactory(), "professional", "uwv")
    for by in (stranger, person(regio, "redacteur"), person(regio, "fg")):
        with pytest.raises(PermissionDenied):
            employers.take(vraag.pk, by=by, at=MOMENT)
        with pytest.raises(PermissionDenied):
            intake.open_for(regio, asked(), told=True, form_key="x", by=by, at=MOMENT)
    with pytest.raises(PermissionDenied):
        employers.take(0, by=partner, at=MOMENT)


def test_one_takes_it_and_the_second_sees_who(regio, guide, partner):
    vraag = leave(regio)
    employers.take(vraag.pk, by=partner, at=MOMENT)
    employers.take(vraag.pk, by=partner, at=MOMENT)
    with pytest.raises(ConflictError, match=f"{partner.user.name} of {partner.partij.naam}"):
        employers.take(vraag.pk, by=guide, at=MOMENT)
    with pytest.raises(ConflictError, match=partner.user.name):
        worklist.take(vraag.zaak_id, by=guide, at=MOMENT)
    with pytest.raises(ConflictError, match=partner.partij.naam):
        worklist.take_over(vraag.zaak_id, reason="waarneming", by=guide, at=MOMENT)
    vraag.refresh_from_db()
    assert vraag.owner == partner.user
    assert vraag.zaak.owner == partner.user
    assert vraag.gebeurtenissen.filter(kind="genomen").count() == 1


def test_a_guide_who_takes_the_case_is_the_contact_and_putting_back_frees_both(regio, guide):
    vraag = leave(regio)
    worklist.take(vraag.zaak_id, by=guide, at=MOMENT)
    vraag.refresh_from_db()
    assert (vraag.owner, vraag.owner_partij) == (guide.user, guide.partij)
    worklist.put_back(vraag.zaak_id, by=guide, at=MOMENT)
    vraag.refresh_from_db()
    assert vraag.owner is None
    assert vraag.owner_partij is None


def test_the_database_keeps_a_contact_to_a_person_of_an_organisation(regio, guide):
    vraag = leave(regio)
    with pytest.raises(IntegrityError), transaction.atomic():
        Werkgeversvraag.objects.filter(pk=vraag.pk).update(owner=guide.user)


def test_a_colleague_stands_in_and_another_organisation_does_not(regio, partner, guide):
    vraag = leave(regio)
    employers.take(vraag.pk, by=partner, at=MOMENT)
    with pytest.raises(RuleError, match="Another organisation"):
        employers.take_over(vraag.pk, by=guide, at=MOMENT)
    member = f.LidmaatschapFactory(partij=partner.partij, role="professional")
    colleague = acting_of(member.user, partner.partij.pk, on=MOMENT.date())
    employers.take_over(vraag.pk, by=colleague, at=MOMENT)
    vraag.refresh_from_db()
    assert vraag.owner == colleague.user


def test_a_hand_over_is_asked_and_then_accepted(regio, partner, guide):
    vraag = leave(regio)
    employers.take(vraag.pk, by=guide, at=MOMENT)
    with pytest.raises(RuleError, match="from the list"):
        requests.ask_hand_over(vraag.pk, to_partij=guide.partij.pk, by=guide, at=MOMENT)
    with pytest.raises(RuleError, match="not the contact"):
        requests.ask_hand_over(vraag.pk, to_partij=guide.partij.pk, by=partner, at=MOMENT)
    requests.ask_hand_over(vraag.pk, to_partij=partner.partij.pk, by=guide, at=MOMENT)
    vraag.refresh_from_db()
    assert vraag.owner == guide.user
    with pytest.raises(RuleError, match="already"):
        requests.ask_hand_over(vraag.pk, to_partij=partner.partij.pk, by=guide, at=MOMENT)
    with pytest.raises(RuleError, match="answered or ended"):
        requests.answer_hand_over(
            vraag.pk, accept=True, by=person(regio, "professional", "school"), at=MOMENT
        )
    requests.answer_hand_over(vraag.pk, accept=True, by=partner, at=MOMENT)
    vraag.refresh_from_db()
    assert (vraag.owner, vraag.owner_partij, vraag.zaak.owner) == (
        partner.user,
        partner.partij,
        partner.user,
    )
    kinds = list(vraag.gebeurtenissen.values_list("kind", flat=True))
    assert kinds[-2:] == ["overdracht-gevraagd", "overdracht-aanvaard"]


def test_a_declined_or_called_back_hand_over_changes_nothing(regio, partner, guide):
    vraag = leave(regio)
    employers.take(vraag.pk, by=guide, at=MOMENT)
    requests.ask_hand_over(vraag.pk, to_partij=partner.partij.pk, by=guide, at=MOMENT)
    requests.answer_hand_over(vraag.pk, accept=False, by=partner, at=MOMENT)
    requests.ask_hand_over(vraag.pk, to_partij=partner.partij.pk, by=guide, at=MOMENT)
    requests.recall_hand_over(vraag.pk, by=guide, at=MOMENT)
    with pytest.raises(RuleError, match="answered or ended"):
        requests.answer_hand_over(vraag.pk, accept=True, by=partner, at=MOMENT)
    vraag.refresh_from_db()
    assert vraag.owner == guide.user


def test_joining_in_shows_the_contact_person_only_when_shared_and_only_as_long(regio, partner, guide):
    vraag = leave(regio)

    def sees():
        return may_see_contact(partner, Werkgeversvraag.objects.select_related("zaak").get(pk=vraag.pk))

    with pytest.raises(RuleError, match="Nobody is the contact"):
        requests.ask_to_join(vraag.pk, by=partner, at=MOMENT)
    employers.take(vraag.pk, by=guide, at=MOMENT)
    with pytest.raises(RuleError, match="own organisation"):
        requests.ask_to_join(vraag.pk, by=guide, at=MOMENT)
    first = requests.ask_to_join(vraag.pk, by=partner, at=MOMENT)
    with pytest.raises(RuleError, match="already"):
        requests.ask_to_join(vraag.pk, by=partner, at=MOMENT)
    assert not sees()
    requests.answer_join(vraag.pk, first.pk, accept=True, by=guide, at=MOMENT)
    assert not sees()
    requests.end_join(vraag.pk, first.pk, by=partner, at=MOMENT)
    second = requests.ask_to_join(vraag.pk, by=partner, at=MOMENT)
    with pytest.raises(RuleError, match="not the contact"):
        requests.answer_join(vraag.pk, second.pk, accept=True, share_contact=True, by=partner, at=MOMENT)
    requests.answer_join(vraag.pk, second.pk, accept=True, share_contact=True, by=guide, at=MOMENT)
    assert sees()
    with pytest.raises(PermissionDenied):
        requests.end_join(vraag.pk, second.pk, by=person(regio, "professional", "school"), at=MOMENT)
    mine.withdraw(vraag.zaak_id, at=MOMENT)
    assert not sees()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"titel": ""}, "titel"),
        ({"taken": " "}, "taken"),
        ({"uren_min": 40, "uren_max": 32}, "uren_max"),
        ({"uren_max": 100}, "uren_max"),
        ({"loon_min": Decimal("15")}, "loon_per"),
        ({"loon_min": Decimal("20"), "loon_max": Decimal("15"), "loon_per": "uur"}, "loon_max"),
        ({"aantal": 0}, "aantal"),
        ({"vanaf": date(2026, 11, 23)}, "vanaf"),
        ({"moet": "bsn 111222333"}, "moet"),
        ({"mooi": "x" * 1501}, "mooi"),
    ],
)
def test_a_vacancy_that_makes_no_sense(regio, change, field):
    with pytest.raises(RuleError) as refused:
        leave(regio, vacancies=[replace(VACANCY, **change)])
    assert refused.value.field == field
    assert Zaak.objects.count() == 0


def test_the_contact_adds_changes_and_closes_vacancies(regio, partner, guide):
    vraag = leave(regio, subjects=("subsidie",))
    assert vraag.vacatures.count() == 0
    employers.take(vraag.pk, by=partner, at=MOMENT)
    with pytest.raises(RuleError, match="not the contact"):
        add_vacancy(vraag.pk, VACANCY, by=guide, at=MOMENT)
    row = add_vacancy(vraag.pk, VACANCY, by=partner, at=MOMENT)
    change_vacancy(vraag.pk, row.pk, replace(VACANCY, titel="Banketbakker"), by=partner, at=MOMENT)
    set_vacancy_state(vraag.pk, row.pk, state="vervuld", by=partner, at=MOMENT)
    with pytest.raises(RuleError):
        set_vacancy_state(vraag.pk, row.pk, state="weg", by=partner, at=MOMENT)
    with pytest.raises(PermissionDenied):
        set_vacancy_state(vraag.pk, f.VacatureFactory().pk, state="open", by=partner, at=MOMENT)
    row, vraag = Vacature.objects.get(pk=row.pk), Werkgeversvraag.objects.get(pk=vraag.pk)
    assert (row.texts()["titel"], row.state, vraag.subjects) == (
        "Banketbakker",
        "vervuld",
        ["vacature", "subsidie"],
    )


def test_closing_needs_the_word_of_the_employer_and_opening_again_works(regio, partner, guide):
    vraag = leave(regio)
    employers.take(vraag.pk, by=partner, at=MOMENT)
    with pytest.raises(RuleError, match="says so"):
        employers.close(vraag.pk, result="geholpen", by=partner, at=MOMENT)
    with pytest.raises(RuleError, match="different days"):
        employers.close(vraag.pk, result="niet-bereikt", by=partner, at=MOMENT)
    with pytest.raises(RuleError, match="not the contact"):
        employers.close(vraag.pk, result="geholpen", confirmed=True, by=guide, at=MOMENT)
    employers.close(vraag.pk, result="geholpen", confirmed=True, by=partner, at=MOMENT)
    zaak = Zaak.objects.get(pk=vraag.zaak_id)
    assert zaak.closed_at == MOMENT
    assert zaak.afsluitingen.count() == 2
    with pytest.raises(RuleError, match="closed"):
        employers.note_contact(vraag.pk, text="Gebeld", by=partner, at=MOMENT)
    with pytest.raises(RuleError, match="Another organisation"):
        employers.reopen(vraag.pk, by=guide, at=MOMENT)
    employers.reopen(vraag.pk, by=partner, at=MOMENT + timedelta(days=1))
    assert Zaak.objects.get(pk=vraag.zaak_id).closed_at is None


def test_a_note_is_kept_once_and_plans_the_next_step(regio, partner):
    vraag = leave(regio)
    employers.take(vraag.pk, by=partner, at=MOMENT)
    due = MOMENT.date() + timedelta(days=7)
    one = employers.note_contact(vraag.pk, text="Gesproken met Els", due=due, by=partner, at=MOMENT)
    two = employers.note_contact(vraag.pk, text="Gesproken met Els", due=due, by=partner, at=MOMENT)
    assert one == two
    assert Zaak.objects.get(pk=vraag.zaak_id).next_step_due == due
    with pytest.raises(RuleError, match="passed"):
        employers.note_contact(vraag.pk, text="Nog eens", due=date(2026, 11, 1), by=partner, at=MOMENT)
    with pytest.raises(RuleError, match="BSN"):
        employers.note_contact(vraag.pk, text="bsn 111222333", by=partner, at=MOMENT)


def test_a_group_has_a_letter_and_a_count_and_nothing_about_anybody(regio):
    vraag = leave(regio, subjects=("groepsontslag",), group=GROUP)
    group = vraag.groep
    assert group.people == 40
    assert len(group.code) == 8
    assert vraag.vacatures.count() == 0
    assert group_of_code(regio, f" {group.code[:4].lower()}-{group.code[4:]} ") == group
    assert group_of_code(f.RegioFactory(), group.code) is None
    assert group_of_code(regio, "AAAA") is None
    lines = AuditLine.objects.count()
    count_one(regio, group.code)
    count_one(regio, "ONBEKEND")
    group.refresh_from_db()
    assert group.came == 1
    assert AuditLine.objects.count() == lines
    mine.withdraw(vraag.zaak_id, at=MOMENT)
    assert group_of_code(regio, group.code) is None


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"aantal": 0}, "aantal"),
        ({"contracten": ()}, "contracten"),
        ({"aangekondigd": date(2026, 12, 2), "laatste_dag": date(2026, 12, 1)}, "laatste_dag"),
        ({"geregeld": "bsn 111222333"}, "geregeld"),
    ],
)
def test_a_group_that_makes_no_sense(regio, change, field):
    with pytest.raises(RuleError) as refused:
        leave(regio, subjects=("groepsontslag",), group=replace(GROUP, **change))
    assert refused.value.field == field


def test_near_same_names_are_shown_before_saving(regio, partner, guide):
    vraag = leave(regio)
    employers.take(vraag.pk, by=guide, at=MOMENT)
    by_number = alike(partner, naam="Heel anders", kvk="12345678")
    by_name = alike(partner, naam="Bakkerij de Zonnebloem Venray")
    assert [item.row.owner for item in by_number + by_name] == [guide.user.name] * 2
    assert by_number[0].same_number
    assert not by_name[0].same_number
    # Another number is another company, whatever the name; another region is never seen.
    assert alike(partner, naam="Bakkerij De Zonnebloem", kvk="87654321") == []
    assert alike(person(f.RegioFactory(), "gids"), naam="x", kvk="12345678") == []
    employers.close(vraag.pk, result="gestopt", confirmed=True, by=guide, at=MOMENT)
    assert alike(partner, naam="Heel anders", kvk="12345678") == []


def test_erasing_leaves_codes_and_forgets_the_company(regio, partner):
    vraag = leave(regio, subjects=("vacature", "groepsontslag"), group=GROUP)
    employers.take(vraag.pk, by=partner, at=MOMENT)
    erasure.erase(vraag.zaak_id, state="werkgever", reason="test", at=MOMENT)
    vraag = Werkgeversvraag.objects.get(pk=vraag.pk)
    assert vraag.werkgever is None
    assert vraag.owner is None
    assert vraag.vacatures.count() == 0
    assert Werkgever.objects.count() == 0
    group = Groep.objects.get(vraag=vraag)
    assert (group.code, group.sealed, group.last_day) == (None, "", None)
    assert vraag.gebeurtenissen.exists()
    assert audit.verify() == []


def test_a_company_with_another_question_stays(regio):
    first = leave(regio)
    second = intake.leave(regio, asked(), form_key="nog", at=MOMENT)
    erasure.erase(first.zaak_id, state="werkgever", reason="test", at=MOMENT)
    assert Werkgever.objects.get() == second.zaak.werkgeversvraag.werkgever


def test_the_copy_of_the_own_data_holds_company_vacancies_and_group(regio):
    vraag = leave(regio, subjects=("vacature", "groepsontslag"), group=GROUP)
    found = copy_of_data(vraag.zaak, at=MOMENT)["werkgever"]
    assert found["bedrijf"]["kvk"] == "12345678"
    assert [row["titel"] for row in found["vacatures"]] == ["Bakker", "Verkoper"]
    assert (found["groep"]["mensen"], found["groep"]["functies"]) == (40, "Inpakken")
    assert copy_of_data(f.ZaakFactory(regio=regio), at=MOMENT)["werkgever"] is None
