"""Events of cases as rows: nothing is lost, and what is no event is told."""

import json
from datetime import date, datetime
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zonewright.cases.events import EVENTS, Moved, Noted, Opened, Registered
from zonewright.cases.events_as_json import event_as_json, event_of_json
from zonewright.errors import InputError
from zonewright.values import Code, DateRange, Level, Quantity, Words

MOMENT = datetime(2026, 3, 2, 9, 30)  # noqa: DTZ001  # moments carry no zone
TEXTS = st.sampled_from(("", "intake", "审批", "a \"b\" \x00 \n"))
MOMENTS = st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31))  # noqa: DTZ001
NUMBERS = st.sampled_from((0, -1, 10**30, Fraction(1, 3), Fraction(-7, 2)))
QUANTITIES = st.builds(Quantity, NUMBERS, st.sampled_from(("CNY", "mu")))
SINGLE = st.one_of(
    st.booleans(), NUMBERS, st.dates(), TEXTS, QUANTITIES,
    st.builds(Code, TEXTS, TEXTS, TEXTS), st.builds(Level, st.integers(0, 3), TEXTS),
)  # fmt: skip
FACTS = st.dictionaries(TEXTS, st.one_of(st.none(), SINGLE, st.lists(SINGLE, max_size=3).map(tuple)), max_size=3)
BY_TYPE = {
    "str": TEXTS,
    "bool": st.booleans(),
    "datetime": MOMENTS,
    "datetime | None": st.none() | MOMENTS,
    "date | None": st.none() | st.dates(),
    "Quantity | None": st.none() | QUANTITIES,
    "Words | None": st.none() | st.builds(Words, TEXTS, TEXTS, TEXTS),
    "DateRange": st.builds(DateRange, st.none() | st.dates(), st.none() | st.dates()),
    "tuple[str, ...]": st.lists(TEXTS, max_size=3).map(tuple),
    "tuple[tuple[str, str], ...]": st.lists(st.tuples(TEXTS, TEXTS), max_size=3).map(tuple),
    "Facts": FACTS,
    "Mapping[str, date]": st.dictionaries(TEXTS, st.dates(), max_size=2),
    "Mapping[str, str]": st.dictionaries(TEXTS, TEXTS, max_size=2),
}


def events_of(kind):
    parts = {one.name: BY_TYPE[one.type] for one in kind.__dataclass_fields__.values()}
    return st.fixed_dictionaries(parts).map(lambda parts: kind(**parts))


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.__name__)
@given(chance=st.data())
def test_every_event_comes_back_from_json_as_it_was(kind, chance):
    event = chance.draw(events_of(kind))
    back = event_of_json(json.loads(json.dumps(event_as_json(event))))
    assert back == event
    assert type(back) is type(event)


@given(FACTS)
def test_every_fact_keeps_its_kind(facts):
    back = event_of_json(json.loads(json.dumps(event_as_json(Opened(MOMENT, facts=facts))))).facts
    assert {id: (type(value), value) for id, value in back.items()} == {id: (type(one), one) for id, one in facts.items()}


def test_a_yes_is_not_a_one():
    for value in (True, 1, Fraction(1, 2), "1", date(2026, 1, 1)):
        row = event_as_json(Opened(MOMENT, facts=MappingProxyType({"staff": value})))
        assert event_of_json(row).facts["staff"] is value or type(event_of_json(row).facts["staff"]) is type(value)


def refused(row):
    with pytest.raises(InputError) as told:
        event_of_json(row)
    assert {one.code for one in told.value.diagnostics} == {"ZW861"}
    assert all(one.hint for one in told.value.diagnostics)
    return [one.message for one in told.value.diagnostics]


@pytest.mark.parametrize("row", [None, [], "noted", 5, {}, {"event": "vanished"}, {"event": None}, {"event": ["noted"]}])
def test_what_is_no_event_is_refused(row):
    assert len(refused(row)) == 1


def test_every_mistake_of_a_row_is_told_at_once():
    row = event_as_json(Moved(MOMENT, left="apply", to="intake"))
    del row["to"]
    row |= {"whim": 1, "on": "yesterday", "marks": "receipt"}
    assert refused(row) == [
        "`marks` of the event `moved` is not a list of texts",
        "`on` of the event `moved` is not a moment without a zone",
        "`whim` is no part of the event `moved`",
        "the event `moved` lacks `to`",
    ]


@pytest.mark.parametrize(
    ("event", "part", "value"),
    [
        (Noted(MOMENT), "on", "2026-03-02T09:30:00+08:00"),
        (Noted(MOMENT), "on", 20260302),
        (Noted(MOMENT), "text", None),
        (Noted(MOMENT), "text", 5),
        (Moved(MOMENT), "kept", [["task"]]),
        (Moved(MOMENT), "kept", [["task", 1]]),
        (Moved(MOMENT), "marks", [1]),
        (Registered(MOMENT), "in_force", ["2026-01-01"]),
        (Registered(MOMENT), "in_force", {"2026-01-01": 1, "2026-02-01": 1}),
        (Registered(MOMENT), "columns", [1]),
        (Registered(MOMENT), "columns", {"staff": 1.5}),
        (Registered(MOMENT), "columns", {"staff": {"number": "1/0"}}),
        (Registered(MOMENT), "columns", {"staff": {"number": "1", "more": 2}}),
        (Registered(MOMENT), "columns", {"staff": [[1]]}),
        (Opened(MOMENT), "evidence", {"form": "soon"}),
        (Opened(MOMENT), "evidence", {"form": None}),
        (Opened(MOMENT), "evidence", []),
    ],
)
def test_a_part_of_another_kind_is_refused(event, part, value):
    assert len(refused(event_as_json(event) | {part: value})) == 1
