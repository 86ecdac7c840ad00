"""Registers: entries with a holder, values and days in force, to which things happen; nothing in them is overwritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum
from types import MappingProxyType
from typing import Final, TypeAlias

from zonewright.cases.events import Registered
from zonewright.errors import Place
from zonewright.schema.fields import Facts, Value
from zonewright.values import DateRange, Words, plain_text

#: How an entry comes to its end.
ENDINGS: Final = ("expiry", "removal", "revocation")


@dataclass(frozen=True, slots=True)
class Register:
    """What a register holds: its columns are fields of the pack, and no two entries in force agree on the key."""

    id: str
    title: Words
    columns: tuple[str, ...]
    key: tuple[str, ...]
    open: bool = False
    place: Place = Place()
    places: Mapping[str, Place] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class RegisterAsked:
    """What every command has: the case it comes from, the reason, the role and the person where known."""

    case: str = field(default="", kw_only=True)
    reason: str = field(default="", kw_only=True)
    by: str = field(default="", kw_only=True)
    actor: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class EnterInRegister(RegisterAsked):
    """Make an entry, in force from the day or a later one, until the first day out where there is one."""

    holder: str
    values: Facts
    in_force: DateRange = DateRange()


@dataclass(frozen=True, slots=True)
class AmendEntry(RegisterAsked):
    """Give columns of an entry other values from the day on."""

    entry: str
    values: Facts


@dataclass(frozen=True, slots=True)
class EndEntry(RegisterAsked):
    """Take an entry out of force from the day on: it expired, was removed or revoked."""

    entry: str
    ending: str


def entry_for(event: Registered, *, holder: str, case: str) -> EnterInRegister:
    """What a case asks of a register when it comes to an end that writes to one."""
    return EnterInRegister(holder, event.columns, event.in_force, case=case, by=event.by, actor=event.actor)


RegisterCommand: TypeAlias = EnterInRegister | AmendEntry | EndEntry


@dataclass(frozen=True, slots=True)
class RegisterHappened:
    """What every event has: the entry and the day, the case and the reason, the role and the person where known."""

    entry: str
    on: date = field(kw_only=True)
    case: str = field(default="", kw_only=True)
    reason: str = field(default="", kw_only=True)
    by: str = field(default="", kw_only=True)
    actor: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Entered(RegisterHappened):
    """An entry was made."""

    holder: str
    values: Facts
    in_force: DateRange


@dataclass(frozen=True, slots=True)
class Amended(RegisterHappened):
    """Columns of an entry got other values."""

    values: Facts


@dataclass(frozen=True, slots=True)
class Ended(RegisterHappened):
    """An entry went out of force."""

    ending: str


RegisterEvent: TypeAlias = Entered | Amended | Ended


class RegisterWhy(Enum):
    """Why a command on a register is refused."""

    EARLIER = "earlier"
    UNKNOWN_ENTRY = "unknown_entry"
    UNKNOWN_COLUMN = "unknown_column"
    HOLDER_MISSING = "holder_missing"
    KEY_MISSING = "key_missing"
    KEY_TAKEN = "key_taken"
    PERIOD_EMPTY = "period_empty"
    REASON_MISSING = "reason_missing"
    NO_SUCH_ENDING = "no_such_ending"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class RegisterRefusal:
    """A command that was not taken: why, which entry or column it is about, what is missing, what is possible.

    ``since`` is the first day on which it could be taken, where one is known.
    """

    why: RegisterWhy
    about: str
    missing: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry with all that happened to it; values and days in force as they are after the last event."""

    id: str
    holder: str
    case: str
    values: Facts
    in_force: DateRange
    events: tuple[RegisterEvent, ...]


@dataclass(frozen=True, slots=True)
class RegisterBook:
    """A register as it stands: entries by id."""

    register: Register
    entries: Mapping[str, Entry] = field(default_factory=lambda: MappingProxyType({}))


def decide_on_register(
    book: RegisterBook, command: RegisterCommand, *, on: date
) -> tuple[RegisterEvent, ...] | RegisterRefusal:
    """The event that a command leads to on a day, or why it is refused."""
    match command:
        case EnterInRegister():
            return _enter(book, command, on)
        case AmendEntry() | EndEntry():
            entry = book.entries.get(command.entry)
            if entry is None:
                return RegisterRefusal(RegisterWhy.UNKNOWN_ENTRY, command.entry)
            if not command.reason.strip():
                return RegisterRefusal(RegisterWhy.REASON_MISSING, entry.id, ("reason",))
            if on < entry.events[-1].on:
                return RegisterRefusal(RegisterWhy.EARLIER, entry.id, since=entry.events[-1].on)
            return _amend(book, entry, command, on) if isinstance(command, AmendEntry) else _end(entry, command, on)


def apply_to_register(book: RegisterBook, event: RegisterEvent) -> RegisterBook:
    """The book after an event."""
    return replay_register(book.register, (event,), book.entries)


def replay_register(
    register: Register, events: Iterable[RegisterEvent], entries: Mapping[str, Entry] = MappingProxyType({})
) -> RegisterBook:
    """The book that events add up to, on top of entries that are there."""
    found = dict(entries)
    for event in events:
        found[event.entry] = _after(found.get(event.entry), event)
    return RegisterBook(register, MappingProxyType(found))


def in_force(book: RegisterBook, on: date) -> tuple[Entry, ...]:
    """The entries of a day, with the values that they had then."""
    then = (_as_of(entry, on) for entry in book.entries.values())
    return tuple(entry for entry in then if entry is not None and entry.in_force.contains(on))


def history(entry: Entry) -> tuple[RegisterEvent, ...]:
    """What happened to an entry, the earliest first."""
    return entry.events


def _after(entry: Entry | None, event: RegisterEvent) -> Entry:
    """An entry after an event."""
    if isinstance(event, Entered):
        return Entry(event.entry, event.holder, event.case, event.values, event.in_force, (event,))
    assert entry is not None, f"nothing can happen to `{event.entry}` before it is entered"  # noqa: S101  # never decided
    events = (*entry.events, event)
    if isinstance(event, Amended):
        return replace(entry, values=MappingProxyType({**entry.values, **event.values}), events=events)
    last = event.on if entry.in_force.end is None else min(event.on, entry.in_force.end)
    return replace(entry, in_force=DateRange(entry.in_force.start, last), events=events)


def _as_of(entry: Entry, on: date) -> Entry | None:
    """An entry as it was on a day; None before it was made."""
    found: Entry | None = None
    for event in entry.events:
        if event.on <= on:
            found = _after(found, event)
    return found


def _enter(book: RegisterBook, command: EnterInRegister, on: date) -> tuple[RegisterEvent, ...] | RegisterRefusal:
    register = book.register
    if not command.holder.strip():
        return RegisterRefusal(RegisterWhy.HOLDER_MISSING, register.id, ("holder",))
    start, end = command.in_force.start or on, command.in_force.end
    if start < on:
        return RegisterRefusal(RegisterWhy.EARLIER, register.id, since=on)
    if end is not None and end <= start:
        return RegisterRefusal(RegisterWhy.PERIOD_EMPTY, register.id, since=start)
    id = f"{register.id}-{len(book.entries) + 1}"
    refusal = _unfit(book, id, command.values, command.values, DateRange(start, end))
    if refusal is not None:
        return refusal
    values = MappingProxyType(dict(command.values))
    said = (command.holder, values, DateRange(start, end))
    return (Entered(id, *said, on=on, case=command.case, reason=command.reason, by=command.by, actor=command.actor),)


def _amend(book: RegisterBook, entry: Entry, command: AmendEntry, on: date) -> tuple[RegisterEvent, ...] | RegisterRefusal:
    start, end = entry.in_force.start or on, entry.in_force.end
    if end is not None and end <= on:
        return RegisterRefusal(RegisterWhy.ENDED, entry.id)
    amended = {**entry.values, **command.values}
    refusal = _unfit(book, entry.id, command.values, amended, DateRange(max(start, on), end))
    if refusal is not None:
        return refusal
    values = MappingProxyType(dict(command.values))
    return (Amended(entry.id, values, on=on, case=command.case, reason=command.reason, by=command.by, actor=command.actor),)


def _end(entry: Entry, command: EndEntry, on: date) -> tuple[RegisterEvent, ...] | RegisterRefusal:
    if command.ending not in ENDINGS:
        return RegisterRefusal(RegisterWhy.NO_SUCH_ENDING, command.ending, possible=ENDINGS)
    if any(isinstance(event, Ended) for event in entry.events):
        return RegisterRefusal(RegisterWhy.ENDED, entry.id)
    asked = {"case": command.case, "reason": command.reason, "by": command.by, "actor": command.actor}
    return (Ended(entry.id, command.ending, on=on, **asked),)


def _unfit(book: RegisterBook, id: str, written: Facts, values: Facts, days: DateRange) -> RegisterRefusal | None:
    """Why values cannot stand in an entry on these days; None when they can."""
    register = book.register
    for column in written:
        if column not in register.columns:
            return RegisterRefusal(RegisterWhy.UNKNOWN_COLUMN, column, possible=register.columns)
    missing = tuple(column for column in register.key if values.get(column) is None)
    if missing:
        return RegisterRefusal(RegisterWhy.KEY_MISSING, id, missing)
    for other in book.entries.values():
        if other.id == id:
            continue
        for held, theirs in _stretches(other):
            same = all(_compared(theirs.get(column)) == _compared(values[column]) for column in register.key)
            if same and _meet(held, days):
                return RegisterRefusal(RegisterWhy.KEY_TAKEN, other.id, since=held.end)
    return None


def _stretches(entry: Entry) -> Iterator[tuple[DateRange, Facts]]:
    """The days on which an entry is in force, cut where its values change."""
    before: Entry | None = None
    for event in entry.events:
        if before is not None and isinstance(event, Amended):
            start, end = before.in_force.start or event.on, before.in_force.end
            yield DateRange(start, event.on), before.values
            before = replace(_after(before, event), in_force=DateRange(max(start, event.on), end))
        else:
            before = _after(before, event)
    assert before is not None, "an entry starts with what was entered"  # noqa: S101  # entries are made by events
    yield before.in_force, before.values


def _meet(one: DateRange, other: DateRange) -> bool:
    """Whether two ranges have a day in common."""
    starts = [day for day in (one.start, other.start) if day is not None]
    ends = [day for day in (one.end, other.end) if day is not None]
    return not starts or not ends or max(starts) < min(ends)


def _compared(value: Value | None) -> Value | None:
    """A value as it is compared: names that differ by width, case or spaces are one name."""
    return plain_text(value) if isinstance(value, str) else value
