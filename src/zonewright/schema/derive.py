"""Facts that follow from other facts: ratios, sums, shares, time since a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from functools import lru_cache

from zonewright.errors import UnitError
from zonewright.schema.fields import (
    ChangeOnYearBefore,
    Count,
    Derivation,
    Difference,
    Facts,
    Field,
    Ratio,
    Schema,
    ShareOfList,
    Sum,
    TimeSince,
    Value,
    as_number,
    parts_of,
)
from zonewright.values import ONE, Number, Period, Unit, add_period, exact, read_unit


def complete(schema: Schema, facts: Facts, *, on: date) -> dict[str, Value | None]:
    """The facts with every derived fact that their parts decide. A stated derived fact stands where they do not."""
    known: dict[str, Value | None] = dict(facts)
    for field in in_order(schema):
        if field.derived is not None:
            value = calculate(schema, field, field.derived, known, on=on)
            if value is not None:
                known[field.id] = value
    return known


@lru_cache(maxsize=64)
def in_order(schema: Schema) -> tuple[Field, ...]:
    """The fields with each derived one after its parts; cycles are left in place (the compiler reports them)."""
    waiting = {field.id: field for field in schema}
    ordered: list[Field] = []
    while waiting:
        ready = [field for field in waiting.values() if not field.derived or not set(parts_of(field.derived)) & waiting.keys()]
        ordered += ready or waiting.values()
        done = {field.id for field in ready} or waiting.keys()
        waiting = {id: field for id, field in waiting.items() if id not in done}
    return tuple(ordered)


def stated_against_parts(schema: Schema, facts: Facts, *, on: date) -> Iterator[tuple[Field, Value, Value]]:
    """Derived facts that are stated and contradict their own parts: the field, what is stated, what follows."""
    follows = complete(schema, facts, on=on)  # whatever it replaces is a contradiction
    for id, stated in facts.items():
        field, found = schema.get(id), follows.get(id)
        if field and field.derived and stated is not None and found is not None and stated != found:
            yield field, stated, found


def calculate(schema: Schema, field: Field, derivation: Derivation, facts: Facts, *, on: date) -> Value | None:
    """The derived value in the unit of its field, or None while a part is unknown."""
    found = [facts.get(part) for part in parts_of(derivation)]
    if any(value is None for value in found):
        return None
    match derivation:
        case Count():
            return len(found[0]) if isinstance(found[0], tuple) else None
        case ShareOfList(_, counting):
            return _share(found[0], counting, field)
        case TimeSince():
            return _elapsed(found[0], on, field.unit)
    numbers = [as_number(value) for value in found]
    units = [unit_of_field(schema[part]) for part in parts_of(derivation)]
    if any(number is None for number in numbers):
        return None
    exacts = [Fraction(number) for number in numbers if number is not None]
    match derivation:
        case Ratio():
            return _scaled(exacts[0] / exacts[1], units[0] / units[1], field) if exacts[1] else None
        case ChangeOnYearBefore():
            return _scaled((exacts[0] - exacts[1]) / exacts[1], ONE, field) if exacts[1] else None
        case Difference():
            return _added((exacts[0], -exacts[1]), units, field)
        case Sum():
            return _added(tuple(exacts), units, field)


def unit_of(schema: Schema, derivation: Derivation) -> Unit | None:
    """The unit that the calculation gives, None where it has to be told by the field (time since)."""
    match derivation:
        case Ratio(above, below):
            return unit_of_field(schema[above]) / unit_of_field(schema[below])
        case Sum(parts):
            return unit_of_field(schema[parts[0]])
        case Difference(whole, _):
            return unit_of_field(schema[whole])
        case Count() | ShareOfList() | ChangeOnYearBefore():
            return ONE
        case TimeSince():
            return None


def unit_of_field(field: Field) -> Unit:
    """The unit of a field; a plain number measures nothing."""
    return (read_unit(field.unit) if field.unit else ONE) or ONE


def all_parts(schema: Schema, ids: Iterable[str]) -> frozenset[str]:
    """Everything that some fields are calculated from, down to the last part; the fields themselves only in a circle."""
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        field = schema.get(waiting.pop())
        parts = set(parts_of(field.derived)) - found if field and field.derived else set()
        found |= parts
        waiting += parts
    return frozenset(found)


def _scaled(number: Fraction, unit: Unit, field: Field) -> Number | None:
    """The number in the unit of its field; None where the units do not fit, which the compiler reports."""
    try:
        return exact(number * unit.factor_to(unit_of_field(field)))
    except UnitError:
        return None


def _added(numbers: tuple[Fraction, ...], units: list[Unit], field: Field) -> Number | None:
    parts = [_scaled(number, unit, field) for number, unit in zip(numbers, units, strict=True)]
    known = [Fraction(part) for part in parts if part is not None]
    return exact(sum(known, Fraction(0))) if len(known) == len(parts) else None


def _share(values: Value | None, counting: tuple[str, ...], field: Field) -> Number | None:
    if not isinstance(values, tuple) or not values:
        return None
    return _scaled(Fraction(sum(str(value) in counting for value in values), len(values)), ONE, field)


def _elapsed(day: Value | None, on: date, unit: str) -> Number | None:
    if not isinstance(day, date):
        return None
    if unit == "day" or day > on:
        return (on - day).days if day <= on else 0
    months = max((on.year - day.year) * 12 + on.month - day.month, 0)
    while months and add_period(day, Period(months, "month")) > on:
        months -= 1
    return months // 12 if unit == "year" else months
