"""Tests of one kind on one field, arranged so that one look at the fact answers all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from zonewright.conditions.ast import Bound, Compare, Excludes, Includes, Leaf, Op


@dataclass(frozen=True, slots=True)
class Ordered:
    """Comparisons with one operator on one field, their bounds in rising order."""

    field: str
    op: Op
    bounds: tuple[Bound, ...]
    steps: tuple[int, ...]

    def false_for(self, seen: Bound) -> tuple[int, ...]:
        """The steps that a known fact makes false."""
        match self.op:
            case Op.AT_LEAST:
                return self.steps[bisect_right(self.bounds, seen) :]
            case Op.OVER:
                return self.steps[bisect_left(self.bounds, seen) :]
            case Op.AT_MOST:
                return self.steps[: bisect_left(self.bounds, seen)]
            case Op.UNDER:
                return self.steps[: bisect_right(self.bounds, seen)]


@dataclass(frozen=True, slots=True)
class Options:
    """Tests for words or yes and no on one field: which of them each value makes false."""

    field: str
    tests: tuple[tuple[int, Leaf], ...]
    false_by_value: Mapping[str | bool, tuple[int, ...]]
    false_otherwise: tuple[int, ...]

    def false_for(self, seen: str | bool) -> tuple[int, ...]:
        """The steps that a known single value makes false."""
        return self.false_by_value.get(seen, self.false_otherwise)


@dataclass(frozen=True, slots=True)
class Indexes:
    """The tests of a plan: those arranged by field, and the rest, each asked by itself."""

    ordered: tuple[Ordered, ...]
    options: tuple[Options, ...]
    others: tuple[tuple[int, Leaf], ...]


def index(leaves: Iterable[tuple[int, Leaf]]) -> Indexes:
    """Arrange numbered tests by field."""
    comparisons: list[tuple[int, Compare]] = []
    choices: list[tuple[int, Includes | Excludes]] = []
    others: list[tuple[int, Leaf]] = []
    for step, leaf in leaves:
        match leaf:
            case Compare():
                comparisons.append((step, leaf))
            case Includes(n=1) | Excludes() if all(isinstance(value, str | bool) for value in leaf.values):
                choices.append((step, leaf))
            case _:
                others.append((step, leaf))
    return Indexes(tuple(_ordered(comparisons)), tuple(_options(choices)), tuple(others))


def _ordered(comparisons: list[tuple[int, Compare]]) -> Iterator[Ordered]:
    def group(entry: tuple[int, Compare]) -> tuple[str, str]:
        return entry[1].field, entry[1].op.value

    for (field, op), entries in groupby(sorted(comparisons, key=group), key=group):
        rising = sorted(entries, key=lambda entry: entry[1].bound)
        yield Ordered(field, Op(op), tuple(leaf.bound for _, leaf in rising), tuple(step for step, _ in rising))


def _options(choices: list[tuple[int, Includes | Excludes]]) -> Iterator[Options]:
    def group(entry: tuple[int, Includes | Excludes]) -> str:
        return entry[1].field

    for field, grouped in groupby(sorted(choices, key=group), key=group):
        entries = tuple(grouped)
        named = {value for _, leaf in entries for value in leaf.values if isinstance(value, str | bool)}
        yield Options(
            field,
            entries,
            {value: tuple(step for step, leaf in entries if _is_false(leaf, value)) for value in named},
            tuple(step for step, leaf in entries if isinstance(leaf, Includes)),
        )


def _is_false(leaf: Includes | Excludes, value: str | bool) -> bool:
    return (value in leaf.values) is isinstance(leaf, Excludes)
