"""Ways through a procedure: every stage reached, no dead end, no circle without a way out; each told with the way there."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from zonewright.cases.lint_names import Known
from zonewright.cases.procedure import FromFact, FromYearEnds, Move, Procedure, Stage, Task
from zonewright.errors import Diagnostic

#: A step from one place to another, and what is done for it.
Step = tuple[str, str]
MOST_SHOWN: Final = 12


def stages_never_reached(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    """ZW811: a stage or an end that nothing leads to."""
    reached = _reached(procedure)
    places = {id: one.place for id, one in procedure.stages.items()} | {id: one.place for id, one in procedure.ends.items()}
    for id, place in places.items():
        if id not in reached:
            yield Diagnostic("ZW811", f"nothing leads to `{id}`", place, "add a move or an act to it, or leave it out")


def dead_ends(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    """ZW812: a stage that is reached and from which no moves lead to an end."""
    reached, ending = _reached(procedure), _ending(procedure)
    for stage in procedure.stages.values():
        if stage.id in reached and stage.id not in ending and stage.moves:
            only = ", ".join(f"`{to}`" for to in list(dict.fromkeys(to for _, to in _moves_from(stage)))[:MOST_SHOWN])
            said = f"no way leads from `{stage.id}` to an end, only to {only}; it is reached by: {_told(stage.id, reached)}"
            yield Diagnostic("ZW812", said, stage.place, "add an outcome that leads on to an end")


def guards_without_way(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    """ZW813: the last way of a move has a condition, so that there may be none; or ways behind one that always holds."""
    reached = _reached(procedure)
    for stage in procedure.stages.values():
        for move in stage.moves:
            if move.ways and move.ways[-1].when is not None:
                told = _told(stage.id, reached)
                said = f"`{move.outcome}` at `{stage.id}` has no way when no condition of it holds; it is reached by: {told}"
                yield Diagnostic("ZW813", said, move.place, "let the last line of `to` have no `when`")
            for way in move.ways[:-1]:
                if way.when is None:
                    said = f"the lines of `{move.outcome}` behind `{way.to}` are never looked at"
                    yield Diagnostic("ZW813", said, way.place, "move the line without `when` to the end")


def stages_that_may_be_empty(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    """ZW814: a stage where every task may fall away, or without tasks or moves: the case would wait for nobody."""
    reached = _reached(procedure)
    for stage in procedure.stages.values():
        if not stage.moves or not stage.tasks:
            said = f"`{stage.id}` has no {'moves' if stage.tasks else 'tasks'}"
            yield Diagnostic("ZW814", said, stage.place, "add them, or make it an end")
        elif all(task.when is not None for task in stage.tasks):
            told = _told(stage.id, reached)
            said = f"every task of `{stage.id}` may fall away, and the case would wait for nobody; it is reached by: {told}"
            yield Diagnostic("ZW814", said, stage.place, "leave one task without `when`, or choose the stage by a guarded move")


def outcomes_nobody_gives(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    """ZW815: a move that no task of its stage can bring about; a `most` of nothing; a task that decides beside others."""
    for stage in procedure.stages.values():
        given = {outcome for task in stage.tasks for outcome in stage.outcomes_of(task)}
        taken = {_leads(move) for move in _moves_taken(stage)}
        for move in stage.moves:
            if stage.tasks and move.outcome not in given:
                yield Diagnostic("ZW815", f"no task of `{stage.id}` has the outcome `{move.outcome}`", move.place,
                                 "add it to the `outcomes` of a task, or leave it out")  # fmt: skip
            elif stage.tasks and _leads(move) not in taken:
                said = f"`{move.outcome}` is never taken at `{stage.id}`: another task always gives an outcome that weighs more"
                yield Diagnostic("ZW815", said, move.place, "add it to the `outcomes` of every task, or leave it out")
            if move.most == 0:
                yield Diagnostic("ZW815", f"`{move.outcome}` may be taken no time at all", move.place, "leave it out")
        if len(stage.tasks) > 1 and any(task.decides for task in stage.tasks):
            yield Diagnostic("ZW815", f"a task of `{stage.id}` decides beside others", stage.place,
                             "let the deciding task have a stage of its own")  # fmt: skip


def circles_without_limit(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    """ZW816: where only conditions lead out of a circle, or where nothing is left once each outcome was given so often."""
    reached, ending, surely = _reached(procedure), _ending(procedure), _surely_ending(procedure)
    for stage in procedure.stages.values():
        used_up = [task for task in stage.tasks if stage.outcomes_of(task) and not _lasting(stage, task)]
        for task in used_up:
            said = f"every outcome of `{task.id}` has a `most`, after which nothing would be left to do at `{stage.id}`"
            yield Diagnostic("ZW816", said, task.place, "leave one outcome without `most`")
        elsewhere = used_up or all(task.when is not None for task in stage.tasks) or stage.id not in ending & reached.keys()
        if not elsewhere and stage.id not in surely and any(to in surely for _, to in _moves_from(stage)):
            said = f"only conditions lead out of a circle at `{stage.id}`; it is reached by: {_told(stage.id, reached)}"
            yield Diagnostic("ZW816", said, stage.place, "add an outcome whose every way leads on to an end")


def clocks_that_cannot_run(procedure: Procedure, known: Known) -> Iterator[Diagnostic]:
    """ZW817: a clock that never starts or can never be met, or that counts back from an end without a certificate."""
    reached = {*_reached(procedure), *procedure.marks()}
    for clock in procedure.clocks.values():
        starts = clock.starts if isinstance(clock.starts, tuple) else ()
        after = (clock.starts.after,) if isinstance(clock.starts, FromYearEnds) else starts
        if after and not isinstance(clock.starts, FromFact) and not reached & set(after):
            yield Diagnostic("ZW817", f"clock `{clock.id}` never starts", clock.place, "nothing leads to where it starts")
        if clock.meets and not reached & set(clock.meets):
            yield Diagnostic("ZW817", f"clock `{clock.id}` can never be met", clock.place, "nothing leads to what it runs to")
        if clock.before and clock.before in procedure.ends and procedure.ends[clock.before].certificate is None:
            yield Diagnostic("ZW817", f"the end `{clock.before}` gives no certificate that could expire", clock.place,
                             "add `certificate: {title: .., valid: ..}` to the end")  # fmt: skip


def _moves_from(stage: Stage) -> Iterator[tuple[Move, str]]:
    """The moves that the tasks of a stage can bring about, with each place they lead to."""
    return ((move, way.to) for move in _moves_taken(stage) for way in move.ways)


def _moves_taken(stage: Stage) -> tuple[Move, ...]:
    """A move is taken where a task gives its outcome and no task that is always there must give a weightier one."""
    ranks = {move.outcome: rank for rank, move in enumerate(stage.moves)}
    given = {outcome for task in stage.tasks for outcome in stage.outcomes_of(task)}
    lightest = [max(map(ranks.__getitem__, stage.outcomes_of(task)), default=0) for task in stage.tasks if task.when is None]
    least = min(lightest, default=len(stage.moves))
    return tuple(move for move in stage.moves if move.outcome in given and ranks[move.outcome] <= least)


def _leads(move: Move) -> tuple[object, ...]:
    """All that a move brings about."""
    return tuple((way.to, way.when) for way in move.ways), move.marks


def _lasting(stage: Stage, task: Task) -> tuple[int, ...]:
    """The ranks of the outcomes that a task can give however often it was done."""
    outcomes = stage.outcomes_of(task)
    return tuple(rank for rank, move in enumerate(stage.moves) if move.most is None and move.outcome in outcomes)


def _moves_at_will(stage: Stage) -> Iterator[Move]:
    """The moves that can be brought about again and again, whatever the facts are: which tasks are there hangs on them."""
    lasting = {task.id: _lasting(stage, task) for task in stage.tasks}
    least = min((max(ranks, default=-1) for ranks in lasting.values()), default=-1)
    always = {rank for task in stage.tasks if task.when is None for rank in lasting[task.id]}
    return (move for rank, move in enumerate(stage.moves) if rank in always and rank <= least)


def _reached(procedure: Procedure) -> Mapping[str, Step | None]:
    """Every place that can be reached, each with the last step of the shortest way to it."""
    edges: dict[str, list[tuple[str, str]]] = {
        stage.id: [(move.outcome, to) for move, to in _moves_from(stage)] for stage in procedure.stages.values()
    }
    for act in procedure.acts.values():
        for place in act.stages:
            edges.setdefault(place, []).append((act.id, act.to))
    found: dict[str, Step | None] = {procedure.start: None}
    queue = deque([procedure.start])
    while queue:
        here = queue.popleft()
        for done, to in edges.get(here, ()):
            if to not in found:
                found[to] = (here, done)
                queue.append(to)
    return found


def _ending(procedure: Procedure) -> frozenset[str]:
    """The places from which moves can lead to an end; a place nobody knows counts as one, for it is told elsewhere."""
    ways = {stage.id: [{to} for _, to in _moves_from(stage)] for stage in procedure.stages.values()}
    return _closed(procedure, ways)


def _surely_ending(procedure: Procedure) -> frozenset[str]:
    """The places from which an end can be reached whatever the facts are."""
    ways = {stage.id: [{way.to for way in move.ways} for move in _moves_at_will(stage)] for stage in procedure.stages.values()}
    return _closed(procedure, ways)


def _closed(procedure: Procedure, ways: Mapping[str, Iterable[set[str]]]) -> frozenset[str]:
    """The ends, and step by step each stage with a way of which every place is already among them."""
    open_ways = [(id, set(way)) for id, every in ways.items() for way in every]
    leading: dict[str, list[int]] = {}
    for number, (_, way) in enumerate(open_ways):
        for to in way:
            leading.setdefault(to, []).append(number)
    found = {to for to in leading if to not in procedure.stages} | set(procedure.ends)
    queue = deque(found)
    while queue:
        here = queue.popleft()
        for number in leading.get(here, ()):
            id, way = open_ways[number]
            way.discard(here)
            if not way and id not in found:
                found.add(id)
                queue.append(id)
    return frozenset(found)


def _told(place: str, reached: Mapping[str, Step | None]) -> str:
    """The last steps of the shortest way to a place."""
    way: list[str] = []
    step = reached.get(place)
    while step is not None and len(way) < MOST_SHOWN:
        place, done = step
        way.append(f"{place}: {done}")
        step = reached.get(place)
    return " > ".join((*(("...",) if step is not None else ()), *reversed(way))) or f"`{place}`"
