# SPDX-License-Identifier: EUPL-1.2
"""Consent: given on screen, on paper, spoken; refused; taken back; the legal basis that is configured."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from tests.factories import MOMENT, PartijFactory, ZaakFactory

from werkregio.foundation.errors import ConflictError, RuleError
from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum import events
from werkregio.werkcentrum.models import (
    Grondslagregel,
    Intrekking,
    Inzage,
    Toestemming,
    Toestemmingstekst,
    Zaakgebeurtenis,
)
from werkregio.werkcentrum.queries.basis import bases_of, basis_for
from werkregio.werkcentrum.services import basis, consent, referral

from .referral_road import member, place, walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_consent_says_who_what_why_which_words_how_and_until_when():
    road = walk(place(fields=["voornaam", "telefoon"]), "aangeboden")
    given = consent.give_consent(road.referral.pk, zaak=road.zaak, language="pl", at=MOMENT)
    assert given.partij == road.partij
    assert given.fields == ["voornaam", "telefoon", "behoefte"]
    assert given.purpose == "basisvaardigheden-taal"
    assert (given.text.kind, given.text.version, given.text.language) == ("toestemming", 1, "pl")
    assert given.given_via == "scherm"
    assert given.until == MOMENT + timedelta(days=182)
    line = AuditLine.objects.get(action="doorverwijzing.ingestemd")
    assert line.detail["tekst"] == "toestemming:1:pl"
    assert road.state == "ingestemd"


def test_the_session_of_one_case_cannot_agree_for_another():
    road = walk(place(), "aangeboden")
    for act in (
        lambda: consent.give_consent(road.referral.pk, zaak=ZaakFactory(), language="nl", at=MOMENT),
        lambda: consent.withdraw(road.referral.pk, zaak=ZaakFactory(), by="persoon", at=MOMENT),
        lambda: consent.withdraw(road.referral.pk, by="persoon", at=MOMENT),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert road.state == "aangeboden"


def test_agreeing_twice_is_told_and_kept_once():
    road = walk(place(), "ingestemd")
    with pytest.raises(ConflictError):
        consent.give_consent(road.referral.pk, zaak=road.zaak, language="nl", at=MOMENT)
    assert Toestemming.objects.count() == 1


def test_a_text_that_changed_in_between_is_read_again():
    road = walk(place(), "aangeboden")
    with pytest.raises(ConflictError, match="text has changed"):
        consent.give_consent(road.referral.pk, zaak=road.zaak, language="nl", text_id=0, at=MOMENT)


def test_a_spoken_consent_is_read_back_before_somebody_who_heard_it():
    road = walk(place(), "aangeboden")
    how = {"via": "gesproken", "language": "nl", "by": road.guide, "at": MOMENT}
    with pytest.raises(RuleError) as refusal:
        consent.record_basis(road.referral.pk, **how)
    assert refusal.value.field == "read_back"
    stranger = member("gids", PartijFactory(regio=road.zaak.regio))
    with pytest.raises(RuleError) as refusal:
        consent.record_basis(road.referral.pk, read_back=True, witness_id=stranger.user.pk, **how)
    assert refusal.value.field == "witness"
    colleague = member("gids", road.guide.partij)
    given = consent.record_basis(road.referral.pk, read_back=True, witness_id=colleague.user.pk, **how)
    assert (given.read_back, given.witness) == (True, colleague.user)


def test_a_consent_on_paper_has_no_witness():
    road = walk(place(), "aangeboden")
    given = consent.record_basis(
        road.referral.pk, via="papier", read_back=True, language="tr", by=road.guide, at=MOMENT
    )
    assert (given.given_via, given.read_back, given.witness) == ("papier", False, None)
    assert given.text.language == "tr"


def test_the_guide_cannot_agree_on_the_screen_of_the_person():
    road = walk(place(), "aangeboden")
    with pytest.raises(RuleError) as refusal:
        consent.record_basis(road.referral.pk, via="scherm", language="nl", by=road.guide, at=MOMENT)
    assert refusal.value.field == "via"
    with pytest.raises(PermissionDenied):
        consent.record_basis(road.referral.pk, via="papier", language="nl", by=road.partner, at=MOMENT)


def test_the_database_refuses_a_spoken_consent_without_read_back():
    road = walk(place(), "aangeboden")
    text = Toestemmingstekst.objects.filter(kind="toestemming").first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Toestemming.objects.create(
            doorverwijzing=road.referral,
            partij=road.partij,
            basis="toestemming",
            fields=[],
            purpose="x",
            text=text,
            given_via="gesproken",
            given_at=MOMENT,
            until=MOMENT + timedelta(days=1),
        )


def test_on_another_legal_basis_the_person_is_informed_and_it_can_be_sent():
    road = place(soort="uwv")
    officer = member("fg", road.guide.partij)
    basis.change_basis("uwv", basis="publieke-taak", explanation="Wet SUWI", by=officer, at=MOMENT)
    walk(road, "aangeboden")
    with pytest.raises(RuleError, match="not needed"):
        consent.give_consent(road.referral.pk, zaak=road.zaak, language="nl", at=MOMENT)
    told = consent.record_basis(road.referral.pk, via="papier", language="ar", by=road.guide, at=MOMENT)
    assert (told.basis, told.text.kind) == ("publieke-taak", "informatie")
    assert road.state == "geinformeerd"
    referral.send_referral(road.referral.pk, by=road.guide, at=MOMENT)
    assert AuditLine.objects.get(action="doorverwijzing.verzonden").reason == "publieke-taak"


def test_taking_back_closes_access_in_the_same_moment_and_is_told_after_the_commit(
    django_capture_on_commit_callbacks,
):
    heard = []

    def listen(sender, id, at, **kwargs):
        heard.append(id)

    events.toestemming_ingetrokken.connect(listen)
    try:
        road = walk(place(), "gestart")
        given = road.referral.toestemmingen.get()
        with django_capture_on_commit_callbacks(execute=True):
            consent.withdraw(road.referral.pk, zaak=road.zaak, by="persoon", at=MOMENT)
            assert Inzage.objects.get().ended_at == MOMENT
            assert heard == []
    finally:
        events.toestemming_ingetrokken.disconnect(listen)
    assert heard == [given.pk]
    assert given.intrekking.actor == "persoon"
    assert road.state == "ingetrokken"
    assert Zaakgebeurtenis.objects.filter(zaak=road.zaak, kind="toestemming-ingetrokken").count() == 1
    road.zaak.refresh_from_db()
    assert road.zaak.next_step == "andere-deur"


def test_taking_back_does_not_wait_for_a_partner_who_acts_at_the_same_time():
    road = walk(place(), "ontvangen")
    consent.withdraw(road.referral.pk, zaak=road.zaak, by="persoon", at=MOMENT)
    assert road.state == "ingetrokken"


def test_a_guide_writes_down_that_the_person_took_it_back_also_when_the_case_is_closed():
    road = walk(place(), "geaccepteerd")
    road.zaak.closed_at = MOMENT
    road.zaak.save(update_fields=["closed_at"])
    colleague = member("gids", road.guide.partij)
    consent.withdraw(road.referral.pk, via="gesproken", by=colleague, at=MOMENT)
    assert Intrekking.objects.get().via == "gesproken"
    with pytest.raises(PermissionDenied):
        consent.withdraw(road.referral.pk, by=road.partner, at=MOMENT)


def test_saying_no_to_the_question_shares_nothing():
    road = walk(place(), "aangeboden")
    consent.withdraw(road.referral.pk, zaak=road.zaak, by="persoon", at=MOMENT)
    assert road.state == "ingetrokken"
    assert not Intrekking.objects.exists()
    assert not Inzage.objects.exists()


def test_nothing_can_be_sent_on_a_consent_that_was_taken_back():
    road = walk(place(), "ingestemd")
    consent.withdraw(road.referral.pk, zaak=road.zaak, by="persoon", at=MOMENT)
    with pytest.raises(RuleError):
        referral.send_referral(road.referral.pk, by=road.guide, at=MOMENT)
    with pytest.raises(RuleError):
        consent.withdraw(road.referral.pk, zaak=road.zaak, by="persoon", at=MOMENT)


def test_withdrawing_the_whole_question_ends_every_open_referral():
    road = walk(place(), "gestart")
    second = referral.start_referral(
        road.zaak.pk,
        road.behoefte.pk,
        partij_id=PartijFactory(regio=road.zaak.regio).pk,
        fields=[],
        by=road.guide,
        at=MOMENT,
    )
    with transaction.atomic():
        assert consent.withdraw_all(road.zaak, by="persoon", at=MOMENT) == 2
    assert road.state == "ingetrokken"
    assert second.stappen.count() == 2


def test_the_texts_load_once_in_every_language_and_never_change(tmp_path):
    assert consent.load_consent_texts() == 30
    assert consent.load_consent_texts() == 0
    languages = set(Toestemmingstekst.objects.values_list("language", flat=True))
    assert languages == {
        "nl",
        "en",
        "pl",
        "ro",
        "bg",
        "uk",
        "ru",
        "de",
        "ar",
        "tr",
        "fr",
        "es",
        "hu",
        "it",
        "pt",
    }
    for text in Toestemmingstekst.objects.all():
        for part in ("{receiver}", "{fields}", "{purpose}", "{until}"):
            assert part in text.body, (text, part)
        assert len(text.labels["fields"]) == 11
        assert set(text.labels["buttons"]) == {"give", "refuse", "withdraw"}
    changed = tmp_path / "texts.yaml"
    changed.write_text((consent.DATA / "consent_texts.yaml").read_text().replace("Niets anders.", "Niets."))
    with pytest.raises(ValueError, match="raise its version"):
        consent.load_consent_texts(changed)


def test_the_basis_is_consent_unless_the_region_says_otherwise():
    road = place(soort="gemeente")
    regio = road.zaak.regio
    assert basis_for(regio, road.partij) == "toestemming"
    officer = member("fg", road.guide.partij)
    basis.change_basis("", basis="publieke-taak", explanation="Proef", by=officer, at=MOMENT)
    assert basis_for(regio, road.partij) == "publieke-taak"
    basis.change_basis("gemeente", basis="toestemming", explanation="", by=officer, at=MOMENT)
    assert basis_for(regio, road.partij) == "toestemming"
    assert {row.soort: row.is_set for row in bases_of(regio)}["uwv"] is False
    line = AuditLine.objects.filter(action="grondslag.changed").order_by("sequence").last()
    assert line.detail == {"soort": "gemeente", "van": "", "naar": "toestemming"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"partij_soort": "kerk"}, "partij_soort"),
        ({"basis": "zin"}, "basis"),
        ({"explanation": " "}, "explanation"),
        ({"explanation": "x" * 301}, "explanation"),
    ],
)
def test_a_basis_that_cannot_be_is_refused(changes, field):
    officer = member("fg", PartijFactory())
    values = {"partij_soort": "uwv", "basis": "publieke-taak", "explanation": "Wet SUWI"} | changes
    with pytest.raises(RuleError) as refusal:
        basis.change_basis(values.pop("partij_soort"), **values, by=officer, at=MOMENT)
    assert refusal.value.field == field
    assert not Grondslagregel.objects.exists()


def test_a_guide_does_not_set_the_basis():
    with pytest.raises(PermissionDenied):
        basis.change_basis(
            "uwv", basis="toestemming", explanation="", by=member("gids", PartijFactory()), at=MOMENT
        )
