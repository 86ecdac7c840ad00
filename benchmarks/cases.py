"""Cases: replaying them, deciding on them, reading their clocks; and the same process, step by step, in SpiffWorkflow.

    python -m benchmarks.cases --cases 50000 --events 1000000 --seed 7

Each engine runs in a process of its own. The open tasks are compared after every step; no time is shown while any differ.
"""

from __future__ import annotations

import argparse
import platform
import random
import resource
import statistics
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.metadata import version
from importlib.util import find_spec
from multiprocessing import get_context

from zonewright.cases.bpmn import write_bpmn
from zonewright.cases.bpmn_plan import variable
from zonewright.cases.calendar_file import shipped_calendars
from zonewright.cases.case import Case, apply, replay
from zonewright.cases.clocks import view_of
from zonewright.cases.commands import Finish, Open, Refusal, Rules
from zonewright.cases.decide import decide, open_case
from zonewright.cases.events import Event
from zonewright.cases.guards import open_tasks
from zonewright.cases.possible import possible
from zonewright.cases.read import read_procedure
from zonewright.codes.world import World
from zonewright.conditions.read import Vocabulary
from zonewright.errors import Report
from zonewright.notation.tree import read_yaml
from zonewright.schema.fields import Answerer, Field, FieldType, Schema
from zonewright.values import Words

START = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001  # moments of cases carry no zone
W = "{en: word, zh: 词, ko: 말}"
WORDS = Words("word", "词", "말")
SCHEMA = Schema([Field("has_kitchen", FieldType.YES_NO, WORDS, WORDS, Answerer.ENTERPRISE)])
BASIS = "{source: act}"
PROCEDURE = f"""\
id: licence
title: {W}
version: "1"
calendar: cn
roles:
  applicant: {{title: {W}, party: applicant}}
  office: {{title: {W}, authority: office}}
stages:
  apply: {{title: {W}, tasks: {{submit: {{title: {W}, role: applicant}}}}, moves: {{submitted: {{title: {W}, to: intake, marks: [receipt]}}}}}}
  intake:
    title: {W}
    tasks: {{check: {{title: {W}, role: office}}}}
    moves:
      incomplete: {{title: {W}, to: correct, reason: true}}
      complete: {{title: {W}, to: opinions, marks: [acceptance]}}
  correct: {{title: {W}, tasks: {{mend: {{title: {W}, role: applicant}}}}, moves: {{supplied: {{title: {W}, to: intake}}}}}}
  opinions:
    title: {W}
    tasks:
      fire: {{title: {W}, role: office, when: {{field: has_kitchen, is: true}}}}
      plan: {{title: {W}, role: office}}
      health: {{title: {W}, role: office}}
    moves:
      against: {{title: {W}, to: correct}}
      for: {{title: {W}, to: decide}}
  decide:
    title: {W}
    tasks: {{decision: {{title: {W}, role: office, decides: true}}}}
    moves:
      refuse: {{title: {W}, to: refused, reason: true}}
      grant: {{title: {W}, to: granted}}
ends:
  granted: {{title: {W}, result: granted, notice: {{to: [applicant], text: {W}}}, certificate: {{title: {W}, valid: 5 years}}}}
  refused: {{title: {W}, result: refused, notice: {{to: [applicant], text: {W}}}}}
clocks:
  intake-time: {{title: {W}, binds: office, limit: 5 working days, from: receipt, to: [acceptance], rests_in: [correct], basis: {BASIS}}}
  decision-time: {{title: {W}, binds: office, limit: 20 working days, from: acceptance, to: [decision], rests_in: [correct], basis: {BASIS}}}
  renewal-time: {{title: {W}, binds: applicant, limit: 30 working days, before: granted, to: [renewal], basis: {BASIS}}}
"""  # noqa: E501  # one entry a line
#: The ways back, which make cases long: how often each is taken.
BACK = {"incomplete": 0.35, "against": 0.2}
#: How many different ways the cases go; each case has events of its own.
TRACES = 500
#: How many of them SpiffWorkflow runs; its times for the whole are scaled up and marked.
SAMPLE = 60
HEADINGS = ("what", "steps or events", "µs each", "for the whole, s", "peak MB", "times as fast as SpiffWorkflow")


@dataclass(frozen=True)
class Trace:
    """One way through the procedure: each step with the tasks that are open after it; the events; what deciding took."""

    has_kitchen: bool
    steps: tuple[tuple[str, str, frozenset[str]], ...]
    events: tuple[Event, ...]
    seconds: float


def rules() -> Rules:
    report = Report()
    world = World(START.date())
    procedure = read_procedure(read_yaml(PROCEDURE, "licence.yaml"), Vocabulary(SCHEMA, world), {"office": "CN"}, report)
    assert procedure is not None, report.diagnostics
    assert not report.diagnostics, report.diagnostics
    return Rules(procedure, shipped_calendars(), SCHEMA, world, {})


def trace(every: Rules, chance: random.Random) -> Trace:
    """A way to an end, chosen by chance; only deciding is timed."""
    has_kitchen = chance.random() < 0.5
    opened = open_case(Open("applicant", "", "enterprise", {"has_kitchen": has_kitchen}), on=START, rules=every)
    assert not isinstance(opened, Refusal)
    events, steps, case, on, seconds = list(opened), [], replay(opened), START, 0.0
    while case.at not in every.procedure.ends:
        on += timedelta(hours=chance.choice((1, 5, 24, 72)))
        option = chance.choice([one for one in possible(case, on=on, rules=every) if one.kind == "finish"])
        back, *rest = option.outcomes if len(option.outcomes) > 1 else ("", *option.outcomes)
        outcome = back if back and chance.random() < BACK.get(back, 0.3) else rest[0]
        started = time.perf_counter()
        found = decide(case, Finish(option.by, "", option.id, outcome, "a reason"), on=on, rules=every)
        seconds += time.perf_counter() - started
        assert not isinstance(found, Refusal), found
        for event in found:
            case = apply(case, event)
        events += found
        steps.append((option.id, outcome, frozenset(task.id for task in open_tasks(case, every, on).waiting)))
    return Trace(has_kitchen, tuple(steps), tuple(events), seconds)


def traces(seed: int) -> list[Trace]:
    chance, every = random.Random(seed), rules()
    return [trace(every, chance) for _ in range(TRACES)]


@dataclass(frozen=True)
class Ours:
    """What our engine took."""

    cases: int
    events: int
    steps: int
    replaying: float
    deciding: float  # a step
    clocks: float  # all clocks of a case
    peak: int  # KiB, with all events in memory
    before: int  # KiB, before the events were there


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def ours(cases: int, events: int, seed: int) -> Ours:
    """Every case has events of its own: those of a trace, some days later."""
    found, every, before = traces(seed), rules(), peak()
    books: list[list[Event]] = []
    count = steps = 0
    while len(books) < cases or count < events:
        one, later = found[len(books) % len(found)], timedelta(days=len(books) % 365)
        books.append([replace(event, on=event.on + later) for event in one.events])
        count, steps = count + len(one.events), steps + len(one.steps)
    started = time.perf_counter()
    folded: list[Case] = [replay(book) for book in books]
    replaying = time.perf_counter() - started
    assert all(case.number == len(book) for case, book in zip(folded, books, strict=True))
    some = folded[:: max(1, len(folded) // 2_000)]
    started = time.perf_counter()
    for case in some:
        for clock in every.procedure.clocks.values():
            view_of(case, clock, every, case.on)
    clocks = (time.perf_counter() - started) / len(some)
    deciding = sum(one.seconds for one in found) / sum(len(one.steps) for one in found)
    return Ours(len(books), count, steps, replaying, deciding, clocks, peak(), before)


@dataclass(frozen=True)
class Theirs:
    """What SpiffWorkflow took for the steps of the sample, and where it went another way."""

    seconds: tuple[float, ...]
    differences: tuple[str, ...]
    peak: int


def theirs(seed: int) -> Theirs:
    from SpiffWorkflow.bpmn import BpmnWorkflow  # noqa: PLC0415  # it may not be installed
    from SpiffWorkflow.bpmn.parser import BpmnParser  # noqa: PLC0415
    from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine  # noqa: PLC0415
    from SpiffWorkflow.util.task import TaskState  # noqa: PLC0415

    class Told(PythonScriptEngine):
        """Conditions over the outcomes given and the facts, as the export names them."""

        values: dict[str, object]

        def evaluate(self, task, expression, external_context=None):
            python = expression.replace(" = ", " == ")
            names = {name: self.values.get(name) for name in compile(python, "flow", "eval").co_names}
            return eval(python, {"__builtins__": {}}, names)  # noqa: S307  # an expression that we wrote

    parser = BpmnParser()
    procedure = rules().procedure
    parser.add_bpmn_str(write_bpmn(procedure, language="en").encode())
    spec, inner = parser.get_spec(procedure.id), parser.get_subprocess_specs(procedure.id)
    seconds, differences = [], []
    for number, one in enumerate(traces(seed)[:SAMPLE]):
        engine = Told()
        engine.values = {variable("asked", task.id): task.when is None or one.has_kitchen for task in every_task(procedure)}
        workflow = BpmnWorkflow(spec, inner, script_engine=engine)
        workflow.do_engine_steps()
        for task, outcome, expected in one.steps:
            engine.values[variable("outcome_of", task)] = outcome
            started = time.perf_counter()
            ready = {each.task_spec.bpmn_id: each for each in workflow.get_tasks(state=TaskState.READY, manual=True)}
            ready[f"task_{task}"].run()
            workflow.do_engine_steps()
            seconds.append(time.perf_counter() - started)
            open_now = workflow.get_tasks(state=TaskState.READY, manual=True)
            if {each.task_spec.bpmn_id.removeprefix("task_") for each in open_now} != expected:
                differences.append(f"trace {number} after {task}: {outcome}")
                break
    return Theirs(tuple(seconds), tuple(differences), peak())


def every_task(procedure):
    return [task for stage in procedure.stages.values() for task in stage.tasks]


def apart(function, *arguments):
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(function, *arguments).result()


def rows(found: Ours, other: Theirs | None) -> list[tuple[str, ...]]:
    """One line for each thing measured."""
    step = statistics.fmean(other.seconds) if other else None

    def line(what: str, count: int, each: float, per_step: float | None, mark: str = "", memory: str = "") -> tuple[str, ...]:  # noqa: PLR0917
        faster = "-" if step is None or per_step is None else f"{step / per_step:,.0f}"
        return what, f"{count:,}", f"{1e6 * each:,.1f}", f"{each * count:,.1f}{mark}", memory, faster

    per_step = found.replaying / found.steps
    memory = f"{found.peak / 1024:,.0f} (of it {found.before / 1024:,.0f} before the events)"
    lines = [
        line("zonewright, replaying, per event", found.events, found.replaying / found.events, None, memory=memory),
        line("zonewright, replaying, per step", found.steps, per_step, per_step),
        line("zonewright, deciding, per step", found.steps, found.deciding, found.deciding, "*"),
        line("zonewright, all clocks of a case", found.cases, found.clocks, None, "*"),
    ]
    if other and step is not None:
        lines.append(line("SpiffWorkflow, per step", found.steps, step, step, "*", f"{other.peak / 1024:,.0f}*"))
    return lines


def main(words: Sequence[str] | None = None) -> int:
    """Run both and print one table; 1 when any step differs."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cases", description=__doc__)
    for name, default in (("cases", 50_000), ("events", 1_000_000), ("seed", 7)):
        parser.add_argument(f"--{name}", type=int, default=default)
    asked = parser.parse_args(words)
    other = apart(theirs, asked.seed) if find_spec("SpiffWorkflow") else None
    if other is None:
        print("SpiffWorkflow is left out: it is not installed", file=sys.stderr)
    elif other.differences:
        print("The engines went different ways; no times are shown:", *other.differences[:20], sep="\n")
        return 1
    found = apart(ours, asked.cases, asked.events, asked.seed)
    compared = ""
    if other is not None:
        compared = f"; {len(other.seconds):,} steps compared with SpiffWorkflow {version('SpiffWorkflow')}, none differs"
    print(
        f"{found.cases:,} cases with {found.events:,} events in {found.steps:,} steps, {TRACES} ways, seed {asked.seed}.\n"
        f"Python {platform.python_version()}, {platform.system()} {platform.machine()}{compared}.\n"
        "* taken from a sample and scaled up; a step is a task finished, with all that it leads to.\n"
    )
    for row in (HEADINGS, ("---",) * len(HEADINGS), *rows(found, other)):
        print("| " + " | ".join(row) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
