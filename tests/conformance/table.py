"""Reads the conformance table: the meaning of the condition language, row by row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from zonewright.codes.world import World
from zonewright.conditions.ast import Condition
from zonewright.conditions.read import Vocabulary, read_condition
from zonewright.conditions.truth import Truth
from zonewright.errors import Report
from zonewright.notation.tree import Listing, Mapping, Scalar, read_yaml
from zonewright.packs.load import read_vocabulary
from zonewright.schema.derive import complete
from zonewright.schema.fields import Facts, Schema
from zonewright.schema.read import read_facts

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Row:
    """One row: a condition, facts, a day, and the truth that the language gives them."""

    id: str
    when: Condition
    facts: Facts
    world: World
    truth: Truth


def read_table() -> tuple[Schema, tuple[Row, ...]]:
    vocabulary = read_vocabulary(HERE / "world")
    rows = [row for path in sorted((HERE / "cases").glob("*.yaml")) for row in _rows(path, vocabulary)]
    return vocabulary.schema, tuple(rows)


def _rows(path: Path, vocabulary: Vocabulary) -> Iterator[Row]:
    report = Report()
    page = read_yaml(path.read_text(encoding="utf-8"), path.name)
    assert isinstance(page, Mapping)
    default = _text(page.get("on"))
    cases = page.get("cases")
    assert isinstance(cases, Listing)
    for case in cases.items:
        assert isinstance(case, Mapping)
        when = read_condition(case.get("when"), vocabulary, report)
        rows = case.get("rows")
        assert isinstance(rows, Listing)
        for number, row in enumerate(rows.items, 1):
            assert isinstance(row, Mapping)
            assert {key.text for key, _ in row.entries} <= {"given", "truth", "on", "note"}, f"{row.place}: unknown key"
            on = date.fromisoformat(_text(row.get("on")) if row.get("on") else default)
            given = read_facts(vocabulary.schema, row.get("given"), report)
            assert not report.failed, "\n".join(map(str, report.diagnostics))
            yield Row(
                f"{path.stem}: {_text(case.get('name'))} [{number}]",
                when,
                complete(vocabulary.schema, given, on=on),
                replace(vocabulary.world, on=on),
                Truth[_text(row.get("truth")).upper()],
            )


def _text(node: object) -> str:
    assert isinstance(node, Scalar)
    return node.text
