"""What happened to a case: plain values that carry all their consequences, so that replaying them needs nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, TypeAlias

from zonewright.schema.fields import Facts
from zonewright.values import DateRange, Quantity, Words

#: What led a case from one place to another.
CAUSES: Final = ("task", "act", "silence")


@dataclass(frozen=True, slots=True)
class Happened:
    """What every event has: the moment, the role, and the person where known."""

    on: datetime
    by: str = ""
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Opened(Happened):
    """A case was opened under one version of a procedure."""

    procedure: str = ""  # its hash
    at: str = ""
    enterprise: str = ""
    facts: Facts = field(default_factory=dict)
    evidence: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finished(Happened):
    """A task was done with an outcome, by its role or by silence."""

    task: str = ""
    outcome: str = ""
    reason: str = ""
    paid: Quantity | None = None
    case: str = ""
    decides: bool = False
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Moved(Happened):
    """The case went from one place to another, and what counts in law from then on.

    ``kept`` are the outcomes of earlier rounds that stand at the stage it came to.
    """

    left: str = ""
    to: str = ""
    cause: str = "task"
    of: str = ""  # the outcome, the act, or the clock that ran out
    marks: tuple[str, ...] = ()
    counts_from: datetime | None = None  # where this is not the moment of the event
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def moment(self) -> datetime:
        """The moment from which its marks count."""
        return self.on if self.counts_from is None else self.counts_from


@dataclass(frozen=True, slots=True)
class Given(Happened):
    """Evidence was handed in, each paper with its date."""

    evidence: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Told(Happened):
    """Facts were stated."""

    facts: Facts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assigned(Happened):
    """A task was handed to a person."""

    task: str = ""
    to: str = ""


@dataclass(frozen=True, slots=True)
class Suspended(Happened):
    """A clock was stopped by hand, with a ground."""

    clock: str = ""
    ground: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Resumed(Happened):
    """A clock that was stopped by hand goes on."""

    clock: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Extended(Happened):
    """A clock was lengthened."""

    clock: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Expired(Happened):
    """A clock ran out on a day, and silence took its meaning."""

    clock: str = ""
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Certified(Happened):
    """A certificate was given; ``last_day`` is None where it has no end or the end is not known."""

    end: str = ""
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Registered(Happened):
    """An entry was made in a register."""

    register: str = ""
    end: str = ""
    columns: Facts = field(default_factory=dict)
    in_force: DateRange = DateRange()


@dataclass(frozen=True, slots=True)
class Notified(Happened):
    """A role was told what happened at an end."""

    end: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Noted(Happened):
    """A text for the file."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Projected(Happened):
    """A due day moved because a calendar changed; why is kept."""

    clock: str = ""
    calendar: str = ""
    earlier_version: str = ""
    version: str = ""
    was: datetime | None = None
    due: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Migrated(Happened):
    """The case goes on under another version, by a map of what is called otherwise there."""

    procedure: str = ""
    places: Mapping[str, str] = field(default_factory=dict)
    tasks: Mapping[str, str] = field(default_factory=dict)
    clocks: Mapping[str, str] = field(default_factory=dict)
    reason: Words | None = None


Event: TypeAlias = (
    Opened | Finished | Moved | Given | Told | Assigned | Suspended | Resumed | Extended | Expired | Certified | Registered
    | Notified | Noted | Projected | Migrated
)  # fmt: skip
EVENTS: Final = (
    Opened, Finished, Moved, Given, Told, Assigned, Suspended, Resumed, Extended, Expired, Certified, Registered,
    Notified, Noted, Projected, Migrated,
)  # fmt: skip
#: The events that clocks are read from.
Ticking: TypeAlias = Moved | Suspended | Resumed | Extended | Expired
