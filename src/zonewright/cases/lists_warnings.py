"""What somebody should look at on a facilitation list: lines about to end or used up, and duties owed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum

from zonewright.cases.calendar import Calendar
from zonewright.cases.deadlines import due
from zonewright.cases.lists_model import Book, DutyTime, FacilitationList, Line, balance
from zonewright.values import Quantity, subtract_period


class Concern(Enum):
    """What a warning is about. Duties are ``owed`` where no one knows until when, and ``overdue`` after their last day."""

    ENDING = "ending"
    USED_UP = "used_up"
    OWED = "owed"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class ListWarning:
    """One warning: the line, its last day or that of the duties, and which duties of which declaration."""

    concern: Concern
    line: str
    left: Quantity
    last_day: date | None = None
    declaration: str = ""
    duties: tuple[str, ...] = ()
    provisional: bool = False
    ask: str = ""


def warnings(book: Book, *, on: date, calendars: Mapping[str, Calendar]) -> tuple[ListWarning, ...]:
    """Lines about to end, lines used up, and uses whose duties are overdue or owed without a known time, line by line."""
    return tuple(found for line in book.lines.values() for found in _of_line(book.rules, line, on, calendars))


def _of_line(rules: FacilitationList, line: Line, on: date, calendars: Mapping[str, Calendar]) -> Iterator[ListWarning]:
    left, last_day = balance(line), line.until - timedelta(days=1)
    if line.is_in_force(on):
        if rules.warn is not None and on >= subtract_period(last_day, rules.warn):
            yield ListWarning(Concern.ENDING, line.id, left, last_day)
        if left.number == 0:
            yield ListWarning(Concern.USED_UP, line.id, left, last_day)
    for use in line.uses.values():
        owed = tuple(duty for duty in rules.duties if duty not in use.accounted)
        if owed and use.on <= on:
            told = ListWarning(Concern.OWED, line.id, left, None, use.declaration, owed)
            yield from _owed(rules.duty_time, told, use.on, on, calendars)


def _owed(
    time_for: DutyTime, owed: ListWarning, since: date, on: date, calendars: Mapping[str, Calendar]
) -> Iterator[ListWarning]:
    if time_for.limit is None:
        yield replace(owed, ask=time_for.ask)
        return
    last = due(datetime.combine(since, time()), time_for.limit, calendar=calendars[time_for.calendar], rule=time_for.rule)
    if last is not None and last.is_over(datetime.combine(on, time())):
        yield replace(owed, concern=Concern.OVERDUE, last_day=last.day, provisional=last.provisional)
