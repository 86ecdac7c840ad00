"""A layout while it is built: who takes what, what room is left, what a step gains; and a first layout by regret."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import Final

from zonewright.layout.program import Program
from zonewright.layout.score import PARTS

#: How many options of each occupant a first layout looks at for its regret.
LOOKED_AT: Final = 2
#: What is lost by who has one option left.
NO_SECOND: Final = 2**200


class Draft:
    """A layout that keeps every rule after each step, with its worth as one number."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.taken: dict[int, int] = {}
        self.left = list(program.rooms)
        self.filled = [0] * len(program.parks)
        self.who: dict[int, dict[int, None]] = {}  # by row: the occupants that take of it
        weights = program.weights
        self.alone = [sum(map(int.__mul__, weights, worth)) for worth in program.worth]
        self.worth = sum(w * (one - low) for w, one, low in zip(weights, program.base, program.levels.lows, strict=True))

    @property
    def value(self) -> int:
        """What it is worth, joined."""
        return self.worth + self.fairness()

    def fairness(self) -> int:
        """What the difference between the fullest and the emptiest park costs."""
        if not self.filled:
            return 0
        level, weight = self.program.fairness
        shares = [PARTS * filled // park.area for filled, park in zip(self.filled, self.program.parks, strict=True)]
        return self.program.weights[level] * weight * (min(shares) - max(shares))

    def fits(self, option: int) -> bool:
        """Whether an option can be taken by its occupant, which takes none now."""
        return all(self.left[row] >= amount for row, amount in self.program.takes[option]) and not self.opponents(option)

    def opponents(self, option: int) -> list[int]:
        """The occupants whose distance from an option is not as it must be."""
        program, one = self.program, self.program.owner[option]
        found = []
        for clash in program.clashes_of[one]:
            other = clash.other if clash.one == one else clash.one
            if other in self.taken and program.against(clash, program.masks[option], (self.taken[other],)):
                found.append(other)
        return found

    def gain(self, option: int) -> int:
        """What an option adds, but for fairness."""
        program, one = self.program, self.program.owner[option]
        found = self.alone[option]
        for tie in program.ties_of[one]:
            other = self.taken.get(tie.other if tie.one == one else tie.one)
            if other is not None:
                found += program.weights[tie.level] * program.gain(tie, option, other)
        return found

    def take(self, option: int) -> None:
        """Its occupant, which takes none now, takes the option."""
        self._count(option, 1)
        self.worth += self.gain(option)
        self.taken[self.program.owner[option]] = option

    def leave(self, one: int) -> int:
        """An occupant leaves the option it takes; which that was."""
        option = self.taken.pop(one)
        self._count(option, -1)
        self.worth -= self.gain(option)
        return option

    def _count(self, option: int, sign: int) -> None:
        owner = self.program.owner[option]
        for row, amount in self.program.takes[option]:
            self.left[row] -= sign * amount
            if sign > 0:
                self.who.setdefault(row, {})[owner] = None
            else:
                self.who[row].pop(owner, None)
        for place, park in enumerate(self.program.parks):
            self.filled[place] += sign * park.takes.get(option, 0)

    def become(self, taken: Mapping[int, int]) -> None:
        """Change into another layout that keeps every rule."""
        for one in [one for one, option in self.taken.items() if taken.get(one) != option]:
            self.leave(one)
        for one, option in sorted(taken.items()):
            if one not in self.taken:
                self.take(option)

    def best_of(self, options: Iterable[int]) -> int | None:
        """The option that adds most and fits, None where none does or all would cost; its occupant takes none now."""
        best, most = None, 0
        before = self.fairness()
        for option in options:
            if self.alone[option] > most or self.program.ties_of[self.program.owner[option]] or self.filled:
                gained = self.gain(option) + self._fairer(option, before)
                if gained > most and self.fits(option):
                    best, most = option, gained
        return best

    def _fairer(self, option: int, before: int) -> int:
        if not self.filled:
            return 0
        kept = self.filled
        self.filled = [filled + park.takes.get(option, 0) for filled, park in zip(self.filled, self.program.parks, strict=True)]
        after = self.fairness()
        self.filled = kept
        return after - before


def build(program: Program, ranked: Sequence[Sequence[int]], losses: Mapping[int, int]) -> Draft:
    """A first layout: whoever would lose most by getting its second choice chooses first; who is locked before all.

    ``ranked`` holds the options of each occupant, those that lose least at the prices of the bound first.
    """
    draft = Draft(program)
    problem = program.problem
    locked = {one for one, name in enumerate(program.names) if problem.occupants[name].locked}

    def regret(one: int) -> tuple[int, int, int, int] | None:
        fitting = []
        for option in ranked[one]:
            if draft.fits(option):
                fitting.append(option)
                if len(fitting) == LOOKED_AT:
                    break
        if not fitting:
            return None
        lost = losses[fitting[1]] - losses[fitting[0]] if len(fitting) > 1 else NO_SECOND
        return (0 if one in locked else 1, -lost, one, fitting[0])

    waiting = [found for one in range(len(program.names)) if (found := regret(one)) is not None]
    heapify(waiting)
    while waiting:
        *_, one, option = heappop(waiting)
        again = regret(one)
        if again is None:
            continue
        if again[3] != option or (waiting and again > waiting[0]):
            heappush(waiting, again)
            continue
        draft.take(option)
        if one not in locked and draft.gain(option) < 0:
            draft.leave(one)
    return draft
