"""What a fact can be at all, and how an enterprise can change it, checked where they stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zonewright.errors import Report
from zonewright.notation.shapes import Located
from zonewright.notation.tree import Node, Scalar
from zonewright.schema.fields import Answerer, Change, Direction, Field, FieldType, Single, as_number
from zonewright.schema.read import read_constant
from zonewright.values import Number, read_number, read_period

#: Facts that are changed by steps, and facts that are changed by taking another option.
STEPPED: Final = (FieldType.NUMBER, FieldType.DAY)
OPTIONAL: Final = (FieldType.CHOICE, FieldType.LEVEL, FieldType.YES_NO, FieldType.AREA)


def with_bounds_and_change(field: Field, at: Located, report: Report) -> Field:
    """The field with its `least`, `most` and `change`."""
    least, most = _bound("least", field, at, report), _bound("most", field, at, report)
    if least is not None and most is not None and least > most:
        report.error("ZW215", "`least` lies above `most`", at.places["least"], hint="swap them")
    written: Located | None = at.get("change")
    return replace(field, least=least, most=most, change=None if written is None else _change(field, written, report))


def _bound(key: str, field: Field, at: Located, report: Report) -> Number | None:
    written: Node | None = at.get(key)
    if written is None:
        return None
    if field.type is not FieldType.NUMBER or field.many:
        many = " with many values" if field.many else ""
        report.error("ZW215", f"`{field.id}` is a {field.type.value}{many}, which has no `{key}`", at.places[key],
                     hint="only a number with one value has bounds")  # fmt: skip
        return None
    return as_number(read_constant(field, written, report))


def _change(field: Field, at: Located, report: Report) -> Change | None:
    """The change as meant; None after telling everything that is wrong with it."""
    own = Report()
    if field.derived is not None or field.answered_by is Answerer.OFFICER:
        why = "is derived" if field.derived is not None else "is answered by officer"
        own.error("ZW216", f"`{field.id}` {why}, so an enterprise cannot change it", at.place,
                  hint="leave `change` out; change what it is derived from, if that can be changed")  # fmt: skip
    elif field.type not in STEPPED + OPTIONAL or (field.many and field.type is not FieldType.CHOICE):
        many = " with many values" if field.many else ""
        own.error("ZW216", f"`{field.id}` is a {field.type.value}{many}, which has no `change`", at.place,
                  hint="a number, a day, a choice, a level, a yes_no or an area can be changed")  # fmt: skip
    cost = _above_zero("cost", at, own)
    _misplaced(field, at, own)
    direction = Direction(at.get("direction", Direction.EITHER.value))
    step = _step(field, at, own) if field.type in STEPPED else None
    to = tuple(read_constant(field, one, own) for one in at.get("to", ())) if field.type in OPTIONAL else ()
    for found in own.diagnostics:
        report.add(found)
    return None if own.failed or cost is None else Change(cost, direction, step, _all_read(to))


def _misplaced(field: Field, at: Located, report: Report) -> None:
    """Tell of keys that this type of field does not take, and of those that it lacks."""
    stepped = field.type in STEPPED
    for key in ("to",) if stepped else ("direction", "step"):
        if key in at.places:
            use = "use `direction` and `step`" if stepped else "use `to`"
            report.error("ZW216", f"the change of a {field.type.value} takes no `{key}`", at.places[key], hint=use)
    for key in ("direction", "step") if stepped else ():
        if key not in at.places:
            report.error("ZW216", f"the change of a {field.type.value} lacks `{key}`", at.place, hint=f"add `{key}:`")


def _above_zero(key: str, at: Located, report: Report) -> Number | None:
    text: str | None = at.get(key)
    number = None if text is None else read_number(text)
    if text is not None and (number is None or number <= 0):
        report.error(
            "ZW216", f"`{text[:60]}` is no {key} above zero", at.places[key], hint=f"write a number, such as `{key}: 1`"
        )
        return None
    return number


def _step(field: Field, at: Located, report: Report) -> Number | None:
    text: str | None = at.get("step")
    if text is None:
        return None
    if field.type is FieldType.DAY:
        period = read_period(text)
        step: Number | None = period.count if period is not None and period.unit == "day" else None
    else:
        step = as_number(read_constant(field, Scalar(text, at.places["step"]), report))
        if step is None:
            return None  # told by the reader of numbers
    if step is None or step <= 0:
        such = "1 day" if field.type is FieldType.DAY else f"1 {field.unit}".strip()
        report.error(
            "ZW216",
            f"`{text[:60]}` is no step of a {field.type.value}",
            at.places["step"],
            hint=f"write a step such as `{such}`",
        )
        return None
    return step


def _all_read(found: tuple[Single | None, ...]) -> tuple[Single, ...]:
    return tuple(one for one in found if one is not None)
