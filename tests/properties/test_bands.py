"""The check of tables finds what going through every case row by row finds."""

from hypothesis import given
from hypothesis import strategies as st

from strategies import SCHEMA, WORLD, banded, loose_tables, pack_of
from zonewright.compiler.check_bands import every_case, told_case, uncovered_bands
from zonewright.conditions.ast import AllOf, leaves
from zonewright.conditions.judge import judge
from zonewright.conditions.truth import Truth


def is_open(condition):
    """Whether a row leaves one of its fields open."""
    return isinstance(condition, AllOf) and (not condition.parts or any(map(is_open, condition.parts)))


def first_mistakes(table):
    """The first case without a row and the first with two, each row judged in each case."""
    found = {}
    for facts in every_case(SCHEMA, table.by, [test for row in table.rows for test in leaves(row.when)]):
        held = [row for row in table.rows if judge(row.when, facts, WORLD).truth is Truth.TRUE]
        if not held:
            found.setdefault("ZW120", told_case(facts))
        elif sum(not is_open(row.when) for row in held) > 1:
            found.setdefault("ZW121", told_case(facts))
    return found


@given(st.one_of(banded(), loose_tables()))
def test_the_check_finds_the_cases_that_the_judge_finds_one_by_one(table):
    """The same cases, and of each mistake the first."""
    said = {one.code: one.message for one in uncovered_bands(pack_of(table))}
    expected = first_mistakes(table)
    assert said.keys() == expected.keys()
    assert [code for code, case in expected.items() if not said[code].endswith(f" {case}")] == []
