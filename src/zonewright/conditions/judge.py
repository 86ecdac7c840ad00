"""The meaning of the language: plain, slow, and it keeps its reasons. Every other evaluator must agree."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias, TypeVar

from zonewright.codes.classifications import is_within
from zonewright.codes.world import Catalogue, World, share_below, share_of_average
from zonewright.conditions.ast import (
    AllOf,
    AnyOf,
    AtLeastN,
    Band,
    Banded,
    Between,
    Bound,
    Cited,
    Compare,
    CompareFields,
    Condition,
    Criterion,
    Elapsed,
    Excludes,
    InArea,
    InCatalogue,
    Includes,
    Kept,
    Known,
    Leaf,
    NoneOf,
    NoneWithin,
    Op,
    Percentile,
    Piece,
    Score,
    ScorePart,
    ShareOfAverage,
    Within,
    WithinAfter,
    fields_of,
)
from zonewright.conditions.judge_time import elapsed, kept, none_within, within_after
from zonewright.conditions.truth import Truth, agreed, all_of, any_of, at_least, negate, truth_of
from zonewright.schema.fields import Facts, Single, Value, as_number
from zonewright.values import Code, Number, Quantity

#: Points that a score may still reach; None on a side without end.
Range: TypeAlias = tuple[Number | None, Number | None]
Row = TypeVar("Row", Band, Piece)


@dataclass(frozen=True, slots=True)
class Finding:
    """One node of the condition tree with the truth found for it. Mirrors the tree."""

    condition: Condition
    truth: Truth
    seen: Value | None = None
    parts: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()

    def missing(self) -> Iterator[str]:
        """The facts that could still change the outcome, left to right, possibly repeated."""
        if self.truth is Truth.UNKNOWN:
            yield from self.unknown
            for part in self.parts:
                yield from part.missing()


def judge(condition: Condition, facts: Facts, world: World) -> Finding:
    """Find the truth of a condition and of each of its parts."""
    match condition:
        case AllOf(parts) | AnyOf(parts) | NoneOf(parts) | AtLeastN(_, parts):
            found = tuple(judge(part, facts, world) for part in parts)
            return Finding(condition, combine(condition, tuple(finding.truth for finding in found)), parts=found)
        case Criterion(part=part) | Cited(part=part):
            inner = judge(part, facts, world)
            return Finding(condition, inner.truth, parts=(inner,))
        case _:
            truth = leaf_truth(condition, facts, world)
            fields = fields_of(condition)
            seen = _settled(condition, facts, world) if isinstance(condition, Score) else facts.get(fields[0])
            return Finding(condition, truth, seen, unknown=_unknown(condition, facts, world))


def _settled(score: Score, facts: Facts, world: World) -> Value | None:
    """The points of a score card once they are one number."""
    low, high = total(score.parts, facts, world)
    return low if low == high else None


def _unknown(leaf: Leaf, facts: Facts, world: World) -> tuple[str, ...]:
    """The fields of a test that are not known, or stated in a unit, a code or a place that does not decide."""
    fields = fields_of(leaf)
    absent = tuple(field for field in fields if facts.get(field) is None or _undecided(facts.get(field)))
    match leaf:
        case InArea() if not absent:
            return fields
        case Percentile(population=population) | ShareOfAverage(population=population) if not _is_held(population, world):
            return ()
        case Banded(rows=rows) if not absent:
            return tuple(field for row in rows for field in judge(row.when, facts, world).missing())
        case _:
            return absent


def _is_held(population: str, world: World) -> bool:
    table = world.populations.get(population)
    return table is not None and table.in_force.contains(world.on) and bool(table.values or table.groups)


def _undecided(seen: Value | None) -> bool:
    return any(isinstance(one, Quantity | Code) for one in _each(seen))


def combine(condition: AllOf | AnyOf | NoneOf | AtLeastN, truths: tuple[Truth, ...]) -> Truth:
    """The truth of a joining node from the truths of its parts."""
    match condition:
        case AllOf():
            return all_of(truths)
        case AnyOf():
            return any_of(truths)
        case NoneOf():
            return negate(any_of(truths))
        case AtLeastN(n):
            return at_least(n, truths)


def leaf_truth(leaf: Leaf, facts: Facts, world: World) -> Truth:
    """The truth of one test."""
    match leaf:
        case Compare(field, op, bound):
            return compare(facts.get(field), op, bound)
        case CompareFields(field, op, other):
            against = facts.get(other)
            if against is None or isinstance(against, Quantity | tuple):
                return Truth.UNKNOWN
            return compare(facts.get(field), op, against)  # type: ignore[arg-type]  # the reader has matched the types
        case Includes(field, n, values):
            return at_least(n, (_among(value, facts.get(field), world) for value in values))
        case Excludes(field, values):
            return negate(any_of(_among(value, facts.get(field), world) for value in values))
        case Between(field, low, high):
            seen = facts.get(field)
            return all_of((compare(seen, Op.AT_LEAST, low), compare(seen, Op.AT_MOST, high)))
        case Within():
            return _within(leaf, facts.get(leaf.field), world)
        case InArea(field, areas):
            return any_of(
                truth_of(world.is_in_area(str(one), area)) for one in _each(facts.get(field)) for area in areas
            ) if facts.get(field) is not None else Truth.UNKNOWN  # fmt: skip
        case InCatalogue():
            return _in_catalogue(leaf, facts.get(leaf.field), world)
        case Known(field):
            return Truth.UNKNOWN if facts.get(field) is None else Truth.TRUE
        case Banded(field, op, _, rows):
            return agreed(_against_bound(facts.get(field), op, row.bound) for row in applying(rows, facts, world))
        case Elapsed():
            return elapsed(leaf, facts, world.on)
        case WithinAfter(field, event, period):
            return within_after(facts.get(field), facts.get(event), period)
        case NoneWithin():
            return none_within(leaf, facts, world.on)
        case Kept():
            return kept(leaf, facts)
        case Percentile(field, op, share, population, by):
            peers = _peers(population, by, facts, world)
            value = as_number(facts.get(field))
            return compare(share_below(value, peers) if value is not None and peers else None, op, share)
        case ShareOfAverage(field, op, share, population, by):
            peers = _peers(population, by, facts, world)
            value = as_number(facts.get(field))
            return compare(share_of_average(value, peers) if value is not None and peers else None, op, share)
        case Score(parts, op, points):
            return _range_against(total(parts, facts, world), op, points)


def compare(seen: Value | None, op: Op, bound: Bound) -> Truth:
    """An ordered comparison; unknown for an unknown fact and for one in a unit that does not convert."""
    if seen is None or isinstance(seen, Quantity):
        return Truth.UNKNOWN
    match op:
        case Op.AT_LEAST:
            return truth_of(seen >= bound)  # type: ignore[operator]  # the reader has matched the types
        case Op.OVER:
            return truth_of(seen > bound)  # type: ignore[operator]
        case Op.AT_MOST:
            return truth_of(seen <= bound)  # type: ignore[operator]
        case Op.UNDER:
            return truth_of(seen < bound)  # type: ignore[operator]


def _against_bound(seen: Value | None, op: Op, bound: Bound | None) -> Truth:
    return Truth.TRUE if bound is None else compare(seen, op, bound)


def applying(rows: tuple[Row, ...], facts: Facts, world: World) -> Iterator[Row]:
    """The rows that may still be the first to apply: down to the first that surely does."""
    for row in rows:
        truth = judge(row.when, facts, world).truth
        if truth is not Truth.FALSE:
            yield row
        if truth is Truth.TRUE:
            return


def _each(seen: Value | None) -> tuple[Single, ...]:
    if seen is None:
        return ()
    return seen if isinstance(seen, tuple) else (seen,)


def _among(wanted: Single, seen: Value | None, world: World) -> Truth:
    """Whether the wanted value is the fact, or among its values."""
    if seen is None:
        return Truth.UNKNOWN
    return any_of(truth_of(_is(one, wanted, world)) for one in _each(seen))


def _is(one: Single, wanted: Single, world: World) -> bool | None:
    if isinstance(one, Quantity):
        return None
    if isinstance(one, Code) and isinstance(wanted, Code):
        if one == wanted:
            return True
        return None if is_within(wanted, one, world.links) is not False else False
    return one == wanted


def _within(leaf: Within, seen: Value | None, world: World) -> Truth:
    if seen is None:
        return Truth.UNKNOWN
    return any_of(
        all_of((_under_one(code, leaf.codes, world), negate(_under_one(code, leaf.excepted, world))))
        for code in _each(seen)
        if isinstance(code, Code)
    )


def _under_one(code: Code, targets: tuple[Code, ...], world: World) -> Truth:
    return any_of(truth_of(is_within(code, target, world.links)) for target in targets)


def _in_catalogue(leaf: InCatalogue, seen: Value | None, world: World) -> Truth:
    catalogue: Catalogue | None = world.catalogues.get(leaf.catalogue)
    edition = catalogue.edition(leaf.version, world.on) if catalogue else None
    if seen is None or edition is None or edition.entries is None:
        return Truth.UNKNOWN
    return any_of(truth_of(_is_entry(one, entry, world)) for one in _each(seen) for entry in edition.entries)


def _is_entry(one: Single, entry: str | Code, world: World) -> bool | None:
    if isinstance(entry, Code):
        return is_within(one, entry, world.links) if isinstance(one, Code) else None
    return None if isinstance(one, Quantity) else str(one) == entry


def _peers(population: str, by: str | None, facts: Facts, world: World) -> tuple[Number, ...]:
    table = world.populations.get(population)
    if table is None or not table.in_force.contains(world.on):
        return ()
    group = facts.get(by) if by else None
    return () if by and group is None else table.peers(None if group is None else str(group))


def total(parts: tuple[ScorePart, ...], facts: Facts, world: World) -> Range:
    """The points that a score card may still come to, from the lowest to the highest."""
    low: Number | None = 0
    high: Number | None = 0
    for part in parts:
        ends = [None if end is None else end * part.weight for end in points_of(part, facts, world)]
        least, most = reversed(ends) if part.weight < 0 else ends
        low = None if low is None or least is None else low + least
        high = None if high is None or most is None else high + most
    return low, high


def points_of(part: ScorePart, facts: Facts, world: World) -> Range:
    """The points of one part before its weight: one number when the fact is known, else a range."""
    seen = facts.get(part.field)
    if part.options:
        low, high = _points_by_option(part, seen)
    elif part.as_stated:
        low = high = as_number(seen)
    else:
        low, high = _points_by_band(part, facts, world)
    return _raised(low, part.least, part.most), _lowered(high, part.least, part.most)


def _points_by_option(part: ScorePart, seen: Value | None) -> Range:
    if seen is None:
        points = [points for _, points in part.options] + ([0] if part.many else [])
        return min(points), max(points)
    counted = [points for option, points in part.options if option in _each(seen)]
    best = max(counted, default=0)
    return best, best


def _points_by_band(part: ScorePart, facts: Facts, world: World) -> Range:
    value = as_number(facts.get(part.field))
    ranges = [_points_of_piece(piece, value) for piece in applying(part.pieces, facts, world)]
    if not ranges:
        return None, None
    lows, highs = zip(*ranges, strict=True)
    return (None if None in lows else min(lows)), (None if None in highs else max(highs))


def _points_of_piece(piece: Piece, value: Number | None) -> Range:
    if piece.step is None or piece.start is None:
        return piece.points, piece.points
    if value is None:
        return (piece.points, None) if piece.change > 0 else (None, piece.points)
    steps = math.floor((value - piece.start) / Fraction(piece.step))
    if piece.change < 0:
        steps = math.ceil((piece.start - value) / Fraction(piece.step))
    points = piece.points + piece.change * max(steps, 0)
    return points, points


def _raised(low: Number | None, least: Number | None, most: Number | None) -> Number | None:
    """The low end inside the bounds of its part."""
    if low is None:
        return least
    raised = low if least is None else max(low, least)
    return raised if most is None else min(raised, most)


def _lowered(high: Number | None, least: Number | None, most: Number | None) -> Number | None:
    """The high end inside the bounds of its part."""
    if high is None:
        return most
    lowered = high if most is None else min(high, most)
    return lowered if least is None else max(lowered, least)


def _range_against(ends: Range, op: Op, points: Number) -> Truth:
    low, high = ends
    return agreed(
        (
            compare(low, op, points) if low is not None else _endless(op, below=True),
            compare(high, op, points) if high is not None else _endless(op, below=False),
        )
    )


def _endless(op: Op, *, below: bool) -> Truth:
    """What a comparison says of a number without end, below or above."""
    return truth_of(below == (op in {Op.AT_MOST, Op.UNDER}))
