"""Fields as written to fields as meant: options, units and derivations checked where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from zonewright.errors import Report
from zonewright.notation.shapes import Located
from zonewright.packs.read_changes import with_bounds_and_change
from zonewright.schema.fields import (
    Answerer,
    ChangeOnYearBefore,
    Count,
    Derivation,
    Difference,
    Field,
    FieldType,
    Ratio,
    Schema,
    ShareOfList,
    Sum,
    TimeSince,
)
from zonewright.values import read_unit


def read_schema(written: Mapping[str, Located], report: Report) -> Schema:
    """The fields of a pack."""
    return Schema(_field(id, at, report) for id, at in written.items())


def _field(id: str, at: Located, report: Report) -> Field:
    kind, answerer = FieldType(at.get("type")), Answerer(at.get("answered_by"))
    unit: str = at.get("unit", "")
    has_options = kind in {FieldType.CHOICE, FieldType.LEVEL}
    if has_options and not at.get("options"):
        report.error("ZW201", f"`{id}` is a {kind.value} without options", at.place, hint="add `options:`")
    if not has_options and at.get("options"):
        said = f"`{id}` is a {kind.value}, which has no options"
        report.error("ZW201", said, at.places["options"], hint="use choice or level")
    if unit and (kind is not FieldType.NUMBER or read_unit(unit) is None):
        said = f"`{unit}` is not a known unit" if kind is FieldType.NUMBER else f"a {kind.value} has no unit"
        report.error("ZW403", said, at.places["unit"], hint="see the units in the pack format")
        unit = ""
    if (answerer is Answerer.OFFICER) != (at.get("judged") is not None):
        report.error("ZW202", f"`{id}` is answered by {answerer.value}", at.place,
                     hint="an officer's field, and only that, has `judged: {by, on}`")  # fmt: skip
    field = Field(
        id,
        kind,
        at.get("label"),
        at.get("question"),
        answerer,
        entity=at.get("entity") or (id.partition(".")[0] if "." in id else "enterprise"),
        unit=unit,
        many=at.get("many", False),
        options=MappingProxyType(at.get("options", {})),
        derived=_derivation(id, at.get("derived"), report),
        judged=at.get("judged"),
        place=at.place,
    )
    return with_bounds_and_change(field, at, report)


def _derivation(id: str, at: Located | None, report: Report) -> Derivation | None:
    if at is None:
        return None
    given = {word: value for word, value in at.values.items() if value is not None}
    if len(given) != 1:
        report.error("ZW203", f"`{id}` needs exactly one derivation, found {len(given)}", at.place, hint="keep one")
        return None
    [(word, value)] = given.items()
    if word == "sum" and not value:
        return None
    pairs: dict[str, type[Ratio | Difference | ChangeOnYearBefore]] = {
        "ratio": Ratio,
        "difference": Difference,
        "change_on_year_before": ChangeOnYearBefore,
    }
    if word in pairs:
        if len(value) != 2:
            report.error("ZW203", f"`{word}` takes two fields, found {len(value)}", at.place)
            return None
        return pairs[word](*value)
    return _single_derivation(word, value)


def _single_derivation(word: str, value: Any) -> Derivation:  # noqa: ANN401  # as its shape read it
    match word:
        case "sum":
            return Sum(value)
        case "count":
            return Count(value)
        case "share_of_list":
            return ShareOfList(value.get("of"), value.get("counting"))
        case _:
            return TimeSince(value)
