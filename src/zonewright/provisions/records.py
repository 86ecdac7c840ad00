"""Readings as lines of JSON, in the form that annotated texts have."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from zonewright.provisions.document import Block, BlockKind, Document
from zonewright.provisions.model import Quantity, Reading, Value
from zonewright.values import LANGUAGES


def as_lines(reading: Reading) -> str:
    """One provision a line, in text order: start, end, text, modality, instruments, fields, conditions."""
    rows = (_row(reading, place) for place in range(len(reading.provisions)))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def blocks_as_json(document: Document) -> str:
    """What a document has besides its text: medium, notes, blocks; one block a line."""
    rows = [[one.kind.value, one.start, one.body, one.end, one.eid, one.number, one.rank, one.parent, one.page, one.cells]
            for one in document.blocks]  # fmt: skip
    head = {"sha256": document.sha256, "language": document.language, "media": document.media, "notes": document.notes}
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{{"document": {json.dumps(head, ensure_ascii=False)},\n"blocks": [\n{lines}\n]}}\n'


def document_of(id: str, text: str, written: str) -> Document | None:
    """A document again, from its text and `blocks_as_json`; None where they do not belong together."""
    try:
        tree = json.loads(written)
        head = tree["document"]
        blocks = tuple(
            Block(BlockKind(kind), start, body, end, eid, number, rank, parent, page, tuple((a, b) for a, b in cells))
            for kind, start, body, end, eid, number, rank, parent, page, cells in tree["blocks"]
        )
        found = Document(id, text, head["language"], blocks, head["media"], tuple(head["notes"]))
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    sound = all(0 <= one.start <= one.body <= one.end <= len(text) and one.parent < place for place, one in enumerate(blocks))
    return found if sound and found.sha256 == head["sha256"] and found.language in LANGUAGES else None


def _row(reading: Reading, place: int) -> dict[str, Any]:
    provision, document = reading.provisions[place], reading.document
    return {
        "id": f"{document.id}-{place + 1:03}",
        "doc": document.id,
        "lang": document.language,
        "eid": provision.eid,
        "start": provision.start,
        "end": provision.end,
        "text": reading.words(provision),
        "modality": provision.modality.value,
        "instruments": [label.value for label in provision.instruments],
        "fields": [_stretch(document.text, found.start, found.end) for found in provision.fields],
        "conditions": [_condition(document.text, found) for found in provision.conditions],
    }


def _condition(text: str, found: Quantity) -> dict[str, Any]:
    value = [plain(one) for one in found.value] if isinstance(found.value, tuple) else plain(found.value)
    row: dict[str, Any] = {
        **_stretch(text, found.start, found.end),
        "role": found.role,
        "op": found.op,
        "value": value,
        "unit": found.unit,
    }
    return row | {key: word for key, word in (("per", found.per), ("metric", found.metric)) if word}


def _stretch(text: str, start: int, end: int) -> dict[str, Any]:
    return {"text": text[start:end], "start": start, "end": end}


def plain(value: Value) -> int | float | str:
    """A number as JSON has it: exact where it is whole, the nearest double where it is not."""
    if isinstance(value, Fraction):
        return int(value) if value.denominator == 1 else float(value)
    return value
