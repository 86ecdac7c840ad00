"""Ranges of numbers from zero up, and what can be done with them without losing a number."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final, NamedTuple


class Range(NamedTuple):
    """Every number from low to high, both included; a high of None has no end. Never below zero."""

    low: Fraction
    high: Fraction | None

    @property
    def is_settled(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high


ZERO: Final = Range(Fraction(0), Fraction(0))
ANY: Final = Range(Fraction(0), None)


def point(number: Fraction) -> Range:
    """One number; zero for one below zero."""
    settled = max(number, Fraction(0))
    return Range(settled, settled)


def total(ranges: Iterable[Range]) -> Range:
    """The sums.

    >>> total([point(Fraction(2)), ANY])
    Range(low=Fraction(2, 1), high=None)
    """
    low, high = Fraction(0), Fraction(0)
    endless = False
    for one in ranges:
        low += one.low
        endless = endless or one.high is None
        high += one.high or 0
    return Range(low, None if endless else high)


def product(ranges: Iterable[Range]) -> Range:
    """The products; nothing of anything is nothing.

    >>> product([ZERO, ANY])
    Range(low=Fraction(0, 1), high=Fraction(0, 1))
    """
    factors = tuple(ranges)
    highs = [one.high for one in factors]
    low = math.prod((one.low for one in factors), start=Fraction(1))
    if 0 in highs:
        return Range(low, Fraction(0))
    return Range(low, None if None in highs else math.prod((high for high in highs if high is not None), start=Fraction(1)))


def less(whole: Range, part: Range) -> Range:
    """What is left of a whole without a part; zero at least."""
    low = Fraction(0) if part.high is None else max(whole.low - part.high, Fraction(0))
    return Range(low, None if whole.high is None else max(whole.high - part.low, Fraction(0)))


def highest(ranges: Iterable[Range]) -> Range:
    """The larger of each."""
    held = tuple(ranges)
    highs = [one.high for one in held]
    return Range(max(one.low for one in held), None if None in highs else max(high for high in highs if high is not None))


def lowest(ranges: Iterable[Range]) -> Range:
    """The smaller of each."""
    held = tuple(ranges)
    ends = [one.high for one in held if one.high is not None]
    return Range(min(one.low for one in held), min(ends) if ends else None)


def hull(ranges: Iterable[Range]) -> Range:
    """From the lowest to the highest of some ranges, of which one holds."""
    held = tuple(ranges)
    highs = [one.high for one in held]
    return Range(min(one.low for one in held), None if None in highs else max(high for high in highs if high is not None))


def rising(of: Range, function: Callable[[Fraction], Fraction]) -> Range:
    """What a function that never falls, and rises without end, makes of a range."""
    return Range(function(of.low), None if of.high is None else function(of.high))


def under_cap(steps: Sequence[tuple[int | None, Range]], cap: Range) -> Iterator[Range]:
    """Each range while a cap on all of them lasts: those of a later place give way, in one place those written later.

    One without a place may come anywhere among the others.

    >>> [one.high for one in under_cap([(2, point(Fraction(5))), (1, point(Fraction(4)))], point(Fraction(6)))]
    [Fraction(2, 1), Fraction(4, 1)]
    """
    unplaced = [found for place, found in steps if place is None]
    for number, (place, found) in enumerate(steps):
        if place is None:
            others = total(other for at, (_, other) in enumerate(steps) if at != number)
            before = Range(Fraction(0), others.high)
        else:
            known = total(other for at, (spot, other) in enumerate(steps) if spot is not None and (spot, at) < (place, number))
            before = Range(known.low, total((known, *unplaced)).high)
        yield lowest((found, less(cap, before)))
