"""When a time limit ends: counted from its event over stops and extensions, in days of a calendar or in hours."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from zonewright.cases.calendar import LAST, Calendar, CountingRule
from zonewright.errors import DeadlineError
from zonewright.values import Period, add_period

LIMIT: Final = re.compile(
    r"(\d{1,4}) ?(working days?|working hours?|working minutes?|days?|weeks?|months?|years?|hours?|minutes?"
    r"|个?工作日|个?工作小时|天|日|个?星期|周|个月|年|个?小时|근무일|근무시간|일|주|개월|년|시간)"
)
UNITS: Final = {
    "工作日": "working_day", "근무일": "working_day", "工作小时": "working_hour", "근무시간": "working_hour",
    "天": "day", "日": "day", "일": "day", "星期": "week", "周": "week", "주": "week", "月": "month", "개월": "month",
    "年": "year", "년": "year", "小时": "hour", "시간": "hour",
}  # fmt: skip
#: How many minutes, days or months a unit has.
MINUTES: Final = {"minute": 1, "working_minute": 1, "hour": 60, "working_hour": 60}
DAYS: Final = {"day": 1, "week": 7}
MONTHS: Final = {"month": 1, "year": 12}
HOURS_OF_A_DAY: Final = 8
MINUTES_OF_A_DAY: Final = 1440
END_OF_DAY: Final = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time as a law states it: ``Limit(20, "working_day")``.

    The units are working_day, day, week, month, year, hour, working_hour; what is left may be in minutes or working_minutes.
    """

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count} {self.unit.replace('_', ' ')}{'' if self.count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Stop:
    """A stretch in which a clock stands still; ``started`` is None while it has not gone on."""

    stopped: datetime
    started: datetime | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """The end of a limit: the last second of a whole day, or a minute; provisional when days of its year may yet move."""

    moment: datetime
    provisional: bool
    whole_day: bool = True

    @property
    def day(self) -> date:
        return self.moment.date()

    def is_over(self, at: datetime) -> bool:
        """Whether it has passed: a last day counts whole, a limit in hours is over at its minute."""
        return at.date() > self.day if self.whole_day else at >= self.moment


def read_limit(text: str) -> Limit | None:
    """Read ``20 working days``, ``3 working hours``, ``20个工作日``, ``60日``, ``5근무일``; None for anything else.

    >>> str(read_limit("20个工作日"))
    '20 working days'
    """
    found = LIMIT.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if not found:
        return None
    word = found[2].removeprefix("个")
    return Limit(int(found[1]), UNITS.get(word) or word.removesuffix("s").replace(" ", "_"))


def due(
    start: datetime,
    limit: Limit,
    *,
    calendar: Calendar,
    rule: str = "general",
    stops: tuple[Stop, ...] = (),
    extension: Limit | None = None,
) -> Due | None:
    """When the limit ends; None while it stands still."""
    budget = _counted(start, limit, calendar, rule, stops=_merged(start, stops), extension=extension)
    return None if budget.stands else budget.due()


def left(
    start: datetime,
    limit: Limit,
    *,
    on: datetime,
    calendar: Calendar,
    rule: str = "general",
    stops: tuple[Stop, ...] = (),
    extension: Limit | None = None,
) -> Limit:
    """What is not used up at a moment, or at the stop where it stands still then: working days, days, hours or minutes."""
    point = max(on, start)
    known: list[Stop] = []
    for stop in _merged(start, stops):
        if stop.stopped <= on:
            stands = stop.started is None or stop.started > on
            point = stop.stopped if stands else point
            known.append(replace(stop, started=stop.stopped) if stands else stop)
    budget = _counted(start, limit, calendar, rule, stops=tuple(known), extension=extension)
    count = max(budget.target - budget.gone(point), 0)
    whole_hours = budget.unit in MINUTES and count % 60 == 0
    return Limit(count // 60, budget.unit.replace("minute", "hour")) if whole_hours else Limit(count, budget.unit)


def latest_before(expiry: date, limit: Limit, *, calendar: Calendar) -> Due:
    """The last day on which something may be done so long before an expiry; it is never moved later."""
    if limit.unit in MINUTES:
        raise DeadlineError(f"`{limit}` before a day cannot be counted: write it in days, working days, weeks, months or years")
    if limit.unit != "working_day":
        return Due(_end_of(_added(expiry, limit, -1)), provisional=False)
    if not limit.count:
        return Due(_end_of(expiry), provisional=False)
    eve = expiry.toordinal() - 1
    day = date.fromordinal(calendar.last_with(calendar.worked(eve) - limit.count + 1, eve))
    return Due(_end_of(day), calendar.is_provisional_between(day, date.fromordinal(eve)))


def shifted(moment: datetime, *, from_offset: int, to_offset: int) -> datetime:
    """The same moment in the time of another calendar, within the years 1 to 9999; offsets are minutes east of UTC.

    >>> str(shifted(datetime.fromisoformat("2026-03-01T23:30"), from_offset=480, to_offset=540))
    '2026-03-02 00:30:00'
    """
    try:
        return moment + timedelta(minutes=to_offset - from_offset)
    except OverflowError:
        return _end_of(date.max) if to_offset > from_offset else _moment(1)


# --- a budget over its stops ---


@dataclass(frozen=True, slots=True)
class _Budget:
    """A budget on the scale it is counted on: used up where ``gone`` reaches the target, and not before ``floor``."""

    calendar: Calendar
    unit: str  # working_day, day, minute or working_minute
    rolls: bool
    first: int  # the ordinal of the first day that is looked at
    floor: datetime
    target: int
    provisional: bool = False
    stands: bool = False
    later: tuple[Stop, ...] = ()

    def gone(self, moment: datetime) -> int:
        """How much of the scale has gone by at a moment; a day has gone by as soon as it is there."""
        day, minute = moment.toordinal(), moment.hour * 60 + moment.minute
        match self.unit:
            case "working_day":
                return self.calendar.worked(day)
            case "day":
                return day
            case "minute":
                return day * MINUTES_OF_A_DAY + minute
            case _:
                today = self.calendar.office_minutes(minute) if self.calendar.is_working(moment.date()) else 0
                return self.calendar.worked(day - 1) * self.calendar.office_minutes() + today

    def end(self) -> datetime:
        """The moment at which the budget is used up; in days the beginning of the last day, which is not yet rolled."""
        match self.unit:
            case "working_day":
                return _moment(self.calendar.first_with(self.target, self.floor.toordinal()))
            case "day":
                return _moment(max(self.target, self.floor.toordinal()))
            case "minute":
                return max(_moment(*divmod(self.target, MINUTES_OF_A_DAY)), self.floor)
            case _ if self.gone(self.floor) >= self.target:
                return self.floor
            case _:
                day, used = divmod(self.target - 1, self.calendar.office_minutes())
                return _moment(self.calendar.first_with(day + 1, self.floor.toordinal()), self.calendar.office_minute(used + 1))

    def due(self) -> Due:
        """The end as a due moment: a minute, or a whole day, rolled where the rule says so."""
        end = self.end()
        if self.unit in MINUTES:
            return Due(end, self.provisional or self._looks_ahead(end, end), whole_day=False)
        last = _moment(self.calendar.first_with(0, end.toordinal())) if self.rolls else end
        return Due(_end_of(last), self.provisional or self._looks_ahead(end, last))

    def _looks_ahead(self, end: datetime, last: datetime) -> bool:
        """Whether a provisional day was looked at: all days of a count in working time, the last ones of a roll."""
        match self.unit:
            case "minute":
                return False
            case "day":
                return self.rolls and self.calendar.is_provisional_between(end.date(), last.date())
            case _:
                return self.calendar.is_provisional_between(date.fromordinal(self.first), last.date())


def _counted(
    start: datetime, limit: Limit, calendar: Calendar, rule: str, *, stops: tuple[Stop, ...], extension: Limit | None
) -> _Budget:
    """The budget, with its extension counted on from its unrolled end, after all stops."""
    if rule not in calendar.rules:
        raise DeadlineError(f"calendar `{calendar.id}` has no rule `{rule}`: take one of {', '.join(sorted(calendar.rules))}")
    counting = calendar.rules[rule]
    if extension is not None and extension.unit == limit.unit:
        limit, extension = Limit(limit.count + extension.count, limit.unit), None
    budget = _over(_budget(start, limit, calendar, counting if extension is None else replace(counting, roll=False)), stops)
    if extension is not None and not budget.stands:
        ended = budget.due()
        midnight = ended.whole_day and extension.unit in MINUTES
        start = _moment(ended.moment.toordinal() + 1) if midnight else ended.moment
        extended = _budget(start, extension, calendar, CountingRule(roll=counting.roll))
        budget = _over(replace(extended, provisional=ended.provisional), budget.later)
    if budget.later:
        stopped, ended = budget.later[0].stopped, budget.due()
        raise DeadlineError(f"a stop on {stopped:%Y-%m-%d %H:%M} comes after the last moment, {ended.moment:%Y-%m-%d %H:%M}: "
                            "extend the limit first, or take the stop out")  # fmt: skip
    return budget


def _budget(start: datetime, limit: Limit, calendar: Calendar, counting: CountingRule) -> _Budget:
    """A budget as if nothing ever stopped it."""
    day = start.toordinal()
    if limit.unit == "working_day" and counting.in_hours_up_to and limit.count <= counting.in_hours_up_to:
        limit = Limit(HOURS_OF_A_DAY * limit.count, "working_hour")
    match limit.unit:
        case "working_day":
            included = counting.includes_first_day(limit.count)
            first = day if included or not limit.count else day + 1
            target = calendar.worked(day) + limit.count - (included and calendar.is_working(start.date()))
            return _Budget(calendar, "working_day", False, first, start, target)
        case "hour" | "minute" | "working_hour" | "working_minute":
            unit = limit.unit.replace("hour", "minute")
            begun = _Budget(calendar, unit, False, day, start if unit == "minute" else calendar.opening(start), 0)
            return replace(begun, target=begun.gone(begun.floor) + limit.count * MINUTES[limit.unit])
        case _:
            last = _added(start.date(), limit, 1).toordinal() - counting.includes_first_day()
            return _Budget(calendar, "day", counting.roll, day, start, last)


def _over(budget: _Budget, stops: tuple[Stop, ...]) -> _Budget:
    """The budget moved on over the stops that begin before its end; those that come after it are ``later``."""
    for number, stop in enumerate(stops):
        if stop.stopped.replace(second=0, microsecond=0) > budget.due().moment:
            return replace(budget, later=stops[number:])
        if stop.started is None:
            return replace(budget, stands=True)
        moved = budget.target + budget.gone(stop.started) - budget.gone(stop.stopped)
        budget = replace(budget, target=moved, floor=max(budget.floor, stop.started))
    return budget


def _merged(start: datetime, stops: tuple[Stop, ...]) -> tuple[Stop, ...]:
    """The stops in their order, those that overlap or touch as one; refused where they cannot be."""
    if any(moment.tzinfo for stop in stops for moment in (start, stop.stopped, stop.started or start)) or start.tzinfo:
        raise DeadlineError("a moment has a time zone: write it in the time of the calendar, without a zone")
    joined: list[Stop] = []
    for stop in sorted(stops, key=lambda one: one.stopped):
        if stop.stopped < start:
            raise DeadlineError(f"a stop on {stop.stopped:%Y-%m-%d %H:%M} comes before the start, {start:%Y-%m-%d %H:%M}: "
                                "a clock stops only once it runs")  # fmt: skip
        if stop.started is not None and stop.started < stop.stopped:
            raise DeadlineError(f"a clock stopped on {stop.stopped:%Y-%m-%d %H:%M} goes on earlier, on "
                                f"{stop.started:%Y-%m-%d %H:%M}: correct one of the two")  # fmt: skip
        before = joined[-1] if joined else None
        if before is None or (before.started is not None and before.started < stop.stopped):
            joined.append(stop)
        elif before.started is not None:
            joined[-1] = Stop(before.stopped, max(before.started, stop.started) if stop.started is not None else None)
    return tuple(joined)


def _added(day: date, limit: Limit, sign: int) -> date:
    """The day so many days, weeks, months or years later, or earlier with the sign -1."""
    days, months = DAYS.get(limit.unit), MONTHS.get(limit.unit)
    assert days or months, f"`{limit.unit}` is no unit of days"  # noqa: S101  # read_limit gives no other
    found = add_period(day, Period(sign * limit.count * (days or months or 0), "day" if days else "month"))
    if found in {date.min, date.max}:
        raise DeadlineError(f"`{limit}` leads out of the calendar, whose years are 1 to 9999: write a shorter limit")
    return found


def _moment(day: int, minute: int = 0) -> datetime:
    """The moment at a minute of the day with this ordinal."""
    if day > LAST:
        raise DeadlineError("the limit ends after the year 9999: write a shorter one")
    return datetime.fromordinal(day) + timedelta(minutes=minute)


def _end_of(day: date) -> datetime:
    return datetime.combine(day, END_OF_DAY)
