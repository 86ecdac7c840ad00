"""The meaning of the tests on time, a part of the judge: elapsed time, look-backs, deadlines, commitments."""

from __future__ import annotations

from datetime import date

from zonewright.conditions.ast import Elapsed, Kept, NoneWithin, Op
from zonewright.conditions.truth import Truth, all_of, truth_of
from zonewright.schema.fields import Facts, Value
from zonewright.values import Period, add_period


def within_after(seen: Value | None, event: Value | None, period: Period) -> Truth:
    """Whether the day lies from the event to the event plus the period, both included."""
    day, start = _day(seen), _day(event)
    return truth_of(None if day is None or start is None else start <= day <= add_period(start, period))


def _day(seen: Value | None) -> date | None:
    return seen if isinstance(seen, date) else None


def _days(seen: Value | None) -> tuple[date, ...] | None:
    if seen is None:
        return None
    return tuple(one for one in (seen if isinstance(seen, tuple) else (seen,)) if isinstance(one, date))


def _asked_day(as_of: str | None, facts: Facts, on: date) -> date | None:
    return on if as_of is None else _day(facts.get(as_of))


def elapsed(leaf: Elapsed, facts: Facts, on: date) -> Truth:
    """Whether the time since the day stands in the relation asked for."""
    since, until = _day(facts.get(leaf.field)), _asked_day(leaf.as_of, facts, on)
    if since is None or until is None:
        return Truth.UNKNOWN
    full = add_period(since, leaf.period)
    match leaf.op:
        case Op.AT_LEAST:
            return truth_of(full <= until)
        case Op.OVER:
            return truth_of(full < until)
        case Op.AT_MOST:
            return truth_of(full >= until)
        case Op.UNDER:
            return truth_of(full > until)


def none_within(leaf: NoneWithin, facts: Facts, on: date) -> Truth:
    """Whether no event lies in the look-back."""
    events, until = _days(facts.get(leaf.field)), _asked_day(leaf.as_of, facts, on)
    if events == ():
        return Truth.TRUE
    if events is None or until is None:
        return Truth.UNKNOWN
    start = add_period(until, Period(-leaf.period.count, leaf.period.unit))
    return truth_of(not any(start < event <= until for event in events))


def kept(leaf: Kept, facts: Facts) -> Truth:
    """Whether the promise reaches its end and is not broken before it."""
    promised = _day(facts.get(leaf.field))
    start = _day(facts.get(leaf.after)) if leaf.after else date.min
    end = leaf.until if leaf.period is None else start and add_period(start, leaf.period)
    reaches = truth_of(None if promised is None or end is None else promised >= end)
    breaches = _days(facts.get(leaf.breaches)) if leaf.breaches else ()
    if breaches == ():
        return reaches
    if breaches is None or start is None or end is None:
        return all_of((reaches, Truth.UNKNOWN))
    return all_of((reaches, truth_of(not any(start <= breach < end for breach in breaches))))
