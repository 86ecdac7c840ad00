"""How the clocks of a case stand: read from its moments each time they are looked at, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, datetime
from enum import Enum
from typing import Final

from zonewright.cases.calendar import Calendar
from zonewright.cases.case import Case
from zonewright.cases.commands import Rules
from zonewright.cases.deadlines import Due, Limit, Stop, due, latest_before, left, shifted
from zonewright.cases.events import Expired, Extended, Moved, Resumed, Suspended
from zonewright.cases.procedure import Clock, FromFact, FromYearEnds, Procedure
from zonewright.errors import DeadlineError

#: Ends after which duties run on.
LASTING: Final = frozenset({"granted", "ended"})


class Condition(Enum):
    """How a clock stands on a day."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    NEAR = "near"  # running, and its end is close
    STANDING = "standing"
    OVER = "over"  # its last day has passed and it was not met
    MET = "met"
    MISSED = "missed"  # met after its last day
    DROPPED = "dropped"  # the case came to rest before it mattered


@dataclass(frozen=True, slots=True)
class Course:
    """One run of a clock, in the time of the procedure's calendar."""

    started: datetime
    stops: tuple[Stop, ...] = ()
    standing: tuple[str, ...] = ()  # why it stands still now: stages, and the ground of a stop by hand
    extended: int = 0
    met: datetime | None = None
    dropped: datetime | None = None
    expired: bool = False

    @property
    def runs(self) -> bool:
        return self.met is None and self.dropped is None


@dataclass(frozen=True, slots=True)
class ClockView:
    """A clock of a case on a day, in the time of the clock's own calendar. ``due`` is None where no day can be told."""

    clock: Clock
    condition: Condition
    course: Course | None = None
    due: Due | None = None
    promised: Due | None = None
    left: Limit | None = None


def courses(case: Case, clock: Clock, procedure: Procedure) -> tuple[Course, ...]:
    """Every run of a clock, the present one last."""
    match clock.starts:
        case FromFact(field):
            stated = case.facts.get(field)
            return () if not isinstance(stated, date) else (_since(case, clock, _midnight(stated), procedure),)
        case FromYearEnds(after):
            return _year_ends(case, clock, after, procedure)
        case _ if clock.before:
            certified = case.certified_on.get(clock.before)
            return () if certified is None else (_since(case, clock, certified, procedure),)
        case starts:
            return tuple(_runs(case, clock, starts, procedure))


def _runs(case: Case, clock: Clock, starts: tuple[str, ...], procedure: Procedure) -> Iterator[Course]:
    run = _begun(clock, case.since, procedure.start) if procedure.start in starts else None
    for event in case.journal:
        if isinstance(event, Moved):
            names = _moments(event)
            if run is not None and run.runs:
                run = _moved(run, event, clock, procedure)
            if not names.isdisjoint(starts):
                if run is not None:
                    yield run
                run = _begun(clock, event.moment, event.to)
        elif run is not None and event.clock == clock.id and run.runs:
            run = _touched(run, event)
    if run is not None:
        yield run


def _moments(event: Moved) -> frozenset[str]:
    """The moments that an event makes: its marks, and the place that the case came to; an act may only record something."""
    recorded = event.cause == "act" and event.left == event.to
    return frozenset(event.marks if recorded else (event.to, *event.marks))


def _begun(clock: Clock, moment: datetime, place: str) -> Course:
    rests = place in clock.rests_in
    return Course(moment, (Stop(moment, None),) if rests else (), (place,) if rests else ())


def _moved(run: Course, event: Moved, clock: Clock, procedure: Procedure) -> Course:
    if not _moments(event).isdisjoint(clock.meets):
        stated = not isinstance(clock.starts, tuple)  # what starts on a stated day may be met before
        return replace(run, met=event.moment if stated else max(event.moment, run.started))
    early = isinstance(clock.starts, FromFact) and event.on < run.started
    if not early and is_taken_away(event, procedure):
        return replace(run, dropped=event.on)
    if event.left in run.standing and event.to != event.left:
        run = _going(run, event.left, event.on)
    return _standing(run, event.to, event.on) if event.to in clock.rests_in else run


def is_taken_away(event: Moved, procedure: Procedure) -> bool:
    """Whether the case came to an end that leaves nothing to be kept: refused, withdrawn, lapsed, revoked."""
    end = procedure.ends.get(event.to)
    return end is not None and event.to != event.left and end.result not in LASTING


def _touched(run: Course, event: Suspended | Resumed | Extended | Expired) -> Course:
    match event:
        case Suspended(on=on, ground=ground):
            return _standing(run, f"ground {ground}", on)
        case Resumed(on=on):
            by_hand = next((why for why in run.standing if why.startswith("ground ")), "")
            return _going(run, by_hand, on)
        case Extended():
            return replace(run, extended=run.extended + 1)
        case Expired():
            return replace(run, expired=True)


def _standing(run: Course, why: str, on: datetime) -> Course:
    if why in run.standing:
        return run
    stops = run.stops if run.standing else (*run.stops, Stop(max(on, run.started), None))
    return replace(run, standing=(*run.standing, why), stops=stops)


def _going(run: Course, why: str, on: datetime) -> Course:
    standing = tuple(one for one in run.standing if one != why)
    if standing or not run.standing:
        return replace(run, standing=standing)
    last = run.stops[-1].stopped
    return replace(run, standing=(), stops=(*run.stops[:-1], Stop(last, max(on, last))))


def _since(case: Case, clock: Clock, started: datetime, procedure: Procedure) -> Course:
    """A run that starts on a stated day: met by the first moment that meets it after the case could know of it."""
    run = _begun(clock, started, procedure.start)
    for event in case.journal:
        if not run.runs or (clock.before and event.on < started):
            continue
        if isinstance(event, Moved):
            run = _moved(run, event, clock, procedure)
        elif event.clock == clock.id:
            run = _touched(run, event)
    return run


def _year_ends(case: Case, clock: Clock, after: str, procedure: Procedure) -> tuple[Course, ...]:
    """One run for each year end since the moment, each met by one moment that meets the clock; the last is the one owed."""
    runs: list[Course] = []
    for event in case.journal:
        if runs and runs[-1].runs:
            if isinstance(event, Moved):
                runs[-1] = _moved(runs[-1], event, clock, procedure)
            elif event.clock == clock.id:
                runs[-1] = _touched(runs[-1], event)
            if runs[-1].met is not None:
                runs.append(Course(_year_end(runs[-1].started.year + 1)))
        elif isinstance(event, Moved) and after in _moments(event):
            runs.append(Course(_year_end(event.moment.year)))
    return tuple(runs)


def _year_end(year: int) -> datetime:
    return datetime(min(year, MAXYEAR), 12, 31)  # noqa: DTZ001  # moments carry no zone


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001  # moments carry no zone


def due_of(case: Case, clock: Clock, course: Course, rules: Rules, limit: Limit | None = None) -> Due | None:
    """When a run of a clock ends: by its limit with its stops and extensions, or by another limit without extensions."""
    calendar = rules.calendar(clock.calendar)
    if clock.before:
        last_day = case.certificates.get(clock.before)
        return None if last_day is None or clock.limit is None else _latest_before(last_day, clock.limit, calendar)
    budget = clock.limit if limit is None else limit
    if budget is None:
        return None
    more = _extension(clock, course) if limit is None else None
    try:
        return _due(clock, course, rules, budget, more, _stops(clock, course, rules, budget, more))
    except (DeadlineError, OverflowError):  # it ends after the last day of the calendar
        return None


def _latest_before(day: date, limit: Limit, calendar: Calendar) -> Due | None:
    try:
        return latest_before(day, limit, calendar=calendar)
    except DeadlineError:  # it lies before the first day of the calendar
        return None


def _due(  # noqa: PLR0917  # all that a due moment hangs on
    clock: Clock, course: Course, rules: Rules, budget: Limit, more: Limit | None, stops: tuple[Stop, ...]
) -> Due | None:
    calendar = rules.calendar(clock.calendar)
    start = _start(clock, course, rules)
    return due(start, budget, calendar=calendar, rule=_rule(clock, rules.procedure), stops=stops, extension=more)


def _start(clock: Clock, course: Course, rules: Rules) -> datetime:
    """The start in the time of the clock's calendar; a day that is stated is that day everywhere."""
    if not isinstance(clock.starts, tuple):
        return course.started
    return _in_time_of(course.started, rules.calendar(clock.calendar), rules.calendar())


def _rule(clock: Clock, procedure: Procedure) -> str:
    """The rule of counting: the clock's own, or the procedure's where both count with one calendar."""
    return clock.rule or (procedure.rule if clock.calendar in {"", procedure.calendar} else "general")


def _in_time_of(moment: datetime, calendar: Calendar, own: Calendar) -> datetime:
    return moment if calendar.offset == own.offset else shifted(moment, from_offset=own.offset, to_offset=calendar.offset)


def _stops(clock: Clock, course: Course, rules: Rules, budget: Limit, more: Limit | None) -> tuple[Stop, ...]:
    """The stops in the time of the clock's calendar. Where the limit was over, standing still changes nothing any more."""
    calendar, own, start = rules.calendar(clock.calendar), rules.calendar(), _start(clock, course, rules)
    counted: tuple[Stop, ...] = ()
    for one in course.stops:
        stopped = max(_in_time_of(one.stopped, calendar, own), start)
        ends = _due(clock, course, rules, budget, more, counted)
        if ends is None or stopped > ends.moment:
            break
        started = None if one.started is None else max(_in_time_of(one.started, calendar, own), stopped)
        counted = (*counted, Stop(stopped, started))
    return counted


def is_over(case: Case, clock: Clock, course: Course, rules: Rules, on: datetime) -> Due | None:
    """The due moment of a run that has passed; None while it has not, or where none can be told."""
    ends = due_of(case, clock, course, rules)
    own = rules.calendar()
    return ends if ends is not None and ends.is_over(_in_time_of(on, rules.calendar(clock.calendar), own)) else None


def view_of(case: Case, clock: Clock, rules: Rules, on: datetime) -> ClockView:
    """How a clock of a case stands."""
    runs = courses(case, clock, rules.procedure)
    if not runs:
        return ClockView(clock, Condition.NOT_STARTED)
    return view_of_course(case, clock, runs[-1], rules, on)


def view_of_course(case: Case, clock: Clock, course: Course, rules: Rules, on: datetime) -> ClockView:
    """How one run of a clock stands."""
    ends = due_of(case, clock, course, rules)
    promised = None if clock.promised is None else due_of(case, clock, course, rules, clock.promised)
    calendar, own = rules.calendar(clock.calendar), rules.calendar()
    now = _in_time_of(on, calendar, own)
    if course.met is not None:
        silent = course.expired and not rules.procedure.waits_for(clock.id)
        late = silent or (ends is not None and ends.is_over(_in_time_of(course.met, calendar, own)))
        return ClockView(clock, Condition.MISSED if late else Condition.MET, course, ends, promised)
    if course.dropped is not None:
        return ClockView(clock, Condition.DROPPED, course, ends, promised)
    rest = None
    if clock.limit is not None and not clock.before and not (ends is not None and ends.is_over(now)):
        rest = _left(clock, clock.limit, course, rules, now)
    if course.standing and ends is None:
        return ClockView(clock, Condition.STANDING, course, None, None, rest)
    if ends is None:
        return ClockView(clock, Condition.RUNNING, course, None, promised, rest)
    if ends.is_over(now):
        return ClockView(clock, Condition.OVER, course, ends, promised)
    warned = None if clock.warn is None else _latest_before(ends.day, clock.warn, calendar)
    near = clock.warn is not None and (warned is None or now.date() >= warned.day)
    return ClockView(clock, Condition.NEAR if near else Condition.RUNNING, course, ends, promised, rest)


def _left(clock: Clock, limit: Limit, course: Course, rules: Rules, now: datetime) -> Limit | None:
    calendar, start, more = rules.calendar(clock.calendar), _start(clock, course, rules), _extension(clock, course)
    try:
        stops = _stops(clock, course, rules, limit, more)
        rule = _rule(clock, rules.procedure)
        return left(start, limit, on=max(now, start), calendar=calendar, rule=rule, stops=stops, extension=more)
    except (DeadlineError, OverflowError):
        return None


def _extension(clock: Clock, course: Course) -> Limit | None:
    if not course.extended or clock.extension is None:
        return None
    return Limit(clock.extension.by.count * course.extended, clock.extension.by.unit)
