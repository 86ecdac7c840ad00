"""Numbers, quantities, periods and days as people write them come out exactly as meant."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from strategies import FULL_WIDTH, composed_numbers, spelled_numbers
from zonewright.errors import UnitError
from zonewright.values import (
    ALIASES,
    BASES,
    Period,
    Quantity,
    Unit,
    add_period,
    exact,
    read_number,
    read_period,
    read_quantity,
    read_unit,
    subtract_period,
)

UNITS = st.sampled_from(("CNY", "mu", "m2", "CNY/mu", "t/day", "%", "person", "person-night", "CNY/person-night"))
numbers = st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=1000)
days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
some_periods = st.builds(Period, st.integers(0, 2000), st.sampled_from(("day", "month")))
ends = st.sampled_from([date(2023, 1, 31), date(2023, 2, 28), date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 31)])


@given(spelled_numbers())
def test_a_number_is_read_as_it_is_spelled(spelled):
    """Thousands, 万 and 억, decimals, fractions, signs and full-width digits change the look, not the number."""
    text, value = spelled
    assert read_number(text) == value


@given(composed_numbers())
def test_sections_of_a_number_add_up(composed):
    """1亿2000万500 is a hundred million, twenty million and five hundred."""
    text, value = composed
    assert read_number(text) == value


@given(spelled_numbers(), UNITS, st.sampled_from(("", " ", "  ")))
def test_a_quantity_is_its_number_and_its_unit(spelled, unit, gap):
    """The unit after the number is kept as the unit; spaces between them mean nothing."""
    text, value = spelled
    assert read_quantity(f"{text}{gap}{unit}") == Quantity(value, unit)


@given(spelled_numbers(), st.sampled_from(sorted(ALIASES.items())))
def test_a_unit_may_stand_in_chinese_or_korean(spelled, alias):
    """300万元 is 3,000,000 CNY: the unit's other names mean the unit."""
    text, value = spelled
    assert read_quantity(f"{text} {alias[0]}") == Quantity(value, alias[1])


@given(spelled_numbers())
def test_a_number_is_never_a_float(spelled):
    """What is read is a whole number or an exact fraction, and whole numbers are ints."""
    value = read_number(spelled[0])
    assert type(value) is (int if Fraction(value).denominator == 1 else Fraction)


@given(st.text("0123456789,./万亿만억+-eExX ", max_size=30))
def test_anything_else_is_refused_or_exact(text):
    """Any jumble of number signs gives a number or none, at once and without an error."""
    number = read_number(text)
    assert number is None or isinstance(number, int | Fraction)


@given(numbers, st.sampled_from(sorted(BASES)), st.sampled_from(sorted(BASES)))
def test_converting_there_and_back_gives_the_same_number(number, one, other):
    """A conversion is exact in both directions, or there is none."""
    written = Quantity(exact(number), one)
    try:
        there = written.to(other)
    except UnitError:
        assert read_unit(one).powers != read_unit(other).powers
    else:
        assert Quantity(there, other).to(one) == number


@given(UNITS, UNITS)
def test_a_unit_divided_by_itself_is_none(one, other):
    """Units form a group: dividing by what was multiplied leaves the first."""
    first, second = read_unit(one), read_unit(other)
    assert (first * second) / second == first
    assert first / first == Unit(Fraction(1), ())


@given(days, some_periods, some_periods)
def test_a_longer_period_never_ends_earlier(day, one, other):
    """Of two periods of one kind from one day, the longer ends on the same day or later."""
    short, long = sorted((one.count, other.count))
    assert add_period(day, Period(short, one.unit)) <= add_period(day, Period(long, one.unit))


@given(days, days, some_periods)
def test_a_later_start_never_ends_earlier(one, other, period):
    """Of two days, the later one plus a period is the same day or later."""
    early, late = sorted((one, other))
    assert add_period(early, period) <= add_period(late, period)


@given(days, st.integers(0, 2000))
def test_days_and_weeks_are_counted_day_by_day(day, count):
    """A period of days is just so many days."""
    assert add_period(day, Period(count, "day")) == day + timedelta(days=count)


@given(days, st.integers(0, 600))
def test_a_month_too_short_gives_its_last_day(day, months):
    """The day of the month stays, unless the month is too short for it."""
    later = add_period(day, Period(months, "month"))
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(days | ends, some_periods)
def test_taking_a_period_off_gives_the_last_day_that_reaches_no_further(day, period):
    """The day found plus the period is not after the given day; the day after it plus the period is."""
    earlier = subtract_period(day, period)
    assert add_period(earlier, period) <= day < add_period(earlier + timedelta(days=1), period)


@given(
    st.integers(0, 999),
    st.sampled_from((("day", 1, "day"), ("week", 7, "day"), ("month", 1, "month"), ("year", 12, "month"))),
    st.booleans(),
    st.booleans(),
)
def test_a_span_of_time_is_read_as_it_is_spelled(count, unit, plural, full_width):
    """2 years are 24 months and 3 weeks are 21 days, in full-width digits too."""
    name, factor, base = unit
    text = f"{count} {name}{'s' if plural else ''}"
    assert read_period(text.translate(FULL_WIDTH) if full_width else text) == Period(count * factor, base)


@given(some_periods)
def test_a_period_is_written_as_it_is_read(period):
    """What a period prints as can be read again."""
    assert read_period(str(period)) == period
