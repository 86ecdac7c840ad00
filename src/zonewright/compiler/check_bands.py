"""Threshold tables, score bands and tables of amounts: every case covered once. The judge is asked, at and around bounds."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any, Final

from zonewright.benefits.ast import Amount, Case, Cases, worths_in
from zonewright.conditions.ast import (
    AllOf,
    Band,
    Banded,
    Between,
    Compare,
    Condition,
    Excludes,
    Includes,
    Leaf,
    Piece,
    Score,
    fields_of,
    leaves,
)
from zonewright.conditions.judge import judge
from zonewright.conditions.render import show_value
from zonewright.conditions.samples import samples
from zonewright.conditions.truth import Truth
from zonewright.errors import Diagnostic, Place
from zonewright.packs.model import Pack
from zonewright.schema.fields import Facts, Field, FieldType, Schema, Value, as_number

MOST_CASES: Final = 20_000


def uncovered_bands(pack: Pack) -> Iterator[Diagnostic]:
    """ZW120: a case that no row covers. ZW121: a case that two rows claim."""
    for measure in pack.measures:
        yield from _of_tests(pack, leaves(measure.when), measure.place)
        if measure.amount is not None:
            yield from _of_amount(pack, measure.amount)


def every_case(schema: Schema, by: Sequence[str], tests: Iterable[Leaf]) -> Iterator[Facts] | None:
    """Facts for every case that the tests on some fields tell apart; None where there are too many to go through."""
    values_by = _values_by(schema, by, tests)
    if math.prod(map(len, values_by)) > MOST_CASES:
        return None
    return (dict(zip(by, values, strict=True)) for values in product(*values_by))


def told_case(facts: Facts) -> str:
    """A case in words: each field with its value."""
    return ", ".join(f"{field} {show_value(value)}" for field, value in facts.items())


def _of_tests(pack: Pack, tests: Iterable[Leaf], place: Place) -> Iterator[Diagnostic]:
    for leaf in dict.fromkeys(tests):
        for by, rows in _tables(leaf):
            yield from _uncovered(pack, f"table on `{fields_of(leaf)[0]}`", by, rows, place)


def _of_amount(pack: Pack, amount: Amount) -> Iterator[Diagnostic]:
    """The tables by class of each line, and the tables in conditions anywhere in the amount."""
    for line in amount.lines:
        for worth in dict.fromkeys(one for whole in line.worths for one in worths_in(whole)):
            if isinstance(worth, Cases) and worth.by:
                yield from _uncovered(pack, f"table by `{'` and `'.join(worth.by)}`", worth.by, worth.rows, line.place)
    yield from _of_tests(pack, (leaf for condition in amount.conditions for leaf in leaves(condition)), amount.place)


def _tables(leaf: Leaf) -> Iterator[tuple[tuple[str, ...], Sequence[Band | Piece]]]:
    match leaf:
        case Banded(_, _, by, rows):
            yield by, rows
        case Score(parts):
            for part in parts:
                if part.pieces:
                    yield (part.field,), part.pieces
        case _:
            return


def _uncovered(
    pack: Pack, table: str, by: tuple[str, ...], rows: Sequence[Band | Piece | Case], place: Place
) -> Iterator[Diagnostic]:
    values_by = _values_by(pack.schema, by, (test for row in rows for test in leaves(row.when)))
    told: set[str] = set()
    if math.prod(map(len, values_by)) > MOST_CASES:
        yield Diagnostic("ZW120", f"the {table} has more than {MOST_CASES} cases", place, "split it, or test fewer bounds")
        return
    for case, chosen in _chosen(pack, by, rows, values_by).items():
        facts = dict(zip(by, case, strict=True))
        if not chosen and "ZW120" not in told:
            told.add("ZW120")
            yield Diagnostic("ZW120", f"no row of the {table} covers {told_case(facts)}", place,
                             "add a row, or `otherwise: true` at the end")  # fmt: skip
        elif sum(not _is_default(row.when) for row in chosen) > 1 and "ZW121" not in told:
            told.add("ZW121")
            yield Diagnostic("ZW121", f"two rows of the {table} claim {told_case(facts)}", place,
                             "let the bands meet without overlapping")  # fmt: skip


def _values_by(schema: Schema, by: Sequence[str], tests: Iterable[Leaf]) -> list[tuple[Value, ...]]:
    known = tuple(tests)
    return [_possible(schema[field], [test for test in known if fields_of(test)[0] == field]) for field in by]


def _possible(field: Field, tests: list[Leaf]) -> tuple[Value, ...]:
    """Samples of a field that can be: none beyond its own bounds, and these among them."""
    ends = [end for end in (field.least, field.most) if end is not None]
    return tuple(dict.fromkeys((*(value for value in samples(field, tests) if not _is_beyond(field, value)), *ends)))


def _is_beyond(field: Field, value: Value) -> bool:
    number = as_number(value)
    return number is not None and not field.admits(number)


def _chosen(
    pack: Pack, by: tuple[str, ...], rows: Sequence[Band | Piece | Case], values_by: list[tuple[Value, ...]]
) -> dict[tuple[Value, ...], list[Band | Piece | Case]]:
    """The rows that hold in each case. The judge is asked once for all cases that the bounds of a row do not tell apart."""
    chosen: dict[tuple[Value, ...], list[Band | Piece | Case]] = {case: [] for case in product(*values_by)}
    fields = [pack.schema[id] for id in by]
    held = [_in_order(field, values) for field, values in zip(fields, values_by, strict=True)]
    for row in rows:
        tests = tuple(leaves(row.when))
        groups_by = [
            _told_apart(field, [test for test in tests if fields_of(test)[0] == field.id], values)
            for field, values in zip(fields, held, strict=True)
        ]
        for groups in product(*groups_by):
            facts = dict(zip(by, (group[0] for group in groups), strict=True))
            if judge(row.when, facts, pack.world).truth is Truth.TRUE:
                for case in product(*groups):
                    chosen[case].append(row)
    return chosen


def _in_order(field: Field, values: tuple[Value, ...]) -> Sequence[Any]:
    held: Any = values  # all numbers, or all days, where they are ordered
    return sorted(held) if _is_ordered(field) else values


def _is_ordered(field: Field) -> bool:
    return field.type in {FieldType.NUMBER, FieldType.DAY} and not field.many


def _told_apart(field: Field, tests: list[Leaf], values: Sequence[Any]) -> Iterable[Sequence[Any]]:
    """Values in groups that the tests do not tell apart: those on a bound, and those between two; else each alone."""
    if not _is_ordered(field) or not all(isinstance(test, Compare | Between | Includes | Excludes) for test in tests):
        return [(value,) for value in values]
    found, start = [], 0
    bounds: Any = samples(field, tests)  # all numbers, or all days
    for bound in sorted(bounds):
        low, high = bisect_left(values, bound, start), bisect_right(values, bound, start)
        found += [values[start:low], values[low:high]]
        start = high
    return [group for group in (*found, values[start:]) if group]


def _is_default(condition: Condition) -> bool:
    """Whether a row leaves one of its fields open, so that an earlier row may come before it."""
    if not isinstance(condition, AllOf):
        return False
    return not condition.parts or any(_is_default(part) for part in condition.parts)
