"""Registers: what is entered, amended and ended, what a day shows, and the file that names them."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from zonewright.cases.calendar_file import shipped_calendars
from zonewright.cases.lint_names import Known
from zonewright.cases.registers import (
    Amended,
    AmendEntry,
    Ended,
    EndEntry,
    Entered,
    EnterInRegister,
    Register,
    RegisterBook,
    RegisterRefusal,
    RegisterWhy,
    apply_to_register,
    decide_on_register,
    history,
    in_force,
    replay_register,
)
from zonewright.cases.registers_as_json import register_event_as_json, register_event_of_json
from zonewright.cases.shapes_of_lists import REGISTERS, check_registers, read_registers
from zonewright.errors import Report
from zonewright.notation.tree import read_yaml
from zonewright.schema.fields import Answerer, Field, FieldType, Schema
from zonewright.values import Code, DateRange, Level, Quantity, Words

WORDS = Words("word", "词", "말")
SHOPS = Register("shops", WORDS, ("shop_name", "kind", "floor"), ("shop_name",))


def day(text):
    return date.fromisoformat(f"2026-{text}")


def played(*steps):
    """The book after commands that must all be taken."""
    book, events = RegisterBook(SHOPS), []
    for on, command in steps:
        found = decide_on_register(book, command, on=day(on))
        assert not isinstance(found, RegisterRefusal), found
        for event in found:
            book = apply_to_register(book, event)
            events.append(event)
    assert replay_register(SHOPS, events) == book
    return book


def why(book, command, on):
    found = decide_on_register(book, command, on=day(on))
    assert isinstance(found, RegisterRefusal), found
    return found.why


def enter(name="Tide", *, until=None, start=None, holder="acme"):
    days = DateRange(start and day(start), until and day(until))
    return EnterInRegister(holder, {"shop_name": name, "floor": 40}, days, case="c1")


AMEND = AmendEntry("shops-1", {"floor": 60}, reason="rebuilt", case="c2")
END = EndEntry("shops-1", "removal", reason="closed", case="c3")


def names(book, on):
    return [entry.values["shop_name"] for entry in in_force(book, day(on))]


def test_an_entry_is_in_force_from_its_day_to_its_last():
    book = played(("03-01", enter(until="06-01")))
    assert [names(book, on) for on in ("02-28", "03-01", "05-31", "06-01")] == [[], ["Tide"], ["Tide"], []]


def test_an_entry_may_start_later_and_not_earlier():
    book = played(("03-01", enter(start="04-01")))
    assert [names(book, on) for on in ("03-31", "04-01")] == [[], ["Tide"]]
    assert why(RegisterBook(SHOPS), enter(start="02-28"), "03-01") is RegisterWhy.EARLIER
    assert why(RegisterBook(SHOPS), enter(until="03-01"), "03-01") is RegisterWhy.PERIOD_EMPTY


def test_an_amendment_counts_from_its_day_and_overwrites_nothing():
    book = played(("03-01", enter()), ("03-05", AMEND))
    assert [in_force(book, day(on))[0].values["floor"] for on in ("03-04", "03-05")] == [40, 60]
    [entry] = in_force(book, day("03-05"))
    assert entry.values["shop_name"] == "Tide"
    assert [(type(one), one.on, one.case, one.reason) for one in history(entry)] == [
        (Entered, day("03-01"), "c1", ""),
        (Amended, day("03-05"), "c2", "rebuilt"),
    ]


def test_an_entry_that_was_ended_is_out_from_that_day_on():
    book = played(("03-01", enter(until="06-01")), ("03-10", END))
    assert [names(book, on) for on in ("03-09", "03-10")] == [["Tide"], []]
    assert [type(one) for one in history(book.entries["shops-1"])] == [Entered, Ended]
    late = played(("03-01", enter(until="06-01")), ("06-10", replace(END, ending="expiry")))
    assert [names(late, on) for on in ("05-31", "06-01", "06-05")] == [["Tide"], [], []]
    assert late.entries["shops-1"].in_force.end == day("06-01")
    never = played(("03-01", enter(start="04-01")), ("03-10", END))
    assert [names(never, on) for on in ("03-09", "03-10", "04-01")] == [[], [], []]


def test_nothing_is_ended_twice_or_amended_after_its_end():
    book = played(("03-01", enter()), ("03-10", END))
    assert why(book, END, "03-11") is RegisterWhy.ENDED
    assert why(book, AMEND, "03-10") is RegisterWhy.ENDED
    over = played(("03-01", enter(until="06-01")))
    assert why(over, AMEND, "06-01") is RegisterWhy.ENDED
    assert not isinstance(decide_on_register(over, AMEND, on=day("05-31")), RegisterRefusal)


def test_what_is_not_there_is_neither_amended_nor_ended():
    book = played(("03-01", enter()))
    assert why(book, replace(AMEND, entry="shops-2"), "03-05") is RegisterWhy.UNKNOWN_ENTRY
    assert why(book, replace(END, entry="shops-2"), "03-05") is RegisterWhy.UNKNOWN_ENTRY


def test_a_change_has_a_reason_a_known_ending_and_comes_after_the_one_before():
    book = played(("03-01", enter()), ("03-05", AMEND))
    assert why(book, replace(AMEND, reason=" "), "03-06") is RegisterWhy.REASON_MISSING
    assert why(book, replace(END, reason=""), "03-06") is RegisterWhy.REASON_MISSING
    assert why(book, replace(END, ending="boredom"), "03-06") is RegisterWhy.NO_SUCH_ENDING
    assert why(book, END, "03-04") is RegisterWhy.EARLIER
    assert not isinstance(decide_on_register(book, END, on=day("03-05")), RegisterRefusal)


def test_two_entries_in_force_never_agree_on_the_key():
    book = played(("03-01", enter(until="06-01")))
    found = decide_on_register(book, enter(holder="other"), on=day("05-31"))
    assert found == RegisterRefusal(RegisterWhy.KEY_TAKEN, "shops-1", since=day("06-01"))
    assert why(book, enter(start="05-31"), "03-02") is RegisterWhy.KEY_TAKEN
    for on, command in (("06-01", enter()), ("03-02", enter(start="06-01")), ("03-02", enter("Ebb"))):
        assert not isinstance(decide_on_register(book, command, on=day(on)), RegisterRefusal)
    assert why(played(("03-01", enter(start="05-01"))), enter(), "03-01") is RegisterWhy.KEY_TAKEN
    before = played(("03-01", enter(start="05-01")))
    assert not isinstance(decide_on_register(before, enter(until="05-01"), on=day("03-01")), RegisterRefusal)
    assert not isinstance(
        decide_on_register(played(("03-01", enter()), ("03-10", END)), enter(), on=day("03-10")), RegisterRefusal
    )


def test_a_key_given_up_by_an_amendment_is_free_from_that_day_on():
    renamed = AmendEntry("shops-1", {"shop_name": "Ebb"}, reason="renamed")
    book = played(("03-01", enter()), ("03-10", renamed))
    assert why(book, enter(), "03-09") is RegisterWhy.KEY_TAKEN
    assert why(book, enter("Ebb"), "03-10") is RegisterWhy.KEY_TAKEN
    both = played(("03-01", enter()), ("03-10", renamed), ("03-10", enter(holder="other")))
    assert names(both, "03-10") == ["Ebb", "Tide"]
    assert why(both, replace(renamed, values={"shop_name": "Tide"}), "03-11") is RegisterWhy.KEY_TAKEN
    later = played(("03-01", enter(start="04-01")), ("03-10", renamed))
    assert not isinstance(decide_on_register(later, enter(), on=day("03-10")), RegisterRefusal)
    assert why(later, enter("Ebb"), "03-10") is RegisterWhy.KEY_TAKEN
    assert not isinstance(decide_on_register(later, enter("Ebb", until="04-01"), on=day("03-10")), RegisterRefusal)
    handed_on = played(("03-01", enter(until="03-05")), ("03-01", enter("Ebb")))
    takes_it = replace(renamed, entry="shops-2", values={"shop_name": "Tide"})
    assert why(handed_on, takes_it, "03-04") is RegisterWhy.KEY_TAKEN
    assert not isinstance(decide_on_register(handed_on, takes_it, on=day("03-05")), RegisterRefusal)


def test_an_entry_has_a_holder_its_key_and_no_other_columns():
    book = RegisterBook(SHOPS)
    assert why(book, enter(holder=" "), "03-01") is RegisterWhy.HOLDER_MISSING
    assert why(book, EnterInRegister("acme", {"floor": 40}), "03-01") is RegisterWhy.KEY_MISSING
    assert why(book, EnterInRegister("acme", {"shop_name": None}), "03-01") is RegisterWhy.KEY_MISSING
    found = decide_on_register(book, EnterInRegister("acme", {"shop_name": "Tide", "flor": 1}), on=day("03-01"))
    assert (found.why, found.about, found.possible) == (RegisterWhy.UNKNOWN_COLUMN, "flor", SHOPS.columns)
    entered = played(("03-01", enter()))
    assert why(entered, replace(AMEND, values={"shop_name": None}), "03-02") is RegisterWhy.KEY_MISSING


VALUES = {
    "a": True, "b": 1, "c": Fraction(1, 3), "d": date(2026, 3, 1), "e": "Tide", "f": Code("gbt4754", "2017", "01"),
    "g": Level(2, "city"), "h": Quantity(Fraction(2, 7), "barrel"), "i": None, "j": (), "k": ("x", "y"), "l": ("only",),
}  # fmt: skip


@pytest.mark.parametrize(
    "event",
    [
        Entered("shops-1", "acme", VALUES, DateRange(date(2026, 3, 1)), on=date(2026, 3, 1), case="c1"),
        Entered("shops-1", "acme", {}, DateRange(), on=date(2026, 3, 1), by="window", actor="Li Na"),
        Amended("shops-1", {"b": 2}, on=date(2026, 3, 2), case="c2", reason="moved"),
        Ended("shops-1", "revocation", on=date(2026, 3, 3), case="c3", reason="breach"),
    ],
)
def test_an_event_out_of_its_row_is_the_event(event):
    row = register_event_as_json(event)
    found = register_event_of_json(row)
    assert found == event
    assert register_event_as_json(found) == row


@pytest.mark.parametrize(
    "wrong",
    [
        None, {"event": "opened"}, {"on": "today"}, {"values": []}, {"values": {"a": {"day": "x"}}}, {"holder": 3},
        {"values": {"a": {"number": "1/0"}}}, {"values": {"a": {"level": [1]}}}, {"values": {"a": [[1]]}}, {"in_force": None},
        {"values": {"a": 0.5}}, {"in_force": ["2026-03-01"]}, {"values": {"a": {"number": "1", "of": "kg"}}},
    ],
)  # fmt: skip
def test_a_row_that_tells_no_event_gives_none(wrong):
    row = register_event_as_json(Entered("shops-1", "acme", VALUES, DateRange(), on=date(2026, 3, 1)))
    assert register_event_of_json(row) is not None
    assert register_event_of_json(None if wrong is None else {**row, **wrong}) is None


GOOD = """\
registers:
  shops:
    title: {en: Shops, zh: 店铺名录, ko: 점포 등록부}
    columns: [shop_name, kind]
    key: [shop_name]
    open: true
  closed:
    title: {en: Shops, zh: 店铺名录, ko: 점포 등록부}
    columns: [shop_name]
    key: [shop_name]
"""
SCHEMA = Schema(Field(id, FieldType.TEXT, WORDS, WORDS, Answerer.ENTERPRISE) for id in ("shop_name", "kind"))
KNOWN = Known((), (), {}, {}, shipped_calendars(), (), SCHEMA)


def read(text):
    report = Report()
    written = REGISTERS.read(read_yaml(text, "registers.yaml"), report)
    registers = {} if written is None else read_registers(written, report)
    check_registers(registers, KNOWN, report)
    return registers, [(found.code, found.where.line) for found in report.diagnostics]


def test_the_file_names_the_registers():
    registers, found = read(GOOD)
    assert found == []
    assert (registers["shops"].columns, registers["shops"].key, registers["shops"].open) == (
        ("shop_name", "kind"),
        ("shop_name",),
        True,
    )
    assert registers["closed"].open is False


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ("[shop_name, kind]", "[shop_name, kin]", "ZW844", 4),
        ("[shop_name, kind]", "[shop_name, kind, kind]", "ZW844", 4),
        ("[shop_name, kind]\n    key: [shop_name]", "[kind]\n    key: [shop_name]", "ZW845", 5),
        ("kind]\n    key: [shop_name]", "kind]\n    key: [kind, kind]", "ZW845", 5),
        ("kind]\n    key: [shop_name]", "kind]\n    key: []", "ZW016", 5),
        ("    open: true\n", "    open: perhaps\n", "ZW010", 6),
    ],
)
def test_a_mistake_in_the_file_is_told_at_its_line(before, after, code, line):
    assert before in GOOD
    assert (code, line) in read(GOOD.replace(before, after))[1]
