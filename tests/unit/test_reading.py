"""Profiles and constants: what people write, and what it becomes."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest

from small_pack import W, field, write_pack
from strategies import SCHEMA
from zonewright import facts_of, load_pack, read_profile
from zonewright.codes.world import Catalogue, Edition
from zonewright.errors import InputError, Report
from zonewright.notation.tree import read_yaml
from zonewright.schema.derive import complete, stated_against_parts
from zonewright.schema.fields import Answerer, Difference, Field, FieldType, Ratio, Schema
from zonewright.schema.read import read_constant, read_facts
from zonewright.tables.profile import read_profiles
from zonewright.values import Code, DateRange, Level, Quantity, Words

ON = date(2026, 3, 1)
WORDS = Words("word", "词", "말")


def read(text):
    """The facts of a profile, and the codes of what does not fit."""
    report = Report()
    return read_facts(SCHEMA, read_yaml(text, ""), report), [found.code for found in report.diagnostics]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("staff: 50", 50),
        ("staff: 50人", 50),
        ("staff: 1,200 persons", 1200),
        ("revenue: 2000万", 20_000_000),
        ("revenue: 2000万元", 20_000_000),
        ("land: 3 mu", 2000),
        ("land: 1 公顷", 10_000),
        ("patents: 50 %", Fraction(1, 2)),
        ("settled: yes", True),
        ("settled: 否", False),
        ("settled: 예", True),
        ("settled: TRUE", True),
        ("founded: 2024-02-29", date(2024, 2, 29)),
        ("founded: 2024年2月29日", date(2024, 2, 29)),
        ("founded: 2024.2.29", date(2024, 2, 29)),
        ("founded: 2024년 2월 29일", date(2024, 2, 29)),
        ("kind: maker", "maker"),
        ("level: province", Level(1, "province")),
        ("industry: gbt4754@2017:C3491", Code("gbt4754", "2017", "3491")),
        ("seat: zone", "zone"),
        ("business: harbour robots", "harbour robots"),
        ("badges: [green, safe]", ("green", "safe")),
        ("badges: green", ("green",)),
        ("badges: []", ()),
        ("events: [2024-02-29]", (date(2024, 2, 29),)),
        ("enterprise: {staff: 5}", 5),
        ("enterprise.staff: 5", 5),
    ],
)
def test_a_fact_is_read_as_people_write_it(text, value):
    facts, codes = read(text)
    assert list(facts.values()) == [value]
    assert codes == []


@pytest.mark.parametrize("text", ["staff: ~", "staff: null", "staff:", "badges:"])
def test_what_is_left_out_is_not_known(text):
    """An empty fact is unknown, never zero and never no."""
    facts, codes = read(text)
    assert list(facts.values()) == [None]
    assert codes == []


def test_an_amount_in_another_currency_is_kept_and_told():
    """Dollars stay dollars; nothing is converted, and the reader is warned."""
    facts, codes = read("revenue: 5 USD")
    assert facts == {"revenue": Quantity(5, "USD")}
    assert codes == ["ZW401"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("staff: many", "ZW113"),
        ("staff: [5]", "ZW010"),
        ("settled: perhaps", "ZW010"),
        ("founded: yesterday", "ZW013"),
        ("founded: 2023-02-29", "ZW013"),
        ("kind: baker", "ZW110"),
        ("badges: [green, brown]", "ZW110"),
        ("industry: 3491", "ZW111"),
        ("seat: North Pole", "ZW112"),
        ("stuff: 5", "ZW130"),
        ("enterprise: {stuff: 5}", "ZW130"),
        ("[1]", "ZW010"),
    ],
)
def test_a_fact_that_does_not_fit_is_told(text, code):
    assert read(text)[1] == [code]


@pytest.mark.parametrize(
    ("id", "text", "code"),
    [
        ("revenue", "2000万", "ZW402"),
        ("revenue", "5 USD", "ZW401"),
        ("land", "5 CNY", "ZW401"),
        ("staff", "many", "ZW113"),
        ("settled", "yes", "ZW010"),
        ("founded", "2024年2月29日", "ZW013"),
        ("kind", "Maker", "ZW110"),
        ("staff", "[5]", "ZW010"),
        ("patents", "5 CNY", "ZW401"),
    ],
)
def test_a_constant_of_a_pack_is_read_strictly(id, text, code):
    """A pack says what it means in one way: with its unit, by the option's id, with the day as digits."""
    report = Report()
    assert read_constant(SCHEMA[id], read_yaml(text, ""), report) is None
    assert [found.code for found in report.diagnostics] == [code]


def test_counted_things_need_no_unit():
    """50 for a field in persons is 50 persons."""
    report = Report()
    assert read_constant(SCHEMA["staff"], read_yaml("50", ""), report) == 50
    assert not report.failed


def test_facts_from_plain_python_values():
    """Numbers, texts, days, lists and nothing: what a program has at hand."""
    given = {
        "staff": 50,
        "revenue": Decimal("0.1"),
        "patents": 0.5,
        "founded": ON,
        "badges": ["green"],
        "settled": True,
        "kind": None,
    }
    assert facts_of(SCHEMA, given, on=ON) == {
        "staff": 50,
        "revenue": Fraction(1, 10),
        "patents": Fraction(1, 2),
        "founded": ON,
        "badges": ("green",),
        "settled": True,
        "kind": None,
    }


@pytest.mark.parametrize("value", [0.0000001, 1e21, Fraction(1, 3)])
def test_a_number_of_a_program_is_exact_however_small_or_large(value):
    """What Python prints with an exponent is a number all the same."""
    assert facts_of(SCHEMA, {"patents": value}, on=ON) == {"patents": Fraction(str(value))}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object()])
def test_a_value_that_is_no_fact_is_refused(value):
    with pytest.raises(InputError):
        facts_of(SCHEMA, {"patents": value}, on=ON)


def test_a_derived_fact_that_contradicts_its_parts_is_refused():
    with pytest.raises(InputError, match="ZW131"):
        facts_of(SCHEMA, {"revenue": 100, "costs": 40, "profit": 50}, on=ON)


def test_a_derived_fact_may_be_stated_where_its_parts_are_not_known():
    facts = facts_of(SCHEMA, {"revenue": 100, "profit": 50}, on=ON)
    assert complete(SCHEMA, facts, on=ON)["profit"] == 50
    assert complete(SCHEMA, facts, on=ON)["margin"] == 50


@pytest.mark.parametrize(
    ("given", "id", "value"),
    [
        ({"revenue": 100, "costs": 40}, "profit", 60),
        ({"revenue": 100, "costs": 40}, "margin", 60),
        ({"revenue": 0, "costs": 40}, "margin", None),
        ({"revenue": 150, "revenue_before": 100}, "growth", 50),
        ({"revenue": 150, "revenue_before": 0}, "growth", None),
        ({"costs": 40, "research": 2}, "spending", 42),
        ({"costs": 40}, "spending", None),
        ({"badges": ["green", "safe", "tech"]}, "badge_count", 3),
        ({"badges": []}, "badge_count", 0),
        ({"badges": ["green", "safe", "tech"]}, "green_share", Fraction(100, 3)),
        ({"badges": []}, "green_share", None),
        ({"founded": "2024-03-01"}, "age", 24),
        ({"founded": "2024-03-02"}, "age", 23),
        ({"founded": "2026-03-02"}, "age", 0),
        ({"founded": "2026-01-31"}, "age", 1),
    ],
)
def test_what_follows_from_other_facts(given, id, value):
    assert complete(SCHEMA, facts_of(SCHEMA, given, on=ON), on=ON).get(id) == value


# tables


@pytest.fixture
def schema(tmp_path):
    more = field("badges", "choice", "many: true", f"options: {{green: {W}, safe: {W}}}") + field("founded", "day")
    return load_pack(write_pack(tmp_path / "pack", fields=more)).schema


def table(tmp_path, text, schema):
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return read_profiles(path, schema, on=ON)


def test_a_table_has_one_enterprise_a_row(tmp_path, schema):
    """Empty cells are not known; several values stand between semicolons; empty rows are no enterprises."""
    found = table(tmp_path, "name,staff,badges\nFirst,5,green;safe\nSecond,,\n,,\n,7,[]\n", schema)
    assert [profile.facts for profile in found] == [
        {"staff": 5, "badges": ("green", "safe")},
        {"staff": None, "badges": None},
        {"staff": 7, "badges": ()},
    ]
    assert [profile.name and profile.name.en for profile in found] == ["First", "Second", None]


def test_a_table_of_fields_and_values_is_one_enterprise(tmp_path, schema):
    [profile] = table(tmp_path, "field,value\nstaff,5\nfounded,2024-02-29\n", schema)
    assert profile.facts == {"staff": 5, "founded": date(2024, 2, 29)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("staff,revenue\n5,1\n6,many\n", [("ZW113", 3, 2)]),
        ("staff,revenue\nx,y\nz,1\n", [("ZW113", 2, 1), ("ZW113", 2, 2), ("ZW113", 3, 1)]),
        ("staff\n1,2\n", [("ZW026", 2, 1)]),
        ("field,value\nstaff,5\nrevenue,many\n", [("ZW113", 3, 2)]),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_row_and_column(tmp_path, schema, text, expected):
    with pytest.raises(InputError) as error:
        table(tmp_path, text, schema)
    assert [(found.code, found.where.line, found.where.column) for found in error.value.diagnostics] == expected


def test_a_workbook_is_read_like_a_table(tmp_path, schema):
    """Numbers, days, texts and empty cells of the first sheet."""
    book = openpyxl.Workbook()
    for row in (
        ["name", "staff", "revenue", "founded"],
        ["First", 5, 0.1, date(2024, 2, 29)],
        ["Second", None, "2000万元", None],
    ):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    known = [
        {id: value for id, value in one.facts.items() if value is not None}
        for one in read_profiles(tmp_path / "book.xlsx", schema, on=ON)
    ]
    assert known == [{"staff": 5, "revenue": Fraction(1, 10), "founded": date(2024, 2, 29)}, {"revenue": 20_000_000}]


@pytest.mark.parametrize("name", ["profile.json", "profile.JSON"])
def test_a_profile_in_json_with_its_name(tmp_path, schema, name):
    (tmp_path / name).write_text(
        '{"sample": true, "name": {"en": "A", "zh": "甲", "ko": "가"}, "facts": {"staff": 5}}', encoding="utf-8"
    )
    profile = read_profile(tmp_path / name, schema, on=ON)
    assert (profile.facts, profile.sample, profile.name.zh) == ({"staff": 5}, True, "甲")


def test_a_wrapped_profile_refuses_unknown_keys(tmp_path, schema):
    (tmp_path / "profile.yaml").write_text("facts: {staff: 5}\ncolour: red\n", encoding="utf-8")
    with pytest.raises(InputError, match="ZW017"):
        read_profile(tmp_path / "profile.yaml", schema, on=ON)


def test_a_stated_fact_that_another_stated_one_contradicts():
    """A derived fact is held against everything it is calculated from, stated or calculated."""
    numbers = [Field(id, FieldType.NUMBER, WORDS, WORDS, Answerer.ENTERPRISE) for id in ("revenue", "costs")]
    profit = Field("profit", FieldType.NUMBER, WORDS, WORDS, Answerer.ENTERPRISE, derived=Difference("revenue", "costs"))
    margin = Field("margin", FieldType.NUMBER, WORDS, WORDS, Answerer.ENTERPRISE, derived=Ratio("profit", "revenue"))
    facts = {"revenue": 100, "profit": 1, "margin": 10}
    told = [field.id for field, _, _ in stated_against_parts(Schema([*numbers, profit, margin]), facts, on=ON)]
    assert told == ["margin"]


def test_the_latest_edition_in_force_counts_wherever_it_is_listed():
    editions = (
        Edition("2026", DateRange(date(2026, 1, 1)), ("robots",)),
        Edition("2024", DateRange(date(2024, 1, 1)), ("displays",)),
    )
    assert Catalogue("list", WORDS, editions).edition(None, date(2026, 3, 1)).version == "2026"
    assert Catalogue("list", WORDS, editions).edition("2024", date(2026, 3, 1)).version == "2024"
