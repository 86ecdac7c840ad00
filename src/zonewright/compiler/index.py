"""Tests of one kind on one field, arranged so that one look at the fact answers all of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from zonewright.conditions.ast import Bound, Compare, Excludes, Includes, Leaf, Op, Within
from zonewright.values import Code


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
class Hierarchy:
    """Tests for codes of one edition on one field, found by the codes above and below a fact."""

    field: str
    scheme: str
    edition: str
    tests: tuple[tuple[int, Leaf], ...]
    by_target: Mapping[str, tuple[int, ...]]
    by_coarser: Mapping[str, tuple[int, ...]]

    def answers(self, seen: Code) -> bool:
        """Whether the fact is a code in digits of this edition, so that its digits decide."""
        return (seen.scheme, seen.edition) == (self.scheme, self.edition) and seen.code.isdigit()


@dataclass(frozen=True, slots=True)
class Indexes:
    """The tests of a plan: those arranged by field, and the rest, each asked by itself."""

    ordered: tuple[Ordered, ...]
    options: tuple[Options, ...]
    hierarchies: tuple[Hierarchy, ...]
    others: tuple[tuple[int, Leaf], ...]


def index(leaves: Iterable[tuple[int, Leaf]]) -> Indexes:
    """Arrange numbered tests by field."""
    comparisons: list[tuple[int, Compare]] = []
    choices: list[tuple[int, Includes | Excludes]] = []
    codes: list[tuple[int, Within]] = []
    others: list[tuple[int, Leaf]] = []
    for step, leaf in leaves:
        match leaf:
            case Compare():
                comparisons.append((step, leaf))
            case Includes(n=1) | Excludes() if all(isinstance(value, str | bool) for value in leaf.values):
                choices.append((step, leaf))
            case Within(excepted=()) if _of_one_edition(leaf):
                codes.append((step, leaf))
            case _:
                others.append((step, leaf))
    return Indexes(tuple(_ordered(comparisons)), tuple(_options(choices)), tuple(_hierarchies(codes)), tuple(others))


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


def _of_one_edition(leaf: Within) -> bool:
    return len({(code.scheme, code.edition) for code in leaf.codes}) == 1 and all(code.code.isdigit() for code in leaf.codes)


def _hierarchies(codes: list[tuple[int, Within]]) -> Iterator[Hierarchy]:
    def group(entry: tuple[int, Within]) -> tuple[str, str, str]:
        return entry[1].field, entry[1].codes[0].scheme, entry[1].codes[0].edition

    for (field, scheme, edition), grouped in groupby(sorted(codes, key=group), key=group):
        entries = tuple(grouped)
        by_target: dict[str, list[int]] = {}
        by_coarser: dict[str, list[int]] = {}
        for step, leaf in entries:
            for target in leaf.codes:
                by_target.setdefault(target.code, []).append(step)
                for length in range(1, len(target.code)):
                    by_coarser.setdefault(target.code[:length], []).append(step)
        yield Hierarchy(field, scheme, edition, entries, _frozen(by_target), _frozen(by_coarser))


def _frozen(steps: Mapping[str, list[int]]) -> Mapping[str, tuple[int, ...]]:
    return {code: tuple(dict.fromkeys(found)) for code, found in steps.items()}
