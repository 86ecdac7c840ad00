"""Readings become a pack: zone, sources, fields, measures, a ledger of every character, and the texts themselves."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

import yaml

from zonewright.interpret import draft_words as told
from zonewright.interpret.draft_figures import Fields, words
from zonewright.interpret.draft_ledger import ledger_rows
from zonewright.interpret.draft_measures import Offices, measures
from zonewright.provisions.document import BlockKind
from zonewright.provisions.model import Quantity, Reading
from zonewright.provisions.records import as_lines, blocks_as_json
from zonewright.provisions.review import Decision, reviewed, undecided

_HEAD: Final = "# Drafted by rules from the text named in sources.yaml. A person reviews it before anyone relies on it.\n"
_OPENED: Final = date(1, 1, 1)


def draft_pack(readings: Sequence[Reading], *, id: str, title: str, version: date,
               done: Mapping[str, Mapping[str, Decision]]) -> dict[str, str]:  # fmt: skip
    """The files of a draft pack by their path in it. `done` holds the decisions on each text by the text's id."""
    fields, offices = Fields(), Offices()
    waiting = {one.document.id: undecided(one, done.get(one.document.id, {})) for one in readings}
    readings = [reviewed(one, done.get(one.document.id, {})) for one in readings]
    drafted = {one.document.id: measures(one, waiting[one.document.id], fields, offices) for one in readings}
    periods = {one.document.id: in_force(one) for one in readings}
    zone = {
        "id": id,
        "title": words(told.same(title)),
        "version": f"{version.isoformat()}.1",
        "draft": True,
        "prevailing_language": readings[0].document.language,
        "authorities": offices.rows,
    }
    files = {
        "zone.yaml": _yaml(zone),
        "sources.yaml": _yaml({"sources": {one.document.id: _source(one, periods[one.document.id]) for one in readings}}),
        "fields.yaml": _yaml({"fields": fields.rows or _placeholder(fields)}),
        "ledger.yaml": _yaml(
            {"ledger": {one.document.id: list(ledger_rows(one, drafted[one.document.id])) for one in readings}}
        ),
    }
    for reading in readings:
        document = reading.document
        for measure in drafted[document.id]:
            period = periods[document.id]
            files[f"measures/{measure.id}.yaml"] = _yaml(measure.file | ({"in_force": period} if period else {}))
        files[f"text/{file_of(reading)}"] = document.text
        files[f"review/{document.id}.jsonl"] = as_lines(reading)
        files[f"review/{document.id}.blocks.json"] = blocks_as_json(document)
    return files


def with_ids(readings: Sequence[Reading]) -> list[Reading]:
    """The readings under names that can be ids in a pack: their own in small letters, or `text-1` where none is left."""
    taken: set[str] = set()
    named: list[Reading] = []
    for number, reading in enumerate(readings, 1):
        own = re.sub(r"\.(en|zh|ko)$", "", reading.document.id.lower())  # as the texts of a drafted pack are named
        stem = re.sub(r"[^a-z0-9_-]+", "-", own).strip("-_")[:60]
        id = stem if re.fullmatch(r"[a-z][a-z0-9_-]*", stem) and stem not in taken else f"text-{number}"
        taken.add(id)
        named.append(replace(reading, document=replace(reading.document, id=id)))
    return named


def file_of(reading: Reading) -> str:
    """The name of a text's file in the pack."""
    return f"{reading.document.id}.{reading.document.language}.txt"


def in_force(reading: Reading) -> dict[str, str]:
    """From when until when the text holds, as far as it says so itself in days; `until` is the first day out."""
    found: dict[str, str] = {}
    for provision in reading.provisions:
        kinds = {mark.kind for mark in provision.marks}
        for one in provision.conditions:
            if one.unit == "date" and isinstance(one.value, str) and kinds & {"entry_into_force", "expiry"}:
                _bound(found, one)
    if {"from", "until"} <= found.keys() and found["from"] >= found["until"]:
        return {}
    return found


def _bound(found: dict[str, str], one: Quantity) -> None:
    day = date.fromisoformat(str(one.value)) if _is_day(str(one.value)) else None
    if day is None:
        return
    if one.op in {">=", "="}:
        found.setdefault("from", day.isoformat())
    elif one.op == "<=" and day < date.max:
        found.setdefault("until", (day + timedelta(days=1)).isoformat())


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2026-01-01")


def _source(reading: Reading, period: Mapping[str, str]) -> dict[str, Any]:
    document = reading.document
    lines = (document.words(place).strip() for place, block in enumerate(document.blocks) if block.kind is BlockKind.TITLE)
    title = " ".join(next((line for line in lines if line), document.id).split())[:200]
    return {
        "title": words(told.same(title)),
        "kind": "zone_policy",
        "language": document.language,
        **({"in_force": dict(period)} if period else {}),
        "file": file_of(reading),
        "length": len(document.text),
        "sha256": document.sha256,
    }


def _placeholder(fields: Fields) -> dict[str, Any]:
    """A pack needs a field; a text that offers nothing has one that a person fills in."""
    fields.judged("concerned", told.fill(told.JUDGED, place=told.same("-")), "office")
    return fields.rows


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Plain YAML, as packs are written: no aliases."""

    def ignore_aliases(self, node: Any) -> bool:  # noqa: ANN401  # whatever stands there
        return True


def _yaml(tree: Any) -> str:  # noqa: ANN401  # a tree of plain values
    out = io.StringIO()
    yaml.dump(tree, out, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100_000)
    return _HEAD + out.getvalue()


def fingerprint(content: str) -> str:
    """The hash by which a drafted file is known as untouched."""
    return hashlib.sha256(content.encode("utf-8")).hexdigest()
