"""What may be done with a line of a facilitation list, and what a line is after it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from zonewright.cases.lists_events import (
    GROUNDS,
    AccountedFor,
    AccountFor,
    GiveBack,
    GivenBack,
    LineCommand,
    LineEvent,
    LineRaised,
    LineReinstated,
    LineRemoved,
    LineSuspended,
    ListRefusal,
    ListWhy,
    RaiseLine,
    ReinstateLine,
    RemoveLine,
    SuspendLine,
    Used,
    UseLine,
)
from zonewright.cases.lists_model import FacilitationList, Line, Use, balance
from zonewright.errors import UnitError
from zonewright.values import Number, Quantity, exact


def on_line(rules: FacilitationList, line: Line, command: LineCommand, on: date) -> tuple[LineEvent] | ListRefusal:
    """The event that a command on a line leads to, or why it is refused."""
    match command:
        case UseLine():
            return _use(line, command, on)
        case RaiseLine():
            return _raise(line, command, on)
        case GiveBack():
            return _give_back(line, command, on)
        case AccountFor():
            return _account(rules, line, command, on)
        case SuspendLine() | ReinstateLine() | RemoveLine():
            return _stand(line, command, on)


def line_after(line: Line, event: LineEvent) -> Line:
    """The line after an event."""
    match event:
        case Used():
            use = Use(event.declaration, event.on, event.quantity.to(line.unit))
            return _with_use(line, use)
        case GivenBack():
            use = line.uses[event.declaration]
            returned = exact(Fraction(use.returned) + event.quantity.to(line.unit))
            return replace(_with_use(line, replace(use, returned=returned)), changed=max(line.changed, event.on))
        case AccountedFor():
            use = line.uses[event.declaration]
            return _with_use(line, replace(use, accounted=use.accounted | {event.duty}))
        case LineRaised():
            raised = exact(Fraction(line.raised) + event.quantity.to(line.unit))
            return replace(line, raised=raised, changed=max(line.changed, event.on))
        case LineSuspended() | LineReinstated():
            return replace(line, suspended=isinstance(event, LineSuspended), changed=event.on)
        case LineRemoved():
            return replace(line, removed=True, changed=event.on)


def declaration_number(text: str) -> str:
    """A declaration number without accidents of width, case and spaces, so that none counts twice.

    >>> declaration_number("２２０１ 2026 a1") == declaration_number("22012026A1")
    True
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def _with_use(line: Line, use: Use) -> Line:
    return replace(line, uses=MappingProxyType({**line.uses, use.declaration: use}))


def _use(line: Line, command: UseLine, on: date) -> tuple[Used] | ListRefusal:
    declaration = declaration_number(command.declaration)
    if not declaration:
        return ListRefusal(ListWhy.MISSING, line.id, ("declaration",))
    taken = _in_unit_of(line, command.quantity)
    if isinstance(taken, ListRefusal):
        return taken
    if refusal := _not_usable(line, on):
        return refusal
    if declaration in line.uses:
        return ListRefusal(ListWhy.DECLARED_BEFORE, line.id, since=line.uses[declaration].on)
    left = balance(line)
    if taken > left.number:
        return ListRefusal(ListWhy.BALANCE, line.id, left=left, until=line.until)
    return (Used(line.id, command.quantity, declaration, on=on, by=command.by, actor=command.actor),)


def _raise(line: Line, command: RaiseLine, on: date) -> tuple[LineRaised] | ListRefusal:
    more = _in_unit_of(line, command.quantity)
    if isinstance(more, ListRefusal):
        return more
    if refusal := _not_usable(line, on):
        return refusal
    return (LineRaised(line.id, command.quantity, on=on, by=command.by, actor=command.actor),)


def _not_usable(line: Line, on: date) -> ListRefusal | None:
    """Why a line gives nothing on a day; None when it may be used."""
    if line.removed:
        return ListRefusal(ListWhy.REMOVED, line.id)
    if not line.is_in_force(on):
        return ListRefusal(ListWhy.NOT_IN_FORCE, line.id, since=max(line.start, line.published), until=line.until)
    if on < line.changed:  # what the line allowed on that day is settled
        return ListRefusal(ListWhy.EARLIER, line.id, since=line.changed, until=line.until)
    return ListRefusal(ListWhy.SUSPENDED, line.id, possible=("reinstate",)) if line.suspended else None


def _in_unit_of(line: Line, quantity: Quantity) -> Number | ListRefusal:
    """The quantity as a number in the unit of the line; refused when it is not above zero or of another kind."""
    if quantity.number <= 0:
        return ListRefusal(ListWhy.NOT_ABOVE_ZERO, line.id)
    try:
        return quantity.to(line.unit)
    except UnitError:
        return ListRefusal(ListWhy.UNIT_DIFFERS, line.id, possible=(line.unit,))


def _give_back(line: Line, command: GiveBack, on: date) -> tuple[GivenBack] | ListRefusal:
    use = _use_of(line, command.declaration, on)
    if isinstance(use, ListRefusal):
        return use
    returned = _in_unit_of(line, command.quantity)
    if isinstance(returned, ListRefusal):
        return returned
    kept = exact(Fraction(use.taken) - use.returned)
    if returned > kept:
        return ListRefusal(ListWhy.MORE_THAN_TAKEN, use.declaration, left=Quantity(kept, line.unit))
    return (GivenBack(line.id, use.declaration, command.quantity, on=on, by=command.by, actor=command.actor),)


def _account(rules: FacilitationList, line: Line, command: AccountFor, on: date) -> tuple[AccountedFor] | ListRefusal:
    use = _use_of(line, command.declaration, on)
    if isinstance(use, ListRefusal):
        return use
    owed = tuple(duty for duty in rules.duties if duty not in use.accounted)
    if command.duty not in rules.duties:
        return ListRefusal(ListWhy.UNKNOWN_DUTY, command.duty, possible=owed)
    if command.duty not in owed:
        return ListRefusal(ListWhy.ACCOUNTED_BEFORE, command.duty, possible=owed)
    return (AccountedFor(line.id, use.declaration, command.duty, on=on, by=command.by, actor=command.actor),)


def _use_of(line: Line, declaration: str, on: date) -> Use | ListRefusal:
    use = line.uses.get(declaration_number(declaration))
    if use is None:
        return ListRefusal(ListWhy.UNKNOWN_USE, declaration)
    return ListRefusal(ListWhy.EARLIER, use.declaration, since=use.on) if on < use.on else use


def _stand(line: Line, command: SuspendLine | ReinstateLine | RemoveLine, on: date) -> tuple[LineEvent] | ListRefusal:
    """Suspend, reinstate or remove."""
    if line.removed:
        return ListRefusal(ListWhy.REMOVED, line.id)
    if not command.reason.strip():
        return ListRefusal(ListWhy.REASON_MISSING, line.id, ("reason",))
    if on < line.latest:
        return ListRefusal(ListWhy.EARLIER, line.id, since=line.latest)
    match command:
        case ReinstateLine():
            if not line.suspended:
                return ListRefusal(ListWhy.NOT_SUSPENDED, line.id, possible=("suspend", "remove"))
            return (LineReinstated(line.id, command.reason, on=on, by=command.by, actor=command.actor),)
        case SuspendLine() | RemoveLine() if command.ground not in GROUNDS:
            return ListRefusal(ListWhy.NO_SUCH_GROUND, command.ground, possible=GROUNDS)
        case SuspendLine():
            if line.suspended:
                return ListRefusal(ListWhy.SUSPENDED, line.id, possible=("reinstate", "remove"))
            return (LineSuspended(line.id, command.ground, command.reason, on=on, by=command.by, actor=command.actor),)
        case RemoveLine():
            return (LineRemoved(line.id, command.ground, command.reason, on=on, by=command.by, actor=command.actor),)
