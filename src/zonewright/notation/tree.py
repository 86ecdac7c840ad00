"""YAML or JSON text to a tree of nodes that know their place; nothing is guessed about types."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml

from zonewright.errors import InputError, Place, Report

DEEPEST: Final = 60
MOST_NODES: Final = 250_000
#: JSON longer than this is not read a second time for its places.
MOST_PLACED: Final = 500_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value as it is written; ``quoted`` when it stood in quotes."""

    text: str
    place: Place
    quoted: bool = False

    @property
    def empty(self) -> bool:
        return not self.quoted and self.text in {"", "~", "null"}


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of nodes."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their nodes, in the order written."""

    entries: tuple[tuple[Scalar, Node], ...]
    place: Place

    def get(self, key: str) -> Node | None:
        return next((node for name, node in self.entries if name.text == key), None)

    def keys(self) -> tuple[str, ...]:
        return tuple(name.text for name, _ in self.entries)


Node = Scalar | Listing | Mapping


def read_yaml(text: str, file: str, kept: Report | None = None, *, most: int = MOST_NODES) -> Node:
    """Read one YAML document. Aliases, tags and second documents are refused.

    Duplicate keys are all reported: in ``kept`` beside a usable tree, else as an error.
    """
    report = Report()
    try:
        node = _build(yaml.parse(text, Loader=yaml.CSafeLoader), file, report if kept is None else kept, most)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        report.error("ZW001", f"this is not YAML: {error.problem}", where, hint=_hint(text, mark.line if mark else 0))
        raise InputError(report.diagnostics) from None
    except yaml.YAMLError:
        report.error("ZW001", "this is not YAML: it holds a character that no text has", Place(file),
                     hint="save it as plain text in UTF-8")  # fmt: skip
        raise InputError(report.diagnostics) from None
    if report.failed:
        raise InputError(report.diagnostics)
    return node if node is not None else Mapping((), Place(file, 1, 1))


def _hint(text: str, line: int) -> str:
    near = text.split("\n")[max(line - 1, 0) : line + 1]
    for wide, plain in (("：", ": "), ("，", ", "), ("［", "["), ("｛", "{")):
        if any(wide in one for one in near):
            return f"write `{plain}` in place of the wide `{wide}`, or put the text in quotes"
    return "indent with spaces, not tabs" if any("\t" in one for one in near) else "put texts with `: ` or `#` in quotes"


def _build(events: Iterator[Any], file: str, report: Report, most: int) -> Node | None:
    """Fold the events into a tree with an explicit stack; refuse what could grow without end."""
    open_nodes: list[tuple[bool, Place, list[Node]]] = []
    root: Node | None = None
    documents = 0
    for nodes, event in enumerate(events):
        place = Place(file, event.start_mark.line + 1, event.start_mark.column + 1)
        finished: Node | None = None
        match event:
            case yaml.DocumentStartEvent():
                documents += 1
                if documents > 1:
                    _refuse("ZW003", "a second document starts here", place, "keep one document in a file")
            case yaml.AliasEvent():
                _refuse("ZW003", f"`*{event.anchor}` is a YAML alias", place, "write it out, or use a criterion")
            case yaml.ScalarEvent() | yaml.CollectionStartEvent() if event.anchor or event.tag:
                _refuse("ZW003", "YAML anchors and tags are not used in packs", place, "write the value plainly")
            case yaml.ScalarEvent():
                finished = Scalar(event.value, place, event.style in {"'", '"', "|", ">"})
            case yaml.CollectionStartEvent():
                open_nodes.append((isinstance(event, yaml.MappingStartEvent), place, []))
            case yaml.CollectionEndEvent():
                is_mapping, started, children = open_nodes.pop()
                finished = _mapping(children, started, report) if is_mapping else Listing(tuple(children), started)
        if len(open_nodes) > DEEPEST or nodes > most:
            _refuse("ZW002", "this is nested too deep or too large to be a pack", place, "split it into files")
        if finished is not None and open_nodes:
            open_nodes[-1][2].append(finished)
        elif finished is not None:
            root = finished
    return root


def _refuse(code: str, message: str, place: Place, hint: str) -> None:
    report = Report()
    report.error(code, message, place, hint=hint)
    raise InputError(report.diagnostics)


def _mapping(children: list[Node], place: Place, report: Report) -> Mapping:
    entries: list[tuple[Scalar, Node]] = []
    seen: set[str] = set()
    for key, value in zip(children[::2], children[1::2], strict=True):
        if not isinstance(key, Scalar):
            report.error("ZW004", "a key must be a single word", key.place, hint="put the name before the colon")
        elif key.text in seen:
            report.error("ZW005", f"`{key.text}` stands twice", key.place, hint="keep one of them")
        else:
            seen.add(key.text)
            entries.append((key, value))
    return Mapping(tuple(entries), place)


def read_json(text: str, file: str) -> Node:
    """Read one JSON document; numbers keep their digits. Places are lines and columns where the text is YAML too."""
    place, report = Place(file), Report()

    def pairs(items: list[tuple[str, Any]]) -> Mapping:
        flat = [node for key, value in items for node in (Scalar(key, place, quoted=True), as_node(value))]
        return _mapping(flat, place, report)

    def as_node(value: Any) -> Node:  # noqa: ANN401  # whatever JSON holds
        match value:
            case Scalar() | Listing() | Mapping():
                return value
            case list():
                return Listing(tuple(as_node(item) for item in value), place)
            case None:
                return Scalar("", place)
            case bool():
                return Scalar("true" if value else "false", place)
            case _:
                return Scalar(str(value), place, quoted=True)

    def number(digits: str) -> Scalar:
        return Scalar(digits, place)

    try:
        node = as_node(json.loads(text, object_pairs_hook=pairs, parse_int=number, parse_float=number, parse_constant=number))
    except json.JSONDecodeError as error:
        report.error("ZW001", f"this is not JSON: {error.msg.lower()}", Place(file, error.lineno, error.colno),
                     hint="write a mapping of facts in braces")  # fmt: skip
    except RecursionError:
        report.error("ZW002", "this is nested too deep to be a profile", place, hint="facts are a flat or nested list")
    if report.failed:
        raise InputError(report.diagnostics)
    if len(text) > MOST_PLACED:
        return node
    try:
        return read_yaml(text, file)
    except InputError:
        return node
