"""The best answer to a question, proven where the limit allows, with the CP-SAT solver of OR-Tools."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from zonewright.layout.form import Form, Levels

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

#: Levels are asked for in one question while the number that joins them stays below this.
JOINT: Final = 2**45

#: The solver tells bounds as floating numbers, which are whole below this.
EXACT: Final = 2**52

#: Hears of columns that are better, or None, and of a bound on the joined worth; says whether to stop.
Ear: TypeAlias = Callable[[Sequence[int] | None, int], bool]


@dataclass(frozen=True, slots=True)
class Limit:
    """What a search may use: seconds as the solver counts them, or its own measure of work, which repeats."""

    seconds: float | None = None
    work: float | None = None
    workers: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """Columns that are set, None where none were found; a bound on the joined worth; the seconds and the work it took."""

    columns: tuple[int, ...] | None
    bound: int
    proven: bool = False
    seconds: float = 0
    work: float = 0


def best_of(
    form: Form, *, limit: Limit, hint: Collection[int] = (), only: Collection[int] | None = None, ear: Ear | None = None
) -> Answer:
    """The best columns to set, out of ``only`` these where said, one level after another as far as the limit allows."""
    levels = form.levels
    whole = _whole(levels.spans)
    if not form.is_small or max(levels.spans, default=1) >= EXACT:
        return Answer(None, whole - 1)
    asked = _Asked(form, set(range(len(form.options))) if only is None else set(only), limit)
    asked.suggest(hint)
    best: tuple[int, ...] | None = None
    settled, after = 0, whole
    for chunk in _chunks(levels):
        span = _whole(levels.spans[chunk])
        after //= span
        found, bound, proven = asked.solve(chunk, _Hearing(ear, settled, span, after))
        best = found if found is not None else best
        if not proven:
            return Answer(best, (settled * span + bound) * after + after - 1, False, asked.seconds, asked.work)
        settled = settled * span + bound
        asked.keep(chunk, bound)
        if best is not None:
            asked.suggest(best)
    return Answer(best, settled, best is not None, asked.seconds, asked.work)


@dataclass(frozen=True, slots=True)
class _Hearing:
    """Who hears of progress, and what makes a bound of a chunk a bound of the whole."""

    ear: Ear | None
    settled: int
    span: int
    after: int

    def told(self, columns: Sequence[int] | None, bound: int) -> bool:
        """Whether to stop."""
        whole = (self.settled * self.span + min(bound, self.span - 1)) * self.after + self.after - 1
        return self.ear is not None and self.ear(columns, whole)


def _whole(spans: Sequence[int]) -> int:
    whole = 1
    for span in spans:
        whole *= span
    return whole


def _chunks(levels: Levels) -> list[slice]:
    """Levels that are asked for together."""
    found: list[slice] = []
    start = 0
    for place in range(len(levels.spans)):
        if place > start and _whole(levels.spans[start : place + 1]) >= JOINT:
            found.append(slice(start, place))
            start = place
    return [*found, slice(start, len(levels.spans))]


class _Asked:
    """The question as the solver holds it."""

    def __init__(self, form: Form, only: set[int], limit: Limit) -> None:
        from ortools.sat.python import cp_model  # noqa: PLC0415  # takes half a second

        self.form, self.limit = form, limit
        self.seconds, self.work = 0.0, 0.0
        self.model = cp_model.CpModel()
        kept = [column for column, option in enumerate(form.options) if option < 0 or column in only]
        self.variables = {
            column: self.model.new_bool_var("") if form.most[column] == 1 else self.model.new_int_var(0, form.most[column], "")
            for column in kept
        }
        groups: dict[int, list[cp_model.IntVar]] = {}
        for column in kept:
            if form.groups[column] >= 0:
                groups.setdefault(form.groups[column], []).append(self.variables[column])
        for members in groups.values():
            self.model.add_at_most_one(members)
        for row, room in zip(form.entries, form.rooms, strict=True):
            self._row([(column, amount) for column, amount in row if column in self.variables], room)

    def _row(self, row: list[tuple[int, int]], room: int) -> None:
        form = self.form
        if sum(max(0, amount) * form.most[column] for column, amount in row) <= room:
            return
        if room == 1 and all(amount == 1 and form.most[column] == 1 for column, amount in row):
            self.model.add_at_most_one(self.variables[column] for column, _ in row)
            return
        self.model.add(self._sum(row) <= room)

    def _sum(self, row: Sequence[tuple[int, int]]) -> cp_model.LinearExprT:
        from ortools.sat.python import cp_model  # noqa: PLC0415

        variables = [self.variables[column] for column, _ in row]
        return cp_model.LinearExpr.weighted_sum(variables, [amount for _, amount in row])

    def suggest(self, columns: Collection[int]) -> None:
        """Begin from these columns."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # it comes without types
        held = set(columns)
        for column, variable in self.variables.items() if held else ():
            if self.form.options[column] >= 0:
                self.model.add_hint(variable, column in held)

    def _worth(self, chunk: slice) -> tuple[list[tuple[int, int]], int]:
        """What the columns are worth on these levels, and what the base is, joined."""
        form = self.form
        levels = Levels(form.levels.lows[chunk], form.levels.spans[chunk])
        weights = levels.weights()
        worth = [(column, sum(map(int.__mul__, weights, form.worth[column][chunk]))) for column in self.variables]
        base = sum(w * (one - low) for w, one, low in zip(weights, form.base[chunk], levels.lows, strict=True))
        return [(column, amount) for column, amount in worth if amount], base

    def keep(self, chunk: slice, value: int) -> None:
        """From now on these levels are worth no less."""
        worth, base = self._worth(chunk)
        if worth:
            self.model.add(self._sum(worth) >= value - base)

    def solve(self, chunk: slice, hearing: _Hearing) -> tuple[tuple[int, ...] | None, int, bool]:
        """The best columns on these levels, a bound on what they are worth, and whether it is reached."""
        from ortools.sat.python import cp_model  # noqa: PLC0415

        worth, base = self._worth(chunk)
        self.model.maximize(self._sum(worth) if worth else 0)
        solver = self._solver()
        if solver is None:
            return None, hearing.span - 1, False
        if hearing.ear is not None:
            solver.best_bound_callback = lambda bound: solver.stop_search() if hearing.told(None, base + round(bound)) else None
        status = solver.solve(self.model, _listener(self.variables, hearing, base) if hearing.ear else None)
        self.seconds += solver.wall_time
        self.work += solver.response_proto.deterministic_time
        if status == cp_model.INFEASIBLE:
            return None, 0, True
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return None, hearing.span - 1, False
        columns = tuple(column for column, variable in self.variables.items() if solver.value(variable))
        bound = min(base + round(solver.best_objective_bound), hearing.span - 1)
        return columns, bound, status == cp_model.OPTIMAL

    def _solver(self) -> cp_model.CpSolver | None:
        """A solver with what is left of the limit; None where nothing is."""
        from ortools.sat.python import cp_model  # noqa: PLC0415

        limit, solver = self.limit, cp_model.CpSolver()
        solver.parameters.num_workers = limit.workers
        solver.parameters.random_seed = limit.seed & 0x7FFFFFFF
        solver.parameters.linearization_level = 2
        if limit.seconds is not None:
            if limit.seconds <= self.seconds:
                return None
            solver.parameters.max_time_in_seconds = limit.seconds - self.seconds
        if limit.work is not None:
            if limit.work <= self.work:
                return None
            solver.parameters.max_deterministic_time = limit.work - self.work
        return solver


def _listener(variables: dict[int, cp_model.IntVar], hearing: _Hearing, base: int) -> cp_model.CpSolverSolutionCallback:
    """Passes on each better answer while the solver searches."""
    from ortools.sat.python import cp_model  # noqa: PLC0415

    class Listener(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self) -> None:
            columns = [column for column, variable in variables.items() if self.value(variable)]
            if hearing.told(columns, base + round(self.best_objective_bound)):
                self.stop_search()

    return Listener()
