"""Whether a plot suits an occupant: each need, days, records and networks, looked at alone; with every reason why not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zonewright.layout.model import LayoutProblem, Need, Occupant, Plot, Property
from zonewright.values import DateRange

#: The tests that a need may hold.
TESTS: Final = ("at_least", "at_most", "is", "one_of")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a plot is not an option of an occupant.

    ``kind`` is too_small, need, not_known, not_available, over_budget, forbidden, not_verified or not_listed; ``about`` the
    property; ``stated`` what the plot says, ``asked`` what the occupant asks.
    """

    kind: str
    about: str = ""
    stated: object = None
    asked: object = None


def obstacles(problem: LayoutProblem, occupant: Occupant, plot: Plot) -> Iterator[Reason]:
    """Why a plot can be no part of any option of an occupant; areas and rents of whole options are looked at elsewhere."""
    if plot.id in occupant.forbidden:
        yield Reason("forbidden")
    if not within(occupant.stays, plot.available):
        yield Reason("not_available", "available", plot.available, occupant.stays)
    if not is_verified(problem, plot):
        yield Reason("not_verified", "verified_on", plot.verified_on, problem.verified_since)
    for need in occupant.needs:
        met = meets(problem, plot, need)
        if met is False:
            yield Reason("need", need.property, property_of(plot, need.property), need.asked)
    if not problem.offer_unclear:
        yield from unclear(problem, occupant, plot)


def unclear(problem: LayoutProblem, occupant: Occupant, plot: Plot) -> Iterator[Reason]:
    """What is not known of a plot and asked by an occupant, also where unclear places are offered."""
    for need in occupant.needs:
        if meets(problem, plot, need) is None:
            yield Reason("not_known", need.property, property_of(plot, need.property), need.asked)
    for kind, amount in sorted(occupant.draws.items()):
        if not gives(problem, plot, kind):
            yield Reason("not_known", kind, None, amount)
    if plot.rent is None and asks_rent(problem, occupant):
        yield Reason("not_known", "rent", None, problem.budget if occupant.budget is None else occupant.budget)


def property_of(plot: Plot, name: str) -> Property | None:
    """What a plot states of a property; None where that is not known."""
    match name:
        case "area":
            return plot.area
        case "rent":
            return plot.rent
        case "park":
            return plot.park
        case "shared":
            return plot.shared
        case _:
            return plot.properties.get(name)


def meets(problem: LayoutProblem, plot: Plot, need: Need) -> bool | None:
    """Whether a plot meets a need; None where it is not known, or where what is stated cannot be compared with it."""
    stated, asked = property_of(plot, need.property), need.asked
    if stated is None:
        return None
    match need.test:
        case "at_least" | "at_most":
            order = _order(problem, need.property, stated, asked)
            return None if order is None else order >= 0 if need.test == "at_least" else order <= 0
        case "is":
            return _holds(stated, asked)
        case "one_of" if isinstance(asked, tuple):
            found = [_holds(stated, word) for word in asked]
            return True if True in found else None if None in found else False
        case _:
            return None


def gives(problem: LayoutProblem, plot: Plot, kind: str) -> bool:
    """Whether it is known what the plot's node of a network gives."""
    node = problem.nodes.get(plot.nodes.get(kind, ""))
    return node is not None and kind in node.gives


def asks_rent(problem: LayoutProblem, occupant: Occupant) -> bool:
    """Whether a budget depends on what an occupant pays."""
    return occupant.budget is not None or problem.budget is not None


def within(inner: DateRange, outer: DateRange) -> bool:
    """Whether every day of one range is in the other."""
    begins = outer.start is None or (inner.start is not None and outer.start <= inner.start)
    return begins and (outer.end is None or (inner.end is not None and inner.end <= outer.end))


def is_verified(problem: LayoutProblem, plot: Plot) -> bool:
    """Whether the record was seen to be right since the day that the problem asks for, if it asks for one."""
    since = problem.verified_since
    return since is None or (plot.verified_on is not None and plot.verified_on >= since)


def _order(problem: LayoutProblem, name: str, stated: Property, asked: Property) -> int | None:
    """Below zero, zero or above as the stated lies below, on or above the asked; None where the two cannot be compared."""
    if isinstance(stated, str) and isinstance(asked, str):
        levels = problem.levels.get(name, ())
        return levels.index(stated) - levels.index(asked) if stated in levels and asked in levels else None
    if isinstance(stated, bool | str | tuple) or isinstance(asked, bool | str | tuple):
        return None
    return (stated > asked) - (stated < asked)


def _holds(stated: Property, asked: Property) -> bool | None:
    """Whether what is stated is what is asked, or holds it among several words; None where they are of different kinds."""
    if isinstance(stated, tuple) and isinstance(asked, str):
        return asked in stated
    return stated == asked if _kind(stated) == _kind(asked) else None


def _kind(value: Property) -> str:
    match value:
        case bool():
            return "yes or no"
        case str():
            return "word"
        case tuple():
            return "words"
        case _:
            return "number"
