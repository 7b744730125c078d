# SPDX-License-Identifier: EUPL-1.2
"""The conversation page: every read is written down, nothing typed is lost."""

import pytest
from django.test import Client
from tests.factories import MOMENT, BehoefteFactory, InstrumentFactory, ZaakFactory

from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Afspraak, Toevoeging
from werkregio.werkcentrum.queries.zaak import needs_with_end

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(signed_in):
    return signed_in("gids")


@pytest.fixture
def zaak(guide):
    return ZaakFactory(
        regio=guide.partij.regio,
        owner=guide.user,
        next_step="terugbellen",
        next_step_due=MOMENT.date(),
        gegevens={"naam": "Fatima A.", "vraag": "Ik wil van zorg naar administratie."},
    )


def url(zaak, tail=""):
    return f"/nl/werk/zaak/{zaak.reference}/{tail}"


def do(guide, zaak, act, **fields):
    return guide.post(url(zaak, "doen/"), {"act": act, "version": zaak.version, **fields})


def reads(zaak):
    return list(
        AuditLine.objects.filter(action="zaak.read", subject=zaak.subject).values_list("reason", flat=True)
    )


def test_the_own_case_is_read_with_a_line(guide, zaak):
    page = guide.get(url(zaak))
    text = page.content.decode()
    assert "Fatima A." in text
    assert "06 00000000" in text
    assert "van zorg naar administratie" in text
    assert reads(zaak) == ["eigen-zaak"]
    assert page["Cache-Control"].startswith("max-age=0")


def test_a_page_that_fails_leaves_no_line_and_shows_nothing(guide, zaak, monkeypatch):
    monkeypatch.setattr("werkregio.werkcentrum.services.zaak.audit.record", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        guide.get(url(zaak))
    assert reads(zaak) == []


def test_the_case_of_a_colleague_asks_why_first(zaak, guide, signed_in):
    colleague = signed_in("gids", partij=guide.partij)
    first = colleague.get(url(zaak))
    assert "Fatima" not in first.content.decode()
    assert reads(zaak) == []
    assert colleague.post(url(zaak, "reden/"), {"reason": "onzin"}).status_code == 422
    colleague.post(url(zaak, "reden/"), {"reason": "waarneming"})
    assert "Fatima" in colleague.get(url(zaak)).content.decode()
    assert reads(zaak) == ["waarneming"]


def test_a_question_of_nobody_can_be_looked_at(guide):
    zaak = ZaakFactory(regio=guide.partij.regio)
    assert guide.get(url(zaak)).status_code == 200
    assert reads(zaak) == ["nieuwe-vraag"]


@pytest.mark.parametrize("role", ["professional", "redacteur", "fg", "partnerbeheerder", "regiobeheerder"])
@pytest.mark.parametrize("tail", ["", "advies/", "code/"])
def test_nobody_else_comes_in(zaak, guide, signed_in, role, tail):
    assert signed_in(role, partij=guide.partij).get(url(zaak, tail)).status_code in (403, 404)
    assert reads(zaak) == []


def test_a_visitor_is_sent_to_sign_in(zaak):
    response = Client(HTTP_HOST="localhost").get(url(zaak))
    assert response.status_code == 302
    assert "Fatima" not in response.content.decode()


def test_note_and_next_step(guide, zaak):
    response = do(
        guide, zaak, "note", **{"note-text": "Gebeld.", "note-code": "gesprek", "note-due": "2026-12-01"}
    )
    assert response.status_code == 302
    zaak.refresh_from_db()
    assert (zaak.next_step, zaak.next_step_due.isoformat()) == ("gesprek", "2026-12-01")
    assert "Gebeld." in guide.get(url(zaak)).content.decode()


def test_a_stale_page_keeps_what_was_typed(guide, zaak):
    do(guide, zaak, "note", **{"note-text": "Eerste."})
    late = do(guide, zaak, "note", **{"note-text": "Een heel verhaal."})
    assert late.status_code == 422
    assert "Een heel verhaal." in late.content.decode()
    assert Toevoeging.objects.count() == 1
    zaak.refresh_from_db()
    do(guide, zaak, "note", **{"note-text": "Een heel verhaal."})
    assert Toevoeging.objects.count() == 2


def test_a_need_is_confirmed_or_chosen_otherwise(guide, zaak):
    behoefte = BehoefteFactory(zaak=zaak, suggested=[{"code": "werk-zoeken", "score": 0.6}])
    name = f"need-{behoefte.pk}"
    response = do(
        guide,
        zaak,
        "need",
        behoefte=behoefte.pk,
        **{
            f"{name}-need": "loopbaanadvies",
            f"{name}-goal": "Iets met cijfers.",
            f"{name}-urgency": "rustig",
            f"{name}-obstacles": ["taal", "vervoer"],
        },
    )
    assert response.status_code == 302
    behoefte.refresh_from_db()
    assert (behoefte.need, behoefte.obstacles) == ("loopbaanadvies", ["taal", "vervoer"])
    text = guide.get(url(zaak)).content.decode()
    assert "Iets met cijfers." in text


def test_a_bsn_in_a_goal_is_refused_beside_its_field(guide, zaak):
    behoefte = BehoefteFactory(zaak=zaak)
    name = f"need-{behoefte.pk}"
    page = do(
        guide,
        zaak,
        "need",
        behoefte=behoefte.pk,
        **{f"{name}-need": "werk-zoeken", f"{name}-goal": "Nummer 111222333", f"{name}-urgency": "week"},
    )
    assert page.status_code == 422
    assert "goal" in page.context["form"].errors
    assert page.context["blocks"][0]["open"] == "edit"


def test_an_agreement_is_made_and_done(guide, zaak):
    behoefte = BehoefteFactory(zaak=zaak)
    name = f"agree-{behoefte.pk}"
    do(
        guide,
        zaak,
        "agree",
        behoefte=behoefte.pk,
        **{f"{name}-what": "Stuurt cv", f"{name}-who": "persoon", f"{name}-due": "2026-11-30"},
    )
    zaak.refresh_from_db()
    do(guide, zaak, "done", afspraak=Afspraak.objects.get().pk)
    assert Afspraak.objects.get().done_at is not None


def test_closing_a_need_says_what_is_missing(guide, zaak):
    behoefte = BehoefteFactory(zaak=zaak)
    name = f"close_need-{behoefte.pk}"
    page = do(guide, zaak, "close_need", behoefte=behoefte.pk, **{f"{name}-ground": "beantwoord"})
    assert page.status_code == 422
    assert "person_confirmed" in page.context["form"].errors
    page = do(guide, zaak, "close_need", behoefte=behoefte.pk, **{f"{name}-ground": "volgende-stap"})
    assert "next_step" in page.context["form"].errors
    do(
        guide,
        zaak,
        "close_need",
        behoefte=behoefte.pk,
        **{f"{name}-ground": "beantwoord", f"{name}-person_confirmed": "on"},
    )
    assert needs_with_end(zaak)[0].is_closed
    zaak.refresh_from_db()
    assert do(guide, zaak, "close").status_code == 302
    zaak.refresh_from_db()
    assert zaak.closed_at == MOMENT


def test_hand_over_put_back_take_over(guide, zaak, signed_in):
    colleague = signed_in("gids", partij=guide.partij)
    assert do(guide, zaak, "hand_over", **{"hand_over-to": colleague.user.pk}).url == "/nl/werk/"
    zaak.refresh_from_db()
    assert zaak.owner == colleague.user
    guide.post(url(zaak, "reden/"), {"reason": "contact"})
    do(guide, zaak, "take_over", reason="waarneming")
    zaak.refresh_from_db()
    assert zaak.owner == guide.user
    do(guide, zaak, "put_back")
    zaak.refresh_from_db()
    assert zaak.owner is None


def test_a_guide_of_another_region_cannot_be_chosen(guide, zaak, signed_in):
    stranger = signed_in("gids")
    assert do(guide, zaak, "hand_over", **{"hand_over-to": stranger.user.pk}).status_code == 422


def test_unknown_acts_and_keys_do_nothing(guide, zaak):
    other = BehoefteFactory()
    assert do(guide, zaak, "onzin").status_code == 404
    assert do(guide, zaak, "done", afspraak="99999").status_code == 404
    name = f"agree-{other.pk}"
    assert (
        do(
            guide, zaak, "agree", behoefte=other.pk, **{f"{name}-what": "x", f"{name}-who": "gids"}
        ).status_code
        == 404
    )


def test_contact_is_corrected_without_keeping_the_old(guide, zaak):
    do(
        guide,
        zaak,
        "contact",
        **{
            "contact-naam": "Fatima B.",
            "contact-weg": "email",
            "contact-email": "f@voorbeeld.example",
            "contact-taal": "en",
        },
    )
    zaak.refresh_from_db()
    zaak.gegevens.refresh_from_db()
    kept = zaak.unseal(zaak.gegevens.sealed)
    assert kept["naam"] == "Fatima B."
    assert "telefoon" not in kept
    assert zaak.language == "en"
    assert "Fatima" not in str(AuditLine.objects.get(action="zaak.correct").detail)


def test_a_new_code_is_asked_for_and_shown_once(guide, zaak):
    assert "code" not in guide.get(url(zaak, "code/")).context
    page = guide.post(url(zaak, "code/"), {"version": zaak.version})
    assert page.context["code"] in page.content.decode()
    assert guide.post(url(zaak, "code/"), {"version": zaak.version}).status_code == 302


def test_the_plan_is_in_the_language_of_the_person(guide, zaak):
    InstrumentFactory(regio=zaak.regio, needs=["werk-zoeken"], use="public")
    InstrumentFactory(regio=zaak.regio, needs=["werk-zoeken"], use="professional", code="GEHEIM")
    BehoefteFactory(zaak=zaak)
    zaak.language = "pl"
    zaak.save()
    text = guide.get(url(zaak, "advies/")).content.decode()
    assert "Your plan" in text
    assert "Help with work" in text
    assert "GEHEIM" not in text
    assert 'lang="nl"' in guide.get(url(zaak, "advies/?taal=nl")).content.decode()
    assert AuditLine.objects.filter(action="zaak.advice").count() == 2


def test_a_link_by_key_leads_to_the_number(guide, zaak):
    assert guide.get(f"/nl/werk/zaak/{zaak.pk}/").url == url(zaak)


def test_a_case_whose_key_is_gone_is_still_a_page(guide, zaak):
    BehoefteFactory(zaak=zaak)
    zaak.sleutel.delete()
    page = guide.get(url(zaak))
    assert page.status_code == 200
    assert "Fatima" not in page.content.decode()


def test_the_number_of_queries_does_not_grow(guide, zaak, django_assert_num_queries):
    def fill(n):
        for _x in range(n):
            behoefte = BehoefteFactory(zaak=zaak)
            Afspraak.objects.create(
                behoefte=behoefte,
                sealed=zaak.seal("Bellen"),
                who="gids",
                created_at=MOMENT,
                due=MOMENT.date(),
            )
            Toevoeging.objects.create(zaak=zaak, at=MOMENT, author="gids", sealed=zaak.seal("Notitie"))

    InstrumentFactory(regio=zaak.regio)
    fill(3)
    guide.get(url(zaak))
    with django_assert_num_queries(36):
        guide.get(url(zaak))
    fill(27)
    with django_assert_num_queries(36):
        guide.get(url(zaak))


def test_a_note_typed_while_a_colleague_took_over_is_shown_back(guide, zaak, signed_in):
    colleague = signed_in("gids", partij=guide.partij)
    zaak.owner = colleague.user
    zaak.save()
    page = do(guide, zaak, "note", **{"note-text": "Een heel verhaal van vijf minuten."})
    text = page.content.decode()
    assert "Een heel verhaal van vijf minuten." in text
    assert "Fatima" not in text
    assert not Toevoeging.objects.exists()
