"""The legal clock: what holds of every limit, and what it refuses."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zonewright.cases.calendar import Calendar, CountingRule
from zonewright.cases.calendar_file import shipped_calendars
from zonewright.cases.deadlines import Due, Limit, Stop, due, latest_before, left, read_limit, shifted
from zonewright.errors import DeadlineError
from zonewright.values import Words

CN, KR = shipped_calendars().values()
W = Words("word", "词", "말")
RULES = {
    "general": CountingRule(),
    "petition": CountingRule(True, 6, 5, True),
    "restriction": CountingRule(True, None, 0, False),
    "late": CountingRule(False, 3, 2, True),
}
UNITS = ("working_day", "day", "week", "month", "year", "hour", "working_hour")
WHOLE_DAYS = UNITS[:5]
SPRING = [date(2026, 3, 1) + timedelta(days=number) for number in range(45)]
MINUTES = st.sampled_from([0, 480, 539, 540, 600, 719, 720, 750, 780, 900, 1079, 1080, 1200, 1439])


def at(text):
    return datetime.fromisoformat(text)


@st.composite
def calendars(draw):
    """A small world: weekends of up to three days, days off and working weekends in one spring, nothing known of 2027."""
    return Calendar(
        "small", W, "CN", "1", 480, draw(st.frozensets(st.integers(0, 6), max_size=3)), ((540, 720), (780, 1080)), RULES,
        dict.fromkeys(draw(st.sets(st.sampled_from(SPRING), max_size=8)), W),
        draw(st.frozensets(st.sampled_from(SPRING), max_size=4)), frozenset({2026}),
    )  # fmt: skip


@st.composite
def moments(draw, days=15):
    return datetime.combine(draw(st.sampled_from(SPRING[:days])), datetime.min.time()) + timedelta(minutes=draw(MINUTES))


def limits(units=UNITS, most=8):
    return st.builds(Limit, st.integers(0, most), st.sampled_from(units))


@st.composite
def pauses(draw, start, ended=None):
    """A stop that begins between two moments."""
    stopped = max(start, draw(moments(30)))
    assume(ended is None or stopped <= ended.moment)
    return Stop(stopped, stopped + timedelta(minutes=draw(st.sampled_from([0, 1, 60, 600, 1440, 3000, 10_000]))))


RULE = st.sampled_from(sorted(RULES))


@given(calendars(), moments(), limits(), RULE, st.data())
def test_nothing_is_due_before_its_start(calendar, start, limit, rule, data):
    clock = {"calendar": calendar, "rule": rule}
    first = due(start, limit, **clock)
    assert first.moment >= start
    stop = data.draw(pauses(start, first))
    again = due(start, limit, stops=(stop,), extension=data.draw(st.none() | limits()), **clock)
    assert again.moment >= max(start, stop.started)


@given(calendars(), moments(), limits(), st.integers(0, 8), RULE)
def test_a_longer_limit_is_never_due_earlier(calendar, start, limit, more, rule):
    clock = {"calendar": calendar, "rule": rule}
    assert due(start, limit, **clock).moment <= due(start, Limit(limit.count + more, limit.unit), **clock).moment


@given(calendars(), moments(), limits(WHOLE_DAYS), limits(WHOLE_DAYS), RULE)
def test_an_extension_never_makes_it_earlier(calendar, start, limit, extension, rule):
    clock = {"calendar": calendar, "rule": rule}
    assert due(start, limit, **clock).moment <= due(start, limit, extension=extension, **clock).moment


@given(calendars(), moments(), limits(), RULE, st.data())
def test_another_stop_never_makes_it_earlier(calendar, start, limit, rule, data):
    clock = {"calendar": calendar, "rule": rule}
    stops, ends = (), [due(start, limit, **clock)]
    for _ in range(3):
        stops = (*stops, data.draw(pauses(start, ends[0])))
        ends.append(due(start, limit, stops=stops, **clock))
    assert [end.moment for end in ends] == sorted(end.moment for end in ends)


@given(calendars(), moments(), limits(WHOLE_DAYS), RULE, st.data())
def test_stopping_and_starting_on_one_day_changes_nothing(calendar, start, limit, rule, data):
    clock = {"calendar": calendar, "rule": rule}
    first = due(start, limit, **clock)
    assume(first.whole_day)
    stop = data.draw(pauses(start, first))
    same_day = Stop(stop.stopped, min(stop.started, datetime.combine(stop.stopped, datetime.max.time())))
    assert due(start, limit, stops=(same_day,), **clock) == first


@given(calendars(), moments(), limits(), RULE, st.data())
def test_stops_that_overlap_or_touch_count_as_one(calendar, start, limit, rule, data):
    clock = {"calendar": calendar, "rule": rule}
    stop = data.draw(pauses(start, due(start, limit, **clock)))
    inside = Stop(data.draw(st.sampled_from([stop.stopped, stop.started])), stop.started)
    halves = (inside, Stop(stop.stopped, inside.stopped), inside)
    assert due(start, limit, stops=(inside, stop), **clock) == due(start, limit, stops=(stop,), **clock)
    assert due(start, limit, stops=halves, **clock) == due(start, limit, stops=(stop,), **clock)


@given(calendars(), moments(), limits(), RULE, st.data())
def test_a_clock_that_stands_still_has_no_due_date_and_keeps_what_is_left(calendar, start, limit, rule, data):
    clock = {"calendar": calendar, "rule": rule}
    stop = data.draw(pauses(start, due(start, limit, **clock)))
    open_stop = Stop(stop.stopped)
    assert due(start, limit, stops=(open_stop,), **clock) is None
    kept = left(start, limit, on=stop.stopped, stops=(), **clock)
    for later in (stop.stopped, stop.started, stop.started + timedelta(days=400)):
        assert left(start, limit, on=later, stops=(open_stop,), **clock) == kept


@given(calendars(), moments(), limits(), RULE)
def test_what_is_left_shrinks_and_is_nothing_at_the_end(calendar, start, limit, rule):
    clock = {"calendar": calendar, "rule": rule}
    end = due(start, limit, **clock).moment
    counts = [
        found.count * (60 if found.unit.endswith("hour") else 1)
        for found in (left(start, limit, on=start + (end - start) * part / 4, **clock) for part in range(5))
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] == 0


def walked_days(calendar, start, count, included, stops):
    """The last working day by walking from day to day: the plain reading of the page."""
    day, used = start.date(), 0
    begin = day if included else day + timedelta(days=1)
    while True:
        rests = any(stop.stopped.date() < day <= stop.started.date() for stop in stops)
        used += day >= begin and calendar.is_working(day) and not rests
        reached = used >= count and calendar.is_working(day)
        if reached and all(stop.started.date() <= day for stop in stops):
            return day
        day += timedelta(days=1)


@given(calendars(), moments(), st.integers(0, 12), st.sampled_from(["general", "restriction"]), st.data())
def test_working_days_are_those_found_by_walking(calendar, start, count, rule, data):
    clock = {"calendar": calendar, "rule": rule}
    limit = Limit(count, "working_day")
    first = due(start, limit, **clock)
    stops = (data.draw(pauses(start, first)),)
    included = rule == "restriction"
    assert first.day == walked_days(calendar, start, count, included, ())
    assert due(start, limit, stops=stops, **clock).day == walked_days(calendar, start, count, included, stops)


def walked_minutes(calendar, start, count, stops):
    """The moment by which so many office minutes are used, by walking from minute to minute."""
    moment, used = start, 0
    while used < count:
        minute = moment.hour * 60 + moment.minute
        in_office = calendar.is_working(moment.date()) and any(begin <= minute < end for begin, end in calendar.office)
        used += in_office and not any(stop.stopped <= moment < stop.started for stop in stops)
        moment += timedelta(minutes=1)
    return moment


@given(calendars(), moments(), st.integers(1, 12), st.data())
def test_working_hours_are_those_found_by_walking(calendar, start, count, data):
    limit = Limit(count, "working_hour")
    first = due(start, limit, calendar=calendar)
    stop = data.draw(pauses(start, first))
    assert first.moment == walked_minutes(calendar, start, 60 * count, ())
    assume(stop.stopped < first.moment)
    assert due(start, limit, calendar=calendar, stops=(stop,)).moment == walked_minutes(calendar, start, 60 * count, (stop,))


def test_budgets_of_so_many_working_days_and_more_include_the_first_day():
    """Rule `late`: in hours up to 2 days, the first day included from 3."""
    calendar = Calendar("late", W, "CN", "1", 480, CN.weekend, CN.office, RULES, {}, frozenset(), frozenset())
    found = [
        due(at("2026-03-09T15:00"), Limit(count, "working_day"), calendar=calendar, rule="late").moment for count in (2, 3, 4)
    ]
    assert found == [at("2026-03-11T15:00"), at("2026-03-11T23:59:59"), at("2026-03-12T23:59:59")]


# --- limits as they are written ---


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("20 working days", Limit(20, "working_day")),
        ("1 working day", Limit(1, "working_day")),
        ("20个工作日", Limit(20, "working_day")),
        ("２０ 工作日", Limit(20, "working_day")),
        ("5근무일", Limit(5, "working_day")),
        ("30 days", Limit(30, "day")),
        ("60日", Limit(60, "day")),
        ("15天", Limit(15, "day")),
        ("14일", Limit(14, "day")),
        ("3 weeks", Limit(3, "week")),
        ("6 months", Limit(6, "month")),
        ("6个月", Limit(6, "month")),
        ("6개월", Limit(6, "month")),
        ("1 year", Limit(1, "year")),
        ("2年", Limit(2, "year")),
        ("24 hours", Limit(24, "hour")),
        ("24小时", Limit(24, "hour")),
        ("24个小时", Limit(24, "hour")),
        ("24시간", Limit(24, "hour")),
        ("3 working hours", Limit(3, "working_hour")),
        ("3근무시간", Limit(3, "working_hour")),
        ("90 minutes", Limit(90, "minute")),
    ],
)
def test_a_limit_is_read_as_it_is_written(text, limit):
    assert read_limit(text) == limit


@pytest.mark.parametrize(
    "text",
    ["", "days", "20", "-3 days", "1.5 hours", "10000 days", "20 business days", "20 working weeks", "20 days 3", "个工作日"],
)
def test_what_is_no_limit_is_not_read(text):
    assert read_limit(text) is None


@given(limits((*UNITS, "minute", "working_minute"), most=9999))
def test_a_limit_is_read_back_from_its_own_words(limit):
    assert read_limit(str(limit)) == limit


# --- the edges ---


def test_a_last_day_counts_whole():
    found = due(at("2026-03-02T10:00"), Limit(1, "working_day"), calendar=CN)
    assert found == Due(at("2026-03-03T23:59:59"), provisional=False)
    assert not found.is_over(at("2026-03-03T23:59:59.999999"))
    assert found.is_over(at("2026-03-04T00:00"))


def test_a_limit_in_hours_is_over_at_its_minute():
    found = due(at("2026-03-02T10:00:40"), Limit(24, "hour"), calendar=CN)
    assert found == Due(at("2026-03-03T10:00"), provisional=False, whole_day=False)
    assert not found.is_over(at("2026-03-03T09:59:59"))
    assert found.is_over(at("2026-03-03T10:00"))


@pytest.mark.parametrize(
    ("start", "moment"),
    [
        ("2026-03-09T09:00", "2026-03-09T09:00"),
        ("2026-03-09T10:30", "2026-03-09T10:30"),
        ("2026-03-09T12:00", "2026-03-09T13:00"),
        ("2026-03-09T18:00", "2026-03-10T09:00"),
        ("2026-03-07T10:00", "2026-03-09T09:00"),
    ],
)
def test_no_working_hours_end_at_once_or_at_the_next_opening(start, moment):
    assert due(at(start), Limit(0, "working_hour"), calendar=CN).moment == at(moment)


def test_seconds_neither_shorten_nor_lengthen():
    assert due(at("2026-03-09T10:00:40"), Limit(0, "hour"), calendar=CN).moment == at("2026-03-09T10:00:40")
    stops = (Stop(at("2026-03-09T12:00:30"), at("2026-03-09T13:00:30")),)
    assert due(at("2026-03-09T10:00:40"), Limit(2, "hour"), calendar=CN, stops=stops).moment == at("2026-03-09T13:00:30")
    stops = (Stop(at("2026-03-10T23:59:59.5"), at("2026-03-10T23:59:59.7")),)
    assert due(at("2026-03-09T10:00"), Limit(1, "day"), calendar=CN, stops=stops).day == date(2026, 3, 10)


def test_an_extended_limit_is_provisional_when_its_budget_was():
    given = (at("2026-12-28T10:00"), Limit(10, "working_day"))
    assert due(*given, calendar=CN, extension=Limit(24, "hour")).provisional
    assert not due(at("2026-12-28T10:00"), Limit(10, "day"), calendar=CN, extension=Limit(24, "hour")).provisional


def test_a_clock_never_goes_on_after_its_end():
    """Stopped on its last day and started on a Sunday, it ends on the Monday."""
    stops = (Stop(at("2026-03-04T10:00"), at("2026-03-08T10:00")),)
    assert due(at("2026-03-03T10:00"), Limit(1, "working_day"), calendar=CN, stops=stops).day == date(2026, 3, 9)
    stops = (Stop(at("2026-03-08T10:00"), at("2026-03-11T10:00")),)
    assert due(at("2026-03-02T10:00"), Limit(5, "day"), calendar=CN, stops=stops).day == date(2026, 3, 11)


def test_what_is_left_of_hours_is_told_to_the_minute():
    clock = {"calendar": KR, "rule": "petition", "stops": (Stop(at("2026-03-09T10:20")),)}
    start, stopped = at("2026-03-09T09:00"), at("2026-03-09T10:20")
    assert str(left(start, Limit(1, "working_day"), on=at("2026-03-20T09:00"), **clock)) == "400 working minutes"
    assert str(left(start, Limit(2, "hour"), on=stopped, **clock)) == "40 minutes"


def test_what_is_left_before_the_start_is_all_of_it():
    limit = Limit(20, "working_day")
    assert left(at("2026-03-09T09:00"), limit, on=at("2026-01-01T00:00"), calendar=CN) == limit


def test_a_stop_that_has_not_come_yet_takes_nothing_away():
    clock = {"calendar": CN, "stops": (Stop(at("2026-03-12T09:00"), at("2026-03-20T09:00")),)}
    given = (at("2026-03-09T09:00"), Limit(10, "working_day"))
    days = ("2026-03-11T09:00", "2026-03-12T09:00", "2026-03-19T09:00", "2026-03-20T09:00", "2026-03-23T09:00")
    assert [left(*given, on=at(day), **clock).count for day in days] == [8, 7, 7, 7, 6]


def test_an_extension_in_hours_counts_on_from_the_end_of_the_last_day():
    given = (at("2026-03-09T15:00"), Limit(1, "day"))
    assert due(*given, calendar=CN, extension=Limit(24, "hour")) == Due(at("2026-03-12T00:00"), False, whole_day=False)
    assert due(*given, calendar=CN, extension=Limit(1, "working_hour")).moment == at("2026-03-11T10:00")
    assert due(at("2026-03-09T15:00"), Limit(24, "hour"), calendar=CN, extension=Limit(1, "day")).day == date(2026, 3, 11)


@pytest.mark.parametrize(
    ("limit", "clock", "told"),
    [
        (Limit(5, "day"), {"rule": "petitions"}, "calendar `cn` has no rule `petitions`: take one of general"),
        (Limit(5, "day"), {"stops": (Stop(at("2026-03-08T10:00")),)}, "comes before the start"),
        (Limit(5, "day"), {"stops": (Stop(at("2026-03-10T10:00"), at("2026-03-09T12:00")),)}, "goes on earlier"),
        (Limit(5, "day"), {"stops": (Stop(at("2026-03-17T10:00")),)}, "comes after the last moment, 2026-03-16 23:59"),
        (Limit(5, "hour"), {"stops": (Stop(at("2026-03-09T15:01")),)}, "comes after the last moment"),
        (Limit(5, "day"), {"stops": (Stop(at("2026-03-10T10:00+09:00")),)}, "without a zone"),
        (Limit(9999, "year"), {}, "whose years are 1 to 9999"),
        (Limit(9999, "month"), {"extension": Limit(9000, "year")}, "whose years are 1 to 9999"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_the_mend(limit, clock, told):
    for ask in (due, lambda *given, **clock: left(*given, on=at("2026-04-01T00:00"), **clock)):
        with pytest.raises(DeadlineError, match=told):
            ask(at("2026-03-09T10:00"), limit, **{"calendar": CN, **clock})


@pytest.mark.parametrize(
    ("unit", "year"),
    [("working_day", 2064), ("day", 2053), ("week", 2217), ("month", 2859), ("hour", 2027), ("working_hour", 2031)],
)
def test_the_longest_limits_end_and_the_end_of_the_calendar_refuses_them(unit, year):
    limit = Limit(9999, unit)
    assert due(at("2026-03-02T09:00"), limit, calendar=CN).day.year == year
    with pytest.raises(DeadlineError, match=": write a shorter"):
        due(at("9999-12-30T00:00"), limit, calendar=CN)


def test_before_an_expiry_nothing_is_counted_in_hours_and_nothing_out_of_the_calendar():
    with pytest.raises(DeadlineError, match="write it in days"):
        latest_before(date(2026, 3, 9), Limit(3, "working_hour"), calendar=CN)
    for unit in WHOLE_DAYS:
        with pytest.raises(DeadlineError, match="write a shorter"):
            latest_before(date(27, 1, 1), Limit(9999, unit), calendar=CN)


@given(calendars(), st.sampled_from(SPRING), st.integers(0, 9), st.sampled_from(WHOLE_DAYS))
def test_what_is_done_that_long_before_is_done_in_time(calendar, expiry, count, unit):
    """It is never after the expiry, and never later for a longer limit."""
    days = [latest_before(expiry, Limit(number, unit), calendar=calendar).day for number in (0, count, count + 1)]
    assert days[0] == expiry
    assert days == sorted(days, reverse=True)


def test_moving_a_moment_there_and_back_changes_nothing():
    moment = at("2026-12-31T23:30")
    there = shifted(moment, from_offset=CN.offset, to_offset=KR.offset)
    assert there == at("2027-01-01T00:30")
    assert shifted(there, from_offset=KR.offset, to_offset=CN.offset) == moment


def test_a_moment_stays_within_the_calendar_in_the_time_of_another():
    """The last hour of all has no later one, the first no earlier one."""
    first, last = datetime.fromisoformat("0001-01-01T00:30"), datetime.fromisoformat("9999-12-31T23:30")
    assert str(shifted(last, from_offset=CN.offset, to_offset=KR.offset)) == "9999-12-31 23:59:59"
    assert str(shifted(first, from_offset=KR.offset, to_offset=CN.offset)) == "0001-01-01 00:00:00"
