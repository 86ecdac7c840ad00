"""Tests on time, as written: spans, events, look-backs, commitments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zonewright.conditions.ast import COMPARISONS, Condition, Elapsed, Kept, NoneWithin, WithinAfter
from zonewright.notation.shapes import Day, expected
from zonewright.notation.tree import Mapping, Node, Scalar
from zonewright.schema.fields import Field, FieldType
from zonewright.values import Period, read_period

if TYPE_CHECKING:
    from zonewright.conditions.read import Reader


def read_time_test(reader: Reader, field: Field, word: str, value: Node) -> Condition | None:
    """A test on time: elapsed, within_after, none_within or kept."""
    if not isinstance(value, Mapping):
        return expected(f"the parts of `{word}` in braces", value, reader.report)
    match word:
        case "elapsed":
            reader.no_other_keys(value, {*COMPARISONS, "as_of"}, "`elapsed`")
            as_of = _day_field(reader, value, "as_of")
            op = reader.one_comparison(value)
            period = _period(reader, value.get(op.value)) if op else None
            return None if op is None or period is None else Elapsed(field.id, op, period, as_of)
        case "within_after":
            reader.no_other_keys(value, {"event", "span"}, "`within_after`")
            event, period = _day_field(reader, value, "event"), _period(reader, value.get("span"), value)
            return None if event is None or period is None else WithinAfter(field.id, event, period)
        case "none_within":
            reader.no_other_keys(value, {"span", "as_of"}, "`none_within`")
            period = _period(reader, value.get("span"), value)
            return None if period is None else NoneWithin(field.id, period, _day_field(reader, value, "as_of"))
    return _kept(reader, field, value)


def _kept(reader: Reader, field: Field, value: Mapping) -> Condition | None:
    reader.no_other_keys(value, {"span", "after", "until", "breaches"}, "`kept`")
    breaches = _day_field(reader, value, "breaches", many=True)
    written = value.get("until")
    if written is not None:
        until = Day().read(written, reader.report)
        return None if until is None else Kept(field.id, None, None, until, breaches)
    after, period = _day_field(reader, value, "after"), _period(reader, value.get("span"), value)
    if after is None or period is None:
        return expected("`span` and `after`, or `until`", value, reader.report)
    return Kept(field.id, after, period, None, breaches)


def _day_field(reader: Reader, value: Mapping, key: str, *, many: bool = False) -> str | None:
    written = value.get(key)
    if written is None:
        return None
    field = reader.field(written, value)
    if field is not None and (field.type is not FieldType.DAY or field.many is not many):
        reader.report.error("ZW107", f"`{key}` needs a field with {'days' if many else 'one day'}; `{field.id}` is not",
                          written.place)  # fmt: skip
        return None
    return None if field is None else field.id


def _period(reader: Reader, node: Node | None, around: Mapping | None = None) -> Period | None:
    if not isinstance(node, Scalar):
        if node or around:
            expected("a span such as `2 years`", node or around, reader.report)  # type: ignore[arg-type]
        return None
    period = read_period(node.text)
    if period is None:
        reader.report.error("ZW109", f"`{node.text[:60]}` is not a span of time", node.place,
                          hint="write `2 years`, `6 months`, `3 weeks` or `45 days`")  # fmt: skip
    return period
