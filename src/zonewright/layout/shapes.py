"""The shapes of a problem's files: problem.yaml, a row of premises, a row of projects."""

from __future__ import annotations

from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Generic, TypeVar

from zonewright.errors import Report
from zonewright.layout.model import TERMS
from zonewright.layout.properties import FIGURES, LEVELS, NETWORKS, Figure, WordList, YesNo
from zonewright.layout.site import KINDS
from zonewright.notation.shapes import (
    IN_FORCE,
    WORDS,
    AsWritten,
    Day,
    Key,
    ListOf,
    Located,
    OneWord,
    Record,
    Shape,
    Text,
    TrueFalse,
    Whole,
    expected,
    nearest,
)
from zonewright.notation.tree import Listing, Mapping, Node, Scalar
from zonewright.values import Words, currencies

T = TypeVar("T")

ID: Final = Text("an id", r"[^\s;+]{1,80}", "write it without spaces, `;` and `+`")
AREA: Final = Figure("m2", above_zero=True, code="ZW924")
METRES: Final = Figure("m")


@dataclass(frozen=True, slots=True)
class Title:
    """A text for people: plain, or in three languages."""

    def read(self, node: Node, report: Report) -> Words | None:
        if isinstance(node, Mapping):
            return WORDS.read(node, report)
        text = Text("a title").read(node, report)
        return Words(text, text, text) if text else None

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "minLength": 1}, WORDS.schema()]}


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency of ISO 4217."""

    def read(self, node: Node, report: Report) -> str | None:
        if isinstance(node, Scalar) and node.text in currencies():
            return node.text
        return expected("a currency", node, report, "write a code of ISO 4217, such as CNY, KRW, USD")

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[A-Z]{3}$"}


@dataclass(frozen=True, slots=True)
class Named(Generic[T]):
    """Values under names: any, or those of a closed set. In a table: ``name=value; name=value``."""

    value: Shape[T]
    known: tuple[str, ...] = ()

    def read(self, node: Node, report: Report) -> dict[str, T] | None:
        if isinstance(node, Scalar) and "=" in node.text:
            pairs = (part.partition("=") for part in node.text.split(";") if part.strip())
            node = Mapping(
                tuple((Scalar(a.strip(), node.place), Scalar(b.strip(), node.place)) for a, _, b in pairs), node.place
            )
        if not isinstance(node, Mapping):
            return expected("names with values", node, report, "write {name: value}, or in a table name=value; name=value")
        found: dict[str, T] = {}
        for key, held in node.entries:
            if self.known and key.text not in self.known:
                report.error("ZW012", f"`{key.text[:60]}` is not known here", key.place, hint=nearest(key.text, self.known))
                continue
            value = self.value.read(held, report)
            if value is not None:
                found[key.text] = value
        return found

    def schema(self) -> dict[str, Any]:
        names = {"propertyNames": {"enum": list(self.known)}} if self.known else {}
        return {"type": "object", "additionalProperties": self.value.schema(), **names}


@dataclass(frozen=True, slots=True)
class Carried:
    """Amounts of what networks carry, each in its own unit."""

    def read(self, node: Node, report: Report) -> dict[str, Any] | None:
        names: Named[Node] = Named(AsWritten({}), NETWORKS)
        written = names.read(node, report)
        if written is None:
            return None
        read = {kind: Figure(FIGURES[kind]).read(held, report) for kind, held in written.items()}
        return {kind: amount for kind, amount in read.items() if amount is not None}

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "properties": {kind: {"type": ["string", "number"]} for kind in NETWORKS}}


@dataclass(frozen=True, slots=True)
class Groups:
    """Plots, and groups of plots with ``+`` between them or in a list of their own."""

    def read(self, node: Node, report: Report) -> tuple[tuple[str, ...], ...] | None:
        items = node.items if isinstance(node, Listing) else (node,)
        found: list[tuple[str, ...]] = []
        for item in items:
            if isinstance(item, Scalar):
                texts = (part for part in item.text.split(";") if part.strip())
                found += (tuple(one.strip() for one in part.split("+") if one.strip()) for part in texts)
            else:
                found.append(ListOf(ID, at_least=1).read(item, report) or ())
        return tuple(group for group in found if group)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "array"]}


PAIR: Final = Record(
    "a pair", lambda at: at,
    Key("one", ID, required=True), Key("other", ID, required=True),
    Key("amount", Whole(), required=True), Key("within", METRES),
)  # fmt: skip
DISTANCE: Final = Record(
    "a distance", lambda at: at,
    Key("one", ID, required=True), Key("other", ID, required=True), Key("metres", METRES, required=True),
)  # fmt: skip
OBJECTIVE: Final = Record(
    "an objective",
    lambda at: at,
    Key("weights", Named(Whole(), TERMS), required=True),
    Key("lexicographic", ListOf(OneWord(TERMS, "a term"))),
    Key("per_area", TrueFalse()),
    Key("unplaced_flow", Whole()),
)
RULES: Final = Record(
    "rules",
    lambda at: at,
    Key("flows", ListOf(PAIR)),
    Key("synergies", ListOf(PAIR)),
    Key("apart", ListOf(DISTANCE)),
    Key("together", ListOf(DISTANCE)),
)
REFERENCE: Final = Record(
    "a reference", lambda at: at,
    Key("premise", ID, required=True),
    Key("longitude", Text("a longitude"), required=True), Key("latitude", Text("a latitude"), required=True),
)  # fmt: skip
PROBLEM: Final = Record(
    "problem.yaml",
    lambda at: at,
    Key("title", Title(), required=True),
    Key("sample", TrueFalse()),
    Key("currency", Currency(), required=True),
    Key("on", Day()),
    Key("verified_since", Day()),
    Key("unclear", OneWord(("offer", "withhold"), "what becomes of a pair that is unclear")),
    Key("budget", AsWritten({"type": ["string", "number"]})),
    Key("objective", OBJECTIVE, required=True),
    Key("nodes", Named(Carried())),
    Key("levels", Named(WordList(), LEVELS)),
    Key("rules", RULES),
    Key("reference", ListOf(REFERENCE)),
)


@cache
def premise_shape(currency: str) -> Record[Located]:
    """A row of premises; rent is in a currency."""
    return Record(
        "a row of premises",
        lambda at: at,
        Key("id", ID, required=True),
        Key("kind", OneWord(KINDS, "a kind of premises"), required=True),
        Key("parent", ID),
        Key("title", Title()),
        Key("area", AREA),
        Key("shared", YesNo()),
        Key("floor", Text("a floor")),
        Key("location", ListOf(Text("metres", r"-?\d{1,9}(\.\d{1,6})?", "write metres in a metric projection: [1200, 340]"))),
        Key("longitude", Text("a longitude")),
        Key("latitude", Text("a latitude")),
        Key("outline", AsWritten({})),
        Key("available", IN_FORCE),
        *(Key(name, Figure(unit)) for name, unit in FIGURES.items()),
        *(Key(name, Text("a level")) for name in LEVELS),
        Key("land_use", WordList()),
        Key("bonded", YesNo()),
        Key("rent", Figure(f"{currency}/m2-month")),
        Key("nodes", Named(ID, NETWORKS)),
        Key("verified_on", Day()),
        Key("verified_by", Text()),
        Key("note", Text()),
    )


@cache
def project_shape(currency: str) -> Record[Located]:
    """A project that asks for space; money is in a currency."""
    money, yearly = Figure(currency), Figure(f"{currency}/year", also=currency)
    return Record(
        "a project",
        lambda at: at,
        Key("id", ID, required=True),
        Key("title", Title()),
        Key("area", AREA, required=True),
        Key("preferred", AREA),
        Key("most_plots", Whole()),
        Key("near", METRES),
        Key("needs", AsWritten({})),
        Key("draws", Carried()),
        Key("from", Day()),
        Key("until", Day()),
        Key("budget", Figure(f"{currency}/month", also=currency)),
        Key("hazard", WordList()),
        Key("sensitive_to", Named(METRES)),
        Key("options", Groups()),
        Key("apart_from", Named(METRES)),
        Key("together_with", Named(METRES)),
        Key("flows", Named(Whole())),
        Key("worth", Named(Whole())),
        Key("investment", money),
        Key("tax", yearly),
        Key("jobs", Whole()),
        Key("now", WordList()),
        Key("locked", WordList()),
        Key("forbidden", WordList()),
        Key("weight", Whole()),
        Key("note", Text()),
    )


def rows_of(head: tuple[str, ...], rows: AbstractMapping[int, tuple[Scalar, ...]]) -> list[tuple[int, Mapping]]:
    """Rows of a table as mappings: empty cells are left out, ``a.b`` is the key b of a."""
    found = []
    for line, cells in rows.items():
        entries = tuple((Scalar(name, cell.place), cell) for name, cell in zip(head, cells, strict=False) if name)
        if any(cell.text.strip() for _, cell in entries):
            found.append((line, nested(Mapping(entries, cells[0].place))))
    return found


def nested(node: Mapping) -> Mapping:
    """The same without what is empty, with ``a.b: c`` as ``a: {b: c}``."""
    flat: list[tuple[Scalar, Node]] = []
    inner: dict[str, list[tuple[Scalar, Node]]] = {}
    for key, value in node.entries:
        if isinstance(value, Scalar) and not value.text.strip():
            continue
        name, dot, rest = key.text.partition(".")
        if not dot:
            flat.append((key, value))
            continue
        if name not in inner:
            inner[name] = []
            flat.append((Scalar(name, key.place), Mapping((), key.place)))
        inner[name].append((Scalar(rest, key.place), value))
    entries = tuple((key, Mapping(tuple(inner[key.text]), key.place) if key.text in inner else value) for key, value in flat)
    return Mapping(entries, node.place)
