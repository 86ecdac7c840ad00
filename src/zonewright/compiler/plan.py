"""What compilation yields: the only form that the matching floor accepts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
    """Every distinct test and joint once, parts before wholes; and which measures each one can make fail.

    ``conjuncts[k]`` are the numbers of the steps that must all be true for measure k;
    ``uses[s]`` are the numbers of the measures that step s is a conjunct of.
    """

    steps: tuple[Leaf | Join, ...]
    conjuncts: tuple[tuple[int, ...], ...]
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

    conjuncts = []
    for condition in map(normalise, conditions):
        parts = condition.parts if isinstance(condition, AllOf) else (condition,)
        conjuncts.append(tuple(dict.fromkeys(number(part) for part in parts)))
    uses: list[list[int]] = [[] for _ in numbers]
    for measure, steps in enumerate(conjuncts):
        for step_number in steps:
            uses[step_number].append(measure)
    return Plan(tuple(numbers), tuple(conjuncts), tuple(map(tuple, uses)))
