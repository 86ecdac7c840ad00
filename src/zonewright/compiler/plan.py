"""What compilation yields: the only form that the matching floor accepts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zonewright.compiler.index import Indexes, index
from zonewright.compiler.rewrite import normalise
from zonewright.conditions.ast import AllOf, AnyOf, AtLeastN, Condition, Leaf, NoneOf
from zonewright.packs.model import Measure, Pack


@dataclass(frozen=True, slots=True)
class Join:
    """A joining node of the plan over the numbers of its parts."""

    node: AllOf | AnyOf | NoneOf | AtLeastN
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Every distinct test and joint of some conditions once, numbered, parts before wholes.

    ``uses[s]`` are the numbers of the conditions that step s must be true for; the rest of a condition is true.
    """

    steps: int
    conditions: int
    indexes: Indexes
    joins: tuple[tuple[int, Join], ...]
    uses: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class CompiledPack:
    """A checked pack with its plan. Build it with :func:`zonewright.compile_pack`."""

    pack: Pack
    plan: Plan

    @property
    def measures(self) -> tuple[Measure, ...]:
        return self.pack.measures


def plan_of(conditions: Iterable[Condition]) -> Plan:
    """The plan of some conditions, in their order."""
    numbers: dict[Leaf | Join, int] = {}

    def number(condition: Condition) -> int:
        match condition:
            case AllOf(parts) | AnyOf(parts) | NoneOf(parts) | AtLeastN(_, parts):
                bare = AtLeastN(condition.n, ()) if isinstance(condition, AtLeastN) else type(condition)(())
                step: Leaf | Join = Join(bare, tuple(number(part) for part in parts))
            case _:
                step = condition  # type: ignore[assignment]  # criteria are unwrapped by `normalise`
        return numbers.setdefault(step, len(numbers))

    uses: dict[int, dict[int, None]] = {}
    count = 0
    for place, condition in enumerate(map(normalise, conditions)):
        count += 1
        for part in condition.parts if isinstance(condition, AllOf) else (condition,):
            uses.setdefault(number(part), {})[place] = None
    return Plan(
        len(numbers),
        count,
        index((step, leaf) for leaf, step in numbers.items() if not isinstance(leaf, Join)),
        tuple((step, join) for join, step in numbers.items() if isinstance(join, Join)),
        tuple(tuple(uses.get(step, ())) for step in range(len(numbers))),
    )
