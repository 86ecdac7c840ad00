"""What one measure stands to gain from each fact that it still misses."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import Final, TypeAlias

from zonewright.codes.world import World
from zonewright.conditions.ast import Condition, Leaf, fields_of, leaves
from zonewright.conditions.judge import judge, leaf_truth
from zonewright.conditions.missing import missing_facts
from zonewright.conditions.truth import Truth
from zonewright.matching.questions_answers import answers
from zonewright.packs.model import Measure, Pack
from zonewright.schema.derive import all_parts, calculate, in_order
from zonewright.schema.fields import Field, Schema, Value

#: Shares are counted in millionths, so that adding them up stays exact and quick.
WHOLE: Final = 10**6
#: At most so many answers are tried where a fact cannot be looked at by itself; fewer where several facts follow from it.
MOST_ANSWERS: Final = {1: 24, 2: 6, 3: 3}
FEWEST_ANSWERS: Final = 2

#: What a fact may turn out to be, each with how many of the equally likely answers it stands for.
Weighed: TypeAlias = tuple[tuple[Mapping[str, Value], int], ...]
Known: TypeAlias = tuple[tuple[str, Value], ...]


class Outcomes:
    """The answers to each field of a pack, with those that some tests cannot tell apart as one; worked out when asked for."""

    def __init__(self, schema: Schema, world: World, tests: Mapping[str, tuple[Leaf, ...]]) -> None:
        self.schema, self.world, self.tests = schema, world, tests
        self._answers: dict[str, tuple[Value, ...]] = {}
        self._truths: dict[Leaf, tuple[Truth, ...]] = {}
        self._ones: dict[tuple[str, tuple[Leaf, ...]], dict[tuple[Truth, ...], Value]] = {}
        self._weighed: dict[tuple[str, tuple[Leaf, ...]], Weighed] = {}

    def one_for(self, id: str, own: tuple[Leaf, ...], value: Value) -> Value:
        """One value for all that the tests cannot tell from this one."""
        outcome = tuple(leaf_truth(test, {id: value}, self.world) for test in own)
        return self._ones.setdefault((id, own), {}).setdefault(outcome, value)

    def weighed(self, id: str, own: tuple[Leaf, ...]) -> Weighed:
        """One answer for each outcome of the tests, with how many of the equally likely answers have it."""
        found = self._weighed.get((id, own))
        if found is None:
            found = self._weighed[id, own] = self._counted(id, own)
        return found

    def _counted(self, id: str, own: tuple[Leaf, ...]) -> Weighed:
        if id not in self._answers:
            self._answers[id] = answers(self.schema[id], self.tests[id], {}, self.world)
        held = self._answers[id]
        for test in own:
            if test not in self._truths:
                self._truths[test] = tuple(leaf_truth(test, {id: value}, self.world) for value in held)
        ones = self._ones.setdefault((id, own), {})
        count: dict[tuple[Truth, ...], int] = {}
        for value, *outcome in zip(held, *(self._truths[test] for test in own), strict=True):
            ones.setdefault(tuple(outcome), value)
            count[tuple(outcome)] = count.get(tuple(outcome), 0) + 1
        return tuple(({id: ones[outcome]}, number) for outcome, number in count.items())


@dataclass(frozen=True, slots=True, eq=False)
class Stake:
    """A measure with the facts that it rests on. ``alone`` are those that no other has to be compared with, and their tests."""

    measure: Measure
    schema: Schema
    world: World
    fields: frozenset[str]
    derived: tuple[Field, ...]
    alone: Mapping[str, tuple[Leaf, ...]]
    tests: Mapping[str, tuple[Leaf, ...]]
    outcomes: Outcomes

    def known(self, facts: Mapping[str, Value | None]) -> Known:
        """The facts that the measure rests on, as far as they are known; what it cannot tell apart is the same."""
        return tuple((id, _as_told_apart(self, id, value)) for id in self.fields if (value := facts.get(id)) is not None)

    @property
    def when(self) -> Condition:
        return self.measure.when


@lru_cache(maxsize=2**16)
def _as_told_apart(stake: Stake, id: str, value: Value) -> Value:
    """One value for all that the measure cannot tell from this one."""
    return stake.outcomes.one_for(id, stake.alone[id], value) if id in stake.alone else value


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a measure stands: whether it is undetermined, and for each fact to ask what the answer is expected to bring.

    ``settles`` is the share of the answers that decide the measure, ``spares`` the share of its other questions that the
    answer is expected to make needless; both in millionths.
    """

    undetermined: bool
    settles: Mapping[str, int]
    spares: Mapping[str, int]


def stakes_of(pack: Pack, world: World) -> tuple[Stake, ...]:
    """The measures in force on the day, each with what it rests on."""
    tests: dict[str, dict[Leaf, None]] = {}
    for measure in pack.measures:
        for leaf in leaves(measure.when):
            for id in fields_of(leaf):
                tests.setdefault(id, {})[leaf] = None
    by_field = {id: tuple(found) for id, found in tests.items()}
    outcomes = Outcomes(pack.schema, world, by_field)
    in_force = (measure for measure in pack.measures if measure.in_force.contains(world.on))
    return tuple(_stake(measure, pack.schema, world, by_field, outcomes) for measure in in_force)


def _stake(measure: Measure, schema: Schema, world: World, tests: Mapping[str, tuple[Leaf, ...]], outcomes: Outcomes) -> Stake:
    own = tuple(dict.fromkeys(leaves(measure.when)))
    tested = {id for leaf in own for id in fields_of(leaf)}
    parts = all_parts(schema, tested)
    fields = frozenset(tested | parts)
    compared = {id for leaf in own if len(fields_of(leaf)) > 1 for id in fields_of(leaf)}
    alone = sorted(id for id in tested - parts - compared if schema[id].derived is None)
    return Stake(
        measure, schema, world, fields,
        tuple(field for field in in_order(schema) if field.derived and field.id in fields),
        {id: tuple(leaf for leaf in own if fields_of(leaf) == (id,)) for id in alone},
        {id: tests[id] for id in tested},
        outcomes,
    )  # fmt: skip


@lru_cache(maxsize=2**16)
def outlook(stake: Stake, known: Known, asked: frozenset[str]) -> Outlook:
    """How a measure stands with these facts known and these asked in vain."""
    facts = dict(known)
    truth, missing = _judged(stake, facts, asked)
    if truth is not Truth.UNKNOWN:
        return Outlook(False, {}, {})
    settles, spares = {}, {}
    for id in missing:
        decided = fewer = total = 0
        for answer, weight in _answers(stake, facts, id):
            after, still = _judged(stake, {**facts, **answer}, asked | {id})
            decided += weight * (after is not Truth.UNKNOWN)
            fewer += weight * (len(missing) - len(still))
            total += weight
        settles[id] = WHOLE * decided // max(total, 1)  # a choice of no options has no answer
        spares[id] = WHOLE * fewer // (max(total, 1) * len(missing))
    return Outlook(True, settles, spares)


def _judged(stake: Stake, facts: Mapping[str, Value], asked: frozenset[str]) -> tuple[Truth, tuple[str, ...]]:
    """The truth of the condition and the base facts that could still decide it and have not been asked."""
    known = _complete(stake, facts)
    finding = judge(stake.when, known, stake.world)
    if finding.truth is not Truth.UNKNOWN:
        return finding.truth, ()
    missing = missing_facts(stake.schema, finding, known)
    return finding.truth, tuple(id for id in missing if id not in asked and id not in known and not stake.schema[id].derived)


def _complete(stake: Stake, facts: Mapping[str, Value]) -> dict[str, Value]:
    known = dict(facts)
    for field in stake.derived:
        value = calculate(stake.schema, field, field.derived, known, on=stake.world.on) if field.derived else None
        if value is not None:
            known[field.id] = value
    return known


def _answers(stake: Stake, facts: Mapping[str, Value], id: str) -> Weighed:
    """What the fact may turn out to be: by itself, or by the derived facts of which it is the last part unknown."""
    if id in stake.alone:
        return stake.outcomes.weighed(id, stake.alone[id])
    known = _complete(stake, facts)
    decided = [one for one in sorted(stake.tests) if one not in known and _follows(stake, known, one, id)]
    most = MOST_ANSWERS.get(len(decided), FEWEST_ANSWERS)
    by_field = [_thinned(answers(stake.schema[one], stake.tests[one], known, stake.world), most) for one in decided]
    return tuple((dict(zip(decided, values, strict=True)), 1) for values in product(*by_field))


def _follows(stake: Stake, known: Mapping[str, Value], one: str, id: str) -> bool:
    """Whether a fact is known as soon as the one asked is."""
    parts = (part for part in all_parts(stake.schema, (one,)) if not stake.schema[part].derived)
    return one == id or {part for part in parts if part not in known} == {id}


def _thinned(values: tuple[Value, ...], most: int) -> tuple[Value, ...]:
    return values[:: math.ceil(len(values) / most)] if values else ()
