"""Which facts to obtain: those that could still decide what is not settled."""

from __future__ import annotations

from collections.abc import Iterable

from zonewright.conditions.judge import Finding
from zonewright.schema.fields import Facts, Schema, parts_of


def missing_facts(schema: Schema, finding: Finding, facts: Facts) -> tuple[str, ...]:
    """The facts that could still decide a finding."""
    return missing_among(schema, finding.missing(), facts)


def missing_among(schema: Schema, fields: Iterable[str], facts: Facts) -> tuple[str, ...]:
    """The fields, each once; a derived fact stands for those of its parts that are not known."""
    found: dict[str, None] = {}
    open_ids: set[str] = set()

    def add(id: str) -> None:
        if id in open_ids:  # derived facts in a circle are reported by the compiler
            return
        open_ids.add(id)
        field = schema.get(id)
        parts = parts_of(field.derived) if field and field.derived else ()
        lacking = [part for part in parts if facts.get(part) is None]
        for part in lacking:
            add(part)
        if not lacking:
            found[id] = None

    for id in fields:
        add(id)
    return tuple(found)
