"""The words of CEL: names, bindings, literals, joined tests."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Final, NoReturn, TypeAlias

from zonewright.schema.fields import Facts, FieldType, Schema, Single, Value
from zonewright.values import Level, Number, Quantity

#: What a name is bound to: doubles for numbers, positions for levels, strings for days, codes, options, areas and texts.
Binding: TypeAlias = bool | int | float | str | list["Binding"]

#: A name that is never bound: what cannot be told.
UNKNOWN: Final = "UNKNOWN"
#: Bound to true for a number stated in a unit that does not convert.
OTHER_UNIT: Final = "_IN_OTHER_UNIT"
#: Words that CEL keeps for itself, and its names of types, functions and macros.
KEPT_WORDS: Final = frozenset({
    "all", "as", "bool", "break", "bytes", "const", "contains", "continue", "double", "duration", "dyn", "else", "exists",
    "exists_one", "false", "filter", "for", "function", "google", "has", "if", "import", "in", "int", "let", "list", "loop",
    "map", "matches", "math", "namespace", "null", "null_type", "optional", "optional_type", "package", "return", "size",
    "string", "strings", "timestamp", "true", "type", "uint", "var", "void", "while",
})  # fmt: skip
KINDS: Final = {FieldType.YES_NO: "bool", FieldType.NUMBER: "double", FieldType.LEVEL: "int"}
LARGEST_BOUND: Final = 2**50


class NotExactError(Exception):
    """CEL cannot say exactly this; never leaves these modules."""


def not_exact() -> NoReturn:
    """Give up: this condition has no exact form."""
    raise NotExactError


def cel_name(id: str) -> str:
    """The name of a field in CEL. Ids have no capital letters, so no two fields share a name.

    >>> cel_name("parent.assets"), cel_name("staff"), cel_name("size")
    ('parent_DOT_assets', 'staff', 'size_FIELD')
    """
    return id.replace(".", "_DOT_").replace("-", "_DASH_") + ("_FIELD" if id in KEPT_WORDS else "")


def cel_variables(schema: Schema) -> dict[str, str]:
    """Every name that an expression may use with its type in CEL, for implementations that want them declared."""
    kinds = {UNKNOWN: "bool"}
    for field in schema:
        kind = KINDS.get(field.type, "string")
        kinds[cel_name(field.id)] = f"list({kind})" if field.many else kind
        if field.type is FieldType.NUMBER:
            kinds[cel_name(field.id) + OTHER_UNIT] = "bool"
    return kinds


def cel_bindings(facts: Facts) -> dict[str, Binding]:
    """The known facts as CEL takes them. What is not known is absent, and so is a number whose unit does not convert."""
    bound: dict[str, Binding] = {}
    for id, value in facts.items():
        if isinstance(value, Quantity):
            bound[cel_name(id) + OTHER_UNIT] = True
        elif value is not None:
            bound[cel_name(id)] = _bound(value)
    return bound


def _bound(value: Value) -> Binding:
    match value:
        case tuple():
            return [_bound(one) for one in value if not isinstance(one, Quantity)]
        case bool():
            return value
        case int() | Fraction():
            return nearest_double(value)
        case Level(position):
            return position
        case date():
            return value.isoformat()
        case _:
            return str(value)


def nearest_double(number: Number) -> float:
    """The nearest double, or its neighbour where the nearest is that of a bound which the number is not.

    Bounds are small fractions whose doubles are never neighbours, so every comparison comes out as with exact numbers.

    >>> nearest_double(Fraction(1, 3)), nearest_double(Fraction("0.3333333333333333"))
    (0.3333333333333333, 0.33333333333333326)
    """
    exact = Fraction(number)
    near = float(exact)
    bound = Fraction(near).limit_denominator(math.isqrt(int(LARGEST_BOUND / abs(Fraction(near)))) + 1) if near else Fraction(0)
    if bound == exact or float(bound) != near or not _is_bound(bound):
        return near
    return math.nextafter(near, math.inf if exact > bound else -math.inf)


def _is_bound(number: Fraction) -> bool:
    """Whether the number is a fraction so small that the doubles of any two such lie at least three steps apart."""
    return abs(number.numerator) * number.denominator <= LARGEST_BOUND


def number_in_cel(number: Number) -> str:
    """A number as a constant."""
    exact = Fraction(number)
    if not _is_bound(exact):
        not_exact()
    if Fraction(repr(float(exact))) == exact:
        return repr(float(exact))
    return f"{exact.numerator}.0 / {exact.denominator}.0"


def quoted(text: object) -> str:
    """A text as a constant."""
    return json.dumps(str(text), ensure_ascii=False)


def literal(value: Single) -> str:
    """Any single value as a constant."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Fraction():
            return number_in_cel(value)
        case Level(position):
            return str(position)
        case Quantity():
            not_exact()
        case _:
            return quoted(value)


def any_test(tests: Iterable[str]) -> str:
    """At least one of the tests."""
    return _joined(" || ", tests, "false")


def all_tests(tests: Iterable[str]) -> str:
    """Every one of the tests."""
    return _joined(" && ", tests, "true")


def _joined(sign: str, tests: Iterable[str], neutral: str) -> str:
    kept = tuple(test for test in tests if test != neutral)
    if len(kept) < 2:
        return kept[0] if kept else neutral
    return f"({sign.join(kept)})"


def among(seen: str, values: Iterable[Single]) -> str:
    """The name is one of the values."""
    return f"{seen} in [{', '.join(map(literal, values))}]"


def negated(test: str) -> str:
    """The test does not hold."""
    return f"!({test})"


def told(yes: str, no: str) -> str:
    """True where ``yes`` holds, false where ``no`` does, unknown elsewhere."""
    return f"({yes} || ({negated(no)} && {UNKNOWN}))"
