"""The legal clock, as a table of dated rows worked out by hand."""

from datetime import datetime

import pytest

from conformance.deadlines_table import calendar_path, rows
from zonewright.cases.calendar_file import read_calendar
from zonewright.cases.deadlines import Stop, due, latest_before, left, read_limit, shifted
from zonewright.errors import DeadlineError, Report
from zonewright.notation.tree import read_yaml

ROWS = rows()
REFUSALS = {
    "hours_before": "before a day",
    "start_before_stop": "goes on earlier",
    "stop_after_due": "after the last moment",
    "stop_before_event": "before the start",
    "unknown_rule": "no rule",
}


def read_calendars():
    found = {}
    for name in dict.fromkeys(["cn", "kr", *sorted(row.calendar for row in ROWS)]):
        path, report = calendar_path(name), Report()
        found[name] = read_calendar(read_yaml(path.read_text(encoding="utf-8"), path.name), report, found)
        assert not report.diagnostics
    return found


CALENDARS = read_calendars()


def in_minutes(offset):
    hours, minutes = offset[1:].split(":")
    return (-1 if offset[0] == "-" else 1) * (60 * int(hours) + int(minutes))


def asked(row):
    """The arguments of a clock, its moments in the time of its calendar."""
    calendar = CALENDARS[row.calendar]
    offset = calendar.offset if row.event_offset is None else in_minutes(row.event_offset)

    def here(moment):
        return None if moment is None else shifted(moment, from_offset=offset, to_offset=calendar.offset)

    stops = tuple(Stop(here(stop), here(start)) for stop, start in row.stops)
    extension = None if row.extension is None else read_limit(row.extension)
    clock = {"calendar": calendar, "rule": row.rule, "stops": stops, "extension": extension}
    return (here(row.start), read_limit(row.limit)), clock


def answer(row):
    if row.expiry is not None:
        return latest_before(row.expiry, read_limit(row.limit), calendar=CALENDARS[row.calendar])
    moments, clock = asked(row)
    return due(*moments, **clock)


def test_the_table_is_large_enough():
    assert len(ROWS) >= 200


@pytest.mark.parametrize("row", [row for row in ROWS if row.due is not None], ids=lambda row: row.name)
def test_a_limit_is_due_when_the_table_says(row):
    found = answer(row)
    if isinstance(row.due, datetime):
        assert (found.moment, found.whole_day) == (row.due, False)
    else:
        assert (found.day, found.whole_day) == (row.due, True)
    assert found.provisional == row.provisional


@pytest.mark.parametrize("row", [row for row in ROWS if row.left is not None], ids=lambda row: row.name)
def test_a_clock_that_stands_still_has_no_due_date_and_tells_what_is_left(row):
    (start, limit), clock = asked(row)
    assert due(start, limit, **clock) is None
    stood = max(stop.stopped for stop in clock["stops"])
    assert str(left(start, limit, on=stood, **clock)) == row.left


@pytest.mark.parametrize("row", [row for row in ROWS if row.refused is not None], ids=lambda row: row.name)
def test_what_cannot_be_counted_is_refused(row):
    with pytest.raises(DeadlineError, match=REFUSALS[row.refused]):
        answer(row)


def test_a_refusal_of_the_table_says_how_to_mend_it():
    """Each message has a part after its colon."""
    for row in (row for row in ROWS if row.refused is not None):
        with pytest.raises(DeadlineError, match=": "):
            answer(row)
