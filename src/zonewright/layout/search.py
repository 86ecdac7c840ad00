"""Better layouts from a layout: occupants shift, oust others, or a part of them is placed again exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from zonewright.layout.build import Draft
from zonewright.layout.chance import Chance
from zonewright.layout.exact import Limit, best_of
from zonewright.layout.program import Program
from zonewright.layout.question import ask

#: How many of its best options an occupant looks at in one move, and in one neighbourhood.
IN_A_MOVE: Final = 60
IN_A_STEP: Final = 40
#: How many occupants one may oust.
MOST_OUSTED: Final = 2
#: The fewest occupants that are placed again together, and how many at first.
FEWEST: Final = 4
AT_FIRST: Final = 12
#: Columns that count what two occupants are worth together, in one neighbourhood.
CELLS: Final = 900


@dataclass(slots=True)
class Search:
    """A search from one layout on. ``ranked`` holds the options of each occupant, the most promising first."""

    program: Program
    draft: Draft
    ranked: Sequence[Sequence[int]]
    chance: Chance
    sizes: dict[str, int] = field(default_factory=dict)  # by kind of neighbourhood
    turn: int = 0
    movable: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self.movable = tuple(one for one, ways in enumerate(self.program.ways) if ways)

    def polish(self, stopped: Callable[[], bool]) -> None:
        """Shift occupants, and let them oust others, as long as that gains."""
        gained = True
        while gained and not stopped():
            gained = False
            order = list(self.movable)
            self.chance.shuffle(order)
            for one in order:
                if stopped():
                    return
                gained = self._shift(one) or self._oust(one) or gained

    def _shift(self, one: int) -> bool:
        """Whether an occupant found something better that is free."""
        draft, before = self.draft, self.draft.value
        held = draft.leave(one) if one in draft.taken else None
        better = draft.best_of(self.ranked[one][:IN_A_MOVE])
        if better is not None:
            draft.take(better)
        if draft.value > before:
            return True
        self._undo([one], {} if held is None else {one: held})
        return False

    def _oust(self, one: int) -> bool:
        """Whether it pays that an occupant takes what others hold, who then take the best that is left to them."""
        draft, before = self.draft, self.draft.value
        now = draft.taken.get(one)
        worth = 0 if now is None else draft.alone[now]
        tied = bool(self.program.ties_of[one])
        for option in self.ranked[one][:IN_A_MOVE]:
            if option == now or (draft.alone[option] <= worth and not tied):
                continue
            out = self._in_the_way(one, option)
            if out is None or not out:
                continue
            held = {other: draft.leave(other) for other in (*out, one) if other in draft.taken}
            if draft.fits(option):
                draft.take(option)
                for other in out:
                    better = draft.best_of(self.ranked[other][:IN_A_MOVE])
                    if better is not None:
                        draft.take(better)
            if draft.value > before:
                return True
            self._undo([*out, one], held)
        return False

    def _in_the_way(self, one: int, option: int) -> list[int] | None:
        """Who has to leave for an option, None where they are too many."""
        draft = self.draft
        out = {other: None for other in draft.opponents(option) if other != one}
        now = draft.taken.get(one)
        own = dict(self.program.takes[now]) if now is not None else {}
        for row, amount in self.program.takes[option]:
            lacking = amount - draft.left[row] - own.get(row, 0)
            users = [other for other in draft.who.get(row, ()) if other != one]
            if lacking > 0 and len(users) > 2 * MOST_OUSTED:
                users = sorted(users, key=lambda other: draft.alone[draft.taken[other]])[:MOST_OUSTED]
            for other in sorted(users, key=lambda other: draft.alone[draft.taken[other]]):
                if lacking <= 0:
                    break
                if other not in out:
                    out[other] = None
                lacking -= dict(self.program.takes[draft.taken[other]]).get(row, 0)
            if lacking > 0 or len(out) > MOST_OUSTED:
                return None
        return list(out)

    def _undo(self, changed: Iterable[int], held: dict[int, int]) -> None:
        for one in changed:
            if one in self.draft.taken:
                self.draft.leave(one)
        for option in held.values():
            self.draft.take(option)

    def step(self, limit: Limit) -> tuple[bool, float]:
        """Place some occupants again, exactly; whether that gained, and the seconds it took."""
        kinds = ("park", "any", "near", "wanted", *(("tied",) if self.program.ties else ()))
        kind = kinds[self.turn % len(kinds)]
        self.turn += 1
        size = min(self.sizes.get(kind, AT_FIRST), len(self.movable))
        free = getattr(self, f"_{kind}")(size)
        draft, before = self.draft, self.draft.value
        fixed = {one: option for one, option in draft.taken.items() if one not in free}
        allowed = {one: self._offered(one) for one in sorted(free)}
        question = ask(self.program, allowed, fixed, cells=CELLS)
        hint = [question.columns[draft.taken[one]] for one in free if draft.taken.get(one) in question.columns]
        answer = best_of(question.form, limit=limit, hint=hint)
        grown = max(1, size // 6)
        self.sizes[kind] = max(FEWEST, size + grown if answer.proven else size - grown)
        if answer.columns is None:
            return False, answer.seconds
        found = {**fixed, **question.taken(answer.columns)}
        held = dict(draft.taken)
        draft.become(found)
        if draft.value < before or not question.keeps_all:
            draft.become(held)
        return draft.value > before, answer.seconds

    def _offered(self, one: int) -> list[int]:
        """The most promising options of an occupant, the one it takes, and some that nobody would look at."""
        ranked = self.ranked[one]
        found = dict.fromkeys(ranked[:IN_A_STEP])
        if one in self.draft.taken:
            found[self.draft.taken[one]] = None
        rest = ranked[IN_A_STEP:]
        for _ in range(min(len(rest), IN_A_STEP // 4)):
            found[self.chance.one_of(rest)] = None
        return list(found)

    def _any(self, size: int) -> list[int]:
        return self.chance.some_of(self.movable, size)

    def _park(self, size: int) -> list[int]:
        """Occupants of one park, filled up with those that are not placed."""
        parks = sorted({part for option in self.draft.taken.values() for part in self.program.parts[option]})
        if not parks:
            return self._any(size)
        park = self.chance.one_of(parks)
        inside = [one for one, option in sorted(self.draft.taken.items()) if park in self.program.parts[option]]
        return self._filled(self.chance.some_of(inside, size - size // 4), size)

    def _filled(self, found: list[int], size: int) -> list[int]:
        """As many as wanted: first who is not placed, then any."""
        left = [one for one in self.movable if one not in self.draft.taken and one not in found]
        found = [*found, *self.chance.some_of(left, size - len(found))]
        rest = [one for one in self.movable if one not in found]
        return [*found, *self.chance.some_of(rest, size - len(found))]

    def _near(self, size: int) -> list[int]:
        """The occupants nearest to one of them."""
        placed = sorted(self.draft.taken)
        if not placed:
            return self._any(size)
        x, y = self.program.middles[self.draft.taken[self.chance.one_of(placed)]]

        def square(one: int) -> int:
            here = self.program.middles[self.draft.taken[one]]
            return (here[0] - x) ** 2 + (here[1] - y) ** 2

        return self._filled(sorted(placed, key=square)[: size - size // 4], size)

    def _wanted(self, size: int) -> list[int]:
        """An occupant that could have it better, and those who stand in its way, and in theirs."""
        found: dict[int, None] = {}
        waiting = [self.chance.one_of(self.movable)]
        while waiting and len(found) < size:
            one = waiting.pop(0)
            if one in found:
                continue
            found[one] = None
            now = self.draft.taken.get(one)
            for option in self.ranked[one][:6]:
                if option == now:
                    break
                rows = [row for row, amount in self.program.takes[option] if self.draft.left[row] < amount]
                users = [other for row in rows for other in self.draft.who.get(row, ())]
                waiting += [*users[:4], *self.draft.opponents(option)]
        return self._filled(list(found), size)

    def _tied(self, size: int) -> list[int]:
        """Occupants with flows or synergies between them."""
        found: dict[int, None] = {}
        waiting = [self.chance.one_of(self.program.ties).one]
        while waiting and len(found) < size:
            one = waiting.pop(0)
            if one not in found and self.program.ways[one]:
                found[one] = None
                others = [tie.other if tie.one == one else tie.one for tie in self.program.ties_of[one]]
                self.chance.shuffle(others)
                waiting += others
        return self._filled(list(found), size)
