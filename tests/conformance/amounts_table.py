"""Reads the tables of amounts: what worths and whole amounts come to, and what is a mistake in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from zonewright.benefits.ast import Amount, Worth
from zonewright.benefits.read import read_worth
from zonewright.benefits.read_amount import read_amount
from zonewright.codes.world import World
from zonewright.conditions.read import Vocabulary
from zonewright.errors import Report
from zonewright.notation.tree import Listing, Mapping, Node, Scalar, read_yaml
from zonewright.packs.load import read_vocabulary
from zonewright.schema.derive import complete
from zonewright.schema.fields import Facts, Schema
from zonewright.schema.read import read_facts
from zonewright.values import Number, read_number

HERE = Path(__file__).parent / "amounts"
WORD = "{en: word, zh: 词, ko: 말}"
KEYS = {"given", "low", "high", "on", "payments", "in_kind", "recoverable"}
T = TypeVar("T")


@dataclass(frozen=True)
class Ends:
    """From where to where a number may lie, in which unit; no upper end is None."""

    low: Number
    high: Number | None
    unit: str


@dataclass(frozen=True)
class Due:
    """One payment: the day, None where it is not known, its ends and who pays."""

    due: date | None
    ends: Ends
    payer: str


@dataclass(frozen=True)
class Row:
    """One row: facts, a day, and what the language gives for them."""

    id: str
    facts: Facts
    world: World
    ends: Ends | None
    payments: tuple[Due, ...] | None
    in_kind: tuple[Ends, ...] | None
    recoverable: Ends | None


@dataclass(frozen=True)
class WorthRow:
    """A row about one worth."""

    row: Row
    worth: Worth


@dataclass(frozen=True)
class AmountRow:
    """A row about a whole amount."""

    row: Row
    amount: Amount


def read_mistakes() -> tuple[dict[str, Any], ...]:
    """Each mistake as it is written, with its name and its codes."""
    page = _mapping(read_yaml((HERE / "mistakes.yaml").read_text(encoding="utf-8"), "mistakes.yaml"))
    return tuple(map(as_written, _items(page.get("mistakes"))))


def as_written(node: Node) -> Any:
    """A tree without its places, every value the text it was."""
    match node:
        case Scalar(text):
            return text
        case Listing(items):
            return [as_written(item) for item in items]
        case Mapping(entries):
            return {key.text: as_written(value) for key, value in entries}


def read_tables() -> tuple[Schema, tuple[WorthRow, ...], tuple[AmountRow, ...]]:
    vocabulary = read_vocabulary(HERE / "world")
    worths: list[WorthRow] = []
    amounts: list[AmountRow] = []
    for path in sorted((HERE / "cases").glob("*.yaml")):
        page = _mapping(read_yaml(path.read_text(encoding="utf-8"), path.name))
        for case in map(_mapping, _items(page.get("cases"))):
            rows = list(_rows(f"{path.stem}: {_text(case.get('name'))}", case, _text(page.get("on")), vocabulary))
            if case.get("worth"):
                worth = _read(read_worth, case.get("worth"), vocabulary)
                worths += (WorthRow(row, worth) for row in rows)
            else:
                amount = _read(read_amount, whole_amount(_mapping(case.get("amount"))), vocabulary)
                amounts += (AmountRow(row, amount) for row in rows)
    return vocabulary.schema, tuple(worths), tuple(amounts)


def whole_amount(node: Mapping) -> Mapping:
    """The amount with its kind and its words, where the table leaves them out."""
    given = {"kind": Scalar("cash", node.place), "says": read_yaml(WORD, "")}
    extra = [(Scalar(key, node.place), value) for key, value in given.items() if node.get(key) is None]
    return Mapping((*extra, *node.entries), node.place)


def _read(read: Callable[[Node, Vocabulary, Report], T | None], node: Node | None, vocabulary: Vocabulary) -> T:
    report = Report()
    assert node is not None
    found = read(node, vocabulary, report)
    assert not report.failed, "\n".join(map(str, report.diagnostics))
    assert found is not None, f"{node.place}: nothing was read"
    return found


def _rows(name: str, case: Mapping, default: str, vocabulary: Vocabulary) -> Iterator[Row]:
    unit = _text(case.get("unit")) if case.get("unit") else ""
    for number, row in enumerate(map(_mapping, _items(case.get("rows"))), 1):
        assert set(row.keys()) <= KEYS, f"{row.place}: unknown key"
        report = Report()
        on = date.fromisoformat(_text(row.get("on")) if row.get("on") else default)
        given = read_facts(vocabulary.schema, _node(row.get("given")), report)
        assert not report.failed, "\n".join(map(str, report.diagnostics))
        payments, in_kind, recoverable = row.get("payments"), row.get("in_kind"), row.get("recoverable")
        yield Row(
            f"{name} [{number}]",
            complete(vocabulary.schema, given, on=on),
            replace(vocabulary.world, on=on),
            _ends(row, unit) if row.get("low") else None,
            None if payments is None else tuple(_due(_mapping(one), unit) for one in _items(payments)),
            None if in_kind is None else tuple(_ends(one, _text(one.get("unit"))) for one in map(_mapping, _items(in_kind))),
            None if recoverable is None else _ends(_mapping(recoverable), unit),
        )


def _ends(node: Mapping, unit: str) -> Ends:
    low, high = _text(node.get("low")), _text(node.get("high"))
    return Ends(_number(low), None if high == "none" else _number(high), unit)


def _due(node: Mapping, unit: str) -> Due:
    due = _text(node.get("due"))
    return Due(None if due == "none" else date.fromisoformat(due), _ends(node, unit), _text(node.get("payer")))


def _number(text: str) -> Number:
    number = read_number(text)
    assert number is not None, f"`{text}` is not a number"
    return number


def _mapping(node: Node | None) -> Mapping:
    assert isinstance(node, Mapping)
    return node


def _items(node: Node | None) -> tuple[Node, ...]:
    assert isinstance(node, Listing)
    return node.items


def _node(node: Node | None) -> Node:
    assert node is not None
    return node


def _text(node: Node | None) -> str:
    assert isinstance(node, Scalar)
    return node.text
