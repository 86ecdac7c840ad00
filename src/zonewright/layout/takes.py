"""What an option takes and where it lies: rent, draws from nodes, its middle, distances; and days that meet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from math import isqrt

from zonewright.layout.model import LayoutProblem, Option, Plot
from zonewright.values import DateRange, Number


def rent_of(problem: LayoutProblem, option: Option) -> Number:
    """What the area taken costs a month, as far as rents are known."""
    rents = ((problem.plots[plot].rent, area) for plot, area in option.takes)
    return sum((rent * area for rent, area in rents if rent is not None), 0)


def draws_of(problem: LayoutProblem, option: Option) -> Mapping[tuple[str, str], int]:
    """What is drawn, by node and kind: each node carries its part by the area that hangs on it, rounded up.

    A kind that the node does not say it gives is left out: such a place is an option only where unclear places are offered.
    """
    drawn: dict[tuple[str, str], int] = {}
    for kind, amount in problem.occupants[option.occupant].draws.items():
        by_node: dict[str, int] = {}
        for plot, area in option.takes:
            node = problem.plots[plot].nodes.get(kind)
            if node is not None and node in problem.nodes and kind in problem.nodes[node].gives:
                by_node[node] = by_node.get(node, 0) + area
        drawn |= {(node, kind): -(-amount * area // option.area) for node, area in by_node.items()}
    return drawn


def middle_of(problem: LayoutProblem, option: Option) -> tuple[int, int]:
    """The middle of what is taken, each plot counted by its area, rounded down to a metre."""
    whole = option.area
    return (
        sum(problem.plots[plot].x * area for plot, area in option.takes) // whole,
        sum(problem.plots[plot].y * area for plot, area in option.takes) // whole,
    )


def metres_between_middles(problem: LayoutProblem, one: Option, other: Option) -> int:
    """How far a flow goes between two options, rounded down."""
    (left, low), (right, high) = middle_of(problem, one), middle_of(problem, other)
    return isqrt((left - right) ** 2 + (low - high) ** 2)


def square_between(one: Plot, other: Plot) -> int:
    """The square of the distance between the middles of two plots, which is exact."""
    return (one.x - other.x) ** 2 + (one.y - other.y) ** 2


def nearest_square(problem: LayoutProblem, one: Option, other: Option) -> int:
    """The square of the distance between those plots of two options that lie nearest each other."""
    plots = problem.plots
    return min(square_between(plots[left], plots[right]) for left in one.plots for right in other.plots)


def parks_of(problem: LayoutProblem, option: Option) -> frozenset[str]:
    """The parks in which an option lies."""
    return frozenset(problem.plots[plot].park for plot in option.plots)


def first_common_day(one: DateRange, other: DateRange) -> tuple[bool, date | None]:
    """Whether two ranges of days meet, and the first day that is in both; None where it has no beginning."""
    starts = [day for day in (one.start, other.start) if day is not None]
    ends = [day for day in (one.end, other.end) if day is not None]
    start = max(starts, default=None)
    return (not ends or start is None or start < min(ends)), start
