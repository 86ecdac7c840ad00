"""The search for the cheapest position of the levers: by the solver, or one by one where the solver cannot be asked."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import Final, NamedTuple

from zonewright.conditions.ast import Condition
from zonewright.conditions.judge import judge
from zonewright.conditions.truth import Truth
from zonewright.matching.model import Inquiry
from zonewright.matching.nearest_forms import Forms
from zonewright.matching.nearest_formula import formula_of
from zonewright.matching.nearest_levers import (
    Lever,
    Position,
    Steps,
    count_of_positions,
    effort,
    facts_at,
    levers_of,
    positions,
    rank,
    reaches_of,
    variables_of,
)
from zonewright.matching.nearest_lines import (
    ALWAYS,
    NEVER,
    Formula,
    NotLinearError,
    Span,
    all_hold,
    any_holds,
    closed,
    narrowed,
    without,
)
from zonewright.matching.nearest_rows import Wanted, fields_read
from zonewright.values import Number


class Obstacle(Enum):
    """Why the nearest change could not be found, or not be proven."""

    TIME = "time"  # the solver stopped at its limit
    NO_BOUND = "no_bound"  # a fact without `least` or `most` would have to move by more than the most steps
    TOO_LARGE = "too_large"  # numbers or tests beyond what is said to the solver, and too many cases to try


@dataclass(frozen=True, slots=True)
class Limits:
    """How far a search goes: the solver's own count of work, steps of a fact without a bound, cases tried one by one."""

    work: Number = 20
    steps: int = 1_000_000
    cases: int = 10_000


class Found(NamedTuple):
    """Where a search ended. No position and no obstacle: it is proven that there is none."""

    at: Position | None
    obstacle: Obstacle | None = None


NOWHERE: Final = Found(None)


class Search:
    """One condition, one enterprise, and the levers that the condition reads."""

    def __init__(self, condition: Condition, inquiry: Inquiry, limits: Limits) -> None:
        self.condition, self.inquiry, self.limits = condition, inquiry, limits
        self.levers = levers_of(inquiry, fields_read(condition))

    def towards(self, wanted: Wanted) -> Found:
        """The cheapest position in which the condition is as wanted. Whatever is found, the judge has the last word."""
        if wanted.accepts(self.truth({})):
            return Found({})
        if not self.levers:
            return NOWHERE
        try:
            found = self._solved(wanted, self.limits.steps)
        except NotLinearError:
            found = self._tried(wanted)
        if found.at is not None and not wanted.accepts(self.truth(found.at)):
            raise AssertionError(f"solver and judge do not agree: {[lever.field.id for lever in self.levers]} at {found.at}")
        return found

    def truth(self, at: Position) -> Truth:
        """What the judge says at a position of the levers."""
        return judge(self.condition, facts_at(self.inquiry, self.levers, at), self.inquiry.world).truth

    def order(self, at: Position) -> tuple[Fraction, int, list[bool], list[int]]:
        """What comes first: the lower cost, then fewer facts, then facts early in the pack, then fewer steps."""
        efforts = [effort(lever, at) for lever in self.levers]
        cost = sum((Fraction(lever.change.cost) * one for lever, one in zip(self.levers, efforts, strict=True)), Fraction(0))
        return cost, sum(map(bool, efforts)), [not one for one in efforts], [rank(lever, at) for lever in self.levers]

    def _tried(self, wanted: Wanted) -> Found:
        counts = [count for lever in self.levers if (count := count_of_positions(lever)) is not None]
        if len(counts) < len(self.levers):
            return Found(None, Obstacle.NO_BOUND)
        if math.prod(counts) > self.limits.cases:
            return Found(None, Obstacle.TOO_LARGE)
        return next((Found(at) for at in sorted(self._positions(), key=self.order) if wanted.accepts(self.truth(at))), NOWHERE)

    def _positions(self) -> Iterator[Position]:
        for joined in itertools.product(*(positions(lever) for lever in self.levers)):
            yield {variable: moved for one in joined for variable, moved in one.items()}

    def _solved(self, wanted: Wanted, steps: int) -> Found:
        forms, reaches = Forms(self.inquiry, self.levers), reaches_of(self.levers)
        written = all_hold((formula_of(self.condition, wanted, forms), *_within_bounds(self.levers)))
        whole = narrowed(written, {**reaches, **dict.fromkeys(forms.extras, (None, None))})
        near, loose = closed(whole, reaches, forms.extras, steps)
        found = self._cheapest(narrowed(whole, near), near)
        if not loose or found.obstacle is not None:
            return found
        if found.at is not None:
            return self._with_more_steps(wanted, found, steps, loose)
        eased = self._cheapest(narrowed(without(whole, loose, frozenset(forms.extras)), near), near)
        return NOWHERE if eased == NOWHERE else Found(None, Obstacle.NO_BOUND)

    def _with_more_steps(self, wanted: Wanted, found: Found, steps: int, loose: frozenset[int]) -> Found:
        """What was found, where so many steps of any loose fact cost more; else what a search with that many finds."""
        cost = self.order(found.at or {})[0]
        needed = max(
            (math.floor(cost / lever.change.cost) + 1 for lever in self.levers if not loose.isdisjoint(variables_of(lever))),
            default=0,
        )
        try:
            return found if needed <= steps else self._solved(wanted, needed)
        except NotLinearError:
            return Found(found.at, Obstacle.NO_BOUND)

    def _cheapest(self, formula: Formula, reaches: dict[int, tuple[int, int]]) -> Found:
        if formula in {ALWAYS, NEVER}:
            return NOWHERE if formula == NEVER else Found({})
        from zonewright.matching.nearest_model import Ending, cheapest  # noqa: PLC0415  # the solver takes long to import

        ending, at = cheapest(formula, self.levers, reaches, self.limits.work)
        stopped = ending in {Ending.FOUND, Ending.STOPPED}
        return Found(at or None, Obstacle.TIME if stopped else None)


def _within_bounds(levers: tuple[Lever, ...]) -> Iterator[Formula]:
    """Each number stays as it is, or comes to lie within its own bounds."""
    for lever in levers:
        if isinstance(lever, Steps):
            alone = ((lever.variable, 1),)
            yield any_holds((Span(alone, 0, 0), Span(alone, *lever.allowed)))
