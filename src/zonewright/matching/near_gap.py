"""How far a fact is from what a test asks, exactly: in the unit of the field, in days, in steps, in points."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from zonewright.codes.world import share_below, share_of_average
from zonewright.conditions.ast import (
    Banded,
    Between,
    Bound,
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
    Op,
    Percentile,
    Score,
    ShareOfAverage,
    WithinAfter,
)
from zonewright.conditions.judge import applying, compare, total
from zonewright.conditions.truth import Truth
from zonewright.matching.model import Inquiry
from zonewright.schema.fields import Field, FieldType, Value, as_number
from zonewright.values import Level, Number, Period, add_period, exact

#: What is asked of a fact for which a comparison must not hold.
OPPOSITE: Final = {Op.AT_LEAST: Op.UNDER, Op.UNDER: Op.AT_LEAST, Op.AT_MOST: Op.OVER, Op.OVER: Op.AT_MOST}
ORDERED: Final = frozenset({FieldType.NUMBER, FieldType.DAY, FieldType.LEVEL})
STRICT: Final = frozenset({Op.OVER, Op.UNDER})


class Gap(NamedTuple):
    """What stands there, what is asked (``op`` is None for: exactly this), and the distance between the two.

    With ``over`` or ``under`` a number must go further than the distance; days and steps are counted in full.
    """

    has: Value
    op: Op | None
    bound: Bound | Period
    distance: Number
    unit: str = ""
    relative: Fraction | None = None  # the distance as a share of the bound

    @property
    def strict(self) -> bool:
        """Whether the distance itself is not enough."""
        return self.op in STRICT and isinstance(self.has, int | Fraction)


def gap_of(leaf: Leaf, wanted: Truth, inquiry: Inquiry) -> Gap | None:
    """The distance from the facts to the nearest ones for which a decided test comes out as wanted.

    None where there is no more and no less: choices, codes, places, lists, and what lies in the past for good.
    """
    met = wanted is Truth.TRUE
    facts, world, schema = inquiry
    match leaf:
        case Compare(field, op, bound):
            return _to(facts.get(field), _asked(op, met=met), bound, schema[field])
        case CompareFields(field, op, other):
            return _to(facts.get(field), _asked(op, met=met), facts.get(other), schema[field])
        case Between(field, low, high):
            return _inside(facts.get(field), low, high, schema[field], met=met)
        case Banded(field, op, _, rows):
            bounds = [row.bound for row in applying(rows, facts, world)]
            return _farthest(_to(facts.get(field), _asked(op, met=met), bound, schema[field]) for bound in bounds)
        case Includes(field, _, values) | Excludes(field, values):
            if met is isinstance(leaf, Excludes) or schema[field].many or schema[field].type not in ORDERED:
                return None
            return _nearest(_to(facts.get(field), None, value, schema[field]) for value in values)
        case Elapsed() | WithinAfter() | NoneWithin() | Kept():
            return _in_time(leaf, inquiry, met=met)
        case Percentile() | ShareOfAverage():
            return _to(_standing(leaf, inquiry), _asked(leaf.op, met=met), leaf.share, "%")
        case Score(parts, op, points):
            return _farthest(_to(end, _asked(op, met=met), points, "point") for end in total(parts, facts, world))
        case _:
            return None


def plainly(leaf: Leaf, wanted: Truth, gap: Gap | None) -> Condition:
    """What is asked of the facts, as plainly as it can be said: one comparison with the bound that applies to them."""
    match leaf:
        case Elapsed() | Percentile() | ShareOfAverage() | Score() if gap is not None and gap.op is not None:
            return replace(leaf, op=gap.op)
        case Includes(field, 1, values) if wanted is Truth.FALSE:
            return Excludes(field, values)
        case Excludes(field, values) if wanted is Truth.FALSE:
            return Includes(field, 1, values)
        case Score() | NoneWithin():
            return leaf if wanted is Truth.TRUE else NoneOf((leaf,))
        case _ if gap is not None and gap.op is not None and not isinstance(gap.bound, Period):
            return Compare(leaf.field, gap.op, gap.bound)
        case _:
            return leaf if wanted is Truth.TRUE else NoneOf((leaf,))


def _asked(op: Op, *, met: bool) -> Op:
    return op if met else OPPOSITE[op]


def _to(has: Value | None, op: Op | None, bound: Value | None, of: Field | str) -> Gap | None:
    """The distance of one value of a field, or in a unit, from one bound; nought where the value keeps it already."""
    match has, bound:
        case date() as day, date() as last:
            far = 0 if _keeps(day, op, last) else abs((last - day).days) + (op in STRICT)
            return Gap(day, op, last, far, "day")
        case Level() as level, Level() as rung:
            last_rung = len(of.options) - 1 if isinstance(of, Field) else rung.position
            if (op is Op.UNDER and rung.position == 0) or (op is Op.OVER and rung.position == last_rung):
                return None  # there is no level below the lowest or above the highest
            far = 0 if _keeps(level, op, rung) else abs(rung.position - level.position) + (op in STRICT)
            return Gap(level, op, rung, far, "step")
    number, limit = as_number(has), as_number(bound)
    if number is None or limit is None:
        return None
    missing = Fraction(0) if _keeps(number, op, limit) else abs(Fraction(limit) - number)
    unit = of.unit if isinstance(of, Field) else of
    return Gap(number, op, limit, exact(missing), unit, missing / abs(Fraction(limit)) if limit else None)


def _keeps(has: Bound, op: Op | None, bound: Bound) -> bool:
    return has == bound if op is None else compare(has, op, bound) is Truth.TRUE


def _farthest(gaps: Iterable[Gap | None]) -> Gap | None:
    """Where all must be bridged; None where one cannot be."""
    found = tuple(gaps)
    known = [gap for gap in found if gap is not None]
    return max(known, key=lambda gap: gap.distance, default=None) if len(known) == len(found) else None


def _nearest(gaps: Iterable[Gap | None]) -> Gap | None:
    """Where one is enough."""
    return min((gap for gap in gaps if gap is not None), key=lambda gap: gap.distance, default=None)


def _inside(has: Value | None, low: Bound, high: Bound, of: Field | str, *, met: bool) -> Gap | None:
    """To a range with both its ends, or out of it by the nearer end."""
    ends = (_to(has, _asked(Op.AT_LEAST, met=met), low, of), _to(has, _asked(Op.AT_MOST, met=met), high, of))
    return _farthest(ends) if met else _nearest(ends)


def _in_time(leaf: Elapsed | WithinAfter | NoneWithin | Kept, inquiry: Inquiry, *, met: bool) -> Gap | None:
    facts, world, _ = inquiry
    has = facts.get(leaf.field)
    match leaf:
        case Elapsed(_, op, period, as_of):
            until = world.on if as_of is None else facts.get(as_of)
            if not isinstance(has, date) or not isinstance(until, date):
                return None
            full = add_period(has, period)
            gap = _to(until, _asked(op, met=met), full, "day")
            whole = (full - has).days
            return gap and Gap(has, gap.op, period, gap.distance, "day", Fraction(gap.distance, whole) if whole else None)
        case WithinAfter(_, event, period):
            start = facts.get(event)
            return _inside(has, start, add_period(start, period), "day", met=met) if isinstance(start, date) else None
        case NoneWithin(_, period, as_of):
            until = world.on if as_of is None else facts.get(as_of)
            if not met or not isinstance(until, date):
                return None
            last = add_period(until, Period(-period.count, period.unit))
            latest = max((one for one in _days(has) if one <= until), default=last)
            return Gap(latest, Op.AT_MOST, last, (latest - last).days, "day")
        case Kept(_, after, period, fixed, breaches):
            start = facts.get(after) if after else date.min
            end = fixed if period is None or not isinstance(start, date) else add_period(start, period)
            if not isinstance(start, date) or end is None:
                return None
            broken = breaches and any(start <= day < end for day in _days(facts.get(breaches)))
            return None if broken else _to(has, _asked(Op.AT_LEAST, met=met), end, "day")


def _days(seen: Value | None) -> tuple[date, ...]:
    return tuple(one for one in (seen if isinstance(seen, tuple) else (seen,)) if isinstance(one, date))


def _standing(leaf: Percentile | ShareOfAverage, inquiry: Inquiry) -> Number | None:
    """Where a fact stands among its peers, in percent."""
    table = inquiry.world.populations.get(leaf.population)
    value = as_number(inquiry.facts.get(leaf.field))
    group = inquiry.facts.get(leaf.by) if leaf.by else None
    peers = table.peers(None if group is None else str(group)) if table else ()
    if value is None or not peers:
        return None
    return share_below(value, peers) if isinstance(leaf, Percentile) else share_of_average(value, peers)
