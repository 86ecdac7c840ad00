"""Events of registers to values that JSON can hold, and back, without loss."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any, Final

from zonewright.cases.facts_as_json import facts_as_json, facts_of_json
from zonewright.cases.registers import Amended, Ended, Entered, RegisterEvent
from zonewright.values import DateRange

EVENTS: Final[dict[str, type[RegisterEvent]]] = {"entered": Entered, "amended": Amended, "ended": Ended}
NAMES: Final = {kind: name for name, kind in EVENTS.items()}


def register_event_as_json(event: RegisterEvent) -> dict[str, Any]:
    """An event as a row: days as 2026-03-01, numbers as exact text."""
    return {"event": NAMES[type(event)], **{one.name: _written(getattr(event, one.name)) for one in fields(event)}}


def register_event_of_json(row: object) -> RegisterEvent | None:
    """The event that a row tells; None where it tells none."""
    if not isinstance(row, dict):
        return None
    try:
        kind = EVENTS[row["event"]]
        return kind(**{one.name: READERS.get(one.name, _text)(row[one.name]) for one in fields(kind)})
    except (KeyError, TypeError, ValueError):
        return None


def _written(value: Any) -> Any:  # noqa: ANN401  # the parts of an event
    match value:
        case str():
            return value
        case date():
            return value.isoformat()
        case DateRange():
            return [None if day is None else day.isoformat() for day in (value.start, value.end)]
        case _:
            return facts_as_json(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is expected")
    return value


def _days(row: Any) -> DateRange:  # noqa: ANN401  # whatever a row holds
    start, end = (None if day is None else date.fromisoformat(day) for day in row)
    return DateRange(start, end)


READERS: Final[dict[str, Callable[[Any], Any]]] = {"on": date.fromisoformat, "values": facts_of_json, "in_force": _days}
