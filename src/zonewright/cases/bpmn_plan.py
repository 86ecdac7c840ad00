"""Which BPMN elements a procedure becomes, and what each carries that BPMN has no place for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from zonewright.cases.bpmn_carried import Carrier, inner, tag
from zonewright.cases.diagram_words import CLOSED, NEEDED, NOT_NEEDED, in_brackets, say_clock, wrapped
from zonewright.cases.graph import Graph, acts_at, graph_of, is_open, silent_stages
from zonewright.cases.procedure import Act, End, Move, Procedure, Stage, Task
from zonewright.conditions.ast import Condition

TASK: Final = (140, 80)
GATEWAY: Final = (50, 50)
EVENT: Final = (36, 36)
#: Widths of notes on clocks, and of the room for an end that hangs below its event.
NOTE: Final = 190
COLUMN: Final = 96
#: The message by which the file of a case at rest is closed.
CLOSING: Final = "closing"


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the process: what it is, its words, what it carries, and where it belongs."""

    id: str
    tag: str
    name: str = ""
    carried: str = ""
    body: str = ""  # what stands in it behind its flows
    size: tuple[int, int] = EVENT
    inside: str = ""  # the subprocess that holds it
    on: str = ""  # the activity whose border it sits on
    below: str = ""  # the event below which it hangs


@dataclass(frozen=True, slots=True)
class Flow:
    """A sequence flow with its words, its expression in FEEL, and what it carries."""

    id: str
    source: str
    target: str
    name: str = ""
    when: str = ""
    carried: str = ""
    inside: str = ""


@dataclass(slots=True)
class Plan:
    """The elements and flows of a process in the order in which they are written, and notes for people."""

    elements: dict[str, Element] = field(default_factory=dict)
    flows: list[Flow] = field(default_factory=list)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)  # by the element that they stand above


def variable(kind: str, *names: str) -> str:
    """A name that expressions may use for something of a procedure.

    >>> variable("outcome_of", "fire-opinion"), variable("guard", "decide", "grant", "1")
    ('outcome_of_fire_opinion', 'guard_decide_grant_1')
    """
    return "_".join((kind, *(name.replace("-", "_").replace(".", "_") for name in names)))


def plan_of(procedure: Procedure, language: str, tell: Callable[[Condition], str] | None) -> Plan:
    """The process that says how a case may go."""
    return _Planner(procedure, language, tell).plan()


def is_single(stage: Stage) -> bool:
    """A stage that is one user task; any other is a subprocess."""
    return len(stage.tasks) == 1 and stage.tasks[0].when is None


class _Planner:
    """Builds the plan of one procedure in one language."""

    def __init__(self, procedure: Procedure, language: str, tell: Callable[[Condition], str] | None) -> None:
        self.procedure, self.language = procedure, language
        self.carrier = Carrier(tell)
        self.graph: Graph = graph_of(procedure)
        self.found = Plan()

    def plan(self) -> Plan:
        self.add(Element("start", "startEvent", size=EVENT))
        for stage in self.procedure.stages.values():
            self.stage(stage)
        for end in self.procedure.ends.values():
            if is_open(self.procedure, end):
                self.waiting(end)
            elif any(way.to == end.id for stage in self.procedure.stages.values() for move in stage.moves for way in move.ways):
                self.add(self.final(end, f"end_{end.id}"))
        self.flow("start", self.entry(self.procedure.start))
        for stage in self.procedure.stages.values():
            self.moves(stage)
            self.cuts(stage)
        self.clock_notes()
        return self.found

    def add(self, element: Element) -> None:
        self.found.elements[element.id] = element

    def flow(self, source: str, target: str, name: str = "", when: str = "", carried: str = "") -> None:
        """A flow with an id of its own; two between the same elements are counted."""
        again = sum(1 for one in self.found.flows if (one.source, one.target) == (source, target))
        id = f"flow_{source}__{target}" + (f"__{again + 1}" if again else "")
        inside = self.found.elements[source].inside
        self.found.flows.append(Flow(id, source, target, name, when, carried, inside))

    def entry(self, place: str) -> str:
        """The element where a case arrives at a stage or an end."""
        stage = self.procedure.stages.get(place)
        if stage is None:
            return f"end_{place}"
        return f"task_{stage.tasks[0].id}" if is_single(stage) else f"stage_{stage.id}"

    def stage(self, stage: Stage) -> None:
        carried = self.carrier.stage(stage)
        if is_single(stage):
            self.task(stage.tasks[0], carried, "", size=(self.breadth(stage), TASK[1]))
            return
        home = f"stage_{stage.id}"
        self.add(Element(home, "subProcess", stage.title.in_language(self.language), carried, size=(self.breadth(stage), 0)))
        for kind, id in (("startEvent", "start"), ("parallelGateway", "split")):
            self.add(Element(f"{id}_{stage.id}", kind, size=EVENT if id == "start" else GATEWAY, inside=home))
        self.flow(f"start_{stage.id}", f"split_{stage.id}")
        for task in stage.tasks:
            self.task(task, "", home)
        for kind, id in (("parallelGateway", "join"), ("endEvent", "done")):
            self.add(Element(f"{id}_{stage.id}", kind, size=GATEWAY if id == "join" else EVENT, inside=home))
        for task in stage.tasks:
            self.branch(stage, task, home)
        self.flow(f"join_{stage.id}", f"done_{stage.id}")

    def task(self, task: Task, carried: str, home: str, size: tuple[int, int] = TASK) -> None:
        role = self.procedure.roles.get(task.role)
        name = task.title.in_language(self.language)
        if role is not None:
            name = f"{name}\n{in_brackets('', role.title.in_language(self.language), self.language).strip()}"
        owner = f"<bpmn:potentialOwner><bpmn:resourceRef>role_{task.role}</bpmn:resourceRef></bpmn:potentialOwner>"
        body = owner if role is not None else ""
        rows = sum(len(wrapped(line, size[0] - 16)) for line in name.splitlines())
        size = size[0], max(size[1], 15 * rows + 44)  # the name stays above the events on the border
        self.add(Element(f"task_{task.id}", "userTask", name, carried + self.carrier.task(task), body, size, home))

    def branch(self, stage: Stage, task: Task, home: str) -> None:
        """From the split to the join: past the task where it falls away or is kept from an earlier round."""
        split, join, own = f"split_{stage.id}", f"join_{stage.id}", f"task_{task.id}"
        if task.when is None and stage.again == "all":
            self.flow(split, own)
            self.flow(own, join)
            return
        gate, merge = f"gate_{task.id}", f"past_{task.id}"
        self.add(Element(gate, "exclusiveGateway", size=GATEWAY, inside=home))
        self.add(Element(merge, "exclusiveGateway", size=GATEWAY, inside=home))
        asked = _asked(stage, task)
        self.flow(split, gate)
        self.flow(gate, own, NEEDED.in_language(self.language), asked)
        self.flow(gate, merge, NOT_NEEDED.in_language(self.language), f"not({asked})")
        self.flow(own, merge)
        self.flow(merge, join)

    def leaving(self, stage: Stage) -> str:
        """The element whose outcome decides where the case goes: a gateway where there is a choice."""
        return self.entry(stage.id) if len(stage.moves) == 1 else f"after_{stage.id}"

    def moves(self, stage: Stage) -> None:
        if len(stage.moves) > 1:
            self.add(Element(f"after_{stage.id}", "exclusiveGateway", size=GATEWAY))
            self.flow(self.entry(stage.id), f"after_{stage.id}")
        before: list[str] = []
        for move in stage.moves:
            gave = [task for task in stage.tasks if move.outcome in stage.outcomes_of(task)]
            when = " or ".join(f'{variable("outcome_of", task.id)} = "{move.outcome}"' for task in gave) or "false"
            only = [] if len(stage.tasks) == 1 else before
            self.move(stage, move, _first(when, only) if len(stage.moves) > 1 else "")
            before.append(when)

    def move(self, stage: Stage, move: Move, when: str) -> None:
        """One flow, or where conditions decide a gateway with one flow for each way."""
        name, carried, source = move.title.in_language(self.language), self.carrier.move(move), self.leaving(stage)
        if len(move.ways) == 1:
            self.flow(source, self.entry(move.ways[0].to), name, when, carried)
            return
        fork = f"ways_{stage.id}_{move.outcome}"
        self.add(Element(fork, "exclusiveGateway", carried=tag("ways"), size=GATEWAY))
        self.flow(source, fork, name, when, carried)
        guards = [variable("guard", stage.id, move.outcome, str(number)) for number in range(1, len(move.ways))]
        for number, way in enumerate(move.ways):
            guard = _first(guards[number] if way.when is not None else "", guards[:number])
            self.flow(fork, self.entry(way.to), self.carrier.told(way.when, self.language), guard, self.carrier.way(way))

    def cuts(self, stage: Stage) -> None:
        """Acts as messages and silence as timers on the border of a stage."""
        host = self.entry(stage.id)
        for act in acts_at(self.procedure, stage.id):
            name, id = act.title.in_language(self.language), f"act_{act.id}_at_{stage.id}"
            self.cut(Element(id, "boundaryEvent", name, inner("act", act.id), _message(act), on=host), act.to)
        for clock in self.procedure.clocks.values():
            if stage in silent_stages(self.procedure, clock, self.graph.span(clock.id)) and clock.silence is not None:
                taken = self.procedure.acts.get(clock.silence.act)
                due = f'<bpmn:timeDate xsi:type="bpmn:tFormalExpression">{variable("due", clock.id)}</bpmn:timeDate>'
                timer = f"<bpmn:timerEventDefinition>{due}</bpmn:timerEventDefinition>"
                id, name = f"clock_{clock.id}_at_{stage.id}", clock.title.in_language(self.language)
                move = stage.move(clock.silence.outcome)
                event = Element(id, "boundaryEvent", name, inner("clock", clock.id), timer, on=host)
                if taken is not None:
                    self.cut(event, taken.to)
                elif move is not None:
                    self.add(event)
                    target = self.leaving(stage) if len(stage.moves) > 1 else self.after(stage, move)
                    self.flow(id, target)

    def after(self, stage: Stage, move: Move) -> str:
        """Where the only move of a stage leads."""
        return self.entry(move.ways[0].to) if len(move.ways) == 1 else f"ways_{stage.id}_{move.outcome}"

    def cut(self, event: Element, to: str) -> None:
        """An event on the border; an end where nothing more may happen hangs right below it."""
        self.add(event)
        end = self.procedure.ends.get(to)
        if end is None or is_open(self.procedure, end):
            self.flow(event.id, self.entry(to))
        else:
            self.add(self.final(end, f"end_{to}_by_{event.id}", below=event.id))
            self.flow(event.id, f"end_{to}_by_{event.id}")

    def final(self, end: End, id: str, below: str = "") -> Element:
        return Element(id, "endEvent", end.title.in_language(self.language), self.carrier.end(end), below=below)

    def waiting(self, end: End) -> None:
        """An end at which something may still happen: the case stands there until it does, or until the file is closed."""
        here, gate = f"end_{end.id}", f"wait_{end.id}"
        self.add(Element(here, "intermediateThrowEvent", end.title.in_language(self.language), self.carrier.end(end)))
        self.add(Element(gate, "eventBasedGateway", size=GATEWAY))
        self.flow(here, gate)
        for act in acts_at(self.procedure, end.id):
            caught = f"act_{act.id}_at_{end.id}"
            name = act.title.in_language(self.language)
            self.add(Element(caught, "intermediateCatchEvent", name, inner("act", act.id), _message(act)))
            self.flow(gate, caught)
        for act in acts_at(self.procedure, end.id):
            self.cut_at_end(act, end)
        close = f'<bpmn:messageEventDefinition messageRef="{CLOSING}"/>'
        closed = CLOSED.in_language(self.language)
        self.add(Element(f"close_{end.id}", "intermediateCatchEvent", closed, tag("closing"), close))
        self.add(Element(f"closed_{end.id}", "endEvent", end.title.in_language(self.language), self.carrier.end(end)))
        self.flow(gate, f"close_{end.id}")
        self.flow(f"close_{end.id}", f"closed_{end.id}")

    def cut_at_end(self, act: Act, end: End) -> None:
        source, target = f"act_{act.id}_at_{end.id}", self.procedure.ends.get(act.to)
        if target is None or is_open(self.procedure, target):
            self.flow(source, self.entry(act.to))
        else:
            self.add(self.final(target, f"end_{act.to}_by_{source}"))
            self.flow(source, f"end_{act.to}_by_{source}")

    def breadth(self, stage: Stage) -> int:
        """As wide as the events on the lower border need."""
        hanging = passing = 0
        for act in acts_at(self.procedure, stage.id):
            end = self.procedure.ends.get(act.to)
            hanging, passing = (hanging + 1, passing) if end and not is_open(self.procedure, end) else (hanging, passing + 1)
        for clock in self.procedure.clocks.values():
            passing += stage in silent_stages(self.procedure, clock, self.graph.span(clock.id))
        return max(TASK[0], COLUMN * hanging + 44 * passing + 16)

    def clock_notes(self) -> None:
        """Each clock is told above the first place over which it runs."""
        lines: dict[str, list[str]] = {}
        for clock in self.procedure.clocks.values():
            span = self.graph.span(clock.id)
            place = next((place for place in span if self.entry(place) in self.found.elements), None)
            if place is not None:
                text = say_clock(clock, self.procedure, self.language)
                lines.setdefault(self.entry(place), []).extend(wrapped(text, NOTE - 16))
        self.found.notes = {element: tuple(rows) for element, rows in lines.items()}


def _first(when: str, before: list[str]) -> str:
    """A condition that holds where none before it does: engines differ in the order in which they try flows."""
    others = f"not({' or '.join(before)})" if before else ""
    if not when or not others:
        return when or others
    return f"({when}) and {others}"


def _message(act: Act) -> str:
    return f'<bpmn:messageEventDefinition messageRef="message_{act.id}"/>'


def _asked(stage: Stage, task: Task) -> str:
    """When a task is asked: where its condition holds, and in a later round where it was not yet in favour."""
    if stage.again == "all":
        return variable("asked", task.id)
    best = stage.moves[-1].outcome
    missing = {one.id: " and ".join(_conditions(one, best)) for one in stage.tasks}
    nothing_left = "not(" + " or ".join(f"({one})" for one in missing.values()) + ")"
    needed = f"{variable('asked', task.id)} and " if task.when is not None else ""
    return f"({missing[task.id]}) or ({needed}{nothing_left})"


def _conditions(task: Task, best: str) -> Iterator[str]:
    if task.when is not None:
        yield variable("asked", task.id)
    yield f'{variable("outcome_of", task.id)} != "{best}"'
