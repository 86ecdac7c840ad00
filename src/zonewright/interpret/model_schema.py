"""The one JSON Schema of provisions: as rules write them, as a language model answers, as reviewers decide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from zonewright.provisions.changes import OPS, ROLES, UNITS
from zonewright.provisions.model import INSTRUMENTS, MODALITIES
from zonewright.provisions.review import REASONS, VERDICTS
from zonewright.values import LANGUAGES

#: What a figure may be counted per, in the answer of a model.
PERS: Final = (
    "year", "semester", "quarter", "month", "week", "day", "hour", "person", "person_month", "person_year", "household", "unit",
    "enterprise", "project", "count", "m2", "mu", "pyeong", "acre", "ha", "sqft", "sqft_month", "sqyd", "km", "kW", "kWh", "MW",
    "kVA", "kg", "t", "litre", "TEU", "flight", "night", "bed", "course", "certificate", "transaction", "product", "patent",
)  # fmt: skip
#: Words with a part to play that a model may quote.
PARTS: Final = ("actor", "beneficiary", "authority")

_TEXT: Final = {"type": "string"}
_QUOTE: Final = {"type": "string", "description": "words copied from the text, letter by letter"}
_PLACE: Final = {"type": "integer", "minimum": 0}
_VALUE: Final = {
    "anyOf": [
        {"type": "number"},
        {"type": "string", "description": "a day, as 2026-03-01"},
        {
            "type": "array",
            "items": {"anyOf": [{"type": "number"}, {"type": "string"}]},
            "description": "a range: lower end, upper end",
        },
    ]
}


def answer_schema() -> dict[str, Any]:
    """What a language model must answer with: quotes and labels of the closed lists, never offsets."""
    condition = {
        "quote": _QUOTE,
        "role": _one_of(ROLES),
        "op": _one_of(OPS),
        "value": _or_nothing(_VALUE),
        "unit": _or_nothing({"type": "string", "pattern": f"^({'|'.join(sorted(UNITS))}|[A-Z]{{3}})$"}),
        "per": _or_nothing(_one_of(PERS)),
    }
    provision = {
        "quote": _QUOTE,
        "modality": _one_of(MODALITIES),
        "instruments": _list_of(_one_of(INSTRUMENTS)),
        **{part: _or_nothing(_QUOTE) for part in PARTS},
        "fields": _list_of(_QUOTE),
        "conditions": _list_of(_closed(condition)),
    }
    return _closed({"provisions": _list_of(_closed(provision))})


def provisions_schema() -> str:
    """The whole schema, as text: one record of the interpreter, one answer of a model, or one decision of a reviewer."""
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "zonewright provisions",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in ("record", "answer", "decision")],
        "$defs": {"record": _record(), "answer": answer_schema(), "decision": _decision()},
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _record() -> dict[str, Any]:
    stretch = {"text": _TEXT, "start": _PLACE, "end": _PLACE}
    figure = {**stretch, "role": _one_of(ROLES), "op": _one_of(OPS), "value": _VALUE, "unit": _TEXT}
    record = {
        "id": _TEXT,
        "doc": _TEXT,
        "lang": _one_of(LANGUAGES),
        **stretch,
        "modality": _one_of(MODALITIES),
        "instruments": _list_of(_one_of(INSTRUMENTS)),
        "fields": _list_of(_closed(stretch, {"isic4": _list_of({"type": "string", "pattern": "^[0-9]{2}$"})})),
        "conditions": _list_of(_closed(figure, {"per": _TEXT, "metric": _TEXT, "note": _TEXT})),
    }
    return _closed(record, {"eid": _TEXT})


def _decision() -> dict[str, Any]:
    change = {
        "start": _PLACE,
        "end": _PLACE,
        "modality": _one_of(MODALITIES),
        "instruments": _list_of(_one_of(INSTRUMENTS)),
        "fields": _list_of(_closed({"start": _PLACE, "end": _PLACE})),
        "role": _one_of(ROLES),
        "op": _one_of(OPS),
        "value": _VALUE,
        "unit": _TEXT,
        "per": _TEXT,
        "metric": _TEXT,
    }
    day = {"type": "string", "format": "date"}
    needed = {"item": _TEXT, "verdict": _one_of(VERDICTS), "by": _TEXT, "on": day, "exact": _TEXT}
    words = dict.fromkeys(("prefix", "suffix", "eid", "doc", "note"), _TEXT)
    return _closed(needed, {**words, "reason": _one_of(("", *REASONS)), "change": _closed({}, change)})


def _closed(keys: dict[str, Any], optional: Mapping[str, Any] = MappingProxyType({})) -> dict[str, Any]:
    return {"type": "object", "properties": {**keys, **optional}, "required": list(keys), "additionalProperties": False}


def _one_of(words: tuple[str, ...]) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


def _list_of(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _or_nothing(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}
