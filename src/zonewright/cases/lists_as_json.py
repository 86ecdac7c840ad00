"""Events of facilitation lists to values that JSON can hold, and back, without loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any, Final

from zonewright.cases.facts_as_json import quantity_as_json, quantity_of_json
from zonewright.cases.lists_events import (
    AccountedFor,
    AppliedFor,
    Assessed,
    GivenBack,
    Item,
    LineRaised,
    LineReinstated,
    LineRemoved,
    LineSuspended,
    ListEvent,
    Published,
    Used,
)
from zonewright.values import Quantity

EVENTS: Final[dict[str, type[ListEvent]]] = {
    "applied_for": AppliedFor,
    "assessed": Assessed,
    "published": Published,
    "used": Used,
    "given_back": GivenBack,
    "accounted_for": AccountedFor,
    "line_raised": LineRaised,
    "line_suspended": LineSuspended,
    "line_reinstated": LineReinstated,
    "line_removed": LineRemoved,
}
NAMES: Final = {kind: name for name, kind in EVENTS.items()}


def list_event_as_json(event: ListEvent) -> dict[str, Any]:
    """An event as a row: days as 2026-03-01, numbers as exact text."""
    return {"event": NAMES[type(event)], **{one.name: _row(getattr(event, one.name)) for one in fields(event)}}


def list_event_of_json(row: object) -> ListEvent | None:
    """The event that a row tells; None where it tells none."""
    if not isinstance(row, dict):
        return None
    try:
        kind = EVENTS[row["event"]]
        return kind(**{one.name: READERS.get(one.name, _text)(row[one.name]) for one in fields(kind)})
    except (KeyError, TypeError, ValueError):
        return None


def _row(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Quantity():
            return quantity_as_json(value)
        case Item():
            return {one.name: _row(getattr(value, one.name)) for one in fields(value)}
        case tuple():
            return [_row(one) for one in value]
        case _:
            return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is expected")
    return value


def _yes_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("yes or no is expected")
    return value


def _items(rows: Any) -> tuple[Item, ...]:  # noqa: ANN401  # whatever a row holds
    return tuple(Item(**{one.name: READERS.get(one.name, _text)(row[one.name]) for one in fields(Item)}) for row in rows)


READERS: Final[dict[str, Callable[[Any], Any]]] = {
    "on": date.fromisoformat,
    "start": date.fromisoformat,
    "until": date.fromisoformat,
    "agrees": _yes_no,
    "quantity": quantity_of_json,
    "items": _items,
}
