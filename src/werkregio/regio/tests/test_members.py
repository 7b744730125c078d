# SPDX-License-Identifier: EUPL-1.2
"""Memberships: an active organisation always has an administrator; who may change what."""

import threading
from datetime import date, timedelta
from unittest import mock

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import connection
from tests.factories import MOMENT, LidmaatschapFactory, PartijFactory, RegioFactory, UserFactory

from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import AuditLine
from werkregio.regio import queries
from werkregio.regio.models import Lidmaatschap
from werkregio.regio.rules import members, role_book
from werkregio.regio.services import leden, partijen

TODAY = MOMENT.date()
YESTERDAY = TODAY - timedelta(days=1)


def acting(lidmaatschap):
    return queries.acting_of(lidmaatschap.user, lidmaatschap.partij_id, on=TODAY)


pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def school(db):
    return PartijFactory(soort="onderwijs")


@pytest.fixture
def admin(school):
    return LidmaatschapFactory(partij=school, role="partnerbeheerder")


@pytest.fixture
def region_admin(school):
    counter = PartijFactory(regio=school.regio, soort="werkcentrum")
    return LidmaatschapFactory(partij=counter, role="regiobeheerder")


class TestRules:
    def period(self, role="partnerbeheerder", start=YESTERDAY, end=None):
        return members.Period(role, start, end)

    def test_the_werkcentrum_is_administered_by_the_region(self):
        assert members.admin_role("werkcentrum") == "regiobeheerder"
        assert members.admin_role("gemeente") == "partnerbeheerder"

    @pytest.mark.parametrize(
        ("periods", "enough"),
        [
            ([], False),
            ([{}], True),
            ([{"role": "gids"}], False),
            ([{"role": "regiobeheerder"}], False),
            ([{"end": TODAY + timedelta(days=300)}], False),
            ([{"start": TODAY + timedelta(days=1)}], False),
            ([{"start": TODAY}], True),
            ([{"end": YESTERDAY}, {}], True),
        ],
    )
    def test_who_counts_as_lasting_administrator(self, periods, enough):
        found = [self.period(**fields) for fields in periods]
        assert members.has_lasting_admin("onderwijs", found, on=TODAY) is enough

    def test_a_role_that_reads_the_questions_of_the_region_is_the_regions_to_give(self):
        """The rule, whatever roles come later: files, the log and the requests about data are no partner's."""
        rights = {"zaak.list", "zaak.read", "log.read", "verzoek.all"}
        assert {role.code for role in role_book.roles.values() if role.rights & rights} >= {"gids", "fg"}
        for kind in ("gemeente", "uwv", "onderwijs", "werkcentrum"):
            assert not [r.code for r in role_book.grantable(kind, by_region=False) if r.rights & rights]

    def test_access_that_stops_now_ended_yesterday(self):
        assert members.ended_at_once(date(2020, 1, 1), on=TODAY) == (date(2020, 1, 1), YESTERDAY)
        assert members.ended_at_once(TODAY, on=TODAY) == (YESTERDAY, YESTERDAY)

    def test_roles_over_the_region_are_given_by_the_region_only(self):
        own = {role.code for role in role_book.grantable("gemeente", by_region=False)}
        every = {role.code for role in role_book.grantable("gemeente", by_region=True)}
        wide = {"regiobeheerder", "fg", "redacteur", "gids"}
        assert wide & own == set()
        assert wide <= every
        assert "regiobeheerder" not in {r.code for r in role_book.grantable("onderwijs", by_region=True)}


@pytest.mark.django_db
class TestEnd:
    def test_access_stops_at_once(self, admin, school):
        other = LidmaatschapFactory(partij=school, role="professional")
        assert acting(other) is not None
        leden.end_lidmaatschap(other.pk, by=acting(admin), at=MOMENT)
        assert acting(other) is None
        line = AuditLine.objects.get(action="lidmaatschap.ended")
        assert line.actor == f"user:{admin.user_id}"
        assert line.organisation == f"partij:{school.pk}"
        assert line.detail == {"user": other.user_id, "partij": school.pk, "role": "professional"}

    def test_the_last_administrator_stays_and_is_told_the_way_out(self, admin):
        with pytest.raises(RuleError, match=r"last administrator.*Invite another"):
            leden.end_lidmaatschap(admin.pk, by=acting(admin), at=MOMENT)
        admin.refresh_from_db()
        assert admin.valid_to is None
        assert not AuditLine.objects.exists()

    def test_of_two_administrators_one_may_go(self, admin, school):
        LidmaatschapFactory(partij=school, role="partnerbeheerder")
        leden.end_lidmaatschap(admin.pk, by=acting(admin), at=MOMENT)

    def test_an_administrator_who_cannot_sign_in_does_not_count(self, admin, school):
        LidmaatschapFactory(partij=school, role="partnerbeheerder", user=UserFactory(is_active=False))
        with pytest.raises(RuleError):
            leden.end_lidmaatschap(admin.pk, by=acting(admin), at=MOMENT)

    def test_an_organisation_that_is_not_active_may_lose_everybody(self, admin, school, region_admin):
        partijen.deactivate_partij(school.pk, by=acting(region_admin), at=MOMENT)
        leden.end_lidmaatschap(admin.pk, by=acting(region_admin), at=MOMENT)

    def test_the_region_may_end_but_not_the_last_one(self, admin, region_admin):
        with pytest.raises(RuleError):
            leden.end_lidmaatschap(admin.pk, by=acting(region_admin), at=MOMENT)

    def test_what_ended_does_not_end_again(self, admin, school):
        other = LidmaatschapFactory(partij=school, role="professional", valid_to=YESTERDAY)
        with pytest.raises(RuleError, match="already ended"):
            leden.end_lidmaatschap(other.pk, by=acting(admin), at=MOMENT)

    def test_somebody_without_the_right_is_refused(self, admin, school):
        other = LidmaatschapFactory(partij=school, role="professional")
        with pytest.raises(PermissionDenied):
            leden.end_lidmaatschap(admin.pk, by=acting(other), at=MOMENT)

    def test_another_organisation_is_out_of_reach(self, admin, school):
        elsewhere = LidmaatschapFactory(partij=PartijFactory(regio=school.regio), role="gids")
        with pytest.raises(PermissionDenied):
            leden.end_lidmaatschap(elsewhere.pk, by=acting(admin), at=MOMENT)

    def test_another_region_is_out_of_reach_and_looks_like_nothing(self, region_admin):
        elsewhere = LidmaatschapFactory(partij=PartijFactory(regio=RegioFactory()))
        for pk in (elsewhere.pk, 999999):
            with pytest.raises(PermissionDenied):
                leden.end_lidmaatschap(pk, by=acting(region_admin), at=MOMENT)


@pytest.mark.django_db
class TestChange:
    def test_another_role_ends_one_and_begins_one(self, admin, school):
        other = LidmaatschapFactory(partij=school, role="professional")
        new = leden.change_lidmaatschap(
            other.pk, role="partnerbeheerder", valid_to=None, by=acting(admin), at=MOMENT
        )
        other.refresh_from_db()
        assert (other.valid_to, new.valid_from, new.role) == (YESTERDAY, TODAY, "partnerbeheerder")
        assert AuditLine.objects.get().detail["role_before"] == "professional"

    def test_a_last_day_of_the_last_administrator_is_refused(self, admin):
        with pytest.raises(RuleError, match="last administrator"):
            leden.change_lidmaatschap(
                admin.pk,
                role="partnerbeheerder",
                valid_to=TODAY + timedelta(days=30),
                by=acting(admin),
                at=MOMENT,
            )

    def test_another_role_for_the_last_administrator_is_refused(self, admin):
        with pytest.raises(RuleError, match="last administrator"):
            leden.change_lidmaatschap(
                admin.pk, role="professional", valid_to=None, by=acting(admin), at=MOMENT
            )
        assert Lidmaatschap.objects.count() == 1

    def test_a_last_day_in_the_past_is_refused_at_its_field(self, admin, school):
        other = LidmaatschapFactory(partij=school, role="professional")
        with pytest.raises(RuleError) as refused:
            leden.change_lidmaatschap(
                other.pk, role="professional", valid_to=YESTERDAY, by=acting(admin), at=MOMENT
            )
        assert refused.value.field == "valid_to"

    @pytest.mark.parametrize("role", ["regiobeheerder", "fg", "redacteur", "nothing"])
    def test_a_partner_cannot_give_itself_the_region(self, admin, school, role):
        other = LidmaatschapFactory(partij=school, role="professional")
        with pytest.raises(RuleError, match="cannot give this role"):
            leden.change_lidmaatschap(other.pk, role=role, valid_to=None, by=acting(admin), at=MOMENT)

    def test_a_partner_cannot_lengthen_a_role_over_the_region(self, admin, school):
        officer = LidmaatschapFactory(partij=school, role="fg", valid_to=TODAY)
        with pytest.raises(RuleError, match="cannot give this role"):
            leden.change_lidmaatschap(officer.pk, role="fg", valid_to=None, by=acting(admin), at=MOMENT)


@pytest.mark.django_db
class TestPartijen:
    def test_active_needs_an_administrator(self, region_admin):
        partij = partijen.create_partij(naam="Nieuw", soort="sw", by=acting(region_admin), at=MOMENT)
        assert (partij.active, partij.code) == (False, "nieuw")
        with pytest.raises(RuleError, match="Invite one first"):
            partijen.activate_partij(partij.pk, by=acting(region_admin), at=MOMENT)
        LidmaatschapFactory(partij=partij, role="partnerbeheerder")
        assert partijen.activate_partij(partij.pk, by=acting(region_admin), at=MOMENT).active

    def test_two_organisations_have_two_names(self, region_admin, school):
        with pytest.raises(RuleError) as refused:
            partijen.create_partij(naam=school.naam.upper(), soort="sw", by=acting(region_admin), at=MOMENT)
        assert refused.value.field == "naam"

    def test_a_partner_changes_what_it_says_of_itself_only(self, admin, school):
        partijen.change_partij(
            school.pk, rol="Mbo", soort="werkcentrum", naam="X", by=acting(admin), at=MOMENT
        )
        school.refresh_from_db()
        assert (school.rol, school.soort) == ("Mbo", "onderwijs")
        assert AuditLine.objects.get().detail == {"fields": ["rol"]}

    def test_another_kind_may_not_leave_it_without_administrator(self, admin, school, region_admin):
        with pytest.raises(RuleError, match="no administrator"):
            partijen.change_partij(school.pk, soort="werkcentrum", by=acting(region_admin), at=MOMENT)

    def test_nobody_stops_the_organisation_he_works_for(self, region_admin):
        with pytest.raises(RuleError, match="work for this organisation now"):
            partijen.deactivate_partij(region_admin.partij_id, by=acting(region_admin), at=MOMENT)

    def test_a_partner_creates_and_activates_nothing(self, admin, school):
        with pytest.raises(PermissionDenied):
            partijen.create_partij(naam="X", soort="sw", by=acting(admin), at=MOMENT)
        with pytest.raises(PermissionDenied):
            partijen.activate_partij(school.pk, by=acting(admin), at=MOMENT)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_leave_at_the_same_moment_do_not_both_go():
    school = PartijFactory(soort="onderwijs")
    pair = [LidmaatschapFactory(partij=school, role="partnerbeheerder") for _ in range(2)]
    entered, results = threading.Barrier(2), []
    people = [acting(one) for one in pair]

    def leave(index):
        try:
            entered.wait(timeout=10)
            leden.end_lidmaatschap(pair[index].pk, by=people[index], at=MOMENT)
            results.append("gone")
        except RuleError:
            results.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=leave, args=(index,)) for index in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(results) == ["gone", "refused"]
    assert Lidmaatschap.objects.filter(partij=school, valid_to__isnull=True).count() == 1


@pytest.mark.django_db
class TestActingAs:
    def test_rights_are_those_of_the_chosen_organisation_only(self, admin):
        other = LidmaatschapFactory(user=admin.user, role="gids")
        assert acting(admin).has("lid.invite")
        assert not acting(admin).has("zaak.read")
        assert acting(other).has("zaak.read")
        assert not acting(other).has("lid.invite")

    def test_a_role_gives_nothing_without_second_factor(self, school):
        person = UserFactory(second_factor=False)
        found = acting(LidmaatschapFactory(partij=school, user=person, role="partnerbeheerder"))
        assert found.rights == frozenset()
        assert found.second_factor_missing

    def test_choosing_what_is_not_yours_is_refused(self, admin):
        with pytest.raises(PermissionDenied):
            leden.choose_organisation(admin.user, PartijFactory().pk, at=MOMENT)

    @pytest.mark.parametrize("active", [True, False])
    def test_an_organisation_that_stopped_is_no_choice(self, admin, active):
        admin.partij.active = active
        admin.partij.save()
        if active:
            leden.choose_organisation(admin.user, admin.partij_id, at=MOMENT)
            assert AuditLine.objects.get().action == "acting.chosen"
        else:
            assert acting(admin) is None
            with pytest.raises(PermissionDenied):
                leden.choose_organisation(admin.user, admin.partij_id, at=MOMENT)


class TestLostFactor:
    def test_it_is_removed_the_rights_wait_and_the_person_is_told(
        self, admin, school, django_capture_on_commit_callbacks
    ):
        other = LidmaatschapFactory(partij=school, role="professional")
        with django_capture_on_commit_callbacks(execute=True):
            leden.reset_second_factor(other.pk, by=acting(admin), at=MOMENT)
        assert acting(other).second_factor_missing
        assert mail.outbox[-1].to == [other.user.email]
        assert AuditLine.objects.get().action == "second_factor.removed"

    def test_a_server_for_mail_that_fails_undoes_nothing(
        self, admin, school, django_capture_on_commit_callbacks
    ):
        other = LidmaatschapFactory(partij=school, role="professional")
        with (
            mock.patch("werkregio.accounts.services.send_mail", side_effect=OSError),
            django_capture_on_commit_callbacks(execute=True),
        ):
            leden.reset_second_factor(other.pk, by=acting(admin), at=MOMENT)
        assert acting(other).second_factor_missing

    def test_not_your_own(self, admin):
        with pytest.raises(RuleError, match="profile"):
            leden.reset_second_factor(admin.pk, by=acting(admin), at=MOMENT)

    def test_not_of_somebody_who_works_elsewhere_too(self, admin, school, region_admin):
        other = LidmaatschapFactory(partij=school, role="professional")
        LidmaatschapFactory(user=other.user, partij=region_admin.partij)
        with pytest.raises(RuleError, match="another organisation"):
            leden.reset_second_factor(other.pk, by=acting(admin), at=MOMENT)
        leden.reset_second_factor(other.pk, by=acting(region_admin), at=MOMENT)

    def test_not_by_a_region_of_somebody_in_another_region(self, school, region_admin):
        other = LidmaatschapFactory(partij=school, role="professional")
        LidmaatschapFactory(user=other.user, partij=PartijFactory())
        with pytest.raises(RuleError, match="another organisation"):
            leden.reset_second_factor(other.pk, by=acting(region_admin), at=MOMENT)
