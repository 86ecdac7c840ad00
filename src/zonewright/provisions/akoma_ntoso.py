"""A document as Akoma Ntoso 1.0, the XML of parliaments, and back: the same words, numbers and names of blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.etree.ElementTree import ParseError  # the reader itself uses defusedxml

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]

from zonewright.errors import Diagnostic, InputError, Place
from zonewright.provisions.document import Block, BlockKind, Document
from zonewright.provisions.labels import says_more

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMESPACE: Final = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OWN: Final = "https://zonewright.org/ns/1"
DEEPEST: Final = 200

_ELEMENTS: Final = {
    "part": "part", "chapter": "chapter", "division": "section", "subdivision": "subsection", "article": "article",
    "section": "section", "subsection": "subsection", "paragraph": "paragraph", "item": "point", "point": "point",
    "rule": "rule", "subpoint": "indent", "bullet": "point",
}  # fmt: skip
_ROWS: Final = {BlockKind.ROW, BlockKind.HEADER_ROW}
_ITEMS: Final = {"point", "indent", "item", "alinea", "subparagraph"}
_TEXTS: Final = {"p", "listIntroduction", "listWrapUp", "blockContainer", "docTitle", "longTitle", "block"}
_PASSED: Final = {"meta", "num", "heading", "attachments"}
_UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGES: Final = {"en": "eng", "zh": "zho", "ko": "kor"}


def to_akoma_ntoso(
    document: Document, *, work: str = "", on: date | None = None, country: str = "un", author: str = "issuer"
) -> str:
    """The document as XML: an `act` where it has articles, a narrative `doc` elsewhere.

    `work` is its number or short name, `on` the day it was issued; where they are not known its id and 0001-01-01 stand.
    """
    kind = "act" if any(block.rank == "article" for block in document.blocks) else "doc"
    body = "body" if kind == "act" else "mainBody"
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>\n',
        f'<akomaNtoso xmlns="{NAMESPACE}" xmlns:zw="{OWN}"><{kind} name="policy" contains="originalVersion">',
        _meta(document, kind, work=work or document.id, on=(on or date.min).isoformat(), country=country, author=author),
        *_preface(document),
        f"<{body}>",
        *_Body(document).parts(),
        f"</{body}></{kind}></akomaNtoso>\n",
    ]
    return "".join(parts)


def from_akoma_ntoso(content: str, name: str = "") -> Document:
    """The document in the XML, one block a line; elements of other hands are read by their parts: num, heading, content."""
    try:
        root = fromstring(content.encode("utf-8", "replace"), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as error:
        said = str(error) or type(error).__name__
        raise _refused(f"this is not XML that is read: {said[:120]}", name) from None
    if root.tag != f"{{{NAMESPACE}}}akomaNtoso":
        raise _refused("this is not an Akoma Ntoso document", name)
    own = next((one.get("source") == "#zonewright" for one in root.iter(f"{{{NAMESPACE}}}identification")), False)
    reader = _Reader(name, as_written=own)
    reader.read(root)
    return reader.document(root)


def _refused(message: str, name: str) -> InputError:
    return InputError((Diagnostic("ZW715", message, Place(name), "save it as Akoma Ntoso 3.0 XML without DTD"),))


def _text(words: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", words), quote=False).replace("\r", "&#13;")


def _value(words: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", words)).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")


def _meta(document: Document, kind: str, *, work: str, on: str, country: str, author: str) -> str:
    language = _LANGUAGES.get(document.language, "und")
    number = re.sub(r"[^\w.-]+", "-", work).strip("-") or "text"
    uri = f"/akn/{country}/{kind}/{on}/{number}"
    dated = f"{uri}/{language}@{on}"
    levels = (("Work", uri, ""), ("Expression", dated, ""), ("Manifestation", dated, ".xml"))
    last = {
        "Work": f'<FRBRcountry value="{_value(country)}"/><FRBRnumber value="{_value(work)}"/>',
        "Expression": f'<FRBRlanguage language="{language}"/>',
        "Manifestation": '<FRBRformat value="application/akn+xml"/>',
    }
    told = "".join(
        f'<FRBR{level}><FRBRthis value="{_value(this)}/!main{ending}"/><FRBRuri value="{_value(this)}{ending}"/>'
        f'<FRBRdate date="{on}" name="Generation"/><FRBRauthor href="#{_value(author)}"/>{last[level]}</FRBR{level}>'
        for level, this, ending in levels
    )
    return (
        f'<meta><identification source="#zonewright">{told}</identification><references source="#zonewright">'
        f'<TLCOrganization eId="{_value(author)}" href="/ontology/organization/{_value(author)}" showAs="{_value(author)}"/>'
        '<TLCOrganization eId="zonewright" href="/ontology/organization/zonewright" showAs="zonewright"/></references></meta>'
    )


def _preface(document: Document) -> Iterator[str]:
    titles = [place for place, block in enumerate(document.blocks) if block.kind is BlockKind.TITLE]
    if titles:
        yield "<preface>"
        for place in titles:
            yield f'<p eId="{_value(document.blocks[place].eid)}"><docTitle>{_text(document.words(place))}</docTitle></p>'
        yield "</preface>"


class _Open(NamedTuple):
    """An element that is being written: which block it holds, its name, and what closes its own words."""

    place: int
    element: str
    closing: str


class _Body:
    """The blocks in order, each inside the nearest open one that it hangs on."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._open: list[_Open] = []

    def parts(self) -> Iterator[str]:
        blocks = self._document.blocks
        table = False
        for place, block in enumerate(blocks):
            if block.kind is BlockKind.TITLE:
                continue
            if block.kind in _ROWS:
                if not table or block.eid.rpartition("__")[0] != blocks[place - 1].eid.rpartition("__")[0]:
                    yield from self._end_of_table(open=table)
                    yield from self._up_to(self._path(place))
                    yield f'<hcontainer name="table"><content><table eId="{_value(block.eid.rpartition("__")[0])}">'
                    table = True
                yield self._row(block)
                continue
            yield from self._end_of_table(open=table)
            table = False
            yield from self._up_to(self._path(place))
            yield from self._block(place, block)
        yield from self._end_of_table(open=table)
        yield from self._up_to(())
        if all(block.kind is BlockKind.TITLE for block in blocks):
            yield '<hcontainer name="empty"><content><p/></content></hcontainer>'

    def _end_of_table(self, *, open: bool) -> Iterator[str]:
        if open:
            yield "</table></content></hcontainer>"

    def _path(self, place: int) -> tuple[int, ...]:
        """The blocks over a block that an element was opened for, outermost first."""
        blocks = self._document.blocks
        return tuple(
            reversed([one for one in self._document.above(place) if blocks[one].kind not in {BlockKind.TITLE, *_ROWS}])
        )

    def _up_to(self, path: Sequence[int]) -> Iterator[str]:
        """Close what the path does not hold, and let the innermost that stays open take children."""
        kept = {one.place for one in self._open} & set(path)
        while self._open and self._open[-1].place not in kept:
            last = self._open.pop()
            yield f"{last.closing}</{last.element}>"
        if self._open and path and self._open[-1].closing:
            last = self._open.pop()
            self._open.append(last._replace(closing=""))
            yield "</intro>" if last.closing == "</intro>" else ""

    def _block(self, place: int, block: Block) -> Iterator[str]:
        element = _ELEMENTS.get(block.rank, "hcontainer") if block.number else "hcontainer"
        name = "" if element != "hcontainer" else f' name="{_value(block.rank or block.kind.value)}"'
        number = f"<num>{_text(block.number)}</num>" if block.number else ""
        yield f'<{element}{name} eId="{_value(block.eid)}" class="{block.kind.value} {block.rank}">{number}'
        words = _text(self._document.words(place))
        children = self._has_children(place)
        if block.kind is BlockKind.HEADING:
            yield f"<heading>{words}</heading>"
            self._open.append(_Open(place, element, "" if children else "<content><p/></content>"))
        elif children:
            yield f"<intro><p>{words}</p>"
            self._open.append(_Open(place, element, "</intro>"))
        else:
            yield f"<content><p>{words}</p></content>"
            self._open.append(_Open(place, element, ""))

    def _has_children(self, place: int) -> bool:
        """Whether the next block hangs on this one."""
        blocks = self._document.blocks
        return place + 1 < len(blocks) and place in self._path(place + 1)

    def _row(self, block: Block) -> str:
        text = self._document.text
        cell = "th" if block.kind is BlockKind.HEADER_ROW else "td"
        words = [text[slice(*one)] for one in block.cells]
        whole = text[block.body : block.end]
        own = f' zw:row="{_value(whole)}"' if whole != " | ".join(words) else ""
        return (
            f'<tr eId="{_value(block.eid)}"{own}>' + "".join(f"<{cell}><p>{_text(one)}</p></{cell}>" for one in words) + "</tr>"
        )


class _Reader:
    """Blocks read from elements, the text that they make up, and where each ends."""

    def __init__(self, name: str, *, as_written: bool) -> None:
        self._name = name
        self._as_written = as_written
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._given: dict[str, int] = {}
        self._root = -1  # the title that all else stands under

    def document(self, root: Element) -> Document:
        found = next(iter(root.iter(f"{{{NAMESPACE}}}FRBRlanguage")), None)
        printed = found.get("language", "") if found is not None else ""
        language = next((own for own, theirs in _LANGUAGES.items() if printed in {own, theirs, f"{theirs[:2]}"}), "en")
        number = next(iter(root.iter(f"{{{NAMESPACE}}}FRBRnumber")), None)
        id = number.get("value", "text") if number is not None else "text"
        return Document(id, "\n".join(self._parts), language, tuple(self._blocks), "application/akn+xml")

    def read(self, root: Element) -> None:
        """Every element with words, in order; without recursion, so that depth costs nothing but a limit."""
        waiting: list[tuple[Element, int, str, int]] = [(root, -1, "", 0)]
        while waiting:
            element, parent, eid, depth = waiting.pop()
            if depth > DEEPEST:
                raise _refused(f"this is nested deeper than {DEEPEST} elements", self._name)
            tag = _tag(element)
            if tag in _PASSED:
                continue
            eid = element.get("eId") or eid
            if tag == "tr":
                self._row(element, parent, eid)
            elif tag in _TEXTS:
                title = tag in {"docTitle", "longTitle"} or any(_tag(one) == "docTitle" for one in element)
                self._paragraph(element, parent, eid, title=title)
            else:
                place, rest = self._container(element, parent, eid)
                waiting.extend((child, place, eid, depth + 1) for child in reversed(rest))

    def _container(self, element: Element, parent: int, eid: str) -> tuple[int, list[Element]]:
        """The block that an element's number and heading make, and the parts still to read."""
        children = list(element)
        heading = next((child for child in children if _tag(child) == "heading"), None)
        number = next((child for child in children if _tag(child) == "num"), None)
        printed = self._words(number)
        kind, rank = _kind(element)
        if heading is not None:
            return self._add(BlockKind.HEADING, self._words(heading), eid, number=printed, rank=rank, parent=parent), children
        if number is None and element.get("class") is None:
            return parent, children
        first = _first_words(children)
        words = self._words(first)
        place = self._add(kind, words, eid, number=printed, rank=rank, parent=parent)
        return place, list(_without(children, first))

    def _paragraph(self, element: Element, parent: int, eid: str, *, title: bool) -> None:
        words = self._words(element)
        if words.strip():
            self._add(BlockKind.TITLE if title else BlockKind.PARAGRAPH, words, eid or "p", parent=parent)

    def _row(self, element: Element, parent: int, eid: str) -> None:
        cells = [(self._words(cell), _tag(cell)) for cell in element if _tag(cell) in {"td", "th"}]
        whole = element.get(f"{{{OWN}}}row") or " | ".join(words for words, _ in cells)
        head = bool(cells) and all(tag == "th" for _, tag in cells)
        last = self._blocks[-1] if self._blocks else None
        if not head and last is not None and last.kind in _ROWS and last.eid.rpartition("__")[0] == eid.rpartition("__")[0]:
            parent = len(self._blocks) - 1 if last.kind is BlockKind.HEADER_ROW else last.parent
        place = self._add(BlockKind.HEADER_ROW if head else BlockKind.ROW, whole, eid, parent=parent)
        at, ranges = self._blocks[place].body, []
        for words, _ in cells:
            start = self._parts[-1].find(words, at - self._blocks[place].start) + self._blocks[place].start
            ranges.append((start, start + len(words)))
            at = start + len(words)
        self._blocks[place] = replace(self._blocks[place], cells=tuple(ranges))

    def _words(self, element: Element | None) -> str:
        """The words of an element; spaces of other hands are those of a pretty printer."""
        words = "".join(element.itertext()) if element is not None else ""
        return words if self._as_written else " ".join(words.split())

    def _add(self, kind: BlockKind, words: str, eid: str, *, number: str = "", rank: str = "", parent: int = -1) -> int:
        start = self._length
        line = f"{number} {words}" if number and words else number + words
        body = start + len(line) - len(words)
        count = self._given.get(eid, 0) + 1
        self._given[eid] = count
        if kind is not BlockKind.TITLE:
            parent = self._root if parent < 0 else parent
        elif self._root < 0 or says_more(words, self._parts[self._root]):
            self._root = len(self._blocks)
        named = eid if count == 1 else f"{eid}_{count}"
        self._blocks.append(Block(kind, start, body, start + len(line), named, number, rank, parent))
        self._parts.append(line)
        self._length += len(line) + 1
        return len(self._blocks) - 1


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "num"


def _kind(element: Element) -> tuple[BlockKind, str]:
    """What a block is: as our own class says, or by the name of the element."""
    own, _, rank = (element.get("class") or "").partition(" ")
    if own in {kind.value for kind in BlockKind}:
        return BlockKind(own), rank
    tag = _tag(element)
    return BlockKind.ITEM if tag in _ITEMS else BlockKind.PARAGRAPH, tag if tag in _ELEMENTS else ""


def _first_words(children: Sequence[Element]) -> Element | None:
    """The first paragraph of the content or the introduction, which carries the element's number."""
    for child in children:
        if _tag(child) in {"content", "intro"}:
            return next((one for one in child if _tag(one) == "p"), None)
        if _tag(child) == "p":
            return child
    return None


def _without(children: Sequence[Element], first: Element | None) -> Iterator[Element]:
    for child in children:
        if child is first:
            continue
        if first is not None and _tag(child) in {"content", "intro"} and first in list(child):
            yield from (one for one in child if one is not first)
        else:
            yield child
