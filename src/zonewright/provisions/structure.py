"""The tree of blocks that the lines of a text stand in: headings, paragraphs, list items, rows, each with a stable name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from zonewright.provisions.document import Block, BlockKind, Line
from zonewright.provisions.labels import has_figure, is_label, is_title, leads_in, says_more, stands_alone
from zonewright.provisions.lines import Stretch, closed, stretches
from zonewright.provisions.names import HOLDERS, Names, rank_of
from zonewright.provisions.numbering import FIXED, RULES, Number, letter_number, letters
from zonewright.provisions.pieces import BLANKS, Piece, pieces

_CONTENTS: Final = re.compile(r"(?:目\s*[录錄次]|목\s*차|차\s*례|(?i:table of contents|contents))[:：]?")
_DAY: Final = re.compile(r"[\d\s年月日년월일./-]{6,24}")
_WEAK: Final = {"alpha-paren", "ALPHA-paren", "roman-paren", "ROMAN-paren", "syllable-dot", "hanlist-dot"}
_ITEMS: Final = re.compile(r"bullet|alpha|roman|ALPHA|syllable|style")


def blocks(text: str, lines: Sequence[Line], language: str) -> tuple[Block, ...]:
    """The blocks of a text, in order, each with its number, its eId and the block above it."""
    found = stretches(text, lines)
    tree = _Tree(text, language)
    titles, listed = _titles(text, found), _contents(text, found)
    for place, one in enumerate(found):
        after = found[place + 1] if place + 1 < len(found) else None
        if place in titles:
            tree.title(one)
        elif place in listed:
            tree.content(one)
        elif one.cells:
            tree.row(one, after)
        else:
            for piece in pieces(text, one, tree.resolve):
                tree.block(piece, after)
    return tuple(tree.found)


@dataclass(slots=True)
class _Frame:
    """A numbering or heading that is open."""

    form: str
    value: int
    eid: str
    rank: str
    place: int = -1
    parent: int = -1
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0  # of a heading without number: 1 to 6 by style, 7 by its looks


@dataclass(slots=True)
class _Tree:
    """The blocks so far, and what is open."""

    text: str
    language: str
    found: list[Block] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    root: int = -1
    floor: int = 0  # how much of the stack the last unnumbered paragraph stands under
    table: int = -1  # the header row that is open
    loose: bool = False  # the last block is a paragraph without number

    def title(self, one: Stretch) -> None:
        body = one.number.end if one.number and one.number.form == "mark" else one.start
        body = self._ink(body, one.end)
        root = self.found[self.root] if self.root >= 0 else None
        if root is None or says_more(self.text[body : one.end], self.text[root.body : root.end]):
            self.root = len(self.found)
        self._add(BlockKind.TITLE, one.start, body, one.end, self.names.counted("", "docTitle"), page=one.page)

    def content(self, one: Stretch) -> None:
        """A line of a table of contents: it names a heading and opens nothing."""
        number = self.text[one.number.start : one.number.end].strip() if one.number else ""
        body = self._ink(one.number.end, one.end) if one.number else one.start
        eid = self.names.counted("toc", "item")
        self._add(
            BlockKind.HEADING, one.start, body, one.end, eid, number=number, rank="contents", parent=self.root, page=one.page
        )

    def row(self, one: Stretch, after: Stretch | None) -> None:
        place, last = len(self.found), self.found[-1] if self.found else None
        last_row = last is not None and last.kind in {BlockKind.ROW, BlockKind.HEADER_ROW}
        figures = has_figure(self.text[one.start : one.end])
        goes_on = last_row and last is not None and (not one.gap or (len(last.cells) == len(one.cells) and figures))
        if not goes_on:
            above = (frame.eid for frame in reversed(self.stack) if frame.eid and frame.rank not in {"bullet", "point", "item"})
            self.names.open_table(next(above, ""))
            self.table = -1
        lonely = after is None or not after.cells
        header = one.style == "header-row" or (not goes_on and not figures and not lonely)
        parent = self.table if self.table >= 0 else self._heading_over(len(self.stack))
        kind = BlockKind.HEADER_ROW if header else BlockKind.ROW
        if header:
            self.table, parent = place, self._heading_over(len(self.stack))
        self._add(kind, one.start, one.start, one.end, self.names.row(), parent=parent, page=one.page, cells=one.cells)

    def block(self, piece: Piece, after: Stretch | None) -> None:
        """One block: with a number, or a heading, item or paragraph without."""
        numbers = [number for number in piece.numbers if number.form not in {"mark", "answer"}]
        level = _level(piece)
        label = bool(level) or piece.named or is_label(self.text, piece.body, piece.end, self.language, numbered=bool(numbers))
        for number in numbers[:-1]:
            self._open(number, label=False, level=0)
        if numbers:
            self._numbered(piece, numbers[-1], label=label, level=level, after=after)
        elif level or (not piece.stretch.style.startswith("item") and self._heads(piece, after, label=label)):
            self._heading(piece, level or 7)
        elif piece.stretch.style.startswith("item"):
            number = Number(f"style-{piece.stretch.style}", 0, piece.start, piece.start)
            self._numbered(piece, number, label=False, level=0, after=after)
        else:
            self._paragraph(piece)

    def resolve(self, number: Number) -> Number | None:
        """The number as what is open makes it likely: Roman or letter, question or answer; nothing where it is none."""
        if number.form == "code" and number.name[0] == "a" and any(frame.form == "question" for frame in self.stack):
            return number._replace(form="answer")
        if number.form == "answer":
            if any(frame.form == "question" for frame in self.stack):
                return number
            if len(self.text[number.start : number.end]) > 2:
                return None
            number = Number("ALPHA-paren", 1, number.start, number.end, "A")
            if self.text[number.start] != "A" or number.end - number.start != 2:
                return None
        if "oman" in number.form or "ROMAN" in number.form:
            as_letter = letters(number) if letter_number(number.name) else None
            if as_letter and as_letter.value > 1 and self._last(as_letter.form) == as_letter.value - 1 != 0:
                goes_on = self._last(number.form)
                number = number if goes_on and goes_on == number.value - 1 else as_letter
            elif as_letter and number.value > 1 and not self._last(number.form):
                number = as_letter if number.name.lower() in "lc" else number
        if number.form in _WEAK and number.value != 1:
            last = self._last(number.form)
            return number if last and last < number.value <= last + 3 else None
        if number.form == "question" and not number.value:
            return number._replace(value=self._last("question") + 1, name=str(self._last("question") + 1))
        return number

    def _last(self, form: str) -> int:
        return next((frame.value for frame in reversed(self.stack) if frame.form == form), 0)

    def _numbered(self, piece: Piece, number: Number, *, label: bool, level: int, after: Stretch | None) -> None:
        if number.form.startswith("bullet"):
            number = number._replace(form=f"{number.form}@{min(piece.stretch.indent // 2, 8)}")
        frame = self._open(number, label=label, level=level)
        frame.kind, lead = self._kind(piece, number, frame, label=label, after=after)
        if piece.body >= piece.end and number.form not in FIXED:
            return
        if frame.kind is BlockKind.ITEM:
            frame.parent = lead
        parent = lead if frame.kind is BlockKind.ITEM else self._heading_over(len(self.stack) - 1)
        frame.place = len(self.found)
        printed = self.text[piece.start : piece.numbers[-1].end] if piece.numbers else ""
        self._add(
            frame.kind, piece.start, piece.body, piece.end, frame.eid,
            number=printed.strip(), rank=frame.rank, parent=parent, page=piece.stretch.page,
        )  # fmt: skip

    def _kind(
        self, piece: Piece, number: Number, frame: _Frame, *, label: bool, after: Stretch | None
    ) -> tuple[BlockKind, int]:
        """What a numbered block is, and the lead-in it hangs on."""
        own = frame.place  # its elder brother, where there is one
        if number.form == "question" or piece.named or _level(piece):
            return BlockKind.HEADING, -1
        if number.form in FIXED:
            short = label or piece.body >= piece.end or (number.form not in RULES and piece.end - piece.body <= 80)
            stands = after is not None and (number.form not in RULES or not _same_form(number, after))
            return (BlockKind.HEADING, -1) if short and (stands or piece.body >= piece.end) else (BlockKind.PARAGRAPH, -1)
        if own >= 0 and frame.kind is BlockKind.ITEM:
            return BlockKind.ITEM, frame.parent
        listed = _ITEMS.match(number.form) is not None
        lead = self._lead() if own < 0 else -1
        leading = lead >= 0 and leads_in(self.text, self.found[lead].body, self.found[lead].end)
        in_article = any(one.rank == "article" for one in self.stack[:-1])
        if leading and (number.form != "hanlist" or in_article):
            return BlockKind.ITEM, lead
        if in_article and label and lead >= 0 and self.language != "en":
            return BlockKind.ITEM, lead
        if label and after is not None and self._stands_over(number, frame, after):
            return BlockKind.HEADING, -1
        over = next((one for one in reversed(self.stack[:-1]) if one.place >= 0), None)
        if over is not None and over.kind is BlockKind.ITEM:
            return BlockKind.ITEM, over.place
        if listed:
            return BlockKind.ITEM, lead if lead >= 0 else self._heading_over(len(self.stack) - 1)
        return BlockKind.PARAGRAPH, -1

    def _lead(self) -> int:
        """The block before, where it can lead a list in: a paragraph or item still open, or a paragraph without number."""
        last = len(self.found) - 1
        if last < 0 or self.found[last].kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM}:
            return -1
        return last if self.loose or any(frame.place == last for frame in self.stack[:-1]) else -1

    def _stands_over(self, number: Number, frame: _Frame, after: Stretch) -> bool:
        """Whether the next line stands under this label, and does not go on with its numbering or with one further out."""
        if number.form.startswith(("bullet", "style")):
            return False
        if number.form == "hanlist" or (frame.place >= 0 and frame.kind is BlockKind.HEADING):
            return True
        form = after.number.form if after.number else ""
        if _same_form(number, after) or any(one.form == form for one in self.stack[:-1]):
            return False
        return after.number is not None or frame.place >= 0 or not _ITEMS.match(number.form) or number.form == "ALPHA-paren"

    def _heading(self, piece: Piece, level: int) -> None:
        while self.stack and self._closes(self.stack[-1], level):
            self.stack.pop()
        eid = self.names.counted(self._container(), "hdg")
        self.stack.append(_Frame("heading", 0, "", "heading", len(self.found), kind=BlockKind.HEADING, level=level))
        parent = self._heading_over(len(self.stack) - 1)
        self._add(BlockKind.HEADING, piece.start, piece.body, piece.end, eid, parent=parent, page=piece.stretch.page)

    def _heads(self, piece: Piece, after: Stretch | None, *, label: bool) -> bool:
        """Whether a line without number is a heading: by its looks, or by standing alone between sentences."""
        last = self.found[-1] if self.found else None
        if after is None or _DAY.fullmatch(self.text, after.start, after.end):
            return False
        bare = last is not None and last.kind is BlockKind.HEADING and (last.rank == "annex" or last.body == last.end)
        if bare and not label:
            label = piece.end - piece.body <= 60 and not closed(self.text, piece.body, piece.end)
        if label:
            return _opens(self.text, after, self.language)
        between = last is None or piece.stretch.gap or closed(self.text, last.body, last.end)
        if not between or after.cells or not stands_alone(self.text, piece.body, piece.end):
            return False
        if after.number is not None:
            return piece.end - piece.body <= 40 and after.number.form.startswith(("bullet", "question"))
        return after.end - after.start > 80 and closed(self.text, after.start, after.end)

    def _closes(self, frame: _Frame, level: int) -> bool:
        if frame.kind is not BlockKind.HEADING:
            return frame.form not in FIXED or frame.form in RULES
        return frame.level >= level if frame.level else level < 7 or frame.form == "question"

    def _paragraph(self, piece: Piece) -> None:
        depth = len(self.stack)
        while depth and self.stack[depth - 1].kind is not BlockKind.HEADING and self.stack[depth - 1].rank not in HOLDERS:
            depth -= 1
        container = next((frame for frame in reversed(self.stack[:depth]) if frame.eid), None)
        first = container is not None and container.kind is BlockKind.PARAGRAPH and container.place >= 0
        eid = self.names.counted(container.eid if container else "", "p", after=first)
        answer = [number for number in piece.numbers if number.form == "answer"]
        printed = self.text[answer[0].start : answer[0].end] if answer else ""
        parent = self._heading_over(depth)
        self._add(
            BlockKind.PARAGRAPH, piece.start, piece.body, piece.end, eid, number=printed, parent=parent, page=piece.stretch.page
        )
        self.floor, self.loose = depth, True

    def _open(self, number: Number, *, label: bool, level: int) -> _Frame:
        """The frame of a number: its brothers' frame taken on, or one of its own; what it closes is closed."""
        depth, elder = self._depth(number, label, level)
        del self.stack[depth:]
        ranks = {frame.rank for frame in self.stack}
        rank = elder.rank if elder else rank_of(number, ranks)
        container = self._container()
        if number.value or number.form in FIXED:
            eid = self.names.numbered(container, rank, number)
        else:
            eid = self.names.item(container, number.form, fresh=elder is None)
        frame = _Frame(number.form, number.value, eid, rank, level=level)
        if elder:
            frame.place, frame.parent, frame.kind = elder.place, elder.parent, elder.kind
        self.stack.append(frame)
        return frame

    def _depth(self, number: Number, label: bool, level: int) -> tuple[int, _Frame | None]:
        """How much of the stack stays open over a number, and the brother that it follows."""
        same = [depth for depth, frame in enumerate(self.stack) if frame.form == number.form]
        if not number.value and same and self.loose and leads_in(self.text, self.found[-1].body, self.found[-1].end):
            return min(self.floor, same[-1]), None
        if number.form in FIXED:
            if same:
                return same[0], self.stack[same[0]] if number.value > self.stack[same[0]].value else None
            return self._fixed_depth(FIXED[number.form]), None
        after = [depth for depth in same if number.value == self.stack[depth].value + 1 or not number.value]
        if len(after) > 1 and label:
            after = [depth for depth in after if self.stack[depth].kind is BlockKind.HEADING] or after
        onward = after or [depth for depth in same if self.stack[depth].value < number.value]
        if onward:
            return onward[-1], self.stack[onward[-1]]
        if len(same) == 1 and self.stack[same[-1]].kind is BlockKind.HEADING and not _ITEMS.match(number.form):
            return max(depth for depth, frame in enumerate(self.stack) if frame.kind is BlockKind.HEADING) + 1, None
        if same:
            return same[-1], None
        if number.form.startswith("levels-"):
            above = f"levels-{int(number.form[7:]) - 1}" if number.form != "levels-2" else "dot"
            outer = [depth for depth, frame in enumerate(self.stack) if frame.form in {above, "article", "part", "chapter"}]
            return (outer[-1] + 1 if outer else self._headings()), None
        return (min(self.floor, len(self.stack)) if self.loose else len(self.stack)), None

    def _headings(self) -> int:
        return max((depth + 1 for depth, frame in enumerate(self.stack) if frame.kind is BlockKind.HEADING), default=0)

    def _fixed_depth(self, order: int) -> int:
        for depth, frame in enumerate(self.stack):
            outer = FIXED.get(frame.form, 38 if frame.level == 7 else 1 if frame.level else 99)
            if frame.form == "hanlist" and frame.kind is BlockKind.HEADING:
                outer = 39
            if outer > order or (outer == order and order < 40):
                return depth
        return len(self.stack)

    def _container(self) -> str:
        return next((frame.eid for frame in reversed(self.stack) if frame.eid), "")

    def _heading_over(self, depth: int) -> int:
        above = (frame.place for frame in reversed(self.stack[:depth]) if frame.kind is BlockKind.HEADING and frame.place >= 0)
        return next(above, self.root)

    def _ink(self, start: int, end: int) -> int:
        found = BLANKS.match(self.text, start, end)
        return found.end() if found else start

    def _add(self, kind: BlockKind, start: int, body: int, end: int, eid: str, *, number: str = "", rank: str = "",
             parent: int = -1, page: int = 0, cells: tuple[tuple[int, int], ...] = ()) -> None:  # fmt: skip
        self.found.append(Block(kind, start, body, end, eid, number, rank, parent, page, cells))
        self.loose = False


def _titles(text: str, found: Sequence[Stretch]) -> frozenset[int]:
    """The places of the lines before the body: short, without number, without the end of a sentence."""
    count = 0
    while count < min(len(found), 12) and is_title(text, found[count].start, found[count].end) and _may_be_title(found[count]):
        count += 1
    return frozenset(range(count)) if count < len(found) else frozenset()


def _contents(text: str, found: Sequence[Stretch]) -> frozenset[int]:
    """The places of the lines of a table of contents: from its word to where its first line stands again."""
    for place, one in enumerate(found[:60]):
        if one.end - one.start <= 24 and _CONTENTS.fullmatch(text, one.start, one.end) and place + 1 < len(found):
            first = (
                text[found[place + 1].start : found[place + 1].end]
                .split("…", maxsplit=1)[0]
                .split("...", maxsplit=1)[0]
                .strip()[:40]
            )
            for again in range(place + 2, min(len(found), place + 600)):
                if first and text.startswith(first, found[again].start):
                    return frozenset(range(place, again))
    return frozenset()


def _may_be_title(one: Stretch) -> bool:
    marked = one.number is not None and one.number.form == "mark" and one.number.value == 1
    return not one.cells and (one.number is None or marked) and one.style in {"", "paragraph", "heading-1"}


def _level(piece: Piece) -> int:
    """The level that the file gives a heading: by its style, or by the marks before it."""
    if piece.stretch.style.startswith("heading-"):
        return int(piece.stretch.style[-1])
    first = piece.numbers[0] if piece.numbers else None
    return first.value if first and first.form == "mark" else 0


def _opens(text: str, after: Stretch | None, language: str) -> bool:
    """Whether what follows can stand under a heading: anything but another short line."""
    if after is None:
        return False
    if after.cells or after.number is not None or after.style not in {"", "paragraph"}:
        return True
    return not is_label(text, after.start, after.end, language, numbered=False) or after.gap


def _same_form(number: Number, after: Stretch) -> bool:
    other = after.number
    return (
        other is not None and other.form.partition("-")[0] == number.form.partition("-")[0] and other.value == number.value + 1
    )
