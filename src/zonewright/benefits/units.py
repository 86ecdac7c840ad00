"""The unit that a worth is in, worked out from its parts."""

from __future__ import annotations

import math
from fractions import Fraction

from zonewright.benefits.ast import (
    Above,
    Bounded,
    Cases,
    Converted,
    FullSteps,
    Highest,
    Less,
    Lowest,
    Nothing,
    OfFact,
    Product,
    Provided,
    Sliced,
    Stated,
    Total,
    Worth,
)
from zonewright.schema.derive import unit_of_field
from zonewright.schema.fields import Schema
from zonewright.values import ONE, Number, Unit, exact, read_unit


def unit_of_worth(worth: Worth, schema: Schema) -> Unit:
    """The canonical unit of a worth whose parts fit; plain for nothing at all."""
    return _unit(worth, schema) or ONE


def _unit(worth: Worth, schema: Schema) -> Unit | None:
    """None where zero stands alone, which fits every unit."""
    match worth:
        case Nothing():
            return None
        case Stated(quantity):
            return plain(read_unit(quantity.unit) or ONE)
        case OfFact(field):
            return plain(unit_of_field(schema[field]))
        case Product(factors):
            return math.prod((unit_of_worth(factor, schema) for factor in factors), start=ONE)
        case Sliced(base, slices):
            rates = [_unit(one.rate, schema) for one in slices]
            return unit_of_worth(base, schema) * next((rate for rate in rates if rate is not None), ONE)
        case Cases(rows):
            return next((unit for row in rows if (unit := _unit(row.then, schema)) is not None), None)
        case Total(parts) | Highest(parts) | Lowest(parts):
            return next((unit for part in parts if (unit := _unit(part, schema)) is not None), None)
        case Less(base) | Above(base) | FullSteps(base):
            return _unit(base, schema)
        case Bounded(part) | Provided(part):
            found = _unit(part, schema)
            if found is None and isinstance(worth, Bounded) and worth.least is not None:
                return _unit(worth.least, schema)
            return found
        case Converted(currency=currency):
            return read_unit(currency)


def fits(worth: Worth, unit: Unit, schema: Schema) -> bool:
    """Whether a worth is in a unit of the kind; nothing fits every kind."""
    own = _unit(worth, schema)
    return own is None or own.powers == unit.powers


def is_nothing(worth: Worth, schema: Schema) -> bool:
    """Whether a worth is zero however it is written, in no unit of its own."""
    return _unit(worth, schema) is None


def plain(unit: Unit) -> Unit:
    """The canonical unit of the kind: without factors."""
    return Unit(Fraction(1), unit.powers)


def name_of(unit: Unit) -> str:
    """The name of a canonical unit as packs write it; a share is told in percent.

    >>> name_of(read_unit("CNY/m2-month")), name_of(read_unit("%")), name_of(read_unit("%/year"))
    ('CNY/m2-month', '%', '%/month')
    """
    above = [_power(base, n) for base, n in unit.powers if n > 0]
    below = [_power(base, -n) for base, n in unit.powers if n < 0]
    return ("-".join(above) or "%") + ("/" + "-".join(below) if below else "")


def _power(base: str, n: int) -> str:
    return f"{base}2" if (base, n) == ("m", 2) else "-".join([base] * n)


def number_in(canonical: Fraction, unit: str) -> Number:
    """A canonical number in a named unit.

    >>> number_in(Fraction(2, 5), "%")
    40
    """
    return exact(canonical / (read_unit(unit) or ONE).scale)
