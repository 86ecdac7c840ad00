"""A Word file becomes lines: paragraphs with their automatic numbers, headings by style or outline, table rows."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from zonewright.interpret.built import Written
from zonewright.interpret.docx_numbering import Numbering, read_numbering
from zonewright.interpret.refusals import refused

Element: TypeAlias = Any  # the library brings no types for the elements of its trees
W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What stands in a paragraph and is not read: what was deleted, field codes, boxes (they are read after it), fallbacks.
_PASSED: Final = {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "txbxContent", "pPr", "rPr")} | {_FALLBACK}
_DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, KeyError, ValueError, AttributeError, TypeError, OSError, EOFError, NotImplementedError,
)  # fmt: skip
_BREAKS: Final = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_NESTED: Final = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}


def docx_lines(content: bytes, name: str) -> list[Written]:
    """The paragraphs and rows of the file, in the order of the page."""
    import docx  # noqa: PLC0415
    from docx.opc.exceptions import OpcError  # noqa: PLC0415
    from lxml.etree import LxmlError  # type: ignore[import-untyped] # noqa: PLC0415

    try:
        opened = docx.Document(io.BytesIO(content))
        body: Element = opened.element.body
        styles = _styles(opened.styles.element)
        numbering = read_numbering(_numbering_part(opened))
        return list(_lines(body, _File(styles, numbering)))
    except (OpcError, LxmlError, *_DAMAGE):
        raise refused("ZW703", "this is not a whole Word file", name, "open it in a word processor and save it again") from None


@dataclass(frozen=True, slots=True)
class _Style:
    heading: int = 0
    number: str = ""
    level: int = 0
    based_on: str = ""


@dataclass(slots=True)
class _File:
    styles: Mapping[str, _Style]
    numbering: Numbering
    known: dict[str, _Style] = field(default_factory=dict)

    def style(self, name: str) -> _Style:
        """A style with what it takes over from those it is based on."""
        if name not in self.known:
            heading = number = level = None
            at, left = name, 20
            while at in self.styles and left:
                one = self.styles[at]
                heading, number, level = heading or one.heading, number or one.number, level or one.level
                at, left = one.based_on, left - 1
            self.known[name] = _Style(heading or 0, number or "", level or 0)
        return self.known[name]


def _numbering_part(opened: Element) -> Element:
    try:
        return opened.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return None


def _styles(root: Element) -> dict[str, _Style]:
    found = {}
    for one in root.iter(f"{W}style"):
        id = one.get(f"{W}styleId") or ""
        name = (_value(one.find(f"{W}name")) or "").lower()
        outline = _value(one.find(f"{W}pPr/{W}outlineLvl"))
        heading = int(name[8:]) if name.startswith("heading ") and name[8:].isdecimal() else 1 if name == "title" else 0
        if not heading and outline.isdecimal() and int(outline) < 6:
            heading = int(outline) + 1
        number = _value(one.find(f"{W}pPr/{W}numPr/{W}numId"))
        level = _value(one.find(f"{W}pPr/{W}numPr/{W}ilvl"))
        found[id] = _Style(min(heading, 6), number, int(level) if level.isdecimal() else 0, _value(one.find(f"{W}basedOn")))
    return found


def _value(element: Element) -> str:
    return "" if element is None else element.get(f"{W}val") or ""


def _lines(root: Element, file: _File) -> Iterator[Written]:
    waiting = list(reversed(root))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}p":
            yield from _paragraph(element, file)
            waiting.extend(reversed([inner for box in _boxes(element) for inner in box]))
        elif element.tag == f"{W}tbl":
            yield from _table(element, file)
        elif element.tag in _NESTED:
            waiting.extend(reversed(element))


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes that hang on a paragraph; their older twins for old programs are passed over."""
    for box in paragraph.iter(f"{W}txbxContent"):
        if not any(above.tag in {_FALLBACK, f"{W}txbxContent"} for above in _above(box, paragraph)):
            yield box


def _above(element: Element, top: Element) -> Iterator[Element]:
    above = element.getparent()
    while above is not None and above is not top:
        yield above
        above = above.getparent()


def _paragraph(element: Element, file: _File) -> Iterator[Written]:
    words = _words(element)
    style = file.style(_value(element.find(f"{W}pPr/{W}pStyle")))
    outline = _value(element.find(f"{W}pPr/{W}outlineLvl"))
    heading = int(outline) + 1 if outline.isdecimal() and int(outline) < 6 else style.heading
    number, level = style.number, style.level
    own = element.find(f"{W}pPr/{W}numPr")
    if own is not None:
        given = _value(own.find(f"{W}ilvl"))
        number, level = _value(own.find(f"{W}numId")) or number, int(given) if given.isdecimal() else level
    if not words.strip():
        yield Written("")
        return
    printed, bullet = file.numbering.next(number, level) if number else ("", False)
    kind = f"heading-{heading}" if heading else f"item-{min(level, 9)}" if bullet else "paragraph"
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    lines = [" ".join(lines)] if heading else lines
    for place, line in enumerate(lines):
        yield Written(f"{printed} {line}" if printed and not place else line, kind if not place else "paragraph")


def _words(paragraph: Element) -> str:
    parts: list[str] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        if element.tag in _PASSED:
            continue
        if element.tag == f"{W}t":
            parts.append(element.text or "")
        elif element.tag in _BREAKS:
            parts.append(" " if element.get(f"{W}type") in {"page", "column"} else _BREAKS[element.tag])
        else:
            waiting.extend(reversed(element))
    return "".join(parts)


def _table(element: Element, file: _File) -> Iterator[Written]:
    """Rows of cells; a cell that spans rows is repeated in each, a table of one column is read as what stands in it."""
    above: dict[int, str] = {}
    rows: list[tuple[list[str], bool]] = []
    for row in element.iter(f"{W}tr"):
        if next(_tables_over(row, element), None) is not None:
            continue
        column, cells = 0, []
        for cell in (one for one in row.iter(f"{W}tc") if next(one.iterancestors(f"{W}tr"), None) is row):
            span = _value(cell.find(f"{W}tcPr/{W}gridSpan"))
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            words = " ".join(_words(one).replace("\n", " ").strip() for one in cell.iter(f"{W}p")).strip().replace("|", "¦")
            if merge is not None and merge.get(f"{W}val") != "restart":
                words = above.get(column, words)
            above[column] = words
            cells.append(" ".join(words.split()))
            column += int(span) if span.isdecimal() else 1
        rows.append((cells, row.find(f"{W}trPr/{W}tblHeader") is not None))
    if all(len(cells) < 2 for cells, _ in rows):
        for cell in element.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tc"), None) is None:
                yield from _lines(cell, file)
        return
    for cells, head in rows:
        if any(cells):
            yield Written(" | ".join(cells), "header-row" if head else "row")
    yield Written("")


def _tables_over(row: Element, table: Element) -> Iterator[Element]:
    return (one for one in _above(row, table) if one.tag == f"{W}tbl")
