"""A procedure as a graph of stages and ends: what the diagrams and the exchange formats are drawn from."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from zonewright.cases.procedure import DECISION, Act, Clock, End, FromFact, Move, Procedure, Stage
from zonewright.conditions.ast import Condition
from zonewright.values import Words

#: The id of the node where a case is opened; no stage or end can have it.
START = "start:"


class Kind(Enum):
    """What a node stands for."""

    START = "start"
    STAGE = "stage"
    END = "end"


class Cause(Enum):
    """Why a case goes along an edge."""

    OPENING = "opening"
    OUTCOME = "outcome"
    ACT = "act"
    SILENCE = "silence"


@dataclass(frozen=True, slots=True)
class Node:
    """A stage with the roles at work there, an end with its result, or the start."""

    id: str
    kind: Kind
    title: Words | None = None
    roles: tuple[str, ...] = ()
    result: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """One way from node to node: by which outcome, act or clock, under which condition, with which marks."""

    source: str
    target: str
    cause: Cause
    of: str = ""
    title: Words | None = None
    when: Condition | None = None
    otherwise: bool = False  # the last of several ways: taken where no condition before it holds
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes and edges in the order of the procedure; for each clock the stages and ends over which it runs."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    spans: tuple[tuple[str, tuple[str, ...]], ...]

    def span(self, clock: str) -> tuple[str, ...]:
        return dict(self.spans).get(clock, ())


def graph_of(procedure: Procedure) -> Graph:
    """Every stage and end, and every way between them."""
    nodes = (
        Node(START, Kind.START),
        *(Node(stage.id, Kind.STAGE, stage.title, _roles(stage)) for stage in procedure.stages.values()),
        *(Node(end.id, Kind.END, end.title, result=end.result) for end in procedure.ends.values()),
    )
    moves = tuple(_moves(procedure))
    spans = tuple((clock.id, _span(clock, procedure, moves)) for clock in procedure.clocks.values())
    return Graph(nodes, (*moves, *_silences(procedure, dict(spans))), spans)


def acts_at(procedure: Procedure, place: str) -> tuple[Act, ...]:
    """The acts that are possible at a stage or an end."""
    return tuple(act for act in procedure.acts.values() if place in act.stages)


def is_open(procedure: Procedure, end: End) -> bool:
    """Whether something may still happen at an end."""
    return bool(acts_at(procedure, end.id))


def marks_of(stage: Stage, move: Move) -> tuple[str, ...]:
    """The moments that a move makes, the decision among them where a task decides with this outcome."""
    decides = any(move.outcome in stage.outcomes_of(task) and task.is_decided_by(move.outcome) for task in stage.tasks)
    return (*move.marks, *((DECISION,) if decides and DECISION not in move.marks else ()))


def _roles(stage: Stage) -> tuple[str, ...]:
    return tuple(dict.fromkeys(task.role for task in stage.tasks))


def _moves(procedure: Procedure) -> Iterator[Edge]:
    yield Edge(START, procedure.start, Cause.OPENING)
    for stage in procedure.stages.values():
        for move in stage.moves:
            yield from _ways(stage.id, move, Cause.OUTCOME, marks_of(stage, move))
    for act in procedure.acts.values():
        for place in act.stages:
            yield Edge(place, act.to, Cause.ACT, act.id, act.title, marks=act.marks)


def _ways(place: str, move: Move, cause: Cause, marks: tuple[str, ...]) -> Iterator[Edge]:
    for way in move.ways:
        otherwise = way.when is None and len(move.ways) > 1
        yield Edge(place, way.to, cause, move.outcome, move.title, way.when, otherwise, marks)


def _silences(procedure: Procedure, spans: dict[str, tuple[str, ...]]) -> Iterator[Edge]:
    """What silence leads to, from each stage over which the clock runs and where its outcome or act is possible."""
    for clock in procedure.clocks.values():
        for stage in silent_stages(procedure, clock, spans[clock.id]):
            move = stage.move(clock.silence.outcome) if clock.silence else None
            act = procedure.acts.get(clock.silence.act) if clock.silence else None
            for way in move.ways if move else ():
                yield Edge(stage.id, way.to, Cause.SILENCE, clock.id, clock.title, way.when)
            if act is not None:
                yield Edge(stage.id, act.to, Cause.SILENCE, clock.id, clock.title)


def silent_stages(procedure: Procedure, clock: Clock, span: Iterable[str]) -> tuple[Stage, ...]:
    """The stages where a clock that runs out gives an outcome or takes an act."""
    silence, act = clock.silence, procedure.acts.get(clock.silence.act) if clock.silence else None
    if silence is None:
        return ()
    over = set(span)
    return tuple(
        stage
        for stage in procedure.stages.values()
        if stage.id in over and (stage.move(silence.outcome) or (act is not None and stage.id in act.stages))
    )


def _span(clock: Clock, procedure: Procedure, edges: tuple[Edge, ...]) -> tuple[str, ...]:
    """Where a case may stand while the clock runs: reached from what starts it, before what meets it or an end."""
    meets, begins = set(clock.meets), _begins(clock, procedure, edges)
    found = dict.fromkeys(place for place in begins if place not in meets)
    waiting = deque(found)
    while waiting:
        here = waiting.popleft()
        for edge in edges:
            on = edge.source == here and edge.target in procedure.stages and meets.isdisjoint((edge.target, *edge.marks))
            if on and edge.target not in found:
                found[edge.target] = None
                waiting.append(edge.target)
    return tuple(place for place in (*procedure.stages, *procedure.ends) if place in found)


def _begins(clock: Clock, procedure: Procedure, edges: tuple[Edge, ...]) -> tuple[str, ...]:
    """The stages and ends that a case enters when the clock starts."""
    match clock.starts:
        case FromFact():
            return (procedure.start,)
        case tuple() as starts:
            names = {*starts, *([clock.before] if clock.before else [])}
            entered = {edge.target for edge in edges if not names.isdisjoint((edge.target, *edge.marks))}
            return tuple(place for place in (*procedure.stages, *procedure.ends) if place in entered)
        case after:
            return (after.after,)
