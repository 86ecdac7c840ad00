"""Where provisions begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from zonewright.interpret.en.sentences import clauses, sentences
from zonewright.interpret.en.telling import Setting, binds, is_label, leads, separate, setting
from zonewright.provisions.document import Block, BlockKind, Document
from zonewright.provisions.model import Unit

_TAIL: Final = re.compile(r"(?:[\s;:,|]|(?<=[ ,;\n])(?:and|or|but)(?=\s*$)|[-–—]+(?=\s*$))+$")
_HEAD: Final = re.compile(r"[\s,;:|]+")
_DOTTED_LABEL: Final = re.compile(r"[A-Z][^.:;|\n]{2,110}\.\s?[-–—]{1,2}\s*(?=[A-Z(\"“])")
_LABEL: Final = re.compile(r"([A-Z0-9“\"(][^.:;|!?]{1,80}?)(?::|\s[-–—](?=\s))\s+(?=[\"“(]?[A-Z0-9])")
_ANSWER: Final = re.compile(r"\s*(?:A\d*[.:)]|Answer:?|Yes|No|Note:?)[.,:]?\s*$", re.IGNORECASE)
_HEADS: Final = frozenset({BlockKind.HEADING, BlockKind.TITLE})
_ROW_NUMBER: Final = re.compile(r"[|\s]*(?:(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]?|\([a-z0-9]{1,4}\))\s*\|\s*", re.IGNORECASE)


def units(document: Document, plain: str) -> tuple[Unit, ...]:
    """The units of the text, in order. `plain` is the shadow of the document's text, character for character."""
    cutter = _Cutter(document, plain)
    for place, block in enumerate(document.blocks):
        if place not in cutter.covered and block.kind in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ROW}:
            cutter.block(place, block)
    return tuple(cutter.found)


@dataclass(slots=True)
class _Cutter:
    document: Document
    plain: str
    found: list[Unit] = field(default_factory=list)
    covered: set[int] = field(default_factory=set)  # blocks that a unit before them holds already
    leads: dict[int, int] = field(default_factory=dict)  # block of a lead-in -> its unit
    children: dict[int, list[int]] = field(default_factory=dict)
    settings: dict[int, Setting] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, block in enumerate(self.document.blocks):
            if block.kind is BlockKind.ITEM and block.parent >= 0:
                self.children.setdefault(block.parent, []).append(place)

    def block(self, place: int, block: Block) -> None:
        """The units of one block."""
        if block.kind is BlockKind.ROW:
            self._row(place, block)
            return
        items = self.children.get(place, [])
        where = self._setting(place)
        stretches = list(self._stretches(block))
        for order, (start, end, label) in enumerate(stretches):
            leading = bool(items) and order == len(stretches) - 1 and leads(self.plain[start : block.end])
            if leading and self._whole(place, start, end, label, items):
                return
            begin, stop = self._trimmed(start, end)
            if stop - begin < 3:
                continue
            lead = self.leads.get(block.parent, -1) if block.kind is BlockKind.ITEM else -1
            words = self.plain[begin:stop]
            first = order == 0 and block.kind is BlockKind.ITEM
            if not binds(words, where, item=first, led=lead >= 0, leading=leading):
                continue
            if leading:
                self.leads[place] = len(self.found)
            self.found.append(Unit(begin, stop, place, lead, label))
        if items and place not in self.leads and block.kind is BlockKind.ITEM and block.parent in self.leads:
            self.leads[place] = self.leads[block.parent]

    def _whole(self, place: int, start: int, end: int, label: tuple[int, int], items: list[int]) -> bool:
        """A lead-in whose items say nothing of their own makes one unit with them."""
        blocks = self.document.blocks
        texts = [self.plain[blocks[item].body : blocks[item].end] for item in items]
        lead = self.plain[start:end]
        if separate(lead, texts) or not binds(lead, self._setting(place), item=False, led=False, leading=True):
            return False
        held = self._below(items)
        begin, stop = self._trimmed(start, max(blocks[item].end for item in held))
        self.found.append(Unit(begin, stop, place, -1, label))
        self.covered.update(held)
        return True

    def _below(self, items: list[int]) -> list[int]:
        held: list[int] = []
        waiting = list(items)
        while waiting:
            item = waiting.pop()
            held.append(item)
            waiting.extend(self.children.get(item, ()))
        return held

    def _row(self, place: int, block: Block) -> None:
        numbered = _ROW_NUMBER.match(self.plain, block.body, block.end)
        start = numbered.end() if numbered and numbered.end() < block.end else block.body
        begin, stop = self._trimmed(start, block.end)
        if binds(self.plain[begin:stop], self._setting(place), item=True, led=False, leading=False, row=True):
            self.found.append(Unit(begin, stop, place))

    def _stretches(self, block: Block) -> Iterator[tuple[int, int, tuple[int, int]]]:
        """The statements of a block with the label that was cut off in front of the first."""
        start, label = self._labelled(block)
        pieces = list(sentences(self.plain, start, block.end))
        for place, (begin, end) in enumerate(pieces):
            if _ANSWER.fullmatch(self.plain, begin, end):
                continue
            if place == 0 and len(pieces) > 1 and is_label(self.plain[begin:end]):
                label = (begin, end)
                continue
            for first, stop in clauses(self.plain, begin, end):
                yield first, stop, label if place <= 1 else (0, 0)

    def _labelled(self, block: Block) -> tuple[int, tuple[int, int]]:
        """Where a block begins after a run-in label; a label before a mere fragment stays."""
        found = _DOTTED_LABEL.match(self.plain, block.body, block.end)
        if found is None:
            found = _LABEL.match(self.plain, block.body, block.end)
            if found is None or not self._sentence(found.end(), block.end):
                return block.body, (0, 0)
            return found.end(), found.span(1)
        return found.end(), (found.start(), found.end())

    def _sentence(self, start: int, end: int) -> bool:
        words = self.plain[start:end].strip()
        return (
            words.endswith((".", ":", ";", ".)", '."'))
            and re.search(r"\b(?:shall|will|is|are|may|must|should|can|be)\b", words) is not None
        )

    def _setting(self, place: int) -> Setting:
        above = self.document.blocks[place].parent
        if above < 0 and place and self._stands_over(place - 1):
            return setting([self.document.words(place - 1)])
        if above not in self.settings:
            over = [above, *self.document.above(above)] if above >= 0 else []
            while over and over[-1] and self.document.blocks[over[-1] - 1].kind in _HEADS:
                over.append(over[-1] - 1)  # a heading right under another one of its rank
            headings = [self.document.words(one) for one in over if self.document.blocks[one].kind in _HEADS]
            self.settings[above] = setting(headings[:3])
        return self.settings[above]

    def _stands_over(self, place: int) -> bool:
        """Whether a short line without end is read as the heading of what follows."""
        words = self.document.words(place)
        return len(words) <= 60 and not words.endswith((".", ";", ":", ","))

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        found = _HEAD.match(self.plain, start, end)
        start = found.end() if found else start
        tail = _TAIL.search(self.plain, max(start, end - 24), end)
        return start, tail.start() if tail else end
