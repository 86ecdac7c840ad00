"""JSON Schema files for editors, generated from the shapes that read the files."""

from __future__ import annotations

import json
from typing import Any, Final

from zonewright.conditions.grammar import CONDITION_DEFINITION, CONDITION_SCHEMA
from zonewright.packs import shapes, shapes_of_world

#: The files that have a schema.
FILES: Final = ("zone", "sources", "fields", "measure", "ledger", "areas", "catalogues", "populations", "criteria", "codes")


def schema_of(name: str) -> str:
    """The JSON Schema of one kind of file, as text."""
    of_files: dict[str, Any] = {
        "zone": shapes.ZONE,
        "sources": shapes.SOURCES,
        "fields": shapes.FIELDS,
        "measure": shapes.measure_shape(CONDITION_SCHEMA),
        "ledger": shapes.LEDGER,
        "areas": shapes_of_world.AREAS,
        "catalogues": shapes_of_world.CATALOGUES,
        "populations": shapes_of_world.POPULATIONS,
        "criteria": shapes_of_world.criteria_shape(CONDITION_SCHEMA),
        "codes": shapes_of_world.LINKS,
    }
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"zonewright {name}",
        **of_files[name].schema(),
        **({"$defs": {"condition": CONDITION_DEFINITION}} if name in {"measure", "criteria"} else {}),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
