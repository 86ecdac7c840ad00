"""Exact sums of whole-number variables, and the formulas that are asked of them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeAlias

from zonewright.conditions.ast import Op
from zonewright.errors import ZoneError

#: The lowest and the highest value of a variable; None on a side without end.
Reach: TypeAlias = tuple[int | None, int | None]
Reaches: TypeAlias = Mapping[int, Reach]


class NotLinearError(ZoneError):
    """What is asked cannot be written as sums of the variables."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sum of variables, each with its factor, and a constant."""

    terms: tuple[tuple[int, Fraction], ...] = ()
    constant: Fraction = Fraction(0)

    def __add__(self, other: Line) -> Line:
        total = dict(self.terms)
        for variable, factor in other.terms:
            total[variable] = total.get(variable, Fraction(0)) + factor
        terms = sorted((variable, factor) for variable, factor in total.items() if factor)
        return Line(tuple(terms), self.constant + other.constant)

    def __sub__(self, other: Line) -> Line:
        return self + other.times(-1)

    def __mul__(self, other: Line) -> Line:
        if self.terms and other.terms:
            raise NotLinearError("a product of two facts that can change")
        return self.times(other.constant) if self.terms else other.times(self.constant)

    def times(self, factor: int | Fraction) -> Line:
        """The line stretched by a number."""
        terms = tuple((variable, one * factor) for variable, one in self.terms if factor)
        return Line(terms, self.constant * Fraction(factor))

    def ends(self, reaches: Reaches) -> tuple[Fraction | None, Fraction | None]:
        """The lowest and the highest value over the reach of the variables."""
        low: Fraction | None = self.constant
        high: Fraction | None = self.constant
        for variable, factor in self.terms:
            least, most = reaches[variable] if factor > 0 else reversed(reaches[variable])
            low = None if low is None or least is None else low + factor * least
            high = None if high is None or most is None else high + factor * most
        return low, high


ONE: Final = Line((), Fraction(1))


def constant(number: int | Fraction) -> Line:
    """A line that is one number."""
    return Line((), Fraction(number))


@dataclass(frozen=True, slots=True)
class Quotient:
    """One line divided by another; undefined where the lower one is zero."""

    above: Line
    below: Line = ONE

    @property
    def line(self) -> Line:
        """The quotient as a line, where nothing that can change stands below."""
        if self.below.terms or not self.below.constant:
            raise NotLinearError("a ratio whose lower part can change")
        return self.above.times(1 / self.below.constant)

    def over(self, other: Quotient) -> Quotient:
        """The quotient of two quotients."""
        if other.below.terms:
            raise NotLinearError("a ratio of a ratio whose lower part can change")
        return Quotient(self.above * other.below, self.below * other.above)

    def plus(self, other: Quotient) -> Quotient:
        """The sum of two quotients."""
        if self.below == other.below:
            return Quotient(self.above + other.above, self.below)
        return Quotient(self.above * other.below + other.above * self.below, self.below * other.below)

    def times(self, factor: int | Fraction) -> Quotient:
        """The quotient stretched by a number."""
        return Quotient(self.above.times(factor), self.below)

    def against(self, op: Op, bound: Fraction) -> Formula:
        """The quotient is defined and stands in this relation to the bound."""
        distance = self.above - self.below.times(bound)
        return any_holds(
            (
                all_hold((compared(self.below, Op.OVER), compared(distance, op))),
                all_hold((compared(self.below, Op.UNDER), compared(distance.times(-1), op))),
            )
        )

    @property
    def defined(self) -> Formula:
        """The quotient is no division by zero."""
        return any_holds((compared(self.below, Op.OVER), compared(self.below, Op.UNDER)))

    @property
    def undefined(self) -> Formula:
        """The quotient is a division by zero."""
        return all_hold((compared(self.below, Op.AT_LEAST), compared(self.below, Op.AT_MOST)))


@dataclass(frozen=True, slots=True)
class Span:
    """A whole-number sum of variables lies from low to high, both included; None on a side without end."""

    terms: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Some:
    """At least ``n`` of the parts hold."""

    n: int
    parts: tuple[Formula, ...]


Formula: TypeAlias = Span | Some

ALWAYS: Final = Some(0, ())
NEVER: Final = Some(1, ())


def some(n: int, parts: Iterable[Formula]) -> Formula:
    """At least n of the parts hold, said without the parts that are settled."""
    unsettled: list[Formula] = []
    for part in parts:
        if part == ALWAYS:
            n -= 1
        elif part != NEVER:
            unsettled.append(part)
    if n <= 0:
        return ALWAYS
    if n > len(unsettled):
        return NEVER
    return unsettled[0] if len(unsettled) == 1 else Some(n, tuple(unsettled))


def all_hold(parts: Iterable[Formula]) -> Formula:
    """Every part holds."""
    listed = tuple(parts)
    return some(len(listed), listed)


def any_holds(parts: Iterable[Formula]) -> Formula:
    """One part holds at least."""
    return some(1, parts)


def compared(line: Line, op: Op) -> Formula:
    """The line stands in this relation to zero, as a sum of whole numbers with the tightest bound."""
    if not line.terms:
        settled = {
            Op.AT_LEAST: line.constant >= 0,
            Op.OVER: line.constant > 0,
            Op.AT_MOST: line.constant <= 0,
            Op.UNDER: line.constant < 0,
        }
        return ALWAYS if settled[op] else NEVER
    stretch = math.lcm(*(factor.denominator for _, factor in line.terms))
    wholes = [(variable, int(factor * stretch)) for variable, factor in line.terms]
    shared = math.gcd(*(factor for _, factor in wholes))
    terms = tuple((variable, factor // shared) for variable, factor in wholes)
    bound = -line.constant * stretch / shared
    match op:
        case Op.AT_LEAST:
            return Span(terms, math.ceil(bound), None)
        case Op.OVER:
            return Span(terms, math.floor(bound) + 1, None)
        case Op.AT_MOST:
            return Span(terms, None, math.floor(bound))
        case Op.UNDER:
            return Span(terms, None, math.ceil(bound) - 1)


def spans(formula: Formula) -> Iterator[Span]:
    """Every span of a formula."""
    match formula:
        case Span():
            yield formula
        case Some(_, parts):
            for part in parts:
                yield from spans(part)


def narrowed(formula: Formula, reaches: Reaches) -> Formula:
    """The formula without the spans that are settled by the reach of their variables."""
    match formula:
        case Span(terms, low, high):
            least, most = Line(tuple((variable, Fraction(factor)) for variable, factor in terms)).ends(reaches)
            if (low is not None and most is not None and most < low) or (
                high is not None and least is not None and least > high
            ):
                return NEVER
            from_low = low is None or (least is not None and least >= low)
            to_high = high is None or (most is not None and most <= high)
            return ALWAYS if from_low and to_high else formula
        case Some(n, parts):
            return some(n, (narrowed(part, reaches) for part in parts))


def without(formula: Formula, loose: frozenset[int], counted: frozenset[int]) -> Formula:
    """What is left to ask when every span with a loose variable is taken to hold, save those of a lever alone."""
    match formula:
        case Span(terms):
            free = any(variable in loose and (len(terms) > 1 or variable in counted) for variable, _ in terms)
            return ALWAYS if free else formula
        case Some(n, parts):
            return some(n, (without(part, loose, counted) for part in parts))


#: An end of a reach that can be ordered: below everything, a number, above everything.
End: TypeAlias = tuple[int, Fraction]


@dataclass(frozen=True, slots=True)
class Extra:
    """A variable beside those of the levers: in one of the rows, the least of its lines; the greatest if not ``upward``."""

    rows: tuple[tuple[Line, ...], ...]
    upward: bool = True

    def reach(self, reaches: Reaches) -> Reach:
        """The lowest and the highest that the variable can be."""
        taken: Callable[[list[End]], End] = min if self.upward else max
        both = [[_ends(line, reaches) for line in row] for row in self.rows]
        below, low = min((taken([end for end, _ in row]) for row in both), default=(0, Fraction(0)))
        above, high = max((taken([end for _, end in row]) for row in both), default=(0, Fraction(0)))
        return (None if below else math.floor(low)), (None if above else math.ceil(high))


def _ends(line: Line, reaches: Reaches) -> tuple[End, End]:
    low, high = line.ends(reaches)
    return (-1, Fraction(0)) if low is None else (0, low), (1, Fraction(0)) if high is None else (0, high)


def closed(
    formula: Formula, reaches: Reaches, extras: Mapping[int, Extra], steps: int
) -> tuple[dict[int, tuple[int, int]], frozenset[int]]:
    """A reach with two ends for every variable, and the loose ones, for which those ends may leave something out.

    Where spans ask of a variable alone, nothing changes beyond the last of their bounds; else it stops after so many steps.
    """
    found: dict[int, tuple[int, int]] = {}
    loose: set[int] = set()
    asked = list(spans(formula))
    for variable, (low, high) in reaches.items():
        own = [span for span in asked if any(one == variable for one, _ in span.terms)]
        alone = [span for span in own if len(span.terms) == 1]
        far = 1 + max((abs(bound) for span in alone for bound in (span.low, span.high) if bound is not None), default=0)
        if (low is None or high is None) and len(alone) < len(own):
            loose.add(variable)
            far = max(far, steps)
        found[variable] = (-far if low is None else low, far if high is None else high)
    whole: dict[int, Reach] = dict(reaches)
    for variable, extra in extras.items():
        whole[variable] = extra.reach(whole)
        low, high = whole[variable]
        least, most = extra.reach(found)
        if low is None or high is None:
            loose.add(variable)
        found[variable] = ((least or 0) if low is None else low, (most or 0) if high is None else high)
    return found, frozenset(loose)
