"""Threshold tables and score bands: every case covered once. The judge itself is asked, at and around each bound."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import product

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
from zonewright.schema.fields import Facts

MOST_CASES = 20_000


def uncovered_bands(pack: Pack) -> Iterator[Diagnostic]:
    """ZW120: a case that no row covers. ZW121: a case that two rows claim."""
    for measure in pack.measures:
        for leaf in dict.fromkeys(leaves(measure.when)):
            for by, rows in _tables(leaf):
                yield from _uncovered(pack, leaf, by, rows, measure.place)


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


def _uncovered(pack: Pack, leaf: Leaf, by: tuple[str, ...], rows: Sequence[Band | Piece], place: Place) -> Iterator[Diagnostic]:
    tests = [test for row in rows for test in leaves(row.when)]
    values_by = [samples(pack.schema[field], [test for test in tests if fields_of(test)[0] == field]) for field in by]
    told: set[str] = set()
    if math.prod(map(len, values_by)) > MOST_CASES:
        yield Diagnostic("ZW120", f"the table on `{fields_of(leaf)[0]}` has more than {MOST_CASES} cases", place,
                         "split it, or test fewer bounds")  # fmt: skip
        return
    for values in product(*values_by):
        facts: Facts = dict(zip(by, values, strict=True))
        chosen = [row for row in rows if judge(row.when, facts, pack.world).truth is Truth.TRUE]
        if not chosen and "ZW120" not in told:
            told.add("ZW120")
            yield Diagnostic("ZW120", f"no row of the table on `{fields_of(leaf)[0]}` covers {_case(facts)}", place,
                             "add a row, or `otherwise: true` at the end")  # fmt: skip
        elif sum(not _is_default(row.when) for row in chosen) > 1 and "ZW121" not in told:
            told.add("ZW121")
            yield Diagnostic("ZW121", f"two rows of the table on `{fields_of(leaf)[0]}` claim {_case(facts)}", place,
                             "let the bands meet without overlapping")  # fmt: skip


def _case(facts: Facts) -> str:
    return ", ".join(f"{field} {show_value(value)}" for field, value in facts.items())


def _is_default(condition: Condition) -> bool:
    """Whether a row leaves one of its fields open, so that an earlier row may come before it."""
    if not isinstance(condition, AllOf):
        return False
    return not condition.parts or any(_is_default(part) for part in condition.parts)
