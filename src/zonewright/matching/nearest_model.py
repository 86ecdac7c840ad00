"""The cheapest position of the levers under a formula, found and proven by CP-SAT."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from math import lcm
from typing import Final, NamedTuple

from ortools.sat.python.cp_model import (
    FEASIBLE,
    INFEASIBLE,
    OPTIMAL,
    CpModel,
    CpSolver,
    IntVar,
    LinearExpr,
    LinearExprT,
)

from zonewright.matching.nearest_levers import Additions, Lever, Options, Steps, variables_of
from zonewright.matching.nearest_lines import Formula, NotLinearError, Some, Span
from zonewright.values import Number

#: The solver counts in 64 bits; sums beyond this are refused.
LARGEST: Final = 2**60
#: So many facts are put in order by one sum of powers of two.
AT_ONCE: Final = 40


class Ending(Enum):
    """How a search ended."""

    PROVEN = "proven"
    FOUND = "found"
    NONE = "none"
    STOPPED = "stopped"


class Solved(NamedTuple):
    """How the search ended, and where the levers stand."""

    ending: Ending
    at: dict[int, int]


def cheapest(formula: Formula, levers: tuple[Lever, ...], reaches: dict[int, tuple[int, int]], work: Number) -> Solved:
    """The position that costs least; among equals the fewest facts, then the first in the pack, then the fewest steps."""
    model = Model(levers, reaches)
    model.require(formula)
    solved = Solved(Ending.STOPPED, {})
    for place, objective in enumerate(model.objectives()):
        ending, at, best = model.minimise(objective, work)
        if ending is not Ending.PROVEN:
            return Solved(ending, at) if place == 0 else Solved(Ending.FOUND, solved.at)
        solved = Solved(ending, at)
        model.constraints.add(objective == best)
    for lever in levers:
        if any(solved.at[variable] for variable in variables_of(lever)):
            objective = model.rank(lever)
            ending, at, best = model.minimise(objective, work)
            if ending is not Ending.PROVEN:
                return Solved(Ending.FOUND, solved.at)
            solved = Solved(ending, at)
            model.constraints.add(objective == best)
    return solved


class Model:
    """A model for the solver: a variable for each lever, and a literal for each formula that is to hold."""

    def __init__(self, levers: tuple[Lever, ...], reaches: dict[int, tuple[int, int]]) -> None:
        self.constraints, self.reaches, self._levers = CpModel(), reaches, levers
        self._check(max(abs(end) for reach in reaches.values() for end in reach))
        self._variables = {
            variable: self.constraints.new_int_var(low, high, f"v{variable}") for variable, (low, high) in reaches.items()
        }
        self._literals: dict[Formula, IntVar] = {}
        self._efforts = [self._effort(lever) for lever in levers]
        self._changed = [self._is_changed(effort) for effort in self._efforts]

    def require(self, formula: Formula) -> None:
        """The formula holds."""
        self.constraints.add(self._literal(formula) == 1)

    def objectives(self) -> list[LinearExprT]:
        """What to keep small, in this order: cost and then number of facts, then facts that stand late in the pack."""
        stretch = lcm(*(Fraction(lever.change.cost).denominator for lever in self._levers))
        costs = [int(lever.change.cost * stretch) * (len(self._levers) + 1) for lever in self._levers]
        self._check(sum(cost * self._most_effort(lever) for cost, lever in zip(costs, self._levers, strict=True)))
        cost = LinearExpr.weighted_sum(self._efforts, costs) + LinearExpr.sum(self._changed)
        found: list[LinearExprT] = [cost]
        for start in range(0, len(self._changed), AT_ONCE):
            some = self._changed[start : start + AT_ONCE]
            found.append(LinearExpr.weighted_sum(some, [-(1 << (len(some) - 1 - place)) for place in range(len(some))]))
        return found

    def rank(self, lever: Lever) -> LinearExprT:
        """The order among the positions of one lever: few steps first, up before down, earlier options first."""
        match lever:
            case Steps(variable=variable):
                up = self.constraints.new_bool_var("")
                self.constraints.add(self._variables[variable] >= 1).only_enforce_if(up)
                return LinearExpr.weighted_sum([self._efforts[self._levers.index(lever)], up], [2, -1])
            case Options(variables=variables):
                return LinearExpr.weighted_sum([self._variables[one] for one in variables], range(1, len(variables) + 1))
            case Additions(variables=variables):
                self._check(1 << len(variables))
                weights = [1 << place for place in range(len(variables))]
                return LinearExpr.weighted_sum([self._variables[one] for one in variables], weights)

    def minimise(self, objective: LinearExprT, work: Number) -> tuple[Ending, dict[int, int], int]:
        """Where the objective is smallest."""
        self.constraints.minimize(objective)
        solver = CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        solver.parameters.max_deterministic_time = float(work)
        status = solver.solve(self.constraints)
        if status not in {OPTIMAL, FEASIBLE}:
            return (Ending.NONE if status == INFEASIBLE else Ending.STOPPED), {}, 0
        at = {variable: solver.value(one) for variable, one in self._variables.items()}
        return (Ending.PROVEN if status == OPTIMAL else Ending.FOUND), at, solver.value(objective)

    def _literal(self, formula: Formula) -> IntVar:
        if formula in self._literals:
            return self._literals[formula]
        holds = self.constraints.new_bool_var("")
        match formula:
            case Span(terms, low, high):
                total = LinearExpr.weighted_sum([self._variables[one] for one, _ in terms], [factor for _, factor in terms])
                self._check(sum(abs(factor) * max(map(abs, self.reaches[one])) for one, factor in terms))
                for bound in (low, high):
                    self._check(abs(bound or 0))
                if low is not None:
                    self.constraints.add(total >= low).only_enforce_if(holds)
                if high is not None:
                    self.constraints.add(total <= high).only_enforce_if(holds)
            case Some(n, parts):
                literals = [self._literal(part) for part in parts]
                self.constraints.add(LinearExpr.sum(literals) >= n).only_enforce_if(holds)
        self._literals[formula] = holds
        return holds

    def _effort(self, lever: Lever) -> LinearExprT:
        match lever:
            case Steps(variable=variable):
                moved = self._variables[variable]
                effort = self.constraints.new_int_var(0, max(map(abs, self.reaches[variable])), "")
                self.constraints.add_abs_equality(effort, moved)
                return effort
            case Options(variables=variables) | Additions(variables=variables):
                taken = LinearExpr.sum([self._variables[one] for one in variables])
                if isinstance(lever, Options):
                    self.constraints.add(taken <= 1)
                return taken

    def _is_changed(self, effort: LinearExprT) -> IntVar:
        changed = self.constraints.new_bool_var("")
        self.constraints.add(effort >= 1).only_enforce_if(changed)
        self.constraints.add(effort == 0).only_enforce_if(~changed)
        return changed

    def _most_effort(self, lever: Lever) -> int:
        return sum(max(map(abs, self.reaches[one])) for one in variables_of(lever))

    def _check(self, number: int) -> None:
        if number > LARGEST:
            raise NotLinearError(f"{number} is beyond what the solver counts")
