"""What is left to ask once every measure is decided: the facts that open amounts still depend on."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from zonewright.benefits.payments import appraise_amount
from zonewright.conditions.judge import judge
from zonewright.conditions.missing import missing_among
from zonewright.conditions.truth import Truth
from zonewright.matching.questions_stakes import Stake
from zonewright.schema.derive import complete
from zonewright.schema.fields import Facts


@dataclass(frozen=True, slots=True)
class OpenAmount:
    """An amount of a measure that may apply, by its place among the measures, and the facts that it still depends on."""

    place: int
    missing: tuple[str, ...]


def open_amounts(stakes: Iterable[Stake], facts: Facts, asked: Collection[str]) -> tuple[OpenAmount, ...]:
    """The amounts that an answer may still narrow; facts asked in vain are not asked again."""
    found: list[OpenAmount] = []
    known: Facts | None = None
    for place, stake in enumerate(stakes):
        amount, schema, world = stake.measure.amount, stake.schema, stake.world
        if amount is None or not amount.options:
            continue
        known = complete(schema, facts, on=world.on) if known is None else known
        if judge(stake.when, known, world).truth is Truth.FALSE:
            continue
        valuation = appraise_amount(amount, known, world, schema, stake.measure.authority)
        missing = missing_among(schema, valuation.missing(), known)
        askable = tuple(id for id in missing if id not in asked and known.get(id) is None and not schema[id].derived)
        if askable:
            found.append(OpenAmount(place, askable))
    return tuple(found)
