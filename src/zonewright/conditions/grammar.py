"""The JSON Schema of conditions, for editors: the same words that the reader knows."""

from __future__ import annotations

from typing import Any, Final

from zonewright.conditions.ast import COMPARISONS
from zonewright.conditions.read import JOINS, TESTS

HERE: Final = {"$ref": "#/$defs/condition"}
SCALAR: Final = {"type": ["string", "number", "boolean"]}
SCALARS: Final = {"type": "array", "items": SCALAR, "minItems": 1}
ONE_OR_MANY: Final = {"anyOf": [SCALAR, SCALARS]}
TABLE: Final = {
    "type": "object",
    "properties": {"by": ONE_OR_MANY, "table": {"type": "array", "items": {"type": "object"}, "minItems": 1}},
    "required": ["by", "table"],
    "additionalProperties": False,
}


def _closed(*required: str, **properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


TEXT: Final = {"type": "string"}
OTHER_FIELD: Final = _closed("field", field=TEXT)
AMONG_PEERS: Final = _closed("of", of=TEXT, **dict.fromkeys(COMPARISONS, TEXT))
_TEST_SHAPES: Final[dict[str, Any]] = {
    **{word: {"anyOf": [SCALAR, TABLE, OTHER_FIELD]} for word in COMPARISONS},
    "between": {"type": "array", "items": SCALAR, "minItems": 2, "maxItems": 2},
    **dict.fromkeys(("is", "is_not", "in_catalogue"), SCALAR),
    **dict.fromkeys(("one_of", "none_of", "includes_all"), SCALARS),
    "includes_n": _closed("n", "of", n={"type": "integer"}, of=SCALARS),
    **dict.fromkeys(("within", "in_area"), ONE_OR_MANY),
    "known": {"const": True},
    "elapsed": _closed(**dict.fromkeys((*COMPARISONS, "as_of"), TEXT)),
    "within_after": _closed("event", "span", event=TEXT, span=TEXT),
    "none_within": _closed("span", span=TEXT, as_of=TEXT),
    "kept": _closed(span=TEXT, after=TEXT, until=TEXT, breaches=TEXT),
    "percentile": AMONG_PEERS,
    "share_of_average": AMONG_PEERS,
}

CONDITION_SCHEMA: Final[dict[str, Any]] = HERE
CONDITION_DEFINITION: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "field": {"type": "string"},
        **{word: _TEST_SHAPES[word] for word in TESTS},
        "except": ONE_OR_MANY,
        "version": SCALAR,
        **{word: {"type": "array", "items": HERE} for word in ("all", "any", "none", "of")},
        "at_least_n": {"type": "integer"},
        "criterion": {"type": "string"},
        "cites": {"type": "string"},
        "score": {"type": "array", "items": {"type": "object"}, "minItems": 1},
    },
    "anyOf": [{"required": ["field"]}, *({"required": [word]} for word in JOINS)],
    "additionalProperties": False,
}
