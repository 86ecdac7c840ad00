"""What an English provision is about, by its words and by what stands around it; and what its figures measure."""

import pytest

from zonewright.interpret.en.metrics import metric
from zonewright.interpret.en.subjects import instruments
from zonewright.interpret.phrases import found_in, indexed, spelled
from zonewright.provisions.model import Around, Evidence, Label


def labels(*values):
    return tuple(Label(value, Evidence("test", 0, 0)) for value in values)


def told(words, modality="supported", *, headings=(), lead=(), last=(), row=False):
    around = Around(headings=headings, row=row)
    return [label.value for label in instruments(words, around, modality, labels(*lead), labels(*last))]


@pytest.mark.parametrize(
    ("words", "modality", "expected"),
    [
        ("Profits earned in the zone shall be relieved of corporation tax for ten years.", "supported", "fin_tax"),
        ("Losses may be carried forward for five years.", "may", "fin_tax"),
        ("The city contributes 30% of the equipment cost.", "supported", "fin_grant"),
        ("The premium of credit insurance is paid by the fund.", "supported", "fin_loan"),
        ("A guidance fund of 10 billion yuan is to be created.", "is_to", "fin_fund"),
        ("No charge shall be made for registration.", "supported", "fin_fee"),
        ("The site shall be put to use within 24 months.", "must", "land_premises"),
        ("Foreign law firms may open offices in the zone.", "may", "market_access"),
        ("Goods may be moved between zones without customs formalities.", "may", "trade_customs"),
        ("Set up fast lanes for imported reagents.", "is_to", "green_channel"),
        ("Legal, accounting and notary services will be brought together in one hall.", "is_to", "platform_service"),
        ("Lay gas pipelines and build a sewage works.", "is_to", "infrastructure"),
        ("Make the zone a base for film shooting.", "is_to", "base"),
        ("Form industry-university-research alliances.", "is_to", "alliance"),
        ("Korean nursing licences are to be accepted.", "is_to", "qualification_recognition"),
        ("Not less than 80% of staff shall be nationals.", "must", "talent_service"),
        ("Introduce a branch of a top Korean university.", "is_to", "institution_establishment"),
        ("Foster new business forms such as live streaming.", "is_to", "industry_development"),
        ("Hold ten matchmaking sessions abroad.", "is_to", "event"),
        ("Those who cheat lose their eligibility for three years.", "must", "sanction"),
        ("The scheme expires on 31 March 2030.", "declared", "governance"),
        ("Permits for mills are to be examined in parallel.", "is_to", "green_channel"),
        ("Bakers licensed abroad are put on the roll by endorsement.", "supported", "qualification_recognition"),
        ("The network of tea growers elects a speaker.", "declared", "alliance"),
        ("Move the regional head office to the harbour.", "is_to", "branch_establishment"),
        ("Instruments of the synchrotron are open to brewers.", "supported", "laboratory"),
        ("Short courses for welders run every spring.", "declared", "talent_training"),
    ],
)
def test_the_words_say_what_a_provision_is_about(words, modality, expected):
    assert told(words, modality)[0] == expected


def test_the_name_of_an_office_is_not_what_a_provision_is_about():
    assert told("The bureau of international cooperation is responsible for its interpretation.", "declared") == ["governance"]


def test_claw_back_stands_alone():
    assert told("The grant shall be repaid in full with interest.", "must") == ["sanction"]


def test_items_that_ask_carry_the_instrument_of_what_they_lead_to():
    assert told("be free of debts", "must", lead=["fin_grant"]) == ["fin_grant"]
    assert told("run an R&D centre with five researchers", "must", lead=["fin_grant"]) == ["fin_grant", "laboratory"]


def test_a_provision_that_goes_on_is_about_what_was_spoken_of():
    assert told("It runs from that day.", last=["fin_tax"]) == ["fin_tax"]


def test_a_row_of_a_table_of_money_has_its_topic_beside():
    assert told("Office rent | 30% for 3 years", last=["fin_grant"], row=True) == ["fin_grant", "land_premises"]


def test_a_heading_speaks_where_the_words_do_not():
    assert told("Dependants of any age count.", "declared", headings=("Visas",)) == ["talent_service"]


def test_a_phrase_is_found_over_a_gap_but_not_over_the_end_of_a_statement():
    index = indexed((phrase, 3) for phrase in spelled("(waive*|no) .. (rent|port dues)"))
    assert found_in("the city waives half of the port dues", index, {}) == {3: (9, 37)}
    assert found_in("the city waives it. the rent is due", index, {}) == {}
    assert found_in("waives " + "a " * 20_000 + "rent", index, {}) == {}


@pytest.mark.parametrize(
    ("words", "figure", "unit", "expected"),
    [
        (
            "a fixed-asset investment of no less than 500 million yuan",
            "no less than 500 million yuan",
            "CNY",
            "fixed_asset_investment",
        ),
        ("25% of the investment in fixed assets", "25%", "%", "fixed_asset_investment"),
        ("R&D spending of at least 5% of revenue", "at least 5%", "%", "rnd_intensity"),
        ("employing at least 50 workers", "at least 50 workers", "person", "employees"),
        ("creates 200 new jobs", "200 new jobs", "person", "new_employment"),
        ("land of at least 50 mu", "at least 50 mu", "mu", "land_area"),
        ("the sum of 50 yuan", "50 yuan", "CNY", ""),
    ],
)
def test_a_figure_names_what_it_measures(words, figure, unit, expected):
    at = words.index(figure)
    assert metric(words, at, at + len(figure), unit) == expected
