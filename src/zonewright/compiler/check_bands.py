"""Threshold tables and score bands: every case covered once. The judge itself is asked, at and around each bound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import islice, product

from zonewright.conditions.ast import (
    AllOf,
    Band,
    Banded,
    Between,
    Bound,
    Compare,
    Condition,
    Includes,
    Leaf,
    Piece,
    Score,
    fields_of,
    leaves,
)
from zonewright.conditions.judge import judge
from zonewright.conditions.truth import Truth
from zonewright.errors import Diagnostic, Place
from zonewright.packs.model import Pack
from zonewright.schema.fields import Facts, Field, FieldType, Single
from zonewright.values import Level

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
    samples = [_samples(pack.schema[field], [test for test in tests if fields_of(test)[0] == field]) for field in by]
    told: set[str] = set()
    for values in islice(product(*samples), MOST_CASES):
        facts: Facts = dict(zip(by, values, strict=True))
        chosen = [row for row in rows if judge(row.when, facts, pack.world).truth is Truth.TRUE]
        case = ", ".join(f"{field} {value}" for field, value in facts.items())
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


def _samples(field: Field, tests: list[Leaf]) -> tuple[Single, ...]:
    """Values of the field at, between and beyond the bounds that the tests name; every option of a choice."""
    match field.type:
        case FieldType.YES_NO:
            return (False, True)
        case FieldType.CHOICE:
            return tuple(field.options)
        case FieldType.LEVEL:
            return tuple(field.level(option) for option in field.options)
        case FieldType.NUMBER | FieldType.DAY:
            return tuple(_around(sorted(set(_bounds(tests)))))
        case FieldType.CODE | FieldType.AREA | FieldType.TEXT:
            return ("elsewhere",)


def _bounds(tests: list[Leaf]) -> Iterator[Bound]:
    for test in tests:
        match test:
            case Compare(_, _, bound):
                yield bound
            case Between(_, low, high):
                yield from (low, high)
            case Includes(_, _, values):
                yield from (value for value in values if isinstance(value, int | Fraction | date | Level))
            case _:
                pass


def _around(bounds: list[Bound]) -> Iterator[Single]:
    yield from bounds
    for bound in bounds:
        if isinstance(bound, date):
            yield from (bound - timedelta(days=1), bound + timedelta(days=1))
        elif isinstance(bound, int | Fraction):
            yield from (bound - Fraction(1, 10**6), bound + Fraction(1, 10**6))
