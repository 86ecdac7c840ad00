"""The JSON Schema of amounts, for editors: the same words that the reader knows."""

from __future__ import annotations

from typing import Any, Final

from zonewright.benefits.read import BESIDE, FORMS
from zonewright.conditions.grammar import CONDITION_SCHEMA

WORTH_SCHEMA: Final[dict[str, Any]] = {"$ref": "#/$defs/worth"}
GIVES_SCHEMA: Final[dict[str, Any]] = {"$ref": "#/$defs/gives"}

TEXT: Final = {"type": "string"}
WORTHS: Final = {"type": "array", "items": WORTH_SCHEMA, "minItems": 1}
ROWS: Final = {"type": "array", "items": {"type": "object", "required": ["then"]}, "minItems": 1}
SLICES: Final = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {"from": TEXT, "up_to": TEXT, "rate": WORTH_SCHEMA},
        "required": ["rate"],
        "additionalProperties": False,
    },
    "minItems": 1,
}
_WORDS: Final[dict[str, Any]] = {
    "field": TEXT,
    **dict.fromkeys(("rate", "of", "base", "part_of", "above", "convert", "at_least", "at_most"), WORTH_SCHEMA),
    "for": {"anyOf": [TEXT, WORTH_SCHEMA]},
    **dict.fromkeys(("less", "sum", "highest", "lowest"), WORTHS),
    **dict.fromkeys(("full", "to"), TEXT),
    "slices": SLICES,
    "by": {"anyOf": [TEXT, {"type": "array", "items": TEXT, "minItems": 1, "maxItems": 2}]},
    **dict.fromkeys(("table", "cases"), ROWS),
    "when": CONDITION_SCHEMA,
}
WORTH_DEFINITION: Final[dict[str, Any]] = {
    "anyOf": [
        TEXT,
        *(
            {
                "type": "object",
                "properties": {word: _WORDS[word] for word in (form, *beside, *BESIDE)},
                "required": [form],
                "additionalProperties": False,
            }
            for form, beside in FORMS.items()
        ),
    ]
}


def gives_definition(line: dict[str, Any], option: dict[str, Any]) -> dict[str, Any]:
    """What an amount gives: a line, a list of lines, or a choice of options."""
    choice = {
        "type": "object",
        "properties": {"choose": {"type": "array", "items": option, "minItems": 2}},
        "required": ["choose"],
        "additionalProperties": False,
    }
    return {"anyOf": [line, {"type": "array", "items": line, "minItems": 1}, choice]}
