"""Deciding on a facilitation list: a command leads to events or is refused, and events add up to the book."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from zonewright.cases.lists_events import (
    EXTENSION_CODE,
    AppliedFor,
    ApplyForItems,
    AssessApplication,
    Assessed,
    Item,
    ListCommand,
    ListEvent,
    ListRefusal,
    ListWhy,
    PublishApplications,
    Published,
    read_hs_code,
)
from zonewright.cases.lists_lines import line_after, on_line
from zonewright.cases.lists_model import GRANTED, Application, Book, FacilitationList, Line
from zonewright.values import add_period, read_unit


def decide_on_list(book: Book, command: ListCommand, *, on: date) -> tuple[ListEvent, ...] | ListRefusal:
    """The events that a command leads to on a day, or why it is refused; a refused command changes nothing."""
    match command:
        case ApplyForItems():
            return _apply(book, command, on)
        case AssessApplication():
            return _assess(book, command, on)
        case PublishApplications():
            return _publish(book, command, on)
        case _:
            line = book.lines.get(command.line)
            return ListRefusal(ListWhy.UNKNOWN_LINE, command.line) if line is None else on_line(book.rules, line, command, on)


def apply_to_list(book: Book, event: ListEvent) -> Book:
    """The book after an event."""
    applications, lines = dict(book.applications), dict(book.lines)
    _fold(applications, lines, event)
    return Book(book.rules, MappingProxyType(applications), MappingProxyType(lines))


def replay_list(rules: FacilitationList, events: Iterable[ListEvent]) -> Book:
    """The book that events add up to."""
    applications: dict[str, Application] = {}
    lines: dict[str, Line] = {}
    for event in events:
        _fold(applications, lines, event)
    return Book(rules, MappingProxyType(applications), MappingProxyType(lines))


def _apply(book: Book, command: ApplyForItems, on: date) -> tuple[ListEvent, ...] | ListRefusal:
    unnamed = not all(item.name.strip() for item in command.items)
    missing = tuple(
        part
        for part, lacks in (("enterprise", not command.enterprise.strip()), ("items", not command.items), ("name", unnamed))
        if lacks
    )
    if missing:
        return ListRefusal(ListWhy.MISSING, command.enterprise, missing)
    items: list[Item] = []
    for written in command.items:
        item = _item(written)
        if isinstance(item, ListRefusal):
            return item
        items.append(item)
    if command.start >= command.until:
        return ListRefusal(ListWhy.PERIOD_EMPTY, command.enterprise, since=command.start)
    longest = None if book.rules.validity is None else add_period(command.start, book.rules.validity)
    if longest is not None and command.until > longest:
        return ListRefusal(ListWhy.PERIOD_TOO_LONG, command.enterprise, since=command.start, until=longest)
    application = f"a{len(book.applications) + 1}"
    asked = AppliedFor(
        application, command.enterprise, tuple(items), command.start, command.until, on=on, by=command.by, actor=command.actor
    )
    return _overlap(book, asked) or (asked,)


def _item(written: Item) -> Item | ListRefusal:
    """The item with its codes in digits; refused where a code is none or the quantity cannot be kept."""
    code, extension = read_hs_code(written.code), unicodedata.normalize("NFKC", written.extension).strip()
    if code is None:
        return ListRefusal(ListWhy.BAD_CODE, written.code)
    if extension and not EXTENSION_CODE.fullmatch(extension):
        return ListRefusal(ListWhy.BAD_CODE, written.extension)
    if written.quantity.number <= 0:
        return ListRefusal(ListWhy.NOT_ABOVE_ZERO, written.name)
    if read_unit(written.quantity.unit) is None:
        return ListRefusal(ListWhy.UNKNOWN_UNIT, written.quantity.unit)
    return replace(written, code=code, extension=extension)


def _overlap(book: Book, asked: AppliedFor) -> ListRefusal | None:
    """An item asked for twice, or asked for before and not refused or removed since, for a period that meets this one."""
    seen: set[tuple[str, str, str]] = set()
    for item in asked.items:
        if item.key in seen:
            return ListRefusal(ListWhy.OVERLAPS, asked.application)
        seen.add(item.key)
    for id, other in book.applications.items():
        before = other.asked
        apart = before.until <= asked.start or asked.until <= before.start
        if before.enterprise == asked.enterprise and not other.refused and not apart and seen & _standing(book, other):
            return ListRefusal(ListWhy.OVERLAPS, id, since=before.start, until=before.until)
    return None


def _standing(book: Book, application: Application) -> set[tuple[str, str, str]]:
    """The items of an application that are still asked for, or listed and not removed."""
    if not application.lines:
        return {item.key for item in application.asked.items}
    return {book.lines[id].item.key for id in application.lines if not book.lines[id].removed}


def _assess(book: Book, command: AssessApplication, on: date) -> tuple[ListEvent, ...] | ListRefusal:
    application = book.applications.get(command.application)
    if application is None:
        return ListRefusal(ListWhy.UNKNOWN_APPLICATION, command.application)
    if on < application.asked.on:
        return ListRefusal(ListWhy.EARLIER, command.application, since=application.asked.on)
    waited_for = _waited_for(book.rules, application)
    if command.authority not in book.rules.assessed_by:
        return ListRefusal(ListWhy.NOT_AN_ASSESSOR, command.authority, possible=waited_for)
    if command.authority not in waited_for:
        return ListRefusal(ListWhy.ASSESSED_BEFORE, command.authority, possible=waited_for)
    if not command.agrees and not command.reason.strip():
        return ListRefusal(ListWhy.REASON_MISSING, command.application, ("reason",))
    agreed = (command.application, command.authority, command.agrees, command.reason)
    return (Assessed(*agreed, on=on, by=command.by, actor=command.actor),)


def _waited_for(rules: FacilitationList, application: Application) -> tuple[str, ...]:
    """The authorities that have not assessed an application."""
    heard = {one.authority for one in application.assessed}
    return tuple(authority for authority in rules.assessed_by if authority not in heard)


def _publish(book: Book, command: PublishApplications, on: date) -> tuple[ListEvent, ...] | ListRefusal:
    rules = book.rules
    missing = (() if command.applications else ("applications",)) + (() if command.batch.strip() else ("batch",))
    if missing:
        return ListRefusal(ListWhy.MISSING, rules.id, missing)
    if rules.status not in GRANTED:
        return ListRefusal(ListWhy.NOT_GRANTED, rules.id)
    if rules.validity is None:  # whether the periods asked for are allowed is not known
        return ListRefusal(ListWhy.VALIDITY_UNKNOWN, rules.id, possible=(rules.validity_ask,))
    for place, id in enumerate(command.applications):
        if id in command.applications[:place]:
            return ListRefusal(ListWhy.PUBLISHED_BEFORE, id)
        refusal = _not_publishable(rules, book.applications.get(id), id, on)
        if refusal is not None:
            return refusal
    batch = command.batch.strip()
    return tuple(Published(id, batch, on=on, by=command.by, actor=command.actor) for id in command.applications)


def _not_publishable(rules: FacilitationList, application: Application | None, id: str, on: date) -> ListRefusal | None:
    if application is None:
        return ListRefusal(ListWhy.UNKNOWN_APPLICATION, id)
    if application.lines:
        return ListRefusal(ListWhy.PUBLISHED_BEFORE, id)
    if application.refused:
        return ListRefusal(ListWhy.NOT_AGREED, id)
    if waited_for := _waited_for(rules, application):
        return ListRefusal(ListWhy.NOT_ASSESSED, id, waited_for)
    return ListRefusal(ListWhy.EARLIER, id, since=application.latest) if on < application.latest else None


def _fold(applications: dict[str, Application], lines: dict[str, Line], event: ListEvent) -> None:
    """Put an event into the applications and lines it is about."""
    match event:
        case AppliedFor():
            applications[event.application] = Application(event)
        case Assessed():
            before = applications[event.application]
            applications[event.application] = replace(before, assessed=(*before.assessed, event))
        case Published():
            before = applications[event.application]
            listed = _lines_of(before.asked, event)
            applications[event.application] = replace(before, lines=tuple(line.id for line in listed))
            lines |= {line.id: line for line in listed}
        case _:
            lines[event.line] = line_after(lines[event.line], event)


def _lines_of(asked: AppliedFor, event: Published) -> tuple[Line, ...]:
    return tuple(
        Line(f"{asked.application}-{place}", asked.enterprise, item, asked.start, asked.until, event.batch, event.on, event.on)
        for place, item in enumerate(asked.items, start=1)
    )
