"""The options of each occupant: plots, or groups of adjoining plots, with what is taken of each and what that is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations, islice, takewhile
from typing import TypeAlias

from zonewright.layout.fit import Reason, gives, is_verified, meets, obstacles, within
from zonewright.layout.model import LayoutProblem, Need, Occupant, Option, Plot
from zonewright.layout.takes import rent_of, square_between
from zonewright.values import DateRange

#: What can be asked of a plot apart from any one occupant.
_Asked: TypeAlias = Need | DateRange | str


def options_of(problem: LayoutProblem) -> Mapping[str, tuple[Option, ...]]:
    """Every option of every occupant, single plots first, in the order of ids; who has none has an empty tuple.

    A plot that is not shared is taken whole. Of a shared one the least area is an option, and what is preferred another; of
    the shared plots of a group all but one are taken whole, each in turn being the one of which the rest is taken. A group
    is worth what the least of its plots is worth. It is left out when a part of it is an option and comes as near to what
    is preferred, unless it is stated: among the occupant's own options, as where it is now, or where it is locked.
    """
    suited = _Suited(problem)
    return {id: _options(problem, occupant, suited) for id, occupant in sorted(problem.occupants.items())}


def is_option(problem: LayoutProblem, option: Option) -> bool:
    """Whether a placing is one of the options of its occupant, whatever it says of its worth."""
    occupant, plots = problem.occupants.get(option.occupant), frozenset(option.plots)
    if occupant is None or not plots or not plots <= problem.plots.keys() or len(plots) < len(option.takes):
        return False
    group = tuple(problem.plots[id] for id in sorted(plots))
    if any(plot.area <= 0 or next(obstacles(problem, occupant, plot), None) is not None for plot in group):
        return False
    if not _is_listed(occupant, plots) if occupant.options is not None else not _adjoin(occupant, group):
        return False
    return frozenset(option.takes) in {frozenset(one.takes) for one in _options_of_group(problem, occupant, group)}


def worth_of(problem: LayoutProblem, option: Option) -> int:
    """What a placing is worth: of a plot what is said of it, else of its park, else nothing; of several the least."""
    worth = problem.occupants[option.occupant].worth
    return min(worth.get(id, worth.get(problem.plots[id].park, 0)) for id in option.plots)


def reasons_of(problem: LayoutProblem, occupant: Occupant, plot: Plot) -> tuple[Reason, ...]:
    """Every reason why a plot alone is no option of an occupant, in the order of the contract; none where it is one."""
    found = list(obstacles(problem, occupant, plot))
    if plot.area < occupant.area or plot.area <= 0:
        found.append(Reason("too_small", "area", plot.area, occupant.area))
    elif not _pays(problem, occupant, whole := Option(occupant.id, ((plot.id, _least(occupant, plot)),))):
        found.append(Reason("over_budget", "rent", rent_of(problem, whole), occupant.budget))
    if occupant.options is not None and not _is_listed(occupant, frozenset({plot.id})):
        found.append(Reason("not_listed", "options", plot.id, occupant.options))
    return tuple(found)


def why_not(problem: LayoutProblem, options: Mapping[str, tuple[Option, ...]]) -> Mapping[tuple[str, str], tuple[Reason, ...]]:
    """The reasons of each pair of an occupant and a plot that is in none of its options."""
    found: dict[tuple[str, str], tuple[Reason, ...]] = {}
    for id, occupant in problem.occupants.items():
        offered = {plot for option in options[id] for plot in option.plots}
        for plot in problem.plots.values():
            if plot.id not in offered:
                found[id, plot.id] = reasons_of(problem, occupant, plot)
    return found


def too_spread(problem: LayoutProblem, *, most: int) -> tuple[str, ...]:
    """The occupants that have more groups of plots to look at than ``most``."""
    suited, found = _Suited(problem), []
    for id, occupant in sorted(problem.occupants.items()):
        if occupant.most_plots > 1 and occupant.options is None and occupant.area > 0:
            groups = _groups(problem, occupant, suited.plots(occupant), suited.nearby(occupant.spread))
            if next(islice(groups, most, None), None) is not None:
                found.append(id)
    return tuple(found)


class _Suited:
    """The plots in which an occupant finds no obstacle; what many occupants ask alike is looked at once."""

    def __init__(self, problem: LayoutProblem) -> None:
        self.problem = problem
        self.found: dict[tuple[str, str], frozenset[str]] = {}
        self.within: dict[int, Mapping[str, tuple[Plot, ...]]] = {}
        self.verified = frozenset(plot.id for plot in problem.plots.values() if plot.area > 0 and is_verified(problem, plot))

    def plots(self, occupant: Occupant) -> tuple[Plot, ...]:
        """In the order of their ids."""
        left = self.verified & self._that("stays", occupant.stays)
        for need in occupant.needs:
            left &= self._that("need", need)
        if not self.problem.offer_unclear:
            for kind in occupant.draws:
                left &= self._that("draws", kind)
            if occupant.budget is not None or self.problem.budget is not None:
                left &= self._that("rent", "")
        return tuple(self.problem.plots[id] for id in sorted(left.difference(occupant.forbidden)))

    def nearby(self, spread: int) -> Mapping[str, tuple[Plot, ...]]:
        """For each plot those further east, or due north and south with a later id, that lie within so many metres of it."""
        if spread not in self.within:
            from_west = sorted(self.problem.plots.values(), key=lambda plot: (plot.x, plot.id))
            self.within[spread] = {plot.id: _eastward(from_west, place, spread) for place, plot in enumerate(from_west)}
        return self.within[spread]

    def _that(self, what: str, asked: _Asked) -> frozenset[str]:
        key = (what, repr(asked))  # as a value, a yes is equal to the number 1
        if key not in self.found:
            self.found[key] = frozenset(id for id, plot in self.problem.plots.items() if self._suits(plot, asked))
        return self.found[key]

    def _suits(self, plot: Plot, asked: _Asked) -> bool:
        match asked:
            case DateRange():
                return within(asked, plot.available)
            case Need():
                met = meets(self.problem, plot, asked)
                return self.problem.offer_unclear if met is None else met
            case "":
                return plot.rent is not None
            case _:
                return gives(self.problem, plot, asked)


def _eastward(from_west: list[Plot], place: int, spread: int) -> tuple[Plot, ...]:
    """The plots behind a place in a row from west to east that lie within so many metres of the one there."""
    plot = from_west[place]
    near = takewhile(lambda one: one.x - plot.x <= spread, islice(from_west, place + 1, None))
    return tuple(one for one in near if square_between(one, plot) <= spread**2)


def _options(problem: LayoutProblem, occupant: Occupant, suited: _Suited) -> tuple[Option, ...]:
    if occupant.area <= 0:
        return ()
    plots = suited.plots(occupant)
    if occupant.options is not None:
        groups = _listed(occupant, plots)
    elif occupant.most_plots <= 1:
        groups = ((plot,) for plot in plots)
    else:
        groups = _groups(problem, occupant, plots, suited.nearby(occupant.spread))
    found = (option for group in groups for option in _options_of_group(problem, occupant, group))
    return tuple(sorted(found, key=lambda option: (len(option.takes), option.takes)))


def _listed(occupant: Occupant, plots: tuple[Plot, ...]) -> Iterator[tuple[Plot, ...]]:
    """The occupant's own groups, as far as every plot of them suits."""
    suited = {plot.id: plot for plot in plots}
    for group in sorted({tuple(sorted(set(one))) for one in occupant.options or ()}):
        if group and suited.keys() >= set(group):
            yield tuple(suited[id] for id in group)


def _is_listed(occupant: Occupant, plots: frozenset[str]) -> bool:
    return any(plots == frozenset(group) for group in occupant.options or ())


def _groups(
    problem: LayoutProblem, occupant: Occupant, plots: tuple[Plot, ...], nearby: Mapping[str, tuple[Plot, ...]]
) -> Iterator[tuple[Plot, ...]]:
    """Plots alone and groups in which each two adjoin, without those that a part of them rules out; then stated ones."""
    suited = {plot.id: plot for plot in plots}
    passed: set[frozenset[str]] = set()
    begun: list[tuple[tuple[Plot, ...], tuple[Plot, ...]]] = [
        ((plot,), tuple(one for one in nearby[plot.id] if one.id in suited)) for plot in plots
    ]
    while begun:
        group, near = begun.pop()
        passed.add(frozenset(plot.id for plot in group))
        yield tuple(sorted(group, key=lambda plot: plot.id))
        if len(group) < occupant.most_plots and not _leaves_nothing(problem, occupant, group):
            is_last = len(group) + 1 == occupant.most_plots
            for place, plot in enumerate(near):
                both = (one for one in near[place + 1 :] if square_between(one, plot) <= occupant.spread**2)
                begun.append(((*group, plot), () if is_last else tuple(both)))
    for stated in sorted({tuple(sorted(set(one))) for one in (occupant.now, occupant.locked) if one}):
        group = tuple(suited[id] for id in stated if id in suited)
        if frozenset(stated) not in passed and len(group) == len(stated) and _adjoin(occupant, group):
            yield group


def _adjoin(occupant: Occupant, group: tuple[Plot, ...]) -> bool:
    """Whether a group holds no more plots than the occupant may have, and each two lie within its spread."""
    near = (square_between(one, other) <= occupant.spread**2 for one, other in combinations(group, 2))
    return len(group) == 1 or (len(group) <= occupant.most_plots and all(near))


def _leaves_nothing(problem: LayoutProblem, occupant: Occupant, group: tuple[Plot, ...]) -> bool:
    """Whether no larger group can come nearer to what is preferred than this one."""
    ideal = _ideal(occupant)
    whole = sum(plot.area for plot in group)
    return whole >= ideal and any(option.area >= ideal for option in _affordable(problem, occupant, group))


def _options_of_group(problem: LayoutProblem, occupant: Occupant, group: tuple[Plot, ...]) -> Iterator[Option]:
    """What may be taken of a group whose plots all suit, without what a part of it does as well."""
    if len(group) == 1:
        yield from _alone(problem, occupant, group[0])
        return
    found = tuple(_affordable(problem, occupant, group))
    if not found:
        return
    ideal, plots = _ideal(occupant), {plot.id for plot in group}
    nearest = None
    if occupant.options is None and plots not in (set(occupant.now), set(occupant.locked)):
        parts = (part for size in range(1, len(group)) for part in combinations(group, size))
        areas = (option.area for part in parts for option in _affordable(problem, occupant, part))
        nearest = min((abs(area - ideal) for area in areas), default=None)
    for option in found:
        if nearest is None or abs(option.area - ideal) < nearest:
            yield Option(option.occupant, option.takes, worth_of(problem, option))


def _alone(problem: LayoutProblem, occupant: Occupant, plot: Plot) -> Iterator[Option]:
    """What may be taken of one plot: all of it, or of a shared one what is needed and what is preferred."""
    if plot.area < occupant.area:
        return
    worth = occupant.worth.get(plot.id, occupant.worth.get(plot.park, 0))
    least = _least(occupant, plot)
    most = min(_ideal(occupant), plot.area) if plot.shared else least
    for area in (least, most) if most > least else (least,):
        option = Option(occupant.id, ((plot.id, area),), worth)
        if _pays(problem, occupant, option):
            yield option


def _affordable(problem: LayoutProblem, occupant: Occupant, group: tuple[Plot, ...]) -> Iterator[Option]:
    """Every way to take enough of each plot of a group that the occupant can pay."""
    whole = sum(plot.area for plot in group)
    if whole < occupant.area:
        return
    seen: set[tuple[tuple[str, int], ...]] = set()
    for asked in (occupant.area, min(_ideal(occupant), whole)):
        for takes in _takes(group, asked):
            option = Option(occupant.id, takes)
            if takes not in seen and _pays(problem, occupant, option):
                yield option
            seen.add(takes)


def _takes(group: tuple[Plot, ...], asked: int) -> Iterator[tuple[tuple[str, int], ...]]:
    """What is taken of each plot for an area asked: all is taken whole but the one shared plot that holds the rest."""
    shared = [plot for plot in group if plot.shared]
    whole = sum(plot.area for plot in group)
    if not shared:
        yield tuple((plot.id, plot.area) for plot in group)
    for partly in shared:
        rest = asked - (whole - partly.area)
        if 0 < rest <= partly.area:
            yield tuple((plot.id, rest if plot is partly else plot.area) for plot in group)


def _pays(problem: LayoutProblem, occupant: Occupant, option: Option) -> bool:
    return occupant.budget is None or rent_of(problem, option) <= occupant.budget


def _ideal(occupant: Occupant) -> int:
    """The area that is preferred; no less than what is needed."""
    return max(occupant.area, occupant.preferred or 0)


def _least(occupant: Occupant, plot: Plot) -> int:
    return occupant.area if plot.shared else plot.area
