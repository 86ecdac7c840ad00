"""Which days are worked and which hours are kept: the arithmetic of a calendar, without a clock."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from typing import Final

from zonewright.errors import DeadlineError
from zonewright.values import Words

LAST: Final = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class CountingRule:
    """How a law counts: whether the first day counts, up to which budget in hours, whether the end rolls."""

    first_day_included: bool = False
    first_day_included_from: int | None = None
    in_hours_up_to: int = 0
    roll: bool = True

    def includes_first_day(self, working_days: int | None = None) -> bool:
        """Whether the day of the event is counted, in a budget of so many working days or of another unit."""
        since = self.first_day_included_from
        return self.first_day_included or (working_days is not None and since is not None and working_days >= since)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A version of a country's or a zone's calendar: days off, make-up workdays, office hours, rules of counting.

    ``offset`` is in minutes east of UTC, ``weekend`` counts from Monday, 0, ``office`` is in minutes of the day.
    """

    id: str
    title: Words
    country: str
    version: str
    offset: int
    weekend: frozenset[int]
    office: tuple[tuple[int, int], ...]
    rules: Mapping[str, CountingRule]
    days_off: Mapping[date, Words]
    working_weekends: frozenset[date]
    announced: frozenset[int]
    _week: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _lost: tuple[int, ...] = field(init=False, repr=False, compare=False)
    _gained: tuple[int, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the days that differ from an ordinary week, so that any stretch is counted at once."""
        lost = (day for day in self.days_off if day.weekday() not in self.weekend and day not in self.working_weekends)
        gained = (day for day in self.working_weekends if day.weekday() in self.weekend)
        object.__setattr__(self, "_week", tuple(accumulate((day not in self.weekend for day in range(7)), initial=0)))
        object.__setattr__(self, "_lost", tuple(sorted(day.toordinal() for day in lost)))
        object.__setattr__(self, "_gained", tuple(sorted(day.toordinal() for day in gained)))

    def is_working(self, day: date) -> bool:
        """Whether the day is neither weekend nor day off, or a working weekend."""
        return day in self.working_weekends or (day.weekday() not in self.weekend and day not in self.days_off)

    def is_provisional(self, day: date) -> bool:
        """Whether the government has not yet said which days of that year are off."""
        return day.year not in self.announced

    def is_provisional_between(self, first: date, last: date) -> bool:
        """Whether a day from the first to the last is provisional."""
        return any(year not in self.announced for year in range(first.year, last.year + 1))

    def worked(self, day: int) -> int:
        """How many working days there are up to and with a day, given by its ordinal."""
        weeks, days = divmod(day, 7)
        return weeks * self._week[7] + self._week[days] - bisect_right(self._lost, day) + bisect_right(self._gained, day)

    def office_minutes(self, until: int = 1440) -> int:
        """How many office minutes a working day has until a minute of the day."""
        return sum(max(0, min(end, until) - begin) for begin, end in self.office)

    def office_minute(self, used: int) -> int:
        """The first minute of a working day at which so many office minutes, one or more, are used up."""
        end = next(end for _, end in self.office if self.office_minutes(end) >= used)
        return end - self.office_minutes(end) + used

    def opening(self, moment: datetime) -> datetime:
        """The moment itself in office hours, else the next opening."""
        midnight = datetime.fromordinal(moment.toordinal())
        if self.is_working(moment.date()):
            for begin, end in self.office:
                if moment < midnight + timedelta(minutes=end):
                    return max(moment, midnight + timedelta(minutes=begin))
        day = self.first_with(0, moment.toordinal() + 1)
        return datetime.fromordinal(day) + timedelta(minutes=self.office[0][0])

    def first_with(self, worked: int, since: int) -> int:
        """The first working day, not before ``since``, by which so many are worked."""
        day = since
        target = max(worked, self.worked(since - 1) + 1)
        while (short := target - self.worked(day)) > 0:
            day += short  # a day adds one at most, so that the day looked for is never passed
            if day > LAST:
                raise DeadlineError("the limit ends after the year 9999: write a shorter one")
        return day

    def last_with(self, worked: int, until: int) -> int:
        """The working day, not after ``until``, on which no more than so many are worked."""
        day = until
        while (over := self.worked(day) - worked) > 0 or self.worked(day - 1) == worked:
            day -= max(over, 1)
            if day < 1:
                raise DeadlineError("the limit begins before the year 1: write a shorter one")
        return day
