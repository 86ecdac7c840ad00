"""A command to events, or to a refusal that says what is possible. Looks at no clock, file or chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import assert_never

from zonewright.benefits.judge import canonical
from zonewright.cases.case import Case, apply
from zonewright.cases.clocks import courses, due_of, is_over
from zonewright.cases.commands import (
    Assign,
    Command,
    Expire,
    Extend,
    Finish,
    Give,
    Note,
    Open,
    Refusal,
    Resume,
    Rules,
    State,
    Suspend,
    Take,
    Why,
)
from zonewright.cases.events import (
    Assigned,
    Event,
    Expired,
    Extended,
    Finished,
    Given,
    Noted,
    Opened,
    Resumed,
    Suspended,
    Told,
)
from zonewright.cases.guards import fee_of, holds, open_tasks, papers_of
from zonewright.cases.leaving import arrive, leave
from zonewright.cases.possible import is_too_early, is_used_up, possible, silent_clock
from zonewright.cases.procedure import Clock, Stage, Task, Way
from zonewright.conditions.truth import Truth
from zonewright.values import Quantity, read_unit

Outcome = tuple[Event, ...] | Refusal


def open_case(command: Open, *, on: datetime, rules: Rules) -> Outcome:
    """The event that opens a case, or a refusal."""
    unknown = tuple(id for id in command.facts if id not in rules.schema)
    if unknown:
        return Refusal(Why.UNKNOWN_FACT, unknown[0], unknown)
    unknown = tuple(id for id in command.holds if id not in rules.evidence)
    if unknown:
        return Refusal(Why.UNKNOWN_EVIDENCE, unknown[0], unknown)
    procedure = rules.procedure
    return (
        Opened(
            on, command.by, command.actor, procedure.hash, procedure.start, command.enterprise, command.facts, command.holds
        ),
    )


def decide(case: Case, command: Command, *, on: datetime, rules: Rules) -> Outcome:
    """What a command leads to. A refused command changes nothing."""
    if on < case.on:
        return Refusal(Why.EARLIER, case.on.isoformat(" "), possible=possible(case, on=case.on, rules=rules))
    if command.by and command.by not in rules.procedure.roles:
        return Refusal(Why.UNKNOWN_ROLE, command.by, tuple(rules.procedure.roles), possible(case, on=on, rules=rules))
    found = Decider(case, on, rules).decide(command)
    if isinstance(found, Refusal):
        return Refusal(found.why, found.about, found.missing, possible(case, on=on, rules=rules), found.due)
    return found


class Decider:
    """Decides commands on one case at one moment."""

    def __init__(self, case: Case, on: datetime, rules: Rules) -> None:
        self.case, self.on, self.rules = case, on, rules
        self.procedure = rules.procedure

    def decide(self, command: Command) -> Outcome:
        match command:
            case Open():
                return Refusal(Why.NOT_HERE, "open")
            case Finish():
                return self.finish(command)
            case Take():
                return self.take(command)
            case Give():
                return self.give(command)
            case State():
                return self.state(command)
            case Assign():
                return self.assign(command)
            case Suspend():
                return self.suspend(command)
            case Resume():
                return self.resume(command)
            case Extend():
                return self.extend(command)
            case Expire():
                return self.expire(command)
            case Note(by, actor, text):
                return (Noted(self.on, by, actor, text),) if text.strip() else Refusal(Why.REASON_MISSING, "note")
        assert_never(command)

    def finish(self, command: Finish) -> Outcome:
        found = self.procedure.task(command.task)
        if found is None:
            return Refusal(Why.UNKNOWN_TASK, command.task)
        stage, task = found
        refusal = (
            self.not_open(stage, task)
            or self.not_allowed(task.role, command.by, task.id)
            or self.too_early(task.after, task.id)
        )
        if refusal is not None:
            return refusal
        move = stage.move(command.outcome)
        if move is None or command.outcome not in stage.outcomes_of(task):
            return Refusal(Why.UNKNOWN_OUTCOME, command.outcome, stage.outcomes_of(task))
        if is_used_up(self.case, f"{stage.id}/{move.outcome}", move.most):
            return Refusal(Why.MOST_REACHED, move.outcome)
        if move.reason and not command.reason.strip():
            return Refusal(Why.REASON_MISSING, move.outcome)
        if task.opens and not command.case.strip():
            return Refusal(Why.CASE_MISSING, task.opens)
        given = self.dated(command.give)
        if isinstance(given, Refusal):
            return given
        events: list[Event] = [Given(self.on, command.by, command.actor, given)] if given else []
        case = self.after(events)
        refusal = None if move.reason else self.owed(task, case) or self.unpaid(task, command.paid, case)
        if refusal is not None:
            return refusal
        done = Finished(
            self.on,
            command.by,
            command.actor,
            task.id,
            move.outcome,
            command.reason,
            command.paid,
            command.case,
            task.is_decided_by(move.outcome),
        )
        events.append(done)
        left = leave(apply(case, done), self.rules, on=self.on, by=command.by, actor=command.actor)
        return left if isinstance(left, Refusal) else (*events, *left)

    def not_open(self, stage: Stage, task: Task) -> Refusal | None:
        if self.case.at in self.procedure.ends:
            return Refusal(Why.CLOSED, self.case.at)
        if self.case.at != stage.id or task.id in self.case.done:
            return Refusal(Why.NOT_OPEN, task.id)
        held = holds(task.when, self.case, self.rules, self.on)
        if held.truth is Truth.UNKNOWN:
            return Refusal(Why.FACT_MISSING, task.id, held.missing)
        return None if held.truth is Truth.TRUE else Refusal(Why.NOT_OPEN, task.id)

    def not_allowed(self, role: str, by: str, about: str) -> Refusal | None:
        if by != role:
            return Refusal(Why.NOT_YOUR_ROLE, about, (role,))
        silent = silent_clock(self.case, self.rules, self.on, binds=role)
        return None if silent is None else Refusal(Why.SILENCE_COUNTS, silent[0].id, due=silent[1].moment)

    def dated(self, give: Mapping[str, date | None]) -> dict[str, date] | Refusal:
        unknown = tuple(id for id in give if id not in self.rules.evidence)
        if unknown:
            return Refusal(Why.UNKNOWN_EVIDENCE, unknown[0], unknown)
        return {id: self.on.date() if day is None else day for id, day in give.items()}

    def owed(self, task: Task, case: Case) -> Refusal | None:
        papers = papers_of(task, case, self.rules, self.on)
        unsure = tuple(dict.fromkeys(fact for paper in papers for fact in paper.missing))
        if unsure:
            return Refusal(Why.FACT_MISSING, task.id, unsure)
        owed = tuple(paper.evidence for paper in papers if paper.state != "given")
        return Refusal(Why.EVIDENCE_MISSING, task.id, owed) if owed else None

    def unpaid(self, task: Task, paid: Quantity | None, case: Case) -> Refusal | None:
        if not task.fee:
            return None
        if paid is None:
            return Refusal(Why.FEE_MISSING, task.fee)
        found = fee_of(task, case, self.rules, self.on)
        if found is None:
            return None
        unit = read_unit(paid.unit)
        fits = unit is not None and unit.powers == found.measured_in.powers
        number = canonical(paid) if fits else None
        low, high = found.range.low, found.range.high
        if number is None or number < low or (high is not None and number > high):
            return Refusal(Why.FEE_DIFFERS, task.fee)
        return None

    def take(self, command: Take) -> Outcome:
        act = self.procedure.acts.get(command.act)
        if act is None:
            return Refusal(Why.NO_SUCH_ACT, command.act, tuple(self.procedure.acts))
        if self.case.at not in act.stages:
            return Refusal(Why.NOT_HERE, act.id)
        refusal = self.not_allowed(act.role, command.by, act.id) or self.too_early(act.after, act.id)
        if refusal is not None:
            return refusal
        if is_used_up(self.case, act.id, act.most):
            return Refusal(Why.MOST_REACHED, act.id)
        if act.reason and not command.reason.strip():
            return Refusal(Why.REASON_MISSING, act.id)
        late = self.over(act.within) if act.within else None
        if late is not None:
            return Refusal(Why.TOO_LATE, act.id, due=late)
        noted = (Noted(self.on, command.by, command.actor, command.reason),) if command.reason.strip() else ()
        moved = arrive(
            self.after(noted), self.rules, Way(act.to), on=self.on, by=command.by, actor=command.actor,
            cause="act", of=act.id, marks=act.marks,
        )  # fmt: skip
        return (*noted, *moved)

    def too_early(self, clock: str, about: str) -> Refusal | None:
        if not is_too_early(clock, self.case, self.rules, self.on):
            return None
        runs = courses(self.case, self.procedure.clocks[clock], self.procedure)
        ends = due_of(self.case, self.procedure.clocks[clock], runs[-1], self.rules) if runs else None
        return Refusal(Why.NOT_YET, about, (clock,), due=None if ends is None else ends.moment)

    def over(self, clock: str) -> datetime | None:
        """The due moment of a clock that has passed, met or not."""
        runs = courses(self.case, self.procedure.clocks[clock], self.procedure)
        ends = is_over(self.case, self.procedure.clocks[clock], runs[-1], self.rules, self.on) if runs else None
        return None if ends is None else ends.moment

    def give(self, command: Give) -> Outcome:
        given = self.dated(command.evidence)
        if isinstance(given, Refusal):
            return given
        return (Given(self.on, command.by, command.actor, given),) if given else Refusal(Why.EVIDENCE_MISSING, "give")

    def state(self, command: State) -> Outcome:
        unknown = tuple(id for id in command.facts if id not in self.rules.schema)
        if unknown or not command.facts:
            return Refusal(Why.UNKNOWN_FACT, unknown[0] if unknown else "state", unknown)
        told = Told(self.on, command.by, command.actor, command.facts)
        left = leave(apply(self.case, told), self.rules, on=self.on, by=command.by, actor=command.actor)
        return (told,) if isinstance(left, Refusal) else (told, *left)

    def assign(self, command: Assign) -> Outcome:
        found = self.procedure.task(command.task)
        if found is None:
            return Refusal(Why.UNKNOWN_TASK, command.task)
        refusal = self.not_open(*found)
        if refusal is not None:
            return refusal
        role = self.procedure.roles[found[1].role]
        if not role.authority:
            return Refusal(Why.NOT_YOUR_ROLE, command.task, (role.id,))
        refusal = self.not_allowed(role.id, command.by, command.task)
        if refusal is not None:
            return refusal
        if not command.to.strip():
            return Refusal(Why.REASON_MISSING, command.task)
        return (Assigned(self.on, command.by, command.actor, command.task, command.to),)

    def running(self, id: str, by: str, role: str | None = None) -> Clock | Refusal:
        """A clock that runs and is not over, asked for by the role that may touch it."""
        clock = self.procedure.clocks.get(id)
        if clock is None:
            return Refusal(Why.UNKNOWN_CLOCK, id, tuple(self.procedure.clocks))
        if by != (clock.binds if role is None else role):
            return Refusal(Why.NOT_YOUR_ROLE, id, (clock.binds if role is None else role,))
        runs = courses(self.case, clock, self.procedure)
        if not runs or not runs[-1].runs or runs[-1].expired:
            return Refusal(Why.CLOCK_NOT_RUNNING, id)
        late = self.over(id)
        return clock if late is None else Refusal(Why.TOO_LATE, id, due=late)

    def suspend(self, command: Suspend) -> Outcome:
        clock = self.running(command.clock, command.by)
        if isinstance(clock, Refusal):
            return clock
        if clock.ground(command.ground) is None:
            return Refusal(Why.NO_SUCH_GROUND, command.ground, tuple(one.id for one in clock.grounds))
        if _by_hand(self.case, clock, self.rules):
            return Refusal(Why.CLOCK_NOT_RUNNING, clock.id)
        if not command.reason.strip():
            return Refusal(Why.REASON_MISSING, clock.id)
        return (Suspended(self.on, command.by, command.actor, clock.id, command.ground, command.reason),)

    def resume(self, command: Resume) -> Outcome:
        clock = self.running(command.clock, command.by)
        if isinstance(clock, Refusal):
            return clock
        if not _by_hand(self.case, clock, self.rules):
            return Refusal(Why.CLOCK_RUNNING, clock.id)
        return (Resumed(self.on, command.by, command.actor, clock.id, command.reason),)

    def extend(self, command: Extend) -> Outcome:
        asked = self.procedure.clocks.get(command.clock)
        if asked is not None and asked.extension is None:
            return Refusal(Why.NO_EXTENSION, command.clock)
        clock = self.running(
            command.clock, command.by, None if asked is None or asked.extension is None else asked.extension.role
        )
        if isinstance(clock, Refusal):
            return clock
        assert clock.extension is not None  # noqa: S101  # looked at above
        if courses(self.case, clock, self.procedure)[-1].extended >= clock.extension.times:
            return Refusal(Why.MOST_REACHED, clock.id)
        if not command.reason.strip():
            return Refusal(Why.REASON_MISSING, clock.id)
        return (Extended(self.on, command.by, command.actor, clock.id, command.reason),)

    def expire(self, command: Expire) -> Outcome:
        clock = self.procedure.clocks.get(command.clock)
        if clock is None:
            return Refusal(Why.UNKNOWN_CLOCK, command.clock, tuple(self.procedure.clocks))
        runs = courses(self.case, clock, self.procedure)
        if not runs or not runs[-1].runs or runs[-1].expired:
            return Refusal(Why.CLOCK_NOT_RUNNING, clock.id)
        silent = silent_clock(self.case, self.rules, self.on, clock=clock.id)
        unsure = open_tasks(self.case, self.rules, self.on).missing
        if silent is not None and clock.silence is not None and clock.silence.outcome and unsure:
            return Refusal(Why.FACT_MISSING, clock.id, unsure)
        if silent is None:
            late = self.over(clock.id)
            return Refusal(Why.NOT_YET if late is None else Why.NOT_HERE, clock.id)
        return self.silence(clock, silent[1].moment, runs[-1].started, command)

    def silence(self, clock: Clock, ended: datetime, started: datetime, command: Expire) -> Outcome:
        """What takes place when a clock ran out: it counts from its last day, or from the start of the clock."""
        assert clock.silence is not None  # noqa: S101  # only such clocks are silent
        by, actor = command.by, command.actor
        counts_from = started if clock.silence.since_start else min(ended, self.on)
        expired = Expired(self.on, by, actor, clock.id, ended)
        case = apply(self.case, expired)
        if clock.silence.act:
            act = self.procedure.acts[clock.silence.act]
            moved = arrive(
                case, self.rules, Way(act.to), on=self.on, by=by, actor=actor,
                cause="act", of=act.id, marks=act.marks, counts_from=counts_from,
            )  # fmt: skip
            return (expired, *moved)
        done: list[Event] = [
            Finished(
                self.on,
                by,
                actor,
                task.id,
                clock.silence.outcome,
                decides=task.is_decided_by(clock.silence.outcome),
                silent=True,
            )
            for task in open_tasks(case, self.rules, self.on).waiting
        ]
        for event in done:
            case = apply(case, event)
        left = leave(case, self.rules, on=self.on, by=by, actor=actor, counts_from=counts_from, cause="silence")
        return left if isinstance(left, Refusal) else (expired, *done, *left)

    def after(self, events: Iterable[Event]) -> Case:
        case = self.case
        for event in events:
            case = apply(case, event)
        return case


def _by_hand(case: Case, clock: Clock, rules: Rules) -> bool:
    return any(why.startswith("ground ") for why in courses(case, clock, rules.procedure)[-1].standing)
