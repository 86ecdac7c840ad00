"""Threshold tables and score bands: every case covered once. The judge itself is asked, at and around each bound."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from itertools import combinations, product

from zonewright.conditions.ast import (
    AllOf,
    Band,
    Banded,
    Between,
    Bound,
    Compare,
    Condition,
    Excludes,
    InArea,
    Includes,
    Leaf,
    Piece,
    Score,
    Within,
    fields_of,
    leaves,
)
from zonewright.conditions.judge import judge
from zonewright.conditions.render import show_value
from zonewright.conditions.truth import Truth
from zonewright.errors import Diagnostic, Place
from zonewright.packs.model import Pack
from zonewright.schema.fields import Facts, Field, FieldType, Single, Value
from zonewright.values import Level

MOST_CASES = 20_000
LAST_DAY = date.max.toordinal()


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
    samples = [_samples(pack.schema[field], [test for test in tests if fields_of(test)[0] == field]) for field in by]
    told: set[str] = set()
    if math.prod(map(len, samples)) > MOST_CASES:
        yield Diagnostic("ZW120", f"the table on `{fields_of(leaf)[0]}` has more than {MOST_CASES} cases", place,
                         "split it, or test fewer bounds")  # fmt: skip
        return
    for values in product(*samples):
        facts: Facts = dict(zip(by, values, strict=True))
        chosen = [row for row in rows if judge(row.when, facts, pack.world).truth is Truth.TRUE]
        case = ", ".join(f"{field} {show_value(value)}" for field, value in facts.items())
        if not chosen and "ZW120" not in told:
            told.add("ZW120")
            yield Diagnostic("ZW120", f"no row of the table on `{fields_of(leaf)[0]}` covers {case}", place,
                             "add a row, or `otherwise: true` at the end")  # fmt: skip
        elif sum(not _is_default(row.when) for row in chosen) > 1 and "ZW121" not in told:
            told.add("ZW121")
            yield Diagnostic("ZW121", f"two rows of the table on `{fields_of(leaf)[0]}` claim {case}", place,
                             "let the bands meet without overlapping")  # fmt: skip


def _is_default(condition: Condition) -> bool:
    """Whether a row leaves one of its fields open, so that an earlier row may come before it."""
    if not isinstance(condition, AllOf):
        return False
    return not condition.parts or any(_is_default(part) for part in condition.parts)


def _samples(field: Field, tests: list[Leaf]) -> tuple[Value, ...]:
    """Values of the field at, between and beyond the bounds that the tests name; for many values also none and pairs."""
    values = _single_samples(field, tests)
    if not field.many:
        return values
    return ((), *((value,) for value in values), *combinations(values, 2))


def _single_samples(field: Field, tests: list[Leaf]) -> tuple[Single, ...]:
    match field.type:
        case FieldType.YES_NO:
            return (False, True)
        case FieldType.CHOICE:
            return tuple(field.options)
        case FieldType.LEVEL:
            return tuple(field.level(option) for option in field.options)
        case FieldType.NUMBER | FieldType.DAY:
            somewhere: Bound = 0 if field.type is FieldType.NUMBER else date(2000, 1, 1)
            return tuple(dict.fromkeys(_around(sorted({somewhere, *_bounds(tests)}))))
        case FieldType.CODE | FieldType.AREA | FieldType.TEXT:
            return ("~ none of the named ~", *dict.fromkeys(_named(tests)))


def _named(tests: list[Leaf]) -> Iterator[Single]:
    """The codes, areas and texts that tests name."""
    for test in tests:
        match test:
            case Includes(values=values) | Excludes(values=values):
                yield from values
            case Within(_, codes, excepted):
                yield from (*codes, *excepted)
            case InArea(_, areas):
                yield from areas
            case _:
                pass


def _bounds(tests: list[Leaf]) -> Iterator[Bound]:
    for test in tests:
        match test:
            case Compare(_, _, bound):
                yield bound
            case Between(_, low, high):
                yield from (low, high)
            case Includes(values=values) | Excludes(values=values):
                yield from (value for value in values if isinstance(value, int | Fraction | date | Level))
            case _:
                pass


def _around(bounds: list[Bound]) -> Iterator[Single]:
    yield from bounds
    for bound in bounds:
        if isinstance(bound, date):
            yield from (
                date.fromordinal(near) for near in (bound.toordinal() - 1, bound.toordinal() + 1) if 0 < near <= LAST_DAY
            )
        elif isinstance(bound, int | Fraction):
            yield from (bound - Fraction(1, 10**6), bound + Fraction(1, 10**6))
