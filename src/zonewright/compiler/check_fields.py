"""Derived facts: parts that exist, units that come out right, no circles."""

from __future__ import annotations

from collections.abc import Iterator

from zonewright.errors import Diagnostic, UnitError
from zonewright.notation.shapes import nearest
from zonewright.packs.model import Pack
from zonewright.schema.derive import all_parts, unit_of, unit_of_field
from zonewright.schema.fields import (
    Count,
    Derivation,
    Difference,
    Field,
    FieldType,
    Schema,
    ShareOfList,
    Sum,
    TimeSince,
    parts_of,
)


def broken_derivations(pack: Pack) -> Iterator[Diagnostic]:
    """ZW212 to ZW214 and ZW401: a derived fact that cannot be calculated as written."""
    schema = pack.schema
    for field in schema:
        if field.derived is None:
            continue
        unknown = [part for part in parts_of(field.derived) if part not in schema]
        for part in unknown:
            yield Diagnostic("ZW212", f"`{field.id}` is derived from unknown field `{part}`", field.place,
                             nearest(part, schema.ids()))  # fmt: skip
        if unknown:
            continue
        if field.id in all_parts(schema, (field.id,)):
            yield Diagnostic("ZW213", f"`{field.id}` is derived from itself", field.place, "break the circle")
        elif field.type is not FieldType.NUMBER or field.many:
            yield Diagnostic("ZW214", f"`{field.id}` is derived, so it is a number with one value", field.place)
        else:
            yield from _parts(schema, field, field.derived)


def unknown_areas(pack: Pack) -> Iterator[Diagnostic]:
    """ZW102: a change that leads to a place that is not in areas.yaml."""
    for field in pack.schema:
        for area in field.change.to if field.change and field.type is FieldType.AREA else ():
            if area not in pack.world.areas:
                yield Diagnostic("ZW102", f"unknown area `{area}`", field.place, nearest(str(area), pack.world.areas))


def _parts(schema: Schema, field: Field, derivation: Derivation) -> Iterator[Diagnostic]:
    parts = [schema[part] for part in parts_of(derivation)]
    match derivation:
        case Count():
            fits, wanted = parts[0].many, "a field with many values"
        case ShareOfList(_, counting):
            fits = parts[0].many and set(counting) <= parts[0].options.keys()
            wanted = "a choice with many values, and its options"
        case TimeSince():
            fits = parts[0].type is FieldType.DAY and not parts[0].many and field.unit in {"day", "month", "year"}
            wanted = "a field with one day, and the unit day, month or year"
        case _:
            fits = all(part.type is FieldType.NUMBER and not part.many for part in parts)
            wanted = "numbers with one value"
    if not fits:
        yield Diagnostic("ZW214", f"`{field.id}` is derived from what it cannot use", field.place, f"it needs {wanted}")
        return
    yield from _unit(schema, field, derivation)


def _unit(schema: Schema, field: Field, derivation: Derivation) -> Iterator[Diagnostic]:
    ours = unit_of_field(field)
    whole = unit_of(schema, derivation)
    try:
        if whole is not None:
            whole.factor_to(ours)
        for part in parts_of(derivation)[1:] if isinstance(derivation, Sum | Difference) else ():
            unit_of_field(schema[part]).factor_to(ours)
    except UnitError:
        yield Diagnostic("ZW401", f"`{field.id}` in {field.unit or 'plain numbers'} is not what its parts give", field.place,
                         "correct the unit of the field or of its parts")  # fmt: skip
