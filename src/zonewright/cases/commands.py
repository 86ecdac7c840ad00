"""What may be asked of a case, and why it may be refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import TypeAlias

from zonewright.cases.calendar import Calendar
from zonewright.cases.procedure import EvidenceType, Procedure
from zonewright.codes.world import World
from zonewright.schema.fields import Facts, Schema
from zonewright.values import Quantity


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything that deciding on a case looks at, besides the case, the command and the moment."""

    procedure: Procedure
    calendars: Mapping[str, Calendar]
    schema: Schema
    world: World
    evidence: Mapping[str, EvidenceType]

    def calendar(self, id: str = "") -> Calendar:
        """A calendar by its id; without one, that of the procedure."""
        return self.calendars[id or self.procedure.calendar]


@dataclass(frozen=True, slots=True)
class Asked:
    """What every command has: the role it is given in, and the person where known."""

    by: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Open(Asked):
    """Open a case; ``holds`` is the evidence that the enterprise handed in before, with its dates."""

    enterprise: str = ""
    facts: Facts = field(default_factory=dict)
    holds: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finish(Asked):
    """Finish a task with an outcome."""

    task: str = ""
    outcome: str = ""
    reason: str = ""
    give: Mapping[str, date | None] = field(default_factory=dict)
    paid: Quantity | None = None
    case: str = ""


@dataclass(frozen=True, slots=True)
class Take(Asked):
    """Take an act of the procedure."""

    act: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Give(Asked):
    """Hand in evidence; a paper without a date has that of the day."""

    evidence: Mapping[str, date | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class State(Asked):
    """State facts."""

    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assign(Asked):
    """Hand a task to a person."""

    task: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Suspend(Asked):
    """Stop a clock, with one of its grounds."""

    clock: str = ""
    ground: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Resume(Asked):
    """Let a clock go on that was stopped by hand."""

    clock: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Extend(Asked):
    """Lengthen a clock."""

    clock: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Expire(Asked):
    """Say that a clock ran out, so that silence takes its meaning."""

    clock: str = ""


@dataclass(frozen=True, slots=True)
class Note(Asked):
    """Put a text on the file."""

    text: str = ""


Command: TypeAlias = Open | Finish | Take | Give | State | Assign | Suspend | Resume | Extend | Expire | Note


class Why(Enum):
    """Why a command is refused."""

    EARLIER = "earlier"
    UNKNOWN_TASK = "unknown_task"
    NOT_OPEN = "not_open"
    NOT_YOUR_ROLE = "not_your_role"
    UNKNOWN_OUTCOME = "unknown_outcome"
    MOST_REACHED = "most_reached"
    REASON_MISSING = "reason_missing"
    EVIDENCE_MISSING = "evidence_missing"
    FEE_MISSING = "fee_missing"
    FEE_DIFFERS = "fee_differs"
    FACT_MISSING = "fact_missing"
    NO_SUCH_ACT = "no_such_act"
    NOT_HERE = "not_here"
    TOO_LATE = "too_late"
    SILENCE_COUNTS = "silence_counts"
    NOT_YET = "not_yet"
    UNKNOWN_CLOCK = "unknown_clock"
    CLOCK_NOT_RUNNING = "clock_not_running"
    CLOCK_RUNNING = "clock_running"
    NO_SUCH_GROUND = "no_such_ground"
    NO_EXTENSION = "no_extension"
    CASE_MISSING = "case_missing"
    CLOSED = "closed"
    UNKNOWN_EVIDENCE = "unknown_evidence"
    UNKNOWN_FACT = "unknown_fact"
    UNKNOWN_ROLE = "unknown_role"


@dataclass(frozen=True, slots=True)
class Option:
    """Something that is possible now: ``kind`` is finish, act, suspend, resume, extend or expire."""

    kind: str
    id: str
    by: str
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A command that was not taken: why, what it is about, what is missing, and what is possible instead."""

    why: Why
    about: str
    missing: tuple[str, ...] = ()
    possible: tuple[Option, ...] = ()
    due: datetime | None = None
