# SPDX-License-Identifier: EUPL-1.2
"""Measures on small tables, with arithmetic that can be done by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from werkregio.labour_market.queries import areas as area_queries
from werkregio.labour_market.queries.measuring import Question, UnknownChoice, UnknownMeasure, measured
from werkregio.labour_market.queries.presenting import KEYS, as_json
from werkregio.labour_market.queries.reason_texts import TEXTS, sentence
from werkregio.labour_market.rules import catalogue
from werkregio.labour_market.rules.areas import national
from werkregio.labour_market.rules.classes import LOWER, Limits
from werkregio.labour_market.rules.measures import MEASURES
from werkregio.labour_market.rules.outcomes import IMPOSSIBLE, PROVISIONAL, plain
from werkregio.labour_market.rules.periods import parse
from werkregio.labour_market.rules.reasons import Reason

from .stand_in import StandIn

BOOK = national()
SEVEN = ["GM0889", "GM0893", "GM0907", "GM0983", "GM0984", "GM1507", "GM1894"]
COUNT = ("", "personen", 0)


def ask(measure, codes, tables, period="2022", **more):
    found = [BOOK.areas[code] for code in codes.split()]
    return measured(Question(measure, found, parse(period) if period else None, **more), tables, BOOK)


def own(columns, rows, **more):
    """A file that an organisation brought in: its columns carry the names of inputs."""
    return StandIn(
        "eigen",
        "Eigen bestand 2022",
        [{"RegioS": code, **dict(zip(columns, values, strict=True))} for code, *values in rows],
        dict.fromkeys(columns, COUNT),
        period_of_reference="2022",
        **more,
    )


AGES = own(
    ["inwoners_0_20", "inwoners_20_65", "inwoners_65_plus"],
    [(code, 10 + number, 40, 20) for number, code in enumerate(SEVEN)],
)


def test_the_three_pressures_by_hand():
    # Young: 10 + 11 + ... + 16 = 91; working ages: 7 x 40 = 280; old: 7 x 20 = 140.
    green, grey, both = (
        ask(code, "AM29", [AGES])[0] for code in ("groene-druk", "grijze-druk", "demografische-druk")
    )
    assert (green.numerator, green.denominator, green.value) == (91, 280, Fraction(65, 2))
    assert grey.value == 50
    assert both.value == green.value + grey.value == Fraction(165, 2)
    assert green.parts == tuple(SEVEN)
    # Beesel alone: 10 / 40.
    assert ask("groene-druk", "GM0889", [AGES])[0].value == 25


def test_a_sum_divides_sums_and_never_averages_ratios():
    table = own(["werklozen", "werkzame_beroepsbevolking"], [("GM0889", 1, 9), ("GM0893", 90, 10)])
    both = area_queries.asked("GM0889+GM0893", BOOK)
    book = area_queries.with_asked(BOOK, [both])
    answer = measured(Question("werkloosheid", [both], parse("2022")), [table], book)[0]
    # 91 / 110, not the mean of 10 % and 90 %.
    assert answer.value == Fraction(91 * 100, 110)
    assert plain(answer.value) == "82.7272727273"


def test_the_age_bands_of_the_district_table_give_no_green_pressure():
    bands = {f"k_{name}": ("", "aantal", 0) for name in ("0Tot15Jaar_8", "15Tot25Jaar_9", "65JaarOfOuder_12")}
    table = StandIn(
        "85318NED",
        "Kerncijfers wijken en buurten 2022",
        [{"RegioS": "GM0983", "k_0Tot15Jaar_8": 5, "k_15Tot25Jaar_9": 6, "k_65JaarOfOuder_12": 7}],
        bands,
        period_of_reference="2022",
    )
    for code in ("groene-druk", "grijze-druk", "demografische-druk", "uitkeringen-per-1000"):
        answer = ask(code, "GM0983", [table])[0]
        assert answer.value is None
        assert answer.status == IMPOSSIBLE
        assert (
            Reason.of("age-bands", table="85318NED", bands="0-15, 15-25, 25-45, 45-65, 65+") in answer.reasons
        )
    # The same table does give the bands that it has, whatever number its columns carry this year.
    assert ask("bevolking", "GM0983", [table], chosen={"leeftijd": "0-15"})[0].value == 5
    assert ask("bevolking", "GM0983", [table], chosen={"leeftijd": "65+"})[0].value == 7


def single_ages(period="2022JJ00"):
    """One inhabitant a year of age, up to 99 and older; as the population table of CBS is built."""
    titles = {"10000": "Totaal"} | {str(10010 + 100 * age): f"{age} jaar" for age in range(99)}
    titles["19900"] = "99 jaar of ouder"
    rows = [
        {
            "RegioS": "GM0983",
            "Leeftijd": key,
            "Perioden": period,
            "BevolkingOp1Januari_1": 100 if key == "10000" else 1,
        }
        for key in titles
    ]
    return StandIn(
        "03759ned",
        "Bevolking op 1 januari en gemiddeld; geslacht, leeftijd en regio",
        rows,
        {"BevolkingOp1Januari_1": ("Bevolking op 1 januari", "aantal", 0)},
        time="Perioden",
        others={"Leeftijd": titles},
    )


def test_single_years_of_age_are_added():
    table = single_ages()
    green = ask("groene-druk", "GM0983", [table])[0]
    # 20 years of age below 20; 45 from 20 to 65; 35 from 65 on (65 to 98, and 99 and older).
    assert (green.numerator, green.denominator) == (20, 45)
    assert green.reference == date(2022, 1, 1)
    assert ask("grijze-druk", "GM0983", [table])[0].numerator == 35
    assert ask("bevolking", "GM0983", [table])[0].value == 100
    # The raw rows of all those ages can be walked back to.
    assert len({source.observation for source in green.sources}) == 65


def test_the_newest_period_is_taken_when_none_is_asked():
    table = StandIn(
        "85000NED",
        "Iets over regio's",
        [
            {"RegioS": "GM0983", "Perioden": key, "arbeidsmigranten": number}
            for number, key in enumerate(("2020JJ00", "2022JJ00", "2021JJ00"))
        ],
        {"arbeidsmigranten": COUNT},
        time="Perioden",
        statuses={"2022JJ00": "Voorlopig", "2020JJ00": "Definitief"},
    )
    newest = ask("arbeidsmigranten", "GM0983", [table], period=None)[0]
    assert (str(newest.period), newest.value, newest.status) == ("2022", 1, PROVISIONAL)
    older = ask("arbeidsmigranten", "GM0983", [table], period="2020")[0]
    assert (older.value, older.status) == (0, "definitief")
    none = ask("arbeidsmigranten", "GM0983", [table], period="2015")[0]
    assert none.reasons == (
        Reason.of("no-period", concept="arbeidsmigranten", period="2015", known="2020, 2021, 2022"),
    )


@pytest.mark.parametrize(
    ("vacancies", "people", "value", "name"),
    [
        (0, 100, "0", "zeer ruim"),
        (24, 100, "0.24", "zeer ruim"),
        (25, 100, "0.25", "ruim"),
        (67, 100, "0.67", "gemiddeld"),
        (149, 100, "1.49", "gemiddeld"),
        (150, 100, "1.5", "krap"),
        (399, 100, "3.99", "krap"),
        (400, 100, "4", "zeer krap"),
        (1000, 3, "333.3333333333", "zeer krap"),
    ],
)
def test_tension_and_its_class(vacancies, people, value, name):
    table = own(["vacatures_open", "ww_korter_6_maanden"], [("AM29", vacancies, people)])
    answer = ask("spanning", "AM29", [table])[0]
    assert (plain(answer.value), answer.class_name, answer.edition) == (value, name, "ww")
    on_limit = value in ("0.25", "0.67", "1.5", "4")
    assert [reason.code for reason in answer.reasons] == (["on-limit"] if on_limit else [])


def test_the_limits_and_the_side_of_a_value_on_a_limit_are_configurable():
    table = own(["vacatures_open", "ww_korter_6_maanden"], [("AM29", 400, 100)])
    standard = catalogue.limits("spanning")
    lower = Limits(standard.names, standard.limits, LOWER)
    assert ask("spanning", "AM29", [table], limits=lower)[0].class_name == "krap"
    other = Limits(standard.names, tuple(map(Decimal, ("1", "2", "3", "5"))))
    assert ask("spanning", "AM29", [table], limits=other)[0].class_name == "krap"
    with pytest.raises(ValueError, match="Limits rise"):
        Limits(standard.names, tuple(map(Decimal, ("1", "3", "2", "5"))))


def test_an_edition_names_its_denominator():
    older = own(["vacatures_open", "nww_korter_6_maanden"], [("AM29", 3, 2)])
    answer = ask("spanning", "AM29", [older])[0]
    assert (answer.value, answer.edition, answer.class_name) == (Fraction(3, 2), "nww", "krap")
    assert Reason("edition-nww") in answer.reasons
    # The edition of now goes before it; the other can be asked for.
    both = own(["vacatures_open", "nww_korter_6_maanden", "ww_korter_6_maanden"], [("AM29", 3, 2, 30)])
    assert ask("spanning", "AM29", [both])[0].value == Fraction(1, 10)
    assert ask("spanning", "AM29", [both], chosen={"editie": "nww"})[0].value == Fraction(3, 2)


def test_a_zero_denominator_has_no_value():
    table = own(["vacatures_open", "ww_korter_6_maanden"], [("AM29", 5, 0)])
    answer = ask("spanning", "AM29", [table])[0]
    assert (answer.value, answer.status, answer.class_name) == (None, IMPOSSIBLE, None)
    assert answer.reasons == (Reason("zero-denominator"),)


def test_one_missing_municipality_leaves_no_partial_sum():
    rows = [(code, 10 + number, 40, 20) for number, code in enumerate(SEVEN[:-1])]
    table = own(["inwoners_0_20", "inwoners_20_65", "inwoners_65_plus"], rows)
    answer = ask("groene-druk", "AM29", [table])[0]
    assert answer.value is None
    assert dict(answer.reasons[0].values)["names"] == "Peel en Maas (GM1894)"
    assert ask("groene-druk", "GM0983", [table])[0].value is not None


def shares(rows, **columns):
    topics = {"NettoArbeidsparticipatie_67": ("Netto arbeidsparticipatie", "%", 0), **columns}
    return StandIn("85318NED", "Kerncijfers wijken en buurten 2022", rows, topics, period_of_reference="2022")


def test_a_published_share_stands_for_itself_and_is_never_averaged():
    table = shares(
        [
            {"RegioS": "GM0889", "NettoArbeidsparticipatie_67": 60},
            {"RegioS": "GM0893", "NettoArbeidsparticipatie_67": 70},
        ]
    )
    alone = ask("netto-participatie", "GM0889", [table])[0]
    assert (alone.value, alone.numerator, alone.denominator) == (60, None, None)
    both = area_queries.asked("GM0889+GM0893", BOOK)
    book = area_queries.with_asked(BOOK, [both])
    question = Question("netto-participatie", [both], parse("2022"))
    refused = measured(question, [table], book)[0]
    assert refused.value is None
    # With the denominators they can be weighted: (60 x 100 + 70 x 300) / 400.
    weights = own(["bevolking_15_75"], [("GM0889", 100), ("GM0893", 300)])
    weighted = measured(question, [table, weights], book)[0]
    assert weighted.value == Fraction(60 * 100 + 70 * 300, 400) == Fraction(135, 2)
    assert (weighted.numerator, weighted.denominator) == (270, 400)
    assert Reason("from-rounded-shares") in weighted.reasons


def test_jobs_by_sector_and_the_location_quotient():
    sectors = {
        "T001081": "A-U Alle economische activiteiten",
        "301000": "A Landbouw",
        "307500": "C Industrie",
    }
    values = {"GM0983": (100, 10, 40), "NL00": (1000, 20, 200)}
    table = StandIn(
        "banen",
        "Banen 2022",
        [
            {"RegioS": area, "Sector": key, "banen": number}
            for area, numbers in values.items()
            for key, number in zip(sectors, numbers, strict=True)
        ],
        {"banen": ("Banen", "x 1 000", 0)},
        others={"Sector": sectors},
        period_of_reference="2022",
    )
    # Printed as thousands: 40 is 40 000 jobs.
    assert ask("banen-sector", "GM0983", [table], chosen={"sector": "C"})[0].value == 40_000
    assert ask("banen-sector", "GM0983", [table])[0].value == 100_000
    # (40 / 100) / (200 / 1 000) = 2; (10 / 100) / (20 / 1 000) = 5.
    assert ask("locatiequotient", "GM0983", [table], chosen={"sector": "C"})[0].value == 2
    assert ask("locatiequotient", "GM0983", [table], chosen={"sector": "301000"})[0].value == 5
    assert ask("locatiequotient", "NL", [table], chosen={"sector": "C"})[0].value == 1
    wrong = ask("banen-sector", "GM0983", [table], chosen={"sector": "Z"})[0]
    assert wrong.reasons[0].code == "no-such-key"


def test_study_participants_and_their_index():
    rows = [
        {"RegioS": "AM29", "Perioden": period, "niveau": level, "studenten": number}
        for level, numbers in {"mbo": (9500, 8100), "hbo": (5300, 6600), "wo": (1300, 2100)}.items()
        for period, number in zip(("2011-2012", "2021-2022"), numbers, strict=True)
    ]
    table = StandIn(
        "deelnemers",
        "Deelnemers aan onderwijs",
        rows,
        {"studenten": ("Deelnemers", "personen", 0)},
        time="Perioden",
        others={"niveau": {"mbo": "mbo", "hbo": "hbo", "wo": "wo"}},
        area_titles={"AM29": "Noord-Limburg (AR)"},
    )
    mbo = ask("studenten-index", "AM29", [table], period="2021-2022", chosen={"niveau": "mbo"})[0]
    assert (mbo.numerator, mbo.denominator) == (8100, 9500)
    assert plain(mbo.value) == "85.2631578947"
    assert ask("studenten", "AM29", [table], period="2021-2022")[0].value == 8100 + 6600 + 2100
    chosen = {"niveau": "wo", "basis": "2021-2022"}
    assert ask("studenten-index", "AM29", [table], period="2021-2022", chosen=chosen)[0].value == 100
    assert len(mbo.sources) == 2


def test_a_row_of_another_region_under_an_old_code_is_not_taken():
    table = own(["arbeidsmigranten"], [("AM29", 5)], area_titles={"AM29": "Zuid-Limburg"})
    assert ask("arbeidsmigranten", "AM29", [table])[0].value is None


def test_unused_potential_is_the_sum_of_its_parts():
    table = own(
        ["werklozen", "semiwerklozen", "onderbenutte_deeltijders", "bevolking_15_75"],
        [("AM29", 3, 4, 5, 200)],
    )
    assert ask("onbenut-potentieel", "AM29", [table])[0].value == 12
    assert ask("onbenut-potentieel", "AM29", [table], chosen={"deel": "semiwerklozen"})[0].value == 4
    assert ask("onbenut-potentieel-aandeel", "AM29", [table])[0].value == 6


def test_a_national_table_is_of_the_country_only():
    table = StandIn(
        "84545NED",
        "Vacatures; seizoengecorrigeerd",
        [{"Perioden": "2024KW01", "OpenstaandeVacatures_1": 405.8}],
        {"OpenstaandeVacatures_1": ("Openstaande vacatures", "x 1 000", 1)},
        area=None,
        time="Perioden",
    )
    country, region = ask("vacatures-open", "NL AM29", [table], period="2024KW1")
    assert (country.value, country.reference) == (405_800, date(2024, 3, 31))
    assert region.reasons == (Reason.of("only-country", table="84545NED"),)


def test_a_merger_adds_up_and_a_split_does_not():
    table = StandIn(
        "84799NED",
        "Kerncijfers wijken en buurten 2020",
        [{"RegioS": code, "AantalInwoners_5": 7} for code in BOOK.gemeenten(date(2020, 1, 1))],
        {"AantalInwoners_5": ("Aantal inwoners", "aantal", 0)},
        period_of_reference="2020",
    )
    eemsdelta, country, moved = ask("bevolking", "GM1979 NL AM33", [table], period="2020")
    assert eemsdelta.value == 21
    assert eemsdelta.reasons[0].code == "put-together"
    assert country.value == 355 * 7
    assert moved.reasons == (Reason.of("without-later", names="Cranendonck"),)
    split, with_it = ask("bevolking", "AM27 AM33", [table], period="2020", division=date(2025, 1, 1))
    assert split.reasons[0].code == "split-cannot-be-added"
    assert with_it.value == moved.value + 7


def test_a_column_of_any_table_is_a_measure():
    table = own(["inwoners"], [("GM0983", 5), ("WK098300", 2)])
    assert ask("eigen:INWONERS", "GM0983", [table])[0].measure == "eigen:inwoners"
    district = area_queries.asked("wk098300", BOOK, [table])
    book = area_queries.with_asked(BOOK, [district])
    assert measured(Question("eigen:inwoners", [district]), [table], book)[0].value == 2
    with pytest.raises(UnknownMeasure):
        ask("eigen:niets", "GM0983", [table])
    with pytest.raises(UnknownMeasure):
        ask("niets", "GM0983", [table])
    with pytest.raises(UnknownChoice):
        ask("eigen:inwoners", "GM0983", [table], chosen={"leeftijd": "5"})
    with pytest.raises(UnknownChoice):
        ask("bevolking", "GM0983", [table], chosen={"leeftijd": "3-4"})


def test_an_average_is_not_added():
    table = StandIn(
        "x",
        "Iets 2022",
        [{"RegioS": code, "Gemiddelde_1": 2.1} for code in SEVEN],
        {"Gemiddelde_1": ("Gemiddelde huishoudensgrootte", "aantal", 1)},
        period_of_reference="2022",
    )
    one, region = ask("x:Gemiddelde_1", "GM0983 AM29", [table])
    assert plain(one.value) == "2.1"
    assert region.reasons == (Reason.of("not-addable", table="x", column="Gemiddelde_1"),)


def test_the_json_has_exactly_the_keys_of_the_command():
    answer = as_json(ask("groene-druk", "AM29", [AGES])[0])
    assert tuple(answer) == KEYS
    assert (answer["waarde"], answer["teller"], answer["noemer"]) == ("32.5", "91", "280")
    assert answer["bron"][0]["waarneming"] == f"{AGES.hash[:12]}:0"
    refused = as_json(ask("groene-druk", "AM29", [])[0])
    assert refused["waarde"] is None
    assert refused["status"] == "niet_te_berekenen"
    assert refused["reden"]


def test_every_measure_answers_without_any_table(in_english):
    for code in MEASURES:
        for outcome in ask(code, "AM29 GM0983 NL", [], period=None):
            assert (outcome.value, outcome.status) == (None, IMPOSSIBLE)
            assert sentence(outcome.reasons[0])


def test_every_sentence_takes_the_values_of_its_reason(in_english):
    names = "year area day parts into gone names bands table concept period known column name value keys told limit"
    values = tuple((name, "x") for name in names.split(" "))
    for code in TEXTS:
        assert "%(" not in sentence(Reason(code, values))
