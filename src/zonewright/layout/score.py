"""The judge: what any layout is worth, and every rule that it breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import ceil, isqrt
from typing import Final

from zonewright.layout.model import TERMS, Distance, Layout, LayoutProblem, Occupant, Option, Pair
from zonewright.layout.options import is_option, worth_of
from zonewright.layout.takes import (
    draws_of,
    first_common_day,
    metres_between_middles,
    nearest_square,
    parks_of,
    rent_of,
)
from zonewright.values import Number

#: Figures per area are counted for so many square metres, and shares in so many parts, to be whole.
PER_AREA: Final = 1_000
PARTS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that a layout breaks: whom it concerns, by how much, and the first day; None where it has no beginning.

    ``by`` is in the unit of the rule: m2, kVA, metres, currency; 1 where nothing is measured.
    """

    rule: str
    subjects: tuple[str, ...]
    by: int = 1
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """What a layout is worth. Of two layouts that break nothing the one with the greater ``key`` is better."""

    terms: Mapping[str, int]
    objective: int
    key: tuple[int, ...]
    broken: tuple[Broken, ...] = ()

    @property
    def feasible(self) -> bool:
        return not self.broken


def score(problem: LayoutProblem, layout: Layout) -> Score:
    """What a layout is worth, and every rule that it breaks; the order of nothing matters.

    What stands on unknown plots, or takes nothing, breaks `no_option` and is otherwise counted as not placed.
    """
    placed = _placed(problem, layout)
    counted = {term: TERMS_COUNTED[term](problem, placed) for term in TERMS}
    weights, first = problem.objective.weights, problem.objective.first
    worth = {term: weights.get(term, 0) * counted[term] for term in TERMS}
    rest = sum(number for term, number in worth.items() if term not in first)
    key = (*(counted[term] for term in first), rest)
    broken = {found for rule in RULES for found in rule(problem, placed)} | set(_not_options(problem, layout))
    return Score(counted, sum(worth.values()), key, tuple(sorted(broken, key=_order)))


def _order(broken: Broken) -> tuple[str, tuple[str, ...], int, date]:
    return broken.rule, broken.subjects, broken.by, broken.on or date.min


def _placed(problem: LayoutProblem, layout: Layout) -> Layout:
    """Those placings that can be looked at, in the order of ids."""
    return {
        id: option
        for id, option in sorted(layout.items())
        if id in problem.occupants and option.occupant == id and option.takes
        and all(plot in problem.plots and area > 0 for plot, area in option.takes)
    }  # fmt: skip


def _not_options(problem: LayoutProblem, layout: Layout) -> Iterator[Broken]:
    for id, option in layout.items():
        if option.occupant != id or not is_option(problem, option):
            yield Broken("no_option", (id, *sorted(option.plots)))


def _overfull(problem: LayoutProblem, placed: Layout) -> Iterator[Broken]:
    for plot, taken in _by_plot(placed).items():
        if problem.plots[plot].shared:
            yield from _beyond(problem, "overfull", (plot,), taken, problem.plots[plot].area)


def _two_owners(problem: LayoutProblem, placed: Layout) -> Iterator[Broken]:
    for plot, taken in _by_plot(placed).items():
        for one, other in combinations(sorted(taken), 2) if not problem.plots[plot].shared else ():
            meet, day = _meet(problem, one, other)
            if meet:
                yield Broken("two_owners", (plot, one, other), 1, day)


def _overdrawn(problem: LayoutProblem, placed: Layout) -> Iterator[Broken]:
    drawn: dict[tuple[str, str], dict[str, Number]] = {}
    for id, option in placed.items():
        for at, amount in draws_of(problem, option).items():
            drawn.setdefault(at, {})[id] = amount
    for (node, kind), by in drawn.items():
        yield from _beyond(problem, "overdrawn", (node, kind), by, problem.nodes[node].gives[kind])


def _over_budget(problem: LayoutProblem, placed: Layout) -> Iterator[Broken]:
    if problem.budget is not None:
        rents = {id: rent_of(problem, option) for id, option in placed.items()}
        yield from _beyond(problem, "over_budget", (), rents, problem.budget)


def _too_near(problem: LayoutProblem, placed: Layout) -> Iterator[Broken]:
    bringers: dict[str, list[str]] = {}
    for id in placed:
        for hazard in problem.occupants[id].brings:
            bringers.setdefault(hazard, []).append(id)
    for id in placed:
        for hazard, metres in problem.occupants[id].sensitive_to.items():
            for other in bringers.get(hazard, ()):
                if other != id:
                    yield from _nearer(problem, placed, (id, hazard, other), metres)


def _apart(problem: LayoutProblem, placed: Layout) -> Iterator[Broken]:
    for rule in _of_both(problem.apart, placed):
        for found in _nearer(problem, placed, (rule.one, rule.other), rule.metres):
            yield Broken("apart", tuple(sorted(found.subjects)), found.by, found.on)


def _together(problem: LayoutProblem, placed: Layout) -> Iterator[Broken]:
    for rule in _of_both(problem.together, placed):
        square = nearest_square(problem, placed[rule.one], placed[rule.other])
        meet, day = _meet(problem, rule.one, rule.other)
        if meet and square > rule.metres**2:
            yield Broken("together", tuple(sorted((rule.one, rule.other))), 1 + isqrt(square - 1) - rule.metres, day)


def _locks(problem: LayoutProblem, placed: Layout) -> Iterator[Broken]:
    for id, occupant in problem.occupants.items():
        if occupant.locked and (id not in placed or set(placed[id].plots) != set(occupant.locked)):
            yield Broken("lock", (id, *sorted(set(occupant.locked))))


#: The rules that are looked at, beside that each occupant stands on one of its options.
RULES: Final[tuple[Callable[[LayoutProblem, Layout], Iterator[Broken]], ...]] = (
    _overfull, _two_owners, _overdrawn, _too_near, _apart, _together, _locks, _over_budget,
)  # fmt: skip


def _by_plot(placed: Layout) -> Mapping[str, Mapping[str, Number]]:
    """What each occupant takes of each plot; a plot that is named twice counts twice."""
    found: dict[str, dict[str, Number]] = {}
    for id, option in placed.items():
        for plot, area in option.takes:
            taken = found.setdefault(plot, {})
            taken[id] = taken.get(id, 0) + area
    return found


def _beyond(
    problem: LayoutProblem, rule: str, subjects: tuple[str, ...], amounts: Mapping[str, Number], limit: Number
) -> Iterator[Broken]:
    """The first day on which a limit is exceeded by the most, with who is there then."""
    worst: tuple[Number, date | None, list[str]] = (limit, None, [])
    for day in sorted({problem.occupants[id].stays.start or date.min for id in amounts}):
        present = [id for id in amounts if problem.occupants[id].stays.contains(day)]
        total = sum((amounts[id] for id in present), 0)
        if total > worst[0]:
            worst = total, None if day == date.min else day, present
    total, first, present = worst
    if total > limit:
        yield Broken(rule, (*subjects, *sorted(present)), ceil(total - limit), first)


def _nearer(problem: LayoutProblem, placed: Layout, subjects: tuple[str, ...], metres: int) -> Iterator[Broken]:
    """Whether the first and the last of the subjects lie nearer each other than they may on a day on which both are there."""
    one, other = subjects[0], subjects[-1]
    square = nearest_square(problem, placed[one], placed[other])
    meet, day = _meet(problem, one, other)
    if meet and square < metres**2:
        yield Broken("too_near", subjects, metres - isqrt(square), day)


def _meet(problem: LayoutProblem, one: str, other: str) -> tuple[bool, date | None]:
    return first_common_day(problem.occupants[one].stays, problem.occupants[other].stays)


def _of_both(rules: Iterable[Distance], placed: Layout) -> Iterator[Distance]:
    return (rule for rule in rules if rule.one in placed and rule.other in placed and rule.one != rule.other)


def _count_placed(problem: LayoutProblem, placed: Layout) -> int:
    return sum(problem.occupants[id].weight for id in placed)


def _count_worth(problem: LayoutProblem, placed: Layout) -> int:
    return sum(worth_of(problem, option) for option in placed.values())


def _count_filled(problem: LayoutProblem, placed: Layout) -> int:
    return sum(option.area for option in placed.values())


def _count_fit(problem: LayoutProblem, placed: Layout) -> int:
    return sum(fit_of(problem.occupants[id], option) for id, option in placed.items())


def _count_flows(problem: LayoutProblem, placed: Layout) -> int:
    return sum(-_cost_of_flow(problem, placed, flow) for flow in problem.flows)


def _cost_of_flow(problem: LayoutProblem, placed: Layout, flow: Pair) -> int:
    if flow.one in placed and flow.other in placed:
        return flow.amount * metres_between_middles(problem, placed[flow.one], placed[flow.other])
    return problem.objective.unplaced_flow


def _count_synergy(problem: LayoutProblem, placed: Layout) -> int:
    both = (pair for pair in problem.synergies if pair.one in placed and pair.other in placed)
    return sum(pair.amount for pair in both if gains(problem, pair, placed[pair.one], placed[pair.other]))


def _count_figure(name: str) -> Callable[[LayoutProblem, Layout], int]:
    def count(problem: LayoutProblem, placed: Layout) -> int:
        return sum(figure_of(problem, option, name) for option in placed.values())

    return count


def _count_moves(problem: LayoutProblem, placed: Layout) -> int:
    stated = (occupant for occupant in problem.occupants.values() if occupant.now)
    return -sum(one.id not in placed or set(placed[one.id].plots) != set(one.now) for one in stated)


def _count_fairness(problem: LayoutProblem, placed: Layout) -> int:
    areas: dict[str, int] = {}
    for plot in problem.plots.values():
        areas[plot.park] = areas.get(plot.park, 0) + plot.area
    taken = dict.fromkeys(areas, 0)
    for option in placed.values():
        for plot_id, area in option.takes:
            taken[problem.plots[plot_id].park] += area
    shares = [PARTS * taken[park] // area for park, area in areas.items() if area > 0]
    return min(shares, default=0) - max(shares, default=0)


#: How each term is counted; more is better.
TERMS_COUNTED: Final[Mapping[str, Callable[[LayoutProblem, Layout], int]]] = {
    "placed": _count_placed,
    "worth": _count_worth,
    "filled": _count_filled,
    "fit": _count_fit,
    "flows": _count_flows,
    "synergy": _count_synergy,
    "investment": _count_figure("investment"),
    "tax": _count_figure("tax"),
    "jobs": _count_figure("jobs"),
    "moves": _count_moves,
    "fairness": _count_fairness,
}


def fit_of(occupant: Occupant, option: Option) -> int:
    """How near the area comes to what is preferred, else to what is needed: 1000 where it is the same."""
    ideal = occupant.area if occupant.preferred is None else occupant.preferred
    return max(0, PARTS - PARTS * abs(option.area - ideal) // ideal) if ideal > 0 else 0


def figure_of(problem: LayoutProblem, option: Option, name: str) -> int:
    """What an occupant brings of investment, tax or jobs; per 1,000 m2 taken where the problem says so."""
    occupant = problem.occupants[option.occupant]
    figure = {"investment": occupant.investment, "tax": occupant.tax, "jobs": occupant.jobs}[name]
    return figure * PER_AREA // option.area if problem.objective.per_area else figure


def gains(problem: LayoutProblem, pair: Pair, one: Option, other: Option) -> bool:
    """Whether two options lie in one park, or as near each other as a synergy asks."""
    if not pair.within:
        return bool(parks_of(problem, one) & parks_of(problem, other))
    return nearest_square(problem, one, other) <= pair.within**2
