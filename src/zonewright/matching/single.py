"""One enterprise against every measure: each distinct test is asked once, reasons are kept for when they are wanted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from zonewright.codes.world import World
from zonewright.compiler.plan import CompiledPack, Plan
from zonewright.conditions.judge import combine, leaf_truth
from zonewright.conditions.truth import Truth, all_of
from zonewright.matching.model import VERDICTS, Inquiry, Matches, Verdict
from zonewright.schema.derive import complete
from zonewright.schema.fields import Facts
from zonewright.values import Code, Quantity


def match_one(compiled: CompiledPack, facts: Facts, *, on: date) -> Matches:
    """Judge one enterprise against every measure, in the pack's order, as the policy stands on the day ``on``."""
    pack = compiled.pack
    world = replace(pack.world, on=on)
    known = complete(pack.schema, facts, on=on)
    inquiry = Inquiry(known, world, pack.schema)
    truths = root_truths(compiled.plan, known, world)
    verdicts = [VERDICTS[truth] for truth in truths]
    for place, in_force in compiled.dated:
        if not in_force.contains(on):
            verdicts[place] = Verdict.NOT_IN_FORCE
    return Matches(pack.measures, tuple(verdicts), inquiry)


def root_truths(plan: Plan, facts: Facts, world: World) -> list[Truth]:
    """The truth of each condition of the plan. Joints are looked at only where the tests beside them have not decided."""
    steps = test_truths(plan, facts, world)
    roots = [Truth.TRUE] * plan.conditions
    for decided in (Truth.UNKNOWN, Truth.FALSE):  # false last: it decides over unknown
        for truth, uses in zip(steps, plan.uses, strict=True):
            if truth is decided:
                for place in uses:
                    roots[place] = decided
    for place, wholes in plan.wholes:
        if roots[place] is not Truth.FALSE:
            roots[place] = all_of((roots[place], *(_joined(plan, step, steps) for step in wholes)))
    return roots


def _joined(plan: Plan, step: int, steps: list[Truth]) -> Truth:
    join = plan.joins.get(step)
    return steps[step] if join is None else combine(join.node, tuple(_joined(plan, part, steps) for part in join.parts))


def test_truths(plan: Plan, facts: Facts, world: World) -> list[Truth]:
    """The truth of each test, by its number: what the indexes answer at one look, then the others one by one."""
    steps = [Truth.TRUE] * plan.steps
    alone = list(plan.indexes.others)
    for ordered in plan.indexes.ordered:
        seen = facts.get(ordered.field)
        if seen is None or isinstance(seen, Quantity):
            _set(steps, ordered.steps, Truth.UNKNOWN)
        else:
            _set(steps, ordered.false_for(seen), Truth.FALSE)  # type: ignore[arg-type]  # the reader has matched the types
    for options in plan.indexes.options:
        seen = facts.get(options.field)
        if isinstance(seen, str | bool):
            _set(steps, options.false_for(seen), Truth.FALSE)
        else:
            alone += options.tests
    for hierarchy in plan.indexes.hierarchies:
        seen = facts.get(hierarchy.field)
        if isinstance(seen, Code) and hierarchy.answers(seen):
            _set(steps, (step for step, _ in hierarchy.tests), Truth.FALSE)
            _set(steps, hierarchy.by_coarser.get(seen.code, ()), Truth.UNKNOWN)
            for length in range(1, len(seen.code) + 1):
                _set(steps, hierarchy.by_target.get(seen.code[:length], ()), Truth.TRUE)
        else:
            alone += hierarchy.tests
    for step, leaf in alone:
        steps[step] = leaf_truth(leaf, facts, world)
    return steps


def _set(steps: list[Truth], numbers: Iterable[int], truth: Truth) -> None:
    for step in numbers:
        steps[step] = truth
