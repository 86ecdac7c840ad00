"""What no layout can exceed: prices of rooms from a linear program, and a bound worked out from them in whole numbers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from zonewright.layout.form import LARGEST, Form

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Columns of each occupant that the first linear program sees, and that each later one sees more.
FIRST_SEEN: Final = 40
SEEN_MORE: Final = 12
ROUNDS: Final = 40
#: Prices are whole numbers of this many parts of one, or of fewer where numbers are large.
FINEST: Final = 24


@dataclass(frozen=True, slots=True)
class Guide:
    """A bound, and what each column loses against the best of its group at the prices behind it."""

    bound: int
    total: int  # the bound in parts
    parts: int
    losses: Sequence[int]  # in parts, by column

    def may_reach(self, column: int, value: int) -> bool:
        """Whether anything that sets this column can still be worth the value."""
        return self.total - self.losses[column] >= self.parts * value


class _Arrays:
    """A form as arrays: entries by column, row and amount."""

    def __init__(self, form: Form, worth: Sequence[int]) -> None:
        import numpy as np  # noqa: PLC0415  # heavy, and only here needed

        self.np = np
        kind: Any = np.int64 if max((abs(one) for one in worth), default=0) < 2**45 else object
        entries = [one for row in form.entries for one in row]
        columns = np.fromiter((column for column, _ in entries), np.int64, len(entries))
        rows = np.repeat(np.arange(len(form.entries)), [len(row) for row in form.entries])
        order = np.argsort(columns, kind="stable")
        self.columns, self.rows = columns[order], rows[order]
        self.amounts = np.array([amount for _, amount in entries], kind)[order]
        self.starts = np.searchsorted(self.columns, np.arange(len(form.options) + 1))
        self.groups = np.array(form.groups, np.int64)
        self.most = np.array(form.most, kind)
        self.worth = np.array(list(worth), kind)
        self.kind = kind
        self.room = form.rooms
        self.grouped = self.groups >= 0
        self.count = int(self.groups.max()) + 1 if len(form.groups) and self.groups.max() >= 0 else 0

    def column(self, place: int) -> Iterator[tuple[int, int]]:
        """The rows of a column, with how much it takes of each."""
        part = slice(self.starts[place], self.starts[place + 1])
        return zip(self.rows[part].tolist(), self.amounts[part].tolist(), strict=True)

    def prices(self, duals: NDArray[np.float64]) -> tuple[int, list[int]]:
        """Duals as whole parts, as fine as the numbers allow."""
        np = self.np
        positive = np.maximum(duals, 0.0)
        if self.kind is object:
            return 1, [round(float(one)) for one in positive]
        taken = np.bincount(self.columns, weights=positive[self.rows] * np.abs(self.amounts), minlength=len(self.worth))
        largest = float((np.abs(self.worth) + taken).max(initial=1.0))
        bits = max(0, min(FINEST, 58 - int(largest).bit_length()))
        return 2**bits, [round(float(one) * 2**bits) for one in positive]

    def guide(self, duals: NDArray[np.float64], base: int, forced: Collection[int]) -> Guide:
        """The bound of these duals: exact, whatever they are. Of a forced group some column is set."""
        np = self.np
        parts, prices = self.prices(duals)
        reduced = self.worth * parts
        np.subtract.at(reduced, self.columns, np.array(prices, self.kind)[self.rows] * self.amounts)
        best = np.zeros(self.count, self.kind)
        for group in forced:
            if group < self.count:
                best[group] = max((int(one) for one in reduced[self.groups == group]), default=0)
        if forced and self.count:
            free = self.grouped & ~np.isin(self.groups, list(forced))
            np.maximum.at(best, self.groups[free], reduced[free])
        else:
            np.maximum.at(best, self.groups[self.grouped], reduced[self.grouped])
        alone = np.maximum(reduced[~self.grouped], 0)
        total = base * parts + sum(price * room for price, room in zip(prices, self.room, strict=True))
        total += sum(int(one) for one in best)
        total += sum(int(one) * int(most) for one, most in zip(alone, self.most[~self.grouped], strict=True))
        losses = -reduced
        losses[self.grouped] += best[self.groups[self.grouped]]
        losses[~self.grouped] = 0
        return Guide(total // parts, total, parts, tuple(losses.tolist()))

    def reduced(self, duals: NDArray[np.float64]) -> NDArray[np.float64]:
        """What each column is worth beyond what it takes, roughly."""
        taken = self.np.bincount(
            self.columns,
            weights=duals[self.rows] * self.amounts.astype(float),
            minlength=len(self.worth),
        )
        return self.worth.astype(float) - taken

    def leading(self, values: NDArray[np.float64], count: int) -> list[int]:
        """The columns of each group with the highest values."""
        np = self.np
        order = np.lexsort((-values, self.groups))
        groups = self.groups[order]
        starts = np.searchsorted(groups, groups)
        return sorted(int(one) for one in order[(np.arange(len(order)) - starts < count) & (groups >= 0)])


class _Program:
    """The linear program over the columns seen so far."""

    def __init__(self, form: Form, worth: Sequence[int], arrays: _Arrays, forced: Collection[int]) -> None:
        from ortools.linear_solver import pywraplp  # type: ignore[import-untyped]  # noqa: PLC0415  # takes half a second

        self.form, self.worth, self.arrays = form, worth, arrays
        self.scale = float(max(map(abs, worth), default=1) or 1)
        self.solver = pywraplp.Solver.CreateSolver("GLOP")
        limit = self.solver.infinity()
        self.rows = [self.solver.Constraint(-limit, float(room)) for room in form.rooms]
        self.groups = {
            one: self.solver.Constraint(1.0 if one in forced else -limit, 1.0) for one in sorted(set(form.groups)) if one >= 0
        }
        self.objective = self.solver.Objective()
        self.objective.SetMaximization()
        self.seen: set[int] = set()

    def see(self, columns: Sequence[int]) -> int:
        """Add columns; how many were not there."""
        fresh = [one for one in columns if one not in self.seen]
        self.seen.update(fresh)
        for column in fresh:
            group = self.form.groups[column]
            most = float("inf") if group >= 0 else float(self.form.most[column])
            variable = self.solver.NumVar(0.0, most, "")
            self.objective.SetCoefficient(variable, self.worth[column] / self.scale)
            if group >= 0:
                self.groups[group].SetCoefficient(variable, 1.0)
            for row, amount in self.arrays.column(column):
                self.rows[row].SetCoefficient(variable, float(amount))
        return len(fresh)

    def solve(self, seconds: float | None) -> tuple[list[float], dict[int, float]] | None:
        """The prices of the rows and of the groups; None where the program was not solved in time."""
        if seconds is not None:
            self.solver.SetTimeLimit(max(1, int(seconds * 1000)))
        if self.solver.Solve() != self.solver.OPTIMAL:
            return None
        groups = {group: row.dual_value() * self.scale for group, row in self.groups.items()}
        return [row.dual_value() * self.scale for row in self.rows], groups


def guide(
    form: Form, worth: Sequence[int], base: int, *, forced: Collection[int] = (), seconds: float | None = None
) -> tuple[Guide, float]:
    """The best bound found on the worth of a form, with the losses behind it, and the seconds that it took.

    The prices come from a linear program that sees a few columns of each occupant, then more where the prices ask for
    them. Whatever they are, the bound is worked out from them exactly, over all columns. Who is forced takes some option.
    """
    import numpy as np  # noqa: PLC0415  # heavy, and only here needed

    arrays = _Arrays(form, worth)
    best = arrays.guide(np.zeros(len(form.rooms)), base, forced)
    if not form.rooms or max(map(abs, form.rooms)) > LARGEST:
        return best, 0.0
    program, spent = _Program(form, worth, arrays, forced), 0.0
    program.see([column for column, group in enumerate(form.groups) if group < 0])
    program.see(arrays.leading(arrays.worth.astype(float), FIRST_SEEN))
    for _ in range(ROUNDS):
        solved = program.solve(None if seconds is None else seconds - spent)
        spent = program.solver.wall_time() / 1000
        if solved is None:
            break
        duals, groups = np.array(solved[0]), solved[1]
        found = arrays.guide(duals, base, forced)
        best = found if found.total * best.parts < best.total * found.parts else best
        values = arrays.reduced(duals)
        least = program.scale / 10**7
        wanted = [one for one in arrays.leading(values, SEEN_MORE) if values[one] > groups[form.groups[one]] + least]
        if not program.see(wanted) or (seconds is not None and spent >= seconds):
            break
    return best, spent
