"""An amount is a range that only narrows: whatever the facts turn out to be, it was inside."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from amount_strategies import (
    RICHER_WORLD,
    SCHEMA,
    UNITS,
    WORLD,
    amounts,
    any_conditions,
    fields_of_amount,
    fields_of_worth,
    grant_lines,
    realities,
    worths,
)
from plain_amounts import NotSettledError, Paid, Settled
from strategies import ON, WORDS, known_parts
from zonewright.benefits.ast import Amount, Option
from zonewright.benefits.judge import appraise, canonical
from zonewright.benefits.payments import appraise_amount
from zonewright.benefits.ranges import ZERO, Range, highest, less, total
from zonewright.benefits.read import read_worth
from zonewright.benefits.read_amount import read_amount
from zonewright.conditions.missing import missing_among
from zonewright.conditions.read import Vocabulary
from zonewright.errors import Place, Report
from zonewright.notation.tree import read_yaml
from zonewright.schema.derive import all_parts, complete

VOCABULARY = Vocabulary(SCHEMA, WORLD)
UNIT = st.sampled_from(UNITS)
PROGRAMME = st.sampled_from(("", *WORLD.programmes))


def any_worth(tests=any_conditions):
    return UNIT.flatmap(lambda unit: worths(unit, tests=tests)).map(lambda said: said.tree)


def any_amount(tests=any_conditions):
    return amounts(tests).map(lambda said: said.tree)


def range_of(worth, facts, world=WORLD):
    return appraise(worth, complete(SCHEMA, facts, on=ON), world, SCHEMA).range


def valued(amount, facts, world=WORLD):
    return appraise_amount(amount, complete(SCHEMA, facts, on=ON), world, SCHEMA, "office")


def lies_inside(inner, outer):
    """Whether no number of the one is outside the other."""
    return outer.low <= inner.low and (outer.high is None or (inner.high is not None and inner.high <= outer.high))


def is_a_range(found):
    return found.low >= 0 and (found.high is None or found.low <= found.high)


# learning


@given(st.data())
def test_whatever_the_facts_turn_out_to_be_a_worth_lies_in_the_range_told_before(data):
    """On the way too: each fact that becomes known keeps the range or narrows it."""
    worth = data.draw(any_worth())
    reality = data.draw(realities(fields_of_worth(worth)))
    more = data.draw(known_parts(reality))
    known = data.draw(known_parts(more))
    told = [range_of(worth, facts) for facts in (known, {**known, **more}, {**known, **more, **reality})]
    assert all(map(is_a_range, told))
    assert lies_inside(told[1], told[0])
    assert lies_inside(told[2], told[1])


@given(st.data())
def test_a_rate_that_becomes_known_narrows_a_worth(data):
    """What has no rate is any number."""
    worth = data.draw(any_worth())
    facts = data.draw(realities(fields_of_worth(worth)).flatmap(known_parts))
    assert lies_inside(range_of(worth, facts, RICHER_WORLD), range_of(worth, facts))


def paid_until(payments, day):
    return total(one.range for one in payments if one.due <= day)


def paid_for(payments, says):
    return total(one.range for one in payments if one.says == says)


def with_names(amount):
    """Each instalment with a name of its own, to be found again among the payments."""

    def named(line):
        return replace(line, instalments=tuple(replace(one, says=number) for number, one in enumerate(line.instalments)))

    options = (replace(option, lines=tuple(map(named, option.lines))) for option in amount.options)
    return replace(amount, options=tuple(options))


@given(st.data())
def test_whatever_the_facts_turn_out_to_be_an_amount_lies_in_the_range_told_before(data):
    """The amount, each line, each instalment, what is paid up to each day, and what may go back."""
    amount = with_names(data.draw(any_amount()))
    reality = data.draw(realities(fields_of_amount(amount)))
    known = data.draw(known_parts(reality))
    before, after = valued(amount, known), valued(amount, {**known, **reality})
    assert lies_inside(after.range, before.range)
    assert lies_inside(after.recoverable, before.recoverable)
    assert lies_inside(after.kept, Range(less(before.kept, before.recoverable).low, before.kept.high))
    for early, late in zip(before.options, after.options, strict=True):
        assert lies_inside(late.range, early.range)
        for sooner, later in zip(early.lines, late.lines, strict=True):
            assert lies_inside(later.range, sooner.range)
            assert lies_inside(total(one.range for one in later.payments), total(one.range for one in sooner.payments))
            for one in sooner.line.instalments:
                assert lies_inside(paid_for(later.payments, one.says), paid_for(sooner.payments, one.says))
            days = {one.due for one in (*sooner.payments, *later.payments)}
            for day in days if None not in days else ():
                assert lies_inside(paid_until(later.payments, day), paid_until(sooner.payments, day))


@given(st.data())
def test_a_rate_that_becomes_known_narrows_an_amount(data):
    amount = data.draw(any_amount())
    facts = data.draw(realities(fields_of_amount(amount)).flatmap(known_parts))
    poor, rich = valued(amount, facts), valued(amount, facts, RICHER_WORLD)
    assert lies_inside(rich.range, poor.range)
    assert lies_inside(rich.recoverable, poor.recoverable)


# every fact known


@given(st.data())
def test_with_every_fact_known_a_worth_is_the_number_that_a_plain_reckoning_gives(data):
    worth = data.draw(any_worth())
    facts = data.draw(realities(fields_of_worth(worth)))
    try:
        number = Settled(facts, WORLD, SCHEMA).worth(worth)
    except NotSettledError:
        assume(False)
    assert range_of(worth, facts) == (number, number)


@given(st.data())
def test_with_every_fact_known_an_amount_is_paid_as_a_plain_reckoning_pays_it(data):
    """Every line to the last day, number and payer; the amount is the better option."""
    amount = data.draw(any_amount())
    facts = data.draw(realities(fields_of_amount(amount)))
    found = valued(amount, facts)
    reckoning = Settled(facts, WORLD, SCHEMA)
    try:
        expected = [[reckoning.payments(line, amount, "office") for line in option.lines] for option in amount.options]
        goes_back = amount.claw_back is not None and reckoning.holds(amount.claw_back.when)
    except NotSettledError:
        assume(False)
    for option, lines in zip(found.options, expected, strict=True):
        for line, (number, paid) in zip(option.lines, lines, strict=True):
            assert line.range == (number, number)
            assert Counter(Paid(one.due, one.range.low, one.payer) for one in line.payments) == Counter(paid)
            assert all(one.range.is_settled and one.unit == line.line.unit for one in line.payments)
    best = max(
        sum(number for line, (number, _) in zip(option.lines, lines, strict=True) if line.line.unit == found.unit)
        for option, lines in zip(found.options, expected, strict=True)
    )
    share = canonical(amount.claw_back.share) if goes_back else Fraction(0)
    assert found.range == (best, best)
    assert found.options[found.chosen].range == found.range
    assert found.recoverable == (best * share, best * share)
    assert found.kept == (best - best * share, best - best * share)


# bounds


@given(st.data())
def test_a_line_is_never_above_its_caps(data):
    """Neither a year nor the whole, however it is rounded; and the payments come to the line."""
    line = data.draw(grant_lines(tests=any_conditions)).tree
    amount = Amount("cash", WORDS, (Option((line,)),), data.draw(PROGRAMME))
    facts = data.draw(realities(fields_of_amount(amount)).flatmap(known_parts))
    [found] = valued(amount, facts).lines
    paid = total(one.range for one in found.payments)
    assert is_a_range(found.range)
    assert all(is_a_range(one.range) for one in found.payments)
    for cap, capped in ((line.at_most, found.range), (line.at_most_per_year, highest([ZERO, *shared_payments(found)]))):
        if cap is not None:
            most = range_of(cap, facts).high
            assert most is None or (capped.high is not None and capped.high <= most)
    assert lies_inside(found.range, paid)
    if paid.is_settled:
        assert paid == found.range


def shared_payments(found):
    """What the payers of a line pay together, payment by payment."""
    several = max(len(found.line.payers), 1)
    starts = range(0, len(found.payments), several)
    return [total(one.range for one in found.payments[start : start + several]) for start in starts]


@given(st.data())
def test_payers_pay_their_shares(data):
    line = data.draw(grant_lines(tests=any_conditions)).tree
    amount = Amount("cash", WORDS, (Option((line,)),), data.draw(PROGRAMME))
    alone = replace(amount, options=(Option((replace(line, payers=()),)),))
    facts = data.draw(realities(fields_of_amount(amount)).flatmap(known_parts))
    [shared], [whole] = valued(amount, facts).lines, valued(alone, facts).lines
    assert (shared_payments(shared), shared.range) == (shared_payments(whole), whole.range)
    for payer in line.payers:
        own = [one.range for one in shared.payments if one.payer == payer.authority]
        share = canonical(payer.share)
        assert own == [(one.range.low * share, one.range.high and one.range.high * share) for one in whole.payments]


# what is missing


def settle(found_on, known, reality):
    """Answer what is missing until nothing is, or no answer helps any more; the last finding."""
    facts, asked = complete(SCHEMA, known, on=ON), set()
    while True:
        found = found_on(facts)
        lacking = set(missing_among(SCHEMA, found.missing(), facts)) - asked
        if found.range.is_settled or not lacking:
            return found
        asked |= lacking
        facts = complete(SCHEMA, {**facts, **{id: reality.get(id) for id in lacking}}, on=ON)


def others(found, facts, reality):
    """The facts of one reality that nobody is asked for."""
    asked = set(found.missing())
    asked |= all_parts(SCHEMA, asked)
    plain = {id: value for id, value in reality.items() if id not in asked and SCHEMA[id].derived is None}
    return complete(SCHEMA, {**facts, **plain}, on=ON)


@given(st.data())
def test_answering_what_is_missing_settles_a_worth(data):
    """It comes to what it is with every fact known; what nobody asks for changes nothing."""
    worth = data.draw(any_worth())
    reality = data.draw(realities(fields_of_worth(worth)))
    known = complete(SCHEMA, data.draw(known_parts(reality)), on=ON)
    found = appraise(worth, known, WORLD, SCHEMA)
    assert settle(lambda facts: appraise(worth, facts, WORLD, SCHEMA), known, reality).range == range_of(worth, reality)
    assert range_of(worth, others(found, known, reality)) == found.range


@given(st.data())
def test_answering_what_is_missing_settles_an_amount(data):
    amount = data.draw(any_amount())
    reality = data.draw(realities(fields_of_amount(amount)))
    known = complete(SCHEMA, data.draw(known_parts(reality)), on=ON)
    found = valued(amount, known)
    assert settle(lambda facts: valued(amount, facts), known, reality).range == valued(amount, reality).range
    assert valued(amount, others(found, known, reality)).range == found.range


# reading


def without_places(amount):
    options = [replace(one, lines=tuple(replace(line, place=Place()) for line in one.lines)) for one in amount.options]
    return replace(amount, options=tuple(options), place=Place())


@given(UNIT.flatmap(worths))
def test_a_worth_is_read_as_it_is_written(said):
    report = Report()
    found = read_worth(read_yaml(said.text, ""), VOCABULARY, report)
    assert report.diagnostics == ()
    assert found == said.tree


@given(amounts())
def test_an_amount_is_read_as_it_is_written(said):
    report = Report()
    found = read_amount(read_yaml(said.text, ""), VOCABULARY, report)
    assert report.diagnostics == ()
    assert found is not None
    assert without_places(found) == said.tree
