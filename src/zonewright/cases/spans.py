"""Who had a case and for how long, where it stood, and how long its clocks stood still."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

from zonewright.cases.calendar import Calendar
from zonewright.cases.case import Case, apply, opened
from zonewright.cases.clocks import courses
from zonewright.cases.commands import Rules
from zonewright.cases.events import Event, Opened
from zonewright.cases.guards import open_tasks


class Span(NamedTuple):
    """A stretch of time of a role, a stage, an end or a clock."""

    of: str
    began: datetime
    ended: datetime


def with_roles(events: Sequence[Event], rules: Rules, *, until: datetime) -> tuple[Span, ...]:
    """When each role had something to do; several may have it at once, and nobody has a case that has come to its end."""
    spans: list[Span] = []
    for case, began, ended in _stretches(events, until):
        tasks = open_tasks(case, rules, began)
        unsure = (task for task, _ in tasks.unsure)
        spans += (Span(role, began, ended) for role in dict.fromkeys(task.role for task in (*tasks.waiting, *unsure)))
    return _joined(spans)


def at_places(events: Sequence[Event], *, until: datetime) -> tuple[Span, ...]:
    """Where the case stood, stage after stage, with the ends it came to."""
    return _joined(Span(case.at, began, ended) for case, began, ended in _stretches(events, until))


def standing_still(case: Case, rules: Rules, clocks: Iterable[str], *, until: datetime) -> tuple[Span, ...]:
    """When at least one of some clocks stood still."""
    stops = (
        Span("", stop.stopped, min(stop.started or run.met or run.dropped or until, until))
        for id in clocks
        for run in courses(case, rules.procedure.clocks[id], rules.procedure)
        for stop in run.stops
    )
    return union(stops)


def union(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The time that is covered by any of the spans, each stretch once."""
    covered: list[Span] = []
    for span in sorted(spans, key=lambda one: one.began):
        if covered and span.began <= covered[-1].ended:
            covered[-1] = covered[-1]._replace(ended=max(covered[-1].ended, span.ended))
        else:
            covered.append(span._replace(of=""))
    return tuple(covered)


def working_days(spans: Iterable[Span], calendar: Calendar) -> int:
    """The working days of the time that the spans cover; the day on which a stretch begins is not counted."""
    return sum(calendar.worked(one.ended.toordinal()) - calendar.worked(one.began.toordinal()) for one in union(spans))


def _stretches(events: Sequence[Event], until: datetime) -> Iterator[tuple[Case, datetime, datetime]]:
    """The case between one moment and the next; what it was in the midst of a moment does not count."""
    first = events[0]
    assert isinstance(first, Opened)  # noqa: S101  # every case starts so
    case = opened(first)
    for event, after in pairwise((*events, None)):
        case = case if event is first or event is None else apply(case, event)
        ended = until if after is None else after.on
        if event is not None and (after is None or after.on > event.on):
            yield case, event.on, max(ended, event.on)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans of one name that follow on one another as one, in the order in which they began."""
    joined: list[Span] = []
    last: dict[str, int] = {}
    for span in spans:
        place = last.get(span.of)
        if place is not None and joined[place].ended == span.began:
            joined[place] = joined[place]._replace(ended=span.ended)
        else:
            last[span.of] = len(joined)
            joined.append(span)
    return tuple(joined)
