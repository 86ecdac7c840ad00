"""What an enterprise can change: levers, their positions, and the facts that follow from them."""

from __future__ import annotations

import itertools
import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from zonewright.matching.model import Inquiry
from zonewright.matching.nearest_lines import Reach
from zonewright.schema.derive import all_parts, complete
from zonewright.schema.fields import Change, Direction, Facts, Field, FieldType, Single, Value, as_number
from zonewright.values import Number, exact

#: Where the levers stand: a whole number for each variable, zero where it is not named.
Position: TypeAlias = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Steps:
    """A number or a day, moved by whole steps: one variable."""

    field: Field
    change: Change
    before: Number | date
    variable: int
    reach: Reach
    allowed: Reach  # for what is changed; a fact outside of its own bounds may stay, or come inside


@dataclass(frozen=True, slots=True)
class Options:
    """One value, replaced by another: a variable of zero or one for each."""

    field: Field
    change: Change
    before: Single
    variables: Mapping[int, Single]


@dataclass(frozen=True, slots=True)
class Additions:
    """Many values, to which others are added: a variable of zero or one for each."""

    field: Field
    change: Change
    before: tuple[Single, ...]
    variables: Mapping[int, Single]


Lever: TypeAlias = Steps | Options | Additions


def levers_of(inquiry: Inquiry, read: Collection[str]) -> tuple[Lever, ...]:
    """The known facts among those read that can be changed, in the pack's order."""
    numbers = itertools.count()
    wanted = all_parts(inquiry.schema, read) | set(read)
    found = (_lever(field, inquiry, numbers) for field in inquiry.schema if field.id in wanted)
    return tuple(lever for lever in found if lever is not None)


def _lever(field: Field, inquiry: Inquiry, numbers: Iterator[int]) -> Lever | None:
    change, before = field.change, inquiry.facts.get(field.id)
    if change is None or before is None:
        return None
    if change.step is not None:
        start = before if isinstance(before, date) else as_number(before)
        return None if start is None else _steps(field, change, start, change.step, numbers)
    held = before if isinstance(before, tuple) else (before,)
    others = {next(numbers): option for option in _options(field, change, inquiry) if option not in held}
    if not others:
        return None
    return Additions(field, change, before, others) if isinstance(before, tuple) else Options(field, change, before, others)


def _options(field: Field, change: Change, inquiry: Inquiry) -> tuple[Single, ...]:
    if change.to:
        return tuple(dict.fromkeys(change.to))
    match field.type:
        case FieldType.YES_NO:
            return (True, False)
        case FieldType.AREA:
            return tuple(inquiry.world.areas)
        case FieldType.LEVEL:
            return tuple(field.level(option) for option in field.options)
        case _:
            return tuple(field.options)


def _steps(field: Field, change: Change, start: Number | date, step: Number, numbers: Iterator[int]) -> Steps | None:
    """The lever of a number or a day, with the steps down and up that it may be moved by."""
    origin: Number = start.toordinal() if isinstance(start, date) else start
    least, most = (1, date.max.toordinal()) if isinstance(start, date) else (field.least, field.most)
    low = None if least is None else math.ceil(Fraction(least - origin) / Fraction(step))
    high = None if most is None else math.floor(Fraction(most - origin) / Fraction(step))
    if change.direction is Direction.UP:
        low = max(low or 0, 0)
    if change.direction is Direction.DOWN:
        high = min(high or 0, 0)
    if (low is not None and high is not None and low > high) or (low, high) == (0, 0):
        return None
    reach = (None if low is None else min(low, 0)), (None if high is None else max(high, 0))
    return Steps(field, change, start, next(numbers), reach, (low, high))


def reaches_of(levers: tuple[Lever, ...]) -> dict[int, Reach]:
    """The reach of every variable of the levers."""
    found: dict[int, Reach] = {}
    for lever in levers:
        match lever:
            case Steps(variable=variable, reach=reach):
                found[variable] = reach
            case Options(variables=variables) | Additions(variables=variables):
                found.update(dict.fromkeys(variables, (0, 1)))
    return found


def variables_of(lever: Lever) -> tuple[int, ...]:
    """The variables of a lever."""
    return (lever.variable,) if isinstance(lever, Steps) else tuple(lever.variables)


def effort(lever: Lever, at: Position) -> int:
    """How many steps or options a lever is moved by."""
    match lever:
        case Steps(variable=variable):
            return abs(at.get(variable, 0))
        case Options(variables=variables) | Additions(variables=variables):
            return sum(at.get(variable, 0) for variable in variables)


def rank(lever: Lever, at: Position) -> int:
    """The order among the positions of one lever: few steps first, up before down, earlier options first."""
    match lever:
        case Steps(variable=variable):
            moved = at.get(variable, 0)
            return 2 * abs(moved) - (moved > 0)
        case Options(variables=variables) | Additions(variables=variables):
            return sum(at.get(variable, 0) << place for place, variable in enumerate(variables))


def value_at(lever: Lever, at: Position) -> Value:
    """The fact at a position of its lever."""
    match lever:
        case Steps(before=before, change=change, variable=variable):
            moved = (change.step or 0) * at.get(variable, 0)
            if isinstance(before, date):
                return date.fromordinal(before.toordinal() + int(moved))
            return exact(Fraction(before + moved))
        case Options(before=kept, variables=variables):
            return next((option for variable, option in variables.items() if at.get(variable)), kept)
        case Additions(before=held, variables=variables):
            return (*held, *(option for variable, option in variables.items() if at.get(variable)))


def positions(lever: Lever) -> Iterator[Position]:
    """Every position of a lever that has an end; what it is first."""
    match lever:
        case Steps(variable=variable, allowed=(low, high)):
            yield {}
            if low is not None and high is not None:
                yield from ({variable: moved} for moved in range(low, high + 1) if moved)
        case Options(variables=variables):
            yield {}
            yield from ({variable: 1} for variable in variables)
        case Additions(variables=variables):
            for taken in itertools.product((0, 1), repeat=len(variables)):
                yield dict(zip(variables, taken, strict=True))


def count_of_positions(lever: Lever) -> int | None:
    """How many positions a lever has; None without end."""
    match lever:
        case Steps(reach=(low, high)):
            return None if low is None or high is None else high - low + 1
        case Options(variables=variables):
            return len(variables) + 1
        case Additions(variables=variables):
            return 1 << len(variables)


def facts_at(inquiry: Inquiry, levers: tuple[Lever, ...], at: Position) -> Facts:
    """The facts after a change, with what follows from them; what followed from the old facts is forgotten."""
    changed = {lever.field.id: value_at(lever, at) for lever in levers if effort(lever, at)}
    if not changed:
        return inquiry.facts
    kept = {id: value for id, value in inquiry.facts.items() if not _follows(inquiry, id, changed)}
    return complete(inquiry.schema, {**kept, **changed}, on=inquiry.world.on)


def _follows(inquiry: Inquiry, id: str, changed: Collection[str]) -> bool:
    return not all_parts(inquiry.schema, (id,)).isdisjoint(changed)
