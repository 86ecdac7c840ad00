"""A whole condition as a formula over the levers."""

from __future__ import annotations

from zonewright.conditions.ast import AllOf, AnyOf, AtLeastN, Cited, Condition, Criterion, NoneOf, Score
from zonewright.matching.nearest_forms import Forms
from zonewright.matching.nearest_lines import Formula, some
from zonewright.matching.nearest_rows import Wanted, formula_of_test, needed
from zonewright.matching.nearest_scores import formula_of_score


def formula_of(condition: Condition, wanted: Wanted, forms: Forms) -> Formula:
    """The positions of the levers in which a condition is as wanted; NotLinearError where that cannot be said."""
    match condition:
        case AllOf(parts) | AnyOf(parts) | NoneOf(parts) | AtLeastN(_, parts):
            n, each = needed(condition, wanted)
            return some(n, (formula_of(part, each, forms) for part in parts))
        case Criterion(part=part) | Cited(part=part):
            return formula_of(part, wanted, forms)
        case Score():
            return formula_of_score(condition, wanted, forms)
        case _:
            return formula_of_test(condition, wanted, forms)
