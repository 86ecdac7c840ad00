"""The meaning of the language, as a table. Every evaluator must give what the table says."""

import pytest

from conformance.table import read_table
from zonewright.compiler.plan import plan_of
from zonewright.conditions.judge import judge
from zonewright.matching.single import root_truths

SCHEMA, ROWS = read_table()


def test_the_table_is_large_enough():
    """At least 400 rows pin the meaning down."""
    assert len(ROWS) >= 400


def by_judge(row):
    return judge(row.when, row.facts, row.world).truth


def by_plan(row):
    [truth] = root_truths(plan_of([row.when]), row.facts, row.world)
    return truth


@pytest.mark.parametrize("evaluate", [by_judge, by_plan])
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_every_evaluator_gives_what_the_table_says(row, evaluate):
    assert evaluate(row) is row.truth
