"""One enterprise against every measure: each distinct test is asked once, reasons are kept for when they are wanted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from zonewright.codes.world import World
from zonewright.compiler.plan import CompiledPack, Join, Plan
from zonewright.conditions.judge import combine, leaf_truth
from zonewright.conditions.truth import Truth
from zonewright.matching.model import VERDICTS, Inquiry, Match, Verdict
from zonewright.schema.derive import complete
from zonewright.schema.fields import Facts


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
    """The truth of each condition of the plan. A false conjunct decides; an unknown one leaves open."""
    steps: list[Truth] = []
    for step in plan.steps:
        if isinstance(step, Join):
            steps.append(combine(step.node, tuple(steps[part] for part in step.parts)))
        else:
            steps.append(leaf_truth(step, facts, world))
    roots = [Truth.TRUE] * len(plan.conjuncts)
    for decided in (Truth.UNKNOWN, Truth.FALSE):
        for step_number, truth in enumerate(steps):
            if truth is decided:
                for measure in plan.uses[step_number]:
                    roots[measure] = decided
    return roots
