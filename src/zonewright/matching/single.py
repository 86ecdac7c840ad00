"""One enterprise against every measure: each distinct test is asked once, reasons are kept for when they are wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zonewright.codes.world import World
from zonewright.compiler.plan import CompiledPack, Plan
from zonewright.conditions.judge import combine, leaf_truth
from zonewright.conditions.truth import Truth
from zonewright.matching.model import VERDICTS, Inquiry, Match, Verdict
from zonewright.schema.derive import complete
from zonewright.schema.fields import Facts
from zonewright.values import Quantity


def match_one(compiled: CompiledPack, facts: Facts, *, on: date) -> tuple[Match, ...]:
    """Judge one enterprise against every measure, in the pack's order, as the policy stands on the day ``on``."""
    pack = compiled.pack
    world = replace(pack.world, on=on)
    known = complete(pack.schema, facts, on=on)
    inquiry = Inquiry(known, world, pack.schema)
    truths = root_truths(compiled.plan, known, world)
    return tuple(
        Match(measure, VERDICTS[truth] if measure.in_force.contains(on) else Verdict.NOT_IN_FORCE, inquiry)
        for measure, truth in zip(pack.measures, truths, strict=True)
    )


def root_truths(plan: Plan, facts: Facts, world: World) -> list[Truth]:
    """The truth of each condition of the plan."""
    steps = step_truths(plan, facts, world)
    roots = [Truth.TRUE] * plan.conditions
    for decided in (Truth.UNKNOWN, Truth.FALSE):  # false last: it decides over unknown
        for truth, uses in zip(steps, plan.uses, strict=True):
            if truth is decided:
                for place in uses:
                    roots[place] = decided
    return roots


def step_truths(plan: Plan, facts: Facts, world: World) -> list[Truth]:
    """The truth of each step: what the indexes answer at one look, then the other tests, then the joints."""
    steps = [Truth.TRUE] * plan.steps
    for ordered in plan.indexes.ordered:
        seen = facts.get(ordered.field)
        if seen is None or isinstance(seen, Quantity):
            for step in ordered.steps:
                steps[step] = Truth.UNKNOWN
        else:
            for step in ordered.false_for(seen):  # type: ignore[arg-type]  # the reader has matched the types
                steps[step] = Truth.FALSE
    for options in plan.indexes.options:
        seen = facts.get(options.field)
        if isinstance(seen, str | bool):
            for step in options.false_for(seen):
                steps[step] = Truth.FALSE
        else:
            for step, leaf in options.tests:
                steps[step] = leaf_truth(leaf, facts, world)
    for step, leaf in plan.indexes.others:
        steps[step] = leaf_truth(leaf, facts, world)
    for step, join in plan.joins:
        steps[step] = combine(join.node, tuple(steps[part] for part in join.parts))
    return steps
