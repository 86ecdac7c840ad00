"""The nearest change is the one that trying everything finds, and a proof that there is none is right."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from strategies import (
    NUMBERS,
    ON,
    OPS,
    SCHEMA,
    conditions,
    fields_in,
    known_parts,
    pack_of,
    plain_fields,
    planned,
    realities,
    scores,
)
from zonewright.conditions.ast import AllOf, Compare, Condition, NoneOf
from zonewright.conditions.judge import judge
from zonewright.conditions.truth import Truth
from zonewright.matching.model import Match, Verdict
from zonewright.matching.nearest import Nearest, Outcome, nearest_change
from zonewright.matching.nearest_search import Limits
from zonewright.matching.single import match_one
from zonewright.schema.derive import all_parts, complete
from zonewright.schema.fields import Change, Direction, Facts, Field, FieldType, Schema, Value, as_number
from zonewright.values import Number

NIGHT = settings.get_current_profile_name() == "night"
thousands = settings(max_examples=20_000) if NIGHT else settings()

#: Enough for three facts with their bounds; a day alone has more positions, and is not tried one by one.
FEW = Limits(cases=2_000)
#: A day is moved by years; beyond these no bound of the small world is met.
MOST_YEARS = 11
CHANGEABLE = [
    field.id
    for field in SCHEMA
    if field.derived is None
    and (not field.many or field.type is FieldType.CHOICE)
    and field.type not in {FieldType.CODE, FieldType.TEXT}
]
#: One way to change a fact: the value, the steps or options it takes, and its place among the ways.
Way = tuple[Value, int]


@st.composite
def changeable(draw: st.DrawFn, field: Field, before: Value | None) -> Field:
    """The field as one that can be changed, a number within a few steps of what it is."""
    cost = draw(st.sampled_from((1, 2, 3, Fraction(1, 2))))
    direction = draw(st.sampled_from(Direction))
    if field.type is FieldType.DAY:
        return replace(field, change=Change(cost, direction, 365))
    if field.type is not FieldType.NUMBER:
        return replace(field, change=Change(cost))
    step = draw(st.sampled_from((1, 25, 49, Fraction(1, 2), Fraction(50, 3))))
    start, few = as_number(before) or 0, st.integers(0, 5)
    least, most = start - step * draw(few), start + step * draw(few)
    if draw(st.integers(0, 9)) == 0:  # a fact outside of its own bounds
        least, most = (least, start - 1) if least < start - 1 else (start + 1, max(most, start + 1))
    return replace(field, change=Change(cost, direction, step), least=least, most=most)


#: Comparisons of what follows from other facts: ratios, sums, shares, counts, times.
derived_tests = st.builds(
    lambda field, op, number: Compare(field.id, op, number),
    st.sampled_from([field for field in SCHEMA if field.derived is not None]),
    OPS,
    st.sampled_from((*NUMBERS, -50, 25, Fraction(100, 3))),
)


@st.composite
def matches(draw: st.DrawFn, some: st.SearchStrategy[Condition] = conditions, *, bounded: bool = True) -> Match:
    """A measure that an enterprise does not have yet, in a pack with up to three facts that can be changed."""
    condition = draw(some)
    if draw(st.booleans()):
        condition = AllOf((condition, draw(some)))
    facts = draw(realities(condition).flatmap(lambda reality: st.just(reality) | known_parts(reality)))
    candidates = [id for id in plain_fields(fields_in(condition)) if id in CHANGEABLE and facts.get(id) is not None]
    assume(candidates)
    chosen = draw(st.lists(st.sampled_from(candidates), min_size=1, max_size=3, unique=True))
    days = [id for id in chosen if SCHEMA[id].type is FieldType.DAY]
    fields = {id: draw(changeable(SCHEMA[id], facts.get(id))) for id in chosen if id not in days[1:]}
    if not bounded:
        fields = {id: replace(field, least=None, most=None) for id, field in fields.items()}
    schema = Schema(fields.get(field.id, field) for field in SCHEMA)
    for when in (condition, NoneOf((condition,))):
        [match] = match_one(planned(replace(pack_of(when), schema=schema)), facts, on=ON)
        if match.verdict is not Verdict.ELIGIBLE:
            break
    return match


def ways_of(field: Field, before: Value | None) -> Iterator[Way]:
    """Each value that a fact may be changed to, in the order in which it is preferred, and what it is first."""
    change = field.change
    if change is None or before is None:
        return
    yield before, 0
    if change.step is None:
        yield from _other_options(field, before)
        return
    if isinstance(before, date):
        step, start = timedelta(days=int(change.step)), before
    elif as_number(before) is not None:
        step, start = change.step, before
    else:
        return
    ups = {Direction.UP: (1,), Direction.DOWN: (-1,), Direction.EITHER: (1, -1)}[change.direction]
    for steps in range(1, MOST_YEARS):
        for up in ups:
            after = start + step * steps * up
            if isinstance(after, date) or _is_within(field, after):
                yield after, steps


def _is_within(field: Field, after: Number) -> bool:
    return (field.least is None or after >= field.least) and (field.most is None or after <= field.most)


def _other_options(field: Field, before: Value) -> Iterator[Way]:
    match field.type:
        case FieldType.YES_NO:
            options: Sequence[object] = (True, False)
        case FieldType.AREA:
            options = ("country", "city", "zone", "pier", "south")
        case FieldType.LEVEL:
            options = [field.level(option) for option in field.options]
        case _:
            options = list(field.options)
    if not isinstance(before, tuple):
        yield from ((option, 1) for option in options if option != before)
        return
    others = [option for option in options if option not in before]
    for taken in itertools.product((0, 1), repeat=len(others)):
        added = tuple(option for option, one in zip(reversed(others), taken, strict=True) if one)
        if added:
            yield (*before, *reversed(added)), len(added)


def facts_after(match: Match, changed: Facts) -> Facts:
    """The facts with these changed, without what followed from them before."""
    inquiry = match.inquiry
    kept = {id: value for id, value in inquiry.facts.items() if not all_parts(inquiry.schema, (id,)) & changed.keys()}
    return complete(inquiry.schema, {**kept, **changed}, on=ON)


def tried(match: Match, accepted: set[Truth]) -> tuple[Number, dict[str, Value]] | None:
    """The best of all combinations, judged one by one."""
    fields = [field for field in match.inquiry.schema if field.change is not None]
    ways = [list(enumerate(ways_of(field, match.inquiry.facts.get(field.id)))) for field in fields]
    moved = [(field, some) for field, some in zip(fields, ways, strict=True) if some]

    def order(combination):
        costs = [field.change.cost * steps for (field, _), (_, (_, steps)) in zip(moved, combination, strict=True)]
        places = [place for place, _ in combination]
        return sum(costs), sum(map(bool, places)), [not place for place in places], places

    for combination in sorted(itertools.product(*(some for _, some in moved)), key=order):
        changed = {field.id: value for (field, _), (place, (value, _)) in zip(moved, combination, strict=True) if place}
        if judge(match.measure.when, facts_after(match, changed), match.inquiry.world).truth in accepted:
            return order(combination)[0], changed
    return None


def told(nearest: Nearest) -> tuple[Number, dict[str, Value]]:
    return nearest.cost, {change.field: change.after for change in nearest.changes}


@thousands
@given(matches() | matches(derived_tests) | matches(scores))
def test_the_nearest_change_is_what_trying_everything_finds(match):
    """The same cost and the same facts; impossible exactly where no combination does it; open where the unknown decides."""
    nearest = nearest_change(match, limits=FEW)
    event(nearest.outcome.value)
    if nearest.outcome is Outcome.NOT_SOLVED:
        assert any(field.change and field.type is FieldType.DAY for field in match.inquiry.schema)
        return
    sure, left_open = tried(match, {Truth.TRUE}), tried(match, {Truth.TRUE, Truth.UNKNOWN})
    match nearest.outcome:
        case Outcome.ELIGIBLE:
            assert sure == (0, {})
        case Outcome.CHEAPEST:
            assert told(nearest) == sure
        case Outcome.DEPENDS:
            assert sure is None
            assert told(nearest) == left_open
        case Outcome.IMPOSSIBLE:
            assert left_open is None
        case _:
            raise AssertionError(nearest)


@thousands
@given(matches(bounded=False) | matches(derived_tests, bounded=False) | matches(scores, bounded=False))
def test_without_bounds_nothing_near_contradicts_what_is_told(match):
    """Numbers may go as far as they like: no combination of a few steps is cheaper, or there where none was said to be."""
    nearest = nearest_change(match, limits=FEW)
    event(nearest.outcome.value)
    sure, left_open = tried(match, {Truth.TRUE}), tried(match, {Truth.TRUE, Truth.UNKNOWN})
    match nearest.outcome:
        case Outcome.CHEAPEST:
            assert sure is None or nearest.cost <= sure[0]
            after = facts_after(match, {change.field: change.after for change in nearest.changes})
            assert judge(match.measure.when, after, match.inquiry.world).truth is Truth.TRUE
        case Outcome.DEPENDS:
            assert sure is None
        case Outcome.IMPOSSIBLE:
            assert left_open is None


@given(matches())
def test_the_differences_add_up(match):
    """What a fact is afterwards is what it was and the difference; the cost is counted in whole steps or options."""
    for change in nearest_change(match).changes:
        rule = match.inquiry.schema[change.field].change
        assert change.before == match.inquiry.facts[change.field] != change.after
        if change.difference is None:
            assert (change.cost / Fraction(rule.cost)).denominator == 1
        else:
            moved = timedelta(days=change.difference) if isinstance(change.before, date) else change.difference
            assert change.before + moved == change.after
            assert abs(change.difference) / Fraction(rule.step) * rule.cost == change.cost


@given(matches())
def test_asking_twice_gives_the_same_answer(match):
    assert nearest_change(match) == nearest_change(match)
