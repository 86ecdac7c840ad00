"""Reads the table of deadlines: dated rows worked out by hand, and the calendars they are counted with."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent / "deadlines"
KEYS = {"name", "calendar", "rule", "from", "expiry", "limit", "stops", "extension"}
KEYS |= {"due", "left", "refused", "provisional", "event_offset", "why"}


class Pause(NamedTuple):
    """From when to when a clock stood still; a clock that has not gone on has no start."""

    stop: datetime
    start: datetime | None


@dataclass(frozen=True)
class Row:
    """One row: from an event or before an expiry a limit, and exactly one of a due moment, what is left, a refusal."""

    group: str
    name: str
    calendar: str
    rule: str
    start: datetime | None
    expiry: date | None
    limit: str
    stops: tuple[Pause, ...]
    extension: str | None
    event_offset: str | None
    due: date | datetime | None
    left: str | None
    refused: str | None
    provisional: bool
    why: str


def rows() -> list[Row]:
    """Every row of the table, in the order of the files; a row that is not well formed is an error."""
    found = [row for path in sorted(HERE.glob("*.toml")) for row in _rows_of(path)]
    names = [row.name for row in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"two rows of the name {twice}")
    return found


def calendar_path(name: str) -> Path:
    """Where the calendar of a row lies."""
    return HERE / "calendars" / f"{name}.yaml"


def _rows_of(path: Path) -> list[Row]:
    with path.open("rb") as file:
        return [_row(path.stem, entry) for entry in tomllib.load(file)["row"]]


def _row(group: str, entry: dict[str, Any]) -> Row:
    row = Row(
        group=group,
        name=entry["name"],
        calendar=entry["calendar"],
        rule=entry["rule"],
        start=_moment(entry.get("from")),
        expiry=_day(entry.get("expiry")),
        limit=entry["limit"],
        stops=tuple(_pause(stop) for stop in entry.get("stops", ())),
        extension=entry.get("extension"),
        event_offset=entry.get("event_offset"),
        due=entry.get("due"),
        left=entry.get("left"),
        refused=entry.get("refused"),
        provisional=entry.get("provisional", False),
        why=entry["why"],
    )
    if unknown := entry.keys() - KEYS:
        raise ValueError(f"{row.name}: no such keys {sorted(unknown)}")
    if (row.start is None) == (row.expiry is None):
        raise ValueError(f"{row.name}: either from or expiry")
    if sum(outcome is not None for outcome in (row.due, row.left, row.refused)) != 1:
        raise ValueError(f"{row.name}: exactly one of due, left and refused")
    return row


def _pause(entry: dict[str, Any]) -> Pause:
    if unknown := entry.keys() - {"stop", "start"}:
        raise ValueError(f"a stop has no {sorted(unknown)}")
    stop = _moment(entry["stop"])
    assert stop is not None
    return Pause(stop, _moment(entry.get("start")))


def _moment(given: Any) -> datetime | None:
    if given is not None and not (isinstance(given, datetime) and given.tzinfo is None):
        raise ValueError(f"{given} is no local moment")
    return given


def _day(given: Any) -> date | None:
    if given is not None and (isinstance(given, datetime) or not isinstance(given, date)):
        raise ValueError(f"{given} is no day")
    return given
