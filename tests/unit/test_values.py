"""Numbers, units, days and codes."""

from datetime import date
from fractions import Fraction

import pytest

from zonewright.errors import UnitError
from zonewright.values import (
    Code,
    DateRange,
    Period,
    Quantity,
    Words,
    add_period,
    currencies,
    read_code,
    read_number,
    read_period,
    read_quantity,
    read_unit,
    subtract_period,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("50", 50),
        ("-3", -3),
        ("+3", 3),
        ("−3", -3),
        ("2,000", 2000),
        ("1,234,567.5", Fraction(2469135, 2)),
        ("0.1", Fraction(1, 10)),
        ("1/3", Fraction(1, 3)),
        ("300万", 3_000_000),
        ("1.5亿", 150_000_000),
        ("3천만", 30_000_000),
        ("3千5百万", 35_000_000),
        ("1억2000만", 120_000_000),
        ("2兆", 2_000_000_000_000),
        ("３００万", 3_000_000),
        ("１，０００", 1000),
        (" 5 ", 5),
        ("5百", 500),
        ("5십", 50),
    ],
)
def test_numbers_as_people_write_them(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "ten",
        "1,23",
        "12,34",
        ",1",
        "1.",
        ".5",
        "1..2",
        "1/0",
        "1/-2",
        "--1",
        "1e3",
        "NaN",
        "inf",
        "0x1F",
        "1_000",
        "万",
        "5\n6",
        "1 000",
        "9" * 61,
        "5%",
        "½x",
        "1/2/3",
    ],
)
def test_what_is_no_number(text):
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["1" * 40 + "x", "1,111" * 11 + "x", "1万" * 29 + "x", "1" * 59 + "/"])
def test_what_is_nearly_a_number_is_refused_at_once(text):
    """Each digit is looked at a few times, not two to the fortieth."""
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("50", Quantity(50, "")),
        ("5%", Quantity(5, "%")),
        ("5 %", Quantity(5, "%")),
        ("５％", Quantity(5, "%")),
        ("2000万 CNY", Quantity(20_000_000, "CNY")),
        ("300万元", Quantity(3_000_000, "CNY")),
        ("50亩", Quantity(50, "mu")),
        ("10 ㎡", Quantity(10, "m2")),
        ("3000000 CNY/mu", Quantity(3_000_000, "CNY/mu")),
        ("30万元/亩", Quantity(300_000, "CNY/mu")),
        ("12 person-night", Quantity(12, "person-night")),
        ("-5 CNY", Quantity(-5, "CNY")),
        ("−5 CNY", Quantity(-5, "CNY")),
        ("1/3 t/day", Quantity(Fraction(1, 3), "t/day")),
        ("60.5 pyeong", Quantity(Fraction(121, 2), "pyeong")),
        ("CNY 50", Quantity(50, "CNY")),
        ("RMB 1000万", Quantity(10_000_000, "CNY")),
        ("1000 万元", Quantity(10_000_000, "CNY")),
        ("300平米", Quantity(300, "m2")),
        ("3家", Quantity(3, "item")),
        ("30인", Quantity(30, "person")),
        ("2万亿元", Quantity(2 * 10**12, "CNY")),
        ("1万2000亿元", Quantity(12_000 * 10**8, "CNY")),
    ],
)
def test_quantities_as_people_write_them(text, quantity):
    assert read_quantity(text) == quantity


@pytest.mark.parametrize(
    "text", ["CNY", "50 furlongs", "50 CNY/", "50 /mu", "5 CNY EUR", "50 cny", "", "x", "1" * 200]
)
def test_what_is_no_quantity(text):
    assert read_quantity(text) is None


@pytest.mark.parametrize(
    ("quantity", "unit", "number"),
    [
        (Quantity(1, "ha"), "m2", 10_000),
        (Quantity(3, "mu"), "m2", 2000),
        (Quantity(2000, "m2"), "mu", 3),
        (Quantity(121, "pyeong"), "m2", 400),
        (Quantity(1, "km2"), "ha", 100),
        (Quantity(2, "t"), "kg", 2000),
        (Quantity(2, "year"), "month", 24),
        (Quantity(2, "week"), "day", 14),
        (Quantity(50, "%"), "%", 50),
        (Quantity(2000, "CNY/mu"), "CNY/m2", 3),
        (Quantity(48, "hour"), "day", 2),
    ],
)
def test_conversions_are_exact(quantity, unit, number):
    assert quantity.to(unit) == number


@pytest.mark.parametrize(
    ("one", "other"), [("CNY", "USD"), ("m", "m2"), ("day", "month"), ("person", "item"), ("CNY", "%"), ("x", "m")]
)
def test_what_measures_something_else_does_not_convert(one, other):
    """Currencies above all: there is no rate in a pack."""
    with pytest.raises(UnitError):
        Quantity(1, one).to(other)


def test_units_with_unknown_parts_are_none():
    assert read_unit("CNY/furlong") is None
    assert read_unit("") is None


def test_currencies_are_those_of_the_standard():
    assert {"CNY", "KRW", "USD", "EUR", "JPY"} <= currencies()
    assert "RMB" not in currencies()


def test_a_range_of_days_is_half_open():
    """The first day is in, the end is the first day out."""
    year = DateRange(date(2026, 1, 1), date(2027, 1, 1))
    assert year.contains(date(2026, 1, 1))
    assert year.contains(date(2026, 12, 31))
    assert not year.contains(date(2027, 1, 1))
    assert not year.contains(date(2025, 12, 31))
    assert DateRange().contains(date.min)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2 years", Period(24, "month")),
        ("1 year", Period(12, "month")),
        ("6 months", Period(6, "month")),
        ("45 days", Period(45, "day")),
        ("3 weeks", Period(21, "day")),
        ("２ years", Period(24, "month")),
        ("0 days", Period(0, "day")),
    ],
)
def test_spans_of_time(text, period):
    assert read_period(text) == period


@pytest.mark.parametrize("text", ["two years", "2", "years", "-1 day", "1.5 years", "12345 days", "2 years 3 months", ""])
def test_what_is_no_span_of_time(text):
    assert read_period(text) is None


@pytest.mark.parametrize(
    ("day", "period", "later"),
    [
        (date(2024, 1, 31), Period(1, "month"), date(2024, 2, 29)),
        (date(2023, 1, 31), Period(1, "month"), date(2023, 2, 28)),
        (date(2024, 2, 29), Period(12, "month"), date(2025, 2, 28)),
        (date(2024, 2, 29), Period(48, "month"), date(2028, 2, 29)),
        (date(2024, 3, 1), Period(24, "month"), date(2026, 3, 1)),
        (date(2024, 12, 15), Period(1, "month"), date(2025, 1, 15)),
        (date(2024, 12, 31), Period(1, "day"), date(2025, 1, 1)),
        (date(2024, 3, 31), Period(-1, "month"), date(2024, 2, 29)),
        (date(9999, 12, 1), Period(12, "month"), date.max),
        (date(9999, 12, 31), Period(1, "day"), date.max),
        (date(1, 1, 15), Period(-1, "month"), date.min),
        (date(1, 1, 1), Period(-1, "day"), date.min),
    ],
)
def test_adding_a_period(day, period, later):
    assert add_period(day, period) == later


@pytest.mark.parametrize(
    ("day", "period", "earlier"),
    [
        (date(2026, 3, 1), Period(24, "month"), date(2024, 3, 1)),
        (date(2026, 2, 28), Period(1, "month"), date(2026, 1, 31)),
        (date(2025, 2, 28), Period(12, "month"), date(2024, 2, 29)),
        (date(2026, 3, 30), Period(1, "month"), date(2026, 2, 28)),
        (date(2026, 3, 1), Period(1, "day"), date(2026, 2, 28)),
        (date.max, Period(1, "day"), date(9999, 12, 30)),
        (date.max, Period(0, "day"), date.max),
    ],
)
def test_taking_a_period_off(day, period, earlier):
    """The last day that plus the period is not after the day; also at the end of the calendar."""
    assert subtract_period(day, period) == earlier


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period(12, "month"), "1 year"),
        (Period(24, "month"), "2 years"),
        (Period(18, "month"), "18 months"),
        (Period(1, "day"), "1 day"),
        (Period(0, "day"), "0 days"),
    ],
)
def test_a_period_prints_as_it_is_written(period, text):
    assert str(period) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("gbt4754@2017:3491", Code("gbt4754", "2017", "3491")),
        ("gbt4754@2017:C3491", Code("gbt4754", "2017", "3491")),
        ("gbt4754@2017:C", Code("gbt4754", "2017", "C")),
        ("nace@2.1:01.11", Code("nace", "2.1", "0111")),
        ("ksic@10:２９２８０", Code("ksic", "10", "29280")),
    ],
)
def test_codes_with_scheme_and_edition(text, code):
    assert read_code(text) == code


@pytest.mark.parametrize(
    "text", ["3491", "gbt4754:3491", "gbt4754@2017", "GBT@2017:34", "gbt4754@2017:", "a b@1:2", "gbt4754@2017:34 91"]
)
def test_a_code_without_scheme_or_edition_is_none(text):
    assert read_code(text) is None


def test_words_in_each_language():
    words = Words("zone", "区", "구역")
    assert [words.in_language(language) for language in ("en", "zh", "ko")] == ["zone", "区", "구역"]


@pytest.mark.parametrize("text", ["5亿万", "万", "3千万万"])
def test_a_mark_without_digits_before_it_is_no_number(text):
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "period"),
    [("3年", Period(36, "month")), ("12个月", Period(12, "month")), ("45天", Period(45, "day")), ("6개월", Period(6, "month"))],
)
def test_spans_in_chinese_and_korean(text, period):
    assert read_period(text) == period
