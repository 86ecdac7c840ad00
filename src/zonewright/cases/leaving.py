"""Leaving a stage and arriving at the next place, with all that an end brings: certificate, register, notice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from types import MappingProxyType

from zonewright.cases.case import Case
from zonewright.cases.clocks import is_taken_away
from zonewright.cases.commands import Refusal, Rules, Why
from zonewright.cases.events import Certified, Event, Moved, Notified, Registered, Ticking
from zonewright.cases.guards import open_tasks, way_of
from zonewright.cases.procedure import DECISION, End, Stage, Way
from zonewright.errors import Place, Report
from zonewright.notation.tree import Scalar
from zonewright.schema.derive import complete
from zonewright.schema.fields import Value
from zonewright.schema.read import read_constant
from zonewright.values import DateRange, Period, add_period


def leave(  # who and when travel with every event
    case: Case, rules: Rules, *, on: datetime, by: str, actor: str, counts_from: datetime | None = None, cause: str = "task"
) -> tuple[Event, ...] | Refusal:
    """The events by which a case leaves its stage once every task there is done; none while something is open."""
    tasks = open_tasks(case, rules, on)
    stage = tasks.stage
    if stage is None or tasks.waiting or tasks.unsure or not case.done:
        return ()
    move = next(move for move in stage.moves if move.outcome in case.done.values())
    way = way_of(move.ways, case, rules, on)
    if not isinstance(way, Way):
        return Refusal(Why.FACT_MISSING, move.outcome, way.missing)
    decided = any(task.id in case.done and task.is_decided_by(case.done[task.id]) for task in stage.tasks)
    marks = (*move.marks, DECISION) if decided and DECISION not in move.marks else move.marks
    return arrive(
        case, rules, way, on=on, by=by, actor=actor, cause=cause, of=move.outcome, marks=marks, counts_from=counts_from
    )


def arrive(  # everything that the event says
    case: Case,
    rules: Rules,
    way: Way,
    *,
    on: datetime,
    by: str,
    actor: str,
    cause: str,
    of: str,
    marks: tuple[str, ...] = (),
    counts_from: datetime | None = None,
) -> tuple[Event, ...]:
    """The move itself, and what the place brings with it."""
    stage = rules.procedure.stages.get(way.to)
    recorded = cause == "act" and way.to == case.at
    kept = tuple(case.done.items()) if recorded else () if stage is None else _kept(stage, case, rules, on)
    moved = Moved(on, by, actor, case.at, way.to, cause, of, marks, counts_from, kept)
    end = rules.procedure.ends.get(way.to)
    if end is None or case.at == way.to:
        return (moved,)
    return (moved, *_brought(end, case, rules, moved))


def _kept(stage: Stage, case: Case, rules: Rules, on: datetime) -> tuple[tuple[str, str], ...]:
    """The favourable outcomes of earlier rounds that stand, unless nothing would be left to do."""
    if stage.again == "all":
        return ()
    best = stage.moves[-1].outcome
    kept = {task.id: best for task in stage.tasks if case.outcomes.get(task.id) == best}
    still = [task for task in stage.tasks if task.id not in kept]
    asked = open_tasks(_at(case, stage), rules, on)
    open_ids = {task.id for task in asked.waiting} | {task.id for task, _ in asked.unsure}
    return tuple(kept.items()) if any(task.id in open_ids for task in still) else ()


def _at(case: Case, stage: Stage) -> Case:
    return case._replace(at=stage.id, done={})


def _brought(end: End, case: Case, rules: Rules, moved: Moved) -> Iterator[Event]:
    day = moved.moment.date()
    last_day = None
    if end.certificate is not None:
        last_day = _last_day(end, end.certificate.valid, case, rules, day)
        yield Certified(moved.on, moved.by, moved.actor, end.id, last_day)
    if end.register is not None:
        facts = complete(rules.schema, case.facts, on=day)
        columns = {column: facts.get(field) for column, field in end.register.from_facts.items()}
        for column, text in end.register.fixed.items():
            columns[column] = _constant(column, text, rules)
        until = None if last_day is None else last_day + timedelta(days=1)
        yield Registered(
            moved.on, moved.by, moved.actor, end.register.register, end.id, MappingProxyType(columns), DateRange(day, until)
        )
    if end.notice is not None:
        for role in end.notice.to:
            yield Notified(moved.on, moved.by, moved.actor, end.id, role)


def _last_day(end: End, valid: Period | None, case: Case, rules: Rules, day: date) -> date | None:
    """The last day of a certificate; one given again while the earlier is valid runs on from its last day."""
    if valid is None:
        return None
    earlier = case.certificates.get(end.id)
    taken = any(
        isinstance(one, Moved) and is_taken_away(one, rules.procedure) for one in _since(case.certified_on.get(end.id), case)
    )
    if earlier is not None and day <= earlier and not taken:
        return add_period(earlier, valid)
    return add_period(day, valid) - timedelta(days=1)


def _since(moment: datetime | None, case: Case) -> Iterator[Ticking]:
    return (one for one in case.journal if moment is None or one.on >= moment)


def _constant(column: str, text: str, rules: Rules) -> Value | None:
    return read_constant(rules.schema[column], Scalar(text, Place()), Report())
