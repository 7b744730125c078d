# SPDX-License-Identifier: EUPL-1.2
"""Pages of the editor: who may enter, rows without JavaScript, preview, conflict, history, words, counters."""

import pytest
from tests.factories import (
    MOMENT,
    AanbodFactory,
    GemeenteFactory,
    InstrumentFactory,
    PartijFactory,
    RegioFactory,
    RegioGemeenteFactory,
)

from werkregio.foundation.models import AuditLine
from werkregio.werkcentrum.models import Aanbod, Instrument, Loket, Woord
from werkregio.werkcentrum.queries.directory_content import content_of
from werkregio.werkcentrum.services.directory import new_version
from werkregio.werkcentrum.urls.editor import PAGES

pytestmark = pytest.mark.django_db


@pytest.fixture
def regio(settings):
    settings.DEFAULT_REGION = "hier"
    return RegioFactory(code="hier")


@pytest.fixture
def partij(regio):
    return PartijFactory(regio=regio)


@pytest.fixture
def editor(signed_in, partij):
    return signed_in("redacteur", partij=partij)


@pytest.fixture
def entry(regio):
    entry = InstrumentFactory(regio=regio, slug="hulp-bij-werk")
    new_version(entry, content_of(entry), by=None, at=MOMENT, reason="Geladen").save()
    return entry


def form_data(entry, **more):
    """What the browser sends for an entry, with `more` typed over it."""
    content = content_of(Instrument.objects.get(pk=entry.pk))
    data = {
        "version": entry.version,
        "slug": content["slug"],
        "use": content["use"],
        "status": content["status"],
        "need": content["needs"][0],
        "more_needs": content["needs"][1:],
        "audience": content["audience"],
        "costs_kind": content["costs_kind"],
        "source": content["source"],
        "as_of": content["as_of"],
        "verified": "on",
        "reason": "Beter",
        "feiten-TOTAL_FORMS": "0",
        "feiten-INITIAL_FORMS": "0",
        "voorwaarden-TOTAL_FORMS": "0",
        "voorwaarden-INITIAL_FORMS": "0",
    }
    for language, texts in content["texts"].items():
        data |= {f"{language}_{name}": text for name, text in texts.items()}
    return data | more


def address(entry, rest=""):
    return f"/en/redactie/{entry.pk}/{rest}"


@pytest.mark.parametrize("role", ["gids", "professional", "fg", "regiobeheerder"])
def test_other_roles_are_refused_everywhere(signed_in, partij, entry, role):
    client = signed_in(role, partij=partij)
    for rest in ("", "publiceren/", "beeindigen/", "geschiedenis/", "versie/1/", "aanbod/nieuw/"):
        assert client.get(address(entry, rest)).status_code == 404
    for path in ("", "nieuw/", "woorden/"):
        assert client.get(f"/en/redactie/{path}").status_code == 404


def test_an_editor_opens_every_page(editor, entry):
    for rest in ("", "publiceren/", "beeindigen/", "geschiedenis/", "versie/1/", "aanbod/nieuw/"):
        assert editor.get(address(entry, rest)).status_code == 200, rest
    for path in ("", "nieuw/", "woorden/", "woorden/?taal=nl&behoefte=werk-zoeken"):
        assert editor.get(f"/en/redactie/{path}").status_code == 200, path


def test_a_page_of_another_region_does_not_exist(editor):
    other = InstrumentFactory()
    assert editor.get(address(other)).status_code == 404
    assert editor.post(address(other), {}).status_code == 404


def test_every_address_names_the_right_it_needs():
    assert all(right.startswith("right:") for right, _kind in PAGES.values())


def test_the_list_shows_signals_and_filters_on_them(editor, regio, django_assert_max_num_queries):
    InstrumentFactory.create_batch(30, regio=regio)
    InstrumentFactory(regio=regio, verified=False, slug="onzeker", code="Z99")
    with django_assert_max_num_queries(26):
        text = editor.get("/en/redactie/").content.decode()
    assert "31 pages" in text
    text = editor.get("/en/redactie/?signaal=unverified").content.decode()
    assert "Z99" in text
    assert "1 page" in text
    assert "Not verified" in text
    assert "No page found" in editor.get("/en/redactie/?zoek=xqz").content.decode()


def test_a_change_is_saved_with_figures_and_conditions(editor, entry):
    data = form_data(entry, nl_what="U krijgt een gesprek.") | {
        "feiten-TOTAL_FORMS": "2",
        "feiten-0-label_nl": "Langste duur",
        "feiten-0-value": "3",
        "feiten-0-unit": "jaar",
        "feiten-0-as_of": "2026",
        "voorwaarden-TOTAL_FORMS": "1",
        "voorwaarden-0-text_nl": "U bent jonger dan 27.",
        "voorwaarden-0-kind": "hard",
        "voorwaarden-0-expression": "leeftijd < 27",
    }
    response = editor.post(address(entry), data)
    assert response.status_code == 302, response.content.decode()[:3000]
    assert entry.teksten.get(language="nl").what == "U krijgt een gesprek."
    (fact,) = entry.feiten.all()
    assert (fact.key, fact.value, fact.unit) == ("langste-duur", "3", "jaar")
    assert entry.voorwaarden.get().expression == "leeftijd < 27"


def test_adding_a_row_keeps_what_was_typed_and_judges_nothing(editor, entry):
    data = form_data(entry, nl_what="", reason="", act="add_fact") | {
        "feiten-TOTAL_FORMS": "1",
        "feiten-0-label_nl": "Half getypt",
    }
    text = editor.post(address(entry), data).content.decode()
    assert 'name="feiten-1-label_nl"' in text
    assert "Half getypt" in text
    assert 'aria-invalid="true"' not in text
    assert entry.wijzigingen.count() == 1


def test_errors_stand_at_their_field_and_nothing_is_lost(editor, entry):
    data = form_data(entry, nl_what="U krijgt € 50.", en_what="Kept text", slug="Fout Adres") | {
        "feiten-TOTAL_FORMS": "1",
        "feiten-0-label_nl": "Duur",
        "feiten-0-value": "drie",
        "feiten-0-unit": "jaar",
        "voorwaarden-TOTAL_FORMS": "1",
        "voorwaarden-0-text_nl": "Jong",
        "voorwaarden-0-kind": "hard",
        "voorwaarden-0-expression": "leeftijd <",
    }
    response = editor.post(address(entry), data)
    text = response.content.decode()
    assert response.status_code == 422
    assert "Kept text" in text
    for part in ("Move the amount", "Use only small letters", "cannot be read"):
        assert part in text


def test_a_preview_shows_the_page_and_stores_nothing(editor, entry):
    text = editor.post(
        address(entry), form_data(entry, en_what="Only a try.", act="preview")
    ).content.decode()
    assert text.count("Only a try.") == 2
    assert "Nothing is saved yet" in text
    assert entry.wijzigingen.count() == 1


def test_two_editors_on_one_page_lose_nothing(editor, signed_in, partij, entry):
    stale = form_data(entry, nl_what="Van de eerste.")
    other = signed_in("redacteur", partij=partij)
    assert other.post(address(entry), form_data(entry, en_next_step="From the other.")).status_code == 302
    response = editor.post(address(entry), stale)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Somebody else changed this page" in text
    assert "Van de eerste." in text
    assert text.count("From the other.") >= 1
    assert 'name="version" value="2"' in text
    entry.refresh_from_db()
    again = form_data(entry, nl_what="Van de eerste.")
    assert editor.post(address(entry), again).status_code == 302
    assert entry.teksten.get(language="nl").what == "Van de eerste."
    assert entry.teksten.get(language="en").next_step == "From the other."


def test_a_list_that_only_moved_is_no_change(editor, entry):
    entry.audience = ["werkgever", "werkende"]
    entry.save()
    editor.post(address(entry), form_data(entry, audience=["werkende", "werkgever"], nl_what="Anders."))
    entry.refresh_from_db()
    assert entry.audience == ["werkgever", "werkende"]


def test_history_shows_who_and_why_and_undo_works(editor, signed_in, partij, entry):
    editor.post(address(entry), form_data(entry, nl_what="Helemaal anders."))
    other = signed_in("redacteur", partij=partij)
    text = other.get(address(entry, "geschiedenis/")).content.decode()
    assert editor.user.name in text
    assert "Beter" in text
    assert "<del>" in text
    assert "<ins>" in text
    assert "What you get in Dutch" in text
    assert "texts.nl.what" not in text
    assert other.post(address(entry, "versie/2/"), {"reason": ""}).status_code == 422
    assert other.post(address(entry, "versie/2/"), {"reason": "Klopt niet"}).status_code == 302
    text = other.get(address(entry, "geschiedenis/")).content.decode()
    assert "Undoes version 2" in text
    assert "Klopt niet" in text
    assert other.get(address(entry, "versie/99/")).status_code == 404


def test_a_new_page_begins_as_a_draft_and_is_published(editor, regio):
    texts = {
        f"{language}_{name}": f"Text {name}."
        for language in ("nl", "en")
        for name in ("name", "summary", "what", "for_whom", "costs", "duration", "who_decides", "next_step")
    }
    data = texts | {
        "version": 0,
        "status": "concept",
        "use": "public",
        "need": "werk-zoeken",
        "audience": ["werkende"],
        "costs_kind": "free",
        "reason": "Nieuw",
        "feiten-TOTAL_FORMS": "0",
        "feiten-INITIAL_FORMS": "0",
        "voorwaarden-TOTAL_FORMS": "0",
        "voorwaarden-INITIAL_FORMS": "0",
    }
    assert editor.post("/en/redactie/nieuw/", data).status_code == 302
    entry = Instrument.objects.get(regio=regio)
    assert (entry.slug, entry.status) == ("text-name", "concept")
    response = editor.post(address(entry, "publiceren/"), {"version": 1, "reason": "Klaar"})
    assert response.status_code == 302
    response = editor.post(
        address(entry, "beeindigen/"), {"version": 2, "reason": "Stopt", "ended_on": "2026-12-31"}
    )
    assert response.status_code == 302
    entry.refresh_from_db()
    assert entry.status == "ended"


def test_an_offer_is_added_and_changed(editor, entry, regio):
    partner = PartijFactory(regio=regio, naam="Partner")
    data = {"partij": partner.pk, "route_person": "Loop binnen.", "active": "on", "languages": ["nl", "pl"]}
    assert editor.post(address(entry, "aanbod/nieuw/"), data).status_code == 302
    offer = Aanbod.objects.get(instrument=entry)
    assert (offer.route_person, offer.languages, offer.takes_referrals) == (
        "Loop binnen.",
        ["nl", "pl"],
        False,
    )
    assert editor.post(address(entry, "aanbod/nieuw/"), data).status_code == 422
    url = address(entry, f"aanbod/{offer.pk}/")
    assert editor.post(url, data | {"route_person": "Bel eerst."}).status_code == 302
    offer.refresh_from_db()
    assert offer.route_person == "Bel eerst."
    assert AuditLine.objects.filter(action="aanbod.saved").count() == 2
    elsewhere = AanbodFactory()
    assert editor.get(address(entry, f"aanbod/{elsewhere.pk}/")).status_code == 404


def test_words_are_tried_before_they_are_saved(editor, regio):
    url = "/en/redactie/woorden/?taal=nl&behoefte=geldzorgen-schulden"
    data = {"added": "flapperdrol", "questions": "ik zit met een flapperdrol"}
    text = editor.post(url, data | {"act": "preview"}).content.decode()
    assert "1 question would get another first subject" in text
    assert not Woord.objects.exists()
    assert editor.post(url, data | {"act": "save"}).status_code == 302
    assert Woord.objects.get(regio=regio).word == "flapperdrol"
    assert "flapperdrol" in editor.get(url).content.decode()
    assert editor.get("/en/redactie/woorden/?taal=xx&behoefte=werk-zoeken").status_code == 422


def test_the_region_administrator_keeps_the_counters(signed_in, partij, regio):
    place = GemeenteFactory(naam="Venlo", slug="venlo")
    RegioGemeenteFactory(regio=regio, gemeente=place)
    client = signed_in("regiobeheerder", partij=partij)
    rows = {"uitzonderingen-TOTAL_FORMS": "1", "uitzonderingen-INITIAL_FORMS": "0"}
    data = rows | {
        "naam": "Loket",
        "gemeente": place.gm_code,
        "ma": "9:00-12:30",
        "di": "closed",
        "languages": ["nl"],
        "uitzonderingen-0-date": "2026-12-25",
        "uitzonderingen-0-hours": "closed",
        "uitzonderingen-0-why_nl": "Kerst",
        "act": "save",
    }
    assert client.get("/en/beheer/loketten/nieuw/").status_code == 200
    wrong = client.post("/en/beheer/loketten/nieuw/", data | {"wo": "altijd"})
    assert wrong.status_code == 422
    assert "Kerst" in wrong.content.decode()
    more = client.post("/en/beheer/loketten/nieuw/", data | {"naam": "", "act": "add_row"}).content.decode()
    assert 'name="uitzonderingen-1-date"' in more
    assert client.post("/en/beheer/loketten/nieuw/", data).status_code == 302
    loket = Loket.objects.get()
    assert loket.hours == {"ma": ["09:00-12:30"], "di": []}
    assert loket.exceptions[0]["why"] == {"nl": "Kerst", "en": ""}
    assert client.get(f"/en/beheer/loketten/{loket.pk}/").status_code == 200
    assert AuditLine.objects.filter(action="loket.saved").exists()
    assert client.post(f"/en/beheer/loketten/{loket.pk}/", data | {"act": "remove"}).status_code == 302
    assert not Loket.objects.exists()


def test_counters_are_not_for_editors_or_other_regions(editor, signed_in, partij):
    elsewhere = Loket.objects.create(regio=RegioFactory(), gemeente=GemeenteFactory(), naam="Elders")
    assert editor.get("/en/beheer/loketten/").status_code == 404
    client = signed_in("regiobeheerder", partij=partij)
    assert client.get(f"/en/beheer/loketten/{elsewhere.pk}/").status_code == 404
