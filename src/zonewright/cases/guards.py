"""What is open at a stage: tasks whose condition holds, papers still owed, fees; unknown stays unknown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from zonewright.benefits.judge import Appraisal, appraise
from zonewright.cases.case import Case
from zonewright.cases.commands import Rules
from zonewright.cases.procedure import Ask, Stage, Task, Way
from zonewright.codes.world import World
from zonewright.conditions.ast import Condition
from zonewright.conditions.judge import judge
from zonewright.conditions.missing import missing_facts
from zonewright.conditions.truth import Truth
from zonewright.schema.derive import complete
from zonewright.values import add_period


@dataclass(frozen=True, slots=True)
class Held:
    """Whether a condition holds for a case, and the facts that could still decide it."""

    truth: Truth
    missing: tuple[str, ...] = ()


YES = Held(Truth.TRUE)


def holds(condition: Condition | None, case: Case, rules: Rules, on: datetime) -> Held:
    """Whether a guard holds; no guard always does."""
    if condition is None:
        return YES
    facts = complete(rules.schema, case.facts, on=on.date())
    finding = judge(condition, facts, world_on(rules, on))
    return Held(finding.truth, missing_facts(rules.schema, finding, facts))


def world_on(rules: Rules, on: datetime) -> World:
    """The tables as they are on the day of a moment."""
    day = on.date()
    return rules.world if rules.world.on == day else replace(rules.world, on=day)


@dataclass(frozen=True, slots=True)
class OpenTasks:
    """The tasks of the stage where a case stands: those to do, and those that hang on a fact, with the facts."""

    stage: Stage | None
    waiting: tuple[Task, ...] = ()
    unsure: tuple[tuple[Task, tuple[str, ...]], ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts on which it hangs whether more tasks have to be done."""
        return tuple(dict.fromkeys(fact for _, facts in self.unsure for fact in facts))


def open_tasks(case: Case, rules: Rules, on: datetime) -> OpenTasks:
    """The tasks that are open where the case stands."""
    stage = rules.procedure.stages.get(case.at)
    if stage is None:
        return OpenTasks(None)
    waiting: list[Task] = []
    unsure: list[tuple[Task, tuple[str, ...]]] = []
    for task in stage.tasks:
        if task.id in case.done:
            continue
        held = holds(task.when, case, rules, on)
        if held.truth is Truth.TRUE:
            waiting.append(task)
        elif held.truth is Truth.UNKNOWN:
            unsure.append((task, held.missing))
    return OpenTasks(stage, tuple(waiting), tuple(unsure))


def way_of(ways: tuple[Way, ...], case: Case, rules: Rules, on: datetime) -> Way | Held:
    """The first way whose condition holds; what is missing where that cannot be told."""
    for way in ways:
        held = holds(way.when, case, rules, on)
        if held.truth is Truth.TRUE:
            return way
        if held.truth is Truth.UNKNOWN:
            return held
    return Held(Truth.FALSE)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that a task asks for, and whether it is there: ``given``, ``owed``, ``outdated``, or ``unsure``."""

    evidence: str
    state: str
    missing: tuple[str, ...] = ()


def papers_of(task: Task, case: Case, rules: Rules, on: datetime) -> tuple[Paper, ...]:
    """The papers that must be there when a task is finished, those that were to follow until now among them."""
    return tuple(_papers(task, case, rules, on))


def _papers(task: Task, case: Case, rules: Rules, on: datetime) -> Iterator[Paper]:
    seen: set[str] = set()
    for ask in _asks(task, case, rules):
        held = holds(ask.when, case, rules, on)
        if ask.evidence in seen or held.truth is Truth.FALSE:
            continue
        seen.add(ask.evidence)
        if held.truth is Truth.UNKNOWN:
            yield Paper(ask.evidence, "unsure", held.missing)
        else:
            yield Paper(ask.evidence, _state_of(ask.evidence, case, rules, on.date()))


def _asks(task: Task, case: Case, rules: Rules) -> Iterator[Ask]:
    yield from (ask for ask in task.asks if not ask.by)
    for stage in rules.procedure.stages.values():
        for other in stage.tasks:
            if other.id in case.outcomes:
                yield from (ask for ask in other.asks if ask.by == task.id)


def _state_of(id: str, case: Case, rules: Rules, day: date) -> str:
    kind = rules.evidence[id]
    if kind.held_by != "enterprise":
        return "given"
    dated = case.evidence.get(id)
    if dated is None:
        return "owed"
    return "given" if kind.valid is None or day <= add_period(dated, kind.valid) else "outdated"


def fee_of(task: Task, case: Case, rules: Rules, on: datetime) -> Appraisal | None:
    """What the fee of a task comes to; None where it has none or the texts state no amount."""
    fee = rules.procedure.fees.get(task.fee)
    if fee is None or fee.amount is None:
        return None
    facts = complete(rules.schema, case.facts, on=on.date())
    return appraise(fee.amount, facts, world_on(rules, on), rules.schema)
