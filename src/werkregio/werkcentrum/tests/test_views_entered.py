# SPDX-License-Identifier: EUPL-1.2
"""A counter types for somebody, and afterwards sees only the steps of what it entered."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from tests.factories import MOMENT, LidmaatschapFactory, PartijFactory, RegioFactory, ZaakFactory

from werkregio.foundation.errors import RuleError
from werkregio.foundation.models import AuditLine
from werkregio.regio.permissions import Acting
from werkregio.regio.queries import acting_of
from werkregio.werkcentrum.models import Zaak, Zaakgebeurtenis
from werkregio.werkcentrum.queries import entered as queries
from werkregio.werkcentrum.queries.zaak import personal
from werkregio.werkcentrum.services import entered as services
from werkregio.werkcentrum.services import worklist
from werkregio.werkcentrum.services.erasure import erase
from werkregio.werkcentrum.services.intake import NewQuestion
from werkregio.werkcentrum.terms import Gebeurtenis

pytestmark = pytest.mark.django_db
NEW, LIST, CSV = "/nl/ingevoerd/nieuw/", "/nl/ingevoerd/", "/nl/ingevoerd/lijst.csv"
QUESTION = "Ik ben mijn baan kwijt en heb schulden."
FORM = {
    "form_key": "een-sleutel",
    "vraag": QUESTION,
    "vrager": "inwoner",
    "taal": "pl",
    "gemeente": "",
    "voornaam": "Zdzislaw",
    "weg": "bellen",
    "telefoon": "06 00000000",
    "email": "",
    "told": "on",
}


@pytest.fixture
def regio():
    return RegioFactory()


@pytest.fixture
def library(signed_in, regio):
    return signed_in("loketmedewerker", regio=regio, soort="bibliotheek", naam="Bieb de Letter")


@pytest.fixture
def guide(signed_in, regio):
    return signed_in("gids", regio=regio, soort="werkcentrum", naam="Werkcentrum Zuid")


def acting(client) -> Acting:
    return acting_of(client.user, client.partij.pk, on=MOMENT.date())


def references(page):
    return [row.reference for row in page.context["rows"]]


def test_a_question_goes_to_the_list_of_the_guides_without_owner(library, guide, regio):
    page = library.post(NEW, FORM)
    zaak = Zaak.objects.get()
    text = page.content.decode()
    assert page.context["code"] in text
    assert (zaak.owner, zaak.opened_partij, zaak.channel) == (None, library.partij, "partner")
    assert (zaak.regio, zaak.language, zaak.opened_by) == (regio, "pl", library.user)
    assert personal(zaak).vraag == QUESTION
    assert "Zdzislaw" not in text
    assert QUESTION not in text
    assert references(guide.get("/nl/werk/?lijst=vrij")) == [zaak.reference]
    kinds = list(Zaakgebeurtenis.objects.values_list("kind", "organisation"))
    assert kinds == [("geopend", f"partij:{library.partij.pk}")]
    line = AuditLine.objects.get(action="zaak.open")
    assert (line.organisation, line.subject) == (f"partij:{library.partij.pk}", zaak.subject)
    assert QUESTION not in str(line.detail)
    guide.post(f"/nl/werk/zaak/{zaak.reference}/nemen/")
    assert "Bieb de Letter" in guide.get(f"/nl/werk/zaak/{zaak.reference}/").content.decode()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"told": ""}, "told"),
        ({"vraag": "Mijn BSN is 111222333."}, "vraag"),
        ({"voornaam": "Jan 111222333"}, "voornaam"),
        ({"vraag": " "}, "vraag"),
        ({"telefoon": ""}, "telefoon"),
        ({"weg": ""}, "weg"),
        ({"weg": "email"}, "email"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_kept(library, change, field):
    page = library.post(NEW, FORM | change)
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert not Zaak.objects.exists()
    if field != "vraag":
        assert QUESTION in page.content.decode()


def test_a_second_press_gives_the_same_code_and_later_none(library):
    first = library.post(NEW, FORM).context["code"]
    assert library.post(NEW, FORM).context["code"] == first
    assert Zaak.objects.count() == 1
    question = NewQuestion(vraag=QUESTION, reach_by="bellen", phone="06 00000000")
    later = services.enter_question(
        question, told=True, form_key="een-sleutel", by=acting(library), at=MOMENT + timedelta(minutes=2)
    )
    assert (later.again, later.code, Zaak.objects.count()) == (True, None, 1)


def test_the_same_key_of_somebody_else_is_another_question(library, signed_in):
    other = signed_in("loketmedewerker", partij=library.partij)
    library.post(NEW, FORM)
    other.post(NEW, FORM)
    assert Zaak.objects.count() == 2


def test_danger_shows_numbers_before_anything_is_kept(library):
    form = FORM | {"vraag": "Mijn man slaat mij en ik ben bang.", "taal": "nl"}
    page = library.post(NEW, form)
    assert "tel:112" in page.content.decode()
    assert not Zaak.objects.exists()
    seen = page.context["gezien"]
    # The sign is of these words only.
    again = library.post(NEW, form | {"vraag": "Mijn vader slaat mij elke dag.", "gezien": seen})
    assert "tel:112" in again.content.decode()
    library.post(NEW, form | {"gezien": seen})
    zaak = Zaak.objects.get()
    assert zaak.danger
    assert zaak.next_step_due == MOMENT.date()


def test_the_service_refuses_who_may_not_and_who_did_not_tell(library, guide):
    question = NewQuestion(vraag=QUESTION)
    with pytest.raises(PermissionDenied):
        services.enter_question(question, told=True, form_key="a", by=acting(guide), at=MOMENT)
    with pytest.raises(PermissionDenied):
        services.record_export(1, by=acting(guide), at=MOMENT)
    with pytest.raises(RuleError) as refused:
        services.enter_question(question, told=False, form_key="a", by=acting(library), at=MOMENT)
    assert refused.value.field == "told"
    assert not Zaak.objects.exists()


def test_nothing_else_of_the_case_is_reachable(library):
    library.post(NEW, FORM)
    zaak = Zaak.objects.get()
    base = f"/nl/werk/zaak/{zaak.reference}/"
    closed = [base, base + "advies/", "/nl/werk/", "/nl/werk/nieuw/", "/nl/werk/lijst.csv"]
    closed += ["/nl/postvak/", "/nl/werk/berichten/", "/nl/logboek/", "/nl/werkgevers/", "/nl/tellingen/"]
    for url in closed:
        assert library.get(url).status_code == 404, url
    for act in ("nemen/", "doen/", "code/", "reden/"):
        assert library.post(base + act).status_code == 404, act
    assert library.get(f"{LIST}{zaak.reference}/").status_code == 200


def test_another_organisation_and_another_region_see_nothing(library, signed_in, regio):
    library.post(NEW, FORM)
    reference = Zaak.objects.get().reference
    neighbour = signed_in("loketmedewerker", regio=regio, soort="schuldhulp")
    abroad = signed_in("loketmedewerker", regio=RegioFactory(), soort="bibliotheek")
    for other in (neighbour, abroad):
        assert references(other.get(LIST)) == []
        assert other.get(f"{LIST}{reference}/").status_code == 404
        assert reference not in other.get(CSV).content.decode()
    # A colleague at the same counter goes on where the first one stopped.
    colleague = signed_in("loketmedewerker", partij=library.partij)
    assert references(colleague.get(LIST)) == [reference]


def test_a_guide_has_no_list_of_entered_questions(guide):
    for url in (NEW, LIST, CSV):
        assert guide.get(url).status_code == 404


def test_the_steps_say_what_happened_and_nothing_more(library, guide):
    library.post(NEW, FORM)
    zaak = Zaak.objects.get()
    worklist.take(zaak.pk, by=acting(guide), at=MOMENT)
    for kind, detail in (
        (Gebeurtenis.GESPREK, {}),
        (Gebeurtenis.BEHOEFTE_GEKOZEN, {"need": "schulden"}),
        (Gebeurtenis.DOORVERWIJZING, {"stap": "concept"}),
        (Gebeurtenis.DOORVERWIJZING, {"stap": "verzonden"}),
    ):
        Zaakgebeurtenis.objects.create(
            zaak=zaak, kind=kind, at=MOMENT + timedelta(hours=1), actor="user:1", detail=detail
        )
    page = library.get(f"{LIST}{zaak.reference}/")
    assert len(page.context["steps"]) == 3
    text = page.content.decode()
    assert "Werkcentrum Zuid" in text
    for hidden in (QUESTION, "Zdzislaw", "06 00000000", guide.user.name, "schulden"):
        assert hidden not in text


def test_search_filter_and_sort(library, regio):
    old, new = (
        ZaakFactory(regio=regio, opened_partij=library.partij, opened_at=MOMENT - timedelta(days=days))
        for days in (9, 1)
    )
    Zaakgebeurtenis.objects.create(zaak=new, kind="geopend", at=MOMENT, actor="user:1")
    Zaakgebeurtenis.objects.create(zaak=old, kind="geopend", at=MOMENT, actor="user:1")
    Zaakgebeurtenis.objects.create(zaak=old, kind="ingetrokken", at=MOMENT, actor="persoon")
    assert references(library.get(LIST)) == [new.reference, old.reference]
    assert references(library.get(LIST, {"sort": "oudste"})) == [old.reference, new.reference]
    assert references(library.get(LIST, {"sort": "status"})) == [new.reference, old.reference]
    assert references(library.get(LIST, {"status": "ingetrokken"})) == [old.reference]
    assert references(library.get(LIST, {"vanaf": f"{MOMENT - timedelta(days=2):%Y-%m-%d}"})) == [
        new.reference
    ]
    assert references(library.get(LIST, {"q": old.reference.lower().replace("-", " ")})) == [old.reference]
    assert references(library.get(LIST, {"q": "zdzislaw"})) == []
    assert library.get(LIST, {"vanaf": "onzin", "status": "x", "page": "q"}).status_code == 200


def test_the_table_holds_numbers_and_is_written_down(library):
    library.post(NEW, FORM)
    content = library.get(CSV).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert rows[0] == ["nummer", "ingevoerd op", "status", "bij organisatie"]
    assert rows[1][:2] == [Zaak.objects.get().reference, f"{MOMENT:%Y-%m-%d}"]
    assert QUESTION not in content
    assert AuditLine.objects.get(action="loket.export").detail == {"count": 1}


def test_an_erased_question_is_gone_from_the_list(library):
    library.post(NEW, FORM)
    zaak = Zaak.objects.get()
    erase(zaak.pk, state="ingetrokken", reason="test", at=MOMENT)
    zaak.refresh_from_db()
    assert zaak.opened_partij is None
    assert references(library.get(LIST)) == []
    assert library.get(f"{LIST}{zaak.reference}/").status_code == 404


def test_the_person_sees_which_counter_typed_it(library, client):
    code = library.post(NEW, FORM).context["code"]
    client.post("/nl/mijn-vraag/", {"code": code})
    text = client.get("/nl/mijn-vraag/").content.decode()
    assert "Bieb de Letter" in text
    assert client.post("/nl/mijn-vraag/kopie/").json()["ingevoerd_door"] == "Bieb de Letter"


def test_the_number_of_queries_does_not_grow(library, guide, regio, django_assert_num_queries):
    def make(n):
        for _number in range(n):
            ZaakFactory(regio=regio, opened_partij=library.partij, owner=guide.user)

    make(3)
    with django_assert_num_queries(11):
        library.get(LIST)
    make(27)
    with django_assert_num_queries(11):
        page = library.get(LIST)
    assert (len(page.context["rows"]), page.context["count"]) == (25, 30)


def test_of_a_guide_at_two_organisations_one_is_named(library, guide, regio):
    LidmaatschapFactory(user=guide.user, role="gids", partij=PartijFactory(regio=regio, naam="Gemeente X"))
    ZaakFactory(regio=regio, opened_partij=library.partij, owner=guide.user)
    keys, states = queries.list_entered(acting(library), queries.Wanted())
    assert queries.rows(keys, states, on=MOMENT.date())[0].organisation == "Werkcentrum Zuid"
