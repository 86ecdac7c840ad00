"""The nearest change: the cheapest set of changeable facts that makes a measure eligible, or proof that there is none."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from zonewright.conditions.judge import judge
from zonewright.conditions.missing import missing_facts
from zonewright.conditions.truth import Truth
from zonewright.matching.model import Match, Verdict
from zonewright.matching.nearest_levers import Lever, Position, effort, facts_at, value_at
from zonewright.matching.nearest_rows import Wanted
from zonewright.matching.nearest_search import Limits, Obstacle, Search
from zonewright.schema.fields import Value, as_number
from zonewright.values import Number, exact


class Outcome(Enum):
    """What is known of the nearest change."""

    ELIGIBLE = "eligible"  # nothing has to change
    CHEAPEST = "cheapest"  # these changes make it eligible, and none that costs less does
    UNPROVEN = "unproven"  # these changes make it eligible; whether any that cost less do is not known
    IMPOSSIBLE = "impossible"  # proven: whatever is changed among the changeable facts, it stays ineligible
    DEPENDS = "depends"  # no change makes it surely eligible; these leave it open, and the missing facts decide
    NOT_IN_FORCE = "not_in_force"  # the measure is not in force on the day
    NOT_SOLVED = "not_solved"  # neither found nor proven to be impossible; the obstacle says why


class FactChange(NamedTuple):
    """One fact before and after; the difference in the unit of its field, days for a day, None for options."""

    field: str
    before: Value
    after: Value
    difference: Number | None
    cost: Number


class Nearest(NamedTuple):
    """The nearest change to one measure, in the pack's order of facts."""

    outcome: Outcome
    changes: tuple[FactChange, ...] = ()
    missing: tuple[str, ...] = ()
    obstacle: Obstacle | None = None

    @property
    def cost(self) -> Number:
        """The effort of all changes, in points."""
        return exact(sum((Fraction(change.cost) for change in self.changes), Fraction(0)))


def nearest_change(match: Match, *, limits: Limits | None = None) -> Nearest:
    """The cheapest changes after which the measure is surely eligible; unknown facts stay unknown, for they are asked."""
    if match.verdict is Verdict.NOT_IN_FORCE:
        return Nearest(Outcome.NOT_IN_FORCE)
    if match.verdict is Verdict.ELIGIBLE:
        return Nearest(Outcome.ELIGIBLE)
    search = Search(match.measure.when, match.inquiry, limits or Limits())
    sure = search.towards(Wanted(Truth.TRUE))
    if sure.at is not None:
        outcome = Outcome.CHEAPEST if sure.obstacle is None else Outcome.UNPROVEN
        return Nearest(outcome, _changes(search, sure.at), obstacle=sure.obstacle)
    if sure.obstacle is not None:
        return Nearest(Outcome.NOT_SOLVED, obstacle=sure.obstacle)
    left_open = search.towards(Wanted(Truth.TRUE, open=True))
    if left_open.at is not None:
        return Nearest(Outcome.DEPENDS, _changes(search, left_open.at), _missing(search, left_open.at), left_open.obstacle)
    return Nearest(Outcome.IMPOSSIBLE if left_open.obstacle is None else Outcome.NOT_SOLVED, obstacle=left_open.obstacle)


def _changes(search: Search, at: Position) -> tuple[FactChange, ...]:
    return tuple(_change(lever, at) for lever in search.levers if effort(lever, at))


def _change(lever: Lever, at: Position) -> FactChange:
    before, after = lever.before, value_at(lever, at)
    cost = exact(Fraction(lever.change.cost) * effort(lever, at))
    return FactChange(lever.field.id, before, after, _difference(before, after), cost)


def _difference(before: Value, after: Value) -> Number | None:
    if isinstance(before, date) and isinstance(after, date):
        return (after - before).days
    one, other = as_number(before), as_number(after)
    return None if one is None or other is None else other - one


def _missing(search: Search, at: Position) -> tuple[str, ...]:
    facts = facts_at(search.inquiry, search.levers, at)
    finding = judge(search.condition, facts, search.inquiry.world)
    return missing_facts(search.inquiry.schema, finding, facts)
