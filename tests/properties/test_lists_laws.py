"""Laws of lists and registers: whatever is asked of them, in whatever order, on whatever day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from zonewright.cases.lists import apply_to_list, decide_on_list, replay_list
from zonewright.cases.lists_as_json import list_event_as_json, list_event_of_json
from zonewright.cases.lists_events import (
    AccountFor,
    ApplyForItems,
    AssessApplication,
    GiveBack,
    GivenBack,
    Item,
    LineRaised,
    LineReinstated,
    LineRemoved,
    LineSuspended,
    ListRefusal,
    PublishApplications,
    Published,
    RaiseLine,
    ReinstateLine,
    RemoveLine,
    SuspendLine,
    Used,
    UseLine,
)
from zonewright.cases.lists_lines import declaration_number
from zonewright.cases.lists_model import Book, FacilitationList, balance
from zonewright.cases.registers import (
    AmendEntry,
    EndEntry,
    EnterInRegister,
    Register,
    RegisterBook,
    RegisterRefusal,
    apply_to_register,
    decide_on_register,
    in_force,
    replay_register,
)
from zonewright.values import DateRange, Period, Quantity, Words

WORDS = Words("word", "词", "말")
RULES = FacilitationList("l", WORDS, "granted", ("committee",), "committee", Period(6, "month"), duties=("log",))
DAYS = tuple(date(2026, 3, day) for day in range(1, 9))
START = (
    ApplyForItems(
        "acme", (Item("300212", "serum", Quantity(2, "kg")), Item("300251", "soil", Quantity(1, "t"))), DAYS[1], DAYS[7]
    ),
    AssessApplication("a1", "committee", agrees=True),
    PublishApplications(("a1",), "first"),
)

lines = st.sampled_from(["a1-1", "a1-1", "a1-1", "a1-2", "a2-1"])
quantities = st.builds(
    Quantity,
    st.sampled_from([0, -1, 1, 2, Fraction(1, 2), Fraction(1, 3), Fraction(1, 1000), Fraction(1, 500)]),
    st.sampled_from(["kg", "kg", "kg", "t", "mu"]),
)
declarations = st.sampled_from(["D1", "d1", "D2", "D 2", "D3", ""])
grounds = st.sampled_from(["breach", "request", "mood"])
commands = st.one_of(
    st.builds(UseLine, lines, quantities, declarations),
    st.builds(UseLine, lines, quantities, declarations),
    st.builds(GiveBack, lines, declarations, quantities),
    st.builds(AccountFor, lines, declarations, st.sampled_from(["log", "diary"])),
    st.builds(RaiseLine, lines, quantities),
    st.builds(SuspendLine, lines, grounds, st.just("why")),
    st.builds(ReinstateLine, lines, st.just("why")),
    st.builds(RemoveLine, lines, grounds, st.just("why")),
    st.builds(
        ApplyForItems,
        st.sampled_from(["acme", "other"]),
        st.builds(lambda quantity: (Item("300212", "serum", quantity),), quantities),
        st.sampled_from(DAYS),
        st.sampled_from(DAYS),
    ),
    st.builds(AssessApplication, st.just("a2"), st.just("committee"), st.booleans(), st.just("why")),
    st.builds(PublishApplications, st.just(("a2",)), st.just("second")),
)
stories = st.lists(st.tuples(st.sampled_from(DAYS), commands), min_size=1, max_size=14)


def told(story):
    """The book and the events of a story; the commands that were refused left no trace."""
    book, events = Book(RULES), []
    for on, command in (*((DAYS[0], command) for command in START), *story):
        found = decide_on_list(book, command, on=on)
        assert decide_on_list(book, command, on=on) == found
        for event in () if isinstance(found, ListRefusal) else found:
            book = apply_to_list(book, event)
            events.append(event)
    return book, events


def left(book, events):
    """What is left of each line, added up from its events alone."""
    sums = {id: Fraction(line.item.quantity.number) for id, line in book.lines.items()}
    for event in events:
        match event:
            case LineRaised() | GivenBack():
                sums[event.line] += event.quantity.to(book.lines[event.line].unit)
            case Used():
                sums[event.line] -= event.quantity.to(book.lines[event.line].unit)
            case _:
                pass
    return sums


RACE = [(DAYS[5], UseLine("a1-1", Quantity(2, "kg"), "D1")), (DAYS[6], GiveBack("a1-1", "D1", Quantity(2, "kg")))]


@settings(max_examples=400, deadline=None)
@given(stories)
@example([(DAYS[4], UseLine("a1-1", Quantity(2, "kg"), "D1")), (DAYS[4], UseLine("a1-1", Quantity(1, "kg"), "D2"))])
@example([*RACE, (DAYS[5], UseLine("a1-1", Quantity(2, "kg"), "D2"))])
def test_a_balance_is_never_negative_on_no_day_and_is_the_sum_of_its_events(story):
    book, events = told(story)
    assert {id: balance(line).number for id, line in book.lines.items()} == left(book, events)
    for day in DAYS:
        so_far = left(book, [event for event in events if event.on <= day])
        assert all(number >= 0 for number in so_far.values())


@settings(max_examples=200, deadline=None)
@given(stories, st.data())
def test_replaying_the_events_gives_the_book_from_any_point(story, data):
    book, events = told(story)
    assert replay_list(RULES, events) == book
    cut = data.draw(st.integers(0, len(events)))
    early = replay_list(RULES, events[:cut])
    for event in events[cut:]:
        early = apply_to_list(early, event)
    assert early == book
    assert [list_event_of_json(list_event_as_json(event)) for event in events] == events


@settings(max_examples=200, deadline=None)
@given(stories)
@example([(DAYS[3], UseLine("a1-1", Quantity(1, "kg"), "D 2")), (DAYS[3], UseLine("a1-1", Quantity(1, "kg"), "d2"))])
def test_a_declaration_never_counts_twice_for_a_line(story):
    _, events = told(story)
    used = [(event.line, declaration_number(event.declaration)) for event in events if isinstance(event, Used)]
    assert len(used) == len(set(used))


@settings(max_examples=300, deadline=None)
@given(stories)
@example([(DAYS[4], RemoveLine("a1-1", "breach", "why")), (DAYS[3], UseLine("a1-1", Quantity(1, "kg"), "D1"))])
@example([(DAYS[4], SuspendLine("a1-1", "breach", "why")), (DAYS[4], UseLine("a1-1", Quantity(1, "kg"), "D1"))])
def test_a_line_that_is_removed_suspended_or_out_of_its_period_takes_no_use(story):
    book, events = told(story)
    off, gone, published = set(), set(), {}
    for event in events:
        match event:
            case Published():
                published |= dict.fromkeys(book.applications[event.application].lines, event.on)
            case LineSuspended():
                off.add(event.line)
            case LineReinstated():
                off.remove(event.line)
            case LineRemoved():
                gone.add(event.line)
            case Used() | LineRaised():
                line = book.lines[event.line]
                assert event.line not in off | gone
                assert max(published[event.line], line.start) <= event.on < line.until
            case _:
                pass


@settings(max_examples=200, deadline=None)
@given(stories)
@example([*RACE, (DAYS[6], GiveBack("a1-1", "D1", Quantity(1, "kg")))])
def test_no_more_is_given_back_than_a_use_took(story):
    book, events = told(story)
    kept: dict[tuple[str, str], Fraction] = {}
    for event in events:
        if isinstance(event, Used):
            kept[event.line, event.declaration] = Fraction(event.quantity.to(book.lines[event.line].unit))
        if isinstance(event, GivenBack):
            kept[event.line, event.declaration] -= event.quantity.to(book.lines[event.line].unit)
    assert all(number >= 0 for number in kept.values())


@settings(max_examples=200, deadline=None)
@given(stories)
def test_no_two_lines_give_an_enterprise_the_same_goods_at_one_time(story):
    book, _ = told(story)
    standing = [line for line in book.lines.values() if not line.removed]
    for one, other in combinations(standing, 2):
        same = (one.enterprise, one.item.key) == (other.enterprise, other.item.key)
        assert not same or one.until <= other.start or other.until <= one.start


UNITS = (("kg", "t"), ("m2", "mu", "pyeong", "ha", "km2"), ("hour", "day", "week"), ("month", "year"))


@given(
    st.sampled_from(UNITS).flatmap(lambda kind: st.tuples(st.sampled_from(kind), st.sampled_from(kind))),
    st.fractions(min_value=0, max_value=1000, max_denominator=997),
)
def test_a_use_in_another_unit_and_back_loses_nothing(units, number):
    ours, other = units
    assert Quantity(Quantity(number, ours).to(other), other).to(ours) == number
    converted = Quantity(Quantity(number, ours).to(other), other)
    granted = Item("300212", "serum", Quantity(number + 1, ours))
    rules = FacilitationList("l", WORDS, "granted", ("committee",), "committee", Period(6, "month"))
    book = Book(rules)
    steps = (ApplyForItems("acme", (granted,), DAYS[0], DAYS[7]), *START[1:], UseLine("a1-1", converted, "D1"))
    for command in steps:
        found = decide_on_list(book, command, on=DAYS[0])
        for event in () if isinstance(found, ListRefusal) else found:
            book = apply_to_list(book, event)
    assert balance(book.lines["a1-1"]) == Quantity(1 if number else number + 1, ours)


SHOPS = Register("shops", WORDS, ("name", "floor"), ("name",))
ids = st.sampled_from(["shops-1", "shops-2", "shops-3", "shops-4"])
some_values = st.fixed_dictionaries(
    {}, optional={"name": st.sampled_from(["Tide", "Ebb", None]), "floor": st.sampled_from([40, 60])}
)
maybe_day = st.none() | st.sampled_from(DAYS)
register_commands = st.one_of(
    st.builds(EnterInRegister, st.just("acme"), some_values, st.builds(DateRange, maybe_day, maybe_day)),
    st.builds(EnterInRegister, st.just("acme"), st.just({"name": "Tide"}), st.builds(DateRange, maybe_day, maybe_day)),
    st.builds(AmendEntry, ids, some_values, reason=st.just("why")),
    st.builds(EndEntry, ids, st.sampled_from(["expiry", "removal"]), reason=st.just("why")),
)


def seen(book, day):
    return [(entry.id, dict(entry.values)) for entry in in_force(book, day)]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(DAYS), register_commands), min_size=2, max_size=12))
def test_a_register_keeps_its_keys_apart_and_what_it_showed(story):
    """No two entries of a day agree on the key; nothing that happens later changes what an earlier day shows."""
    book, events = RegisterBook(SHOPS), []
    for on, command in story:
        found = decide_on_register(book, command, on=on)
        before = {day: seen(book, day) for day in DAYS if day < on}
        for event in () if isinstance(found, RegisterRefusal) else found:
            book = apply_to_register(book, event)
            events.append(event)
        assert before == {day: seen(book, day) for day in DAYS if day < on}
        for day in DAYS:
            keys = [entry.values["name"] for entry in in_force(book, day)]
            assert len(keys) == len(set(keys))
            assert None not in keys
    assert replay_register(SHOPS, events) == book
