"""Values of a field that tell tests on it apart: at, between and beyond the bounds that they name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Final

from zonewright.conditions.ast import Between, Bound, Compare, Excludes, InArea, Includes, Leaf, Within
from zonewright.schema.fields import Field, FieldType, Single, Value
from zonewright.values import Level

LAST_DAY: Final = date.max.toordinal()


def samples(field: Field, tests: list[Leaf]) -> tuple[Value, ...]:
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
        case FieldType.CODE | FieldType.AREA | FieldType.TEXT | FieldType.NAME:
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
    numbers = [Fraction(bound) for bound in bounds if isinstance(bound, int | Fraction)]
    yield from ((low + high) / 2 for low, high in pairwise(numbers))
    for bound in bounds:
        if isinstance(bound, date):
            yield from (
                date.fromordinal(near) for near in (bound.toordinal() - 1, bound.toordinal() + 1) if 0 < near <= LAST_DAY
            )
        elif isinstance(bound, int | Fraction):
            yield from (bound - Fraction(1, 10**6), bound + Fraction(1, 10**6))
