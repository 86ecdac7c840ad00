"""Near misses and reverse lists: who fails by exactly one test, by how much, and who gains or loses when a threshold moves."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from zonewright.compiler.plan import CompiledPack, plan_of
from zonewright.conditions.ast import (
    AllOf,
    AnyOf,
    AtLeastN,
    Banded,
    Between,
    Bound,
    Cited,
    Compare,
    Condition,
    Criterion,
    Elapsed,
    Known,
    Leaf,
    NoneOf,
    Op,
    fields_of,
    leaves,
)
from zonewright.conditions.judge import Finding, combine, judge
from zonewright.conditions.render import show_value
from zonewright.conditions.truth import Truth, negate
from zonewright.errors import InputError, Place, Report
from zonewright.matching.model import Inquiry, Match, Verdict
from zonewright.matching.near_gap import Gap, gap_of, plainly
from zonewright.matching.single import match_one, test_truths
from zonewright.packs.model import Measure
from zonewright.schema.derive import complete
from zonewright.schema.fields import Facts
from zonewright.values import Number, Period

#: Tests that would have to come out the other way, each with its finding.
Turned: TypeAlias = dict[Leaf, Finding]


def failing(finding: Finding) -> tuple[Finding, ...] | None:
    """The smallest set of tests that must come out the other way for the finding to become true.

    None where no such set is enough, because facts are unknown. The set is smallest where every test stands once. Where one
    stands in several places, the set is still enough, but a smaller one may exist; and it is None where the smallest sets of
    the parts want one test both ways.
    """
    found = _cheapest(finding, Truth.TRUE)
    return tuple(found.values()) if found is not None and _with(finding, found) is Truth.TRUE else None


class NearMiss(NamedTuple):
    """A measure that fails by exactly one test, what was seen of it, and the gap; none where there is no more and no less."""

    measure: Measure
    test: Leaf
    finding: Finding
    gap: Gap | None

    @property
    def wanted(self) -> Truth:
        """How the test would have to come out: false where it stands below `none`."""
        return negate(self.finding.truth)

    @property
    def distance(self) -> Number | None:
        return self.gap.distance if self.gap else None

    @property
    def relative(self) -> Fraction | None:
        return self.gap.relative if self.gap else None

    @property
    def needed(self) -> Condition:
        """What is asked of these facts, in one comparison where that says it."""
        return plainly(self.test, self.wanted, self.gap)

    @property
    def rank(self) -> tuple[bool, Fraction, bool, Number]:
        """Nearer comes first: by the share of the bound, then by the distance; what has neither comes last."""
        distance, relative = self.distance, self.relative
        return relative is None, relative or Fraction(0), distance is None, distance or 0


def near_miss(match: Match) -> NearMiss | None:
    """The one test by which an enterprise fails; the nearest where any one of several would do. None for all others.

    It looks at the tests one by one: a fact that is moved may turn another test that reads it.
    """
    finding = match.finding if match.verdict is Verdict.INELIGIBLE else None
    return None if finding is None else _nearest(match.measure, finding, match.inquiry)


def near_misses(compiled: CompiledPack, facts: Facts, *, on: date) -> Iterator[NearMiss]:
    """The near misses of one enterprise, in the pack's order; the plan passes over what fails by more."""
    pack = compiled.pack
    world = replace(pack.world, on=on)
    known = complete(pack.schema, facts, on=on)
    against = [0] * compiled.plan.conditions
    for truth, uses in zip(test_truths(compiled.plan, known, world), compiled.plan.uses, strict=True):
        if truth is not Truth.TRUE:
            for place in uses:
                against[place] += 1 if truth is Truth.FALSE else 2  # what is unknown cannot come out the other way
    for place, in_force in compiled.dated:
        if not in_force.contains(on):
            against[place] = 2
    inquiry, jointed = Inquiry(known, world, pack.schema), dict(compiled.plan.wholes)
    for place, measure in enumerate(pack.measures):
        if against[place] == 1 or (against[place] == 0 and place in jointed):
            finding = judge(measure.when, known, world)
            miss = _nearest(measure, finding, inquiry) if finding.truth is Truth.FALSE else None
            if miss is not None:
                yield miss


def narrowed(compiled: CompiledPack, measures: Collection[str]) -> CompiledPack:
    """The same pack with only some of its measures, so that nothing else is judged."""
    kept = tuple(measure for measure in compiled.measures if measure.id in measures)
    return CompiledPack(replace(compiled.pack, measures=kept), plan_of(measure.when for measure in kept))


class Shift(NamedTuple):
    """What a moved threshold means for one enterprise."""

    before: Match
    after: Match

    @property
    def gains(self) -> bool:
        return self.after.verdict is Verdict.ELIGIBLE is not self.before.verdict

    @property
    def loses(self) -> bool:
        return self.before.verdict is Verdict.ELIGIBLE is not self.after.verdict

    @property
    def changes(self) -> bool:
        """Whether the verdict is another, be it only that facts are missing now or are no longer."""
        return self.before.verdict is not self.after.verdict


def with_moved(compiled: CompiledPack, measure: Measure, condition: Condition) -> CompiledPack:
    """A pack of one measure twice: as it stands, and with another condition. Tests that both have are asked once."""
    both = (measure, replace(measure, when=condition))
    return CompiledPack(replace(compiled.pack, measures=both), plan_of(one.when for one in both))


def shift(both: CompiledPack, facts: Facts, *, on: date) -> Shift:
    """The measure before and after, for one enterprise; ``both`` comes from `with_moved`."""
    return Shift(*match_one(both, facts, on=on))


def moved(condition: Condition, field: str, op: Op, bound: Bound | Period, *, where: Place = Place()) -> Condition:
    """The condition with another bound where the field is compared so; InputError where no test or several bounds are meant.

    A period is the bound of the time that has passed since a day.
    """
    meant = _Threshold(field, op, elapsed=isinstance(bound, Period))
    found = dict.fromkeys(known for leaf in leaves(condition) for known in meant.bounds(leaf))
    if len(found) != 1:
        report = Report()
        if found:
            report.error("ZW133", f"`{field}` `{op.value}` has {len(found)} bounds here: {', '.join(map(show_value, found))}",
                         where, hint="move the threshold in the pack, where the one that is meant can be named")  # fmt: skip
        else:
            report.error("ZW132", f"no test here asks `{field}` `{op.value}`", where, hint=_thresholds(condition))
        raise InputError(report.diagnostics)
    return _everywhere(condition, meant, bound)


class _Threshold(NamedTuple):
    """The comparisons that a move means."""

    field: str
    op: Op
    elapsed: bool

    def bounds(self, leaf: Leaf) -> Iterator[Bound | Period]:
        """The bounds that a test has there."""
        match leaf:
            case Elapsed(self.field, self.op, period) if self.elapsed:
                yield period
            case Compare(self.field, self.op, bound) if not self.elapsed:
                yield bound
            case Banded(self.field, self.op, _, rows) if not self.elapsed:
                yield from (row.bound for row in rows if row.bound is not None)
            case Between(self.field, low, high) if not self.elapsed and self.op in {Op.AT_LEAST, Op.AT_MOST}:
                yield low if self.op is Op.AT_LEAST else high
            case _:
                pass

    def at(self, leaf: Leaf, bound: Bound | Period) -> Leaf:
        """A test that has such a bound, with another."""
        match leaf:
            case Elapsed():
                return replace(leaf, period=bound)  # type: ignore[arg-type]  # a period is looked for in `Elapsed` only
            case Banded(rows=rows):
                return replace(leaf, rows=tuple(row if row.bound is None else replace(row, bound=bound) for row in rows))  # type: ignore[arg-type]
            case Between():
                return replace(leaf, **{"low" if self.op is Op.AT_LEAST else "high": bound})  # type: ignore[arg-type]
            case _:
                return replace(leaf, bound=bound)  # type: ignore[arg-type]


def _everywhere(condition: Condition, meant: _Threshold, bound: Bound | Period) -> Condition:
    match condition:
        case AllOf(parts) | AnyOf(parts) | NoneOf(parts) | AtLeastN(_, parts):
            return replace(condition, parts=tuple(_everywhere(part, meant, bound) for part in parts))
        case Criterion(part=part) | Cited(part=part):
            return replace(condition, part=_everywhere(part, meant, bound))
        case _:
            return meant.at(condition, bound) if any(True for _ in meant.bounds(condition)) else condition


def _thresholds(condition: Condition) -> str:
    """What could be moved."""
    asked = (
        f"`{id} {op.value} {show_value(bound)}`"
        for leaf in leaves(condition)
        for id in fields_of(leaf)[:1]
        for op in Op
        for elapsed in (False, True)
        for bound in _Threshold(id, op, elapsed).bounds(leaf)
    )
    listed = ", ".join(dict.fromkeys(asked))
    return f"its thresholds are {listed}" if listed else "it has no threshold that can be moved"


def _nearest(measure: Measure, finding: Finding, inquiry: Inquiry) -> NearMiss | None:
    deciding = {leaf for leaf, truth in _after(finding).items() if truth is Truth.TRUE}
    found = {leaf: part for leaf, part in _tests(finding) if leaf in deciding}
    misses = (NearMiss(measure, leaf, part, gap_of(leaf, negate(part.truth), inquiry)) for leaf, part in found.items())
    return min(misses, key=lambda miss: miss.rank, default=None)


def _after(finding: Finding) -> dict[Leaf, Truth]:
    """The truth after one test alone comes out the other way, for each test that changes it."""
    match finding.condition:
        case AllOf() | AnyOf() | NoneOf() | AtLeastN():
            below = tuple(map(_after, finding.parts))
            changed: dict[Leaf, Truth] = {}
            for leaf in {leaf for one in below for leaf in one}:
                truths = tuple(one.get(leaf, part.truth) for one, part in zip(below, finding.parts, strict=True))
                changed[leaf] = combine(finding.condition, truths)
            return {leaf: truth for leaf, truth in changed.items() if truth is not finding.truth}
        case Criterion() | Cited():
            return _after(finding.parts[0])
        case leaf:
            return {leaf: negate(finding.truth)} if _can_turn(finding) else {}


def _can_turn(finding: Finding) -> bool:
    """Whether a test can come out the other way: what is unknown is asked for, and what is on file stays there."""
    return finding.truth is not Truth.UNKNOWN and not isinstance(finding.condition, Known)


def _tests(finding: Finding) -> Iterator[tuple[Leaf, Finding]]:
    match finding.condition:
        case AllOf() | AnyOf() | NoneOf() | AtLeastN() | Criterion() | Cited():
            for part in finding.parts:
                yield from _tests(part)
        case leaf:
            yield leaf, finding


def _cheapest(finding: Finding, wanted: Truth) -> Turned | None:
    """The fewest tests that must turn for the finding to come out as wanted, tests in several places counted in each."""
    if finding.truth is wanted:
        return {}
    met, count = wanted is Truth.TRUE, len(finding.parts)
    match finding.condition:
        case AllOf():
            return _several(finding.parts, count if met else 1, wanted)
        case AnyOf():
            return _several(finding.parts, 1 if met else count, wanted)
        case NoneOf():
            return _several(finding.parts, count if met else 1, negate(wanted))
        case AtLeastN(n):
            return _several(finding.parts, n if met else count - n + 1, wanted)
        case Criterion() | Cited():
            return _cheapest(finding.parts[0], wanted)
        case leaf:
            return {leaf: finding} if _can_turn(finding) else None


def _several(parts: tuple[Finding, ...], count: int, wanted: Truth) -> Turned | None:
    """The cheapest ``count`` of the parts, together."""
    ways = sorted((way for part in parts if (way := _cheapest(part, wanted)) is not None), key=len)
    return {leaf: found for way in ways[:count] for leaf, found in way.items()} if len(ways) >= count else None


def _with(finding: Finding, turned: Turned) -> Truth:
    """The truth with some tests the other way."""
    match finding.condition:
        case AllOf() | AnyOf() | NoneOf() | AtLeastN():
            return combine(finding.condition, tuple(_with(part, turned) for part in finding.parts))
        case Criterion() | Cited():
            return _with(finding.parts[0], turned)
        case leaf:
            return negate(finding.truth) if leaf in turned else finding.truth
