"""The lines of a text put together: wrapped lines joined into one stretch, table rows told from sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from zonewright.provisions.document import Line
from zonewright.provisions.numbering import BLANK, Number, number_at

#: Lines are wrapped by hand only up to this many columns; East Asian marks take two.
WIDEST_WRAP: Final = 132
NARROWEST_WRAP: Final = 36

_UNSEEN: Final = " \t\n\r\v\f\u00a0\u1680\u3000\ufeff\u2028\u2029\u202f\u205f\u0085" + "".join(
    map(chr, (*range(9), *range(14, 32), *range(0x2000, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_INK: Final = re.compile(f"[^{BLANK}]")
_BAR: Final = re.compile("[|｜]")
_SPACED_BAR: Final = re.compile(r"[ \t\u3000][|｜]|[|｜][ \t\u3000]")
_RULE_ROW: Final = re.compile(r"[|｜\s:+=\-–—]+")
_RULE: Final = re.compile(r"[-=_*~─━—–.·\s]{3,}")
_CLOSED: Final = re.compile(r"[.。!！?？;；:：…](?:[\"”’')）\]】」》>]{0,3}(?:\s?<[^<>]{0,60}>)?)$|[-–—]$|<[^<>]{1,80}>$")
_CITING: Final = re.compile(
    r"(?:\b(?:sections?|subsections?|paragraphs?|articles?|clauses?|schedules?|para|items?|no|and|or|to|under|of|than)"
    r"|第|제|및|또는|각|(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety"
    r"|eleven|eighteen|hundred|thousand|million|billion|percent|cent|pesos|dollars))\.?$",
    re.IGNORECASE,
)
_JOINT: Final = re.compile("and|or|and/or|및|또는|或|或者|和")
_WORD: Final = re.compile(r"\S{1,40}")
_WIDE: Final = re.compile("[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]")


class Stretch(NamedTuple):
    """Lines that belong together, without the blanks around them."""

    start: int
    end: int
    indent: int = 0
    page: int = 0
    style: str = ""
    gap: bool = False  # an empty line stands before it
    number: Number | None = None
    cells: tuple[tuple[int, int], ...] = ()


def stretches(text: str, lines: Sequence[Line]) -> list[Stretch]:
    """The written lines in order, those that were only wrapped put together again."""
    written = _written(text, lines)
    wrap = None if any(one.style for one in written) else _wrap(text, written)
    if wrap is None:
        return written
    joined: list[Stretch] = []
    last = written[0] if written else None
    for one in written:
        if joined and last is not None and _goes_on(text, joined[-1], last, one, wrap):
            joined[-1] = joined[-1]._replace(end=one.end)
        elif joined and _row_goes_on(text, joined[-1], one):
            *cells, (start, _) = joined[-1].cells
            joined[-1] = joined[-1]._replace(end=one.end, cells=(*cells, (start, one.end)))
        else:
            joined.append(one)
        last = one
    return joined


def closed(text: str, start: int, end: int) -> bool:
    """Whether the words end as a sentence, a clause or a lead-in does."""
    return _CLOSED.search(text, max(start, end - 90), end) is not None


def width(text: str, start: int, end: int) -> int:
    """Columns on a page: East Asian marks take two."""
    words = text[start:end]
    return len(words) if len(words) > 2 * WIDEST_WRAP or words.isascii() else len(words) + len(_WIDE.findall(words))


def _written(text: str, lines: Sequence[Line]) -> list[Stretch]:
    found: list[Stretch] = []
    gap = False
    for line in lines:
        first = _INK.search(text, line.start, line.end)
        if first is None or (not line.style and _RULE.fullmatch(text, first.start(), line.end)):
            gap = True
            continue
        start, end = _stripped(text, first.start(), line.end)
        cells = () if _plain_style(line.style) else _cells(text, start, end)
        if not cells and "|" in text[start : start + 2] and _RULE_ROW.fullmatch(text, start, end):
            continue
        number = None if cells else number_at(text, start, end)
        indent = sum(
            4 if mark == "\t" else 2 if mark == "\u3000" else 1 for mark in text[line.start : min(start, line.start + 200)]
        )
        found.append(Stretch(start, end, indent, line.page, line.style, gap, number, cells))
        gap = False
    return _without_lonely_rows(text, found)


def _plain_style(style: str) -> bool:
    return style not in {"", "row", "header-row"}


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """The range without the blanks at both ends."""
    words = text[start:end].strip(_UNSEEN)
    first = text.find(words, start, end) if words else end
    return first, first + len(words)


def _cells(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The cells of a row; nothing where no bar stands between words."""
    bars = [found.start() for found in _BAR.finditer(text, start, end)]
    if not bars or _RULE_ROW.fullmatch(text, start, end):
        return ()
    if bars[0] != start and not _SPACED_BAR.search(text, start, end):
        return ()
    edges = [start - 1, *bars, end]
    cells = [(left + 1, right) for left, right in pairwise(edges)]
    cells = cells[1:] if bars[0] == start else cells
    cells = cells[:-1] if bars[-1] == end - 1 else cells
    return tuple(_stripped(text, *cell) if text[slice(*cell)].strip(_UNSEEN) else (cell[0], cell[0]) for cell in cells)


def _without_lonely_rows(text: str, found: list[Stretch]) -> list[Stretch]:
    """A bar in a single line between sentences makes no table, unless the line is built like one."""
    kept = []
    for place, one in enumerate(found):
        if not one.cells:
            kept.append(one)
            continue
        beside = (place and found[place - 1].cells) or (place + 1 < len(found) and found[place + 1].cells)
        built = text[one.start] in "|｜" or (len(one.cells) > 2 and re.search(r"\d", text[one.start : one.end]))
        table = beside or one.style or built
        kept.append(one if table else one._replace(cells=(), number=number_at(text, one.start, one.end)))
    return kept


def _row_goes_on(text: str, row: Stretch, one: Stretch) -> bool:
    """Whether a line carries on the last cell of the row before it."""
    below = not one.cells and not one.gap and one.number is None and one.indent >= row.indent
    return bool(row.cells) and below and text[one.start].islower()


class _Wrap(NamedTuple):
    """The columns at which a text was wrapped by hand, and how much shorter a wrapped line may be."""

    columns: int
    slack: int


def _wrap(text: str, written: Sequence[Stretch]) -> _Wrap | None:
    """How a text was wrapped by hand, or nothing where each line is a paragraph of its own."""
    widths = sorted(one.indent + width(text, one.start, one.end) for one in written if not one.cells)
    if len(widths) < 3:
        return None
    widest = widths[int(len(widths) * 0.98) - (len(widths) < 50)]
    if not NARROWEST_WRAP <= widest <= WIDEST_WRAP or widths[-1] > 1.5 * widest:
        return None
    full = short = 0
    for one, after in pairwise(written):
        if one.cells or after.cells or after.gap or after.number is not None or closed(text, one.start, one.end):
            continue
        if 10 * (one.indent + width(text, one.start, one.end)) >= 8 * widest:
            full += 1
        else:
            short += 1
    if full < 2 or full <= short:
        return None
    return _Wrap(widest, widest * (45 if full >= 8 and full > 3 * short else 20) // 100)


#: A share that was wrapped in the middle: 1:⏎1.
_RATIO: Final = re.compile(r"\d[:：∶]\n\s{0,8}\d")


def _goes_on(text: str, block: Stretch, last: Stretch, one: Stretch, wrap: _Wrap) -> bool:
    """Whether a line carries on the sentence of the line before it."""
    if one.gap or one.cells or last.cells:
        return False
    if _JOINT.fullmatch(text, one.start, one.end):
        return True
    if closed(text, last.start, last.end) and not _RATIO.match(text, last.end - 2):
        return False
    if one.number is not None and not _CITING.search(text, max(last.start, last.end - 20), last.end):
        return False
    if one.indent > last.indent + 1 and last is not block and one.page == last.page:
        return False
    room = wrap.columns - last.indent - width(text, last.start, last.end)
    if text[one.start].islower():
        return 10 * room <= 7 * wrap.columns
    word = _WORD.match(text, one.start, one.end)
    first = 2 if _WIDE.match(text[one.start]) else width(text, *word.span()) if word else 1
    return room <= max(first + wrap.columns * 12 // 100, wrap.slack)
