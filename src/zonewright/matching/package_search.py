"""Choosing among rivals, exactly: the problem in whole numbers, and the plain search that tries one set after another."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import starmap
from typing import Final, NamedTuple

from zonewright.values import Number

#: Sets that the search looks at for one unit of effort.
SETS_PER_EFFORT: Final = 200


class Pot(NamedTuple):
    """What pays several at once: beyond its room more of its members add nothing."""

    members: frozenset[int]
    room: Number


class Goal(NamedTuple):
    """Something to have as much of as possible, in whole numbers: what each is worth, and the pots that pay it."""

    worth: Mapping[int, int]
    pots: tuple[tuple[frozenset[int], int], ...]

    def of(self, chosen: Collection[int]) -> int:
        """What a set comes to; a larger set never comes to less."""
        surplus = (sum(self.worth[one] for one in chosen if one in members) - room for members, room in self.pots)
        return sum(self.worth[one] for one in chosen) - sum(over for over in surplus if over > 0)


def whole_goal(worth: Mapping[int, Number], pots: Iterable[Pot] = ()) -> Goal:
    """A goal in the smallest whole numbers: everything times one number, so that nothing is rounded."""
    paying = [Pot(members & worth.keys(), room) for members, room in pots]
    paying = [pot for pot in paying if sum(worth[one] for one in pot.members) > pot.room]
    numbers = [Fraction(number) for number in (*worth.values(), *(pot.room for pot in paying))]
    below = math.lcm(*(number.denominator for number in numbers))
    scale = Fraction(below, math.gcd(*(int(number * below) for number in numbers)) or 1)
    return Goal(
        {one: int(number * scale) for one, number in worth.items()},
        tuple((members, int(room * scale)) for members, room in paying),
    )


@dataclass(frozen=True, slots=True)
class Problem:
    """What of the open ones to take beside those taken, no two against each other, by the goals from first to last.

    With ``in_order``, of sets that come to the same, the one with the earliest members; else any of them.
    """

    open: tuple[int, ...]
    taken: frozenset[int]
    against: Mapping[int, Collection[int]]
    goals: tuple[Goal, ...]
    in_order: bool = True

    def worth(self, chosen: Collection[int]) -> tuple[int, ...]:
        return tuple(goal.of(chosen) for goal in self.goals)

    def filled(self, chosen: Collection[int] = ()) -> frozenset[int]:
        """A set with all that fits beside it, the earliest first."""
        full = {*self.taken, *chosen}
        for one in self.open:
            if not any(other in full for other in self.against[one]):
                full.add(one)
        return frozenset(full)


class Choice(NamedTuple):
    """A set that can be taken, and whether it is proven that none is better."""

    taken: frozenset[int]
    proven: bool


def search(problem: Problem, *, effort: int) -> Choice:
    """Try the sets in order, and pass over those that cannot come to more than the best so far."""
    best = problem.filled()
    most = problem.worth(best)
    waiting = [(problem.taken, problem.open)]
    for _ in range(effort * SETS_PER_EFFORT):
        if not waiting:
            break
        taken, rest = waiting.pop()
        bound = problem.worth(taken.union(rest))
        if bound <= most:
            continue
        fought = next((one for one in rest if any(other in rest for other in problem.against[one])), None)
        if fought is None:
            best, most = taken.union(rest), bound
            continue
        waiting.append((taken, tuple(one for one in rest if one != fought)))
        waiting.append((taken | {fought}, tuple(one for one in rest if one != fought and one not in problem.against[fought])))
    return Choice(best, proven=not waiting)


class Part(NamedTuple):
    """Some open ones that must be chosen together, and those already taken that are paid from the same pots."""

    open: tuple[int, ...]
    taken: frozenset[int]


def parts_of(
    whole: Part, against: Mapping[int, Collection[int]], pots: Sequence[Pot]
) -> tuple[frozenset[int], tuple[Part, ...]]:
    """Those taken, with those that nothing open stands against; and the parts of the others, each to be chosen apart."""
    among = frozenset(whole.open)
    links = {one: {other for other in against[one] if other in among} for one in whole.open}
    settled = whole.taken.union(one for one, rivals in links.items() if not rivals)
    links = {one: rivals for one, rivals in links.items() if rivals}
    for members, _ in pots:
        first, *others = sorted(members & links.keys()) or [-1]
        for other in others:
            links[first].add(other)
            links[other].add(first)
    found, seen = [], set[int]()
    for one in links:
        if one not in seen:
            reached = _reached(one, links)
            seen |= reached
            paid = frozenset[int]().union(*(members for members, _ in pots if members & reached))
            found.append(Part(tuple(sorted(reached)), settled & paid))
    return settled, tuple(found)


def _reached(start: int, links: Mapping[int, set[int]]) -> set[int]:
    reached, edge = {start}, [start]
    while edge:
        beyond = links[edge.pop()] - reached
        reached |= beyond
        edge += beyond
    return reached


def in_parts(problem: Problem, choose: Callable[[Problem], Choice]) -> Choice:
    """Choose the parts of a problem one by one, without the offers that a best set does not need."""
    pots = [Pot(*pot) for goal in problem.goals for pot in goal.pots]
    settled, parts = parts_of(Part(_needed(problem), problem.taken), problem.against, pots)
    found = []
    for part in parts:
        here = part.taken.union(part.open)
        goals = tuple(whole_goal({one: goal.worth[one] for one in here}, starmap(Pot, goal.pots)) for goal in problem.goals)
        found.append(choose(replace(problem, open=part.open, taken=part.taken, goals=goals)))
    return Choice(settled.union(*(one.taken for one in found)), all(one.proven for one in found))


def _needed(problem: Problem) -> tuple[int, ...]:
    """The open ones without those that can be left out: outweighed by a rival, or always replaced by one at no loss."""
    among = frozenset(problem.open)
    links = {one: among.intersection(problem.against[one]) for one in problem.open}
    before = len(links) + 1
    while len(links) < before:
        before = len(links)
        for one in tuple(links):
            rivals = links.get(one, frozenset())
            if rivals and _outweighs(problem, one, rivals):
                _leave_out(rivals, links)
            elif any(links[other] <= rivals | {one} and _replaces(problem, other, one) for other in rivals):
                _leave_out(frozenset({one}), links)
    return tuple(links)


def _leave_out(some: frozenset[int], links: dict[int, frozenset[int]]) -> None:
    for one in some:
        for rival in links.pop(one):
            if rival in links:
                links[rival] -= some


def _outweighs(problem: Problem, one: int, rivals: frozenset[int]) -> bool:
    """Whether it is worth more than all of its rivals together, so that every best set holds it."""
    first = problem.goals[0]
    more = first.worth[one] - sum(first.worth[rival] for rival in rivals)
    any_serves = len(problem.goals) == 1 and not problem.in_order
    return (more > 0 or (more == 0 and any_serves)) and not any(one in members for members, _ in first.pots)


def _replaces(problem: Problem, one: int, other: int) -> bool:
    """Whether putting the one in the place of the other never makes a set worse, nor an equal one later in order."""
    gains = False
    for worth, pots in problem.goals:
        pot = next((members for members, _ in pots if one in members), None)
        if worth[one] < worth[other] or (pot is not None and other not in pot):
            return False
        gains = gains or (worth[one] > worth[other] and pot is None)
    return gains or not problem.in_order or one < other
