"""The files lists.yaml and registers.yaml: their shapes, and what in them does not go together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from zonewright.cases.lint_names import Known
from zonewright.cases.lists_model import DutyTime, FacilitationList
from zonewright.cases.registers import Register
from zonewright.cases.shapes import BASIS, IDS, STATUSES, UNKNOWN, Either, Length, LimitText
from zonewright.errors import Diagnostic, Report, Severity
from zonewright.notation.shapes import WORDS, ByName, Key, ListOf, Located, OneWord, Record, TrueFalse, identifier, nearest
from zonewright.values import Period, add_period

DUTY_TIME: Final = Record(
    "the time for duties",
    lambda at: at,
    Key("limit", LimitText()),
    Key("calendar", identifier("the id of a calendar")),
    Key("rule", identifier("a rule of counting")),
    Key("unknown", UNKNOWN),
)

LIST: Final = Record(
    "a list",
    lambda at: at,
    Key("title", WORDS, required=True),
    Key("status", OneWord(STATUSES, "a status"), required=True),
    Key("status_note", WORDS),
    Key("assessed_by", ListOf(identifier("the id of an authority"), at_least=1), required=True),
    Key("published_by", identifier("the id of an authority"), required=True),
    Key(
        "validity",
        Either(Length(), Record("a validity", lambda at: at.get("unknown"), Key("unknown", UNKNOWN, required=True))),
        required=True,
    ),
    Key("warn", Length()),
    Key("duties", IDS),
    Key("duty_within", DUTY_TIME),
    Key("basis", ListOf(BASIS)),
)

REGISTER: Final = Record(
    "a register",
    lambda at: at,
    Key("title", WORDS, required=True),
    Key("columns", ListOf(identifier("the id of a field"), at_least=1), required=True),
    Key("key", ListOf(identifier("the id of a column"), at_least=1), required=True),
    Key("open", TrueFalse()),
)

LISTS: Final = Record("lists.yaml", lambda at: at.get("lists", {}), Key("lists", ByName(LIST), required=True))
REGISTERS: Final = Record(
    "registers.yaml", lambda at: at.get("registers", {}), Key("registers", ByName(REGISTER), required=True)
)


def read_lists(written: Mapping[str, Located], report: Report) -> Mapping[str, FacilitationList]:
    """The lists that LISTS has read; what contradicts itself within one is told."""
    return MappingProxyType({id: _list(id, at, report) for id, at in written.items()})


def read_registers(written: Mapping[str, Located], report: Report) -> Mapping[str, Register]:
    """The registers that REGISTERS has read; a key that is no column is told."""
    return MappingProxyType({id: _register(id, at, report) for id, at in written.items()})


def check_lists(lists: Mapping[str, FacilitationList], known: Known, report: Report) -> None:
    """Tell the authorities, sources, papers and calendars that lists name and the pack does not have."""
    for one in lists.values():
        time, sources = one.duty_time, tuple(basis.source for basis in one.basis)
        asked = {"validity": (one.validity_ask,), "duty_within": (time.ask,)}
        offices = {"assessed_by": one.assessed_by, "published_by": (one.published_by,), **asked}
        _unknown("ZW840", "authority", offices, by=one, there=known.authorities, report=report)
        _unknown("ZW840", "source", {"basis": sources}, by=one, there=known.sources, report=report)
        _unknown("ZW841", "evidence", {"duties": one.duties}, by=one, there=known.evidence, report=report)
        _tell_open(one, report)
        calendar = {"duty_within": (time.calendar,)}
        _unknown("ZW842", "calendar", calendar, by=one, there=known.calendars, report=report)
        if time.calendar in known.calendars:
            there = known.calendars[time.calendar].rules
            _unknown("ZW842", "rule of counting", {"duty_within": (time.rule,)}, by=one, there=there, report=report)


def check_registers(registers: Mapping[str, Register], known: Known, report: Report) -> None:
    """Tell the columns of registers that are no fields of the pack."""
    for one in registers.values():
        _unknown("ZW844", "field", {"columns": one.columns}, by=one, there=known.schema.ids(), report=report)


def _unknown(
    code: str,
    what: str,
    named: Mapping[str, tuple[str, ...]],
    *,
    by: FacilitationList | Register,
    there: Collection[str],
    report: Report,
) -> None:
    """Tell the ids under each key that are not there."""
    for key, ids in named.items():
        for id in ids:
            if id and id not in there:
                said = f"`{by.id}` names the unknown {what} `{id}`"
                report.error(code, said, by.places.get(key, by.place), hint=nearest(id, there))


def _tell_open(one: FacilitationList, report: Report) -> None:
    """Note what nobody has stated, and whom to ask."""
    lacks = {
        "validity": (one.validity_ask, f"how long lines of `{one.id}` are valid is not known"),
        "duty_within": (one.duty_time.ask, f"within which time the duties of `{one.id}` are owed is not known"),
    }
    for key, (ask, said) in lacks.items():
        if ask:
            report.add(Diagnostic("ZW810", said, one.places.get(key, one.place), f"ask `{ask}`", Severity.NOTE))


def _list(id: str, at: Located, report: Report) -> FacilitationList:
    validity = at.get("validity")
    length = validity if isinstance(validity, Period) else None
    for key in ("assessed_by", "duties"):
        _twice("ZW843", id, key, at, report)
    warn: Period | None = at.get("warn")
    for key, period in (("validity", length), ("warn", warn)):
        if period is not None and not period.count:
            report.error("ZW843", f"`{key}` of `{id}` is no time at all", at.places[key], hint="write how long it is")
    if length is not None and warn is not None and _earliest(length) <= _earliest(warn):
        report.error("ZW843", f"`{id}` warns {warn} before the end of lines that last {length} at most", at.places["warn"],
                     hint="warn later than the start of a line")  # fmt: skip
    return FacilitationList(
        id,
        at.get("title"),
        at.get("status"),
        at.get("assessed_by"),
        at.get("published_by"),
        length,
        "" if length is not None else validity,
        warn,
        at.get("duties", ()),
        _duty_time(id, at, report),
        at.get("status_note"),
        at.get("basis", ()),
        at.place,
        MappingProxyType(at.places),
    )


def _earliest(period: Period) -> date:
    """Where a period that starts on one fixed day ends, so that days and months can be compared."""
    return add_period(date(2023, 1, 1), period)


def _duty_time(id: str, at: Located, report: Report) -> DutyTime:
    """The time for duties: a limit with its calendar, or whom to ask."""
    written: Located | None = at.get("duty_within")
    if written is None:
        if at.get("duties") and "duty_within" not in at.places:
            report.error("ZW843", f"`{id}` does not say within which time its duties are owed", at.places["duties"],
                         hint="add `duty_within: {limit: .., calendar: ..}`, or `{unknown: {ask: ..}}`")  # fmt: skip
        return DutyTime()
    if not at.get("duties"):
        report.error("ZW843", f"`{id}` has a time for duties and no duties", at.places["duty_within"],
                     hint="add `duties`, or leave it out")  # fmt: skip
    if "unknown" in written.places and len(written.places) > 1:
        report.error("ZW843", f"the time for duties of `{id}` is stated and said to be unknown", written.place,
                     hint="keep `limit` with `calendar`, or `unknown`")  # fmt: skip
    elif "unknown" not in written.places and not {"limit", "calendar"} <= written.places.keys():
        report.error("ZW843", f"the time for duties of `{id}` needs a limit and a calendar", written.place,
                     hint="write {limit: 10 working days, calendar: cn}, or {unknown: {ask: ..}}")  # fmt: skip
    return DutyTime(
        written.get("limit"), written.get("calendar", ""), written.get("rule", "general"), written.get("unknown", "")
    )


def _register(id: str, at: Located, report: Report) -> Register:
    columns: tuple[str, ...] = at.get("columns")
    _twice("ZW844", id, "columns", at, report)
    _twice("ZW845", id, "key", at, report)
    for column in at.get("key"):
        if column not in columns:
            report.error("ZW845", f"the key of register `{id}` names `{column}`, which is none of its columns",
                         at.places["key"], hint=nearest(column, columns))  # fmt: skip
    place, places = at.place, MappingProxyType(at.places)
    return Register(id, at.get("title"), columns, at.get("key"), at.get("open", False), place, places)


def _twice(code: str, id: str, key: str, at: Located, report: Report) -> None:
    named: tuple[str, ...] = at.get(key, ())
    for word in dict.fromkeys(named):
        if named.count(word) > 1:
            report.error(
                code, f"`{key}` of `{id}` names `{word}` {named.count(word)} times", at.places[key], hint="name it once"
            )
