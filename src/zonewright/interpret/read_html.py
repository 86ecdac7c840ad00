"""A web page becomes lines: headings, paragraphs, list items and table rows; what nobody sees is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from zonewright.interpret.built import Written
from zonewright.interpret.counting import counted
from zonewright.interpret.refusals import refused

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_DROPPED: Final = {
    "script", "style", "noscript", "template", "svg", "nav", "iframe", "head", "select", "textarea", "button", "canvas",
    "video", "audio", "object", "math", "input",
}  # fmt: skip
_BLOCKS: Final = {
    "p", "div", "section", "article", "main", "header", "footer", "aside", "blockquote", "pre", "ul", "ol", "dl", "dt", "dd",
    "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "figure",
    "figcaption", "form", "fieldset", "address", "hr", "center", "body", "html",
}  # fmt: skip
_UNSEEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})")
#: Elements that are often, or always, left open.
_UNCLOSED: Final = {
    "p", "li", "td", "th", "tr", "dt", "dd", "br", "hr", "img", "input", "meta", "link", "option", "col", "area", "base",
    "embed", "source", "track", "wbr", "font", "thead", "tbody", "tfoot", "colgroup",
}  # fmt: skip
_DEEPEST: Final = 2_000
_LIST_STYLES: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
#: Tables in tables deeper than this are read as plain blocks.
_DEEPEST_TABLE: Final = 6


@dataclass(slots=True)
class _Table:
    rows: list[list[list[Written]]] = field(default_factory=list)
    heads: list[bool] = field(default_factory=list)
    layout: bool = False


@dataclass(slots=True)
class _Page:
    """The lines so far, the one being written, and the tables and lists that are open."""

    sinks: list[list[Written]] = field(default_factory=lambda: [[]])
    words: list[str] = field(default_factory=list)
    style: str = ""
    tables: list[_Table] = field(default_factory=list)
    lists: list[tuple[str, int]] = field(default_factory=list)
    deep: int = 0

    def flush(self) -> None:
        words = _SPACES.sub(" ", "".join(self.words)).strip()
        self.words.clear()
        if words:
            self.sinks[-1].append(Written(words, self.style or "paragraph"))
            self.style = ""

    def opened(self, node: LexborNode, tag: str) -> None:
        if tag == "br":
            self.words.append("\n") if self.style.startswith("heading") else self.flush()
            return
        if tag not in _BLOCKS:
            return
        self.flush()
        self.style = ""
        if tag[0] == "h" and tag[1:].isdecimal():
            self.style = f"heading-{tag[1:]}"
        elif tag in {"ul", "ol"}:
            start = node.attributes.get("start") or "1"
            style = _LIST_STYLES.get(node.attributes.get("type") or "", "decimal") if tag == "ol" else ""
            self.lists.append((style, int(start) if start.isdecimal() and len(start) < 6 else 1))
        elif tag == "li":
            self._item()
        elif tag == "table":
            self._table()
        elif tag in {"tr", "td", "th"} and self.tables and not self.deep:
            self._cell(tag)

    def _item(self) -> None:
        style, value = self.lists[-1] if self.lists else ("", 1)
        self.style = f"item-{min(max(len(self.lists) - 1, 0), 9)}"
        if style:
            self.lists[-1] = (style, value + 1)
            self.words.append(f"{counted(style, value)}. ")

    def _table(self) -> None:
        if self.deep or len(self.tables) >= _DEEPEST_TABLE:
            self.deep += 1
            return
        if self.tables:
            self.tables[-1].layout = True
        self.tables.append(_Table())

    def _cell(self, tag: str) -> None:
        table = self.tables[-1]
        if tag == "tr" or not table.rows:
            table.rows.append([])
            table.heads.append(True)
        if tag != "tr":
            table.rows[-1].append([])
            table.heads[-1] &= tag == "th"
            self.sinks.append(table.rows[-1][-1])

    def closed(self, tag: str) -> None:
        if tag not in _BLOCKS:
            return
        self.flush()
        if tag in {"ul", "ol"} and self.lists:
            self.lists.pop()
        elif tag in {"td", "th"} and self.tables and not self.deep and len(self.sinks) > 1:
            self.sinks.pop()
        elif tag == "table" and self.deep:
            self.deep -= 1
        elif tag == "table" and self.tables:
            self.sinks[-1].extend(_rows(self.tables.pop()))


def html_lines(content: str, name: str) -> list[Written]:
    """What a reader of the page sees, line by line."""
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415

    if _too_deep(content):
        raise refused("ZW707", f"elements of this page stand in one another more than {_DEEPEST:,} deep", name, "save its text")
    page = _Page()
    tree = LexborHTMLParser(content)
    for node, tag, opens in _walk(tree.body or tree.root):
        if tag == "-text":
            page.words.append(node.text_content or "")
        elif opens:
            page.opened(node, tag)
        else:
            page.closed(tag)
    page.flush()
    return page.sinks[0]


def _too_deep(content: str) -> bool:
    """Whether elements that must be closed are opened ever deeper: the parser takes the square of that in time."""
    depth = 0
    for tag in _TAG.finditer(content):
        if tag[2].lower() not in _UNCLOSED:
            depth = max(depth - 1, 0) if tag[1] else depth + 1
            if depth > _DEEPEST:
                return True
    return False


def _walk(root: LexborNode | None) -> Iterator[tuple[LexborNode, str, bool]]:
    """Every node as it opens and as it closes, without recursion; unseen ones are passed over."""
    node: LexborNode | None = root
    open_nodes: list[tuple[LexborNode, str]] = []
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            yield node, tag, True
        elif not _hidden(node, tag):
            yield node, tag, True
            child = node.first_child
            if child is not None:
                open_nodes.append((node, tag))
                node = child
                continue
            yield node, tag, False
        following = node.next if open_nodes else None
        while following is None and open_nodes:
            node, tag = open_nodes.pop()
            yield node, tag, False
            following = node.next if open_nodes else None
        node = following


def _hidden(node: LexborNode, tag: str) -> bool:
    if tag in _DROPPED or tag.startswith(("-", "!", "_")):
        return True
    attributes = node.attributes
    return bool(attributes) and (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") == "navigation"
        or _UNSEEN.search(attributes.get("style") or "") is not None
    )


def _rows(table: _Table) -> list[Written]:
    """A table of figures as rows; one that only places text on the page as the lines in it."""
    cells = [cell for row in table.rows for cell in row]
    placed = table.layout or all(len(row) < 2 for row in table.rows) or any(len(cell) > 12 for cell in cells)
    if placed or any(len(line.words) > 900 or line.style.startswith("heading") for cell in cells for line in cell):
        return [line for cell in cells for line in cell]
    found = []
    for row, head in zip(table.rows, table.heads, strict=True):
        words = [" ".join(line.words for line in cell).replace("|", "¦") for cell in row]
        if any(words):
            found.append(Written(" | ".join(words), "header-row" if head else "row"))
    return found
