"""The meaning of amounts: plain, and every range keeps each number that the facts may still come to."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Final

from zonewright.benefits.ast import (
    Above,
    Bounded,
    Case,
    Cases,
    Converted,
    FullSteps,
    Highest,
    Less,
    Lowest,
    Nothing,
    OfFact,
    Product,
    Provided,
    Sliced,
    Stated,
    Total,
    Worth,
)
from zonewright.benefits.ranges import ANY, ZERO, Range, highest, hull, less, lowest, point, product, rising, total
from zonewright.benefits.units import name_of, number_in, unit_of_worth
from zonewright.codes.world import World
from zonewright.conditions.ast import Condition
from zonewright.conditions.judge import Finding, judge
from zonewright.conditions.truth import Truth
from zonewright.schema.derive import unit_of_field
from zonewright.schema.fields import Facts, Schema, as_number
from zonewright.values import Number, Quantity, Unit, read_unit

#: How the parts of a joining node come together.
COMBINED: Final[Mapping[type[Worth], Callable[[Iterable[Range]], Range]]] = MappingProxyType(
    {Product: product, Total: total, Highest: highest, Lowest: lowest}
)


@dataclass(frozen=True, slots=True)
class Appraisal:
    """One node of the tree of amounts with the range found for it, in a unit. Mirrors the tree; ``cases`` are conditions."""

    worth: Worth
    range: Range
    measured_in: Unit
    parts: tuple[Appraisal, ...] = ()
    cases: tuple[Finding, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        return name_of(self.measured_in)

    @property
    def low(self) -> Number:
        return number_in(self.range.low, self.unit)

    @property
    def high(self) -> Number | None:
        return None if self.range.high is None else number_in(self.range.high, self.unit)

    def missing(self) -> Iterator[str]:
        """The facts that could still change the amount, possibly repeated."""
        if not self.range.is_settled:
            yield from self.unknown
            for case in self.cases:
                yield from case.missing()
            for part in self.parts:
                yield from part.missing()


def appraise(worth: Worth, facts: Facts, world: World, schema: Schema) -> Appraisal:
    """Find the range of a worth and of each of its parts."""
    return Appraiser(facts, world, schema).appraise(worth)


@dataclass(frozen=True, slots=True)
class Appraiser:
    """Appraises worths for one enterprise on one day."""

    facts: Facts
    world: World
    schema: Schema

    def appraise(self, worth: Worth) -> Appraisal:
        """One node with all below it."""
        unit = unit_of_worth(worth, self.schema)
        match worth:
            case Nothing():
                return Appraisal(worth, ZERO, unit)
            case Stated(quantity):
                return Appraisal(worth, point(canonical(quantity)), unit)
            case OfFact(field):
                found = self._fact(field)
                return Appraisal(worth, found, unit, unknown=() if found.is_settled else (field,))
            case Cases():
                return self._cases(worth, unit)
            case Provided(inside, when):
                part, finding = self.appraise(inside), self.judge(when)
                return Appraisal(worth, provided(part.range, finding.truth), unit, (part,), (finding,))
            case Bounded():
                return self._bounded(worth, unit)
            case Sliced(base, slices):
                parts = (self.appraise(base), *(self.appraise(one.rate) for one in slices))
                return Appraisal(worth, _sliced(worth, parts), unit, parts)
            case Product(inner) | Total(inner) | Highest(inner) | Lowest(inner):
                parts = tuple(map(self.appraise, inner))
                return Appraisal(worth, COMBINED[type(worth)](part.range for part in parts), unit, parts)
            case Less(base, excluded):
                parts = (self.appraise(base), *map(self.appraise, excluded))
                return Appraisal(worth, less(parts[0].range, total(part.range for part in parts[1:])), unit, parts)
            case Above(base, threshold):
                parts = (self.appraise(base), self.appraise(threshold))
                return Appraisal(worth, less(parts[0].range, parts[1].range), unit, parts)
            case FullSteps(base, step):
                part, size = self.appraise(base), canonical(step)
                return Appraisal(worth, rising(part.range, lambda number: math.floor(number / size) * size), unit, (part,))
            case Converted(inside, origin, currency):
                factor = self.world.rates.factor(origin, currency, self.world.on)
                money = self.appraise(inside)
                found = product((money.range, ANY if factor is None else point(factor)))
                return Appraisal(worth, found, unit, (money,))

    def judge(self, condition: Condition) -> Finding:
        """The finding for a condition inside an amount."""
        return judge(condition, self.facts, self.world)

    def _fact(self, id: str) -> Range:
        """What a number field may still be, in canonical units: at least zero, and inside the field's own bounds.

        A number that the field says it cannot be is not known.
        """
        field, seen = self.schema[id], self.facts.get(id)
        scale = unit_of_field(field).scale
        number = as_number(seen)
        if number is None and isinstance(seen, Quantity):
            factor = self.world.rates.factor(seen.unit, field.unit, self.world.on)
            number = None if factor is None else Fraction(seen.number) * factor
        if number is not None and field.admits(number):
            return point(number * scale)
        low = max(Fraction(field.least or 0) * scale, Fraction(0))
        return Range(low, None if field.most is None else max(Fraction(field.most) * scale, Fraction(0)))

    def _cases(self, worth: Cases, unit: Unit) -> Appraisal:
        """The rows that may still be the first to apply; nothing too, where none surely applies and none has to."""
        findings: list[Finding] = []
        rows: list[Case] = []
        for row in worth.rows:
            finding = self.judge(row.when)
            findings.append(finding)
            if finding.truth is not Truth.FALSE:
                rows.append(row)
            if finding.truth is Truth.TRUE:
                break
        parts = tuple(self.appraise(row.then) for row in rows)
        ranges = [part.range for part in parts]
        surely = bool(findings) and findings[-1].truth is Truth.TRUE
        if not ranges or (not surely and not worth.by):
            ranges.append(ZERO)
        return Appraisal(worth, hull(ranges), unit, parts, tuple(findings))

    def _bounded(self, worth: Bounded, unit: Unit) -> Appraisal:
        part = self.appraise(worth.part)
        least = None if worth.least is None else self.appraise(worth.least)
        most = None if worth.most is None else self.appraise(worth.most)
        found = part.range if least is None else highest((part.range, least.range))
        found = found if most is None else lowest((found, most.range))
        return Appraisal(worth, found, unit, tuple(one for one in (part, least, most) if one is not None))


def provided(range: Range, truth: Truth) -> Range:
    """A range where a condition is true, nothing where it is false, both while it is unknown."""
    match truth:
        case Truth.TRUE:
            return range
        case Truth.FALSE:
            return ZERO
        case Truth.UNKNOWN:
            return Range(Fraction(0), range.high)


def canonical(quantity: Quantity) -> Fraction:
    """The number of a quantity in the base units that its unit is made of."""
    unit = read_unit(quantity.unit) if quantity.unit else None
    return Fraction(quantity.number) * (unit.scale if unit else 1)


def _sliced(worth: Sliced, parts: tuple[Appraisal, ...]) -> Range:
    """Each slice of the base times its rate: what a higher base adds is never taken away."""
    base, rates = parts[0].range, parts[1:]
    found: list[Range] = []
    start = Fraction(0)
    for one, rate in zip(worth.slices, rates, strict=True):
        end = None if one.up_to is None else canonical(one.up_to)
        held = Range(
            _within(base.low, start, end), _within(base.high, start, end) if base.high is not None else _width(start, end)
        )
        found.append(product((held, rate.range)))
        start = start if end is None else end
    return total(found)


def _within(number: Fraction, start: Fraction, end: Fraction | None) -> Fraction:
    """How much of a number lies in the slice from start to end."""
    top = number if end is None else min(number, end)
    return max(top - start, Fraction(0))


def _width(start: Fraction, end: Fraction | None) -> Fraction | None:
    return None if end is None else end - start
