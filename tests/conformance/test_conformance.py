"""The meaning of the language, as a table. Every evaluator must give what the table says."""

import pytest

from conformance.table import read_table
from zonewright.conditions.judge import judge

SCHEMA, ROWS = read_table()


def test_the_table_is_large_enough():
    """At least 400 rows pin the meaning down."""
    assert len(ROWS) >= 400


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_judge_gives_what_the_table_says(row):
    assert judge(row.when, row.facts, row.world).truth is row.truth
