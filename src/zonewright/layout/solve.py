"""The best layout of a problem that can be found, with a bound that no layout exceeds and the gap between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from zonewright.layout.bound import Guide, guide
from zonewright.layout.build import build
from zonewright.layout.chance import Chance
from zonewright.layout.exact import Limit, best_of
from zonewright.layout.model import Layout, LayoutProblem
from zonewright.layout.program import Program, read_program
from zonewright.layout.question import Question, ask
from zonewright.layout.score import Score, score
from zonewright.layout.search import Search

#: Steps that are made where neither seconds nor steps are given.
STEPS: Final = 100
#: What one step may use, as the solver measures work; and in seconds, where seconds are given.
WORK: Final = 0.4
LONGEST_STEP: Final = 3
#: The share of the effort that bounds may use, and the share that one attempt at a proof may use; of a hundred.
FOR_BOUNDS, FOR_PROOF = 30, 35
#: When a proof is attempted: at once, and when so many hundredths of the effort are used.
PROOFS: Final = (0, 60)
#: So many options are asked about first, then four times as many again and again, until they are more than the second.
AT_FIRST, AT_ALL = 3_000, 150_000
#: So many times options that nothing better can need are left out, as long as a tenth goes.
REFINED: Final = 3
#: So many entries keep distances once options are left out, and so many columns count what two are worth together.
MOST_APART, MOST_CELLS = 1_000_000, 6_000
#: Gaps are told in parts of this many.
PARTS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a search is: its steps, the value of the best layout, the bound, and the gap in 1/10000."""

    steps: int
    objective: int
    bound: int
    gap: int


#: Hears of each better layout and each better bound; what it answers, if anything, stops the search.
Listener: TypeAlias = Callable[[Progress], object]


@dataclass(frozen=True, slots=True)
class LayoutResult:
    """The best layout found, as the judge scores it, and how far from the best there is it can be.

    ``bounds`` is to the score's ``key`` what ``bound`` is to its ``objective``: no layout has a key that comes after it. The
    gap, in 1/10000, is that of the first number in which the two differ. ``told`` is what was told on the way.
    """

    layout: Layout
    score: Score
    bound: int
    gap: int
    proven: bool
    seed: int
    steps: int
    told: tuple[Progress, ...]
    bounds: tuple[int, ...]


def solve(
    problem: LayoutProblem,
    *,
    seconds: float | None = None,
    steps: int | None = None,
    seed: int = 0,
    workers: int = 1,
    clock: Callable[[], float] | None = None,
    on_progress: Listener | None = None,
) -> LayoutResult:
    """The best layout found. Whoever has no option, or finds no room, is left out.

    With ``steps`` and one worker the same problem, seed and steps give the same layout. ``seconds`` are counted by the
    ``clock``; without one, as the solver library reports what it has used. Locks that contradict each other are broken, as
    few as possible, and the score says so: `contradictions` tells of them before.
    """
    effort = _Effort(seconds, STEPS if steps is None and seconds is None else steps, clock)
    run = _Run(read_program(problem), effort, seed, workers, on_progress)
    run.begin()
    proofs = list(PROOFS if run.question.counts_all else PROOFS[1:])  # a loose bound proves nothing at first
    while not run.is_over:
        if proofs and run.effort.used >= proofs[0]:
            run.prove()
            proofs.pop(0)
        elif run.search.movable:
            run.step()
        elif not proofs:
            break
    return run.result()


class _Effort:
    """What may still be used: seconds, steps or both."""

    def __init__(self, seconds: float | None, steps: int | None, clock: Callable[[], float] | None) -> None:
        self.seconds, self.most, self.clock = seconds, steps, clock
        self.begun = clock() if clock else 0.0
        self.spent, self.steps = 0.0, 0

    def left(self) -> float | None:
        """The seconds that are left; None where they do not count."""
        if self.seconds is None:
            return None
        return max(0.0, self.seconds - (self.clock() - self.begun if self.clock else self.spent))

    @property
    def is_over(self) -> bool:
        return (self.most is not None and self.steps >= self.most) or self.left() == 0

    @property
    def used(self) -> int:
        """How much is used, of a hundred."""
        left = self.left()
        by_time = 0 if left is None or not self.seconds else int(100 * (1 - left / self.seconds))
        return max(by_time, 100 * self.steps // self.most if self.most else 0)

    def share(self, hundredths: int) -> float | None:
        """Seconds for a part of the search: a share of all of them, no more than are left."""
        left = self.left()
        return None if left is None or self.seconds is None else min(left, self.seconds * hundredths / 100)


@dataclass(slots=True)
class _Run:
    """One search with the best so far."""

    program: Program
    effort: _Effort
    seed: int
    workers: int
    on_progress: Listener | None
    best: dict[int, int] = field(default_factory=dict)
    value: int = -1
    bound: int = 0
    scored: Score | None = None
    stopped: bool = False
    is_refined: bool = False
    told: list[Progress] = field(default_factory=list)
    question: Question = field(init=False)
    search: Search = field(init=False)
    guides: dict[int, Guide] = field(default_factory=dict)  # by level

    @property
    def is_over(self) -> bool:
        return self.stopped or self.value >= self.bound or self.effort.is_over

    def begin(self) -> None:
        """Bounds, their prices, and a first layout."""
        program = self.program
        self.question = ask(program, dict(enumerate(program.ways)), {})
        self.bound = program.levels.join(program.levels.highest)
        self.found({})
        self._bind()
        losses = self._losses()
        ranked = [sorted(ways, key=lambda option: (losses[option], option)) for ways in program.ways]
        draft = build(program, ranked, losses)
        self.search = Search(program, draft, ranked, Chance(self.seed))
        self.found(draft.taken)
        if not self.is_over:
            self.search.polish(lambda: self.is_over)
            self.found(draft.taken)

    @property
    def _counted(self) -> list[int]:
        """The levels beside that of the locks on which layouts differ."""
        return [level for level, span in enumerate(self.program.levels.spans) if level and span > 1]

    def _bind(self) -> None:
        """Bounds for the question as it is now, level by level; only of layouts that keep every lock."""
        program, form = self.program, self.question.form
        locked = {one for one, name in enumerate(program.names) if program.problem.occupants[name].locked and program.ways[one]}
        highest = program.levels.highest
        for level in self._counted:
            worth = [one[level] for one in form.worth]
            share = self.effort.share(FOR_BOUNDS // (len(self._counted) + 1))
            self.guides[level], seconds = guide(form, worth, form.base[level], forced=locked, seconds=share)
            self.effort.spent += seconds
            highest[level] = min(highest[level], self.guides[level].bound)
        self.bounded(max(self.value, program.levels.join(highest)))

    def _losses(self) -> dict[int, int]:
        """What each option loses at the prices behind the bounds."""
        form, columns, counted = self.question.form, self.question.columns, self._counted
        leading = self.guides[counted[0]] if counted else None
        if len(counted) > 1:
            share = self.effort.share(FOR_BOUNDS // (len(counted) + 1))
            leading, seconds = guide(form, form.joined(), 0, seconds=share)
            self.effort.spent += seconds
        return {option: leading.losses[column] if leading else 0 for option, column in columns.items()}

    def refine(self) -> None:
        """Ask again with those options alone that something better can need: fewer, so that more of each is counted."""
        for _ in range(REFINED):
            kept, before = self._hopeful(), len(self.question.columns)
            is_first = not self.is_refined and not (self.question.counts_all and self.question.keeps_all)
            if self.is_over or not (is_first or len(kept) * 10 <= before * 9):
                return
            self.is_refined = True
            allowed = {one: [option for option in ways if option in kept] for one, ways in enumerate(self.program.ways)}
            self.question = ask(self.program, allowed, {}, cells=MOST_CELLS, apart=MOST_APART)
            self._bind()

    def _hopeful(self) -> set[int]:
        """The options without which nothing better can be found, and those of the best layout."""
        columns, counted, levels = self.question.columns, self._counted, self.program.levels
        key = levels.split(self.value)
        if not counted or key[0] < levels.highest[0]:
            return set(columns)
        level = counted[0]
        least, guided = key[level] + (len(counted) == 1), self.guides[level]
        return {option for option, column in columns.items() if guided.may_reach(column, least)} | set(self.best.values())

    def prove(self) -> None:
        """Ask for the best of the most promising options, then of more, until it is all that a better layout can need."""
        size, left = AT_FIRST, self.effort.share(FOR_PROOF)
        work = None if self.effort.most is None else self.effort.most * WORK * FOR_PROOF / 100
        while not self.is_over and (left is None or left > 0) and (work is None or work > 0):
            self.refine()
            question, kept = self.question, self._hopeful()
            is_part = len(kept) > size and bool(self._counted)
            if is_part and size > AT_ALL:
                return
            columns = (
                self._leading(kept, size) if is_part else {question.columns[one] for one in kept & question.columns.keys()}
            )
            hint = [question.columns[option] for option in self.best.values() if option in question.columns]
            limit = Limit(left, work, self.workers, self.seed)
            ear = self.hear_part if is_part else self.hear
            answer = best_of(question.form, limit=limit, hint=hint, only=columns, ear=ear)
            self.effort.spent += answer.seconds
            if answer.columns is not None:
                ear(answer.columns, answer.bound)
            if not is_part or self.stopped:
                return
            left = None if left is None else min(left - answer.seconds, self.effort.left() or 0)
            work = None if work is None else work - answer.work
            size *= 4

    def _leading(self, kept: set[int], size: int) -> set[int]:
        """The columns of those options that lose least, and of the best layout."""
        columns, losses = self.question.columns, self.guides[self._counted[0]].losses
        order = sorted((losses[columns[option]], option) for option in kept if option in columns)
        return {columns[option] for option in (*(one for _, one in order[:size]), *self.best.values()) if option in columns}

    def hear_part(self, columns: Sequence[int] | None, _: int) -> bool:
        """Take note of a layout where the bound holds for some options alone."""
        return self.hear(columns, self.bound)

    def step(self) -> None:
        """Place a part of the occupants again."""
        left = self.effort.left()
        seconds = None if left is None else min(left, LONGEST_STEP)
        gained, spent = self.search.step(Limit(seconds, WORK, 1, self.seed))
        self.effort.spent += spent
        self.effort.steps += 1
        if gained:
            self.search.polish(lambda: self.is_over)
            self.found(self.search.draft.taken)

    def hear(self, columns: Sequence[int] | None, bound: int) -> bool:
        """Take note of what the solver tells; whether it shall stop."""
        if columns is not None:
            taken = self.question.taken(columns)
            if self.found(taken):
                self.search.draft.become(taken)
        self.bounded(max(bound, self.value))
        left = self.effort.left()
        return self.stopped or self.value >= self.bound or (left is not None and left == 0)

    def found(self, taken: dict[int, int]) -> bool:
        """Keep a layout that the judge finds better than the best so far and in keeping with the rules."""
        problem, levels = self.program.problem, self.program.levels
        judged = score(problem, self.program.layout(taken))
        broken = [one for one in judged.broken if one.rule != "lock"]
        value = levels.join(self._key(judged, taken))
        if broken or value <= self.value:
            return False
        self.best, self.value, self.scored = dict(taken), value, judged
        self.tell()
        return True

    def _key(self, judged: Score, taken: dict[int, int]) -> tuple[int, ...]:
        """The score on the levels of the program: locks that are kept, then each term compared first, then the rest."""
        first = self.program.problem.objective.first
        terms = tuple(judged.terms[term] for term in dict.fromkeys(first))
        kept = sum(self.program.worth[option][0] for option in taken.values())
        return kept, *terms, judged.key[-1]

    def bounded(self, bound: int) -> None:
        """Keep a bound that is lower than the lowest so far."""
        if bound < self.bound:
            self.bound = bound
            self.tell()

    def tell(self) -> None:
        """Tell how far the search is."""
        if self.scored is None:
            return
        bounds = self._bounds()
        told = Progress(self.effort.steps, self.scored.objective, self._as_objective(bounds), _gap(self.scored.key, bounds))
        if self.told and self.told[-1] == told:
            return
        self.told.append(told)
        if self.on_progress is not None and self.on_progress(told):
            self.stopped = True

    def _bounds(self) -> tuple[int, ...]:
        """The bound in the form of the score's key."""
        first = self.program.problem.objective.first
        _, *levels = self.program.levels.split(self.bound)
        of_term = dict(zip(dict.fromkeys(first), levels, strict=False))
        return *(of_term[term] for term in first), levels[-1]

    def _as_objective(self, bounds: Sequence[int]) -> int:
        objective = self.program.problem.objective
        of_term = dict(zip(objective.first, bounds, strict=False))
        return bounds[-1] + sum(objective.weights.get(term, 0) * bound for term, bound in of_term.items())

    def result(self) -> LayoutResult:
        """The best so far as an answer."""
        layout, bounds = self.program.layout(self.best), self._bounds()
        judged = score(self.program.problem, layout)
        proven = self.value >= self.bound
        return LayoutResult(
            layout, judged, self._as_objective(bounds), _gap(judged.key, bounds), proven,
            self.seed, self.effort.steps, tuple(self.told), bounds,
        )  # fmt: skip


def _gap(key: Sequence[int], bounds: Sequence[int]) -> int:
    """How far a key is from its bound, in 1/10000 of the first number in which they differ, rounded up."""
    for value, bound in zip(key, bounds, strict=True):
        if value != bound:
            return max(0, -(-(bound - value) * PARTS // max(1, abs(value))))
    return 0
