"""A condition as a formula over the levers: the judge says what each test is, section by section."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from zonewright.conditions.ast import (
    AllOf,
    AnyOf,
    AtLeastN,
    Banded,
    Between,
    Compare,
    CompareFields,
    Condition,
    Elapsed,
    Excludes,
    Includes,
    Kept,
    Leaf,
    NoneOf,
    NoneWithin,
    Percentile,
    Score,
    ShareOfAverage,
    WithinAfter,
    fields_of,
    leaves,
)
from zonewright.conditions.judge import leaf_truth
from zonewright.conditions.truth import Truth
from zonewright.matching.nearest_forms import LAST_DAY, Along, Cases, Fixed, Form, Forms, Picks
from zonewright.matching.nearest_lines import ALWAYS, NEVER, Formula, NotLinearError, Quotient, Span, all_hold, any_holds
from zonewright.schema.fields import Facts, Single, Value, as_number
from zonewright.values import Number, Period, add_period

#: A test that would have to be judged more often than this is not written for the solver.
MOST_CASES: Final = 100_000
MOST_PICKS: Final = 12
DAYS: Final = range(1, LAST_DAY + 1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a condition is to be: surely true or false, or also unknown (``open``)."""

    truth: Truth
    open: bool = False

    def accepts(self, truth: Truth) -> bool:
        return truth is self.truth or (self.open and truth is Truth.UNKNOWN)

    @property
    def opposite(self) -> Wanted:
        return Wanted(Truth.FALSE if self.truth is Truth.TRUE else Truth.TRUE, self.open)


def fields_read(condition: Condition) -> tuple[str, ...]:
    """The fields that a condition reads, also in the rows of its tables."""
    found: dict[str, None] = {}
    for leaf in leaves(condition):
        found.update(dict.fromkeys(fields_of(leaf)))
        for inner in _conditions_inside(leaf):
            found.update(dict.fromkeys(fields_read(inner)))
    return tuple(found)


def _conditions_inside(leaf: Leaf) -> tuple[Condition, ...]:
    match leaf:
        case Banded(rows=rows):
            return tuple(row.when for row in rows)
        case Score(parts):
            return tuple(piece.when for part in parts for piece in part.pieces)
        case _:
            return ()


def needed(condition: AllOf | AnyOf | NoneOf | AtLeastN, wanted: Wanted) -> tuple[int, Wanted]:
    """How many parts must be what, for a joint to be as wanted."""
    every, yes = len(condition.parts), wanted.truth is Truth.TRUE
    match condition:
        case AllOf():
            return (every if yes else 1), wanted
        case AnyOf():
            return (1 if yes else every), wanted
        case NoneOf():
            return (every if yes else 1), wanted.opposite
        case AtLeastN(n):
            return (n if yes else every - n + 1), wanted


def formula_of_test(leaf: Leaf, wanted: Wanted, forms: Forms) -> Formula:
    """The positions of the levers in which a test is as wanted. Score cards have a page of their own."""
    inquiry, moving = forms.inquiry, [id for id in fields_read(leaf) if not isinstance(forms.of(id), Fixed)]
    if isinstance(leaf, CompareFields) and {leaf.field, leaf.other} == set(moving):
        first, second = forms.of(leaf.field), forms.of(leaf.other)
        if isinstance(first, Along) and isinstance(second, Along):
            return _two_along(leaf, wanted, forms, first, second)
    facts: dict[str, Value | None] = {id: inquiry.facts.get(id) for id in fields_read(leaf)}
    if not moving:
        return ALWAYS if wanted.accepts(leaf_truth(leaf, facts, inquiry.world)) else NEVER
    runs_on = next((id for id in reversed(moving) if isinstance(forms.of(id), Along)), None)
    others = [id for id in moving if id != runs_on]
    axes = [tuple(cases_of(leaf, id, forms)) for id in others]
    runs = None if runs_on is None else _Runs(leaf, runs_on, wanted, forms)
    if math.prod((len(axis) for axis in axes), start=1 if runs is None else len(runs.samples)) > MOST_CASES:
        raise NotLinearError("a test with too many cases")
    rows: list[Formula] = []
    for cases in itertools.product(*axes):
        facts.update(zip(others, (value for value, _ in cases), strict=True))
        here = all_hold(formula for _, formula in cases)
        if runs is not None:
            rows += [all_hold((here, run)) for run in runs.under(facts)]
        elif wanted.accepts(leaf_truth(leaf, facts, inquiry.world)):
            rows.append(here)
    return any_holds(rows)


class _Runs:
    """One fact along its line, and the stretches of it in which a test is as wanted."""

    def __init__(self, leaf: Leaf, id: str, wanted: Wanted, forms: Forms) -> None:
        form = forms.of(id)
        assert isinstance(form, Along), f"{id} does not run along a line"  # noqa: S101  # chosen so
        self.leaf, self.id, self.form, self.wanted, self.world = leaf, id, form, wanted, forms.inquiry.world
        self.cuts = cuts_of(leaf, id, form, forms)
        self.samples = tuple(form.samples(self.cuts))

    def under(self, facts: Facts) -> Iterator[Formula]:
        """The stretches, the other facts being given."""

        def fits(value: Value | None) -> bool:
            return self.wanted.accepts(leaf_truth(self.leaf, {**facts, self.id: value}, self.world))

        for fit, run in itertools.groupby(self.samples, key=lambda sample: fits(sample[1])):
            places = [place for place, _ in run]
            if fit:
                yield self.form.section(self.cuts, places[0], places[-1])
        if fits(None):
            yield self.form.quotient.undefined


def cases_of(leaf: Leaf, id: str, forms: Forms) -> Iterator[tuple[Value | None, Formula]]:
    """The values of a fact that a test may tell apart, each with the positions that give it."""
    form = forms.of(id)
    match form:
        case Fixed(value):
            yield value, ALWAYS
        case Cases(cases):
            yield from cases
        case Picks(lever):
            told = _options_named(leaf)
            variables = [variable for variable, option in lever.variables.items() if told is None or option in told]
            if len(variables) > MOST_PICKS:
                raise NotLinearError("a list with too many ways to add to it")
            for taken in itertools.product((0, 1), repeat=len(variables)):
                added = tuple(lever.variables[variable] for variable, one in zip(variables, taken, strict=True) if one)
                spans = (Span(((variable, 1),), one, one) for variable, one in zip(variables, taken, strict=True))
                yield (*lever.before, *added), all_hold(spans)
        case Along():
            cuts = cuts_of(leaf, id, form, forms)
            yield from ((value, form.section(cuts, place, place)) for place, value in form.samples(cuts))
            yield None, form.quotient.undefined


def _options_named(leaf: Leaf) -> frozenset[Single] | None:
    """The options that a test names; None for one that may look at all of them."""
    match leaf:
        case Includes(values=values) | Excludes(values=values):
            return frozenset(values)
        case Score(parts):
            return frozenset(option for part in parts for option, _ in part.options)
        case _:
            return None


def _two_along(leaf: CompareFields, wanted: Wanted, forms: Forms, first: Along, second: Along) -> Formula:
    """Two facts that both move are compared by their distance."""
    if first.since or second.since:
        raise NotLinearError("times since two days")
    distance = Along(Quotient(first.quotient.line - second.quotient.line), first.value_at)
    zero = [Fraction(0)]
    rows = []
    for place, moved in enumerate((-1, 0, 1)):
        facts: Facts = {leaf.other: second.value_at(Fraction(2)), leaf.field: first.value_at(Fraction(2 + moved))}
        if wanted.accepts(leaf_truth(leaf, facts, forms.inquiry.world)):
            rows.append(distance.section(zero, place, place))
    return any_holds(rows)


def cuts_of(leaf: Leaf, id: str, form: Along, forms: Forms) -> list[Fraction]:
    """The points between which a test cannot tell the values of a fact apart, in rising order."""
    bounds = list(bounds_on(leaf, id, forms))
    if form.since:
        points = {point for bound in bounds for point in _turns_since(form, bound)}
    elif form.days:
        points = set(_turns_of_days(leaf, id, bounds, forms))
    else:
        points = {Fraction(number) for bound in bounds if (number := as_number(bound)) is not None}
    return sorted(points)


def bounds_on(leaf: Leaf, id: str, forms: Forms) -> Iterator[Single]:
    """The values that a test compares a fact with."""
    for inner in _conditions_inside(leaf):
        for test in leaves(inner):
            yield from bounds_on(test, id, forms)
    match leaf:
        case Compare(field, _, bound) if field == id:
            yield bound
        case Between(field, low, high) if field == id:
            yield from (low, high)
        case Includes(field=field, values=values) | Excludes(field=field, values=values) if field == id:
            yield from values
        case Banded(field=field, rows=rows) if field == id:
            yield from (row.bound for row in rows if row.bound is not None)
        case CompareFields(field, _, other) if field != other:
            yield from _fixed_values(other if field == id else field, forms)
        case Percentile(field=field, population=population) if field == id:
            yield from itertools.chain.from_iterable(_peer_tables(population, forms))
        case ShareOfAverage(field=field, share=share, population=population) if field == id:
            for peers in _peer_tables(population, forms):
                average = Fraction(sum(map(Fraction, peers)), len(peers)) if peers else Fraction(0)
                yield average * share / 100
        case _:
            pass


def _peer_tables(population: str, forms: Forms) -> Iterator[tuple[Number, ...]]:
    table = forms.inquiry.world.populations.get(population)
    if table is not None:
        yield from (table.values, *table.groups.values())


def _fixed_values(id: str, forms: Forms) -> tuple[Single, ...]:
    form: Form = forms.of(id)
    if not isinstance(form, Fixed):
        raise NotLinearError("a test on two facts that move, of which one is no line")
    return () if form.value is None else form.value if isinstance(form.value, tuple) else (form.value,)


def _turns_of_days(leaf: Leaf, id: str, bounds: list[Single], forms: Forms) -> Iterator[Fraction]:
    """The days at which a comparison with another day, or with a day so much earlier or later, may turn."""
    days = {bound for bound in bounds if isinstance(bound, date)} | {forms.inquiry.world.on}
    period: Period | None = None
    match leaf:
        case Elapsed(period=period) | WithinAfter(period=period) | NoneWithin(period=period) | Kept(period=period):
            others = [other for other in fields_of(leaf) if other != id]
            days |= {one for other in others for one in _fixed_values(other, forms) if isinstance(one, date)}
            if isinstance(leaf, Kept) and leaf.until is not None:
                days.add(leaf.until)
        case _:
            pass
    for day in days:
        yield Fraction(day.toordinal())
        for moved in () if period is None else (period, Period(-period.count, period.unit)):
            yield Fraction(add_period(day, moved).toordinal())
            yield from _turns_of_moved(day, moved)


def _turns_of_moved(day: date, moved: Period) -> Iterator[Fraction]:
    """The first day that, moved by a period, reaches the given day, and the first that passes it."""

    def later(ordinal: int) -> date:
        return add_period(date.fromordinal(ordinal), moved)

    for turn in (bisect_left, bisect_right):
        place = turn(DAYS, day, key=later)
        if place < LAST_DAY:
            yield Fraction(DAYS[place])


def _turns_since(form: Along, bound: Single) -> Iterator[Fraction]:
    """The days at which the time since them passes a bound; it falls as the day moves on."""
    number = as_number(bound)

    def fallen(ordinal: int) -> Number:
        return -(as_number(form.value_at(Fraction(ordinal))) or 0)

    for turn in (bisect_left, bisect_right):
        place = LAST_DAY if number is None else turn(DAYS, -number, key=fallen)
        if place < LAST_DAY:
            yield Fraction(DAYS[place])
