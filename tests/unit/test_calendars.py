"""Calendars: the shipped days, what a file may say, and what is found wrong in one."""

from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewright.cases.calendar import Calendar, CountingRule
from zonewright.cases.calendar_file import read_calendar, shipped_calendars
from zonewright.errors import DeadlineError, Report
from zonewright.notation.tree import read_yaml
from zonewright.values import LANGUAGES, Words

YEARS = range(2015, 2028)
OTHERS = {"cn": holidays.China(years=YEARS), "kr": holidays.SouthKorea(years=YEARS)}
W = Words("word", "词", "말")
SOUND = """
id: harbour
title: {en: Harbour, zh: 港, ko: 항구}
country: CN
version: "2026-11-22.1"
utc_offset: "-03:30"
weekend: [saturday, sunday]
office_hours: ["09:00-12:00", "13:00-18:00"]
rules:
  general: {first_day: excluded, roll: true}
years:
  2026: {announced: true, days_off: {2026-01-01: {en: New Year, zh: 元旦, ko: 신정}}, working_weekends: [2026-01-04]}
"""


def days_of(year):
    return [date(year, 1, 1) + timedelta(days=number) for number in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


def read(text, **others):
    report = Report()
    return read_calendar(read_yaml(text, "harbour.yaml"), report, others), [found.code for found in report.diagnostics]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("id", ["cn", "kr"])
def test_the_shipped_days_are_those_of_the_package_holidays(id, year):
    calendar, other = shipped_calendars()[id], OTHERS[id]
    assert [day for day in days_of(year) if calendar.is_working(day) != other.is_working_day(day)] == []
    assert [day for day in days_of(year) if (day in calendar.days_off) != (day in other)] == []


def test_the_make_up_workdays_of_2026_are_those_of_the_notice():
    days = (date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10))
    assert sorted(day for day in shipped_calendars()["cn"].working_weekends if day.year == 2026) == list(days)


def test_only_china_in_2027_is_not_yet_announced():
    calendars = shipped_calendars()
    assert calendars["cn"].announced == frozenset(YEARS) - {2027}
    assert calendars["kr"].announced == frozenset(YEARS)
    assert calendars["cn"].is_provisional(date(2027, 1, 1))
    assert calendars["kr"].is_provisional(date(2014, 12, 31))


def test_the_rules_of_the_shipped_calendars_are_those_of_the_page():
    calendars = shipped_calendars()
    assert calendars["cn"].rules == {"general": CountingRule(False, None, 0, True)}
    assert calendars["kr"].rules == {
        "general": CountingRule(False, None, 0, True),
        "petition": CountingRule(True, 6, 5, True),
        "restriction": CountingRule(True, None, 0, False),
    }
    assert (calendars["cn"].offset, calendars["kr"].offset) == (480, 540)


@pytest.mark.parametrize("id", ["cn", "kr"])
def test_every_day_off_has_a_name_in_its_own_writing(id):
    for name in shipped_calendars()[id].days_off.values():
        en, zh, ko = (name.in_language(language) for language in LANGUAGES)
        assert en.isascii()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in zh)
        assert any("\uac00" <= letter <= "\ud7a3" for letter in ko)


def test_a_calendar_says_what_its_file_says():
    calendar, codes = read(SOUND)
    assert codes == []
    assert (calendar.id, calendar.title.zh, calendar.country, calendar.version) == ("harbour", "港", "CN", "2026-11-22.1")
    assert (calendar.offset, calendar.weekend, calendar.office) == (-210, {5, 6}, ((540, 720), (780, 1080)))
    assert (calendar.announced, calendar.working_weekends) == ({2026}, {date(2026, 1, 4)})
    assert calendar.days_off == {date(2026, 1, 1): Words("New Year", "元旦", "신정")}


def test_a_calendar_that_extends_another_takes_everything_and_adds_to_it():
    base = shipped_calendars()["cn"]
    own = """
        id: harbour
        version: "2026-12-01.2"
        extends: cn
        rules: {burden: {first_day: included, roll: false}}
        years:
          2026: {announced: true, days_off: {2026-02-14: {en: Storm, zh: 风暴, ko: 폭풍}}, working_weekends: [2026-10-03]}
          2027: {announced: true, working_weekends: [2027-01-03]}
          2025: {announced: false}
        zone_closures: {2026-07-01: {en: Founding day, zh: 成立日, ko: 창립일}, 2026-10-10: {en: Works, zh: 检修, ko: 공사}}
    """
    calendar, codes = read(own, cn=base)
    assert codes == []
    assert (calendar.title, calendar.country, calendar.offset) == (base.title, "CN", 480)
    assert calendar.version == "2026-12-01.2 (cn 2026-11-22.1)"
    assert calendar.rules == {**base.rules, "burden": CountingRule(True, None, 0, False)}
    assert calendar.announced == (base.announced | {2027}) - {2025}
    assert calendar.days_off.keys() ^ base.days_off.keys() == {
        date(2026, 2, 14), date(2026, 7, 1), date(2026, 10, 3), date(2026, 10, 10)
    }  # fmt: skip
    changed = [day for year in (2026, 2027) for day in days_of(year) if calendar.is_working(day) != base.is_working(day)]
    assert changed == [date(2026, 2, 14), date(2026, 7, 1), date(2026, 10, 3), date(2026, 10, 10), date(2027, 1, 3)]


MISTAKES = {
    "an unknown calendar to extend": ("id: harbour", "id: harbour\nextends: cx", ["ZW830"]),
    "a day under another year": ("2026-01-01:", "2025-01-01:", ["ZW831"]),
    "a make-up day under another year": ("[2026-01-04]", "[2027-01-03]", ["ZW831"]),
    "a working weekend on a Monday": ("[2026-01-04]", "[2026-01-05]", ["ZW832"]),
    "a day both off and worked": ("2026-01-01:", "2026-01-04:", ["ZW833"]),
    "office hours that overlap": ("13:00-18:00", "11:00-18:00", ["ZW834"]),
    "office hours that touch": ("13:00-18:00", "12:00-18:00", ["ZW834"]),
    "office hours of no length": ("13:00-18:00", "13:00-13:00", ["ZW834"]),
    "office hours that end before they begin": ("13:00-18:00", "18:00-13:00", ["ZW834"]),
    "no day to work on": ("[saturday, sunday]", "[monday, tuesday, wednesday, thursday, friday, saturday, sunday]", ["ZW835"]),
    "no general rule": ("general:", "petition:", ["ZW836"]),
    "a day of the week that is none": ("[saturday, sunday]", "[saturday, sunnyday]", ["ZW012", "ZW832"]),
    "hours that are none": ("13:00-18:00", "13:00-25:00", ["ZW011"]),
    "an offset that is none": ('"-03:30"', '"8"', ["ZW011"]),
    "a version without a serial": ("2026-11-22.1", "2026-11-22", ["ZW011"]),
    "a year that is none": ("2026: {announced", "'26': {announced", ["ZW011"]),
    "a year that does not say whether it is announced": ("announced: true, ", "", ["ZW018"]),
    "a name without Korean": (", ko: 신정", "", ["ZW015"]),
    "days without names": ("days_off: {2026-01-01: {en: New Year, zh: 元旦, ko: 신정}}", "days_off: [2026-01-01]", ["ZW010"]),
    "years as a list": ("years:\n  2026: {", "years:\n  - {", ["ZW010"]),
    "no office hours": ('office_hours: ["09:00-12:00", "13:00-18:00"]', "", ["ZW018"]),
}


@pytest.mark.parametrize(("old", "bad", "codes"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_calendar_is_found(old, bad, codes):
    assert SOUND.count(old) == 1
    calendar, found = read(SOUND.replace(old, bad))
    assert (calendar, found) == (None, codes)


def test_a_day_that_is_counted_in_hours_has_eight_of_them():
    short = SOUND.replace("13:00-18:00", "13:00-17:00")
    in_hours = ("roll: true}", "roll: true, in_hours_up_to: 5}")
    assert [read(text)[1] for text in (short, SOUND.replace(*in_hours), short.replace(*in_hours))] == [[], [], ["ZW836"]]


def test_all_mistakes_of_a_calendar_are_told_at_once():
    bad = SOUND.replace("2026-01-01:", "2025-01-01:").replace("[2026-01-04]", "[2026-01-05]").replace("general:", "petition:")
    assert read(bad) == (None, ["ZW836", "ZW831", "ZW832"])


@st.composite
def small_calendars(draw):
    """A spring of 2026 with any weekend, days off and working weekends."""
    spring = [date(2026, 3, 1) + timedelta(days=number) for number in range(60)]
    off = draw(st.sets(st.sampled_from(spring), max_size=12))
    worked = draw(st.sets(st.sampled_from(spring), max_size=6))
    weekend = draw(st.frozensets(st.integers(0, 6), max_size=4))
    rules = {"general": CountingRule()}
    return Calendar(
        "small", W, "CN", "1", 480, weekend, ((540, 720), (780, 1080)), rules, dict.fromkeys(off, W), frozenset(worked),
        frozenset({2026}),
    )  # fmt: skip


DAYS = st.dates(date(2026, 2, 15), date(2026, 5, 15))


@given(small_calendars(), DAYS)
def test_a_working_day_is_neither_weekend_nor_day_off_or_a_working_weekend(calendar, day):
    free = day.weekday() in calendar.weekend or day in calendar.days_off
    assert calendar.is_working(day) == (not free or day in calendar.working_weekends)


@given(small_calendars(), DAYS)
def test_the_count_of_working_days_grows_by_one_on_each_of_them(calendar, day):
    assert calendar.worked(day.toordinal()) - calendar.worked(day.toordinal() - 1) == calendar.is_working(day)


@given(small_calendars(), DAYS, st.integers(0, 30))
def test_the_day_by_which_so_many_are_worked_is_the_one_found_by_walking(calendar, day, count):
    walked, more = day, count
    while more or not calendar.is_working(walked):
        walked += timedelta(days=1)
        more -= more and calendar.is_working(walked)
    found = calendar.first_with(calendar.worked(day.toordinal()) + count, day.toordinal())
    assert date.fromordinal(found) == walked


@given(small_calendars(), DAYS, st.integers(1, 30))
def test_the_working_day_so_many_before_is_the_one_found_by_walking(calendar, day, count):
    walked, more = day, count
    while more:
        walked -= timedelta(days=1)
        more -= calendar.is_working(walked)
    eve = day.toordinal() - 1
    assert date.fromordinal(calendar.last_with(calendar.worked(eve) - count + 1, eve)) == walked


def test_a_calendar_ends_with_the_year_9999_and_begins_with_the_year_1():
    calendar = shipped_calendars()["cn"]
    with pytest.raises(DeadlineError, match="9999"):
        calendar.first_with(calendar.worked(date.max.toordinal()) + 1, 1)
    with pytest.raises(DeadlineError, match="year 1"):
        calendar.last_with(0, date(1, 1, 10).toordinal())
