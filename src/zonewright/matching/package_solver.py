"""Choosing among many rivals, exactly, with the CP-SAT solver of OR-Tools: one worker, one seed, the same answer each time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from zonewright.matching.package_search import Choice, Goal, Problem

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

#: The solver counts in 64 bits; numbers up to this one stay inside, whatever is added up.
LARGEST: Final = 2**60
#: Goals are asked for in one question while the number that joins them stays below this.
JOINT: Final = 2**40


class Level(NamedTuple):
    """Something to make as large as possible: how often each variable counts, by its place, and the most it can come to."""

    terms: dict[int, int]
    most: int

    def before(self, other: Level) -> Level:
        """Both in one: this first, the other between equals."""
        terms = {place: number * (other.most + 1) for place, number in self.terms.items()}
        for place, number in other.terms.items():
            terms[place] = terms.get(place, 0) + number
        return Level(terms, self.most * (other.most + 1) + other.most)


def solve(problem: Problem, *, effort: int) -> Choice | None:
    """The best choice; one unit of effort is about ten milliseconds. None where the numbers are too large for the solver."""
    if any(sum(goal.worth.values()) > LARGEST for goal in problem.goals):
        return None
    from ortools.sat.python import cp_model  # noqa: PLC0415  # takes half a second, and few packages need it

    model, solver = cp_model.CpModel(), cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = effort / 100
    variables = _variables(problem, model)
    goals = [_level(goal, problem, model, variables) for goal in problem.goals]
    order = [Level({place: 1}, 1) for place in range(len(problem.open))] if problem.in_order else []
    best = problem.filled()
    for terms, _ in _joined([*goals, *order]):
        wanted = cp_model.LinearExpr.weighted_sum([variables[place] for place in terms], list(terms.values()))
        model.maximize(wanted)
        status = solver.solve(model)
        if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            return Choice(best, proven=False)
        best = problem.filled([one for place, one in enumerate(problem.open) if solver.boolean_value(variables[place])])
        if status != cp_model.OPTIMAL:
            return Choice(best, proven=False)
        model.add(wanted == sum(number * solver.value(variables[place]) for place, number in terms.items()))
    return Choice(best, proven=True)


def _variables(problem: Problem, model: cp_model.CpModel) -> list[cp_model.IntVar]:
    """One for each open offer: whether it is taken; no two that stand against each other."""
    places = {one: place for place, one in enumerate(problem.open)}
    variables = [model.new_bool_var("") for _ in problem.open]
    for one, place in places.items():
        for other in problem.against[one]:
            if other in places and one < other:
                model.add_at_most_one(variables[place], variables[places[other]])
    return variables


def _level(goal: Goal, problem: Problem, model: cp_model.CpModel, variables: list[cp_model.IntVar]) -> Level:
    """A goal as a level; each of its pots becomes a variable of its own, what the pot pays out."""
    terms = {place: goal.worth[one] for place, one in enumerate(problem.open) if goal.worth[one]}
    for members, room in goal.pots:
        paid = [variables[place] * terms.pop(place, 0) for place, one in enumerate(problem.open) if one in members]
        beside = sum(goal.worth[one] for one in problem.taken if one in members)
        terms[len(variables)] = 1
        variables.append(model.new_int_var(0, room, ""))
        # exactly: a variable that may also be less is raised by the solver one step after another
        model.add_min_equality(variables[-1], [room, sum(paid, start=beside)])
    return Level(terms, goal.of(problem.taken.union(problem.open)))


def _joined(levels: list[Level]) -> list[Level]:
    """The levels in as few questions as stay within the numbers; without those that are the same for every set."""
    joined: list[Level] = []
    for level in levels:
        both = joined[-1].before(level) if joined else level
        if not level.terms:
            continue
        joined[-1:] = [both] if joined and both.most < JOINT else [*joined[-1:], level]
    return joined
