"""Calendars from their files: those of a pack, and those of China and Korea that come with the library."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from zonewright.cases.calendar import Calendar, CountingRule
from zonewright.errors import InputError, Place, Report
from zonewright.notation import tree
from zonewright.notation.shapes import (
    DAY,
    WORDS,
    ByName,
    Day,
    Key,
    ListOf,
    Located,
    OneWord,
    Record,
    Text,
    TrueFalse,
    Whole,
    expected,
    identifier,
    nearest,
)
from zonewright.notation.tree import Node, read_yaml
from zonewright.values import Words

SHIPPED: Final = ("cn", "kr")
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: What a calendar says for itself when it extends no other.
FOUNDATION: Final = ("title", "country", "utc_offset", "weekend", "office_hours", "rules", "years")
EIGHT_HOURS: Final = 480


def read_calendar(node: Node, report: Report, others: Mapping[str, Calendar]) -> Calendar | None:
    """The calendar of a file, with all that it takes from the one of the ``others`` that it extends; None with mistakes."""
    own = Report()
    at = CALENDAR.located(node, own)
    base = None
    if at is not None and (extended := at.get("extends")):
        base = others.get(extended)
        if base is None:
            own.error("ZW830", f"there is no calendar `{extended}` to extend", at.places["extends"],
                      hint=nearest(extended, others))  # fmt: skip
    elif at is not None:
        for key in (key for key in FOUNDATION if key not in at.values):
            own.error("ZW018", f"a calendar lacks `{key}`", at.place, hint=f"add `{key}:`, or `extends:` another calendar")
    found = _calendar(at, base, own) if at is not None else None
    for diagnostic in own.diagnostics:
        report.add(diagnostic)
    return None if own.failed else found


@cache
def shipped_calendars() -> Mapping[str, Calendar]:
    """The calendars that come with the library, by id: ``cn`` and ``kr``."""
    report, found = Report(), dict[str, Calendar]()
    for id in SHIPPED:
        text = files("zonewright.cases").joinpath(f"data/{id}.yaml").read_text(encoding="utf-8")
        calendar = read_calendar(read_yaml(text, f"{id}.yaml"), report, found)
        if calendar is None:
            raise InputError(report.diagnostics)
        found[id] = calendar
    return MappingProxyType(found)


# --- shapes ---


@dataclass(frozen=True, slots=True)
class _Placed:
    """A day with its place in the file, and what it is called."""

    day: date
    place: Place
    name: Words | None = None


@dataclass(frozen=True, slots=True)
class _PlacedDay:
    """A day that remembers where it is written."""

    def read(self, node: Node, report: Report) -> _Placed | None:
        day = Day().read(node, report)
        return _Placed(day, node.place) if day is not None else None

    def schema(self) -> dict[str, Any]:
        return Day().schema()


@dataclass(frozen=True, slots=True)
class _NamedDays:
    """Days, each with its name in three languages."""

    def read(self, node: Node, report: Report) -> tuple[_Placed, ...] | None:
        if not isinstance(node, tree.Mapping):
            return expected("days with their names", node, report, "write 2026-01-01: {en: .., zh: .., ko: ..}")
        read = [(Day().read(key, report), key.place, WORDS.read(name, report)) for key, name in node.entries]
        return tuple(_Placed(day, place, name) for day, place, name in read if day is not None and name is not None)

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "propertyNames": {"pattern": f"^{DAY.pattern}$"}, "additionalProperties": WORDS.schema()}


YEAR: Final = Record(
    "a year",
    lambda at: at,
    Key("announced", TrueFalse(), required=True),
    Key("days_off", _NamedDays()),
    Key("working_weekends", ListOf(_PlacedDay())),
)


@dataclass(frozen=True, slots=True)
class _Years:
    """Years, each with its days off and its make-up workdays."""

    def read(self, node: Node, report: Report) -> dict[int, Located] | None:
        if not isinstance(node, tree.Mapping):
            return expected("years", node, report, "write 2026: {announced: true, days_off: {..}}")
        named = Text("a year", r"[1-9]\d{3}", "write four digits, such as 2026")
        read = [(named.read(key, report), YEAR.read(year, report)) for key, year in node.entries]
        return {int(name): year for name, year in read if name is not None and year is not None}

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "propertyNames": {"pattern": r"^[1-9]\d{3}$"}, "additionalProperties": YEAR.schema()}


RULE: Final = Record(
    "a rule of counting",
    lambda at: CountingRule(
        at.get("first_day") == "included", at.get("first_day_included_from"), at.get("in_hours_up_to", 0), at.get("roll")
    ),
    Key("first_day", OneWord(("excluded", "included"), "`excluded` or `included`"), required=True),
    Key("first_day_included_from", Whole()),
    Key("in_hours_up_to", Whole()),
    Key("roll", TrueFalse(), required=True),
)
CLOCK: Final = r"(?:[01]\d|2[0-3]):[0-5]\d"
CALENDAR: Final = Record(
    "a calendar",
    lambda at: at,
    Key("id", identifier("the id of a calendar"), required=True),
    Key("title", WORDS),
    Key("country", Text("a country of ISO 3166", r"[A-Z]{2}", "write two capital letters, such as CN")),
    Key("version", Text("a version", r"\d{4}-\d{2}-\d{2}\.\d{1,4}", "write date and serial: 2026-11-22.1"), required=True),
    Key("utc_offset", Text("an offset from UTC", r"[+-](?:0\d|1[0-4]):[0-5]\d", 'write it in quotes: "+08:00"')),
    Key("weekend", ListOf(OneWord(WEEKDAYS, "a day of the week"))),
    Key(
        "office_hours",
        ListOf(Text("a stretch of office hours", f"{CLOCK}-(?:{CLOCK}|24:00)", 'write "09:00-12:00"'), at_least=1),
    ),
    Key("source", Record("the source of a calendar", lambda at: at, Key("title", WORDS, required=True), Key("url", Text()))),
    Key("rules", ByName(RULE, "the id of a rule")),
    Key("years", _Years()),
    Key("zone_closures", _NamedDays()),
    Key("extends", identifier("the id of a calendar")),
)


# --- what the file says, put together and checked ---


def _calendar(at: Located, base: Calendar | None, report: Report) -> Calendar | None:
    """The calendar put together: what the file says stands over what it extends, closures of the zone over both."""
    weekend = _weekend(at, base, report)
    office = _office(at, base, report)
    rules = {**(base.rules if base else {}), **at.get("rules", {})}
    _check_rules(at, rules, office, report)
    years: dict[int, Located] = at.get("years", {})
    off: dict[date, Words] = dict(base.days_off) if base else {}
    worked = set(base.working_weekends) if base else set()
    announced = set(base.announced) if base else set()
    for number, year in years.items():
        _check_days(number, year, weekend, report)
        announced = announced | {number} if year.get("announced") else announced - {number}
        days = {one.day: one.name for one in year.get("days_off", ())}
        made_up = {one.day for one in year.get("working_weekends", ())}
        off = {day: name for day, name in {**off, **days}.items() if day not in made_up}
        worked = (worked - days.keys()) | made_up
    closures = {one.day: one.name for one in at.get("zone_closures", ())}
    if report.failed:
        return None
    return Calendar(
        at.get("id"),
        at.get("title", base.title if base else None),
        at.get("country", base.country if base else None),
        at.get("version") + (f" ({base.id} {base.version})" if base else ""),
        _minutes(at.get("utc_offset")) if "utc_offset" in at.values else base.offset if base else 0,
        weekend,
        office,
        MappingProxyType(rules),
        MappingProxyType({**off, **closures}),
        frozenset(worked - closures.keys()),
        frozenset(announced),
    )


def _weekend(at: Located, base: Calendar | None, report: Report) -> frozenset[int]:
    if "weekend" not in at.values:
        return base.weekend if base else frozenset()
    weekend = frozenset(map(WEEKDAYS.index, at.get("weekend", ())))
    if len(weekend) == len(WEEKDAYS):
        report.error("ZW835", "all seven days are weekend", at.places["weekend"], hint="leave out the days that are worked")
    return weekend


def _office(at: Located, base: Calendar | None, report: Report) -> tuple[tuple[int, int], ...]:
    if "office_hours" not in at.values:
        return base.office if base else ()
    office = tuple(
        (_minutes(begin), _minutes(end)) for begin, _, end in (one.partition("-") for one in at.get("office_hours", ()))
    )
    if any(later <= earlier for earlier, later in pairwise(minute for stretch in office for minute in stretch)):
        report.error("ZW834", "the office hours are not in their order, overlap or touch", at.places["office_hours"],
                     hint='write the earliest stretch first: ["09:00-12:00", "13:00-18:00"]')  # fmt: skip
    return office


def _check_rules(at: Located, rules: Mapping[str, CountingRule], office: tuple[tuple[int, int], ...], report: Report) -> None:
    place = at.places.get("rules", at.place)
    if "general" not in rules and "rules" in at.values:
        report.error("ZW836", "no rule of counting is called `general`", place, hint="add `general: {first_day: .., roll: ..}`")
    hours = sum(end - begin for begin, end in office)
    for name, rule in rules.items():
        if rule.in_hours_up_to and office and hours != EIGHT_HOURS:
            report.error("ZW836", f"rule `{name}` counts eight hours for a day, and the office is open {hours} minutes", place,
                         hint="write office hours of 480 minutes, or leave out `in_hours_up_to`")  # fmt: skip


def _check_days(number: int, year: Located, weekend: frozenset[int], report: Report) -> None:
    """Each day in its own year, a working weekend on a weekend, and no day both off and worked."""
    off: tuple[_Placed, ...] = year.get("days_off", ())
    worked: tuple[_Placed, ...] = year.get("working_weekends", ())
    for one in (*off, *worked):
        if one.day.year != number:
            report.error("ZW831", f"{one.day} stands under {number}", one.place, hint=f"write it under {one.day.year}")
    for one in worked:
        if one.day.weekday() not in weekend:
            report.error("ZW832", f"{one.day} is no weekend day, it is worked anyway", one.place, hint="leave it out")
        if any(one.day == other.day for other in off):
            report.error(
                "ZW833", f"{one.day} is a day off and a working weekend", one.place, hint="keep it in one of the lists"
            )


def _minutes(clock: str) -> int:
    """Minutes of ``09:30``, ``+08:00`` or ``-03:30``."""
    sign, hours, minutes = re.fullmatch(r"([+-]?)(\d\d):(\d\d)", clock).groups()  # type: ignore[union-attr]
    return (-1 if sign == "-" else 1) * (int(hours) * 60 + int(minutes))
