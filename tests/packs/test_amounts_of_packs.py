"""What the measures of the packs are worth: figures worked out by hand from the words of the rules."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from zonewright import load_pack, read_profile
from zonewright.benefits.ast import Cases, Nothing, parts_of_worth
from zonewright.benefits.payments import appraise_amount
from zonewright.benefits.read import BESIDE, FORMS
from zonewright.benefits.read_amount import AMOUNT, CHOOSE, CLAW_BACK, INSTALMENT, LINE, OPTION, PAYER, YEARS
from zonewright.notation.tree import Listing, Mapping, Node, Scalar, read_yaml
from zonewright.packs.shapes import STACKING
from zonewright.schema.derive import complete
from zonewright.tables.files import read_text
from zonewright.tables.profile import facts_of

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 22)

loaded = cache(load_pack)


def valued(folder, id, facts, on=ON):
    """The amount of one measure for these facts."""
    pack = loaded(ROOT / "packs" / folder)
    [measure] = [one for one in pack.measures if one.id == id]
    known = complete(pack.schema, facts, on=on)
    return appraise_amount(measure.amount, known, replace(pack.world, on=on), pack.schema, measure.authority)


def given(folder, written, on=ON):
    return facts_of(loaded(ROOT / "packs" / folder).schema, written, on=on)


RELIEF = {
    "relief_from": "2026-01-01",
    "capital_goods_duty": "100 KRW",
    "acquired_on": "2027-05-05",
    "acquisition_tax": "40 KRW",
    "property_tax": "10 KRW",
}

#: clause, facts, lowest, highest (None: no upper end), unit
CLAUSES = [
    ("hz-1b", {"person.local_contribution": "100000 CNY"}, 40000, 40000, "CNY"),
    ("hz-1b", {"person.local_contribution": "1250000 CNY"}, 500000, 500000, "CNY"),
    ("hz-1b", {"person.local_contribution": "1250001 CNY"}, 500000, 500000, "CNY"),
    ("hz-1b", {}, 0, 500000, "CNY"),
    ("cx25-1", {}, 0, 5000000, "CNY"),
    ("cx25-1", {"team_support": "3000000 CNY"}, 3000000, 3000000, "CNY"),
    ("cx25-1", {"team_support": "6000000 CNY"}, 5000000, 5000000, "CNY"),
    ("cx25-2", {}, 0, 1000000, "CNY"),
    ("cx25-4", {}, 0, 5000000, "CNY"),
    ("cx25-6", {}, 200000, 200000, "CNY"),
    ("cx25-7", {}, 0, 100000, "CNY"),
    # 120 CNY a square metre and year, 500 of 800 m2: 60,000 a year
    (
        "cxo-1",
        {
            "premises.standard_rent": "120 CNY/m2",
            "premises.workshop_area": "800 m2",
            "output_year2": "1000000 CNY",
            "output_year3": "2999999 CNY",
        },
        120000,
        120000,
        "CNY",
    ),
    ("cxo-1", {"premises.standard_rent": "120 CNY/m2", "premises.workshop_area": "400 m2"}, 48000, 144000, "CNY"),
    ("cxb-1", {"national_funds": "3000000 CNY", "provincial_funds": "1000000 CNY"}, 3500000, 3500000, "CNY"),
    ("cxb-1", {"national_funds": "19000000 CNY"}, 19000000, 20000000, "CNY"),
    (
        "cxb-3",
        {"product.clinical_spend": "6000000 CNY", "product.clinical_phase": "phase_i", "product.sales": "199999999 CNY"},
        1000000,
        1000000,
        "CNY",
    ),
    ("cxb-3", {"product.clinical_spend": "12000000 CNY", "product.sales": "0 CNY"}, 0, 2400000, "CNY"),
    (
        "cxb-3",
        {"product.clinical_spend": "1000000 CNY", "product.clinical_phase": "phase_ii", "product.sales": "200000000 CNY"},
        200000,
        None,
        "CNY",
    ),
    ("jk-2", {}, 0, 10000000, "CNY"),
    ("jk-2", {"workshop_rent_relief": "12000000 CNY"}, 10000000, 10000000, "CNY"),
    ("jk-3", {}, 0, 4000000, "CNY"),
    (
        "lyg-2",
        {
            "project.fixed_assets_without_land": "500000000 CNY",
            "project.loan_interest": "1000000 CNY/month",
            "project.loan_term": "36 month",
        },
        10000000,
        10000000,
        "CNY",
    ),
    (
        "lyg-2",
        {
            "project.fixed_assets_without_land": "100000000 CNY",
            "project.loan_interest": "500000 CNY/month",
            "project.loan_term": "36 month",
        },
        6000000,
        6000000,
        "CNY",
    ),
    (
        "lyg-2",
        {
            "project.fixed_assets_without_land": "100000000 CNY",
            "project.loan_interest": "500000 CNY/month",
            "project.loan_term": "10 month",
        },
        3000000,
        3000000,
        "CNY",
    ),
    # ten points of the income saved, five times
    ("lg-15", {"taxable_income": "1000000 CNY", "registered_on": "2024-01-01"}, 500000, 500000, "CNY"),
    ("hn-15", {"taxable_income": "1000000 CNY"}, 100000, 100000, "CNY"),
    ("sh-pr", {}, 0, None, "CNY"),
    ("sh-08", {"premises.claimed_rent_year": "96000 CNY"}, 5086400, 5086400, "CNY"),
    ("tr-nm", {"tour.overseas_visitors": "1000 person", "tour.flights": "3 flight"}, 300000, 300000, "CNY"),
    ("tr-lh", {"tour.flights": "3 flight"}, 180000, 180000, "CNY"),
    # five years of 100, all of 40, seven years of 10 and three halves of 10
    ("kr-fez-1", RELIEF, 625, 625, "KRW"),
    ("kr-fez-1", {**RELIEF, "acquired_on": "2033-01-01"}, 625, 625, "KRW"),
    ("kr-fez-2", {**RELIEF, "acquired_on": "2033-01-02"}, 605, 605, "KRW"),
    ("kr-fez-4", {**RELIEF, "acquired_on": "2036-01-02"}, 585, 585, "KRW"),
    ("kr-fiz-2", {**RELIEF, "acquired_on": "2025-12-31"}, 585, 585, "KRW"),
    ("kr-fiz-3", {**RELIEF, "acquired_on": None}, 585, 625, "KRW"),
    (
        "kr-cash",
        {"cash_grant_base": "1000 KRW", "eligible_business": ["rd_centre", "high_technology"]},
        0,
        500,
        "KRW",
    ),
    (
        "kr-cash",
        {"cash_grant_base": "1000 KRW", "eligible_business": ["high_technology"], "strategic_technology": False},
        0,
        400,
        "KRW",
    ),
    (
        "kr-cash",
        {
            "cash_grant_base": "1000 KRW",
            "eligible_business": ["job_creation"],
            "strategic_technology": False,
            "cash_grant": "350 KRW",
        },
        300,
        300,
        "KRW",
    ),
    (
        "kr-cash",
        {"cash_grant_base": "1000 KRW", "eligible_business": ["regional_hq"], "strategic_technology": True},
        0,
        500,
        "KRW",
    ),
    ("kr-sel9", {"new_hires_five_years": "33 person"}, 198000000, 198000000, "KRW"),
    ("kr-sel9", {"new_hires_five_years": "34 person"}, 200000000, 200000000, "KRW"),
    ("kr-gc-2", {"new_regular_employees": "15 person"}, 5000000, 60000000, "KRW"),
    ("kr-gc-2", {"new_regular_employees": "15 person", "geochang_paid_monthly": False}, 5000000, 5000000, "KRW"),
    ("kr-gc-2", {"new_regular_employees": "10 person"}, 0, 0, "KRW"),
    ("kr-gc-3", {"equipment_investment": "2000000010 KRW"}, 1, 1, "KRW"),
    ("kr-gc-3", {"equipment_investment": "400억 KRW"}, 3000000000, 3000000000, "KRW"),
    ("kr-jb-2", {"new_resident_employees": "21 person"}, 6000000, 6000000, "KRW"),
    ("kr-jb-2", {"new_resident_employees": "500 person"}, 1000000000, 1000000000, "KRW"),
    ("kr-gw-2", {"zone_type": "fez", "listed_gangwon_specialised": False}, 2, 2, "%"),
    ("kr-gw-2", {"zone_type": "opportunity", "listed_gangwon_specialised": True}, 8, 15, "%"),
    ("kr-gw-2", {"zone_type": "hydrogen"}, 2, 12, "%"),
]


@pytest.mark.parametrize(("id", "facts", "low", "high", "unit"), CLAUSES)
def test_a_clause_is_worth_what_its_words_say(id, facts, low, high, unit):
    found = valued("clauses", id, given("clauses", facts))
    assert (found.low, found.high, found.unit) == (low, high, unit)


def test_every_clause_that_can_be_calculated_has_a_row_above():
    pack = loaded(ROOT / "packs/clauses")
    assert {row[0] for row in CLAUSES} == {one.id for one in pack.measures if one.amount and one.amount.options}


#: sample, measure, lowest, highest, unit
SAMPLES = [
    ("harbour-robots", "robot-grant", 500000, 500000),
    ("harbour-robots", "research-grant", 240000, 240000),  # a tenth of 2.4 million
    ("harbour-robots", "jobs-bonus", 150000, 300000),  # the second half waits for a year
    ("harbour-robots", "rent-relief", 600000, 600000),  # half of 648,000 is more than 200,000 a year
    ("harbour-robots", "catalogue-interest", 420000, 420000),  # 2 points of 7 million, three times
    ("harbour-robots", "growth-card", 360000, 360000),  # half of 4 points of 6 million, three times
    ("harbour-robots", "recognition-reward", 200000, 200000),
    ("harbour-robots", "export-starters", 84000, 84000),  # 8,000 dollars at 7, and half of it again
    ("harbour-robots", "land-efficiency", 21000, 21000),  # 5,000 m2 at 3 and 3,000 m2 at 2
    ("harbour-robots", "regional-headquarters", 100000, 1240000),
    ("far-shore-holding", "regional-headquarters", 6000000, 6000000),  # 8,000 for each of 750
    ("tide-software", "rent-relief", 0, 600000),
    ("tide-software", "jobs-bonus", 0, None),
]


@pytest.mark.parametrize(("sample", "id", "low", "high"), SAMPLES)
def test_a_sample_of_lantern_bay_gets_what_its_facts_come_to(sample, id, low, high):
    path = ROOT / f"packs/example-zone/samples/{sample}.yaml"
    profile = read_profile(path, loaded(ROOT / "packs/example-zone").schema, on=ON)
    found = valued("example-zone", id, profile.facts)
    assert (found.low, found.high, found.unit) == (low, high, "CNY")


def test_the_rate_of_the_day_counts():
    """8,000 dollars were 7.1 yuan each in the spring of 2026, and 7.2 in the year before."""
    facts = given("example-zone", {"insurance_premium": "8000 USD", "markets": []})
    spring, before = (valued("example-zone", "export-starters", facts, on).low for on in (date(2026, 3, 1), date(2025, 3, 1)))
    assert (spring, before) == (56800, 57600)


def test_who_moves_out_gives_the_settling_grant_back():
    """All of it when the promise is broken; nothing for a move before it; perhaps, while the moves are not known."""
    promise = {"agreement_on": "2026-01-31", "stays_until": "2031-01-31"}
    backs = [
        valued("example-zone", "robot-grant", given("example-zone", {**promise, **facts})).recoverable
        for facts in ({"departures": ["2026-06-01"]}, {"departures": ["2026-01-30"]}, {})
    ]
    assert [(back.low, back.high) for back in backs] == [(500000, 500000), (0, 0), (0, 500000)]


def test_lantern_bay_pays_the_city_s_share_apart():
    payments = valued("example-zone", "robot-grant", {}).payments
    assert [(one.payer, one.range.low) for one in payments] == [
        ("committee", Fraction(300000)),
        ("lantern-city", Fraction(200000)),
    ]


def keys_of(node: Node):
    """Every key anywhere in a file."""
    match node:
        case Mapping(entries):
            for key, value in entries:
                yield key.text
                yield from keys_of(value)
        case Listing(items):
            for item in items:
                yield from keys_of(item)
        case Scalar():
            return


def words_of_amounts():
    """Every key that a measure can write in its amount and in its stacking."""
    records = (AMOUNT, CLAW_BACK, LINE, YEARS, INSTALMENT, PAYER, CHOOSE, OPTION, STACKING)
    keys = {key.name for record in records for key in record.keys}
    return keys | {*FORMS, *BESIDE} | {word for words in FORMS.values() for word in words} | {"up_to", "then", "otherwise"}


def test_lantern_bay_uses_every_word_of_amounts():
    """Whoever looks for a word finds it at work in the made-up zone."""
    paths = sorted((ROOT / "packs/example-zone/measures").glob("*.yaml"))
    assert words_of_amounts() - {key for path in paths for key in keys_of(read_yaml(read_text(path), ""))} == set()


def test_lantern_bay_has_a_table_over_two_fields_and_one_row_that_gives_nothing():
    worths = [
        worth
        for measure in loaded(ROOT / "packs/example-zone").measures
        for line in (measure.amount.lines if measure.amount else ())
        for top in line.worths
        for worth in below(top)
    ]
    tables = [worth for worth in worths if isinstance(worth, Cases) and len(worth.by) == 2]
    assert any(row.then == Nothing() for table in tables for row in table.rows)


def below(worth):
    """A worth and all worths inside it."""
    yield worth
    for part in parts_of_worth(worth):
        yield from below(part)
