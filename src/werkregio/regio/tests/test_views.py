# SPDX-License-Identifier: EUPL-1.2
"""Pages of the administrators: who may enter, what they see, and that no region sees another."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import (
    MOMENT,
    GemeenteFactory,
    LidmaatschapFactory,
    PartijFactory,
    RegioGemeenteFactory,
    UserFactory,
)

from werkregio.foundation.models import AuditLine
from werkregio.regio.models import Arbeidsmarktregio, Lidmaatschap, Partij
from werkregio.regio.queries import acting_of
from werkregio.regio.services import uitnodigingen

pytestmark = pytest.mark.django_db
LISTS = ("regio:partij-list", "regio:partij-new", "regio:lid-list", "regio:regio", "regio:regio-change")


@pytest.fixture
def region_admin(signed_in):
    return signed_in("regiobeheerder", soort="werkcentrum")


@pytest.fixture
def partner_admin(signed_in, region_admin):
    partij = PartijFactory(regio=region_admin.partij.regio, soort="onderwijs")
    return signed_in("partnerbeheerder", partij=partij)


def own(client, name, *args):
    return reverse(f"regio:{name}", args=[client.partij.pk, *args])


class TestWhoMayEnter:
    @pytest.mark.parametrize("name", LISTS)
    def test_the_region_enters_and_a_partner_does_not(self, region_admin, partner_admin, name):
        assert region_admin.get(reverse(name)).status_code == 200
        assert partner_admin.get(reverse(name)).status_code == 404

    @pytest.mark.parametrize("name", [*LISTS, "regio:acting", "regio:own-partij"])
    def test_a_visitor_is_asked_to_sign_in(self, name):
        answer = Client(HTTP_HOST="localhost").get(reverse(name))
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))

    @pytest.mark.parametrize("name", ["partij", "partij-change", "invite"])
    def test_another_organisation_looks_like_one_that_is_not_there(self, partner_admin, name):
        other = PartijFactory(regio=partner_admin.partij.regio)
        elsewhere = PartijFactory()
        answers = [
            partner_admin.get(reverse(f"regio:{name}", args=[pk])) for pk in (other.pk, elsewhere.pk, 999999)
        ]
        assert [answer.status_code for answer in answers] == [404, 404, 404]

    @pytest.mark.parametrize("name", ["partij-activate", "lid-end", "invitation-act"])
    def test_acts_are_posts(self, region_admin, name):
        args = [1, 1] if name == "invitation-act" else [1]
        assert region_admin.get(reverse(f"regio:{name}", args=args)).status_code == 405

    def test_acts_need_the_token_of_the_form(self, region_admin):
        strict = Client(HTTP_HOST="localhost", enforce_csrf_checks=True)
        strict.force_login(region_admin.user)
        for url in (own(region_admin, "partij-activate"), reverse("regio:acting")):
            assert strict.post(url, {"partij": region_admin.partij.pk}).status_code == 403

    def test_somebody_without_a_membership_sees_nothing(self):
        client = Client(HTTP_HOST="localhost")
        client.force_login(UserFactory())
        assert client.get(reverse("regio:partij-list")).status_code == 404
        assert client.get(reverse("regio:own-partij")).status_code == 404
        assert client.get(reverse("regio:acting")).context["choices"] == []


class TestList:
    @pytest.mark.parametrize("rows", [3, 30])
    def test_a_list_asks_the_same_number_of_queries(self, region_admin, rows, django_assert_max_num_queries):
        regio = region_admin.partij.regio
        for partij in PartijFactory.create_batch(rows, regio=regio):
            LidmaatschapFactory(partij=partij)
        for name in ("regio:partij-list", "regio:lid-list"):
            region_admin.get(reverse(name))
            with django_assert_max_num_queries(9) as asked:
                region_admin.get(reverse(name))
            counts = self.counts.setdefault(name, len(asked))
            assert len(asked) == counts

    counts: dict = {}

    def test_the_region_sees_its_own_organisations_only(self, region_admin):
        mine = PartijFactory(regio=region_admin.partij.regio, naam="Gilde")
        other = PartijFactory(naam="Elders")
        text = region_admin.get(reverse("regio:partij-list")).content.decode()
        assert mine.naam in text
        assert other.naam not in text

    def test_search_filter_and_sort(self, region_admin):
        regio = region_admin.partij.regio
        gilde = PartijFactory(regio=regio, naam="Gilde", soort="onderwijs", active=False)
        PartijFactory(regio=regio, naam="Andere", soort="onderwijs")

        def found(**query):
            page = region_admin.get(reverse("regio:partij-list"), query)
            return [partij.naam for partij in page.context["page_obj"]]

        assert found(q="gil") == ["Gilde"]
        assert found(soort="onderwijs") == ["Andere", "Gilde"]
        assert found(state="inactive") == [gilde.naam]
        assert found(sort="mensen")[0] == region_admin.partij.naam

    @pytest.mark.parametrize(
        "query", ["?page=999", "?page=x", "?sort=evil", "?soort=x", "?q=%00", "?q=<script>alert(1)</script>"]
    )
    def test_odd_questions_are_answered(self, region_admin, query):
        page = region_admin.get(reverse("regio:partij-list") + query)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()

    def test_nothing_found_has_a_way_on(self, region_admin):
        text = region_admin.get(reverse("regio:partij-list") + "?q=bestaatniet").content.decode()
        assert reverse("regio:partij-list") in text

    def test_members_of_another_region_do_not_show(self, region_admin):
        other = LidmaatschapFactory()
        page = region_admin.get(reverse("regio:lid-list") + "?ended=on")
        assert [lid.user for lid, _role in page.context["leden"]] == [region_admin.user]
        assert other.user.email not in page.content.decode()


class TestOrganisation:
    def test_a_new_organisation_is_made_from_the_form(self, region_admin):
        answer = region_admin.post(
            reverse("regio:partij-new"), {"naam": "Nieuw", "soort": "sw", "partner_soort": "strategisch"}
        )
        partij = Partij.objects.get(naam="Nieuw")
        assert answer.url == reverse("regio:partij", args=[partij.pk])
        assert region_admin.get(answer.url).status_code == 200

    def test_what_was_typed_stays_when_something_is_wrong(self, region_admin):
        page = region_admin.post(reverse("regio:partij-new"), {"naam": "Nieuw", "soort": "", "rol": "Iets"})
        assert page.context["form"]["naam"].value() == "Nieuw"
        assert page.context["form"].errors["soort"]

    def test_a_partner_sees_and_changes_its_own(self, partner_admin):
        assert partner_admin.get(reverse("regio:own-partij")).url == own(partner_admin, "partij")
        assert partner_admin.get(own(partner_admin, "partij")).status_code == 200
        partner_admin.post(own(partner_admin, "partij-change"), {"rol": "Mbo", "naam": "Anders"})
        partij = Partij.objects.get(pk=partner_admin.partij.pk)
        assert (partij.rol, partij.naam) == ("Mbo", partner_admin.partij.naam)

    def test_a_partner_cannot_stop_or_start(self, partner_admin):
        assert partner_admin.post(own(partner_admin, "partij-activate"), {"act": "stop"}).status_code == 404

    def test_stop_and_start(self, region_admin, partner_admin):
        url = own(partner_admin, "partij-activate")
        region_admin.post(url, {"act": "stop"})
        assert partner_admin.get(own(partner_admin, "partij")).status_code == 404
        region_admin.post(url, {"act": "start"})
        assert partner_admin.get(own(partner_admin, "partij")).status_code == 200

    def test_a_script_in_a_name_is_text(self, region_admin):
        partij = PartijFactory(regio=region_admin.partij.regio, naam="<script>alert(1)</script>")
        text = region_admin.get(reverse("regio:partij", args=[partij.pk])).content.decode()
        assert "<script>alert" not in text


class TestMember:
    def test_the_last_administrator_is_told_the_way_out_on_the_page(self, partner_admin):
        lid = Lidmaatschap.objects.get(user=partner_admin.user)
        answer = partner_admin.post(reverse("regio:lid-end", args=[lid.pk]), follow=True)
        assert answer.redirect_chain[-1][0] == reverse("regio:lid-change", args=[lid.pk])
        assert any("laatste" in str(m) or "last administrator" in str(m) for m in answer.context["messages"])
        page = partner_admin.post(
            reverse("regio:lid-change", args=[lid.pk]), {"role": lid.role, "valid_to": "2027-01-31"}
        )
        assert page.context["form"].non_field_errors()
        assert page.context["form"]["valid_to"].value() == "2027-01-31"

    def test_ending_one_of_two(self, partner_admin):
        other = LidmaatschapFactory(partij=partner_admin.partij, role="professional")
        answer = partner_admin.post(reverse("regio:lid-end", args=[other.pk]))
        assert answer.url == own(partner_admin, "partij")
        assert acting_of(other.user, None, on=MOMENT.date()) is None

    def test_a_lost_factor_is_removed_from_the_page(self, partner_admin):
        other = LidmaatschapFactory(partij=partner_admin.partij, role="professional")
        answer = partner_admin.post(reverse("regio:lid-reset-factor", args=[other.pk]), follow=True)
        assert answer.status_code == 200
        assert acting_of(other.user, None, on=MOMENT.date()).second_factor_missing

    def test_members_elsewhere_are_not_there(self, partner_admin):
        same_region = LidmaatschapFactory(partij=PartijFactory(regio=partner_admin.partij.regio))
        for lid in (same_region, LidmaatschapFactory()):
            for name in ("lid-change", "lid-end", "lid-reset-factor"):
                assert partner_admin.post(reverse(f"regio:{name}", args=[lid.pk])).status_code == 404


class TestRegion:
    def data(self, client, **changes):
        regio = Arbeidsmarktregio.objects.get(pk=client.partij.regio_id)
        names = ("werkcentrum_naam", "phone", "email", "publishing_limit")
        now = {name: getattr(regio, name) for name in names}
        return {**now, **{f"seen-{name}": value for name, value in now.items()}, **changes}

    def test_it_shows_municipalities_and_basis(self, region_admin):
        RegioGemeenteFactory(regio=region_admin.partij.regio, gemeente=GemeenteFactory(naam="Venlo"))
        assert "Venlo" in region_admin.get(reverse("regio:regio")).content.decode()

    def test_limit_and_phone_are_changed_and_logged(self, region_admin):
        region_admin.post(
            reverse("regio:regio-change"), self.data(region_admin, publishing_limit=15, phone="077 0000000")
        )
        regio = Arbeidsmarktregio.objects.get(pk=region_admin.partij.regio_id)
        assert (regio.publishing_limit, regio.phone) == (15, "077 0000000")
        assert AuditLine.objects.get(action="regio.changed").detail["publishing_limit"] == 15

    @pytest.mark.parametrize("limit", [0, 4, 101, -1, "x", ""])
    def test_an_odd_limit_is_refused(self, region_admin, limit):
        page = region_admin.post(
            reverse("regio:regio-change"), self.data(region_admin, publishing_limit=limit)
        )
        assert page.context["form"].errors["publishing_limit"]

    def test_what_somebody_else_changed_in_between_is_not_lost(self, region_admin):
        data = self.data(region_admin, phone="077 0000000")
        Arbeidsmarktregio.objects.filter(pk=region_admin.partij.regio_id).update(phone="077 1111111")
        region_admin.post(reverse("regio:regio-change"), data)
        regio = Arbeidsmarktregio.objects.get(pk=region_admin.partij.regio_id)
        assert regio.phone == "077 1111111"


class TestActing:
    def test_a_person_chooses_and_every_page_follows(self, partner_admin):
        second = LidmaatschapFactory(user=partner_admin.user, role="partnerbeheerder")
        partner_admin.post(reverse("regio:acting"), {"partij": second.partij_id})
        assert partner_admin.get(reverse("regio:own-partij")).url == reverse(
            "regio:partij", args=[second.partij_id]
        )
        assert partner_admin.get(own(partner_admin, "partij")).status_code == 404
        assert second.partij.naam in partner_admin.get(reverse("regio:acting")).content.decode()

    @pytest.mark.parametrize("partij", ["", "x", "999999", "-1", "9" * 40])
    def test_what_is_not_yours_is_refused(self, partner_admin, partij):
        assert partner_admin.post(reverse("regio:acting"), {"partij": partij}).status_code == 404

    def test_it_leads_to_no_other_site(self, partner_admin):
        answer = partner_admin.post(
            reverse("regio:acting"), {"partij": partner_admin.partij.pk, "next": "https://evil.example/"}
        )
        assert "evil" not in answer.url

    def test_rights_that_ended_are_gone_at_the_next_page(self, partner_admin):
        Lidmaatschap.objects.filter(user=partner_admin.user).update(valid_to=MOMENT.date().replace(day=1))
        assert partner_admin.get(own(partner_admin, "partij")).status_code == 404


def test_an_invitation_of_one_region_is_not_seen_by_another(region_admin):
    elsewhere = PartijFactory()
    uitnodigingen.invite_first_admin(elsewhere, "eerste@voorbeeld.example", at=MOMENT)
    for url in (reverse("regio:lid-list"), own(region_admin, "partij"), reverse("regio:partij-list")):
        assert "eerste@" not in region_admin.get(url).content.decode()
