"""A policy text that no longer changes: its characters, their hash, and the tree of blocks they stand in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final


class BlockKind(Enum):
    """What a stretch of lines is."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    HEADER_ROW = "header_row"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Line:
    """A line as its reader found it: half-open range of code points, page from 1 (0 where there are none), style.

    The style is what the file itself says: `heading-1` to `heading-6`, `paragraph`, `item-0` to `item-9` (depth), `row`,
    `header-row`, or nothing where it is only a line.
    """

    start: int
    end: int
    page: int = 0
    style: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A title, heading, paragraph, list item or table row; `start` counts its number or bullet in, `body` does not."""

    kind: BlockKind
    start: int
    body: int
    end: int
    eid: str
    number: str = ""  # as printed: 第三条, （一）, 제5조, (a), 1., ①, ○
    rank: str = ""  # what the number counts: part, chapter, section, article, paragraph, item, point, bullet
    parent: int = -1  # place of the block above it in `Document.blocks`
    page: int = 0
    cells: tuple[tuple[int, int], ...] = ()  # of a row: the range of each cell


@dataclass(frozen=True, slots=True)
class Document:
    """One text: offsets are code points of `text`, whatever file it came from."""

    id: str
    text: str
    language: str
    blocks: tuple[Block, ...] = ()
    media: str = "text/plain"
    notes: tuple[str, ...] = ()  # what the reader wants a person to know

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def above(self, block: int) -> Iterator[int]:
        """The places of the blocks over a block, nearest first."""
        while (block := self.blocks[block].parent) >= 0:
            yield block

    def words(self, block: int) -> str:
        """The text of a block without its number."""
        found = self.blocks[block]
        return self.text[found.body : found.end]


#: One character for one character: full-width forms, odd spaces and dashes become the plain ones that rules are written in.
_FOLDS: Final = {
    **{code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))},
    **{ord(mark): "%" for mark in "％﹪"},
    **{ord(mark): " " for mark in "\n\r\t\v\f\u00a0\u2002\u2003\u2007\u2009\u202f\u3000\ufeff"},
    **{ord(mark): "-" for mark in "‐‑‒–—―−－"},
    **{ord(mark): "~" for mark in "～〜∼"},
    **{ord(mark): "'" for mark in "‘’`´"},
    **{ord(mark): " " for mark in "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"},
    **dict.fromkeys((*range(9), *range(14, 32), 127), " "),
}


def shadow(text: str) -> str:
    """The text as rules read it: the same length, character for character.

    >>> shadow("５０％　以上")
    '50% 以上'
    """
    return text.translate(_FOLDS)
