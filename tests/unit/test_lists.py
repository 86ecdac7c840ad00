"""Lists with validity: what is refused and what is possible instead, balances, warnings, and the file that states the rules."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from zonewright.cases.calendar_file import shipped_calendars
from zonewright.cases.deadlines import Limit
from zonewright.cases.lint_names import Known
from zonewright.cases.lists import apply_to_list, decide_on_list, replay_list
from zonewright.cases.lists_as_json import list_event_as_json, list_event_of_json
from zonewright.cases.lists_events import (
    AccountFor,
    ApplyForItems,
    AssessApplication,
    GiveBack,
    Item,
    ListRefusal,
    ListWhy,
    PublishApplications,
    RaiseLine,
    ReinstateLine,
    RemoveLine,
    SuspendLine,
    UseLine,
)
from zonewright.cases.lists_model import Book, DutyTime, FacilitationList, balance
from zonewright.cases.lists_warnings import Concern, ListWarning, warnings
from zonewright.cases.shapes_of_lists import LISTS, check_lists, read_lists
from zonewright.errors import Report
from zonewright.notation.tree import read_yaml
from zonewright.schema.fields import Schema
from zonewright.values import Period, Quantity, Words

TITLE = Words("Listed goods", "清单物品", "목록 물품")
RULES = FacilitationList(
    "rd-imports",
    TITLE,
    "granted",
    ("committee", "customs"),
    "committee",
    Period(12, "month"),
    warn=Period(60, "day"),
    duties=("storage-log", "use-record"),
    duty_time=DutyTime(Limit(10, "working_day"), "cn"),
)
SERUM = Item("3002.12.00.10", "serum", Quantity(2, "kg"), "101")
CELLS = Item("300251", "cells", Quantity(100, "item"))
YEAR = (date(2026, 3, 1), date(2027, 3, 1))


def day(text):
    return date.fromisoformat(f"2026-{text}")


def played(*steps, rules=RULES):
    """The book after commands that must all be taken; the events in order."""
    book, events = Book(rules), []
    for on, command in steps:
        found = decide_on_list(book, command, on=day(on))
        assert not isinstance(found, ListRefusal), found
        for event in found:
            book = apply_to_list(book, event)
            events.append(event)
    assert replay_list(rules, events) == book
    return book, events


APPLIED = ("02-02", ApplyForItems("acme", (SERUM, CELLS), *YEAR))
AGREED = (
    ("02-05", AssessApplication("a1", "committee", agrees=True)),
    ("02-09", AssessApplication("a1", "customs", agrees=True)),
)
LISTED = (APPLIED, *AGREED, ("02-20", PublishApplications(("a1",), "batch 1")))


def listed(*steps, rules=RULES):
    return played(*LISTED, *steps, rules=rules)[0]


def use(amount, declaration="D1", *, unit="kg", line="a1-1"):
    return UseLine(line, Quantity(amount, unit), declaration)


def refusal(book, command, on):
    found = decide_on_list(book, command, on=day(on))
    assert isinstance(found, ListRefusal), found
    return found


def why(book, command, on):
    return refusal(book, command, on).why


def left(book, line="a1-1"):
    return balance(book.lines[line])


def test_an_application_becomes_lines_once_all_have_agreed_and_it_is_published():
    book = listed()
    assert list(book.lines) == ["a1-1", "a1-2"]
    line = book.lines["a1-1"]
    assert (line.enterprise, line.item.code, line.item.extension, line.batch) == ("acme", "3002120010", "101", "batch 1")
    assert (line.start, line.until) == YEAR
    assert left(book) == Quantity(2, "kg")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (replace(SERUM, code="30021"), ListWhy.BAD_CODE),
        (replace(SERUM, code="30021200101"), ListWhy.BAD_CODE),
        (replace(SERUM, code="3002.12."), ListWhy.BAD_CODE),
        (replace(SERUM, code="3002 12"), ListWhy.BAD_CODE),
        (replace(SERUM, extension="1"), ListWhy.BAD_CODE),
        (replace(SERUM, extension="1011"), ListWhy.BAD_CODE),
        (replace(SERUM, quantity=Quantity(0, "kg")), ListWhy.NOT_ABOVE_ZERO),
        (replace(SERUM, quantity=Quantity(-1, "kg")), ListWhy.NOT_ABOVE_ZERO),
        (replace(SERUM, quantity=Quantity(1, "barrel")), ListWhy.UNKNOWN_UNIT),
        (replace(SERUM, name=" "), ListWhy.MISSING),
    ],
)
def test_an_application_for_goods_that_cannot_be_kept_is_refused(item, expected):
    assert why(Book(RULES), ApplyForItems("acme", (CELLS, item), *YEAR), "02-02") is expected


@pytest.mark.parametrize("code", ["300212", "3002.12", "30021200", "3002.12.0010", "３００２１２"])
def test_codes_of_six_to_ten_digits_are_kept_as_digits(code):
    book, _ = played(("02-02", ApplyForItems("acme", (replace(SERUM, code=code),), *YEAR)))
    [item] = book.applications["a1"].asked.items
    assert item.code.isascii()
    assert item.code.isdigit()


def test_an_application_names_who_asks_and_for_what():
    found = refusal(Book(RULES), ApplyForItems(" ", (), *YEAR), "02-02")
    assert (found.why, found.missing) == (ListWhy.MISSING, ("enterprise", "items"))


def test_a_period_is_not_empty_and_not_longer_than_the_list_allows():
    start = day("03-01")
    assert why(Book(RULES), ApplyForItems("acme", (SERUM,), start, start), "02-02") is ListWhy.PERIOD_EMPTY
    found = refusal(Book(RULES), ApplyForItems("acme", (SERUM,), start, date(2027, 3, 2)), "02-02")
    assert (found.why, found.until) == (ListWhy.PERIOD_TOO_LONG, date(2027, 3, 1))
    played(("02-02", ApplyForItems("acme", (SERUM,), start, date(2027, 3, 1))))


def test_goods_are_not_asked_for_twice_at_one_time():
    book, _ = played(APPLIED)
    again = ApplyForItems("acme", (replace(SERUM, name=" SERUM "),), date(2027, 2, 28), date(2027, 6, 1))
    found = refusal(book, again, "02-03")
    assert (found.why, found.about, found.until) == (ListWhy.OVERLAPS, "a1", YEAR[1])
    assert why(Book(RULES), ApplyForItems("acme", (SERUM, SERUM), *YEAR), "02-03") is ListWhy.OVERLAPS
    for other in (
        replace(again, start=date(2027, 3, 1)),
        replace(again, start=date(2026, 1, 1), until=day("03-01")),
        replace(again, enterprise="other"),
        replace(again, items=(replace(SERUM, extension="102"),)),
        replace(again, items=(replace(SERUM, extension=""),)),
        replace(again, items=(replace(SERUM, name="plasma"),)),
    ):
        assert not isinstance(decide_on_list(book, other, on=day("02-03")), ListRefusal)


def test_goods_are_asked_for_again_after_a_refusal_or_a_removal():
    again = ApplyForItems("acme", (SERUM,), *YEAR)
    book, _ = played(APPLIED, ("02-05", AssessApplication("a1", "customs", agrees=False, reason="storage is not cold enough")))
    assert not isinstance(decide_on_list(book, again, on=day("02-06")), ListRefusal)
    book = listed()
    assert why(book, again, "03-02") is ListWhy.OVERLAPS
    book = listed(("03-02", RemoveLine("a1-1", "request", "the project has ended")))
    assert not isinstance(decide_on_list(book, again, on=day("03-02")), ListRefusal)
    assert why(book, replace(again, items=(CELLS,)), "03-02") is ListWhy.OVERLAPS


def test_only_the_authorities_of_the_list_assess_and_each_once():
    book, _ = played(APPLIED, AGREED[0])
    found = refusal(book, AssessApplication("a1", "police", agrees=True), "02-09")
    assert (found.why, found.possible) == (ListWhy.NOT_AN_ASSESSOR, ("customs",))
    assert why(book, AssessApplication("a1", "committee", agrees=False, reason="no"), "02-09") is ListWhy.ASSESSED_BEFORE
    assert why(book, AssessApplication("a1", "customs", agrees=False, reason=" "), "02-09") is ListWhy.REASON_MISSING
    assert why(book, AssessApplication("a2", "customs", agrees=True), "02-09") is ListWhy.UNKNOWN_APPLICATION
    assert why(book, AssessApplication("a1", "customs", agrees=True), "02-01") is ListWhy.EARLIER


def test_nothing_is_published_before_all_have_agreed():
    book, _ = played(APPLIED, AGREED[0])
    found = refusal(book, PublishApplications(("a1",), "batch 1"), "02-20")
    assert (found.why, found.missing) == (ListWhy.NOT_ASSESSED, ("customs",))
    book, _ = played(APPLIED, AGREED[0], ("02-09", AssessApplication("a1", "customs", agrees=False, reason="risk")))
    assert why(book, PublishApplications(("a1",), "batch 1"), "02-20") is ListWhy.NOT_AGREED


def test_publication_names_applications_and_a_batch_and_happens_once():
    book, _ = played(APPLIED, *AGREED)
    assert refusal(book, PublishApplications((), " "), "02-20").missing == ("applications", "batch")
    assert why(book, PublishApplications(("a1", "a9"), "b"), "02-20") is ListWhy.UNKNOWN_APPLICATION
    assert why(book, PublishApplications(("a1", "a1"), "b"), "02-20") is ListWhy.PUBLISHED_BEFORE
    assert why(book, PublishApplications(("a1",), "b"), "02-08") is ListWhy.EARLIER
    assert why(listed(), PublishApplications(("a1",), "b"), "02-20") is ListWhy.PUBLISHED_BEFORE


@pytest.mark.parametrize("status", ["intended", "exists_nationally"])
def test_a_list_that_is_not_granted_publishes_nothing(status):
    book, _ = played(APPLIED, *AGREED, rules=replace(RULES, status=status))
    assert why(book, PublishApplications(("a1",), "batch 1"), "02-20") is ListWhy.NOT_GRANTED


def test_a_list_whose_validity_nobody_has_stated_publishes_nothing_and_names_who_knows():
    rules = replace(RULES, validity=None, validity_ask="customs")
    book, _ = played(APPLIED, *AGREED, rules=rules)
    found = refusal(book, PublishApplications(("a1",), "batch 1"), "02-20")
    assert (found.why, found.possible) == (ListWhy.VALIDITY_UNKNOWN, ("customs",))


def test_a_use_takes_from_the_balance_exactly_and_in_other_units_of_the_kind():
    book = listed(("03-02", use(Fraction(1, 3000), unit="t")), ("03-03", use(1, "D2")))
    assert left(book) == Quantity(Fraction(2, 3), "kg")


def test_the_balance_may_become_nothing_and_never_less():
    book = listed(("03-02", use(Fraction(3, 2))))
    found = refusal(book, use(Fraction(501, 1000), "D2"), "03-03")
    assert (found.why, found.left, found.until) == (ListWhy.BALANCE, Quantity(Fraction(1, 2), "kg"), YEAR[1])
    book = listed(("03-02", use(Fraction(3, 2))), ("03-03", use(Fraction(1, 2), "D2")))
    assert left(book) == Quantity(0, "kg")


def test_a_use_of_another_kind_or_of_nothing_is_refused():
    found = refusal(listed(), use(1, unit="item"), "03-02")
    assert (found.why, found.possible) == (ListWhy.UNIT_DIFFERS, ("kg",))
    assert why(listed(), use(1, unit="barrel"), "03-02") is ListWhy.UNIT_DIFFERS
    assert why(listed(), use(0), "03-02") is ListWhy.NOT_ABOVE_ZERO
    assert why(listed(), use(1, line="a9-1"), "03-02") is ListWhy.UNKNOWN_LINE
    assert refusal(listed(), use(1, "  "), "03-02").missing == ("declaration",)


def test_a_line_is_used_from_its_first_day_to_its_last():
    found = refusal(listed(), use(1), "02-28")
    assert (found.why, found.since, found.until) == (ListWhy.NOT_IN_FORCE, *YEAR)
    assert not isinstance(decide_on_list(listed(), use(1), on=YEAR[0]), ListRefusal)
    assert not isinstance(decide_on_list(listed(), use(1), on=date(2027, 2, 28)), ListRefusal)
    over = decide_on_list(listed(), use(1), on=YEAR[1])
    assert isinstance(over, ListRefusal)
    assert over.why is ListWhy.NOT_IN_FORCE


def test_a_line_published_after_its_start_is_used_from_publication_on():
    book, _ = played(APPLIED, *AGREED, ("04-01", PublishApplications(("a1",), "batch 1")))
    found = refusal(book, use(1), "03-31")
    assert (found.why, found.since) == (ListWhy.NOT_IN_FORCE, day("04-01"))
    assert not isinstance(decide_on_list(book, use(1), on=day("04-01")), ListRefusal)


@pytest.mark.parametrize("again", ["22012026A1", "22012026a1", "2201 2026 A1", "２２０１２０２６A1"])
def test_a_declaration_number_counts_once_however_it_is_written(again):
    book = listed(("03-02", use(1, "22012026A1")))
    assert why(book, use(1, again), "03-03") is ListWhy.DECLARED_BEFORE


def test_one_declaration_may_take_from_two_lines():
    listed(("03-02", use(1)), ("03-02", use(5, unit="item", line="a1-2")))


def test_uses_may_be_recorded_in_any_order_between_two_changes_and_not_before_a_change():
    book = listed(("03-09", use(1)), ("03-05", use(Fraction(1, 2), "D2")), ("03-10", RaiseLine("a1-1", Quantity(1, "kg"))))
    found = refusal(book, use(1, "D3"), "03-09")
    assert (found.why, found.since) == (ListWhy.EARLIER, day("03-10"))
    book = listed(("03-09", use(2)), ("03-20", GiveBack("a1-1", "D1", Quantity(2, "kg"))))
    assert why(book, use(2, "D2"), "03-10") is ListWhy.EARLIER


def test_what_is_given_back_can_be_used_again_and_is_never_more_than_was_taken():
    book = listed(("03-02", use(2)), ("03-05", GiveBack("a1-1", "D1", Quantity(Fraction(3, 2), "kg"))))
    assert left(book) == Quantity(Fraction(3, 2), "kg")
    found = refusal(book, GiveBack("a1-1", "D1", Quantity(1, "kg")), "03-06")
    assert (found.why, found.left) == (ListWhy.MORE_THAN_TAKEN, Quantity(Fraction(1, 2), "kg"))
    assert why(book, GiveBack("a1-1", "D9", Quantity(1, "kg")), "03-06") is ListWhy.UNKNOWN_USE
    assert why(book, GiveBack("a1-1", "D1", Quantity(0, "kg")), "03-06") is ListWhy.NOT_ABOVE_ZERO
    assert why(book, GiveBack("a1-1", "D1", Quantity(1, "item")), "03-06") is ListWhy.UNIT_DIFFERS
    assert why(book, GiveBack("a1-1", "D1", Quantity(Fraction(1, 2), "kg")), "03-01") is ListWhy.EARLIER
    book = listed(("03-02", use(2)), ("03-05", GiveBack("a1-1", " d1", Quantity(2, "kg"))), ("03-05", use(2, "D2")))
    assert left(book) == Quantity(0, "kg")


def test_each_duty_of_a_use_is_accounted_for_once():
    book = listed(("03-02", use(1)), ("03-02", AccountFor("a1-1", "D1", "storage-log")))
    found = refusal(book, AccountFor("a1-1", "D1", "storage-log"), "03-04")
    assert (found.why, found.possible) == (ListWhy.ACCOUNTED_BEFORE, ("use-record",))
    assert why(book, AccountFor("a1-1", "D1", "diary"), "03-04") is ListWhy.UNKNOWN_DUTY
    assert why(book, AccountFor("a1-1", "D2", "use-record"), "03-04") is ListWhy.UNKNOWN_USE
    assert why(book, AccountFor("a1-1", "D1", "use-record"), "03-01") is ListWhy.EARLIER


def test_a_suspended_line_rests_until_it_is_reinstated():
    book = listed(("03-02", use(1)), ("03-05", SuspendLine("a1-1", "authority", "an inspection is under way")))
    found = refusal(book, use(1, "D2"), "03-06")
    assert (found.why, found.possible) == (ListWhy.SUSPENDED, ("reinstate",))
    assert why(book, RaiseLine("a1-1", Quantity(1, "kg")), "03-06") is ListWhy.SUSPENDED
    assert why(book, SuspendLine("a1-1", "breach", "again"), "03-06") is ListWhy.SUSPENDED
    assert why(book, ReinstateLine("a1-1", "nothing was found"), "03-04") is ListWhy.EARLIER
    book = listed(
        ("03-05", SuspendLine("a1-1", "authority", "an inspection is under way")),
        ("03-07", ReinstateLine("a1-1", "nothing was found")),
        ("03-07", use(1)),
    )
    assert left(book) == Quantity(1, "kg")
    assert why(book, use(1, "D2"), "03-06") is ListWhy.EARLIER


def test_a_line_stands_still_or_goes_for_a_reason_on_one_of_the_grounds():
    book = listed(("03-02", use(1)))
    for command in (SuspendLine, RemoveLine):
        found = refusal(book, command("a1-1", "mood", "because"), "03-03")
        assert (found.why, found.possible) == (ListWhy.NO_SUCH_GROUND, ("breach", "request", "authority"))
        assert why(book, command("a1-1", "breach", " "), "03-03") is ListWhy.REASON_MISSING
        assert why(book, command("a1-1", "breach", "resold"), "03-01") is ListWhy.EARLIER
    assert why(book, ReinstateLine("a1-1", "it may go on"), "03-03") is ListWhy.NOT_SUSPENDED


def test_a_removed_line_takes_no_use_and_its_duties_stay():
    book = listed(("03-02", use(1)), ("03-05", RemoveLine("a1-1", "breach", "resold")))
    again = RemoveLine("a1-1", "breach", "resold")
    for command in (use(1, "D2"), RaiseLine("a1-1", Quantity(1, "kg")), again, ReinstateLine("a1-1", "sorry")):
        assert why(book, command, "03-06") is ListWhy.REMOVED
    assert not isinstance(decide_on_list(book, AccountFor("a1-1", "D1", "use-record"), on=day("03-06")), ListRefusal)
    assert not isinstance(decide_on_list(book, GiveBack("a1-1", "D1", Quantity(1, "kg")), on=day("03-06")), ListRefusal)
    assert [one.duties for one in warnings(book, on=day("06-01"), calendars=shipped_calendars())] == [RULES.duties]


def test_a_raise_adds_to_what_a_line_allows_while_it_is_in_force():
    book = listed(("03-02", use(2)), ("03-03", RaiseLine("a1-1", Quantity(Fraction(1, 1000), "t"))), ("03-03", use(1, "D2")))
    assert left(book) == Quantity(0, "kg")
    assert why(listed(), RaiseLine("a1-1", Quantity(1, "kg")), "02-25") is ListWhy.NOT_IN_FORCE
    assert why(listed(), RaiseLine("a1-1", Quantity(1, "m2")), "03-03") is ListWhy.UNIT_DIFFERS
    assert why(listed(), RaiseLine("a1-1", Quantity(-1, "kg")), "03-03") is ListWhy.NOT_ABOVE_ZERO


def told(book, on):
    return [(one.concern, one.line) for one in warnings(book, on=on, calendars=shipped_calendars())]


def test_a_line_about_to_end_is_told_from_the_day_of_warning_to_the_last_day():
    """The last day is 28 February 2027; sixty days before it is 30 December 2026."""
    book = listed()
    assert told(book, date(2026, 12, 29)) == []
    assert told(book, date(2026, 12, 30)) == [(Concern.ENDING, "a1-1"), (Concern.ENDING, "a1-2")]
    assert len(told(book, date(2027, 2, 28))) == 2
    assert told(book, date(2027, 3, 1)) == []
    [first, _] = warnings(book, on=date(2027, 1, 1), calendars={})
    assert first == ListWarning(Concern.ENDING, "a1-1", Quantity(2, "kg"), date(2027, 2, 28))
    removed = listed(("03-05", RemoveLine("a1-1", "request", "the project has ended")))
    assert told(removed, date(2027, 1, 1)) == [(Concern.ENDING, "a1-2")]
    assert told(listed(rules=replace(RULES, warn=None)), date(2027, 1, 1)) == []


def test_a_line_that_is_used_up_is_told():
    assert told(listed(("03-02", use(2))), day("03-02")) == [(Concern.USED_UP, "a1-1")]


def test_duties_are_overdue_after_their_last_working_day():
    """Ten working days after Monday 2 March 2026, that day not counted, end on Monday 16 March."""
    book = listed(("03-02", use(1)), ("03-04", AccountFor("a1-1", "D1", "use-record")))
    assert told(book, day("03-16")) == []
    [found] = warnings(book, on=day("03-17"), calendars=shipped_calendars())
    assert (found.concern, found.declaration, found.duties) == (Concern.OVERDUE, "D1", ("storage-log",))
    assert found.last_day == day("03-16")
    done = listed(("03-02", use(1)), *(("03-20", AccountFor("a1-1", "D1", duty)) for duty in RULES.duties))
    assert told(done, day("03-30")) == []


def test_duties_without_a_known_time_are_owed_and_never_overdue():
    book = listed(("03-02", use(1)), rules=replace(RULES, duty_time=DutyTime(ask="customs")))
    [found] = warnings(book, on=day("06-30"), calendars={})
    assert (found.concern, found.last_day, found.ask) == (Concern.OWED, None, "customs")
    assert warnings(book, on=day("03-01"), calendars={}) == ()


def every_event():
    return played(
        *LISTED,
        ("03-02", use(Fraction(1, 3))),
        ("03-03", RaiseLine("a1-1", Quantity(1, "kg"), by="window", actor="Li Na")),
        ("03-04", GiveBack("a1-1", "D1", Quantity(Fraction(1, 7), "kg"))),
        ("03-05", AccountFor("a1-1", "D1", "use-record")),
        ("03-06", SuspendLine("a1-1", "breach", "no log")),
        ("03-07", ReinstateLine("a1-1", "log found")),
        ("03-08", RemoveLine("a1-1", "request", "done")),
    )[1]


def test_events_say_who_recorded_them():
    raised = next(event for event in every_event() if type(event).__name__ == "LineRaised")
    assert (raised.by, raised.actor, raised.on) == ("window", "Li Na", day("03-03"))


def test_an_event_out_of_its_row_is_the_event():
    events = every_event()
    assert len({type(event) for event in events}) == 10
    for event in events:
        assert list_event_of_json(list_event_as_json(event)) == event


@pytest.mark.parametrize(
    "wrong",
    [None, [], {}, {"event": "opened"}, {"on": "2026-02-30"}, {"agrees": "true"}, {"reason": 5}, {"on": None}, {"agrees": 1}],
)
def test_a_row_that_tells_no_event_gives_none(wrong):
    row = list_event_as_json(every_event()[1])
    broken = {**row, **wrong} if isinstance(wrong, dict) and wrong else wrong
    assert list_event_of_json(broken) is None
    assert list_event_of_json(row) is not None


GOOD = """\
lists:
  rd-imports:
    title: {en: Listed goods, zh: 清单物品, ko: 목록 물품}
    status: granted
    assessed_by: [committee, customs]
    published_by: committee
    validity: 12 months
    warn: 60 days
    duties: [storage-log, use-record]
    duty_within: {limit: 10 working days, calendar: cn}
    basis: [{source: act, article: art. 3}]
"""
KNOWN = Known(
    ("committee", "customs"), ("act",), {"storage-log": None, "use-record": None}, {}, shipped_calendars(), (), Schema()
)


def read(text):
    report = Report()
    written = LISTS.read(read_yaml(text, "lists.yaml"), report)
    lists = {} if written is None else read_lists(written, report)
    check_lists(lists, KNOWN, report)
    return lists, [(found.code, found.where.line) for found in report.diagnostics]


def test_the_file_states_the_rules():
    lists, found = read(GOOD)
    assert found == []
    rules = lists["rd-imports"]
    assert replace(rules, basis=(), place=RULES.place) == RULES
    assert rules.basis[0].article == "art. 3"


def test_what_is_not_known_is_written_with_whom_to_ask():
    text = GOOD.replace("12 months", "{unknown: {ask: customs}}").replace(
        "{limit: 10 working days, calendar: cn}", "{unknown: {ask: customs}}"
    )
    lists, found = read(text)
    assert found == [("ZW810", 7), ("ZW810", 10)]
    rules = lists["rd-imports"]
    assert (rules.validity, rules.validity_ask, rules.duty_time) == (None, "customs", DutyTime(ask="customs"))


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ("[committee, customs]", "[committee, police]", "ZW840", 5),
        ("published_by: committee", "published_by: palace", "ZW840", 6),
        ("12 months", "{unknown: {ask: palace}}", "ZW840", 7),
        ("{limit: 10 working days, calendar: cn}", "{unknown: {ask: palace}}", "ZW840", 10),
        ("source: act", "source: rumour", "ZW840", 11),
        ("storage-log, use", "diary, use", "ZW841", 9),
        ("calendar: cn", "calendar: mars", "ZW842", 10),
        ("calendar: cn", "calendar: cn, rule: petition", "ZW842", 10),
        ("[committee, customs]", "[customs, customs]", "ZW843", 5),
        ("12 months", "0 months", "ZW843", 7),
        ("60 days", "0 days", "ZW843", 8),
        ("60 days", "1 year", "ZW843", 8),
        ("    duty_within: {limit: 10 working days, calendar: cn}\n", "", "ZW843", 9),
        ("    duties: [storage-log, use-record]\n", "", "ZW843", 9),
        (", calendar: cn", "", "ZW843", 10),
        ("calendar: cn", "calendar: cn, unknown: {ask: customs}", "ZW843", 10),
        ("granted", "promised", "ZW012", 4),
        ("12 months", "a while", "ZW010", 7),
        (", ko: 목록 물품", "", "ZW015", 3),
    ],
)
def test_a_mistake_in_the_file_is_told_at_its_line(before, after, code, line):
    assert before in GOOD
    assert (code, line) in read(GOOD.replace(before, after))[1]


def test_all_mistakes_are_told_at_once():
    text = GOOD.replace("customs", "police").replace("storage-log", "diary").replace("cn", "mars").replace("60 days", "2 years")
    assert {code for code, _ in read(text)[1]} == {"ZW840", "ZW841", "ZW842", "ZW843"}
