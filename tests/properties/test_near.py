"""Near misses: exactly the tests that stand in the way, exactly as far as they are; thresholds that move as if rewritten."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from strategies import (
    NUMBER,
    ON,
    SCHEMA,
    WORDS,
    WORLD,
    banded,
    betweens,
    comparisons,
    comparisons_of_fields,
    conditions,
    inclusions,
    known_parts,
    pack_of,
    planned,
    realities,
    several_conditions,
    singles,
)
from zonewright.conditions.ast import (
    AllOf,
    AnyOf,
    AtLeastN,
    Banded,
    Between,
    Cited,
    Compare,
    Condition,
    Criterion,
    Known,
    NoneOf,
    Op,
    fields_of,
    leaves,
    parts,
)
from zonewright.conditions.judge import Finding, combine, judge
from zonewright.conditions.truth import Truth, negate
from zonewright.errors import InputError
from zonewright.matching.model import Inquiry, Verdict
from zonewright.matching.near import failing, moved, near_miss, near_misses, shift, with_moved
from zonewright.matching.near_gap import gap_of
from zonewright.matching.single import match_one
from zonewright.schema.derive import complete

LABELS = tuple(Compare("staff", Op.AT_LEAST, bound) for bound in range(7))


def joints(inner: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    """The joints of the language over some conditions."""
    some = st.lists(inner, max_size=3).map(tuple)
    return st.one_of(
        st.builds(AllOf, some),
        st.builds(AnyOf, some),
        st.builds(NoneOf, some),
        st.builds(AtLeastN, st.integers(0, 3), some),
        st.builds(Criterion, st.just("shared"), st.just(WORDS), inner),
        st.builds(Cited, st.just("law"), inner),
    )


#: Formulas in which tests stand in several places.
tangled = st.recursive(st.sampled_from(LABELS[:3]), joints, max_leaves=6)
shapes = st.recursive(st.just(LABELS[0]), joints, max_leaves=7)


@st.composite
def formulas(draw: st.DrawFn) -> Condition:
    """Formulas in which every test stands once."""
    labels = iter(LABELS)

    def named(condition: Condition) -> Condition:
        match condition:
            case AllOf() | AnyOf() | NoneOf():
                return type(condition)(tuple(map(named, condition.parts)))
            case AtLeastN(n, inner):
                return AtLeastN(n, tuple(map(named, inner)))
            case Criterion(id, title, part):
                return Criterion(id, title, named(part))
            case Cited(source, part):
                return Cited(source, named(part))
            case _:
                return next(labels)

    return named(draw(shapes.filter(lambda shape: sum(1 for _ in leaves(shape)) <= len(LABELS))))


def found(condition: Condition, truths: dict[Condition, Truth]) -> Finding:
    """The finding of a formula from the truths of its tests."""
    match condition:
        case AllOf() | AnyOf() | NoneOf() | AtLeastN():
            below = tuple(found(part, truths) for part in parts(condition))
            return Finding(condition, combine(condition, tuple(one.truth for one in below)), parts=below)
        case Criterion(part=part) | Cited(part=part):
            inner = found(part, truths)
            return Finding(condition, inner.truth, parts=(inner,))
        case _:
            return Finding(condition, truths[condition])


def turned(condition: Condition, truths: dict[Condition, Truth], some: tuple[Condition, ...]) -> Truth:
    return found(condition, {**truths, **{leaf: negate(truths[leaf]) for leaf in some}}).truth


def assignments(condition: Condition) -> st.SearchStrategy[dict[Condition, Truth]]:
    return st.fixed_dictionaries({leaf: st.sampled_from(Truth) for leaf in dict.fromkeys(leaves(condition))})


def smallest(condition: Condition, truths: dict[Condition, Truth]) -> int | None:
    """How many tests must turn at least, found by trying every set of them."""
    known = [leaf for leaf, truth in truths.items() if truth is not Truth.UNKNOWN]
    for size in range(len(known) + 1):
        if any(turned(condition, truths, some) is Truth.TRUE for some in itertools.combinations(known, size)):
            return size
    return None


@given(st.data())
def test_what_fails_is_the_smallest_set_of_tests_that_makes_it_true(data):
    """Where every test stands once: turning exactly these makes it true, and no smaller set does."""
    condition = data.draw(formulas())
    truths = data.draw(assignments(condition))
    answer = failing(found(condition, truths))
    least = smallest(condition, truths)
    assert (None if answer is None else len(answer)) == least
    if answer is not None:
        assert turned(condition, truths, tuple(one.condition for one in answer)) is Truth.TRUE


@given(st.data())
def test_what_fails_is_enough_also_where_a_test_stands_twice(data):
    condition = data.draw(tangled)
    truths = data.draw(assignments(condition))
    answer = failing(found(condition, truths))
    if answer is not None:
        assert turned(condition, truths, tuple(one.condition for one in answer)) is Truth.TRUE
        assert len(answer) >= smallest(condition, truths)


def deciding(finding: Finding) -> set[Condition]:
    """The tests that alone make a finding true when they turn, each tried."""
    truths = {one.condition: one.truth for one in _tests(finding)}
    known = [leaf for leaf, truth in truths.items() if truth is not Truth.UNKNOWN and not isinstance(leaf, Known)]
    return {leaf for leaf in known if turned(finding.condition, truths, (leaf,)) is Truth.TRUE}


def _tests(finding: Finding) -> list[Finding]:
    if tuple(leaves(finding.condition)) == (finding.condition,):
        return [finding]
    return [one for part in finding.parts for one in _tests(part)]


@given(st.data())
def test_a_near_miss_fails_by_exactly_one_test(data):
    """It is told if and only if one test alone stands in the way, also where tests stand in several places."""
    condition = data.draw(conditions | st.recursive(comparisons() | st.sampled_from(LABELS[:3]), joints, max_leaves=6))
    facts = data.draw(realities(condition).flatmap(known_parts))
    [match] = match_one(planned(pack_of(condition)), facts, on=ON)
    miss = near_miss(match)
    expected = deciding(match.finding) if match.verdict is Verdict.INELIGIBLE else set()
    assert (miss is not None) is bool(expected)
    if miss is not None:
        assert miss.test in expected
        assert miss.wanted is negate(judge(miss.test, match.inquiry.facts, WORLD).truth)


@given(st.data())
def test_the_near_misses_of_a_plan_are_those_of_the_judge(data):
    some = data.draw(several_conditions)
    facts = data.draw(realities(*some).flatmap(known_parts))
    compiled = planned(pack_of(*some))
    slowly = [miss for match in match_one(compiled, facts, on=ON) if (miss := near_miss(match)) is not None]
    assert list(near_misses(compiled, facts, on=ON)) == slowly


LITTLE = Fraction(1, 1_000_000)


def shifted(has, far, by):
    """A value further up or down by a distance, in the measure of its kind; None beyond the last level."""
    match has:
        case date():
            return has + timedelta(days=int(by * far))
        case int() | Fraction():
            return has + by * far
        case _:
            names = list(SCHEMA["level"].options)
            place = has.position + by * far
            return SCHEMA["level"].level(names[place]) if 0 <= place < len(names) else None


@given(st.data())
def test_a_gap_is_exactly_as_wide_as_it_says(data):
    """Bridging it makes the test come out as wanted; falling short by the least there is does not."""
    leaf = data.draw(st.one_of(comparisons(), comparisons_of_fields(), betweens(), banded(), inclusions()))
    first, *others = fields_of(leaf)
    assume(first not in others)
    facts = dict(data.draw(realities(leaf)))
    truth = judge(leaf, facts, WORLD).truth
    assume(truth is not Truth.UNKNOWN)
    gap = gap_of(leaf, negate(truth), Inquiry(facts, WORLD, SCHEMA))
    assume(gap is not None)

    def reached(far) -> bool:
        values = (shifted(gap.has, far, by) for by in (1, -1))
        truths = (judge(leaf, {**facts, first: value}, WORLD).truth for value in values if value is not None)
        return any(one is negate(truth) for one in truths)

    number = SCHEMA[first].type is NUMBER
    assert reached(gap.distance + LITTLE if gap.strict else gap.distance)
    assert gap.strict or gap.distance > 0
    assert gap.distance == 0 or not reached(gap.distance - (LITTLE if number else 1))
    if gap.strict:
        assert not reached(gap.distance)


@given(st.data())
def test_a_gap_is_told_for_every_known_number_day_and_level(data):
    """But where no level is low or high enough."""
    leaf = data.draw(st.one_of(comparisons(), comparisons_of_fields(), betweens()))
    facts = data.draw(realities(leaf))
    truth = judge(leaf, facts, WORLD).truth
    assume(truth is not Truth.UNKNOWN)
    assume(leaf.field != "level" or truth is Truth.FALSE)
    assert gap_of(leaf, negate(truth), Inquiry(facts, WORLD, SCHEMA)) is not None


@given(st.data())
def test_every_gap_is_told_without_a_fault(data):
    """Whatever the test and the facts, there is a distance that is not below nothing, or none at all."""
    condition = data.draw(conditions)
    facts = complete(SCHEMA, data.draw(realities(condition).flatmap(known_parts)), on=ON)
    for leaf in leaves(condition):
        truth = judge(leaf, facts, WORLD).truth
        gap = None if truth is Truth.UNKNOWN else gap_of(leaf, negate(truth), Inquiry(facts, WORLD, SCHEMA))
        assert gap is None or gap.distance >= 0
        assert gap is None or gap.relative is None or gap.relative >= 0


@given(st.data())
def test_a_threshold_moves_there_and_back(data):
    """Moved, the condition asks the other bound and nothing else is changed; moved back, it is what it was."""
    first = data.draw(comparisons())
    others = st.recursive(st.one_of(comparisons(), betweens(), banded(), inclusions()), joints, max_leaves=4)
    condition = NoneOf((first, data.draw(others)))
    bound = data.draw(singles(SCHEMA[first.field]))
    bounds = {each for leaf in leaves(condition) if leaf.field == first.field for each in _bounds(leaf, first.op)}
    if len(bounds) > 1:
        with pytest.raises(InputError, match="ZW133"):
            moved(condition, first.field, first.op, bound)
        return
    other = moved(condition, first.field, first.op, bound)
    for before, after in zip(leaves(condition), leaves(other), strict=True):
        meant = before.field == first.field and _bounds(before, first.op)
        assert _bounds(after, first.op) == {bound} if meant else before == after
    assert moved(other, first.field, first.op, first.bound) == condition


def _bounds(leaf, op):
    """The bounds of a test with an operator."""
    match leaf:
        case Compare() if leaf.op is op:
            return {leaf.bound}
        case Banded() if leaf.op is op:
            return {row.bound for row in leaf.rows} - {None}
        case Between() if op in {Op.AT_LEAST, Op.AT_MOST}:
            return {leaf.low if op is Op.AT_LEAST else leaf.high}
        case _:
            return set()


@given(st.data())
def test_who_gains_and_loses_is_who_is_judged_otherwise(data):
    """The measure before and after a move are judged as if each stood in a pack of its own."""
    before, after = data.draw(conditions), data.draw(conditions)
    facts = data.draw(realities(before, after).flatmap(known_parts))
    compiled = planned(pack_of(before))
    one = shift(with_moved(compiled, compiled.measures[0], after), facts, on=ON)
    known = complete(SCHEMA, facts, on=ON)
    truths = (judge(before, known, WORLD).truth, judge(after, known, WORLD).truth)
    assert one.gains is (truths[1] is Truth.TRUE is not truths[0])
    assert one.loses is (truths[0] is Truth.TRUE is not truths[1])
    assert one.changes is (truths[0] is not truths[1])
