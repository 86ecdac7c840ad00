"""Threshold tables, score bands and tables of amounts: every case covered once. The judge is asked, at and around bounds."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from zonewright.benefits.ast import Amount, Case, Cases, worths_in
from zonewright.conditions.ast import (
    AllOf,
    Band,
    Banded,
    Condition,
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
from zonewright.schema.fields import Facts, Schema

MOST_CASES = 20_000


def uncovered_bands(pack: Pack) -> Iterator[Diagnostic]:
    """ZW120: a case that no row covers. ZW121: a case that two rows claim."""
    for measure in pack.measures:
        yield from _of_tests(pack, leaves(measure.when), measure.place)
        if measure.amount is not None:
            yield from _of_amount(pack, measure.amount)


def every_case(schema: Schema, by: Sequence[str], tests: Iterable[Leaf]) -> Iterator[Facts] | None:
    """Facts for every case that the tests on some fields tell apart; None where there are too many to go through."""
    known = tuple(tests)
    values_by = [samples(schema[field], [test for test in known if fields_of(test)[0] == field]) for field in by]
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
    cases = every_case(pack.schema, by, (test for row in rows for test in leaves(row.when)))
    told: set[str] = set()
    if cases is None:
        yield Diagnostic("ZW120", f"the {table} has more than {MOST_CASES} cases", place, "split it, or test fewer bounds")
        return
    for facts in cases:
        chosen = [row for row in rows if judge(row.when, facts, pack.world).truth is Truth.TRUE]
        if not chosen and "ZW120" not in told:
            told.add("ZW120")
            yield Diagnostic("ZW120", f"no row of the {table} covers {told_case(facts)}", place,
                             "add a row, or `otherwise: true` at the end")  # fmt: skip
        elif sum(not _is_default(row.when) for row in chosen) > 1 and "ZW121" not in told:
            told.add("ZW121")
            yield Diagnostic("ZW121", f"two rows of the {table} claim {told_case(facts)}", place,
                             "let the bands meet without overlapping")  # fmt: skip


def _is_default(condition: Condition) -> bool:
    """Whether a row leaves one of its fields open, so that an earlier row may come before it."""
    if not isinstance(condition, AllOf):
        return False
    return not condition.parts or any(_is_default(part) for part in condition.parts)
