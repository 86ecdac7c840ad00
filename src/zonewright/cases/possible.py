"""What a case can take now, and the clocks whose silence counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from zonewright.cases.case import Case
from zonewright.cases.clocks import Course, courses, is_over
from zonewright.cases.commands import Option, Rules
from zonewright.cases.deadlines import Due
from zonewright.cases.guards import open_tasks
from zonewright.cases.procedure import Clock


def possible(case: Case, *, on: datetime, rules: Rules) -> tuple[Option, ...]:
    """Everything that a role can do with the case: tasks with their outcomes, acts, clocks that ran out or can be touched."""
    return (*_tasks(case, on, rules), *_acts(case, on, rules), *_clocks(case, on, rules))


def silent_clock(case: Case, rules: Rules, on: datetime, *, binds: str = "", clock: str = "") -> tuple[Clock, Due] | None:
    """A clock that ran out and whose silence has a meaning where the case stands: of a role, or one by its id."""
    for one in rules.procedure.clocks.values():
        if one.silence is None or (binds and one.binds != binds) or (clock and one.id != clock):
            continue
        run = _running(case, one, rules)
        ends = None if run is None or not _means_something(case, one, rules, on) else is_over(case, one, run, rules, on)
        if ends is not None:
            return one, ends
    return None


def is_used_up(case: Case, taken: str, most: int | None) -> bool:
    """Whether a move, ``stage/outcome``, or an act was taken as often as it may be."""
    return most is not None and case.times.get(taken, 0) >= most


def is_too_early(clock: str, case: Case, rules: Rules, on: datetime) -> bool:
    """Whether something has to wait for a clock that has not run out; a limit that nobody knows holds nothing up."""
    waited = rules.procedure.clocks.get(clock)
    if waited is None or (waited.limit is None and not waited.before):
        return False
    runs = courses(case, waited, rules.procedure)
    return not runs or not runs[-1].runs or is_over(case, waited, runs[-1], rules, on) is None


def _running(case: Case, clock: Clock, rules: Rules) -> Course | None:
    runs = courses(case, clock, rules.procedure)
    return runs[-1] if runs and runs[-1].runs and not runs[-1].expired else None


def _means_something(case: Case, clock: Clock, rules: Rules, on: datetime) -> bool:
    if clock.silence is None:
        return False
    if clock.silence.act:
        act = rules.procedure.acts[clock.silence.act]
        return case.at in act.stages and not is_used_up(case, act.id, act.most)
    tasks = open_tasks(case, rules, on)
    outcome = clock.silence.outcome
    move = None if tasks.stage is None else tasks.stage.move(outcome)
    if tasks.stage is None or move is None or is_used_up(case, f"{tasks.stage.id}/{outcome}", move.most):
        return False
    return bool(tasks.waiting) and all(outcome in tasks.stage.outcomes_of(one) for one in tasks.waiting)


def _tasks(case: Case, on: datetime, rules: Rules) -> Iterator[Option]:
    tasks = open_tasks(case, rules, on)
    if tasks.stage is None:
        return
    for task in tasks.waiting:
        if silent_clock(case, rules, on, binds=task.role) is not None or is_too_early(task.after, case, rules, on):
            continue
        outcomes = tuple(
            move.outcome
            for move in tasks.stage.moves
            if move.outcome in tasks.stage.outcomes_of(task)
            and not is_used_up(case, f"{tasks.stage.id}/{move.outcome}", move.most)
        )
        yield Option("finish", task.id, task.role, outcomes)


def _acts(case: Case, on: datetime, rules: Rules) -> Iterator[Option]:
    for act in rules.procedure.acts.values():
        if case.at not in act.stages or is_used_up(case, act.id, act.most):
            continue
        if silent_clock(case, rules, on, binds=act.role) is not None or is_too_early(act.after, case, rules, on):
            continue
        runs = courses(case, rules.procedure.clocks[act.within], rules.procedure) if act.within else ()
        if runs and is_over(case, rules.procedure.clocks[act.within], runs[-1], rules, on) is not None:
            continue
        yield Option("act", act.id, act.role)


def _clocks(case: Case, on: datetime, rules: Rules) -> Iterator[Option]:
    for clock in rules.procedure.clocks.values():
        run = _running(case, clock, rules)
        if run is None:
            continue
        if is_over(case, clock, run, rules, on) is not None:
            if silent_clock(case, rules, on, clock=clock.id) is not None:
                yield Option("expire", clock.id, clock.binds)
            continue
        if any(why.startswith("ground ") for why in run.standing):
            yield Option("resume", clock.id, clock.binds)
        elif clock.grounds:
            yield Option("suspend", clock.id, clock.binds, tuple(ground.id for ground in clock.grounds))
        if clock.extension is not None and run.extended < clock.extension.times:
            yield Option("extend", clock.id, clock.extension.role)
