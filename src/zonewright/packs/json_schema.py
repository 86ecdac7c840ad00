"""JSON Schema files for editors, generated from the shapes that read the files."""

from __future__ import annotations

import json
from typing import Any, Final

from zonewright.benefits.grammar import WORTH_DEFINITION, gives_definition
from zonewright.benefits.read_amount import AMOUNT, LINE, OPTION
from zonewright.cases import shapes as shapes_of_cases
from zonewright.cases import shapes_of_lists
from zonewright.cases.calendar_file import CALENDAR
from zonewright.cases.scenario import SCENARIO
from zonewright.conditions.grammar import CONDITION_DEFINITION, CONDITION_SCHEMA
from zonewright.packs import shapes, shapes_of_world

#: The files that have a schema.
FILES: Final = (
    "zone", "sources", "fields", "measure", "ledger", "areas", "catalogues", "populations", "criteria", "codes",
    "rates", "programmes", "procedure", "evidence", "registers", "lists", "scenario", "migration", "calendar",
)  # fmt: skip


#: What the schemas of measures and criteria refer to.
DEFINITIONS: Final[dict[str, Any]] = {
    "condition": CONDITION_DEFINITION,
    "worth": WORTH_DEFINITION,
    "gives": gives_definition(LINE.schema(), OPTION.schema()),
}


def schema_of(name: str) -> str:
    """The JSON Schema of one kind of file, as text."""
    of_files: dict[str, Any] = {
        "zone": shapes.ZONE,
        "sources": shapes.SOURCES,
        "fields": shapes.FIELDS,
        "measure": shapes.measure_shape(CONDITION_SCHEMA, AMOUNT.schema()),
        "ledger": shapes.LEDGER,
        "areas": shapes_of_world.AREAS,
        "catalogues": shapes_of_world.CATALOGUES,
        "populations": shapes_of_world.POPULATIONS,
        "criteria": shapes_of_world.criteria_shape(CONDITION_SCHEMA),
        "codes": shapes_of_world.LINKS,
        "rates": shapes_of_world.RATES,
        "programmes": shapes_of_world.PROGRAMMES,
        "procedure": shapes_of_cases.PROCEDURE,
        "evidence": shapes_of_cases.EVIDENCE,
        "registers": shapes_of_lists.REGISTERS,
        "lists": shapes_of_lists.LISTS,
        "scenario": SCENARIO,
        "migration": shapes_of_cases.MIGRATION,
        "calendar": CALENDAR,
    }
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"zonewright {name}",
        **of_files[name].schema(),
        **({"$defs": DEFINITIONS} if name in {"measure", "criteria", "procedure"} else {}),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
