"""Written values to typed ones: the constants of packs strictly, the facts of profiles as people write them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from fractions import Fraction
from typing import Final

from zonewright.errors import Report, UnitError
from zonewright.notation.shapes import ID, expected, nearest, read_day
from zonewright.notation.tree import Listing, Mapping, Node, Scalar
from zonewright.schema.fields import Field, FieldType, Schema, Single, Value
from zonewright.values import COUNTS, LANGUAGES, Number, Quantity, exact, plain_text, read_code, read_quantity

YES: Final = frozenset({"true", "yes", "y", "是", "예", "네"})
NO: Final = frozenset({"false", "no", "n", "否", "아니오", "아니요"})
LOOSE_DAY: Final = re.compile(r"(\d{4})\s*[-./年년]\s*(\d{1,2})\s*[-./月월]\s*(\d{1,2})\s*[日일]?")


def read_constant(field: Field, node: Node, report: Report) -> Single | None:
    """A single value in a pack, in the unit of its field; a number without its unit is a mistake."""
    if not isinstance(node, Scalar) or node.empty:
        return expected(f"a value for `{field.id}`", node, report)
    if field.type is FieldType.YES_NO and node.text not in {"true", "false"}:
        return expected("`true` or `false`", node, report)
    if field.type is FieldType.NUMBER:
        return _constant_number(field, node, report)
    return _single(field, node, report)


def read_fact(field: Field, node: Node, report: Report) -> Value | None:
    """What a profile says of one fact; None when it says nothing."""
    if isinstance(node, Scalar) and node.empty:
        return None
    if not field.many:
        return _fact(field, node, report)
    items = node.items if isinstance(node, Listing) else (node,)
    found = [_fact(field, item, report) for item in items]
    return tuple(one for one in found if one is not None)


def _fact(field: Field, node: Node, report: Report) -> Single | None:
    if not isinstance(node, Scalar):
        return expected(f"one value for `{field.id}`", node, report)
    if field.type is FieldType.NUMBER:
        return _fact_number(field, node, report)
    if field.type is FieldType.YES_NO:
        word = node.text.strip().lower()
        if word in YES | NO:
            return word in YES
        return expected(f"yes or no for `{field.id}`", node, report)
    if field.type is FieldType.DAY:
        return _loose_day(node.text) or _single(field, node, report)
    if field.type in {FieldType.CHOICE, FieldType.LEVEL} and node.text.strip() not in field.options:
        label = node.text.strip()
        for id, words in field.options.items():
            if label in {words.in_language(language) for language in LANGUAGES}:
                return _single(field, Scalar(id, node.place), report)
    return _single(field, node, report)


def _single(field: Field, node: Scalar, report: Report) -> Single | None:
    text = node.text.strip()
    match field.type:
        case FieldType.YES_NO:
            return text == "true"
        case FieldType.NUMBER:
            raise AssertionError("numbers are read with their units")
        case FieldType.DAY:
            day = read_day(text)
            if day is None:
                meant = _loose_day(text)
                hint = f"write `{meant}`" if meant else "write a day of the calendar, year-month-day, such as 2026-03-31"
                report.error("ZW013", f"`{text[:60]}` is not a day", node.place, hint=hint)
            return day
        case FieldType.CHOICE | FieldType.LEVEL:
            if text not in field.options:
                report.error("ZW110", f"`{text[:60]}` is not an option of `{field.id}`", node.place,
                             hint=nearest(text, field.options))  # fmt: skip
                return None
            return text if field.type is FieldType.CHOICE else field.level(text)
        case FieldType.CODE:
            code = read_code(text)
            if code is None:
                report.error("ZW111", f"`{text[:60]}` is not a code with its scheme and edition", node.place,
                             hint="write it as gbt4754@2017:3491")  # fmt: skip
            return code
        case FieldType.AREA:
            if not ID.fullmatch(text):
                report.error("ZW112", f"`{text[:60]}` is not the id of an area", node.place, hint="see areas.yaml")
                return None
            return text
        case FieldType.TEXT:
            return plain_text(text)
        case FieldType.NAME:
            return " ".join(text.split())


def _constant_number(field: Field, node: Scalar, report: Report) -> Single | None:
    quantity = _quantity(field, node, report)
    if quantity is None:
        return None
    if not quantity.unit and field.unit and field.unit not in COUNTS:
        report.error("ZW402", f"`{node.text}` has no unit; `{field.id}` is in {field.unit}", node.place,
                     hint=_with_unit(quantity.number, node.text, field.unit))  # fmt: skip
        return None
    if not quantity.unit:
        return quantity.number
    try:
        return quantity.to(field.unit) if field.unit else _plain(quantity)
    except UnitError:
        report.error("ZW401", f"`{node.text}` does not measure what `{field.id}` does ({_unit_name(field)})", node.place,
                     hint=f"write it in {_unit_name(field)}")  # fmt: skip
        return None


def _fact_number(field: Field, node: Scalar, report: Report) -> Single | None:
    quantity = _quantity(field, node, report)
    if quantity is None:
        return None
    if not quantity.unit:
        if field.unit == "%" and 0 < quantity.number < 1:
            report.warn("ZW404", f"`{node.text}` for `{field.id}` is read as {node.text} %", node.place,
                        hint=_with_unit(quantity.number, node.text, "%"))  # fmt: skip
        return quantity.number
    try:
        return quantity.to(field.unit) if field.unit else _plain(quantity)
    except UnitError:
        report.warn("ZW401", f"`{node.text}` cannot be brought to {_unit_name(field)}, so no test can use `{field.id}`",
                    node.place, hint=f"state it in {_unit_name(field)}")  # fmt: skip
        return quantity


def _with_unit(number: Number, written: str, unit: str) -> str:
    """How to write a bare number with its unit; a part of one may have been meant as a percentage."""
    if unit == "%" and 0 < number <= 1:
        percent = Fraction(number) * 100
        return f"write `{percent} %` if you mean that part of the whole, `{written} %` if you mean less than one percent"
    return f"write `{written} {unit}`"


def _quantity(field: Field, node: Scalar, report: Report) -> Quantity | None:
    quantity = read_quantity(node.text)
    if quantity is None:
        hint = f"write a number with a known unit, such as `50 {field.unit}`" if field.unit else "write a number, such as `50`"
        report.error("ZW113", f"`{node.text[:60]}` is not a number for `{field.id}`", node.place, hint=hint)
    return quantity


def _plain(quantity: Quantity) -> Single:
    """A quantity for a field without a unit: a percentage is a plain number, anything else is not."""
    return exact(Fraction(quantity.to("%")) / 100)


def _unit_name(field: Field) -> str:
    return field.unit or "a plain number"


def _loose_day(text: str) -> date | None:
    found = LOOSE_DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def read_facts(schema: Schema, node: Node, report: Report) -> dict[str, Value | None]:
    """The facts of a profile, flat (``parent.assets``) or nested (``parent: {assets: ..}``); null means not known."""
    found: dict[str, Value | None] = {}
    if not isinstance(node, Mapping):
        if not (isinstance(node, Scalar) and node.empty):
            expected("facts, such as `staff: 50`", node, report)
        return found
    _gather(schema, node, "", found, report)
    return found


def _gather(schema: Schema, node: Mapping, prefix: str, found: dict[str, Value | None], report: Report) -> None:
    for key, value in node.entries:
        id = prefix + key.text
        field = schema.get(id) or schema.get(id.removeprefix("enterprise."))
        if field is not None:
            if field.id in found:
                report.error("ZW005", f"`{field.id}` is stated twice", key.place, hint="keep one of them")
            found[field.id] = read_fact(field, value, report)
        elif isinstance(value, Mapping):
            _gather(schema, value, f"{id}.", found, report)
        else:
            report.error("ZW130", f"no fact is called `{id[:60]}`", key.place, hint=nearest(id, schema.ids()))
