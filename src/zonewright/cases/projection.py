"""What a new version of a calendar does to the due days of a case, each move kept with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from zonewright.cases.case import Case
from zonewright.cases.clocks import courses, due_of
from zonewright.cases.commands import Rules
from zonewright.cases.events import Projected


def project(
    case: Case, *, earlier: Rules, later: Rules, on: datetime, reason: str, by: str = "", actor: str = ""
) -> tuple[Projected, ...]:
    """An event for each running clock whose due moment is another under the later calendars than under the earlier ones."""
    return tuple(_moved(case, earlier, later, on, reason, by, actor))


def _moved(  # noqa: PLR0917  # who and when travel with every event
    case: Case, earlier: Rules, later: Rules, on: datetime, reason: str, by: str, actor: str
) -> Iterator[Projected]:
    for clock in later.procedure.clocks.values():
        runs = courses(case, clock, later.procedure)
        if not runs or not runs[-1].runs or runs[-1].standing:
            continue
        was, now = due_of(case, clock, runs[-1], earlier), due_of(case, clock, runs[-1], later)
        if was is not None and now is not None and was.moment != now.moment:
            old, fresh = earlier.calendar(clock.calendar), later.calendar(clock.calendar)
            yield Projected(on, by, actor, clock.id, fresh.id, old.version, fresh.version, was.moment, now.moment, reason)
