"""The glossary holds every word that the library's public classes are named by."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path

import pytest

import zonewright

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "glossary.md").read_text(encoding="utf-8")
MODULES = (
    "zonewright.packs.model",
    "zonewright.benefits.ast",
    "zonewright.benefits.payments",
    "zonewright.cases.calendar",
    "zonewright.cases.case",
    "zonewright.cases.casework",
    "zonewright.cases.clocks",
    "zonewright.cases.commands",
    "zonewright.cases.deadlines",
    "zonewright.cases.events",
    "zonewright.cases.lists_model",
    "zonewright.cases.migration",
    "zonewright.cases.procedure",
    "zonewright.cases.registers",
    "zonewright.cases.scenario",
    "zonewright.codes.money",
    "zonewright.layout.model",
    "zonewright.layout.score",
    "zonewright.layout.solve",
    "zonewright.matching.best_package",
    "zonewright.matching.entitlements",
    "zonewright.matching.model",
    "zonewright.matching.near",
    "zonewright.matching.nearest",
    "zonewright.conditions.ast",
    "zonewright.provisions.document",
    "zonewright.provisions.model",
    "zonewright.provisions.review",
    "zonewright.schema.fields",
    "zonewright.values",
    "zonewright.errors",
)
CHINESE = re.compile(r"[\u4e00-\u9fff]")
KOREAN = re.compile(r"[\uac00-\ud7a3]")


def public_classes(module: str) -> list[str]:
    found = import_module(module)
    return [
        name
        for name, one in vars(found).items()
        if inspect.isclass(one) and one.__module__ == module and not name.startswith("_")
    ]


@pytest.mark.parametrize("module", MODULES)
def test_every_public_class_stands_in_the_glossary(module):
    assert [name for name in public_classes(module) if f"`{name}`" not in PAGE] == []


def test_every_public_function_stands_in_the_glossary():
    assert [name for name in zonewright.__all__ if f"`{name}`" not in PAGE] == []


def test_every_word_is_told_in_three_languages():
    rows = [line.split("|")[1:-1] for line in PAGE.splitlines() if line.startswith("| ") and not line.startswith("| English")]
    assert rows
    for english, chinese, korean, *_ in rows:
        assert english.strip()
        assert CHINESE.search(chinese), english
        assert KOREAN.search(korean), english
