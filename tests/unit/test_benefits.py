"""Ranges, exchange rates, units of worths, and what the reader says of amounts that cannot be."""

import itertools
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from amount_strategies import SCHEMA, SPOKEN, WORLD
from strategies import WORDS
from zonewright.benefits.ast import (
    Above,
    Amount,
    Bounded,
    Case,
    Cases,
    ClawBack,
    Converted,
    FullSteps,
    GrantLine,
    Highest,
    Instalment,
    Less,
    Lowest,
    Nothing,
    OfFact,
    Option,
    Product,
    Provided,
    Slice,
    Sliced,
    Stated,
    Total,
    YearShare,
    conditions_in,
    parts_of_worth,
)
from zonewright.benefits.judge import appraise
from zonewright.benefits.payments import appraise_amount, unit_of_amount
from zonewright.benefits.ranges import ANY, ZERO, Range, highest, hull, less, lowest, point, product, rising, total
from zonewright.benefits.read import read_worth
from zonewright.benefits.read_amount import read_amount
from zonewright.benefits.units import fits, is_nothing, name_of, number_in, unit_of_worth
from zonewright.codes.money import ExchangeRate, Programme, Rates, Rounding
from zonewright.conditions.ast import AllOf, Compare, Includes, Known, Op
from zonewright.conditions.read import Vocabulary
from zonewright.errors import Report
from zonewright.notation.tree import read_yaml
from zonewright.values import Period, Quantity, read_unit

ON = date(2026, 3, 1)
LARGE = 10**9  # stands for a number without end

# ranges

ENDS = st.sampled_from((0, 1, 2, 5)).map(Fraction)


@st.composite
def ranges(draw):
    low, high = sorted((draw(ENDS), draw(ENDS)))
    return Range(low, draw(st.sampled_from((high, high, None))))


def members(one):
    """The ends of a range: what rises or falls in each of its numbers is least and largest there."""
    return (one.low, Fraction(LARGE) if one.high is None else one.high)


def reached(function, several):
    found = [function(numbers) for numbers in itertools.product(*map(members, several))]
    return min(found), max(found)


def closed(found):
    """A range with the large number where it has no end; more than the large number has none."""
    return found.low, min(Fraction(LARGE), found.high) if found.high is not None else Fraction(LARGE)


@pytest.mark.parametrize(
    ("ours", "plain"),
    [
        (total, sum),
        (product, lambda numbers: numbers[0] * numbers[1]),
        (highest, max),
        (lowest, min),
        (lambda pair: less(*pair), lambda numbers: max(numbers[0] - numbers[1], Fraction(0))),
    ],
    ids=["total", "product", "highest", "lowest", "less"],
)
@given(st.tuples(ranges(), ranges()))
def test_a_combined_range_holds_all_that_can_come_out_and_no_more(ours, plain, pair):
    """Its ends are the least and the largest number of all; to take away a number without end leaves nothing."""
    low, high = reached(plain, pair)
    if ours not in {total, product, highest, lowest} and pair[0].high is None:
        high = Fraction(LARGE)
    assert closed(ours(pair)) == (low, min(high, Fraction(LARGE)))


def test_nothing_combined_is_nothing_or_one():
    assert total([]) == ZERO
    assert product([]) == point(Fraction(1))


def test_a_hull_reaches_from_the_lowest_to_the_highest():
    low, high = point(Fraction(1)), Range(Fraction(3), Fraction(5))
    assert hull([high, low]) == (1, 5)
    assert hull([low, ANY]) == (0, None)


def test_a_number_below_zero_is_zero():
    assert point(Fraction(-1)) == ZERO
    assert point(Fraction(1, 3)) == (Fraction(1, 3), Fraction(1, 3))


def test_a_range_is_settled_when_it_is_one_number():
    assert point(Fraction(2)).is_settled
    assert not ANY.is_settled
    assert not Range(Fraction(1), Fraction(2)).is_settled


def test_a_rising_function_keeps_a_range_without_end():
    assert rising(Range(Fraction(3), Fraction(5)), lambda number: 2 * number) == (6, 10)
    assert rising(Range(Fraction(3), None), lambda number: 2 * number) == (6, None)


# money

RATES = Rates.of(
    (
        ExchangeRate("USD", "CNY", 8, date(2026, 7, 1)),
        ExchangeRate("USD", "CNY", 7, date(2026, 1, 1)),
        ExchangeRate("CNY", "USD", Fraction(1, 5), date(2026, 4, 1)),
        ExchangeRate("CNY", "USD", Fraction(1, 9), date(2026, 7, 1)),
        ExchangeRate("CNY", "KRW", 200, date(2026, 1, 1)),
    )
)


@pytest.mark.parametrize(
    ("base", "quote", "on", "factor"),
    [
        ("USD", "CNY", "2025-12-31", None),
        ("USD", "CNY", "2026-01-01", 7),
        ("USD", "CNY", "2026-03-31", 7),
        ("CNY", "USD", "2026-03-31", Fraction(1, 7)),
        ("USD", "CNY", "2026-04-01", 5),  # the later of the two directions
        ("CNY", "USD", "2026-04-01", Fraction(1, 5)),
        ("USD", "CNY", "2026-07-01", 8),  # both on one day: the direction that is asked
        ("CNY", "USD", "2026-07-01", Fraction(1, 9)),
        ("USD", "CNY", "2030-01-01", 8),
        ("KRW", "CNY", "2026-01-01", Fraction(1, 200)),
        ("USD", "KRW", "2026-07-01", None),  # not through a third currency
        ("JPY", "CNY", "2026-07-01", None),
        ("JPY", "JPY", "1900-01-01", 1),
    ],
)
def test_the_latest_rate_of_a_pair_holds_in_both_directions(base, quote, on, factor):
    assert RATES.factor(base, quote, date.fromisoformat(on)) == factor


def test_a_pair_is_held_in_either_direction_and_on_any_day():
    assert RATES.holds("USD", "CNY")
    assert RATES.holds("KRW", "CNY")
    assert RATES.holds("JPY", "JPY")
    assert not RATES.holds("KRW", "USD")


@pytest.mark.parametrize(
    ("way", "numbers"),
    [
        ("down", {0: 0, 49: 0, 50: 0, 99: 0, 100: 100, 150: 100}),
        ("up", {0: 0, 1: 100, 50: 100, 100: 100, Fraction(201, 2): 200}),
        ("half_up", {49: 0, Fraction(99, 2): 0, 50: 100, 150: 200, 250: 300}),
        ("half_even", {49: 0, 50: 0, 51: 100, 150: 200, 250: 200, 251: 300}),
    ],
)
def test_a_payment_is_rounded_in_the_way_of_its_programme(way, numbers):
    rounding = Rounding(Quantity(100, "CNY"), way)
    assert {number: rounding.apply(Fraction(number)) for number in numbers} == numbers


def test_a_programme_knows_every_currency_that_it_is_stated_in():
    budgets = {2026: Quantity(1, "CNY")}
    assert Programme("plain", WORDS, budgets).currencies == {"CNY"}
    mixed = Programme("mixed", WORDS, budgets, Quantity(1, "KRW"), Rounding(Quantity(1, "USD"), "up"))
    assert mixed.currencies == {"CNY", "KRW", "USD"}


# units

CNY, PERCENT, PERSONS = (Stated(Quantity(1, unit)) for unit in ("CNY", "%", "person"))
ANYONE = Known("settled")


@pytest.mark.parametrize(
    ("worth", "unit"),
    [
        (Nothing(), "%"),
        (Stated(Quantity(2, "mu")), "m2"),
        (Stated(Quantity(2, "year")), "month"),
        (OfFact("revenue"), "CNY"),
        (OfFact("margin"), "%"),
        (OfFact("patents"), "%"),
        (Product((PERCENT, CNY)), "CNY"),
        (Product((Stated(Quantity(1, "CNY/m2-month")), OfFact("land"), OfFact("lease"))), "CNY"),
        (Product((Stated(Quantity(1, "CNY/m2-month")), OfFact("lease"))), "CNY/m2"),
        (Product((CNY, PERSONS)), "CNY-person"),
        (Less(PERSONS, (Nothing(),)), "person"),
        (Above(OfFact("imports"), Stated(Quantity(1, "USD"))), "USD"),
        (FullSteps(PERSONS, Quantity(10, "person")), "person"),
        (Sliced(OfFact("land"), (Slice(None, Nothing()), Slice(None, Stated(Quantity(1, "CNY/m2"))))), "CNY"),
        (Sliced(CNY, (Slice(None, PERCENT),)), "CNY"),
        (Cases((Case(ANYONE, Nothing()), Case(ANYONE, PERSONS))), "person"),
        (Total((Total((Nothing(),)), CNY)), "CNY"),
        (Highest((CNY,)), "CNY"),
        (Lowest((Nothing(), PERSONS)), "person"),
        (Bounded(Nothing(), least=PERSONS), "person"),
        (Bounded(CNY, most=Nothing()), "CNY"),
        (Provided(CNY, ANYONE), "CNY"),
        (Converted(OfFact("imports"), "USD", "CNY"), "CNY"),
    ],
    ids=lambda one: one if isinstance(one, str) else type(one).__name__,
)
def test_a_worth_is_in_the_unit_of_its_parts(worth, unit):
    """Also the appraisal, with or without facts."""
    assert name_of(unit_of_worth(worth, SCHEMA)) == unit
    assert appraise(worth, {}, WORLD, SCHEMA).unit == unit


def test_nothing_fits_every_unit():
    for nothing in (Nothing(), Total((Nothing(), Cases(())))):
        assert is_nothing(nothing, SCHEMA)
        assert fits(nothing, read_unit("CNY"), SCHEMA)
        assert fits(nothing, read_unit("person"), SCHEMA)
    assert not is_nothing(Stated(Quantity(0, "CNY")), SCHEMA)
    assert fits(Stated(Quantity(0, "mu")), read_unit("m2"), SCHEMA)
    assert not fits(Stated(Quantity(0, "CNY")), read_unit("KRW"), SCHEMA)


@pytest.mark.parametrize("text", ["CNY", "CNY/m2", "CNY/m2-month", "CNY/person-month", "m2", "kg/day", "%", "CNY-person"])
def test_the_name_of_a_unit_is_read_as_the_unit(text):
    assert read_unit(name_of(read_unit(text))).powers == read_unit(text).powers


@pytest.mark.parametrize(
    ("canonical", "unit", "number"),
    [(Fraction(2, 5), "%", 40), (Fraction(5), "CNY", 5), (Fraction(24), "year", 2), (Fraction(1, 3), "m2", Fraction(1, 3))],
)
def test_a_number_is_told_in_its_unit(canonical, unit, number):
    assert number_in(canonical, unit) == number


def test_an_appraisal_is_told_in_percent_where_it_is_a_share():
    found = appraise(Bounded(OfFact("margin"), most=Stated(Quantity(40, "%"))), {}, WORLD, SCHEMA)
    assert (found.low, found.high, found.unit) == (0, 40, "%")
    assert appraise(OfFact("margin"), {}, WORLD, SCHEMA).high is None


@pytest.mark.parametrize(
    ("fact", "ends"),
    [
        (49, (49, 49)),
        (51, (51, 51)),
        (48, (49, 51)),
        (52, (49, 51)),
        (None, (49, 51)),
        (Quantity(Fraction(50, 7), "USD"), (50, 50)),
        (Quantity(50, "USD"), (49, 51)),
    ],
)
def test_a_fact_that_its_field_says_cannot_be_is_not_known(fact, ends):
    """An amount told before such a fact came up stays true."""
    found = appraise(OfFact("deposit"), {"deposit": fact}, WORLD, SCHEMA)
    assert found.range == ends
    assert list(found.missing()) == ([] if ends[0] == ends[1] else ["deposit"])


# the tree


def test_every_condition_of_an_amount_is_found():
    """Those of rows, of years, of milestones and of the claw-back, however deep."""
    tests = [Compare("staff", Op.AT_LEAST, number) for number in range(6)]
    worth = Highest((CNY, Provided(Cases((Case(tests[0], CNY), Case(AllOf(()), Provided(CNY, tests[1])))), tests[2])))
    assert set(conditions_in(worth)) == {AllOf(()), *tests[:3]}
    first = GrantLine(worth, "CNY", years=(YearShare(1, 1, PERCENT, tests[3]), YearShare(2, 2, PERCENT)))
    milestone = Instalment(Quantity(100, "%"), when=tests[4])
    second = GrantLine(CNY, "CNY", instalments=(milestone,), at_most=Provided(CNY, tests[0]))
    amount = Amount("cash", WORDS, (Option((first,)), Option((second,))), claw_back=ClawBack(tests[5], Quantity(50, "%")))
    assert set(amount.conditions) == {AllOf(()), *tests}
    assert second.worths == (CNY, Provided(CNY, tests[0]))


def test_the_parts_of_a_worth_are_all_that_stands_below_it():
    a, b, c = (Stated(Quantity(number, "CNY")) for number in range(3))
    assert parts_of_worth(Bounded(a, least=b)) == (a, b)
    assert parts_of_worth(Bounded(a, most=c)) == (a, c)
    assert parts_of_worth(Sliced(a, (Slice(Quantity(1, "CNY"), b), Slice(None, c)))) == (a, b, c)
    assert parts_of_worth(OfFact("revenue")) == ()


# amounts


def valued(*options, facts=None, **more):
    return appraise_amount(Amount("cash", WORDS, options, **more), facts or {}, WORLD, SCHEMA, "office")


def line(number, unit="CNY", **more):
    return GrantLine(Stated(Quantity(number, unit)), unit, **more)


def test_of_equal_options_the_first_is_told():
    """And a surely better one before one that may be better still."""
    assert valued(Option((line(5),)), Option((line(5),))).chosen == 0
    open_end = Option((GrantLine(OfFact("revenue"), "CNY"),))
    assert valued(open_end, Option((line(1),))).chosen == 1
    assert valued(Option((line(0),)), open_end).chosen == 1
    assert valued(Option((line(0),)), Option((GrantLine(OfFact("deposit"), "CNY"),)), open_end).chosen == 1


def test_money_is_the_unit_of_an_amount_that_also_gives_things():
    mixed = valued(Option((line(500, "m2"), line(7))))
    assert (mixed.unit, mixed.low, mixed.high, mixed.is_money) == ("CNY", 7, 7, True)
    things = valued(Option((line(500, "m2"), line(1, "item"))))
    assert (things.unit, things.low, things.is_money) == ("m2", 500, False)
    assert unit_of_amount(Amount("cash", WORDS, (Option((line(3, "%"),)), Option((line(1),))))) == "CNY"


def test_payments_come_in_the_order_of_their_days_and_those_without_a_day_last():
    due = ((20, None, "promised"), (30, Period(12, "month"), None), (10, None, "applied"), (40, None, None))
    parts = tuple(Instalment(Quantity(number, "%"), after, on) for number, after, on in due)
    found = valued(Option((line(100, instalments=parts),)), facts={"applied": date(2026, 12, 31)})
    told = [(payment.due, payment.low) for payment in found.payments]
    assert told == [(date(2026, 3, 1), 40), (date(2026, 12, 31), 10), (date(2027, 3, 1), 30), (None, 20)]


def test_a_month_or_30_days_may_be_the_longer_one():
    """From the last of January the month ends first, from the first of March the days: without the day either may."""
    after = (Period(30, "day"), Period(1, "month"))
    halves = tuple(Instalment(Quantity(50, "%"), one) for one in after)
    capped = Option((line(100, instalments=halves, starts="founded", at_most=Stated(Quantity(50, "CNY"))),))
    told = {
        day: [(payment.due, payment.low, payment.high) for payment in valued(capped, facts={"founded": day}).payments]
        for day in (None, date(2026, 1, 31), date(2026, 3, 1))
    }
    assert told == {
        None: [(None, 0, 50), (None, 0, 50)],
        date(2026, 1, 31): [(date(2026, 2, 28), 50, 50)],
        date(2026, 3, 1): [(date(2026, 3, 31), 50, 50)],
    }


def test_a_schedule_at_the_end_of_the_calendar_stops_there():
    late = line(1, starts="founded", years=(YearShare(1, 2, PERCENT),), in_arrears=True)
    found = valued(Option((late,)), facts={"founded": date.max})
    assert {payment.due for payment in found.payments} == {date(9999, 12, 30)}


@pytest.mark.parametrize(
    ("settled", "kept", "recoverable"), [(True, (60, 60), (40, 40)), (False, (100, 100), (0, 0)), (None, (100, 100), (0, 40))]
)
def test_what_may_go_back_is_told_beside_what_is_kept(settled, kept, recoverable):
    """The amount is told before anything goes back."""
    back = ClawBack(Includes("settled", 1, (True,)), Quantity(40, "%"))
    found = valued(Option((line(100),)), facts={"settled": settled}, claw_back=back)
    assert (found.range, found.kept, found.recoverable) == ((100, 100), kept, recoverable)


def test_what_is_settled_misses_nothing():
    """An amount at its cap asks for no more facts; one below it does."""
    capped = Option((GrantLine(OfFact("revenue"), "CNY", at_most=Bounded(OfFact("costs"), most=CNY)),))
    assert list(valued(capped, facts={"revenue": 5, "costs": 7}).missing()) == []
    assert list(valued(capped, facts={"costs": 7}).missing()) == ["revenue"]
    assert list(valued(capped, facts={"revenue": 5}).missing()) == ["costs"]


# reading

VOCABULARY = Vocabulary(SCHEMA, WORLD)


def told(read, text):
    report = Report()
    found = read(read_yaml(text, ""), VOCABULARY, report)
    return found, [(one.code, one.where.column) for one in report.diagnostics]


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("5", "ZW402", 1),
        ("-5 CNY", "ZW607", 1),
        ("much", "ZW010", 1),
        ("''", "ZW010", 1),
        ("[5 CNY]", "ZW010", 1),
        ("{}", "ZW010", 1),
        ("{field: stuff}", "ZW101", 9),
        ("{field: kind}", "ZW107", 1),
        ("{field: events}", "ZW107", 1),
        ("{rate: 5 %}", "ZW018", 1),
        ("{rate: 5 %, of: 3 CNY, for: long}", "ZW010", 29),
        ("{base: 5 CNY}", "ZW018", 1),
        ("{base: 5 CNY, less: 3 CNY}", "ZW010", 21),
        ("{base: 5 CNY, less: [3 USD]}", "ZW401", 1),
        ("{base: 5 CNY, less: [3 EUR]}", "ZW401", 1),
        ("{base: 5 CNY, less: [3 KRW]}", "ZW405", 1),
        ("{part_of: 5 CNY, above: 3 m2}", "ZW401", 1),
        ("{part_of: 5 CNY}", "ZW018", 1),
        ("{full: 0 person, of: {field: staff}}", "ZW607", 1),
        ("{full: 5, of: {field: staff}}", "ZW402", 8),
        ("{full: 5 m2, of: {field: staff}}", "ZW401", 1),
        ("{slices: [], of: 5 CNY}", "ZW010", 10),
        ("{slices: [5 %], of: 5 CNY}", "ZW010", 11),
        ("{slices: [{up_to: 5 CNY}], of: 5 CNY}", "ZW018", 11),
        ("{slices: [{up_to: 5 m2, rate: 5 %}], of: 5 CNY}", "ZW401", 11),
        ("{slices: [{from: 1 CNY, rate: 5 %}], of: 5 CNY}", "ZW602", 11),
        ("{slices: [{up_to: 5 CNY, rate: 5 %}, {from: 4 CNY, rate: 5 %}], of: 5 CNY}", "ZW601", 38),
        ("{slices: [{up_to: 5 CNY, rate: 5 %}, {from: 6 CNY, rate: 5 %}], of: 5 CNY}", "ZW602", 38),
        ("{slices: [{up_to: 5 CNY, rate: 5 %}, {up_to: 5 CNY, rate: 5 %}], of: 5 CNY}", "ZW601", 38),
        ("{slices: [{rate: 5 %}, {rate: 6 %}], of: 5 CNY}", "ZW601", 24),
        ("{slices: [{up_to: 0 CNY, rate: 5 %}], of: 5 CNY}", "ZW601", 11),
        ("{slices: [{up_to: 5 CNY, rate: 5 %}, {rate: 5 person}], of: 5 CNY}", "ZW401", 1),
        ("{by: [], table: []}", "ZW010", 6),
        ("{by: [kind, settled, level], table: [{otherwise: true, then: none}]}", "ZW010", 6),
        ("{by: kind}", "ZW010", 1),
        ("{by: kind, table: []}", "ZW010", 19),
        ("{by: kind, table: [5 CNY]}", "ZW010", 20),
        ("{by: kind, table: [{is: maker}]}", "ZW018", 20),
        ("{by: kind, table: [{is: baker, then: 5 CNY}]}", "ZW110", 25),
        ("{by: kind, table: [{is: maker, then: 5 CNY}, {otherwise: true, then: 5 m2}]}", "ZW401", 1),
        ("{cases: {when: {field: settled, is: true}, then: none}}", "ZW010", 9),
        ("{cases: [{then: 5 CNY}]}", "ZW010", 10),
        ("{cases: [{when: {field: settled, is: true}, otherwise: true, then: 5 CNY}]}", "ZW010", 10),
        ("{cases: [{otherwise: false, then: 5 CNY}]}", "ZW010", 22),
        ("{cases: [{otherwise: true}]}", "ZW018", 10),
        ("{sum: 5 CNY}", "ZW010", 7),
        ("{sum: []}", "ZW010", 7),
        ("{highest: [5 CNY, 5 person]}", "ZW401", 1),
        ("{convert: 5 USD}", "ZW018", 1),
        ("{convert: 5 USD, to: gold}", "ZW010", 22),
        ("{convert: 5 m2, to: CNY}", "ZW401", 1),
        ("{convert: 5 KRW, to: CNY}", "ZW405", 1),
        ("{field: revenue, at_least: 5 CNY, at_most: 4 CNY}", "ZW600", 1),
        ("{field: land, at_least: 1 mu, at_most: 1 m2}", "ZW600", 1),
        ("{field: revenue, at_most: 4 USD}", "ZW401", 1),
        ("{field: revenue, when: true}", "ZW010", 24),
        ("{field: revenue, at_most: much}", "ZW010", 27),
    ],
)
def test_a_worth_that_cannot_be_is_refused_where_it_stands(text, code, column):
    """One mistake, one finding."""
    assert told(read_worth, text)[1] == [(code, column)]


def test_every_mistake_of_a_worth_is_told_at_once():
    text = "{rate: {sum: [5, 3 %]}, of: {base: {field: stuff}, less: [-1 CNY]}, at_most: much}"
    assert told(read_worth, text) == (None, [("ZW402", 15), ("ZW101", 44), ("ZW607", 59), ("ZW010", 78)])


def test_a_floor_may_be_as_high_as_its_cap():
    assert told(read_worth, "{field: land, at_least: 1 mu, at_most: 2000/3 m2}")[1] == []


LINE = "worth: 100 CNY"


@pytest.mark.parametrize(
    ("gives", "code"),
    [
        ("[]", "ZW010"),
        ("{}", "ZW018"),
        ("{choose: [{says: SAYS, gives: {worth: 5 CNY}}]}", "ZW016"),
        (f"{{{LINE}, years: [{{year: 0, rate: 5 %}}]}}", "ZW603"),
        (f"{{{LINE}, years: [{{from: 2, to: 1, rate: 5 %}}]}}", "ZW603"),
        (f"{{{LINE}, years: [{{rate: 5 %}}]}}", "ZW603"),
        (f"{{{LINE}, years: [{{year: 1, from: 1, to: 1, rate: 5 %}}]}}", "ZW603"),
        (f"{{{LINE}, years: [{{from: 1, to: 101, rate: 5 %}}]}}", "ZW603"),
        (f"{{{LINE}, years: [{{year: 2, rate: 5 %}}]}}", "ZW603"),
        (f"{{{LINE}, years: [{{from: 1, to: 2, rate: 5 %}}, {{year: 2, rate: 5 %}}]}}", "ZW603"),
        (f"{{{LINE}, years: [{{year: 1, rate: 5 CNY}}]}}", "ZW401"),
        (f"{{{LINE}, years: [{{year: 1, rate: 5 %}}], instalments: [{{share: 100 %}}]}}", "ZW603"),
        (f"{{{LINE}, in_arrears: true}}", "ZW603"),
        (f"{{{LINE}, at_most_per_year: 5 CNY}}", "ZW603"),
        (f"{{{LINE}, instalments: [{{share: 99 %}}]}}", "ZW605"),
        (f"{{{LINE}, instalments: [{{share: 5 CNY}}]}}", "ZW401"),
        (f"{{{LINE}, instalments: [{{share: 100 %, on: kind}}]}}", "ZW107"),
        (f"{{{LINE}, instalments: [{{share: 100 %, on: events}}]}}", "ZW107"),
        (f"{{{LINE}, instalments: [{{share: 100 %, on: stuff}}]}}", "ZW101"),
        (f"{{{LINE}, instalments: [{{share: 100 %, on: applied, after: 6 months}}]}}", "ZW603"),
        (f"{{{LINE}, payers: [{{by: office, share: 40 %}}, {{by: city, share: 50 %}}]}}", "ZW605"),
        (f"{{{LINE}, at_most: 5 person}}", "ZW401"),
        (f"{{{LINE}, at_most: much}}", "ZW010"),
        (f"{{{LINE}, from: revenue}}", "ZW107"),
        (f"[{{{LINE}}}, {{worth: 5 USD}}]", "ZW401"),
        (f"[{{{LINE}}}, {{worth: 5 KRW}}]", "ZW405"),
    ],
)
def test_a_line_that_cannot_be_is_told(gives, code):
    """One mistake, one finding."""
    text = f"{{kind: cash, says: {SPOKEN}, gives: {gives.replace('SAYS', SPOKEN)}}}"
    assert [found for found, _ in told(read_amount, text)[1]] == [code]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("gives: {worth: 5 CNY}, programme: nowhere", "ZW210"),
        ("gives: {worth: 5 USD}, programme: down", "ZW606"),
        ("gives: {worth: 5 CNY}, claw_back: {when: {field: settled, is: true}, share: 101 %}", "ZW607"),
        ("gives: {worth: 5 CNY}, claw_back: {share: 50 %}", "ZW018"),
        ("programme: down", "ZW018"),
        ("claw_back: {when: {field: settled, is: true}}", "ZW018"),
        ("outlasts: true", "ZW018"),
    ],
)
def test_an_amount_that_cannot_be_is_told(more, code):
    """One mistake, one finding."""
    assert [found for found, _ in told(read_amount, f"{{kind: cash, says: {SPOKEN}, {more}}}")[1]] == [code]


def test_a_claw_back_takes_all_unless_it_says_otherwise():
    text = f"{{kind: cash, says: {SPOKEN}, gives: {{worth: 5 CNY}}, claw_back: {{when: {{field: settled, is: true}}}}}}"
    found, codes = told(read_amount, text)
    assert codes == []
    assert found.claw_back.share == Quantity(100, "%")


def test_an_amount_in_words_only_has_nothing_to_calculate():
    found, codes = told(read_amount, f"{{kind: service, says: {SPOKEN}}}")
    assert (found.options, codes) == ((), [])
