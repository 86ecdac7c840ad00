"""What compilation yields: the only form that the matching floor accepts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from zonewright.compiler.index import Indexes, index
from zonewright.compiler.rewrite import normalise
from zonewright.conditions.ast import AllOf, AnyOf, AtLeastN, Condition, Leaf, NoneOf
from zonewright.packs.model import Measure, Pack
from zonewright.values import DateRange


@dataclass(frozen=True, slots=True)
class Join:
    """A joining node of the plan over the numbers of its parts."""

    node: AllOf | AnyOf | NoneOf | AtLeastN
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Every distinct test and joint of some conditions once, numbered, parts before wholes.

    A condition is true when all its steps are: ``uses[s]`` are the conditions that test s is a step of,
    ``wholes`` the joints that are steps of a condition, for each condition that has any.
    """

    steps: int
    conditions: int
    indexes: Indexes
    joins: Mapping[int, Join]
    uses: tuple[tuple[int, ...], ...]
    wholes: tuple[tuple[int, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class CompiledPack:
    """A checked pack with its plan. Build it with `zonewright.compile_pack`."""

    pack: Pack
    plan: Plan
    #: The measures that are not always in force, by their place, with the days on which they are.
    dated: tuple[tuple[int, DateRange], ...] = field(init=False)

    def __post_init__(self) -> None:
        ranges = ((place, measure.in_force) for place, measure in enumerate(self.pack.measures))
        object.__setattr__(self, "dated", tuple(entry for entry in ranges if entry[1] != DateRange()))

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

    steps_of = []
    for condition in map(normalise, conditions):
        parts = condition.parts if isinstance(condition, AllOf) else (condition,)
        steps_of.append(tuple(dict.fromkeys(number(part) for part in parts)))
    joins = {step: join for join, step in numbers.items() if isinstance(join, Join)}
    uses: list[list[int]] = [[] for _ in numbers]
    for place, steps in enumerate(steps_of):
        for step in steps:
            if step not in joins:
                uses[step].append(place)
    wholes = [tuple(step for step in steps if step in joins) for steps in steps_of]
    return Plan(
        len(numbers),
        len(steps_of),
        index((step, leaf) for leaf, step in numbers.items() if not isinstance(leaf, Join)),
        MappingProxyType(joins),
        tuple(map(tuple, uses)),
        tuple((place, found) for place, found in enumerate(wholes) if found),
    )
