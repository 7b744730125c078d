# SPDX-License-Identifier: EUPL-1.2
"""Pages of appointments: who may enter, what they show and do not show, wrong input, a fixed number of queries."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from tests.factories import MOMENT, LoketFactory, PartijFactory, ZaakFactory

from werkregio.foundation import clock, secrets
from werkregio.werkcentrum.models import Afspraakinstelling, Afwezigheid, Boeking, Tijdkeuze, Tijdvak, Zaak
from werkregio.werkcentrum.services import appointment_choice, appointment_presence, appointments
from werkregio.werkcentrum.services.worklist import CODE_TERM, code_hash

from .appointment_place import counter
from .referral_road import member, place, walk

pytestmark = pytest.mark.django_db
HOST = "localhost"


@pytest.fixture
def here():
    found = counter()
    found.loket.regio.hosts = [HOST]
    found.loket.regio.save()
    return found


def client_of(acting):
    client = Client(HTTP_HOST=HOST)
    client.force_login(acting.user)
    return client


@pytest.fixture
def guide(here):
    return client_of(here.guide)


def url(name, **kwargs):
    return reverse(f"werkcentrum:{name}", kwargs=kwargs)


def text(response):
    return response.content.decode()


def book(here, slot=None, **fields):
    return appointments.book(here.zaak.pk, (slot or here.slot()).pk, by=here.guide, at=MOMENT, **fields)


# Slots


def slots_form(here, **changed):
    fields = {
        "soort": "gesprek",
        "plaats": "loket",
        "loket": here.loket.pk,
        "guide": here.guide.user.pk,
        "first": "2026-11-25",
        "last": "",
        "begin": "09:00",
        "finish": "11:00",
        "minutes": "45",
        "pause": "15",
        "capacity": "1",
        "self_book": "on",
    }
    return fields | changed


def test_a_guide_sees_first_what_is_made_and_then_makes_it(here, guide):
    shown = guide.post(url("slots_new"), slots_form(here) | {"act": "preview"})
    assert shown.status_code == 200
    assert not Tijdvak.objects.exists()
    preview = shown.context["preview"]
    assert [f"{row['slot'].start:%H:%M}" for row in preview] == ["09:00", "10:00"]
    made = slots_form(here) | {"act": "make", "series": shown.context["series"], "slot": preview[0]["key"]}
    response = guide.post(url("slots_new"), made)
    assert response.status_code == 302
    assert Tijdvak.objects.get().start == preview[0]["slot"].start
    guide.post(url("slots_new"), made)
    assert Tijdvak.objects.count() == 1


def test_the_preview_leaves_out_what_would_be_double_and_warns(here, guide):
    here.slot(start=MOMENT.replace(day=25, hour=9))
    shown = guide.post(url("slots_new"), slots_form(here, begin="08:00") | {"act": "preview"})
    rows = {f"{row['slot'].start:%H:%M}": row for row in shown.context["preview"]}
    assert rows["09:00"]["overlaps"]
    assert not rows["09:00"]["chosen"]
    assert rows["08:00"]["slot"].outside_hours


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"first": ""}, "first"),
        ({"first": "2026-11-01"}, "first"),
        ({"last": "2026-11-24"}, "last"),
        ({"last": "2027-11-24", "weekdays": ["0"]}, "last"),
        ({"last": "2026-12-24"}, "weekdays"),
        ({"finish": "08:00"}, "finish"),
        ({"begin": ""}, "begin"),
        ({"loket": ""}, "loket"),
        ({"loket": "999999"}, "loket"),
        ({"plaats": "telefoon", "begin": "", "finish": ""}, "begin"),
        ({"minutes": "5"}, "minutes"),
        ({"begin": "vroeg"}, "begin"),
    ],
)
def test_wrong_input_stands_at_its_field_and_is_kept(here, guide, changed, field):
    response = guide.post(url("slots_new"), slots_form(here, title="Blijft staan", **changed))
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "Blijft staan" in text(response)


def test_a_counter_that_is_not_the_own_one_cannot_be_chosen(here):
    elsewhere = PartijFactory(regio=here.loket.regio, soort="gemeente", gemeente=LoketFactory().gemeente)
    client = client_of(member("gids", elsewhere))
    assert client.post(url("slots_new"), slots_form(here)).status_code == 422
    assert client.get(url("counter_day", pk=here.loket.pk)).status_code == 404


def test_the_week_shows_the_own_people_and_of_colleagues_only_free_or_busy(here, guide):
    book(here)
    assert "Noor" in text(guide.get(url("agenda")))
    theirs = text(client_of(here.colleague).get(url("agenda")))
    assert "Noor" not in theirs
    assert here.guide.user.name in theirs


@pytest.mark.parametrize("week", ["", "2026-12-01", "onzin", "0001-01-01", "9999-12-31"])
def test_any_week_can_be_asked(here, guide, week):
    assert guide.get(url("agenda"), {"week": week}).status_code == 200
    assert guide.get(url("interpreters"), {"week": week}).status_code == 200


def test_one_slot_can_be_changed_handed_over_and_taken_back(here, guide):
    slot = here.slot(soort="workshop", title="Cv", capacity=3)
    page = url("slot", pk=slot.pk)
    assert guide.post(page, {"act": "change", "title": "", "capacity": "3"}).status_code == 422
    assert guide.post(page, {"act": "change", "title": "Brief", "capacity": "2"}).status_code == 302
    assert guide.post(page, {"act": "hand_over", "guide": ""}).status_code == 422
    assert guide.post(page, {"act": "hand_over", "guide": here.colleague.user.pk}).status_code == 302
    book(here, slot)
    assert guide.post(page, {"act": "take_back"}).status_code == 422
    assert guide.post(page, {"act": "take_back_all"}).status_code == 302
    slot.refresh_from_db()
    assert (slot.title, slot.guide, slot.taken_back_at) == ("Brief", here.colleague.user, MOMENT)
    assert guide.post(page, {"act": "iets"}).status_code == 404


# A case


def test_a_guide_books_moves_and_cancels_from_the_case(here, guide):
    slot, other = here.slot(), here.slot(5)
    page = url("book", reference=here.zaak.reference)
    assert url("book", reference=here.zaak.reference) in text(
        guide.get(url("zaak", reference=here.zaak.reference))
    )
    assert guide.post(page, {"tijdvak": ""}).status_code == 422
    assert guide.post(page, {"tijdvak": slot.pk, "interpreter": "pl"}).status_code == 302
    made = Boeking.objects.get()
    own = url("appointment", pk=made.pk)
    assert guide.post(own, {"act": "move", "tijdvak": other.pk}).status_code == 302
    assert guide.post(own, {"act": "move", "tijdvak": other.pk}).status_code == 422
    assert guide.post(own, {"act": "interpreter", "interpreter": "ar"}).status_code == 302
    assert guide.post(own, {"act": "confirm"}).status_code == 302
    assert guide.post(own, {"act": "cancel_person"}).status_code == 302
    assert guide.post(own, {"act": "cancel"}).status_code == 422
    assert [event.kind for event in made.gebeurtenissen.all()] == [
        "gemaakt",
        "verzet",
        "bevestigd",
        "afgezegd-persoon",
    ]


def test_the_times_can_be_filtered(here, guide):
    here.slot(languages=["pl"])
    page = url("book", reference=here.zaak.reference)
    assert len(guide.get(page, {"taal": "pl"}).context["times"]) == 1
    assert guide.get(page, {"taal": "ar"}).context["times"] == []
    assert len(guide.get(page, {"loket": here.loket.pk, "guide": here.guide.user.pk}).context["times"]) == 1
    assert guide.get(page, {"guide": here.colleague.user.pk}).context["times"] == []
    assert guide.get(page, {"loket": "x", "soort": "feest"}).status_code == 200


def test_without_a_hand_over_the_page_says_so(here, guide):
    here.slot(soort="driegesprek")
    page = guide.get(url("book", reference=here.zaak.reference), {"soort": "driegesprek"})
    assert page.context["no_referral"]


def test_the_letter_is_in_the_language_of_the_person_or_another_one(here, guide):
    Zaak.objects.filter(pk=here.zaak.pk).update(language="pl")
    made = book(here)
    page = url("appointment_letter", pk=made.pk)
    polish = guide.get(page)
    assert "Rozmowa w Werkcentrum" in text(polish)
    assert "Noor Verzonnen" in text(polish)
    assert 'dir="rtl"' in text(guide.get(page, {"taal": "ar"}))
    assert guide.get(page, {"taal": "xx"}).status_code == 200


def test_a_guide_of_another_region_and_a_partner_find_nothing(here):
    made = book(here)
    for acting in (counter().guide, member("professional", here.guide.partij)):
        client = client_of(acting)
        for name in ("appointment", "appointment_letter", "appointment_calendar"):
            assert client.get(url(name, pk=made.pk)).status_code == 404
        assert client.post(url("presence", pk=made.pk), {"act": "binnen"}).status_code == 404
        assert client.get(url("slot", pk=made.tijdvak_id)).status_code == 404


# The counter


def test_somebody_walks_in_in_two_clicks(here, guide):
    page = url("counter_day", pk=here.loket.pk)
    found = guide.post(page, {"wie": "Noor"})
    assert [match.reference for match in found.context["matches"]] == [here.zaak.reference]
    response = guide.post(url("walk_in", pk=here.loket.pk), {"nummer": here.zaak.reference})
    assert response.status_code == 302
    shown = guide.get(page)
    assert [row.first_name for row in shown.context["here"]] == ["Noor"]
    assert "Noor Verzonnen" not in text(shown)
    assert guide.post(url("walk_in", pk=here.loket.pk), {"nummer": "W-99-00000"}).status_code == 404


def test_the_buttons_of_the_day_list_go_back_to_it_and_nowhere_else(here, guide):
    made = book(here, here.slot(start=MOMENT + timedelta(hours=1)))
    day = url("counter_day", pk=here.loket.pk)
    for back, target in ((day, day), ("https://elders.example/", url("appointment", pk=made.pk))):
        response = guide.post(url("presence", pk=made.pk), {"act": "binnen", "terug_naar": back})
        assert response["Location"] == target
    assert guide.post(url("presence", pk=made.pk), {"act": "anders"}).status_code == 404
    assert guide.get(day).context["here"]
    guide.post(url("presence", pk=made.pk), {"act": "terug"})
    assert guide.get(day).context["expected"]


@pytest.mark.parametrize("day", ["", "2026-11-25", "morgen", "1900-01-01"])
def test_any_day_can_be_asked(here, guide, day):
    assert guide.get(url("counter_day", pk=here.loket.pk), {"dag": day}).status_code == 200


def test_with_one_counter_there_is_nothing_to_choose(here, guide):
    assert guide.get(url("counter"))["Location"] == url("counter_day", pk=here.loket.pk)
    LoketFactory(regio=here.loket.regio)
    assert guide.get(url("counter")).status_code == 200


def _full_day(here, number):
    for step in range(number):
        slot = here.slot(start=MOMENT + timedelta(minutes=10 * step), end=MOMENT + timedelta(hours=6))
        appointments.book(here.other_zaak().pk, slot.pk, by=here.guide, interpreter="pl", at=MOMENT)


@pytest.mark.parametrize("number", [3, 30])
def test_the_number_of_queries_does_not_grow_with_the_list(
    here, guide, number, django_assert_max_num_queries
):
    _full_day(here, number)
    for page, most in (
        (url("counter_day", pk=here.loket.pk), 12),
        (url("agenda"), 16),
        (url("interpreters"), 9),
    ):
        with django_assert_max_num_queries(most):
            assert guide.get(page).status_code == 200


# Interpreters, days off, settings, counts


def test_who_arranges_interpreters_ticks_them_off(here, guide):
    made = book(here, interpreter="pl")
    page = url("interpreters")
    shown = guide.get(page)
    assert "Polski" in text(shown)
    assert "Noor" not in text(shown)
    assert guide.post(page, {"boeking": made.pk, "act": "arranged"}).status_code == 302
    assert guide.get(page).context["to_arrange"] == 0
    for wrong in ("", "x", "9" * 30, "0"):
        assert guide.post(page, {"boeking": wrong}).status_code == 404


def test_days_off_with_what_is_left_to_hand_over(here, guide):
    made = book(here)
    day = made.tijdvak.start.date().isoformat()
    page = url("absence")
    typed = {"act": "add", "guide": here.guide.user.pk, "first_day": day, "last_day": day}
    assert guide.post(page, typed | {"last_day": "2020-01-01"}).status_code == 422
    assert guide.post(page, typed).status_code == 302
    shown = guide.get(page)
    assert [one.pk for one in shown.context["rows"][0]["people"]] == [made.pk]
    give = {"act": "hand_over", "slot": made.tijdvak_id, "guide": here.colleague.user.pk}
    assert guide.post(page, give | {"guide": ""}).status_code == 422
    assert guide.post(page, give).status_code == 302
    assert guide.get(page).context["rows"][0]["people"] == []
    assert guide.post(page, {"act": "end", "absence": Afwezigheid.objects.get().pk}).status_code == 302
    assert guide.post(page, {"act": "end", "absence": "1"}).status_code == 404


def test_questions_with_a_step_in_the_days_off_go_to_a_colleague(here, guide):
    def due(zaak, days):
        Zaak.objects.filter(pk=zaak.pk).update(next_step_due=MOMENT.date() + timedelta(days=days))
        return zaak

    regio, owner = here.guide.regio, here.guide.user
    late = due(ZaakFactory(regio=regio, owner=owner), -3)
    inside = due(ZaakFactory(regio=regio, owner=owner), 2)
    due(ZaakFactory(regio=regio, owner=owner), 30)
    due(ZaakFactory(regio=regio, owner=here.colleague.user), 1)
    due(ZaakFactory(regio=regio, owner=owner, closed_at=MOMENT), 1)
    elsewhere = due(ZaakFactory(owner=owner), 1)
    page, last = url("absence"), (MOMENT + timedelta(days=5)).date().isoformat()
    first = MOMENT.date().isoformat()
    typed = {"act": "add", "guide": owner.pk, "first_day": first, "last_day": last}
    assert guide.post(page, typed).status_code == 302
    shown = guide.get(page).context["rows"][0]["questions"]
    assert [one.reference for one in shown] == [late.reference, inside.reference]

    give = {"act": "give_question", "question": inside.reference, "guide": here.colleague.user.pk}
    assert guide.post(page, give | {"guide": "0"}).status_code == 422
    assert guide.post(page, give | {"question": elsewhere.reference}).status_code == 404
    assert guide.post(page, give | {"question": "x"}).status_code == 404
    assert guide.post(page, give).status_code == 302
    inside.refresh_from_db()
    assert inside.owner == here.colleague.user
    # It is with somebody else now: giving it once more says so.
    assert guide.post(page, give).status_code == 422
    assert [one.reference for one in guide.get(page).context["rows"][0]["questions"]] == [late.reference]
    # A colleague sees the numbers and opens the question; the button stands only on the own list.
    assert "give_question" not in client_of(here.colleague).get(page).content.decode()


def test_the_region_sets_until_when(here):
    admin = client_of(member("regiobeheerder", here.guide.partij))
    assert admin.post(url("appointment_settings"), {"hours": "200"}).status_code == 422
    assert admin.post(url("appointment_settings"), {"hours": "4"}).status_code == 302
    assert Afspraakinstelling.objects.get().change_hours == 4


def test_counts_hide_what_is_small_and_what_could_be_computed_from_it(here):
    here.loket.regio.publishing_limit = 3
    here.loket.regio.save()
    for step in range(5):
        slot = here.slot(start=MOMENT - timedelta(hours=step + 1), soort="workshop", title="x", capacity=9)
        made = Boeking.objects.create(tijdvak=slot, zaak=here.other_zaak(), created_at=MOMENT)
        made.gebeurtenissen.create(
            sequence=1, kind="gemaakt", at=MOMENT - timedelta(days=1), actor="systeem", tijdvak=slot
        )
        act = appointment_presence.held if step else appointment_presence.did_not_come
        act(made.pk, by=here.guide, at=MOMENT)
    admin = client_of(member("regiobeheerder", here.guide.partij))
    row = admin.get(url("appointment_counts")).context["rows"][0]
    assert row.away.suppressed
    assert row.held.suppressed
    csv = text(admin.get(url("appointment_counts"), {"vorm": "csv"}))
    assert csv.splitlines()[1].startswith("2026-11,–,–,0,")


# The partner


def test_a_partner_sees_the_talk_of_its_own_hand_over_and_nothing_else():
    road = walk(place(), "geaccepteerd")
    here = counter(road.zaak.regio)
    talk = here.slot(soort="driegesprek", start=MOMENT)
    made = appointments.book(
        road.zaak.pk, talk.pk, doorverwijzing_id=road.referral.pk, by=road.guide, at=MOMENT
    )
    appointments.book(road.zaak.pk, here.slot().pk, by=road.guide, at=MOMENT)
    client = client_of(road.partner)
    page = client.get(url("inbox_referral", pk=road.referral.pk))
    assert [row.pk for row in page.context["talks"]] == [made.pk]
    other = client_of(member("professional", PartijFactory(regio=road.zaak.regio, soort="uwv")))
    assert other.post(url("talk_act", pk=made.pk), {"act": "klaar"}).status_code == 404
    assert client.post(url("talk_act", pk=made.pk), {"act": "binnen"}).status_code == 404
    assert client.post(url("talk_act", pk=made.pk), {"act": "klaar"}).status_code == 302
    road.referral.refresh_from_db()
    assert road.referral.warmth == "driegesprek"


# The person


@pytest.fixture
def person(here):
    code = secrets.new_code()
    Zaak.objects.filter(pk=here.zaak.pk).update(code_hash=code_hash(code), code_expires_at=MOMENT + CODE_TERM)
    client = Client(HTTP_HOST=HOST)
    client.post(url("mine"), {"code": code})
    return client


def test_a_person_chooses_moves_confirms_and_cancels(here, person):
    slot, other = here.slot(), here.slot(5)
    assert "Kies een tijd" not in text(person.get(url("mine")))
    assert person.get(url("mine_choose", soort="gesprek")).status_code == 302
    appointment_choice.open_choice(here.zaak.pk, "gesprek", by=here.guide, at=MOMENT)
    page = url("mine_choose", soort="gesprek")
    assert page in text(person.get(url("mine")))
    assert person.post(page, {}).status_code == 422
    response = person.post(page, {"tijdvak": slot.pk, "form_key": "abc"})
    assert response["Location"].endswith("?gedaan=afspraak")
    made = Boeking.objects.get()
    shown = text(person.get(url("mine")))
    for part in (here.loket.naam, "Ingang zonder drempel", "Polski"):
        assert part in shown
    assert "Noor" not in shown
    assert person.post(url("mine_confirm", pk=made.pk)).status_code == 302
    assert person.post(url("mine_move", pk=made.pk), {"tijdvak": other.pk}).status_code == 302
    assert person.get(url("mine_cancel", pk=made.pk)).status_code == 200
    assert person.post(url("mine_cancel", pk=made.pk)).status_code == 302
    kinds = [event.kind for event in made.gebeurtenissen.all()]
    assert kinds == ["gemaakt", "bevestigd", "verzet", "afgezegd-persoon"]
    assert not Tijdkeuze.objects.filter(closed_at=None).exists()


def test_too_late_to_change_says_call_us(here, person):
    made = book(here, here.slot(start=MOMENT + timedelta(hours=5)))
    assert url("mine_move", pk=made.pk) not in text(person.get(url("mine")))
    for name in ("mine_move", "mine_cancel"):
        response = person.post(url(name, pk=made.pk))
        assert response["Location"].endswith("afspraak-bellen")
    assert made.gebeurtenissen.count() == 1


def test_a_person_takes_the_calendar_file(here, person):
    made = book(here)
    response = person.get(url("mine_calendar", pk=made.pk))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    event = Calendar.from_ical(response.content).events[0]
    assert event["summary"] == "Gesprek bij het Werkcentrum"
    assert b"Noor" not in response.content


def test_somebody_elses_appointment_does_not_exist_for_a_person(here, person):
    stranger = here.other_zaak()
    made = appointments.book(stranger.pk, here.slot().pk, by=here.guide, at=MOMENT)
    for name in ("mine_move", "mine_cancel", "mine_confirm", "mine_calendar"):
        assert person.post(url(name, pk=made.pk)).status_code == 404


def test_without_the_code_nothing_opens(here):
    made = book(here)
    client = Client(HTTP_HOST=HOST)
    for name in ("mine_move", "mine_cancel", "mine_confirm", "mine_calendar"):
        assert client.get(url(name, pk=made.pk))["Location"].startswith(url("mine"))


def test_the_copy_of_the_own_data_holds_the_appointments(here, person):
    book(here, interpreter="pl")
    data = person.post(url("mine_export")).json()
    assert data["gesprekken"][0]["tolk"] == "Polski"


def test_the_words_are_those_of_the_language(here, person):
    book(here)
    with clock.frozen(MOMENT):
        page = text(person.get(url("mine")))
    assert "vrijdag 27 november 2026" in page.lower()


def test_a_question_for_somebody_at_the_counter_comes_on_the_list_of_today(here, guide):
    form = guide.get(url("new_zaak"), {"kanaal": "inloop"}).context["form"]
    assert form.initial["kanaal"] == "inloop"


def test_times_stand_under_their_day_and_each_button_says_its_day(here, person):
    first, second, later = here.slot(), here.slot(3.125), here.slot(5)
    appointment_choice.open_choice(here.zaak.pk, "gesprek", by=here.guide, at=MOMENT)
    page = url("mine_choose", soort="gesprek")
    response = person.get(page)
    days = response.context["days"]
    assert sum(len(buttons) for _day, buttons in days) == 3
    assert [day for day, _buttons in days] == sorted({slot.start.date() for slot in (first, second, later)})
    shown = text(response)
    for slot in (first, second, later):
        assert f'value="{slot.pk}"' in shown
    names = re.findall(r'<span class="wr-visually-hidden">([^<]+), </span>(\d\d:\d\d)', shown)
    assert len(names) == len(set(names)) == 3
    refused = text(person.post(page, {}))
    assert 'id="id_tijdvak_error"' in refused
    assert refused.count('aria-describedby="id_tijdvak_error"') >= len(days)
