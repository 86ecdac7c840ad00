"""Facts and quantities to values that JSON can hold, and back, without loss: whatever JSON lacks says what it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from zonewright.schema.fields import Facts, Value
from zonewright.values import Code, Level, Number, Quantity, exact


def facts_as_json(facts: Facts) -> dict[str, Any]:
    """Facts as a row; what is not known stays null."""
    return {id: _written(value) for id, value in facts.items()}


def facts_of_json(row: object) -> Facts:
    """The facts that a row tells. ValueError or TypeError where it tells none."""
    return MappingProxyType({id: _value(one) for id, one in _keys(row).items()})


def quantity_as_json(quantity: Quantity) -> dict[str, Any]:
    """A quantity with its number as exact text."""
    return {"number": str(quantity.number), "unit": quantity.unit}


def quantity_of_json(row: object) -> Quantity:
    """The quantity that a row tells. ValueError or TypeError where it tells none."""
    match row:
        case {"number": str(number), "unit": str(unit), **rest} if not rest:
            return Quantity(_number(number), unit)
        case _:
            raise ValueError("a number with a unit is expected")


def _written(value: Value | None) -> Any:  # noqa: ANN401  # whatever JSON holds
    match value:
        case None | bool() | int() | str():
            return value
        case Fraction():
            return {"number": str(value)}
        case date():
            return {"day": value.isoformat()}
        case Quantity():
            return quantity_as_json(value)
        case Code():
            return {"code": [value.scheme, value.edition, value.code]}
        case Level():
            return {"level": [value.position, value.name]}
        case tuple():
            return [_written(one) for one in value]


def _value(row: object) -> Value | None:
    if isinstance(row, list):
        return tuple(_single(one) for one in row)
    return None if row is None else _single(row)


def _single(row: object) -> Any:  # noqa: ANN401  # one value of a fact
    match row:
        case bool() | int() | str():
            return row
        case {"number": str(number), **rest} if not rest:
            return _number(number)
        case {"day": str(day), **rest} if not rest:
            return date.fromisoformat(day)
        case {"code": [str(scheme), str(edition), str(code)], **rest} if not rest:
            return Code(scheme, edition, code)
        case {"level": [int(position), str(name)], **rest} if not rest:
            return Level(position, name)
        case _:
            return quantity_of_json(row)


def _number(text: str) -> Number:
    try:
        return exact(Fraction(text))
    except ZeroDivisionError:
        raise ValueError("nothing is divided by zero") from None


def _keys(row: object) -> Mapping[str, object]:
    if not isinstance(row, dict) or not all(isinstance(key, str) for key in row):
        raise TypeError("keys with values are expected")
    return row
