"""A text as a page shows it: blocks and tables, every stretch with the items and labels that it belongs to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from zonewright.provisions.document import Block, BlockKind
from zonewright.provisions.model import Reading
from zonewright.provisions.review import Item

_ROWS: Final = frozenset({BlockKind.ROW, BlockKind.HEADER_ROW})
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch inside a provision: a figure with its key, a field or a mark, and what it is called."""

    kind: str
    key: str
    name: str


class Painter:
    """Knows for each character which provision it belongs to, and which figure, field or mark."""

    def __init__(self, reading: Reading, all_items: tuple[Item, ...], names: Mapping[str, str]) -> None:
        length = len(reading.document.text)
        self._text = reading.document.text
        self._keys = {item.provision: item.key for item in all_items if item.condition < 0}
        self._owner = [-1] * length
        self._inside = [-1] * length
        self._shown: list[Shown] = []
        self._names = names
        self._begun: set[str] = set()
        for number, provision in enumerate(reading.provisions):
            _paint(self._owner, provision.start, provision.end, number)
            for mark in provision.marks:
                self._add(Shown("mark", "", names.get(mark.kind, mark.kind)), mark.start, mark.end)
            for mention in provision.fields:
                self._add(Shown("field", "", names["field"]), mention.start, mention.end)
        for item in all_items:
            if item.condition >= 0:
                role = reading.provisions[item.provision].conditions[item.condition].role
                self._add(Shown("figure", item.key, names.get(role, role)), item.start, item.end)

    def pieces(self, start: int, end: int) -> list[dict[str, Any]]:
        """A stretch of the text cut where the provision changes, each cut again where what stands inside changes."""
        return [
            {**self._head(owner, run), "parts": list(self._parts(run))}
            for owner, run in _runs(self._owner, range(start, end))
        ]  # fmt: skip

    def _add(self, shown: Shown, start: int, end: int) -> None:
        _paint(self._inside, start, end, len(self._shown))
        self._shown.append(shown)

    def _head(self, owner: int, run: range) -> dict[str, Any]:
        if owner < 0 or not self._text[run.start : run.stop].strip():
            return {"key": "", "tag": ""}
        return {"key": self._keys[owner], "tag": str(owner + 1) if self._begins(self._keys[owner]) else ""}

    def _parts(self, run: range) -> Iterator[dict[str, Any]]:
        for inside, part in _runs(self._inside, run):
            shown = self._shown[inside] if inside >= 0 else Shown("", "", "")
            words = list(marked(self._text[part.start : part.stop]))
            tag = shown.kind == "figure" and self._begins(shown.key)
            yield {"kind": shown.kind, "key": shown.key, "name": shown.name, "tag": tag, "words": words}

    def _begins(self, key: str) -> bool:
        """Whether the item is met for the first time."""
        first = key not in self._begun
        self._begun.add(key)
        return first


def lines(reading: Reading, painter: Painter) -> list[dict[str, Any]]:
    """The blocks of a document in order, rows gathered into tables; nothing of the text is left out but white space."""
    document = reading.document
    found: list[dict[str, Any]] = []
    depths: list[int] = []
    reached = 0
    for block in document.blocks:
        depths.append(depths[block.parent] + 1 if 0 <= block.parent < len(depths) else 0)
        _between(found, document.text, reached, block.start, painter)
        start = max(reached, block.start)
        if block.kind in _ROWS:
            _row(found, block, painter)
        elif start < block.end:
            depth = min(depths[-1], _DEEPEST)
            found.append({"kind": block.kind.value, "depth": depth, "pieces": painter.pieces(start, block.end)})
        reached = max(reached, block.end)
    _between(found, document.text, reached, len(document.text), painter)
    return found


def marked(words: str) -> Iterator[dict[str, str]]:
    r"""Words with what nobody sees named: control characters and marks that turn the direction of writing.

    >>> list(marked("50\u202e0"))
    [{'text': '50', 'odd': ''}, {'text': '', 'odd': 'U+202E'}, {'text': '0', 'odd': ''}]
    """
    for odd, run in groupby(words, key=_is_odd):
        if odd:
            yield from ({"text": "", "odd": f"U+{ord(one):04X}"} for one in run)
        else:
            yield {"text": "".join(run), "odd": ""}


def named(words: str) -> str:
    """The same on one line, for where a page or a terminal shows words of a text beside its own."""
    return " ".join("".join(part["text"] or f"<{part['odd']}>" for part in marked(words)).split())


def _is_odd(character: str) -> bool:
    return character not in "\n\t" and unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _paint(onto: list[int], start: int, end: int, number: int) -> None:
    end = min(end, len(onto))
    if 0 <= start < end:
        onto[start:end] = [number] * (end - start)


def _runs(painted: list[int], places: range) -> Iterator[tuple[int, range]]:
    """Neighbours of one number."""
    for number, run in groupby(places, key=painted.__getitem__):
        held = list(run)
        yield number, range(held[0], held[-1] + 1)


def _row(found: list[dict[str, Any]], block: Block, painter: Painter) -> None:
    if not found or found[-1]["kind"] != "table":
        found.append({"kind": "table", "rows": []})
    cells = block.cells or ((block.body, block.end),)
    header = block.kind is BlockKind.HEADER_ROW
    found[-1]["rows"].append({"header": header, "cells": [painter.pieces(start, end) for start, end in cells]})


def _between(found: list[dict[str, Any]], text: str, start: int, end: int, painter: Painter) -> None:
    words = text[start:end].strip()
    if not words:
        return
    if found and "pieces" in found[-1] and "\n" not in text[start:end].rstrip() and not any(map(str.isalnum, words)):
        found[-1]["pieces"] = [*found[-1]["pieces"], *painter.pieces(start, end)]  # 】 behind a title
    else:
        found.append({"kind": "rest", "depth": 0, "pieces": painter.pieces(start, end)})
