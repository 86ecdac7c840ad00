"""A layout problem in numbers: options with their worth by level, rows of room by days, what stands between occupants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import pairwise
from math import isqrt, lcm
from typing import Final, TypeVar

from zonewright.layout.form import Levels
from zonewright.layout.model import Layout, LayoutProblem, Option, Plot
from zonewright.layout.options import options_of
from zonewright.layout.score import PARTS, figure_of, fit_of
from zonewright.layout.takes import draws_of, first_common_day, middle_of, parks_of, rent_of

FIRST_DAY: Final = date.min


@dataclass(frozen=True, slots=True)
class Clash:
    """Two occupants whose options may stand against each other: squares of metres below ``near``, or not below ``far``."""

    one: int
    other: int
    near: int | None = None
    far: int | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """What two occupants are worth together on one level, beyond what each is worth alone.

    ``flow`` is lost for each metre, ``unplaced`` no longer lost; ``synergy`` is gained in one park, or within so many metres.
    """

    one: int
    other: int
    level: int
    flow: int = 0
    unplaced: int = 0
    synergy: int = 0
    within: int = 0


_Pair = TypeVar("_Pair", Clash, Tie)


@dataclass(frozen=True, slots=True)
class Park:
    """A park whose filling counts: its area, and the area that each option takes of it."""

    area: int
    takes: Mapping[int, int]


@dataclass(slots=True)
class Program:
    """The numbers. Options, occupants, rows and parks are known by their places."""

    problem: LayoutProblem
    names: tuple[str, ...]
    options: tuple[Option, ...] = ()
    owner: tuple[int, ...] = ()
    ways: tuple[tuple[int, ...], ...] = ()  # of each occupant
    worth: list[tuple[int, ...]] = field(default_factory=list)  # of each option, by level
    base: tuple[int, ...] = ()  # what the empty layout is worth, but for fairness
    rooms: list[int] = field(default_factory=list)
    takes: list[list[tuple[int, int]]] = field(default_factory=list)  # of each option: rows and how much
    clashes: tuple[Clash, ...] = ()
    clashes_of: tuple[tuple[Clash, ...], ...] = ()  # of each occupant
    ties: tuple[Tie, ...] = ()
    ties_of: tuple[tuple[Tie, ...], ...] = ()
    parks: tuple[Park, ...] = ()  # only where fairness counts
    fairness: tuple[int, int] = (0, 0)  # its level and its weight there
    middles: tuple[tuple[int, int], ...] = ()
    masks: tuple[int, ...] = ()  # the plots of each option, as bits
    parts: tuple[frozenset[str], ...] = ()  # its parks
    levels: Levels = field(default_factory=lambda: Levels((), ()))
    circles: dict[int, tuple[int, ...]] = field(default_factory=dict)  # by square: the plots nearer than that to each plot
    weights: tuple[int, ...] = ()  # of the levels in the joined number

    def around(self, mask: int, square: int) -> int:
        """The plots whose squared distance from a plot of the mask is below a number, as bits."""
        if square not in self.circles:
            self.circles[square] = _circles(tuple(self.problem.plots.values()), square)
        circle, found = self.circles[square], 0
        while mask:
            low = mask & -mask
            found |= circle[low.bit_length() - 1]
            mask ^= low
        return found

    def against(self, clash: Clash, mask: int, others: Iterable[int]) -> list[int]:
        """Those options of one side that cannot be taken together with what the other side takes, given as bits."""
        masks = self.masks
        if clash.far is not None:
            together = self.around(mask, clash.far)
            return [one for one in others if not masks[one] & together]
        near = self.around(mask, clash.near or 0)
        return [one for one in others if masks[one] & near]

    def gain(self, tie: Tie, option: int, other: int) -> int:
        """What two options are worth together under a tie."""
        found = 0
        if tie.flow or tie.unplaced:
            (left, low), (right, high) = self.middles[option], self.middles[other]
            found += tie.unplaced - tie.flow * isqrt((left - right) ** 2 + (low - high) ** 2)
        return found + (tie.synergy if tie.synergy and self.near(tie, option, (other,)) else 0)

    def near(self, tie: Tie, option: int, others: Iterable[int]) -> list[int]:
        """Those options of the other side that lie as a synergy asks."""
        if not tie.within:
            return [one for one in others if self.parts[option] & self.parts[one]]
        around = self.around(self.masks[option], tie.within**2 + 1)
        return [one for one in others if self.masks[one] & around]

    def layout(self, taken: Mapping[int, int]) -> Layout:
        """The layout in which occupants take these options."""
        return {self.names[one]: self.options[option] for one, option in sorted(taken.items())}


def read_program(problem: LayoutProblem) -> Program:
    """The problem in numbers, with every option of every occupant; one who is locked has only those that keep its lock."""
    found = options_of(problem)
    program = Program(problem, tuple(sorted(problem.occupants)))
    kept = [_kept(problem, name, found.get(name, ())) for name in program.names]
    program.options = tuple(option for options in kept for option in options)
    program.owner = tuple(place for place, options in enumerate(kept) for _ in options)
    ends = [0]
    for options in kept:
        ends.append(ends[-1] + len(options))
    program.ways = tuple(tuple(range(start, end)) for start, end in pairwise(ends))
    places = {id: place for place, id in enumerate(problem.plots)}
    program.masks = tuple(sum(1 << places[plot] for plot in option.plots) for option in program.options)
    program.middles = tuple(middle_of(problem, option) for option in program.options)
    program.parts = tuple(parks_of(problem, option) for option in program.options)
    _rate(program)
    _rows(program)
    program.clashes = tuple(_clashes(program))
    program.clashes_of = _by_occupant(len(program.names), program.clashes)
    program.ties_of = _by_occupant(len(program.names), program.ties)
    program.levels = _levels(program)
    program.weights = program.levels.weights()
    return program


def _by_occupant(count: int, pairs: Sequence[_Pair]) -> tuple[tuple[_Pair, ...], ...]:
    found: list[list[_Pair]] = [[] for _ in range(count)]
    for pair in pairs:
        found[pair.one].append(pair)
        found[pair.other].append(pair)
    return tuple(tuple(one) for one in found)


def _kept(problem: LayoutProblem, name: str, options: Sequence[Option]) -> Sequence[Option]:
    locked = set(problem.occupants[name].locked)
    return [option for option in options if set(option.plots) == locked] if locked else options


def _rate(program: Program) -> None:
    """Worth by level: first the locks that are kept, then the terms compared first, then the weighted rest."""
    problem, first = program.problem, tuple(dict.fromkeys(program.problem.objective.first))
    level_of = {term: place + 1 for place, term in enumerate(first)}
    last = len(first) + 1
    weight_of = dict.fromkeys(first, 1)
    for term, weight in problem.objective.weights.items():
        weight_of.setdefault(term, weight)
    base = [0] * (last + 1)
    base[level_of.get("moves", last)] -= weight_of.get("moves", 0) * sum(bool(one.now) for one in problem.occupants.values())
    for option in program.options:
        worth = [0] * (last + 1)
        worth[0] = int(bool(problem.occupants[option.occupant].locked))
        for term, amount in _terms(problem, option).items():
            if weight_of.get(term):
                worth[level_of.get(term, last)] += weight_of[term] * amount
        program.worth.append(tuple(worth))
    program.base = tuple(base)
    _tie(program, level_of, weight_of)
    if weight_of.get("fairness"):
        program.fairness = level_of.get("fairness", last), weight_of["fairness"]
        program.parks = _parks(program)


def _tie(program: Program, level_of: Mapping[str, int], weight_of: Mapping[str, int]) -> None:
    """Flows and synergies; one of an occupant with itself counts as soon as it is placed."""
    objective, last = program.problem.objective, len(program.base) - 1
    places = {name: place for place, name in enumerate(program.names)}
    ties, base = [], list(program.base)
    for term, pairs in (("flows", program.problem.flows), ("synergy", program.problem.synergies)):
        level, weight = level_of.get(term, last), weight_of.get(term, 0)
        for pair in pairs if weight else ():
            unplaced = weight * objective.unplaced_flow if term == "flows" else 0
            base[level] -= unplaced
            if pair.one not in places or pair.other not in places:
                continue
            amount = weight * pair.amount
            flow, synergy = (amount, 0) if term == "flows" else (0, amount)
            tie = Tie(places[pair.one], places[pair.other], level, flow, unplaced, synergy, pair.within)
            if tie.one != tie.other:
                ties.append(tie)
                continue
            for option in program.ways[tie.one]:
                worth = list(program.worth[option])
                worth[level] += unplaced + synergy
                program.worth[option] = tuple(worth)
    program.ties, program.base = tuple(ties), tuple(base)


def _terms(problem: LayoutProblem, option: Option) -> Mapping[str, int]:
    """What an option adds to each term that counts occupants alone."""
    occupant = problem.occupants[option.occupant]
    return {
        "placed": occupant.weight,
        "worth": option.worth,
        "filled": option.area,
        "fit": fit_of(occupant, option),
        **{name: figure_of(problem, option, name) for name in ("investment", "tax", "jobs")},
        "moves": int(bool(occupant.now) and set(option.plots) == set(occupant.now)),
    }


def _parks(program: Program) -> tuple[Park, ...]:
    problem = program.problem
    areas: dict[str, int] = {}
    for plot in problem.plots.values():
        areas[plot.park] = areas.get(plot.park, 0) + plot.area
    takes: dict[str, dict[int, int]] = {park: {} for park in areas}
    for place, option in enumerate(program.options):
        for id, area in option.takes:
            of_park = takes[problem.plots[id].park]
            of_park[place] = of_park.get(place, 0) + area
    return tuple(Park(areas[park], takes[park]) for park in sorted(areas) if areas[park] > 0)


def _rows(program: Program) -> None:
    """Rooms of plots, nodes and the budget of rent, on each stretch of days on which something else may stay."""
    problem, options = program.problem, program.options
    program.takes = [[] for _ in options]
    stays = [problem.occupants[name].stays for name in program.names]
    days = sorted({stay.start or FIRST_DAY for stay in stays})
    active = [sum(1 << place for place, stay in enumerate(stays) if stay.contains(day)) for day in days]
    uses: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for place, option in enumerate(options):
        for plot, area in option.takes:
            uses.setdefault(("plot", plot), []).append((place, area if problem.plots[plot].shared else 1))
        for (node, kind), amount in draws_of(problem, option).items():
            uses.setdefault(("node", node, kind), []).append((place, amount))
    room_of = {key: _room(problem, key) for key in uses}
    if problem.budget is not None:
        rents = [Fraction(rent_of(problem, option)) for option in options]
        whole = lcm(*(rent.denominator for rent in rents), Fraction(problem.budget).denominator)
        uses["budget",] = [(place, int(rent * whole)) for place, rent in enumerate(rents)]
        room_of["budget",] = int(problem.budget * whole)
    for key, entries in uses.items():
        _stretches(program, entries, room_of[key], active)


def _room(problem: LayoutProblem, key: tuple[str, ...]) -> int:
    if key[0] == "plot":
        plot = problem.plots[key[1]]
        return plot.area if plot.shared else 1
    return problem.nodes[key[1]].gives[key[2]]


def _stretches(program: Program, entries: Sequence[tuple[int, int]], room: int, active: Sequence[int]) -> None:
    """A row for each stretch of days with users that no other stretch has all of, where they might not all find room."""
    if room < 0 and all(amount >= 0 for _, amount in entries):
        entries, room = [(option, 1) for option, _ in entries], 0  # nobody may stand there
    largest: dict[int, int] = {}
    for option, amount in entries:
        owner = program.owner[option]
        largest[owner] = max(largest.get(owner, 0), amount)
    users = sum(1 << owner for owner in largest)
    together = {users & stretch for stretch in active}
    if all(amount >= 0 for _, amount in entries):
        together = {one for one in together if not any(one != other and one & ~other == 0 for other in together)}
    for stretch in sorted(together):
        if sum(amount for owner, amount in largest.items() if stretch >> owner & 1) <= room:
            continue
        row = len(program.rooms)
        program.rooms.append(room)
        for option, amount in entries:
            if amount and stretch >> program.owner[option] & 1:
                program.takes[option].append((row, amount))


def _clashes(program: Program) -> Iterable[Clash]:
    """Pairs of occupants with distances to keep, whose days meet."""
    problem = program.problem
    places = {name: place for place, name in enumerate(program.names)}
    near: dict[tuple[int, int], int] = {}
    found = [
        (one, other, metres)
        for one, left in problem.occupants.items() if left.sensitive_to
        for other, right in problem.occupants.items() if right.brings
        for hazard, metres in left.sensitive_to.items() if hazard in right.brings
    ]  # fmt: skip
    for one, other, metres in (*found, *((rule.one, rule.other, rule.metres) for rule in problem.apart)):
        if one in places and other in places:
            key = (min(places[one], places[other]), max(places[one], places[other]))
            near[key] = max(near.get(key, 0), metres**2)
    for (first, second), square in near.items():
        if first != second and square > 0 and _meet(program, first, second):
            yield Clash(first, second, near=square)
    for rule in problem.together:
        if rule.one != rule.other and rule.one in places and rule.other in places:
            first, second = places[rule.one], places[rule.other]
            if _meet(program, first, second):
                yield Clash(first, second, far=rule.metres**2 + 1)


def _meet(program: Program, one: int, other: int) -> bool:
    occupants = program.problem.occupants
    return first_common_day(occupants[program.names[one]].stays, occupants[program.names[other]].stays)[0]


def _circles(plots: Sequence[Plot], square: int) -> tuple[int, ...]:
    """For each plot, as bits, the plots whose squared distance from it is below a number."""
    places = sorted(range(len(plots)), key=lambda place: (plots[place].x, place))
    found = [0] * len(plots)
    start = 0
    for end, one in enumerate(places):
        while (plots[one].x - plots[places[start]].x) ** 2 >= square and start < end:
            start += 1
        for other in places[start : end + 1]:
            if (plots[one].x - plots[other].x) ** 2 + (plots[one].y - plots[other].y) ** 2 < square:
                found[one] |= 1 << other
                found[other] |= 1 << one
    return tuple(found)


def _levels(program: Program) -> Levels:
    """The least and the most that each level can be."""
    lows, highs = list(program.base), list(program.base)
    for ways in program.ways:
        for level in range(len(lows)):
            worth = [program.worth[option][level] for option in ways]
            lows[level] += min(0, *worth, 0)
            highs[level] += max(0, *worth, 0)
    xs, ys = [x for x, _ in program.middles] or [0], [y for _, y in program.middles] or [0]
    widest = isqrt((max(xs) - min(xs)) ** 2 + (max(ys) - min(ys)) ** 2) + 1
    for tie in program.ties:
        ends = (0, tie.unplaced, tie.unplaced - tie.flow * widest, tie.synergy)
        lows[tie.level] += min(ends)
        highs[tie.level] += max(ends)
    level, weight = program.fairness
    widest_gap = max((fullest(program, park) for park in program.parks), default=0)
    lows[level] -= abs(weight) * widest_gap
    highs[level] += abs(weight) * widest_gap
    return Levels(tuple(lows), tuple(high - low + 1 for low, high in zip(lows, highs, strict=True)))


def fullest(program: Program, park: Park) -> int:
    """A filling of a park that cannot be exceeded, in 1/1000 of its area."""
    largest: dict[int, int] = {}
    for option, area in park.takes.items():
        owner = program.owner[option]
        largest[owner] = max(largest.get(owner, 0), area)
    return PARTS * sum(largest.values()) // park.area
