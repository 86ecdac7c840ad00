"""Shapes that nodes must have: each reads a node, reports every mistake, and writes its own JSON Schema."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final, Generic, Protocol, TypeVar

from zonewright.errors import Place, Report
from zonewright.notation.tree import Listing, Mapping, Node, Scalar
from zonewright.values import LANGUAGES, DateRange, Number, Quantity, Words, currencies, read_number, read_quantity

T_co = TypeVar("T_co", covariant=True)
T = TypeVar("T")

ID: Final = re.compile(r"[a-z][a-z0-9_.-]{0,79}")
DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


class Shape(Protocol[T_co]):
    """Reads one kind of node. ``read`` gives None after reporting what is wrong."""

    def read(self, node: Node, report: Report) -> T_co | None: ...

    def schema(self) -> dict[str, Any]: ...


def nearest(word: str, known: Iterable[str]) -> str:
    """A hint that names the closest known word, or all of them when none is close."""
    names = sorted(known)
    alike = sorted(names, key=lambda name: -len(_pairs(word) & _pairs(name)))[:5]
    close = difflib.get_close_matches(word[:80], alike, n=1)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"known: {', '.join(names[:20])}{', ...' if len(names) > 20 else ''}" if names else "there is none to name"


@lru_cache(maxsize=4_096)
def _pairs(word: str) -> frozenset[str]:
    return frozenset({word[place : place + 2] for place in range(min(len(word), 80) - 1)})


def expected(what: str, node: Node, report: Report, hint: str = "") -> None:
    """Report that something else was expected here; gives None so that a reader can return it."""
    found = {Scalar: "a single value", Listing: "a list", Mapping: "keys with values"}[type(node)]
    said = f"`{node.text[:60]}`" if isinstance(node, Scalar) and node.text.strip() and not node.empty else found
    nothing = isinstance(node, Scalar) and (node.empty or not node.text.strip())
    report.error("ZW010", f"expected {what}, found {'nothing' if nothing else said}", node.place,
                 hint=hint or f"write {what} here")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """Any text that is not empty."""

    what: str = "a text"
    pattern: str = ""
    hint: str = ""

    def read(self, node: Node, report: Report) -> str | None:
        if not isinstance(node, Scalar) or node.empty or not node.text.strip():
            return expected(self.what, node, report)
        text = node.text.strip()
        if self.pattern and not re.fullmatch(self.pattern, text):
            report.error("ZW011", f"`{text[:60]}` is not {self.what}", node.place, hint=self.hint)
            return None
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number"], "minLength": 1, **({"pattern": f"^({self.pattern})$"} if self.pattern else {})}


def identifier(what: str = "an id") -> Text:
    """An id: lower case letters, digits, ``-``, ``_`` and ``.``."""
    return Text(what, ID.pattern, "use lower case letters, digits, `-`, `_` and `.`, starting with a letter")


@dataclass(frozen=True, slots=True)
class OneWord:
    """One of a closed set of words."""

    words: tuple[str, ...]
    what: str = "one of the known words"

    def read(self, node: Node, report: Report) -> str | None:
        if not isinstance(node, Scalar) or node.empty:
            return expected(self.what, node, report)
        if node.text not in self.words:
            report.error("ZW012", f"`{node.text[:60]}` is not {self.what}", node.place, hint=nearest(node.text, self.words))
            return None
        return node.text

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, written 2026-03-01."""

    def read(self, node: Node, report: Report) -> date | None:
        if not isinstance(node, Scalar):
            return expected("a day", node, report)
        day = read_day(node.text)
        if day is None:
            report.error("ZW013", f"`{node.text[:60]}` is not a day", node.place, hint="write it as 2026-03-01")
        return day

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": DAY.pattern}


def read_day(text: str) -> date | None:
    """A day written 2026-03-01; None for anything else."""
    try:
        return date.fromisoformat(text.strip()) if DAY.fullmatch(text.strip()) else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """``true`` or ``false``, nothing else."""

    def read(self, node: Node, report: Report) -> bool | None:
        if isinstance(node, Scalar) and node.text in {"true", "false"}:
            return node.text == "true"
        return expected("`true` or `false`", node, report)

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number from zero upward."""

    def read(self, node: Node, report: Report) -> int | None:
        if isinstance(node, Scalar) and re.fullmatch(r"\d{1,12}", node.text):
            return int(node.text)
        return expected("a whole number", node, report)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 0}


@dataclass(frozen=True, slots=True)
class AboveZero:
    """A number above zero, exactly."""

    def read(self, node: Node, report: Report) -> Number | None:
        found = read_number(node.text) if isinstance(node, Scalar) and not node.empty else None
        return found if found is not None and found > 0 else expected("a number above zero", node, report)

    def schema(self) -> dict[str, Any]:
        return {"type": ["string", "number"]}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency, from zero up, or above zero."""

    above_zero: bool = False

    def read(self, node: Node, report: Report) -> Quantity | None:
        found = read_quantity(node.text) if isinstance(node, Scalar) and not node.empty else None
        if found is None or found.unit not in currencies() or found.number < 0 or (self.above_zero and found.number == 0):
            return expected("an amount of money", node, report, "write the number with its currency: 2000000 CNY")
        return found

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1}


@dataclass(frozen=True, slots=True)
class InThreeLanguages:
    """A text in English, Chinese and Korean; every missing one is reported."""

    def read(self, node: Node, report: Report) -> Words | None:
        if not isinstance(node, Mapping):
            return expected("a text in three languages, {en: .., zh: .., ko: ..}", node, report)
        found = {key.text: Text().read(value, report) for key, value in node.entries if key.text in LANGUAGES}
        for key, _ in node.entries:
            if key.text not in LANGUAGES:
                report.error("ZW014", f"`{key.text}` is not one of the languages en, zh, ko", key.place, hint="leave it out")
        missing = [language for language in LANGUAGES if language not in found]
        if missing:
            report.error("ZW015", f"the text is missing in {', '.join(missing)}", node.place, hint="add the translation")
        en, zh, ko = (found.get(language) for language in LANGUAGES)
        return Words(en, zh, ko) if en and zh and ko else None

    def schema(self) -> dict[str, Any]:
        one = {"type": "string", "minLength": 1}
        return {
            "type": "object",
            "properties": dict.fromkeys(LANGUAGES, one),
            "required": list(LANGUAGES),
            "additionalProperties": False,
        }


@dataclass(frozen=True, slots=True)
class ListOf(Generic[T]):
    """A list, each item of one shape."""

    item: Shape[T]
    at_least: int = 0

    def read(self, node: Node, report: Report) -> tuple[T, ...] | None:
        if not isinstance(node, Listing):
            return expected("a list", node, report, "start each item with `- `, or write [one, two]")
        if len(node.items) < self.at_least:
            report.error("ZW016", f"at least {self.at_least} needed, found {len(node.items)}", node.place, hint="add more")
        found = [self.item.read(item, report) for item in node.items]
        return tuple(item for item in found if item is not None)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.item.schema(), **({"minItems": self.at_least} if self.at_least else {})}


@dataclass(frozen=True, slots=True)
class ByName(Generic[T]):
    """Keys chosen by the author, each with a value of one shape."""

    value: Shape[T]
    what: str = "an id"

    def read(self, node: Node, report: Report) -> dict[str, T] | None:
        if not isinstance(node, Mapping):
            return expected("keys with values", node, report)
        found: dict[str, T] = {}
        for key, value in node.entries:
            name = identifier(self.what).read(key, report)
            read = self.value.read(value, report)
            if name is not None and read is not None:
                found[name] = read
        return found

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "propertyNames": {"pattern": f"^{ID.pattern}$"}, "additionalProperties": self.value.schema()}


@dataclass(frozen=True, slots=True)
class AsWritten:
    """The node itself, to be read later by someone who knows the fields."""

    says: dict[str, Any]

    def read(self, node: Node, report: Report) -> Node | None:
        return node

    def schema(self) -> dict[str, Any]:
        return self.says


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record: its name, the shape of its value, and whether it must be there."""

    name: str
    shape: Shape[Any]
    required: bool = False


@dataclass(frozen=True, slots=True)
class Located:
    """What a record read, with the place of the record and of each of its keys."""

    values: dict[str, Any]
    place: Place
    places: dict[str, Place]

    def get(self, key: str, default: Any = None) -> Any:  # noqa: ANN401  # each shape knows its own type
        found = self.values.get(key)
        return default if found is None else found


class Record(Generic[T]):
    """A mapping with known keys, turned into a value by ``build``; unknown and missing keys are all reported."""

    def __init__(self, what: str, build: Callable[[Located], T], *keys: Key) -> None:
        self.what, self.build, self.keys = what, build, keys

    def read(self, node: Node, report: Report) -> T | None:
        at = self.located(node, report)
        return self.build(at) if at is not None and self.is_whole(at) else None

    def is_whole(self, at: Located) -> bool:
        """Whether every required key is there and could be read."""
        return all(at.values.get(key.name) is not None for key in self.keys if key.required)

    def located(self, node: Node, report: Report) -> Located | None:
        """What could be read of the record, whole or not; None when it is no mapping."""
        if not isinstance(node, Mapping):
            return expected(self.what, node, report, f"write its keys: {', '.join(key.name for key in self.keys[:6])}")
        shapes = {key.name: key.shape for key in self.keys}
        values: dict[str, Any] = {}
        places: dict[str, Place] = {}
        for name, value in node.entries:
            if name.text not in shapes:
                hint = nearest(name.text, shapes.keys() - values.keys())
                report.error("ZW017", f"`{name.text}` is not a key of {self.what}", name.place, hint=hint)
                continue
            places[name.text] = name.place
            values[name.text] = shapes[name.text].read(value, report)
        missing = [key.name for key in self.keys if key.required and key.name not in values]
        for name_missing in missing:
            report.error("ZW018", f"{self.what} lacks `{name_missing}`", node.place, hint=f"add `{name_missing}:`")
        return Located(values, node.place, places)

    def schema(self) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": {key.name: key.shape.schema() for key in self.keys},
            "required": [key.name for key in self.keys if key.required],
            "additionalProperties": False,
        }


def date_range(located: Located) -> DateRange:
    """The half-open range that `from` and `until` name."""
    return DateRange(located.get("from"), located.get("until"))


IN_FORCE: Final = Record("a range of days", date_range, Key("from", Day()), Key("until", Day()))
WORDS: Final = InThreeLanguages()
