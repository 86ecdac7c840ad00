"""Another engine as a witness: the exported BPMN runs in SpiffWorkflow side by side with our own cases.

After each step both must offer the same tasks and the same acts. Outside what the two share, and not compared: how often a
move or an act may be taken (BPMN cannot count: what `most` has used up is put back before comparing), reasons, papers, fees,
and time (no timer fires, no clock runs out). Conditions are decided by our judge and given to the witness as plain booleans;
in the procedures of packs each is replaced by one over the facts of the small world, since its place counts here, not its
words. Also outside: an act that begins the stage again at which it is taken. SpiffWorkflow 3.2.0 goes on waiting for the
border events of the run that was cut off, since the second run is nested in the first.
"""

import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import pytest
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.mixins.events.event_types import CatchingEvent
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.util.task import TaskState

from procedures_made import FACTS, SCHEMA, made_facts, made_procedure
from zonewright.cases.bpmn import write_bpmn
from zonewright.cases.bpmn_plan import variable
from zonewright.cases.calendar_file import shipped_calendars
from zonewright.cases.case import apply, replay
from zonewright.cases.commands import Finish, Open, Refusal, Rules, Take
from zonewright.cases.decide import decide, open_case
from zonewright.cases.possible import possible
from zonewright.codes.world import World
from zonewright.conditions.ast import Includes
from zonewright.conditions.judge import judge
from zonewright.conditions.truth import Truth
from zonewright.packs.load import read_pack

ON = datetime.fromisoformat("2026-03-02T09:30")
WORLD = World(ON.date())
PACK = Path(__file__).parents[2] / "packs/changchun"
REAL = dict(read_pack(PACK).pack.casework.procedures)
STEPS = 25
TRACES = 304


class Told(PythonScriptEngine):
    """Expressions of the diagram over outcomes given and conditions judged; a name never told is nothing."""

    def __init__(self, booleans):
        super().__init__()
        self.values = dict(booleans)

    def evaluate(self, task, expression, external_context=None):
        python = expression.replace(" = ", " == ")
        names = {name: self.values.get(name) for name in compile(python, "flow", "eval").co_names}
        if python.startswith("due_"):
            return "2999-12-31"
        return eval(python, {"__builtins__": {}}, names)  # noqa: S307  # an expression that we wrote


class Witness:
    """A case in SpiffWorkflow."""

    def __init__(self, procedure, facts):
        parser = BpmnParser()
        parser.add_bpmn_str(write_bpmn(procedure, language="en").encode())
        self.engine = Told(booleans_of(procedure, facts))
        specs = parser.get_subprocess_specs(procedure.id)
        self.workflow = BpmnWorkflow(parser.get_spec(procedure.id), specs, script_engine=self.engine)
        self.workflow.do_engine_steps()

    def tasks(self):
        return {task.task_spec.bpmn_id.removeprefix("task_"): task for task in self.ready()}

    def ready(self):
        return self.workflow.get_tasks(state=TaskState.READY, manual=True)

    def acts(self):
        waiting = self.workflow.get_tasks(state=TaskState.WAITING, spec_class=CatchingEvent)
        awaited = [task.task_spec.event_definition for task in waiting]
        single = [one for event in awaited for one in getattr(event, "event_definitions", (event,))]
        return {one.name for one in single if isinstance(one, MessageEventDefinition)} - {"File closed"}

    def finish(self, task, outcome):
        self.engine.values[variable("outcome_of", task)] = outcome
        self.tasks()[task].run()
        self.workflow.do_engine_steps()

    def take(self, act):
        self.workflow.send_event(BpmnEvent(MessageEventDefinition(act), payload={}))
        self.workflow.do_engine_steps()


def booleans_of(procedure, facts):
    """Every condition of a procedure under the name that the diagram uses for it."""
    for stage in procedure.stages.values():
        for task in stage.tasks:
            yield variable("asked", task.id), is_met(task.when, facts)
        for move in stage.moves:
            for number, way in enumerate(move.ways, start=1):
                yield variable("guard", stage.id, move.outcome, str(number)), is_met(way.when, facts)


def is_met(condition, facts):
    return condition is None or judge(condition, facts, WORLD).truth is Truth.TRUE


def bare(procedure):
    """The control flow of a procedure of a pack: no papers, fees or other cases; its conditions over the small world."""
    numbered = iter(range(10_000))

    def plain(condition):
        return condition and Includes(FACTS[next(numbered) % 2], 1, (True,))

    stages = {}
    for stage in procedure.stages.values():
        tasks = tuple(replace(task, when=plain(task.when), asks=(), fee="", opens="") for task in stage.tasks)
        moves = tuple(
            replace(move, ways=tuple(replace(way, when=plain(way.when)) for way in move.ways)) for move in stage.moves
        )
        stages[stage.id] = replace(stage, tasks=tasks, moves=moves)
    ends = {end.id: replace(end, register=None) for end in procedure.ends.values()}
    return replace(procedure, stages=MappingProxyType(stages), ends=MappingProxyType(ends))


def without_beginning_again(procedure):
    """No act leads to the stage at which it is taken."""
    acts = {}
    for act in procedure.acts.values():
        places = tuple(place for place in act.stages if place != act.to or place in procedure.ends)
        if places:
            acts[act.id] = replace(act, stages=places)
    return replace(procedure, acts=MappingProxyType(acts))


def ours(case, rules):
    """Open tasks and possible acts by our engine, with what `most` has used up."""
    options = possible(case, on=ON, rules=rules)
    acts = {option.id for option in options if option.kind == "act"}
    used_up = {
        act.id
        for act in rules.procedure.acts.values()
        if act.most is not None and case.at in act.stages and case.times.get(act.id, 0) >= act.most
    }
    return {option.id for option in options if option.kind == "finish"}, acts | used_up


def run_side_by_side(procedure, facts, chance):
    """One random trace; gives the steps that were compared."""
    rules = Rules(procedure, shipped_calendars(), SCHEMA, WORLD, {})
    events = open_case(Open(enterprise="sample", facts=facts), on=ON, rules=rules)
    case = replay(events)
    witness = Witness(procedure, facts)
    for step in range(STEPS):
        tasks, acts = ours(case, rules)
        assert set(witness.tasks()) == tasks, (procedure.id, step, case.at)
        assert witness.acts() == acts, (procedure.id, step, case.at)
        choices = [option for option in possible(case, on=ON, rules=rules) if option.kind in {"finish", "act"}]
        choices = [option for option in choices if option.kind == "act" or option.outcomes]
        if not choices:
            return step
        option = chance.choice(choices)
        outcome = chance.choice(option.outcomes) if option.kind == "finish" else ""
        if option.kind == "finish":
            command = Finish(option.by, "", option.id, outcome, reason="because")
        else:
            command = Take(option.by, "", option.id, reason="because")
        found = decide(case, command, on=ON, rules=rules)
        assert not isinstance(found, Refusal), (found, command)
        for event in found:
            case = apply(case, event)
        if option.kind == "finish":
            witness.finish(option.id, outcome)
        else:
            witness.take(option.id)
    return STEPS


@pytest.mark.parametrize("block", range(4))
def test_both_engines_offer_the_same_on_made_procedures(block):
    steps = 0
    for seed in range(block * TRACES // 4, (block + 1) * TRACES // 4):
        procedure = without_beginning_again(made_procedure(seed))
        steps += run_side_by_side(procedure, made_facts(seed), random.Random(seed))  # noqa: S311
    assert steps > 3 * TRACES // 4


@pytest.mark.parametrize("id", sorted(REAL))
def test_both_engines_offer_the_same_on_the_procedures_of_the_pack(id):
    procedure = without_beginning_again(bare(REAL[id]))
    for seed in range(4):
        assert run_side_by_side(procedure, made_facts(seed), random.Random(seed)) > 0  # noqa: S311
