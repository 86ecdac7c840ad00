"""A procedure as data: stages with tasks, moves between them, ends, acts that cut across, clocks, papers and fees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from zonewright.benefits.ast import Worth
from zonewright.cases.deadlines import Limit
from zonewright.conditions.ast import Condition
from zonewright.errors import Place
from zonewright.values import DateRange, Period, Words

PARTIES: Final = ("applicant", "partner")
RESULTS: Final = ("granted", "refused", "not_accepted", "withdrawn", "lapsed", "revoked", "ended")
#: Results that take something from the applicant: they need a notice, a reason and a remedy.
ADVERSE: Final = frozenset({"refused", "not_accepted", "revoked"})
#: The moment that the outcome of a deciding task makes by itself.
DECISION: Final = "decision"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """The text that a rule of a procedure rests on."""

    source: str
    article: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something that the texts leave open, and the office to ask."""

    question: Words
    ask: str
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Role:
    """Who acts: a party to the case, or an authority."""

    id: str
    title: Words
    party: str = ""
    authority: str = ""
    country: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class EvidenceType:
    """A kind of paper, named once for a whole pack."""

    id: str
    title: Words
    proves: tuple[str, ...] = ()
    issued_by: str = ""
    held_by: str = "enterprise"
    valid: Period | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Ask:
    """A paper that a task asks for: under a condition, and perhaps only until a later task is done."""

    evidence: str
    when: Condition | None = None
    by: str = ""
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Task:
    """What one role has to do at a stage."""

    id: str
    title: Words
    role: str
    when: Condition | None = None
    outcomes: tuple[str, ...] = ()  # empty: every outcome of the stage
    asks: tuple[Ask, ...] = ()
    fee: str = ""
    decides: bool = False
    deciding: tuple[str, ...] = ()  # the outcomes that decide the case; empty: all, where it decides at all
    opens: str = ""  # the procedure in which the task is done as a case of its own
    after: str = ""  # the clock that must have run out first
    place: Place = Place()

    def is_decided_by(self, outcome: str) -> bool:
        """Whether an outcome of this task decides the case."""
        return self.decides and (not self.deciding or outcome in self.deciding)


@dataclass(frozen=True, slots=True)
class Way:
    """One place that a move may lead to, and the condition for it."""

    to: str
    when: Condition | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Move:
    """What an outcome leads to."""

    outcome: str
    title: Words
    ways: tuple[Way, ...]
    marks: tuple[str, ...] = ()
    most: int | None = None
    reason: bool = False
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a case stands. ``again``: which tasks are asked in a later round, ``all`` or only those still ``open``."""

    id: str
    title: Words
    tasks: tuple[Task, ...]
    moves: tuple[Move, ...]  # the outcome that weighs most first
    again: str = "all"
    place: Place = Place()

    def task(self, id: str) -> Task | None:
        return next((task for task in self.tasks if task.id == id), None)

    def move(self, outcome: str) -> Move | None:
        return next((move for move in self.moves if move.outcome == outcome), None)

    def outcomes_of(self, task: Task) -> tuple[str, ...]:
        """The outcomes that a task may have, the weightiest first."""
        return tuple(move.outcome for move in self.moves if not task.outcomes or move.outcome in task.outcomes)


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told at an end, and to which roles."""

    to: tuple[str, ...]
    text: Words


@dataclass(frozen=True, slots=True)
class Certificate:
    """A paper given at an end: valid for a period, without end, or for a time that is not known (``ask``)."""

    title: Words
    valid: Period | None = None
    ask: str = ""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What an end writes into a register: columns filled from facts, or with a fixed value as written."""

    register: str
    from_facts: Mapping[str, str]
    fixed: Mapping[str, str]
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class End:
    """Where a case comes to rest."""

    id: str
    title: Words
    result: str
    notice: Notice | None = None
    certificate: Certificate | None = None
    register: RegisterEntry | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Act:
    """Something that may happen at several stages or after an end."""

    id: str
    title: Words
    role: str
    stages: tuple[str, ...]  # stages and ends where it is possible
    to: str
    marks: tuple[str, ...] = ()
    within: str = ""  # the clock after whose last day it is too late
    most: int | None = None
    reason: bool = False
    after: str = ""  # the clock that must have run out first
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class FromFact:
    """A clock starts on the day that a fact states."""

    field: str


@dataclass(frozen=True, slots=True)
class FromYearEnds:
    """A clock starts at the end of each calendar year after a moment."""

    after: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Why an officer may stop a clock."""

    id: str
    title: Words
    basis: LegalBasis | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """By how much a clock may be lengthened, how often and by whom."""

    by: Limit
    role: str
    times: int = 1
    basis: LegalBasis | None = None


@dataclass(frozen=True, slots=True)
class Silence:
    """What it means that a clock ran out: an outcome of the tasks still open, or an act."""

    outcome: str = ""
    act: str = ""
    since_start: bool = False  # what follows counts from the day on which the clock started


@dataclass(frozen=True, slots=True)
class Clock:
    """A time limit from one moment to another. Without a limit, ``ask`` names the office that knows it."""

    id: str
    title: Words
    binds: str
    limit: Limit | None = None
    ask: str = ""
    promised: Limit | None = None
    starts: tuple[str, ...] | FromFact | FromYearEnds = ()
    before: str = ""  # the end whose certificate expires: counted back from there
    meets: tuple[str, ...] = ()
    rests_in: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()
    extension: Extension | None = None
    silence: Silence | None = None
    warn: Limit | None = None
    calendar: str = ""  # empty: the calendar of the procedure
    rule: str = ""
    basis: LegalBasis | None = None
    place: Place = Place()

    def ground(self, id: str) -> Ground | None:
        return next((ground for ground in self.grounds if ground.id == id), None)


@dataclass(frozen=True, slots=True)
class Fee:
    """What has to be paid; without an amount, ``ask`` names the office that knows it."""

    id: str
    title: Words
    payer: str
    amount: Worth | None = None
    ask: str = ""
    basis: LegalBasis | None = None
    place: Place = Place()


@dataclass(frozen=True, slots=True, eq=False)
class Procedure:
    """How something goes from application to decision. ``hash`` is taken over all that its files say."""

    id: str
    title: Words
    version: str
    hash: str
    calendar: str
    rule: str
    roles: Mapping[str, Role]
    stages: Mapping[str, Stage]  # the first is where a case starts
    ends: Mapping[str, End]
    acts: Mapping[str, Act]
    clocks: Mapping[str, Clock]
    fees: Mapping[str, Fee]
    status: str = ""
    status_note: Words | None = None
    about: Words | None = None
    in_force: DateRange = DateRange()
    basis: tuple[LegalBasis, ...] = ()
    open_questions: tuple[OpenQuestion, ...] = ()
    place: Place = Place()

    @property
    def start(self) -> str:
        """The stage where a case starts."""
        return next(iter(self.stages))

    def task(self, id: str) -> tuple[Stage, Task] | None:
        """A task with its stage."""
        for stage in self.stages.values():
            task = stage.task(id)
            if task is not None:
                return stage, task
        return None

    def waits_for(self, clock: str) -> bool:
        """Whether something has to wait until a clock has run out, so that running out is no fault."""
        tasks = (task for stage in self.stages.values() for task in stage.tasks)
        return any(task.after == clock for task in tasks) or any(act.after == clock for act in self.acts.values())

    def title_of(self, id: str) -> Words | None:
        """The title of a stage or an end."""
        place = self.stages.get(id) or self.ends.get(id)
        return None if place is None else place.title

    def marks(self) -> frozenset[str]:
        """Every moment that a move, an act or a decision can make."""
        moves = (mark for stage in self.stages.values() for move in stage.moves for mark in move.marks)
        acts = (mark for act in self.acts.values() for mark in act.marks)
        decided = any(task.decides for stage in self.stages.values() for task in stage.tasks)
        return frozenset((*moves, *acts, *((DECISION,) if decided else ())))
