"""A case on paper: its steps as written, played through the procedure, with what was expected of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType
from typing import Any, Final

from zonewright.cases.case import Case, apply, opened
from zonewright.cases.clocks import Condition, courses, due_of, view_of
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
from zonewright.cases.decide import decide, open_case
from zonewright.cases.events import Event, Opened, Registered
from zonewright.cases.procedure import Procedure
from zonewright.errors import Diagnostic, Place, Report
from zonewright.notation.shapes import (
    DAY,
    WORDS,
    AsWritten,
    ByName,
    Day,
    Key,
    ListOf,
    Located,
    Money,
    OneWord,
    Record,
    Text,
    expected,
    identifier,
    nearest,
)
from zonewright.notation.tree import Mapping as Keys
from zonewright.notation.tree import Node, Scalar
from zonewright.schema.fields import Facts, Schema
from zonewright.schema.read import read_facts
from zonewright.values import Words

MOMENT: Final = re.compile(rf"({DAY.pattern})[ T](\d{{2}}:\d{{2}})(:\d{{2}})?")
#: The word that says what a step does.
VERBS: Final = ("do", "act", "suspend", "resume", "extend", "expire", "assign", "state", "note", "give")
#: What has to stand beside it.
NEEDED: Final = {"do": "outcome", "assign": "to", "suspend": "ground"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, with a time where one is told."""

    def read(self, node: Node, report: Report) -> date | datetime | None:
        text = node.text.strip() if isinstance(node, Scalar) else ""
        found = MOMENT.fullmatch(text)
        try:
            if found:
                return datetime.fromisoformat(text)
            return date.fromisoformat(text) if DAY.fullmatch(text) else expected(*self._what(node, report))
        except ValueError:
            return expected(*self._what(node, report))

    def _what(self, node: Node, report: Report) -> tuple[str, Node, Report, str]:
        return "a moment", node, report, "write 2026-03-02, or 2026-03-02 09:30"

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": rf"^{DAY.pattern}([ T]\d{{2}}:\d{{2}}(:\d{{2}})?)?$"}


@dataclass(frozen=True, slots=True)
class Papers:
    """A list of evidence, or each with its date."""

    def read(self, node: Node, report: Report) -> Mapping[str, date | None] | None:
        if isinstance(node, Keys):
            return ByName(Day()).read(node, report)
        found = ListOf(identifier("the id of an evidence")).read(node, report)
        return None if found is None else dict.fromkeys(found)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [ListOf(identifier()).schema(), ByName(Day()).schema()]}


STEP: Final = Record(
    "a step",
    lambda at: at,
    Key("on", Moment(), required=True),
    *(Key(verb, identifier()) for verb in VERBS[:7]),
    Key("state", AsWritten({"type": "object"})),
    Key("note", Text("a text")),
    Key("give", Papers()),
    Key("outcome", identifier()),
    Key("ground", identifier()),
    Key("to", Text("a name")),
    Key("reason", Text("a reason")),
    Key("paid", Money()),
    Key("case", Text("the name of a case")),
    Key("by", identifier("the id of a role")),
    Key("actor", Text("a name")),
    Key("refused", OneWord(tuple(why.value for why in Why), "a reason for refusing")),
)
EXPECTED: Final = Record(
    "what is expected",
    lambda at: at,
    Key("at", identifier(), required=True),
    Key("due", ByName(Moment())),
    Key("missed", ListOf(identifier())),
    Key("registered", ListOf(identifier())),
)
SCENARIO: Final = Record(
    "a scenario",
    lambda at: at,
    Key("title", WORDS, required=True),
    Key("enterprise", Text("a name"), required=True),
    Key("facts", AsWritten({"type": "object"})),
    Key("holds", Papers()),
    Key("steps", ListOf(STEP, at_least=1), required=True),
    Key("expect", EXPECTED),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the moment, the command, and the reason for which it must be refused."""

    on: datetime
    command: Command
    refused: Why | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Expected:
    """How a scenario comes out."""

    at: str
    due: Mapping[str, date | datetime]
    missed: tuple[str, ...] | None = None
    registered: tuple[str, ...] | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case on paper."""

    procedure: str
    name: str
    title: Words
    open: Open
    steps: tuple[Step, ...]
    expect: Expected | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Played:
    """One step as it went: its events or its refusal, and the case after it."""

    step: Step
    found: tuple[Event, ...] | Refusal
    case: Case


@dataclass(frozen=True, slots=True)
class Run:
    """A scenario as it went."""

    scenario: Scenario
    opened: Opened
    played: tuple[Played, ...]

    @property
    def case(self) -> Case:
        return self.played[-1].case if self.played else opened(self.opened)

    @property
    def events(self) -> tuple[Event, ...]:
        """Everything that happened, from the opening."""
        return (self.opened, *(event for one in self.played if not isinstance(one.found, Refusal) for event in one.found))


def read_scenario(node: Node, name: str, procedure: Procedure, schema: Schema, report: Report) -> Scenario | None:
    """A scenario of a procedure; None after reporting what is wrong with it."""
    own = Report()
    found = _scenario(node, name, procedure, schema, own)
    for one in own.diagnostics:
        report.add(one)
    return None if own.failed else found


def _scenario(node: Node, name: str, procedure: Procedure, schema: Schema, report: Report) -> Scenario | None:
    at = SCENARIO.located(node, report)
    if at is None:
        return None
    facts = _facts(at.get("facts"), schema, report)
    steps: list[Step] = []
    for one in at.get("steps", ()):
        step = _step(one, steps[-1].on if steps else None, procedure, schema, report)
        if step is not None:
            steps.append(step)
    if not SCENARIO.is_whole(at):
        return None
    written = at.get("expect")
    expect = None
    if written is not None and written.get("at") is not None:
        due = MappingProxyType(written.get("due", {}))
        expect = Expected(written.get("at"), due, written.values.get("missed"), written.values.get("registered"), written.place)
    command = Open("", "", at.get("enterprise"), facts, MappingProxyType(at.get("holds", {})))
    return Scenario(procedure.id, name, at.get("title"), command, tuple(steps), expect, at.place)


def _facts(node: Node | None, schema: Schema, report: Report) -> Facts:
    return MappingProxyType({} if node is None else read_facts(schema, node, report))


def _step(at: Located, last: datetime | None, procedure: Procedure, schema: Schema, report: Report) -> Step | None:
    stated: date | datetime | None = at.get("on")
    verbs = [verb for verb in VERBS if verb in at.values and not (verb == "give" and "do" in at.values)]
    if len(verbs) != 1:
        said = "a step does one thing" if verbs else "the step does nothing"
        report.error("ZW847", said, at.place, hint=f"write one of {', '.join(VERBS)}")
    if stated is None or len(verbs) != 1 or at.values.get(verbs[0]) is None:
        return None
    on = stated if isinstance(stated, datetime) else datetime.combine(stated, time())
    if not isinstance(stated, datetime) and last is not None and last.date() == stated:
        on = last
    command = _command(verbs[0], at, procedure, schema, report)
    refused = at.get("refused")
    return None if command is None else Step(on, command, None if refused is None else Why(refused), at.place)


def _command(  # one line a verb
    verb: str, at: Located, procedure: Procedure, schema: Schema, report: Report
) -> Command | None:
    id, actor, reason = at.get(verb), at.get("actor", ""), at.get("reason", "")
    by = at.get("by") or _usual_role(verb, id, procedure)
    needed = NEEDED.get(verb)
    if needed is not None and at.get(needed) is None:
        report.error("ZW018", f"`{verb}: {id}` lacks `{needed}`", at.place, hint=f"add `{needed}:`")
        return None
    match verb:
        case "do":
            give = MappingProxyType(at.get("give", {}))
            return Finish(by, actor, id, at.get("outcome"), reason, give, at.get("paid"), at.get("case", ""))
        case "act":
            return Take(by, actor, id, reason)
        case "suspend":
            return Suspend(by, actor, id, at.get("ground"), reason)
        case "resume":
            return Resume(by, actor, id, reason)
        case "extend":
            return Extend(by, actor, id, reason)
        case "expire":
            return Expire(by, actor, id)
        case "assign":
            return Assign(by, actor, id, at.get("to"))
        case "state":
            return State(by, actor, _facts(id, schema, report))
        case "note":
            return Note(by, actor, id)
        case _:
            return Give(by, actor, MappingProxyType(id))


def _usual_role(verb: str, id: Any, procedure: Procedure) -> str:  # noqa: ANN401  # an id, but for facts and papers
    """The role that may do it."""
    if verb in {"do", "assign"}:
        found = procedure.task(id)
        return "" if found is None else found[1].role
    if verb == "act":
        return procedure.acts[id].role if id in procedure.acts else ""
    if verb in {"suspend", "resume", "extend"} and id in procedure.clocks:
        clock = procedure.clocks[id]
        return clock.extension.role if verb == "extend" and clock.extension is not None else clock.binds
    if verb == "give":
        return next((role.id for role in procedure.roles.values() if role.party == "applicant"), "")
    return ""


def play(scenario: Scenario, rules: Rules) -> Run | Refusal:
    """The scenario from its opening to its last step; refused steps change nothing. A refusal where it cannot be opened."""
    first = open_case(scenario.open, on=scenario.steps[0].on, rules=rules)
    if isinstance(first, Refusal):
        return first
    start = first[0]
    assert isinstance(start, Opened)  # noqa: S101  # what opening gives
    case = opened(start)
    played: list[Played] = []
    for step in scenario.steps:
        found = decide(case, step.command, on=step.on, rules=rules)
        if not isinstance(found, Refusal):
            for event in found:
                case = apply(case, event)
        played.append(Played(step, found, case))
    return Run(scenario, start, tuple(played))


def surprises(run: Run, rules: Rules) -> Iterator[Diagnostic]:
    """ZW846: where a scenario did not come out as it says."""
    for one in run.played:
        yield from _of_step(one)
    expect = run.scenario.expect
    if expect is None:
        return
    case = run.case
    if case.at != expect.at:
        places = (*rules.procedure.stages, *rules.procedure.ends)
        hint = f"it stands at `{case.at}`" if expect.at in places else nearest(expect.at, places)
        yield Diagnostic("ZW846", f"the case does not come to `{expect.at}`", expect.place, hint)
    for id, day in expect.due.items():
        yield from _of_clock(id, day, case, rules, expect.place)
    missed = tuple(id for id, clock in rules.procedure.clocks.items() if _is_missed(clock.id, case, rules))
    if expect.missed is not None and set(missed) != set(expect.missed):
        yield Diagnostic("ZW846", "other clocks ran out than expected", expect.place, f"ran out: {', '.join(missed) or 'none'}")
    written = tuple(event.register for event in run.events if isinstance(event, Registered))
    if expect.registered is not None and set(written) != set(expect.registered):
        yield Diagnostic("ZW846", "other registers were written to than expected", expect.place,
                         f"written to: {', '.join(written) or 'none'}")  # fmt: skip


def _of_step(one: Played) -> Iterator[Diagnostic]:
    why = one.found.why if isinstance(one.found, Refusal) else None
    if why is one.step.refused:
        return
    if why is None:
        yield Diagnostic("ZW846", "the step is taken, though it should be refused", one.step.place, "leave out `refused:`")
        return
    assert isinstance(one.found, Refusal)  # noqa: S101  # it has a reason
    missing = f"; missing: {', '.join(one.found.missing)}" if one.found.missing else ""
    can = ", ".join(f"{option.kind} {option.id}" for option in one.found.possible) or "nothing"
    otherwise = f", not for {one.step.refused.value}" if one.step.refused else ""
    said = f"the step is refused: {why.value} `{one.found.about}`{missing}{otherwise}"
    yield Diagnostic("ZW846", said, one.step.place, f"possible: {can}")


def _of_clock(id: str, day: date | datetime, case: Case, rules: Rules, place: Place) -> Iterator[Diagnostic]:
    clock = rules.procedure.clocks.get(id)
    if clock is None:
        yield Diagnostic("ZW846", f"unknown clock `{id}`", place, nearest(id, rules.procedure.clocks))
        return
    runs = courses(case, clock, rules.procedure)
    ends = due_of(case, clock, runs[-1], rules) if runs else None
    if ends is None:
        yield Diagnostic("ZW846", f"`{id}` has no due day", place, "it has not started, stands still, or has no known limit")
        return
    found = ends.moment.replace(second=0) if isinstance(day, datetime) else ends.day
    if found != day:
        yield Diagnostic("ZW846", f"`{id}` is not due on {day}", place, f"it is due on {found}")


def _is_missed(id: str, case: Case, rules: Rules) -> bool:
    view = view_of(case, rules.procedure.clocks[id], rules, case.on)
    return view.condition in {Condition.MISSED, Condition.OVER}
