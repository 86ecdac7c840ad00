"""A text that its reader puts together line by line, from a file that holds no plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from zonewright.provisions.document import Line


class Written(NamedTuple):
    """A line, its style as `Line` names it, and its page."""

    words: str
    style: str = ""
    page: int = 0


def built(written: Iterable[Written]) -> tuple[str, tuple[Line, ...]]:
    """The text of the lines, one below the other, and where each stands in it."""
    parts, lines, at = [], [], 0
    for words, style, page in written:
        parts.append(words)
        lines.append(Line(at, at + len(words), page, style))
        at += len(words) + 1
    return "\n".join(parts), tuple(lines)
